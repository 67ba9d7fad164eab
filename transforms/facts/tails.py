"""The noun and the predicate behind a number: 9条主次干道实现通车 has the noun 主次干道 and the action 实现通车.

Phrases repeat, so each distinct one is read once.
"""

from functools import cache
from typing import Final

import polars as pl

from transforms.facts.sides import COUNTED
from transforms.language.lexicon import members
from transforms.language.patterns import TIMES, alternatives, pattern
from transforms.language.searches import add, add_where, groups, only
from transforms.sequences import behind

_SHORTEST_MOVEMENT: Final = 2
#: A predicate no longer than this is said whole: 完成美丽乡村建设.
_LONGEST_PREDICATE: Final = 20
_SIGN: Final = r"[“”一-鿿A-Za-z0-9.%·?+（）()\-、—]"


@cache
def _long_movements() -> str:
    """Movements that are no part of a name: 增长, and not the 增 of 增值电信企业."""
    return alternatives([word for word in members("up", "down") if len(word) >= _SHORTEST_MOVEMENT])


def _add_plain(frame: pl.DataFrame) -> pl.DataFrame:
    """Adds plain, what stands in `led` before the predicate; 推进 is none in 衔接推进区, nor 增长 in 新增长点.

    The predicate is cut off what fits: to take the noun as a group takes ten times as long, and is left to the words.
    """
    word, end = pattern("word_with_verb"), rf"(?:{pattern('predicate')}|{TIMES}|，|。)"
    led, fit = pl.col("led"), pl.col("fit")
    has_word = led.str.contains(word)
    in_words = f"^((?:{word}|{_SIGN}){word}*(?:{_SIGN}{word}*)*?)(?:{end}|$)"
    cut = fit.str.slice(0, 1) + fit.str.slice(1).str.replace(f"{end}$", "")
    return (
        frame.with_columns(has_word=has_word)
        .with_columns(
            fit=only(~pl.col("has_word"), led).str.extract(f"^{_SIGN}+?(?:{end}|$)", 0),
            plain=only(pl.col("has_word"), led).str.extract(in_words),
        )
        .with_columns(plain=pl.coalesce("plain", cut))
        .drop("has_word", "fit")
    )


