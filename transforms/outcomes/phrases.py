"""Phrases of indicators in a form that compares: 全区新增城镇就业 and 城镇新增就业人数 come close to each other.

Works on the distinct phrases of a frame, never on its rows: a million facts have some ten thousand phrases.
"""

from functools import cache
from typing import Final

import polars as pl

import seeds
from transforms.language.lexicon import members
from transforms.language.patterns import alternatives
from transforms.language.searches import add
from transforms.outcomes.cues import cue

#: Levels are no part of the phrase but of its scope: 省级专精特新企业 and 国家级专精特新企业 are not one thing.
LEVEL: Final = "国家级|国家|自治区级|世界级|省部级|部级|省市级|省级|市级|区级|县级|市州级|厅级"
#: A phrase of fewer characters names nothing.
SHORTEST: Final = 2
#: The characters of levels, in the order in which they are put.
_IN_ORDER: Final = "县国家市省"
_LEVEL_OF_KEY: Final = r"(?:省、?市|省|市|区|县)(?:以上)?(重点|重大)"
#: Before a bare noun they say when and how, not of what.
_OF_PLAN: Final = "(?:年度|年|全年|年内|计划|力争|确保|实现|完成|达到|总|累计|新|预计)*"
_ADVERB: Final = "大力|积极|全力|扎实|深入|全面|着力|今年|共|初步"
_COUNTED: Final = "[0-9.]+[万亿]*(?:个|项|家|条|座|处|所|户|人|亩|公里)(?:以上|左右)?|[0-9.]*[千百十万亿]+元以上的?"
_MARKS: Final = r"\s“”\"'‘’（）()《》〈〉【】\[\]·"
_QUOTES: Final = f"[{_MARKS}]|的|了"
_SIGNS: Final = rf"[{_MARKS},，。、;；:：—\-+]|的|了"


@cache
def _words(kind: str) -> list[str]:
    return seeds.read("outcome_words").filter(pl.col("kind") == kind)["word"].to_list()


@cache
def _synonyms() -> tuple[list[str], list[str]]:
    """Variants and their canonical words, the longer ones first, so that none is cut in two by a shorter one."""
    rows = (
        seeds.read("outcome_words")
        .filter(pl.col("kind") == "synonym")
        .sort(pl.col("word").str.len_chars(), descending=True)
    )
    return rows["word"].to_list(), rows["canonical"].to_list()


@cache
def _verbs() -> str:
    return alternatives([*(word for word in members("action") if len(word) > 1), "新增", "累计", "全年"])


@cache
def places() -> str:
    """The words for a report's own place, as one pattern: 全市, 我省."""
    return alternatives(seeds.read("indicator_prefixes").filter(pl.col("kind") == "place")["prefix"].to_list())


@cache
def _weak_grams() -> list[str]:
    """Pairs of characters that say little about what is counted: 项目, 工程, 重点."""
    return sorted({word[i : i + 2] for word in [*_words("weak"), *_words("tail")] for i in range(len(word) - 1)})


def normalised(phrases: pl.Series) -> pl.Series:
    """The cores of phrases: signs, place, level, verbs at both ends and empty nouns at the end dropped.

    >>> normalised(pl.Series(["全市新建“口袋公园”建设任务"])).item()
    '口袋公园'
    """
    phrase, named, stripped, told = pl.col("phrase"), pl.col("named"), pl.col("stripped"), pl.col("told")
    variants, canonical = _synonyms()
    # 出让7宗地块、收储5宗地块: the verb of the next item is no part of 地块
    item = phrase.str.replace(rf"、(?:{_verbs()})$", "")
    bare = item.str.replace_all(LEVEL, "").str.replace(_LEVEL_OF_KEY, "${1}").str.replace_all(_SIGNS, "")
    of_place = bare.str.replace(rf"^(?:{places()})+", "").str.replace_many(variants, canonical, leftmost=True)
    head = rf"^(?:{_verbs()}|{alternatives(_words('head'))})+"
    tail = rf"(?:{alternatives(_words('tail'))})+$"
    # 出让地块 and 收储地块: a bare noun needs its verb to be told apart
    is_bare = (stripped.str.len_chars() <= SHORTEST) & (stripped != named) & told.is_not_null()
    # frame by frame: what an expression asks of itself several times is worked out as often
    frame = phrases.alias("phrase").to_frame().select(named=of_place)
    frame = add(frame, stripped=_stripped(named, head), told=telling(named.str.extract(f"^{_verbs()}", 0)))
    return add(frame, core=pl.when(is_bare).then(stripped + told).otherwise(_stripped(stripped, tail)))["core"]


def comparable(text: pl.Expr) -> pl.Expr:
    """Running text in the form of cores, its commas and stops kept, to look for a core in it.

    >>> pl.select(comparable(pl.lit("新增省级“专精特新”中小企业，规模以上工业平稳。"))).item()
    '新增专精特新企业，规上工业平稳。'
    """
    variants, canonical = _synonyms()
    bare = text.str.replace_all(_QUOTES, "").str.replace_all(LEVEL, "").str.replace_all(_LEVEL_OF_KEY, "${1}")
    return bare.str.replace_many(variants, canonical, leftmost=True)


