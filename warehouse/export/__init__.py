"""Tables and views as files in a folder, with what a stranger needs to read them: dictionary, package, citation.

| format    | what it is                                                                          | module       |
|-----------|-------------------------------------------------------------------------------------|--------------|
| `parquet` | exact, typed, small: for DuckDB, Polars, pandas, R                                  | `copies.py`  |
| `jsonl`   | a row a line; exact decimals are strings                                            | `copies.py`  |
| `csv`     | for spreadsheets: a byte-order mark, and cells that would be formulas are quoted    | `copies.py`  |
| `xlsx`    | a workbook a table, with a second sheet that says what the columns are              | `workbook.py`|
| `dta`     | Stata 14 and newer: variable labels in both languages, codes as labelled numbers    | `stata.py`   |

All tables as a lake of Delta tables: `lake.py`.

>>> write(Path("data/duixian.duckdb"), Path("out"), ["csv"], ["bi.scorecard"]).rows
{'bi.scorecard': 0}
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

import duckdb

from schemas.registry import TABLES
from warehouse import connect
from warehouse.export import copies, documents, stata, workbook
from warehouse.export.sources import ExportError, Source, choose, outdated

__all__ = ["FORMATS", "Export", "ExportError", "Format", "tables", "write"]

Format = Literal["parquet", "csv", "xlsx", "dta", "jsonl"]
Writer = Callable[[duckdb.DuckDBPyConnection, Source, Path], list[str]]

FORMATS: dict[Format, Writer] = {
    "parquet": copies.write_parquet,
    "csv": copies.write_csv,
    "xlsx": workbook.write,
    "dta": stata.write,
    "jsonl": copies.write_jsonl,
}


@dataclass
class Export:
    """What was written: rows by table or view, the files, what could not be written as it is, and how to cite it."""

    rows: dict[str, int] = field(default_factory=dict)
    files: list[Path] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    citation: str = ""


def write(
    warehouse: Path, folder: Path, formats: Sequence[Format] = ("parquet", "csv"), only: Sequence[str] = ()
) -> Export:
    """Write tables and views (`only` names them, `bi.*` means all views; by default all tables) and their documents.

    Raises connect.NoWarehouseError, ExportError where a name is unknown.
    """
    folder.mkdir(parents=True, exist_ok=True)
    made = Export()
    with connect.read(warehouse) as con:
        chosen = choose(only)
        for source in chosen:
            _write_source(con, source, folder, formats, made)
        origin = documents.origin_of(con)
    made.citation = documents.write(folder, chosen, made.files, origin)
    return made


def tables(warehouse: Path, folder: Path, formats: Sequence[Format] = ("parquet", "csv")) -> dict[str, int]:
    """Write every table and nothing beside it, as a load does after each publish; the number of rows by table."""
    folder.mkdir(parents=True, exist_ok=True)
    made = Export()
    with connect.read(warehouse) as con:
        for source in choose(list(TABLES)):
            _write_source(con, source, folder, formats, made)
    return made.rows


def _write_source(
    con: duckdb.DuckDBPyConnection, source: Source, folder: Path, formats: Sequence[Format], made: Export
) -> None:
    """One table or view in all formats; a file appears under its name only when it is complete."""
    try:
        made.rows[source.name] = con.execute(f"select count(*) from {source.sql_name}").fetchall()[0][0]  # noqa: S608
        for name in formats:
            file = folder / f"{source.name}.{name}"
            unfinished = folder / f".{file.name}.part"
            notes = FORMATS[name](con, source, unfinished)
            made.notes += [f"{file.name}: {note}" for note in notes]
            if unfinished.exists():
                unfinished.replace(file)
                made.files.append(file)
    except (duckdb.CatalogException, duckdb.BinderException) as error:
        raise outdated(source.name, error) from error
