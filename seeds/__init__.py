"""Knowledge of the language of reports, as reviewed CSV files beside this module.

Every seed is a table with a header line. `read` hands it on as strings with the line each row stands on, so that
whoever checks a seed can name file and line in the error.
"""

import hashlib
from functools import cache
from pathlib import Path

import polars as pl

FOLDER = Path(__file__).parent


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
    file = path(f"{name}.csv")
    try:
        frame = pl.read_csv(file, infer_schema=False, row_index_name="_line", row_index_offset=2)
    except pl.exceptions.PolarsError as error:
        problem = f"{file.name} cannot be read as CSV: {error}; every row needs as many cells as the header"
        raise SeedError(problem) from error
    return frame.select(pl.exclude("_line").fill_null(""), pl.col("_line").cast(pl.Int64))


def fail(name: str, line: int, problem: str) -> SeedError:
    """An error that names the seed's file and line; the caller raises it."""
    return SeedError(f"seeds/{name}.csv line {line}: {problem}")


@cache
def digest(leave_out: tuple[str, ...] = ()) -> str:
    """Sha256 over the names and bytes of all CSV seeds: a changed seed means that reports must be read again.

    `leave_out` names seeds that concern single reports and are looked after otherwise.
    """
    state = hashlib.sha256()
    for file in sorted(FOLDER.glob("*.csv")):
        if file.stem in leave_out:
            continue
        state.update(file.name.encode())
        state.update(hashlib.sha256(file.read_bytes()).digest())
    return state.hexdigest()
