"""What would be a fact and cannot be read exactly is no fact, and what is read but roughly says so: in the ledger."""

from functools import cache

import polars as pl

from transforms.language.rules import Decision, Rule, is_so, otherwise


@cache
def unread() -> Decision:
    """What a number becomes that has no value to be relied on, or only a rounded one; null for one that is exact."""
    has_numeral = pl.col("digits").is_not_null()
    runs_backwards = pl.col("low").is_not_null() & ~pl.col("is_range")
    return Decision(
        "unread",
        Rule(
            "a part of what does not add up to a hundred",
            is_so((pl.col("slot") == "share") & pl.col("is_cut")),
            "unresolved",
            "产业结构为{3}:2:1。",
        ),
        Rule("a piece of a numeral", is_so(pl.col("is_cut")), "unresolved", "编号1.2.{3万元}。"),
        Rule("a numeral of no known form", is_so(~has_numeral), "unresolved", "新增三百千家{三百千家}。"),
        Rule("a unit of no known form", is_so(pl.col("unit").is_null()), "unresolved", "投资{5亿元/季}。"),
        Rule(
            "a number that a column of 29 digits and nine places cannot hold",
            is_so(pl.col("value").is_null()),
            "unresolved",
            "完成{999999999999999999999999999999亿元}。",
        ),
        Rule("a range whose ends do not agree", is_so(runs_backwards), "unresolved", "降至{5%—3%}。"),
        Rule("a value rounded to nine places", is_so(pl.col("is_rounded")), "fact", "增长{5.0999999999999996%}。"),
        otherwise("read", None, "完成{5亿元}。"),
    )


def withhold(quantities: pl.DataFrame) -> pl.DataFrame:
    """Turns facts that cannot be read exactly into unresolved rows; the rule says why, or that a value is rounded."""
    decided = unread()
    why = pl.when(pl.col("disposition") == "fact").then(decided.which())
    becomes = decided.result_of(pl.col("why"))
    return (
        quantities.with_columns(why=why)
        .with_columns(
            disposition=pl.coalesce(becomes, "disposition"),
            disposition_rule=pl.when(becomes.is_not_null()).then("why").otherwise("disposition_rule"),
        )
        .drop("why")
    )
