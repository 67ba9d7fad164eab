"""What stands around each fact in its sentence: the lead before it, the trail after it, and the list it is part of.

Tokens that are no facts melt into the text between facts: dates become one sign, headings a stop, words and names stay.
"""

from functools import cache
from typing import Final

import polars as pl

from transforms.language.patterns import DATE, STOP, TIME, pattern
from transforms.language.searches import in_memory, only
from transforms.sequences import before, behind, carried, position, running, starts

#: A pure connection between two numbers of one list: 8%、14.6%; 3个、5个和7个.
_LIST_GAP: Final = r"^ ?(?:、|和|与|及|以及|或|:)? ?$"
#: 分别增长3.2% | 和下降 | 8.3%: a list that is dealt out, whose numbers have verbs of their own.
_JOINED: Final = "^(?:、|和|与|及|以及|或)?"
_STOPS: Final = f"，。；;:：,！？{STOP}"
#: 落实三级河长制、 | 共巡河2万次: an item with an adverb of sums has nothing to do with the one before.
_ITEM: Final = "、(?:共[^同建享有济育]|累计|总计)"
_JOINT: Final = "(?:、|和|与|及|以及|并)"
_ONE_LIST: Final = f"^(?:{_JOINT}[^{_STOPS}]*|[^{_STOPS}]*{_JOINT})$"
#: 项 | 目前 | 期工作
_NO_TIME: Final = (f"项{TIME}期", "项目前期")
_BLANKS: Final = "[ \u3000]"
#: 一 — 1 — 般公共预算收入: the number of a page; and 各县（市、区）, whose sign of a list is none.
_PAGE_MARK: Final = "[—－]{1,2}[0-9]{1,3}[—－]{1,2}"
_LEVELS: Final = ("([市县区旗州镇])[(（]([市县区旗州镇乡])、([^()（）、]{1,3})[)）]", "${1}${2}${3}")


@cache
def _aside() -> str:
    """A note in brackets, 广义货币M2(注:…)预期增长12%, and brackets behind a number; 中欧(中亚)班列 is one name."""
    inside = "[^()（）]*"
    return f"[(（](?:{pattern('note')}{inside}|{inside}[{_STOPS}]{inside}|[0-9]*)[)）]|^[(（]{inside}[)）]"


def _between_facts(all_tokens: pl.DataFrame) -> pl.DataFrame:
    """The melted text before and behind each fact, in their order: head, tail."""
    tokens = all_tokens.lazy()
    disposition, is_fact = pl.col("disposition"), pl.col("disposition") == "fact"
    melted = (
        pl.when(is_fact | (disposition == "boilerplate"))
        .then(pl.lit(""))
        .when(disposition == "date")
        .then(pl.lit(DATE))
        .when(disposition == "time")
        .then(pl.lit(TIME))
        .when(disposition == "heading")
        .then(pl.lit(STOP))
        .otherwise("text")
    )
    # the gap that opens a sentence belongs to segment 0, even where a fact is its first token
    first_tokens = tokens.filter(pl.col("row").is_first_distinct())
    opening = first_tokens.select("row", segment=pl.lit(0, pl.Int32), piece="before")
    pieces = tokens.select("row", segment=running(is_fact.cast(pl.Int32), "row"), piece=melted + pl.col("after"))
    pieces = pl.concat([opening, pieces]).sort("row", "segment", maintain_order=True)
    # one segment opens the sentence, and one stands behind each fact
    return (
        _joined(in_memory(pieces))
        .lazy()
        .with_columns(pl.col("tail").str.replace_all(_BLANKS, "").str.replace_all(_aside(), ""))
        .with_columns(
            pl.col("tail").str.replace_all(*_NO_TIME).str.replace_all(_PAGE_MARK, "").str.replace_all(*_LEVELS)
        )
        .with_columns(head=pl.col("tail").shift(1))
        .filter(pl.col("segment") > 0)
        .select("head", "tail")
        .pipe(in_memory)
    )


def _joined(pieces: pl.DataFrame) -> pl.DataFrame:
    """The segments in their order, as tail; few have more pieces than one, and those alone are put together."""
    begins = starts("row", "segment")
    parted = pieces.select(
        "segment", tail="piece", place=begins.cum_sum(), is_whole=begins & begins.shift(-1, fill_value=True)
    )
    joined = parted.filter(~pl.col("is_whole")).group_by("place", maintain_order=True)
    parts = [
        parted.filter("is_whole").select("segment", "tail", "place"),
        joined.agg(pl.col("segment").first(), pl.col("tail").str.join("")).select("segment", "tail", "place"),
    ]
    return pl.concat(parts).sort("place")


