"""Put frames into the tables of an open build: delete by key, insert in a fixed order.

>>> with publish.open_build(Path("data/duixian.duckdb")) as build:
...     replace_reports(build.con, validated.valid)
...     build.con.sql("select mention from fact_quantity").fetchall()
[('1家',)]
"""

import contextlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

import duckdb
import polars as pl

from schemas.registry import TABLES
from schemas.validate import validate
from warehouse.dimensions import FRAMES

REPORT_TABLES = tuple(name for name, spec in TABLES.items() if spec.scope == "report")


_DERIVED: Final = ("fact_outcome", "audit_finding")


class InvalidRowsError(ValueError):
    """Rows that the pipeline itself made fail the model of their table; the text shows the first ones."""


def insert(con: duckdb.DuckDBPyConnection, table: str, frame: pl.DataFrame) -> int:
    """Append rows in the table's order; the frame needs all of the table's columns. Returns the number of rows."""
    spec = TABLES[table]
    rows = frame.select(spec.dtypes.names()).sort(spec.sort, maintain_order=True)
    with registered(con, "incoming", rows):
        con.execute(f'insert into main."{table}" by name from incoming')
    return rows.height


def replace_reports(con: duckdb.DuckDBPyConnection, frames: Mapping[str, pl.DataFrame]) -> None:
    """Load validated frames of the report tables in place of what those reports had before.

    The reports are those of `frames["dim_report"]`. All or nothing: an error leaves the build's tables as they were.
    """
    ids = frames["dim_report"]["report_id"]
    with _transaction(con):
        _delete_reports(con, ids)
        for table in REPORT_TABLES:
            if table in frames:
                insert(con, table, frames[table])


def remove_reports(con: duckdb.DuckDBPyConnection, report_ids: Iterable[str]) -> None:
    """Take reports out of all report tables: their source changed or is to be forgotten."""
    with _transaction(con):
        _delete_reports(con, pl.Series("report_id", list(report_ids), dtype=pl.String))


def replace_table(con: duckdb.DuckDBPyConnection, table: str, frame: pl.DataFrame) -> bool:
    """Load a frame in place of all rows of a table (a dimension). Validates; returns whether it had others.

    Raises InvalidRowsError.
    """
    same = frame.select(name for name in TABLES[table].dtypes.names() if name in frame.columns)
    columns = ", ".join(f'"{name}"' for name in same.columns)
    held = con.sql(f'select {columns} from main."{table}"').pl()  # noqa: S608 -- names are the registry's
    # cells of a seed are texts still
    if held.cast(dict(same.schema)).sort(same.columns).equals(same.sort(same.columns)):
        # nothing to do: they were valid when they came, and rewriting equal rows would only make the file grow
        return False
    rows = validated(table, frame).sort(TABLES[table].sort)
    with _transaction(con):
        con.execute(f'delete from main."{table}"')  # noqa: S608
        insert(con, table, rows)
    return True


def forget_derived(con: duckdb.DuckDBPyConnection, regions: Sequence[str]) -> None:
    """Take out outcomes and findings of these places, which are those of all facts that are no more."""
    con.execute("delete from main.fact_outcome where region_code in (select unnest(?))", [list(regions)])
    # they are few, and bear no place of their own: their facts are looked for, not theirs among all facts
    con.execute(
        "delete from main.audit_finding where finding_id not in ("
        "select d.finding_id from main.audit_finding d join main.fact_quantity f on f.fact_id = d.fact_id "
        "join main.dim_report r on r.report_id = f.report_id where r.region_code not in (select unnest(?)))",
        [list(regions)],
    )


def add_derived(con: duckdb.DuckDBPyConnection, frames: Mapping[str, pl.DataFrame]) -> None:
    """Load validated outcomes and findings of places that have none."""
    for table in _DERIVED:
        insert(con, table, frames[table])


