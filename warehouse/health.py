"""Whether a warehouse file is sound, and what stands beside it for the day when it is not.

DuckDB notices damage where it reads it, and a copy carries it on. `examine` reads everything; a seal beside the live
file (size, time and inode at its publish) says that nobody touched the file since, so that a load need not.

| file                    | what it is                                                                          |
|-------------------------|-------------------------------------------------------------------------------------|
| `duixian.seal`          | size, time and inode of the live file when it was published, and by which rules     |
| `duixian.files.parquet` | the table source_file: with the kept bytes it is all that a rebuild needs           |
| `duixian.damaged-*`     | files that were found damaged, moved out of the way with the time (UTC) in the name |
"""

import contextlib
import hashlib
import json
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import duckdb

import seeds
from schemas.registry import TABLES
from warehouse import ddl

Look = tuple[int, int, int]
"""Size, time of change (ns) and inode of a file: whoever writes to it changes one of them."""


def look(path: Path) -> Look | None:
    """What a file looks like; None where there is none."""
    try:
        status = path.stat()
    except FileNotFoundError:
        return None
    return status.st_size, status.st_mtime_ns, status.st_ino


def files_path(target: Path) -> Path:
    """Where the list of the files that were loaded is kept."""
    return target.with_suffix(".files.parquet")


def seal_path(target: Path) -> Path:
    """Where the seal of a warehouse is."""
    return target.with_suffix(".seal")


def examine(path: Path) -> str | None:
    """Read every column of every table; what is wrong in one line, or None.

    >>> examine(Path("notes.txt"))
    'The file "notes.txt" exists, but it is not a valid DuckDB database file!'
    """
    try:
        with duckdb.connect(str(path), read_only=True) as con:
            for table in _tables(con):
                # a sum over the hashes of whole rows cannot be had without reading them
                con.execute(f"select bit_xor(hash(row)) from main.{ddl.quoted_name(table)} as row").fetchall()  # noqa: S608
    except duckdb.Error as error:
        if is_locked(error):
            return None
        return " ".join(str(error).partition("\n")[0].removeprefix("IO Error: ").split())
    return None


def is_locked(error: duckdb.Error) -> bool:
    """Whether DuckDB refuses a file because another process writes to it: that is no damage."""
    return isinstance(error, duckdb.IOException) and "lock" in str(error).casefold()


def holds_tables(path: Path) -> bool:
    """Whether a file opens and has any table of ours: an empty or foreign database is no warehouse."""
    with contextlib.suppress(duckdb.Error), duckdb.connect(str(path), read_only=True) as con:
        return bool(set(_tables(con)) & TABLES.keys())
    return False


def seal(target: Path) -> None:
    """Note what the live file looks like. On a full disk there is no seal, and the next load examines the file."""
    with contextlib.suppress(OSError):
        seal_path(target).write_text(json.dumps(_sealed_look(target)), "utf-8")


def unseal(target: Path) -> None:
    """Take the seal off, so that the next load examines the file."""
    seal_path(target).unlink(missing_ok=True)


def is_sealed(target: Path) -> bool:
    """Whether the live file looks as it did when it was published."""
    try:
        return bool(json.loads(seal_path(target).read_text("utf-8")) == _sealed_look(target))
    except (OSError, ValueError):
        return False


def move_aside(target: Path) -> Path:
    """Move a damaged file, and what another tool may have written beside it, out of the way; its new place."""
    now = datetime.now(UTC)
    place = target.with_suffix(f".damaged-{now:%Y%m%dT%H%M%S%f}{target.suffix}")
    target.replace(place)
    log = Path(f"{target}.wal")
    if log.exists():
        log.replace(f"{place}.wal")
    return place


def _tables(con: duckdb.DuckDBPyConnection) -> list[str]:
    found = con.execute(
        "select table_name from duckdb_tables() where database_name = current_database() and schema_name = 'main'"
    ).fetchall()
    return [name for (name,) in found]


def _sealed_look(path: Path) -> dict[str, int | str]:
    size, mtime_ns, inode = look(path) or (0, 0, 0)
    return {"size": size, "mtime_ns": mtime_ns, "inode": inode, "rules": _rules()}


@cache
def _rules() -> str:
    """Digest of all that tables, views, checks and marts are made from: these rooms, and the seeds but corrections."""
    state = hashlib.sha256(seeds.digest(leave_out=("corrections",)).encode())
    ours = Path(__file__).parent
    for file in sorted(file for room in (ours, ours.parent / "schemas") for file in room.rglob("*.*")):
        if file.suffix in {".py", ".sql", ".csv"}:
            state.update(file.relative_to(ours.parent).as_posix().encode() + file.read_bytes())
    return state.hexdigest()
