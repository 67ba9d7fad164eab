"""What becomes of rows that fail, and of the rows that hang on them."""

import json
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.registry import TABLES
from schemas.validate import (
    MissingColumnError,
    UnknownTableError,
    ValidatedReports,
    quarantine_rows,
    validate,
    validate_reports,
)

NOON = datetime(2024, 5, 1, 12, tzinfo=UTC)
GOOD, BAD = "00000000000000aa", "00000000000000bb"
TEXT = "全年地区生产总值增长5%，新增企业3家。"


def report(report_id: str, **changes: object) -> dict[str, object]:
    known = {"source_path": f"county/{report_id}.txt", "source_sha256": "0" * 48 + report_id, "source_format": "txt"}
    loaded = {"is_partial": False, "char_count": len(TEXT), "run_id": "run-1", "loaded_at": NOON}
    return {"report_id": report_id, **known, **loaded, **changes}


def fact(report_id: str, fact_id: str, start: int, mention: str, **changes: object) -> dict[str, object]:
    span = {"char_start": start, "char_end": start + len(mention), "mention": mention}
    number = {
        "value": Decimal(5),
        "unit": "%",
        "stated_number": "5",
        "bound": "exact",
        "sentence": TEXT,
        "sentence_start": 0,
    }
    return {
        "fact_id": fact_id, "report_id": report_id, **span, **number, "measure": "growth", "status": "actual", **changes
    }  # fmt: skip


def batch(facts: list[dict[str, object]], **of_bad_report: object) -> dict[str, pl.DataFrame]:
    """Two reports of TEXT. The ledger has both numbers of each; those that are facts say so."""
    ids = {(fact["report_id"], fact["char_start"]): fact["fact_id"] for fact in facts}
    numbers = [(report_id, start, text) for report_id in (GOOD, BAD) for start, text in ((10, "5%"), (17, "3家"))]
    return {
        "dim_report": pl.DataFrame([report(GOOD), report(BAD, **of_bad_report)]),
        "report_text": pl.DataFrame({"report_id": [GOOD, BAD], "text": [TEXT, TEXT]}),
        "report_section": pl.DataFrame(
            [
                {"report_id": report_id, "section_no": number, "char_start": start, "char_end": end, "role": "review"}
                for report_id in (GOOD, BAD)
                for number, start, end in ((0, 0, 12), (1, 12, len(TEXT)))
            ]
        ),
        "fact_quantity": pl.DataFrame(facts),
        "number_ledger": pl.DataFrame(
            [
                {
                    "report_id": report_id,
                    "char_start": start,
                    "char_end": start + len(text),
                    "text": text,
                    "disposition": "fact" if (report_id, start) in ids else "name",
                    "fact_id": ids.get((report_id, start)),
                }
                for report_id, start, text in numbers
            ]
        ),
    }


FACT_1, FACT_2 = "00000000000000f1", "00000000000000f2"


def test_a_row_that_fails_twice_is_one_entry_with_both_failures() -> None:
    rows = pl.DataFrame([fact(GOOD, FACT_1, 10, "5%", bound="nearly", status="done")])
    result = validate("fact_quantity", rows, run_id="run-7", at=NOON)
    entry = result.quarantined.row(0, named=True)
    assert result.quarantined.height == 1
    assert (entry["run_id"], entry["stage"], entry["table_name"]) == ("run-7", "validate", "fact_quantity")
    assert (entry["report_id"], entry["char_start"], entry["reason"]) == (GOOD, 10, "bound:isin")
    evidence = json.loads(entry["evidence"])
    assert evidence["key"] == {"fact_id": FACT_1}
    assert evidence["failures"] == [
        {"check": "bound:isin", "value": "nearly"},
        {"check": "status:isin", "value": "done"},
    ]
    assert evidence["row"]["mention"] == "5%"


def test_the_quarantine_takes_its_own_rows() -> None:
    result = validate("report_text", pl.DataFrame({"report_id": ["?"], "text": ["x" * 5000]}))
    assert validate("quarantine", result.quarantined).quarantined.is_empty()
    assert len(result.quarantined["evidence"][0]) < 1000


def test_the_same_fault_has_the_same_id_in_every_run() -> None:
    frame = pl.DataFrame({"report_id": ["?", "!"], "text": ["x", "x"]})
    one = validate("report_text", frame, run_id="run-1", at=NOON).quarantined
    two = validate("report_text", frame.reverse(), run_id="run-2", at=NOON + timedelta(days=1)).quarantined
    assert sorted(one["quarantine_id"]) == sorted(two["quarantine_id"])
    assert one["quarantine_id"].n_unique() == 2


