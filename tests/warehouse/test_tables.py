"""DDL from the registry, and frames into tables and back."""

from collections.abc import Callable, Iterator
from decimal import Decimal

import duckdb
import polars as pl
import pytest

from schemas.registry import TABLES
from schemas.validate import quarantine_rows
from warehouse import checks, ddl, dimensions, load

FramesOf = Callable[..., dict[str, pl.DataFrame]]


@pytest.fixture
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as connection:
        ddl.create_all(connection)
        yield connection


def rows(con: duckdb.DuckDBPyConnection, query: str) -> list[tuple[object, ...]]:
    return con.sql(query).fetchall()


def test_the_columns_of_the_public_contract_are_there(con: duckdb.DuckDBPyConnection) -> None:
    contract = {
        "dim_report": "report_id source_path source_sha256 source_format encoding region_code region_name region_level "
        "kind title report_year review_start review_end plan_year delivered_on is_partial char_count run_id loaded_at",
        "report_text": "report_id text",
        "report_section": "report_id section_no char_start char_end heading role period",
        "fact_quantity": "fact_id report_id section_no char_start char_end mention value value_max unit stated_number "
        "stated_unit bound measure basis scope status period period_start period_end indicator indicator_id action "
        "subject sentence",
        "number_ledger": "report_id char_start char_end text disposition fact_id reason",
        "fact_outcome": "target_fact_id actual_fact_id region_code period verdict attainment match_score reason "
        "words_report_id words_start words",
        "audit_finding": "finding_id kind severity fact_id other_fact_id expected found explanation",
    }
    for table, columns in contract.items():
        assert set(columns.split()) <= set(con.table(table).columns), table
    assert {"dim_region", "dim_unit", "dim_indicator", "load_run", "quarantine"} <= set(TABLES)


@pytest.mark.parametrize(
    ("column", "dtype"),
    [
        ("fact_quantity.value", "DECIMAL(38,9)"),
        ("fact_quantity.value_max", "DECIMAL(38,9)"),
        ("fact_quantity.char_start", "INTEGER"),
        ("fact_quantity.period_start", "DATE"),
        ("fact_outcome.match_score", "DECIMAL(5,4)"),
        ("dim_report.report_year", "SMALLINT"),
        ("dim_report.is_partial", "BOOLEAN"),
        ("dim_report.loaded_at", "TIMESTAMP"),
        ("source_file.mtime_ns", "BIGINT"),
        ("report_text.text", "VARCHAR"),
    ],
)
def test_sql_types_are_those_of_the_models(column: str, dtype: str) -> None:
    table, _, name = column.partition(".")
    assert ddl.column_types(table)[name] == dtype


def test_tables_columns_and_views_have_comments_in_both_languages(con: duckdb.DuckDBPyConnection) -> None:
    comments = rows(
        con,
        """
        select comment from duckdb_tables() where not internal
        union all select comment from duckdb_columns() where schema_name = 'main' and not internal
        union all select comment from duckdb_views() where not internal
        """,
    )
    assert len(comments) > 150
    assert all(comment and " | " in str(comment) for (comment,) in comments)
    found = rows(
        con, "select comment from duckdb_columns() where table_name = 'fact_quantity' and column_name = 'bound'"
    )
    assert found == [("数值边界：等于、左右、超过…… | How the number bounds the true value",)]


def test_there_are_no_indexes_and_nulls_are_refused(con: duckdb.DuckDBPyConnection) -> None:
    assert rows(con, "select * from duckdb_indexes()") == []
    assert rows(con, "select distinct constraint_type from duckdb_constraints()") == [("NOT NULL",)]


def test_making_the_tables_twice_changes_nothing_and_drops_stale_views(con: duckdb.DuckDBPyConnection) -> None:
    con.execute("create view bi.stale as select 1 as one")
    before = rows(con, "select table_name from duckdb_tables() where not internal order by all")
    ddl.create_all(con)
    assert rows(con, "select table_name from duckdb_tables() where not internal order by all") == before
    views = rows(con, "select view_name from duckdb_views() where schema_name = 'bi' and not internal order by all")
    assert ("stale",) not in views
    assert ("facts",) in views


