"""What each number amounts to, exactly: value, value_max, unit, bound and stated_number."""

from typing import Final

import polars as pl

from transforms.numbers import grammar, numerals, units
from transforms.numbers.digits import HOLDS_MULTIPLIER, PER_100K, read_numerals
from transforms.numbers.dispositions import states_ratio
from transforms.numbers.hanzi import power_of_ten

_TEXT: Final = pl.col("text")
_BEFORE: Final = pl.col("before")
_SLOT: Final = pl.col("slot")
_IS_NUMBER: Final = _SLOT == "number"
_IS_PART: Final = _SLOT == "part"
_IS_BARE: Final = _IS_NUMBER & pl.col("stated_unit").is_null()
#: What tells how much a number amounts to, and what is worked out from it.
_SAME: Final = ("slot", "text", "multiplier", "stated_unit", "low_stated_unit")
_AMOUNTS: Final = (
    "digits",
    "low",
    "base",
    "unit_name",
    "unit_dimension",
    "is_range",
    "is_rounded",
    "value",
    "value_max",
)


def _is_permille() -> pl.Expr:
    """千分之三 and 12.5/10万 are stated per thousand, other parts per hundred."""
    return _IS_PART & ((pl.col("base") == "千") | _TEXT.str.contains(PER_100K))


def _with_amount(frame: pl.DataFrame, name: str, digits: pl.Expr, exponent: pl.Expr) -> pl.DataFrame:
    """Adds what digits amount to in the row's unit: up and down are its factor."""
    return frame.with_columns(
        numerals.to_decimal(frame.select("up", "down", digits=digits, exponent=exponent)).alias(name)
    )


def _low_amounts(frame: pl.DataFrame) -> pl.DataFrame:
    """Place and low_amount of the numbers that have a low end.

    3—5亿元 shares the multiplier, 5000到1万元 does not, 500米至2公里 has its own unit.
    """
    lows = frame.filter(pl.col("low_digits").is_not_null() | pl.col("bare_digits").is_not_null())
    known = units.read_units(lows["low_stated_unit"]).select(
        low_stated_unit="stated", own_unit="canonical", own_up="up", own_down="down"
    )
    own_exponent = units.multiplier_exponent(pl.col("low_multiplier"))
    is_alone = pl.col("low_multiplier").is_null() & pl.col("low_stated_unit").is_null()
    has_unit = _IS_NUMBER & pl.col("own_unit").is_not_null()
    up, down = pl.col("up"), pl.col("down")
    shared, bare, amount = pl.col("shared"), pl.col("bare"), pl.col("amount")
    return (
        # in steps: an expression that holds another one many times costs far more than its few rows
        lows.join(known, on="low_stated_unit", how="left", maintain_order="left")
        .with_columns(own_exponent=own_exponent)
        .with_columns(
            up=pl.when(has_unit).then("own_up").otherwise(up),
            down=pl.when(has_unit).then("own_down").otherwise(down),
            low_exponent=pl.when(is_alone).then("exponent").otherwise("own_exponent"),
        )
        .pipe(_with_amount, "shared", pl.col("low_digits"), pl.col("low_exponent") - pl.col("low_places"))
        .pipe(_with_amount, "bare", pl.col("bare_digits"), pl.col("own_exponent") - pl.col("bare_places"))
        .select(
            "place",
            low_amount=pl.when(has_unit & (pl.col("own_unit") != pl.col("unit_name")))
            .then(None)
            # 零下12度到零下5度 and -12℃至8℃ begin below
            .when((shared < amount) | _is_below())
            .then(shared)
            .when(bare < amount)
            .then(bare),
        )
    )


