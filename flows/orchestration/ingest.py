"""The Prefect flow `ingest`: thin. It wraps `flows.load.core.run`, one task a batch, and knows nothing of reports.

Importing this costs seconds (Prefect): do it where a run is to be recorded, after `prefect_api.prepare`.
"""

from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import cast
from zoneinfo import ZoneInfo

from prefect import flow, runtime, task
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State
from prefect.context import FlowRunContext
from prefect.states import Completed, Failed
from prefect.task_runners import ThreadPoolTaskRunner
from prefect.utilities.annotations import quote

from flows.errors import DuixianError, LoadError, NothingToDoError
from flows.load import core
from flows.load.batches import Batch, BatchResult
from flows.load.remote import Address
from flows.load.runners import Result, Runner
from flows.orchestration import artifacts, schedules
from flows.orchestration.logged import LoggedReporter, leave_out_cancelled
from flows.settings import Settings, load_settings
from flows.telling.progress import LineReporter, Reporter
from flows.telling.summary import Summary


@dataclass
class Session:
    """The command that a flow run works for: who is told how far it has come, whether it has begun, why it failed.

    The failure is no data of the flow's state: Prefect keeps states to the end of the process, and with an error its
    frames and all that they hold, of which the extension modules then complain at exit.
    """

    reporter: Reporter
    has_begun: bool = False
    failure: DuixianError | None = None


SESSION: ContextVar[Session | None] = ContextVar("session", default=None)
"""Unset in a scheduled run, which writes plain lines."""

_WAITING_BATCHES = 256
"""Threads that may wait for a runner at once; the core keeps fewer batches than that under way."""


@task(task_run_name="{first} and {others} more", cache_policy=NO_CACHE, persist_result=False)
def extract_batch(first: str, others: int, runner: Runner, batch: Batch) -> BatchResult:  # noqa: ARG001 (name the run)
    """Read one batch where the runner says, and wait for it."""
    return core.submit_directly(runner, batch).result()


def _name_run() -> str:
    """What ran and when: `inbox 2026-11-25 06:00`."""
    given = runtime.flow_run.parameters
    own = load_settings()
    names = [s.name for s in schedules.registry(own) if s.parameters.items() <= given.items()]
    places = [*given["paths"], *dict(given["addresses"] or ())]
    what = names[0] if names and _is_scheduled() else " ".join(["ingest", *(Path(place).name for place in places)])
    return f"{what[:200]} {datetime.now(ZoneInfo(own.timezone)):%Y-%m-%d %H:%M}"


@flow(
    name="ingest",
    flow_run_name=_name_run,
    task_runner=ThreadPoolTaskRunner[BatchResult](max_workers=_WAITING_BATCHES),  # type: ignore[arg-type]
    persist_result=False,
    validate_parameters=False,
)
def ingest(  # noqa: PLR0913 (the parameters of its deployments)
    paths: list[str],
    warehouse: str | None = None,
    runner: str | None = None,
    only: list[str] | None = None,
    addresses: list[tuple[str, str]] | None = None,
    *,
    rebuild: bool = False,
    accept_loss: bool = False,
) -> State[Summary] | State[None]:
    """Load files and folders into the warehouse; settings not given come from duixian.toml and DUIXIAN_ variables.

    What a person has to mend ends as a failed state with one line as its message. A scheduled run over an empty folder
    is none of that.
    """
    leave_out_cancelled()
    session = SESSION.get() or Session(LineReporter())
    session.has_begun = True
    session.reporter = LoggedReporter(session.reporter)
    try:
        settings = load_settings(warehouse=warehouse, runner=runner)
        if _is_scheduled():
            _refuse_other_parameters(settings)
        summary = core.run(
            core.Request(
                tuple(map(Path, paths)),
                rebuild,
                frozenset(only) if only is not None else None,
                accept_loss,
                tuple(Address(place, told) for place, told in addresses or ()),
            ),
            settings,
            session.reporter,
            submit=_submit,
            prefect_flow_run_id=str(runtime.flow_run.id),
        )
    except NothingToDoError as error:
        if _is_scheduled():
            return Completed(message=str(error))
        session.failure = error
        return Failed(message=str(error))
    except DuixianError as error:
        session.failure = error
        return Failed(message=str(error))
    artifacts.publish(summary, session.reporter.say)
    outcomes = ", ".join(f"{number} {outcome}" for outcome, number in summary.run.files.items())
    return Completed(message=f"{summary.files_seen} files: {outcomes}", data=summary)


def run_recorded(request: core.Request, settings: Settings, reporter: Reporter) -> Summary:
    """Run the flow here and now. Where Prefect itself fails before the load begins, load without it and say so."""
    session = Session(reporter)
    SESSION.set(session)
    try:
        state = ingest(
            [str(path) for path in request.paths],
            warehouse=str(settings.warehouse),
            runner=settings.runner,
            rebuild=request.rebuild,
            only=None if request.only is None else sorted(request.only),
            accept_loss=request.accept_loss,
            addresses=[(address.place, address.told) for address in request.addresses],
            return_state=True,
        )
    except Exception as error:
        if session.has_begun:
            raise
        reporter.say(f"Prefect cannot record the run ({error}): running without it")
        return core.run(request, settings, reporter)
    if session.failure is not None:
        failure, session.failure = session.failure, None
        raise failure.with_traceback(None)
    result = state.result(raise_on_failure=False)
    if isinstance(result, Summary):
        return result
    raise LoadError(f"the flow run ended as {state}")


def _refuse_other_parameters(settings: Settings) -> None:
    """A run of a deployment does what the schedule says, whatever somebody who reached the server wrote into it."""
    given = {name: value for name, value in runtime.flow_run.parameters.items() if value not in (None, False)}
    own = load_settings()
    if given not in [schedules.parameters(scheduled, own) for scheduled in schedules.registry(own)]:
        raise DuixianError(
            f"the parameters of this run are not those of a schedule of {settings.warehouse}: start `duixian serve` "
            "again where settings were changed; load other folders with `duixian ingest`"
        )


def _is_scheduled() -> bool:
    """Whether the run is one of a deployment; asked of the context, as prefect.runtime would ask the API."""
    context = FlowRunContext.get()
    return bool(context and context.flow_run and context.flow_run.deployment_id)


def _submit(runner: Runner, batch: Batch) -> Result[BatchResult]:
    first, others = batch.contents[0].name, len(batch.contents) - 1
    # quoted: Prefect would look for futures inside every value
    return cast("Result[BatchResult]", extract_batch.submit(first, others, quote(runner), quote(batch)))  # type: ignore[call-overload]
