"""Statements that make the warehouse, generated from schemas/registry.py.

No primary keys and no indexes: DuckDB's index slows bulk loads down and rejects a delete and insert of one key in one
transaction; `checks/*.sql` look for duplicates instead.

>>> print(create_table(TABLES["report_text"]))
create table if not exists main."report_text" (
    "report_id" VARCHAR not null,
    "text" VARCHAR not null
)
"""

import hashlib
import re
from collections.abc import Iterator
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

import duckdb

from schemas.registry import TABLES, TableSpec

STORAGE_VERSION = "v1.2.0"
"""Oldest DuckDB that opens the file: BI tools bring engines of their own."""

VIEWS = Path(__file__).parent / "views"
VIEW_SCHEMA = "bi"


@cache
def column_types(table: str) -> dict[str, str]:
    """SQL type of each column: what DuckDB makes of the model's empty frame, so that no map of types is kept."""
    with duckdb.connect() as con:
        relation = con.from_arrow(TABLES[table].model.empty().to_arrow())
        return {name: str(dtype) for name, dtype in zip(relation.columns, relation.types, strict=True)}


def create_table(spec: TableSpec) -> str:
    """CREATE TABLE in schema main."""
    types = column_types(spec.name)
    columns = (f'    "{c.name}" {types[c.name]}{"" if c.nullable else " not null"}' for c in spec.columns)
    return f'create table if not exists main."{spec.name}" (\n' + ",\n".join(columns) + "\n)"


def comments(spec: TableSpec) -> Iterator[str]:
    """COMMENT ON for the table and each column: Chinese, then English."""
    yield f'comment on table main."{spec.name}" is {quoted_text(_both(spec.zh, spec.en))}'
    for column in spec.columns:
        yield f'comment on column main."{spec.name}"."{column.name}" is {quoted_text(_both(column.zh, column.en))}'


def view_files() -> dict[str, str]:
    """SQL of the views by name, each after the views that it reads."""
    queries = {file.stem: file.read_text("utf-8") for file in sorted(VIEWS.glob("*.sql"))}
    reads = {
        name: sorted({other for other in re.findall(rf"\b{VIEW_SCHEMA}\.(\w+)", query) if other != name})
        for name, query in queries.items()
    }
    return {name: queries[name] for name in TopologicalSorter(reads).static_order()}


def view_title(query: str) -> tuple[str, str]:
    """What a view shows, in Chinese and English: the first two lines of its file, as `-- zh: …` and `-- en: …`."""
    zh, en = query.split("\n", 2)[:2]
    return zh.removeprefix("-- zh: "), en.removeprefix("-- en: ")


def create_view(name: str, query: str) -> Iterator[str]:
    """CREATE OR REPLACE VIEW in schema bi, and its comment."""
    yield f'create or replace view {VIEW_SCHEMA}."{name}" as\n{query}'
    yield f'comment on view {VIEW_SCHEMA}."{name}" is {quoted_text(_both(*view_title(query)))}'


def statements() -> Iterator[str]:
    """Everything that an empty file needs to be a warehouse."""
    for spec in TABLES.values():
        yield create_table(spec)
        yield from comments(spec)
    yield f"create schema if not exists {VIEW_SCHEMA}"
    for name, query in view_files().items():
        yield from create_view(name, query)


def create_all(con: duckdb.DuckDBPyConnection) -> None:
    """Create what is not there yet; views are made anew, and views that are no more are dropped."""
    # as one transaction: each by itself would be written to the disk by itself
    con.execute(";\n".join(["begin", *statements(), "commit"]))
    known = set(view_files())
    there = con.execute(
        "select view_name from duckdb_views() "
        "where database_name = current_database() and schema_name = ? and not internal",
        [VIEW_SCHEMA],
    ).fetchall()
    for (name,) in there:
        if name not in known:
            con.execute(f'drop view {VIEW_SCHEMA}."{name}"')


@cache
def fingerprint() -> str:
    """Digest of all tables' columns and types: two warehouses with one fingerprint have one shape."""
    return hashlib.sha256("\n".join(create_table(spec) for spec in TABLES.values()).encode()).hexdigest()[:16]


def outdated_tables(con: duckdb.DuckDBPyConnection) -> list[str]:
    """Tables of an open warehouse whose columns, types or nullability are not those of the registry."""
    there: dict[str, list[tuple[str, str, bool]]] = {}
    for table, column, dtype, nullable in con.execute(
        "select table_name, column_name, data_type, is_nullable from duckdb_columns() "
        "where database_name = current_database() and schema_name = 'main' and not internal "
        "order by table_name, column_index"
    ).fetchall():
        there.setdefault(table, []).append((column, dtype, nullable))
    wanted = {
        spec.name: [(c.name, column_types(spec.name)[c.name], c.nullable) for c in spec.columns]
        for spec in TABLES.values()
    }
    return [name for name, columns in wanted.items() if there.get(name) != columns]


def quoted_name(name: str) -> str:
    """A name as an SQL identifier, whatever is in it."""
    return '"' + name.replace('"', '""') + '"'


def quoted_text(value: object) -> str:
    """A text or path as an SQL string."""
    return "'" + str(value).replace("'", "''") + "'"


def _both(zh: str, en: str) -> str:
    return f"{zh} | {en}"
