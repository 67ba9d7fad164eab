"""Numerals in Chinese signs: 三十二万, 两千三, 六点五, 二〇二二, 四九万, 三万亿, 壹佰贰拾万, 廿五.

Only what is well formed has a value; 五百千 and 三万千 have none.
"""

from typing import Final

import polars as pl

from transforms.numbers import forms

_ONES: Final = {sign: digit for digit, sign in enumerate("一二三四五六七八九", 1)} | {"两": 2}
_DIGITS: Final = {"〇": 0, "零": 0, **_ONES}
_ONE: Final = f"[{''.join(_ONES)}]"
_DIGIT: Final = f"[{''.join(_DIGITS)}]"
_ZERO: Final = "[〇零]"
#: Numerals of documents (壹佰贰拾) and of tens in one sign, in the common signs.
_COMMON: Final = dict(zip("壹贰叁肆伍陆柒捌玖拾廿卅", (*"一二三四五六七八九十", "二十", "三十"), strict=True))
_GROUP: Final = "".join(rf"(?:{_ZERO}?{_ONE}?{place})?" for place in "千百十") + f"(?:{_ZERO}?{_ONE})?"
_WELL_FORMED: Final = f"^(?:(?:{_GROUP}万)?{_GROUP}亿)?(?:{_GROUP}万)?{_GROUP}$|^{_ZERO}$"
#: A multiplier without a digit counts once only where a numeral begins: 百五十, not 三万百五十.
_BARE_INSIDE: Final = f"[十百千万亿]{_ZERO}?[十百千]"
_SCALE: Final = "[十百千]?(?:万亿|亿亿|[万亿])?"
_ZEROS: Final = {"十": 1, "百": 2, "千": 3, "万": 4, "亿": 8}
_MOST_DIGITS: Final = 18
_POWERS: Final = pl.Series([10**exponent for exponent in range(38)], dtype=pl.Int128)
_NAMED: Final = pl.col("whole")
#: The parts of a numeral between its 亿 and 万.
_GROUPS: Final = ("high_myriads", "high_rest", "low_myriads", "low_rest")


def power_of_ten(exponent: pl.Expr) -> pl.Expr:
    """10**exponent as Int128, exponent between 0 and 37."""
    return pl.lit(_POWERS).gather(exponent)


def _digit(text: pl.Expr, found: str) -> pl.Expr:
    return text.str.extract(found).replace_strict(_DIGITS, default=None, return_dtype=pl.Int128)


def _below_myriad(text: pl.Expr) -> pl.Expr:
    """A group below ten thousand as Int128: 三百二十 is 320, the bare 十 of 十二 one ten, and 两千三 is 2300."""

    def place(sign: str) -> pl.Expr:
        bare = pl.when(text.str.contains(sign)).then(pl.lit(1, pl.Int128))
        return pl.coalesce(_digit(text, f"({_ONE}){sign}"), bare, pl.lit(0, pl.Int128))

    ones = _digit(text, f"(?:^|[十百千〇零])({_ONE})$").fill_null(0)
    scale = (
        pl.when(text.str.contains(f"千{_ONE}$"))
        .then(pl.lit(100, pl.Int128))
        .when(text.str.contains(f"百{_ONE}$"))
        .then(pl.lit(10, pl.Int128))
        .otherwise(pl.lit(1, pl.Int128))
    )
    return (place("千") * 1000 + place("百") * 100 + place("十") * 10 + ones * scale).fill_null(0)


def _positional(text: pl.Expr) -> pl.Expr:
    """二〇二二 is 2022: each sign a digit."""
    return text.str.replace_many({sign: str(digit) for sign, digit in _DIGITS.items()})


def _below_myriad_each(frame: pl.DataFrame) -> pl.DataFrame:
    """The frame with the texts of its `_GROUPS` as numbers, all read in one column: a pattern is compiled but once."""
    stacked = pl.concat([frame.select(text=group) for group in _GROUPS])
    numbers = stacked.select(_below_myriad(pl.col("text"))).to_series()
    return frame.with_columns(
        numbers.slice(place * frame.height, frame.height).alias(f"{group}_number")
        for place, group in enumerate(_GROUPS)
    )


