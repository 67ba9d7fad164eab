"""Number-like runs of the sentences, with what stands between them.

A sentence becomes an alternating row of gaps and tokens. Each token has the slot of the grammar that took it, and the
gaps before and after; whether a number is a quantity of the world is told from those alone.
"""

from functools import cache
from typing import Final

import polars as pl

import seeds
from transforms import grammar

#: Private-use characters stand for the signs of numbers inside words (进一步) and names (“双千工程”), so that the grammar
#: does not see them and the ledger does.
_WORD_BASE, _NAME_BASE = 0xE000, 0xE100
_MASK_RUN: Final = "[\ue000-\ue1ff]+"
_QUOTED: Final = r"(“[^”“，。；：\n]{1,60}”|‘[^’‘，。；：\n]{1,60}’|\"[^\"，。；：\n]{1,40}\"|《[^》\n]{1,80}》)"
_PERIOD_IN_QUOTES: Final = r"^[“\"‘](?:十[一二三四五六]?|[六七八九])五[”\"’]$"
_MEASURED_IN_QUOTES: Final = r"[0-9.](?:[百千万亿]*(?:元|美元|公里|平方米|亩|吨|千瓦)|%)"
_NUMERIC: Final = f"[{grammar.NUMBER_SIGNS}]"
_SEPARATORS: Final = "\x02\x03\x05"


@cache
def _masks() -> tuple[dict[str, str], dict[str, str]]:
    """(sign → private-use character) for words and for names."""
    signs = grammar.NUMBER_SIGNS
    return (
        {c: chr(_WORD_BASE + i) for i, c in enumerate(signs)},
        {c: chr(_NAME_BASE + i) for i, c in enumerate(signs)},
    )


@cache
def _word_masks() -> tuple[list[str], list[str]]:
    """Words with a numeral sign, longest first, and their masked forms."""
    words, names = _masks()
    rows = seeds.read("number_words").sort(pl.col("word").str.len_chars(), descending=True, maintain_order=True)
    found, masked = [], []
    for word, disposition in rows.select("word", "disposition").iter_rows():
        signs = names if disposition == "name" else words
        found.append(word)
        masked.append("".join(signs.get(c, c) for c in word))
    # 5万户 holds no 万户: a multiplier behind a digit is taken first and stays as it is
    # and 三分之一 holds no 之一
    multiplied = [f"分之{b}" for b in grammar.HANZI_DIGITS] + [a + b for a in grammar.NUMBER_SIGNS + "多余 " for b in "十百千万亿"]
    return found + multiplied, masked + multiplied


def unmask(text: pl.Expr) -> pl.Expr:
    """The text with its numeral signs back."""
    words, names = _masks()
    pairs = {**{v: k for k, v in words.items()}, **{v: k for k, v in names.items()}}
    return text.str.replace_many(list(pairs), list(pairs.values()))


def _mask_quotes(sentences: pl.LazyFrame) -> pl.LazyFrame:
    """Numerals inside quoted names and titles are masked: “三减三少”, 《…第十四个五年规划》; “十四五” stays a time."""
    names = _masks()[1]
    piece = pl.col("piece")
    is_title = piece.str.starts_with("《")
    is_name = (
        piece.str.contains(r"^[“‘\"《]")
        & (is_title | (piece.str.len_chars() <= 18))
        & ~piece.str.contains(_PERIOD_IN_QUOTES)
        & ~piece.str.contains(_MEASURED_IN_QUOTES)
    )
    has_quote = pl.col("masked").str.contains(r"[“‘\"《][^”’\"》]*" + _NUMERIC)
    quoted = (
        sentences.filter(has_quote)
        .select("row", piece=pl.col("masked").str.replace_all(_QUOTED, "\x02${1}\x02").str.split("\x02"))
        .explode("piece")
        .with_columns(piece=pl.when(is_name).then(piece.str.replace_many(list(names), list(names.values()))).otherwise(piece))
        .group_by("row")
        .agg(quoted=pl.col("piece").str.join(""))
    )
    return sentences.join(quoted, on="row", how="left", maintain_order="left").with_columns(masked=pl.coalesce("quoted", "masked")).drop("quoted")


