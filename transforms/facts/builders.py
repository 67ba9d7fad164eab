"""Who builds for so much a year: 宏川化工年产30万吨纯碱 has the builder 宏川化工 and the noun 年产纯碱.

A measured number has its noun before it elsewhere (粮食产量30万吨); here a firm stands there, and the product behind.
"""

from typing import Final

import polars as pl

from transforms.facts import phrases
from transforms.facts.clauses import continues_in_next
from transforms.language.patterns import pattern
from transforms.language.searches import add_where

_CAPACITIES: Final = ["mass", "power"]
_LONGEST_BUILDER: Final = 10


def _first_item() -> pl.Expr:
    """The noun up to the 、 behind which the next number's words stand: 水泥熟料、宏川年产 | 30万吨."""
    leads_next = continues_in_next() & ~pl.col("listed").shift(-1)
    is_whole = (pl.col("tail_noun") == pl.col("trail")) | pl.col("dimension").is_in(_CAPACITIES)
    return pl.when(leads_next & is_whole).then(pl.col("tail_noun").str.replace("、.*$", ""))


def find_builders(facts: pl.DataFrame) -> pl.DataFrame:
    """Adds builder, null for none, and puts what a capacity is counted by before tail_noun."""
    a_year = pattern("capacity_a_year")
    of_capacity = pl.col("dimension").is_in(_CAPACITIES) & (pl.col("measure") == "level")
    found = pl.col("head_noun").str.extract(f"([^、的]{{2,}}?)(?:[^的、]{{2,4}}的|[一二三四五]期)?{a_year}?$")
    builder = pl.col("builder")
    is_capacity = pl.col("is_capacity")
    can_build = (
        builder.str.contains(f"^[一-鿿]{{2,{_LONGEST_BUILDER}}}$")
        & ~builder.str.contains(pattern("no_builder"))
        & ~pl.col("trail").str.contains(f"^(?:的|$)|{pattern('no_product')}$")
        & ~pl.col("tail_noun").is_in(phrases.generic_nouns("thing"))
    ).fill_null(value=False)
    counted_by = pl.col("head_noun").str.extract(f"(?:{a_year})$", 0).fill_null("")
    product = counted_by + pl.col("tail_noun").str.replace("(?:、.*|等[^、等]*)$", "")
    first_item = pl.coalesce(_first_item(), "tail_noun")
    return (
        add_where(facts.with_columns(tail_noun=first_item), of_capacity, builder=found)
        .pipe(add_where, builder.is_not_null(), is_capacity=can_build, product=product)
        .with_columns(
            builder=pl.when(is_capacity).then(builder),
            tail_noun=pl.when(is_capacity).then("product").otherwise("tail_noun"),
        )
        .drop("is_capacity", "product")
    )
