"""The phrase before a number: subject, action and noun.

琶洲实验室部署科研项目50余个 has the subject 琶洲实验室, the action 部署 and the noun 科研项目. Phrases repeat, so each
distinct one is read once, in steps of one column each.
"""

from typing import Final

import polars as pl

from transforms.facts.phrases import (
    OWN_REGION,
    catalogue_names,
    generic_nouns,
    is_name,
    names_something,
    protected,
    strip_leading,
    strip_trailing,
)
from transforms.language.patterns import TIMES, alternatives, pattern
from transforms.language.searches import only

#: Verbs that stand together right before a number are no longer than this: 加快推进改造提升.
_LONGEST_VERBS: Final = 12
_SHORTEST_NOUN: Final = 2


def _head_of(text: pl.Expr, found: str) -> pl.Expr:
    """What a pattern anchored at the begin takes; cut by lengths, which spares a capture."""
    rest = text.str.replace(found, "")
    return text.str.slice(0, text.str.len_chars() - rest.str.len_chars())


def _return_attributes(frame: pl.DataFrame) -> pl.DataFrame:
    """Gives back to the noun the verb that tells its kind: 牵头组建|创新联合体, 实施|帮扶项目, 完成|治理面积."""
    attribute = pl.when(pl.col("noun") != "").then(
        pl.coalesce(
            pl.col("second").str.extract(f"({pattern('attribute_verb')})$"),
            pl.when(pl.col("noun").str.contains(f"^{pattern('attributed_thing')}")).then(
                pl.col("second").str.extract(f"({pattern('attribute_of_thing')})$")
            ),
        )
    )
    cut = pl.col("second").str.len_chars() - attribute.str.len_chars()
    frame = frame.with_columns(
        second=pl.when(attribute.is_not_null()).then(pl.col("second").str.slice(0, cut)).otherwise("second"),
        noun=pl.when(attribute.is_not_null()).then(attribute + pl.col("noun")).otherwise("noun"),
    )
    extent = (pl.col("first") + pl.col("second")).str.extract(f"^(.+?){pattern('attribute_of_extent')}$")
    is_extent = (pl.col("noun") == "面积") & extent.is_not_null()
    return frame.with_columns(
        first=pl.when(is_extent).then(extent).otherwise("first"),
        second=pl.when(is_extent).then(pl.lit("")).otherwise("second"),
        noun=pl.when(is_extent)
        .then((pl.col("first") + pl.col("second")).str.slice(extent.str.len_chars()) + pl.col("noun"))
        .otherwise("noun"),
    )


