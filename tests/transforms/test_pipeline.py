"""What holds for every text: exact offsets, one account of every digit, the same rows in every order and batch."""

import random
import re

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from schemas.validate import validate
from transforms.pipeline import Extraction, extract

DIGIT = re.compile("[0-9０-９]")

#: Pieces of reports, told apart by blanks; NL, CR, SP and the like stand for what a blank cannot show.
WORDS = """
    一、2023年工作回顾NL 二、2024年工作安排NL （一） 一是 全市 生产总值 增长 下降 达到 由 提高到 分别
    新增 建成 占 居全省 第二 其中 预计 力争 “十四五”期间 五年来 去年 2022年 3月2日 6.1% ５．５％ 120.5亿元
    3万 1,234.5 36.5SP9亿元 三十二万户 三分之二 翻一番 5%—6% 3至5个 12所 20余家 超 左右 以上 PM2.5 “1+N”
    60岁及以上 亿元以上项目 ［8］ ① ^[13] 8.1：43.6：48.3 、 ， ； 。 NL CRNL SP IDEO NBSP &nbsp; ????
    （ ） “ ” 《 》 😀 𠮷 ZWSP PUA MARK
"""
PIECES = WORDS.split()
SIGNS = {
    "NL": "\n",
    "CR": "\r",
    "NBSP": "\u00a0",
    "ZWSP": "\u200b",
    "SP": " ",
    "IDEO": "\u3000",
    "PUA": "\ue000",
    "MARK": "\x02\x03",
}


def spelled(pieces: list[str]) -> str:
    text = "".join(pieces)
    for name, sign in SIGNS.items():
        text = text.replace(name, sign)
    return text


reports = st.lists(st.sampled_from(PIECES), max_size=30).map(spelled)
anything = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
texts = st.lists(reports | anything, min_size=1, max_size=20)


def frame(written: list[str]) -> pl.DataFrame:
    """Reports with known years, so that no identity is looked for."""
    return pl.DataFrame(
        {
            "report_id": [f"{number:04}" for number in range(len(written))],
            "text": written,
            "review_start": 2023,
            "review_end": 2023,
            "plan_year": 2024,
        },
        schema_overrides={"text": pl.String, "report_id": pl.String},
    )


def spans(rows: pl.DataFrame, report_id: str, text: str) -> list[tuple[int, int, str]]:
    own = rows.filter(report_id=report_id).sort("char_start")
    return list(own.select("char_start", "char_end", text).iter_rows())


def check(found: Extraction, written: list[str]) -> None:
    """All that holds for any text, checked report by report."""
    for number, text in enumerate(written):
        report_id = f"{number:04}"
        for rows, column in ((found.facts, "mention"), (found.ledger, "text")):
            own = spans(rows, report_id, column)
            assert [text[start:end] for start, end, _ in own] == [words for *_, words in own]
            assert all(start < end for start, end, _ in own)
            assert all(start >= end for (start, *_), (_, end, _) in zip(own[1:], own, strict=False)), "none overlaps"
        times = [0] * len(text)
        for start, end, _ in spans(found.ledger, report_id, "text"):
            for place in range(start, end):
                times[place] += 1
        assert [place for place, sign in enumerate(text) if DIGIT.match(sign) and times[place] != 1] == []
    keys = ["report_id", "char_start", "char_end", "fact_id"]
    assert_frame_equal(
        found.ledger.filter(disposition="fact").select(keys).sort(keys), found.facts.select(keys).sort(keys)
    )


@settings(max_examples=10)
@given(texts)
def test_offsets_hold_and_every_digit_is_accounted_for(written: list[str]) -> None:
    check(extract(frame(written)), written)


@pytest.mark.slow
@settings(max_examples=5)
@given(st.lists(reports, min_size=2, max_size=6), st.randoms(use_true_random=False))
def test_order_and_batching_change_nothing(written: list[str], chance: random.Random) -> None:
    whole = frame(written)
    shuffled = whole.sample(fraction=1, shuffle=True, seed=chance.randrange(1000))
    cut = chance.randrange(1, whole.height)
    together, apart = extract(whole), [extract(shuffled.head(cut)), extract(shuffled.tail(-cut))]
    for table in ("facts", "ledger", "sections"):
        pieces = pl.concat([getattr(part, table) for part in apart])
        order = ["report_id", "char_start"]
        assert_frame_equal(pieces.sort(order), getattr(together, table).sort(order))


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="empty"),
        pytest.param("\n", id="one line end"),
        pytest.param("我们要实干兴邦", id="no number"),
        pytest.param("5", id="a digit"),
        pytest.param("全市新增企业60家", id="no punctuation"),
        pytest.param("😀新增企业60家𠮷，增长５％", id="signs beyond the basic plane"),
        pytest.param("\ue000\ue100\x02\x03\x05新增60家", id="signs that the stages use themselves"),
        pytest.param("新增60家\r\n增长5%\r", id="other line ends"),
        pytest.param("1" * 60, id="number longer than any value"),
        pytest.param("增长" + "9" * 25 + "亿元。", id="value that no decimal holds"),
        pytest.param("3" * 5 + "万亿" * 40 + "元", id="multipliers without end"),
        pytest.param("一" * 300 + "家", id="numeral signs without end"),
        pytest.param("12、" * 500, id="list without end"),
        pytest.param("1.2.3.4:5:6:7/8/9-10-11", id="digits between signs"),
    ],
)
def test_odd_text(text: str) -> None:
    check(extract(frame([text])), [text])


