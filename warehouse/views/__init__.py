"""The views of schema `bi`: what people and BI tools read. Each `*.sql` beside this module is one.

A view file gives the facts of the matter; what BI tools need beside them is added here, to every view alike:

| where a view has            | it also has           | which is                                                     |
|-----------------------------|-----------------------|--------------------------------------------------------------|
| an exact decimal `x`        | `x_double`            | the same as DOUBLE: many tools do not add up decimals        |
| a code `x` of a closed list | `x_zh`                | its Chinese label: 兑现 for met                              |
| `year`, `report_year`       | `year_on` …           | the first of January of it: a time axis                      |
| `unit`, and values in it    | `unit_display`,       | the unit as people print it (亿元, 万人) and the values in   |
|                             | `x_display`           | it, as DOUBLE (seeds/unit_displays.csv)                      |

Each column has a comment, Chinese and English: that of the table it comes from, or of `columns.csv` beside this module.

Lines with `{headline_id}` stand for one such line for each row of seeds/headlines.csv, in a view's file as in
`columns.csv`; the row's other columns may stand there, too.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from graphlib import TopologicalSorter
from itertools import groupby
from pathlib import Path

import duckdb
import polars as pl

import seeds
from schemas.enums import CODE_LISTS, Code
from schemas.registry import TABLES

FOLDER = Path(__file__).parent
SCHEMA = "bi"


@dataclass(frozen=True)
class ViewColumn:
    """A column of a view. `expression`: what makes it of the view's own columns; None: it is one of those."""

    name: str
    dtype: str
    zh: str
    en: str
    unit: str | None = None
    codes: type[Code] | None = None
    expression: str | None = None

    @property
    def selected(self) -> str:
        """The column in the list of a SELECT."""
        return f'{self.expression} as "{self.name}"' if self.expression else f'"{self.name}"'


@dataclass(frozen=True)
class View:
    """A view with its titles and all its columns."""

    name: str
    zh: str
    en: str
    query: str
    columns: tuple[ViewColumn, ...]

    def statements(self) -> Iterator[str]:
        """CREATE OR REPLACE VIEW, and COMMENT ON for the view and each column."""
        wanted = ",\n".join(
            f'    {c.expression} as "{c.name}"' if c.expression else f'    "{c.name}"' for c in self.columns
        )
        yield f'create or replace view {SCHEMA}."{self.name}" as\nselect\n{wanted}\nfrom (\n{self.query}\n)'
        yield f'comment on view {SCHEMA}."{self.name}" is {_quoted(f"{self.zh} | {self.en}")}'
        for column in self.columns:
            comment = _quoted(f"{column.zh} | {column.en}")
            yield f'comment on column {SCHEMA}."{self.name}"."{column.name}" is {comment}'


def queries() -> dict[str, str]:
    """SQL of the view files by name, each after the views that it reads."""
    found = {file.stem: _for_each_headline(file.read_text("utf-8")) for file in sorted(FOLDER.glob("*.sql"))}
    reads = {
        name: sorted({other for other in re.findall(rf"\b{SCHEMA}\.(\w+)", query) if other != name})
        for name, query in found.items()
    }
    return {name: found[name] for name in TopologicalSorter(reads).static_order()}


def _for_each_headline(text: str) -> str:
    """The text with each run of lines that hold `{headline_id}` once for every headline."""
    runs = groupby(text.splitlines(keepends=True), key=lambda line: "{headline_id}" in line)
    headlines = seeds.read("headlines").to_dicts()
    return "".join(
        "".join(map("".join(lines).format_map, headlines)) if is_marked else "".join(lines) for is_marked, lines in runs
    )


def title(query: str) -> tuple[str, str]:
    """What a view shows, in Chinese and English: the first two lines of its file, as `-- zh: …` and `-- en: …`."""
    zh, en = query.split("\n", 2)[:2]
    return zh.removeprefix("-- zh: "), en.removeprefix("-- en: ")


def create_all(con: duckdb.DuckDBPyConnection) -> dict[str, View]:
    """Make every view anew in a database that has the tables, and drop views that are no more; the views by name.

    Raises ValueError for a column that nothing describes.
    """
    con.execute(f"create schema if not exists {SCHEMA}")
    views: dict[str, View] = {}
    for name, query in queries().items():
        views[name] = View(name, *title(query), query, tuple(_columns(con, name, query, views)))
        con.execute(";\n".join(views[name].statements()))
    there = con.execute(
        "select view_name from duckdb_views() "
        "where database_name = current_database() and schema_name = ? and not internal",
        [SCHEMA],
    ).fetchall()
    for (name,) in there:
        if name not in views:
            con.execute(f'drop view {SCHEMA}."{name}"')
    return views


