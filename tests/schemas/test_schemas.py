"""Every check of every table's model bites: one mutant each, and no check without a mutant."""

import json
import re
from datetime import date, datetime
from decimal import Decimal

import polars as pl
import pytest

from schemas.registry import TABLES
from schemas.validate import validate

NOON = datetime(2024, 5, 1, 12, 0)  # noqa: DTZ001 -- the tables hold plain UTC


def hash_of(number: int) -> str:
    return f"{number:016x}"


def dim_report(n: int) -> dict[str, object]:
    return {
        "report_id": hash_of(n),
        "source_path": f"city/保定/{2020 + n}.txt",
        "source_sha256": f"{n:064x}",
        "source_format": "txt",
        "encoding": "utf-8",
        "source_url": "https://example.org/2020.html",
        "published_on": date(2020 + n, 1, 22),
        "issuer": "保定市人民政府办公室",
        "document_number": "保政发〔2021〕1号",
        "collected_title": "保定市政府工作报告",
        "reading_notes": "3 list numbers that Word counts itself are not in the text",
        "region_code": "130600",
        "region_name": "河北省保定市",
        "region_level": "prefecture",
        "kind": "government_work_report",
        "title": "政府工作报告",
        "report_year": 2020 + n,
        "review_start": 2015 + n,
        "review_end": 2019 + n,
        "plan_year": 2020 + n,
        "delivered_on": date(2020 + n, 1, 20),
        "is_partial": False,
        "is_primary": False,
        "primary_report_id": hash_of(n + 1),
        "part_of_report_id": hash_of(n + 2),
        "copy_evidence": "98% of its text is in the report that counts",
        "char_count": 12000,
        "run_id": "run-1",
        "loaded_at": NOON,
    }


def fact_quantity(n: int) -> dict[str, object]:
    return {
        "fact_id": hash_of(100 + n),
        "report_id": hash_of(n),
        "section_no": 1,
        "char_start": 10,
        "char_end": 16,
        "mention": "5% —6%",
        "value": Decimal(5),
        "value_max": Decimal(6),
        "unit": "%",
        "stated_number": "5",
        "stated_unit": "%",
        "bound": "range",
        "measure": "growth",
        "basis": "annual_average",
        "scope": "全省",
        "status": "target",
        "period": "2022-H1",
        "period_start": date(2022, 1, 1),
        "period_end": date(2022, 6, 30),
        "indicator": "地区生产总值",
        "indicator_id": "gdp",
        "action": "实现",
        "subject": "开发区",
        "sentence": "地区生产总值增长5% —6%。",
        "sentence_start": 2,
        "confidence": 0.98,
    }


def mart_headline(n: int) -> dict[str, object]:
    return {
        "region_code": "130600",
        "region_name": "河北省保定市",
        "region_level": "prefecture",
        "year": 2020 + n,
        "headline_id": "gdp_growth",
        "is_stated": True,
        "is_partial": False,
        "report_id": hash_of(300 + n),
        "target_fact_id": hash_of(n),
        "target_value": Decimal(5),
        "target_value_max": Decimal(6),
        "target_bound": "range",
        "target_mention": "5%—6%",
        "target_sentence": "地区生产总值增长5%—6%。",
        "target_report_id": hash_of(300 + n),
        "target_char_start": 100,
        "target_char_end": 105,
        "target_choice": "only_value",
        "target_statements": 1,
        "target_first_value": Decimal(5),
        "target_first_report_year": 2020 + n,
        "target_first_fact_id": hash_of(n),
        "other_target_mention": None,
        "result_fact_id": hash_of(100 + n),
        "result_value": Decimal("5.5"),
        "result_value_max": None,
        "result_bound": "exact",
        "result_mention": "5.5%",
        "result_sentence": "地区生产总值增长5.5%。",
        "result_report_id": hash_of(400 + n),
        "result_report_year": 2021 + n,
        "result_char_start": 90,
        "result_char_end": 94,
        "result_choice": "answers_target",
        "result_latest_value": Decimal("5.4"),
        "result_latest_report_year": 2022 + n,
        "result_latest_fact_id": hash_of(200 + n),
        "result_statements": 2,
        "verdict": "met",
        "reason": "目标5%—6%，结果5.5%：达到目标",
        "match_score": Decimal("0.9"),
    }


