"""What can be exported: every table of the registry and every view of schema bi, with what their columns mean."""

import difflib
import fnmatch
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import duckdb

from schemas.registry import TABLES
from warehouse import ddl, views
from warehouse.views import ViewColumn


class ExportError(RuntimeError):
    """Something that was asked for cannot be exported; the text says what to do."""


def outdated(name: str, error: Exception) -> ExportError:
    """The warehouse is of an older version, which has no such table or column."""
    return ExportError(
        f"{name} is not in this warehouse as this version knows it: load anything once "
        f"(`duixian ingest PATH`), which brings it up to date ({str(error).splitlines()[0]})"
    )


@dataclass(frozen=True)
class Source:
    """A table (`fact_quantity`) or a view (`bi.facts`): its columns, its key, and the order of its rows."""

    name: str
    zh: str
    en: str
    columns: tuple[ViewColumn, ...]
    key: tuple[str, ...]
    order: tuple[str, ...]

    @property
    def sql_name(self) -> str:
        """The name in a query."""
        schema, _, name = self.name.rpartition(".")
        return f'{schema or "main"}."{name}"'

    @property
    def query(self) -> str:
        """All rows in their order."""
        return self.select([f'"{column.name}"' for column in self.columns])

    def select(self, expressions: Sequence[str]) -> str:
        """These expressions of all rows in their order."""
        order = ", ".join(f'"{name}"' for name in self.order) or "all"
        # a renamed column would take the place of its namesake in the order
        return f"select {', '.join(expressions)} from (from {self.sql_name} order by {order})"  # noqa: S608


@cache
def everything() -> dict[str, Source]:
    """All tables, then all views, by name."""
    with duckdb.connect() as con:
        made = ddl.create_all(con)
    found = [
        Source(spec.name, spec.zh, spec.en, tuple(_columns_of(spec.name)), spec.key, spec.sort)
        for spec in TABLES.values()
    ]
    found += [Source(f"{views.SCHEMA}.{view.name}", view.zh, view.en, view.columns, (), ()) for view in made.values()]
    return {source.name: source for source in found}


def choose(only: Sequence[str]) -> list[Source]:
    """The sources that `only` names, each once, in the order of the registry; all tables where it is empty.

    `bi.*` stands for every view. Raises ExportError, which proposes names that are alike.
    """
    known = everything()
    wanted: set[str] = set()
    for pattern in only or list(TABLES):
        found = fnmatch.filter(known, pattern)
        if not found:
            alike = difflib.get_close_matches(pattern, known, n=3, cutoff=0.4)
            advice = f"did you mean {' or '.join(alike)}?" if alike else "docs/dictionary.md lists tables and views"
            raise ExportError(f"there is no table or view {pattern}: {advice}")
        wanted.update(found)
    return [source for name, source in known.items() if name in wanted]


def _columns_of(table: str) -> list[ViewColumn]:
    types = ddl.column_types(table)
    return [ViewColumn(c.name, types[c.name], c.zh, c.en, c.unit, c.codes) for c in TABLES[table].columns]
