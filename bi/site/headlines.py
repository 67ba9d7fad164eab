"""A place's headline indicators as bi.headlines has them: target and result year by year, each as a small chart."""

from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from operator import itemgetter
from typing import Any

from bi.site import charts, figures
from bi.site.queries import Row

MOST = 12
"""So many charts a place at most."""
_POINT = ("value", "value_max", "bound", "mention", "report_id", "char_start")


@dataclass(frozen=True)
class Headline:
    """One indicator of a place: rows by year, and the specification of their chart."""

    indicator_id: str
    name_zh: str
    name_en: str
    measure: str
    unit_zh: str
    unit_en: str
    years: list[Row]
    """A row a year, without gaps: year, target, result (points or None), is_stated (None: no report) and verdict."""
    spec: charts.Spec

    @property
    def latest(self) -> Row:
        """The latest year that has a result, else the latest."""
        return next((row for row in reversed(self.years) if row["result"]), self.years[-1])


def of_place(rows: list[Row], most: int = MOST) -> list[Headline]:
    """The headlines of one place that it ever set a target for, in their order; `rows` are its rows of bi.headlines."""
    each = [list(found) for _, found in groupby(rows, key=itemgetter("headline_id"))]
    promised = [found for found in each if any(row["is_stated"] for row in found)][:most]
    span = _span(promised) if promised else (0, 0)
    return [_headline(found, span) for found in promised]


def _span(promised: list[list[Row]]) -> tuple[int, int]:
    """The years that all charts show: from the one before the first target, whose result it starts from."""
    first = min(row["year"] for rows in promised for row in rows if row["is_stated"])
    return first - 1, max(first, *(row["year"] for rows in promised for row in rows))


def _headline(rows: list[Row], span: tuple[int, int]) -> Headline:
    years = _every_year(rows)
    points = [point for row in years for point in (row["target"], row["result"]) if point]
    scale = figures.scale_for((point["value"] for point in points), rows[0]["unit"])
    return Headline(
        indicator_id=rows[0]["indicator_id"],
        name_zh=rows[0]["name_zh"],
        name_en=rows[0]["name_en"],
        measure=rows[0]["measure"],
        unit_zh=scale.zh,
        unit_en=scale.en,
        years=years,
        spec=charts.target_and_result([_value(row, scale.factor) for row in years if row["year"] >= span[0]], *span),
    )


def _every_year(rows: list[Row]) -> list[Row]:
    """A row for every year from the first with a figure; a year that bi.headlines lacks has no report."""
    by_year = {row["year"]: row for row in rows}
    telling = [row["year"] for row in rows if row["target_value"] is not None or row["result_value"] is not None]
    return [_year(year, by_year.get(year, {})) for year in range(min(telling), max(by_year) + 1)]


def _year(year: int, row: Row) -> Row:
    return {
        "year": year,
        "is_stated": row.get("is_stated"),
        "target": _point(row, "target"),
        "result": _point(row, "result"),
        "verdict": row.get("verdict"),
    }


def _point(row: Row, what: str) -> Row | None:
    """A target or result with where it stands; None where there is none."""
    if row.get(f"{what}_value") is None:
        return None
    return {name: row[f"{what}_{name}"] for name in _POINT}


def _value(row: Row, factor: Decimal) -> dict[str, Any]:
    """A year as the chart takes it: floats in the chart's unit, and what the reports said."""
    value: dict[str, Any] = {"year": row["year"]}
    if target := row["target"]:
        value |= {"target": float(target["value"] / factor), "bound": target["bound"], "target_said": target["mention"]}
        if target["value_max"] is not None:
            value["target_max"] = float(target["value_max"] / factor)
    if result := row["result"]:
        value |= {"result": float(result["value"] / factor), "result_said": result["mention"]}
    return value
