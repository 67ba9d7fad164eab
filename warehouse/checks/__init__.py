"""Questions to the whole warehouse whose answer must be empty, or it is not published.

Each `*.sql` beside this module is one query; `generated` makes those that follow from the models. A query's first line
is a comment that says what holds, and its result names the rows for which it does not hold. `texts` has those that
compare rows with the texts. Facts of one row are for the models in schemas/; these are about rows together. A query
whose first line ends in (severity: warn) keeps nothing from being published: `duixian doctor` shows what it finds.

>>> run(con)
[]
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import polars as pl

from warehouse import touched
from warehouse.checks import generated, texts

FOLDER = Path(__file__).parent
_SHOWN = 5
_WARN = "(severity: warn)"
OF_ALL = {"counts_add_up", "reports_keep_facts"}
"""They compare reports with files, or with what was there before: they are asked of all reports, always."""


@dataclass(frozen=True)
class Failure:
    """A check that found rows: how many, and the first of them as dictionaries."""

    check: str
    claim: str
    rows: int
    sample: list[dict[str, Any]]

    def __str__(self) -> str:
        return f"{self.check}: {self.rows} row(s) against “{self.claim}”, the first: {self.sample[0]}"


def names() -> list[str]:
    """All checks that keep a build from being published where they find rows."""
    return sorted([*queries(), *texts.CLAIMS])


def queries(*, warn: bool = False) -> dict[str, str]:
    """SQL of each check by name, those of the models, and the files; with `warn` of those that only warn instead."""
    files = {file.stem: file.read_text("utf-8") for file in FOLDER.glob("*.sql")}
    asked = sorted((generated.queries() | files).items())
    return {name: query for name, query in asked if query.partition("\n")[0].endswith(_WARN) is warn}


def run(
    con: duckdb.DuckDBPyConnection,
    *,
    accept: Collection[str] = (),
    warn: bool = False,
    places: Sequence[str] | None = None,
) -> list[Failure]:
    """Run every check on an open warehouse, but those named in `accept`; the failures, or an empty list.

    With `warn`, run those that only warn instead. With `places` (region codes; "" is none known), what follows from the
    reports of one place is asked of the reports of these alone.

    What a report lost is asked of the temporary table `report_before`, which a build has; without it nothing was lost.
    """
    con.execute(
        "create temp table if not exists report_before "
        "(report_id varchar, run_id varchar, source_path varchar, source_sha256 varchar, facts bigint)"
    )
    asked = {name: query for name, query in queries(warn=warn).items() if name not in accept}
    of_texts = [] if warn else [name for name in texts.CLAIMS if name not in accept]
    if places is None:
        return _ask_each(con, asked) + _ask_of_texts(con, of_texts)
    of_all = {name: query for name, query in asked.items() if name in OF_ALL}
    asked |= {name: query for name, query in generated.queries(touched.live(con)).items() if name in asked}
    with touched.only(con, places):
        found = _ask_each(con, {name: query for name, query in asked.items() if name not in of_all})
        found += _ask_of_texts(con, of_texts)
    return _ask_each(con, of_all) + found


def _ask_each(con: duckdb.DuckDBPyConnection, asked: Mapping[str, str]) -> list[Failure]:
    return [failure for name, query in asked.items() for failure in _failures(name, _claim(query), con.sql(query).pl())]


def _claim(query: str) -> str:
    """What the first line of a query says."""
    return query.partition("\n")[0].removeprefix("-- ").removesuffix(_WARN).rstrip()


def _ask_of_texts(con: duckdb.DuckDBPyConnection, asked: Sequence[str]) -> list[Failure]:
    # a look at the texts takes seconds
    found = texts.find(con) if asked else {}
    return [failure for name in asked for failure in _failures(name, texts.CLAIMS[name], found[name])]


def _failures(name: str, claim: str, found: pl.DataFrame) -> list[Failure]:
    return [Failure(name, claim, found.height, found.head(_SHOWN).rows(named=True))] if found.height else []