def _split_action(frame: pl.DataFrame) -> pl.DataFrame:
    """Adds action and noun to core: 新建、改扩建 | 酒店; action null where the phrase is a name: 生产总值, 竣工项目."""
    one = pattern("doing")
    # 全市新建公园, 全市累计完成投资: the report's own region before a verb is said anyway
    region = f"{OWN_REGION}(?:{pattern('total')}|{pattern('aux')}|{pattern('manner')})*"
    is_word_of_region = pl.col("core").str.contains(f"{OWN_REGION}{pattern('protected')}") | is_name(pl.col("core"))
    bare = pl.when(is_word_of_region).then("core").otherwise(pl.col("core").str.replace(f"{region}({one})", "${1}"))
    frame = frame.with_columns(core=bare).with_columns(
        first=_head_of(pl.col("core"), rf"^{one}(?:(?:、|和|并|及){one})*")
    )
    has_verb = pl.col("first") != ""
    rest = pl.when(has_verb).then(pl.col("core").str.slice(pl.col("first").str.len_chars()))
    # 实施|新建和改扩建|幼儿园, 制定|修改废止|规章: verbs follow one another as long as a noun is left
    more = f"{one}(?:[、和并及]{one})*"
    frame = frame.with_columns(rest=rest).with_columns(
        second=_head_of(pl.col("rest"), f"^{more}"), both=_head_of(pl.col("rest"), f"^(?:{more}){{2}}")
    )
    goes_further = (pl.col("both") != "") & (pl.col("both") != pl.col("rest"))
    frame = frame.with_columns(second=pl.when(goes_further).then("both").otherwise("second").fill_null("")).drop("both")
    frame = frame.with_columns(
        noun=pl.col("rest").fill_null("").str.slice(pl.col("second").str.len_chars()).str.replace("^[了的]", "")
    )
    frame = _return_attributes(frame)
    # 建成|区 and 调解|成功率 are words, and 引进|品牌 are two
    goes_on = pl.col("noun").str.contains(f"^(?:{pattern('verb_goes_on')}|[一-鿿]{{1,3}}率$)") & ~pl.col(
        "noun"
    ).str.contains(f"^{pattern('own_word')}")
    # 新开工|保障|性租赁住房: a second verb that goes on into a word is the word's; 抓好|投资 has its noun in it
    is_word = (pl.col("second") != "") & (
        goes_on
        | pl.col("rest").str.contains(protected())
        | pl.col("rest").is_in(generic_nouns("measure"))
        | pl.col("rest").str.contains(f"^{pattern('verbal_noun')}$")
        | pl.col("rest").is_in(catalogue_names())
        # 保障|新上项目能耗指标: the verb is part of a name
        | pl.col("rest").str.contains(rf"^(?:新上|{pattern('naming_verb')})的?{pattern('named_thing')}")
        # 出台|支持民营经济33条: a measure that begins with a verb of its own
        | (
            pl.col("first").str.contains(f"^{pattern('edict')}$")
            & pl.col("rest").str.contains(f"^{pattern('edict_begins')}")
        )
    )
    is_whole = (
        (pl.col("first") == "")
        | pl.col("core").str.contains(protected())
        | pl.col("core").str.contains(rf"^(?:计划|新)?{pattern('naming_verb')}的?{pattern('named_thing')}")
        | is_name(pl.col("core"))
        # 分配到村的补助: what was done tells which one is meant
        | pl.col("core").str.contains(f"^{one}[到至往][^，。、的]{{2,}}的[^，。、的]{{2,}}$")
        # 新设及增资项目: what a list of verbs goes on to is no noun
        | (pl.col("noun").str.contains("^[、和及与]") & ~pl.col("noun").str.contains(protected()))
        | (pl.col("is_told") & pl.col("first").str.contains(f"^{pattern('nominal_verb')}$"))
        | (
            goes_on
            & (pl.col("second") == "")
            & (pl.col("first").str.len_chars() <= _SHORTEST_NOUN)
            & ~pl.col("first").str.contains(f"^{pattern('generic_verb')}+$")
            & ~(
                pl.col("first").str.contains(f"^{pattern('verb_of_money')}$")
                & pl.col("noun").str.contains(f"^{pattern('money_noun')}$")
            )
        )
    )
    return frame.with_columns(
        action=pl.when(is_whole).then(None).when(is_word).then("first").otherwise(pl.col("first") + pl.col("second")),
        noun=pl.when(is_whole).then("core").when(is_word).then(pl.col("second") + pl.col("noun")).otherwise("noun"),
    ).drop("first", "rest", "second")


def _drop_preposition(frame: pl.DataFrame) -> pl.DataFrame:
    """在全县河道及水库周边设立监控点: what a preposition leads in is no part of the phrase."""
    led = frame.filter(pl.col("core").str.contains(f"^{pattern('preposition')}"))
    action = pattern("doing")
    groups = pl.col("core").str.extract_groups(
        rf"^(?P<how>{pattern('preposition')})(?P<whose>[^，。]{{2,30}}?)(?P<action>{action})了?(?P<noun>[^，。的]{{2,}})$"
    )
    field = groups.struct.field
    # 为中小微企业发放贷款: whom it is for is part of a noun that says too little
    whose = pl.when(field("how").is_in(["为", "向"]) & field("noun").str.contains(f"^{pattern('money_noun')}$"))
    # 为企业减负12亿元: what is done for them is the noun
    relieved = pl.col("core").str.extract(rf"^为([^，。]{{2,12}}{pattern('relief')}[^，。]{{0,4}})$")
    is_split = ~field("noun").str.contains(f"^{pattern('word_end')}")
    acted = pl.when(is_split).then(field("action")) + whose.then(field("whose")).otherwise(pl.lit("")) + field("noun")
    led = led.select("stem", bare=pl.coalesce(acted, relieved))
    return (
        frame.join(led, on="stem", how="left", maintain_order="left")
        .with_columns(core=pl.coalesce("bare", "core"))
        .drop("bare")
    )


