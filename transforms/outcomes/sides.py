"""The two sides of a comparison: promises that a later report reviews, and what reviews say was done.

Targets of a year that no later report of the place reviews, numbers of plans that are no promises (`promises`), base
values and facts of no known place are left out.
"""

from typing import Final

import polars as pl

from transforms.comparison.passages import add_passages
from transforms.outcomes.features import add_features
from transforms.outcomes.promises import PROMISE, promise

REVIEWING_KINDS: Final = ("government_work_report", "statistical_bulletin")
#: What a document of another kind says of the future (a paper, a survey, a resolution) nobody has promised.
PROMISING_KINDS: Final = ("government_work_report", "development_plan", "plan_report", "budget_report")
#: What matching knows of a report.
REPORT: Final = ["report_id", "region_code", "region_level", "report_year", "review_end", "kind"]


def described(facts: pl.DataFrame, reports: pl.DataFrame) -> pl.DataFrame:
    """Promises and results (`is_target`) with year, all_partial and the columns of `features`, numbered in `row`."""
    placed = reports.filter(pl.col("region_code").is_not_null())
    known = dated(facts, placed).join(reviewed_years(placed), on=["region_code", "year"], maintain_order="left")
    is_target = (
        (pl.col("status") == "target")
        & (pl.col("reviewed_by") > pl.col("report_year"))
        & pl.col("kind").is_in(PROMISING_KINDS)
    )
    is_result = (
        pl.col("status").is_in(["actual", "estimate"])
        & pl.col("kind").is_in(REVIEWING_KINDS)
        & (pl.col("review_end") == pl.col("year"))
        & pl.col("indicator").is_not_null()
    )
    sides = known.filter(is_target | is_result).with_columns(is_target=is_target)
    # what no plan that is loaded foretold answers nothing
    planned = sides.filter("is_target").select("region_code", "year").unique()
    sides = sides.join(planned, on=["region_code", "year"], how="semi", maintain_order="left")
    sides = with_numbers(add_passages(sides))
    promised = sides.filter("is_target").filter(promise().decide() == PROMISE)
    return add_features(pl.concat([promised, sides.filter(~pl.col("is_target"))])).with_row_index("row")


def dated(facts: pl.DataFrame, reports: pl.DataFrame) -> pl.DataFrame:
    """Facts with what is known of their reports, and the year that they speak of."""
    return facts.join(reports.select(REPORT), on="report_id", maintain_order="left").with_columns(
        year=pl.coalesce(pl.col("period_end").dt.year(), pl.when(pl.col("status") != "target").then("review_end")).cast(
            pl.Int32
        )
    )


def reviewed_years(reports: pl.DataFrame) -> pl.DataFrame:
    """The years that reports look back on, by place: the last report that does (`reviewed_by`), and all_partial."""
    return (
        reports.filter(pl.col("kind").is_in(REVIEWING_KINDS))
        .group_by("region_code", year=pl.col("review_end").cast(pl.Int32))
        .agg(reviewed_by=pl.col("report_year").max(), all_partial=pl.col("is_partial").fill_null(value=False).all())
    )


def with_numbers(facts: pl.DataFrame) -> pl.DataFrame:
    """Adds value_number and max_number, with which sizes are compared."""
    return facts.with_columns(
        value_number=pl.col("value").cast(pl.Float64), max_number=pl.col("value_max").cast(pl.Float64)
    )
