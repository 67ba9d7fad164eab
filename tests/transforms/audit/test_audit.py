"""Contradictions between numbers, and what is none. Facts are written by hand here, the arithmetic too."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import polars as pl
import pytest

from schemas.registry import TABLES
from schemas.validate import validate
from transforms.audit import audit

FACT = TABLES["fact_quantity"].dtypes
REPORTS = pl.DataFrame(
    [
        (f"r{year}", "130633", "河北省保定市易县", "county", year, year - 1, "government_work_report")
        for year in (2020, 2021, 2022, 2023)
    ],
    schema=["report_id", "region_code", "region_name", "region_level", "report_year", "review_end", "kind"],
    orient="row",
)
MONEY = {"unit": "元", "indicator": "一般公共预算收入", "indicator_id": "general_budget_revenue"}
TOURISTS = {"unit": "人次", "indicator": "接待游客", "indicator_id": "tourists"}

Row = dict[str, Any]


def fact(mention: str, value: str, number: str, year: int, **other: Any) -> Row:
    """A result of a year in the next year's report; `number` is the stated numeral, `at` its place in the sentence."""
    at = other.pop("at", 0)
    report = other.pop("report", year + 1)
    row: Row = {
        "fact_id": f"{mention}@{report}+{at}",
        "report_id": f"r{report}",
        "char_start": at,
        "char_end": at + len(mention),
        "mention": mention,
        "value": Decimal(value),
        "stated_number": number,
        "bound": "exact",
        "measure": "level",
        "status": "actual",
        "period": str(year),
        "period_start": date(year, 1, 1),
        "period_end": date(year, 12, 31),
        "sentence": f"{other.get('indicator', '')}{mention}。",
    }
    return row | other


def framed(facts: Sequence[Row]) -> pl.DataFrame:
    """The facts as a frame, each with the place where its sentence begins."""
    placed = [row | {"sentence_start": row["char_start"] - row["sentence"].index(row["mention"])} for row in facts]
    return pl.DataFrame(placed, schema={name: FACT[name] for name in FACT.names()}, orient="row")


def findings(*facts: Row) -> list[Row]:
    return audit(framed(facts), REPORTS).to_dicts()


def kinds(*facts: Row) -> list[str]:
    return [finding["kind"] for finding in findings(*facts)]


REVENUE = "一般公共预算收入完成8.9亿元，同比增长29%。"


def revenue(growth: str) -> list[Row]:
    said = REVENUE.replace("29", growth)
    return [
        fact("8.9亿元", "890000000", "8.9", 2021, at=10, sentence=said, **MONEY),
        fact(f"{growth}%", growth, growth, 2021, at=20, sentence=said, **(MONEY | {"unit": "%", "measure": "growth"})),
    ]


def test_growth_that_does_not_follow_from_the_levels() -> None:
    before = fact("5.2亿元", "520000000", "5.2", 2020, **MONEY)
    (finding,) = findings(before, *revenue("29"))
    assert (finding["kind"], finding["severity"]) == ("growth_mismatch", "high")
    assert (finding["fact_id"], finding["other_fact_id"]) == ("29%@2022+20", "5.2亿元@2021+0")
    # 8.9 / 5.2 = 1.7115; within the rounding 8.85 / 5.25 = 1.6857: at least 68.6 % - 29.5 % = 39.1 points away
    assert finding["expected"] == Decimal("71.15")
    assert finding["explanation"] == (
        "2021年一般公共预算收入：8.9亿元，增长29%；上年为5.2亿元，按两年水平计算应增长71.2%，相差39.1个百分点"
    )


@pytest.mark.parametrize(
    ("before", "growth"),
    [
        pytest.param("6.9", "29", id="8.9 / 6.9 = 1.2899"),
        pytest.param("7", "25", id="7 may be 7.4, and 8.9 / 7.4 = 1.203"),
        pytest.param("7.4", "14", id="revised base: less than the tolerance of the indicator away"),
    ],
)
def test_rounding_and_revision_are_no_contradiction(before: str, growth: str) -> None:
    earlier = fact(f"{before}亿元", str(int(Decimal(before) * 10**8)), before, 2020, **MONEY)
    assert kinds(earlier, *revenue(growth)) == []


def test_one_thing_with_two_values_in_one_report() -> None:
    facts = [
        fact("47亿元", "4700000000", "47", 2021, sentence="一般公共预算收入完成47亿元。", **MONEY),
        fact("63.8亿元", "6380000000", "63.8", 2021, at=90, sentence="一般公共预算收入达到63.8亿元。", **MONEY),
    ]
    (finding,) = findings(*facts)
    assert (finding["kind"], finding["expected"], finding["found"]) == ("conflicting_values", 4700000000, 6380000000)
    assert finding["explanation"] == "2021年一般公共预算收入：2022年报告称47亿元，同一报告又称63.8亿元"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param(("3.4万人次", "34000", "3.4"), ("34012人次", "34012", "34012"), id="rounded"),
        pytest.param(("3.4万人次", "34000", "3.4"), ("3.5万人次", "35000", "3.5"), id="revised by less than 5%"),
    ],
)
def test_values_that_agree_within_their_rounding(one: tuple[str, str, str], other: tuple[str, str, str]) -> None:
    assert kinds(fact(*one, 2021, **TOURISTS), fact(*other, 2021, at=50, **TOURISTS)) == []


