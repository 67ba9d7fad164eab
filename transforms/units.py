"""Canonical units: 4040.24亿元 is 404024000000 元, 520亩 is 346666.666667 平方米, 元/亩 becomes 元/平方米.

The factors are whole-number fractions from `seeds/units.csv`; a quotient takes the factor of each side.
"""

from typing import Final

import polars as pl

from transforms import grammar

_MULTIPLIERS: Final = {
    "十": 1,
    "百": 2,
    "千": 3,
    "万": 4,
    "十万": 5,
    "百万": 6,
    "千万": 7,
    "亿": 8,
    "十亿": 9,
    "百亿": 10,
    "千亿": 11,
    "万亿": 12,
    "十万亿": 13,
    "百万亿": 14,
    "千万亿": 15,
}
#: Sides of quotients that no text states alone: 5公里/h, 元/万人.
_RATES: Final = {
    "h": ("小时", 1, 1),
    "d": ("天", 1, 1),
    "s": ("秒", 1, 1),
    "万人": ("人", 10000, 1),
    "10万": ("人", 100000, 1),
}


def multiplier_exponent(text: pl.Expr) -> pl.Expr:
    """The power of ten of 万, 百万, 万亿 …; 0 for none."""
    return text.replace_strict(_MULTIPLIERS, default=0, return_dtype=pl.Int32).fill_null(0)


def _sides(part: pl.Expr) -> tuple[pl.Expr, pl.Expr, pl.Expr]:
    units = grammar.units()
    alias = units["alias"].to_list() + list(_RATES)
    name = units["unit"].to_list() + [r[0] for r in _RATES.values()]
    up = units["numerator"].to_list() + [r[1] for r in _RATES.values()]
    down = units["denominator"].to_list() + [r[2] for r in _RATES.values()]
    return (
        part.replace_strict(alias, name, default=None, return_dtype=pl.String),
        part.replace_strict(alias, [str(x) for x in up], default=None, return_dtype=pl.String).cast(pl.Int128),
        part.replace_strict(alias, [str(x) for x in down], default=None, return_dtype=pl.String).cast(pl.Int128),
    )


def canonical(stated: pl.Expr) -> tuple[pl.Expr, pl.Expr, pl.Expr]:
    """(canonical unit, numerator, denominator) of a stated unit; null where a side is not in the seed.

    >>> pl.select(canonical(pl.lit("元/亩"))[0]).item()
    '元/平方米'
    """
    tight = stated.str.replace_all(" ", "", literal=True)
    parts = tight.str.split("/")
    whole, whole_up, whole_down = _sides(tight)
    unit, up, down = _sides(parts.list.get(0))
    for position in (1, 2):
        side, side_up, side_down = _sides(parts.list.get(position, null_on_oob=True))
        has_side = parts.list.len() > position
        unit = pl.when(has_side).then(unit + "/" + side).otherwise(unit)
        up, down = (
            pl.when(has_side).then(up * side_down).otherwise(up),
            pl.when(has_side).then(down * side_up).otherwise(down),
        )
    # 分/千瓦时 stands in the seed as a whole: 分 alone is a score
    return pl.coalesce(whole, unit), pl.coalesce(whole_up, up), pl.coalesce(whole_down, down)


def dimension(stated: pl.Expr) -> pl.Expr:
    """The dimension of a stated unit (its first side): money, area, count, persons, ratio …"""
    units = grammar.units()
    first = stated.str.replace_all(" ", "", literal=True).str.split("/").list.get(0)
    return first.replace_strict(
        units["alias"].to_list(), units["dimension"].to_list(), default=None, return_dtype=pl.String
    )
