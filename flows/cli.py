"""The command `duixian`. Every command imports what it needs when it runs: `extract` answers in a second or two."""

import gc
import json
import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer

from flows import signals
from flows.commands import reading, set_aside
from flows.commands.reading import JsonOption, WarehouseOption
from flows.errors import DuixianError, StoppedError
from flows.telling.messages import in_their_language
from flows.telling.plain import plain

app = typer.Typer(
    name="duixian",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


class RunnerName(StrEnum):
    """Where batches run."""

    AUTO = "auto"
    INLINE = "inline"
    PROCESS = "process"
    DASK = "dask"
    RAY = "ray"


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

    \b
    duixian ingest reports
    duixian ingest reports archive.zip https://example.com/2025.html
    duixian ingest --list addresses.csv
    duixian ingest --rebuild
    """  # noqa: D301 (\b keeps the lines of the examples)
    from flows.commands.loading import load_and_show
    from flows.load import remote
    from flows.load.request import Request
    from flows.settings import load_settings

    if not paths and not rebuild and listed is None:
        raise typer.BadParameter("name at least one file or folder", param_hint="PATH…")
    settings = load_settings(warehouse=warehouse, runner=runner and runner.value)
    elsewhere = [remote.Address(path) for path in paths or () if remote.is_address(path)]
    addresses = (*elsewhere, *(remote.read_list(listed) if listed else ()))
    here = tuple(Path(path) for path in paths or () if not remote.is_address(path))
    request = Request(here, rebuild, accept_loss=accept_loss, addresses=addresses)
    load_and_show(request, settings, wanted=prefect, as_json=as_json)


@app.command()
def extract(
    file: Annotated[str, typer.Argument(help="A file in any format that ingest reads, or - for standard input")],
) -> None:
    """Print the facts of one file as JSON lines; no warehouse is touched.

    \b
    duixian extract reports/mianyang-2024.docx
    cat report.txt | duixian extract -
    """  # noqa: D301
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
    """Say why a number is read as it is: for each field the rule that decided, its words, and the rows of the seeds.

    \b
    duixian explain 7d8bff7ec3cc7402
    duixian explain reports/mianyang-2024.docx --at 120
    """  # noqa: D301
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
    """Write the warehouse as static pages that open from disk, or renew them.

    \b
    duixian site out/site
    """  # noqa: D301
    from flows.load import site as making
    from flows.settings import load_settings

    built = making.build(load_settings(warehouse=warehouse).warehouse, folder)
    typer.echo(f"site: {built.files:,} files, {built.bytes / 1e6:,.1f} MB; open {built.start}")


ArchiveArgument = Annotated[Path, typer.Argument(help="The archive, a .tar file")]


@app.command()
def backup(archive: ArchiveArgument, warehouse: WarehouseOption = None) -> None:
    """Write warehouse, kept bytes and corrections into one archive, with a digest of each.

    \b
    duixian backup duixian.tar
    """  # noqa: D301
    from flows.commands import archive as archives
    from flows.settings import load_settings

    members = archives.backup(load_settings(warehouse=warehouse), archive)
    typer.echo(f"{archive}: {members:,} members")


@app.command()
def restore(archive: ArchiveArgument, warehouse: WarehouseOption = None) -> None:
    """Put an archive of `backup` in place, verified; there must be no warehouse yet.

    \b
    duixian restore duixian.tar
    duixian restore duixian.tar --warehouse elsewhere/duixian.duckdb
    """  # noqa: D301
    from flows.commands import archive as archives
    from flows.settings import load_settings

    settings = load_settings(warehouse=warehouse)
    members, corrections = archives.restore(settings, archive)
    typer.echo(f"{settings.warehouse}: {members:,} members restored")
    if corrections:
        typer.echo(f"its corrections are not those of this installation: see {corrections}, put them into seeds/")


@app.command()
def serve() -> None:
    """Run what is scheduled (inbox, weekly rebuild), with a Prefect server where none answers, until it is stopped.

    \b
    duixian serve
    DUIXIAN_SITE_FOLDER=out/site duixian serve
    """  # noqa: D301
    from flows.orchestration import serve as serving
    from flows.settings import load_settings
    from flows.telling.progress import LineReporter

    serving.serve(load_settings(), LineReporter().say)


@app.command()
def doctor(warehouse: WarehouseOption = None, *, as_json: JsonOption = False) -> None:
    """Say what is wrong and what to do about it; exit code 1 where something hurts now.

    \b
    duixian doctor
    duixian doctor --json
    """  # noqa: D301
    from flows.commands import doctor as examining
    from flows.settings import load_settings

    findings = examining.examine(load_settings(warehouse=warehouse))
    if as_json:
        sys.stdout.write(json.dumps([finding.as_dict() for finding in findings], ensure_ascii=False) + "\n")
    else:
        sys.stdout.writelines(f"{finding}\n" for finding in findings)
    if any(finding.level == "error" for finding in findings):
        raise typer.Exit(1)


app.add_typer(set_aside.quarantine, name="quarantine")


UsageError: Any = typer.BadParameter.__mro__[1]
"""What Typer raises for a line that is no command of ours; it gives the class no name."""


def _show_usage(error: Any) -> None:
    """As Typer does it, in Chinese where the locale is."""
    said = error.format_message()
    if (known := in_their_language(said)) == said or error.ctx is None:
        error.show()
    else:
        sys.stderr.write(f"{error.ctx.get_usage()}\nduixian: {plain(known)}\n")


def main(arguments: list[str] | None = None) -> NoReturn:
    """Run the command; what a person has to mend is one line on standard error and an exit code."""
    signals.hear()
    try:
        sys.exit(app(args=arguments, prog_name="duixian", standalone_mode=False) or 0)
    except StoppedError:
        pass
    except Exception as error:
        # after a signal, a library makes an error of its own of it: DuckDB's `Query interrupted`
        if not signals.HEARD:
            if isinstance(error, DuixianError):
                sys.stderr.write(f"duixian: {plain(in_their_language(str(error)))}\n")
                sys.exit(error.exit_code)
            if isinstance(error, UsageError):
                _show_usage(error)
                sys.exit(2)
            raise
    # a worker that was just starting lives on in the frames of the error, and so do its semaphores
    gc.collect()
    signals.end_at_once(signals.HEARD[-1])


if __name__ == "__main__":
    main()