def quarantine(n: int) -> dict[str, object]:
    return {
        "quarantine_id": hash_of(n),
        "run_id": "run-1",
        "stage": "validate",
        "source_path": "city/保定/2024.txt",
        "source_sha256": f"{n:064x}",
        "table_name": "fact_quantity",
        "report_id": hash_of(n),
        "char_start": 10,
        "reason": "bound:isin",
        "evidence": "{}",
        "created_at": NOON,
    }


ROW = {
    "dim_report": dim_report,
    "report_text": lambda n: {"report_id": hash_of(n), "text": "地区生产总值增长5%。\n"},
    "report_section": lambda n: {
        "report_id": hash_of(n),
        "section_no": n,
        "char_start": 10,
        "char_end": 500,
        "heading": "一、2023年工作回顾",
        "role": "review",
        "period": "2019/2023",
    },
    "fact_quantity": fact_quantity,
    "number_ledger": lambda n: {
        "report_id": hash_of(n),
        "char_start": 10,
        "char_end": 12,
        "text": "5%",
        "disposition": "fact",
        "fact_id": hash_of(100 + n),
        "reason": "percent",
    },
    "fact_outcome": lambda n: {
        "target_fact_id": hash_of(n),
        "actual_fact_id": hash_of(100 + n),
        "region_code": "130600",
        "period": "2023",
        "verdict": "met",
        "attainment": Decimal("1.03"),
        "match_score": Decimal("0.9"),
        "reason": "20.6公里 ≥ 20公里",
        "words_report_id": None,
        "words_start": None,
        "words": None,
    },
    "audit_finding": lambda n: {
        "finding_id": hash_of(n),
        "kind": "growth_mismatch",
        "severity": "high",
        "fact_id": hash_of(100 + n),
        "other_fact_id": hash_of(200 + n),
        "expected": Decimal("7.1"),
        "found": Decimal("17.1"),
        "explanation": "107.1 / 100 = 1.071",
        "is_shown": True,
    },
    "mart_place": lambda n: {
        "region_code": f"1306{n:02}",
        "name": "徐水县",
        "short_name": "徐水",
        "region_name": "河北省保定市徐水县",
        "region_level": "county",
        "parent_code": "130600",
        "parent_name": "保定市",
        "province_code": "130000",
        "province_name": "河北省",
        "prefecture_code": "130600",
        "prefecture_name": "保定市",
        "is_current": False,
        "successor_code": "130609",
        "current_code": "130609",
        "current_name": "河北省保定市徐水区",
        "current_level": "county",
    },
    "mart_report": lambda n: {
        "report_id": hash_of(n),
        "facts": 40,
        "targets": 10,
        "results": 28,
        "numbers": 100,
        "unresolved": 1,
    },
    "mart_target_outcome": lambda n: {
        "target_fact_id": hash_of(n),
        "region_code": "130600",
        "region_name": "河北省保定市",
        "region_level": "prefecture",
        "year": 2023,
        "period": "2023",
        "basis": None,
        "verdict": "met",
        "attainment": Decimal("1.03"),
        "match_score": Decimal("0.9"),
        "reason": "目标20公里，结果20.6公里：达到目标",
        "indicator": "碧道",
        "indicator_id": "waterside_greenways",
        "measure": "level",
        "unit": "公里",
        "target_bound": "exact",
        "target_value": Decimal(20),
        "target_value_max": None,
        "target_mention": "20公里",
        "target_sentence": "建成碧道20公里。",
        "target_report_id": hash_of(300 + n),
        "target_report_year": 2023,
        "actual_fact_id": hash_of(100 + n),
        "actual_indicator": "碧道",
        "actual_value": Decimal("20.6"),
        "actual_mention": "20.6公里",
        "actual_sentence": "建成碧道20.6公里。",
        "actual_report_id": hash_of(400 + n),
        "actual_report_year": 2024,
    },
    "mart_scorecard": lambda n: {
        "region_code": "130600",
        "region_name": "河北省保定市",
        "region_level": "prefecture",
        "year": 2020 + n,
        "targets": 10,
        "met": 4,
        "missed": 3,
        "unclear": 1,
        "unreported": 2,
    },
    "mart_indicator_year": lambda n: {
        "region_code": "130600",
        "region_name": "河北省保定市",
        "region_level": "prefecture",
        "indicator_id": "gdp",
        "name_zh": "地区生产总值",
        "name_en": "Gross domestic product",
        "domain": "economy",
        "better": "higher",
        "year": 2020 + n,
        "unit": "元",
        "level_first": Decimal(100),
        "level_first_report_year": 2021 + n,
        "level_first_fact_id": hash_of(n),
        "level_latest": Decimal(101),
        "level_latest_report_year": 2022 + n,
        "level_latest_fact_id": hash_of(100 + n),
        "level_statements": 2,
        "growth_first": Decimal(6),
        "growth_first_report_year": 2021 + n,
        "growth_latest": Decimal(6),
        "growth_latest_report_year": 2021 + n,
        "growth_latest_fact_id": hash_of(200 + n),
        "growth_statements": 1,
        "share_of": "地区生产总值",
        "share_first": Decimal(40),
        "share_first_report_year": 2021 + n,
        "share_latest": Decimal(40),
        "share_latest_report_year": 2021 + n,
        "share_latest_fact_id": hash_of(300 + n),
        "share_statements": 1,
        "level_rank": 1,
        "growth_rank": 2,
        "share_rank": 1,
        "places": 3,
    },
    "mart_finding": lambda n: {
        "finding_id": hash_of(n),
        "region_code": "130600",
        "region_name": "河北省保定市",
        "report_year": 2024,
        "kind": "sum_mismatch",
        "severity": "high",
        "explanation": "其中省级企业36家，多于总数市级以上企业30家",
        "is_shown": True,
        "expected": Decimal(30),
        "found": Decimal(36),
        "fact_id": hash_of(100 + n),
        "mention": "36家",
        "sentence": "市级以上企业30家，其中省级36家。",
        "report_id": hash_of(300 + n),
        "other_fact_id": hash_of(200 + n),
        "other_mention": "30家",
        "other_sentence": "市级以上企业30家，其中省级36家。",
        "other_report_id": hash_of(300 + n),
    },
    "mart_headline": mart_headline,
    "dim_region": lambda n: {
        "region_code": f"1306{n:02}",
        "region_name": "河北省保定市徐水县",
        "region_level": "county",
        "name": "徐水县",
        "short_name": "徐水",
        "parent_code": "130600",
        "valid_from": 1960,
        "valid_to": 2014,
        "successor_code": "130609",
        "current_code": "130609",
        "source": "gb2260",
    },
    "dim_unit": lambda n: {
        "unit": f"米{n}",
        "dimension": "length",
        "kind": "measure",
        "aliases": "公尺",
        "example_phrase": "5米",
    },
    "dim_indicator": lambda n: {
        "indicator_id": f"gdp{n}",
        "name_zh": "地区生产总值",
        "name_en": "gross regional product",
        "domain": "economy",
        "dimension": "money",
        "unit": "元",
        "better": "higher",
        "aliases": "GDP",
    },
    "dim_headline": lambda n: {
        "headline_id": f"gdp_growth_{n}",
        "position": n,
        "name_zh": "地区生产总值增长",
        "name_en": "GDP growth",
        "indicator_ids": "gdp",
        "measures": "growth",
        "unit": "%",
        "better": "higher",
        "example_phrase": "地区生产总值增长5%左右",
    },
    "dim_code": lambda n: {"code_list": "bound", "code": f"code{n}", "label_zh": "等于", "label_en": "exactly"},
    "dim_meta": lambda n: {"name": f"name_{'abc'[n - 1]}", "value": "1", "description": "a version"},
    "load_run": lambda n: {
        "run_id": f"run-{n}",
        "started_at": NOON,
        "finished_at": NOON,
        "state": "completed",
        "runner": "inline",
        "prefect_flow_run_id": "flow-run",
        "code_digest": "c0de",
        "seed_digest": "5eed",
        "files_seen": 6,
        "files_loaded": 3,
        "files_unchanged": 2,
        "files_quarantined": 1,
        "reports_loaded": 3,
        "facts_loaded": 900,
        "rows_quarantined": 2,
        "message": "ok",
        "checks": '{"units_known": 0}',
    },
    "source_file": lambda n: {
        "path": f"city/保定/{2020 + n}.txt",
        "origin": "reports/city/保定/2020.txt",
        "sha256": f"{n:064x}",
        "size": 36000,
        "mtime_ns": 1_700_000_000_000_000_000,
        "ctime_ns": 1_700_000_000_000_000_000,
        "outcome": "loaded",
        "report_count": 1,
        "code_digest": "c0de",
        "seed_digest": "5eed",
        "first_seen_run_id": "run-1",
        "last_seen_run_id": "run-2",
        "is_present": True,
    },
    "quarantine": quarantine,
}

