"""The phrase before a number: subject, action and noun.

琶洲实验室部署科研项目50余个 has the subject 琶洲实验室, the action 部署 and the noun 科研项目. Phrases repeat, so each
distinct one is read once, in steps of one column each.
"""

from typing import Final

import polars as pl

from transforms import sequences
from transforms.facts.opening_verbs import SHORTEST_NOUN, split_action
from transforms.facts.phrases import (
    OWN_REGION,
    generic_nouns,
    names_something,
    protected,
    strip_leading,
    strip_trailing,
)
from transforms.language.patterns import TIMES, alternatives, pattern
from transforms.language.searches import add, add_where, groups, only, where

#: Verbs that stand together right before a number are no longer than this: 加快推进改造提升.
_LONGEST_VERBS: Final = 12
#: What is read before a number.
_FOUND: Final = ("head_subject", "head_doer", "head_action", "head_noun")
#: Who does something has a name of so many signs: 运动员.
_SHORTEST_NAME: Final = 3
#: Where something was done: 运动员在亚运会上获得.
_OCCASION: Final = "在[^，。、]{2,14}[上中]"


def _drop_preposition(frame: pl.DataFrame) -> pl.DataFrame:
    """在全县河道及水库周边设立监控点: what a preposition leads in is no part of the phrase."""
    # 组织 | 开展推介活动: what another verb follows leads nothing in
    leads = f"^{pattern('preposition')}"
    is_verb = pl.col("core").str.contains(f"^(?:{pattern('doing')}){{2}}")
    led = frame.filter(pl.col("core").str.contains(leads) & ~is_verb)
    parts = groups(
        "core",
        rf"^(?P<how>{pattern('preposition')})(?P<whose>[^，。]{{2,30}}?)"
        rf"(?P<action>{pattern('doing')})了?(?P<noun>[^，。的]{{2,}})$",
    )
    field = parts.struct.field
    # 为中小微企业发放贷款: whom it is for is part of a noun that says too little
    whose = pl.when(field("how").is_in(["为", "向"]) & field("noun").str.contains(f"^{pattern('money_noun')}$"))
    # 为企业减负12亿元: what is done for them is the noun
    relieved = pl.col("core").str.extract(rf"^为([^，。]{{2,12}}{pattern('relief')}[^，。]{{0,4}})$")
    # 支持科技 | 创新 | 和制造业发展: what goes on with 和 is no noun
    is_split = ~field("noun").str.contains(f"^(?:{pattern('word_end')}|[和与及、并])")
    acted = pl.when(is_split).then(field("action")) + whose.then(field("whose")).otherwise(pl.lit("")) + field("noun")
    led = led.select("stem", "moves", bare=pl.coalesce(acted, relieved))
    return (
        frame.join(led, on=["stem", "moves"], how="left", maintain_order="left")
        .with_columns(core=pl.coalesce("bare", "core"))
        .drop("bare")
    )


def _drop_done_before(frame: pl.DataFrame) -> pl.DataFrame:
    """建成加工厂、| 回收处置废旧农膜: what was done to another thing before is no part of the phrase."""
    core, last = pl.col("core"), pl.col("last")
    doing = pattern("doing")
    noun_of_verb = f"{pattern('nominal_end')}|{pattern('naming_verb')}|{pattern('verbal_noun')}"
    is_named = (
        last.str.contains(f"^(?:{noun_of_verb}|{doing}(?:{pattern('word_end')}|式))")
        | last.str.contains(protected())
        | pl.col("names_measured")
    )
    is_dealt = pl.col("stem").str.contains("分别|各")
    return (
        add_where(
            frame,
            core.str.contains("、", literal=True),
            last=core.str.extract(f"^{doing}[^、，]{{3,}}、({doing}[^、，的]{{3,}})$"),
        )
        .with_columns(core=pl.when(~is_named & ~is_dealt).then(last).fill_null(core))
        .drop("last")
    )


