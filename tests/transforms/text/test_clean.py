"""Cleaning replaces characters one for one, so that offsets hold."""

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from transforms.text.clean import clean


def cleaned(*texts: str) -> list[str]:
    reports = pl.DataFrame({"report_id": [str(number) for number, _ in enumerate(texts)], "text": list(texts)})
    return clean(reports)["clean"].to_list()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("增长１１．５％", "增长11.5%", id="full-width digits, point and percent"),
        pytest.param("增长11．5﹪", "增长11.5%", id="small percent sign"),
        pytest.param("（一）稳增长", "(一)稳增长", id="full-width brackets"),
        pytest.param("加强治理任务.加快建设", "加强治理任务。加快建设", id="a dot for a stop"),
        pytest.param("一.工业发展，一九八五.三", "一.工业发展，一九八五.三", id="a dot behind a number is none"),
        pytest.param("2×３５万千瓦", "2×35万千瓦", id="product"),
        pytest.param("5%～6%", "5%~6%", id="wave dash"),
        pytest.param("5%－6%", "5%-6%", id="full-width hyphen"),
        pytest.param("三次产业9：41：50", "三次产业9:41:50", id="full-width colon"),
        pytest.param("建成，234所", "建成，234所", id="full-width comma stays the stop of a clause"),
        pytest.param("累计\u00a012所", "累计 12所", id="no-break space"),
        pytest.param("累计\u300012所", "累计 12所", id="ideographic space"),
        pytest.param("累计\t12所", "累计\n12所", id="tab between the cells of a table"),
        pytest.param("累计\u200b12所", "累计 12所", id="zero-width space"),
        pytest.param("累计\ue0045\x02所", "累计 5 所", id="private use and control"),
        pytest.param("累计&nbsp;12所", "累计      12所", id="entity of a blank"),
        pytest.param("累计<U+00A0>12所", "累计        12所", id="escape of a no-break space"),
        pytest.param("完成投资4l.38亿元", "完成投资41.38亿元", id="letter l for one"),
        pytest.param("改造鱼塘2l万亩", "改造鱼塘21万亩", id="letter l for a last one"),
        pytest.param("二O一四年", "二〇一四年", id="letter O in a year"),
        pytest.param("国内生产总值增长1O％", "国内生产总值增长10%", id="letter O for the last zero"),
        pytest.param("“405O”人员就业", "“4050”人员就业", id="letter O before a quotation mark"),
        pytest.param("治理H2O污染，发展O2O平台", "治理H2O污染，发展O2O平台", id="letter O in a name"),
        pytest.param("二00二年", "二〇〇二年", id="digit zeros in a year of characters"),
        pytest.param("［8］入库项目", "[8]入库项目", id="full-width square brackets"),
        pytest.param("“\n十四五\n”时期建成3所", "“ 十四五 ”时期建成3所", id="a name in quotes on a line of its own"),
        pytest.param("推进改革\n，建成3所。\n接着", "推进改革 ，建成3所。\n接着", id="a stop that opens a line"),
        pytest.param(
            "产量居\n全省第一\n，能耗下降", "产量居 全省第一 ，能耗下降", id="what is set apart in a sentence"
        ),
        pytest.param("二、主要任务\n推进改革\n建成3所", "二、主要任务\n推进改革\n建成3所", id="headings stay lines"),
        pytest.param("建成3所、改建5所", "建成3所、改建5所", id="what is clean stays"),
    ],
)
def test_characters(text: str, expected: str) -> None:
    assert cleaned(text) == [expected]
    assert len(expected) == len(text)


def test_lines_that_were_wrapped_at_a_width_are_joined_by_a_blank() -> None:
    line = "我们坚持稳中求进工作总基调着力推进高质量发展持续增进民生福"
    text = "\n".join([line] * 30)
    assert cleaned(text) == [" ".join([line] * 30)]


def test_lines_with_an_empty_line_behind_each_are_joined_and_paragraphs_stay() -> None:
    line = "我们坚持稳中求进工作总基调着力推进高质量发展持续增进民生福"
    paragraph = [line] * 5 + ["祉。"]
    text = "\n\n".join(paragraph * 6)
    assert cleaned(text) == ["\n\n".join(["  ".join(paragraph)] * 6)]


def test_lines_that_end_a_sentence_stay_lines() -> None:
    text = "我们坚持稳中求进工作总基调着力推进高质量发展持续增进民生福祉。\n" * 30
    assert cleaned(text) == [text]


def test_open_lines_between_long_paragraphs_are_headings_and_not_wrapped() -> None:
    heading = "（一）多措并举强动能、稳运行，实体经济持续好转"
    paragraph = "全市经济运行平稳，" * 20 + "各项事业全面进步。"
    text = "\n".join([heading] * 30 + [paragraph, heading] * 6)
    assert cleaned(text)[0].count("\n") == text.count("\n")


def test_a_heading_in_a_wrapped_text_keeps_its_line() -> None:
    line = "我们坚持稳中求进工作总基调着力推进高质量发展持续增进民生福"
    text = "\n".join([line] * 25 + ["（一）扩大内需"])
    assert cleaned(text)[0].split("\n")[1:] == ["(一)扩大内需"]


SIGNS = (
    "0123456789０１９％．，：；（）～－—[]［］lIOo〇零一二三万亿元年 \t\n\u00a0\u200b\u3000&nbsp;<U+00A0>?\\r\\n😀𠮷é"
)


@settings(max_examples=150)
@given(st.lists(st.text(SIGNS, max_size=80) | st.text(max_size=80), min_size=1, max_size=8))
def test_length_is_kept(texts: list[str]) -> None:
    assert [len(text) for text in cleaned(*texts)] == [len(text) for text in texts]


@settings(max_examples=100)
@given(st.text(SIGNS, max_size=120))
def test_digits_stay_where_they_are(text: str) -> None:
    (clean_text,) = cleaned(text)
    digits = {"０": "0", "１": "1", "９": "9"}
    for before, after in zip(text, clean_text, strict=True):
        if before in "0123456789０１９":
            assert after == digits.get(before, before) or after == "〇"


def test_a_traditional_text_is_read_in_simplified_characters() -> None:
    text = "地區生產總值達到3萬億元，增長6%，新增企業120個，成績顯著。"
    frame = clean(pl.DataFrame({"report_id": ["a"], "text": [text]}))
    assert frame["clean"][0] == "地区生产总值达到3万亿元，增长6%，新增企业120个，成绩显著。"
    assert len(frame["clean"][0]) == len(text)


def test_a_simplified_text_keeps_what_traditional_texts_write_otherwise() -> None:
    text = "成效显著，乾县生产总值增长6%。"
    assert clean(pl.DataFrame({"report_id": ["a"], "text": [text]}))["clean"][0] == text
