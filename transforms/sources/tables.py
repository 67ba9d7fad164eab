"""Tables with one report a row: CSV, a JSON object or array, JSON Lines."""

import csv
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from transforms.sources import triage, webpage
from transforms.sources.document import Document, Reason, SourceError, normalise_newlines

_DELIMITERS = (",", "\t", ";", "|")
_COLUMN_NAME_LENGTH = 40
_PROSE = re.compile(r"[。，；！？]")
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_JSON_START = re.compile(r'\s*(?:\{\s*"|\{\s*\}|\[\s*[\[{"\]])')
_LEAST_COLUMNS = 2
# The limit of the csv module is made for hostile input; a report is longer than that.
csv.field_size_limit(1 << 30)

Row = dict[str, str]


class Table(NamedTuple):
    """Rows of cells by column name. `is_single`: one object stands for itself, its row has no number."""

    source_format: str
    rows: list[Row]
    is_single: bool = False


def parse(text: str) -> Table | None:
    """The table that a text is, told by its form; None where it is none.

    Raises SourceError (unreadable_document) for JSON that breaks off or is malformed.
    """
    if _JSON_START.match(text):
        return _parse_json(text)
    return _parse_csv(text)


def documents(table: Table, encoding: str) -> list[Document]:
    """A document a row: its text is the cell in the column with the longest texts, the other cells are its hints.

    Rows without a report among others with one are handed on, for `judge` to refuse each by itself.
    Raises SourceError where no row holds a report: with the reason of its text for a single row, else not_a_report.
    """
    column = _text_column(table.rows)
    found = [_document(table, number, row, column, encoding) for number, row in enumerate(table.rows, 1)]
    refusals = []
    for document in found:
        refusal = triage.examine(document.text)
        if refusal is None:
            return found
        refusals.append(refusal)
    shape = f"{table.source_format} table of {len(table.rows)} rows and {len(_columns(table.rows))} columns"
    if not refusals:
        raise SourceError(Reason.NOT_A_REPORT, f"{shape}, nothing in it")
    reason = refusals[0].reason if len(refusals) == 1 else Reason.NOT_A_REPORT
    raise SourceError(reason, f"{shape}, longest texts in column {column!r}, first row: {refusals[0].evidence}")


def _document(table: Table, number: int, row: Row, column: str, encoding: str) -> Document:
    text, notes = normalise_newlines(row.get(column, "")), [f"text from column {column!r}"]
    if _SURROGATE.search(text):
        text = _SURROGATE.sub("\ufffd", text)
        notes.append("halves of surrogate pairs replaced by U+FFFD")
    if webpage.is_html(text):
        text = webpage.read_html(text).text
        notes.append("the cell is HTML")
    hints = {name: _SURROGATE.sub("\ufffd", cell) for name, cell in row.items() if name != column and cell.strip()}
    return Document(text, table.source_format, encoding, None if table.is_single else number, hints, tuple(notes))


def _columns(rows: list[Row]) -> list[str]:
    return list(dict.fromkeys(name for row in rows for name in row))


def _text_column(rows: list[Row]) -> str:
    """The column with the most Chinese in it (a long URL is no text), and of equals the first."""
    lengths: dict[str, int] = dict.fromkeys(_columns(rows), 0)
    for row in rows:
        for name, cell in row.items():
            lengths[name] += triage.count_han(cell)
    return max(lengths, key=lengths.__getitem__, default="")


def _parse_json(text: str) -> Table | None:
    try:
        return _table_of_json(_load(text))
    except (ValueError, RecursionError) as error:
        lines = [line for line in text.splitlines() if line.strip()]
        if len(lines) > 1 and _is_json_object(lines[0]):
            return Table("jsonl", [_flatten(_parse_line(number, line)) for number, line in enumerate(lines, 1)])
        if text.lstrip()[0] == "[" and not text.lstrip()[1:].lstrip().startswith("{"):
            return None  # prose may begin with a bracket
        raise SourceError(Reason.UNREADABLE_DOCUMENT, f"JSON, {error}") from error


def _load(text: str) -> Any:
    """JSON with its numbers as they are written: they become hints, and 2026 is to stay 2026."""
    return json.loads(text, parse_int=str, parse_float=str)


def _is_json_object(line: str) -> bool:
    try:
        return isinstance(_load(line), dict)
    except (ValueError, RecursionError):
        return False


def _parse_line(number: int, line: str) -> dict[str, Any]:
    try:
        value = _load(line)
    except (ValueError, RecursionError) as error:
        raise SourceError(Reason.UNREADABLE_DOCUMENT, f"JSON Lines, line {number}: {error}") from error
    return value if isinstance(value, dict) else {"value": value}


def _table_of_json(value: Any) -> Table:
    """An array is a table; so is the one array of objects that an object wraps; any other object is one report."""
    if isinstance(value, list):
        return Table("json", [_flatten(item if isinstance(item, dict) else {"value": item}) for item in value])
    arrays = [item for item in value.values() if isinstance(item, list) and item and isinstance(item[0], dict)]
    single = _flatten(value)
    if len(arrays) == 1:
        rows = _table_of_json(arrays[0]).rows
        own_text = max((triage.count_han(cell) for cell in single.values()), default=0)
        if max(triage.count_han(cell) for row in rows for cell in row.values() or ("",)) > own_text:
            return Table("json", rows)
    return Table("json", [single], is_single=True)


def _flatten(value: Mapping[str, Any], prefix: str = "") -> Row:
    """Nested objects as dotted names, lists of plain values as lines, null as nothing."""
    row: Row = {}
    for name, item in value.items():
        if isinstance(item, dict):
            row.update(_flatten(item, f"{prefix}{name}."))
        elif isinstance(item, list):
            row[prefix + name] = "\n".join(str(part) for part in item if not isinstance(part, dict | list))
        elif item is not None:
            row[prefix + name] = str(item)
    return row


def _parse_csv(text: str) -> Table | None:
    """A table with a header, all rows as wide as it."""
    start = text.lstrip()[: _COLUMN_NAME_LENGTH * 100]
    header = start.split("\n", 1)[0]
    for delimiter in _DELIMITERS:
        if delimiter in header:
            rows = _read_rows(text, delimiter)
            if rows:
                return Table("csv", rows)
    return None


def _read_rows(text: str, delimiter: str) -> list[Row] | None:
    reader = _records(text, delimiter)
    names = next(reader, [])
    if len(names) < _LEAST_COLUMNS or not _is_header(names):
        return None
    rows = []
    for cells in reader:
        if len(cells) != len(names):
            return None
        rows.append(dict(zip(names, cells, strict=True)))
    return rows or None


def _records(text: str, delimiter: str) -> Iterator[list[str]]:
    """Records of a CSV text; blank lines are none. A text that is no CSV ends them early, in a record of no cell."""
    try:
        for record in csv.reader(_lines(text), delimiter=delimiter, strict=True):
            if any(record):
                yield record
    except csv.Error:
        yield []


def _lines(text: str) -> Iterator[str]:
    """Lines with their ends, so that line breaks inside quotes stay as they are."""
    start = 0
    while start < len(text):
        end = text.find("\n", start) + 1 or len(text)
        yield text[start:end]
        start = end


def _is_header(names: list[str]) -> bool:
    """Column names are short, differ, and are no sentences: `现在,我代表…` with ASCII commas is prose."""
    trimmed = [name.strip() for name in names]
    return (
        len(set(trimmed)) == len(trimmed)
        and all(0 < len(name) <= _COLUMN_NAME_LENGTH for name in trimmed)
        and not any(_PROSE.search(name) for name in trimmed)
    )
