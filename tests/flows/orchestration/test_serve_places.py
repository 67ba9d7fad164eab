"""`duixian serve` where much is missing: what is in its way is one line, and it goes on when that is gone."""

import contextlib
import os
import signal
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.flows.load.test_faults import drop_root
from tests.flows.orchestration.serving import SERVE, end_processes, loaded, serving, until

pytestmark = [pytest.mark.prefect, pytest.mark.xdist_group("prefect")]

READ_ONLY = ("unshare", "--user", "--map-root-user", "--mount", "sh", "-c")
"""A shell in a namespace of its own, where mounts are nobody else's."""


@pytest.fixture
def namespaces() -> None:
    """Skip where the system lets nobody make a namespace."""
    if subprocess.run([*READ_ONLY, "mount -o remount,bind,ro /"], capture_output=True, check=False).returncode:
        pytest.skip("no namespaces of one's own on this machine")


def refused(place: Path, *prefix: str, **options: object) -> str:
    """The one line of a `duixian serve` that does not start."""
    done = subprocess.run([*prefix, *SERVE], cwd=place, capture_output=True, encoding="utf-8", check=False, **options)  # type: ignore[call-overload]
    assert done.returncode == 1, done.stderr
    (line,) = done.stderr.splitlines()
    return str(line)


@pytest.mark.usefixtures("namespaces")
def test_a_folder_on_a_disk_that_is_read_only_is_said(place: Path) -> None:
    said = refused(place, *READ_ONLY, 'mount -o remount,bind,ro / && exec "$0" "$@"')
    assert said.startswith("duixian: data: Read-only file system: `duixian serve` has to write there")


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a folder to another user")
def test_the_folder_of_another_user_is_said(place: Path) -> None:
    home = place / "data" / "prefect"
    home.mkdir(parents=True, mode=0o700)
    os.chown(home, 65534, 65534)
    said = refused(place, preexec_fn=drop_root)
    assert said.startswith("duixian: data/prefect/credential: Permission denied: `duixian serve` has to write there")


@contextlib.contextmanager
def taken(port: int) -> Iterator[None]:
    with socket.create_server(("127.0.0.1", port)) as listener:
        listener.listen()
        yield


@pytest.mark.slow
@pytest.mark.usefixtures("namespaces")
def test_the_schedule_goes_on_when_the_cause_is_gone(place: Path, report_text: str, port: int) -> None:
    settings = f'inbox_cron = "* * * * *"\nserver_port = {port}\nrunner = "inline"\n'
    (place / "duixian.toml").write_text(settings, encoding="utf-8")
    # nothing but its own folder may be written, neither the home of the user nor the system's temporary folder;
    # and `nohup … &` has Ctrl-C ignored
    only_here = f'mount -o bind "{place}" "{place}" && mount -o remount,bind,ro / && cd "{place}" && exec "$0" "$@"'
    only_here = f"trap '' INT; {only_here}"
    alone = (*READ_ONLY, only_here)

    with taken(port):
        assert f"127.0.0.1:{port} cannot be had for a Prefect server" in refused(place, *alone)

    with serving(place, *alone) as (process, log):
        until(lambda: "serving; put reports into" in log.read_text(), process, log)
        (place / "data" / "inbox" / "2023.txt").write_text(report_text.replace("2024", "2023"), encoding="utf-8")
        assert until(lambda: loaded(place), process, log) == ["inbox/2023.txt"]
        end_processes("cmdline", "\0".join(["flows.orchestration.guarded", "127.0.0.1", str(port)]), signal.SIGKILL)
        assert process.wait(timeout=120) == 1
    last = log.read_text().splitlines()[-1]
    assert last.startswith("duixian: the Prefect server ended: see data/prefect/server.log, and start `duixian serve`")
    assert "Traceback" not in log.read_text()

    (place / "data" / "inbox" / "2024.txt").write_text(report_text, encoding="utf-8")
    with serving(place, *alone) as (process, log):
        assert until(lambda: loaded(place)[1:], process, log) == ["inbox/2024.txt"]
        process.terminate()
        assert process.wait(timeout=120) == 0
