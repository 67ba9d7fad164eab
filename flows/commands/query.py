"""Ask the warehouse from the command line, or copy it out."""

import csv
import json
import sys
from pathlib import Path
from typing import Any

import duckdb

from flows.errors import DuixianError
from warehouse import connect, export


def print_rows(warehouse: Path, query: str, form: str) -> None:
    """Run the query read-only and print its rows as `table`, `csv` or `jsonl`; DuixianError has DuckDB's own words."""
    try:
        with connect.read(warehouse) as con:
            relation = con.sql(query)
            names = relation.columns if relation is not None else []
            rows = relation.fetchall() if relation is not None else []
    except (connect.NoWarehouseError, connect.UnreadableWarehouseError) as error:
        raise DuixianError(str(error)) from error
    except duckdb.Error as error:
        raise DuixianError(f"the query failed: {error}") from error
    print_table(names, rows, form)


def print_table(names: list[str], rows: list[tuple[Any, ...]], form: str) -> None:
    """Print rows as `table`, `csv` or `jsonl` on standard output."""
    _PRINTERS[form](names, rows)


def export_tables(warehouse: Path, folder: Path) -> dict[str, int]:
    """Every table as Parquet and CSV in a folder; the number of rows by table. Raises DuixianError."""
    try:
        return export.tables(warehouse, folder)
    except (connect.NoWarehouseError, connect.UnreadableWarehouseError) as error:
        raise DuixianError(str(error)) from error
    except (duckdb.Error, OSError) as error:
        raise DuixianError(f"cannot export to {folder}: {error}") from error


def _print_table(names: list[str], rows: list[tuple[Any, ...]]) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, header_style="bold")
    for index, name in enumerate(names):
        is_number = all(isinstance(row[index], int | float) or row[index] is None for row in rows)
        table.add_column(name, justify="right" if is_number and rows else "left", overflow="fold")
    for row in rows:
        table.add_row(*(Text("" if value is None else str(value)) for value in row))
    Console(highlight=False).print(table)


def _print_csv(names: list[str], rows: list[tuple[Any, ...]]) -> None:
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(names)
    writer.writerows(rows)


def _print_jsonl(names: list[str], rows: list[tuple[Any, ...]]) -> None:
    for row in rows:
        sys.stdout.write(json.dumps(dict(zip(names, row, strict=True)), ensure_ascii=False, default=str) + "\n")


_PRINTERS = {"table": _print_table, "csv": _print_csv, "jsonl": _print_jsonl}
