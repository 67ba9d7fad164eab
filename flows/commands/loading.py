"""A load as a person at a terminal sees it: through Prefect where it answers, and told as a table or as JSON."""

import sys

import typer

from flows.errors import DuixianError
from flows.load import core
from flows.load.request import Request
from flows.orchestration import prefect_api
from flows.settings import Settings
from flows.telling import notice
from flows.telling.progress import Reporter, open_reporter
from flows.telling.summary import Summary, show

EXIT_NOT_FOUND = 2


def load_and_show(request: Request, settings: Settings, *, wanted: bool | None, as_json: bool) -> None:
    """Run a load and show what came of it, as a table or as one line of JSON.

    Raises typer.Exit with code 2 where a path was missing, and the DuixianError of a load that published nothing.
    """
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


def _run(request: Request, settings: Settings, reporter: Reporter, *, wanted: bool | None) -> Summary:
    """Through Prefect or directly, as things are."""
    way, explanation = prefect_api.choose_way(settings, wanted=wanted)
    reporter.say(explanation)
    if way == "direct":
        return core.run(request, settings, reporter)
    prefect_api.prepare(settings, way)  # before Prefect is imported, which reads its settings then
    from flows.orchestration.ingest import run_recorded

    return run_recorded(request, settings, reporter)
