"""`duixian serve` as a process, and what can be asked of the Prefect server that it starts."""

import base64
import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import duckdb

SERVE = [sys.executable, "-m", "flows.cli", "serve"]
DUE_SECONDS = 300
"""A schedule of every minute, a server that plans ahead once a minute, and a machine that is busy."""


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def post(api: str, path: str, body: dict[str, Any]) -> Any:
    known = Path("data/prefect/credential").read_bytes()
    headers = {"Content-Type": "application/json", "Authorization": f"Basic {base64.b64encode(known).decode()}"}
    request = urllib.request.Request(f"{api}/{path}", json.dumps(body).encode(), headers)  # noqa: S310 (our own server)
    with urllib.request.urlopen(request, timeout=20) as answer:  # noqa: S310
        return json.load(answer)


def until(what: Callable[[], Any], process: subprocess.Popen[Any], log: Path, seconds: float = DUE_SECONDS) -> Any:
    """Wait for something to be true while the process lives; its value."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        assert process.poll() is None, log.read_text()
        with contextlib.suppress(OSError, duckdb.Error):
            if found := what():
                return found
        time.sleep(0.5)
    raise AssertionError(f"not in {seconds} s: {log.read_text()}")


@contextlib.contextmanager
def serving(place: Path, *prefix: str) -> Iterator[tuple[subprocess.Popen[str], Path]]:
    """`duixian serve` in its own session, which goes with it however it ends; `prefix` is a command that runs it."""
    log = place / "serve.log"
    environment = os.environ | {"PREFECT_SERVER_ANALYTICS_ENABLED": "false"}
    with log.open("a") as file:
        process = subprocess.Popen([*prefix, *SERVE], stdout=file, stderr=file, text=True, cwd=place,
                                   env=environment, start_new_session=True)  # fmt: skip
    try:
        yield process, log
    finally:
        if process.poll() is None:
            process.terminate()
            process.wait(timeout=60)


def loaded(place: Path) -> list[str]:
    with duckdb.connect(str(place / "data" / "duixian.duckdb"), read_only=True) as con:
        return [path for (path,) in con.sql("select source_path from dim_report order by all").fetchall()]


def end_processes(file: str, text: str, how: signal.Signals) -> None:
    """Send a signal to the processes whose /proc/<id>/<file> has the text."""
    for process in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if text.encode() in (process / file).read_bytes():
                os.kill(int(process.name), how)
