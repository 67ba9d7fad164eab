"""Workbooks of every kind (XLSX, XLS, XLSB, ODS): each sheet is a table."""

import io
from collections.abc import Iterator
from typing import Any

from transforms.sources import formats
from transforms.sources.containers.delimited import is_header, without_header
from transforms.sources.containers.rows import Row, Table, read_table
from transforms.sources.document import Document, Reading, Reason, Refusal, SourceError
from transforms.sources.mapping import Told
from transforms.sources.source import Reader, Source

_LEAST_COLUMNS = 2
_HEADER_WITHIN = 10  # rows: a title and remarks may stand above the header


def _claims(source: Source) -> bool:
    return _format(source) is not None


def _format(source: Source) -> str | None:
    if source.data.startswith(formats.OLE):
        return "xls" if formats.ole_stream(source.data) in ("Workbook", "Book") else None
    for member, name in (("xl/workbook.xml", "xlsx"), ("xl/workbook.bin", "xlsb")):
        if member in source.members:
            return name
    is_sheet = "content.xml" in source.members and formats.opendocument_type(source.data).endswith("spreadsheet")
    return "ods" if is_sheet else None


def _read(source: Source) -> Reading:
    import python_calamine

    source_format = _format(source) or ""
    try:
        book = python_calamine.load_workbook(io.BytesIO(source.data))
        sheets = [(name, book.get_sheet_by_name(name).to_python()) for name in book.sheet_names]
    except python_calamine.PasswordError as error:
        raise SourceError(Reason.ENCRYPTED, f"{source_format} workbook that needs a password") from error
    except (python_calamine.CalamineError, OSError, ValueError) as error:
        raise SourceError(Reason.UNREADABLE_DOCUMENT, f"{source_format} workbook: {error}") from error
    return _read_sheets([(name, rows) for name, rows in sheets if rows], source_format, source.told)


READER = Reader("workbook", _claims, _read, is_binary=True)


def _read_sheets(sheets: list[tuple[str, list[list[Any]]]], source_format: str, told: Told) -> Reading:
    """The reports of all sheets; a sheet that has none among others that do is a refusal of its own."""
    documents: list[Document] = []
    refusals: list[Refusal] = []
    for name, cells in sheets:
        part = f"/{name.strip()}" if len(sheets) > 1 else ""
        table = Table(source_format, _rows([[_as_text(cell) for cell in row] for row in cells]))
        try:
            reading = read_table(table, told=told)
        except SourceError as error:
            refusals.append(Refusal(part, error.reason, f"sheet {name.strip()!r}: {error.evidence}"))
            continue
        documents += [_in_sheet(document, part) for document in reading.documents]
        refusals += [Refusal(part + refusal.part, refusal.reason, refusal.evidence) for refusal in reading.refusals]
    if not sheets:
        raise SourceError(Reason.EMPTY_FILE, f"{source_format} workbook without a cell")
    if not documents:
        reason = refusals[0].reason if len({refusal.reason for refusal in refusals}) == 1 else Reason.NOT_A_REPORT
        raise SourceError(reason, "; ".join(refusal.evidence for refusal in refusals))
    return Reading(documents, refusals)


def _in_sheet(document: Document, part: str) -> Document:
    from dataclasses import replace

    return replace(document, part=part + document.part)


def _rows(cells: list[list[str]]) -> list[Row]:
    """Rows under their header; titles above the header are no rows, columns without a name get a number."""
    cells = [row for row in cells if any(cell.strip() for cell in row)]
    for start, row in enumerate(cells[:_HEADER_WITHIN]):
        names = [cell.strip() for cell in row]
        filled = [name for name in names if name]
        if len(filled) >= min(_LEAST_COLUMNS, len(row)) and is_header(filled):
            named = _distinct(names)
            below = cells[start + 1 :]
            return [dict(zip(named, row, strict=False)) for row in below]
        if len(filled) >= _LEAST_COLUMNS:
            break
    return without_header(cells, "\t") or [{f"column {n}": cell for n, cell in enumerate(row, 1)} for row in cells]


def _distinct(names: list[str]) -> Iterator[str] | list[str]:
    return [name or f"column {number}" for number, name in enumerate(names, 1)]


def _as_text(cell: Any) -> str:
    """A cell as it shows: 2019 and not 2019.0, a date as ISO 8601."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell)
