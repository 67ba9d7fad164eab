"""Verbs that move a number up or down, what they reach, and the sign they give to it: 下降8% is -8."""

from typing import Final

import polars as pl

from transforms.language.patterns import pattern
from transforms.language.searches import add, only
from transforms.sequences import carried

_STEM: Final = pl.col("stem")
#: 增长到, 提高至, 达到了: where something got to, and not by how much.
_REACH: Final = r"(?:到|至|[^完]成|为|达到?|在)[了]?$"
#: What `read_movement` adds for the rules of this room.
MOVEMENT_COLUMNS: Final = ("verb", "direction", "first_verb", "reaches", "moves", "reduces")


def read_movement(facts: pl.DataFrame) -> pl.DataFrame:
    """Adds verb and direction (产值同比增长 → 增长, up), first_verb (压减产能 → 压减), reaches, moves, reduces."""
    particles, up, down = f"{pattern('particle')}*", pattern("rising"), pattern("falling")
    # 新增, the 增长 of 自然增长率 and the 提升 of 改造提升 move nothing
    is_none = _STEM.str.contains(f"{pattern('unmoved')}{particles}$")
    verb = pl.when(~is_none).then(_STEM.str.extract(f"((?:{up}|{down}))(?:幅度|速度)?{particles}$"))
    is_growth_reached = _STEM.str.contains(f"{pattern('growth_reached')}$") | _STEM.str.contains(
        f"{up}(?:目标|预期|速度|幅度)?(?:定)?[为在]$"
    )
    is_ratio = pl.col("unit").is_in(["%", "‰"])
    return (
        facts.with_columns(
            verb=verb,
            first_verb=_STEM.str.extract(rf"^{pattern('reducing_lead')}*({pattern('reducing_verb')})"),
            reaches=_STEM.str.contains(_REACH) & ~is_growth_reached,
        )
        .with_columns(
            direction=pl.when(pl.col("verb").str.contains(f"^{down}$"))
            .then(pl.lit("down"))
            .when(pl.col("verb").is_not_null())
            .then(pl.lit("up")),
            first_verb=_of_list(),
        )
        .with_columns(
            moves=pl.col("verb").is_not_null() & ~pl.col("reaches") & ~pl.col("text").str.contains("^[至到]"),
            reduces=pl.col("first_verb").is_not_null() & ~is_ratio & ~_STEM.str.contains("[到至]$"),
        )
    )


def _of_list() -> pl.Expr:
    """The verb of reduction of a number, or of the list that it goes on with: 压减钢铁产能1400万吨、煤炭 | 1000万吨."""
    goes_on = pl.col("listed") & pl.col("first_verb").is_null() & pl.col("verb").is_null() & ~pl.col("reaches")
    goes_on &= ~only(goes_on, pl.col("lead")).str.contains(f"^、?{pattern('adverb_of_verb')}*{pattern('doing')}")
    return carried(pl.when(~goes_on).then(pl.col("first_verb").fill_null("")), "row").replace("", None)


def turn_signs(facts: pl.DataFrame) -> pl.DataFrame:
    """Growth and changes below zero where the words fall: 下降8% is -8, and 下降2%—3% is -3 to -2."""
    direction, value, value_max = pl.col("direction"), pl.col("value"), pl.col("value_max")
    is_reduced = pl.col("first_verb").is_not_null() & (direction.is_null() | pl.col("reduces"))
    is_said_to_fall = direction.is_null() & _STEM.str.contains(f"{pattern('falling_word')}[^，。；]{{0,16}}$")
    falls = pl.col("measure").is_in(["growth", "change"]) & ((direction == "down") | is_reduced | is_said_to_fall)
    is_reversed = value_max < value
    turned = add(
        facts,
        value=pl.when(falls & (value > 0)).then(-value).otherwise(value),
        value_max=pl.when(falls).then(-value_max).otherwise(value_max),
    )
    return add(
        turned,
        value=pl.when(is_reversed).then(value_max).otherwise(value),
        value_max=pl.when(is_reversed).then(value).otherwise(value_max),
    )
