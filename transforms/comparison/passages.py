"""The words around each number of a frame of facts: its own clause, before and after the mention.

A fact carries its sentence but not the place of its mention in it, and 6个 may stand there three times; the first
mention of the sentence gives the place where the sentence begins, and the offsets then give the others.
"""

from typing import Final

import polars as pl

CLAUSE_END: Final = "，,。；;！？\n"


def add_passages(facts: pl.DataFrame) -> pl.DataFrame:
    """Adds `lead` and `trail`, the clause before and after the mention, and `rest`, the sentence after it.

    Needs report_id, char_start, mention, sentence. Keeps the order of rows.

    >>> fact = {"report_id": "a", "char_start": 2, "mention": "6个", "sentence": "建成6个公园，占任务的90%。"}
    >>> facts = pl.DataFrame([fact])
    >>> add_passages(facts).select("lead", "trail", "rest").row(0)
    ('建成', '公园', '公园，占任务的90%。')
    """
    sentence, mention = pl.col("sentence"), pl.col("mention")
    length = mention.str.len_chars().cast(pl.Int32)
    first = sentence.str.split(mention).list.first().str.len_chars().cast(pl.Int32)
    begins = (pl.col("char_start") - pl.col("_first")).first().over("report_id", "sentence", order_by="char_start")
    place = pl.col("char_start") - pl.col("_begins")
    fits = sentence.str.slice(place, length) == mention
    return (
        facts.with_columns(_first=first)
        .with_columns(_begins=begins)
        .with_columns(_place=pl.when((place >= 0) & fits).then(place).otherwise("_first"))
        .with_columns(
            _before=sentence.str.slice(0, pl.col("_place")), rest=sentence.str.slice(pl.col("_place") + length)
        )
        .with_columns(
            lead=pl.col("_before").str.extract(f"([^{CLAUSE_END}]*)$"),
            trail=pl.col("rest").str.extract(f"^([^{CLAUSE_END}]*)"),
        )
        .drop("_first", "_begins", "_place", "_before")
    )
