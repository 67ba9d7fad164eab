"""Views of schema bi on the sample reports; benchmarks/views.py says how fast they answer on many facts."""

from pathlib import Path

import duckdb
import pytest

from schemas.registry import TABLES
from schemas.validate import validate
from tests.conftest import ask
from warehouse import ddl, marts


@pytest.fixture(scope="module")
def warehouse(sample_warehouse: Path) -> Path:
    """A warehouse of the sample reports, loaded by the command."""
    return sample_warehouse


def test_a_promise_and_what_came_of_it_stand_side_by_side(warehouse: Path) -> None:
    query = """
        select verdict, attainment::double, target_mention, actual_mention, target_report_year, actual_report_year,
            contains(target_sentence, '建成碧道20公里'), contains(actual_sentence, '碧道20.6公里')
        from bi.targets_outcomes
        where region_code = '440105' and year = 2022 and indicator = '碧道'
    """
    assert ask(warehouse, query) == [("met", 1.03, "20公里", "20.6公里", 2022, 2023, True, True)]


def test_the_scorecard_counts_every_verdict_once(warehouse: Path) -> None:
    scores = ask(warehouse, "select region_code, year, targets, met, missed, unclear, unreported from bi.scorecard")
    counted = ask(
        warehouse,
        "select region_code, year, count(*), count(*) filter (verdict = 'met'), count(*) filter (verdict = 'missed'), "
        "count(*) filter (verdict = 'unclear'), count(*) filter (verdict = 'unreported') "
        "from bi.targets_outcomes group by all",
    )
    assert sorted(scores) == sorted(counted)
    assert ("440105", 2022) in [row[:2] for row in scores]


def test_level_and_growth_stand_in_one_row(warehouse: Path) -> None:
    query = """
        select level::double, unit, growth::double, level_report_year from bi.indicator_panel
        where region_code = '440105' and indicator_id = 'gdp' and year = 2021
    """
    # 初步核算，地区生产总值2405.32亿元，同比增长8.1%
    assert ask(warehouse, query) == [(240_532_000_000.0, "元", 8.1, 2022)]


def test_coverage_names_the_years_that_are_missing(tmp_path: Path) -> None:
    with duckdb.connect(tmp_path / "covered.duckdb") as con:
        ddl.create_all(con)
        for year in (2018, 2019, 2022):
            con.execute(
                "insert into dim_report by name select ? as report_id, 'a' as source_path, 'b' as source_sha256, "
                "'txt' as source_format, '130633' as region_code, '易县' as region_name, 'county' as region_level, "
                "'government_work_report' as kind, ? as report_year, false as is_partial, 9 as char_count, "
                "true as is_primary, 'run' as run_id, now()::timestamp as loaded_at",
                [f"{year:016x}", year],
            )
        marts.refresh(con)
        rows = con.sql("select years, reports, report_years, missing_years, facts from bi.coverage").fetchall()
    assert rows == [(3, 3, "2018 2019 2022", "2020 2021", 0)]


STATEMENTS = """
insert into fact_quantity by name
select
    lpad(n::varchar, 16, '0') as fact_id, report_id, 0 as char_start, 3 as char_end, '8亿元' as mention,
    value::decimal(38, 9) as value, '元' as unit, '8' as stated_number, '亿元' as stated_unit, 'exact' as bound,
    measure, 'actual' as status, '2020' as period, date '2020-01-01' as period_start, date '2020-12-31' as period_end,
    '一般公共预算收入' as indicator, 'general_budget_revenue' as indicator_id, '收入8亿元。' as sentence,
    0 as sentence_start
from (values
    (1, '2021000000000000', 800.0, 'level'),
    (2, '2022000000000000', 810.0, 'level'),
    (3, '2022000000000001', 900.0, 'level')
) as said(n, report_id, value, measure)
"""


def test_a_series_keeps_what_was_said_first_and_last(tmp_path: Path) -> None:
    with duckdb.connect(tmp_path / "said.duckdb") as con:
        ddl.create_all(con)
        con.execute("insert into dim_indicator by name select 'general_budget_revenue' as indicator_id, "
                    "'一般公共预算收入' as name_zh, 'Revenue' as name_en, 'finance' as domain, 'money' as dimension, "
                    "'元' as unit, 'higher' as better")  # fmt: skip
        for report_id, code, year in (
            ("2021000000000000", "130633", 2021),
            ("2022000000000000", "130633", 2022),
            ("2022000000000001", "130634", 2022),
        ):
            con.execute(
                "insert into dim_report by name select ? as report_id, 'a' as source_path, 'b' as source_sha256, "
                "'txt' as source_format, ? as region_code, '县' as region_name, 'county' as region_level, "
                "'government_work_report' as kind, ? as report_year, false as is_partial, 9 as char_count, "
                "true as is_primary, 'run' as run_id, now()::timestamp as loaded_at",
                [report_id, code, year],
            )
        con.execute(STATEMENTS)
        marts.refresh(con)
        series = con.sql(
            "select level_first::int, level_first_report_year, level_latest::int, level_latest_report_year, "
            "level_revision::int, level_revision_share from bi.series where region_code = '130633'"
        ).fetchall()
        ranks = con.sql("select region_code, level_rank, places from bi.rankings order by level_rank").fetchall()
    assert series == [(800, 2021, 810, 2022, 10, 0.0125)]
    assert ranks == [("130634", 1, 2), ("130633", 2, 2)]


@pytest.mark.parametrize("table", marts.MARTS)
def test_marts_fit_their_models(warehouse: Path, table: str) -> None:
    with duckdb.connect(warehouse, read_only=True) as con:
        frame = con.sql(f"from main.{table}").pl()
    assert validate(table, frame).quarantined.is_empty()
    assert list(frame.columns) == TABLES[table].dtypes.names()


def test_a_refresh_of_the_same_facts_writes_nothing(tmp_path: Path, warehouse: Path) -> None:
    copy = tmp_path / "copy.duckdb"
    copy.write_bytes(warehouse.read_bytes())
    with duckdb.connect(copy) as con:
        before = con.sql("select rowid, * from mart_target_outcome").fetchall()
        marts.refresh(con)
        assert con.sql("select rowid, * from mart_target_outcome").fetchall() == before
