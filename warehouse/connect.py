"""Open a published warehouse for reading.

>>> with read(Path("data/duixian.duckdb")) as con:
...     con.sql("select count(*) from bi.facts").fetchall()
[(0,)]
"""

from pathlib import Path

import duckdb


class NoWarehouseError(FileNotFoundError):
    """There is no warehouse at that path yet."""


class UnreadableWarehouseError(RuntimeError):
    """The file at that path is no DuckDB database, or a damaged one."""


def read(path: Path) -> duckdb.DuckDBPyConnection:
    """A read-only connection to a warehouse; close it, or use it in a `with` block.

    It keeps to the version of the file that it opened, also while a newer one is moved over it. Raises NoWarehouseError
    and UnreadableWarehouseError, both of which say what to do.
    """
    if not path.exists():
        raise NoWarehouseError(f"no warehouse at {path}: run `duixian ingest PATH…` first")
    try:
        return duckdb.connect(str(path), read_only=True)
    except duckdb.Error as error:
        raise UnreadableWarehouseError(f"{path} cannot be opened ({error}): move it aside and ingest again") from error
