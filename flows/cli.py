"""The command `duixian`. Every command imports what it needs when it runs: `extract` answers in a second or two."""

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from flows.errors import DuixianError

if TYPE_CHECKING:
    from flows.core import Request
    from flows.progress import Reporter
    from flows.settings import Settings
    from flows.summary import Summary

EXIT_NOT_FOUND = 2

app = typer.Typer(
    name="duixian",
    help="Chinese government work reports as a DuckDB warehouse: what was promised, what was delivered.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

WarehouseOption = Annotated[
    Path | None, typer.Option("--warehouse", "-w", help="The DuckDB file [default: data/duixian.duckdb]")
]


class RunnerName(StrEnum):
    """Where batches run."""

    AUTO = "auto"
    INLINE = "inline"
    PROCESS = "process"


class TableFormat(StrEnum):
    """How `sql` prints rows."""

    TABLE = "table"
    CSV = "csv"
    JSONL = "jsonl"


@app.command()
def ingest(
    paths: Annotated[
        list[Path] | None, typer.Argument(help="Files and folders; folders are searched to the bottom")
    ] = None,
    warehouse: WarehouseOption = None,
    runner: Annotated[RunnerName | None, typer.Option(help="Where batches run")] = None,
    *,
    rebuild: Annotated[
        bool, typer.Option("--rebuild", help="Read everything known anew, from the kept bytes; PATH may be left out")
    ] = False,
    prefect: Annotated[
        bool | None,
        typer.Option(
            "--prefect/--no-prefect",
            help="Record the run in Prefect, starting a temporary server where none answers; or do not "
            "[default: where a configured API answers]",
        ),
    ] = None,
) -> None:
    """Load reports into the warehouse and say what came of them.

    Exit code 0: done, refused files are in quarantine. 1: nothing was published. 2: a path is missing, or there was
    nothing to do.
    """
    from flows.core import Request
    from flows.progress import open_reporter
    from flows.settings import load_settings
    from flows.summary import show

    if not paths and not rebuild:
        raise typer.BadParameter("name at least one file or folder", param_hint="PATH…")
    settings = load_settings(warehouse=warehouse, runner=runner and runner.value)
    request = Request(tuple(paths or ()), rebuild=rebuild)
    summary = _run(request, settings, open_reporter(), wanted=prefect)
    show(summary)
    if summary.missing:
        raise typer.Exit(EXIT_NOT_FOUND)


def _run(request: "Request", settings: "Settings", reporter: "Reporter", *, wanted: bool | None) -> "Summary":
    """Through Prefect or directly, as things are."""
    from flows import core, prefect_api

    way, explanation = prefect_api.choose_way(settings, wanted=wanted)
    reporter.say(explanation)
    if way == "direct":
        return core.run(request, settings, reporter)
    prefect_api.prepare(settings, way)
    from flows.ingest import run_recorded

    return run_recorded(request, settings, reporter)


@app.command()
def extract(
    file: Annotated[str, typer.Argument(help="A file in any format that ingest reads, or - for standard input")],
) -> None:
    """Print the facts of one file as JSON lines; no warehouse is touched."""
    from flows.extraction import facts_as_lines

    if file == "-":
        data, name = sys.stdin.buffer.read(), "standard input"
    else:
        try:
            data, name = Path(file).read_bytes(), file
        except OSError as error:
            raise DuixianError(f"{file}: {error.strerror}") from error
    for line in facts_as_lines(data, name):
        sys.stdout.write(line + "\n")


@app.command()
def sql(
    query: Annotated[str, typer.Argument(help="One or more statements; the last one's rows are printed")],
    warehouse: WarehouseOption = None,
    output: Annotated[
        TableFormat | None, typer.Option("--format", "-f", help="[default: table on a terminal, else csv]")
    ] = None,
) -> None:
    """Ask the warehouse; it is opened for reading only."""
    from flows.query import print_rows
    from flows.settings import load_settings

    settings = load_settings(warehouse=warehouse)
    print_rows(
        settings.warehouse, query, (output or (TableFormat.TABLE if sys.stdout.isatty() else TableFormat.CSV)).value
    )


@app.command()
def export(
    folder: Annotated[Path, typer.Argument(help="Where the files go; it is made where it is missing")],
    warehouse: WarehouseOption = None,
) -> None:
    """Write every table as Parquet and CSV."""
    from flows.query import export_tables
    from flows.settings import load_settings

    settings = load_settings(warehouse=warehouse)
    for table, rows in export_tables(settings.warehouse, folder).items():
        typer.echo(f"{table}: {rows:,} rows")


def main(arguments: list[str] | None = None) -> Any:
    """Run the command; what a person has to mend is one line on standard error and an exit code."""
    try:
        return app(args=arguments, prog_name="duixian")
    except DuixianError as error:
        sys.stderr.write(f"duixian: {error}\n")
        sys.exit(error.exit_code)
    except KeyboardInterrupt:
        sys.stderr.write("duixian: stopped; the warehouse is as it was\n")
        sys.exit(130)
    except BrokenPipeError:
        # the reader of a pipe (head) has had enough
        sys.stderr.close()
        sys.exit(0)


if __name__ == "__main__":
    main()
