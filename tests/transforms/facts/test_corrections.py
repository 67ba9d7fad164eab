"""Corrections put single fields of single facts right, and raise when what they expect is no longer there."""

from datetime import date
from decimal import Decimal

import polars as pl
import pytest

from seeds import SeedError
from transforms.facts.corrections import FIELDS, Correction, correct, load, read
from transforms.pipeline import extract

SHA = "ab" * 32
ONE, TWO = "00000000000000a1", "00000000000000b2"
TEXT = "2023年新建学校12所，地区生产总值增长6.1%。"
REPORTS = pl.DataFrame({"report_id": [ONE, TWO], "text": [TEXT, TEXT], "source_sha256": [SHA, "cd" * 32]})
ROW = {"report_sha256": "", "report_id": ONE, "char_start": "9", "char_end": "12", "field": "unit", "value": "座",
       "expect": "所", "reason": "the annex says so"}  # fmt: skip


@pytest.fixture(scope="module")
def facts() -> pl.DataFrame:
    return extract(REPORTS).facts


def corrections(*rows: dict[str, str]) -> tuple[Correction, ...]:
    frame = pl.DataFrame([{**ROW, **row} for row in rows])
    return read(frame.with_row_index("_line", offset=2).with_columns(pl.col("_line").cast(pl.Int64)))


def cells(facts: pl.DataFrame, field: str) -> list[tuple[object, ...]]:
    return facts.sort("report_id", "char_start").select("report_id", "mention", field).rows()


def test_the_seed_itself_is_valid() -> None:
    assert isinstance(load(), tuple)


def test_a_field_of_one_fact_is_put_right(facts: pl.DataFrame) -> None:
    assert cells(correct(facts, REPORTS, corrections({})), "unit") == [
        (ONE, "12所", "座"), (ONE, "6.1%", "%"), (TWO, "12所", "所"), (TWO, "6.1%", "%"),
    ]  # fmt: skip


def test_a_report_can_be_named_by_its_file(facts: pl.DataFrame) -> None:
    corrected = correct(facts, REPORTS, corrections({"report_id": "", "report_sha256": SHA}))
    assert cells(corrected, "unit")[0] == (ONE, "12所", "座")


@pytest.mark.parametrize(
    ("field", "expect", "value", "becomes"),
    [
        ("value", "12", "120", Decimal(120)),
        ("value", "12.0", "12.5", Decimal("12.5")),
        ("action", "新建", "", None),
    ],
)
def test_values_take_the_type_of_their_field(
    facts: pl.DataFrame, field: str, expect: str, value: str, becomes: object
) -> None:
    corrected = correct(facts, REPORTS, corrections({"field": field, "expect": expect, "value": value}))
    assert corrected.schema == facts.schema
    assert cells(corrected, field)[0] == (ONE, "12所", becomes)


def test_reports_of_other_batches_are_let_be(facts: pl.DataFrame) -> None:
    only_two = facts.filter(pl.col("report_id") == TWO)
    assert correct(only_two, REPORTS.tail(1), corrections({})).equals(only_two)


@pytest.mark.parametrize(
    ("row", "says"),
    [
        pytest.param(
            {"expect": "家"}, r"line 2: expects unit '家' at 9-12 .* \(12所\) and finds '所'", id="other value"
        ),
        pytest.param({"char_end": "13"}, r"line 2: expects a fact at 9-13 .*, and there is none", id="no such fact"),
        pytest.param({"field": "value", "expect": "13", "value": "14"}, "finds '12'", id="other number"),
    ],
)
def test_an_expectation_that_no_longer_holds_raises(facts: pl.DataFrame, row: dict[str, str], says: str) -> None:
    with pytest.raises(SeedError, match=rf"seeds/corrections.csv .*{says}"):
        correct(facts, REPORTS, corrections(row))


