"""What reports state of their own place as a whole: a careful reader compares these, and nothing that a part did."""

from typing import Final

import polars as pl

from transforms.audit.prepared import exempt
from transforms.language.searches import only

#: A jump by 10, 100, 10000 … within so much of the power of ten.
SLIP_LOG: Final = 0.12
#: A level stands so near before its growth.
NEAR: Final = 80
#: What is said of a whole stands bare, or under a verb that says no more than that it is so.
_BARE_VERB: Final = "^(?:实现|完成|达到|预计|累计实现)?$"
#: 比“十五”末增长74%, 同口径增长4%: no growth of levels from one year to the next
_OTHER_BASE: Final = "可比|同口径|比[^，。]{0,8}(?:末|底|初)|年均"
#: 全市财政收入, 预计完成财政收入; 新三样出口总值 is of a part.
_PLAIN_BEGINNING: Final = (
    r"^(?:[全我本][省市县区州盟旗国年]|(?:19|20)\d\d年|去年|当年|预计|初步核算|据统计|实现|完成|达到)*$"
)


def add_is_own(facts: pl.DataFrame) -> pl.DataFrame:
    """Adds is_own: an exact annual statement about the report's own region as a whole."""
    exact = (
        pl.col("subject").is_null()
        & ~pl.col("is_wider")
        & (pl.col("bound") == "exact")
        & pl.col("year").is_not_null()
        & pl.col("name_zh").is_not_null()
    )
    sentence, lead = (only(exact, pl.col(name)) for name in ("sentence", "lead"))
    is_of_part = sentence.str.contains(exempt("part_of_place"))
    return facts.with_columns(is_own=exact & ~is_of_part & ~lead.str.contains("其中|前三季度|上半年|月|日均|人均"))


def is_whole_level() -> pl.Expr:
    """A level of the whole that its indicator names: nothing new or signed, and in the indicator's dimension."""
    return (
        (pl.col("measure") == "level")
        & (pl.col("status") != "baseline")
        & pl.col("action").fill_null("").str.contains(_BARE_VERB)
        & pl.col("unit_dimension").eq_missing(pl.col("indicator_dimension"))
    )


def is_yearly_growth() -> pl.Expr:
    """Growth from one year to the next, at the prices and on the basis of the levels."""
    return (pl.col("measure") == "growth") & pl.col("basis").is_null() & ~pl.col("lead").str.contains(_OTHER_BASE)


def with_level_beside(growth: pl.DataFrame, facts: pl.DataFrame, accepted: pl.DataFrame) -> pl.DataFrame:
    """Growths whose thing has a level right before them that is one of the accepted.

    Adds level, level_id, level_half, level_mention and unit_level.
    """
    levels = facts.filter(pl.col("measure") == "level").select(
        "report_id",
        "thing",
        "year",
        unit_level="unit",
        level_id="fact_id",
        level_at="char_end",
        level="number",
        level_half="half",
        level_mention="mention",
    )
    return (
        growth.join(levels, on=["report_id", "thing", "year"])
        .filter((pl.col("char_start") - pl.col("level_at")).is_between(0, NEAR))
        .sort("level_at", descending=True)
        .unique("fact_id", keep="first", maintain_order=True)
        .join(accepted.select(level_id="fact_id"), on="level_id", how="semi", maintain_order="left")
    )


def begins_plainly() -> pl.Expr:
    """Whether nothing but the place, a time or a plain verb stands before the indicator."""
    return pl.col("lead").str.split(by=pl.col("indicator")).list.first().str.contains(_PLAIN_BEGINNING)


def is_power_of_ten(ratio: pl.Expr) -> pl.Expr:
    """Whether a ratio is near 10, 100 … or 0.1, 0.01 …."""
    log = ratio.abs().log(10)
    return (log.abs() > 1 - SLIP_LOG) & ((log - log.round(0)).abs() < SLIP_LOG)
