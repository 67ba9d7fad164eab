"""The subcommands of `duixian quarantine`: their arguments, options and examples. `quarantine.py` does the work."""

import sys
from typing import Annotated

import typer

from flows.commands.reading import JsonOption, TableFormat, WarehouseOption, form_of

quarantine = typer.Typer(help="What was set aside: list it, look at it, try it again.", no_args_is_help=True)

EntryIds = Annotated[list[str] | None, typer.Argument(metavar="ID…", help="Ids of entries; their beginnings do")]
ReasonOption = Annotated[str | None, typer.Option("--reason", help="Only entries with this reason")]


@quarantine.command("list")
def list_quarantine(
    reason: ReasonOption = None,
    limit: Annotated[int, typer.Option(help="So many entries at most; 0: all")] = 50,
    warehouse: WarehouseOption = None,
    output: Annotated[TableFormat | None, typer.Option("--format", "-f")] = None,
) -> None:
    """List entries, the latest first.

    \b
    duixian quarantine list
    duixian quarantine list --reason not_a_report --limit 0 --format csv
    """  # noqa: D301 (\b keeps the lines of the examples)
    from flows.commands.quarantine import Wanted, listed
    from flows.settings import load_settings
    from flows.telling.tables import write_rows

    names, rows = listed(load_settings(warehouse=warehouse).warehouse, Wanted((), reason), limit)
    write_rows(names, rows, form_of(output))


@quarantine.command("show")
def show_quarantine(ids: EntryIds = None, reason: ReasonOption = None, warehouse: WarehouseOption = None) -> None:
    """Show entries with their evidence and what can be done about them.

    \b
    duixian quarantine show 3f2a
    """  # noqa: D301
    from flows.commands.quarantine import Wanted, shown
    from flows.settings import load_settings

    settings = load_settings(warehouse=warehouse)
    sys.stdout.writelines(f"{line}\n" for line in shown(settings.warehouse, Wanted(tuple(ids or ()), reason)))


@quarantine.command("retry")
def retry_quarantine(
    ids: EntryIds = None, reason: ReasonOption = None, warehouse: WarehouseOption = None, *, as_json: JsonOption = False
) -> None:
    """Read the sources of entries again: of those named, of those with the reason, else of all.

    \b
    duixian quarantine retry
    duixian quarantine retry --reason missing_tool
    """  # noqa: D301
    from flows.commands.loading import load_and_show
    from flows.commands.quarantine import Wanted, retry_request
    from flows.settings import load_settings

    settings = load_settings(warehouse=warehouse)
    request = retry_request(settings.warehouse, Wanted(tuple(ids or ()), reason))
    load_and_show(request, settings, wanted=None, as_json=as_json)