def _split_subject(frame: pl.DataFrame) -> pl.DataFrame:
    """Adds subject where a verb stands inside: 琶洲实验室|部署|科研项目; and joins 重点项目|完成|投资 to one noun.

    Only a phrase that no verb opens has one inside.
    """
    return where(frame, pl.col("action").is_null(), _find_subject).with_columns(
        head_action=pl.coalesce("head_action", "action"), head_noun=pl.coalesce("head_noun", "noun")
    )


def _look_inside(frame: pl.DataFrame) -> pl.DataFrame:
    """Adds who does what to what inside of a core, each reading asked where it can be."""
    adverb, verb, core = pattern("adverb_of_sum"), pattern("doing"), pl.col("core")
    when = rf"(?:已经?|累计|[^公]共|{TIMES}|{_OCCASION})"
    joins, taking = "(?:完成|实现|创|发放)", f"{pattern('taking_inside')}(?:[（(][^）)]{{2,4}}[)）])?"
    readings = {
        f"{pattern('actor')}{adverb}*{verb}": (
            rf"^(?P<who>[^、，]{{0,12}}?{pattern('actor')}){adverb}*(?P<verb>{verb})了?(?P<what>[^，。]*)$"
        ),
        # 养殖基地项目已建成|棚室, 公益性岗位累计安置|困难人员: what was done, by or in a thing
        # 艺术领域共获得|奖项, 纺织产业近三年引进|项目, 运动员在全运会上获得|金牌
        f"[已共在]|累计|{TIMES}": rf"^[^、，]{{2,20}}?{when}(?P<did>{verb})了?(?P<made>[^，。]{{2,}})$",
        # 运动员在亚运会上获得|金牌, 揽才计划引进|博士: a verb that is no noun has its object behind it
        f".{taking}.": (
            rf"^(?P<winner>[^、，的]{{2,20}}?){adverb}*(?P<won>{taking})了?(?P<prize>[^，。的”和与及、][^，。]+)$"
        ),
        joins: rf"^(?P<whose>[^，]{{2,30}}?){adverb}*(?P<done>{joins})了?(?P<generic>[^，。、]{{2,10}})$",
    }
    for cue, reading in readings.items():
        frame = add_where(frame, core.str.contains(cue), found=groups("core", reading)).unnest("found")
    return frame


def _find_subject(frame: pl.DataFrame) -> pl.DataFrame:
    """Adds head_subject, head_doer, head_action and head_noun to a core that no verb opens."""
    # nor has a name one, and 富水灌区续建工程等 | 22个项目: what 等 closes are examples
    alone = ~pl.col("is_name") & ~pl.col("core").str.ends_with("等")
    # 园区 | 产值: where a measure is told
    place = groups(
        "core",
        rf"^(?P<where>[^、，]{{0,8}}?{pattern('place_of_measure')})"
        rf"(?P<its>{alternatives(generic_nouns('measure'))})$",
    )
    found = frame.with_columns(place=place).unnest("place").pipe(where, alone, _look_inside)
    return _choose(_add_doer(found)).select(*frame.columns, *_FOUND)


def _add_doer(frame: pl.DataFrame) -> pl.DataFrame:
    """Makes winner who did what a verb with its object behind it says, and did and made what that is."""
    # 从洽谈到建成|投产, 机构及其关联带动|企业: what goes on before the verb is no object of it
    # and 及时受理|事项 is a word
    goes_on = pl.col("winner").str.contains(pattern("no_doer")) | pl.col("core").str.contains(protected())
    goes_on = goes_on.fill_null(value=False)
    # 运动员在亚运会上获得|金牌: where it was won is not who did
    winner = pl.col("winner").str.replace(f"(?:{TIMES}|{_OCCASION})$", "")
    is_somebody = (winner.str.len_chars() >= _SHORTEST_NAME) & ~winner.str.contains(
        f"{OWN_REGION}|{pattern('no_actor')}|^{pattern('preposition')}|{pattern('no_name')}"
    )
    is_same = pl.col("did").is_null() | (pl.col("did") == pl.col("won"))
    return frame.with_columns(
        pl.when(~goes_on).then(pl.col(name)).alias(name) for name in ("won", "prize")
    ).with_columns(
        did=pl.coalesce("did", "won"),
        made=pl.coalesce("made", "prize"),
        winner=pl.when(is_somebody & is_same).then(winner),
    )


