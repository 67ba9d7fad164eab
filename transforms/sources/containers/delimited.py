"""CSV with any delimiter, with a header or without one: a report a row, `year TAB text`."""

import csv
import re
from collections.abc import Iterator

from transforms.sources import triage
from transforms.sources.containers.rows import Row, Table, read_table
from transforms.sources.document import Reading
from transforms.sources.source import Reader, Source

_DELIMITERS = (",", "\t", ";", "|")
_COLUMN_NAME_LENGTH = 40
_LABEL_LENGTH = 80
_TEXT = 200  # Chinese characters that the one cell of a row without a header has, which is no label
_PROSE = re.compile(r"[。，；！？]")
_YEAR = re.compile(r"(?:19|20)\d\d年?(?:\.0)?")
_LEAST_COLUMNS = 2
# The limit of the csv module is made for hostile input; a report is longer than that.
csv.field_size_limit(1 << 30)


def _read(source: Source) -> Reading:
    table = source.once(_parse)
    assert table is not None, "asked to read what it did not claim"  # noqa: S101
    return read_table(table, source.decoded.encoding, source.told)


def _parse(source: Source) -> Table | None:
    """The table that a text is, told by its form; None where it is none."""
    start = source.text.lstrip()[: _COLUMN_NAME_LENGTH * 100]
    first = start.split("\n", 1)[0]
    for delimiter in _DELIMITERS:
        if delimiter in first and (table := _with_header(source.text, delimiter)):
            return table
    for delimiter in _DELIMITERS:
        if delimiter not in first:
            continue
        records = list(_records(source.text, delimiter))
        if not any(problem for _, problem in records) and (
            rows := without_header([cells for cells, _ in records], delimiter)
        ):
            return Table("csv", rows)
    return None


READER = Reader("csv", lambda source: source.once(_parse) is not None, _read)


def _with_header(text: str, delimiter: str) -> Table | None:
    """The rows under a header; None where fewer than half of them are as wide as it, so that it is no header."""
    records = _records(text, delimiter)
    names, _ = next(records, ([], ""))
    if len(names) < _LEAST_COLUMNS or not is_header(names):
        return None
    rows: list[Row] = []
    broken = {}
    for number, (cells, problem) in enumerate(records, 1):
        is_whole = not problem and len(cells) == len(names)
        if not is_whole:
            broken[number] = f"row {number}: {problem or f'{len(cells)} cells under a header of {len(names)}'}"
        rows.append(dict(zip(names, cells, strict=True)) if is_whole else {})
    is_prose = len(broken) * 2 > len(rows) and not _opens_quoted_cell(text, delimiter)
    return None if not rows or is_prose else Table("csv", rows, broken=broken)


def _opens_quoted_cell(text: str, delimiter: str) -> bool:
    """Whether the line under the header has a cell in quotes beside a delimiter, as prose has not."""
    line = text.lstrip().partition("\n")[2].lstrip("\n").partition("\n")[0]
    return delimiter + '"' in line or '"' + delimiter in line


def without_header(records: list[list[str]], delimiter: str) -> list[Row] | None:
    """Rows of a table without a header: each as wide as the others, one long text in each, labels beside it.

    Prose with ASCII commas is none: its lines differ in width, or what stands beside the long part is no label.
    """
    width = len(records[0]) if records else 0
    if width < _LEAST_COLUMNS or any(len(cells) != width for cells in records):
        return None
    for cells in records:
        labels = [cell for cell in cells if triage.count_han(cell) < _TEXT]
        is_row = len(labels) == width - 1 and not any(
            len(cell) > _LABEL_LENGTH or _PROSE.search(cell) for cell in labels
        )
        if not is_row or (delimiter != "\t" and not any(map(str.isdigit, "".join(labels)))):
            return None
    names = [_name(number, [cells[number] for cells in records]) for number in range(width)]
    return [dict(zip(names, cells, strict=True)) for cells in records]


def _name(number: int, cells: list[str]) -> str:
    """The name of a column without one, by what stands in it."""
    return "year" if all(_YEAR.fullmatch(cell.strip()) for cell in cells) else f"name {number + 1}"


def _records(text: str, delimiter: str) -> Iterator[tuple[list[str], str]]:
    """Records of a CSV text, each with what is wrong with it; blank lines are none.

    What follows a broken quote is in the last record: nobody can say where the next one begins.
    """
    reader = csv.reader(_lines(text), delimiter=delimiter, strict=True)
    try:
        for record in reader:
            if any(record):
                yield record, ""
    except csv.Error as error:
        yield [], f"a quoted cell is broken at or before line {reader.line_num} ({error}); the rest is not read"


def _lines(text: str) -> Iterator[str]:
    """Lines with their ends, so that line breaks inside quotes stay as they are."""
    start = 0
    while start < len(text):
        end = text.find("\n", start) + 1 or len(text)
        yield text[start:end]
        start = end


def is_header(names: list[str]) -> bool:
    """Column names are short, differ, and are no sentences: `现在,我代表…` with ASCII commas is prose."""
    trimmed = [name.strip() for name in names]
    return (
        len(set(trimmed)) == len(trimmed)
        and all(0 < len(name) <= _COLUMN_NAME_LENGTH for name in trimmed)
        and not any(_PROSE.search(name) for name in trimmed)
    )
