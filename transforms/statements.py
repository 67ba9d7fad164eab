"""What each number of a list shares with the others, and what its sentence said so far."""

import polars as pl


def situate(facts: pl.DataFrame, sentences: pl.DataFrame) -> pl.DataFrame:
    """Adds

    stem            the lead of the list that the number is part of (its own lead outside a list)
    clause_so_far   the sentence from its last ，or ；to the number; part_so_far from its last ；only
    opening         the last clause with a noun before the number, for 固定资产投资，同比增长10%
    """
    text = sentences.select("row", "start", sentence_text="text")
    frame = facts.join(text, on="row", how="left", maintain_order="left")
    so_far = pl.col("sentence_text").str.slice(0, pl.col("char_start") - pl.col("start")).str.replace_all(" ", "")
    return (
        frame.with_columns(so_far=so_far)
        .with_columns(
            stem=pl.col("lead").first().over("row", "chain"),
            clause_so_far=pl.col("so_far").str.extract("([^，；;。]*)$"),
            part_so_far=pl.col("so_far").str.extract("([^；;。]*)$"),
            opening=pl.col("so_far").str.extract(r"([一-鿿A-Za-z0-9“”（）()、]+)[，,：:](?:[^，,：:；;。]*)$"),
        )
        .drop("sentence_text", "start", "so_far")
    )
