"""A phrase that a verb opens: 新建、改扩建 | 酒店 is done, 生产总值 and 竣工项目 are names as a whole."""

from typing import Final

import polars as pl

from transforms.facts.phrases import OWN_REGION, add_is_name, catalogue_names, generic_nouns, protected
from transforms.language.patterns import TIMES, pattern
from transforms.language.searches import add_where, only, where

SHORTEST_NOUN: Final = 2


def _head_of(text: pl.Expr, found: str) -> pl.Expr:
    """What a pattern anchored at the begin takes; cut by lengths, which spares a capture."""
    rest = text.str.replace(found, "")
    return text.str.slice(0, text.str.len_chars() - rest.str.len_chars())


def _return_attributes(frame: pl.DataFrame) -> pl.DataFrame:
    """Gives back to the noun the verb that tells its kind: 牵头组建|创新联合体, 实施|帮扶项目."""
    second, noun, attribute = pl.col("second"), pl.col("noun"), pl.col("attribute")
    found = pl.coalesce(
        second.str.extract(f"{pattern('attribute_verb')}$", 0),
        pl.when(noun.str.contains(f"^{pattern('attributed_thing')}")).then(
            second.str.extract(f"{pattern('attribute_of_thing')}$", 0)
        ),
        # 实施|数字化改造|项目: and so does a work
        pl.when(noun.is_in(["项目", "工程"]) & pl.col("first").str.contains(f"{pattern('governing_verb')}$")).then(
            second.str.extract(f"^.*{pattern('work')}$", 0)
        ),
        # 引进|投资10亿元以上项目: and so is what a bound is of
        pl.when(noun.str.contains(f"^{pattern('money_bound')}")).then(
            second.str.extract(f"{pattern('project_sum')}$", 0)
        ),
    )
    cut = second.str.len_chars() - attribute.fill_null("").str.len_chars()
    return (
        add_where(frame, (noun != "") & (second != ""), attribute=found)
        .with_columns(second=second.str.slice(0, cut), noun=attribute.fill_null("") + noun)
        .drop("attribute")
        .pipe(where, noun == "面积", _return_extent)
    )


def _return_extent(frame: pl.DataFrame) -> pl.DataFrame:
    """完成|治理面积: so it does where an extent is the noun."""
    verbs, extent = pl.col("first") + pl.col("second"), pl.col("extent")
    is_extent = extent.is_not_null()
    return (
        frame.with_columns(extent=verbs.str.extract(f"^(.+?){pattern('attribute_of_extent')}$"))
        .with_columns(
            first=pl.when(is_extent).then(extent).otherwise("first"),
            second=pl.when(is_extent).then(pl.lit("")).otherwise("second"),
            noun=pl.when(is_extent).then(verbs.str.slice(extent.str.len_chars()) + pl.col("noun")).otherwise("noun"),
        )
        .drop("extent")
    )


def split_action(frame: pl.DataFrame) -> pl.DataFrame:
    """Adds action and noun to core: 新建、改扩建 | 酒店; action null where the phrase is a name: 生产总值, 竣工项目.

    Adds is_name, too: whether core is a name of the catalogue.
    """
    core = pl.col("core")
    return (
        where(frame, core.str.contains(OWN_REGION), _drop_region)
        .pipe(add_is_name, "core")
        .with_columns(first=_verbs_of(core))
        .pipe(where, pl.col("first") != "", _split_opened)
        .with_columns(noun=pl.coalesce("noun", "core"))
        .drop("first")
    )


def _drop_region(frame: pl.DataFrame) -> pl.DataFrame:
    """全市新建公园, 全市累计完成投资, 全市预计完成投资: the report's own region before a verb is said anyway."""
    core = pl.col("core")
    between = "|".join([TIMES, *map(pattern, ("total", "aux", "manner", "strive", "expect"))])
    region = f"{OWN_REGION}(?:{between})*"
    is_word = core.str.contains(f"{OWN_REGION}{pattern('protected')}") | pl.col("is_name")
    bare = core.str.replace(f"{region}({pattern('doing')})", "${1}")
    return add_is_name(frame, "core").with_columns(core=pl.when(is_word).then(core).otherwise(bare)).drop("is_name")


def _verbs_of(text: pl.Expr) -> pl.Expr:
    """The verbs that open a text, side by side or one by one: 新建和改扩建 | 幼儿园."""
    return _head_of(text, f"^{pattern('doing')}(?:[、和并及或]{pattern('doing')})*")