NOT_BELOW, NOT_ABOVE = "greater_than_or_equal_to", "less_than_or_equal_to"

# table, what breaks, and the cells of the middle row that break it
WRITTEN_MUTANTS: list[tuple[str, str, dict[str, object]]] = [
    ("dim_report", "report_id_unique", {"report_id": hash_of(1)}),
    ("dim_report", "counts_for_itself", {"is_primary": True}),
    ("dim_report", "review_in_order", {"review_start": 2024, "review_end": 2023}),
    ("dim_report", "nation_has_code_000000", {"region_level": "nation", "region_code": "110000"}),
    ("dim_report", "province_code_ends_0000", {"region_level": "province"}),
    *(("dim_report", f"{year}:{NOT_BELOW}", {year: 1948}) for year in ("report_year", "review_start", "plan_year")),
    *(("dim_report", f"{year}:{NOT_ABOVE}", {year: 2101}) for year in ("report_year", "review_end", "plan_year")),
    ("dim_report", f"review_end:{NOT_BELOW}", {"review_start": None, "review_end": 1948}),
    ("dim_report", f"review_start:{NOT_ABOVE}", {"review_start": 2101, "review_end": None}),
    ("dim_report", f"char_count:{NOT_BELOW}", {"char_count": 0}),
    ("report_text", "report_id_unique", {"report_id": hash_of(1)}),
    ("report_text", "newlines_are_lf", {"text": "增长5%。\r\n"}),
    (
        "report_section",
        "section_no_unique",
        {"report_id": hash_of(1), "section_no": 1, "char_start": 600, "char_end": 700},
    ),
    ("report_section", "span_in_order", {"char_end": 10}),
    ("report_section", "spans_disjoint", {"report_id": hash_of(1), "char_start": 499}),
    ("report_section", f"section_no:{NOT_BELOW}", {"section_no": -1}),
    ("report_section", f"char_start:{NOT_BELOW}", {"char_start": -1}),
    ("fact_quantity", "fact_id_unique", {"fact_id": hash_of(101)}),
    ("fact_quantity", "spans_disjoint", {"report_id": hash_of(1), "char_start": 15, "char_end": 21}),
    ("fact_quantity", "span_in_order", {"char_end": 10, "mention": ""}),
    ("fact_quantity", "mention_fills_span", {"mention": "5%—6%"}),
    ("fact_quantity", "value_max_iff_range", {"value_max": None}),
    ("fact_quantity", "value_max_above_value", {"value_max": Decimal(5)}),
    ("fact_quantity", "unit_known", {"unit": "元/光年", "measure": "level"}),
    ("fact_quantity", "rank_is_a_place", {"measure": "rank", "unit": "个"}),
    ("fact_quantity", "share_in_percent", {"measure": "share", "unit": "家"}),
    ("fact_quantity", "growth_is_relative", {"unit": "元"}),
    ("fact_quantity", "multiple_in_times", {"measure": "multiple"}),
    ("fact_quantity", "period_start_follows", {"period_start": date(2022, 1, 2)}),
    ("fact_quantity", "period_end_follows", {"period_end": None}),
    (
        "fact_quantity",
        "period_in_order",
        {"period": "2022/2018", "period_start": date(2022, 1, 1), "period_end": date(2018, 12, 31)},
    ),
    ("fact_quantity", "bound:isin", {"bound": "nonsense", "value_max": None}),
    ("fact_quantity", "period:str_matches", {"period": "2022年", "period_start": None, "period_end": None}),
    ("fact_quantity", f"section_no:{NOT_BELOW}", {"section_no": -1}),
    ("fact_quantity", f"char_start:{NOT_BELOW}", {"char_start": -1, "char_end": 5}),
    ("fact_quantity", f"sentence_start:{NOT_BELOW}", {"sentence_start": -1}),
    ("number_ledger", "span_in_order", {"char_end": 10, "text": ""}),
    ("number_ledger", "spans_disjoint", {"report_id": hash_of(1), "char_start": 11, "char_end": 13}),
    ("number_ledger", "text_fills_span", {"text": "5"}),
    ("number_ledger", "fact_id_iff_fact", {"disposition": "date"}),
    ("number_ledger", "disposition:isin", {"disposition": "nonsense", "fact_id": None}),
    ("number_ledger", f"char_start:{NOT_BELOW}", {"char_start": -1, "char_end": 1}),
    ("fact_outcome", "target_unique", {"target_fact_id": hash_of(1)}),
    ("fact_outcome", "target_is_not_actual", {"actual_fact_id": hash_of(2)}),
    ("fact_outcome", "one_answer_iff_reported", {"verdict": "unreported"}),
    ("fact_outcome", "one_answer_iff_reported", {"actual_fact_id": None}),
    (
        "fact_outcome",
        "one_answer_iff_reported",
        {"words_report_id": hash_of(3), "words_start": 0, "words": "十件民生实事全部完成。"},
    ),
    ("fact_outcome", "words_are_whole", {"actual_fact_id": None, "words_start": 0}),
    (
        "fact_outcome",
        f"words_start:{NOT_BELOW}",
        {"actual_fact_id": None, "words_report_id": hash_of(3), "words_start": -1, "words": "全部完成。"},
    ),
    ("fact_outcome", f"match_score:{NOT_BELOW}", {"match_score": Decimal("-0.1")}),
    ("fact_outcome", f"match_score:{NOT_ABOVE}", {"match_score": Decimal("1.1")}),
    ("audit_finding", "finding_id_unique", {"finding_id": hash_of(1)}),
    ("audit_finding", "facts_differ", {"other_fact_id": hash_of(102)}),
    ("mart_place", "region_code_unique", {"region_code": "130601"}),
    ("mart_report", "report_id_unique", {"report_id": hash_of(1)}),
    ("mart_target_outcome", "target_unique", {"target_fact_id": hash_of(1)}),
    ("mart_scorecard", "place_and_year_unique", {"year": 2021}),
    ("mart_scorecard", "verdicts_add_up", {"targets": 11}),
    ("mart_indicator_year", "place_indicator_year_unique", {"year": 2021}),
    ("mart_finding", "finding_unique", {"finding_id": hash_of(1)}),
    ("mart_headline", "place_year_headline_unique", {"year": 2021}),
    ("mart_headline", "stated_iff_target", {"is_stated": False}),
    ("mart_headline", "stated_iff_report", {"is_stated": None, "target_fact_id": None}),
    ("dim_region", "region_unique", {"region_code": "130601"}),
    ("dim_region", "nation_has_no_parent", {"parent_code": None}),
    ("dim_region", "validity_in_order", {"valid_to": 1959}),
    ("dim_region", f"valid_from:{NOT_BELOW}", {"valid_from": 1948}),
    ("dim_region", f"valid_from:{NOT_ABOVE}", {"valid_from": 2101, "valid_to": None}),
    ("dim_region", f"valid_to:{NOT_BELOW}", {"valid_from": None, "valid_to": 1948}),
    ("dim_region", f"valid_to:{NOT_ABOVE}", {"valid_to": 2101}),
    ("dim_unit", "unit_unique", {"unit": "米1"}),
    ("dim_indicator", "indicator_id_unique", {"indicator_id": "gdp1"}),
    ("dim_headline", "headline_id_unique", {"headline_id": "gdp_growth_1"}),
    ("dim_headline", f"position:{NOT_BELOW}", {"position": 0}),
    ("dim_code", "code_unique", {"code": "code1"}),
    ("dim_meta", "name_unique", {"name": "name_a"}),
    ("load_run", "run_id_unique", {"run_id": "run-1"}),
    ("load_run", "run_in_order", {"finished_at": datetime(2024, 5, 1, 11, 59)}),  # noqa: DTZ001
    ("fact_quantity", f"confidence:{NOT_BELOW}", {"confidence": -0.1}),
    ("fact_quantity", "confidence:less_than_or_equal_to", {"confidence": 1.1}),
    ("load_run", "files_add_up", {"files_seen": 7}),
    ("load_run", f"files_seen:{NOT_BELOW}", {"files_seen": -1, "state": "failed"}),
    *(
        ("load_run", f"files_{outcome}:{NOT_BELOW}", {f"files_{outcome}": -1, "state": "failed"})
        for outcome in ("loaded", "unchanged", "quarantined")
    ),
    *(
        ("load_run", f"{count}:{NOT_BELOW}", {count: -1})
        for count in ("reports_loaded", "facts_loaded", "rows_quarantined")
    ),
    ("source_file", "path_unique", {"path": "city/保定/2021.txt"}),
    ("source_file", f"size:{NOT_BELOW}", {"size": -1}),
    ("source_file", f"report_count:{NOT_BELOW}", {"report_count": -1}),
    ("quarantine", "quarantine_id_unique", {"quarantine_id": hash_of(1)}),
    ("quarantine", f"char_start:{NOT_BELOW}", {"char_start": -1}),
]

