"""A load and the loads after it: real files, a real warehouse, no Prefect."""

import os
import shutil
from pathlib import Path
from typing import Any

import duckdb
import pytest

from flows.errors import LoadError
from flows.load import core
from flows.settings import Settings
from flows.telling.progress import LineReporter
from flows.telling.summary import Summary
from tests.conftest import REPORT, LeftByLoad, Rows

STATE = (
    "select report_id, source_path, source_sha256, source_format, region_code, report_year, kind from dim_report",
    "select * from report_text",
    "select * from report_section",
    "select * from fact_quantity",
    "select * from number_ledger",
    "select * exclude (run_id, created_at) from quarantine",
    "select path, sha256, size, report_count, is_present from source_file",
)
"""Everything that a load leaves behind, but for when and by which run."""


def write(folder: Path) -> None:
    """Three files: two reports and one that is refused."""
    folder.mkdir()
    (folder / "兴安市2024.txt").write_text(REPORT, encoding="utf-8")
    (folder / "兴安市2025.txt").write_text(REPORT.replace("2024", "2025").replace("2023", "2024"), encoding="gb18030")
    (folder / "empty.txt").write_bytes(b"")


@pytest.fixture
def reports(place: Path) -> Path:
    """Three files: two reports and one that is refused."""
    write(place / "in")
    return place / "in"


@pytest.fixture(scope="module")
def data(left_by_load: LeftByLoad) -> Path:
    """What a load of the three files leaves."""
    return left_by_load(write)


@pytest.fixture
def loaded(reports: Path, place: Path, data: Path) -> Path:
    """The three files, which were loaded."""
    shutil.copytree(data, place / "data")
    return reports


def load(*paths: Path, rebuild: bool = False, **settings: Any) -> Summary:
    return core.run(core.Request(paths, rebuild=rebuild), Settings(**settings), LineReporter())


def state(rows: Rows) -> list[list[tuple[Any, ...]]]:
    return [rows(f"from ({query}) order by all") for query in STATE]


def test_files_seen_are_loaded_unchanged_or_quarantined(reports: Path, rows: Rows) -> None:
    summary = load(reports)
    assert summary.run.files == {"loaded": 2, "unchanged": 0, "quarantined": 1}
    assert rows("select path, outcome, report_count, is_present from source_file order by path") == [
        ("in/empty.txt", "quarantined", 0, True),
        ("in/兴安市2024.txt", "loaded", 1, True),
        ("in/兴安市2025.txt", "loaded", 1, True),
    ]
    assert rows("select stage, source_path, reason, evidence from quarantine") == [
        ("read", "in/empty.txt", "empty_file", "0 bytes")
    ]
    assert rows(
        "select files_seen, files_loaded, files_unchanged, files_quarantined, reports_loaded from load_run"
    ) == [(3, 2, 0, 1, 2)]


def test_second_run_loads_nothing_and_changes_nothing(loaded: Path, rows: Rows) -> None:
    before = [*state(rows), rows("select report_id, run_id, loaded_at from dim_report order by all")]
    assert load(loaded).run.files == {"loaded": 0, "unchanged": 2, "quarantined": 1}
    assert [*state(rows), rows("select report_id, run_id, loaded_at from dim_report order by all")] == before
    assert rows("select reports_loaded, facts_loaded, rows_quarantined from load_run order by started_at")[1] == (
        0,
        0,
        0,
    )


def test_touched_file_is_unchanged(loaded: Path) -> None:
    os.utime(loaded / "兴安市2024.txt", (0, 0))
    assert load(loaded).run.files == {"loaded": 0, "unchanged": 2, "quarantined": 1}


def test_changed_file_replaces_its_report(loaded: Path, rows: Rows, report_text: str) -> None:
    (loaded / "兴安市2024.txt").write_text(report_text.replace("120.5亿元", "130.5亿元"), encoding="utf-8")
    assert load(loaded).run.files == {"loaded": 1, "unchanged": 1, "quarantined": 1}
    mentions = rows("""
        select mention from fact_quantity join dim_report using (report_id)
        where source_path = 'in/兴安市2024.txt' and mention like '%亿元'
    """)
    assert mentions == [("130.5亿元",)]
    assert rows("select count(*) from dim_report") == [(2,)]


def test_refused_file_that_was_mended_leaves_quarantine(loaded: Path, rows: Rows, report_text: str) -> None:
    (loaded / "empty.txt").write_text(report_text.replace("兴安", "长宁"), encoding="utf-8")
    assert load(loaded).run.files == {"loaded": 1, "unchanged": 2, "quarantined": 0}
    assert rows("select count(*) from quarantine") == [(0,)]


def test_file_that_is_gone_keeps_its_report_and_is_marked(loaded: Path, rows: Rows) -> None:
    (loaded / "兴安市2024.txt").unlink()
    assert load(loaded).vanished == ["in/兴安市2024.txt"]
    assert rows("select path, is_present from source_file where not is_present") == [("in/兴安市2024.txt", False)]
    assert rows("select count(*) from dim_report") == [(2,)]
    assert load(loaded).vanished == []


