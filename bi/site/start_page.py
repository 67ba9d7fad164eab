"""The start page: what is loaded, the nation's headlines, the provinces as a map of tiles, who kept its promises."""

import csv
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from markupsafe import Markup

from bi.site import charts, figures, headlines
from bi.site.making import Making
from bi.site.queries import UNPLACED, Row
from bi.site.queries import indicators as ask_indicators
from bi.site.queries import places as ask_places
from bi.site.queries import reports as ask_reports
from bi.site.queries import warehouse as ask_warehouse
from bi.site.regions import Place, Score
from bi.site.rendering import percent

NATION = "000000"
CHARTS = 6
PLACES_LISTED = 12
COLOURINGS = 6
EXAMPLES = ("met", "missed", "met")
CANDIDATES = 40
"""So many of the most usual promises are looked at for the colourings."""
LEAST_PROVINCES = 5
"""The map is coloured by an indicator only where so many provinces have a figure."""

_SHARES = (0.5, 0.6, 0.7, 0.8)
"""The steps of the map's five shades for the share of promises met."""


Shades = dict[str, tuple[int | None, str, str]]
"""By province, or by colouring: the shade (0 to 4, or none), the figure and a note to it."""


@dataclass(frozen=True)
class Tile:
    """A province on the map, with its shade and figure for each colouring."""

    code: str
    name_zh: str
    name_en: str
    column: int
    row: int
    page: str | None
    shades: Shades


def write(site: Making) -> None:
    """Write index.html: it reads no other data, and no chart library."""
    places = site.places
    held = ask_warehouse.held(site.con)
    subject = _subject(places)
    stated = ask_places.headline_years(site.con, [subject.code]) if subject else []
    shown = headlines.of_place(stated, CHARTS)
    colourings, tiles = _map(site)
    site.write(
        "index.html",
        "start.html",
        held=_held(held),
        by_year=Markup(charts.drawn(charts.reports_by_year(_by_year(held)))) if held else "",  # noqa: S704 -- Vega's
        subject=subject,
        headlines=[(headline, Markup(charts.drawn(headline.spec))) for headline in shown],  # noqa: S704
        colourings=colourings,
        tiles=tiles,
        shades={key: {tile.code: tile.shades[key] for tile in tiles} for key, _, _ in colourings},
        examples=_examples(site),
        listed=_listed(places),
        total=_total(places),
        reports=sum(place.reports for place in places.values()),
        reporting=sum(1 for place in places.values() if place.reports and place.code != UNPLACED),
        provinces=[p for p in places.values() if p.level in ("nation", "province") or p.code == UNPLACED],
    )


def _examples(site: Making) -> Markup:
    """A promise kept, one missed and another kept, of different places where there are such."""
    found: list[Row] = []
    brief = ask_places.brief_promises(site.con)
    for verdict in EXAMPLES:
        rest = [row for row in brief if row["verdict"] == verdict and row not in found]
        places = {row["region_code"] for row in found}
        found += sorted(rest, key=lambda row: row["region_code"] in places)[:1]
    ends = [row[end] for row in found for end in ("fact_id", "actual_fact_id")]
    offsets = ask_reports.mention_offsets(site.con, ends)
    made = site.render("promises.html", root="", promises=found, offsets=offsets, places=site.places)
    return Markup(made)  # noqa: S704 -- promises.html has escaped it


def _subject(places: dict[str, Place]) -> Place | None:
    """Whose headlines the page shows: the nation's, else those of the place with most reports."""
    nation = places.get(NATION)
    if nation and nation.reports:
        return nation
    return max(places.values(), key=lambda place: (place.reports, place.code), default=None)


def _held(rows: list[Row]) -> dict[str | None, dict[str, int]]:
    """Reports and places by level."""
    found: dict[str | None, dict[str, int]] = {}
    for row in rows:
        level = found.setdefault(row["region_level"], {"reports": 0, "first": 9999, "last": 0})
        level["reports"] += row["reports"]
        if row["report_year"]:
            level["first"] = min(level["first"], row["report_year"])
            level["last"] = max(level["last"], row["report_year"])
    order = ("nation", "province", "prefecture", "county", None)
    return {level: found[level] for level in order if level in found}