# what breaks a column's check, whatever the column is about
ANY_COLUMN = {"not_nullable": None, "isin": "nonsense", "str_matches": "?", "str_length": ""}


def all_checks() -> list[tuple[str, str]]:
    """Table and label of every check that the registry declares, types and nullability included."""
    found = []
    for name, spec in TABLES.items():
        for column in spec.columns:
            found += [(name, f"{column.name}:{check}") for check in column.checks]
            found += [] if column.nullable else [(name, f"{column.name}:not_nullable")]
            found += [] if column.dtype == pl.String else [(name, f"{column.name}:type")]
        found += [(name, check) for check in spec.row_checks]
    return found


def written_or_made() -> list[tuple[str, str, dict[str, object]]]:
    written = {(table, label): changes for table, label, changes in WRITTEN_MUTANTS}
    made = {
        (table, label): {column: ANY_COLUMN[check]}
        for table, label in all_checks()
        for column, _, check in [label.partition(":")]
        if check in ANY_COLUMN
    }
    return [(table, label, changes) for (table, label), changes in {**made, **written}.items()]


MUTANTS = written_or_made()
MISFITS = [(table, label) for table, label in all_checks() if label.endswith(":type")]


def three_rows(table: str, changes: dict[str, object] | None = None) -> pl.DataFrame:
    first, middle, last = (ROW[table](n) for n in (1, 2, 3))
    return pl.DataFrame([first, {**middle, **(changes or {})}, last], schema=TABLES[table].dtypes)


