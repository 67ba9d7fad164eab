"""Which of several texts of one place is the report that counts."""

from collections.abc import Iterable
from datetime import date
from typing import Any

import polars as pl
import pytest

from transforms.comparison.copies import find_copies

REVIEW = [
    "全市地区生产总值增长6.1%",
    "一般公共预算收入达到120.5亿元",
    "城镇新增就业3.4万人左右",
    "新建改扩建中小学校12所",
    "老旧小区改造惠及居民8600户",
    "空气质量优良天数达到310天",
]
PLAN = [
    "地区生产总值预期增长5.5%左右",
    "城镇新增就业力争3万人以上",
    "建成开放口袋公园25个以上",
    "新增养老床位不少于1200张",
    "完成农村公路提档升级90公里",
    "粮食播种面积稳定在45万亩",
]
LAST_YEAR = ["全市地区生产总值增长7.3%", "城镇新增就业2.9万人左右", "新建改扩建中小学校9所", "污水处理率提高到95%"]
FULL = "，".join(REVIEW) + "。" + "；".join(PLAN) + "。"
LONG = FULL + "，".join(LAST_YEAR) + "。"


def report(name: str, text: str, **changes: Any) -> dict[str, Any]:
    known = {
        "report_id": name,
        "text": text,
        "region_code": "130600",
        "report_year": 2024,
        "kind": "government_work_report",
        "is_partial": False,
        "delivered_on": date(2024, 1, 16),
        "source_url": None,
        "source_format": "txt",
        "source_path": f"{name}.txt",
    }
    return known | changes


def compared(reports: Iterable[dict[str, Any]]) -> pl.DataFrame:
    types = {"source_url": pl.String(), "region_code": pl.String(), "delivered_on": pl.Date()}
    return find_copies(pl.DataFrame(list(reports), schema_overrides=types, infer_schema_length=None))


def primaries(reports: Iterable[dict[str, Any]]) -> dict[str, str]:
    found = compared(reports)
    return dict(found.select("report_id", "primary_report_id").iter_rows())


def parts(reports: Iterable[dict[str, Any]]) -> dict[str, str | None]:
    found = compared(reports)
    assert found["is_primary"].all()
    return dict(found.select("report_id", "part_of_report_id").iter_rows())


CASES: dict[str, tuple[list[dict[str, Any]], dict[str, str]]] = {
    "the same text in two files counts once": (
        [report("docx", FULL), report("txt", FULL)],
        {"docx": "docx", "txt": "docx"},
    ),
    "line breaks and punctuation are layout": (
        [
            report("page", FULL.replace("，", "\n\n，")),
            report("wrapped", FULL.replace("公", "公\n").replace("，", "。")),
        ],
        {"page": "page", "wrapped": "page"},
    ),
    "an excerpt stands behind the full text": (
        [report("a-part", "。".join(PLAN), is_partial=True), report("full", FULL)],
        {"a-part": "full", "full": "full"},
    ),
    "a menu around a text does not make it fuller": (
        [report("page", LONG + "\n网站导航菜单列表", source_path="z.html"), report("text", LONG)],
        {"page": "text", "text": "text"},
    ),
    "a government's own page is the best source": (
        [report("copied", FULL), report("own", FULL, source_url="https://www.bd.gov.cn/a.html")],
        {"copied": "own", "own": "own"},
    ),
    "what was laid out for print is the worst": (
        [report("a", FULL, source_format="pdf"), report("b", FULL)],
        {"a": "b", "b": "b"},
    ),
    "one text of two years is one report, of the year that a date says": (
        [report("dated", FULL), report("a-guess", FULL, report_year=2023, delivered_on=None)],
        {"dated": "dated", "a-guess": "dated"},
    ),
    "one text of two kinds is one report": (
        [report("a", FULL), report("b", FULL, kind="other")],
        {"a": "a", "b": "a"},
    ),
    "two years of one place are two reports, though they share phrases": (
        [report("2024", FULL), report("2023", "。".join(LAST_YEAR + PLAN[:2]), report_year=2023)],
        {"2024": "2024", "2023": "2023"},
    ),
    "other places say the same of themselves": (
        [report("here", FULL), report("there", FULL, region_code="130700")],
        {"here": "here", "there": "there"},
    ),
    "an excerpt of another kind is another document": (
        [report("resolution", "。".join(REVIEW[:3]), kind="resolution"), report("full", FULL)],
        {"resolution": "resolution", "full": "full"},
    ),
    "where nobody knows the place, each counts for itself": (
        [report("a", FULL, region_code=None), report("b", FULL, region_code=None)],
        {"a": "a", "b": "b"},
    ),
    "a text without a clause is like no other": (
        [report("a", "见附件。"), report("b", "见附件。")],
        {"a": "a", "b": "b"},
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_one_of_several_texts_counts(name: str) -> None:
    reports, expected = CASES[name]
    assert primaries(reports) == expected
    assert primaries(reversed(reports)) == expected


def test_parts_of_a_report_all_count_and_name_the_first() -> None:
    first = report("first", "，".join(REVIEW), is_partial=True, source_path="gzbg.html")
    second = report("second", "，".join(PLAN), is_partial=True, source_path="gzbg_2.html")
    assert parts([second, first]) == {"first": "first", "second": "first"}
    assert parts([first, report("whole", "，".join(PLAN))]) == {"first": None, "whole": None}
    assert parts([first, second | {"report_year": 2025}]) == {"first": None, "second": None}


def test_parts_under_one_name_with_numbers() -> None:
    first = report("first", "，".join(REVIEW), source_path="bg/2024_1.html")
    second = report("second", "，".join(PLAN), source_path="bg/2024_2.html")
    assert parts([second, first]) == {"first": "first", "second": "first"}
    assert parts([first, second | {"source_path": "bg/plan.html"}]) == {"first": None, "second": None}


def test_what_is_a_copy_says_why() -> None:
    reports = [report("full", FULL), report("part", "。".join([*PLAN[:3], LAST_YEAR[0]]))]
    evidence = compared(reports)["copy_evidence"].to_list()
    # 37 of 48 characters of its clauses: 城镇新增就业力争3万人以上 is one of 13
    assert evidence == [None, "77% of its text is in the report that counts"]
