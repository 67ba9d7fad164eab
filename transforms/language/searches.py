"""Searches of many texts with less work: only where it can matter, once, and many patterns at a time."""

import re
from collections.abc import Callable, Sequence
from functools import cache
from itertools import product
from typing import Final

import polars as pl

#: Patterns of one search: twenty together take a third of the time, and all of them are too large for one automaton.
_AT_ONCE: Final = 20
_FOUND: Final = pl.Schema({"text": pl.String(), "found": pl.String()})
#: Any signs, or any but some, so many times.
_COUNTED: Final = re.compile(r"(?:\.|\[\^[^\]]+\])\{[0-9]+,[0-9]+\}")
_AT_EDGE: Final = re.compile(r"^\^(?:\(\?:\.\*\)|\.\*)|\.\*\$$")


def only(holds: pl.Expr, text: pl.Expr) -> pl.Expr:
    """The text where a condition holds, else an empty one, which costs a search nothing; a null is searched in.

    >>> frame = pl.DataFrame({"noun": ["投资", "企业"], "is_sum": [True, False]})
    >>> frame.select(only(pl.col("is_sum"), pl.col("noun"))).to_series().to_list()
    ['投资', '']
    """
    return pl.when(holds).then(text).otherwise(pl.lit(""))


def add(frame: pl.DataFrame, /, **columns: pl.Expr) -> pl.DataFrame:
    """The frame with columns that share what they ask: Polars works that out once where it is lazy, else each time.

    >>> long = pl.col("noun").str.len_chars() > 1
    >>> add(pl.DataFrame({"noun": ["企业"]}), is_long=long, is_short=~long).row(0)
    ('企业', True, False)
    """
    return in_memory(frame.lazy().with_columns(**columns))


def where(frame: pl.DataFrame, holds: pl.Expr, step: Callable[[pl.DataFrame], pl.DataFrame], /) -> pl.DataFrame:
    """The rows where a condition holds with what a step adds to them, and behind them all others, with nulls there.

    >>> frame = pl.DataFrame({"noun": ["企业", "投资"], "is_sum": [False, True]})
    >>> where(frame, pl.col("is_sum"), lambda sums: sums.with_columns(long=pl.col("noun") + "总额")).rows()
    [('投资', True, '投资总额'), ('企业', False, None)]
    """
    asked = frame.select(holds.fill_null(value=False)).to_series()
    return pl.concat([step(frame.filter(asked)), frame.filter(~asked)], how="diagonal")


def add_where(frame: pl.DataFrame, holds: pl.Expr, /, **columns: pl.Expr) -> pl.DataFrame:
    """The frame with columns that are asked only of the rows where a condition holds, and null in all others.

    The condition may look at the rows beside (shift), the columns may not.

    >>> frame = pl.DataFrame({"noun": ["企业", "投资"], "is_sum": [False, True]})
    >>> add_where(frame, pl.col("is_sum"), long=pl.col("noun") + "总额")["long"].to_list()
    [None, '投资总额']
    """
    asked = frame.select(holds.fill_null(value=False)).to_series()
    place = pl.select(pl.when(asked).then(asked.cum_sum() - 1)).to_series()
    found = in_memory(frame.lazy().filter(asked).select(**columns))
    return frame.with_columns(found[place].get_columns())


def of_distinct(texts: pl.Series, ask: Callable[[pl.Expr], pl.Expr]) -> pl.Series:
    """What an expression says of each text, worked out once for each distinct one: for texts that come again and again.

    >>> of_distinct(pl.Series(["新建", "改造", "新建"]), lambda verb: verb.str.starts_with("新")).to_list()
    [True, False, True]
    """
    frame = texts.alias("text").to_frame()
    told = frame.unique().with_columns(told=ask(pl.col("text")))
    return frame.join(told, on="text", how="left", nulls_equal=True, maintain_order="left")["told"]


@cache
def groups(column: str, found: str) -> pl.Expr:
    """What the named groups of a pattern find in a column; Polars compiles the pattern here, too, so that is kept.

    >>> parts = groups("core", "^(?P<verb>新建)(?P<noun>.+)$")
    >>> pl.DataFrame({"core": ["新建酒店"]}).select(parts).unnest("core").row(0)
    ('新建', '酒店')
    """
    return pl.col(column).str.extract_groups(found)


def in_memory(plan: pl.LazyFrame) -> pl.DataFrame:
    """What a lazy frame gives: all of extraction is worked out by Polars' engine in memory.

    The streaming one, which is the default, takes a tenth more, since it plans more and compiles patterns anew in
    threads of its own.

    >>> in_memory(pl.LazyFrame({"noun": ["企业"]}).with_columns(length=pl.col("noun").str.len_chars())).row(0)
    ('企业', 2)
    """
    return plan.collect(engine="in-memory")


def first_fit(texts: pl.Series, patterns: Sequence[str], results: Sequence[str]) -> pl.DataFrame:
    r"""One row a distinct text that a pattern fits: text and found, the result of the first pattern that does.

    Patterns are whole, from ^ to $, and are asked roughly and in scores at first: one search a pattern takes ten times
    as long. Of the few texts that are left Python asks each pattern, since it keeps all of them compiled.

    >>> first_fit(pl.Series(["绿道", "公厕改造"]), ["^.{0,6}道$", "^公厕.{0,4}$"], ["greenways", "toilets"]).rows()
    [('绿道', 'greenways'), ('公厕改造', 'toilets')]
    """
    asked = texts.drop_nulls().unique(maintain_order=True)
    found: dict[str, str] = {}
    for first in range(0, len(patterns), _AT_ONCE):
        few = slice(first, first + _AT_ONCE)
        near = asked.filter(asked.str.contains("|".join(map(rough, patterns[few]))))
        for text, (pattern, result) in product(near, zip(patterns[few], results[few], strict=True)):
            if text not in found and _compiled(pattern).search(text):
                found[text] = result
    return pl.DataFrame({"text": list(found), "found": list(found.values())}, schema=_FOUND)


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    """The pattern as Python's `re` has it, compiled once a process."""
    return re.compile(pattern)


def rough(pattern: str) -> str:
    """A pattern that fits whatever a pattern fits in one line, and more; it counts nothing, and so has fewer states.

    >>> rough("^(?:.{0,6})绿道[^村]{0,4}建设$")
    '(?:绿道.*建设$)'
    """
    endless = _COUNTED.sub(".*", pattern)
    return f"(?:{_AT_EDGE.sub('', endless)})"
