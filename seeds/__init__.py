"""Knowledge of the language of reports, as reviewed CSV files beside this module.

Every seed is a table with a header line. `read` hands it on as strings with the line each row stands on, so that
whoever checks a seed can name file and line in the error. Files of the same names in a folder of one's own
(`DUIXIAN_SEEDS`) are laid over them: their rows are read before ours.
"""

import hashlib
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

    >>> seeds.read("units").columns[:2]
    ['alias', 'unit']
    """
    ours = _table(path(f"{name}.csv"))
    if (file := _own(name)) is None:
        return ours
    own = _table(file)
    if set(own.columns) != set(ours.columns):
        raise SeedError(f"{file}: its columns have to be those of seeds/{name}.csv: {', '.join(ours.columns[:-1])}")
    # own rows come first, since the first rule that fits is the one that counts, and keep their lines apart from ours
    return pl.concat([own.select(ours.columns).with_columns(pl.col("_line") + _OWN_LINES), ours])


def _own(name: str) -> Path | None:
    """The file of a folder of one's own that is laid over a seed of ours."""
    folder = os.environ.get(OWN)
    return file if folder and (file := Path(folder, f"{name}.csv")).exists() else None


def _table(file: Path) -> pl.DataFrame:
    try:
        frame = pl.read_csv(file, infer_schema=False, row_index_name="_line", row_index_offset=2)
    except pl.exceptions.PolarsError as error:
        problem = f"{file.name} cannot be read as CSV: {error}; every row needs as many cells as the header"
        raise SeedError(problem) from error
    return frame.select(pl.exclude("_line").fill_null(""), pl.col("_line").cast(pl.Int64))


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
