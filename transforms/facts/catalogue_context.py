"""The indicator of a noun whose first part stands in the text before it: 粮食再获丰收，总产达557亿斤."""

from functools import cache
from typing import Final

import polars as pl

from transforms.facts.catalogue import NOISE, names

#: Nouns that say what was measured and not of what. 投资, 产值 and 利润 are of too many things.
_MEASURES: Final = (
    "^(?:.{2,}(?:率|额|量|里程|强度|指数|差距|增加值|总?产|开行)|增加值.{0,9}比重|.?审批事项|.{0,4}(?:筹资|补助)标准"
    "|总产|单产|产量|死亡|创收|创汇|外资|建议)$"
)
_OF_MANY: Final = "利润|投资额|处理率|达标率"
_SHORTEST_TOPIC: Final = 2
#: How far before the noun its topic may stand, in characters.
_REACH: Final = 40


@cache
def _completions() -> pl.DataFrame:
    """One row a name and a place to cut it: topic, noun and indicator_id of 粮食|总产."""
    parts = [
        (name[:cut], name[cut:], found) for name, found in names().items() for cut in range(_SHORTEST_TOPIC, len(name))
    ]
    frame = pl.DataFrame(parts, schema=["topic", "noun", "context_id"], orient="row")
    return frame.filter(pl.col("noun").str.contains(_MEASURES) & ~pl.col("noun").str.contains(_OF_MANY))


def look_up_before(facts: pl.DataFrame) -> pl.DataFrame:
    """One row a distinct indicator and part_so_far that lack a topic which stands before: with context_id.

    The nearest topic is taken, and the longest of those that end together.
    """
    text, noun = pl.col("text"), pl.col("noun")
    asked = (
        facts.select("indicator", "part_so_far")
        .unique(maintain_order=True)
        .with_columns(noun=pl.col("indicator").str.replace_all(NOISE, ""))
        .join(_completions(), on="noun", how="inner", maintain_order="left_right")
        .with_columns(text=pl.col("part_so_far").str.replace_all(NOISE, ""))
        # the noun itself is no topic
        .with_columns(text=pl.when(text.str.ends_with(noun)).then(text.str.strip_suffix(noun)).otherwise(text))
        .with_columns(text=text.str.tail(_REACH))
    )
    distance = text.str.reverse().str.find(pl.col("topic").str.reverse(), literal=True)
    return (
        asked.with_columns(distance=distance, length=pl.col("topic").str.len_chars())
        .filter(pl.col("distance").is_not_null())
        .sort("distance", "length", descending=[False, True], maintain_order=True)
        .unique(["indicator", "part_so_far"], keep="first", maintain_order=True)
        .select("indicator", "part_so_far", "context_id")
    )
