"""The whole corpus of real reports, loaded once: what must hold for every file, fact and digit of it."""

import re
import shutil
from pathlib import Path

import pytest

from tests.conftest import Command, ask

pytestmark = [pytest.mark.corpus, pytest.mark.slow, pytest.mark.xdist_group("corpus")]

LOADED_SUFFIXES = {".txt", ".docx", ".html", ".csv", ".json", ".pdf"}
DIGITS = re.compile(r"[0-9０-９]")


def test_every_report_is_loaded_and_the_rest_is_quarantined(corpus: Path, corpus_warehouse: Path) -> None:
    files = {
        f"reports/{path.relative_to(corpus).as_posix()}"
        for path in corpus.rglob("*")
        if path.is_file() and not path.name.startswith(".")
    }
    refused = {"reports/INDEX.csv"} | {name for name in files if Path(name).suffix not in LOADED_SUFFIXES}
    outcomes = dict(ask(corpus_warehouse, "select path, outcome from source_file"))
    assert {name for name, outcome in outcomes.items() if outcome == "loaded"} == files - refused
    assert {name for name, outcome in outcomes.items() if outcome == "quarantined"} == refused
    assert len(outcomes) == len(files)


def test_every_refused_file_has_its_reason(corpus_warehouse: Path) -> None:
    without = ask(
        corpus_warehouse,
        """
        select path from source_file where outcome = 'quarantined' and not exists (
            from quarantine where source_path = path and table_name is null and reason <> '' and evidence <> ''
        )
        """,
    )
    assert without == []
    reasons = ask(corpus_warehouse, "select reason from quarantine where source_path = 'reports/INDEX.csv'")
    assert reasons == [("not_a_report",)]


def test_no_row_failed_its_model(corpus_warehouse: Path) -> None:
    failed = ask(corpus_warehouse, "select reason, evidence from quarantine where table_name is not null limit 5")
    assert failed == []


def test_none_of_our_own_code_failed(corpus_warehouse: Path) -> None:
    assert ask(corpus_warehouse, "select source_path, evidence from quarantine where reason = 'internal_error'") == []


def test_counts_add_up(corpus_warehouse: Path) -> None:
    ((seen, loaded, unchanged, quarantined),) = ask(
        corpus_warehouse, "select files_seen, files_loaded, files_unchanged, files_quarantined from load_run"
    )
    assert seen == loaded + unchanged + quarantined
    assert unchanged == 0


def test_second_run_loads_nothing_and_changes_nothing(
    corpus: Path, corpus_warehouse: Path, tmp_path: Path, command: Command
) -> None:
    again = tmp_path / "again.duckdb"
    shutil.copy(corpus_warehouse, again)
    done = command("ingest", corpus, "--warehouse", again, "--no-prefect", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    query = "select files_loaded, reports_loaded, facts_loaded, rows_quarantined from load_run order by started_at"
    assert ask(again, query)[1] == (0, 0, 0, 0)
    for table in ("dim_report", "report_text", "report_section", "fact_quantity", "number_ledger", "quarantine"):
        digest = f"select count(*), bit_xor(hash(t)) from {table} as t"
        assert ask(again, digest) == ask(corpus_warehouse, digest), table


def test_docx_and_txt_of_one_report_give_the_same_facts(corpus: Path, corpus_warehouse: Path) -> None:
    columns = "mention, value, value_max, unit, bound, measure, basis, status, period, indicator, action, subject"
    facts = f"""
        select {columns} from fact_quantity join dim_report using (report_id)
        where source_path = 'reports/city/{{}}/2024.{{}}' order by char_start
    """
    pairs = [path.parent.name for path in (corpus / "city").glob("*/2024.docx") if path.with_suffix(".txt").exists()]
    assert pairs
    unlike = [
        name
        for name in pairs
        if ask(corpus_warehouse, facts.format(name, "docx")) != ask(corpus_warehouse, facts.format(name, "txt"))
    ]
    assert unlike == []


@pytest.mark.parametrize(("table", "column"), [("fact_quantity", "mention"), ("number_ledger", "text")])
def test_offsets_hold(corpus_warehouse: Path, table: str, column: str) -> None:
    query = f"""
        select count(*) from {table} as f join report_text as t using (report_id)
        where substr(t.text, f.char_start + 1, f.char_end - f.char_start) <> f.{column}
    """
    assert ask(corpus_warehouse, query) == [(0,)]
    ((rows,),) = ask(corpus_warehouse, f"select count(*) from {table}")
    assert rows > 10_000


def test_every_digit_lies_in_exactly_one_ledger_row(corpus_warehouse: Path) -> None:
    spans: dict[str, list[tuple[int, int]]] = {}
    for report_id, start, end in ask(corpus_warehouse, "select report_id, char_start, char_end from number_ledger"):
        spans.setdefault(report_id, []).append((start, end))
    wrong = []
    for report_id, text in ask(corpus_warehouse, "select report_id, text from report_text"):
        times = [0] * len(text)
        for start, end in spans.get(report_id, []):
            for position in range(start, end):
                times[position] += 1
        wrong += [
            (report_id, match.start(), times[match.start()])
            for match in DIGITS.finditer(text)
            if times[match.start()] != 1
        ]
    assert wrong == []


def test_every_fact_has_its_ledger_row(corpus_warehouse: Path) -> None:
    assert ask(
        corpus_warehouse,
        """
        select fact_id from fact_quantity
        where fact_id not in (select fact_id from number_ledger where disposition = 'fact') limit 5
        """,
    ) == []  # fmt: skip