def test_copies_are_two_files_and_one_report(reports: Path, rows: Rows) -> None:
    shutil.copy(reports / "兴安市2024.txt", reports / "copy.txt")
    assert load(reports).run.files == {"loaded": 3, "unchanged": 0, "quarantined": 1}
    assert rows("select source_path from dim_report order by all") == [("in/copy.txt",), ("in/兴安市2025.txt",)]


def test_same_name_in_another_folder_is_another_report(place: Path, rows: Rows, report_text: str) -> None:
    for year in ("2024", "2025"):
        (place / year / "in").mkdir(parents=True)
        (place / year / "in" / "兴安市.txt").write_text(report_text.replace("2024", year), encoding="utf-8")
        load(place / year / "in")
    assert rows("select source_path from dim_report order by all") == [("2025/in/兴安市.txt",), ("in/兴安市.txt",)]


def test_table_gives_a_report_a_row(place: Path, rows: Rows, report_text: str) -> None:
    other = report_text.replace("兴安市", "长宁市").replace("120.5", "98.2")
    table = "地区,正文\n" + "".join(f'{name},"{text}"\n' for name, text in (("兴安市", report_text), ("长宁市", other)))
    (place / "reports.csv").write_text(table, encoding="utf-8")
    assert load(place / "reports.csv").run.files == {"loaded": 1, "unchanged": 0, "quarantined": 0}
    paths = [path.rpartition("/")[2] for (path,) in rows("select source_path from dim_report order by all")]
    assert paths == ["reports.csv#1", "reports.csv#2"]


def test_file_that_cannot_be_read_is_set_aside_and_comes_back(loaded: Path, rows: Rows) -> None:
    report = loaded / "兴安市2024.txt"
    kept = report.read_bytes()
    report.unlink()
    os.mkfifo(report)
    assert load(loaded).run.files == {"loaded": 0, "unchanged": 1, "quarantined": 2}
    assert rows("select reason, evidence from quarantine where source_path = 'in/兴安市2024.txt'") == [
        ("unreadable_file", "it is a named pipe, and no file to read")
    ]
    assert rows("select count(*) from dim_report") == [(2,)]
    report.unlink()
    report.write_bytes(kept)
    assert load(loaded).run.files == {"loaded": 0, "unchanged": 2, "quarantined": 1}
    assert rows("select reason from quarantine") == [("empty_file",)]


@pytest.mark.parametrize("runner", ["inline", pytest.param("process", marks=pytest.mark.slow)])
def test_rebuild_from_the_kept_bytes_gives_the_same_rows(loaded: Path, rows: Rows, runner: str) -> None:
    before = state(rows)
    shutil.rmtree(loaded)
    summary = load(rebuild=True, runner=runner, batch_bytes=1)
    assert summary.run.files == {"loaded": 2, "unchanged": 0, "quarantined": 1}
    assert state(rows) == before


def test_rows_do_not_depend_on_batches_and_order(loaded: Path, place: Path, rows: Rows) -> None:
    together = state(rows)
    shutil.rmtree(place / "data")
    for name in ("empty.txt", "兴安市2025.txt", "兴安市2024.txt"):
        load(loaded / name)
    assert state(rows) == together


def test_load_that_fails_its_checks_leaves_the_live_file_as_it_was(reports: Path, place: Path) -> None:
    load(reports / "兴安市2024.txt")
    live = place / "data" / "duixian.duckdb"
    with duckdb.connect(live) as con:
        con.execute("delete from dim_report")  # somebody else broke it: facts of no report
    before = live.read_bytes()
    with pytest.raises(LoadError, match="not published, the live warehouse is as it was"):
        load(reports / "兴安市2025.txt")
    assert live.read_bytes() == before
    assert sorted(path.name for path in live.parent.glob("*.duckdb")) == ["duixian.duckdb"]


BAD_FILES = {
    "empty.txt": (b"", "empty_file"),
    "binary.txt": (b"\x00\x01\x02\xff" * 64, "binary_file"),
    "cut.docx": (b"PK\x03\x04" + b"\x14\x00\x06\x00word/document.xml" * 20, "unreadable_document"),
    "poem.txt": ("春眠不觉晓，处处闻啼鸟。".encode(), "no_number"),
    "diary.txt": ("今天买了3个苹果，花了12元，味道很好，朋友们都很喜欢吃。".encode(), "not_a_report"),
}


def test_bad_files_are_refused_with_their_reasons_and_the_others_load(reports: Path, rows: Rows) -> None:
    for name, (data, _) in BAD_FILES.items():
        (reports / name).write_bytes(data)
    assert load(reports).run.files == {"loaded": 2, "unchanged": 0, "quarantined": 5}
    refused = dict(rows("select source_path, reason from quarantine"))
    assert refused == {f"in/{name}": reason for name, (_, reason) in BAD_FILES.items()}
