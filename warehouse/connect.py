"""Open a published warehouse for reading: by our own code, or for queries of people.

>>> with read(Path("data/duixian.duckdb")) as con:
...     con.sql("select count(*) from bi.facts").fetchall()
[(0,)]
"""

from collections.abc import Sequence
from pathlib import Path

import duckdb


class NoWarehouseError(FileNotFoundError):
    """There is no warehouse at that path yet."""


class UnreadableWarehouseError(RuntimeError):
    """The file at that path is no DuckDB database, or a damaged one, or another program writes to it."""


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
        from warehouse import health  # knows all tables: a second that a query need not wait for

        if health.is_locked(error):
            raise UnreadableWarehouseError(
                f"{path} is open for writing in another program: close it there, or wait, and try again ({error})"
            ) from error
        raise UnreadableWarehouseError(f"{path} cannot be opened ({error}): move it aside and ingest again") from error


def read_locked(path: Path, files: Sequence[Path] = ()) -> duckdb.DuckDBPyConnection:
    """A read-only connection for queries that anyone may have written: they reach the warehouse and nothing else.

    No other file is read or written but those named in `files`, nothing is loaded from outside, and no setting can be
    changed. Raises as `read` does, and ValueError where a file is a part of the warehouse.
    """
    con = read(path)
    folder, stem = path.resolve().parent, path.stem
    for file in files:
        if file.resolve().parent == folder and file.name.startswith(f"{stem}."):
            con.close()
            raise ValueError(f"{file} belongs to the warehouse: a query may not touch it")
    con.execute("set allowed_paths = ?", [[str(file.resolve()) for file in files] + [str(file) for file in files]])
    con.execute("set enable_external_access = false")
    con.execute("set lock_configuration = true")
    return con
