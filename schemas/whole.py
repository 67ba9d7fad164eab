"""What must hold between the rows of a report, beyond each row by itself.

These are the same claims that warehouse/checks/*.sql make of the whole warehouse. There a failure stops the publish;
here, before the load, the row at fault is set aside and the rest of the report loads, so that one odd report does not
keep a thousand others out.

| reason in quarantine   | table                        | claim                                                 |
|------------------------|------------------------------|-------------------------------------------------------|
| `quote_is_text`        | fact_quantity, number_ledger | the row quotes the text between its offsets           |
| `section_holds_fact`   | fact_quantity                | the fact stands within the section that it names      |
| `ledger_covers_fact`   | fact_quantity                | the fact's number is in the ledger, filed as a fact   |
| `digits_accounted_for` | number_ledger                | every digit of the text is in the ledger (said once a |
|                        |                              | report; its rows load)                                |
"""

from collections.abc import Iterator, Mapping

import polars as pl

from schemas.enums import Disposition

_DIGITS = ("[0-9]", "[０-９]")
"""Each class for itself: one of both, whose signs are of one byte and of three, takes five times as long."""
_PIECE = 600
"""Slicing walks from the start of a text, so texts are cut into pieces of this length, with one of overlap."""

Tables = dict[str, pl.DataFrame]


def faults(tables: Mapping[str, pl.DataFrame]) -> Iterator[tuple[str, str, pl.DataFrame]]:
    """Table, reason, and the rows at fault with a column `found` (String): what was there instead."""
    facts, ledger = tables["fact_quantity"], tables["number_ledger"]
    texts = tables["report_text"]
    pieces = _pieces(texts)
    misquoted_facts = _misquoted(facts, "mention", texts, pieces)
    misquoted_ledger = _misquoted(ledger, "text", texts, pieces)
    yield "fact_quantity", "quote_is_text", misquoted_facts
    yield "number_ledger", "quote_is_text", misquoted_ledger
    span = ["report_id", "char_start", "char_end"]
    facts = without(facts, misquoted_facts, on=["fact_id"])
    ledger = without(ledger, misquoted_ledger, on=span)
    outside = _outside_section(facts, tables["report_section"])
    yield "fact_quantity", "section_holds_fact", outside
    yield "fact_quantity", "ledger_covers_fact", _not_in_ledger(without(facts, outside, on=["fact_id"]), ledger)


def without(rows: pl.DataFrame, faulty: pl.DataFrame, *, on: list[str]) -> pl.DataFrame:
    """The rows but those at fault, of which there are hardly ever any."""
    return rows if faulty.is_empty() else rows.join(faulty, on=on, how="anti", maintain_order="left")


def release(tables: Mapping[str, pl.DataFrame]) -> Tables:
    """The tables without references to rows that did not pass.

    A ledger row whose fact is gone is unresolved, with the reason; a fact whose section is gone names none.
    """
    facts, ledger, sections = (tables[name] for name in ("fact_quantity", "number_ledger", "report_section"))
    filed = ledger.filter(pl.col("disposition") == "fact")
    orphans = filed.join(facts, on="fact_id", how="anti")["fact_id"]
    lost = (pl.col("disposition") == "fact") & pl.col("fact_id").is_in(orphans.implode())
    ledger = ledger.with_columns(
        disposition=pl.when(lost).then(pl.lit(Disposition.UNRESOLVED.value)).otherwise("disposition"),
        reason=pl.when(lost).then(pl.format("fact {} is in quarantine", "fact_id")).otherwise("reason"),
        fact_id=pl.when(~lost).then("fact_id"),
    )
    known = sections.select("report_id", "section_no", is_known=True)
    facts = facts.join(known, on=["report_id", "section_no"], how="left", maintain_order="left")
    facts = facts.with_columns(section_no=pl.when("is_known").then("section_no")).drop("is_known")
    return {**tables, "fact_quantity": facts, "number_ledger": ledger}


def unaccounted_digits(tables: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Reports with digits in no ledger row: report_id, in_text, in_ledger (how many digits)."""
    # in one text a report: to begin with a text costs more than to count in it
    runs = tables["number_ledger"].group_by("report_id").agg(runs=pl.col("text").str.join())
    held = runs.select("report_id", in_ledger=_digits(pl.col("runs")))
    return (
        tables["report_text"]
        .select("report_id", in_text=_digits(pl.col("text")))
        .join(held, on="report_id", how="left", maintain_order="left")
        .with_columns(pl.col("in_ledger").fill_null(0))
        .filter(pl.col("in_text") != pl.col("in_ledger"))
    )


def _digits(text: pl.Expr) -> pl.Expr:
    return pl.sum_horizontal(text.str.count_matches(digit) for digit in _DIGITS)


def _misquoted(rows: pl.DataFrame, quote: str, texts: pl.DataFrame, pieces: pl.DataFrame) -> pl.DataFrame:
    short = rows.filter(pl.col(quote).str.len_chars() <= _PIECE).with_columns(piece_no=pl.col("char_start") // _PIECE)
    long = rows.filter(pl.col(quote).str.len_chars() > _PIECE)
    start, length = pl.col("char_start"), pl.col("char_end") - pl.col("char_start")
    found = pl.concat(
        [
            short.join(pieces, on=["report_id", "piece_no"], how="left")
            .with_columns(found=pl.col("piece").str.slice(start % _PIECE, length))
            .drop("piece", "piece_no"),
            long.join(texts.rename({"text": "whole"}), on="report_id", how="left")
            .with_columns(found=pl.col("whole").str.slice(start, length))
            .drop("whole"),
        ]
    )
    return found.filter(pl.col("found").ne_missing(pl.col(quote))).sort("report_id", "char_start")


def _pieces(texts: pl.DataFrame) -> pl.DataFrame:
    numbers = pl.int_ranges(0, pl.col("text").str.len_chars() // _PIECE + 1, dtype=pl.Int32)
    return (
        texts.with_columns(piece_no=numbers)
        .explode("piece_no")
        .select("report_id", "piece_no", piece=pl.col("text").str.slice(pl.col("piece_no") * _PIECE, 2 * _PIECE))
    )


def _outside_section(facts: pl.DataFrame, sections: pl.DataFrame) -> pl.DataFrame:
    bounds = sections.select("report_id", "section_no", section_start="char_start", section_end="char_end")
    is_within = (pl.col("char_start") >= pl.col("section_start")) & (pl.col("char_end") <= pl.col("section_end"))
    return (
        facts.join(bounds, on=["report_id", "section_no"], maintain_order="left")
        .filter(~is_within)
        .with_columns(found=pl.format("section {} to {}", "section_start", "section_end"))
        .drop("section_start", "section_end")
    )


def _not_in_ledger(facts: pl.DataFrame, ledger: pl.DataFrame) -> pl.DataFrame:
    filed = ledger.filter(pl.col("disposition") == "fact").select(
        "report_id", "fact_id", run_start="char_start", run_end="char_end"
    )
    overlaps = (pl.col("run_start") < pl.col("char_end")) & (pl.col("run_end") > pl.col("char_start"))
    covered = facts.select("report_id", "fact_id", "char_start", "char_end").join(filed, on=["report_id", "fact_id"])
    return facts.join(covered.filter(overlaps), on="fact_id", how="anti", maintain_order="left").with_columns(
        found=pl.lit("no such row in number_ledger")
    )
