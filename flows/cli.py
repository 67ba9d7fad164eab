"""The command `duixian`. Every command imports what it needs when it runs: `extract` answers in a second or two."""

import json
import os
import signal
import sys
import threading
from enum import StrEnum
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

from flows.commands import reading
from flows.commands.reading import TableFormat, WarehouseOption
from flows.errors import DuixianError, StoppedError
from flows.telling.plain import plain

if TYPE_CHECKING:
    from flows.load.core import Request
    from flows.settings import Settings
    from flows.telling.progress import Reporter
    from flows.telling.summary import Summary

EXIT_NOT_FOUND = 2
_HEARD: list[int] = []
"""Signals that asked this process to end."""
GRACE_SECONDS = 10.0
"""So long may what is open take to close after a signal; then the process ends, as it may at any moment."""

app = typer.Typer(
    name="duixian",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

JsonOption = Annotated[bool, typer.Option("--json", help="Print one line of JSON instead")]


class RunnerName(StrEnum):
    """Where batches run."""

    AUTO = "auto"
    INLINE = "inline"
    PROCESS = "process"
    DASK = "dask"


def _say_version(*, wanted: bool) -> None:
    if wanted:
        import importlib.metadata

        typer.echo(f"duixian {importlib.metadata.version('duixian')}")
        raise typer.Exit


@app.callback()
def options(
    *,
    version: Annotated[
        bool, typer.Option("--version", callback=lambda wanted: _say_version(wanted=wanted), is_eager=True)
    ] = False,
) -> None:
    """Chinese government work reports as a DuckDB warehouse: what was promised, what was delivered."""


@app.command()
def ingest(  # noqa: PLR0913 (the options of a command)
    paths: Annotated[
        list[str] | None,
        typer.Argument(help="Files, folders (searched to the bottom) and addresses (https://…, s3://…)"),
    ] = None,
    warehouse: WarehouseOption = None,
    listed: Annotated[
        Path | None, typer.Option("--list", help="A list of paths and addresses, one a line, or a table with hints")
    ] = None,
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
    accept_loss: Annotated[
        bool, typer.Option("--accept-loss", help="Publish reports that lost more than half of their facts, too")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Load reports into the warehouse and say what came of them.

    Exit code 0: done, refused files are in quarantine. 1: nothing was published. 2: a path is missing, or there was
    nothing to do.
    """
    from flows.load import remote
    from flows.load.core import Request
    from flows.settings import load_settings

    if not paths and not rebuild and listed is None:
        raise typer.BadParameter("name at least one file or folder", param_hint="PATH…")
    settings = load_settings(warehouse=warehouse, runner=runner and runner.value)
    elsewhere = [remote.Address(path) for path in paths or () if remote.is_address(path)]
    addresses = (*elsewhere, *(remote.read_list(listed) if listed else ()))
    here = tuple(Path(path) for path in paths or () if not remote.is_address(path))
    request = Request(here, rebuild, accept_loss=accept_loss, addresses=addresses)
    _load(request, settings, wanted=prefect, as_json=as_json)


def _load(request: "Request", settings: "Settings", *, wanted: bool | None, as_json: bool) -> None:
    """Run a load and show what came of it, as a table or as one line of JSON."""
    from flows.telling import notice
    from flows.telling.progress import open_reporter
    from flows.telling.summary import show

    try:
        summary = _run(request, settings, open_reporter(), wanted=wanted)
    except DuixianError as error:
        if as_json:
            sys.stdout.write(notice.as_line(error.event or notice.of_failure(error)) + "\n")
        raise
    if as_json:
        sys.stdout.write(notice.as_line(notice.of_summary(summary)) + "\n")
    else:
        show(summary)
    if summary.missing:
        raise typer.Exit(EXIT_NOT_FOUND)


def _run(request: "Request", settings: "Settings", reporter: "Reporter", *, wanted: bool | None) -> "Summary":
    """Through Prefect or directly, as things are."""
    from flows.load import core
    from flows.orchestration import prefect_api

    way, explanation = prefect_api.choose_way(settings, wanted=wanted)
    reporter.say(explanation)
    if way == "direct":
        return core.run(request, settings, reporter)
    prefect_api.prepare(settings, way)
    from flows.orchestration.ingest import run_recorded

    return run_recorded(request, settings, reporter)


@app.command()
def extract(
    file: Annotated[str, typer.Argument(help="A file in any format that ingest reads, or - for standard input")],
) -> None:
    """Print the facts of one file as JSON lines; no warehouse is touched."""
    from flows.commands.extraction import facts_as_lines
    from flows.load.kept import read_settled

    if file == "-":
        data, name = sys.stdin.buffer.read(), "standard input"
    else:
        try:
            data, name = read_settled(Path(file))[0], file
        except OSError as error:
            raise DuixianError(f"{file}: {error.strerror or error}") from error
    for line in facts_as_lines(data, name):
        sys.stdout.write(line + "\n")


@app.command()
def explain(
    what: Annotated[str, typer.Argument(help="A fact_id of the warehouse, or a file with --at")],
    at: Annotated[int | None, typer.Option("--at", min=0, help="Offset of a number in the file's text, from 0")] = None,
    warehouse: WarehouseOption = None,
) -> None:
    """Say why a number is read as it is: for each field the rule that decided, its words, and the rows of the seeds."""
    from flows.commands.explaining import explain_fact, explain_file, print_explained
    from flows.settings import load_settings

    if at is None:
        print_explained(explain_fact(load_settings(warehouse=warehouse).warehouse, what))
    else:
        print_explained(explain_file(Path(what), at))


for command in reading.COMMANDS:
    app.command()(command)


@app.command()
def site(
    folder: Annotated[Path, typer.Argument(help="Where the pages go: a new folder, an empty one or an earlier site")],
    warehouse: WarehouseOption = None,
) -> None:
    """Write the warehouse as static pages that open from disk, or renew them."""
    from flows.load import site as making
    from flows.settings import load_settings

    built = making.build(load_settings(warehouse=warehouse).warehouse, folder)
    typer.echo(f"site: {built.files:,} files, {built.bytes / 1e6:,.1f} MB; open {built.start}")


ArchiveArgument = Annotated[Path, typer.Argument(help="The archive, a .tar file")]


@app.command()
def backup(archive: ArchiveArgument, warehouse: WarehouseOption = None) -> None:
    """Write warehouse, kept bytes and corrections into one archive, with a digest of each."""
    from flows.commands import archive as archives
    from flows.settings import load_settings

    members = archives.backup(load_settings(warehouse=warehouse), archive)
    typer.echo(f"{archive}: {members:,} members")


@app.command()
def restore(archive: ArchiveArgument, warehouse: WarehouseOption = None) -> None:
    """Put an archive of `backup` in place, verified; there must be no warehouse yet."""
    from flows.commands import archive as archives
    from flows.settings import load_settings

    settings = load_settings(warehouse=warehouse)
    members, corrections = archives.restore(settings, archive)
    typer.echo(f"{settings.warehouse}: {members:,} members restored")
    if corrections:
        typer.echo(f"its corrections are not those of this installation: see {corrections}, put them into seeds/")


@app.command()
def serve() -> None:
    """Run what is scheduled (inbox, weekly rebuild), with a Prefect server where none answers, until it is stopped."""
    from flows.orchestration import serve as serving
    from flows.settings import load_settings
    from flows.telling.progress import LineReporter

    serving.serve(load_settings(), LineReporter().say)


@app.command()
def doctor(warehouse: WarehouseOption = None, *, as_json: JsonOption = False) -> None:
    """Say what is wrong and what to do about it; exit code 1 where something hurts now."""
    from flows.commands import doctor as examining
    from flows.settings import load_settings

    findings = examining.examine(load_settings(warehouse=warehouse))
    if as_json:
        sys.stdout.write(json.dumps([finding.as_dict() for finding in findings], ensure_ascii=False) + "\n")
    else:
        sys.stdout.writelines(f"{finding}\n" for finding in findings)
    if any(finding.level == "error" for finding in findings):
        raise typer.Exit(1)


quarantine = typer.Typer(help="What was set aside: list it, look at it, try it again.", no_args_is_help=True)
app.add_typer(quarantine, name="quarantine")

EntryIds = Annotated[list[str] | None, typer.Argument(metavar="ID…", help="Ids of entries; their beginnings do")]
ReasonOption = Annotated[str | None, typer.Option("--reason", help="Only entries with this reason")]


@quarantine.command("list")
def list_quarantine(
    reason: ReasonOption = None,
    limit: Annotated[int, typer.Option(help="So many entries at most; 0: all")] = 50,
    warehouse: WarehouseOption = None,
    output: Annotated[TableFormat | None, typer.Option("--format", "-f")] = None,
) -> None:
    """List entries, the latest first."""
    from flows.commands.quarantine import Wanted, listed
    from flows.settings import load_settings
    from flows.telling.tables import write_rows

    names, rows = listed(load_settings(warehouse=warehouse).warehouse, Wanted((), reason), limit)
    write_rows(names, rows, reading.form_of(output))


@quarantine.command("show")
def show_quarantine(ids: EntryIds = None, reason: ReasonOption = None, warehouse: WarehouseOption = None) -> None:
    """Show entries with their evidence and what can be done about them."""
    from flows.commands.quarantine import Wanted, shown
    from flows.settings import load_settings

    settings = load_settings(warehouse=warehouse)
    sys.stdout.writelines(f"{line}\n" for line in shown(settings.warehouse, Wanted(tuple(ids or ()), reason)))


@quarantine.command("retry")
def retry_quarantine(
    ids: EntryIds = None, reason: ReasonOption = None, warehouse: WarehouseOption = None, *, as_json: JsonOption = False
) -> None:
    """Read the sources of entries again: of those named, of those with the reason, else of all."""
    from flows.commands.quarantine import Wanted, retry_request
    from flows.settings import load_settings

    settings = load_settings(warehouse=warehouse)
    request = retry_request(settings.warehouse, Wanted(tuple(ids or ()), reason))
    _load(request, settings, wanted=None, as_json=as_json)


def _is_importing(frame: FrameType | None) -> bool:
    while frame is not None:
        if frame.f_code.co_filename.startswith("<frozen importlib"):
            return True
        frame = frame.f_back
    return False


def _end_at_once(number: int) -> NoReturn:
    """Say so and end, without waiting for threads that wait for a worker or a server."""
    sys.stderr.write(f"duixian: stopped by {signal.Signals(number).name}; the warehouse is as it was\n")
    sys.stderr.flush()
    os._exit(128 + number)


def _hear_signals() -> None:
    """End in good order on the signals that end a process; those that somebody had ignored (nohup) stay so."""

    def stop(number: int, frame: FrameType | None) -> None:
        if _is_importing(frame):
            # an extension module that is half made ends the process in its own way; nothing is open yet
            _end_at_once(number)
        # a library that calls back may forget what is raised here, and work on
        reminder = threading.Timer(GRACE_SECONDS, _end_at_once, [number])
        reminder.daemon = True
        reminder.start()
        _HEARD.append(number)
        raise StoppedError(number)

    if threading.current_thread() is not threading.main_thread():
        return
    for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT"):
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) in {signal.SIG_DFL, signal.default_int_handler}:
            signal.signal(number, stop)


def main(arguments: list[str] | None = None) -> Any:
    """Run the command; what a person has to mend is one line on standard error and an exit code."""
    _HEARD.clear()
    _hear_signals()
    try:
        return app(args=arguments, prog_name="duixian")
    except StoppedError as stop:
        _end_at_once(stop.number)
    except Exception as error:
        if _HEARD:
            # a library made an error of its own of it: DuckDB's `Query interrupted`
            _end_at_once(_HEARD[-1])
        if isinstance(error, DuixianError):
            sys.stderr.write(f"duixian: {plain(str(error))}\n")
            sys.exit(error.exit_code)
        if isinstance(error, BrokenPipeError):
            # the reader of a pipe (head) has had enough
            sys.stderr.close()
            sys.exit(0)
        raise


if __name__ == "__main__":
    main()
