"""The words that matching goes by, from seeds/outcome_cues.csv."""

from functools import cache

import polars as pl

import seeds


@cache
def cue(kind: str) -> str:
    """The patterns of a kind of cue as one."""
    rows = seeds.read("outcome_cues").filter(pl.col("kind") == kind)
    return "|".join(rows["pattern"].to_list())
