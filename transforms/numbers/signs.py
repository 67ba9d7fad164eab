"""Numerals in Chinese signs alone: 两手, 百家 and 三元 are words, 八元六角, 千余名 and 三金两银 count."""

from typing import Final

import polars as pl

from transforms.language.patterns import pattern
from transforms.language.rules import Condition, is_so, says
from transforms.language.searches import only
from transforms.numbers import grammar
from transforms.sequences import before, behind

_NUMBER: Final = pl.col("number")
_UNIT: Final = pl.col("stated_unit")
_MEDALS: Final = ("金", "银", "铜")
_IN_SIGNS: Final = "^[〇零一二三四五六七八九十百千万亿两]+$"
_BESIDE: Final = ("", "、", "和")


def add_signs(parts: pl.DataFrame) -> pl.DataFrame:
    """Adds in_signs and counts, which several rules ask: `is_in_signs` and `is_said_to_count`."""
    is_plain = pl.col("low").is_null() & pl.col("multiplier").is_null()
    return parts.with_columns(in_signs=_NUMBER.str.contains(_IN_SIGNS) & is_plain, counts=_is_said_to_count())


def is_in_signs() -> Condition:
    """三二一, 十二, 百: a numeral in signs alone, without multiplier and low end."""
    return Condition(pl.col("in_signs"), (("number", _IN_SIGNS),))


def is_one_sign() -> Condition:
    """两, 百: a numeral of one sign."""
    return is_in_signs() & is_so(_NUMBER.str.len_chars() == 1)


def takes_no_signs() -> Condition:
    """两手, 一面: units that count only behind digits."""
    takes_signs = _UNIT.replace_strict(
        grammar.units()["alias"],
        grammar.units()["after_hanzi"],
        default="no",
        return_dtype=pl.String,
    )
    return is_one_sign() & is_so(takes_signs == "no")


def is_multiplier_alone() -> Condition:
    """百家, 千万; but 年均增收万元以上, 保持在千亿元以上: a bound behind a measuring verb makes it a quantity."""
    bounded = is_so(pl.col("bound_after").is_not_null()) & says("before", f"{pattern('measuring_verb')}$")
    of_words = says("number", "^[百千万亿]") & ~says("number", "亿亿")
    return is_in_signs() & of_words & is_so(pl.col("bound_before").is_null()) & ~bounded


def is_said_to_count() -> Condition:
    """What stands beside a numeral and makes it a quantity, however short.

    八元 | 六角, 三亩 | 半, 千 | 余名, 近 | 千名, 每公斤 | 八元, 六元 | 每公斤, 三金 | 两银.
    """
    return is_so(pl.col("counts"))


def _is_said_to_count() -> pl.Expr:
    # 一年多 and 近两年 say when
    is_more = _NUMBER.str.contains("^[百千万亿]") & (pl.col("is_more") | pl.col("bound_before").is_not_null())
    is_measured = pl.col("prefix").is_not_null() | _UNIT.str.contains("/", literal=True)
    says_more = (pl.col("cents") > 0) | pl.col("is_half") | is_more | is_measured
    return says_more.fill_null(value=False) | _is_medal()


def _is_medal() -> pl.Expr:
    """夺得三金, and each of 两金一银."""
    is_medal = _UNIT.is_in(_MEDALS).fill_null(value=False)
    leads_on = pl.col("after").is_in(_BESIDE) & behind(is_medal, "row")
    goes_on = pl.col("before").is_in(_BESIDE) & before(is_medal, "row")
    is_won = only(is_medal, pl.col("before")).str.contains(f"(?:{pattern('win')}|[夺揽摘])$")
    return (is_medal & (leads_on | goes_on)).fill_null(value=False) | is_won
