"""Canonical units: every unit that a report states, in the one form of its dimension, by whole-number factors."""

from fractions import Fraction

import polars as pl
import pytest

from transforms.numbers.units import canonical, dimension, multiplier_exponent


def read(stated: str) -> tuple[str, Fraction]:
    unit, up, down = canonical(stated)
    return str(unit), Fraction(up or 0, down or 1)


@pytest.mark.parametrize(
    ("stated", "unit", "factor"),
    [
        ("元", "元", 1),
        ("美元", "美元", 1),
        ("港元", "港元", 1),
        ("欧元", "欧元", 1),
        ("日元", "日元", 1),
        ("平方米", "平方米", 1),
        ("亩", "平方米", Fraction(2000, 3)),
        ("公顷", "平方米", 10_000),
        ("平方公里", "平方米", 1_000_000),
        ("平方千米", "平方米", 1_000_000),
        ("公里", "公里", 1),
        ("米", "公里", Fraction(1, 1000)),
        ("千米", "公里", 1),
        ("里", "公里", Fraction(1, 2)),
        ("华里", "公里", Fraction(1, 2)),
        ("海里", "公里", Fraction("1.852")),
        ("毫米", "毫米", 1),
        ("厘米", "毫米", 10),
        ("吨", "吨", 1),
        ("公斤", "吨", Fraction(1, 1000)),
        ("千克", "吨", Fraction(1, 1000)),
        ("斤", "吨", Fraction(1, 2000)),
        ("克", "吨", Fraction(1, 1_000_000)),
        ("担", "吨", Fraction(1, 20)),
        ("吨标准煤", "吨标准煤", 1),
        ("吨二氧化碳", "吨二氧化碳", 1),
        ("立方米", "立方米", 1),
        ("公升", "立方米", Fraction(1, 1000)),
        ("千瓦", "千瓦", 1),
        ("兆瓦", "千瓦", 1000),
        ("千瓦时", "千瓦时", 1),
        ("度", "千瓦时", 1),
        ("年", "年", 1),
        ("个月", "月", 1),
        ("天", "天", 1),
        ("工作日", "天", 1),
        ("小时", "小时", 1),
        ("分钟", "分钟", 1),
        ("%", "%", 1),
        ("‰", "‰", 1),
        ("成", "%", 10),
        ("个百分点", "百分点", 1),
        ("倍", "倍", 1),
        ("位", "位", 1),
        ("家", "家", 1),
        ("人次", "人次", 1),
        ("户次", "户次", 1),
        ("宗", "宗", 1),
        ("标箱", "标准箱", 1),
        ("TEU", "标准箱", 1),
    ],
)
def test_unit_and_factor(stated: str, unit: str, factor: Fraction | int) -> None:
    assert read(stated) == (unit, factor)


@pytest.mark.parametrize(
    ("stated", "unit", "factor"),
    [
        ("微克/立方米", "微克/立方米", 1),
        ("元/平方米", "元/平方米", 1),
        ("公里/小时", "公里/小时", 1),
        ("元/亩", "元/平方米", Fraction(3, 2000)),
        ("公斤/亩", "吨/平方米", Fraction(3, 2_000_000)),
        ("元 / 度", "元/千瓦时", 1),
        ("吨/公顷", "吨/平方米", Fraction(1, 10_000)),
    ],
)
def test_each_side_of_a_quotient_is_canonical(stated: str, unit: str, factor: Fraction | int) -> None:
    assert read(stated) == (unit, factor)


@pytest.mark.parametrize("stated", ["万标号", "元/某", "某/元"])
def test_unknown_unit_has_no_canonical_form(stated: str) -> None:
    assert canonical(stated) == (None, None, None)


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        ("亿元", None),
        ("元", "money"),
        ("亩", "area"),
        ("元/平方米", "money"),
        ("家", "count"),
        ("人次", "persons"),
        ("%", "ratio"),
    ],
)
def test_dimension(stated: str, expected: str | None) -> None:
    assert dimension(stated) == expected


MULTIPLIERS = {
    "十": 1,
    "百": 2,
    "千": 3,
    "万": 4,
    "十万": 5,
    "百万": 6,
    "千万": 7,
    "亿": 8,
    "百亿": 10,
    "万亿": 12,
    None: 0,
}


@pytest.mark.parametrize(("multiplier", "exponent"), MULTIPLIERS.items())
def test_multiplier_is_a_power_of_ten(multiplier: str | None, exponent: int) -> None:
    assert pl.select(multiplier_exponent(pl.lit(multiplier, pl.String))).item() == exponent