def _by_year(rows: list[Row]) -> list[dict[str, int]]:
    years: defaultdict[int, int] = defaultdict(int)
    for row in rows:
        if row["report_year"]:
            years[row["report_year"]] += row["reports"]
    return [{"year": year, "reports": years[year]} for year in sorted(years)]


def _total(places: dict[str, Place]) -> Score:
    total = Score()
    for place in places.values():
        total.add(place.score.counts)
    return total


def _listed(places: dict[str, Place]) -> list[tuple[Place, int, Score]]:
    """Places with the latest year that has verdicts: those with most decided promises."""
    answered = [
        (place, year, score)
        for place in places.values()
        if place.code != UNPLACED
        for year, score in [max(((y, s) for y, s in place.by_year.items() if s.decided), default=(0, None), key=_year)]
        if score is not None
    ]
    return sorted(answered, key=lambda item: (-item[2].decided, item[0].code))[:PLACES_LISTED]


def _year(item: tuple[int, Score | None]) -> int:
    return item[0]


def _map(site: Making) -> tuple[list[tuple[str, str, str]], list[Tile]]:
    """The colourings to choose from (key, Chinese, English), and the tiles."""
    shades: dict[str, Shades] = {"met": _by_promises(site.places)}
    colourings = [("met", "承诺兑现率", "promises met")]
    candidates = site.usual[:CANDIDATES]
    figures_of = defaultdict(list)
    for row in ask_indicators.province_figures(site.con, sorted({row["indicator_id"] for row in candidates})):
        figures_of[row["indicator_id"]].append(row)
    for row in candidates:
        made = _by_indicator(figures_of[row["indicator_id"]], row["measure"])
        if len(made) >= LEAST_PROVINCES and len(colourings) < COLOURINGS:
            key = f"{row['indicator_id']}-{row['measure']}"
            shades[key] = made
            word = ("增速", "growth") if row["measure"] == "growth" else ("", "")
            colourings.append((key, row["name_zh"] + word[0], f"{row['name_en']} {word[1]}".strip()))
    with (Path(__file__).parent / "province_tiles.csv").open(encoding="utf-8", newline="") as file:
        tiles = [_tile(row, site.places, shades) for row in csv.DictReader(file)]
    return colourings, tiles


def _tile(row: dict[str, str], places: dict[str, Place], shades: dict[str, Shades]) -> Tile:
    code = row["code"]
    page = places[code].page if code in places else None
    return Tile(
        code, row["name_zh"], row["name_en"], int(row["column"]), int(row["row"]), page,
        {key: by_code.get(code, (None, "", "")) for key, by_code in shades.items()},
    )  # fmt: skip


def _by_promises(places: dict[str, Place]) -> Shades:
    """The share met of a province's promises, those of the places in it included."""
    made: Shades = {}
    for place in places.values():
        score = place.score_within()
        if place.level == "province" and score.met_share is not None:
            shade = sum(score.met_share >= step for step in _SHARES)
            share = percent(score.met_share)
            made[place.code] = (shade, share, f"{score.counts['met']}/{score.decided}")
    return made


def _by_indicator(rows: list[Row], measure: str) -> Shades:
    """The latest figure of each province, shaded by fifths of their order."""
    latest: dict[str, Row] = {}
    for row in rows:
        if row[measure] is not None:
            latest.setdefault(row["region_code"], row)
    order = sorted(latest, key=lambda code: latest[code][measure])
    made: Shades = {}
    for rank, code in enumerate(order):
        row = latest[code]
        said, _ = figures.printed(row[measure], "%" if measure == "growth" else row["unit"] or "")
        made[code] = (5 * rank // len(order), said, str(row["year"]))
    return made
