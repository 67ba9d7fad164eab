"""Figures of tables: the head of the column, the name of the row and the caption say what they are."""

import itertools
from decimal import Decimal

import polars as pl
import pytest

from transforms.reading import Reading, read

BULLETIN = "易县2023年国民经济和社会发展统计公报\n易县统计局\n2024年3月20日\n\n一、综合\n全年生产总值增长5.6%。\n\n"

Said = tuple[str, str, str, str, str, str, str]  # mention, value, unit, measure, status, period, indicator


def table(*rows: str) -> str:
    return "\n".join("\t".join(row.split()) for row in rows)


TABLES: dict[str, tuple[str, list[Said]]] = {
    "a column of units": (
        table(
            "产品名称 计量单位 产量 比上年增长(%)",
            "水泥 万吨 64.07 -12.5",
            "其中：白酒 千升 15767 18.64",
            "爆竹 万箱 1575 6",
        ),
        [
            ("64.07", "640700", "吨", "level", "actual", "2023", "水泥"),
            ("-12.5", "-12.5", "%", "growth", "actual", "2023", "水泥"),
            ("15767", "15767", "立方米", "level", "actual", "2023", "白酒"),
            ("18.64", "18.64", "%", "growth", "actual", "2023", "白酒"),
            ("1575", "15750000", "箱", "level", "actual", "2023", "爆竹"),
            ("6", "6", "%", "growth", "actual", "2023", "爆竹"),
        ],
    ),
    "the unit in the head": (
        table("指标 绝对值（亿元） 增长（%） 比重（%）", "第一产业 20.5 4.1 16.0", "#工业 1,038 -3 40"),
        [
            ("20.5", "2050000000", "元", "level", "actual", "2023", "第一产业"),
            ("4.1", "4.1", "%", "growth", "actual", "2023", "第一产业"),
            ("16.0", "16", "%", "share", "actual", "2023", "第一产业"),
            ("1,038", "103800000000", "元", "level", "actual", "2023", "工业"),
            ("-3", "-3", "%", "growth", "actual", "2023", "工业"),
            ("40", "40", "%", "share", "actual", "2023", "工业"),
        ],
    ),
    "the unit in the caption, a year a column": (
        "表2　财政收支（单位：万元）\n" + table("指标 2022年 2023年 比上年±%", "一般公共预算收入 90000 99000 10.0"),
        [
            ("90000", "900000000", "元", "level", "actual", "2022", "一般公共预算收入"),
            ("99000", "990000000", "元", "level", "actual", "2023", "一般公共预算收入"),
            ("10.0", "10", "%", "growth", "actual", "2023", "一般公共预算收入"),
        ],
    ),
    "the unit in the name of the row, a column that says what is counted": (
        table("地区 出口额（亿美元） 增速(%) 进口额（亿美元） 增速(%)", "亚洲 1.5 2.0 0.5 -8.0"),
        [
            ("1.5", "150000000", "美元", "level", "actual", "2023", "亚洲出口额"),
            ("2.0", "2", "%", "growth", "actual", "2023", "亚洲出口额"),
            ("0.5", "50000000", "美元", "level", "actual", "2023", "亚洲进口额"),
            ("-8.0", "-8", "%", "growth", "actual", "2023", "亚洲进口额"),
        ],
    ),
    "an annex of targets": (
        table("序号 指标 单位 2025年目标", "1 城镇新增就业 万人 １.２", "2 森林覆盖率 % 40"),
        [
            ("１.２", "12000", "人", "level", "target", "2025", "城镇新增就业"),
            ("40", "40", "%", "level", "target", "2025", "森林覆盖率"),
        ],
    ),
}


def said_in(text: str) -> tuple[Reading, list[tuple[object, ...]]]:
    reading = read(pl.DataFrame({"report_id": ["a"], "text": [text]}))
    start = text.index("\t")
    facts = reading.extraction.facts.filter(pl.col("char_start") > start)
    columns = ("mention", "value", "unit", "measure", "status", "period", "indicator")
    return reading, facts.select(columns).rows()


@pytest.mark.parametrize("case", TABLES.values(), ids=TABLES)
def test_a_table_says_its_figures(case: tuple[str, list[Said]]) -> None:
    text, expected = case
    _, found = said_in(BULLETIN + text + "\n")
    assert found == [(mention, Decimal(value), *rest) for mention, value, *rest in expected]


def test_offsets_hold_and_the_ledger_accounts_for_each_figure_once() -> None:
    text = BULLETIN + TABLES["a column of units"][0] + "\n"
    reading, _ = said_in(text)
    facts, ledger = reading.extraction.facts, reading.extraction.ledger
    for start, end, mention, sentence, at in facts.select(
        "char_start", "char_end", "mention", "sentence", "sentence_start"
    ).iter_rows():
        assert text[start:end] == mention
        assert text[at : at + len(sentence)] == sentence
    spans = ledger.select("char_start", "char_end").rows()
    assert all(end <= start for (_, end), (start, _) in itertools.pairwise(spans))
    assert set(ledger.filter(disposition="fact")["fact_id"]) == set(facts["fact_id"])


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(table("指标 数值", "粮食 12.5", "油料 3.1"), id="no unit anywhere"),
        pytest.param(table("姓名 职务", "张三 县长", "李四 副县长"), id="no figure"),
        pytest.param(table("2022 2023", "12.5 13"), id="no name"),
        pytest.param("一行\t5", id="one row"),
    ],
)
def test_a_figure_that_nobody_names_is_no_fact(text: str) -> None:
    _, found = said_in(BULLETIN + text + "\n")
    assert found == []