def _add_amounts(frame: pl.DataFrame) -> pl.DataFrame:
    """Adds unit_name, unit_dimension, amount, low_amount (Decimal) and is_rounded: digits, multiplier, factor, base."""
    known = units.read_units(frame["stated_unit"]).select(
        stated_unit="stated", unit_name="canonical", unit_up="up", unit_down="down", unit_dimension="dimension"
    )
    frame = frame.join(known, on="stated_unit", how="left", maintain_order="left")
    per = (
        pl.when(_is_permille())
        .then(pl.lit(1000, pl.Int128))
        .when(_IS_PART & pl.col("base").is_not_null())
        .then(pl.lit(100, pl.Int128))
        .otherwise(pl.lit(1, pl.Int128))
    )
    factors = pl.col("times").str.extract_all("[0-9]{1,6}")
    first, second = (factors.list.get(n, null_on_oob=True).cast(pl.Int128).fill_null(1) for n in range(2))
    # 1小时30分钟
    minutes = pl.col("minutes")
    numerator = pl.when(_IS_NUMBER).then("unit_up").fill_null(1) * per * first * second
    denominator = pl.when(_IS_NUMBER).then("unit_down").fill_null(1) * pl.col("base_digits").fill_null(1)
    denominator *= pl.when(minutes.is_not_null()).then(pl.lit(60, pl.Int128)).otherwise(pl.lit(1, pl.Int128))
    stated = units.multiplier_exponent(pl.col("multiplier"))
    exponent = pl.when(HOLDS_MULTIPLIER).then(pl.lit(0, pl.Int32)).otherwise(stated)
    # 六倍半, 一个半小时
    half = pl.col("is_half").fill_null(value=False)
    # 123元1角5分
    has_cents = (pl.col("cents") > 0).fill_null(value=False)
    digits = (
        pl.when(minutes.is_not_null())
        .then(pl.col("digits") * 60 + minutes * power_of_ten(pl.col("places").clip(0)))
        .when(half)
        .then(pl.col("digits") * 10 + 5 * power_of_ten(pl.col("places").clip(0)))
        .when(has_cents)
        .then(pl.col("digits") * 100 + pl.col("cents") * power_of_ten(pl.col("places").clip(0)))
        .otherwise("digits")
    )
    places = pl.col("places") + half.cast(pl.Int32) + has_cents.cast(pl.Int32) * 2
    # in steps: what a later expression repeats is worked out once
    parts = {"digits_in_all": digits, "shift": exponent - places, "up": numerator, "down": denominator}
    frame = (
        frame.with_columns(**parts, exponent=exponent)
        .pipe(_with_amount, "amount", pl.col("digits_in_all"), pl.col("shift"))
        # beyond what a column holds; what a unit leaves without an end (1亩) is rounded by definition
        .with_columns(is_rounded=(-pl.col("shift") > numerals.PLACES).fill_null(value=False))
        .with_row_index("place")
    )
    return frame.join(_low_amounts(frame), on="place", how="left", maintain_order="left").drop(
        "place", *parts, "exponent"
    )


def _is_below() -> pl.Expr:
    return pl.col("sign").is_in(["-", "负", "零下"]) | (_IS_PART & _TEXT.str.contains("^负"))


def _is_high_below() -> pl.Expr:
    """零下5到10度 is below zero at both ends; -5到10 is not, and neither is 零下5到零上10度."""
    high = pl.col("high_sign").fill_null("")
    return _is_below() & ((pl.col("sign") != "-") | (high == "-")) & (high != "零上")


def _add_range(frame: pl.DataFrame) -> pl.DataFrame:
    """Adds is_range and value and value_max with their signs: 零下5到10度 is -10 to -5."""
    amount, low = pl.col("amount"), pl.col("low_amount")
    is_below = _is_below()
    low, high = pl.when(is_below).then(-low).otherwise(low), pl.when(_is_high_below()).then(-amount).otherwise(amount)
    return frame.with_columns(
        is_range=pl.col("low_amount").is_not_null(),
        value=pl.when(pl.col("low_amount").is_null())
        .then(pl.when(is_below).then(-amount).otherwise(amount))
        .otherwise(pl.min_horizontal(low, high)),
        value_max=pl.when(pl.col("low_amount").is_not_null()).then(pl.max_horizontal(low, high)),
    )