def test_reports_are_replaced_and_removed_one_by_one(con: duckdb.DuckDBPyConnection, frames_of: FramesOf) -> None:
    load.replace_reports(con, frames_of({"a.txt": "新增1家，其中2家。", "b.txt": "新增3家。"}))
    load.replace_reports(con, frames_of({"a.txt": "新增1家。"}))
    assert rows(con, "select mention from fact_quantity order by all") == [("1家",), ("3家",)]
    report_id = rows(con, "select report_id from dim_report where source_path = 'b.txt'")[0][0]
    load.remove_reports(con, [str(report_id)])
    for table in load.REPORT_TABLES:
        assert rows(con, f"select count(*) from {table}") == [(1,)], table


def test_a_load_that_fails_half_way_leaves_the_tables_as_they_were(
    con: duckdb.DuckDBPyConnection, frames_of: FramesOf
) -> None:
    load.replace_reports(con, frames_of({"a.txt": "新增1家。"}))
    frames = frames_of({"a.txt": "新增2家。"})
    frames["number_ledger"] = frames["number_ledger"].with_columns(text=pl.lit(None, pl.String))
    with pytest.raises(duckdb.ConstraintException):
        load.replace_reports(con, frames)
    assert rows(con, "select mention from fact_quantity") == [("1家",)]
    assert rows(con, "select text from report_text") == [("新增1家。",)]


@pytest.mark.parametrize(
    "value", ["404024000000", "0.000000001", "-3.37", "66.666666667", "99999999999999999999999999999.999999999"]
)
def test_values_stay_exact(con: duckdb.DuckDBPyConnection, frames_of: FramesOf, value: str) -> None:
    frames = frames_of({"a.txt": "新增1家。"})
    frames["fact_quantity"] = frames["fact_quantity"].with_columns(value=pl.lit(Decimal(value)).cast(pl.Decimal(38, 9)))
    load.replace_reports(con, frames)
    assert rows(con, "select value from fact_quantity") == [(Decimal(value),)]


def test_rows_with_the_same_key_are_replaced(con: duckdb.DuckDBPyConnection) -> None:
    file = {"sha256": "0" * 64, "size": 1, "mtime_ns": 1, "outcome": "loaded", "report_count": 0, "is_present": True}
    runs = {"first_seen_run_id": "r", "last_seen_run_id": "r"}
    for size in (1, 2):
        load.upsert(con, "source_file", pl.DataFrame([{"path": "a.txt", **file, **runs, "size": size}]))
    assert rows(con, "select path, size from source_file") == [("a.txt", 2)]


def test_rows_of_our_own_that_do_not_fit_are_an_error_that_names_them(con: duckdb.DuckDBPyConnection) -> None:
    outcome = {"target_fact_id": "0" * 16, "verdict": "kept", "reason": "x", "actual_fact_id": "1" * 16}
    with pytest.raises(load.InvalidRowsError, match=r"1 row\(s\) do not fit fact_outcome.*verdict:isin.*kept"):
        load.replace_table(con, "fact_outcome", pl.DataFrame([outcome]))


def test_what_was_set_aside_of_a_source_is_replaced_when_it_is_read_again(con: duckdb.DuckDBPyConnection) -> None:
    def entry(path: str, reason: str) -> dict[str, str]:
        return {"stage": "read", "source_path": path, "reason": reason, "evidence": "0 bytes"}

    first = [entry("a.csv#1", "no_number"), entry("a.csv#2", "no_number"), entry("b.txt", "empty_file")]
    load.replace_quarantine(con, [], quarantine_rows(first, run_id="run-1"))
    load.replace_quarantine(con, ["a.csv"], quarantine_rows([entry("a.csv#2", "not_a_report")], run_id="run-2"))
    assert rows(con, "select source_path, reason from quarantine order by all") == [
        ("a.csv#2", "not_a_report"),
        ("b.txt", "empty_file"),
    ]


def test_dimensions_come_from_seeds_and_code_lists(con: duckdb.DuckDBPyConnection, frames_of: FramesOf) -> None:
    frames = frames_of({"a.txt": "新增1家。"})
    frames["fact_quantity"] = frames["fact_quantity"].with_columns(unit=pl.lit("元/平方米"))
    load.replace_reports(con, frames)
    load.refresh_dimensions(con)
    assert rows(con, "select region_name, region_level, parent_code from dim_region where region_code = '130633'") == [
        ("河北省保定市易县", "county", "130600")
    ]
    assert rows(con, "select unit, dimension, kind from dim_unit where unit in ('元', '元/平方米') order by all") == [
        ("元", "money", "measure"),
        ("元/平方米", "money/area", "quotient"),
    ]
    assert rows(con, "select label_zh, label_en from dim_code where code_list = 'verdict' and code = 'met'") == [
        ("兑现", "met")
    ]


