"""Sentences of the cleaned texts, with their offsets, and what of them is no part of the report.

Navigation, page marks, glossaries and second copies of a page are boilerplate (`seeds/boilerplate.csv`).
"""

from functools import cache
from typing import Final

import numpy as np
import polars as pl
import pyarrow as pa

import seeds
from transforms.language.searches import in_memory, only
from transforms.sequences import carried, carried_back, position, running, starts

_SENTENCE_END: Final = r"[。！？]+[”’\")）]*|\n"
_MARK: Final = "\x01"
#: No report has a sentence as long as this; a text without stops is cut at its clauses, or work grows with its square.
_LONGEST: Final = 1500
_CLAUSE_END: Final = r"([，；]|[^，；\n]{300}[一-鿿、 ])"
#: A line this long that stands twice is a copy: pages that were stored several times over. So is what stands between.
_LONG_LINE: Final = 25
_LONGEST_FURNITURE: Final = 120
_TAIL_BEGINS: Final = 0.5
#: Bytes inside of a character of UTF-8 are lower, taken as numbers with a sign.
_FIRST_BYTE: Final = -64
_HEADER_ENDS: Final = 0.1


@cache
def _boilerplate(scope: str) -> str:
    rows = seeds.read("boilerplate").filter(pl.col("scope") == scope)
    return "|".join(f"(?:{p})" for p in rows["pattern"])


def split_sentences(reports: pl.DataFrame) -> pl.DataFrame:
    """One row a sentence: report_id, text, length, line, sentence_no, start (offset), opens_line.

    Takes report_id and clean. Numbers are Int32; line and sentence_no run in the report, whose texts add up to `clean`.
    """
    cut = reports.select("report_id", text=pl.col("clean").str.replace_all(_SENTENCE_END, "${0}" + _MARK))
    pieces = cut.with_columns(pl.col("text").str.split(_MARK)).explode("text")
    return (
        _cut_long(pieces.with_columns(length=pl.col("text").str.len_chars().cast(pl.Int32)))
        .lazy()
        .with_columns(ends=pl.col("text").str.ends_with("\n").cast(pl.Int32))
        .with_columns(
            start=running(pl.col("length"), "report_id") - pl.col("length"),
            line=running(pl.col("ends"), "report_id") - pl.col("ends"),
            sentence_no=position("report_id"),
        )
        .with_columns(opens_line=starts("report_id", "line"))
        .drop("ends")
        .pipe(in_memory)
    )


def _cut_long(pieces: pl.DataFrame) -> pl.DataFrame:
    """The same with the few that are too long cut at their clauses; what has no clause, either, is no language."""
    text, is_long = pl.col("text"), pl.col("length") > _LONGEST
    numbered = pieces.with_row_index("place")
    long = numbered.filter(is_long)
    if long.is_empty():
        return pieces
    clauses = text.str.replace_all(_CLAUSE_END, "${1}" + _MARK).str.split(_MARK)
    cut = (
        long.with_columns(clauses)
        .explode("text")
        .with_columns(text.str.extract_all(f"(?s).{{1,{_LONGEST}}}"))
        .explode("text")
        .with_columns(text.fill_null(""))
        .with_columns(length=text.str.len_chars().cast(pl.Int32))
    )
    return pl.concat([numbered.filter(~is_long), cut]).sort("place", maintain_order=True).drop("place")


def add_stored_text(sentences: pl.DataFrame, reports: pl.DataFrame) -> pl.DataFrame:
    """Adds `stored`: each sentence in the characters of the stored text, before cleaning.

    Takes all sentences of the reports in their order. As they add up to the texts, their offsets are all that is needed
    to cut the bytes: a slice of a string by characters costs as much as what stands before it.
    """
    # the texts as they stand in memory, one behind the other
    _, ends, stored = reports["text"].to_arrow().cast(pa.large_string()).buffers()
    edges, signs = np.frombuffer(ends, np.int64), np.frombuffer(stored, np.int8)
    of_reports = np.split(sentences["start"].to_numpy(), np.flatnonzero(sentences["sentence_no"] == 0)[1:])
    cuts = []
    # one by one: to be given memory for the characters of all takes longer than to find them
    for begin, end, starts_of_one in zip(edges, edges[1:], of_reports, strict=False):
        characters = np.flatnonzero(signs[begin:end] >= _FIRST_BYTE)
        cuts.append(begin + np.append(characters, end - begin)[starts_of_one])
    offsets = np.concatenate([*cuts, [signs.size]])
    texts = pa.LargeStringArray.from_buffers(sentences.height, pa.py_buffer(offsets), stored)
    return sentences.with_columns(stored=pl.Series(texts))


def mark_boilerplate(sentences: pl.DataFrame, reports: pl.DataFrame) -> pl.DataFrame:
    """Adds is_boilerplate: navigation, page marks, glossaries, and later copies of a page that stands twice."""
    text, length = pl.col("text"), pl.col("text").str.len_chars() + 1
    in_header, in_tail = pl.col("place") < _HEADER_ENDS, pl.col("place") > _TAIL_BEGINS
    lines = (
        reports.lazy()
        .select("report_id", text=pl.col("clean").str.split("\n"), whole=pl.col("clean").str.len_chars())
        .explode("text")
        .with_columns(
            place=(running(length, "report_id") - length) / pl.col("whole"),
            text=pl.col("text").str.strip_chars(),
        )
        .with_columns(
            is_repeated=~pl.struct("report_id", "text").is_first_distinct(),
            is_long=pl.col("text").str.len_chars() >= _LONG_LINE,
            opens_rest=only(in_tail, text).str.contains(_boilerplate("rest")),
        )
        .with_columns(copied=pl.when("is_long").then("is_repeated"))
        # 一、2009年工作回顾 at the head of a copy or within it is one, too, and opens no section
        .with_columns(
            in_copy=carried(pl.col("copied"), "report_id").fill_null(value=False),
            before_copy=carried_back(pl.col("copied"), "report_id"),
        )
        .with_columns(
            is_copy=pl.col("copied").fill_null(
                (pl.col("in_copy") & (pl.col("before_copy").fill_null(value=True) | pl.col("is_repeated")))
                | (pl.col("is_repeated") & pl.col("before_copy").fill_null(value=False))
            )
        )
        .with_columns(
            is_boilerplate=pl.col("is_copy")
            | only(text.str.len_chars() < _LONGEST_FURNITURE, text).str.contains(_boilerplate("line"))
            | only(in_tail, text).str.contains(_boilerplate("tail"))
            | only(in_header, text).str.contains(_boilerplate("header"))
            | pl.col("opens_rest").cum_max().over("report_id")
        )
        .select("is_boilerplate")
        .pipe(in_memory)
    )
    # lines and sentences follow one order, and no line is without a sentence
    return sentences.with_columns(is_boilerplate=lines["is_boilerplate"].gather(sentences["opens_line"].cum_sum() - 1))