@pytest.mark.parametrize(
    ("piece", "facts"),
    [
        pytest.param(
            "全市生产总值120.5亿元，增长6.1%，新增企业60余家、改造小区34个，占全省三分之一，", 5, id="no full stop"
        ),
        pytest.param("全市生产总值120.5亿元增长6.1%新增企业60余家改造小区34个占全省三分之一", 5, id="no punctuation"),
        pytest.param("12、", 0, id="numbers only"),
        pytest.param("我们要实干兴邦", 0, id="no number"),
    ],
)
def test_one_line_of_200_000_characters(piece: str, facts: int) -> None:
    text = piece * (200_000 // len(piece) + 1)
    found = extract(frame([text]))
    check(found, [text])
    # where a text without punctuation is cut, a fact more or less is no matter
    assert found.facts.height == pytest.approx(facts * text.count(piece), rel=0.01)


def test_no_report() -> None:
    found = extract(frame([]))
    assert (found.facts.height, found.ledger.height, found.sections.height) == (0, 0, 0)
    assert found.facts.schema == extract(frame(["新增企业60家。"])).facts.schema


def test_two_texts_of_one_id_are_refused() -> None:
    texts = ["新增企业60家。", "新增企业70家。", "新建学校12所。"]
    with pytest.raises(ValueError, match="report_id 'a' stands more than once: give each text an id of its own"):
        extract(pl.DataFrame({"report_id": ["a", "b", "a"], "text": texts}))


def test_columns_and_types() -> None:
    found = extract(frame(["2023年新增企业60家。"]))
    of_facts = "fact_id report_id mention unit stated_number stated_unit bound measure basis scope status period"
    of_facts += " indicator indicator_id action subject sentence"
    of_ledger = "report_id text disposition fact_id reason"
    assert dict(found.facts.schema) == (
        dict.fromkeys(of_facts.split(), pl.String)
        | dict.fromkeys(["section_no", "char_start", "char_end", "sentence_start"], pl.Int32)
        | dict.fromkeys(["value", "value_max"], pl.Decimal(38, 9))
        | dict.fromkeys(["period_start", "period_end"], pl.Date)
    )
    assert dict(found.ledger.schema) == (
        dict.fromkeys(of_ledger.split(), pl.String) | dict.fromkeys(["char_start", "char_end"], pl.Int32)
    )
    sections = {"report_id", "section_no", "char_start", "char_end", "heading", "role", "period"}
    assert set(found.sections.columns) == sections


def test_years_are_found_in_the_text_where_they_are_not_given(report_text: str) -> None:
    known = frame([report_text])
    bare = known.select("report_id", "text")
    assert extract(bare).facts["period"].to_list() == extract(known).facts["period"].to_list()
    assert extract(bare).facts["period"].to_list() == ["2023"] * 4 + ["2024"] * 3


def test_wrong_years_are_the_callers_word(report_text: str) -> None:
    stated = frame([report_text]).with_columns(review_start=2009, review_end=2009, plan_year=2010)
    jobs = extract(stated).facts.filter(pl.col("indicator").str.contains("就业"))
    assert jobs.select("mention", "status").rows() == [("3.4万人", "actual"), ("3万人以上", "target")]


def test_rows_pass_their_models(report_text: str) -> None:
    found = extract(frame([report_text]).with_columns(report_id=pl.lit("00000000000000aa")))
    for table, rows in (
        ("fact_quantity", found.facts),
        ("number_ledger", found.ledger),
        ("report_section", found.sections),
    ):
        result = validate(table, rows)
        assert result.quarantined.select("reason", "evidence").rows() == []
        assert result.valid.height == rows.height


def test_facts_of_a_short_report(report_text: str) -> None:
    facts = extract(frame([report_text])).facts.with_columns(pl.col("indicator").str.strip_prefix("全市"))
    assert facts.select("mention", "indicator", "measure", "status", "period").rows() == [
        ("6.1%", "地区生产总值", "growth", "actual", "2023"),
        ("120.5亿元", "一般公共预算收入", "level", "actual", "2023"),
        ("3.4万人", "城镇新增就业", "level", "actual", "2023"),
        ("12所", "学校", "level", "actual", "2023"),
        ("5.5%左右", "地区生产总值", "growth", "target", "2024"),
        ("3万人以上", "城镇新增就业", "level", "target", "2024"),
        ("5个", "公园", "level", "target", "2024"),
    ]
