"""The parts of each number: bound, sign, low end, digits, multiplier and unit, stated or shared with its neighbours."""

from typing import Final

import polars as pl

import seeds
from transforms.language.patterns import alternatives
from transforms.numbers import grammar

_GROUPS: Final = ("bound_before", "sign", "low", "low_tail", "times", "number", "tail")
_IS_NUMBER: Final = pl.col("slot") == "number"
#: Between two numbers of one list, which may share a unit: 增长4.2和0.7个百分点.
_LIST_GAP: Final = r"^ ?(?:、|和|与|及|以及|到|至|或|,|，|~|—|;)? ?$"
#: A list of so many numbers shares the unit of its last.
_LONGEST_LIST: Final = 5
#: What is counted stands within so many signs behind a number: 3.2万建档立卡贫困人口.
_NOUN_WITHIN: Final = 14


def _read_tail(column: str, prefix: str) -> list[pl.Expr]:
    """What follows the digits: 多万平方米 → more, 万, 平方米. A unit of the seed wins over a multiplier (千克)."""
    aliases = grammar.units()["alias"]
    tail = pl.col(column)
    is_unit = tail.is_in(aliases.to_list())
    # 3千多万: the two multipliers are one
    bare = tail.str.replace(f"^{grammar.MORE}?", "").str.replace(f"^([十百千万]){grammar.MORE}([万亿])", "${1}${2}")
    is_led_by_unit = bare.str.split("/").list.get(0).is_in([a for a in aliases if a[0] in "百千"])
    multiplier = pl.when(~is_unit & ~is_led_by_unit).then(bare.str.extract(f"^({grammar.MULTIPLIER})"))
    rest = pl.when(multiplier.is_not_null()).then(bare.str.slice(multiplier.str.len_chars())).otherwise(bare)
    unit = rest.str.replace(f"^{grammar.MORE}", "").str.replace(f"{grammar.MORE}$", "")
    return [
        multiplier.alias(f"{prefix}multiplier"),
        unit.replace("", None).alias(f"{prefix}stated_unit"),
        (tail.str.contains(grammar.MORE) & ~is_unit).fill_null(value=False).alias(f"{prefix}is_more"),
    ]


def _share_units(frame: pl.DataFrame) -> pl.DataFrame:
    """A bare number before a list gap takes the unit of the next one, and its multiplier if it has none."""
    unit, multiplier = pl.col("stated_unit"), pl.col("multiplier")
    # 增加3个、5个和7个百分点: the 个 is the first sign of 个百分点
    is_cut = (unit == "个") & unit.shift(-1).is_in(["个百分点", "个千分点"])
    is_in_list = (
        pl.col("after").str.contains(_LIST_GAP)
        & _IS_NUMBER
        & _IS_NUMBER.shift(-1)
        & (pl.col("row").shift(-1) == pl.col("row"))
    )
    takes = is_in_list & (unit.is_null() | is_cut)
    for _ in range(_LONGEST_LIST - 1):
        frame = frame.with_columns(
            multiplier=pl.when(takes & multiplier.is_null() & ~pl.col("is_more"))
            .then(multiplier.shift(-1))
            .otherwise(multiplier),
            stated_unit=pl.when(takes).then(unit.shift(-1)).otherwise(unit),
        )
    return frame


def _imply_units(frame: pl.DataFrame) -> pl.DataFrame:
    """Adds implied_unit, and completes stated_unit by it: 13亿人口 counts 人 without saying so, 群众达53万 too."""
    implied = seeds.read("implied_units")
    behind, ahead, people = implied.filter(side="after"), implied.filter(side="before"), implied.filter(unit="人")

    def unit_of(noun: pl.Expr, rows: pl.DataFrame) -> pl.Expr:
        return noun.replace_strict(rows["noun"], rows["unit"], default=None, return_dtype=pl.String)

    def any_noun(rows: pl.DataFrame) -> str:
        return alternatives(rows["noun"].to_list())

    before, after = pl.col("before"), pl.col("after")
    clause = after.str.slice(0, _NOUN_WITHIN).str.extract("^([^，。;:、（(]*)")
    reached = rf"({any_noun(ahead)})(?:(?:减少|增加|下降|上升|净增)了?|[由从达为至超有约是][^，。；]{{0,5}})?$"
    implied_unit = pl.coalesce(
        unit_of(clause.str.extract(f"({any_noun(behind)})"), behind),
        pl.when(before.str.contains(f"{any_noun(people)}$")).then(pl.lit("人")),
        unit_of(before.str.extract(reached), ahead),
    )
    is_large = pl.col("multiplier").is_not_null() | pl.col("number").str.contains("[万亿]$")
    return frame.with_columns(
        implied_unit=pl.when(_IS_NUMBER & pl.col("stated_unit").is_null() & is_large).then(implied_unit)
    ).with_columns(stated_unit=pl.coalesce("stated_unit", "implied_unit"))


def read_parts(tokens: pl.DataFrame) -> pl.DataFrame:
    """Adds the parts of each number, null in tokens of other slots and where a number has none.

    bound_before, bound_after (words of `seeds/bounds.csv`), sign, times (2× in 2×35万千瓦), low and number (digits),
    for each of both multiplier, stated_unit and is_more (low_multiplier …), and implied_unit.
    """
    groups = pl.col("text").str.extract_groups(grammar.quantity_parts())
    tail = pl.col("tail").str.replace_all(" ", "", literal=True)
    bound_after = grammar.bound("after")
    frame = (
        tokens.with_columns(groups=pl.when(_IS_NUMBER).then(groups))
        .unnest("groups")
        .with_columns(pl.col(_GROUPS).replace("", None))
        .with_columns(bound_after=tail.str.extract(f"({bound_after})$"), tail=tail.str.replace(f"{bound_after}$", ""))
        .with_columns(*_read_tail("tail", ""), *_read_tail("low_tail", "low_"))
    )
    return _imply_units(_share_units(frame))
