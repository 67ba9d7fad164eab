"""Contradictions between numbers that are worth a look, each with both facts and the arithmetic in words.

An explanation reads:
2021年一般公共预算收入：8.9亿元，增长29%；上年为5.2亿元，按两年水平计算应增长71.2%，相差41.2个百分点.
"""

import hashlib
from typing import Final

import polars as pl

import seeds
from transforms.audit import growth, series, statements
from transforms.audit.prepared import prepared
from transforms.audit.wholes import add_is_own
from transforms.comparison.portions import by_place

__all__ = ["audit"]

#: Of findings that people are shown unasked, so many are worth a look.
LEAST_USEFUL: Final = 0.8
CHECKS: Final = (
    growth.growth_against_levels,
    series.conflicting_values,
    series.unit_slips,
    series.shrinking_totals,
    statements.parts_against_total,
    statements.ratios_to_hundred,
    statements.sectors_against_gdp,
    statements.percent_out_of_range,
)
_SCHEMA: Final = pl.Schema(
    {
        "finding_id": pl.String(),
        "kind": pl.String(),
        "severity": pl.String(),
        "fact_id": pl.String(),
        "other_fact_id": pl.String(),
        "expected": pl.Decimal(38, 9),
        "found": pl.Decimal(38, 9),
        "explanation": pl.String(),
        "is_shown": pl.Boolean(),
    }
)


def audit(facts: pl.DataFrame, reports: pl.DataFrame) -> pl.DataFrame:
    """The rows of `audit_finding`, a pair of facts once a kind.

    `facts` has the columns of fact_quantity, `reports` those of dim_report. Rounding is never a finding: numbers are
    compared within half units of their last stated digits.
    """
    empty = _SCHEMA.to_frame().drop("finding_id", "is_shown")
    findings = pl.concat([empty, *(_find(*part) for part in by_place(facts, reports))])
    return (
        findings.with_columns(finding_id=_ids(findings))
        .join(kinds_shown(), on="kind", how="left")
        .select(_SCHEMA.names())
        .sort("finding_id")
    )


def kinds_shown() -> pl.DataFrame:
    """Each kind and `is_shown`: whether four in five of those that were read by hand were worth a look.

    The readings are rows of seeds/audit_kinds.csv.
    """
    read, useful = (pl.col(name).cast(pl.Int32) for name in ("read", "useful"))
    return seeds.read("audit_kinds").select("kind", is_shown=useful / read >= LEAST_USEFUL)


def _find(facts: pl.DataFrame, reports: pl.DataFrame) -> pl.DataFrame:
    known = add_is_own(prepared(facts, reports))
    value = pl.Decimal(38, 9)
    found = [
        check(known).select(
            "kind",
            "severity",
            "fact_id",
            "other_fact_id",
            # null where a slip of the pen made a number that no decimal holds
            pl.col("expected", "found").cast(pl.Float64).round(6).cast(value, strict=False),
            "explanation",
        )
        for check in CHECKS
    ]
    return pl.concat(found).unique(["kind", "fact_id"], keep="first", maintain_order=True)


def _ids(findings: pl.DataFrame) -> pl.Series:
    keys = findings.select(pl.concat_str("kind", "fact_id", pl.col("other_fact_id").fill_null(""), separator="|"))
    return pl.Series([hashlib.sha256(key.encode()).hexdigest()[:16] for key in keys.to_series()], dtype=pl.String)
