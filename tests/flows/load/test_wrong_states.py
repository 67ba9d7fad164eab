"""States that would be wrong in silence: other programs at work, notes of the past, files that are reports no more."""

import itertools
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest

from flows.errors import LoadError
from flows.load import core
from flows.load.batches import Batch, BatchResult
from flows.load.runners import Result, Runner
from flows.settings import Settings
from flows.telling.progress import LineReporter
from flows.telling.summary import Summary
from tests.conftest import Rows

pytestmark = pytest.mark.slow

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def folder(place: Path, report_text: str) -> Path:
    """A folder with one good report."""
    folder = place / "in"
    folder.mkdir()
    (folder / "good.txt").write_text(report_text, encoding="utf-8")
    return folder


def load(*paths: Path, submit: core.Submit = core.submit_directly, **settings: Any) -> Summary:
    return core.run(core.Request(paths), Settings(**settings), LineReporter(), submit=submit)


def test_what_another_program_wrote_meanwhile_is_not_lost(folder: Path, place: Path, rows: Rows) -> None:
    load(folder)
    live = place / "data" / "duixian.duckdb"

    def write_meanwhile(runner: Runner, batch: Batch) -> Result[BatchResult]:
        with duckdb.connect(live) as con:
            con.execute("create table notes as select 'mine' as note")
        return core.submit_directly(runner, batch)

    (folder / "more.txt").write_text((folder / "good.txt").read_text("utf-8").replace("2024", "2023"), encoding="utf-8")
    with pytest.raises(LoadError, match="was written by another program while the load ran"):
        load(folder, submit=write_meanwhile)
    assert rows("select note from notes") == [("mine",)]
    assert load(folder).run.files["loaded"] == 1


def test_a_warehouse_behind_a_link_is_replaced_where_it_lies(folder: Path, place: Path) -> None:
    (place / "disk").mkdir()
    (place / "data").mkdir()
    link = place / "data" / "duixian.duckdb"
    link.symlink_to(place / "disk" / "real.duckdb")
    load(folder)
    assert link.is_symlink()
    with duckdb.connect(link, read_only=True) as con:
        assert con.sql("select count(*) from dim_report").fetchall() == [(1,)]


@pytest.mark.parametrize("name", ["information_schema.duckdb", "pg_catalog.duckdb", "x.seal", "x.lock"])
def test_a_name_that_is_taken_is_refused_with_the_reason(folder: Path, place: Path, name: str) -> None:
    with pytest.raises(LoadError, match="is taken"):
        load(folder, warehouse=place / name)


def test_a_warehouse_where_no_file_can_be_made_is_refused_at_once(folder: Path) -> None:
    with pytest.raises(LoadError, match=r"duixian\.lock: "):
        load(folder, warehouse=Path("/proc/duixian.duckdb"), raw=Path("raw"))


NOTES = {
    "cut inside a character": ('{"run_id": "r0", "message": "没有'.encode()[:-1]),
    "of another shape": b'["run", 1]\n"text"\n3\n',
    "without what it needs": json.dumps({"run_id": "r0", "started_at": "2024-01-01", "state": "asleep"}).encode(),
    "with a bad date": json.dumps({"run_id": "r0", "started_at": "yesterday"}).encode(),
}


@pytest.mark.parametrize("note", NOTES.values(), ids=NOTES)
def test_a_failure_note_of_any_shape_stops_no_load(folder: Path, place: Path, rows: Rows, note: bytes) -> None:
    (place / "data").mkdir()
    (place / "data" / "duixian.failed.jsonl").write_bytes(note)
    load(folder)
    assert rows("select state from load_run") == [("completed",)]


def test_a_lock_note_with_a_bad_date_stops_no_load(folder: Path, place: Path, rows: Rows) -> None:
    (place / "data").mkdir()
    note = {"pid": 1, "host": "h", "since": "the day before", "purpose": "ingest r0"}
    (place / "data" / "duixian.lock").write_text(json.dumps(note), "utf-8")
    load(folder)
    assert sorted(rows("select run_id = 'r0', state from load_run")) == [(False, "completed"), (True, "failed")]


