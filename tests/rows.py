"""Seeds with a row less, in memory: what a test says of it shows whether the row matters."""

import sys
from collections.abc import Generator
from contextlib import contextmanager
from functools import cache

import polars as pl

import seeds


def forget_seeds() -> None:
    """Everything that modules keep of the seeds is read anew."""
    for name, module in list(sys.modules.items()):
        if name == "seeds" or name.startswith("transforms"):
            for thing in vars(module).values():
                if hasattr(thing, "cache_clear"):
                    thing.cache_clear()


@contextmanager
def without(name: str, line: int) -> Generator[None]:
    """Inside, the seed has no row on this line."""
    read = seeds.read
    rest = read(name).filter(pl.col("_line") != line)
    seeds.read = cache(lambda asked: rest if asked == name else read(asked))
    forget_seeds()
    try:
        yield
    finally:
        seeds.read = read
        forget_seeds()
