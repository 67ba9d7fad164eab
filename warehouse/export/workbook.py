"""Excel workbooks: the rows on the first sheet, what the columns are on the second."""

import datetime as dt
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb

from warehouse.export.sources import ExportError, Source

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

MOST_ROWS = 1_048_575
"""A sheet holds so many rows below its header."""
LONGEST = 32_767
"""A cell holds so many characters."""
_BATCH = 10_000
_EPOCH = dt.datetime(2000, 1, 1)  # noqa: DTZ001 -- a fixed day: the same rows are the same bytes


def write(con: duckdb.DuckDBPyConnection, source: Source, file: Path) -> list[str]:
    """A workbook of one table or view; nothing is written where its rows do not fit on a sheet.

    Texts are written as texts, so that none is run as a formula; decimals become numbers of 15 digits.
    """
    import xlsxwriter

    rows = con.execute(f"select count(*) from {source.sql_name}").fetchall()[0][0]  # noqa: S608
    if rows > MOST_ROWS:
        return [f"not written: a sheet holds {MOST_ROWS:,} rows and these are {rows:,}; take parquet or csv"]
    with xlsxwriter.Workbook(file, {"constant_memory": True}) as book:
        book.set_properties({"title": f"{source.zh} {source.en}", "created": _EPOCH})
        sheet = book.add_worksheet(source.name[:31])  # Excel's limit for the name of a sheet
        cut = _fill(book, sheet, con.execute(source.query), [column.name for column in source.columns])
        _explain(book, source)
    return [f"{cut:,} cell(s) were cut to the {LONGEST:,} characters that a cell holds"] if cut else []


def write_answer(cursor: duckdb.DuckDBPyConnection, names: list[str], file: Path) -> None:
    """A workbook of what a query is about to hand out. Raises ExportError for more rows than a sheet holds."""
    import xlsxwriter

    with xlsxwriter.Workbook(file, {"constant_memory": True}) as book:
        book.set_properties({"created": _EPOCH})
        _fill(book, book.add_worksheet("duixian"), cursor, names)


def _fill(book: "Workbook", sheet: "Worksheet", cursor: duckdb.DuckDBPyConnection, names: list[str]) -> int:
    """Write header and rows; how many texts were cut. Raises ExportError for more rows than a sheet holds."""
    sheet.freeze_panes(1, 0)
    _write_header(book, sheet, names)
    day, moment = book.add_format({"num_format": "yyyy-mm-dd"}), book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
    number, cut = 0, 0
    while batch := cursor.fetchmany(_BATCH):
        if number + len(batch) > MOST_ROWS:
            raise ExportError(f"a sheet holds {MOST_ROWS:,} rows and these are more; take .parquet or .csv")
        for row in batch:
            number += 1
            for index, value in enumerate(row):
                cut += isinstance(value, str) and len(value) > LONGEST
                _write_cell(sheet, (number, index), value, day, moment)
    sheet.autofilter(0, 0, number, len(names) - 1)
    return cut


def _write_cell(sheet: "Worksheet", place: tuple[int, int], value: Any, day: "Format", moment: "Format") -> None:
    match value:
        case None:
            pass
        case str():
            sheet.write_string(*place, value[:LONGEST])
        case bool():
            sheet.write_boolean(*place, value)
        case int() | float() | Decimal():
            sheet.write_number(*place, float(value))
        case dt.datetime():
            sheet.write_datetime(*place, value, moment)
        case dt.date():
            sheet.write_datetime(*place, value, day)
        case _:
            sheet.write_string(*place, str(value)[:LONGEST])


def _explain(book: "Workbook", source: Source) -> None:
    """The second sheet: a line a column."""
    sheet = book.add_worksheet("说明 columns")
    sheet.set_column(0, 1, 28)
    sheet.set_column(2, 3, 60)
    _write_header(book, sheet, ["column", "unit", "含义", "meaning"])
    for number, column in enumerate(source.columns, 1):
        for index, text in enumerate((column.name, column.unit or "", column.zh, column.en)):
            sheet.write_string(number, index, text)


def _write_header(book: "Workbook", sheet: "Worksheet", names: list[str]) -> None:
    bold = book.add_format({"bold": True})
    for index, name in enumerate(names):
        sheet.write_string(0, index, name, bold)
