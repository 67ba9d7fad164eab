"""The whole site from a warehouse: what `duixian site DIR` makes."""

import csv
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

import duckdb

from bi.site import (
    charts,
    finding_pages,
    indicator_pages,
    place_pages,
    rendering,
    report_pages,
    search_index,
    start_page,
)
from bi.site.folder import Folder
from bi.site.making import DecidingRules, Making
from bi.site.queries import indicators as ask_indicators
from bi.site.queries import places as ask_places
from bi.site.queries import warehouse as ask_warehouse
from bi.site.regions import tree


@dataclass(frozen=True)
class Built:
    """What a build wrote: the page to open, how many files and bytes."""

    start: Path
    files: int
    bytes: int


def build(con: duckdb.DuckDBPyConnection, path: Path, version: str, rules_of: DecidingRules) -> Built:
    """Write or renew the site of an open warehouse in a folder; pages that did not change are left alone.

    `rules_of` says why the facts of some reports are as they are: the pages know no rules themselves.
    Raises folder.ForeignFolderError where the folder holds files of others.
    """
    folder = Folder(path)
    labels = rendering.Labels(ask_warehouse.code_labels(con))
    indicators = ask_indicators.indicators(con)
    site = Making(
        con=con,
        folder=folder,
        templates=rendering.environment(labels, run=ask_warehouse.last_run(con), version=version),
        places=tree(ask_places.regions(con), ask_places.scores(con)),
        usual=ask_indicators.usual_promises(con),
        rules_of=rules_of,
    )
    report_pages.write(site)
    place_pages.write(site)
    indicator_pages.write(site, indicators)
    finding_pages.write(site)
    site.write("method.html", "method.html", quality=_quality())
    _write_assets(folder, search_index.made(list(site.places.values()), indicators), labels)
    start_page.write(site)
    folder.finish()
    return Built(path / "index.html", len(folder.written), sum(folder.written.values()))


def _write_assets(folder: Folder, index: str, labels: rendering.Labels) -> None:
    for asset in files("bi.site").joinpath("assets").iterdir():
        folder.write(f"assets/{asset.name}", asset.read_text(encoding="utf-8"))
    folder.write("assets/vega.js", charts.library())
    folder.write("assets/search.js", index)
    folder.write("assets/labels.js", rendering.script("labels", labels.by_list()))


def _quality() -> list[dict[str, str]]:
    """How often facts and verdicts are right, as measured on hand-made ones."""
    with (Path(__file__).parent / "measured_quality.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