def mark_copies(con: duckdb.DuckDBPyConnection, copies: pl.DataFrame) -> None:
    """Write into dim_report which reports count; `copies` has report_id and the columns to write."""
    columns = [name for name in copies.columns if name != "report_id"]
    news = ", ".join(f"{name} = copies.{name}" for name in columns)
    differs = " or ".join(f"r.{name} is distinct from copies.{name}" for name in columns)
    with registered(con, "copies", copies):
        con.execute(
            f"update main.dim_report r set {news} from copies "  # noqa: S608 -- names are those of the model
            f"where r.report_id = copies.report_id and ({differs})"
        )


def upsert(con: duckdb.DuckDBPyConnection, table: str, frame: pl.DataFrame) -> int:
    """Load rows in place of those with the same key (load_run, source_file). Validates; returns the rows.

    Raises InvalidRowsError.
    """
    rows = validated(table, frame)
    with _transaction(con):
        _delete_keys(con, table, rows.select(TABLES[table].key))
        return insert(con, table, rows)


def replace_quarantine(con: duckdb.DuckDBPyConnection, sources: Iterable[str], frame: pl.DataFrame) -> int:
    """Load entries of `quarantine` in place of all earlier ones of these sources (source_path, `#row` ignored)."""
    rows = validated("quarantine", frame)
    seen = pl.DataFrame({"path": list(sources)}, schema={"path": pl.String})
    with _transaction(con):
        with registered(con, "seen", seen):
            con.execute(
                "delete from main.quarantine "
                "where regexp_replace(source_path, '#[0-9]+$', '') in (select path from seen)"
            )
        _delete_keys(con, "quarantine", rows.select("quarantine_id"))
        return insert(con, "quarantine", rows)


def refresh_dimensions(con: duckdb.DuckDBPyConnection) -> bool:
    """Make the dim tables anew from seeds and enumerations; units that only facts use are added to dim_unit.

    Returns whether any of them had other rows.
    """
    used = con.sql("select distinct unit from main.fact_quantity").pl()["unit"].to_list()
    replaced = [replace_table(con, table, build(used)) for table, build in FRAMES.items()]
    return any(replaced)


def validated(table: str, frame: pl.DataFrame) -> pl.DataFrame:
    """Rows that the pipeline made, in the columns and types of their table. Raises InvalidRowsError."""
    result = validate(table, frame)
    if result.quarantined.height:
        first = result.quarantined.head(3).select("reason", "evidence").rows()
        raise InvalidRowsError(f"{result.quarantined.height} row(s) do not fit {table}, the first: {first}")
    return result.valid


def _delete_reports(con: duckdb.DuckDBPyConnection, ids: pl.Series) -> None:
    """Most reports that are loaded are new: large tables are not searched for what dim_report does not have."""
    query = "select report_id from main.dim_report where report_id in (select unnest(?))"
    held = con.sql(query, params=[ids.to_list()]).pl()
    if held.is_empty():
        return
    for table in REPORT_TABLES:
        _delete_keys(con, table, held)


def _delete_keys(con: duckdb.DuckDBPyConnection, table: str, keys: pl.DataFrame) -> None:
    same = " and ".join(f't."{name}" is not distinct from keys."{name}"' for name in keys.columns)
    with registered(con, "keys", keys.unique()):
        con.execute(f'delete from main."{table}" t using keys where {same}')  # noqa: S608


@contextlib.contextmanager
def registered(con: duckdb.DuckDBPyConnection, name: str, frame: pl.DataFrame) -> Iterator[None]:
    """Inside, a frame is a temporary view; an error leaves it to the rollback, as nothing can be dropped then."""
    con.register(name, frame.to_arrow())
    yield
    con.unregister(name)


@contextlib.contextmanager
def on_all_cores(con: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """Inside, a database that was told to leave cores to others has all of them."""
    ((threads,),) = con.execute("select current_setting('threads')").fetchall()
    con.execute("reset threads")
    try:
        yield
    finally:
        con.execute(f"set threads = {threads}")


@contextlib.contextmanager
def _transaction(con: duckdb.DuckDBPyConnection) -> Iterator[None]:
    con.begin()
    try:
        yield
    except BaseException:
        con.rollback()
        raise
    con.commit()