def _split_subject(frame: pl.DataFrame) -> pl.DataFrame:
    """Adds subject where a verb stands inside: 琶洲实验室|部署|科研项目; and joins 重点项目|完成|投资 to one noun."""
    adverb, verb = pattern("adverb_of_sum"), pattern("doing")
    # only a phrase that no verb opens and that is no name has one inside
    # 富水灌区续建工程等 | 22个项目: what 等 closes are examples
    alone = pl.col("action").is_null() & ~is_name(pl.col("core")) & ~pl.col("core").str.ends_with("等")
    open_core = only(alone, pl.col("core"))
    inner = open_core.str.extract_groups(
        rf"^(?P<who>[^、，]{{0,12}}?{pattern('actor')}){adverb}*(?P<verb>{verb})了?(?P<what>[^，。]*)$"
    )
    # 养殖基地项目已建成|棚室, 公益性岗位累计安置|困难人员: what was done, by or in a thing
    # 艺术领域共获得|奖项, 纺织产业近三年引进|项目, 运动员在全运会上获得|金牌
    when = rf"(?:已经?|累计|[^公]共|{TIMES}|在[^，。、]{{2,14}}[上中])"
    done = open_core.str.extract_groups(rf"^[^、，]{{2,20}}?{when}(?P<did>{verb})了?(?P<made>[^，。]{{2,}})$")
    # 运动员在亚运会上获得|金牌, 揽才计划引进|博士: a verb that is no noun has its object behind it
    taking = open_core.str.contains(f".{pattern('taking_inside')}.")
    won = only(taking, open_core).str.extract_groups(
        rf"^[^、，的]{{2,20}}?{adverb}*(?P<won>{pattern('taking_inside')})了?(?P<prize>[^，。的][^，。]+)$"
    )
    joined = open_core.str.extract_groups(
        rf"^(?P<whose>[^，]{{2,30}}?){adverb}*(?P<done>完成|实现|创|发放)了?(?P<generic>[^，。、]{{2,10}})$"
    )
    place = only(pl.col("action").is_null(), pl.col("core")).str.extract_groups(
        rf"^(?P<where>[^、，]{{0,8}}?{pattern('place_of_measure')})(?P<its>{alternatives(generic_nouns('measure'))})$"
    )
    frame = (
        frame.with_columns(inner=inner, done=done, won=won, joined=joined, place=place)
        .unnest("inner", "done", "won", "joined", "place")
        .with_columns(did=pl.coalesce("did", "won"), made=pl.coalesce("made", "prize"))
    )
    has_subject = (
        pl.col("verb").is_not_null()
        & ~pl.col("who").str.contains(pattern("no_actor"))
        & (~pl.col("who").str.contains(f"^{pattern('doing')}") | pl.col("who").str.starts_with("开发区"))
        & (~pl.col("who").is_in(["农村", "城镇"]) | pl.col("verb").str.contains(f"^{pattern('verb_of_area')}$"))
        & ~pl.col("verb").str.contains(f"^{pattern('verbal_noun')}$")
        # 主城区 | 回收利用率: a rate of doing is no object
        & ~pl.col("what").str.contains("^[一-鿿]{1,3}率$")
        # 高新区|建成|区面积, 中心城区|建设|完成投资: what goes on is no object
        & ~pl.col("what").str.contains(f"^(?:{pattern('word_end')}|{pattern('achieve')})")
    ).fill_null(value=False)
    has_place = pl.col("where").is_not_null().fill_null(value=False) & ~pl.col("where").str.contains(OWN_REGION)
    # 城镇累计新增就业 is one name
    is_done = (
        ~has_subject
        & ~pl.col("did").str.contains(f"^{pattern('achieve')}$").fill_null(value=True)
        & ~pl.col("made").str.contains(f"^{pattern('verbal_noun')}$").fill_null(value=True)
    )
    is_done &= names_something(pl.col("made")) & ~pl.col("made").is_in(generic_nouns())
    is_done &= ~pl.col("made").str.contains("[率度]$")
    # 招商引资全年签约项目: the verb is part of the name
    is_named = (pl.col("did") + pl.col("made")).str.contains(f"^{pattern('naming_verb')}{pattern('named_thing')}$")
    # 民营经济完成增加值和税金: as a list of measures does
    measure = alternatives(generic_nouns("measure"))
    is_list = pl.col("generic").str.contains(f"^{measure}(?:[、和与及]{pattern('paid_in')}?{measure})+$")
    is_joined = ~has_subject & ~is_done & (pl.col("generic").is_in(generic_nouns()) | is_list)
    return frame.with_columns(
        # 每个县培育产业1个 says it of all
        head_subject=pl.when(has_subject & ~pl.col("who").str.starts_with("每"))
        .then("who")
        .when(has_place)
        .then("where"),
        head_action=pl.when(has_subject)
        .then("verb")
        .when(is_done)
        .then(pl.when(~is_named).then("did"))
        .when(is_joined & (pl.col("done") == "完成"))
        .then("done")
        .otherwise("action"),
        head_noun=pl.when(
            has_subject
            & (pl.col("verb") + pl.col("what")).str.contains(f"^{pattern('naming_verb')}{pattern('named_thing')}$")
        )
        .then(pl.col("verb") + pl.col("what"))
        .when(has_subject)
        .then("what")
        .when(is_done)
        .then(pl.when(is_named).then(pl.col("did") + pl.col("made")).otherwise("made"))
        .when(has_place)
        .then("its")
        .when(is_joined)
        .then(pl.col("whose") + pl.col("generic"))
        .otherwise("noun"),
    )


