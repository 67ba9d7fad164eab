"""A stated growth against the two levels that it lies between."""

from typing import Final

import polars as pl

import seeds
from transforms.audit.prepared import graded
from transforms.audit.wholes import is_power_of_ten, is_whole_level, is_yearly_growth, with_level_beside

#: Base values are revised and prices change: so many percentage points beside the rounding are no contradiction.
USUAL_TOLERANCE: Final = 5.0


def growth_against_levels(facts: pl.DataFrame) -> pl.DataFrame:
    """A growth beside a level, against the level that an earlier report gave for the year before.

    Where earlier reports gave several, one that fits is enough (财政总收入29亿元, 地方财政总收入16亿元).
    """
    own = facts.filter("is_own")
    level = own.filter(is_whole_level() & (pl.col("number") > 0))
    growth = own.filter(is_yearly_growth() & (pl.col("unit") == "%"))
    beside = with_level_beside(growth, facts, level)
    before = level.select(
        "region_code",
        "thing",
        "unit",
        year=pl.col("year") + 1,
        other_id="fact_id",
        other="number",
        other_half="half",
        other_mention="mention",
        other_report_year="report_year",
    )
    pairs = beside.join(
        before,
        left_on=["region_code", "thing", "unit_level", "year"],
        right_on=["region_code", "thing", "unit", "year"],
    ).filter(pl.col("other_report_year") <= pl.col("report_year"))
    lowest = ((pl.col("level") - pl.col("level_half")) / (pl.col("other") + pl.col("other_half")) - 1) * 100
    highest = ((pl.col("level") + pl.col("level_half")) / (pl.col("other") - pl.col("other_half")) - 1) * 100
    expected = (pl.col("level") / pl.col("other") - 1) * 100
    tolerances = seeds.read("audit_tolerances").select("indicator_id", tolerance=pl.col("points").cast(pl.Float64))
    away = pl.max_horizontal(lowest - pl.col("half") - pl.col("number"), pl.col("number") - highest - pl.col("half"))
    ratio = pl.col("level") / pl.col("other") / (1 + pl.col("number") / 100)
    return (
        pairs.join(tolerances, on="indicator_id", how="left")
        .with_columns(away=away, expected=expected.round(2), is_slip=is_power_of_ten(ratio))
        .filter(
            (pl.col("away").min().over("fact_id") > pl.col("tolerance").fill_null(USUAL_TOLERANCE)) & ~pl.col("is_slip")
        )
        .sort("other_report_year", "other_id", descending=[True, False])
        .unique("fact_id", keep="first", maintain_order=True)
        .with_columns(
            kind=pl.lit("growth_mismatch"),
            severity=graded(pl.col("away"), medium=12, high=30),
            other_fact_id="other_id",
            found="number",
            explanation=pl.format(
                "{}年{}：{}，{}；上年为{}，按两年水平计算应{}，相差{}个百分点",
                "year",
                "indicator",
                "level_mention",
                _moved(pl.col("number"), pl.col("mention").str.strip_prefix("-")),
                "other_mention",
                _moved(expected, pl.format("{}%", expected.abs().round(1))),
                pl.col("away").round(1),
            ),
        )
    )


def _moved(by: pl.Expr, words: pl.Expr) -> pl.Expr:
    return pl.when(by < 0).then(pl.format("下降{}", words)).otherwise(pl.format("增长{}", words))
