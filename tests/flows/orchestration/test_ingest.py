"""The flow with a real Prefect server, and without one."""

import json
import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest

from tests.conftest import Command
from tests.flows.orchestration.serving import free_port

pytestmark = pytest.mark.prefect


def environment(home: Path, **more: str) -> dict[str, str]:
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("PREFECT_", "DUIXIAN_"))}
    return clean | {"PREFECT_HOME": str(home), "PREFECT_SERVER_ANALYTICS_ENABLED": "false"} | more


def post(api: str, path: str, body: dict[str, Any]) -> Any:
    request = urllib.request.Request(  # noqa: S310 (our own server)
        f"{api}/{path}", json.dumps(body).encode(), {"Content-Type": "application/json"}
    )
    with urllib.request.urlopen(request, timeout=10) as answer:  # noqa: S310
        return json.load(answer)


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A Prefect server of our own; the address of its API."""
    home, port = tmp_path_factory.mktemp("prefect"), free_port()
    address = f"http://127.0.0.1:{port}/api"
    with (home / "log.txt").open("w") as log:
        server = subprocess.Popen(
            [sys.executable, "-m", "prefect", "server", "start", "--port", str(port), "--no-ui"],
            env=environment(home), stdout=log, stderr=log, cwd=home,
        )  # fmt: skip
    try:
        for _ in range(240):
            try:
                with urllib.request.urlopen(f"{address}/health", timeout=1):  # noqa: S310
                    break
            except OSError:
                time.sleep(0.5)
        else:
            pytest.fail(f"no Prefect server after two minutes: {(home / 'log.txt').read_text()}")
        yield address
    finally:
        server.terminate()
        server.wait(timeout=30)


@pytest.mark.slow
def test_run_is_recorded_where_an_api_answers(api: str, tmp_path: Path, report_text: str, command: Command) -> None:
    (tmp_path / "in").mkdir()
    for year in ("2024", "2025"):
        (tmp_path / "in" / f"兴安市{year}.txt").write_text(report_text.replace("2024", year), encoding="utf-8")
    (tmp_path / "in" / "[a](b)<img src=x>.txt").write_bytes(b"")
    settings = {"PREFECT_API_URL": api, "DUIXIAN_BATCH_BYTES": "1", "DUIXIAN_RUNNER": "inline"}
    done = command("ingest", "in", cwd=tmp_path, env=environment(tmp_path / "home", **settings))
    assert done.returncode == 0, done.stderr
    assert f"recorded by the Prefect server at {api}" in done.stderr

    (run,) = post(api, "flow_runs/filter", {"flows": {"name": {"any_": ["ingest"]}}})
    assert (run["state_type"], run["state"]["message"]) == (
        "COMPLETED",
        "3 files: 2 loaded, 0 unchanged, 1 quarantined",
    )
    tasks = post(api, "task_runs/filter", {"flow_runs": {"id": {"any_": [run["id"]]}}})
    assert {task["name"] for task in tasks} >= {"in/兴安市2024.txt and 0 more", "in/兴安市2025.txt and 0 more"}
    assert len(tasks) == 3  # one a batch
    (aside,) = post(api, "artifacts/filter", {"artifacts": {"key": {"any_": ["duixian-quarantine"]}}})
    assert "in/［a］(b)＜img src=x＞.txt" in aside["data"]
    assert not set("[]<>") & set(aside["data"].strip("[]"))
    with duckdb.connect(tmp_path / "data" / "duixian.duckdb", read_only=True) as con:
        assert con.sql("select prefect_flow_run_id, reports_loaded from load_run").fetchall() == [(run["id"], 2)]

    empty = tmp_path / "empty"
    empty.mkdir()
    failed = command("ingest", "empty", cwd=tmp_path, env=environment(tmp_path / "home", **settings))
    assert failed.returncode == 2
    assert failed.stderr.splitlines()[-1] == "duixian: nothing to do: no file in empty"
    assert "Traceback" not in failed.stderr
    states = [run["state_type"] for run in post(api, "flow_runs/filter", {"sort": "START_TIME_ASC"})]
    assert states == ["COMPLETED", "FAILED"]


def test_api_that_does_not_answer_costs_no_engine(tmp_path: Path, report_text: str, command: Command) -> None:
    (tmp_path / "a.txt").write_text(report_text, encoding="utf-8")
    nobody = f"http://127.0.0.1:{free_port()}/api"
    done = command("ingest", "a.txt", cwd=tmp_path, env=environment(tmp_path / "home", PREFECT_API_URL=nobody))
    assert done.returncode == 0, done.stderr
    assert done.stderr.splitlines()[0] == (
        f"the Prefect API at {nobody} does not answer: running without it (the run is recorded in load_run)"
    )
    assert not (tmp_path / "home").exists()
    with duckdb.connect(tmp_path / "data" / "duixian.duckdb", read_only=True) as con:
        assert con.sql("select state, prefect_flow_run_id, files_loaded from load_run").fetchall() == [
            ("completed", None, 1)
        ]
