"""What is no part of a noun phrase at its begin and end, and which phrases are names as a whole."""

from functools import cache
from typing import Final

import polars as pl

import seeds
from transforms.language.lexicon import members
from transforms.language.patterns import TIMES, pattern
from transforms.language.searches import add, only, where

#: The region that the report is of: no subject of its own.
OWN_REGION: Final = r"^(?:全[市县省区州旗盟国疆]|[我本][市县省区州旗国])"
_OF_OWN: Final = OWN_REGION.removeprefix("^")
_LONGEST_LEAD: Final = 4
#: 保障性租赁住房 is an object by itself, 就业 after 新增 is not.
_SHORTEST_OBJECT: Final = 2


def generic_nouns(kind: str | None = None) -> list[str]:
    """Nouns that say what is counted only together with whose: 总投资, 利润, 办结率 (measure), 项目, 企业 (thing)."""
    return members(f"{kind}_noun") if kind else members("measure_noun", "thing_noun")


@cache
def catalogue_names() -> list[str]:
    """Names and aliases of the catalogue: what stands there is a name as a whole, verbs in it or not."""
    rows = seeds.read("indicators")
    return sorted({*rows["name_zh"], *rows["aliases"].str.split("|").explode()} - {""})


@cache
def protected() -> str:
    """Words in which a verb or a leading word is only a part: 增加值, 建成区, 上市公司, 到位资金."""
    return f"^{pattern('protected_phrase')}"


@cache
def _whole_names() -> pl.Series:
    """The catalogue's names that no verb opens which takes an object: 城镇新增就业, 服务业, and not 新改建农村公路.

    Nor one that is a verb and another name: 筹建 | 保障性租赁住房.
    """
    names = pl.Series(catalogue_names())
    takes = names.str.contains(f"^{pattern('taking_verb')}") | names.str.replace(f"^{pattern('doing')}", "").is_in(
        names.filter(names.str.len_chars() > _SHORTEST_OBJECT).to_list()
    ) & names.str.contains(f"^{pattern('doing')}")
    return names.filter(~takes | names.str.contains(protected())).implode()


def add_is_name(frame: pl.DataFrame, column: str) -> pl.DataFrame:
    """Adds is_name: whether a phrase stands in the catalogue, with 全市 before it or without: 全市城镇新增就业.

    So does 进口、出口, a list of names. The rows may change their order.
    """
    core, bare = pl.col(column), pl.col("bare")
    return (
        frame.with_columns(bare=core.str.replace(OWN_REGION, ""))
        .pipe(where, bare.str.contains("、", literal=True), _add_is_list)
        .with_columns(
            is_name=core.is_in(_whole_names()) | bare.is_in(_whole_names()) | pl.col("is_list").fill_null(value=False)
        )
        .drop("bare", "is_list")
    )


def _add_is_list(frame: pl.DataFrame) -> pl.DataFrame:
    two = pl.col("bare").str.extract_groups("^([^、]{2,6})、([^、]{2,6})$")
    are_names = [two.struct.field(side).is_in(_whole_names()) for side in ("1", "2")]
    return frame.with_columns(is_list=are_names[0] & are_names[1])


def _end(*trailing: str) -> str:
    return "(?:" + "|".join((pattern("report"), pattern("movement"), *trailing)) + ")+$"


def _any_end() -> str:
    return _end(pattern("trailing"), pattern("trailing_clause"))


def _drop_end(frame: pl.DataFrame, column: str) -> pl.DataFrame:
    """Drops the verbs of reporting and movement at the end of a phrase and what stands before them."""
    text, bare = pl.col(column), pl.col("bare")
    # 按可比价, 连续五年: what goes on as it likes (the rows of trailing_clause) makes too many states of the pattern of
    # all, and takes ten times its time; few phrases need that
    goes_on = text.str.contains(pattern("trailing_clause"))
    long = only(goes_on, text).str.replace(_any_end(), "")
    short = pl.when(goes_on).then(long).otherwise(text.str.replace(_end(pattern("trailing")), ""))
    return (
        add(frame, bare=short)
        .pipe(where, bare != text, lambda cut: _keep_ratio(cut, column))
        .with_columns(pl.coalesce("kept", column).alias(column))
        .drop("bare", "kept")
    )


