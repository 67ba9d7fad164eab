"""What the cells of tables amount to, in canonical units."""

from typing import Final

import polars as pl

from transforms.numbers import numerals, units
from transforms.numbers.masks import mask_sentences
from transforms.numbers.quantities import find_quantities
from transforms.numbers.tokens import tokenise

_MULTIPLIED: Final = r"^(万亿|百万|千万|十万|百亿|千亿|万|亿)?(.+)$"
#: ≥40, 6左右, 5.5—6: a number with signs and words of bounds, whose unit stands elsewhere.
_QUALIFIED: Final = (
    r"^([^\d\s]{0,4}?)(\d[\d,]*(?:\.\d+)?(?:[-—–~～至]\d[\d,]*(?:\.\d+)?)?)([%‰]?)((?:左右|上下|以上|以下|以内|以下)?)$"
)
_SIGNS: Final = {
    **dict.fromkeys(("≥", "≧", ">="), "不低于"),
    **dict.fromkeys(("≤", "≦", "<="), "不高于"),
    **dict.fromkeys((">", "＞"), "超过"),
    **dict.fromkeys(("<", "＜"), "低于"),
}


def add_values(said: pl.DataFrame, facts: pl.DataFrame) -> pl.DataFrame:
    """The figures with value (exact, in the canonical unit), value_max, unit and bound; those without a unit go.

    Takes cell, is_figure and stated_unit. A cell with words of its own (6.5%左右, 5万人以上) holds the quantity that
    `facts` has in it.
    """
    figures = _of_figures(said.filter("is_figure"))
    words = said.filter(~pl.col("is_figure"))
    qualified = _of_qualified(words)
    found = _of_facts(words, facts)
    told = [frame for frame in (figures, qualified, found) if not frame.is_empty()]
    values = pl.concat(told, how="diagonal") if told else figures
    falls = pl.col("is_fall") & (pl.col("value") > 0)
    return values.with_columns(value=pl.when(falls).then(-pl.col("value")).otherwise("value")).sort(
        "report_id", "char_start"
    )


def _of_figures(said: pl.DataFrame) -> pl.DataFrame:
    stated = pl.col("stated_unit")
    keyed = said.with_columns(bare_unit=stated.str.extract(_MULTIPLIED, 2))
    known = units.read_units(pl.concat([keyed["stated_unit"], keyed["bare_unit"]])).drop("dimension")
    of_bare = known.rename(lambda name: f"bare_{name}")
    multiplier = pl.when(pl.col("canonical").is_null()).then(stated.str.extract(_MULTIPLIED, 1))
    number = pl.col("cell").str.strip_chars("+%‰")
    measured = (
        keyed.join(known, left_on="stated_unit", right_on="stated", how="left", maintain_order="left")
        .join(of_bare, left_on="bare_unit", right_on="bare_stated", how="left", maintain_order="left")
        .with_columns(
            stated_number=number,
            plain=number.str.replace_all("[,+−–-]", ""),
            is_negative=number.str.contains("^[-−–]"),
            exponent=units.multiplier_exponent(multiplier),
            unit=pl.coalesce("canonical", "bare_canonical"),
            up=pl.coalesce("up", "bare_up"),
            down=pl.coalesce("down", "bare_down"),
        )
        .filter(pl.col("unit").is_not_null())
    )
    read = numerals.parse_numerals(measured["plain"]).select("text", "digits", "places")
    counted = measured.join(read, left_on="plain", right_on="text", how="left", maintain_order="left")
    exponent = pl.col("exponent") - pl.col("places")
    return (
        counted.with_columns(
            numerals.to_decimal(counted.select("digits", "up", "down", exponent=exponent)).alias("value"),
            bound=pl.lit("exact"),
        )
        .with_columns(value=pl.when("is_negative").then(-pl.col("value")).otherwise("value"))
        .filter(pl.col("value").is_not_null())
    )


def _of_qualified(said: pl.DataFrame) -> pl.DataFrame:
    """≥40 in a column of % is 不低于40%: read by the grammar of numbers, with its unit in its place."""
    cell = pl.col("cell")
    sign = cell.str.extract(_QUALIFIED, 1).replace(_SIGNS)
    unit = pl.coalesce(cell.str.extract(_QUALIFIED, 3).replace("", None), "stated_unit")
    asked = (
        said.filter(cell.str.contains(_QUALIFIED) & pl.col("stated_unit").is_not_null())
        .with_row_index("row_no")
        .with_columns(asked=pl.concat_str(sign, cell.str.extract(_QUALIFIED, 2), unit, cell.str.extract(_QUALIFIED, 4)))
    )
    if asked.is_empty():
        return asked
    sentences = asked.select(
        row=pl.col("row_no"),
        report_id="report_id",
        start=pl.lit(0, pl.Int32),
        text=pl.lit("指标为") + pl.col("asked") + pl.lit("。"),
        is_boilerplate=pl.lit(value=False),
    )
    quantities = find_quantities(tokenise(mask_sentences(sentences)))
    read = (
        quantities.filter(pl.col("disposition") == "fact", pl.len().over("row") == 1)
        .select("row", "value", "value_max", "unit", "bound", "stated_number")
        .rename({"row": "row_no"})
    )
    return asked.join(read, on="row_no").drop("row_no", "asked")


def _of_facts(said: pl.DataFrame, facts: pl.DataFrame) -> pl.DataFrame:
    """Cells in whose words one quantity with its unit was found already."""
    held = facts.select(
        "report_id",
        "value",
        "value_max",
        "unit",
        "bound",
        "stated_number",
        "stated_unit",
        held_start="char_start",
        held_end="char_end",
    )
    inside = (
        said.drop("stated_unit")
        .with_row_index("row_no")
        .join(held, on="report_id")
        .filter((pl.col("held_start") >= pl.col("char_start")) & (pl.col("held_end") <= pl.col("char_end")))
        .filter(pl.len().over("row_no") == 1)
    )
    return inside.with_columns(char_start="held_start", char_end="held_end").drop("row_no", "held_start", "held_end")