def test_types_are_cast_and_absent_columns_are_null() -> None:
    east = timezone(timedelta(hours=8))
    frame = pl.DataFrame(
        [report(GOOD, report_year="2024", delivered_on="2024-01-20", loaded_at=datetime(2024, 5, 1, 20, tzinfo=east))]
    )
    row = validate("dim_report", frame).valid.row(0, named=True)
    assert (row["report_year"], row["delivered_on"], row["title"]) == (2024, date(2024, 1, 20), None)
    assert row["loaded_at"] == datetime(2024, 5, 1, 12)  # noqa: DTZ001 -- plain UTC


def test_columns_of_no_table_are_left_out() -> None:
    frame = pl.DataFrame({"report_id": [GOOD], "text": ["增长5%"], "clean": ["增长5%"]})
    assert validate("report_text", frame).valid.columns == ["report_id", "text"]


def test_a_frame_without_a_needed_column_is_the_callers_fault() -> None:
    with pytest.raises(MissingColumnError, match="report_text needs the column\\(s\\) text"):
        validate("report_text", pl.DataFrame({"report_id": [GOOD]}))


def test_an_unknown_table_is_named() -> None:
    with pytest.raises(UnknownTableError, match="fact_quantities"):
        validate("fact_quantities", pl.DataFrame())


def test_an_empty_frame_is_valid() -> None:
    result = validate("fact_quantity", TABLES["fact_quantity"].model.empty())
    assert (result.valid.height, result.quarantined.height) == (0, 0)


def test_a_report_that_fails_takes_its_rows_along_and_says_how_many() -> None:
    facts = [fact(GOOD, FACT_1, 10, "5%"), fact(BAD, FACT_2, 10, "5%")]
    result = validate_reports(batch(facts, region_code="13"), run_id="run-1")
    assert {name: rows.height for name, rows in result.valid.items()} == {
        "dim_report": 1,
        "report_text": 1,
        "report_section": 2,
        "fact_quantity": 1,
        "number_ledger": 2,
    }
    found = result.quarantined.select("reason", "report_id", "source_path").rows()
    assert found == [
        ("region_code:str_matches", BAD, f"county/{BAD}.txt"),
        ("report_incomplete", BAD, f"county/{BAD}.txt"),
    ]
    assert json.loads(result.quarantined["evidence"][1]) == {
        "report_text": 1,
        "report_section": 2,
        "fact_quantity": 1,
        "number_ledger": 2,
    }


def test_the_number_of_a_fact_that_fails_stays_in_the_ledger_as_unresolved() -> None:
    facts = [
        fact(GOOD, FACT_1, 10, "5%"),
        fact(GOOD, FACT_2, 17, "3家", unit="家", value=3, measure="rank"),
    ]
    result = validate_reports(batch(facts))
    assert result.valid["fact_quantity"]["fact_id"].to_list() == [FACT_1]
    ledger = result.valid["number_ledger"].filter(report_id=GOOD)
    assert ledger.select("text", "disposition", "fact_id", "reason").rows() == [
        ("5%", "fact", FACT_1, None),
        ("3家", "unresolved", None, "fact 00000000000000f2 is in quarantine"),
    ]
    assert result.quarantined.select("reason", "source_path", "char_start").rows() == [
        ("rank_is_a_place", f"county/{GOOD}.txt", 17)
    ]


def reasons(result: ValidatedReports) -> list[tuple[object, ...]]:
    return result.quarantined.select("table_name", "reason", "report_id", "char_start").rows()


def test_reports_without_a_fault_pass_whole() -> None:
    facts = [
        fact(GOOD, FACT_1, 10, "5%", section_no=0),
        fact(BAD, FACT_2, 17, "3家", unit="家", measure="level", section_no=1),
    ]
    result = validate_reports(batch(facts))
    assert reasons(result) == []
    assert result.valid["fact_quantity"]["section_no"].to_list() == [0, 1]
    assert result.valid["number_ledger"].height == 4


def test_a_fact_that_does_not_quote_the_text_is_set_aside_alone() -> None:
    facts = [fact(GOOD, FACT_1, 11, "5%"), fact(BAD, FACT_2, 10, "5%")]
    frames = batch(facts)
    result = validate_reports(frames)
    assert reasons(result) == [("fact_quantity", "quote_is_text", GOOD, 11)]
    evidence = json.loads(result.quarantined["evidence"][0])
    assert evidence["failures"] == [{"check": "quote_is_text", "value": "%，"}]
    assert result.valid["fact_quantity"]["fact_id"].to_list() == [FACT_2]


def test_a_ledger_row_that_does_not_quote_the_text_is_set_aside_and_its_digits_are_missed() -> None:
    frames = batch([fact(GOOD, FACT_1, 10, "5%")])
    is_misplaced = pl.col("report_id").eq(BAD) & pl.col("char_start").eq(17)
    frames["number_ledger"] = frames["number_ledger"].with_columns(
        pl.when(is_misplaced).then(pl.lit("4家")).otherwise("text").alias("text")
    )
    result = validate_reports(frames)
    assert reasons(result) == [
        ("number_ledger", "quote_is_text", BAD, 17),
        ("number_ledger", "digits_accounted_for", BAD, None),
    ]
    assert json.loads(result.quarantined["evidence"][1]) == {"in_text": 2, "in_ledger": 1}
    assert result.valid["dim_report"].height == 2


