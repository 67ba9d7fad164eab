"""A place keeps one key over changes of its code, and knows what it lies in."""

from pathlib import Path

import pytest

import seeds
from tests.conftest import Command, ask
from tests.warehouse.conftest import LoadTexts
from warehouse import dimensions

REPORTS = {
    (
        "徐水县",
        2014,
    ): "一、2013年工作回顾\n全年地区生产总值完成148亿元，增长9.1%。\n二、2014年工作安排\n地区生产总值增长9%。\n",
    (
        "徐水区",
        2015,
    ): "一、2014年工作回顾\n全年地区生产总值增长8.8%。\n二、2015年工作安排\n新建公园5个。\n",
    (
        "徐水区",
        2017,
    ): "一、2016年工作回顾\n全年地区生产总值完成176亿元，增长7.2%。\n二、2017年工作安排\n地区生产总值增长8%。\n",
}


@pytest.fixture(scope="module")
def warehouse(load_texts: LoadTexts) -> Path:
    """A warehouse of a county that became a district: 130625 until 2014, 130609 since."""
    head = "保定市{place}政府工作报告\n——{year}年2月20日在保定市{place}人民代表大会上\n"
    return load_texts(
        {
            f"{year}.txt": f"{head.format(place=place, year=year)}{text}各位代表，让我们团结奋斗！\n"
            for (place, year), text in REPORTS.items()
        }
    )


def test_reports_keep_the_code_of_their_time_and_say_the_one_of_today(warehouse: Path) -> None:
    query = "select region_code, current_code, province_name, prefecture_name from bi.reports order by report_year"
    assert ask(warehouse, query) == [
        ("130625", "130609", "河北省", "保定市"),
        ("130609", "130609", "河北省", "保定市"),
        ("130609", "130609", "河北省", "保定市"),
    ]


def test_the_review_under_the_new_code_answers_the_promise_under_the_old_one(warehouse: Path) -> None:
    outcomes = "select region_code, current_code, target_mention, actual_mention, verdict from bi.targets_outcomes"
    assert ask(warehouse, outcomes) == [("130625", "130609", "9%", "8.8%", "missed")]
    assert ask(warehouse, "select region_code from fact_outcome") == [("130625",)]


def test_the_years_of_a_place_are_counted_over_its_codes(warehouse: Path) -> None:
    coverage = "select region_code, region_name, report_years, missing_years, province_name from bi.coverage"
    assert ask(warehouse, coverage) == [("130609", "河北省保定市徐水区", "2014 2015 2017", "2016", "河北省")]


@pytest.mark.parametrize("name", ["徐水", "徐水县", "130625", "130609"])
def test_a_place_is_summed_up_over_its_codes(warehouse: Path, command: Command, name: str) -> None:
    done = command("place", name, "--warehouse", warehouse, cwd=warehouse.parent)
    assert done.stdout.splitlines()[0] == "河北省保定市徐水区 · 县级 · 130609 · 河北省"
    assert [year for year in ("2014", "2015", "2017") if f"  {year}  " in done.stdout] == ["2014", "2015", "2017"]


def test_a_series_goes_on_under_the_code_of_today(warehouse: Path) -> None:
    series = "select region_code, region_name, year, level_latest_double from bi.series where indicator_id = 'gdp'"
    assert sorted(ask(warehouse, series)) == [
        ("130609", "河北省保定市徐水区", 2013, 14_800_000_000.0),
        ("130609", "河北省保定市徐水区", 2014, None),
        ("130609", "河北省保定市徐水区", 2016, 17_600_000_000.0),
    ]
    headlines = (
        "select region_code, year, target_mention from bi.headlines where headline_id = 'gdp_growth' and is_stated"
    )
    assert sorted(ask(warehouse, headlines)) == [("130609", 2014, "9%"), ("130609", 2017, "8%")]


@pytest.mark.parametrize(
    ("code", "successor", "today"),
    [
        pytest.param("132423", "130625", "130609", id="a county that changed twice"),
        pytest.param("130609", None, "130609", id="a code in force"),
        pytest.param("110103", None, "110103", id="a district that was merged into another has no successor"),
    ],
)
def test_a_code_leads_to_that_of_today(code: str, successor: str | None, today: str) -> None:
    places = dimensions.regions().filter(region_code=code)
    assert places.select("successor_code", "current_code").unique().rows() == [(successor, today)]


def test_successors_are_known_places_and_none_leads_back() -> None:
    rows = seeds.read("region_successors").to_dicts()
    known = set(seeds.read("regions")["code"])
    assert {row["code"] for row in rows} | {row["successor_code"] for row in rows} <= known
    went = {row["code"]: row["year"] for row in rows}
    assert len(went) == len(rows)
    assert [row for row in rows if went.get(row["successor_code"], "9999") <= row["year"]] == []
