"""Rules of the seeds that extraction reads: codes of closed lists, patterns that compile, words that are said once.

Seeds with rules of their own kind check them where they are read: units in grammar, characters in clean, indicators in
catalogue.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Final

import polars as pl

import seeds
from schemas.enums import Bound, Disposition, SectionRole, Status, codes
from transforms.language import patterns

_DISPOSITIONS: Final = frozenset(codes(Disposition)) - {Disposition.FACT, Disposition.UNRESOLVED}


@dataclass(frozen=True)
class _Rule:
    """Columns of a seed: with codes of a closed list, with a regular expression, and those that no two rows share."""

    closed: Mapping[str, Iterable[str]] = field(default_factory=dict)
    pattern: str | None = None
    unique: tuple[str, ...] = ()


_HEADS: Final = [
    *("unit", "serial", "name", "place", "other", "growth", "yearly", "points", "share", "fall"),
    *("target", "done", "estimate", "bare", "whole"),
]
_RULES: Final = {
    "boilerplate": _Rule({"scope": ["line", "tail", "header", "rest"]}, "pattern"),
    "bounds": _Rule({"bound": codes(Bound), "side": ["before", "after"]}, unique=("word", "side")),
    "implied_units": _Rule(unique=("noun", "side")),
    "number_patterns": _Rule({"disposition": _DISPOSITIONS}, "pattern"),
    "number_words": _Rule({"disposition": _DISPOSITIONS}, unique=("word",)),
    "section_cues": _Rule({"role": [*codes(SectionRole), "same"]}, "pattern"),
    "table_heads": _Rule({"says": _HEADS}, "pattern"),
    "status_cues": _Rule({"status": codes(Status)}, "pattern"),
}


@cache
def check_seeds() -> None:
    """Look once at every row; raises SeedError, which names file and line, for the first that breaks a rule."""
    patterns.check()
    for name, rule in _RULES.items():
        rows = seeds.read(name)
        for column, allowed in rule.closed.items():
            for line, code in rows.select("_line", column).filter(~pl.col(column).is_in(list(allowed))).iter_rows():
                raise seeds.fail(name, line, f"{column} {code!r} is none of {', '.join(sorted(allowed))}")
        if rule.pattern:
            _check_patterns(name, rows.select("_line", rule.pattern))
        if rule.unique:
            key = pl.struct(rule.unique)
            for line, *words in rows.filter(~key.is_first_distinct()).select("_line", *rule.unique).iter_rows():
                raise seeds.fail(name, line, f"{' '.join(words)} stands there twice: remove one")


def _check_patterns(name: str, rows: pl.DataFrame) -> None:
    empty = pl.Series([""])
    for line, pattern in rows.iter_rows():
        try:
            fits_nothing = empty.str.contains(pattern).item()
        except pl.exceptions.ComputeError as error:
            raise seeds.fail(name, line, f"the pattern {pattern!r} does not compile: {error}") from error
        if fits_nothing:
            raise seeds.fail(name, line, f"the pattern {pattern!r} fits an empty text, and so everything")