@pytest.mark.parametrize(
    ("row", "says"),
    [
        pytest.param({"report_sha256": SHA}, "one of the two", id="named twice"),
        pytest.param({"report_id": ""}, "one of the two", id="not named"),
        pytest.param({"report_id": "haizhu"}, "is no hash", id="no hash"),
        pytest.param({"char_start": "x"}, "not two numbers", id="no span"),
        pytest.param({"field": "mention"}, "cannot be put right; these can: value, value_max", id="field"),
        pytest.param({"reason": ""}, "say in reason", id="no reason"),
        pytest.param({"value": "所"}, "nothing would be put right", id="no change"),
        pytest.param(
            {"field": "value", "expect": "12", "value": "a dozen"}, "'a dozen' is nothing that value", id="value"
        ),
        pytest.param({"field": "period_end", "expect": "2023"}, "'2023' is nothing that period_end", id="date"),
    ],
)
def test_a_row_that_cannot_be_meant_is_named_with_its_line(row: dict[str, str], says: str) -> None:
    with pytest.raises(SeedError, match=rf"seeds/corrections.csv line 2: .*{says}"):
        corrections(row)


def test_two_rows_for_one_field_are_refused() -> None:
    with pytest.raises(SeedError, match="line 3: puts right what line 2 does"):
        corrections({}, {"value": "间"})


def test_a_file_of_several_reports_needs_the_id(facts: pl.DataFrame) -> None:
    table = REPORTS.with_columns(source_sha256=pl.lit(SHA))
    with pytest.raises(SeedError, match="the file holds 2 reports: name the one by its report_id"):
        correct(facts, table, corrections({"report_id": "", "report_sha256": SHA}))


def test_every_field_is_a_column_of_the_facts(facts: pl.DataFrame) -> None:
    assert set(FIELDS) < set(facts.columns)


def test_the_days_follow_a_period_that_is_put_right(facts: pl.DataFrame) -> None:
    corrected = correct(facts, REPORTS, corrections({"field": "period", "expect": "2023", "value": "2023-H1"}))
    assert corrected.filter(report_id=ONE, char_start=9).select("period", "period_start", "period_end").rows() == [
        ("2023-H1", date(2023, 1, 1), date(2023, 6, 30))
    ]


def test_a_range_takes_two_rows(facts: pl.DataFrame) -> None:
    rows = corrections({"field": "bound", "expect": "exact", "value": "range"},
                       {"field": "value_max", "expect": "", "value": "15"})  # fmt: skip
    assert cells(correct(facts, REPORTS, rows), "value_max")[0] == (ONE, "12所", Decimal(15))


@pytest.mark.parametrize(
    ("field", "expect", "value", "problem"),
    [
        ("unit", "所", "", "refused (unit:"),
        ("unit", "所", "火星币", "refused (unit_known)"),
        ("status", "actual", "done", "refused (status:"),
        ("measure", "level", "Level", "refused (measure:"),
        ("bound", "exact", "range", "refused (value_max_iff_range)"),
        ("value_max", "", "15", "refused (value_max_iff_range)"),
        ("period", "2023", "23年", "refused (period:"),
        ("period_start", "2023-01-01", "2024-01-01", "refused ("),
    ],
)
def test_what_would_lose_the_fact_is_refused_with_its_line(
    facts: pl.DataFrame, field: str, expect: str, value: str, problem: str
) -> None:
    with pytest.raises(SeedError) as caught:
        correct(facts, REPORTS, corrections({"field": field, "expect": expect, "value": value}))
    assert str(caught.value).startswith("seeds/corrections.csv line 2: ")
    assert problem in str(caught.value)


@pytest.mark.parametrize("value", ["NaN", "Infinity", "1e30", "0.1234567891", "一"])
def test_a_value_that_no_decimal_holds_is_refused(value: str) -> None:
    with pytest.raises(SeedError, match="is nothing that value can hold"):
        corrections({"field": "value", "expect": "12", "value": value})
