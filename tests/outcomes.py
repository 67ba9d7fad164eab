"""Facts of a plan for 2022 and of its review, written by hand, and what matching makes of them."""

from datetime import date
from decimal import Decimal
from typing import Any

import polars as pl

from schemas.registry import TABLES
from transforms.outcomes import match_outcomes

FACT = TABLES["fact_quantity"].dtypes
REPORTS = pl.DataFrame(
    [
        ("plan2022", "130633", "county", 2022, 2021, "government_work_report", False),
        ("review2022", "130633", "county", 2023, 2022, "government_work_report", False),
        ("plan_elsewhere", "130634", "county", 2022, 2021, "government_work_report", False),
        ("elsewhere", "130634", "county", 2023, 2022, "government_work_report", False),
    ],
    schema=["report_id", "region_code", "region_level", "report_year", "review_end", "kind", "is_partial"],
    orient="row",
)

Row = dict[str, Any]


def fact(mention: str, value: str, unit: str, indicator: str | None, **other: Any) -> Row:
    """A fact of the plan for 2022; the sentence is the indicator and the mention unless it is given."""
    action = other.get("action") or ""
    row: Row = {
        "fact_id": f"{mention}-{indicator}-{other.get('report_id', 'plan2022')}",
        "report_id": "plan2022",
        "char_start": 0,
        "mention": mention,
        "value": Decimal(value),
        "unit": unit,
        "stated_number": value,
        "bound": "exact",
        "measure": "level",
        "status": "target",
        "period": "2022",
        "period_start": date(2022, 1, 1),
        "period_end": date(2022, 12, 31),
        "indicator": indicator,
        "sentence": f"{action}{indicator}{mention}。",
    }
    return row | other


def result(mention: str, value: str, unit: str, indicator: str, **other: Any) -> Row:
    """The same for a fact of the review of 2022."""
    return fact(mention, value, unit, indicator, **({"report_id": "review2022", "status": "actual"} | other))


def framed(*facts: Row) -> pl.DataFrame:
    facts = tuple(row | {"sentence_start": row["char_start"] - row["sentence"].index(row["mention"])} for row in facts)
    return pl.DataFrame(facts, schema={name: FACT[name] for name in FACT.names()}, orient="row")


def outcomes(*facts: Row, sections: pl.DataFrame | None = None) -> pl.DataFrame:
    return match_outcomes(framed(*facts), REPORTS, sections)


def told(plan: str, review: str) -> pl.DataFrame:
    """The sections of the plan for 2022 and of its review, from their texts."""
    rows = [("plan2022", "plan", plan), ("review2022", "review", review)]
    kinds = {"report_id": pl.String, "role": pl.String, "text": pl.String}
    return pl.DataFrame(rows, schema=kinds, orient="row").with_columns(
        section_no=pl.lit(0), char_start=pl.lit(0), char_end=pl.col("text").str.len_chars()
    )


def outcome(*facts: Row) -> Row:
    return outcomes(*facts).row(0, named=True)


def growth(mention: str, value: str, bound: str = "exact", **other: Any) -> Row:
    words = {"indicator": "生产总值", "measure": "growth", "bound": bound, "indicator_id": "gdp"} | other
    return fact(mention, value, "%", **words)


def grew(value: str, **other: Any) -> Row:
    words = {"measure": "growth", "indicator_id": "gdp"} | other
    return result(f"{value}%", value, "%", "全县地区生产总值", **words)