def _choose(frame: pl.DataFrame) -> pl.DataFrame:
    """Adds head_subject, head_doer, head_action and head_noun to what `_look_inside` found.

    In steps, since what an expression holds many times is worked out as often.
    """
    who, what, verb, made, does = (pl.col(name) for name in ("who", "what", "verb", "made", "does"))
    named = f"^{pattern('naming_verb')}{pattern('named_thing')}$"
    has_subject = (
        verb.is_not_null()
        # 每个县安排3000万元: who is told of nothing else is the noun
        & ~(who.str.starts_with("每") & (what == ""))
        # 市区 is a place of its own, and 市、区 are levels
        & ((who == "市区") | ~who.str.contains(pattern("no_actor")))
        & (~who.str.contains(f"^{pattern('doing')}") | who.str.starts_with("开发区"))
        & (~who.is_in(["农村", "城镇"]) | verb.str.contains(f"^{pattern('verb_of_area')}$"))
        & ~verb.str.contains(f"^{pattern('verbal_noun')}$")
        # 旧住宅区|改善|工程, 滨江片区|开发|投资: what such a verb tells the kind of is one noun with it
        & ~does.str.contains(f"^{pattern('work_of_kind')}$")
        # 主城区 | 回收利用率: a rate of doing is no object
        & ~what.str.contains("^[一-鿿]{1,3}率$")
        # 城镇|建成区、村庄绿化覆盖率
        & ~does.str.contains(protected())
        # 高新区|建成|区面积, 中心城区|建设|完成投资: what goes on is no object
        & ~what.str.contains(f"^(?:{pattern('word_end')}|{pattern('achieve')})")
    ).fill_null(value=False)
    # 园区 | 总产值: and a kind of place is none
    place = pl.col("where")
    has_place = place.is_not_null() & ~place.str.contains(f"{OWN_REGION}|{pattern('no_name')}")
    # 城镇累计新增就业 is one name
    # 数据中心集群引进 | 企业, but 景区接待 | 人次 counts the doing
    says_little = made.is_in(generic_nouns("measure")) | (pl.col("won").is_null() & made.is_in(generic_nouns()))
    is_done = (
        ~pl.col("did").str.contains(f"^{pattern('achieve')}$").fill_null(value=True)
        & ~made.str.contains(f"^{pattern('verbal_noun')}$").fill_null(value=True)
        & names_something(made)
        & ~says_little
        & ~made.str.contains(f"[率度]$|^{pattern('word_end')}|^总?(?:人次|人数|[数量额])")
    )
    # 民营经济完成增加值和税金: as a list of measures does
    measure = alternatives(generic_nouns("measure"))
    is_list = pl.col("generic").str.contains(f"^{measure}(?:[、和与及]{pattern('paid_in')}?{measure})+$")
    return (
        frame.with_columns(does=verb + what, did_make=pl.col("did") + made)
        .with_columns(
            has_subject=has_subject,
            has_place=has_place,
            is_done=is_done,
            is_joined=pl.col("generic").is_in(generic_nouns()) | is_list,
            names_doing=does.str.contains(named),
            # 招商引资全年签约项目: the verb is part of the name
            names_done=pl.col("did_make").str.contains(named),
        )
        .with_columns(
            # 每个县培育产业1个: each of them is no place that more is said of
            head_subject=pl.when(pl.col("has_subject") & ~who.str.starts_with("每"))
            .then(who)
            .when("has_place")
            .then(place),
            head_doer=pl.when(verb.is_not_null() & who.str.contains(f"^每.*{pattern('place')}$"))
            .then(who)
            .when(~pl.col("has_subject") & ~pl.col("has_place") & pl.col("is_done"))
            .then("winner"),
            head_action=pl.when("has_subject")
            .then(verb)
            .when("is_done")
            .then(pl.when(~pl.col("names_done")).then("did"))
            .when(pl.col("is_joined") & (pl.col("done") == "完成"))
            .then("done"),
            head_noun=pl.when("has_subject")
            .then(pl.when("names_doing").then(does).otherwise(what))
            .when("is_done")
            .then(pl.when("names_done").then("did_make").otherwise(made))
            .when("has_place")
            .then("its")
            .when("is_joined")
            .then(pl.col("whose") + pl.col("generic"))
            .otherwise("noun"),
        )
    )


