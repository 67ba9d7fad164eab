"""Statements that make the warehouse, generated from schemas/registry.py.

No primary keys and no indexes: DuckDB's index slows bulk loads down and rejects a delete and insert of one key in one
transaction; `checks/*.sql` look for duplicates instead.

>>> print(create_table(TABLES["report_text"]))
create table if not exists main."report_text" (
    "report_id" VARCHAR not null,
    "text" VARCHAR not null
)
"""

from collections.abc import Iterator
from functools import cache

import duckdb

from schemas.registry import TABLES, TableSpec
from warehouse import views

STORAGE_VERSION = "v1.2.0"
"""Oldest DuckDB that opens the file: BI tools bring engines of their own."""

VIEW_SCHEMA = views.SCHEMA


def column_types(table: str) -> dict[str, str]:
    """SQL type of each column: what DuckDB makes of the model's empty frame, so that no map of types is kept."""
    return _all_column_types()[table]


@cache
def _all_column_types() -> dict[str, dict[str, str]]:
    types = {}
    # to open a database takes longer than to ask it
    with duckdb.connect() as con:
        for name, spec in TABLES.items():
            relation = con.from_arrow(spec.dtypes.to_frame().to_arrow())
            types[name] = {column: str(dtype) for column, dtype in zip(relation.columns, relation.types, strict=True)}
    return types


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


def statements() -> Iterator[str]:
    """The tables that an empty file needs to be a warehouse, with their comments."""
    for spec in TABLES.values():
        yield create_table(spec)
        yield from comments(spec)


def create_all(con: duckdb.DuckDBPyConnection) -> dict[str, views.View]:
    """Create what is not there yet; views are made anew, and views that are no more are dropped. The views by name."""
    # as one transaction: each statement by itself would be written to the disk by itself
    con.begin()
    try:
        con.execute(";\n".join(statements()))
        made = views.create_all(con)
    except BaseException:
        con.rollback()
        raise
    con.commit()
    return made


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
