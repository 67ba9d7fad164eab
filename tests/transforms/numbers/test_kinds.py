"""Kinds of numbers that reports write in many ways: signs, steps, ranges, bounds, currencies, layout inside."""

from typing import Any

import polars as pl
import pytest

from tests.phrases import Phrase, cases, extract_phrases, plain, review, said
from transforms.pipeline import Extraction


def quantity(fact: dict[str, Any]) -> str:
    value = "–".join(plain(fact[end]) for end in ("value", "value_max") if fact[end] is not None)
    return f"{value} {fact['unit']} {fact['bound']}"


PHRASES = [
    # signs
    review("minus sign", "外贸出口同比{−4.6%}。", "-4.6 % exact"),
    review("minus as a word", "价格涨幅转为{负0.3%}。", "-0.3 % exact"),
    review("below zero", "山区最低气温{零下8摄氏度}。", "-8 ℃ exact"),
    review("a lightened burden is no minus", "全年为企业减负{12.5亿元}。", "1250000000 元 exact"),
    # whole numerals
    review("decimals at the head of a sentence", "成效明显。{3.6万户}居民受益。", "36000 户 exact"),
    review("decimals at the head of a line", "总投资\n{2.8亿元}。", "280000000 元 exact"),
    review("wide comma", "财政收入达到{5，270亿元}。", "527000000000 元 exact"),
    review("wide digits and commas", "播种面积{１，３０５，６００公顷}。", "13056000000 平方米 exact"),
    review("two numbers and no thousands", "占比{15%}，{120家}达标。", "15 % exact", "120 家 exact"),
    review("a word begins inside", "新增公司{四十一家}。", "41 家 exact"),
    review("a name ends inside", "带动就业{三百六十名}。", "360 名 exact"),
    review("a town inside", "人均面积{二十四平方米}。", "24 平方米 exact"),
    review("a hotline inside", "城镇参保{1234567人}。", "1234567 人 exact"),
    review("a festival inside", "年产值{6180万元}。", "61800000 元 exact"),
    review("a road and its length", "新改建县道{86公里}。", "86 公里 exact"),
    review("a rank of two signs", "综合实力位居全省{第十二位}。", "12 位 exact"),
    review("not a class of schools", "比重提高{三个百分点}。", "3 百分点 exact"),
    # steps
    review("mixed steps", "存款{3亿5千6百万元}。", "356000000 元 exact"),
    review("decimals and steps", "存款{1.2亿4000万元}。", "160000000 元 exact"),
    review("steps without the last name", "产量{6万3000吨}。", "63000 吨 exact"),
    review("signs with 多 inside", "产量达到{三亿零五百多万吨}。", "305000000 吨 above"),
    review("decimals in signs", "总产值{二十三点六亿元}。", "2360000000 元 exact"),
    review("places without names", "面积{五六〇万亩}。", "3733333333.333333 平方米 exact"),
    review("formal numerals", "拨款{叁佰贰拾万元}。", "3200000 元 exact"),
    review("twenty in one sign", "培训{廿八人}。", "28 人 exact"),
    review("ten thousand ten thousands", "投资{20万万元}。", "2000000000 元 exact"),
    review("a multiplier that is half a unit", "每袋{三十五千克}。", "0.035 吨 exact"),
    review("and a half", "收入是上年的{三倍半}。", "3.5 倍 exact"),
    review("hours and a half", "用时{两个半小时}。", "2.5 小时 exact"),
    review("small change", "每吨补助{45元6角}。", "45.6 元 exact"),
    review("decimals beyond nine places", "产值增长{6.2999999999999998%}。", "6.3 % exact"),
    # ranges
    review("neighbouring digits", "资助{三四百人}。", "300–400 人 range"),
    review("neighbouring digits of many", "存款{五六千亿元}。", "500000000000–600000000000 元 range"),
    review("percent by neighbouring digits", "产量增长{百分之三四十}。", "30–40 % range"),
    review("from part to part", "增长{百分之五到百分之七}。", "5–7 % range"),
    review("multiplier on both ends", "产值{80亿到90亿元}。", "8000000000–9000000000 元 range"),
    review("multiplier that only the high end has", "投资{八千到九千亿元}。", "800000000000–900000000000 元 range"),
    review("from a number to another", "收入由{3亿元}到{5亿元}。", "300000000 元 exact", "500000000 元 exact"),
    # bounds
    review("not less", "达标率{≥96%}。", "96 % at_least"),
    review("less or equal", "涨幅{小于或等于3%}。", "3 % at_most"),
    review("including", "投资额{80万元（含）以上}。", "800000 元 at_least"),
    review("plus sign", "新增企业{60+家}。", "60 家 above"),
    review("ratio with a bound", "城乡居民收入比缩小至{2.2：1左右}。", "2.2 倍 about"),
    review("ratio behind a bound", "工农业产值之比{突破4:1}。", "4 倍 above"),
    # units
    review("currency before", "引进港币{60亿元}。", "6000000000 港元 exact"),
    review("currency behind", "总投资{70亿人民币}。", "7000000000 元 exact"),
    review("money without its unit", "税收{突破20个亿}。", "2000000000 元 above"),
    review("degrees of heat", "平均气温{16.2度}。", "16.2 ℃ exact"),
    review("medals", "健儿夺得{3金}{2银}。", "3 枚 exact", "2 枚 exact"),
    review("index of letters", "制造业PMI为{50.4}。", "50.4 指数 exact"),
    review("kilolitres", "新增产能{6万千升}。", "60000 立方米 exact"),
    review("footnote inside", "人均绿地{13.1[4]平方米}。", "13.1 平方米 exact"),
    review("bracket inside", "产值{118.6（不含税）亿元}。", "11860000000 元 exact"),
    review("middle dot", "税收{9·7亿元}。", "970000000 元 exact"),
]


@pytest.fixture(scope="module")
def extraction() -> Extraction:
    return extract_phrases(PHRASES)


@pytest.mark.parametrize("case", cases(PHRASES, {}))
def test_kind(case: Phrase, extraction: Extraction) -> None:
    assert said(extraction, case, quantity) == case.expected


UNREAD = [
    review("a piece of a numeral", "编号{1.2}.{3万元}。"),
    review("more digits than a column holds", f"资产{{{'9' * 32}元}}。"),
    review("shares that are no hundred", "产业结构为{3}:{2}:{1}。"),
    review("a numeral of no form", "存款{三万千元}。"),
]


@pytest.mark.parametrize("case", UNREAD, ids=[one.name for one in UNREAD])
def test_what_cannot_be_read_is_unresolved_and_no_fact(case: Phrase) -> None:
    found = extract_phrases([case])
    assert found.facts.filter(pl.col("char_start") >= len(case.heading)).is_empty()
    rows = found.ledger.filter(pl.col("char_start") >= len(case.heading))
    assert set(rows["disposition"]) == {"unresolved"}