def test_a_fact_outside_its_section_is_set_aside() -> None:
    result = validate_reports(batch([fact(GOOD, FACT_1, 10, "5%", section_no=1)]))
    assert reasons(result) == [("fact_quantity", "section_holds_fact", GOOD, 10)]
    assert json.loads(result.quarantined["evidence"][0])["failures"][0]["value"] == "section 12 to 20"
    assert result.valid["number_ledger"]["disposition"].to_list() == ["unresolved", "name", "name", "name"]


def test_a_fact_whose_section_is_set_aside_loads_without_it() -> None:
    frames = batch([fact(GOOD, FACT_1, 10, "5%", section_no=0)])
    frames["report_section"] = frames["report_section"].with_columns(heading=pl.lit(""))
    result = validate_reports(frames)
    assert {reason for _, reason, _, _ in reasons(result)} == {"heading:str_length"}
    assert result.valid["fact_quantity"].select("fact_id", "section_no").rows() == [(FACT_1, None)]


def test_a_fact_that_the_ledger_does_not_know_is_set_aside() -> None:
    frames = batch([fact(GOOD, FACT_1, 10, "5%")])
    frames["number_ledger"] = batch([fact(GOOD, FACT_1, 17, "3家")])["number_ledger"]
    result = validate_reports(frames)
    assert reasons(result) == [("fact_quantity", "ledger_covers_fact", GOOD, 10)]


def test_full_width_digits_count_and_others_do_not() -> None:
    frames = batch([])
    frames["fact_quantity"] = TABLES["fact_quantity"].model.empty()
    frames["report_text"] = pl.DataFrame({"report_id": [GOOD, BAD], "text": [TEXT + "６", TEXT + "六⑥Ⅵ٦"]})
    frames["dim_report"] = frames["dim_report"].with_columns(char_count=frames["report_text"]["text"].str.len_chars())
    assert reasons(validate_reports(frames)) == [("number_ledger", "digits_accounted_for", GOOD, None)]


@pytest.mark.parametrize("before", [0, 990, 998, 999, 1000, 1001, 1999, 2000, 5500])
@pytest.mark.parametrize("length", [1, 5, 999, 1000, 1001, 2500])
def test_quotes_are_found_wherever_a_long_text_is_cut(before: int, length: int) -> None:
    text = "𠮷" * before + "7" * length + "😀" * 300
    row = {"report_id": GOOD, "char_start": before, "char_end": before + length, "text": "7" * length}
    frames = {
        "dim_report": pl.DataFrame([report(GOOD, char_count=len(text))]),
        "report_text": pl.DataFrame({"report_id": [GOOD], "text": [text]}),
        "number_ledger": pl.DataFrame([{**row, "disposition": "name"}]),
    }
    assert reasons(validate_reports(frames)) == []
    shifted = {**row, "char_start": before + 1, "char_end": before + length + 1, "disposition": "name"}
    frames["number_ledger"] = pl.DataFrame([shifted])
    assert reasons(validate_reports(frames))[0] == ("number_ledger", "quote_is_text", GOOD, before + 1)


def test_files_are_set_aside_with_reason_and_evidence() -> None:
    found = {"stage": "read", "source_path": "a.txt", "reason": "empty_file", "evidence": "0 bytes"}
    rows = quarantine_rows([found, found, {**found, "source_path": "b.txt"}], run_id="run-1", at=NOON)
    assert rows["source_path"].to_list() == ["a.txt", "b.txt"]
    assert validate("quarantine", rows).quarantined.is_empty()


CELL = st.one_of(st.none(), st.text(max_size=8), st.sampled_from([GOOD, "exact", "5%", "2022", "level", "家"]))


@pytest.mark.slow
@given(st.lists(st.fixed_dictionaries(dict.fromkeys(TABLES["fact_quantity"].dtypes, CELL)), max_size=4))
def test_whatever_the_cells_hold_every_row_is_accounted_for(rows: list[dict[str, str | None]]) -> None:
    frame = pl.DataFrame(rows, schema=dict.fromkeys(TABLES["fact_quantity"].dtypes, pl.String))
    result = validate("fact_quantity", frame)
    assert result.valid.schema == TABLES["fact_quantity"].dtypes
    bad = {json.dumps(json.loads(text)["row"], sort_keys=True) for text in result.quarantined["evidence"]}
    assert result.valid.height + len(bad) <= frame.height
    assert (result.valid.height == frame.height) == result.quarantined.is_empty()
