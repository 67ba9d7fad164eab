"""Why a target has no outcome: nobody reviews it, or nobody can keep it. `duixian explain` tells it."""

from functools import cache

import polars as pl

from transforms.comparison.passages import add_passages
from transforms.language.rules import Decision, Rule, is_so, otherwise
from transforms.outcomes.promises import promise
from transforms.outcomes.sides import PROMISING_KINDS, dated, reviewed_years, with_numbers


@cache
def absence() -> Decision:
    """The rule by which a target is left out, in the order in which `sides` leaves it out."""
    is_later = pl.col("reviewed_by") > pl.col("report_year")
    return Decision(
        "absence",
        Rule(
            "a report that does not count, since another has its text",
            is_so(~pl.col("is_primary")),
            None,
            "a copy in another format",
        ),
        Rule("a report of no known place", is_so(pl.col("region_code").is_null()), None, "a text without a title"),
        Rule(
            "a document that promises nothing",
            is_so(~pl.col("kind").is_in(PROMISING_KINDS)),
            None,
            "a bulletin: 计划2026年投产",
        ),
        Rule("no known year", is_so(pl.col("year").is_null()), None, "a target of no period"),
        Rule(
            "no later report of the place looks back on its year",
            is_so(~is_later.fill_null(value=False)),
            None,
            "the plan of the last report that is loaded",
        ),
        otherwise("held against later reports", promise()),
    )


def why_none(facts: pl.DataFrame, reports: pl.DataFrame) -> pl.DataFrame:
    """fact_id, rule and words of each of these targets, whether it has an outcome or not.

    Takes what `match_outcomes` takes, with is_primary: all reports of the place.
    """
    counting = reviewed_years(reports.filter("is_primary"))
    primary = reports.select("report_id", "is_primary")
    known = (
        dated(facts, reports)
        .join(primary, on="report_id")
        .join(counting, on=["region_code", "year"], how="left", maintain_order="left")
    )
    told = with_numbers(add_passages(known))
    return told.select("fact_id", rule=absence().which(), words=absence().words())
