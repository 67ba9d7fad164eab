"""Numerals of reports as exact decimals: 1,234.5, 36.5 9, 三十二万, 两千零五, 二〇二二, 六点五.

A number is kept as whole digits and a power of ten until the end, in 128-bit integers, so no float is ever on its way.
"""

from decimal import Decimal
from typing import Final

import polars as pl

from transforms.numbers.hanzi import power_of_ten, read_hanzi

DECIMAL: Final = pl.Decimal(38, 9)
PLACES: Final = 9
#: The last place that is kept.
_UNIT: Final = pl.lit(Decimal(1).scaleb(-PLACES), DECIMAL)
#: Quotients that do not end (1亩 is 2000/3 平方米) keep six places.
_ROUNDED_TO: Final = 10 ** (PLACES - 6)
#: What is further behind the point than this is below any rounding.
_MOST_PLACES: Final = 18
#: A product of so many digits, those of its factors counted together, is below 10**38, and so in any Int128.
_MOST_DIGITS: Final = 38
_TIGHT: Final = pl.col("tight")


def _arabic(frame: pl.DataFrame) -> pl.DataFrame:
    """1234.5 → 12345 and one place."""
    whole, fraction = _TIGHT.str.extract(r"^0*([0-9]+)"), _TIGHT.str.extract(r"[.·]([0-9]+)$").fill_null("")
    fraction = fraction.str.slice(0, _MOST_PLACES)
    return frame.filter(_TIGHT.str.contains(r"^[0-9]+(?:[.·][0-9]+)?$")).select(
        "text",
        digits=(whole + fraction).cast(pl.Int128, strict=False),
        places=fraction.str.len_chars().cast(pl.Int32),
    )


def _steps(prefix: str) -> pl.Expr:
    """5千6百 → 5600, 4000 → 4000, and nothing → 0, of the columns that `_mixed` has cut."""
    places = [pl.col(f"{prefix}_{place}").cast(pl.Int128, strict=False).fill_null(0) for place in ("1000", "100", "10")]
    thousands, hundreds, tens = places
    return (
        thousands * 1000 + hundreds * 100 + tens * 10 + pl.col(f"{prefix}_1").cast(pl.Int128, strict=False).fill_null(0)
    )


def _mixed(frame: pl.DataFrame) -> pl.DataFrame:
    """1亿3千万 → 130000000, 2万5千 → 25000, 1.5亿3000万 → 180000000: digits with multipliers of their own."""
    named = {
        prefix: "".join(
            rf"(?:(?P<{prefix}_{place}>[0-9]){sign})?" for place, sign in (("1000", "千"), ("100", "百"), ("10", "十"))
        )
        + f"(?P<{prefix}_1>[0-9]*)"
        for prefix in ("myriads", "rest")
    }
    parts = _TIGHT.str.extract_groups(
        rf"^(?:(?P<lead>[0-9]+)(?:\.(?P<lead_fraction>[0-9]{{1,9}}))?(?P<lead_unit>[亿万]))?"
        rf"(?:{named['myriads']}[多余]?(?P<is_myriad>万))?{named['rest']}$"
    )
    fraction = pl.col("lead_fraction").fill_null("")
    places = fraction.str.len_chars().cast(pl.Int32)
    lead_unit = pl.col("lead_unit").replace_strict({"亿": 10**8, "万": 10**4}, default=0, return_dtype=pl.Int128)
    lead = (pl.col("lead").fill_null("0") + fraction).cast(pl.Int128, strict=False) * lead_unit.fill_null(0)
    return (
        frame.filter(
            _TIGHT.str.contains("^[0-9.]+[千万亿].*[0-9千百十万]$") & _TIGHT.str.contains("[0-9][十百千万亿][0-9]")
        )
        .select("text", parts=parts)
        .unnest("parts")
        .select(
            "text",
            digits=lead + (_steps("myriads") * 10**4 + _steps("rest")) * power_of_ten(places),
            places=places,
        )
    )


def parse_numerals(texts: pl.Series) -> pl.DataFrame:
    """Plain numerals without unit as a table: text, digits (Int128), places (Int32); the value is digits / 10**places.

    "1,234.5" → (12345, 1), "六点五" → (65, 1), "十二亿三千万" → (1230000000, 0), "二〇二二" → (2022, 0). Blanks and
    thousands separators inside are dropped. Each distinct text is read once; one that is no numeral has no row.

    >>> parse_numerals(pl.Series(["两千零五"]))["digits"].to_list()
    [2005]
    """
    distinct = pl.DataFrame({"text": texts.drop_nulls().unique()}, schema={"text": pl.String})
    frame = distinct.with_columns(tight=pl.col("text").str.replace_all(r"[ ,，\n]", ""))
    half = frame.filter(_TIGHT == "半").select("text", digits=pl.lit(5, pl.Int128), places=pl.lit(1, pl.Int32))
    return pl.concat([_arabic(frame), _mixed(frame), read_hanzi(frame), half])


def _width(factor: pl.Expr) -> pl.Expr:
    """How many digits a factor adds to a product at most: none for 1."""
    return (factor.abs() - 1).clip(0).cast(pl.String).str.strip_chars_start("0").str.len_chars().cast(pl.Int32)


def to_decimal(parts: pl.DataFrame) -> pl.Series:
    """Digits * 10**exponent * up / down of each row as Decimal(38, 9), null where that cannot hold it.

    Takes digits, up, down (Int128, the last two positive) and exponent. What down leaves without an end is rounded half
    up to six places (1亩 is 666.666667 平方米), what has more than nine places to nine.

    >>> parts = pl.DataFrame({"digits": [125], "exponent": [-1], "up": [1], "down": [100]})
    >>> to_decimal(parts.cast({"digits": pl.Int128, "up": pl.Int128, "down": pl.Int128})).item()
    Decimal('0.125000000')
    """
    digits, up, down, shift = pl.col("digits"), pl.col("up"), pl.col("down"), pl.col("shift")
    holds = digits.cast(pl.String).str.len_chars().cast(pl.Int32) + _width(up) + shift.clip(0) <= _MOST_DIGITS
    scaled, step, places = pl.col("scaled"), pl.col("step"), pl.col("places")
    cut = scaled // places + ((scaled % places) * 2 >= places).cast(pl.Int128)
    rounded = (scaled // step + ((scaled % step) * 2 >= step).cast(pl.Int128)) * _ROUNDED_TO
    whole = pl.when(shift < 0).then(cut // down).when(scaled % down == 0).then(scaled // down).otherwise(rounded)
    sign = pl.when("is_below").then(pl.lit(-1, pl.Int128)).otherwise(pl.lit(1, pl.Int128))
    return (
        # in steps: what is asked of one result several times is worked out once
        parts.select(digits.abs(), "up", "down", shift=pl.col("exponent") + PLACES, is_below=digits < 0)
        # checked before anything is multiplied: an Int128 that is too small wraps round in silence
        .with_columns(pl.when(holds).then(pl.col(name)).alias(name) for name in ("digits", "up", "shift"))
        .with_columns(
            scaled=digits * up * power_of_ten(shift.clip(0)),
            step=down * _ROUNDED_TO,
            places=power_of_ten((-shift).clip(0, _MOST_DIGITS - 1)),
        )
        .select((whole * sign).cast(pl.Decimal(38, 0), strict=False) * _UNIT)
        .to_series()
    )
