"""Every check of warehouse/checks bites, and a build that fails one leaves the live file as it was."""

import hashlib
import shutil
from collections.abc import Callable
from pathlib import Path

import duckdb
import polars as pl
import pytest

from warehouse import checks, connect, load, publish
from warehouse.checks import texts

TEXTS = {"city/保定/2024.txt": "2023年新增企业12家。", "city/易县/2024.txt": "新增企业３家，力争2024年新增5家。\n"}


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


# what breaks a check, and which one
SABOTAGE = [
    ("codes_known", "update fact_quantity set bound = 'nearly'"),
    ("basis_known", "update fact_quantity set basis = 'yearly'"),
    ("copies_decided", "update dim_report set is_primary = null, primary_report_id = null"),
    ("copies_decided", "update dim_report set is_primary = false"),
    ("counts_add_up", "update load_run set files_seen = files_seen + 1"),
    ("counts_add_up", "update source_file set report_count = 2"),
    ("counts_add_up", "update source_file set outcome = 'quarantined'"),
    ("characters_counted", "update dim_report set char_count = char_count + 1"),
    ("digits_accounted_for", "delete from number_ledger where disposition = 'unresolved'"),
    ("ids_unique", "insert into fact_quantity from fact_quantity"),
    ("ids_unique", "insert into number_ledger from number_ledger"),
    ("ids_unique", "insert into load_run from load_run"),
    ("ledger_covers_facts", "update number_ledger set fact_id = null, disposition = 'name' where fact_id is not null"),
    ("mentions_are_text", "update fact_quantity set mention = '9家'"),
    ("mentions_are_text", "update fact_quantity set char_start = 5000, char_end = 5002"),
    ("mentions_are_text", "update number_ledger set text = '7' where disposition = 'unresolved'"),
    ("mentions_in_sentences", "update fact_quantity set sentence_start = sentence_start + 1"),
    (
        "mentions_are_text",
        (
            "insert into fact_outcome by name select 'ab' as target_fact_id, 'unclear' as verdict, 'x' as reason, "
            "report_id as words_report_id, 1 as words_start, '9家' as words from report_text"
        ),
    ),
    ("references_resolve", "delete from load_run"),
    ("references_agree", "delete from report_text"),
    ("references_agree", "delete from source_file"),
    ("references_resolve", "update dim_report set region_code = '999999'"),
    ("references_resolve", "update number_ledger set fact_id = 'ffffffffffffffff' where fact_id is not null"),
    (
        "references_resolve",
        "insert into fact_outcome values ('ab', null, null, null, 'unreported', null, null, 'x', null, null, null)",
    ),
    (
        "references_resolve",
        "insert into audit_finding values ('ab', 'unit_slip', 'low', 'cd', null, null, null, 'x', true)",
    ),
    (
        "reports_keep_facts",
        "insert into temp.report_before select report_id, 'before', source_path, source_sha256, 10 from dim_report",
    ),
    ("sections_hold_facts", "update fact_quantity set section_no = 7"),
    ("sections_hold_facts", "update report_section set char_start = char_end - 1"),
    ("sections_hold_facts", "update report_section set char_end = char_end + 1"),
    ("spans_disjoint", "update number_ledger set char_start = char_start - 5 where disposition = 'fact'"),
    (
        "spans_disjoint",
        "insert into report_section select * replace (section_no + 1 as section_no) from report_section",
    ),
    ("units_known", "update fact_quantity set unit = '光年'"),
]


def test_every_check_is_broken_once() -> None:
    assert {check for check, _ in SABOTAGE} == set(checks.names())


# a quotation that is not that of its place, and what stands there: ends of texts, and what lies beyond them
MISQUOTED = [
    ("mention = '13家'", ("13家", "12家")),
    ("char_start = 500, char_end = 503", ("12家", "")),
    ("char_start = -3, char_end = 0", ("12家", None)),
    ("char_end = char_end + 1", ("12家", "12家。")),
    ("char_end = char_start - 1", ("12家", None)),
    # in the next text these stand there
    ("char_start = 13, char_end = 17, mention = '新增企业'", ("新增企业", "")),
]


