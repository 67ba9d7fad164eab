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
        table("国家和地区 出口额（亿美元） 增速(%) 进口额（亿美元） 增速(%)", "亚洲 1.5 2.0 0.5 -8.0"),
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
    "names that stand twice": (
        "2023年进出口情况\n"
        + table(
            "指标 金额（亿元） 比上年增长（%）",
            "出口额 30.5 -1.8",
            "其中：一般贸易 20 2",
            "进口额 9 3",
            "其中：一般贸易 7 -4",
        ),
        [
            ("30.5", "3050000000", "元", "level", "actual", "2023", "出口额"),
            ("-1.8", "-1.8", "%", "growth", "actual", "2023", "出口额"),
            ("20", "2000000000", "元", "level", "actual", "2023", "一般贸易出口额"),
            ("2", "2", "%", "growth", "actual", "2023", "一般贸易出口额"),
            ("9", "900000000", "元", "level", "actual", "2023", "进口额"),
            ("3", "3", "%", "growth", "actual", "2023", "进口额"),
            ("7", "700000000", "元", "level", "actual", "2023", "一般贸易进口额"),
            ("-4", "-4", "%", "growth", "actual", "2023", "一般贸易进口额"),
        ],
    ),
    "a caption of growth": (
        "表1　居民消费价格涨跌幅度（单位：%）\n"
        + table("指标名称 2022年 2023年", "一、食品烟酒 1.4 2.7", "二、衣着[3] 1 -2.4"),
        [
            ("1.4", "1.4", "%", "growth", "actual", "2022", "食品烟酒"),
            ("2.7", "2.7", "%", "growth", "actual", "2023", "食品烟酒"),
            ("1", "1", "%", "growth", "actual", "2022", "衣着"),
            ("-2.4", "-2.4", "%", "growth", "actual", "2023", "衣着"),
        ],
    ),
    "targets with bounds, growth and a fall in the name": (
        table(
            "类别 指标 单位 2023年完成 2024年目标 属性",
            "经济 地区生产总值增长 % 5.6 6左右 预期性",
            "经济 城镇登记失业率 % 3.2 ≤4.5 预期性",
            "环境 单位地区生产总值能耗降低 % 3.5 2.5—3 约束性",
            "民生 城镇新增就业 人 9,120 5000人以上 预期性",
        ),
        [
            ("5.6", "5.6", "%", "growth", "actual", "2023", "地区生产总值"),
            ("6左右", "6", "%", "growth", "target", "2024", "地区生产总值"),
            ("3.2", "3.2", "%", "level", "actual", "2023", "城镇登记失业率"),
            ("≤4.5", "4.5", "%", "level", "target", "2024", "城镇登记失业率"),
            ("3.5", "-3.5", "%", "growth", "actual", "2023", "单位地区生产总值能耗"),
            ("2.5—3", "-2.5", "%", "growth", "target", "2024", "单位地区生产总值能耗"),
            ("9,120", "9120", "人", "level", "actual", "2023", "城镇新增就业"),
            ("5000人以上", "5000", "人", "level", "target", "2024", "城镇新增就业"),
        ],
    ),
    "bars": (
        "| 指标 | 单位 | 绝对数 | 比上年增长（%） |\n| 水泥 | 万吨 | 64.07 | -12.5 |\n| 汽车 | 辆 | 363 | — |",
        [
            ("64.07", "640700", "吨", "level", "actual", "2023", "水泥"),
            ("-12.5", "-12.5", "%", "growth", "actual", "2023", "水泥"),
            ("363", "363", "辆", "level", "actual", "2023", "汽车"),
        ],
    ),
    "blanks, as in a PDF without rules": (
        "指 标　　　单位  绝对数  比上年增长（%）\n\n水泥　　　万吨   64.07  -12.5\n\n汽 车　　　辆  363   1.9",
        [
            ("64.07", "640700", "吨", "level", "actual", "2023", "水泥"),
            ("-12.5", "-12.5", "%", "growth", "actual", "2023", "水泥"),
            ("363", "363", "辆", "level", "actual", "2023", "汽车"),
            ("1.9", "1.9", "%", "growth", "actual", "2023", "汽车"),
        ],
    ),
    "a line a cell, as copied from a page": (
        "表3\n指标\n单位\n绝对数\n比上年增长（%）\n\n水泥\n万吨\n64.07\n-12.5\n铁路货运\n万吨\n—\n—\n汽车\n辆\n363\n1.9\n",
        [
            ("64.07", "640700", "吨", "level", "actual", "2023", "水泥"),
            ("-12.5", "-12.5", "%", "growth", "actual", "2023", "水泥"),
            ("363", "363", "辆", "level", "actual", "2023", "汽车"),
            ("1.9", "1.9", "%", "growth", "actual", "2023", "汽车"),
        ],
    ),
    "a head over two columns, a name through all": (
        "指标\t出口\t\t进口\t\n\t绝对额（亿元）\t增长（%）\t绝对额（亿元）\t增长（%）\n一、亚洲市场\n日本\t3\t-2\t1.5\t4",
        [
            ("3", "300000000", "元", "level", "actual", "2023", "日本出口"),
            ("-2", "-2", "%", "growth", "actual", "2023", "日本出口"),
            ("1.5", "150000000", "元", "level", "actual", "2023", "日本进口"),
            ("4", "4", "%", "growth", "actual", "2023", "日本进口"),
        ],
    ),
}


def said_in(text: str) -> tuple[Reading, list[tuple[object, ...]]]:
    reading = read(pl.DataFrame({"report_id": ["a"], "text": [text]}))
    facts = reading.extraction.facts.filter(pl.col("char_start") > text.index("5.6%。") + len("5.6%。"))
    columns = ("mention", "value", "unit", "measure", "status", "period", "indicator")
    return reading, facts.select(columns).rows()


@pytest.mark.parametrize("case", TABLES.values(), ids=TABLES)
def test_a_table_says_its_figures(case: tuple[str, list[Said]]) -> None:
    text, expected = case
    _, found = said_in(BULLETIN + text + "\n")
    assert found == [(mention, Decimal(value), *rest) for mention, value, *rest in expected]


def test_the_figures_of_places_are_the_places_own() -> None:
    reading, _ = said_in(
        BULLETIN + table("县区 地区生产总值（亿元） 增长（%）", "全市 30.5 5.6", "徐水区 12.3 4") + "\n"
    )
    facts = reading.extraction.facts.select("mention", "subject", "indicator").tail(4).rows()
    assert facts == [
        ("30.5", None, "地区生产总值"),
        ("5.6", None, "地区生产总值"),
        ("12.3", "徐水区", "地区生产总值"),
        ("4", "徐水区", "地区生产总值"),
    ]


def test_bounds_of_cells_are_those_of_sentences() -> None:
    reading, _ = said_in(BULLETIN + TABLES["targets with bounds, growth and a fall in the name"][0] + "\n")
    bounds = dict(reading.extraction.facts.select("mention", "bound").rows())
    asked = {"6左右": "about", "≤4.5": "at_most", "2.5—3": "range", "5000人以上": "at_least", "9,120": "exact"}
    assert {mention: bounds[mention] for mention in asked} == asked


@pytest.mark.parametrize("name", ["a column of units", "bars", "a line a cell, as copied from a page"])
def test_offsets_hold_and_the_ledger_accounts_for_each_figure_once(name: str) -> None:
    text = BULLETIN + TABLES[name][0] + "\n"
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
