"""Knowledge of the language of reports, as reviewed CSV files beside this module.

Every seed is a table with a header line. `read` hands it on as strings with the line each row stands on, so that
whoever checks a seed can name file and line in the error. Files of the same names in a folder of one's own
(`DUIXIAN_SEEDS`) are laid over them: their rows are read before ours.
"""

import csv
import hashlib
import io
import os
from functools import cache
from pathlib import Path

import polars as pl

FOLDER = Path(__file__).parent
OWN = "DUIXIAN_SEEDS"
"""The variable that names a folder of seeds of one's own; processes that read batches inherit it."""
_OWN_LINES = 1_000_000


class SeedError(ValueError):
    """A seed breaks one of its own rules; the text names file, line and what to do."""


def path(name: str) -> Path:
    """The place of a seed file or folder, by its name with suffix (`units.csv`) or of a folder (`reports`)."""
    return FOLDER / name


@cache
def read(name: str) -> pl.DataFrame:
    """A seed as a frame of strings: its own columns, and `_line`, the line in the file (the header is line 1).

    Raises SeedError where the file is missing, no UTF-8, or no table with a header, and rows as wide as it: an editor
    may have done any of that, and a seed without rows would find nothing in any report.

    >>> seeds.read("units").columns[:2]
    ['alias', 'unit']
    """
    ours = _table(path(f"{name}.csv"), name)
    if (file := _own(name)) is None:
        return ours
    own = _table(file, name)
    if set(own.columns) != set(ours.columns):
        raise SeedError(f"{file}: its columns have to be those of seeds/{name}.csv: {', '.join(ours.columns[:-1])}")
    # own rows come first, since the first rule that fits is the one that counts, and keep their lines apart from ours
    return pl.concat([own.select(ours.columns).with_columns(pl.col("_line") + _OWN_LINES), ours])


def _own(name: str) -> Path | None:
    """The file of a folder of one's own that is laid over a seed of ours."""
    folder = os.environ.get(OWN)
    return file if folder and (file := Path(folder, f"{name}.csv")).exists() else None


def _table(file: Path, name: str) -> pl.DataFrame:
    header, rows = _parse(file)
    if not header or (not rows and name not in _MAY_BE_EMPTY):
        raise _fail_in(file, 1, "no row follows the header: bring the rows back (git checkout)")
    if len(set(header)) < len(header) or not all(header):
        raise _fail_in(file, 1, f"the columns {', '.join(header)} have not each a name of their own")
    lines = {"_line": pl.Series([line for line, _ in rows], dtype=pl.Int64)}
    columns = zip(*(cells for _, cells in rows), strict=True) if rows else ([] for _ in header)
    cells = {column: pl.Series(values, dtype=pl.String) for column, values in zip(header, columns, strict=True)}
    return pl.DataFrame(cells | lines)


_MAY_BE_EMPTY = frozenset({"corrections"})


def _fail_in(file: Path, line: int, problem: str) -> SeedError:
    return SeedError(f"{_shown(file)} line {line}: {problem}")


def _shown(file: Path) -> str:
    return f"seeds/{file.name}" if file.parent == FOLDER else str(file)


def _parse(file: Path) -> tuple[list[str], list[tuple[int, list[str]]]]:
    """The header of a seed, and its rows, each with the line it begins on."""
    try:
        text = file.read_text("utf-8-sig")
    except OSError as error:
        raise SeedError(f"{_shown(file)} cannot be read: {error.strerror}; bring it back (git checkout)") from error
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise _fail_in(file, line, "not UTF-8: save the file as CSV UTF-8, as no spreadsheet does by itself") from error
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    header: list[str] = []
    rows: list[tuple[int, list[str]]] = []
    line = 1
    try:
        for cells in reader:
            if not header:
                header = cells
            elif cells and len(cells) != len(header):
                raise _fail_in(file, line, f"{len(cells)} cells under a header of {len(header)}: count the commas")
            elif cells:
                rows.append((line, cells))
            line = reader.line_num + 1
    except csv.Error as error:
        raise _fail_in(
            file, line, f"{error}: a quote that is opened has to be closed, one inside a cell is doubled"
        ) from error
    return header, rows


def fail(name: str, line: int, problem: str) -> SeedError:
    """An error that names the seed's file and line; the caller raises it."""
    if line > _OWN_LINES:
        return SeedError(f"{_own(name)} line {line - _OWN_LINES}: {problem}")
    return SeedError(f"seeds/{name}.csv line {line}: {problem}")


@cache
def digest(leave_out: tuple[str, ...] = ()) -> str:
    """Sha256 over the names and bytes of all CSV seeds: a changed seed means that reports must be read again.

    `leave_out` names seeds that concern single reports and are looked after otherwise.
    """
    state = hashlib.sha256()
    ours = sorted(FOLDER.glob("*.csv"))
    own = sorted(Path(os.environ[OWN]).glob("*.csv")) if os.environ.get(OWN) else []
    if strange := [file for file in own if file.stem not in {seed.stem for seed in ours}]:
        raise SeedError(f"{strange[0]}: there is no seed of that name to lay it over")
    for file in (*ours, *own):
        if file.stem in leave_out:
            continue
        state.update(file.name.encode())
        state.update(hashlib.sha256(file.read_bytes()).digest())
    return state.hexdigest()
