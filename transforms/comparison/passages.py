"""The words around each number of a frame of facts: its own clause, before and after the mention."""

from typing import Final

import polars as pl

CLAUSE_END: Final = "，,。；;！？\n"


def add_passages(facts: pl.DataFrame) -> pl.DataFrame:
    """Adds the words of the sentence around the mention.

    before, rest    the sentence before and after it
    lead, trail     its clause before and after it

    Needs char_start, mention, sentence and sentence_start. Keeps the order of rows.

    >>> fact = {"char_start": 12, "mention": "6个", "sentence": "建成6个公园，占任务的90%。", "sentence_start": 10}
    >>> add_passages(pl.DataFrame([fact])).select("lead", "trail", "rest").row(0)
    ('建成', '公园', '公园，占任务的90%。')
    """
    begin = pl.col("char_start") - pl.col("sentence_start")
    before = pl.col("sentence").str.slice(0, begin)
    rest = pl.col("sentence").str.slice(begin + pl.col("mention").str.len_chars().cast(pl.Int32))
    own = f"[^{CLAUSE_END}]*"
    return facts.with_columns(before=before, rest=rest).with_columns(
        lead=pl.col("before").str.extract(f"{own}$", 0),
        trail=pl.col("rest").str.extract(f"^{own}", 0),
    )