def _split_opened(frame: pl.DataFrame) -> pl.DataFrame:
    """Adds action and noun to a core that first, a verb, opens."""
    one = pattern("doing")
    second, rest = pl.col("second"), pl.col("rest")
    # 实施|新建和改扩建|幼儿园, 制定|修改废止|规章: verbs follow one another as long as a noun is left
    third = pl.col("third")
    goes_further = (third != "") & (second + third != rest)
    frame = (
        frame.with_columns(rest=pl.col("core").str.slice(pl.col("first").str.len_chars()))
        .with_columns(second=_verbs_of(rest))
        .with_columns(third=_verbs_of(only(second != "", rest.str.slice(second.str.len_chars()))))
        .with_columns(second=pl.when(goes_further).then(second + third).otherwise(second))
        .with_columns(noun=rest.str.slice(second.str.len_chars()).str.replace("^[了的]", ""))
        .drop("third")
    )
    # 建成|区 and 调解|成功率 are words, and 引进|品牌 are two
    word = pl.col("noun").str.contains(f"^(?:{pattern('verb_goes_on')}|[一-鿿]{{1,3}}率$)")
    goes_on = pl.col("goes_on")
    frame = _return_attributes(frame).with_columns(
        goes_on=word & ~pl.col("noun").str.contains(f"^{pattern('own_word')}")
    )
    # 发放|救助|保障资金: nor is what money is for
    is_of_money = (
        pl.col("first").str.contains(f"^{pattern('verb_of_money')}$")
        & pl.col("rest").str.contains(f"{pattern('money_noun')}$")
        & ~pl.col("rest").str.contains(f"^{pattern('verb_of_money')}")
    )
    # 新开工|保障|性租赁住房: a second verb that goes on into a word is the word's; 抓好|投资 has its noun in it
    is_word = (pl.col("second") != "") & (
        goes_on
        | is_of_money
        | pl.col("rest").str.contains(protected())
        | pl.col("rest").is_in(generic_nouns("measure"))
        | pl.col("rest").str.contains(f"^{pattern('verbal_noun')}$")
        # 淘汰|取缔燃煤锅炉: but for one whose second verb tells no kind
        | (pl.col("rest").is_in(catalogue_names()) & ~pl.col("rest").str.contains(f"^{pattern('plain_verb')}"))
        # 保障|新上项目能耗指标, 新增|落地投产企业: the verb is part of a name
        | pl.col("rest").str.contains(
            rf"^(?:新上|(?:{pattern('naming_verb')}|{pattern('predicative')})+)的?{pattern('named_thing')}"
        )
        # 出台|支持民营经济33条: a measure that begins with a verb of its own
        | (
            pl.col("first").str.contains(f"^{pattern('edict')}$")
            & pl.col("rest").str.contains(f"^{pattern('edict_begins')}")
        )
    )
    opened = pl.col("core")
    of_told = only(pl.col("is_told"), opened)
    is_whole = (
        opened.str.contains(protected())
        | opened.str.contains(rf"^(?:计划|新)?{pattern('naming_verb')}的?{pattern('named_thing')}")
        | pl.col("is_name")
        # 分配到村的补助: what was done tells which one is meant
        | only(opened.str.contains("[到至往]"), opened).str.contains(
            f"^{one}[到至往][^，。、的]{{2,}}的[^，。、的]{{2,}}$"
        )
        # 参加养老保险的职工达12万人: whom it is told of is named by what they do
        | (
            of_told.str.contains(f"^{one}[^，。、的]+的[^，。、的]{{1,6}}$")
            & ~of_told.str.contains(f"^{pattern('achieve')}|{pattern('complete_noun')}$")
        )
        # 新设及增资项目: what a list of verbs goes on to is no noun
        | (pl.col("noun").str.contains("^[、和及与]") & ~pl.col("noun").str.contains(protected()))
        | (pl.col("is_told") & pl.col("first").str.contains(f"^{pattern('nominal_verb')}$"))
        # 脱贫地区居民收入增长7%, 实施垃圾分类村庄占比42%: what grows, has a place or is a rate is named, verb and all
        | (
            pl.col("names_measured")
            & (pl.col("rest").str.len_chars() >= SHORTEST_NOUN)
            & ~pl.col("first").str.contains(f"^{pattern('effecting_verb')}+$")
        )
        | (
            goes_on
            & (pl.col("second") == "")
            & (pl.col("first").str.len_chars() <= SHORTEST_NOUN)
            & ~pl.col("first").str.contains(f"^{pattern('generic_verb')}+$")
            & ~(
                pl.col("first").str.contains(f"^{pattern('verb_of_money')}$")
                & pl.col("noun").str.contains(f"^{pattern('money_noun')}$")
            )
        )
    )
    # 交付入住|保障|性住房: only the last verb goes on
    before_last = only(pl.col("noun").str.starts_with("性"), second).str.extract(f"^({one}*?){one}$")
    verbs = before_last.str.len_chars().fill_null(0)
    return (
        frame.with_columns(is_whole=is_whole, is_word=is_word)
        .with_columns(verbs=pl.when("is_word").then(verbs).otherwise(second.str.len_chars()))
        .with_columns(
            action=pl.when(~pl.col("is_whole")).then(pl.col("first") + second.str.slice(0, pl.col("verbs"))),
            noun=pl.when("is_whole").then("core").otherwise(second.str.slice(pl.col("verbs")) + pl.col("noun")),
        )
        .drop("rest", "second", "goes_on", "is_whole", "is_word", "verbs")
    )
