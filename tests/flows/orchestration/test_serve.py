"""`duixian serve` with the Prefect server that it starts: what comes due is run, after a stop and a crash as well."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

import pytest

from flows.orchestration import prefect_api, schedules
from flows.orchestration.schedules import registry
from flows.settings import Settings
from tests.conftest import Command
from tests.flows.orchestration.serving import end_processes, loaded, post, serving, until

pytestmark = [pytest.mark.prefect, pytest.mark.xdist_group("prefect")]


def runs(api: str, *states: str) -> list[dict[str, Any]]:
    wanted = {"flow_runs": {"state": {"name": {"any_": list(states)}}}, "sort": "EXPECTED_START_TIME_ASC"}
    found: list[dict[str, Any]] = post(api, "flow_runs/filter", wanted)
    return found


def refused(api: str, **headers: str) -> int:
    """The status of a request that should be refused."""
    request = urllib.request.Request(f"{api}/deployments/filter", b"{}", headers)  # noqa: S310 (our own server)
    with pytest.raises(urllib.error.HTTPError) as caught:
        urllib.request.urlopen(request, timeout=20)  # noqa: S310
    with caught.value as answer:
        return answer.code


def allowed_origin(api: str, origin: str) -> str | None:
    request = urllib.request.Request(f"{api}/health", headers={"Origin": origin})  # noqa: S310 (our own server)
    with urllib.request.urlopen(request, timeout=20) as answer:  # noqa: S310
        value: str | None = answer.headers.get("Access-Control-Allow-Origin")
        return value


def refused_serve(place: Path, settings: str) -> str:
    """The last line of a `duixian serve` that cannot start."""
    (place / "duixian.toml").write_text(settings, encoding="utf-8")
    done = subprocess.run([sys.executable, "-m", "flows.cli", "serve"], cwd=place, capture_output=True,
                          encoding="utf-8", check=False)  # fmt: skip
    assert done.returncode != 0
    assert "Traceback" not in done.stderr
    return done.stderr.splitlines()[-1]


@pytest.mark.parametrize(
    ("setting", "said"),
    [
        ('inbox_cron = "every day"', "duixian: setting inbox_cron = 'every day': no schedule"),
        ('rebuild_cron = "61 * * * *"', "duixian: setting rebuild_cron = '61 * * * *': no schedule"),
        ('timezone = "Mars/Olympus"', "duixian: setting timezone = 'Mars/Olympus': no such time zone"),
    ],
)
def test_settings_are_checked_before_anything_starts(place: Path, setting: str, said: str) -> None:
    assert refused_serve(place, setting).startswith(said)
    assert not (place / "data" / "prefect" / "server.log").exists()


def test_a_taken_port_is_said_in_one_line(place: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.listen()
        port = listener.getsockname()[1]
        said = refused_serve(place, f"server_port = {port}")
    assert said.startswith(f"duixian: 127.0.0.1:{port} cannot be had for a Prefect server (Address already in use)")


def test_schedules_of_another_installation_are_strangers(place: Path) -> None:
    here, other = Settings(prefect_home=place / "here"), Settings(prefect_home=place / "other")
    ours = {"name": "inbox", "tags": ["duixian", schedules.installation_tag(here)]}
    assert schedules.strangers([ours, {"name": "old", "tags": ["duixian"]}], here) == []
    assert schedules.strangers([ours], other) == [ours]
    assert schedules.installation_tag(here) == schedules.installation_tag(here)


def test_the_credential_is_made_once_and_for_the_owner(place: Path) -> None:
    settings = Settings(prefect_home=place / "prefect")
    first = prefect_api.credential(settings)
    assert prefect_api.credential(settings) == first
    assert len(first) > 40
    assert (place / "prefect" / "credential").stat().st_mode & 0o777 == 0o600


def test_registry_says_what_runs_when() -> None:
    settings = Settings(inbox="/srv/inbox", inbox_cron="30 7 * * *")
    assert [(scheduled.name, scheduled.cron, scheduled.parameters) for scheduled in registry(settings)] == [
        ("inbox", "30 7 * * *", {"paths": ["/srv/inbox"]}),
        ("rebuild", "0 3 * * 0", {"paths": [], "rebuild": True}),
    ]
    assert (Settings().inbox_cron, Settings().timezone) == ("0 6 * * *", "Asia/Shanghai")


def assert_doctor_compares(place: Path, command: Command) -> None:
    """A schedule that does something else than the settings say is told."""
    told = command("doctor", cwd=place, env=os.environ | {"DUIXIAN_INBOX": "elsewhere"}).stdout
    assert "the schedule 'inbox' runs with" in told
    assert "the schedule 'rebuild' runs with" not in told


def assert_guarded(api: str, place: Path) -> None:
    """Nobody without the credential comes in, no other page is answered, and others read none of its files."""
    assert (refused(api), refused(api, Authorization="Basic eDp5")) == (401, 401)
    assert refused(api, Host="evil.example") == 400
    assert allowed_origin(api, "http://evil.example") is None
    home = place / "data" / "prefect"
    assert [path.stat().st_mode & 0o077 for path in (home, home / "prefect.db", home / "credential")] == [0, 0, 0]


@pytest.mark.slow
def test_inbox_is_loaded_when_due_and_schedules_outlive_stops_and_crashes(
    place: Path, report_text: str, port: int, command: Command
) -> None:
    api = f"http://127.0.0.1:{port}/api"
    settings = f'inbox_cron = "* * * * *"\nserver_port = {port}\nrunner = "inline"\nparquet_folder = "copy"\n'
    (place / "duixian.toml").write_text(settings, encoding="utf-8")

    with serving(place) as (process, log):
        until(lambda: "serving; put reports into" in log.read_text(), process, log)
        first = {entry["name"]: entry for entry in post(api, "deployments/filter", {})}
        assert sorted(first) == ["inbox", "rebuild"]
        assert first["inbox"]["schedules"][0]["schedule"]["timezone"] == "Asia/Shanghai"
        assert_guarded(api, place)
        assert_doctor_compares(place, command)
        foreign = post(api, f"deployments/{first['inbox']['id']}/create_flow_run", {"parameters": {"paths": ["/etc"]}})
        assert first["inbox"]["global_concurrency_limit"]["limit"] == 1
        assert first["inbox"]["concurrency_options"]["collision_strategy"] == "ENQUEUE"
        (place / "data" / "inbox" / "2023.txt").write_text(report_text.replace("2024", "2023"), encoding="utf-8")
        assert until(lambda: loaded(place), process, log) == ["inbox/2023.txt"]
        until(lambda: runs(api, "Completed"), process, log)
        keys = {artifact["key"] for artifact in post(api, "artifacts/filter", {})}
        assert keys >= {"duixian-summary", "duixian-changes", "duixian-quarantine"}
        assert (place / "copy" / "fact_quantity.parquet").exists()
        (failed,) = until(lambda: runs(api, "Failed"), process, log)
        assert failed["id"] == foreign["id"]
        assert "are not those of a schedule" in failed["state"]["message"]
        assert re.fullmatch(r"inbox 20\d\d-\d\d-\d\d \d\d:\d\d", runs(api, "Completed")[0]["name"])
        # a run sends its lines now and then, the last of them after its state
        until(lambda: any(line["message"].startswith("read 1 of 1: ") for line in
              post(api, "logs/filter", {"limit": 200})), process, log)  # fmt: skip
        assert "another `duixian serve` is running here" in command("serve", cwd=place).stderr
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=60) == 0
    with pytest.raises(OSError, match="refused"):
        post(api, "deployments/filter", {})  # the server that was started is stopped as well

    # killed in the middle of a run: the server of before goes on, and remembers a run that nobody works on
    with serving(place) as (process, log):
        until(lambda: post(api, "deployments/filter", {}), process, log)
        kept = {entry["name"]: entry for entry in post(api, "deployments/filter", {})}
        assert {name: entry["id"] for name, entry in kept.items()} == {name: e["id"] for name, e in first.items()}
        assert all(schedule["active"] for entry in kept.values() for schedule in entry["schedules"])
        until(lambda: log.read_text().count("serving; put reports into") == 2, process, log)
        run = post(api, f"deployments/{kept['rebuild']['id']}/create_flow_run", {})
        until(lambda: post(api, "flow_runs/filter", {"flow_runs": {"id": {"any_": [run["id"]]}}})[0]["state_type"]
              in ("RUNNING", "COMPLETED"), process, log)  # fmt: skip
        process.kill()
        process.wait()
        end_processes("environ", f"PREFECT__FLOW_RUN_ID={run['id']}", signal.SIGKILL)
    time.sleep(1)
    post(api, f"flow_runs/{run['id']}/set_state", {"state": {"type": "RUNNING"}, "force": True})
    (place / "data" / "inbox" / "2024.txt").write_text(report_text, encoding="utf-8")
    with serving(place) as (process, log):
        until(lambda: log.read_text().count("serving; put reports into") == 3, process, log)
        (zombie,) = post(api, "flow_runs/filter", {"flow_runs": {"id": {"any_": [run["id"]]}}})
        assert (zombie["state_type"], zombie["state"]["message"]) == (
            "CRASHED",
            "its process is gone: found when duixian serve started",
        )
        until(lambda: loaded(place) == ["inbox/2023.txt", "inbox/2024.txt"], process, log)
