"""How sure a reader of pictures was of the characters that a fact stands in."""

import polars as pl


def add_confidence(facts: pl.DataFrame, lines: pl.DataFrame) -> pl.DataFrame:
    """Facts with `confidence` (Float64, 0 to 1): that of the least sure line of a mention, null where a text was read.

    Facts need report_id, char_start, char_end; lines have report_id, char_start and score, one a recognised line.

    >>> facts = pl.DataFrame({"report_id": ["a", "b"], "char_start": [12, 3], "char_end": [15, 5]})
    >>> lines = pl.DataFrame({"report_id": ["a", "a"], "char_start": [0, 10], "score": [0.99, 0.5]})
    >>> add_confidence(facts, lines)["confidence"].to_list()
    [0.5, None]
    """
    if lines.is_empty() or facts.is_empty():
        return facts.with_columns(confidence=pl.lit(None, pl.Float64))
    starts = lines.select("report_id", at=pl.col("char_start").cast(pl.Int64), score="score").sort("at")
    ends = facts.with_row_index("place").with_columns(
        first=pl.col("char_start").cast(pl.Int64), last=pl.col("char_end").cast(pl.Int64) - 1
    )
    for edge in ("first", "last"):
        found = starts.rename({"at": edge, "score": f"{edge}_score"})
        ends = ends.sort(edge).join_asof(found, on=edge, by="report_id", strategy="backward", check_sortedness=False)
    return (
        ends.sort("place")
        .with_columns(confidence=pl.min_horizontal("first_score", "last_score"))
        .select(*facts.columns, "confidence")
    )
