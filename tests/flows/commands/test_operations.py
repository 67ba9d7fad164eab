"""What whoever runs the pipeline sees: JSON, hooks, the doctor, the quarantine, corrections, copies."""

import json
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from schemas.registry import TABLES
from tests.conftest import REPORT, Command, LeftByLoad, Rows, run
from warehouse import checks, lock

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[3]
Capture = pytest.CaptureFixture[str]


def write(folder: Path) -> None:
    """A report and a file that is refused."""
    folder.mkdir()
    (folder / "a.txt").write_text(REPORT, encoding="utf-8")
    (folder / "empty.txt").write_bytes(b"")


@pytest.fixture
def reports(place: Path) -> Path:
    """A report and a file that is refused."""
    write(place / "in")
    return place / "in"


@pytest.fixture(scope="module")
def data(left_by_load: LeftByLoad) -> Path:
    """What a load of them leaves."""
    return left_by_load(write)


@pytest.fixture
def loaded(reports: Path, place: Path, data: Path) -> Path:
    """A report and a file that is refused, which were loaded."""
    shutil.copytree(data, place / "data")
    return reports


class TestJson:
    def test_one_line_says_how_a_run_ended(self, reports: Path, rows: Rows, capsys: Capture) -> None:
        assert run("ingest", "in", "--json") == 0
        out = capsys.readouterr().out
        assert out.count("\n") == 1
        event = json.loads(out)
        assert (event["state"], event["exit_code"]) == ("completed", 0)
        assert event["files"] == {"seen": 2, "loaded": 1, "unchanged": 0, "quarantined": 1}
        assert (event["reports"], event["facts"], event["quarantined"], event["new_quarantine"]) == (1, 7, 1, 1)
        assert event["changed_reports"] == ["new in/a.txt: none -> 7 facts"]
        assert event["checks"] == dict.fromkeys(checks.names(), 0)
        ((found,),) = rows("select checks from load_run")
        assert json.loads(found) == event["checks"]

    def test_a_run_with_nothing_new_says_so(self, loaded: Path, capsys: Capture) -> None:
        capsys.readouterr()
        assert run("ingest", "in", "--json") == 0
        event = json.loads(capsys.readouterr().out)
        assert event["files"] == {"seen": 2, "loaded": 0, "unchanged": 1, "quarantined": 1}
        assert (event["changes"], event["new_quarantine"], event["warnings"]) == (0, 0, [])

    def test_a_failure_is_a_line_as_well(self, reports: Path, capsys: Capture) -> None:
        (reports.parent / "notes.duckdb").write_text("no database", encoding="utf-8")
        assert run("ingest", "in", "--warehouse", "notes.duckdb", "--json") == 1
        event = json.loads(capsys.readouterr().out)
        assert (event["state"], event["exit_code"]) == ("failed", 1)
        assert "notes.duckdb" in event["error"]

    def test_nothing_to_do_and_a_missing_path(self, reports: Path, capsys: Capture) -> None:
        assert run("ingest", "nowhere", "--json") == 2
        assert json.loads(capsys.readouterr().out)["exit_code"] == 2
        assert run("ingest", "nowhere", "in", "--json") == 2
        event = json.loads(capsys.readouterr().out)
        assert (event["state"], event["exit_code"], event["missing"]) == ("completed", 2, ["nowhere"])