def _named() -> pl.Expr:
    """三万二千五百亿, each place named, as Int128."""

    def counted(group: str, is_bare: pl.Expr) -> pl.Expr:
        # a bare 万 or 亿 counts once: 百 before it is in its group, nothing before it is one
        return pl.when(is_bare).then(pl.lit(1, pl.Int128)).otherwise(f"{group}_number")

    # 三万五 is 35000: the place after 万 and 亿 need not be named
    short = (
        pl.when(_NAMED.str.contains(f"万{_ONE}$"))
        .then(pl.lit(1000, pl.Int128))
        .when(_NAMED.str.contains(f"亿{_ONE}$"))
        .then(pl.lit(10**7, pl.Int128))
        .otherwise(pl.lit(1, pl.Int128))
    )
    return (
        counted("high_myriads", pl.col("high_myriads") == "") * 10**12
        + counted("high_rest", _NAMED.str.starts_with("亿")) * 10**8
        + counted("low_myriads", pl.col("low_myriads") == "") * 10**4
        + pl.col("low_rest_number") * short
    )


def read_hanzi(texts: pl.DataFrame) -> pl.DataFrame:
    """Takes text and tight (without blanks); gives text, digits (Int128) and places (Int32, below zero for 四九万).

    Texts that are no numeral in Chinese signs have no row, those that are no well-formed one no digits.

    >>> read_hanzi(pl.DataFrame({"text": ["廿五", "三点五亿"], "tight": ["廿五", "三点五亿"]})).rows()
    [('廿五', 25, 0), ('三点五亿', 35, -7)]
    """
    tight = pl.col("tight").str.replace_many(list(_COMMON), list(_COMMON.values()))
    scale = sum(
        (pl.col("scale").str.count_matches(sign).cast(pl.Int32) * zeros for sign, zeros in _ZEROS.items()),
        pl.lit(0, pl.Int32),
    )
    fraction = pl.col("fraction")
    places = fraction.str.len_chars().cast(pl.Int32)
    is_positional = pl.col("positional").is_not_null()
    is_well_formed = _NAMED.str.contains(_WELL_FORMED) & ~_NAMED.str.contains(_BARE_INSIDE)
    number = (
        pl.when(is_positional)
        .then(
            pl.when(pl.col("positional").str.len_chars() <= _MOST_DIGITS)
            .then(_positional(pl.col("positional")))
            .cast(pl.Int128, strict=False)
        )
        .when(is_well_formed)
        .then(_named())
    )
    return (
        texts.filter(
            pl.col("tight").str.contains(
                rf"^(?:[{forms.HANZI_DIGITS}{forms.FORMAL}]+)(?:[点·.]{_DIGIT}+[十百千万亿]*)?$"
            )
        )
        .with_columns(tight=tight.str.replace("万万$", "亿"))
        .with_columns(
            fraction=_positional(pl.col("tight").str.extract("[点·.](.+?)[十百千万亿]*$").fill_null("")).str.slice(
                0, _MOST_DIGITS
            ),
            positional=pl.col("tight").str.extract(f"^({_DIGIT}{{2,}})(?:{_SCALE}$|[点·.])"),
            scale=pl.coalesce(
                pl.col("tight").str.extract("[点·.].+?([十百千万亿]*)$"),
                pl.col("tight").str.extract(f"^{_DIGIT}{{2,}}({_SCALE})$"),
                # 百亿亿
                pl.col("tight").str.extract("亿(亿)$"),
                pl.lit(""),
            ),
            whole=pl.col("tight").str.extract("^([^点·.]+)").str.replace("亿亿$", "亿"),
        )
        .with_columns(high=_NAMED.str.extract("^(.*)亿"), low=_NAMED.str.extract("([^亿]*)$"))
        .with_columns(
            high_myriads=pl.col("high").str.extract("^(.*)万"),
            high_rest=pl.col("high").str.extract("([^万]*)$"),
            low_myriads=pl.col("low").str.extract("^(.*)万"),
            low_rest=pl.col("low").str.extract("([^万]*)$"),
        )
        .pipe(_below_myriad_each)
        .select(
            "text",
            digits=number * power_of_ten(places) + fraction.cast(pl.Int128, strict=False).fill_null(0),
            places=places - scale,
        )
    )
