"""Numerals as exact decimals, whatever signs they are written in."""

from decimal import Decimal

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from transforms.numbers.numerals import parse_numerals, to_decimal

HANZI = "〇一二三四五六七八九"


def parse(*texts: str) -> dict[str, Decimal | None]:
    table = parse_numerals(pl.Series(list(texts), dtype=pl.String))
    return {
        row["text"]: None if row["digits"] is None else Decimal(row["digits"]).scaleb(-row["places"])
        for row in table.to_dicts()
    }


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0", "0"),
        ("7", "7"),
        ("1208", "1208"),
        ("36.59", "36.59"),
        ("0.003", "0.003"),
        ("1,234.5", "1234.5"),
        ("12,345,678", "12345678"),
        ("1 234", "1234"),
        ("36.5 9", "36.59"),
        ("5 . 5", "5.5"),
        ("2 0 0 1", "2001"),
        ("812.\n5", "812.5"),
        ("99999999999999999999", "99999999999999999999"),
    ],
)
def test_arabic_numeral(text: str, value: str) -> None:
    assert parse(text) == {text: Decimal(value)}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("一", "1"),
        ("两", "2"),
        ("十", "10"),
        ("十二", "12"),
        ("二十", "20"),
        ("九十九", "99"),
        ("一百", "100"),
        ("一百零五", "105"),
        ("一百一十", "110"),
        ("三百二十", "320"),
        ("百五", "150"),
        ("两千零五", "2005"),
        ("两千三", "2300"),
        ("一千零二十", "1020"),
        ("八千一百四十六", "8146"),
        ("一万", "10000"),
        ("一万零三百", "10300"),
        ("三十二万", "320000"),
        ("一百四十八万", "1480000"),
        ("八亿五千万", "850000000"),
        ("十二亿三千万", "1230000000"),
        ("六千一百万", "61000000"),
        ("五百二十三亿七千万", "52370000000"),
        ("三万亿", "3000000000000"),
        ("二〇二二", "2022"),
        ("一九八四", "1984"),
        ("六点五", "6.5"),
        ("四十五点六", "45.6"),
        ("零点八三", "0.83"),
    ],
)
def test_chinese_numeral(text: str, value: str) -> None:
    assert parse(text) == {text: Decimal(value)}


def test_no_numeral_has_no_value() -> None:
    assert {text: value for text, value in parse("", "约", "1.2.3", "5%").items() if value is not None} == {}


def test_each_text_is_read_once() -> None:
    assert parse_numerals(pl.Series(["12", None, "12", "十二"])).sort("text")["text"].to_list() == ["12", "十二"]


def group_in_chinese(number: int) -> str:
    """A number below ten thousand, every place named and gaps filled by one 零: 1020 → 一千零二十."""
    said, gap = "", False
    for scale, sign in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // scale % 10
        if digit:
            said += ("零" if gap and said else "") + HANZI[digit] + sign
            gap = False
        else:
            gap = True
    return said


def in_chinese(number: int) -> str:
    """A whole number below 10**12 as it is spoken."""
    said = ""
    for scale, sign in ((10**8, "亿"), (10**4, "万"), (1, "")):
        group = number // scale % 10**4
        if group:
            said += ("零" if said and group < 1000 else "") + group_in_chinese(group) + sign
    return said


whole = st.integers(1, 10**12 - 1) | st.builds(lambda a, b: a * 10**b, st.integers(1, 9999), st.integers(0, 8))


@settings(max_examples=60)
@given(st.lists(whole, min_size=1, max_size=40, unique=True))
def test_whole_numbers_come_back_from_chinese(numbers: list[int]) -> None:
    assert parse(*map(in_chinese, numbers)) == {in_chinese(number): Decimal(number) for number in numbers}


@settings(max_examples=60)
@given(st.lists(st.decimals(0, 10**15, places=4), min_size=1, max_size=40, unique=True))
def test_decimals_come_back_from_digits_with_and_without_separators(numbers: list[Decimal]) -> None:
    assert parse(*(f"{number:f}" for number in numbers)) == {f"{number:f}": number for number in numbers}
    assert parse(*(f"{number:,f}" for number in numbers)) == {f"{number:,f}": number for number in numbers}


@settings(max_examples=30)
@given(st.lists(st.tuples(st.integers(1, 99999999), st.text(HANZI, min_size=1, max_size=6)), min_size=1, max_size=20))
def test_decimals_come_back_from_chinese(numbers: list[tuple[int, str]]) -> None:
    expected = {
        f"{in_chinese(number)}点{places}": Decimal(f"{number}.{''.join(str(HANZI.index(sign)) for sign in places)}")
        for number, places in numbers
    }
    assert parse(*expected) == expected


def decimal_of(digits: int, exponent: int, up: int = 1, down: int = 1) -> Decimal:
    whole_numbers = {"digits": digits, "up": up, "down": down}
    parts = pl.select(
        exponent=pl.lit(exponent, pl.Int32), **{k: pl.lit(v, pl.Int128) for k, v in whole_numbers.items()}
    )
    value = to_decimal(parts).item()
    assert isinstance(value, Decimal)
    return value


@pytest.mark.parametrize(
    ("digits", "exponent", "up", "down", "value"),
    [
        (404024, 6, 1, 1, "404024000000"),  # 4040.24亿 as digits and a power of ten
        (5, -9, 1, 1, "0.000000005"),
        (3, 0, 2000, 3, "2000"),  # 3亩
        (520, 0, 2000, 3, "346666.666667"),
        (1, 0, 2000, 3, "666.666667"),
        (1, 0, 1, 3, "0.333333"),
        (2, 0, 1, 3, "0.666667"),
        (-1, 0, 100, 3, "-33.333333"),
        (1, 0, 1, 8, "0.125"),
        (99999999999999999, 0, 1, 1, "99999999999999999"),
    ],
)
def test_value_is_exact_and_rounded_to_six_places_where_it_does_not_end(
    digits: int, exponent: int, up: int, down: int, value: str
) -> None:
    assert decimal_of(digits, exponent, up, down) == Decimal(value)


@settings(max_examples=100)
@given(st.integers(0, 10**12), st.integers(-9, 8))
def test_value_is_digits_times_power_of_ten(digits: int, exponent: int) -> None:
    assert decimal_of(digits, exponent) == Decimal(digits).scaleb(exponent)
