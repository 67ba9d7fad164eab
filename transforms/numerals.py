"""Numerals of reports as exact decimals: 1,234.5, 36.5 9, 三十二万, 两千零五, 二〇二二, 1/3, 三分之二, 百分之六点五.

A number is kept as whole digits and a power of ten until the end, in 128-bit integers, so no float is ever on its way.
"""

from typing import Final

import polars as pl

DECIMAL: Final = pl.Decimal(38, 9)
_PLACES: Final = 9
_DIGITS: Final = {
    "〇": 0,
    "零": 0,
    "一": 1,
    "二": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
    "两": 2,
    "廿": 20,
    "卅": 30,
}
_ONE_DIGIT: Final = "[一二三四五六七八九两]"
_ZEROS: Final = "0" * 38


def power_of_ten(exponent: pl.Expr) -> pl.Expr:
    """10**exponent as Int128, exponent between 0 and 37."""
    return (pl.lit("1") + pl.lit(_ZEROS).str.slice(0, exponent)).cast(pl.Int128)


def _group(prefix: str, text: pl.Expr) -> list[pl.Expr]:
    """The four places of a group below ten thousand: 三百二十 → 0, 3, 2, 0; 十二 counts its bare 十 as one; 两千三 is 2300."""

    def place(sign: str) -> pl.Expr:
        found = text.str.extract(f"({_ONE_DIGIT}){sign}").replace_strict(_DIGITS, default=None, return_dtype=pl.Int128)
        return pl.coalesce(found, pl.when(text.str.contains(sign)).then(pl.lit(1, pl.Int128)), pl.lit(0, pl.Int128))

    ones = text.str.extract(r"(?:^|[十百千〇零])([一二三四五六七八九两])$").replace_strict(
        _DIGITS, default=0, return_dtype=pl.Int128
    )
    scale = (
        pl.when(text.str.contains("千[一二三四五六七八九]$"))
        .then(100)
        .when(text.str.contains("百[一二三四五六七八九]$"))
        .then(10)
        .otherwise(1)
    )
    return [
        (place("千") * 1000 + place("百") * 100 + place("十") * 10 + ones * scale.cast(pl.Int128))
        .fill_null(0)
        .alias(prefix)
    ]


def _positional(text: pl.Expr) -> pl.Expr:
    return text.str.replace_many({sign: str(digit) for sign, digit in _DIGITS.items() if digit < 10})


def parse_numerals(texts: pl.Series) -> pl.DataFrame:
    """Plain numerals without unit as a table of their own: text, digits (Int128), places (Int32); the value is digits / 10**places.

    "1,234.5" → (12345, 1), "六点五" → (65, 1), "十二亿三千万" → (1230000000, 0), "二〇二二" → (2022, 0). Blanks and thousands
    separators inside are dropped. Each distinct text is read once; digits is null where a text is no numeral.

    >>> parse_numerals(pl.Series(["两千零五"]))["digits"].to_list()
    [2005]
    """
    column = pl.col("tight")
    frame = pl.DataFrame({"text": texts.drop_nulls().unique()}, schema={"text": pl.String})
    frame = frame.with_columns(tight=pl.col("text").str.replace_all(r"[ ,，\n]", ""))
    arabic = frame.filter(column.str.contains(r"^[0-9]+(?:\.[0-9]+)?$")).select(
        "text",
        digits=column.str.replace(".", "", literal=True).cast(pl.Int128, strict=False),
        places=column.str.extract(r"\.([0-9]+)$").fill_null("").str.len_chars().cast(pl.Int32),
    )
    composite = (
        frame.with_columns(
            parts=column.str.extract_groups(
                r"^(?P<high>[0-9]+)(?P<unit>[亿万])(?P<low>[0-9]+)(?P<scale>[十百千]?)[多余]?万?$"
            )
        )
        .unnest("parts")
        .filter(pl.col("unit").is_not_null())
        .select(
            "text",
            digits=pl.col("high").cast(pl.Int128)
            * pl.when(pl.col("unit") == "亿").then(10**8).otherwise(10**4).cast(pl.Int128)
            + pl.col("low").cast(pl.Int128)
            * pl.col("scale").replace_strict(
                {"": 1, "十": 10, "百": 100, "千": 1000}, default=1, return_dtype=pl.Int128
            )
            * pl.when(pl.col("unit") == "亿").then(10**4).otherwise(1).cast(pl.Int128),
            places=pl.lit(0, pl.Int32),
        )
    )
    hanzi = (
        frame.filter(column.str.contains(rf"^[{''.join(_DIGITS)}十百千万亿]+(?:点[{''.join(_DIGITS)}]+)?$"))
        .with_columns(
            whole=column.str.extract("^([^点]+)"), fraction=_positional(column.str.extract("点(.+)$").fill_null(""))
        )
        .with_columns(high=pl.col("whole").str.extract("^(.*)亿"), below=pl.col("whole").str.extract("([^亿]*)$"))
        .with_columns(
            high_myriads=pl.col("high").str.extract("^(.*)万"),
            high_rest=pl.col("high").str.extract("([^万]*)$"),
            myriads=pl.col("below").str.extract("^(.*)万"),
            rest=pl.col("below").str.extract("([^万]*)$"),
        )
        .with_columns(
            [e for c in ("high_myriads", "high_rest", "myriads", "rest") for e in _group(f"{c}_value", pl.col(c))]
        )
        .with_columns(
            # a bare 万 or 亿 counts once: 百 before it is in its group, nothing before it is one
            pl.when(pl.col(c) == "").then(pl.lit(1, pl.Int128)).otherwise(f"{c}_value").alias(f"{c}_value")
            for c in ("high_myriads", "myriads")
        )
        .with_columns(
            high_rest_value=pl.when(pl.col("high") == "").then(pl.lit(1, pl.Int128)).otherwise("high_rest_value")
        )
        .with_columns(
            number=pl.when(pl.col("whole").str.contains(r"^[〇零一二三四五六七八九两]{2,}$"))
            .then(_positional(pl.col("whole")).cast(pl.Int128, strict=False))
            .otherwise(
                pl.col("high_myriads_value") * 10**12
                + pl.col("high_rest_value") * 10**8
                + pl.col("myriads_value") * 10**4
                + pl.col("rest_value")
            ),
            places=pl.col("fraction").str.len_chars().cast(pl.Int32),
        )
        .select(
            "text",
            digits=pl.col("number") * power_of_ten(pl.col("places"))
            + pl.col("fraction").cast(pl.Int128, strict=False).fill_null(0),
            places="places",
        )
    )
    return pl.concat([arabic, composite, hanzi])


def to_decimal(digits: pl.Expr, exponent: pl.Expr, numerator: pl.Expr, denominator: pl.Expr) -> pl.Expr:
    """Digits * 10**exponent * numerator / denominator as Decimal(38, 9), rounded half up to six places where it does not end.

    `exponent` may be negative (decimals) and is at least -9; numerator and denominator are positive Int128.
    """
    scaled = digits.abs() * numerator * power_of_ten(exponent + _PLACES)
    exact = scaled % denominator == 0
    coarse = (scaled * 2 + denominator * 1000) // (denominator * 2000) * 1000
    units = pl.when(exact).then(scaled // denominator).otherwise(coarse)
    base = 10**_PLACES
    sign = pl.when(digits < 0).then(pl.lit("-")).otherwise(pl.lit(""))
    return (sign + (units // base).cast(pl.String) + "." + (units % base).cast(pl.String).str.zfill(_PLACES)).cast(
        DECIMAL
    )