def _keep_rate(frame: pl.DataFrame) -> pl.DataFrame:
    """高技术制造业增速提高 | 10个百分点 is of the rate itself."""
    rate = only(~pl.col("moves"), pl.col("stem")).str.extract(f"(增[速幅]){pattern('movement')}[了约]?$").fill_null("")
    core = pl.col("core")
    return frame.with_columns(core=pl.when((core != "") & ~core.str.ends_with(rate)).then(core + rate).otherwise(core))


def _read_stems(stems: pl.DataFrame) -> pl.DataFrame:
    """Adds head_subject, head_doer, head_action, head_noun, head_kind, verb_noun and last_verb to distinct stems.

    Takes stem and moves: whether what is measured grows, or has a place in an order.
    """
    frame = stems.unique(maintain_order=True).with_columns(core="stem")
    frame = _keep_rate(strip_leading(strip_trailing(frame, "core"), "core")).with_columns(
        names_measured=pl.col("moves") | pl.col("core").str.contains(f"{pattern('rate_end')}$")
    )
    frame = split_action(_drop_done_before(_drop_preposition(frame)))
    is_verb_alone = (
        pl.col("action").is_not_null()
        & (pl.col("noun") == "")
        & ~pl.col("core").str.contains(f"^{pattern('generic_verb')}+$")
    )
    counted = pl.col("core").str.replace(r"^(?:完成|实现|新增|累计|共|全年)+", "")
    # 海拉尔至乌兰巴托、赤塔等国际及地区航线: what follows 等 is the kind
    kind = pl.col("noun").str.extract(r"^[^，。]*[、][^，。]*等([一-鿿][^，。、]+)$")
    frame = frame.with_columns(
        # 实现 | 重大项目 | 开工: what was done stands behind it
        action=pl.when(pl.col("action").str.contains(f"^{pattern('achieve')}$"))
        .then(pl.coalesce("done_behind", "action"))
        .otherwise(pl.coalesce("action", "done_behind")),
        verb_noun=pl.when(is_verb_alone & (counted.str.len_chars() >= SHORTEST_NOUN)).then(counted),
        head_kind=kind,
        noun=pl.col("noun").str.replace("累计", "", literal=True),
    )
    # 省级统筹实施1000公里低等级路段改造: where a verb stands right before the number, its noun may follow
    # 取消、下放12项审批事项: and so do verbs side by side
    verbs = f"{pattern('doing')}+"
    # 出台促进民营经济发展 | 29条措施: nor does a measure that begins with a verb of its own
    is_edict = pl.col("stem").str.contains(f"^{pattern('edict')}{pattern('edict_begins')}")
    last_verb = pl.when(~pl.col("is_name") & ~pl.col("names_measured") & ~is_edict).then(
        pl.col("stem").str.slice(-_LONGEST_VERBS).str.extract(f"((?:{verbs}[、和并及])*{verbs})了?$")
    )
    is_named = pl.col("names_measured") & (pl.col("head_noun").str.len_chars() >= SHORTEST_NOUN)
    return (
        _split_subject(frame)
        .with_columns(last_verb=last_verb, head_kind=pl.when(pl.col("head_noun") == pl.col("noun")).then("head_kind"))
        .with_columns(head_action=pl.when(is_named).then("done_behind").otherwise("head_action"))
        .select("stem", "moves", *_FOUND, "head_kind", "verb_noun", "last_verb")
    )


