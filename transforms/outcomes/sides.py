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


def described(facts: pl.DataFrame, reports: pl.DataFrame) -> pl.DataFrame:
    """Promises and results (`is_target`) with year, all_partial and the columns of `features`, numbered in `row`."""
    known = _reviewed(facts, reports)
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
    sides = add_passages(known.filter(is_target | is_result).with_columns(is_target=is_target)).with_columns(
        value_number=pl.col("value").cast(pl.Float64), max_number=pl.col("value_max").cast(pl.Float64)
    )
    kept = sides.filter(~pl.col("is_target") | (promise().decide() == PROMISE))
    return add_features(kept).with_row_index("row")


def _reviewed(facts: pl.DataFrame, reports: pl.DataFrame) -> pl.DataFrame:
    """Facts of places with their year, and the last report that reviews this year of the place (`reviewed_by`)."""
    reviews = reports.filter(pl.col("region_code").is_not_null()).select(
        "report_id", "region_code", "region_level", "report_year", "review_end", "kind", "is_partial"
    )
    known = facts.join(reviews, on="report_id", how="inner").with_columns(
        year=pl.coalesce(pl.col("period_end").dt.year(), pl.when(pl.col("status") != "target").then("review_end")).cast(
            pl.Int32
        )
    )
    reviewed = (
        reviews.filter(pl.col("kind").is_in(REVIEWING_KINDS))
        .group_by("region_code", year=pl.col("review_end").cast(pl.Int32))
        .agg(reviewed_by=pl.col("report_year").max(), all_partial=pl.col("is_partial").fill_null(value=False).all())
    )
    return known.join(reviewed, on=["region_code", "year"], how="inner")