def assert_only_the_middle_row_fails(table: str, frame: pl.DataFrame, label: str) -> None:
    result = validate(table, frame)
    assert result.valid.equals(three_rows(table)[[0, 2]])
    assert result.quarantined["reason"].to_list() == [label]
    assert [failure["check"] for failure in json.loads(result.quarantined["evidence"][0])["failures"]] == [label]


def test_every_table_has_a_row_to_mutate() -> None:
    assert list(ROW) == list(TABLES)


@pytest.mark.parametrize("table", TABLES)
def test_the_unharmed_rows_pass(table: str) -> None:
    result = validate(table, three_rows(table))
    assert result.valid.equals(three_rows(table))
    assert result.quarantined.is_empty()


@pytest.mark.parametrize(("table", "label", "changes"), MUTANTS, ids=[f"{t}-{label}" for t, label, _ in MUTANTS])
def test_a_mutant_is_quarantined_and_nothing_else(table: str, label: str, changes: dict[str, object]) -> None:
    assert_only_the_middle_row_fails(table, three_rows(table, changes), label)


@pytest.mark.parametrize(("table", "label"), MISFITS, ids=[f"{t}-{label}" for t, label in MISFITS])
def test_a_value_that_does_not_fit_its_type_is_quarantined(table: str, label: str) -> None:
    column = label.partition(":")[0]
    frame = three_rows(table)
    texts = frame[column].cast(pl.String).to_list()
    texts[1] = "不详"
    assert_only_the_middle_row_fails(table, frame.with_columns(pl.Series(column, texts)), label)