def read_heads(facts: pl.DataFrame) -> pl.DataFrame:
    """Adds head_subject, head_doer, head_action, head_noun, head_kind, verb_noun, last_verb and lister of each number.

    head_subject is what can act (琶洲实验室部署…), head_doer what else stands before a verb and its object
    (数据中心集群引进…). head_noun is empty where the stem names nothing (同比增长); head_kind follows 等 in a list;
    verb_noun is a verb that is itself counted (立案91起), lister who has the place in a list.
    In 高技术制造业投资（增长23.5%）the bracket names nothing and the noun stands before it.
    """
    stem = pl.col("stem")
    is_rank = pl.col("measure") == "rank"
    # 沙河进至全国县域经济百强 | 57位: what has the place, and the list that it is in
    listed = stem.str.extract(f"^[^，。]*{pattern('in_list')}$")
    lister = stem.str.extract(f"^([^，。、]{{2,12}}?)(?:{pattern('doing')}[^区，。][^，。]*)?(?:{pattern('in_list')})$")
    among = stem.str.replace(f"{pattern('ranked_among')}$", "")
    # 税收居全省30个县 | 第三位: whom the place is among, counted, and what has it stands before their number
    is_peers = only(is_rank, stem).str.contains(
        f"^(?:{pattern('rank_peers')}|[省市州县区旗])(?:[（(][^）)]*[）)])?中?$"
    )
    counted = f"(?:{pattern('rank_verb')}|[居列排])[^，。、居列]{{0,8}}$"
    over = pl.col("over")
    among = pl.when(is_peers & over.str.contains(counted)).then(over.str.replace(counted, "")).otherwise(among)
    # 在全省营商环境评价中 | 名列第三: what the place is won in
    won_in = stem.str.extract(f"^(?:{TIMES})?在([^，。]{{2,}}?{pattern('appraisal')}[^，。中]{{0,4}})中[^，。]{{0,4}}$")
    # 强度达到2.9%，是全省平均的 | 两倍: what it is a multiple of is not what is told
    of_other = only(pl.col("measure") == "multiple", stem).str.contains("^(?:分别)?(?:是|为|相当于|等于)[^，。]*的$")
    bare = pl.when(of_other).then(pl.lit("")).otherwise(pl.coalesce("ranked", stem))
    facts = add_where(
        facts.with_columns(over=sequences.before(stem, "row")),
        is_rank,
        ranked=pl.coalesce(listed, won_in, among),
        lister=pl.when(listed.is_not_null()).then(lister),
    ).drop("over")
    bracket = "[（(]"
    opened = only(stem.str.contains(bracket), stem)
    keyed = facts.with_columns(moves=is_rank | (pl.col("measure") == "growth"), bare=bare).with_columns(
        inner=pl.when(pl.col("bare").str.contains(bracket))
        .then(pl.col("bare").str.replace(rf"^.*{bracket}([^）)]*)$", "${1}"))
        .otherwise("bare"),
        outer=opened.str.extract(rf"^(.*){bracket}[^（(）)]*$"),
    )
    stems = [keyed.select("moves", stem=side).drop_nulls() for side in ("inner", "outer")]
    read = _read_stems(pl.concat(stems))
    outer = read.select(
        "moves", outer="stem", outer_action="head_action", outer_noun="head_noun", outer_kind="head_kind"
    )
    frame = keyed.join(
        read, left_on=["inner", "moves"], right_on=["stem", "moves"], how="left", maintain_order="left"
    ).join(outer, on=["outer", "moves"], how="left", maintain_order="left")
    takes_outer = ~names_something(pl.col("head_noun")) & names_something(pl.col("outer_noun"))
    return add(
        frame,
        head_noun=pl.when(takes_outer).then("outer_noun").otherwise("head_noun"),
        head_action=pl.when(takes_outer).then("outer_action").otherwise("head_action"),
        head_kind=pl.when(takes_outer).then("outer_kind").otherwise("head_kind"),
    ).drop("ranked", "bare", "inner", "outer", "outer_action", "outer_noun", "outer_kind", "moves")
