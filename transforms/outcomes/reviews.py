"""What reviews say, sentence by sentence: promises that no number answers are looked for in it."""

from typing import Final

import polars as pl

from transforms.outcomes import phrases
from transforms.outcomes.sides import REVIEWING_KINDS
from transforms.text.sentences import split_sentences

#: No shorter one says anything.
SHORTEST: Final = 4
SENTENCES: Final = pl.Schema(
    {
        "region_code": pl.String(),
        "year": pl.Int32(),
        "report_id": pl.String(),
        "report_year": pl.Int32(),
        "start": pl.Int32(),
        "sentence": pl.String(),
        "plain": pl.String(),
    }
)


def review_sentences(sections: pl.DataFrame, reports: pl.DataFrame) -> pl.DataFrame:
    """The sentences in which reports look back on `year` (columns of `SENTENCES`), in the order of the reports.

    `sections` has the columns of report_section and `text`, the section's own; start counts in the report's text, and
    plain is the sentence in the form of cores. What a report plans is left out.
    """
    reviews = reports.filter(pl.col("kind").is_in(REVIEWING_KINDS)).select(
        "region_code", "report_id", "report_year", year=pl.col("review_end").cast(pl.Int32)
    )
    told = sections.filter(pl.col("role") == "review").join(reviews, on="report_id")
    keyed = told.with_columns(key=pl.format("{}#{}", "report_id", "section_no"))
    found = split_sentences(keyed.select(report_id="key", clean="text")).select("text", "start", key="report_id")
    return (
        found.join(keyed.drop("text"), on="key", maintain_order="left")
        .with_columns(
            sentence=pl.col("text").str.strip_chars(),
            start=pl.col("char_start")
            + pl.col("start")
            + (pl.col("text").str.len_chars() - pl.col("text").str.strip_chars_start().str.len_chars()),
        )
        .filter(pl.col("sentence").str.len_chars() >= SHORTEST)
        .with_columns(plain=phrases.comparable(pl.col("sentence")))
        .select(pl.col(name).cast(kind) for name, kind in SENTENCES.items())
        .sort("region_code", "year", "report_year", "report_id", "start")
    )
