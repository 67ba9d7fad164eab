"""`duixian export --delta`: other engines read what the warehouse holds, whatever became of the export before."""

import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pytest
from polars.testing import assert_frame_equal

import seeds
from schemas.registry import TABLES
from tests.conftest import Command
from warehouse.export import lake

pytestmark = [pytest.mark.extras, pytest.mark.slow]

OF_REPORTS = [
    name
    for name, spec in TABLES.items()
    if spec.scope in {"report", "derived", "mart"} and name != "mart_place"  # which says the province of every place
]
SAMPLES = ("haizhu-2022.txt", "haizhu-2023.txt", "mianyang-2024.docx", "national-2023.html")


@pytest.fixture(scope="module")
def loaded(command: Command, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with four sample reports and their warehouse."""
    pytest.importorskip("deltalake")
    folder = tmp_path_factory.mktemp("lake")
    (folder / "in").mkdir()
    for name in SAMPLES:
        shutil.copy(seeds.path("reports") / name, folder / "in")
    ingest(folder, command)
    return folder


@pytest.fixture
def warehouse(loaded: Path, place: Path) -> Path:
    """The warehouse in a place where the test may change it and its reports."""
    shutil.copytree(loaded, place, dirs_exist_ok=True)
    return place / "data" / "duixian.duckdb"


def ingest(place: Path, command: Command) -> Path:
    done = command("ingest", place / "in", "--no-prefect", cwd=place)
    assert done.returncode == 0, done.stderr
    return place / "data" / "duixian.duckdb"


def export(command: Command, place: Path) -> list[str]:
    done = command("export", "--delta", place / "lake", cwd=place)
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def in_warehouse(warehouse: Path) -> dict[str, pl.DataFrame]:
    with duckdb.connect(warehouse, read_only=True) as con:
        return {name: con.sql(f"from main.{name}").pl() for name in TABLES}


def assert_same_rows(held: pl.DataFrame, told: pl.DataFrame) -> None:
    columns = held.columns
    assert_frame_equal(told.select(columns).sort(columns), held.sort(columns))


def test_every_table_reads_back_row_for_row_with_polars(warehouse: Path, place: Path, command: Command) -> None:
    export(command, place)
    read = {name: pl.read_delta(table) for name, table in lake.tables(str(place / "lake"))}
    held = in_warehouse(warehouse)
    assert read.keys() == held.keys()
    for name, rows in held.items():
        assert_same_rows(rows, read[name])


def test_facts_read_back_with_the_parquet_reader_of_duckdb(warehouse: Path, place: Path, command: Command) -> None:
    export(command, place)
    tables = dict(lake.tables(str(place / "lake")))
    for name in ("fact_quantity", "fact_outcome", "dim_region"):
        files = [file.removeprefix("file://") for file in tables[name].file_uris()]
        told = duckdb.sql("from read_parquet($files)", params={"files": files}).pl()
        assert_same_rows(in_warehouse(warehouse)[name], told)


def test_partitions_are_provinces(warehouse: Path, place: Path, command: Command) -> None:
    export(command, place)
    tables = dict(lake.tables(str(place / "lake")))
    assert [name for name, table in tables.items() if table.metadata().partition_columns] == sorted(OF_REPORTS)
    provinces = pl.read_delta(tables["dim_report"])["province_code"].unique().sort().to_list()
    assert provinces == ["000000", "440000", "510000"]


def test_only_what_changed_is_written_again(warehouse: Path, place: Path, command: Command) -> None:
    assert export(command, place)[-1].startswith("written anew")
    before = lake.versions(str(place / "lake"))
    assert export(command, place)[-1] == "nothing has changed"
    assert lake.versions(str(place / "lake")) == before

    report = place / "in" / "haizhu-2023.txt"
    report.write_text(report.read_text("utf-8-sig") + "新建公园77个。\n", "utf-8")
    ingest(place, command)
    export(command, place)
    after = dict(lake.tables(str(place / "lake")))
    assert after["fact_quantity"].version() == before["fact_quantity"] + 1
    assert after["dim_region"].version() == before["dim_region"]
    (commit,) = after["fact_quantity"].history(1)
    assert "440000" in commit["operationParameters"]["predicate"]
    assert "510000" not in commit["operationParameters"]["predicate"]
    for name, rows in in_warehouse(warehouse).items():
        assert_same_rows(rows, pl.read_delta(after[name]))


def test_report_that_is_gone_is_gone_from_the_lake(warehouse: Path, place: Path, command: Command) -> None:
    export(command, place)
    with duckdb.connect(warehouse) as con:
        for table in ("fact_quantity", "number_ledger", "report_section", "report_text", "dim_report"):
            of_mianyang = "select report_id from dim_report where region_code = '510700'"
            con.execute(f"delete from {table} where report_id in ({of_mianyang})")
    export(command, place)
    facts = pl.read_delta(dict(lake.tables(str(place / "lake")))["fact_quantity"])
    assert facts["province_code"].unique().sort().to_list() == ["000000", "440000"]


def test_killed_export_leaves_the_last_version(warehouse: Path, place: Path, command: Command) -> None:
    export(command, place)
    before = in_warehouse(warehouse)
    for file in (place / "in").iterdir():
        if file.suffix == ".txt":
            file.write_text(file.read_text("utf-8-sig") + "新建公园77个。\n", "utf-8")
    ingest(place, command)
    log = place / "lake" / "dim_report" / "_delta_log"
    commits = len(list(log.glob("*.json")))
    line = [sys.executable, "-m", "flows.cli", "export", "--delta", str(place / "lake")]
    with subprocess.Popen(line, cwd=place, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as running:
        while len(list(log.glob("*.json"))) == commits and running.poll() is None:
            time.sleep(0.001)
        running.kill()
    assert running.returncode == -signal.SIGKILL

    for name, table in lake.tables(str(place / "lake")):
        assert_same_rows(before[name], pl.read_delta(table))
    export(command, place)
    after: dict[str, Any] = dict(lake.tables(str(place / "lake")))
    for name, rows in in_warehouse(warehouse).items():
        assert_same_rows(rows, pl.read_delta(after[name]))
