"""Publish by swap: build beside the live file, check, and move over it under one lock.

    with open_build(Path("data/duixian.duckdb"), purpose="ingest") as build:
        load.replace_reports(build.con, validated.valid)
        build.publish()

| file                      | what it is                                                        |
|---------------------------|-------------------------------------------------------------------|
| `duixian.duckdb`          | the live file; only ever replaced as a whole, never written       |
| `duixian.building.duckdb` | the build; what a killed run leaves of it, the next one removes   |
| `duixian.previous.duckdb` | the live file before the last publish                             |
| `duixian.lock`            | the lock; says who holds it                                       |

Readers in other processes keep the version they opened, because a replaced file lives on until it is closed.
"""

import contextlib
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import duckdb

from schemas.registry import TABLES
from warehouse import checks, ddl, load, lock


class BuildError(RuntimeError):
    """The build cannot be made or published; the live file is as it was. The text says what to do."""


class ChecksFailedError(BuildError):
    """Checks found rows; `failures` has them."""

    def __init__(self, failures: list[checks.Failure]) -> None:
        super().__init__("not published, the live warehouse is as it was:\n" + "\n".join(map(str, failures)))
        self.failures = failures


def build_path(target: Path) -> Path:
    """Where the build of a warehouse stands."""
    return target.with_suffix(f".building{target.suffix}")


def previous_path(target: Path) -> Path:
    """Where the version before the live one is kept."""
    return target.with_suffix(f".previous{target.suffix}")


@dataclass
class Build:
    """An open build: load through `con`, then `publish()`."""

    target: Path
    con: duckdb.DuckDBPyConnection
    is_new: bool
    is_published: bool = field(default=False, init=False)

    def publish(self) -> None:
        """Refresh the dimensions, run the checks, and move the build over the live file.

        Raises ChecksFailedError when a check finds rows; then nothing has changed.
        """
        load.refresh_dimensions(self.con)
        failures = checks.run(self.con)
        if failures:
            raise ChecksFailedError(failures)
        self.con.execute("checkpoint")
        self.con.close()
        _swap(build_path(self.target), self.target)
        self.is_published = True


@contextlib.contextmanager
def open_build(
    target: Path,
    *,
    purpose: str = "publish",
    timeout: float = -1,
    on_wait: Callable[[lock.Holder | None], object] | None = None,
) -> Iterator[Build]:
    """A build that starts from the live file, or from nothing, under the lock.

    Waits for another publisher (`timeout` seconds; negative: for ever; `on_wait` is told who it is). Without
    `publish()` the build is thrown away. A live file of an older shape is carried over column by column.
    Raises lock.WarehouseLockedError, BuildError.
    """
    _refuse_names_of_schemas(target)
    with lock.hold(target, purpose=purpose, timeout=timeout, on_wait=on_wait):
        path = build_path(target)
        _remove(path)
        is_new = not target.exists()
        try:
            con = _open(path, target)
            try:
                yield Build(target, con, is_new)
            except (duckdb.IOException, duckdb.OutOfMemoryException) as error:
                raise BuildError(f"{target} was not published: {error}; see whether disk and memory suffice") from error
            finally:
                con.close()
        finally:
            _remove(path)


def _refuse_names_of_schemas(target: Path) -> None:
    if target.stem in {"main", ddl.VIEW_SCHEMA, "temp", "system", "memory"}:
        raise BuildError(
            f"{target}: DuckDB calls the database by the file's name, and {target.stem!r} is taken; rename it"
        )


def _open(path: Path, target: Path) -> duckdb.DuckDBPyConnection:
    """A connection to the build file, which holds what the live file holds."""
    con = duckdb.connect(config={"temp_directory": f"{path}.spill"})
    try:
        if target.exists():
            _copy(target, path)
        _attach(con, path, target.stem)
        if target.exists() and ddl.outdated_tables(con):
            con.execute("use memory")
            con.execute(f"detach {ddl.quoted_name(target.stem)}")
            _remove(path)
            _attach(con, path, target.stem)
            ddl.create_all(con)
            _carry_over(con, target)
        else:
            ddl.create_all(con)
    except duckdb.Error as error:
        con.close()
        raise BuildError(f"cannot build from {target}: {error}") from error
    except BaseException:
        con.close()
        raise
    return con


def _attach(con: duckdb.DuckDBPyConnection, path: Path, catalog: str) -> None:
    # under the name that the file will have, so that nothing in it remembers another
    con.execute(
        f"attach {ddl.quoted_text(path)} as {ddl.quoted_name(catalog)} (storage_version '{ddl.STORAGE_VERSION}')"
    )
    con.execute(f"use {ddl.quoted_name(catalog)}")


def _copy(target: Path, path: Path) -> None:
    """Copy the live file, with what another tool wrote to it and did not fold in yet."""
    try:
        if Path(f"{target}.wal").exists():
            duckdb.connect(str(target)).close()
        # a reader keeps writers out while the file is copied, and sees that it is a database at all
        with duckdb.connect(str(target), read_only=True):
            shutil.copyfile(target, path)
    except duckdb.IOException as error:
        if "lock" not in str(error):
            raise
        raise BuildError(
            f"{target} is being written by another tool: close it there and try again ({error})"
        ) from error


def _carry_over(con: duckdb.DuckDBPyConnection, target: Path) -> None:
    """Rows of a live file of an older shape, by the columns that both have."""
    con.execute(f"attach {ddl.quoted_text(target)} as live (read_only)")
    for table in TABLES:
        old = {
            name
            for (name,) in con.execute(
                "select column_name from duckdb_columns() where database_name = 'live' and table_name = ?", [table]
            ).fetchall()
        }
        common = ", ".join(f'"{name}"' for name in TABLES[table].dtypes.names() if name in old)
        if common:
            con.execute(f'insert into main."{table}" ({common}) select {common} from live.main."{table}"')  # noqa: S608
    con.execute("detach live")


def _swap(build: Path, target: Path) -> None:
    """Move the build over the live file and keep the live one as previous. At every moment one whole file is live."""
    _sync(build)
    if target.exists():
        kept = previous_path(target)
        spare = kept.with_suffix(".new")
        spare.unlink(missing_ok=True)
        try:
            os.link(target, spare)
        except OSError:
            # no hard links on this file system
            shutil.copyfile(target, spare)
        spare.replace(kept)
    build.replace(target)
    _sync(target.parent)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _remove(path: Path) -> None:
    for leftover in (path, Path(f"{path}.wal")):
        leftover.unlink(missing_ok=True)
    shutil.rmtree(f"{path}.spill", ignore_errors=True)
