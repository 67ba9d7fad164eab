"""Parquet, JSON Lines and CSV: DuckDB writes them itself."""

import shutil
from pathlib import Path

import duckdb

from warehouse import ddl
from warehouse.export.sources import Source
from warehouse.views import ViewColumn

BYTE_ORDER_MARK = b"\xef\xbb\xbf"
"""Without it Excel reads UTF-8 as the code page of the country, and Chinese becomes noise."""

FORMULA = r"^[=+\-@＝＋－＠\t\r]"
"""How a cell begins that a spreadsheet takes for a formula; some take the full-width signs for one, too."""


def write_parquet(con: duckdb.DuckDBPyConnection, source: Source, file: Path) -> list[str]:
    """Exact and typed."""
    _copy(con, source.query, file, "format parquet, compression zstd")
    return []


def write_jsonl(con: duckdb.DuckDBPyConnection, source: Source, file: Path) -> list[str]:
    """An object a line; exact decimals are strings without trailing zeros."""
    _copy(con, source.select([_plain(column) for column in source.columns]), file, "format json")
    return []


def write_csv(con: duckdb.DuckDBPyConnection, source: Source, file: Path) -> list[str]:
    """For spreadsheets: UTF-8 with a byte-order mark; texts that would be formulas begin with an apostrophe."""
    rows = file.with_suffix(".rows")
    _copy(con, source.select([_harmless(column) for column in source.columns]), rows, "format csv, header")
    with file.open("wb") as whole, rows.open("rb") as body:
        whole.write(BYTE_ORDER_MARK)
        shutil.copyfileobj(body, whole)
    rows.unlink()
    return []


def _copy(con: duckdb.DuckDBPyConnection, query: str, file: Path, options: str) -> None:
    con.execute(f"copy ({query}) to {ddl.quoted_text(file)} ({options})")


def _plain(column: ViewColumn) -> str:
    """A column's expression: decimals as texts, digit for digit, without the zeros that fill them up."""
    if column.dtype.startswith("DECIMAL"):
        return f"""rtrim(rtrim("{column.name}"::varchar, '0'), '.') as "{column.name}\""""
    return f'"{column.name}"'


def _harmless(column: ViewColumn) -> str:
    """The same, with an apostrophe before a text that a spreadsheet would run."""
    if column.dtype != "VARCHAR":
        return _plain(column)
    name = f'"{column.name}"'
    return f"if(regexp_matches({name}, {ddl.quoted_text(FORMULA)}), '''' || {name}, {name}) as {name}"
