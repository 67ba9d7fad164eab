"""What each number of a list shares with the others, and what its sentence said so far."""

from typing import Final

import polars as pl

#: What names nothing: movements, reporting verbs, connections.
_BARE: Final = r"(?:增长|增加|提高|提升|上升|上涨|下降|减少|降低|回落|扩大|缩小|达到|达|增至|升至|降至|超过|突破|分别|同比|比|较|实现|完成|其中|均|都|为|到|至|是|了|的|年均|由|从|、|和|与|及|累计|净|约|近|又|再|可比|名义|实际|同期|上年|位居|居|全国|全省|全市|列|排名|[\ue300-\ue302])"
_GOES_TO: Final = r"^[\ue300-\ue302，、]*(?:又|再|已|进一步)?[一-龥]{1,2}[到至]$"
_MOVED: Final = r"(?:由|从|达到|达|为|上升|提高|下降)[^，。]{0,4}$"


def situate(facts: pl.DataFrame, sentences: pl.DataFrame) -> pl.DataFrame:
    """Adds

    stem            the lead of the list that the number is part of (its own lead outside a list)
    clause_so_far   the sentence from its last ，or ；to the number; part_so_far from its last ；only
    said_of         the stem with the noun that it lacks: 占比由46.9% | 提高到 → 占比提高到
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
        .with_columns(
            names=pl.col("stem").str.replace_all(_BARE, "").str.len_chars().ge(2)
            & ~pl.col("stem").str.contains(_GOES_TO)
        )
        .with_columns(
            said_of=pl.when(pl.col("names"))
            .then("stem")
            .otherwise(
                pl.when(pl.col("names"))
                .then("stem")
                .forward_fill()
                .over("row")
                .fill_null(pl.col("opening").fill_null(""))
                .str.replace(_MOVED, "")
                + pl.col("stem")
            )
        )
        .drop("sentence_text", "start", "so_far")
    )
