"""The account of every number: one disposition for each number-like run of a text, and none left out."""

from typing import Final

import polars as pl

COLUMNS: Final = ("report_id", "char_start", "char_end", "text", "disposition", "fact_id", "reason")


def keep_ledger(
    quantities: pl.DataFrame, words: pl.DataFrame, facts: pl.DataFrame, sentences: pl.DataFrame
) -> pl.DataFrame:
    """One row a run: report_id, char_start, char_end, text (of the stored text), disposition, fact_id, reason.

    `quantities` are the judged tokens, `words` the runs inside words and names, `sentences` has row, start and stored.
    """
    spans = ["row", "report_id", "char_start", "char_end"]
    tokens = quantities.lazy().filter(pl.col("disposition") != "time").select(*spans, "disposition", reason="slot")
    runs = words.lazy().select(*spans, "disposition", reason=pl.lit("word"))
    return (
        pl.concat([tokens, runs])
        .join(facts.lazy().select("report_id", "char_start", "char_end", "fact_id"), on=spans[1:], how="left")
        .join(sentences.lazy().select("row", "start", "stored"), on="row", how="left")
        .with_columns(
            text=pl.col("stored").str.slice(
                pl.col("char_start") - pl.col("start"), pl.col("char_end") - pl.col("char_start")
            )
        )
        .select(COLUMNS)
        .sort("report_id", "char_start")
        .collect()
    )
