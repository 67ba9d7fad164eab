"""How a time is written, and the days that it spans."""

from datetime import date

import polars as pl
import pytest

from schemas.enums import CODE_LISTS, Basis, Bound, codes
from schemas.periods import first_day, is_period, last_day

SPANS = [
    ("2022", date(2022, 1, 1), date(2022, 12, 31)),
    ("2018/2022", date(2018, 1, 1), date(2022, 12, 31)),
    ("2022-H1", date(2022, 1, 1), date(2022, 6, 30)),
    ("2022-H2", date(2022, 7, 1), date(2022, 12, 31)),
    ("2022-Q1", date(2022, 1, 1), date(2022, 3, 31)),
    ("2022-Q3", date(2022, 7, 1), date(2022, 9, 30)),
    ("2022-06", date(2022, 6, 1), date(2022, 6, 30)),
    ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
    ("2023-02", date(2023, 2, 1), date(2023, 2, 28)),
    ("2022-12", date(2022, 12, 1), date(2022, 12, 31)),
    ("2022-06-30", date(2022, 6, 30), date(2022, 6, 30)),
]


@pytest.mark.parametrize(("period", "start", "end"), SPANS, ids=[period for period, _, _ in SPANS])
def test_a_period_spans_its_days(period: str, start: date, end: date) -> None:
    frame = pl.DataFrame({"period": [period]})
    assert frame.select(is_period("period"), start=first_day("period"), end=last_day("period")).row(0) == (
        True,
        start,
        end,
    )


@pytest.mark.parametrize(
    "text", ["", "22", "2022年", "2022-13", "2022-Q5", "2022-H3", "2022-6", "2022/22", "2022-06-31x", "2022-", "0022"]
)
def test_anything_else_is_no_period_and_has_no_days(text: str) -> None:
    frame = pl.DataFrame({"period": [text]})
    assert frame.select(is_period("period"), start=first_day("period"), end=last_day("period")).row(0) == (
        False,
        None,
        None,
    )


def test_a_day_that_no_calendar_has_has_no_days() -> None:
    frame = pl.DataFrame({"period": ["2022-02-30"]})
    assert frame.select(start=first_day("period"), end=last_day("period")).row(0) == (None, None)


def test_null_stays_null() -> None:
    frame = pl.DataFrame({"period": [None]}, schema={"period": pl.String})
    assert frame.select(start=first_day("period"), end=last_day("period")).row(0) == (None, None)


def test_codes_are_plain_strings_in_order() -> None:
    assert codes(Bound) == ["exact", "about", "below", "above", "at_least", "at_most", "range", "indefinite"]
    assert {type(code) for code in codes(Basis)} == {str}


def test_every_code_has_labels_and_stands_once_in_its_list() -> None:
    for name, code_list in CODE_LISTS.items():
        assert all(code.zh and code.en for code in code_list), name
        assert len(set(codes(code_list))) == len(codes(code_list)), name
