"""A warehouse that the version before made opens, loads on, and loses nothing on the way."""

from pathlib import Path

import duckdb
import pytest

from flows.load import core
from flows.settings import Settings
from flows.telling.progress import LineReporter
from flows.telling.summary import Summary
from schemas.contract import CONTRACT_VERSION
from tests.conftest import Command, Rows
from warehouse import checks, ddl

FACTS = """
    select mention, value, unit, indicator, status, period from fact_quantity join dim_report using (report_id)
    where report_year = 2023 order by char_start
"""


@pytest.fixture
def before(place: Path) -> Path:
    """The file of the version before: reports of 2023 and 2024."""
    (place / "data").mkdir()
    target = place / "data" / "duixian.duckdb"
    with duckdb.connect() as con:
        con.execute(f"attach '{target}' as before (storage_version 'v1.2.0'); use before")
        con.execute(Path(__file__).with_name("version_before.sql").read_text("utf-8"))
    return target


def load(*paths: Path) -> Summary:
    return core.run(core.Request(paths), Settings(), LineReporter())


def test_it_answers_as_it_is(before: Path, place: Path, call: Command) -> None:
    done = call("sql", "select unit, sum(value) as n from fact_quantity where unit = '所' group by all", cwd=place)
    assert (done.returncode, done.stdout) == (0, "unit,n\n所,24\n")
    assert "of another schema version: " in call("doctor", cwd=place).stdout


def test_a_load_carries_it_over(before: Path, place: Path, report_text: str, rows: Rows) -> None:
    (place / "in").mkdir()
    (place / "in" / "兴安市2024.txt").write_text(report_text, encoding="utf-8")
    facts_of_2023 = rows(FACTS)
    assert len(facts_of_2023) == 7
    summary = load(place / "in")
    assert summary.run.files == {"loaded": 1, "unchanged": 0, "quarantined": 0}  # by rules that changed since
    assert summary.vanished == ["in/empty.txt", "in/兴安市2023.txt"]
    assert rows(FACTS) == facts_of_2023  # its file is gone, and its report stays
    assert rows("select report_year, facts from bi.reports order by all") == [(2023, 7), (2024, 7)]
    assert rows("select state, value from load_run, dim_meta where name = 'contract_version'") == [
        ("completed", CONTRACT_VERSION),
        ("completed", CONTRACT_VERSION),
    ]
    with duckdb.connect(before, read_only=True) as con:
        assert ddl.outdated_tables(con) == []
        assert checks.run(con) == []
