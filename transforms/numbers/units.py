"""Canonical units: 4040.24亿元 is 404024000000 元, 520亩 is 346666.666667 平方米, 元/亩 becomes 元/平方米.

The factors are whole-number fractions from `seeds/units.csv`; a quotient takes the factor of each side.
"""

from functools import cache
from typing import Final

import polars as pl

from schemas.enums import SUMS_BELOW
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
#: Sides of quotients that no text states alone, and their factors: 5公里/h, 12辆/万人, 3.5/10万, 0.6吨标准煤/万元.
_RATES: Final = (
    ("h", "小时", 1, 1),
    ("d", "天", 1, 1),
    ("s", "秒", 1, 1),
    ("万人", "人", 10_000, 1),
    ("10万人", "人", 100_000, 1),
    ("10万", "人", 100_000, 1),
    ("百人", "人", 100, 1),
)
#: What stands below the line only.
_BELOW: Final = {"万吨": ("吨", 10_000, 1), "万平方米": ("平方米", 10_000, 1)} | {
    amount: (amount, 1, 1) for amount in SUMS_BELOW
}
#: 吨标准煤/万元/年 has three sides, and none more.
_MOST_SIDES: Final = 3


def multiplier_exponent(text: pl.Expr) -> pl.Expr:
    """The power of ten of 万, 百万, 万亿 …, Int32; 0 for none, null for what is no multiplier.

    >>> pl.select(multiplier_exponent(pl.lit("百万"))).item()
    6
    """
    return text.fill_null("").replace_strict({"": 0, **_MULTIPLIERS}, default=None, return_dtype=pl.Int32)


@cache
def _factors() -> dict[str, tuple[str, int, int]]:
    """Canonical unit, numerator and denominator of all that a side of a unit can be."""
    known = grammar.units().select("alias", "unit", "numerator", "denominator").iter_rows()
    return {alias: (unit, up, down) for alias, unit, up, down in (*_RATES, *known)}


@cache
def canonical(stated: str) -> tuple[str | None, int | None, int | None]:
    """(canonical unit, numerator, denominator) of a stated unit; None where a side is not in the seed.

    >>> canonical("元/亩")
    ('元/平方米', 3, 2000)
    >>> canonical("吨标准煤/万元")
    ('吨标准煤/万元', 1, 1)
    """
    tight, known = stated.replace(" ", ""), _factors()
    # 分/千瓦时 stands in the seed as a whole: 分 alone is a score
    if tight in known:
        return known[tight]
    above, *rest = tight.split("/")[:_MOST_SIDES]
    lower = known | _BELOW
    if above not in known or not lower.keys() >= set(rest):
        return None, None, None
    unit, up, down = known[above]
    for below, below_up, below_down in map(lower.__getitem__, rest):
        unit, up, down = f"{unit}/{below}", up * below_down, down * below_up
    return unit, up, down


@cache
def _dimensions() -> dict[str, str]:
    return dict(grammar.units().select("alias", "dimension").iter_rows())


def dimension(stated: str) -> str | None:
    """The dimension of a stated unit (its first side): money, area, count, persons, ratio …

    >>> dimension("元/平方米")
    'money'
    """
    return _dimensions().get(stated.replace(" ", "").split("/")[0])


def read_units(stated: pl.Series) -> pl.DataFrame:
    """One row a distinct stated unit: stated, canonical, up and down (the factor, Int128) and dimension.

    >>> read_units(pl.Series(["亩", "亩"])).select("canonical", "up", "down").rows()
    [('平方米', 2000, 3)]
    """
    columns = {"stated": pl.String, "canonical": pl.String, "up": pl.Int128, "down": pl.Int128, "dimension": pl.String}
    rows = [(unit, *canonical(unit), dimension(unit)) for unit in stated.drop_nulls().unique()]
    return pl.DataFrame(rows, schema=columns, orient="row")
