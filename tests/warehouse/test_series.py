"""What enters a place's series: one unit, exact before rough, the place's own figures, shares as well as levels."""

from pathlib import Path

import pytest

from tests.conftest import ask
from tests.warehouse.conftest import LoadTexts

REPORTS = {
    2021: """易县政府工作报告
——2021年2月20日在易县第十六届人民代表大会第七次会议上
一、2020年工作回顾
全年地区生产总值完成121.3亿元，增长3.5%；一般公共预算收入完成8.12亿元，增长5%。
出口总额2.1亿元。全社会研发投入占地区生产总值比重达到1.52%。一般公共预算支出的七成以上用于民生。
开发区地区生产总值完成41亿元，增长9%。地区生产总值比“十二五”末增长34%。
二、2021年工作安排
今年的主要预期目标是：地区生产总值增长7%。
各位代表，让我们团结奋斗！
""",
    2022: """易县政府工作报告
——2022年2月18日在易县第十七届人民代表大会第一次会议上
一、2021年工作回顾
2020年地区生产总值突破120亿元，2021年达到130.2亿元，增长6.5%。
出口总额3100万美元。
二、2022年工作安排
今年的主要预期目标是：地区生产总值增长7%，今后五年地区生产总值年均增长6.5%以上。
各位代表，让我们团结奋斗！
""",
    2023: """易县政府工作报告
——2023年2月8日在易县第十七届人民代表大会第三次会议上
一、2022年工作回顾
全年地区生产总值完成140亿元，增长7.1%。
出口总额2.4亿元。
二、2023年工作安排
今年的主要预期目标是：地区生产总值增长7%。
各位代表，让我们团结奋斗！
""",
}


@pytest.fixture(scope="module")
def warehouse(load_texts: LoadTexts) -> Path:
    """A warehouse of one county's reports of three years."""
    return load_texts({f"易县{year}.txt": text for year, text in REPORTS.items()})


def test_an_exact_level_is_not_displaced_by_a_rough_one_that_is_said_later(warehouse: Path) -> None:
    query = (
        "select level_latest_double, level_latest_report_year from bi.series where indicator_id = 'gdp' and year = 2020"
    )
    # the report of 2022 only says 突破120亿元
    assert ask(warehouse, query) == [(12_130_000_000.0, 2021)]


def test_a_series_has_one_unit(warehouse: Path) -> None:
    query = "select year, unit, level_latest_double from bi.series where indicator_id = 'exports' order by year"
    # 3100万美元 is no 元, and stays in bi.facts
    assert ask(warehouse, query) == [(2020, "元", 210_000_000.0), (2022, "元", 240_000_000.0)]


def test_a_part_and_a_growth_since_another_year_stay_out(warehouse: Path) -> None:
    query = "select level_double, growth_double from bi.indicator_panel where indicator_id = 'gdp' and year = 2020"
    # neither 开发区41亿元, 9% nor 比“十二五”末增长34%
    assert ask(warehouse, query) == [(12_130_000_000.0, 3.5)]


def test_shares_have_a_place_in_panel_and_series(warehouse: Path) -> None:
    panel = "select level_double, share_double, share_of from bi.indicator_panel where indicator_id = "
    # an indicator that is a ratio by itself is a level, however it is said: 占地区生产总值比重达到1.52%
    assert ask(warehouse, panel + "'rd_intensity' and year = 2020") == [(1.52, None, None)]
    assert ask(warehouse, panel + "'general_budget_expenditure' and year = 2020") == [(None, 70.0, None)]
    series = "select share_latest_double, share_statements, share_rank from bi.series "
    series += (
        "join bi.rankings using (region_code, indicator_id, year) where indicator_id = 'general_budget_expenditure'"
    )
    assert ask(warehouse, series) == [(70.0, 1, 1)]


def test_targets_of_several_years_are_told_from_yearly_ones(warehouse: Path) -> None:
    query = "select period, basis, mention from bi.targets where report_year = 2022 order by all"
    assert ask(warehouse, query) == [("2022", None, "7%"), ("2022/2026", "annual_average", "6.5%以上")]
    query = "select distinct period, basis from bi.targets_outcomes where indicator_id = 'gdp'"
    assert sorted(ask(warehouse, query)) == [("2021", None), ("2022", None)]
