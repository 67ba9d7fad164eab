"""The headline table: what is stated, what is not, and which statement stands where there are several."""

import functools
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pytest

import seeds
from schemas.registry import TABLES
from schemas.validate import validate
from tests.conftest import Rows
from tests.conftest import ask as ask_warehouse
from tests.warehouse.conftest import LoadTexts
from transforms.pipeline import extract
from warehouse import dimensions

REPORTS = {
    2021: """易县政府工作报告
——2021年2月20日在易县第十六届人民代表大会第七次会议上
一、2020年工作回顾
全年地区生产总值完成121亿元，增长3.5%。
二、2021年工作安排
今年经济社会发展的主要预期目标是：地区生产总值增长7%左右，一般公共预算收入增长6%—8%，城镇新增就业3000人以上。
我们将做强开发区，力争规模以上工业增加值增长12%。
狠抓财源建设，力争一般公共预算收入增长9%。
各位代表，让我们团结奋斗！
""",
    2022: """易县政府工作报告
——2022年2月18日在易县第十七届人民代表大会第一次会议上
一、2021年工作回顾
全年地区生产总值增长6.5%，一般公共预算收入增长7.2%，规模以上工业增加值增长8%。
城镇新增就业3200人。
二、2022年工作安排
今年的主要目标是：一般公共预算收入增长6%，居民消费价格涨幅控制在3%以内，地区生产总值增速高于全市0.5个百分点。
各位代表，让我们团结奋斗！
""",
    2024: """易县政府工作报告
——2024年2月6日在易县第十七届人民代表大会第四次会议上
一、2023年工作回顾
全年地区生产总值增长5.8%。2021年地区生产总值增长6.4%，2022年地区生产总值增长3.1%。
二、2024年工作安排
今年的主要预期目标是：地区生产总值增长6%以上。
各位代表，让我们团结奋斗！
""",
}


@pytest.fixture(scope="module")
def warehouse(load_texts: LoadTexts) -> Path:
    """A warehouse of one county's reports of 2021, 2022 and 2024."""
    return load_texts({f"易县{year}.txt": text for year, text in REPORTS.items()})


@pytest.fixture(scope="module")
def ask(warehouse: Path) -> Rows:
    return functools.partial(ask_warehouse, warehouse)


def test_a_target_has_its_bound_and_range_and_the_result_that_the_next_report_states(ask: Rows) -> None:
    rows = ask(
        "select headline_id, target_mention, target_bound, target_value_double, target_value_max_double, "
        "result_mention, result_report_year, verdict from bi.headlines "
        "where year = 2021 and is_stated and result_value is not null order by position"
    )
    assert rows == [
        ("gdp_growth", "7%左右", "about", 7.0, None, "6.5%", 2022, "missed"),
        ("budget_revenue_growth", "6%—8%", "range", 6.0, 8.0, "7.2%", 2022, "met"),
        ("industrial_growth", "12%", "exact", 12.0, None, "8%", 2022, "missed"),
        ("urban_new_jobs", "3000人以上", "at_least", 3000.0, None, "3200人", 2022, "met"),
    ]


def test_both_sentences_and_offsets_are_there(ask: Rows) -> None:
    (row,) = ask(
        "select target_sentence, substr(t.text, target_char_start + 1, target_char_end - target_char_start), "
        "result_sentence, substr(r.text, result_char_start + 1, result_char_end - result_char_start) "
        "from bi.headlines h join report_text t on t.report_id = h.target_report_id "
        "join report_text r on r.report_id = h.result_report_id "
        "where year = 2021 and headline_id = 'urban_new_jobs'"
    )
    assert "城镇新增就业3000人以上" in row[0]
    assert row[1] == "3000人以上"
    assert row[2] == "城镇新增就业3200人。"
    assert row[3] == "3200人"


@pytest.mark.parametrize(
    ("year", "is_stated"),
    [
        pytest.param(2021, True, id="the report states it"),
        pytest.param(2022, False, id="the report was read and states none"),
        pytest.param(2023, None, id="there is no report of that year, only a result"),
    ],
)
def test_not_stated_is_not_no_report(ask: Rows, year: int, is_stated: bool | None) -> None:
    query = (
        f"select is_stated, report_id is not null from bi.headlines where year = {year} and headline_id = 'gdp_growth'"
    )
    assert ask(query) == [(is_stated, is_stated is not None)]