@pytest.fixture
def webhook() -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """An address that refuses the first call, and what was posted there after that."""
    posted: list[dict[str, Any]] = []
    calls = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            calls.append(body)
            if len(calls) > 1:
                posted.append(json.loads(body))
            self.send_response(500 if len(calls) == 1 else 200)
            self.end_headers()

        def log_message(self, *_arguments: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/hook", posted
    server.shutdown()
    thread.join()
    server.server_close()


class TestHooks:
    def test_command_is_called_for_new_quarantine_only(
        self, reports: Path, place: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("DUIXIAN_HOOK_COMMAND", 'cat >> told.jsonl; echo "$DUIXIAN_STATE" >> states.txt')
        for _ in range(2):
            run("ingest", "in")
        (line,) = (place / "told.jsonl").read_text("utf-8").splitlines()
        entries = json.loads(line)["new_quarantine_entries"]
        assert [(entry["source_path"], entry["reason"]) for entry in entries] == [("in/empty.txt", "empty_file")]
        assert (place / "states.txt").read_text("utf-8") == "completed\n"

    def test_webhook_hears_of_a_failure_and_is_tried_again(
        self, reports: Path, monkeypatch: pytest.MonkeyPatch, webhook: tuple[str, list[dict[str, Any]]]
    ) -> None:
        address, posted = webhook
        monkeypatch.setenv("DUIXIAN_HOOK_URL", address)
        (reports.parent / "notes.duckdb").write_text("no database", encoding="utf-8")
        assert run("ingest", "in", "--warehouse", "notes.duckdb") == 1
        assert [(event["state"], event["exit_code"]) for event in posted] == [("failed", 1)]

    def test_a_hook_that_fails_is_said_and_the_load_stays(
        self, reports: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
    ) -> None:
        monkeypatch.setenv("DUIXIAN_HOOK_COMMAND", "echo no mail server >&2; exit 3")
        assert run("ingest", "in") == 0
        assert "the hook command ended with exit code 3: no mail server" in capsys.readouterr().err.splitlines()

    def test_a_file_replaced_by_a_stump_is_a_warning(
        self, place: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
    ) -> None:
        (place / "in").mkdir()
        whole = (ROOT / "seeds" / "reports" / "haizhu-2023.txt").read_text("utf-8")
        (place / "in" / "a.txt").write_text(whole, encoding="utf-8")
        run("ingest", "in")
        (place / "in" / "a.txt").write_text(whole[: len(whole) // 5], encoding="utf-8")
        monkeypatch.setenv("DUIXIAN_HOOK_COMMAND", "cat > told.json")
        capsys.readouterr()
        assert run("ingest", "in") == 0
        (warning,) = json.loads((place / "told.json").read_text("utf-8"))["warnings"]
        assert warning.startswith("replaced in/a.txt: ")
        assert warning.endswith("facts: look whether the file is whole")
        assert warning in capsys.readouterr().err.splitlines()


def test_parquet_copy_follows_each_load(reports: Path, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DUIXIAN_PARQUET_FOLDER", "copy")
    run("ingest", "in")
    assert sorted(path.name for path in (place / "copy").iterdir()) == sorted(f"{name}.parquet" for name in TABLES)
    assert pl.read_parquet(place / "copy" / "fact_quantity.parquet").height == 7


def test_parquet_copy_that_fails_is_a_warning(
    reports: Path, place: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    (place / "copy").write_text("a file where the folder should be", encoding="utf-8")
    monkeypatch.setenv("DUIXIAN_PARQUET_FOLDER", "copy")
    assert run("ingest", "in", "--json") == 0
    (warning,) = json.loads(capsys.readouterr().out)["warnings"]
    assert warning.startswith("no Parquet copy in copy: ")


def findings(capsys: Capture, *arguments: str) -> dict[str, list[str]]:
    capsys.readouterr()
    run("doctor", "--json", *arguments)
    found: dict[str, list[str]] = {}
    for finding in json.loads(capsys.readouterr().out):
        found.setdefault(finding["level"], []).append(finding["what"])
    return found


class TestDoctor:
    def test_finds_a_sound_warehouse_sound(self, loaded: Path, capsys: Capture) -> None:
        found = findings(capsys)
        assert "error" not in found
        assert any("is sound: 1 reports, 7 facts" in what for what in found["ok"])
        assert "1 entries in quarantine" in found["note"]
        assert any("no schedule fires" in what for what in found["note"])
        assert run("doctor") == 0

    def test_no_warehouse_is_worth_a_note(self, place: Path, capsys: Capture) -> None:
        assert "there is no warehouse at data/duixian.duckdb" in findings(capsys)["note"]

    def test_damage_is_an_error_with_the_way_out(self, loaded: Path, place: Path, capsys: Capture) -> None:
        os.truncate(place / "data" / "duixian.duckdb", 100_000)
        (what,) = findings(capsys)["error"]
        assert what.startswith("the warehouse data/duixian.duckdb cannot be read: ")
        assert run("doctor") == 1
        assert "-> duixian ingest --rebuild" in capsys.readouterr().out
        assert run("ingest", "--rebuild") == 0
        assert "error" not in findings(capsys)

    def test_another_schema_version_is_named(self, loaded: Path, place: Path, capsys: Capture) -> None:
        import duckdb

        with duckdb.connect(str(place / "data" / "duixian.duckdb")) as con:
            con.execute("drop schema bi cascade")
            con.execute("alter table dim_report drop column title")
        assert "the warehouse is of another schema version: dim_report" in findings(capsys)["warning"]

    def test_a_broken_check_is_an_error(self, loaded: Path, place: Path, capsys: Capture) -> None:
        import duckdb

        with duckdb.connect(str(place / "data" / "duixian.duckdb")) as con:
            con.execute("update fact_quantity set unit = '光年'")
        assert any("units_known: 1 row(s)" in what for what in findings(capsys)["error"])

    def test_says_who_holds_the_lock(self, reports: Path, place: Path, capsys: Capture) -> None:
        with lock.hold(place / "data" / "duixian.duckdb", purpose="ingest x"):
            found = findings(capsys)
        assert any(f"is being written by process {os.getpid()} on" in what for what in found["ok"])

    def test_a_lock_held_for_long_is_a_warning(self, loaded: Path, place: Path, capsys: Capture) -> None:
        target = place / "data" / "duixian.duckdb"
        with lock.hold(target):
            held = json.loads(lock.lock_path(target).read_text("utf-8"))
            lock.lock_path(target).write_text(json.dumps(held | {"since": "2020-01-01T00:00:00+00:00"}), "utf-8")
            found = findings(capsys)
        assert any("hours" in what for what in found["warning"])

    def test_a_server_that_is_set_and_does_not_answer(
        self, reports: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
    ) -> None:
        monkeypatch.setenv("PREFECT_API_URL", "http://127.0.0.1:9/api")
        assert "no Prefect server answers at http://127.0.0.1:9/api: no schedule fires" in findings(capsys)["warning"]

    def test_failed_runs_and_lost_bytes_are_warnings(self, loaded: Path, place: Path, capsys: Capture) -> None:
        shutil.rmtree(place / "data" / "raw")
        (place / "data" / "raw").write_text("in the way", encoding="utf-8")
        assert run("ingest", "in") == 1
        (place / "data" / "raw").unlink()
        warnings = findings(capsys)["warning"]
        assert any(what.startswith("1 run(s) failed since the last load, the latest: no folder") for what in warnings)
        assert any(what.startswith("the kept bytes of 2 file(s) are gone") for what in warnings)
        assert run("ingest", "in") == 0
        assert "warning" not in findings(capsys)


class TestQuarantine:
    def test_is_listed_and_shown_with_its_evidence(self, loaded: Path, rows: Rows, capsys: Capture) -> None:
        ((entry,),) = rows("select quarantine_id from quarantine")
        capsys.readouterr()
        assert run("quarantine", "list") == 0
        header, line = capsys.readouterr().out.splitlines()
        assert header.startswith("quarantine_id,stage,reason,source_path")
        assert line.startswith(f"{entry},read,empty_file,in/empty.txt")
        assert run("quarantine", "show", entry[:6]) == 0
        shown = capsys.readouterr().out.splitlines()
        assert "reason: empty_file" in shown
        assert "  0 bytes" in shown
        assert f"try again, after a seed or a reader changed: duixian quarantine retry {entry}" in shown

    def test_unknown_ids_are_said(self, loaded: Path, capsys: Capture) -> None:
        assert run("quarantine", "show", "zz") == 1
        assert run("quarantine", "retry", "zz") == 2
        assert "no such entry" in capsys.readouterr().err

    def test_retry_reads_what_was_set_aside_again_and_nothing_else(
        self, loaded: Path, rows: Rows, capsys: Capture
    ) -> None:
        (loaded / "empty.txt").unlink()  # the kept bytes are enough
        capsys.readouterr()
        assert run("quarantine", "retry", "--reason", "empty_file", "--json") == 0
        event = json.loads(capsys.readouterr().out)
        assert event["files"] == {"seen": 1, "loaded": 0, "unchanged": 0, "quarantined": 1}
        assert rows("select count(*), count(distinct run_id) from dim_report") == [(1, 1)]
        assert rows("select count(*) from quarantine") == [(1,)]

    def test_a_place_that_could_not_be_read_is_loaded_once_it_can(
        self, reports: Path, rows: Rows, report_text: str
    ) -> None:
        if not Path("/proc/self/mem").exists():
            pytest.skip("needs the /proc of Linux")
        (reports / "b.txt").symlink_to("/proc/self/mem")
        run("ingest", "in")
        assert ("in/b.txt", "unread_place") in rows("select source_path, reason from quarantine")
        (reports / "b.txt").unlink()
        (reports / "b.txt").write_text(report_text.replace("兴安", "长宁"), encoding="utf-8")
        assert run("ingest", "in") == 0
        assert rows("select source_path from dim_report order by all") == [("in/a.txt",), ("in/b.txt",)]
        assert rows("select reason from quarantine") == [("empty_file",)]


def test_a_correction_reads_its_report_again_and_no_other(
    reports: Path, place: Path, report_text: str, rows: Rows
) -> None:
    """The seeds are the package's own: the test runs a copy of it, and edits the copy's seed."""
    (reports / "b.txt").write_text(report_text.replace("兴安", "长宁"), encoding="utf-8")
    tree = place / "tree"
    for room in ("flows", "schemas", "seeds", "transforms", "warehouse"):
        shutil.copytree(ROOT / room, tree / room, ignore=shutil.ignore_patterns("__pycache__"))

    def ingest() -> subprocess.CompletedProcess[str]:
        line = [sys.executable, "-m", "flows.cli", "ingest", "in", "--no-prefect", "--json"]
        environment = os.environ | {"PYTHONPATH": str(tree)}
        return subprocess.run(line, capture_output=True, encoding="utf-8", env=environment, check=False)

    assert ingest().returncode == 0
    ((report_id, start, end),) = rows(
        "select f.report_id, char_start, char_end from fact_quantity f join dim_report using (report_id) "
        "where source_path = 'in/a.txt' and mention = '12所'"
    )
    seed = tree / "seeds" / "corrections.csv"
    header = seed.read_text("utf-8")
    seed.write_text(f"{header},{report_id},{start},{end},unit,座,所,the annex counts buildings\n", encoding="utf-8")
    event = json.loads(ingest().stdout)
    assert event["files"] == {"seen": 3, "loaded": 1, "unchanged": 1, "quarantined": 1}
    units = """
        select source_path, unit from fact_quantity join dim_report using (report_id)
        where mention = '12所' order by all
    """
    assert rows(units) == [("in/a.txt", "座"), ("in/b.txt", "所")]

    seed.write_text(f"{header},{report_id},{start},{end},unit,座,栋,another reader\n", encoding="utf-8")
    failed = ingest()
    assert failed.returncode == 1
    assert "seeds/corrections.csv line 2: expects unit '栋'" in failed.stderr.splitlines()[-1]
    assert rows(units) == [("in/a.txt", "座"), ("in/b.txt", "所")]

    seed.write_text(header, encoding="utf-8")
    assert json.loads(ingest().stdout)["files"]["loaded"] == 1
    assert rows(units) == [("in/a.txt", "所"), ("in/b.txt", "所")]

    # a seed that any report may be read with concerns all of them
    (tree / "seeds" / "new_words.csv").write_text("word\n拟\n", encoding="utf-8")
    assert json.loads(ingest().stdout)["files"] == {"seen": 3, "loaded": 2, "unchanged": 0, "quarantined": 1}


def test_nothing_to_do_on_fifty_thousand_files(place: Path, report_text: str, command: Command) -> None:
    for number in range(50_000):
        folder = place / "in" / f"{number // 500:03}"
        folder.mkdir(parents=True, exist_ok=True)
        text = report_text.replace("120.5", f"{number}.5") if number % 100 == 0 else f"no report {number}"
        (folder / f"{number:05}.txt").write_text(text, encoding="utf-8")
    assert command("ingest", "in", "--no-prefect", cwd=place).returncode == 0
    command("ingest", "in", "--no-prefect", cwd=place)  # hashes what was written right before the first load
    done = command("ingest", "in", "--no-prefect", "--json", cwd=place)
    files = {"seen": 50_000, "loaded": 0, "unchanged": 500, "quarantined": 49_500}
    assert json.loads(done.stdout)["files"] == files