def test_a_slip_of_the_unit_stands_out_of_its_series() -> None:
    facts = [
        fact("5.2亿元", "520000000", "5.2", 2019, **MONEY),
        fact("5.9万元", "59000", "5.9", 2020, **MONEY),
        fact("6.8亿元", "680000000", "6.8", 2021, **MONEY),
    ]
    (finding,) = findings(*facts)
    assert (finding["kind"], finding["severity"], finding["fact_id"]) == ("unit_slip", "high", "5.9万元@2021+0")
    assert (
        finding["explanation"] == "一般公共预算收入：2020年为5.9万元，2019年为5.2亿元，相差8814倍，疑为单位或小数点之误"
    )


def test_a_slip_at_the_end_of_a_series() -> None:
    facts = [
        fact("5.2亿元", "520000000", "5.2", 2019, **MONEY),
        fact("5.9亿元", "590000000", "5.9", 2020, **MONEY),
        fact("68亿元", "6800000000", "68", 2021, **MONEY),
    ]
    assert [(row["kind"], row["fact_id"]) for row in findings(*facts)] == [("unit_slip", "68亿元@2022+0")]
    assert kinds(*facts[1:]) == []


def test_a_series_that_grows_is_no_slip() -> None:
    assert kinds(*(fact(f"{n}亿元", f"{n}00000000", str(n), 2010 + n, report=2022, **MONEY) for n in (5, 6, 9))) == []


def chargers() -> list[Row]:
    said = "截至目前，累计建成充电桩{}个。"
    charger = {"unit": "个", "indicator": "公共充电桩"}
    return [
        fact("900个", "900", "900", 2020, at=12, sentence=said.format(900), **charger),
        fact("650个", "650", "650", 2021, at=12, sentence=said.format(650), **charger),
    ]


def test_a_cumulative_total_that_shrank() -> None:
    (finding,) = findings(*chargers())
    assert (finding["kind"], finding["expected"], finding["found"]) == ("shrinking_total", 900, 650)


PARTS = "市级以上企业30家，其中国家级{}家、省级{}家。"


def parts(national: int, provincial: int) -> list[Row]:
    said = PARTS.format(national, provincial)
    numbers = {"市级以上企业": (30, 6), "国家级企业": (national, 15), "省级企业": (provincial, said.index("省级") + 2)}
    return [
        fact(f"{n}家", str(n), str(n), 2021, at=at, unit="家", indicator=name, sentence=said)
        for name, (n, at) in numbers.items()
    ]


@pytest.mark.parametrize(
    ("national", "provincial", "explanation"),
    [
        pytest.param(4, 26, None, id="4 + 26 = 30"),
        pytest.param(2, 12, None, id="other parts are not named"),
        pytest.param(4, 36, "其中省级企业36家，多于总数市级以上企业30家", id="36 > 30"),
        pytest.param(4, 28, "其中各项到省级企业28家为止相加已多于总数市级以上企业30家", id="4 + 28 > 30"),
    ],
)
def test_parts_and_their_total(national: int, provincial: int, explanation: str | None) -> None:
    found = [finding["explanation"] for finding in findings(*parts(national, provincial))]
    assert found == ([] if explanation is None else [explanation])


def shares(*numbers: str) -> list[Row]:
    said = "三次产业比" + ":".join(numbers) + "。"
    places = [said.index(number) for number in numbers]
    return [
        fact(number, number, number, 2021, at=at, unit="%", measure="share", indicator="三次产业比", sentence=said)
        for number, at in zip(numbers, places, strict=True)
    ]


@pytest.mark.parametrize(
    ("numbers", "explanation"),
    [
        pytest.param(["28.3", "43.9", "27.8"], None, id="100"),
        pytest.param(["28.3", "43.9", "27.7"], None, id="99.9 is rounding"),
        pytest.param(["28.3", "43.9", "37.8"], "三次产业比28.3:43.9:37.8：各项相加为110.0，不是100", id="110"),
    ],
)
def test_shares_of_a_ratio(numbers: list[str], explanation: str | None) -> None:
    found = [finding["explanation"] for finding in findings(*shares(*numbers))]
    assert found == ([] if explanation is None else [explanation])


def test_sectors_and_gdp() -> None:
    names = {
        "生产总值": ("gdp", "130"),
        "第一产业增加值": ("primary_industry_value_added", "20"),
        "第二产业增加值": ("secondary_industry_value_added", "40"),
        "第三产业增加值": ("tertiary_industry_value_added", "60"),
    }
    rows = [
        fact(f"{n}亿元", f"{n}00000000", n, 2021, at=20 * i, unit="元", indicator=name, indicator_id=code)
        for i, (name, (code, n)) in enumerate(names.items())
    ]
    (finding,) = findings(*rows)
    assert (finding["expected"], finding["found"]) == (12_000_000_000, 13_000_000_000)
    assert finding["explanation"] == "2021年生产总值130亿元，三次产业20亿元、40亿元、60亿元相加为120.0亿元"