def _read_stems(stems: pl.Series) -> pl.DataFrame:
    """One row a distinct stem: stem, head_subject, head_action, head_noun, head_kind, verb_noun, last_verb."""
    frame = pl.DataFrame({"stem": stems.drop_nulls().unique(maintain_order=True)}).with_columns(core="stem")
    frame = _split_action(_drop_preposition(strip_leading(strip_trailing(frame, "core"), "core")))
    is_verb_alone = (
        pl.col("action").is_not_null()
        & (pl.col("noun") == "")
        & ~pl.col("core").str.contains(f"^{pattern('generic_verb')}+$")
    )
    counted = pl.col("core").str.replace(r"^(?:完成|实现|新增|累计|共|全年)+", "")
    # 海拉尔至乌兰巴托、赤塔等国际及地区航线: what follows 等 is the kind
    kind = pl.col("noun").str.extract(r"^[^，。]*[、][^，。]*等([一-鿿][^，。、]+)$")
    frame = frame.with_columns(
        action=pl.coalesce("action", "done_behind"),
        verb_noun=pl.when(is_verb_alone & (counted.str.len_chars() >= _SHORTEST_NOUN)).then(counted),
        head_kind=kind,
        noun=pl.col("noun").str.replace("累计", "", literal=True),
    )
    # 省级统筹实施1000公里低等级路段改造: where a verb stands right before the number, its noun may follow
    last_verb = pl.when(~is_name(pl.col("core"))).then(
        pl.col("stem").str.slice(-_LONGEST_VERBS).str.extract(f"({pattern('doing')}+)了?$")
    )
    return (
        _split_subject(frame)
        .with_columns(last_verb=last_verb, head_kind=pl.when(pl.col("head_noun") == pl.col("noun")).then("head_kind"))
        .select("stem", "head_subject", "head_action", "head_noun", "head_kind", "verb_noun", "last_verb")
    )


def read_heads(facts: pl.DataFrame) -> pl.DataFrame:
    """Adds head_subject, head_action, head_noun, head_kind, verb_noun, last_verb and lister, read before each number.

    head_noun is empty where the stem names nothing (同比增长), head_kind what follows 等 in a list, null for none;
    verb_noun is a verb that is itself counted (立案91起), lister who has the place in a list.
    In 高技术制造业投资（增长23.5%）the bracket names nothing and the noun stands before it.
    """
    stem = pl.col("stem")
    is_rank = pl.col("measure") == "rank"
    # 沙河进至全国县域经济百强 | 57位: what has the place, and the list that it is in
    placed = only(is_rank, stem)
    listed = placed.str.extract(f"^[^，。]*{pattern('in_list')}$")
    lister = placed.str.extract(
        f"^([^，。、]{{2,12}}?)(?:{pattern('doing')}[^区，。][^，。]*)?(?:{pattern('in_list')})$"
    )
    among = stem.str.replace(f"{pattern('ranked_among')}$", "")
    bare = pl.when(is_rank).then(pl.coalesce(listed, among)).otherwise(stem)
    facts = facts.with_columns(lister=pl.when(is_rank & listed.is_not_null()).then(lister))
    keyed = facts.with_columns(
        inner=bare.str.replace(r"^.*[（(]([^）)]*)$", "${1}"), outer=stem.str.extract(r"^(.*)[（(][^（(）)]*$")
    )
    read = _read_stems(pl.concat([keyed["inner"], keyed["outer"]]))
    outer = read.select(outer="stem", outer_action="head_action", outer_noun="head_noun", outer_kind="head_kind")
    frame = keyed.join(read, left_on="inner", right_on="stem", how="left", maintain_order="left").join(
        outer, on="outer", how="left", maintain_order="left"
    )
    takes_outer = ~names_something(pl.col("head_noun")) & names_something(pl.col("outer_noun"))
    return frame.with_columns(
        head_noun=pl.when(takes_outer).then("outer_noun").otherwise("head_noun"),
        head_action=pl.when(takes_outer).then("outer_action").otherwise("head_action"),
        head_kind=pl.when(takes_outer).then("outer_kind").otherwise("head_kind"),
    ).drop("inner", "outer", "outer_action", "outer_noun", "outer_kind")
