"""The commands that read a warehouse: their arguments, options and examples. What they do is in the modules beside."""

import sys
from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from flows.errors import DuixianError

WarehouseOption = Annotated[
    Path | None, typer.Option("--warehouse", "-w", help="The DuckDB file [default: data/duixian.duckdb]")
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print one line of JSON instead")]


class TableFormat(StrEnum):
    """How rows are printed."""

    TABLE = "table"
    CSV = "csv"
    JSONL = "jsonl"


class FileFormat(StrEnum):
    """What tables and views are exported as."""

    PARQUET = "parquet"
    CSV = "csv"
    XLSX = "xlsx"
    DTA = "dta"
    JSONL = "jsonl"


def sql(  # noqa: PLR0913 (the options of a command)
    query: Annotated[str, typer.Argument(help="One or more statements; the last one's rows are printed")],
    warehouse: WarehouseOption = None,
    form: Annotated[
        TableFormat | None, typer.Option("--format", "-f", help="[default: table on a terminal, else csv]")
    ] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Into a file: .csv, .jsonl, .parquet or .xlsx")
    ] = None,
    files: Annotated[
        list[Path] | None, typer.Option("--file", help="A file that the query may read or write; again for more")
    ] = None,
    *,
    pretty: Annotated[bool, typer.Option("--pretty", help="Amounts as 2405.32亿 and 3.4万")] = False,
) -> None:
    """Ask the warehouse; the query can read it, change nothing and reach nothing else.

    \b
    duixian sql "from bi.scorecard"
    duixian sql --pretty "select * from bi.indicator_panel where indicator_id = 'gdp'"
    duixian sql -o missed.xlsx "from bi.targets_outcomes where verdict = 'missed'"
    """  # noqa: D301 (\b keeps the lines of the examples)
    from flows.commands.query import Question, answer

    question = Question(query, form_of(form), tuple(files or ()), output, pretty=pretty)
    answer(_warehouse(warehouse), question)


def export(
    folder: Annotated[Path | None, typer.Argument(help="Where the files go; it is made where it is missing")] = None,
    warehouse: WarehouseOption = None,
    formats: Annotated[
        list[FileFormat] | None, typer.Option("--format", "-f", help="Again for more [default: parquet and csv]")
    ] = None,
    only: Annotated[
        list[str] | None,
        typer.Option("--only", help="Tables, views or patterns, with commas between them [default: all tables]"),
    ] = None,
    delta: Annotated[
        str | None, typer.Option("--delta", metavar="URL", help="All tables as a lake of Delta tables: a path, s3://…")
    ] = None,
) -> None:
    """Write tables and views as files, with dictionary, datapackage.json and citation beside them.

    \b
    duixian export out
    duixian export out --format xlsx --only bi.headlines,bi.headlines_wide
    duixian export out --format dta --only bi.indicator_panel --only bi.places
    duixian export out --format csv --only 'bi.*'
    duixian export --delta s3://bucket/duixian
    """  # noqa: D301
    from flows.commands import exporting

    if (folder is None) == (delta is None):
        raise DuixianError("say where to: a folder for files, or --delta URL for a lake of Delta tables")
    if delta is not None:
        if formats or only:
            raise DuixianError("a lake holds all tables: --format and --only are for files")
        _print(exporting.write_lake(_warehouse(warehouse), delta))
        return
    lines = exporting.write(_warehouse(warehouse), folder or Path(), [one.value for one in formats or ()], only or ())
    _print(lines)


def find(
    words: Annotated[list[str], typer.Argument(help="Words that one sentence holds, all of them")],
    place: Annotated[str | None, typer.Option("--place", help="Name of a place, a part of it, or its code")] = None,
    year: Annotated[int | None, typer.Option("--year", help="Year of the report")] = None,
    limit: Annotated[int, typer.Option(help="So many sentences at most; 0: all")] = 20,
    warehouse: WarehouseOption = None,
) -> None:
    """Find sentences by their words, each with the facts in it.

    \b
    duixian find 碧道
    duixian find 城镇新增就业 万人 --place 绵阳 --year 2025
    """  # noqa: D301
    from flows.commands import finding

    _print(finding.find(_warehouse(warehouse), finding.Search(tuple(words), place, year, limit)))


def place(
    name: Annotated[str, typer.Argument(help="Name of a place, a part of it, or its code")],
    warehouse: WarehouseOption = None,
) -> None:
    """Show a place: reports, promises kept and missed, indicators.

    \b
    duixian place 绵阳
    duixian place 440105
    """  # noqa: D301
    from flows.commands import places

    _print(places.summarise(_warehouse(warehouse), name))


def report(
    name: Annotated[str, typer.Argument(metavar="ID", help="Id of a report, its beginning, or the path of its source")],
    warehouse: WarehouseOption = None,
) -> None:
    """Show a report: what it is, its sections, its promises and what became of them.

    \b
    duixian report reports/mianyang-2024.docx
    """  # noqa: D301
    from flows.commands import reports

    _print(reports.summarise(_warehouse(warehouse), name))


def diff(warehouse: WarehouseOption = None) -> None:
    """Say what the last load changed: reports, facts, verdicts.

    \b
    duixian diff
    """  # noqa: D301
    from flows.commands import difference

    _print(difference.describe(_warehouse(warehouse)))


COMMANDS = (sql, find, place, report, diff, export)


def form_of(form: TableFormat | None) -> str:
    """How rows are printed: as asked for, else a table for people and CSV for programs."""
    return (form or (TableFormat.TABLE if sys.stdout.isatty() else TableFormat.CSV)).value


def _warehouse(option: Path | None) -> Path:
    from flows.settings import load_settings

    return load_settings(warehouse=option).warehouse


def _print(lines: Iterable[str]) -> None:
    sys.stdout.writelines(f"{line}\n" for line in lines)
