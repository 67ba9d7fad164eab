"""What follows from all reports of some places. Runs in any process that a runner picks, and asks no database.

A place that changed its code is one: what 徐水县 (130625) promised, 徐水区 (130609) reviews.
"""

from dataclasses import dataclass

import polars as pl

from transforms.audit import audit
from transforms.outcomes import match_outcomes
from warehouse import dimensions, load


@dataclass(frozen=True)
class Places:
    """Reports that count, of places that are whole here; their facts, and their sections each with its `text`."""

    reports: pl.DataFrame
    facts: pl.DataFrame
    sections: pl.DataFrame


def compare(places: Places) -> dict[str, pl.DataFrame]:
    """Outcomes of targets, and contradictions between numbers: rows by table. Raises InvalidRowsError."""
    reports, facts = places.reports, places.facts
    of_today = reports.with_columns(region_code=code_of_today(pl.col("region_code")))
    outcomes = match_outcomes(facts, of_today, places.sections)
    frames = {"fact_outcome": _with_own_codes(outcomes, facts, reports), "audit_finding": audit(facts, of_today)}
    return {table: load.validated(table, frame) for table, frame in frames.items()}


def code_of_today(code: pl.Expr) -> pl.Expr:
    """The code that a place has today."""
    changed = dimensions.regions().filter(pl.col("region_code") != pl.col("current_code")).unique("region_code")
    return code.replace(changed["region_code"], changed["current_code"])


def _with_own_codes(outcomes: pl.DataFrame, facts: pl.DataFrame, reports: pl.DataFrame) -> pl.DataFrame:
    """Outcomes under the codes that their targets' reports bear."""
    own = facts.select("report_id", target_fact_id="fact_id").join(
        reports.select("report_id", "region_code"), on="report_id"
    )
    return outcomes.drop("region_code").join(own.drop("report_id"), on="target_fact_id", maintain_order="left")