def tokenise(sentences: pl.DataFrame) -> pl.DataFrame:
    """One row a token of the sentences, in text order.

    Takes report_id, sentence, start, text. Returns row (of the sentence in the input), report_id, token (Int32 within the
    sentence), char_start, char_end (offsets in the report), slot (see grammar.SLOTS; "masked" for words and names), text,
    before, after (the gaps, masked words and names unmasked), and masked_as (idiom or name).
    """
    found, masked = _word_masks()
    replacement = "\x02" + "\x05".join("${%s}" % slot for slot in grammar.SLOTS) + "\x03"
    frame = (
        sentences.lazy()
        .with_row_index("row")
        .filter(pl.col("text").str.contains(_NUMERIC))
        .select("row", "report_id", "start", masked=pl.col("text").str.replace_many(found, masked, leftmost=True))
    )
    frame = _mask_quotes(frame)
    pieces = (
        frame.select("row", "report_id", "start", piece=pl.col("masked").str.replace_all(grammar.token(), replacement).str.split("\x02"))
        .explode("piece")
        .with_columns(token=pl.int_range(pl.len(), dtype=pl.Int32).over("row"))
        .with_columns(split=pl.col("piece").str.split_exact("\x03", 1))
        .with_columns(
            slots=pl.when(pl.col("token") > 0).then(pl.col("split").struct.field("field_0")),
            gap=pl.when(pl.col("token") > 0).then(pl.col("split").struct.field("field_1")).otherwise(pl.col("piece")),
        )
        .with_columns(slot_no=pl.col("slots").str.extract("^(\x05*)").str.len_chars(), text=pl.col("slots").str.replace_all("\x05", "", literal=True).fill_null(""))
        .with_columns(length=(pl.col("text").str.len_chars() + pl.col("gap").str.len_chars()).cast(pl.Int32))
        .with_columns(char_start=pl.col("start").cast(pl.Int32) + (pl.col("length").cum_sum() - pl.col("length")).over("row"))
        .with_columns(before=pl.col("gap").shift(1).over("row").fill_null(""))
        .filter(pl.col("token") > 0)
        .select(
            "row",
            "report_id",
            "token",
            "char_start",
            char_end=pl.col("char_start") + pl.col("text").str.len_chars().cast(pl.Int32),
            slot=pl.col("slot_no").replace_strict(dict(enumerate(grammar.SLOTS)), return_dtype=pl.String),
            text="text",
            before="before",
            after="gap",
        )
    )
    return pieces.collect(engine="streaming").sort("row", "token")


def masked_runs(sentences: pl.DataFrame) -> pl.DataFrame:
    """Numeral signs inside words and names, for the ledger: row, report_id, char_start, char_end, text, disposition (idiom or name)."""
    found, masked = _word_masks()
    frame = (
        sentences.lazy()
        .with_row_index("row")
        .filter(pl.col("text").str.contains(_NUMERIC))
        .select("row", "report_id", "start", masked=pl.col("text").str.replace_many(found, masked, leftmost=True))
    )
    return (
        _mask_quotes(frame)
        .filter(pl.col("masked").str.contains(_MASK_RUN))
        .select("row", "report_id", "start", piece=pl.col("masked").str.replace_all(_MASK_RUN, "\x02$0\x03").str.split("\x02"))
        .explode("piece")
        .with_columns(split=pl.col("piece").str.split_exact("\x03", 1), token=pl.int_range(pl.len()).over("row"))
        .with_columns(
            run=pl.when(pl.col("token") > 0).then(pl.col("split").struct.field("field_0")).otherwise(pl.lit("")),
            gap=pl.when(pl.col("token") > 0).then(pl.col("split").struct.field("field_1")).otherwise(pl.col("piece")),
        )
        .with_columns(length=(pl.col("run").str.len_chars() + pl.col("gap").str.len_chars()).cast(pl.Int32))
        .with_columns(char_start=pl.col("start").cast(pl.Int32) + (pl.col("length").cum_sum() - pl.col("length")).over("row"))
        .filter(pl.col("token") > 0)
        .select(
            "row",
            "report_id",
            "char_start",
            char_end=pl.col("char_start") + pl.col("run").str.len_chars().cast(pl.Int32),
            text=unmask(pl.col("run")),
            disposition=pl.when(pl.col("run").str.contains("[\ue100-\ue1ff]")).then(pl.lit("name")).otherwise(pl.lit("idiom")),
        )
        .collect()
    )
