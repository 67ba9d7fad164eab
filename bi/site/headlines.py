"""A place's headline indicators: what it promised and reported most often, year by year, each as a small chart."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from bi.site import charts, figures
from bi.site.queries import Row

MOST = 12
"""So many charts a place at most."""
UNEVEN = 100
"""Figures of one indicator that lie so many times apart are no headline: one of them was misread."""

Key = tuple[str, str]
"""Indicator and measure: the growth of GDP, the level of new jobs."""


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
    spec: charts.Spec

    @property
    def latest(self) -> Row:
        """The latest year that has a result, else the latest."""
        return next((row for row in reversed(self.years) if row["result"]), self.years[-1])


def of_place(points: list[Row], usual: dict[Key, int], most: int = MOST) -> list[Headline]:
    """The headlines of one place from its points, those first that have a target and a result in most years.

    `usual` is how often each is promised anywhere: it decides between equals.
    """
    by_key: defaultdict[Key, list[Row]] = defaultdict(list)
    for point in points:
        by_key[point["indicator_id"], point["measure"]].append(point)
    made = {key: _by_year(rows) for key, rows in by_key.items()}
    telling = [key for key, years in made.items() if any(row["target"] for row in years) and _is_even(years)]

    def weight(key: Key) -> tuple[int, int, Key]:
        both = sum(1 for row in made[key] if row["target"] and row["result"])
        return -(3 * both + len(made[key])), -usual.get(key, 0), key

    best: dict[str, Key] = {}
    for key in sorted(telling, key=weight):
        best.setdefault(key[0], key)
    return [_headline(made[key]) for key in list(best.values())[:most]]


def _is_even(years: list[Row]) -> bool:
    """Whether the figures are of one size: where one is a hundred times the middle one, it or its unit was misread."""
    sizes = sorted(abs(row[what]["value"]) for row in years for what in ("target", "result") if row[what])
    return bool(sizes[-1] <= UNEVEN * sizes[len(sizes) // 2])


def _by_year(points: list[Row]) -> list[Row]:
    """A row a year with `target` and `result`, of the unit that most points have."""
    unit = Counter(point["unit"] for point in points).most_common(1)[0][0]
    years: dict[int, Row] = {}
    for point in points:
        if point["unit"] == unit:
            years.setdefault(point["year"], {"year": point["year"], "target": None, "result": None})
            years[point["year"]][point["what"]] = point
    return [years[year] for year in sorted(years)]


def _headline(years: list[Row]) -> Headline:
    points = [point for row in years for point in (row["target"], row["result"]) if point]
    first = points[0]
    scale = figures.scale_for((point["value"] for point in points), first["unit"])
    values = [_value(row, scale.factor) for row in years]
    between = [{"year": year} for year in range(years[0]["year"], years[-1]["year"])]
    known = {value["year"] for value in values}
    every_year = sorted(
        [*values, *(gap for gap in between if gap["year"] not in known)], key=lambda value: value["year"]
    )
    return Headline(
        indicator_id=first["indicator_id"],
        name_zh=first["name_zh"],
        name_en=first["name_en"],
        measure=first["measure"],
        unit_zh=scale.zh,
        unit_en=scale.en,
        years=years,
        spec=charts.target_and_result(every_year, *_span(years)),
    )


def _span(years: list[Row]) -> tuple[int, int]:
    """The first and the last year; a chart needs two."""
    first, last = years[0]["year"], years[-1]["year"]
    return (first, last) if first < last else (first - 1, last + 1)


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
