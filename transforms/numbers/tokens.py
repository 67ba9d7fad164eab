"""Number-like runs of the sentences, with what stands between them.

A sentence becomes an alternating row of gaps and tokens. Each token has the slot of the grammar that took it, and the
gaps before and after; whether a number is a quantity of the world is told from those alone.
"""

import polars as pl

from transforms.numbers import grammar
from transforms.numbers.masks import find_spans


def _read_slots(texts: pl.Series) -> pl.DataFrame:
    """The slot of each distinct token text: the first that takes all of it.

    To find without groups and to ask afterwards, slot by slot, is several times as fast as one pattern with groups.
    """
    slot = pl.lit(None, pl.String)
    for name, taken in reversed(grammar.slots().items()):
        slot = pl.when(pl.col("span").str.contains(f"^(?:{taken})$")).then(pl.lit(name)).otherwise(slot)
    return pl.DataFrame({"span": texts.unique()}).with_columns(slot=slot)


def tokenise(masked: pl.DataFrame) -> pl.DataFrame:
    """One row a token, in text order.

    Takes the frame of `masks.mask_sentences`. Returns row, report_id, is_boilerplate, token (Int32, in the sentence),
    char_start, char_end (Int32, in the report), slot (see grammar.slots), text, before and after (the gaps, masked).
    """
    spans = find_spans(masked, grammar.token()).collect(engine="streaming").sort("row", "token")
    return spans.join(_read_slots(spans["span"]), on="span", how="left", maintain_order="left").select(
        "row",
        "report_id",
        "is_boilerplate",
        "token",
        "char_start",
        "before",
        "after",
        "slot",
        char_end=pl.col("char_start") + pl.col("span").str.len_chars().cast(pl.Int32),
        text="span",
    )
