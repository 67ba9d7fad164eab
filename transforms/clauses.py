"""What stands around each fact in its sentence: the head before it, the tail after it, and the list it is part of.

Tokens that are no facts melt into the text between facts: dates become one sign, headings a stop, words and names stay.
"""

from typing import Final

import polars as pl

#: Signs that stand in heads and tails for a date (2017年), a relative time (去年) and a stop.
DATE, TIME, STOP = "\ue300", "\ue301", "\ue302"
#: A pure connection between two numbers of one list: 8%、14.6%; 3个、5个和7个.
_LIST_GAP: Final = r"^ ?(?:、|和|与|及|以及|或|:)? ?$"
_STOPS: Final = f"，。；;:：,！？{STOP}"


def frame_facts(tokens: pl.DataFrame) -> pl.DataFrame:
    """One row a fact, in text order, with columns

    head     text between the fact before (or the sentence's begin) and this one
    tail     text between this one and the next (or the sentence's end)
    lead     the head's last clause: what follows its last stop
    trail    the tail's first clause
    fact_no  running number of the fact in its sentence; chain, position and chain_length tell the list 76.6万吨、32.1万吨和5.99万吨
    clause   running number of the clause in the sentence; part that of the span between ； and ；
    """
    is_fact = pl.col("disposition") == "fact"
    melted = (
        pl.when(pl.col("disposition") == "date")
        .then(pl.lit(DATE))
        .when(pl.col("disposition") == "time")
        .then(pl.lit(TIME))
        .when(pl.col("disposition").is_in(["heading"]))
        .then(pl.lit(STOP))
        .when(pl.col("disposition") == "boilerplate")
        .then(pl.lit(""))
        .otherwise("text")
    )
    # the opening gap of a sentence belongs to segment 0 even when its first token is a fact
    opening = tokens.lazy().group_by("row", maintain_order=True).agg(opening=pl.col("before").first())
    segments = (
        tokens.lazy()
        .with_columns(
            segment=is_fact.cast(pl.Int32).cum_sum().over("row"),
            piece=pl.when(is_fact).then(pl.lit("")).otherwise(melted) + pl.col("after"),
        )
        .group_by("row", "segment", maintain_order=True)
        .agg(text=pl.col("piece").str.join(""))
    )
    heads = (
        tokens.lazy()
        .filter(is_fact)
        .with_columns(fact_no=pl.int_range(1, pl.len() + 1, dtype=pl.Int32).over("row"))
        .join(
            segments.rename({"text": "head_text"}).with_columns(fact_no=pl.col("segment") + 1).drop("segment"),
            on=["row", "fact_no"],
            how="left",
            maintain_order="left",
        )
        .join(
            segments.rename({"text": "tail", "segment": "fact_no"}),
            on=["row", "fact_no"],
            how="left",
            maintain_order="left",
        )
        .join(opening, on="row", how="left", maintain_order="left")
        .with_columns(
            head=pl.when(pl.col("fact_no") == 1)
            .then(pl.col("opening") + pl.col("head_text").fill_null(""))
            .otherwise(pl.col("head_text").fill_null("")),
            tail=pl.col("tail").fill_null(""),
        )
        .with_columns(pl.col("head", "tail").str.replace_all("[ \u3000]", ""))
        # what stands in brackets that close before the number is an aside: 广义货币M2(注:…)预期增长12%
        .with_columns(pl.col("head", "tail").str.replace_all(r"[(（][^()（）]*[)）]", ""))
        .with_columns(
            lead=pl.col("head").str.extract(f"([^{_STOPS}]*)$"),
            trail=pl.col("tail").str.extract(f"^([^{_STOPS}\n]*)"),
            clauses=pl.col("head").str.count_matches(f"[{_STOPS}]"),
            parts=pl.col("head").str.count_matches("[；;]"),
            linked=pl.col("head").str.contains(_LIST_GAP) & (pl.col("fact_no") > 1),
        )
        .with_columns(
            clause=pl.col("clauses").cum_sum().over("row"),
            part=pl.col("parts").cum_sum().over("row"),
            chain=(~pl.col("linked")).cast(pl.Int32).cum_sum().over("row"),
        )
        .with_columns(
            position=pl.int_range(pl.len(), dtype=pl.Int32).over("row", "chain"),
            chain_length=pl.len().over("row", "chain").cast(pl.Int32),
        )
        .drop("head_text", "opening", "clauses", "parts")
    )
    return heads.collect()
