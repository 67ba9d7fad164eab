"""The file that a build is made in: how it begins, from the live file or from what is left of it, and how it is packed.

A build begins with a copy of the live file. A live file of an older shape is carried over column by column; where it is
damaged or gone, the list of files beside it says which kept bytes to read anew.
"""

import contextlib
import os
import shutil
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import duckdb

from schemas.registry import TABLES
from warehouse import ddl, health


class BuildError(RuntimeError):
    """The build cannot be made or published; the live file is as it was. The text says what to do."""


@dataclass(frozen=True)
class Recovery:
    """The live file was damaged or gone: `problem` in words, and where the damaged file went (None: it was gone)."""

    problem: str
    moved_to: Path | None


Meanwhile = Callable[[duckdb.DuckDBPyConnection], object]
"""What to ask of the live file while it is copied, which takes seconds where it is large."""
UNPACKED = "256MB"
"""So much is loaded before it is packed: each checkpoint packs the last, half-filled group of rows anew."""
PACK_FROM_BLOCKS = 64
"""Files smaller than so many blocks (of 256 KiB) are not worth packing."""
_PIECE = 64 << 20


def build_path(target: Path) -> Path:
    """Where the build of a warehouse stands."""
    return target.with_suffix(f".building{target.suffix}")


def previous_path(target: Path) -> Path:
    """Where the version before the live one is kept."""
    return target.with_suffix(f".previous{target.suffix}")


def rescue(target: Path, *, wanted: bool) -> Recovery | None:
    """Look whether the live file is sound; move a damaged one aside where a rebuild is possible.

    `wanted`: a rebuild was asked for, so that a live file that is gone is made anew from the kept bytes as well.
    Raises BuildError where the file is damaged and nothing beside it says what was in it.
    """
    if target.exists() and health.is_sealed(target):
        return None
    can_rebuild = _list_of_files(target) is not None
    if not target.exists():
        return Recovery(f"{target} is gone", None) if wanted and can_rebuild else None
    problem = health.examine(target) if target.stat().st_size else f'The file "{target}" is empty'
    if problem is None or (target.stat().st_size == 0 and not can_rebuild):
        return None
    if not can_rebuild:
        raise BuildError(
            f"cannot build from {target}: {problem}. Nothing beside it says what was in it: "
            "move it aside and ingest again"
        )
    return Recovery(problem, health.move_aside(target))


def begin(
    target: Path, recovery: Recovery | None, meanwhile: Meanwhile | None = None
) -> tuple[duckdb.DuckDBPyConnection, health.Look | None]:
    """A connection to the build file, which holds what the live file holds; after damage, only files and runs.

    With it, what the live file looked like when it was copied; None where there was nothing to copy. `meanwhile` is
    given the live file to ask while it is copied, where it is of today's shape.

    Raises BuildError.
    """
    path = build_path(target)
    # what these rules made and nobody touched has their shape and their views
    is_sealed = recovery is None and health.is_sealed(target)
    con = duckdb.connect(config={"temp_directory": f"{path}.spill", "wal_autocheckpoint": UNPACKED})
    try:
        ask = meanwhile if is_sealed else None
        look = _copy(target, path, ask) if target.exists() and target.stat().st_size else health.look(target)
        attach(con, path, target.stem)
        if recovery is not None:
            ddl.create_all(con)
            _recall(con, target)
        elif not is_sealed and target.exists() and ddl.outdated_tables(con):
            detach(con, target.stem)
            remove(path)
            attach(con, path, target.stem)
            ddl.create_all(con)
            _carry_over(con, target, list(TABLES))
        elif not is_sealed:
            ddl.create_all(con)
        _note_what_was_before(con, _FACTS_OF_MART if is_sealed else _FACTS)
    except duckdb.Error as error:
        con.close()
        raise BuildError(f"cannot build from {target}: {error}") from error
    except BaseException:
        con.close()
        raise
    return con, look


def pack(con: duckdb.DuckDBPyConnection, target: Path) -> bool:
    """Write the build anew where more than half of its blocks are free: deletes leave holes. Whether it was written."""
    ((total, free),) = con.execute(
        "select total_blocks, free_blocks from pragma_database_size() where database_name = ?", [target.stem]
    ).fetchall()
    if total < PACK_FROM_BLOCKS or free * 2 < total:
        return False
    path = build_path(target)
    holey = path.with_suffix(".holes")
    detach(con, target.stem)
    path.replace(holey)
    try:
        attach(con, path, target.stem)
        ddl.create_all(con)
        _carry_over(con, holey, list(TABLES))
        con.execute("checkpoint")
    finally:
        holey.unlink(missing_ok=True)
    return True


def attach(con: duckdb.DuckDBPyConnection, path: Path, catalog: str) -> None:
    """Make the file the connection's own, under the name that it will have, so that nothing in it remembers another.

    What is loaded is not written to a log first: nobody ever opens the build of a run that was killed.
    """
    con.execute(
        f"attach {ddl.quoted_text(path)} as {ddl.quoted_name(catalog)} "
        f"(storage_version '{ddl.STORAGE_VERSION}', recovery_mode 'no_wal_writes')"
    )
    con.execute(f"use {ddl.quoted_name(catalog)}")


