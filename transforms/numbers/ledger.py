"""The account of every number: one disposition for each number-like run of a text, and none left out."""

from typing import Final

import polars as pl

from transforms.language.rules import is_traced

#: Why a run inside a word is none of the grammar's (masks.masked_runs).
_WHY_MASKED: Final = {
    "boilerplate": "furniture of the page",
    "idiom": "a word that holds a sign of number",
    "name": "a name that holds a sign of number",
}
COLUMNS: Final = ("report_id", "char_start", "char_end", "text", "disposition", "fact_id", "reason")


def keep_ledger(
    quantities: pl.DataFrame, words: pl.DataFrame, facts: pl.DataFrame, sentences: pl.DataFrame
) -> pl.DataFrame:
    """One row a run: report_id, char_start, char_end, text (of the stored text), disposition, fact_id, reason (a rule).

    While a run is traced also words, those that made the rule fit. `quantities` are the judged tokens, `words` the runs
    inside words and names, `sentences` has row, start and stored.
    """
    spans = ["row", "report_id", "char_start", "char_end"]
    trace = {"words": pl.col("disposition_words")} if is_traced() else {}
    tokens = (
        quantities.lazy()
        .filter(pl.col("disposition") != "time")
        .select(*spans, "disposition", reason="disposition_rule", **trace)
    )
    runs = words.lazy().select(*spans, "disposition", reason=pl.col("disposition").replace_strict(_WHY_MASKED))
    return (
        pl.concat([tokens, runs], how="diagonal")
        .join(facts.lazy().select("report_id", "char_start", "char_end", "fact_id"), on=spans[1:], how="left")
        .join(sentences.lazy().select("row", "start", "stored"), on="row", how="left")
        .with_columns(
            text=pl.col("stored").str.slice(
                pl.col("char_start") - pl.col("start"), pl.col("char_end") - pl.col("char_start")
            )
        )
        .select(*COLUMNS, *trace)
        .collect()
    )