def _keep_ratio(frame: pl.DataFrame, column: str) -> pl.DataFrame:
    """收入|比缩小到2.3: the 比 of a ratio is no comparison, but that of 收入比2020年增长 is. Adds kept."""
    text, length = pl.col(column), pl.col("bare").str.len_chars() + 1
    behind = text.str.slice(length)
    goes_on = behind.str.contains(f"{TIMES}|[上年期]|{pattern('whole')}")
    # 钢材板带比 | 达到50%: with nothing that it is compared with, it is none, either
    is_alone = (
        behind.str.contains(f"^(?:{pattern('reach')}|{pattern('movement')}|为)+$")
        & ~behind.str.starts_with("增")
        & pl.col("kept").str.contains("[^同环相占对可正反]比$")
    )
    is_ratio = (pl.col("kept").str.contains(f"{pattern('kept_at_end')}$") & ~goes_on) | is_alone
    return frame.with_columns(kept=text.str.slice(0, length)).with_columns(
        kept=pl.when(is_ratio).then("kept").otherwise("bare")
    )


def strip_trailing(frame: pl.DataFrame, column: str) -> pl.DataFrame:
    """Drops verbs of reporting and movement at the end: 公共预算支出由…增加到, 主营业务收入完成, 生产总值同比增长."""
    text = pl.col(column)
    # 审批时限比法定时限平均压减: what is compared with is no part of the name
    compared = text.str.extract(
        rf"^([^，。比较]{{2,}}[^，。比较同环可])(?:比|较)[^例重，。][^，。]{{1,11}}?{pattern('compared_movement')}[^，。]{{0,4}}$"
    )
    # 农村居民收入增速快于城镇居民, 贷款增速比各项贷款平均增速高: the growth of one is set beside that of another
    beside = text.str.extract(rf"^([^，。]*?增(?:速|幅|长幅度))(?:分别|均|都)?{pattern('beside')}[^，。]*$")
    # 打造先导区、力争产业规模 | 突破万亿元: a goal behind 、 is a clause of its own
    goal = text.str.extract(f"、{pattern('strive')}([^、，。]{{2,}})$")
    goal = pl.when(~goal.str.contains(f"^{_end()}")).then(goal)
    # 道路力争年内贯通: what is striven for is no name
    # and 年内力争建成公厕 has no name before it, nor have 用于“两个确保”的资金 and 全县预计完成生产总值
    striven = text.str.extract(rf"^([^，。]{{2,}}?){pattern('striven')}(?:[^”，。][^，。]*)?$")
    striven = pl.when(~striven.str.contains(f"^(?:{pattern('leading')}|{_OF_OWN})+$")).then(striven)
    # 新登记企业增长, 接待游客数量达到: what is told of a doing makes a noun of it
    is_told = text.str.contains(rf"(?:{pattern('telling_verb')}|{pattern('goes_to')})[了约]?$")
    with_share = only(text.str.contains("占比", literal=True), text)
    of_growth = only(text.str.contains(f"^{TIMES}*{pattern('noun_of_growth')}增[长速]"), text)
    is_done = pl.col("done_behind").is_not_null()
    undone = only(is_done, text).str.replace(f"{pattern('verb_behind')}了?$", "")
    return (
        frame.with_columns(done=text.str.extract(f"[^、，]{{2}}({pattern('verb_behind')})了?$"))
        .pipe(where, pl.col("done").is_not_null(), lambda done: _add_done_behind(done, column))
        .with_columns(text.str.replace(f"{pattern('goes_to')}$", ""), is_told=is_told, beside=beside)
        .with_columns(pl.coalesce(compared, text))
        .with_columns(pl.coalesce(goal, striven, text))
        .with_columns(undone=pl.when(is_done).then(undone).otherwise(text))
        .pipe(_drop_end, "undone")
        .with_columns(
            pl.when(pl.col("beside").is_not_null())
            .then("beside")
            .when(text.str.contains(f"{pattern('kept_at_end')}$") & ~is_done)
            .then(text)
            # 营收占比提高: the share is the noun
            .when(with_share.str.contains(f"占比(?:{_any_end()}|$)"))
            .then(text.str.extract("^(.*占比)"))
            .when(of_growth != "")
            .then(of_growth.str.extract(f"{pattern('noun_of_growth')}(?:增长率?|增速)", 0))
            .otherwise("undone")
            .alias(column)
        )
        .drop("done", "undone")
    )


