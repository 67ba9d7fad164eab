"""Facts put right by hand: seeds/corrections.csv, applied after extraction and before validation.

A row names a fact by its report (`report_sha256` of the file, or `report_id` where a file holds several) and its span,
and says what a field holds (`expect`), what it should hold (`value`) and why (`reason`). When the field does not hold
what was expected – the rule was mended, or the text read anew – the row raises instead of changing something else. So
it does where the fact would then be none that the warehouse takes: nothing is put right by losing it. The days follow a
period that is put right, unless rows of their own say which.

| report_id        | char_start | char_end | field | value | expect | reason                                   |
|------------------|------------|----------|-------|-------|--------|------------------------------------------|
| 3f1c0e9a7b2d4c55 | 1182       | 1190     | unit  | 标准箱 | 箱     | the report counts TEU, see its next line |
"""

import hashlib
import re
from collections import defaultdict
from dataclasses import astuple, dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import Final

import polars as pl

import seeds
from schemas.periods import first_day, last_day

SEED: Final = "corrections"
FIELDS: Final = (
    "value",
    "value_max",
    "unit",
    "stated_number",
    "stated_unit",
    "bound",
    "measure",
    "basis",
    "scope",
    "status",
    "period",
    "period_start",
    "period_end",
    "indicator",
    "indicator_id",
    "action",
    "subject",
)
"""What can be put right; where a fact stands, and what it quotes, is what the text says."""
_COLUMNS: Final = ("report_sha256", "report_id", "char_start", "char_end", "field", "value", "expect", "reason")
_SMALLEST, _LARGEST = Decimal("1e-9"), Decimal("1e29")  # what DECIMAL(38, 9) holds
_DECIMALS: Final = frozenset({"value", "value_max"})
_DATES: Final = frozenset({"period_start", "period_end"})


_Span = tuple[str, int, int]
"""A fact, by its report's id and where its mention begins and ends."""


@dataclass(frozen=True)
class Correction:
    """A row of the seed; an empty `value` or `expect` stands for null."""

    report_sha256: str
    report_id: str
    char_start: int
    char_end: int
    field: str
    value: str
    expect: str
    reason: str
    line: int


@cache
def load() -> tuple[Correction, ...]:
    """The rows of seeds/corrections.csv. Raises SeedError with the line where a row cannot be meant."""
    return read(seeds.read(SEED))


def read(frame: pl.DataFrame) -> tuple[Correction, ...]:
    """Corrections from a frame of strings with `_line`. Raises SeedError."""
    rows = []
    seen: dict[tuple[str, str, str, str], int] = {}
    for row in frame.select(*_COLUMNS, "_line").iter_rows(named=True):
        line = row["_line"]
        if problem := _problem(row):
            raise seeds.fail(SEED, line, problem)
        key = (row["report_sha256"] or row["report_id"], row["char_start"], row["char_end"], row["field"])
        if key in seen:
            raise seeds.fail(SEED, line, f"puts right what line {seen[key]} does, too; keep one of them")
        seen[key] = line
        span = {"char_start": int(row["char_start"]), "char_end": int(row["char_end"])}
        rows.append(Correction(**{**{name: row[name] for name in _COLUMNS}, **span}, line=line))
    return tuple(rows)


def correct(
    facts: pl.DataFrame, reports: pl.DataFrame, corrections: tuple[Correction, ...] | None = None
) -> pl.DataFrame:
    """The facts with the corrections of their reports applied; those of other reports wait for theirs.

    `reports` has report_id and, where it is known, source_sha256. Raises SeedError where a correction finds no fact in
    its span, or not what it expects there, or where what it makes of the fact is none.
    """
    applied: dict[_Span, list[Correction]] = defaultdict(list)
    for correction in load() if corrections is None else corrections:
        for report_id in _reports_of(correction, reports):
            facts = _apply(facts, report_id, correction)
            applied[report_id, correction.char_start, correction.char_end].append(correction)
    for span, rows in applied.items():
        facts = _let_days_follow(facts, span, rows)
        _refuse_misfit(facts.filter(_is_at(span)), rows)
    return facts


def digests() -> dict[str, str]:
    """A digest of the corrections by what they name, a report's sha256 or id: another digest means: read it again."""
    lines: dict[str, list[str]] = defaultdict(list)
    for correction in load():
        # a row may move to another line
        lines[correction.report_sha256 or correction.report_id].append(repr(astuple(correction)[:-1]))
    return {name: hashlib.sha256("\n".join(sorted(rows)).encode()).hexdigest() for name, rows in lines.items()}


