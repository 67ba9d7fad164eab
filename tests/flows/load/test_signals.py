"""A load that is told to end does so in one line, and its workers end with it, also where it is killed."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

LOAD = """
import signal, sys
from flows.cli import main
for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT):
    signal.signal(number, signal.SIG_DFL)
main(["ingest", "in", "--no-prefect", "--runner", "process"])
"""
SECONDS = 60
FORGETFUL = """
import time
from flows import signals
from flows.errors import StoppedError
signals.GRACE_SECONDS = 0.5
signals.hear()
while True:
    try:
        print("ready", flush=True)
        time.sleep(60)
    except StoppedError:
        pass  # as a library does that calls back and forgets what was raised
"""


def children(parent: int) -> list[int]:
    found = []
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = status.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == parent and fields[0] != "Z":
            found.append(int(status.parent.name))
    return found


def is_alive(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def test_a_signal_that_a_library_forgets_ends_the_load_all_the_same() -> None:
    with subprocess.Popen([sys.executable, "-c", FORGETFUL], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                          text=True) as load:  # fmt: skip
        assert load.stdout is not None
        load.stdout.readline()
        load.send_signal(signal.SIGTERM)
        _, said = load.communicate(timeout=SECONDS)
    assert load.returncode == 128 + signal.SIGTERM
    assert said == "duixian: stopped by SIGTERM; the warehouse is as it was\n"


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="needs the /proc of Linux")
@pytest.mark.parametrize(
    "number",
    [
        signal.SIGTERM,
        *(
            pytest.param(one, marks=pytest.mark.slow)
            for one in (signal.SIGKILL, signal.SIGHUP, signal.SIGQUIT, signal.SIGINT)
        ),
    ],
)
def test_workers_end_with_the_load(place: Path, report_text: str, number: signal.Signals) -> None:
    (place / "in").mkdir()
    for year in range(1990, 2024):
        text = report_text.replace("2024", str(year)) + "新建学校12所，增长5%。\n" * 3000
        (place / "in" / f"{year}.txt").write_text(text, encoding="utf-8")
    environment = os.environ | {"DUIXIAN_BATCH_BYTES": "1", "DUIXIAN_WORKERS": "2"}
    with subprocess.Popen([sys.executable, "-c", LOAD], env=environment, stderr=subprocess.PIPE, text=True,
                          start_new_session=True) as load:  # fmt: skip
        workers: list[int] = []
        deadline = time.monotonic() + SECONDS
        while len(workers) < 3 and time.monotonic() < deadline:  # two workers and the tracker of their resources
            workers = children(load.pid)
            time.sleep(0.05)
        load.send_signal(number)
        _, said = load.communicate(timeout=SECONDS)
    deadline = time.monotonic() + SECONDS
    while any(map(is_alive, workers)) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert [worker for worker in workers if is_alive(worker)] == []
    assert len(workers) >= 3
    if number != signal.SIGKILL:
        assert load.returncode == 128 + number
        assert said.splitlines()[-1].startswith("duixian: stopped")
        assert "Traceback" not in said
