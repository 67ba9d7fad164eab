"""`duixian serve`: the registry of schedules, served to a Prefect server that is started where none runs.

One process is all there is to keep alive: it starts the server, clears what a crash left behind, registers the
deployments and runs what is due, one run at a time. Stopped, it leaves the schedules as they are; started again, it
goes on with them.
"""

import asyncio
import contextlib
import logging
import os
import signal
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from filelock import FileLock, Timeout

from flows.errors import DuixianError, SettingsError
from flows.orchestration import schedules, server
from flows.orchestration.schedules import FLOW, TAG, Scheduled, registry
from flows.settings import Settings

if TYPE_CHECKING:
    from prefect.client.schemas.objects import FlowRun
    from prefect.deployments.runner import RunnerDeployment

Say = Callable[[str], None]


def serve(settings: Settings, say: Say) -> None:
    """Serve the registry until the process is told to stop (SIGTERM, Ctrl-C).

    Raises DuixianError where another `duixian serve` runs here, or the server does not start or dies.
    """
    signal.signal(signal.SIGINT, signal.default_int_handler)  # `nohup … &` has it ignored, and stops come as one
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # until Prefect's runner looks after it
    api = _make_ready(settings, say)
    with _alone(settings.prefect_home), server.open_server(settings, api, say) as process:
        clear_leftovers(say)
        if process is not None:
            # a server that is gone is said in one line: what callbacks of its clients leave behind adds nothing
            logging.getLogger("asyncio").addFilter(lambda _: process.poll() is None)
        with server.stop_when_gone(process), contextlib.suppress(KeyboardInterrupt):
            _run_what_is_due(settings, say)
        if process is not None and process.poll() is not None:
            log = server.log_file(settings)
            raise DuixianError(f"the Prefect server ended: see {log}, and start `duixian serve` again")


def _make_ready(settings: Settings, say: Say) -> str:
    """The API to serve to, with the folders that serving needs. Raises DuixianError for one that is not ours."""
    try:
        api = server.choose(settings, say)
        _check(settings)
        settings.inbox.mkdir(parents=True, exist_ok=True)
        _use_own_folder(settings)
    except OSError as error:
        raise DuixianError(
            f"{error.filename}: {error.strerror}: `duixian serve` has to write there; run it as the user whose folder "
            "it is, or set prefect_home and inbox"
        ) from error
    return api


