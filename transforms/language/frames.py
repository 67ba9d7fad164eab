"""What each stage of extraction takes and gives, declared in one place and held to it in tests.

A stage from frame to frame names the columns that it needs and those that it adds. In a load this costs nothing. Inside
`with checked():`, which the tests use and DUIXIAN_CHECK_FRAMES=1 switches on for development, a stage is handed exactly
the columns that it needs, has to give back exactly these and those that it adds, each of its type in `COLUMNS`, and
leaves no column of its own behind.

>>> @stage(needs=("unit",), adds=("measure",))
... def guess(facts):
...     return facts.with_columns(measure=pl.lit("level"))
>>> with checked():
...     guess(pl.DataFrame({"unit": ["家"], "slot": ["number"]})).columns
['unit', 'slot', 'measure']
"""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import Final, ParamSpec

import polars as pl

from transforms.language.columns import COLUMNS
from transforms.language.rules import TRACED

P = ParamSpec("P")
Stage = Callable[..., pl.DataFrame]
_IS_CHECKED: Final = ContextVar("is_checked", default=os.environ.get("DUIXIAN_CHECK_FRAMES") == "1")


class FrameError(TypeError):
    """A stage does not keep to what it declares; the text names the stage and the columns."""


@contextmanager
def checked() -> Iterator[None]:
    """Inside, every stage is held to what it declares."""
    token = _IS_CHECKED.set(True)
    try:
        yield
    finally:
        _IS_CHECKED.reset(token)


def stage(
    *, needs: tuple[str, ...], adds: tuple[str, ...] = (), returns: tuple[str, ...] | None = None
) -> Callable[[Stage], Stage]:
    """Declare a stage by its first argument, a frame.

    A stage with `adds` keeps the rows, their order and all other columns, and may change the columns that it needs. One
    with `returns` makes other rows, and gives back exactly these columns. Raises FrameError when it is called inside
    `checked()` and does otherwise, and KeyError here where a column is not in `COLUMNS`.
    """
    for name in (*needs, *adds, *(returns or ())):
        if name not in COLUMNS:
            raise KeyError(f"{name}: declare the column in transforms/language/columns.py")

    def declare(function: Stage) -> Stage:
        @wraps(function)
        def run(frame: pl.DataFrame, *others: object, **options: object) -> pl.DataFrame:
            if not _IS_CHECKED.get():
                return function(frame, *others, **options)
            if missing := [name for name in needs if name not in frame.columns]:
                raise FrameError(f"{function.__name__} needs {', '.join(missing)}, which no stage before it adds")
            found = function(frame.select(needs), *others, **options)
            _compare(function.__name__, found, returns if returns is not None else (*needs, *adds))
            if returns is not None:
                return found
            return frame.with_columns(found.get_columns())

        run.needs, run.adds, run.returns = needs, adds, returns  # type: ignore[attr-defined]
        return run

    return declare


def _compare(name: str, found: pl.DataFrame, declared: tuple[str, ...]) -> None:
    """Raise where the columns or their types are not those declared; what tells of a trace is let pass."""
    given = [column for column in found.columns if not column.endswith(TRACED)]
    if left_out := [column for column in declared if column not in given]:
        raise FrameError(f"{name} declares {', '.join(left_out)} and does not give them")
    if left_behind := [column for column in given if column not in declared]:
        raise FrameError(f"{name} leaves {', '.join(left_behind)} behind: declare them, or drop them at its end")
    for column in given:
        if found.schema[column] not in (COLUMNS[column], pl.Null()):
            raise FrameError(f"{name} gives {column} as {found.schema[column]}; it is {COLUMNS[column]}")
