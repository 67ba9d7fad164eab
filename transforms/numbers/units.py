"""Canonical units: 4040.24亿元 is 404024000000 元, 520亩 is 346666.666667 平方米, 元/亩 becomes 元/平方米.

The factors are whole-number fractions from `seeds/units.csv`; a quotient takes the factor of each side.
"""

from functools import cache
from typing import Final

import polars as pl

from transforms.numbers import grammar

_TENS: Final = {"": 0, "十": 1, "百": 2, "千": 3}
_MULTIPLIERS: Final = (
    {ten: power for ten, power in _TENS.items() if ten}
    | {f"{ten}万": power + 4 for ten, power in _TENS.items()}
    | {f"{ten}亿": power + 8 for ten, power in _TENS.items()}
    | {f"{ten}万亿": power + 12 for ten, power in _TENS.items()}
    | {f"{ten}亿万": power + 12 for ten, power in _TENS.items()}
    | {f"{ten}万万": power + 8 for ten, power in _TENS.items()}
    | {f"{ten}亿亿": power + 16 for ten, power in _TENS.items()}
)
#: Sides of quotients that no text states alone, and their factors: 5公里/h, 12辆/万人, 3.5/10万.
_RATES: Final = (
    ("h", "小时", 1, 1),
    ("d", "天", 1, 1),
    ("s", "秒", 1, 1),
    ("万人", "人", 10_000, 1),
    ("10万", "人", 100_000, 1),
)
#: 吨标准煤/万元/年 has three sides, and none more.
_MOST_SIDES: Final = 3


def multiplier_exponent(text: pl.Expr) -> pl.Expr:
    """The power of ten of 万, 百万, 万亿 …, Int32; 0 for none, null for what is no multiplier.

    >>> pl.select(multiplier_exponent(pl.lit("百万"))).item()
    6
    """
    return text.fill_null("").replace_strict({"": 0, **_MULTIPLIERS}, default=None, return_dtype=pl.Int32)


@cache
def _factors() -> pl.DataFrame:
    """The rows place, alias, unit, numerator and denominator of all that a side of a unit can be."""
    columns = {"alias": pl.String, "unit": pl.String, "numerator": pl.Int128, "denominator": pl.Int128}
    known = [grammar.units().select(*columns), pl.DataFrame(_RATES, schema=columns, orient="row")]
    return pl.concat(known).with_row_index("place")


def _side(stated: pl.Expr) -> tuple[pl.Expr, pl.Expr, pl.Expr]:
    """(unit, numerator, denominator) of one side; null where it is not known."""
    known = _factors()
    place = stated.replace_strict(known["alias"], known["place"], default=None)
    unit, up, down = (pl.lit(known[column]).gather(place) for column in ("unit", "numerator", "denominator"))
    return unit, up, down


def canonical(stated: pl.Expr) -> tuple[pl.Expr, pl.Expr, pl.Expr]:
    """(canonical unit, numerator, denominator) of a stated unit; null where a side is not in the seed.

    >>> pl.select(canonical(pl.lit("元/亩"))[0]).item()
    '元/平方米'
    """
    tight = stated.str.replace_all(" ", "", literal=True)
    sides = tight.str.split("/")
    whole, whole_up, whole_down = _side(tight)
    unit, up, down = _side(sides.list.get(0))
    for position in range(1, _MOST_SIDES):
        below, below_up, below_down = _side(sides.list.get(position, null_on_oob=True))
        has_side = pl.when(sides.list.len() > position)
        unit = has_side.then(unit + "/" + below).otherwise(unit)
        up, down = has_side.then(up * below_down).otherwise(up), has_side.then(down * below_up).otherwise(down)
    # 分/千瓦时 stands in the seed as a whole: 分 alone is a score
    return pl.coalesce(whole, unit), pl.coalesce(whole_up, up), pl.coalesce(whole_down, down)


def dimension(stated: pl.Expr) -> pl.Expr:
    """The dimension of a stated unit (its first side): money, area, count, persons, ratio …

    >>> pl.select(dimension(pl.lit("元/平方米"))).item()
    'money'
    """
    known = grammar.units()
    first = stated.str.replace_all(" ", "", literal=True).str.split("/").list.get(0)
    return first.replace_strict(known["alias"], known["dimension"], default=None, return_dtype=pl.String)


def read_units(stated: pl.Series) -> pl.DataFrame:
    """One row a distinct stated unit: stated, canonical, up and down (the factor, Int128) and dimension.

    >>> read_units(pl.Series(["亩", "亩"])).select("canonical", "up", "down").rows()
    [('平方米', 2000, 3)]
    """
    unit = pl.col("stated")
    name, up, down = canonical(unit)
    distinct = pl.DataFrame({"stated": stated.drop_nulls().unique()}, schema={"stated": pl.String})
    return distinct.with_columns(canonical=name, up=up, down=down, dimension=dimension(unit))
