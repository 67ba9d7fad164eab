"""Digits that cleaning takes out of a text, such as those of <U+00A0>: they are no numbers, and are accounted for."""

from functools import cache

import polars as pl

import seeds
from transforms.language.searches import in_memory

_DIGIT = r"[0-9０-９]"


@cache
def _artefacts() -> list[str]:
    """The runs with digits that `seeds/characters.csv` turns into something without any."""
    pairs = seeds.read("characters").filter(pl.col("pattern").str.contains(_DIGIT), pl.col("kind") == "literal")
    return pairs.filter(~pl.col("replacement").str.contains(_DIGIT))["pattern"].to_list()


def find_artefacts(reports: pl.DataFrame) -> pl.DataFrame:
    """One ledger row an artefact: report_id, char_start, char_end, text, disposition, fact_id, reason.

    >>> find_artefacts(pl.DataFrame({"report_id": ["a"], "text": ["记者<U+00A0>摄"]})).row(0)[:4]
    ('a', 2, 10, '<U+00A0>')
    """
    found = _artefacts()
    length = pl.col("length")
    return (
        reports.lazy()
        .filter(pl.col("text").str.contains_any(found))
        .select(
            "report_id",
            piece=pl.col("text")
            .str.replace_many(found, [f"\x02{artefact}\x03" for artefact in found], leftmost=True)
            .str.split("\x02"),
        )
        .explode("piece")
        .with_columns(
            text=pl.col("piece").str.extract("^([^\x03]*)\x03"),
            length=pl.col("piece").str.replace("\x03", "", literal=True).str.len_chars().cast(pl.Int32),
        )
        .with_columns(char_start=(length.cum_sum() - length).over("report_id").cast(pl.Int32))
        .filter(pl.col("text").is_not_null())
        .select(
            "report_id",
            "char_start",
            char_end=pl.col("char_start") + pl.col("text").str.len_chars().cast(pl.Int32),
            text="text",
            disposition=pl.lit("boilerplate"),
            fact_id=pl.lit(None, pl.String),
            reason=pl.lit("an artefact of the file's making"),
        )
        .pipe(in_memory)
    )