def remove(path: Path) -> None:
    """Remove a build file and all that DuckDB may have put beside it."""
    for leftover in (path, Path(f"{path}.wal"), path.with_suffix(".holes")):
        leftover.unlink(missing_ok=True)
    shutil.rmtree(f"{path}.spill", ignore_errors=True)


def detach(con: duckdb.DuckDBPyConnection, catalog: str) -> None:
    """Let go of the file now: DuckDB may write to it, and shorten it, until the last that holds it is gone."""
    con.execute("use memory")
    con.execute(f"detach {ddl.quoted_name(catalog)}")


def sync(path: Path) -> None:
    """Wait until what was written to a file, or to a folder, is on the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _sync_if_there(path: Path) -> None:
    with contextlib.suppress(OSError):
        sync(path)


def _copy(target: Path, path: Path, meanwhile: Meanwhile | None) -> health.Look | None:
    """Copy the live file, with what another tool wrote to it and did not fold in yet."""
    try:
        if Path(f"{target}.wal").exists():
            duckdb.connect(str(target)).close()
        # a reader keeps writers out while the file is copied, and sees that it is a database at all
        with duckdb.connect(str(target), read_only=True) as live, ThreadPoolExecutor(1) as copier:
            copying = copier.submit(copy_bytes, target, path)
            if meanwhile:
                meanwhile(live)
            copying.result()
            # the disk takes as long as the copy: it has it while the load finds out what is new, not at the publish
            # (a file that is closed loses the lock that DuckDB has on it, which a build needs not: nobody opens it)
            threading.Thread(target=_sync_if_there, args=(path,), daemon=True).start()
            return health.look(target)
    except duckdb.Error as error:
        if not health.is_locked(error):
            raise
        raise BuildError(
            f"{target} is being written by another tool: close it there and try again ({error})"
        ) from error


def copy_bytes(source: Path, copy: Path) -> None:
    """Copy a file within one file system, which may share its blocks (XFS, Btrfs) in place of copying them."""
    with source.open("rb") as held, copy.open("wb") as made:
        with contextlib.suppress(AttributeError, OSError):
            while os.copy_file_range(held.fileno(), made.fileno(), _PIECE):
                pass
        # the rest, if there is any: where the system has no such call, it is all, and what hinders the copy is told
        shutil.copyfileobj(held, made, _PIECE)


def _carry_over(con: duckdb.DuckDBPyConnection, source: Path, tables: list[str]) -> None:
    """Rows of another warehouse file, by the columns that both have; marts and seed tables are written anew anyway."""
    con.execute(f"attach {ddl.quoted_text(source)} as live (read_only)")
    for table in (name for name in tables if TABLES[name].scope not in ("mart", "seed")):
        columns = con.execute(
            "select column_name from duckdb_columns() where database_name = 'live' and table_name = ?", [table]
        ).fetchall()
        common = ", ".join(ddl.quoted_name(name) for (name,) in columns if name in TABLES[table].dtypes.names())
        if common:
            con.execute(f'insert into main."{table}" ({common}) select {common} from live.main."{table}"')  # noqa: S608
    con.execute("detach live")


def _list_of_files(target: Path) -> Path | None:
    """What says which files were loaded: the list beside the live file, else the version before."""
    for place in (health.files_path(target), previous_path(target)):
        if place.exists() and _reads(place):
            return place
    return None


def _reads(place: Path) -> bool:
    if place.suffix != ".parquet":
        return health.holds_tables(place) and health.examine(place) is None
    with contextlib.suppress(duckdb.Error), duckdb.connect() as con:
        con.execute("select count(*), bit_xor(hash(row)) from read_parquet(?) as row", [str(place)]).fetchall()
        return True
    return False


def _recall(con: duckdb.DuckDBPyConnection, target: Path) -> None:
    """Put what is known of files and runs into an empty build; the files' reports are yet to be read."""
    before, listed = previous_path(target), _list_of_files(target)
    if before.exists() and _reads(before):
        _carry_over(con, before, ["load_run"])
    if listed == before:
        _carry_over(con, before, ["source_file"])
    elif listed is not None:
        names = [name for (name, *_) in con.execute("describe from read_parquet(?)", [str(listed)]).fetchall()]
        common = ", ".join(ddl.quoted_name(name) for name in TABLES["source_file"].dtypes.names() if name in names)
        con.execute(f"insert into main.source_file ({common}) select {common} from read_parquet(?)", [str(listed)])  # noqa: S608
    con.execute("update main.source_file set report_count = 0, outcome = 'quarantined'")


_FACTS = "select report_id, count(*) as facts from main.fact_quantity group by report_id"
_FACTS_OF_MART = "select report_id, facts from main.mart_report"


def _note_what_was_before(con: duckdb.DuckDBPyConnection, facts: str) -> None:
    """Remember how the build began, for the checks and for what is said about the load."""
    con.execute(f"""
        create or replace temp table report_before as
        select report_id, run_id, source_path, source_sha256, coalesce(facts, 0) as facts
        from main.dim_report left join ({facts}) using (report_id)
    """)  # noqa: S608 -- one of two fixed queries
    con.execute("create or replace temp table quarantine_before as select quarantine_id from main.quarantine")
