"""Quantities: which numbers of a text state something of the world, and how much exactly.

From the tokens of a sentence to mentions with value, unit and bound; every other number gets its disposition here.
"""

from typing import Final

import polars as pl

from transforms.language.patterns import pattern
from transforms.numbers.dispositions import disposition
from transforms.numbers.masks import unmask
from transforms.numbers.parts import read_parts
from transforms.numbers.values import add_values

_COLUMNS: Final = (
    "row",
    "report_id",
    "token",
    "char_start",
    "char_end",
    "slot",
    "text",
    "before",
    "after",
    "disposition",
    "disposition_rule",
    "value",
    "value_max",
    "unit",
    "bound",
    "stated_number",
    "stated_unit",
    "dimension",
    "implied_unit",
)


def _length(text: pl.Expr) -> pl.Expr:
    return text.str.len_chars().cast(pl.Int32)


def _split_ratios(tokens: pl.DataFrame) -> pl.DataFrame:
    """三次产业结构为2.5:36.7:60.7 is three shares; 8:30 is none."""
    text, before, after = pl.col("text"), pl.col("before"), pl.col("after")
    has_colon = (pl.col("slot") == "part") & text.str.contains(":", literal=True)
    # 城乡居民收入比从2.50:1缩小至2.27:1: a number to one is one multiple, its one counts nothing
    is_to_one = text.str.contains(r"^[0-9.]+ ?: ?1$")
    is_ratio = has_colon & (is_to_one | before.str.contains(f"{pattern('ratio_noun')}[^，。;]{{0,16}}$"))
    rest = tokens.filter(~is_ratio).with_columns(slot=pl.when(has_colon).then(pl.lit("name")).otherwise("slot"))
    end = _length(text).cum_sum().over("ratio") + pl.col("colons")
    lead = _length(text) - _length(text.str.strip_chars_start())
    shares = (
        tokens.filter(is_ratio)
        .with_row_index("ratio")
        .with_columns(to_one=is_to_one)
        .with_columns(text=text.str.split(":"))
        .explode("text")
        .with_columns(colons=pl.int_range(pl.len(), dtype=pl.Int32).over("ratio"), slot=pl.lit("share"))
        .with_columns(
            char_start=pl.col("char_start") + end - _length(text) + lead,
            before=pl.when(pl.col("colons") > 0).then(pl.lit(":")).otherwise(before),
            after=pl.when(pl.col("colons") < pl.len().over("ratio") - 1).then(pl.lit(":")).otherwise(after),
            text=text.str.strip_chars(),
            slot=pl.when(pl.col("to_one"))
            .then(pl.when(pl.col("colons") == 0).then(pl.lit("multiple")).otherwise(pl.lit("name")))
            .otherwise("slot"),
        )
        .with_columns(char_end=pl.col("char_start") + _length(text))
        .select(tokens.columns)
    )
    return pl.concat([rest, shares]).sort("row", "char_start")


def _trim(tokens: pl.DataFrame) -> pl.DataFrame:
    """Cuts what the pattern took too much: blanks at the ends, and the 约 of 节约."""
    text, before, after = pl.col("text"), pl.col("before"), pl.col("after")
    is_false_bound = (
        pl.col("slot").is_in(["number", "part"])
        & text.str.contains("^[约近超过]")
        & (before + text.str.slice(0, 1)).str.contains(f"{pattern('false_bound')}$")
    )
    # 13亿人口: the 人 is the noun's, no unit
    takes_noun = text.str.contains("[0-9一二三四五六七八九十百千万亿多余]人$") & after.str.starts_with("口")
    lead = _length(text) - _length(text.str.strip_chars_start()) + is_false_bound.cast(pl.Int32)
    tail = _length(text) - _length(text.str.strip_chars_end()) + takes_noun.cast(pl.Int32)
    return tokens.with_columns(
        text=text.str.slice(lead, _length(text) - lead - tail),
        before=before + text.str.slice(0, lead),
        after=text.str.slice(_length(text) - tail) + after,
        char_start=pl.col("char_start") + lead,
        char_end=pl.col("char_end") - tail,
    )


def find_quantities(tokens: pl.DataFrame) -> pl.DataFrame:
    """All tokens with their disposition; facts also with what they amount to.

    Takes the frame of `tokens.tokenise`. The column `disposition` is "fact", a disposition of the ledger, or "time" for
    times without a number, which belong to no ledger. value and value_max are Decimal in the canonical unit;
    stated_number and stated_unit are as written.
    """
    plain = tokens.with_columns(unmask(pl.col("before")), unmask(pl.col("after")))
    valued = add_values(read_parts(_trim(_split_ratios(plain))))
    decided = disposition()
    return (
        valued.with_columns(**{"disposition_rule": decided.which(), **decided.trace()})
        .with_columns(disposition=decided.result_of(pl.col("disposition_rule")))
        .select(*_COLUMNS, *(name for name in decided.trace() if name not in _COLUMNS))
    )