def test_every_check_has_a_mutant() -> None:
    mutated = [(table, label) for table, label, _ in MUTANTS] + MISFITS
    assert sorted(mutated) == sorted(all_checks())


@pytest.mark.parametrize(
    "changes",
    [
        {"bound": "exact", "value_max": None, "measure": "rank", "unit": "位", "value": Decimal(2)},
        {"measure": "share", "value": Decimal(149), "value_max": Decimal(150)},
        {"measure": "share", "unit": "‰"},
        {"measure": "multiple", "unit": "倍"},
        {"measure": "growth", "unit": "倍"},
        {"measure": "growth", "value": Decimal("-3.37"), "value_max": Decimal("-3.1")},
        {"measure": "level", "unit": "元/平方米"},
        {"measure": "level", "unit": "指数", "value": Decimal(103), "bound": "exact", "value_max": None},
        {"basis": "since:2006/2010"},
        {"basis": "since:2017"},
        {"basis": None, "scope": None, "indicator": None, "indicator_id": None, "action": None, "subject": None},
        {"period": None, "period_start": None, "period_end": None},
        {"value": Decimal("404024000000.000000001"), "value_max": Decimal("99999999999999999999999999999.999999999")},
        {"report_id": hash_of(1), "char_start": 16, "char_end": 22},
    ],
    ids="-".join,
)
def test_facts_as_the_guide_has_them_pass(changes: dict[str, object]) -> None:
    assert validate("fact_quantity", three_rows("fact_quantity", changes)).quarantined.is_empty()


