"""What each number amounts to, exactly: value, value_max, unit, bound and stated_number."""

from typing import Final

import polars as pl

from transforms.numbers import grammar, numerals, units
from transforms.numbers.dispositions import states_ratio

_TEXT: Final = pl.col("text")
_SLOT: Final = pl.col("slot")
_IS_NUMBER: Final = _SLOT == "number"
_IS_PART: Final = _SLOT == "part"
#: 12.5/10万 is a thousandth for every 125.
_PER_100K: Final = "/10 ?万"
_DOUBLINGS: Final = {"一": "2", "两": "4", "二": "4", "2": "4", "三": "8", "3": "8", "四": "16"}
_FIRST: Final = {"首位": "一", "榜首": "一", "冠军": "一", "亚军": "二", "季军": "三"}


def _read_numerals(frame: pl.DataFrame) -> pl.DataFrame:
    """Adds digits and places, low_digits and low_places, base and base_digits, read from the numerals of each token.

    A part is a numerator over a base: 三分之二, 百分之六, 1/3; 六成五 is 65, 一半 50, 翻两番 4.
    """
    half = _TEXT.str.extract("成([一二三四五六七八九半])").fill_null("〇").replace("半", "五")
    doublings = _TEXT.str.extract("翻[了近约]*([0-9一两二三四])").fill_null("一")
    part = (
        pl.when(_TEXT.str.contains("分之"))
        .then(_TEXT.str.extract("分之([^以左多余几超近约]+)"))
        .when(_TEXT.str.contains("/", literal=True))
        .then(_TEXT.str.extract("([0-9.]+)/"))
        .when(_TEXT.str.contains("成", literal=True))
        .then(_TEXT.str.extract("([一二三四五六七八九两])成") + half)
        .when(_TEXT.str.contains("番", literal=True))
        .then(doublings.replace_strict(_DOUBLINGS, default=None, return_dtype=pl.String))
        .otherwise(pl.lit("50"))
    )
    base = pl.coalesce(
        _TEXT.str.extract("([一二三四五六七八九十百千万]+)分之"),
        pl.when(_TEXT.str.contains(_PER_100K)).then(pl.lit("100000")),
        _TEXT.str.extract("/([0-9]+)"),
    )
    numeral = (
        pl.when(_IS_NUMBER)
        # 数十万 and 十几万 amount to their order of magnitude
        .then(pl.col("number").str.replace("^好?[数几上]", "").str.replace("十几", "十"))
        .when(_IS_PART)
        .then(part)
        .when(_SLOT == "rank")
        .then(_TEXT.replace(_FIRST).str.extract("([〇零一二三四五六七八九十百]+|[0-9]+)"))
        .when(_SLOT.is_in(["share", "multiple"]))
        .then(_TEXT)
    )
    frame = frame.with_columns(numeral=numeral, base=pl.when(_IS_PART).then(base))
    table = numerals.parse_numerals(pl.concat([frame["numeral"], frame["low"], frame["base"]]))
    low = table.select("text", low_digits="digits", low_places="places")
    bases = table.select("text", base_digits="digits")
    for column, read in (("numeral", table), ("low", low), ("base", bases)):
        frame = frame.join(read, left_on=column, right_on="text", how="left", maintain_order="left")
    return frame


def _is_permille() -> pl.Expr:
    """千分之三 and 12.5/10万 are stated per thousand, other parts per hundred."""
    return _IS_PART & ((pl.col("base") == "千") | _TEXT.str.contains(_PER_100K))


