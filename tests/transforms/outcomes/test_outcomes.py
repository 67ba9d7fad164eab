"""Outcomes as a table: one result for each target, whole and in portions, in any order."""

from datetime import date
from decimal import Decimal

import polars as pl
import pytest

from schemas.validate import validate
from tests.outcomes import FACT, REPORTS, fact, grew, growth, outcome, outcomes, result
from transforms.comparison import portions
from transforms.comparison.passages import add_passages
from transforms.outcomes import match_outcomes, phrases


def test_the_best_result_is_taken_and_only_once() -> None:
    whole = fact("39个", "39", "个", "省市重点项目", action="实施")
    part = fact("37个", "37", "个", "市重点", char_start=20)
    done = result("27项", "27", "项", "省、市重点项目", action="实施")
    rows = {row["target_fact_id"]: row for row in outcomes(whole, part, done).iter_rows(named=True)}
    assert rows[whole["fact_id"]]["actual_fact_id"] == done["fact_id"]
    assert rows[part["fact_id"]]["actual_fact_id"] is None


def test_a_promise_said_again_under_another_name_of_its_indicator_shares_the_result() -> None:
    again = {"char_start": 40, "sentence": "经济增长预期9%，符合实际。"}
    twice = [growth("9%", "9"), growth("9%", "9", fact_id="again", indicator="经济增长", **again)]
    done = grew("9.5")
    assert outcomes(*twice, done)["actual_fact_id"].to_list() == [done["fact_id"]] * 2


def test_attainment_is_the_result_by_the_target() -> None:
    missed = outcome(
        fact("720万人次", "7200000", "人次", "接待游客"), result("403万人次", "4030000", "人次", "接待游客")
    )
    assert (missed["verdict"], missed["attainment"]) == ("missed", Decimal("0.559722"))


def test_what_cannot_be_compared_has_no_attainment() -> None:
    unlike = outcome(
        fact("20家", "20", "家", "绿色工厂", action="新增"),
        result("96家", "96", "家", "绿色工厂", sentence="全市绿色工厂累计达到96家。", basis="cumulative"),
    )
    assert (unlike["verdict"], unlike["attainment"]) == ("unclear", None)


def test_targets_that_no_later_report_reviews_have_no_row() -> None:
    later = growth("9%", "9", period="2025", period_start=date(2025, 1, 1), period_end=date(2025, 12, 31))
    assert outcomes(later, grew("9.5")).is_empty()


def test_order_of_rows_does_not_matter() -> None:
    facts = [growth("9%", "9"), fact("5个", "5", "个", "口袋公园"), grew("9.5"), result("6个", "6", "个", "口袋公园")]
    assert outcomes(*facts).equals(outcomes(*reversed(facts)))


def test_portions_of_places_give_what_the_whole_gives(monkeypatch: pytest.MonkeyPatch) -> None:
    there = {"report_id": "elsewhere", "status": "actual"}
    facts = [growth("9%", "9"), grew("9.5"), growth("8%", "8", report_id="plan_elsewhere"), grew("7", **there)]
    whole = outcomes(*facts)
    monkeypatch.setattr(portions, "FACTS_AT_ONCE", 1)
    assert outcomes(*facts).equals(whole)
    assert sorted(whole["verdict"]) == ["met", "missed"]


def test_no_facts_have_no_outcomes() -> None:
    assert outcomes().is_empty()


def test_rows_fit_the_table() -> None:
    facts = [growth("9%", "9"), fact("5个", "5", "个", None), grew("9.5")]
    ids = {row["fact_id"]: f"{number:016x}" for number, row in enumerate(facts)}
    frame = outcomes(*(row | {"fact_id": ids[row["fact_id"]]} for row in facts))
    assert validate("fact_outcome", frame).quarantined.is_empty()
    assert frame["verdict"].to_list() == ["met", "unreported"]


@pytest.mark.parametrize(
    ("phrase", "core"),
    [
        ("全区新建“口袋公园”建设任务", "口袋公园"),
        ("省级专精特新中小企业", "专精特新企业"),
        ("省、市重点项目", "重点项目"),
        ("老旧小区微改造项目完工", "老旧小区改造"),
        ("赤字率拟按", "赤字率"),
        ("项目", "项目"),
    ],
)
def test_phrases_are_brought_to_one_form(phrase: str, core: str) -> None:
    assert phrases.normalised(pl.Series([phrase])).item() == core


@pytest.mark.parametrize(
    ("phrase", "levels"),
    [("省、市重点项目", "市省"), ("市级以上龙头企业", "市"), ("城市公园", ""), ("国家高新技术企业", "国家")],
)
def test_levels_are_named_in_one_order(phrase: str, levels: str) -> None:
    assert phrases.levels(pl.Series([phrase])).item() == levels


def test_the_clause_of_each_of_three_equal_mentions() -> None:
    sentence = "新建公园6个，改造小区16个，完工6个。"
    starts = {"6个": [104, 117], "16个": [111]}
    rows = [
        {"char_start": start, "mention": mention, "sentence": sentence, "sentence_start": 100}
        for mention, places in starts.items()
        for start in places
    ]
    framed = add_passages(pl.DataFrame(rows, schema_overrides={"char_start": pl.Int32, "sentence_start": pl.Int32}))
    assert framed["lead"].to_list() == ["新建公园", "完工", "改造小区"]


@pytest.mark.parametrize(
    ("kind", "count"),
    [
        ("government_work_report", 1),
        ("development_plan", 1),
        ("plan_report", 1),
        ("budget_report", 1),
        ("statistical_bulletin", 0),
        ("resolution", 0),
        ("other", 0),
    ],
)
def test_only_some_kinds_of_document_promise(kind: str, count: int) -> None:
    facts = pl.DataFrame(
        [growth("9%左右", "9", "about"), grew("8.9")], schema={name: FACT[name] for name in FACT.names()}, orient="row"
    )
    of_plan = pl.col("report_id") == "plan2022"
    reports = REPORTS.with_columns(kind=pl.when(of_plan).then(pl.lit(kind)).otherwise("kind"))
    assert match_outcomes(facts, reports).height == count
