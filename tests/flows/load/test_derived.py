"""A load compares the reports of the places that it touched: an outcome comes with the report that tells it."""

import shutil
from pathlib import Path

import docx
import duckdb
import pytest

import seeds
from flows.load import derived
from flows.load.runners import ProcessRunner
from tests.conftest import Command, Rows

SAMPLES = seeds.path("reports")
OUTCOME = """
    select verdict, actual_mention from bi.targets_outcomes
    where region_code = '440105' and indicator = '碧道' and year = 2022
"""


def ingest(call: Command, place: Path, *names: str) -> None:
    folder = place / "reports"
    folder.mkdir(exist_ok=True)
    for name in names:
        shutil.copy(SAMPLES / name, folder)
    done = call("ingest", folder, "--no-prefect", "--runner", "inline", cwd=place)
    assert done.returncode == 0, done.stderr


@pytest.mark.slow
def test_outcomes_follow_the_reports_of_their_place(place: Path, rows: Rows, call: Command) -> None:
    ingest(call, place, "haizhu-2022.txt")
    assert rows("from fact_outcome") == []

    ingest(call, place, "haizhu-2023.txt")
    assert rows(OUTCOME) == [("met", "20.6公里")]
    before = rows("from fact_outcome order by all")

    ingest(call, place, "mianyang-2024.docx", "mianyang-2025.txt")
    of_haizhu = "from fact_outcome where region_code = '440105' order by all"
    assert rows(of_haizhu) == before
    assert rows("select count(*) > 10 from fact_outcome where region_code = '510700'") == [(True,)]

    review = place / "reports" / "haizhu-2023.txt"
    review.write_text(review.read_text("utf-8-sig").replace("、碧道20.6公里，其中碧道占年度任务的103%", ""), "utf-8")
    ingest(call, place)
    assert rows(OUTCOME) == [("unreported", None)]
    assert rows("select count(*) from fact_outcome where region_code = '440105'") == [(len(before),)]


@pytest.mark.slow
def test_places_compared_one_by_one_in_other_processes_give_the_same_rows(
    place: Path, rows: Rows, call: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    (place / "reports").mkdir()
    review = (SAMPLES / "haizhu-2023.txt").read_text("utf-8-sig").replace("、碧道20.6公里，", "，森林覆盖率达到160%，")
    (place / "reports" / "haizhu-2023.txt").write_text(review, "utf-8")
    ingest(call, place, "haizhu-2022.txt", "mianyang-2025.txt", "national-2023.html")
    tables = ("fact_outcome", "audit_finding", "dim_report")
    before = {table: rows(f"from {table} order by all") for table in tables}
    assert all(before.values())

    monkeypatch.setattr(derived, "FACTS_AT_ONCE", 1)
    with duckdb.connect(str(place / "data" / "duixian.duckdb")) as con, ProcessRunner(2) as runner:
        con.execute("update dim_report set is_primary = null")
        touched = derived.refresh(con, derived.held_reports(con), runner)
    assert len(touched) == 3
    assert {table: rows(f"from {table} order by all") for table in tables} == before


@pytest.mark.slow
def test_a_copy_changes_nothing_that_is_counted(place: Path, rows: Rows, command: Command) -> None:
    ingest(command, place, "haizhu-2022.txt", "haizhu-2023.txt")
    views = ("scorecard", "headlines", "series", "findings", "targets", "coverage", "ledger_summary")
    before = {view: rows(f"from bi.{view} order by all") for view in views}

    review = (place / "reports" / "haizhu-2023.txt").read_text("utf-8-sig")
    lines = [line.strip() for line in review.splitlines() if line.strip()]
    page = "".join(f"<p>{line}</p>\n" for line in lines)
    (place / "reports" / "zz-haizhu.html").write_text(f"<html><body>{page}</body></html>", "utf-8")
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    document.save(str(place / "reports" / "zz-haizhu.docx"))
    ingest(command, place)
    assert {view: rows(f"from bi.{view} order by all") for view in before} == before
    assert rows("select source_path, primary_source_path from bi.copies order by all") == [
        ("reports/zz-haizhu.docx", "reports/haizhu-2023.txt"),
        ("reports/zz-haizhu.html", "reports/haizhu-2023.txt"),
    ]
    assert rows("select count(*) from dim_report") == [(4,)]
    done = command("report", "reports/zz-haizhu.html", cwd=place)
    assert done.returncode == 0, done.stderr
    told = done.stdout.splitlines()
    assert told[0].endswith(" is a copy of this report, which counts in its place")
    assert "source_path   reports/haizhu-2023.txt" in told

    (place / "reports" / "haizhu-2023.txt").write_text("\n".join(review.splitlines()[:12]), "utf-8")
    ingest(command, place)
    assert rows("from bi.scorecard order by all") == before["scorecard"]
    assert rows("select source_path from bi.copies order by all") == [
        ("reports/haizhu-2023.txt",),
        ("reports/zz-haizhu.html",),
    ]