def read_tails(facts: pl.DataFrame) -> pl.DataFrame:
    """Adds tail_noun, tail_action, tail_work and tail_said (the predicate), read from what follows each number.

    9条主次干道实现通车 has the noun 主次干道 and the action 实现通车. 98个傍水村污水治理 has the noun 傍水村, and
    where a verb such as 完成 governs it, the work 傍水村污水治理.
    """
    facts = facts.with_columns(
        governed=pl.when(pl.col("lead").str.contains(f"{pattern('done_for')}$"))
        .then(pl.lit("served"))
        .when(pl.col("lead").str.contains(f"{pattern('driving_verb')}$"))
        .then(pl.lit("driven"))
        .when(pl.col("dimension") == "money")
        .then(pl.lit("spent"))
        .otherwise(pl.lit(""))
    )
    text, trail, noun, predicate = (pl.col(name) for name in ("text", "trail", "noun", "predicate"))
    doing = f"^{pattern('doing')}"
    moves = f"^([^、]{{2,}})、([^、]{{2,12}}{pattern('movement')})$"
    frame = (
        facts.select("trail", "governed")
        .unique(maintain_order=True)
        # 投放20%号源、 | 转诊量增长 | 90%: what moves is the next one's
        .with_columns(
            # 10个重点项目开工率 | 达到100%: what is reported is the rate
            text=trail.str.replace(moves, "${1}").str.replace("^的", "").str.replace(f"率{pattern('report')}+$", "率"),
            of_next=trail.str.extract(moves, 2),
        )
        .filter((trail != "") & text.str.contains("^[“《0-9A-Za-z一-鿿]") & ~text.str.contains(f"^{_long_movements()}"))
    )
    ends = f"(?:{pattern('predicative')}|{pattern('state_verb')})+"
    # 其中14个确定了整合主体: the predicate of a noun that stands before
    # 重点涵闸2处竣工、4处开工建设: and so is a predicate alone
    # 97个已开工的新社区 are such ones, 12栋已全部封顶 says what became of them
    attributed, is_attribute = pl.col("attributed"), pl.col("is_attribute")
    is_done, is_predicate = text.str.contains(f"{doing}了"), pl.col("is_predicate")
    frame = add(
        frame.with_columns(attributed=text.str.extract(f"^{pattern('attributed_state')}的?([^的].+)$")).with_columns(
            is_attribute=attributed.is_not_null()
            & ~(attributed.str.contains(f"^{pattern('predicate')}") | attributed.str.contains(doing))
        ),
        is_predicate=(
            is_done
            | text.str.contains(f"^{ends}[、和及]?$")
            # 其中6所建成投入使用
            | text.str.contains(f"^{pattern('doing')}+{pattern('state_verb')}$")
            | text.str.contains(f"^{pattern('adverb_of_predicate')}+(?:{pattern('doing')}|{ends})")
        )
        & ~is_attribute,
        # 有150户 | 完成了改制任务
        fits=is_attribute | (is_done & (pl.col("governed") != "spent")) | ~trail.str.contains(f"^{pattern('no_tail')}"),
    ).filter("fits")
    # 改造街巷59条、2条获评“最美街巷”: and so is what those that were counted before have got
    has_entered = text.str.contains(f"^{pattern('entered')}$")
    bare = (
        pl.when(has_entered)
        .then(pl.coalesce(text.str.extract(doing, 0), text))
        .when(is_predicate)
        .then(text.str.replace(f"^提{TIMES}|[、和及]$", ""))
    )
    # 40个村整村推进和3万人的脱贫任务: an item that a list goes on behind has no predicate
    # 出让7宗地块、收储5宗地块: the verb of the next item is no part of 地块
    # and 项目全部开工、完工 | 24个 has a predicate of its own; 民生实事和县定 | 12件 goes on with whose the next is
    item = text.str.extract(
        f"^([^、]+[^、参])(?:[和及与或、]{pattern('next_level')}|[和及与或]|、{pattern('doing')}+)$"
    )
    item = item.str.replace(f"{pattern('adverb_of_predicate')}+{ends}$", "")
    # 35个计划新开工项目: the verb is part of the name; 7家企业被认定为省级科技创新型企业: the name follows it
    by_verb = text.str.extract(rf"^[^，。、]{{0,6}}?{pattern('naming_verb')}的?{pattern('named_thing')}", 0)
    as_title = text.str.extract(rf"^[^，。]{{1,8}}?被?{pattern('title_verb')}([^，。]{{3,20}})$")
    led = pl.col("led")
    plain = text.str.slice(0, text.str.len_chars() - led.str.len_chars()) + pl.col("plain")
    # 13个重点项目 | 开工率100%: a rate is told of what is counted, whatever its verb
    is_rate = led.str.slice(pl.col("plain").str.len_chars()).str.contains("^[一-鿿]{2,3}率$")
    plain = pl.when(is_rate).then(text).otherwise(plain)
    # 支持20所学校改善办学条件: who is driven is named before what they do, but in 支持5个产业发展项目 nobody is
    # and 为4万名老人购买养老服务 before what is done for them
    has_doer = pl.col("governed").is_in(["driven", "served"])
    driven = only(has_doer, text).str.extract(
        f"^([^、，。的]*?{pattern('driven_one')}){pattern('doing')}[^、，。的]{{2,}}(?:、{pattern('doing')}[^，。]*)?$"
    )
    frame = (
        frame.with_columns(led=pl.when(is_attribute).then(attributed).otherwise(text))
        .pipe(_add_plain)
        .with_columns(as_title=as_title, driven=driven, item=item)
        .with_columns(driven=pl.when(~_is_no_doer()).then("driven"), has_title=pl.col("as_title").is_not_null())
        .with_columns(noun=pl.coalesce("as_title", "driven", by_verb, "item", plain, text))
        .pipe(_add_action)
    )
    titled = only(pl.col("has_title"), text).str.extract(pattern("title_verb"), 0)
    is_work = predicate.str.contains(f"^{pattern('work')}+(?:(?:规划)?(?:编制)?(?:任务|工程|项目|工作))?$")
    # 160户拟改制企业中，有150户…
    among = noun.str.extract(f"^(.*{pattern('thing_noun')})(?:中|中?有)$")
    # 38项创建指标 | 有18项达标, 7项评价指标增速 | 居全省第一
    # 8类医用耗材平均 | 降价67%, 9项主要经济指标中 | 8项
    cut = f"([^对])(?:平均|[、和及与也均]|{pattern('placed')})$"
    inside = noun.str.extract(f"^(.*{pattern('counted_whole')})中$")
    named = pl.coalesce(among, inside, noun.str.replace(cut, "${1}"))
    # 88个水利设施等一批项目, 投资2亿元的集装箱等项目: what 等 closes
    named = named.str.replace("([^国所私公现占没到])有$", "${1}").str.replace("([^公])共计?$", "${1}")
    named = named.str.replace("(..)等一批.*$", "${1}")
    of_sum = pl.col("governed") == "spent"
    named = (
        pl.when(of_sum)
        .then(only(of_sum, named).str.replace("^([^、]{2,})等[^、]*(?:项目|工程)$", "${1}"))
        .otherwise(named)
    )
    # 为1万人提供康复服务: what is done for as many
    served = groups("text", f"^(?P<does>{pattern('doing')})了?(?P<what>[^，。、的了]{{2,}})$")
    read = (
        add_where(frame.with_columns(bare=bare), pl.col("governed") == "served", served=served)
        .unnest("served")
        .select(
            "trail",
            "governed",
            tail_noun=pl.coalesce("what", pl.when(pl.col("bare").is_null()).then(named)),
            tail_action=pl.coalesce("does", "bare", titled, "action"),
            tail_work=pl.when(is_work).then(noun + predicate),
            tail_said=pl.coalesce(
                "of_next",
                pl.when(predicate.str.contains(doing) | predicate.str.contains("^(?:、|中[^有])")).then(
                    predicate.str.replace("^[、中]", "")
                ),
            ),
        )
    )
    frame = facts.join(read, on=["trail", "governed"], how="left", maintain_order="left").drop("governed")
    # 建设3个总投资15亿元的项目: what is counted stands behind the sum
    is_summed = only(pl.col("dimension").is_in(COUNTED), pl.col("trail")).str.contains(
        f"^{pattern('project_sum')}额?(?:达到?|约|近|超过?)?$"
    )
    is_sum = behind(pl.col("dimension"), "row") == "money"
    behind_sum = pl.when(is_summed & is_sum).then(behind(pl.col("tail_noun"), "row"))
    return frame.with_columns(tail_noun=pl.coalesce(behind_sum, "tail_noun"))


