"""The Prefect server behind `duixian serve`: the one that answers, or one of our own that ends with us."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
from collections.abc import Callable, Iterator
from pathlib import Path

from flows.errors import DuixianError
from flows.orchestration import prefect_api, schedules
from flows.orchestration.schedules import TAG
from flows.settings import Settings

Say = Callable[[str], None]


def choose(settings: Settings, say: Say) -> str:
    """The address of the API to serve to: the configured one where it answers, else that of a server of our own.

    Prefect is set up for it here, before anything imports Prefect, which reads its settings only once.
    """
    own = prefect_api.own_api(settings)
    api = prefect_api.configured_api(settings) or own
    if api != own and not prefect_api.answers(api):
        say(f"the Prefect API at {api} does not answer: starting a server here")
        api = own
    os.environ["PREFECT_API_URL"] = api
    prefect_api.credential(settings)
    prefect_api.prepare(settings, "api")
    return api


@contextlib.contextmanager
def open_server(settings: Settings, api: str, say: Say) -> Iterator[subprocess.Popen[bytes] | None]:
    """A Prefect server that answers: the configured one (None), or the process of one that is stopped at the end."""
    if prefect_api.answers(api):
        _connect(settings, api)
        say(f"Prefect server: {api}")
        yield None
        return
    _refuse_taken_port(settings)
    say(f"starting a Prefect server at {api}: this takes some 20 seconds")
    with _start(settings, api) as server:
        try:
            _wait_for(api, server, settings)
            _connect(settings, api)
            say(f"Prefect server: {api} (started here; its pages: {api.removesuffix('/api')}; they ask for the line in "
                f"{settings.prefect_home / 'credential'})")  # fmt: skip
            yield server
        finally:
            server.terminate()
            try:
                server.wait(timeout=20)
            except subprocess.TimeoutExpired:
                server.kill()
                server.wait()


@contextlib.contextmanager
def _start(settings: Settings, api: str) -> Iterator[subprocess.Popen[bytes]]:
    """A server of our own: with a credential, and for no page but its own."""
    pages = api.removesuffix("/api")
    names = {settings.server_host, "127.0.0.1", "localhost", *filter(None, settings.server_names.split(","))}
    environment = os.environ | {
        "PREFECT_API_URL": api,
        "PREFECT_SERVER_API_AUTH_STRING": prefect_api.credential(settings),
        "PREFECT_SERVER_CORS_ALLOWED_ORIGINS": pages,
        "PREFECT_SERVER_UI_API_URL": "/api",
        "PREFECT_SERVER_UI_SHOW_PROMOTIONAL_CONTENT": "false",
    }
    command = [sys.executable, "-m", "flows.orchestration.guarded", settings.server_host, str(settings.server_port)]
    with log_file(settings).open("ab") as log:
        server = subprocess.Popen(  # noqa: S603 (our own interpreter)
            [*command, *sorted(names)], stdout=log, stderr=log, stdin=subprocess.DEVNULL, env=environment,
            umask=0o077,
            # Ctrl-C is for us; the server is stopped after the last run has let go of it
            start_new_session=True,
        )  # fmt: skip
    with server:
        yield server


def _connect(settings: Settings, api: str) -> None:
    """Look whether the server is ours to use, and have Prefect's client use it. Raises DuixianError."""
    if not prefect_api.is_prefect(api):
        raise DuixianError(f"what answers at {api} is no Prefect server: set server_port, or prefect_api_url")
    try:
        found = prefect_api.post(api, "deployments/filter", {"deployments": {"tags": {"all_": [TAG]}}})
    except urllib.error.HTTPError as error:
        if error.code not in {401, 403}:
            raise DuixianError(f"the Prefect server at {api} answers with an error: {error}") from error
        raise DuixianError(
            f"the Prefect server at {api} does not take our credential, it is of another installation: set "
            "server_port, or PREFECT_API_AUTH_STRING to what it takes"
        ) from error
    if others := schedules.strangers(found, settings):
        place = others[0]["parameters"].get("warehouse", "another warehouse")
        raise DuixianError(
            f"the Prefect server at {api} runs the schedules of another installation (of {place}): set server_port"
        )


def _refuse_taken_port(settings: Settings) -> None:
    try:
        # by default an address that was let go a moment ago can be taken again, and one that is in use cannot
        socket.create_server((settings.server_host, settings.server_port)).close()
    except OSError as error:
        raise DuixianError(
            f"{settings.server_host}:{settings.server_port} cannot be had for a Prefect server ({_reason(error)}): "
            "set server_port or server_host"
        ) from error


def _reason(error: OSError) -> str:
    """What the system says, without the address that Python adds to it."""
    return os.strerror(error.errno) if error.errno else str(error)


def log_file(settings: Settings) -> Path:
    """Where a server of our own writes what it has to say."""
    return settings.prefect_home / "server.log"


def _wait_for(api: str, server: subprocess.Popen[bytes], settings: Settings) -> None:
    deadline = time.monotonic() + settings.prefect_start_seconds
    while not prefect_api.answers(api):
        if server.poll() is not None:
            raise DuixianError(f"the Prefect server did not start: see {log_file(settings)}")
        if time.monotonic() > deadline:
            raise DuixianError(
                f"the Prefect server did not answer in {settings.prefect_start_seconds} s: see {log_file(settings)}, "
                "or set prefect_start_seconds"
            )
        time.sleep(0.5)


@contextlib.contextmanager
def stop_when_gone(server: subprocess.Popen[bytes] | None) -> Iterator[None]:
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