def test_every_headline_has_a_row_for_each_year_with_a_report(ask: Rows) -> None:
    headlines = seeds.read("headlines")["headline_id"].to_list()
    for year in REPORTS:
        assert [
            row for (row,) in ask(f"select headline_id from bi.headlines where year = {year} order by position")
        ] == (headlines)


def test_the_list_of_targets_is_preferred_to_what_stands_elsewhere(ask: Rows) -> None:
    query = "select target_mention, target_choice, target_statements from bi.headlines where headline_id = "
    # 一般公共预算收入增长9% is said once more, outside the list
    assert ask(query + "'budget_revenue_growth' and year = 2021") == [("6%—8%", "goal_list", 2)]
    assert ask(query + "'gdp_growth' and year = 2021") == [("7%左右", "only_value", 1)]


def test_what_is_stated_otherwise_is_named(ask: Rows) -> None:
    query = "select other_target_mention from bi.headlines where headline_id = 'gdp_growth' and year = 2022"
    assert ask(query) == [("0.5个百分点",)]


def test_a_result_that_is_revised_later_keeps_what_was_said_first(ask: Rows) -> None:
    query = (
        "select result_value_double, result_report_year, result_latest_value_double, result_latest_report_year, "
        "result_revision_double, result_statements from bi.headlines where headline_id = 'gdp_growth' and year = 2021"
    )
    assert ask(query) == [(6.5, 2022, 6.4, 2024, -0.1, 2)]


def test_the_wide_form_has_a_row_a_year_and_the_same_figures(ask: Rows) -> None:
    rows = ask(
        "select year, has_report, gdp_growth_target, gdp_growth_target_bound, gdp_growth_result, gdp_growth_verdict, "
        "budget_revenue_growth_target_max from bi.headlines_wide order by year"
    )
    assert rows == [
        (2020, False, None, None, 3.5, None, None),
        (2021, True, 7.0, "about", 6.5, "missed", 8.0),
        (2022, True, None, None, 3.1, None, None),
        (2023, False, None, None, 5.8, None, None),
        (2024, True, 6.0, "at_least", None, None, None),
    ]


def test_one_command_writes_both_forms_as_tables_for_people(command: Any, warehouse: Path, tmp_path: Path) -> None:
    names, formats = "bi.headlines,bi.headlines_wide", ("--format", "csv", "--format", "xlsx")
    done = command("export", tmp_path, "--only", names, *formats, "--warehouse", warehouse, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    long = pl.read_excel(tmp_path / "bi.headlines.xlsx")
    wide = pl.read_csv(tmp_path / "bi.headlines_wide.csv")
    assert long.filter(headline_id="gdp_growth", year=2021)["target_mention"].to_list() == ["7%左右"]
    assert wide.filter(year=2021)["gdp_growth_target"].to_list() == [7.0]


def test_promises_are_listed_before_anybody_reviews_them(ask: Rows) -> None:
    query = "select mention, is_reviewed, verdict, verdict_zh from bi.targets where year = {} order by char_start"
    assert ask(query.format(2024)) == [("6%以上", False, None, None)]
    assert ("3000人以上", True, "met", "兑现") in ask(query.format(2021))


def test_marts_and_seed_fit_their_models(warehouse: Path) -> None:
    with duckdb.connect(warehouse, read_only=True) as con:
        frame = con.sql("from main.mart_headline").pl()
    assert validate("mart_headline", frame).quarantined.is_empty()
    assert list(frame.columns) == TABLES["mart_headline"].dtypes.names()
    assert validate("dim_headline", dimensions.headlines()).quarantined.is_empty()


@pytest.mark.parametrize("row", seeds.read("headlines").to_dicts(), ids=lambda row: row["headline_id"])
def test_a_headline_is_what_its_example_states(row: dict[str, str]) -> None:
    sentence = f"二、2024年工作安排\n今年的主要预期目标是：{row['example']}。"
    reports = pl.DataFrame({"report_id": ["a"], "text": [sentence], "plan_year": [2024]})
    (fact,) = extract(reports).facts.to_dicts()
    assert fact["status"] == "target"
    assert fact["indicator_id"] in row["indicator_ids"].split("|")
    assert fact["measure"] in row["measures"].split("|")
    assert fact["unit"] == row["unit"]


def test_the_indicators_of_headlines_are_in_the_catalogue() -> None:
    known = set(seeds.read("indicators")["indicator_id"])
    listed = [one for ids in seeds.read("headlines")["indicator_ids"] for one in ids.split("|")]
    assert set(listed) <= known
    assert len(set(listed)) == len(listed)
