"""What a share is of: 民生支出31亿元，占财政支出的86% is 民生支出占财政支出, and so is 研发投入相当于生产总值的2%."""

import polars as pl

from transforms.facts.items import item_of
from transforms.language.patterns import TIMES, pattern
from transforms.language.searches import only
from transforms.sequences import before


def add_wholes(frame: pl.DataFrame) -> pl.DataFrame:
    """Completes the indicator of a share by the whole that its stem names.

    Takes row, indicator, measure, stem, chain_length and position.
    """
    end = f"(?:{pattern('report')}|{pattern('movement')}|{pattern('share_moves')}|的|约|[从由]|{TIMES})+$"
    # 占出口总额的比重提高34个百分点 is said of the share as well
    moves = only(pl.col("measure") == "change", pl.col("stem")).str.contains("占[^，。；、]*(?:比重|比例)")
    is_share = (pl.col("measure") == "share") | moves.fill_null(value=False)
    stem = only(is_share, pl.col("stem"))
    groups = stem.str.replace(end, "").str.extract_groups("(占|相当于)([^比，。；、][^，。；、]{1,19})$")
    frame = frame.with_columns(share_verb=groups.struct.field("1"), whole=groups.struct.field("2"))
    # 占生产总值和财政收入的52%和56%: each is a share of its own whole
    frame = frame.with_columns(of_whole=pl.col("share_verb") + pl.coalesce(item_of(frame, "whole"), "whole"))
    # 占生产总值的比重从2%提高到3%: both are shares of it
    goes_on = stem.str.contains(f"^{pattern('goes_to')}$")
    of_whole = pl.coalesce("of_whole", pl.when(goes_on).then(before(pl.col("of_whole"), "row")))
    is_named = only(is_share, pl.col("indicator")).str.contains("占|比重|比例|份额|相当于")
    indicator = pl.when(is_share & ~is_named & of_whole.is_not_null()).then(pl.col("indicator") + of_whole)
    return frame.with_columns(indicator=pl.coalesce(indicator, "indicator")).drop("share_verb", "whole", "of_whole")
