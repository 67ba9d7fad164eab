"""Loads that are killed, starved and raced: the live warehouse opens and passes its checks after every one of them."""

import ctypes
import json
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import datetime, timedelta, tzinfo
from pathlib import Path
from typing import Any

import duckdb
import pytest

from flows.errors import LoadError
from flows.load import core, steps
from flows.settings import Settings
from flows.telling.progress import LineReporter
from schemas.registry import TABLES
from tests.conftest import REPORT, Command, LeftByLoad, Rows
from warehouse import checks, health, lock

pytestmark = pytest.mark.slow

OF_A_RUN = {
    "dim_report": {"run_id", "loaded_at"},
    "quarantine": {"run_id", "created_at"},
    "source_file": {"first_seen_run_id", "last_seen_run_id", "outcome", "ctime_ns"},
}
"""Columns that say when and by which run a row was written."""


def state(warehouse: Path) -> dict[str, list[tuple[Any, ...]]]:
    """All rows of all tables, but for what says when and by which run; checked on the way."""
    with duckdb.connect(str(warehouse), read_only=True) as con:
        assert checks.run(con) == []
        return {
            name: con.sql(f"select {_columns(name)} from main.{name} order by all").fetchall()
            for name in TABLES
            if name != "load_run"
        }


def _columns(table: str) -> str:
    of_a_run = OF_A_RUN.get(table, set())
    return ", ".join(name for name in TABLES[table].dtypes.names() if name not in of_a_run)


def load(*paths: Path, rebuild: bool = False, **settings: Any) -> None:
    core.run(core.Request(paths, rebuild=rebuild), Settings(**settings), LineReporter())


def write_reports(folder: Path, text: str, years: range) -> None:
    folder.mkdir(exist_ok=True)
    for year in years:
        (folder / f"兴安市{year}.txt").write_text(text.replace("2024", str(year)), encoding="utf-8")


@pytest.fixture(scope="module")
def loaded(left_by_load: LeftByLoad) -> Path:
    """The data of a load of three reports and a refused file."""
    return left_by_load(write_folder)


def write_folder(folder: Path) -> None:
    write_reports(folder, REPORT, range(2020, 2023))
    (folder / "empty.txt").write_bytes(b"")


@pytest.fixture
def live(place: Path, loaded: Path) -> Path:
    """A warehouse of three reports and a refused file, with its folder."""
    write_folder(place / "in")
    shutil.copytree(loaded, place / "data")
    return place / "data" / "duixian.duckdb"


LOAD = """
import sys
from pathlib import Path
from flows.load import core, steps
from flows.telling.progress import LineReporter
from flows.settings import Settings
print("ready", flush=True)
sys.stdin.readline()
core.run(core.Request((Path("in"),)), Settings(runner="inline", batch_bytes=500), LineReporter())
print("done", flush=True)
"""


@pytest.mark.parametrize("kills", [50])
def test_killed_at_any_moment_of_a_load(live: Path, place: Path, report_text: str, kills: int) -> None:
    moments = random.Random(kills)  # noqa: S311 (not for secrets)
    data, start = place / "data", place / "start"
    shutil.copytree(data, start)
    write_reports(place / "in", report_text.replace("120.5", "130.5"), range(2022, 2025))
    began = time.monotonic()
    load(place / "in", runner="inline", batch_bytes=500)
    lasts = time.monotonic() - began
    before, undisturbed = state(start / live.name), state(live)
    shutil.rmtree(data)
    shutil.copytree(start, data)

    interrupted = 0
    for number in range(kills):
        with subprocess.Popen([sys.executable, "-c", LOAD], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                              stderr=subprocess.DEVNULL, text=True) as process:  # fmt: skip
            assert process.stdout is not None
            assert process.stdin is not None
            assert process.stdout.readline() == "ready\n"
            process.stdin.write("go\n")
            process.stdin.flush()
            time.sleep(moments.uniform(0, 1.2 * lasts))
            process.send_signal(signal.SIGKILL)
        found = state(live)
        assert found in (before, undisturbed)
        interrupted += found == before
        if found == undisturbed or number % 10 == 2:
            load(place / "in", runner="inline")
            assert state(live) == undisturbed
            assert not [path for path in data.rglob("*") if path.suffix in {".part", ".wal", ".new", ".spill"}]
            assert not list(data.glob("*building*"))
            shutil.rmtree(data)
            shutil.copytree(start, data)
    assert interrupted > kills / 4


