"""The rows of any query as a file: CSV and JSON lines, Parquet, Excel. Rows are written as they come."""

import csv
import json
import re
import warnings
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb

from warehouse import decimals
from warehouse.export import copies, workbook
from warehouse.export.sources import ExportError

_BATCH = 10_000


def write(cursor: duckdb.DuckDBPyConnection, file: Path) -> None:
    """Write what a cursor is about to hand out; the file's suffix says how. It appears when it is complete."""
    unfinished = file.with_name(f".{file.name}.part")
    _WRITERS[file.suffix](cursor, unfinished)
    unfinished.replace(file)


def _write_parquet(cursor: duckdb.DuckDBPyConnection, file: Path) -> None:
    import pyarrow.parquet

    with warnings.catch_warnings():
        # DuckDB says that a relation would save a copy; a query of several statements is none
        warnings.simplefilter("ignore", UserWarning)
        reader = cursor.to_arrow_reader(_BATCH)
    if reader is None:
        raise ExportError("the query gives no rows to write")
    with pyarrow.parquet.ParquetWriter(file, reader.schema, compression="zstd") as writer:
        for batch in reader:
            writer.write_batch(batch)


def _write_csv(cursor: duckdb.DuckDBPyConnection, file: Path) -> None:
    with file.open("w", encoding="utf-8-sig", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(_names(cursor))
        while batch := cursor.fetchmany(_BATCH):
            writer.writerows([_for_spreadsheet(value) for value in row] for row in batch)


def _write_jsonl(cursor: duckdb.DuckDBPyConnection, file: Path) -> None:
    names = _names(cursor)
    with file.open("w", encoding="utf-8") as out:
        while batch := cursor.fetchmany(_BATCH):
            for row in batch:
                values = (_plain(value) for value in row)
                out.write(json.dumps(dict(zip(names, values, strict=True)), ensure_ascii=False, default=str) + "\n")


def _write_xlsx(cursor: duckdb.DuckDBPyConnection, file: Path) -> None:
    workbook.write_answer(cursor, _names(cursor), file)


def _names(cursor: duckdb.DuckDBPyConnection) -> list[str]:
    return [name for name, *_ in cursor.description or []]


def _plain(value: Any) -> Any:
    return decimals.plain(value) if isinstance(value, Decimal) else value


def _for_spreadsheet(value: Any) -> Any:
    if isinstance(value, str) and re.match(copies.FORMULA, value):
        return f"'{value}"
    return _plain(value)


_WRITERS: dict[str, Callable[[duckdb.DuckDBPyConnection, Path], None]] = {
    ".csv": _write_csv,
    ".jsonl": _write_jsonl,
    ".parquet": _write_parquet,
    ".xlsx": _write_xlsx,
}
