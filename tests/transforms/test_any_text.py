"""Whatever a text is, extraction reads it: nothing raises, every run is the text's own, no fact lacks value or unit."""

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import seeds
from transforms.pipeline import extract

pytestmark = pytest.mark.slow

#: Signs that mean something to a number or beside one.
SIGNS = (
    "0123456789０９.,，．·、:：-−+%‰〇零一二三十百千万亿两多余几半点分之"
    "元角人亩个年月日第前至到与翻成番×/()[]≥≤ \n。增长下降约超以上零下负每小时钟间①“”《》"
)
#: Phrases of reports, to be broken.
PHRASES = [
    *seeds.read("units")["example"],
    *seeds.read("patterns")["example"],
    *seeds.read("number_patterns")["example"],
    *seeds.read("bounds")["example"],
    "三次产业结构由9.1:50.2:40.7调整为8.3:48.9:42.8。",
    "失业率在4.2%和4.5%之间，每立方米28微克。",
    "单价由每亩100元提高到120元，车程1小时30分钟。",
]
ANYTHING = st.text(st.characters(exclude_categories=["Cs"]), max_size=200)
STRANGE = st.text(SIGNS, max_size=60)


@st.composite
def broken_phrases(draw: st.DrawFn) -> str:
    """Phrases side by side, with signs of number put in, left out and said twice."""
    text = "".join(draw(st.lists(st.sampled_from(PHRASES), min_size=1, max_size=4)))
    for _ in range(draw(st.integers(0, 6))):
        place, length = draw(st.integers(0, len(text))), draw(st.integers(0, 3))
        put = draw(st.one_of(st.text(SIGNS, max_size=3), st.just(text[place : place + length] * 2)))
        text = text[:place] + put + text[place + length :]
    return text


def check(texts: list[str]) -> None:
    ids = [str(number) for number in range(len(texts))]
    reports = pl.DataFrame({"report_id": ids, "text": texts}, schema={"report_id": pl.String, "text": pl.String})
    found = extract(reports.with_columns(review_start=2022, review_end=2022, plan_year=2023))
    assert found.facts.select("value", "unit").null_count().row(0) == (0, 0)
    for rows, said in ((found.facts, "mention"), (found.ledger, "text")):
        of_text = rows.join(reports.rename({"text": "whole"}), on="report_id", maintain_order="left")
        place = pl.col("whole").str.slice(pl.col("char_start"), pl.col("char_end") - pl.col("char_start"))
        assert of_text.filter(place != pl.col(said)).is_empty()
    facts = found.ledger.filter(disposition="fact")
    assert facts["fact_id"].null_count() == 0
    assert facts.height == found.facts.height


@settings(max_examples=8, deadline=None)
@given(st.lists(st.one_of(STRANGE, broken_phrases()), min_size=1, max_size=30))
def test_no_text_is_too_strange(texts: list[str]) -> None:
    check(texts)


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(st.lists(st.one_of(ANYTHING, STRANGE, broken_phrases()), min_size=1, max_size=60))
def test_no_text_at_all_is_too_strange(texts: list[str]) -> None:
    check(texts)


@pytest.mark.slow
@pytest.mark.parametrize(
    "text",
    [
        "9" * 1_000_000,
        "产值" + "9" * 1_000_000 + "亿元。",
        "0." + "3" * 1_000_000 + "%",
        "一" * 300_000,
        "百千万亿" * 100_000,
        "1," * 300_000,
        "1:" * 300_000,
        "(" * 200_000 + "5" + ")" * 200_000,
        "5%—" * 200_000,
        "“5" * 200_000,
        "增长5%、" * 100_000,
        "分别增长5%和下降3%" * 30_000,
        "\n" * 500_000,
        "5\n" * 200_000,
        "𠀀５\u0000\ue000\x04万" * 50_000,
        "",
        " ",
    ],
    ids=lambda text: f"{text[:6]!r} {len(text)}",
)
def test_no_text_is_too_long(text: str) -> None:
    check([text, "建成公园5个。"])
