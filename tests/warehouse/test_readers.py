"""What people take out of a warehouse: connections, views, exports, the dictionary."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import duckdb
import polars as pl
import pytest

from schemas.registry import TABLES
from warehouse import connect, ddl, dictionary, export, views

TEXTS = {
    "city/保定/2024.txt": "2023年新增企业12家，关停3家。",
    "city/保定/2023.txt": "力争新增企业5家。",
}


def test_a_missing_warehouse_is_named_with_what_to_do(target: Path) -> None:
    with pytest.raises(connect.NoWarehouseError, match="duixian ingest"):
        connect.read(target)


def test_a_file_that_is_no_database_is_named(target: Path) -> None:
    target.write_text("新增企业12家")
    with pytest.raises(connect.UnreadableWarehouseError, match="move it aside"):
        connect.read(target)


def test_readers_cannot_write(target: Path, publish_texts: Callable[..., None]) -> None:
    publish_texts(TEXTS)
    with connect.read(target) as con, pytest.raises(duckdb.InvalidInputException, match="read-only"):
        con.execute("delete from fact_quantity")


def test_views_say_what_the_tables_hold(target: Path, publish_texts: Callable[..., None]) -> None:
    publish_texts(TEXTS)
    with connect.read(target) as con:
        facts = con.sql(
            "select region_name, report_year, status, indicator, value, unit, dimension, heading "
            "from bi.facts order by value"
        )
        assert facts.fetchall() == [
            ("河北省保定市", 2024, "actual", "企业", Decimal(3), "家", "count", "一、回顾"),
            ("河北省保定市", 2024, "target", "企业", Decimal(5), "家", "count", "一、回顾"),
            ("河北省保定市", 2024, "actual", "企业", Decimal(12), "家", "count", "一、回顾"),
        ]
        reports = con.sql(
            "select source_path, facts, targets, results, numbers, unresolved from bi.reports order by source_path"
        )
        assert reports.fetchall() == [
            ("city/保定/2023.txt", 1, 1, 0, 1, 0),
            ("city/保定/2024.txt", 2, 0, 2, 3, 1),
        ]
        coverage = con.sql("select region_code, first_year, years, reports, report_years, facts from bi.coverage")
        assert coverage.fetchall() == [("130600", 2024, 1, 2, "2024", 3)]
        ledger = con.sql("select disposition, label_zh, numbers, reports, share from bi.ledger_summary order by all")
        assert ledger.fetchall() == [("fact", "事实", 3, 2, 0.75), ("unresolved", "未判定", 1, 1, 0.25)]


def test_a_report_without_facts_is_in_the_views(target: Path, publish_texts: Callable[..., None]) -> None:
    publish_texts({"a.txt": "没有数字。"})
    with connect.read(target) as con:
        assert con.sql("select facts, numbers from bi.reports").fetchall() == [(0, 0)]
        assert con.sql("select facts from bi.coverage").fetchall() == [(0,)]


def test_every_view_has_titles_and_plain_types() -> None:
    with duckdb.connect() as con:
        for name, view in ddl.create_all(con).items():
            assert not view.zh.startswith("--"), name
            assert not view.en.startswith("--"), name
            types = {str(dtype).partition("(")[0] for dtype in con.table(f"bi.{name}").types}
            # lists, structs and HUGEINT are what BI tools stumble over
            assert types <= {
                "VARCHAR",
                "SMALLINT",
                "INTEGER",
                "BIGINT",
                "DOUBLE",
                "DECIMAL",
                "DATE",
                "TIMESTAMP",
                "BOOLEAN",
            }


def test_views_are_made_after_those_that_they_read() -> None:
    order = list(views.queries())
    assert order.index("reports") < order.index("coverage")


def test_all_tables_are_exported_as_parquet_and_csv(
    target: Path, tmp_path: Path, publish_texts: Callable[..., None]
) -> None:
    publish_texts(TEXTS)
    counts = export.tables(target, tmp_path / "对外 '导出'")
    assert list(counts) == list(TABLES)
    assert (counts["dim_report"], counts["fact_quantity"], counts["number_ledger"]) == (2, 3, 4)
    files = sorted(file.name for file in (tmp_path / "对外 '导出'").iterdir())
    assert files == sorted(f"{name}.{suffix}" for name in TABLES for suffix in ("csv", "parquet"))
    facts = pl.read_parquet(tmp_path / "对外 '导出'" / "fact_quantity.parquet")
    assert facts.schema["value"] == pl.Decimal(38, 9)
    assert sorted(facts["value"]) == [3, 5, 12]
    table = pl.read_csv(tmp_path / "对外 '导出'" / "report_text.csv")
    assert sorted(table["text"]) == sorted(TEXTS.values())


def test_an_export_gives_the_same_bytes_twice(target: Path, tmp_path: Path, publish_texts: Callable[..., None]) -> None:
    publish_texts(TEXTS)
    export.tables(target, tmp_path / "one", ["csv"])
    publish_texts(dict(reversed(TEXTS.items())))
    export.tables(target, tmp_path / "two", ["csv"])
    for name in TABLES:
        assert (tmp_path / "one" / f"{name}.csv").read_bytes() == (tmp_path / "two" / f"{name}.csv").read_bytes(), name


def test_the_data_dictionary_is_not_stale() -> None:
    assert dictionary.FILE.read_text("utf-8") == dictionary.render(), "run python -m warehouse.dictionary"


def test_the_data_dictionary_names_every_column_of_every_table() -> None:
    text = dictionary.render()
    for name, spec in TABLES.items():
        section = text.partition(f"### {name}\n")[2].partition("\n###")[0]
        assert all(f"| {column.name} | " in section for column in spec.columns), name
