"""How numbers are printed for people."""

from decimal import Decimal

import pytest

from bi.site import figures


@pytest.mark.parametrize(
    ("value", "unit", "zh", "en"),
    [
        ("12050000000", "元", "120.5亿元", "12.05 billion yuan"),
        ("126000000000000", "元", "126万亿元", "126 trillion yuan"),
        ("12440000", "人", "1,244万人", "12.44 million people"),
        ("34000", "人", "3.4万人", "34,000 people"),
        ("-3.1", "%", "-3.1%", "-3.1%"),
        ("12", "所", "12所", "12 所"),
        ("0.333333333", "倍", "0.3333倍", "0.3333 times"),
        ("30000", "位", "30,000位", "30,000 (rank)"),
        ("-250000000", "元", "-2.5亿元", "-250 million yuan"),
        ("0", "个", "0个", "0"),
    ],
)
def test_values_are_printed_in_the_steps_of_each_language(value: str, unit: str, zh: str, en: str) -> None:
    assert figures.printed(Decimal(value), unit) == (zh, en)


def test_a_chart_has_one_scale_that_both_languages_name() -> None:
    scale = figures.scale_for([Decimal(12_440_000), Decimal(9_000_000)], "人")
    assert (scale.factor, scale.zh, scale.en) == (Decimal(10_000), "万人", "10,000 people")


def test_exact_values_keep_all_digits() -> None:
    assert figures.exact(Decimal("404024000000.010000000")) == "404024000000.01"