def _bound() -> pl.Expr:
    """How exact a number is, by its own words, null for none: 近500家 is below, 5%—6% a range, 数十家 indefinite."""

    def meaning(side: str, found: str) -> pl.Expr:
        return _TEXT.str.extract(found, 0).replace_strict(grammar.bounds(side), default=None, return_dtype=pl.String)

    number = pl.col("number")
    is_more = pl.col("is_more") | number.str.contains("[多余]") | (_IS_PART & _TEXT.str.contains("[多余]"))
    by_words = pl.coalesce(
        meaning("after", f"{grammar.bound('after')}$"),
        meaning("before", f"^{grammar.bound('before')}"),
        pl.when(_TEXT.str.contains("^过半")).then(pl.lit("above")),
        pl.when(_TEXT.str.contains("翻近")).then(pl.lit("below")),
        pl.when(is_more).then(pl.lit("above")),
    )
    return (
        pl.when((_SLOT == "rank") & _TEXT.str.starts_with("前"))
        .then(pl.lit("at_most"))
        .when(_SLOT.is_in(["rank", "share"]))
        .then(pl.lit("exact"))
        .when("is_range")
        .then(pl.lit("range"))
        .when(number.str.contains("[数几上]"))
        .then(pl.lit("indefinite"))
        .otherwise(by_words)
    )


def _unit() -> pl.Expr:
    """The canonical unit; what has none stated is a rank (位), a share (%, ‰), a multiple (倍) or an index (指数)."""
    return (
        pl.when(_SLOT == "rank")
        .then(pl.lit("位"))
        .when(_is_permille())
        .then(pl.lit("‰"))
        .when((_IS_PART & _TEXT.str.contains("番")) | (_SLOT == "multiple"))
        .then(pl.lit("倍"))
        .when(_IS_PART | (_SLOT == "share"))
        .then(pl.lit("%"))
        .when(_IS_BARE)
        .then(pl.lit("指数"))
        .otherwise("unit_name")
    )


def _stated_number() -> pl.Expr:
    """The number as it is written: 3—5亿元 is 3-5, 1.2万家 is 1.2万."""
    return (
        # 百分之四到五 is a range without a low end of its own: it is written as it stands
        pl.when(pl.col("is_range") & pl.col("low").is_not_null() & pl.col("number").is_not_null())
        .then(pl.col("low") + "-" + pl.col("number"))
        .when(_IS_NUMBER)
        .then(pl.col("number") + pl.col("multiplier").fill_null(""))
        .otherwise(_TEXT)
    )


def add_values(parts: pl.DataFrame) -> pl.DataFrame:
    """Adds value and value_max (Decimal, in the canonical unit), unit, dimension, bound and stated_number.

    Takes the frame of `parts.read_parts`. All are null where a token is no number; value_max is a range's high end.
    """
    # equal texts in equal units amount to the same, and are worked out once
    distinct = parts.unique(_SAME, maintain_order=True)
    amounts = _add_range(_add_amounts(read_numerals(distinct))).select(
        *_SAME, *_AMOUNTS, bound=_bound(), unit=_unit(), stated_number=_stated_number()
    )
    frame = parts.drop("low").join(amounts, on=_SAME, how="left", nulls_equal=True, maintain_order="left")
    return frame.with_columns(
        # 城乡收入比由2.45缩小到2.39
        unit=pl.coalesce(pl.when(_IS_BARE & states_ratio(_IS_BARE).holds).then(pl.lit("倍")), "unit", "own_word"),
        dimension=pl.when(pl.col("own_word").is_not_null()).then(pl.lit("count")).otherwise("unit_dimension"),
        # 约占全国的十分之一
        bound=pl.when(pl.col("bound").is_null() & _BEFORE.str.contains("约占[^，。；]{0,12}$"))
        .then(pl.lit("about"))
        .otherwise(pl.col("bound").fill_null("exact")),
    )
