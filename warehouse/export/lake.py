"""The tables of the warehouse as Delta tables, for Spark, Trino, Daft, Polars and others: `duixian export --delta URL`.

    URL/fact_quantity, URL/dim_report …    a Delta table for each table of the contract
    URL/lake                               which version of each belongs to the last whole export

Tables of reports, but not that of the whole country's places, have one column more, province_code (510000; 000000 for
the nation, 990000 where the place is unknown), and are partitioned by it. A province is written anew, as a whole and in
one commit a table, where a row of it changed, so that a report is never there twice and an export that changes nothing
commits nothing. `lake` is written last: whoever reads the versions that it names never sees half an export, and an
export after a killed one writes the same rows again.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import duckdb
import polars as pl

from schemas.registry import TABLES
from warehouse import connect
from warehouse.export.sources import ExportError, Source, choose, outdated

LAKE: Final = "lake"
PARTITION: Final = "province_code"
_WHOLE: Final = ""
"""Stands for the partition of a table that has none, or has no rows."""
_SCHEMA: Final = pl.Schema(
    {
        "table_name": pl.String(),
        PARTITION: pl.String(),
        "rows": pl.Int64(),
        "digest": pl.String(),
        "version": pl.Int64(),
    }
)
#: Where a table says what report or fact its rows are of, the nearest first, and how that leads to a region code.
_ROUTES: Final = {
    "region_code": "",
    "report_id": "left join main.dim_report r on r.report_id = t.report_id",
    "fact_id": "left join main.fact_quantity f on f.fact_id = t.fact_id "
    "left join main.dim_report r on r.report_id = f.report_id",
}


@dataclass(frozen=True)
class Lake:
    """What an export did: rows by table, and the partitions that were written (table, province_code)."""

    rows: dict[str, int]
    written: list[tuple[str, str]]


def write(warehouse: Path, url: str, options: dict[str, str] | None = None) -> Lake:
    """Bring the lake at a path or URL (s3://…, az://…, gs://…) in step with the warehouse.

    `options` are delta-rs' storage options; it knows the usual variables of the environment as well. Raises
    connect.NoWarehouseError, and ExportError where deltalake is missing or the lake cannot be written.
    """
    deltalake = _deltalake()
    base = url.rstrip("/")
    try:
        with connect.read(warehouse) as con:
            before = _held(deltalake, base, options)
            now = pl.concat([_digests(con, source) for source in choose(list(TABLES))])
            stale = _stale(now, before)
            for table in TABLES:
                if not _is_there(deltalake, f"{base}/{table}", options):
                    stale.setdefault(table, [])  # its folder is gone
            for table, partitions in stale.items():
                _write_table(con, table, partitions, f"{base}/{table}", options)
            if stale:
                held = {table: _version(deltalake, f"{base}/{table}", options) for table in TABLES}
                told = now.with_columns(version=pl.col("table_name").replace_strict(held, return_dtype=pl.Int64))
                deltalake.write_deltalake(f"{base}/{LAKE}", told, mode="overwrite", storage_options=options)
    except (duckdb.CatalogException, duckdb.BinderException) as error:
        raise outdated("a table", error) from error
    except (deltalake.exceptions.DeltaError, OSError) as error:
        raise ExportError(f"the lake at {url} cannot be written: {error}") from error
    rows = dict(now.group_by("table_name", maintain_order=True).agg(pl.col("rows").sum()).iter_rows())
    return Lake(rows, [(table, partition) for table, partitions in stale.items() for partition in partitions])


def versions(url: str, options: dict[str, str] | None = None) -> dict[str, int]:
    """The version of each Delta table that belongs to the last whole export."""
    held = _held(_deltalake(), url.rstrip("/"), options)
    return dict(held.select("table_name", "version").unique().iter_rows())


def _deltalake() -> Any:
    try:
        import deltalake
        import deltalake.exceptions
    except ImportError as error:
        raise ExportError('a lake needs the package deltalake: pip install "duixian[delta]"') from error
    return deltalake


def _held(deltalake: Any, base: str, options: dict[str, str] | None) -> pl.DataFrame:
    """What the last whole export wrote; nothing where there was none."""
    if not _is_there(deltalake, f"{base}/{LAKE}", options):
        return _SCHEMA.to_frame()
    table = deltalake.DeltaTable(f"{base}/{LAKE}", storage_options=options)
    held: pl.DataFrame = pl.read_delta(table).select(_SCHEMA.names())
    return held


def _is_there(deltalake: Any, place: str, options: dict[str, str] | None) -> bool:
    return bool(deltalake.DeltaTable.is_deltatable(place, options))


def _version(deltalake: Any, place: str, options: dict[str, str] | None) -> int:
    return int(deltalake.DeltaTable(place, storage_options=options).version())


def _stale(now: pl.DataFrame, before: pl.DataFrame) -> dict[str, list[str]]:
    """The partitions of each table that are new, changed or gone, in the order of the registry."""
    same = ["table_name", PARTITION, "digest", "rows"]
    news = now.join(before, on=same, how="anti")
    gone = before.join(now, on=["table_name", PARTITION], how="anti")
    found = pl.concat([news.select(same[:2]), gone.select(same[:2])]).unique().sort(PARTITION)
    parts = {table: found.filter(table_name=table)[PARTITION].to_list() for table in TABLES}
    return {table: partitions for table, partitions in parts.items() if partitions}


def _is_partitioned(table: str) -> bool:
    """Tables of reports are; one of places has a column of that name of its own, and is small."""
    spec = TABLES[table]
    return spec.scope in {"report", "derived", "mart"} and PARTITION not in spec.dtypes


def _rows(source: Source) -> str:
    """All rows of a table in the contract's columns; of a partitioned one with their province."""
    columns = ", ".join(f't."{column.name}"' for column in source.columns)
    if not _is_partitioned(source.name):
        return f"select {columns} from {source.sql_name} t"  # noqa: S608 -- names are the registry's
    names = [column.name for column in source.columns]
    key = next(name for name in _ROUTES if name in names)
    code = "t.region_code" if key == "region_code" else "r.region_code"
    province = f"coalesce(substr({code}, 1, 2), '99') || '0000' as {PARTITION}"
    return f"select {columns}, {province} from {source.sql_name} t {_ROUTES[key]}"  # noqa: S608


def _digests(con: duckdb.DuckDBPyConnection, source: Source) -> pl.DataFrame:
    """Rows and digest of each partition of a table, whatever the order of its rows."""
    partition = PARTITION if _is_partitioned(source.name) else f"'{_WHOLE}'"
    found: pl.DataFrame = con.sql(
        f"select {partition} as {PARTITION}, count(*) as rows, coalesce(bit_xor(hash(q)), 0)::varchar as digest "  # noqa: S608
        f"from ({_rows(source)}) q group by all order by all"
    ).pl()
    if found.is_empty():
        found = pl.DataFrame({PARTITION: [_WHOLE], "rows": [0], "digest": ["0"]})
    told = {"table_name": pl.lit(source.name), "version": pl.lit(None, pl.Int64)}
    return found.with_columns(**told).select(_SCHEMA.names())


def _write_table(
    con: duckdb.DuckDBPyConnection, table: str, partitions: list[str], place: str, options: dict[str, str] | None
) -> None:
    """Put the rows of these partitions in the place of what the Delta table has of them, in one commit."""
    deltalake = _deltalake()
    (source,) = choose([table])
    order = ", ".join(f'"{name}"' for name in source.order)
    if not _is_partitioned(table) or not _is_there(deltalake, place, options):
        rows = con.sql(f"from ({_rows(source)}) order by {order}")
        by = [PARTITION] if _is_partitioned(table) else None
        deltalake.write_deltalake(
            place, rows, mode="overwrite", schema_mode="overwrite", partition_by=by, storage_options=options
        )
        return
    chosen = ", ".join(f"'{partition}'" for partition in partitions)
    rows = con.sql(f"from ({_rows(source)}) where {PARTITION} in ({chosen}) order by {order}")
    deltalake.write_deltalake(
        place, rows, mode="overwrite", predicate=f"{PARTITION} in ({chosen})", storage_options=options
    )


def tables(url: str, options: dict[str, str] | None = None) -> Iterator[tuple[str, Any]]:
    """Each table of the last whole export as a deltalake.DeltaTable."""
    deltalake = _deltalake()
    for table, version in sorted(versions(url, options).items()):
        yield table, deltalake.DeltaTable(f"{url.rstrip('/')}/{table}", version=version, storage_options=options)