def test_every_unit_of_the_catalogue_is_known() -> None:
    known = dimensions.units()["unit"]
    assert dimensions.indicators().filter(~pl.col("unit").is_in(known.implode()))["unit"].to_list() == []


def test_a_quotient_of_something_that_is_no_unit_stays_out_and_is_found(
    con: duckdb.DuckDBPyConnection, frames_of: FramesOf
) -> None:
    frames = frames_of({"a.txt": "新增1家。"})
    frames["fact_quantity"] = frames["fact_quantity"].with_columns(unit=pl.lit("元/光年"))
    load.replace_reports(con, frames)
    load.refresh_dimensions(con)
    failures = {failure.check: failure.sample for failure in checks.run(con)}
    assert failures["units_known"] == [{"unit": "元/光年", "facts": 1}]


# Offsets count Unicode code points, and so does DuckDB's substr: not bytes, not UTF-16 units, not graphemes
CODE_POINTS = [
    ("emoji", "增长😀5%", 3, 5, "5%"),
    ("rare Han outside the basic plane", "𠮷林𠀀增长5%", 5, 7, "5%"),
    ("combining mark", "cafe\u0301 5%", 6, 8, "5%"),
    ("the mark itself", "cafe\u0301", 4, 5, "\u0301"),
    ("joined emoji", "👨\u200d👩\u200d👧5%", 5, 7, "5%"),
    ("flag", "🇨🇳5%", 2, 4, "5%"),
    ("keycap", "1\ufe0f\u20e35%", 3, 5, "5%"),
    ("variation of a Han character", "葛\U000e01005%", 2, 4, "5%"),
    ("carriage return", "甲\r\n5%", 3, 5, "5%"),
    ("Hangul by parts", "\u1100\u1161\u11a85%", 3, 5, "5%"),
    ("full width", "增长５．５％", 2, 6, "５．５％"),
    ("no-break and ideographic space", "甲\u00a0\u30005%", 3, 5, "5%"),
    ("null character", "甲\x005%", 2, 4, "5%"),
]


@pytest.mark.parametrize(
    ("text", "start", "end", "mention"), [case[1:] for case in CODE_POINTS], ids=[c[0] for c in CODE_POINTS]
)
def test_substr_counts_code_points(text: str, start: int, end: int, mention: str) -> None:
    assert text[start:end] == mention
    with duckdb.connect() as con:
        con.register("incoming", pl.DataFrame({"text": [text]}).to_arrow())
        con.execute("create table report_text as from incoming")
        query = "select substr(text, ? + 1, ? - ?), length(text) from report_text"
        assert con.execute(query, [start, end, start]).fetchall() == [(mention, len(text))]


@pytest.mark.slow
@pytest.mark.parametrize("before", [0, 1, 990, 997, 998, 999, 1000, 1001, 1999, 2000, 5500])
def test_mentions_are_found_wherever_they_stand(
    con: duckdb.DuckDBPyConnection, frames_of: FramesOf, before: int
) -> None:
    text = "𠮷" * before + "123家" + "😀" * 700
    load.replace_reports(con, frames_of({"a.txt": text}))
    assert "mentions_are_text" not in {failure.check for failure in checks.run(con)}
    con.execute("update fact_quantity set char_start = char_start + 1, char_end = char_end + 1")
    assert "mentions_are_text" in {failure.check for failure in checks.run(con)}


@pytest.mark.parametrize("length", [999, 1000, 1001, 3000])
def test_a_long_run_is_compared_as_a_whole(con: duckdb.DuckDBPyConnection, frames_of: FramesOf, length: int) -> None:
    load.replace_reports(con, frames_of({"a.txt": "𠮷" * 700 + "1" * length}))
    assert "mentions_are_text" not in {failure.check for failure in checks.run(con)}
    con.execute("update number_ledger set text = left(text, -1) || '2'")
    assert "mentions_are_text" in {failure.check for failure in checks.run(con)}