def _add_done_behind(frame: pl.DataFrame, column: str) -> pl.DataFrame:
    """二氧化硫排放分别削减: what is done stands behind what it is done to."""
    done, before = pl.col("done"), pl.col("before_done")
    is_behind = ~before.str.contains(f"^(?:{pattern('leading')}|{pattern('report')})*$")
    # 中央财政拟安排 | 31亿元, where who does it stands before the verb
    is_behind &= ~(done.str.ends_with("安排") & before.str.contains(f"{pattern('actor')}$"))
    return (
        frame.with_columns(before_done=pl.col(column).str.replace(f"{pattern('verb_behind')}了?$", ""))
        .pipe(_drop_end, "before_done")
        .with_columns(done_behind=pl.when(is_behind).then(done))
        .drop("before_done")
    )


def strip_leading(frame: pl.DataFrame, column: str) -> pl.DataFrame:
    """Drops what leads in and names nothing (其中, 同时, 我市), one word at a time; 到位资金 keeps its first sign."""
    text = pl.col(column)
    # 出台奖励办法并拿出 | 1200万元: what was done before is another clause
    and_does = text.str.extract(f"[^，。]{{4,}}并({pattern('doing')})$")
    is_verbs = text.str.contains(f"^(?:{pattern('doing')}|[、和])+并")
    frame = where(
        frame,
        text.str.contains("并", literal=True),
        lambda led: led.with_columns(pl.when(~is_verbs).then(and_does).fill_null(text).alias(column)),
    )
    frame = where(frame, text.str.contains(f"^{pattern('leading')}"), lambda led: _drop_leading(led, column))
    # 认真办好建议, 先后向社会公布事项
    verb = f"({pattern('doing')}|{pattern('preposition')})"
    adverb = pattern("adverb_of_verb")
    led = only(text.str.contains(f"^{adverb}") & ~text.str.contains(protected()), text).str.replace(
        rf"^{adverb}+{verb}", "${1}"
    )
    return frame.with_columns(pl.when(led != "").then(led).otherwise(text))


def _drop_leading(frame: pl.DataFrame, column: str) -> pl.DataFrame:
    text = pl.col(column)
    # 争取专项债券12亿元 does something, 争取增长8% and 争取新增企业 only want to; 各县实施项目 has who does it
    wanted = f"争取(?:{TIMES}|{pattern('default_time')}|{pattern('manner')}|年内|[在再])*"
    acts = text.str.contains(f"^(?:{wanted}|{pattern('each_body')}{pattern('adverb_of_sum')}*){pattern('doing')}")
    # 争取新增专项债券: what is new there is what is wanted
    only_wants = text.str.starts_with("争取") & acts & ~text.str.contains(f"^争取新增[^，。]*{pattern('money_noun')}$")
    only_wants &= ~text.str.strip_prefix("争取").str.contains(protected())
    is_sought = text.str.contains(f"^{pattern('sought')}$") & ~only_wants & ~pl.col("is_told")
    # 共建示范园区 is done together, 共巡河 in all
    is_word = text.str.contains(protected()) | text.str.contains("^共[建享济育同治富]")
    stays = is_word | is_sought | (acts & ~only_wants)
    for _ in range(_LONGEST_LEAD):
        rest = pl.when(stays).then(text).otherwise(text.str.replace(f"^{pattern('leading')}", ""))
        frame = add(frame, **{column: rest})
    return frame


def names_something(noun: pl.Expr) -> pl.Expr:
    """Whether a phrase is a name at all, and not 同比增长 or 完成年度目标的; 钢 and 布 are names of one sign."""
    noun = noun.fill_null("")
    is_word = noun.str.contains(f"[一-鿿A-Za-z]{{2}}|^{pattern('one_sign_noun')}$")
    return is_word & ~noun.str.contains(f"^{pattern('no_noun')}$")


def strip(texts: pl.Series) -> pl.Series:
    """Phrases without what leads in and what reports at their end; null where nothing is left."""
    frame = texts.alias("text").to_frame()
    read = strip_leading(strip_trailing(frame.unique().with_columns(core="text"), "core"), "core")
    return frame.join(read, on="text", how="left", maintain_order="left")["core"].replace("", None)