@pytest.mark.parametrize(
    "changes",
    [
        {"measure": "rank", "unit": "位", "value": Decimal(0), "value_max": Decimal(1)},
        {"measure": "rank", "unit": "位", "value": Decimal("1.5")},
    ],
    ids="-".join,
)
def test_a_rank_counts_from_one_in_whole_steps(changes: dict[str, object]) -> None:
    assert_only_the_middle_row_fails("fact_quantity", three_rows("fact_quantity", changes), "rank_is_a_place")


def test_a_day_that_no_calendar_has_is_no_period() -> None:
    changes = {"period": "2022-02-30", "period_start": None, "period_end": None}
    assert_only_the_middle_row_fails("fact_quantity", three_rows("fact_quantity", changes), "period_in_order")


def test_a_span_inside_an_earlier_long_one_overlaps() -> None:
    ledger = pl.DataFrame(
        [
            {"report_id": hash_of(1), "char_start": 0, "char_end": 9, "text": "123456789", "disposition": "name"},
            {"report_id": hash_of(1), "char_start": 2, "char_end": 3, "text": "3", "disposition": "name"},
            {"report_id": hash_of(1), "char_start": 5, "char_end": 6, "text": "6", "disposition": "name"},
        ]
    )
    result = validate("number_ledger", ledger)
    assert result.valid["char_start"].to_list() == [0]
    assert result.quarantined["char_start"].to_list() == [2, 5]


@pytest.mark.parametrize("level", ["nation", "province"])
def test_the_code_of_a_prefecture_is_of_no_higher_level(level: str) -> None:
    result = validate("dim_report", three_rows("dim_report", {"region_level": level, "region_code": "130600"}))
    assert result.quarantined.height == 1


def test_every_table_and_column_is_described_in_chinese_and_english() -> None:
    described = [(spec.zh, spec.en) for spec in TABLES.values()]
    described += [(column.zh, column.en) for spec in TABLES.values() for column in spec.columns]
    for zh, en in described:
        assert zh == "SHA-256" or re.search(r"[\u4e00-\u9fff]", zh), zh
        assert re.fullmatch(r"[ -~…]+", en), en


def test_a_column_of_a_closed_list_checks_it() -> None:
    for spec in TABLES.values():
        for column in spec.columns:
            assert (column.codes is not None) == ("isin" in column.checks), (spec.name, column.name)
