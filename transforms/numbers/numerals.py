"""Numerals of reports as exact decimals: 1,234.5, 36.5 9, 三十二万, 两千零五, 二〇二二, 六点五.

A number is kept as whole digits and a power of ten until the end, in 128-bit integers, so no float is ever on its way.
"""

from typing import Final

import polars as pl

DECIMAL: Final = pl.Decimal(38, 9)
_PLACES: Final = 9
#: Quotients that do not end (1亩 is 2000/3 平方米) keep six places.
_ROUNDED_TO: Final = 10 ** (_PLACES - 6)
_ONES: Final = {"一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "两": 2}
_DIGITS: Final = {"〇": 0, "零": 0, **_ONES}
_ONE: Final = f"[{''.join(_ONES)}]"
_DIGIT: Final = f"[{''.join(_DIGITS)}]"
_ZEROS: Final = "0" * 38
_TIGHT: Final = pl.col("tight")


def _power_of_ten(exponent: pl.Expr) -> pl.Expr:
    """10**exponent as Int128, exponent between 0 and 37."""
    return (pl.lit("1") + pl.lit(_ZEROS).str.slice(0, exponent)).cast(pl.Int128)


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


def _arabic(frame: pl.DataFrame) -> pl.DataFrame:
    """1234.5 → 12345 and one place."""
    return frame.filter(_TIGHT.str.contains(r"^[0-9]+(?:\.[0-9]+)?$")).select(
        "text",
        digits=_TIGHT.str.replace(".", "", literal=True).cast(pl.Int128, strict=False),
        places=_TIGHT.str.extract(r"\.([0-9]+)$").fill_null("").str.len_chars().cast(pl.Int32),
    )


def _composite(frame: pl.DataFrame) -> pl.DataFrame:
    """1亿3千万 → 130000000, 2万5千 → 25000: digits with multipliers of their own."""
    parts = _TIGHT.str.extract_groups(
        r"^(?P<high>[0-9]+)(?P<unit>[亿万])(?P<low>[0-9]+)(?P<scale>[十百千]?)[多余]?万?$"
    )
    is_hundred_million = pl.col("unit") == "亿"
    high_unit = pl.when(is_hundred_million).then(pl.lit(10**8, pl.Int128)).otherwise(pl.lit(10**4, pl.Int128))
    low_unit = pl.when(is_hundred_million).then(pl.lit(10**4, pl.Int128)).otherwise(pl.lit(1, pl.Int128))
    scale = pl.col("scale").replace_strict({"": 1, "十": 10, "百": 100, "千": 1000}, return_dtype=pl.Int128)
    high, low = pl.col("high").cast(pl.Int128), pl.col("low").cast(pl.Int128)
    return (
        frame.select("text", parts=parts)
        .unnest("parts")
        .filter(pl.col("unit").is_not_null())
        .select("text", digits=high * high_unit + low * scale * low_unit, places=pl.lit(0, pl.Int32))
    )


def _hanzi(frame: pl.DataFrame) -> pl.DataFrame:
    """十二亿三千万 → 1230000000, 六点五 → 65 and one place, 二〇二二 → 2022."""

    def groups(prefix: str, text: pl.Expr) -> dict[str, pl.Expr]:
        return {f"{prefix}_myriads": text.str.extract("^(.*)万"), f"{prefix}_rest": text.str.extract("([^万]*)$")}

    def counted(group: str, is_bare: pl.Expr) -> pl.Expr:
        # a bare 万 or 亿 counts once: 百 before it is in its group, nothing before it is one
        return pl.when(is_bare).then(pl.lit(1, pl.Int128)).otherwise(_below_myriad(pl.col(group)))

    whole, fraction, places = pl.col("whole"), pl.col("fraction"), pl.col("fraction").str.len_chars().cast(pl.Int32)
    number = (
        counted("high_myriads", pl.col("high_myriads") == "") * 10**12
        + counted("high_rest", whole.str.starts_with("亿")) * 10**8
        + counted("low_myriads", pl.col("low_myriads") == "") * 10**4
        + _below_myriad(pl.col("low_rest"))
    )
    is_positional = whole.str.contains(f"^{_DIGIT}{{2,}}$")
    return (
        frame.filter(_TIGHT.str.contains(rf"^(?:{_DIGIT}|[十百千万亿])+(?:点{_DIGIT}+)?$"))
        .with_columns(
            whole=_TIGHT.str.extract("^([^点]+)"), fraction=_positional(_TIGHT.str.extract("点(.+)$").fill_null(""))
        )
        .with_columns(**groups("high", whole.str.extract("^(.*)亿")), **groups("low", whole.str.extract("([^亿]*)$")))
        .with_columns(
            number=pl.when(is_positional).then(_positional(whole).cast(pl.Int128, strict=False)).otherwise(number)
        )
        .select(
            "text",
            digits=pl.col("number") * _power_of_ten(places) + fraction.cast(pl.Int128, strict=False).fill_null(0),
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
    return pl.concat([_arabic(frame), _composite(frame), _hanzi(frame)])


def to_decimal(digits: pl.Expr, exponent: pl.Expr, numerator: pl.Expr, denominator: pl.Expr) -> pl.Expr:
    """Digits * 10**exponent * numerator / denominator as Decimal(38, 9); half up to six places where it does not end.

    `exponent` may be negative (decimals) and is at least -9; numerator and denominator are positive Int128.

    >>> one, hundred = pl.lit(1, pl.Int128), pl.lit(100, pl.Int128)
    >>> pl.select(to_decimal(pl.lit(125, pl.Int128), pl.lit(-1), one, hundred)).item()
    Decimal('0.125000000')
    """
    scaled = digits.abs() * numerator * _power_of_ten(exponent + _PLACES)
    is_exact = scaled % denominator == 0
    step = denominator * _ROUNDED_TO
    rounded = (scaled * 2 + step) // (step * 2) * _ROUNDED_TO
    units = pl.when(is_exact).then(scaled // denominator).otherwise(rounded)
    base = 10**_PLACES
    sign = pl.when(digits < 0).then(pl.lit("-")).otherwise(pl.lit(""))
    text = sign + (units // base).cast(pl.String) + "." + (units % base).cast(pl.String).str.zfill(_PLACES)
    return text.cast(DECIMAL)
