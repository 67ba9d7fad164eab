"""Tokens are found wherever they stand, and a sentence is read alike among few and among many others."""

import polars as pl
import pytest

import seeds
from transforms.numbers.tokens import tokenise

#: A name, a date, both, neither, a time alone, and a numeral that a date or a name would cut.
SENTENCES = (
    "PM2.5浓度为35微克/立方米",
    "2021年建成公园5个，下降3%",
    "“十四五”期间，地铁3号线全长21.5公里",
    "新增就业3.4万人，第三产业增长5%—6%",
    "今年将再接再厉",
    "国省道231公里，热线123450人，入冬前2.16万户",
    "(一)着力扩大内需，一、二、三产业",
)
MANY = 400


def masked(*sentences: str) -> pl.DataFrame:
    return pl.DataFrame({"masked": sentences}).select(
        row=pl.int_range(pl.len(), dtype=pl.UInt32),
        report_id=pl.lit("a"),
        start=pl.lit(0, pl.Int32),
        is_boilerplate=pl.lit(value=False),
        masked="masked",
    )


@pytest.mark.parametrize(
    ("sentence", "token"),
    [
        ("夺得冠军", "冠军"),
        ("比上季度好", "上季度"),
        ("多年来最好", "多年来"),
        ("创成AAAA景区", "AAAA"),
        ("见https://gov.cn/a", "https://gov.cn/a"),
        ("项目❶", "❶"),
    ],
)
def test_a_token_without_a_sign_of_number_is_found(sentence: str, token: str) -> None:
    assert tokenise(masked(sentence))["text"].to_list() == [token]


def test_times_alone_are_found_in_furniture_of_the_page() -> None:
    of_page = masked("今年热点").with_columns(is_boilerplate=pl.lit(value=True))
    assert tokenise(of_page)["text"].to_list() == ["今年"]
    assert tokenise(masked("今年热点")).is_empty()


def test_each_form_of_the_seed_is_found() -> None:
    examples = seeds.read("number_patterns")["example"]
    found = tokenise(masked(*examples))["row"].unique()
    assert [example for row, example in enumerate(examples) if row not in found] == []


def test_many_sentences_are_read_as_each_is_alone() -> None:
    columns = ("token", "char_start", "char_end", "slot", "text", "before", "after", "is_cut")
    alone = [tokenise(masked(sentence)).select(columns).rows() for sentence in SENTENCES]
    many = tokenise(masked(*SENTENCES * MANY))
    together = dict(many.group_by("row").agg(pl.struct(columns)).iter_rows())
    for row, tokens in enumerate(alone * MANY):
        assert [tuple(token.values()) for token in together.get(row, [])] == tokens