def _check(settings: Settings) -> None:
    """Look at what Prefect would find out after a minute. Raises SettingsError."""
    try:
        ZoneInfo(settings.timezone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise SettingsError(
            f"setting timezone = {settings.timezone!r}: no such time zone; one is Asia/Shanghai"
        ) from None
    from prefect.client.schemas.schedules import CronSchedule

    for name in ("inbox_cron", "rebuild_cron"):
        cron = getattr(settings, name)
        try:
            CronSchedule(cron=cron, timezone=settings.timezone)
        except ValueError:
            raise SettingsError(f"setting {name} = {cron!r}: no schedule; `0 6 * * *` is every day at six") from None


def _use_own_folder(settings: Settings) -> None:
    """The system's temporary folder has a place for Prefect's runner that belongs to whoever came first."""
    folder = settings.prefect_home.absolute() / "tmp"
    folder.mkdir(exist_ok=True)
    os.environ["TMPDIR"] = tempfile.tempdir = str(folder)


@contextlib.contextmanager
def _alone(home: Path) -> Iterator[None]:
    """One `duixian serve` at a time: what is running when it starts is therefore dead."""
    lock = FileLock(home / "serve.lock")
    try:
        lock.acquire(timeout=0)
    except Timeout:
        raise DuixianError(f"another `duixian serve` is running here (it holds {lock.lock_file})") from None
    try:
        yield
    finally:
        lock.release()


def _run_what_is_due(settings: Settings, say: Say) -> None:
    """Register the deployments and run what comes due, one run at a time, until Ctrl-C or SIGTERM."""
    from prefect.runner import Runner

    class StoppableRunner(Runner):
        """Prefect's runner leaves its own shutdown unfinished on SIGTERM; on Ctrl-C it does not."""

        def handle_sigterm(self, *_signal: object) -> None:
            os.kill(os.getpid(), signal.SIGINT)

    runner = StoppableRunner(name=TAG, pause_on_shutdown=False, limit=1)
    for scheduled in registry(settings):
        runner.add_deployment(_deployment(scheduled, settings))
        say(f"{FLOW}/{scheduled.name}: {scheduled.cron} ({settings.timezone})")
    say(f"serving; put reports into {settings.inbox}, stop with Ctrl-C")
    asyncio.run(runner.start())


def _deployment(scheduled: Scheduled, settings: Settings) -> "RunnerDeployment":
    from prefect.client.schemas.objects import ConcurrencyLimitConfig, ConcurrencyLimitStrategy
    from prefect.schedules import Cron
    from prefect.types.entrypoint import EntrypointType

    from flows.orchestration.ingest import ingest

    return ingest.to_deployment(
        scheduled.name,
        schedule=Cron(scheduled.cron, timezone=settings.timezone, slug=scheduled.name),
        parameters=schedules.parameters(scheduled, settings),
        description=scheduled.description,
        tags=[TAG, schedules.installation_tag(settings)],
        concurrency_limit=ConcurrencyLimitConfig(limit=1, collision_strategy=ConcurrencyLimitStrategy.ENQUEUE),
        entrypoint_type=EntrypointType.MODULE_PATH,
    )  # type: ignore[return-value]  # the sync call of a method that is async too


def clear_leftovers(say: Say) -> None:
    """End the runs of our deployments that nobody works on any more.

    No other process serves them, so a run that is under way is a zombie of one that was killed: it crashed. Of the runs
    that came due while nobody served, the latest of each deployment is enough: the others would find nothing to do.
    """
    from prefect.client.orchestration import get_client
    from prefect.client.schemas.objects import StateType
    from prefect.states import Cancelled, Crashed

    now = time.time()
    with get_client(sync_client=True) as client:
        runs = _runs(client, [StateType.RUNNING, StateType.PENDING, StateType.CANCELLING, StateType.SCHEDULED])
        zombies = [run for run in runs if run.state_type != StateType.SCHEDULED]
        for run in zombies:
            message = "its process is gone: found when duixian serve started"
            client.set_flow_run_state(run.id, Crashed(message=message), force=True)
        due = [run for run in runs if run.state_type == StateType.SCHEDULED and _due_at(run) <= now]
        latest = {run.deployment_id: run for run in sorted(due, key=_due_at)}
        missed = [run for run in due if run.id != latest[run.deployment_id].id]
        for run in missed:
            message = "came due while nobody served; a later run does its work"
            client.set_flow_run_state(run.id, Cancelled(message=message), force=True)
    if zombies:
        say(f"{len(zombies)} run(s) whose process is gone: marked as crashed")
    if missed:
        say(f"{len(missed)} run(s) came due while nobody served: the latest of each schedule is run")


def _runs(client: Any, states: list[Any]) -> "list[FlowRun]":
    from prefect.client.schemas.filters import (
        DeploymentFilter,
        DeploymentFilterTags,
        FlowRunFilter,
        FlowRunFilterState,
        FlowRunFilterStateType,
    )

    found: list[FlowRun] = []
    while True:
        page = client.read_flow_runs(
            deployment_filter=DeploymentFilter(tags=DeploymentFilterTags(all_=[TAG])),
            flow_run_filter=FlowRunFilter(state=FlowRunFilterState(type=FlowRunFilterStateType(any_=states))),
            limit=200,
            offset=len(found),
        )
        found += page
        if len(page) < 200:  # noqa: PLR2004 (the limit above)
            return found


def _due_at(run: "FlowRun") -> float:
    return run.expected_start_time.timestamp() if run.expected_start_time else 0.0
