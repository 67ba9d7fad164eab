"""The digits of each number as a numeral, whatever its form: 三千 | 多万 is 三千万, 百分之六 is 六 of 百, 翻两番 4."""

from typing import Final

import polars as pl

from transforms.numbers import forms, grammar, numerals
from transforms.numbers.parts import NEIGHBOURS

_TEXT: Final = pl.col("text")
_SLOT: Final = pl.col("slot")
_IS_NUMBER: Final = _SLOT == "number"
_IS_PART: Final = _SLOT == "part"
#: 三千 | 多万, 5千6 | 百万: the multiplier is read with the numeral, not beside it.
HOLDS_MULTIPLIER: Final = _IS_NUMBER & (
    pl.col("number").str.contains(f"^[{forms.HANZI_DIGITS}{forms.FORMAL}]+$")
    | pl.col("number").str.contains("[0-9] ?[十百千万亿] ?[0-9千百十多余]")
).fill_null(value=False)
#: 12.5/10万 is a thousandth for every 125.
PER_100K: Final = "/10 ?万"
_DOUBLINGS: Final = {"一": "2", "两": "4", "二": "4", "2": "4", "三": "8", "3": "8", "四": "16"}
_FIRST: Final = {"首位": "一", "榜首": "一", "冠军": "一", "亚军": "二", "季军": "三"}


def _numeral_of_number() -> pl.Expr:
    """The digits of a number; numerals in signs and mixed steps with their multiplier: 三千 | 多万 is 三千万."""
    # 数十万 and 十几万 amount to their order of magnitude
    plain = pl.col("number").str.replace("^好?[数几上]", "").str.replace("十几", "十")
    return pl.when(HOLDS_MULTIPLIER).then(plain + pl.col("multiplier").fill_null("")).otherwise(plain)


def _low_of_number() -> pl.Expr:
    """The digits of the low end; 七千 in 七千到九千亿 takes the 亿 of the high one."""
    low, shared = pl.col("low"), pl.col("number").str.extract("([万亿])$")
    is_alone = pl.col("low_multiplier").is_null() & pl.col("low_stated_unit").is_null()
    is_short = low.str.contains(f"^[{forms.HANZI_DIGITS}]+$") & ~low.str.contains("[万亿]")
    return pl.when(is_short & is_alone & shared.is_not_null()).then(low + shared).otherwise(low)


def _numerals_of_part() -> tuple[pl.Expr, pl.Expr, pl.Expr]:
    """(numerator, low end of a range, base): 三分之二, 百分之六, 百分之三到百分之五, 1/3; 六成五 is 65, 翻两番 4."""
    half = _TEXT.str.extract("成([一二三四五六七八九半])").fill_null("〇").replace("半", "五")
    doublings = _TEXT.str.extract("翻[了近约]*([0-9一两二三四])").fill_null("一")
    end = _TEXT.str.extract("分之(.*)$")
    numeral = f"[0-9. {forms.HANZI_DIGITS}点·]+"
    pair = end.str.extract(f"^({'|'.join(NEIGHBOURS)})(?:十|[^{forms.HANZI_DIGITS}点]|$)")
    tens = end.str.extract("^..(十)").fill_null("")
    ends = rf"^({numeral}?){grammar.DASH}(?:.*分之)?({numeral})"
    numerator = (
        pl.when(pair.is_not_null())
        .then(pair.str.slice(1, 1) + tens)
        .when(end.is_not_null())
        .then(pl.coalesce(end.str.extract(ends, 2), end.str.extract(f"^({numeral})")).str.strip_chars())
        .when(_TEXT.str.contains("/", literal=True))
        .then(_TEXT.str.extract("([0-9.]+)/"))
        .when(_TEXT.str.contains("成", literal=True))
        .then(_TEXT.str.extract("([一二三四五六七八九两])成") + half)
        .when(_TEXT.str.contains("番", literal=True))
        # 翻一番半 is read in more than one way
        .then(
            pl.when(~_TEXT.str.contains("番半")).then(
                doublings.replace_strict(_DOUBLINGS, default=None, return_dtype=pl.String)
            )
        )
        .otherwise(pl.lit("50"))
    )
    low = pl.when(pair.is_not_null()).then(pair.str.slice(0, 1) + tens).otherwise(end.str.extract(ends))
    base = pl.coalesce(
        _TEXT.str.extract("([一二三四五六七八九十百千万]+)分之"),
        pl.when(_TEXT.str.contains(PER_100K)).then(pl.lit("100000")),
        _TEXT.str.extract("/([0-9]+)"),
    )
    return numerator, low, base


def read_numerals(frame: pl.DataFrame) -> pl.DataFrame:
    """Adds digits and places of each token's numeral, of its low end (low_, bare_ without multiplier) and base."""
    numerator, low_part, base = _numerals_of_part()
    numeral = (
        pl.when(_IS_NUMBER)
        .then(_numeral_of_number())
        .when(_IS_PART)
        .then(numerator)
        .when(_SLOT == "rank")
        .then(_TEXT.replace(_FIRST).str.extract("([〇零一二三四五六七八九十百]+|[0-9]+)"))
        .when(_SLOT.is_in(["share", "multiple"]))
        .then(_TEXT.str.extract("([0-9](?:[0-9. ]*[0-9])?)"))
    )
    frame = frame.with_columns(
        numeral=numeral,
        low=pl.when(_IS_PART).then(low_part).otherwise("low"),
        shared_low=pl.when(_IS_PART).then(low_part).otherwise(_low_of_number()),
        base=pl.when(_IS_PART).then(base),
    )
    columns = {"numeral": "", "shared_low": "low_", "low": "bare_", "base": "base_"}
    table = numerals.parse_numerals(pl.concat([frame[column] for column in columns]))
    for column, prefix in columns.items():
        read = table.rename({"digits": f"{prefix}digits", "places": f"{prefix}places"})
        frame = frame.join(read, left_on=column, right_on="text", how="left", maintain_order="left")
    return frame