def _problem(row: dict[str, str]) -> str:  # noqa: PLR0911 (one line a rule)
    if bool(row["report_sha256"]) == bool(row["report_id"]):
        return "name the report by report_sha256 or by report_id, one of the two"
    if not re.fullmatch(r"[0-9a-f]{64}|[0-9a-f]{16}", row["report_sha256"] or row["report_id"]):
        return f"{row['report_sha256'] or row['report_id']!r} is no hash: take it from dim_report"
    if not (row["char_start"].isdecimal() and row["char_end"].isdecimal()):
        return f"the span {row['char_start']!r}-{row['char_end']!r} is not two numbers: take it from fact_quantity"
    if row["field"] not in FIELDS:
        return f"field {row['field']!r} cannot be put right; these can: {', '.join(FIELDS)}"
    if not row["reason"]:
        return "say in reason how you know"
    if row["value"] == row["expect"]:
        return "value and expect are the same: nothing would be put right"
    for name in ("expect", "value"):
        try:
            _parse(row["field"], row[name])
        except (ValueError, InvalidOperation):
            return f"{name} {row[name]!r} is nothing that {row['field']} can hold"
    return ""


def _parse(field: str, text: str) -> Decimal | date | str | None:
    if not text:
        return None
    if field in _DECIMALS:
        number = Decimal(text)
        if not number.is_finite() or number != number.quantize(_SMALLEST) or abs(number) >= _LARGEST:
            raise ValueError(text)
        return number
    return date.fromisoformat(text) if field in _DATES else text


def _reports_of(correction: Correction, reports: pl.DataFrame) -> list[str]:
    if correction.report_id:
        named = reports.filter(pl.col("report_id") == correction.report_id)
    elif "source_sha256" in reports.columns:
        named = reports.filter(pl.col("source_sha256") == correction.report_sha256)
    else:
        return []
    ids: list[str] = named["report_id"].to_list()
    if correction.report_sha256 and len(ids) > 1:
        raise seeds.fail(
            SEED,
            correction.line,
            f"the file holds {len(ids)} reports: name the one by its report_id, one of {ids[:5]} …",
        )
    return ids


def _apply(facts: pl.DataFrame, report_id: str, correction: Correction) -> pl.DataFrame:
    field = correction.field
    place = f"at {correction.char_start}-{correction.char_end} of report {report_id}"
    is_meant = _is_at((report_id, correction.char_start, correction.char_end))
    found = facts.filter(is_meant)
    if found.is_empty():
        raise seeds.fail(SEED, correction.line, f"expects a fact {place}, and there is none: mend or remove the row")
    if found[field].item() != _parse(field, correction.expect):
        raise seeds.fail(
            SEED,
            correction.line,
            f"expects {field} {correction.expect!r} {place} ({found['mention'].item()}) "
            f"and finds {_show(found[field])!r}: mend or remove the row",
        )
    value = pl.lit(_parse(field, correction.value)).cast(facts.schema[field])
    return facts.with_columns(pl.when(is_meant).then(value).otherwise(pl.col(field)).alias(field))


def _is_at(span: _Span) -> pl.Expr:
    report_id, start, end = span
    return (pl.col("report_id") == report_id) & (pl.col("char_start") == start) & (pl.col("char_end") == end)


def _let_days_follow(facts: pl.DataFrame, span: _Span, corrections: list[Correction]) -> pl.DataFrame:
    fields = {correction.field for correction in corrections}
    if "period" not in fields or fields & _DATES:
        return facts
    days = {"period_start": first_day("period"), "period_end": last_day("period")}
    return facts.with_columns(
        pl.when(_is_at(span)).then(day).otherwise(pl.col(name)).alias(name) for name, day in days.items()
    )


def _refuse_misfit(fact: pl.DataFrame, corrections: list[Correction]) -> None:
    """Raise where the corrected fact breaks its table's model, naming the row about the field that breaks it."""
    from schemas.validate import validate

    faults = validate("fact_quantity", fact).quarantined["reason"].to_list()
    for fault in faults:
        guilty = next((row for row in corrections if row.field == fault.partition(":")[0]), corrections[0])
        made = f"{guilty.field} {guilty.value!r} of {fact['mention'].item()}"
        raise seeds.fail(SEED, guilty.line, f"{made} is refused ({fault}): mend or remove the row")


def _show(cell: pl.Series) -> str:
    value = cell.item()
    if value is None:
        return ""
    return f"{value.normalize():f}" if isinstance(value, Decimal) else str(value)