def _stripped(phrase: pl.Expr, ends: str) -> pl.Expr:
    """Without the words of a pattern, unless nothing telling would be left."""
    rest = phrase.str.replace(ends, "")
    says_something = (rest.str.len_chars() >= SHORTEST) & ~rest.is_in(pl.Series(_words("weak")).implode())
    return pl.when(says_something).then(rest).otherwise(phrase)


def telling(verb: pl.Expr) -> pl.Expr:
    """The verb or null: 出让 and 收储 tell what is counted, 建成 and its like do not."""
    return pl.when(~verb.str.contains(alternatives(_words("plain")))).then(verb)


def own_subject(subject: pl.Expr) -> pl.Expr:
    """The place or body named beside the report's own: 全市城镇 is 城镇; 全市 and 各级各部门 are nobody else."""
    bare = subject.str.replace(rf"^(?:{places()})+", "").str.replace("^[^的]*[定划选]的", "")
    return bare.str.replace(f"^(?:{alternatives(_words('body'))})$", "").replace("", None)


def is_bare(phrase: pl.Expr) -> pl.Expr:
    """Whether a phrase says too little alone: 投资, 全市项目 and 年度计划投资 may be anybody's."""
    return phrase.str.contains(f"^(?:{places()})*{_OF_PLAN}(?:{alternatives(_words('weak'))})?$")


def bare_noun(plain: pl.Expr) -> pl.Expr:
    """年度计划投资 is 投资."""
    return plain.str.replace(f"^{_OF_PLAN}", "")


def topic(before: pl.Expr, trail: pl.Expr) -> pl.Expr:
    """What the words around a bare noun say it is of: “两区” for 加快推进“两区”建设，完成投资60亿元.

    Of 年度投资648亿元的264个重点项目 it is 重点项目. Amounts of money on the way (总投资5亿元，) are skipped.
    """
    behind = trail.str.replace_all(_COUNTED, "").str.extract("^的([^，。；、]{2,16})")
    told = before.str.replace_all(r"(?:总|年度|计划|完成)*投资[0-9.]+[万亿]*元[，,、；;]?", "").str.replace_all(
        _COUNTED, ""
    )
    ahead = (
        told.str.replace(rf"{_OF_PLAN}(?:{alternatives(_words('weak'))})?$", "")
        .str.replace("[，,、；;：:]$", "")
        .str.extract("([^，,。；;：:！？\\n]{0,16})$")
        .str.replace(rf"^(?:(?:{cue('push')}|{cue('arranged')}|{_ADVERB})+(?:{places()})?)", "")
    )
    return pl.coalesce(behind, ahead)


def verb_before(lead: pl.Expr) -> pl.Expr:
    """The telling verb right before a mention or null: 出让 of 以区为主体出让."""
    return telling(lead.str.extract(f"{_verbs()}$", 0))


def levels(phrases: pl.Series) -> pl.Series:
    """The administrative levels that phrases name, in order, without 级: 省、市重点项目 is 省市; none is ""."""
    phrase, found = pl.col("phrase"), pl.col("found")
    stated = (
        phrase.str.extract_all(f"{LEVEL}|{_LEVEL_OF_KEY}")
        .list.join("")
        .str.replace_all("[级、重点大部厅世界州以上]", "")
    )
    # 高新技术企业 is recognised by the nation alone, whether the text says so or not
    by_nature = (
        pl.when(phrase.str.contains(alternatives(_words("national")))).then(pl.lit("国家")).otherwise(pl.lit(""))
    )
    frame = add(phrases.alias("phrase").to_frame(), stated=stated)
    own = pl.when(pl.col("stated") == "").then(by_nature).otherwise("stated")
    frame = frame.select(
        found=own.str.replace_all("自治区", "省", literal=True).str.replace_all("区", "县", literal=True)
    )
    named = (pl.when(found.str.contains(level, literal=True)).then(pl.lit(level)) for level in _IN_ORDER)
    return frame.select(levels=pl.concat_str(named, ignore_nulls=True))["levels"]


def level_bits(levels: pl.Expr, is_open: pl.Expr) -> pl.Expr:
    """The levels as bits, 县 1 to 国 8; those above, too, where the phrase says 以上."""
    named_at = (levels.str.contains(level, literal=True) for level in "县市省国")
    bits = [is_named.cast(pl.Int32) * 2**place for place, is_named in enumerate(named_at)]
    named = pl.sum_horizontal(bits)
    lowest = named & -named
    return pl.when(is_open & (named > 0)).then(16 - lowest).otherwise(named)


def weighted_grams(cores: pl.Series) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The distinct cores, and the pairs of characters of each with their weights.

    Cores have their `number` and the weight of all their pairs together, `total`; pairs the number of their core, gram
    (a hash of both characters) and weight. A core of one character is its own pair.
    """
    known = pl.DataFrame({"core": cores.unique()}).with_row_index("number")
    grams = (
        known.with_columns(at=pl.int_ranges(0, (pl.col("core").str.len_chars().cast(pl.Int64) - 1).clip(1)))
        .explode("at")
        .select("number", gram=pl.col("core").str.slice(pl.col("at"), 2))
        .unique()
    )
    is_weak = pl.col("gram").is_in(pl.Series(_weak_grams()).implode())
    weighted = grams.select("number", pl.col("gram").hash(), weight=pl.when(is_weak).then(0.35).otherwise(1.0))
    totals = weighted.group_by("number").agg(total=pl.col("weight").sum())
    return known.join(totals, on="number"), weighted