def _add_amounts(frame: pl.DataFrame) -> pl.DataFrame:
    """Adds amount, low_amount (Decimal) and is_range: the digits times multiplier, factor of the unit and base."""
    unit, up, down = units.canonical(pl.col("stated_unit"))
    frame = frame.with_columns(unit_name=unit, unit_up=up, unit_down=down)
    per = (
        pl.when(_is_permille())
        .then(pl.lit(1000, pl.Int128))
        .when(_IS_PART & pl.col("base").is_not_null())
        .then(pl.lit(100, pl.Int128))
        .otherwise(pl.lit(1, pl.Int128))
    )
    times = pl.col("times").str.extract("([0-9]+)").cast(pl.Int128).fill_null(1)
    numerator = pl.when(_IS_NUMBER).then("unit_up").fill_null(1) * per * times
    denominator = pl.when(_IS_NUMBER).then("unit_down").fill_null(1) * pl.col("base_digits").fill_null(1)
    exponent = units.multiplier_exponent(pl.col("multiplier"))
    # 3—5亿元: the low end has the multiplier of the high one, unless it has a unit of its own
    shares_multiplier = pl.col("low_multiplier").is_null() & pl.col("low_stated_unit").is_null()
    own_exponent = units.multiplier_exponent(pl.col("low_multiplier"))
    low_exponent = pl.when(shares_multiplier).then(exponent).otherwise(own_exponent)
    return frame.with_columns(
        amount=numerals.to_decimal(pl.col("digits"), exponent - pl.col("places"), numerator, denominator),
        low_amount=numerals.to_decimal(
            pl.col("low_digits"), low_exponent - pl.col("low_places"), numerator, denominator
        ),
    ).with_columns(is_range=(pl.col("low_amount") < pl.col("amount")).fill_null(value=False))


def _bound() -> pl.Expr:
    """How exact a number is, by its words: 近500家 is below, 5%—6% a range, 数十家 indefinite."""

    def meaning(side: str, found: str) -> pl.Expr:
        return _TEXT.str.extract(found).replace_strict(grammar.bounds(side), default=None, return_dtype=pl.String)

    number = pl.col("number")
    is_more = pl.col("is_more") | number.str.contains("[多余]") | (_IS_PART & _TEXT.str.contains("[多余]"))
    by_words = pl.coalesce(
        meaning("after", f"({grammar.bound('after')})$"),
        meaning("before", f"^({grammar.bound('before')})"),
        pl.when(_TEXT.str.contains("^过半")).then(pl.lit("above")),
        pl.when(_TEXT.str.contains("翻近")).then(pl.lit("below")),
        pl.when(is_more).then(pl.lit("above")).otherwise(pl.lit("exact")),
    )
    return (
        pl.when((_SLOT == "rank") & _TEXT.str.starts_with("前"))
        .then(pl.lit("at_most"))
        .when(_SLOT.is_in(["rank", "share", "multiple"]))
        .then(pl.lit("exact"))
        .when("is_range")
        .then(pl.lit("range"))
        .when(number.str.contains("[数几上]"))
        .then(pl.lit("indefinite"))
        .otherwise(by_words)
    )


def _unit() -> pl.Expr:
    """The canonical unit; what has none stated is a rank (位), a share (%, ‰), a multiple (倍) or an index (指数)."""
    is_bare = _IS_NUMBER & pl.col("stated_unit").is_null()
    return (
        pl.when(_SLOT == "rank")
        .then(pl.lit("位"))
        .when(_is_permille())
        .then(pl.lit("‰"))
        .when((_IS_PART & _TEXT.str.contains("番")) | (is_bare & states_ratio().holds))
        .then(pl.lit("倍"))
        .when(_SLOT == "multiple")
        .then(pl.lit("倍"))
        .when(_IS_PART | (_SLOT == "share"))
        .then(pl.lit("%"))
        .when(is_bare)
        .then(pl.lit("指数"))
        .otherwise("unit_name")
    )


def _stated_number() -> pl.Expr:
    """The number as it is written: 3—5亿元 is 3-5, 1.2万家 is 1.2万."""
    return (
        pl.when("is_range")
        .then(pl.col("low") + "-" + pl.col("number"))
        .when(_IS_NUMBER)
        .then(pl.col("number") + pl.col("multiplier").fill_null(""))
        .otherwise(_TEXT)
    )


def add_values(parts: pl.DataFrame) -> pl.DataFrame:
    """Adds value and value_max (Decimal, in the canonical unit), unit, dimension, bound and stated_number.

    Takes the frame of `parts.read_parts`. All are null where a token is no number; value_max is a range's high end.
    """
    return _add_amounts(_read_numerals(parts)).with_columns(
        value=pl.when("is_range").then("low_amount").otherwise("amount"),
        value_max=pl.when("is_range").then("amount"),
        unit=_unit(),
        dimension=units.dimension(pl.col("stated_unit")),
        bound=_bound(),
        stated_number=_stated_number(),
    )