@pytest.fixture
def one_try(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hooks are called once, and not again after seconds."""
    monkeypatch.setattr("flows.telling.notice.ATTEMPTS", (0.0,))


@pytest.mark.usefixtures("one_try")
@pytest.mark.parametrize(
    ("setting", "said"),
    [
        ({"hook_command": r"printf '\377\376\000'; exit 1"}, "the hook command ended with exit code 1"),
        ({"hook_url": "no address"}, "the hook at no address was not reached"),
        ({"hook_url": "http://[::1"}, "the hook at http://[::1 was not reached"),
        ({"hook_url": "http://a b/"}, "the hook at http://a b/ was not reached"),
    ],
    ids=["a hook that prints binary", "no address", "half an address", "an address with a blank"],
)
def test_a_hook_that_is_wrong_is_said_and_the_load_stays(
    folder: Path, rows: Rows, capsys: Capture, setting: dict[str, str], said: str
) -> None:
    (folder / "empty.txt").write_bytes(b"")
    load(folder, **setting)
    assert said in capsys.readouterr().err
    assert rows("select count(*) from dim_report") == [(1,)]


def test_a_report_whose_file_became_empty_is_a_warning(folder: Path) -> None:
    load(folder)
    (folder / "good.txt").write_bytes(b"")
    assert load(folder).warnings == ["removed in/good.txt: 7 -> none facts: look whether the file is whole"]


def test_an_escape_sequence_in_a_name_does_not_reach_the_terminal(folder: Path, capsys: Capture, rows: Rows) -> None:
    (folder / "\x1b]0;mine\x07\x9b31m.txt").write_bytes(b"")
    load(folder)
    said = capsys.readouterr().err
    assert "set aside in/\\x1b]0;mine\\x07\\x9b31m.txt: empty_file" in said
    assert not set("\x1b\x07\x9b") & set(said)
    assert rows("select source_path from quarantine") == [("in/\x1b]0;mine\x07\x9b31m.txt",)]


def test_a_folder_that_lost_most_of_its_files_is_a_warning(folder: Path, report_text: str) -> None:
    for year in range(2000, 2012):
        (folder / f"{year}.txt").write_text(report_text.replace("2024", str(year)), encoding="utf-8")
    load(folder)
    for year in range(2000, 2012):
        (folder / f"{year}.txt").unlink()
    assert load(folder).warnings == ["12 files are gone, 1 are there: is a disk missing?"]


def test_a_run_that_finds_far_less_than_usual_is_a_warning(folder: Path, report_text: str) -> None:
    names = iter("甲乙丙丁戊己庚辛壬")
    for _ in range(3):
        assert load_three(folder, names, report_text) == []
    few = report_text.replace("增长6.1%", "增长").replace("12所", "").replace("120.5亿元", "").replace("3.4万人", "")
    assert load_three(folder, names, few, few_facts_share=0) == []
    (said,) = load_three(folder, iter("子丑寅"), few)
    assert said.startswith("3.0 facts a file in 3 files, where the runs before found 7.0: look at the files")


def load_three(folder: Path, names: Iterator[str], text: str, **settings: float) -> list[str]:
    """The warnings of a load of three new reports of invented cities."""
    for name in itertools.islice(names, 3):
        (folder / f"{name}安.txt").write_text(text.replace("兴安", f"{name}安"), encoding="utf-8")
    return load(folder, **settings).warnings


def test_a_load_writes_numbers_for_monitoring(folder: Path, place: Path, report_text: str) -> None:
    (folder / "real.txt").write_text(report_text.replace("兴安市", "四川省绵阳市"), encoding="utf-8")
    (folder / "empty.txt").write_bytes(b"")
    load(folder, metrics_file=place / "metrics" / "duixian.prom")
    lines = (place / "metrics" / "duixian.prom").read_text("utf-8").splitlines()
    numbers = dict(line.rsplit(" ", 1) for line in lines)
    assert numbers["duixian_reports"] == "2"
    assert (numbers["duixian_run_reports"], numbers["duixian_run_facts"]) == ("2", "14")
    assert numbers['duixian_quarantine{reason="empty_file"}'] == "1"
    assert numbers['duixian_newest_report_timestamp_seconds{level="prefecture"}'] == "1705363200"  # 2024-01-16
    assert float(numbers["duixian_last_success_timestamp_seconds"]) > 1_700_000_000
