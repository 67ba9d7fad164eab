"""No token begins or ends inside a numeral, and a number before its unit is no heading, date, rank or name.

Where a reading cuts a numeral, as 12345 (a hotline) cuts 123450人, 前2 (a rank) 入冬前2.16万户 and 省道231 (a road)
国省道231公里, it is withdrawn: the numeral is protected, and only a number may begin there.
"""

from functools import cache
from typing import Final

import polars as pl

from transforms.language.patterns import alternatives
from transforms.numbers import forms, grammar

_CUT_AT: Final = "\x06"
#: Signs that a numeral may end in, and begin with, where another one follows, or goes before it.
_ENDS_NUMERAL: Final = f"[0-9.·,点分之{forms.HANZI_DIGITS}壹贰叁柒捌玖拾]$"
_BEGINS_NUMERAL: Final = f"^[0-9.·,点分{forms.HANZI_DIGITS}壹贰叁柒捌玖拾]"
_HANZI: Final = f"[{forms.HANZI_DIGITS}壹贰叁柒捌玖拾]"
#: 省道231, 国道二: what ends in digits, or in signs behind a word that they number.
_ENDS_IN_DIGITS: Final = f"[0-9]|[道表前图件]{_HANZI}+"
_TIMES: Final = ("年", "月", "日", "时", "个月")
_BEFORE: Final = pl.col("before")
_TEXT: Final = pl.col("text")
_AFTER: Final = pl.col("after")


def _beside(places: int) -> pl.Expr:
    """The text of the token so many places before in its sentence, empty where there is none."""
    is_same_row = pl.col("row") == pl.col("row").shift(places)
    return pl.when(is_same_row).then(_TEXT.shift(places)).otherwise(pl.lit(""))


def _meet(left: pl.Expr, right: pl.Expr) -> pl.Expr:
    """Whether the end of one text and the begin of the next are parts of one numeral: 12 | 万, 2. | 7万, 十 | 一家."""
    return (
        (left.str.contains("[0-9]$") & right.str.contains("^(?:[0-9]|[.·,][0-9]|[十百千万亿])"))
        | (left.str.contains("[0-9][.·,]$") & right.str.contains("^[0-9]"))
        | (
            left.str.contains(f"(?:^|[^0-9{forms.HANZI_DIGITS}]){_HANZI}+$")
            & right.str.contains(f"^(?:{_HANZI}|分之|[点·.]{_HANZI})")
        )
        | (left.str.contains("(?:[十百千万亿]|分之)$") & right.str.contains("^[0-9]"))
        | (left.str.contains(f"(?:分之|{_HANZI}点)$") & right.str.contains(f"^{_HANZI}"))
    )


@cache
def _measured() -> str:
    """What makes a number of the digits before it: a multiplier, or a unit that is no time."""
    return rf"^(?: ?{forms.MULTIPLIER}{_unit('measure')}?| ?{_unit('measure')})"


@cache
def _counted() -> str:
    return rf"^ ?{_unit('count')}"


def _unit(kind: str) -> str:
    rows = grammar.units().filter(~pl.col("alias").is_in(_TIMES), kind=kind)
    return alternatives(rows["alias"].to_list())


def add_joints(tokens: pl.DataFrame) -> pl.DataFrame:
    """Adds at_begin and at_end: whether a token begins, or ends, inside a numeral."""
    joints = _find_joints(tokens)
    return tokens.join(joints, on=["row", "token"], how="left", maintain_order="left").with_columns(
        pl.col("at_begin", "at_end").fill_null(value=False)
    )


def _find_joints(tokens: pl.DataFrame) -> pl.DataFrame:
    """The few tokens of which either is so: row, token, at_begin and at_end."""
    text, ahead, behind = _TEXT, pl.col("ahead"), pl.col("behind")
    may_begin = ahead.str.contains(_ENDS_NUMERAL) & text.str.contains(_BEGINS_NUMERAL)
    may_end = text.str.contains(_ENDS_NUMERAL) & behind.str.contains(_BEGINS_NUMERAL)
    # 五百分点 may be five hundred points or five 百分点
    is_in_unit = text.str.ends_with("分") & behind.str.starts_with("点")
    touches_ahead = (_BEFORE == "") | _BEFORE.str.contains(_ENDS_NUMERAL)
    touches = touches_ahead | (_AFTER == "") | _AFTER.str.contains(_BEGINS_NUMERAL)
    return (
        tokens.with_columns(text_ahead=_beside(1), text_behind=_beside(-1))
        .filter(touches)
        .select("row", "token", "text", ahead=pl.col("text_ahead") + _BEFORE, behind=_AFTER + pl.col("text_behind"))
        # one token in a hundred is left
        .filter(may_begin | may_end)
        .select("row", "token", at_begin=_meet(ahead, text), at_end=_meet(text, behind) | is_in_unit)
        .filter(pl.col("at_begin") | pl.col("at_end"))
    )


