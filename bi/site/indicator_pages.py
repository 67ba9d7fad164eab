"""The page of an indicator: definition, places by year as lines and as a ranking, download, sources."""

from itertools import groupby
from operator import itemgetter
from typing import Any

from bi.site import charts, figures
from bi.site.making import Making
from bi.site.queries import Row
from bi.site.queries import indicators as ask
from bi.site.regions import Place
from bi.site.rendering import batches, script

INDICATORS_AT_ONCE = 20
FIGURES_A_PART = 4_000
"""A file of figures holds so many at most; a tier of places that has more is read from several."""

TIERS = ("nation", "province", "prefecture", "county")


def write(site: Making, indicators: list[Row]) -> None:
    """Write the list of indicators, and for each a page and its figures by tier of places."""
    site.write("indicators/index.html", "indicators.html", indicators=indicators)
    by_id = {indicator["indicator_id"]: indicator for indicator in indicators}
    for ids in batches(by_id, INDICATORS_AT_ONCE):
        for indicator_id, rows in groupby(ask.panel(site.con, ids), key=itemgetter("indicator_id")):
            _write(site, by_id[indicator_id], list(rows))


def _write(site: Making, indicator: Row, panel: list[Row]) -> None:
    key = indicator["indicator_id"]
    unit = _usual_unit(panel, indicator["unit"])
    scale = figures.scale_for((row["level"] for row in panel if row["level"] is not None), unit)
    files: dict[str, list[str]] = {}
    for tier, rows in groupby(panel, key=itemgetter("region_level")):
        files[tier] = []
        for number, part in enumerate(batches(rows, FIGURES_A_PART), start=1):
            name = f"{key}/{tier}-{number}"
            files[tier].append(name)
            site.folder.write(f"indicators/{name}.js", script(name, _figures(part, unit, site.places)))
    site.write(
        f"indicators/{key}.html",
        "indicator.html",
        indicator=indicator,
        unit=unit,
        scale=scale,
        factor=float(scale.factor),
        tiers=[tier for tier in TIERS if tier in files],
        files=files,
        has_growth=any(row["growth"] is not None for row in panel),
        has_level=any(row["level"] is not None for row in panel),
        spec=charts.places_by_year(),
    )


def _usual_unit(panel: list[Row], fallback: str | None) -> str:
    """The unit of the indicator's levels; the panel has one a place, and the catalogue has the usual one."""
    units = [row["unit"] for row in panel if row["unit"]]
    return max(sorted(set(units)), key=units.count) if units else fallback or ""


def _figures(rows: list[Row], unit: str, places: dict[str, Place]) -> dict[str, Any]:
    """Names of places by code, and rows of code, year, level, growth and the addresses of their sentences."""
    codes = sorted({row["region_code"] for row in rows} & places.keys())
    named = {code: places[code] for code in codes}
    return {
        "places": {code: (place.name, place.short, place.english) for code, place in named.items()},
        "rows": [
            (
                row["region_code"],
                row["year"],
                row["level"] if row["unit"] == unit else None,
                row["growth"],
                _address(row["level_report_id"], row["level_char_start"]),
                _address(row["growth_report_id"], row["growth_char_start"]),
            )
            for row in rows
            if row["region_code"] in named
        ],
    }


def _address(report_id: str | None, char_start: int | None) -> str | None:
    return f"{report_id}.html#c{char_start}" if report_id else None