def _is_no_doer() -> pl.Expr:
    """Whether what driven names is a thing, 支持5个产业发展项目, or goes on to a word, 8个开发区加快发展."""
    text = pl.col("text")
    is_thing = text.str.contains(f"(?:{pattern('attributed_thing')}|{pattern('named_thing')})$")
    goes_on = f"(?:{pattern('word_goes_on')}|{pattern('word_end')}|{pattern('preposition')})"
    is_word = text.str.slice(pl.col("driven").str.len_chars()).str.contains(
        f"^(?:{pattern('word_with_verb')}|{pattern('doing')}{goes_on})"
    )
    return is_thing | is_word


def _add_action(frame: pl.DataFrame) -> pl.DataFrame:
    """Adds predicate, what is said of noun in text, and action, its verb.

    In steps, since what an expression holds many times is worked out as often.
    """
    said, verb, doing = pl.col("said"), pl.col("verb"), f"^{pattern('doing')}"
    # 3所学校开展贯通培养, and not 5家企业入选省级名单
    says_little = verb.str.contains(f"^{pattern('fact_verb')}$") | (
        ~verb.str.contains(f"^{pattern('naming_predicate')}")
        & (said.str.len_chars() > verb.str.len_chars() + 1)
        & ~said.str.slice(verb.str.len_chars()).str.contains(f"^{pattern('no_object')}")
    )
    rest = pl.col("text").str.slice(pl.col("noun").str.len_chars())
    return (
        # 7个贫困县全部摘帽、 | 928个贫困村: the sign of the list is no part of what is said
        frame.with_columns(predicate=rest.str.replace("^[、和及与]$", ""))
        .with_columns(
            said=pl.col("predicate").str.replace(f"^{pattern('adverb_of_predicate')}+", "").str.strip_suffix("、")
        )
        # 村庄完成美丽乡村建设, 1名学子被清华大学录取: what says little alone, or is no known verb, is said whole
        # and 脱贫出列, 建成通车 are one
        .with_columns(
            verb=pl.coalesce(
                said.str.extract(f"^(?:{pattern('doing')}|{pattern('predicative')}){{2,}}$", 0),
                # 分配 | 保障性住房
                said.str.replace("保障性", "", literal=True).str.extract(f"{doing}+", 0),
            ),
            whole=said.str.extract(rf"^[^，。、：]{{2,{_LONGEST_PREDICATE}}}$", 0).str.replace(f"({doing})了", "${1}"),
        )
        .with_columns(
            action=pl.when(~said.str.contains(f"^{pattern('tells_nothing')}")).then(
                pl.coalesce(pl.when(~says_little).then(verb), "whole", "verb")
            )
        )
    )