def _takes_number() -> pl.Expr:
    """Whether a token is no number and ends in the digits of one: 省道231 | 公里, GDP100 | 亿元, 1. | 7万名."""
    ends_in_digits = _TEXT.str.contains(f"(?:{_ENDS_IN_DIGITS})$")
    follows = pl.col("behind")
    is_measured, is_counted = follows.str.contains(_measured()), follows.str.contains(_counted())
    # A3栋, S7成功 and 前10家 stay what they are; 第3 is an ordinal before whatever unit
    of_letters, of_rank = _TEXT.str.contains("^[A-Za-z]"), _TEXT.str.contains("^前")
    is_money = follows.str.contains(f"^ ?(?:{forms.MULTIPLIER}|[元%‰])")
    takes = (
        pl.when(of_letters)
        .then(is_money)
        .when(of_rank)
        .then(is_measured & ~follows.str.contains("^[%‰]"))
        .otherwise(is_measured | is_counted)
    )
    of_form = ~_TEXT.str.contains("^第") & ends_in_digits & takes
    # 2.7万名 is a number, and no second point of a list
    decimals = _TEXT.str.contains(r"[0-9]\.$") & follows.str.contains("^[0-9]")
    rest = follows.str.replace("^[0-9]+", "")
    is_number_at_head = (
        rest.str.contains(_measured())
        | rest.str.contains(_counted())
        | follows.str.contains("^(?:[0-9]{1,3} ?(?:年|个月)|[0-9]{3} ?[日月])")
    )
    # 36日 | 元 is money of Japan, and 2G | B no generation of networks
    of_form |= _TEXT.str.contains("[0-9]日$") & follows.str.starts_with("元")
    of_form |= _TEXT.str.contains("[0-9][A-Z]$") & follows.str.contains("^[A-Za-z]")
    return pl.when(decimals).then(is_number_at_head).otherwise(of_form)


def find_cut(tokens: pl.DataFrame) -> pl.DataFrame:
    """The readings to withdraw, as row, token and at_begin: those of no number that cut a numeral."""
    # the 上十 of 上十二册 is no order of magnitude
    is_order = (pl.col("slot") == "number") & _TEXT.str.contains("^[上数几][十百千万亿]+$")
    is_other = ~pl.col("slot").is_in(["number", "part", "time"]) | is_order
    is_head_mark = _TEXT.str.contains(r"[0-9]\. ?$")
    may_take = _TEXT.str.contains(rf"(?:{_ENDS_IN_DIGITS}|[0-9][.日A-Z])$")
    return (
        tokens.with_columns(behind=_AFTER + _beside(-1))
        .filter(is_other)
        .filter(pl.col("at_begin") | pl.col("at_end") | may_take)
        .with_columns(takes=_takes_number())
        .filter(pl.col("at_begin") | pl.col("takes") | (pl.col("at_end") & ~is_head_mark))
        .select("row", "token", "at_begin")
    )


def protect(tokens: pl.DataFrame, cut: pl.DataFrame) -> pl.DataFrame:
    """The sentences of the cut readings, row and masked, with each cut numeral protected."""
    place = pl.when("at_begin").then(pl.lit(_CUT_AT) + _TEXT).when(pl.col("at_begin").not_()).then(_TEXT + _CUT_AT)
    marked = place.otherwise(_TEXT)
    opening = pl.when(pl.col("row").is_first_distinct()).then(_BEFORE).otherwise(pl.lit(""))
    numeral = rf"((?:[0-9]+[.·,/]?|{_HANZI}|点|{_CUT_AT})+[日A-Z]?){_CUT_AT}"
    return (
        tokens.filter(pl.col("row").is_in(cut["row"].implode()))
        .drop("at_begin", "at_end")
        .join(cut, on=["row", "token"], how="left", maintain_order="left")
        .with_columns(piece=opening + marked + _AFTER)
        .group_by("row", maintain_order=True)
        .agg(pl.col("piece").str.join(""))
        .select("row", masked=pl.col("piece").str.replace_all(numeral, f"{forms.PROTECTED}${{1}}"))
        .with_columns(pl.col("masked").str.replace_all(_CUT_AT, ""))
    )