@pytest.fixture(scope="module")
def published(
    tmp_path_factory: pytest.TempPathFactory,
    empty_warehouse: Path,
    frames_of: Callable[..., dict[str, pl.DataFrame]],
    record_run: Callable[..., None],
) -> Path:
    """A published warehouse of TEXTS, to be copied."""
    path = tmp_path_factory.mktemp("published") / "duixian.duckdb"
    shutil.copyfile(empty_warehouse, path)
    with publish.open_build(path) as build:
        load.replace_reports(build.con, frames_of(TEXTS))
        record_run(build.con, TEXTS)
        build.publish()
    return path


@pytest.mark.parametrize(("check", "sabotage"), SABOTAGE)
def test_a_failed_check_leaves_the_live_file_as_it_was(
    target: Path, published: Path, check: str, sabotage: str
) -> None:
    shutil.copyfile(published, target)
    before = digest(target)
    with publish.open_build(target) as build:
        build.con.execute("insert into load_run by name select * replace ('run-2' as run_id) from load_run")
        build.con.execute(sabotage)
        with pytest.raises(publish.ChecksFailedError, match=f"{check}: [0-9]+ row") as error:
            build.publish()
        assert check in [failure.check for failure in error.value.failures]
    assert digest(target) == before
    assert sorted(file.name for file in target.parent.glob("*.duckdb*")) == ["duixian.duckdb"]


@pytest.mark.parametrize("characters", [1, 1000], ids=["text by text", "at once"])
@pytest.mark.parametrize(("sabotage", "found"), MISQUOTED)
def test_a_quotation_is_compared_with_the_characters_of_its_own_text(
    target: Path, published: Path, sabotage: str, found: tuple[str, str | None], characters: int
) -> None:
    shutil.copyfile(published, target)
    with duckdb.connect(target) as con:
        con.execute(f"update fact_quantity set {sabotage} where mention = '12家'")
        wrong = texts.find(con, characters=characters)["mentions_are_text"]
    assert wrong.select("table_name", "quoted", "in_text").rows() == [("fact_quantity", *found)]


def test_nothing_stands_in_an_empty_text(target: Path, published: Path) -> None:
    shutil.copyfile(published, target)
    with duckdb.connect(target) as con:
        con.execute("update report_text set text = ''")
        assert set(texts.find(con)["mentions_are_text"]["in_text"]) == {""}


def test_a_text_without_numbers_is_quoted_by_nobody(target: Path, published: Path) -> None:
    shutil.copyfile(published, target)
    with duckdb.connect(target) as con:
        con.execute("delete from fact_quantity")
        con.execute("delete from number_ledger")
        found = {name: frame.height for name, frame in texts.find(con).items()}
    assert found == {"characters_counted": 0, "digits_accounted_for": 2, "mentions_are_text": 0}


def test_what_quotes_a_text_that_is_not_there_is_misquoted(target: Path, published: Path) -> None:
    shutil.copyfile(published, target)
    with duckdb.connect(target) as con:
        con.execute("delete from report_text where text like '2023%'")
        wrong = texts.find(con)["mentions_are_text"]
    assert sorted(wrong["quoted"]) == ["12家", "12家", "2023"]


#: Numbers that stand in the text of TEXTS as the mention of the first fact does not: a digit or a sign beside it.
CUT_TEXTS = ("2023年新增企业112家。", "2023年新增企业3.12家。", "2023年新增企业-12家。", "2023年新增企业十二家。")


@pytest.mark.parametrize("text", CUT_TEXTS)
def test_a_fact_that_looks_cut_is_a_warning_and_no_failure(target: Path, published: Path, text: str) -> None:
    shutil.copyfile(published, target)
    mention = text[-3:-1]
    with publish.open_build(target) as build:
        build.con.execute("update report_text set text = ? where text like '%12家%'", [text])
        build.con.execute(
            "update fact_quantity set mention = ?, char_start = ?, char_end = ? where mention = '12家'",
            [mention, len(text) - 3, len(text) - 1],
        )
        (warning,) = checks.run(build.con, warn=True)
        assert (warning.check, warning.rows) == ("facts_look_cut", 1)
        assert "facts_look_cut" not in [failure.check for failure in checks.run(build.con)]


def test_whole_facts_do_not_look_cut(published: Path) -> None:
    with connect.read(published) as con:
        assert checks.run(con, warn=True) == []


def test_checks_pass_on_an_empty_warehouse(target: Path) -> None:
    with publish.open_build(target) as build:
        build.publish()
    with connect.read(target) as con:
        assert con.sql("select count(*) from fact_quantity").fetchall() == [(0,)]