def continues_former() -> pl.Expr:
    """Whether the words before a number are those behind the number before it: 9个 | 乡镇 | 29个行政村."""
    return pl.col("lead") == before(pl.col("trail"), "row")


def continues_in_next() -> pl.Expr:
    """Whether the words behind a number are those before the next one: 46个 | 竣工项目完成投资 | 20亿元."""
    return pl.col("trail") == behind(pl.col("lead"), "row")


def frame_facts(tokens: pl.DataFrame) -> pl.DataFrame:
    """One row a fact, in text order, with the columns of the tokens and

    lead     the last clause of the text between the fact before (or the sentence's begin) and this one
    trail    the first clause of the text between this one and the next (or the sentence's end)
    fact_no  running number of the fact in its sentence, from 1
    linked   whether a list connects it with the fact before
    chain    running number of the list 76.6万吨、32.1万吨和5.99万吨 in its sentence
    position, chain_length  where in the list it stands (from 0), and how many stand there
    part_no  running number in its sentence of the span between ； and ；
    listed   whether its noun stands in one list with that of the fact before: 12座泵站和3座水闸, 企业12家、园区3个
    clause_before  the clause before the last ，and the lead, null where a number stands in it
    paid_for what is done with a sum, in the clause behind it: 投资2亿元，实施|精品街项目
    next_to  whether one ， and no other clause stands between it and the fact before
    """
    facts = tokens.filter(pl.col("disposition") == "fact")
    head, lead = pl.col("head"), pl.col("lead")
    has_item = lead.str.contains(_ITEM)
    return (
        facts.hstack(_between_facts(tokens))
        .lazy()
        .with_columns(fact_no=position("row") + 1)
        .with_columns(
            lead=pl.col("head").str.extract(f"[^{_STOPS}]*$", 0),
            trail=pl.col("tail").str.extract(f"^[^{_STOPS}\n]*", 0),
            listed=pl.col("head").str.contains(_ONE_LIST) & (pl.col("fact_no") > 1),
            next_to=pl.col("head").str.contains(f"^[^{_STOPS}]*[，,][^{_STOPS}]*$") & (pl.col("fact_no") > 1),
            clause_before=pl.col("head")
            .str.extract(f"[^{_STOPS}]+[，,][^{_STOPS}]*$", 0)
            .str.extract(f"^[^{_STOPS}]+", 0),
            paid_for=pl.col("tail").str.extract(
                f"^(?:[，,]?{pattern('paid_for')}|{pattern('built_with')})了?([^{_STOPS}]{{2,40}})"
            ),
            stops=only(head.str.contains("[；;]"), head).str.count_matches("[；;]"),
            own_verb=pl.col("head").str.extract(f"{_JOINED}({pattern('movement')})了?$"),
        )
        .with_columns(
            lead=pl.when(has_item)
            .then(only(has_item, lead).str.replace(f"^.*({_ITEM})", "${1}").str.strip_prefix("、"))
            .otherwise(lead),
            part_no=running(pl.col("stops"), "row"),
            # 增长19.2%、突破8500亿元: growth and what was reached by it are no list
            is_joined=pl.col("head").str.contains(_LIST_GAP)
            & ~(
                pl.col("text").str.contains("^(?:突破|超|达)")
                & (pl.col("unit") != "%")
                & (pl.col("unit").shift(1) == "%")
            ),
        )
        .with_columns(is_dealt=lead.str.contains(rf"(?:分别|各).*{pattern('movement')}了?$"))
        .with_columns(
            linked=(pl.col("fact_no") > 1)
            & (
                pl.col("is_joined")
                | pl.col("own_verb").is_not_null()
                & carried(pl.when(~pl.col("is_joined") & pl.col("own_verb").is_null()).then("is_dealt"), "row")
            )
        )
        .with_columns(chain=running((~pl.col("linked")).cast(pl.Int32), "row"))
        .with_columns(
            position=position("row", "chain"),
            chain_length=pl.len().over("row", "chain").cast(pl.Int32),
        )
        .drop("head", "tail", "stops", "own_verb", "is_joined", "is_dealt")
        .pipe(in_memory)
    )
