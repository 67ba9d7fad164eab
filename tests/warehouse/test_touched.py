"""A load that touched few places looks at these alone, and the warehouse is the one that a look at all would make."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import duckdb
import polars as pl
import pytest

from warehouse import checks, marts, touched

HAIZHU, MIANYANG = "440105", "510700"
OF_HAIZHU = "report_id in (select report_id from dim_report where region_code = '440105')"
CHANGES = {
    "a value is another": f"update fact_quantity set value = value * 2 where {OF_HAIZHU} and measure = 'level'",
    "facts are gone": f"delete from fact_quantity where {OF_HAIZHU} and char_start % 2 = 0",
    "verdicts are others": "update fact_outcome set verdict = 'missed' where region_code = '440105'",
    "a report counts no more": "update dim_report set is_primary = false where region_code = '440105'",
    "a report is of nobody": "update dim_report set region_code = null where region_code = '440105'",
}


@pytest.fixture
def con(sample_warehouse: Path, tmp_path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(shutil.copy(sample_warehouse, tmp_path / "samples.duckdb")) as opened:
        yield opened


def held(con: duckdb.DuckDBPyConnection) -> dict[str, list[tuple[object, ...]]]:
    return {name: con.execute(f"from main.{name} order by all").fetchall() for name in marts.MARTS}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_marts_of_the_touched_place_are_those_that_a_look_at_all_makes(
    con: duckdb.DuckDBPyConnection, change: str
) -> None:
    before = held(con)
    con.execute(change)
    # a place that a report left was touched as well as the one that it came to
    marts.refresh(con, [HAIZHU, ""])
    from_a_part = held(con)
    assert from_a_part != before
    marts.refresh(con)
    assert held(con) == from_a_part


def test_ranks_count_the_places_that_no_load_touched(con: duckdb.DuckDBPyConnection) -> None:
    ranked = (
        "select places from mart_indicator_year where region_code = '510700' and indicator_id = 'gdp' and year = 2024"
    )
    assert con.execute(ranked).fetchall() == [(1,)]
    con.execute(
        "update fact_quantity set period = '2024', period_start = date '2024-01-01', period_end = date '2024-12-31' "
        f"where {OF_HAIZHU} and indicator_id = 'gdp'"
    )
    # a city as 绵阳 is one
    con.execute("update dim_report set region_code = '510600' where region_code = '440105'")
    marts.refresh(con, [HAIZHU, "510600"])
    assert con.execute(ranked).fetchall() == [(2,)]


def test_a_check_of_few_places_finds_what_is_wrong_in_them_alone(con: duckdb.DuckDBPyConnection) -> None:
    con.execute(f"update fact_quantity set mention = '没有' where {OF_HAIZHU}")
    found = {failure.check for failure in checks.run(con, places=[HAIZHU])}
    assert found == {"mentions_are_text", "mentions_in_sentences"}
    assert checks.run(con, places=[MIANYANG]) == []


def test_ids_are_compared_with_those_of_all_places(con: duckdb.DuckDBPyConnection) -> None:
    of_haizhu = f"(select min(fact_id) from fact_quantity where {OF_HAIZHU})"
    con.execute(
        f"insert into fact_quantity select * replace ({of_haizhu} as fact_id) from fact_quantity "
        "where report_id in (select report_id from dim_report where region_code = '510700') limit 1"
    )
    assert "ids_unique" in {failure.check for failure in checks.run(con, places=[HAIZHU])}


def test_after_a_look_the_tables_are_whole_again(con: duckdb.DuckDBPyConnection) -> None:
    reports = "select count(*) from dim_report"
    with touched.only(con, [HAIZHU]):
        assert con.execute(reports).fetchall() == [(2,)]
    assert con.execute(reports).fetchall() == [(6,)]


def test_few_are_a_quarter_of_the_reports(con: duckdb.DuckDBPyConnection) -> None:
    assert touched.are_few(con, [])
    assert not touched.are_few(con, [HAIZHU])


@pytest.mark.parametrize("chosen", [[3], [0, 1, 60, 61, 99], list(range(0, 100, 10))])
def test_texts_of_few_reports_are_found_by_their_rows(monkeypatch: pytest.MonkeyPatch, chosen: list[int]) -> None:
    monkeypatch.setattr(touched, "_NEAR", 3)
    with duckdb.connect() as con:
        con.execute("create table report_text as select range::varchar as report_id, 'text' as text from range(100)")
        con.register("chosen", pl.DataFrame({"report_id": [str(number) for number in chosen]}).to_arrow())
        read = con.sql(f"select report_id from {touched.texts_of(con, 'chosen')}").fetchall()
    assert {str(number) for number in chosen} <= {report_id for (report_id,) in read}
    assert len(read) <= 3 * len(chosen)


def test_texts_of_many_reports_are_all_texts_and_of_none_none() -> None:
    with duckdb.connect() as con:
        con.execute("create table report_text as select range::varchar as report_id, 'text' as text from range(100)")
        con.execute("create table chosen as select report_id from report_text where report_id <> '50'")
        assert len(con.sql(f"from {touched.texts_of(con, 'chosen')}").fetchall()) == 100
        con.execute("delete from chosen")
        assert con.sql(f"from {touched.texts_of(con, 'chosen')}").fetchall() == []