@pytest.mark.parametrize(
    ("indicator", "number", "measure", "explanation"),
    [
        pytest.param("命案破案率", "9637", "level", "命案破案率9637%：超出0至100%", id="a rate of 9637%"),
        pytest.param("命案破案率", "96.37", "level", None, id="96.37%"),
        pytest.param("任务完成率", "138", "level", None, id="a completion rate may be more than whole"),
        pytest.param("拨备覆盖率", "250", "level", None, id="a rate that is no part of a whole"),
        pytest.param("信访总量", "-120", "growth", "信访总量-120%：降幅不可能超过100%", id="a fall by more than all"),
        pytest.param("出口", "45", "growth", None, id="growth by 45%"),
    ],
)
def test_percentages_within_reason(indicator: str, number: str, measure: str, explanation: str | None) -> None:
    row = fact(f"{number}%", number, number, 2021, unit="%", measure=measure, indicator=indicator)
    assert [finding["explanation"] for finding in findings(row)] == ([] if explanation is None else [explanation])


def at_year(mention: str, value: str, number: str, year: int, said: str, **other: Any) -> Row:
    """A fact that stands in a sentence where its mention does."""
    return fact(mention, value, number, year, at=said.index(mention), sentence=said, **other)


EXPORTS = {"unit": "元", "indicator": "出口总值", "indicator_id": "exports"}
INCOME = {"unit": "元", "indicator": "居民人均可支配收入"}
CITY = "居民人均可支配收入2.2万元，其中城镇居民3.5万元。"
SINCE = "一般公共预算收入完成8.9亿元，比“十二五”末增长74%。"
TAXES = {"unit": "元", "indicator": "减免税费总额"}

NO_CONTRADICTIONS: dict[str, list[Row]] = {
    "what a part exports is not what the place does": [
        at_year("25亿元", "2500000000", "25", 2021, "全县出口总值25亿元。", **EXPORTS),
        at_year("3亿元", "300000000", "3", 2021, "以毛巾为代表的产品出口总值3亿元。", **EXPORTS)
        | {"fact_id": "of a part"},
    ],
    "what is new is not what there is": [
        at_year("52亿元", "5200000000", "52", 2021, "一般公共预算收入完成52亿元。", **MONEY),
        at_year("5亿元", "500000000", "5", 2021, "一般公共预算收入新增5亿元。", action="新增", **MONEY),
    ],
    "an average is no sum of its parts": [
        at_year("2.2万元", "22000", "2.2", 2021, CITY, **INCOME),
        at_year("3.5万元", "35000", "3.5", 2021, CITY, **(INCOME | {"indicator": "城镇居民人均可支配收入"})),
    ],
    "累计 of a year is no running total": [
        at_year("2亿元", "200000000", "2", 2020, "累计减免税费总额2亿元。", **TAXES),
        at_year("1亿元", "100000000", "1", 2021, "累计减免税费总额1亿元。", **TAXES),
    ],
    "growth since another year": [
        fact("7.5亿元", "750000000", "7.5", 2020, **MONEY),
        at_year("8.9亿元", "890000000", "8.9", 2021, SINCE, **MONEY),
        at_year("74%", "74", "74", 2021, SINCE, **(MONEY | {"unit": "%", "measure": "growth"})),
    ],
    "one of two earlier levels fits": [
        at_year("9.9亿元", "990000000", "9.9", 2020, "国库一般公共预算收入9.9亿元。", **MONEY),
        fact("6.9亿元", "690000000", "6.9", 2020, at=60, **MONEY),
        *revenue("29"),
    ],
    "a count that was taken for a share": [
        fact("389.75万", "3897500", "389.75", 2021, unit="%", measure="share", indicator="旅居人数"),
    ],
}


@pytest.mark.parametrize("name", NO_CONTRADICTIONS)
def test_what_no_careful_reader_calls_a_contradiction(name: str) -> None:
    assert kinds(*NO_CONTRADICTIONS[name]) == []


def test_kinds_that_were_seldom_worth_a_look_are_not_shown() -> None:
    shown = {finding["kind"]: finding["is_shown"] for finding in findings(*parts(4, 36), *chargers())}
    assert shown == {"sum_mismatch": True, "shrinking_total": False}


def test_targets_contradict_nothing() -> None:
    row = fact("9637%", "9637", "9637", 2021, unit="%", indicator="命案破案率", status="target")
    assert kinds(row) == []


def test_order_of_rows_does_not_matter() -> None:
    facts = [fact("5.2亿元", "520000000", "5.2", 2020, **MONEY), *revenue("29"), *parts(4, 36)]
    assert findings(*facts) == findings(*reversed(facts))


def test_rows_fit_the_table() -> None:
    facts = [*parts(4, 36), *shares("28.3", "43.9", "37.8")]
    named = [row | {"fact_id": f"{number:016x}"} for number, row in enumerate(facts)]
    frame = audit(framed(named), REPORTS)
    assert frame.height == 2
    assert validate("audit_finding", frame).quarantined.is_empty()


def test_no_facts_have_no_findings() -> None:
    assert findings() == []
