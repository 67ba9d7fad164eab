"""What has a place in an order: 增加值增长8%，增速居全省第一 is a place of 增加值增速, and none of 增加值."""

from typing import Final

import polars as pl

from transforms.language.patterns import pattern
from transforms.language.searches import add_where

_AND: Final = "[、和及与]"
_BEHIND: Final = "[^，。、；]{0,14}$"


def name_what_is_ranked(frame: pl.DataFrame) -> pl.DataFrame:
    """Adds to the indicator of a rank the growth or the total that has it: 总量, 增速, 增幅, 改善幅度.

    Takes indicator, stem, measure, chain_length and position. A list, 总量和增速分别居第五、第三, is dealt out.
    """
    noun, stem = pattern("ranked_noun"), pl.col("stem")
    listed = stem.str.extract(f"({noun}(?:{_AND}{noun})+){_BEHIND}")
    single = stem.str.extract(f"^.*({noun}){_BEHIND}")
    frame = add_where(frame, pl.col("measure") == "rank", ranked=pl.coalesce(listed, single))
    named = add_where(frame, pl.col("ranked").is_not_null(), named=_with_what_is_ranked())
    return named.with_columns(indicator=pl.coalesce("named", "indicator")).drop("ranked", "named")


def _with_what_is_ranked() -> pl.Expr:
    """The indicator with ranked, or its item, unless it says so itself."""
    named, length, position = pl.col("indicator").str.strip_suffix("、"), pl.col("chain_length"), pl.col("position")
    items = pl.col("ranked").str.replace_all(_AND, "、").str.split("、")
    is_dealt = (items.list.len() == length) & (length > 1)
    ranked = pl.when(is_dealt).then(items.list.get(position, null_on_oob=True)).otherwise("ranked")
    # 存款余额300亿元，总量居全省第二: an amount is its own total
    is_amount = named.str.contains(f"{pattern('complete_noun')}$") & ranked.str.starts_with("总")
    # 利润率、营业收入增速分别居…: what stands behind the last of a list is not said of a rate
    is_of_next = (position < length - 1) & named.str.ends_with("率")
    says_so = named.str.contains(ranked, literal=True) | is_amount | is_of_next
    # 水质改善 | 改善幅度, 零售业总量 | 总量、增速: what both say is said once
    bare = named.str.strip_suffix(ranked.str.slice(0, 2))
    return pl.when(says_so).then(named).otherwise(bare + ranked)