def test_a_killed_load_is_recorded_by_the_next(live: Path, place: Path, report_text: str, rows: Rows) -> None:
    write_reports(place / "in", report_text, range(2023, 2024))
    with subprocess.Popen([sys.executable, "-c", LOAD], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE, text=True) as process:  # fmt: skip
        assert process.stdin is not None
        assert process.stderr is not None
        process.stdin.write("go\n")
        process.stdin.flush()
        process.stderr.readline()  # "hashed": the lock is held
        process.send_signal(signal.SIGKILL)
    load(place / "in")
    states = rows("select state, starts_with(message, 'killed: process ') from load_run order by started_at")
    assert states == [("completed", None), ("failed", True), ("completed", None)]


def test_five_at_once_lose_and_double_nothing(live: Path, place: Path, report_text: str, rows: Rows) -> None:
    names = [f"in{number}" for number in range(5)]
    for number, name in enumerate(names):
        write_reports(place / name, report_text.replace("兴安", f"兴{'甲乙丙丁戊'[number]}"), range(2021, 2023))
    line = [sys.executable, "-m", "flows.cli", "ingest", "--no-prefect", "--runner", "inline"]
    runs = [
        subprocess.Popen([*line, name], stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8")
        for name in names
    ]
    said = [run.communicate()[1] for run in runs]
    assert [run.returncode for run in runs] == [0] * 5, said
    assert any("waiting: the warehouse is being written by process" in text for text in said)
    assert rows("select count(*), count(distinct source_path) from dim_report") == [(13, 13)]
    assert rows("select count(*), sum(files_loaded) from load_run where state = 'completed'") == [(6, 13)]
    assert state(live)


def test_who_may_not_wait_is_told_who_holds_the_lock(live: Path, place: Path, call: Command) -> None:
    with lock.hold(live, purpose="a test"):
        environment = os.environ | {"DUIXIAN_LOCK_WAIT_SECONDS": "0.1"}
        done = call("ingest", "in", "--no-prefect", "--json", cwd=place, env=environment)
    assert done.returncode == 1
    assert f"is being written by process {os.getpid()} on" in done.stderr.splitlines()[-1]
    assert json.loads(done.stdout)["state"] == "failed"


def limit_files(size: int) -> Callable[[], None]:
    """A disk that is full after so many bytes of any one file."""
    return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


@pytest.mark.parametrize("size", [100, 300_000, 2_000_000])
def test_a_full_disk_is_said_and_leaves_the_live_file(
    live: Path, place: Path, report_text: str, command: Command, size: int
) -> None:
    write_reports(place / "in", report_text, range(2023, 2025))
    before, files = live.read_bytes(), sorted(path.name for path in live.parent.glob("*.duckdb*"))
    done = command("ingest", "in", "--no-prefect", "--runner", "inline", cwd=place, preexec_fn=limit_files(size))
    assert done.returncode == 1, done.stderr
    assert "Traceback" not in done.stderr
    assert done.stderr.splitlines()[-1].startswith("duixian: ")
    assert live.read_bytes() == before
    assert sorted(path.name for path in live.parent.glob("*.duckdb*")) == files
    assert command("ingest", "in", "--no-prefect", cwd=place).returncode == 0
    assert len(state(live)["dim_report"]) == 5


def drop_root() -> None:
    """Let the rights of files hold for this process, too, when the tests run as root (CAP_DAC_OVERRIDE is given up)."""
    if os.geteuid() == 0:
        ctypes.CDLL(None, use_errno=True).prctl(24, 1, 0, 0, 0)  # PR_CAPBSET_DROP, effective with the next exec


@pytest.mark.skipif(sys.platform != "linux", reason="needs Linux to give up the rights of root")
@pytest.mark.parametrize("which", ["data", "data/raw"])
def test_a_folder_that_cannot_be_written_is_named(
    live: Path, place: Path, report_text: str, command: Command, which: str
) -> None:
    write_reports(place / "in", report_text, range(2023, 2024))
    before = live.read_bytes()
    (place / which).chmod(0o555)
    try:
        done = command("ingest", "in", "--no-prefect", cwd=place, preexec_fn=drop_root)
    finally:
        (place / which).chmod(0o755)
    assert done.returncode == 1, done.stderr
    assert "Traceback" not in done.stderr
    last = done.stderr.splitlines()[-1]
    assert last.startswith("duixian: ")
    assert which in last
    assert "ermission denied" in last
    assert live.read_bytes() == before


def test_without_temporary_space_a_load_does_its_work(
    live: Path, place: Path, report_text: str, command: Command
) -> None:
    write_reports(place / "in", report_text, range(2023, 2024))
    done = command(
        "ingest", "in", "--no-prefect", cwd=place, env=os.environ | {"TMPDIR": "/dev/null"}, preexec_fn=drop_root
    )
    assert done.returncode == 0, done.stderr
    assert len(state(live)["dim_report"]) == 4


class SetBack(datetime):
    """A clock that is an hour earlier whenever somebody looks at it."""

    hours = 24

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
        """The time that it shows."""
        SetBack.hours += 1
        return datetime.now(tz) - timedelta(hours=SetBack.hours)


def test_a_clock_that_is_set_back_changes_nothing(
    live: Path, place: Path, report_text: str, rows: Rows, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_reports(place / "in", report_text, range(2023, 2024))
    monkeypatch.setattr(steps, "datetime", SetBack)
    monkeypatch.setattr(lock, "datetime", SetBack)
    load(place / "in", runner="inline")
    assert rows("select files_loaded, files_unchanged, files_quarantined from load_run order by files_seen") == [
        (3, 0, 1),
        (1, 3, 1),
    ]
    assert rows("select state, finished_at >= started_at from load_run") == [("completed", True)] * 2
    assert len(state(live)["dim_report"]) == 4


def cut(path: Path) -> None:
    os.truncate(path, path.stat().st_size * 2 // 3)


def randomise(path: Path) -> None:
    path.write_bytes(random.Random(1).randbytes(path.stat().st_size))  # noqa: S311


@pytest.mark.parametrize("damage", [cut, randomise], ids=lambda damage: damage.__name__)
def test_a_damaged_warehouse_is_rebuilt_from_the_kept_bytes(
    live: Path, place: Path, damage: Callable[[Path], None], call: Command, rows: Rows
) -> None:
    before = state(live)
    (place / "in" / "兴安市2020.txt").unlink()  # the kept bytes are all that is left of it
    damage(live)
    done = call("ingest", "in", "--no-prefect", cwd=place)
    assert done.returncode == 0, done.stderr
    (aside,) = live.parent.glob("duixian.damaged-*.duckdb")
    assert str(aside.name) in done.stderr
    after = state(live)
    files = {path: present for path, *_, present in after.pop("source_file")}
    before.pop("source_file")
    assert after == before
    assert files == {
        "in/empty.txt": True,
        "in/兴安市2020.txt": False,
        "in/兴安市2021.txt": True,
        "in/兴安市2022.txt": True,
    }
    ((message,),) = rows("select message from load_run order by started_at desc limit 1")
    assert message.startswith("the warehouse was damaged (")


def test_a_warehouse_that_is_gone_comes_back_with_a_rebuild(live: Path, place: Path) -> None:
    before = state(live)
    live.unlink()
    shutil.rmtree(place / "in")
    load(rebuild=True)
    assert state(live) == before


def test_kept_bytes_that_rot_are_taken_from_the_files_again(live: Path, place: Path) -> None:
    before = state(live)
    for kept in (place / "data" / "raw").iterdir():
        kept.write_bytes(kept.read_bytes().replace(b"2023", b"2032"))
    load(rebuild=True)
    assert state(live) == before


def test_a_report_that_loses_most_of_its_facts_is_not_published(
    live: Path, place: Path, report_text: str, rows: Rows
) -> None:
    # as if the rules had found ten facts more when the live file was made
    with duckdb.connect(str(live)) as con:
        con.execute("""
            insert into fact_quantity
            select * exclude (number) replace (format('{:016x}', number) as fact_id)
            from (from fact_quantity limit 1), range(10) as numbers(number)
        """)
    before = live.read_bytes()
    with pytest.raises(LoadError, match=r"reports_keep_facts: 1 row.*accept-loss"):
        load(rebuild=True)
    assert live.read_bytes() == before
    core.run(core.Request((), rebuild=True, accept_loss=True), Settings(), LineReporter())
    assert rows("select state from load_run order by started_at") == [("completed",), ("failed",), ("completed",)]


def test_the_seal_of_a_published_warehouse_holds(live: Path, place: Path) -> None:
    load(place / "in")
    assert health.is_sealed(live)