def _columns(con: duckdb.DuckDBPyConnection, view: str, query: str, views: Mapping[str, View]) -> Iterator[ViewColumn]:
    """The view's own columns, each followed by what BI tools need beside it."""
    described = _descriptions(view, query, views)
    own = [(name, str(dtype)) for name, dtype, *_ in con.execute(f"describe {query}").fetchall()]
    if unknown := [name for name, _ in own if name not in described]:
        raise ValueError(
            f"view {SCHEMA}.{view}: nothing describes the column(s) {', '.join(unknown)}: "
            "add a line for each to warehouse/views/columns.csv"
        )
    names = {name for name, _ in own}
    in_unit = [name for name, _ in own if described[name].unit == "see unit" and "unit" in names]
    for name, dtype in own:
        told = described[name]
        yield ViewColumn(name, dtype, told.zh, told.en, told.unit, told.codes)
        yield from (beside for beside in _beside(told, dtype, in_unit) if beside.name not in names)


def _descriptions(view: str, query: str, views: Mapping[str, View]) -> dict[str, ViewColumn]:
    """What columns of a view's query may mean, by name: first columns.csv, then what it reads, in the query's order."""
    found: dict[str, ViewColumn] = {}
    told = _for_each_headline((FOLDER / "columns.csv").read_text("utf-8"))
    for row in pl.read_csv(told.encode(), infer_schema=False).iter_rows(named=True):
        if row["view"] in (view, None):
            codes = CODE_LISTS[row["code_list"]] if row["code_list"] else None
            found[row["column"]] = ViewColumn(row["column"], "", row["zh"], row["en"], row["unit"], codes)
    for schema, source in re.findall(rf"\b(?:from|join)\s+(?:(main|{SCHEMA})\.)?(\w+)", query):
        columns: Iterable[ViewColumn] = ()
        if schema == SCHEMA:
            columns = views[source].columns
        elif source in TABLES:
            columns = (ViewColumn(c.name, "", c.zh, c.en, c.unit, c.codes) for c in TABLES[source].columns)
        for column in columns:
            found.setdefault(column.name, column)
    return found


def _beside(told: ViewColumn, dtype: str, in_unit: list[str]) -> Iterator[ViewColumn]:
    """The companions of a column."""
    name = told.name
    if told.codes is not None:
        labels = " ".join(f"when {_quoted(code.value)} then {_quoted(code.zh)}" for code in told.codes)
        yield ViewColumn(
            f"{name}_zh", "VARCHAR", f"{told.zh}（中文名）", f"{told.en}: Chinese label",
            expression=f'case "{name}" {labels} end',
        )  # fmt: skip
    if dtype.startswith("DECIMAL"):
        zh, en = f"{told.zh}（浮点数）", f"{told.en}, as a floating point number"
        yield ViewColumn(f"{name}_double", "DOUBLE", zh, en, told.unit, expression=f'"{name}"::double')
    if name in ("year", "report_year"):
        zh, en = f"{told.zh}的一月一日，用作时间轴", f"{told.en}: its first of January, for a time axis"
        yield ViewColumn(f"{name}_on", "DATE", zh, en, expression=f'make_date("{name}", 1, 1)')
    if name == "unit" and in_unit:
        zh, en = "通行单位，如 亿元、万人", "Unit as people print it, such as 亿元"
        yield ViewColumn("unit_display", "VARCHAR", zh, en, expression=_displayed(in_unit, "display", '"unit"'))
    if name in in_unit:
        zh, en = f"{told.zh}（以通行单位计）", f"{told.en}, in unit_display"
        expression = f'"{name}"::double / {_displayed(in_unit, "factor", "1")}'
        yield ViewColumn(f"{name}_display", "DOUBLE", zh, en, "see unit_display", expression=expression)


def _displayed(in_unit: list[str], wanted: str, otherwise: str) -> str:
    """A CASE over seeds/unit_displays.csv for a row's unit and size: the first value that is there decides for all."""
    size = "abs(coalesce(" + ", ".join(f'"{name}"' for name in in_unit) + "))"
    branches = " ".join(
        f'when "unit" = {_quoted(row["unit"])} and {size} >= {row["least"]} '
        f"then {_quoted(row[wanted]) if wanted == 'display' else row[wanted]}"
        for row in seeds.read("unit_displays").iter_rows(named=True)
    )
    return f"case {branches} else {otherwise} end"


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
