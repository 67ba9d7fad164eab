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
    inside words and names, `sentences` (start, stored) are all of them in order, so that a row is the place of one.
    """
    place = ["row", "char_start", "char_end"]
    trace = {"words": pl.col("disposition_words")} if is_traced() else {}
    tokens = quantities.filter(pl.col("disposition") != "time").select(
        "report_id", *place, "disposition", reason="disposition_rule", **trace
    )
    runs = words.select("report_id", *place, "disposition", reason=pl.col("disposition").replace_strict(_WHY_MASKED))
    spans = pl.concat([tokens, runs], how="diagonal")
    text = pl.col("stored").str.slice(pl.col("char_start") - pl.col("start"), pl.col("char_end") - pl.col("char_start"))
    return (
        spans.hstack(sentences.select("start", "stored")[spans["row"]])
        .join(facts.select(*place, "fact_id"), on=place, how="left", maintain_order="left")
        .with_columns(text=text)
        .select(*COLUMNS, *trace)
    )
