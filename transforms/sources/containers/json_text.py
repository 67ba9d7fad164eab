"""JSON in any nesting, and JSON Lines: the reports lie wherever long texts do, what stands above them are hints."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from transforms.sources import triage
from transforms.sources.containers.rows import Row, Table, read_table, without_half_pairs
from transforms.sources.document import Reading, Reason, SourceError
from transforms.sources.source import Reader, Source

_START = re.compile(r'\s*(?:\{\s*"|\{\s*\}|\[\s*[\[{"\]])')
_TEXT = 200  # Chinese characters; a shorter string is a label
#: A key that says which report its text is: {"2022": "各位代表…"}, {"河北省": {"2023年": …}}.
_LABEL = re.compile(r"(?:19|20)\d\d|[省市县区州旗盟]$|[省市县区].*报告")


def _read(source: Source) -> Reading:
    table = source.once(_parse)
    assert table is not None, "asked to read what it did not claim"  # noqa: S101
    return read_table(table, source.decoded.encoding, source.told)


def _parse(source: Source) -> Table | None:
    """The rows of a JSON text; None where it is no JSON.

    Raises SourceError (unreadable_document) for JSON that breaks off or is malformed.
    """
    text = source.text
    if not _START.match(text):
        return None
    try:
        return _table(_load(text))
    except (ValueError, RecursionError) as error:
        # split at line feeds alone: U+2028 and its like may stand inside a string
        lines = [line for line in text.split("\n") if line.strip()]
        if len(lines) > 1 and any(map(_is_json_object, lines[:2])):
            return _parse_lines(lines)
        if text.lstrip()[0] == "[" and not text.lstrip()[1:].lstrip().startswith("{"):
            return None  # prose may begin with a bracket
        raise SourceError(Reason.UNREADABLE_DOCUMENT, f"JSON, {error}") from error


READER = Reader("json", lambda source: source.once(_parse) is not None, _read)


def _load(text: str) -> Any:
    """JSON with its numbers as they are written: they become hints, and 2026 is to stay 2026."""
    return json.loads(text, parse_int=str, parse_float=str, object_pairs_hook=_object)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object whose keys stand once: of two values under one key, json keeps the last without a word."""
    held: dict[str, Any] = {}
    for key, value in pairs:
        name = without_half_pairs(key)
        if held.setdefault(name, value) != value:
            raise ValueError(f"the key {name!r} stands twice in an object, with different values")
    return held


def _is_json_object(line: str) -> bool:
    try:
        return isinstance(_load(line), dict)
    except (ValueError, RecursionError):
        return False


def _parse_lines(lines: list[str]) -> Table:
    """An object a line; a line that is none is a broken row."""
    rows: list[Row] = []
    broken = {}
    for number, line in enumerate(lines, 1):
        try:
            value = _load(line)
        except (ValueError, RecursionError) as error:
            value, broken[number] = {}, f"JSON Lines, line {number}: {error}"
        rows.append(_flatten(value if isinstance(value, dict) else {"value": value}))
    return Table("jsonl", rows, broken=broken)


def _table(value: Any) -> Table:
    """An array is a table; so is what lies deeper in an object and has more text than the object itself."""
    if isinstance(value, list):
        return Table("json", [row for item in value for row in _rows_of_item(item)])
    single = _flatten(value)
    own_text = max((triage.count_han(cell) for cell in single.values()), default=0)
    deeper = list(_rows(value, {}))
    if len(deeper) > 1 or (deeper and _text_of(deeper) > own_text):
        return Table("json", deeper)
    return Table("json", [single], is_single=True)


def _text_of(rows: list[Row]) -> int:
    return max((triage.count_han(cell) for row in rows for cell in row.values()), default=0)


def _rows_of_item(item: Any) -> list[Row]:
    if not isinstance(item, dict):
        return [{"value": "" if item is None else str(item)}]
    deeper = list(_rows(item, {}))
    own = _flatten(item)
    return deeper if len(deeper) > 1 and _text_of(deeper) > _text_of([own]) else [own]


def _rows(value: Mapping[str, Any], above: Row) -> Iterator[Row]:
    """A row for each report that lies in an object, with the labels and keys that stand above it as hints."""
    labels = above | {name: str(item) for name, item in value.items() if _is_label(item)}
    texts = {name: item for name, item in value.items() if isinstance(item, str) and triage.count_han(item) >= _TEXT}
    if texts and all(map(_LABEL.search, texts)):
        yield from (labels | {f"key{_depth(above)}": name, "text": text} for name, text in texts.items())
    elif texts and above:
        yield labels | texts
    for name, item in value.items():
        if isinstance(item, dict):
            yield from _rows(item, labels | {f"key{_depth(labels)}": name})
        elif isinstance(item, list) and any(isinstance(entry, dict) for entry in item):
            rows = [labels | _flatten(entry) for entry in item if isinstance(entry, dict)]
            yield from (row for row in rows if len(rows) > 1 or triage.count_han("".join(row.values())))


def _depth(labels: Mapping[str, str]) -> int:
    return 1 + sum(name.startswith("key") for name in labels)


def _is_label(item: Any) -> bool:
    return item is not None and not isinstance(item, dict | list) and triage.count_han(str(item)) < _TEXT


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
