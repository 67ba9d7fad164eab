"""The page of a place: its promises year by year, its headline indicators, its reports, the places in it."""

from collections import defaultdict
from itertools import groupby
from operator import itemgetter

from markupsafe import Markup

from bi.site import headlines
from bi.site.making import Making
from bi.site.queries import Row
from bi.site.queries import places as ask
from bi.site.queries import reports as ask_reports
from bi.site.regions import Place
from bi.site.rendering import batches, script

PLACES_AT_ONCE = 50
PROMISES_A_PART = 150
"""A year with more promises is cut into parts, so that no file grows beyond a megabyte."""


def write(site: Making) -> None:
    """Write a page for every place, and beside it a file for every year that is not in the page itself."""
    for batch in batches(site.places.values(), PLACES_AT_ONCE):
        codes = [place.code for place in batch]
        found = ask.promises(site.con, codes)
        ends = (row[end] for row in found for end in ("fact_id", "actual_fact_id") if row[end])
        offsets = ask_reports.mention_offsets(site.con, list(ends))
        promises = _by_code(found)
        reports = _by_code(ask.reports_of(site.con, codes))
        stated = _by_code(ask.headline_years(site.con, codes))
        for place in batch:
            made = headlines.of_place(stated[place.code])
            _write(site, place, _parts(site, promises[place.code], offsets), reports[place.code], made)


def shown_first(place: Place) -> int | None:
    """The year that its page opens with: the latest with a verdict, else the latest with promises."""
    answered = [year for year, score in place.by_year.items() if score.counts["pending"] < score.total]
    return max(answered or place.by_year, default=None)


def _by_code(rows: list[Row]) -> defaultdict[str, list[Row]]:
    found: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[row["region_code"]].append(row)
    return found


def _write(
    site: Making, place: Place, parts: dict[int, list[str]], reports: list[Row], made: list[headlines.Headline]
) -> None:
    year = shown_first(place)
    for one, many in parts.items():
        for number, part in enumerate(many, start=1):
            if one != year or number > 1:
                name = f"{place.code}/{one}" if number == 1 else f"{place.code}/{one}-{number}"
                site.folder.write(f"places/{name}.js", script(name, part))
    site.write(
        place.page,
        "place.html",
        place=place,
        year=year,
        parts={one: len(many) for one, many in parts.items()},
        promises=Markup(parts[year][0]) if year in parts else "",  # noqa: S704 -- promises.html has escaped it
        reports=reports,
        coverage=_coverage(reports),
        headlines=made,
    )


def _parts(site: Making, promises: list[Row], offsets: dict[str, int]) -> dict[int, list[str]]:
    """The promises of each year as markup, in parts."""
    return {
        year: [
            site.render("promises.html", promises=part, offsets=offsets, root="../")
            for part in batches(rows, PROMISES_A_PART)
        ]
        for year, rows in groupby(promises, key=itemgetter("year"))
    }


def _coverage(reports: list[Row]) -> list[tuple[int, Row | None]]:
    """Every year from the first report to the last, with its report or none; work reports come before other kinds."""
    held: dict[int, Row] = {}
    for report in reports:
        year = report["report_year"]
        if year is not None and (year not in held or report["kind"] == "government_work_report"):
            held[year] = report
    return [(year, held.get(year)) for year in range(min(held), max(held) + 1)] if held else []
