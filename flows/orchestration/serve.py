"""`duixian serve`: the one registry of what runs when, served to a Prefect server that is started where none runs.

One process is all there is to keep alive: it starts the server, clears what a crash left behind, registers the
deployments and runs what is due, one run at a time. Stopped, it leaves the schedules as they are; started again, it
goes on with them.
"""

import asyncio
import contextlib
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from filelock import FileLock, Timeout

from flows.errors import DuixianError
from flows.orchestration import prefect_api
from flows.settings import Settings

if TYPE_CHECKING:
    from prefect.client.schemas.objects import FlowRun
    from prefect.deployments.runner import RunnerDeployment

FLOW = "ingest"
TAG = "duixian"
Say = Callable[[str], None]


@dataclass(frozen=True)
class Scheduled:
    """A deployment of the flow `ingest`: when it runs, and with which parameters."""

    name: str
    cron: str
    description: str
    parameters: dict[str, Any] = field(default_factory=dict)


def registry(settings: Settings) -> tuple[Scheduled, ...]:
    """Everything that runs on a schedule."""
    return (
        Scheduled(
            "inbox", settings.inbox_cron, "Load what is new in the inbox", {"paths": [str(settings.inbox.absolute())]}
        ),
        Scheduled(
            "rebuild", settings.rebuild_cron, "Read everything anew from the kept bytes", {"paths": [], "rebuild": True}
        ),
    )


def serve(settings: Settings, say: Say) -> None:
    """Serve the registry until the process is told to stop (SIGTERM, Ctrl-C).

    Raises DuixianError where another `duixian serve` runs here, or the server does not start or dies.
    """
    settings.inbox.mkdir(parents=True, exist_ok=True)
    settings.prefect_home.mkdir(parents=True, exist_ok=True)
    with _alone(settings.prefect_home), _server(settings, say) as server:
        clear_leftovers(say)
        with _stop_when_gone(server), contextlib.suppress(KeyboardInterrupt):
            _run_what_is_due(settings, say)
        if server is not None and server.poll() is not None:
            raise DuixianError(f"the Prefect server ended: see {_log(settings)}, and start `duixian serve` again")


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


@contextlib.contextmanager
def _server(settings: Settings, say: Say) -> Iterator[subprocess.Popen[bytes] | None]:
    """A Prefect server that answers: the configured one (None), or the process of one that is stopped at the end."""
    api = prefect_api.configured_api(settings) or own_api(settings)
    os.environ["PREFECT_API_URL"] = api
    prefect_api.prepare(settings, "api")
    if prefect_api.answers(api):
        say(f"Prefect server: {api}")
        yield None
        return
    if api != own_api(settings):
        say(f"the Prefect API at {api} does not answer: starting a server here")
        os.environ["PREFECT_API_URL"] = api = own_api(settings)
    with _log(settings).open("ab") as log:
        server = subprocess.Popen(  # noqa: S603 (our own interpreter)
            [sys.executable, "-m", "prefect", "server", "start", "--host", settings.server_host,
             "--port", str(settings.server_port)],
            stdout=log, stderr=log, stdin=subprocess.DEVNULL,
            # Ctrl-C is for us; the server is stopped after the last run has let go of it
            start_new_session=True,
        )  # fmt: skip
    try:
        _wait_for(api, server, settings)
        say(f"Prefect server: {api} (started here; its pages: {api.removesuffix('/api')})")
        yield server
    finally:
        server.terminate()
        try:
            server.wait(timeout=20)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def own_api(settings: Settings) -> str:
    """The address of the server that `serve` starts, as this machine calls it."""
    host = "127.0.0.1" if settings.server_host in {"0.0.0.0", "::"} else settings.server_host  # noqa: S104
    return f"http://{host}:{settings.server_port}/api"


def _log(settings: Settings) -> Path:
    return settings.prefect_home / "server.log"


def _wait_for(api: str, server: subprocess.Popen[bytes], settings: Settings) -> None:
    deadline = time.monotonic() + settings.prefect_start_seconds
    while not prefect_api.answers(api):
        if server.poll() is not None:
            raise DuixianError(f"the Prefect server did not start: see {_log(settings)}")
        if time.monotonic() > deadline:
            raise DuixianError(
                f"the Prefect server did not answer in {settings.prefect_start_seconds} s: see {_log(settings)}, "
                "or set prefect_start_seconds"
            )
        time.sleep(0.5)


@contextlib.contextmanager
def _stop_when_gone(server: subprocess.Popen[bytes] | None) -> Iterator[None]:
    """Stop serving when the server that was started here dies: whoever looks after this process starts both again."""
    is_over = threading.Event()

    def watch(process: subprocess.Popen[bytes]) -> None:
        while not is_over.wait(2):
            if process.poll() is not None:
                os.kill(os.getpid(), signal.SIGINT)
                return

    if server is not None:
        threading.Thread(target=watch, args=(server,), daemon=True).start()
    try:
        yield
    finally:
        is_over.set()


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
        parameters=scheduled.parameters | {"warehouse": str(settings.warehouse.absolute())},
        description=scheduled.description,
        tags=[TAG],
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
