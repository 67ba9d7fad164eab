"""Small batches of reports as the pipeline hands them to the warehouse, and a way to publish them."""

import hashlib
import re
import shutil
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import duckdb
import polars as pl
import pytest

from schemas.registry import TABLES
from tests.conftest import Command
from warehouse import load, publish

NOON = datetime(2024, 5, 1, 12)  # noqa: DTZ001 -- the tables hold plain UTC
Frames = dict[str, pl.DataFrame]


def short_hash(*parts: object) -> str:
    return hashlib.sha256("#".join(map(str, parts)).encode()).hexdigest()[:16]


def sha256_of(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def make_frames(texts: Mapping[str, str], run_id: str = "run-1") -> Frames:
    """Report tables for texts by source path: each number before 家 is a fact, each other digit run unresolved."""
    rows: dict[str, list[dict[str, object]]] = {name: [] for name, spec in TABLES.items() if spec.scope == "report"}
    for path, text in texts.items():
        report_id = short_hash(path)
        rows["dim_report"].append(
            {
                "report_id": report_id,
                "source_path": path,
                "source_sha256": sha256_of(path),
                "source_format": "txt",
                "region_code": "130600",
                "region_name": "河北省保定市",
                "region_level": "prefecture",
                "kind": "government_work_report",
                "report_year": 2024,
                "is_partial": False,
                "is_primary": True,
                "primary_report_id": report_id,
                "char_count": len(text),
                "run_id": run_id,
                "loaded_at": NOON,
            }
        )
        rows["report_text"].append({"report_id": report_id, "text": text})
        section = {"section_no": 0, "char_start": 0, "char_end": len(text), "heading": "一、回顾", "role": "review"}
        rows["report_section"].append({"report_id": report_id, **section})
        for match in re.finditer(r"[0-9０-９]+(家?)", text):
            span = {"report_id": report_id, "char_start": match.start(), "char_end": match.end()}
            fact_id = short_hash(report_id, match.start()) if match[1] else None
            disposition = "fact" if fact_id else "unresolved"
            rows["number_ledger"].append({**span, "text": match[0], "disposition": disposition, "fact_id": fact_id})
            if fact_id:
                rows["fact_quantity"].append(
                    {
                        **span,
                        "fact_id": fact_id,
                        "section_no": 0,
                        "mention": match[0],
                        "value": Decimal(int(match[0][:-1])),
                        "unit": "家",
                        "stated_number": match[0][:-1],
                        "stated_unit": "家",
                        "bound": "exact",
                        "measure": "level",
                        "status": "target" if "力争" in text else "actual",
                        "period": "2023",
                        "period_start": date(2023, 1, 1),
                        "period_end": date(2023, 12, 31),
                        "indicator": "企业",
                        "sentence": text.strip(),
                        "sentence_start": len(text) - len(text.lstrip()),
                    }
                )
    return {name: pl.DataFrame(found, schema=TABLES[name].dtypes) for name, found in rows.items()}


def record(con: duckdb.DuckDBPyConnection, texts: Mapping[str, str], run_id: str = "run-1") -> None:
    """What a run writes about itself and its files."""
    run = {"run_id": run_id, "started_at": NOON, "finished_at": NOON, "state": "completed"}
    files = {"files_seen": len(texts), "files_loaded": len(texts), "files_unchanged": 0, "files_quarantined": 0}
    loaded = {"reports_loaded": len(texts), "facts_loaded": 0, "rows_quarantined": 0}
    load.upsert(con, "load_run", pl.DataFrame([{**run, **files, **loaded}]))
    seen = {"size": 1, "mtime_ns": 1, "outcome": "loaded", "report_count": 1, "is_present": True}
    by_run = {"first_seen_run_id": run_id, "last_seen_run_id": run_id}
    load.upsert(
        con,
        "source_file",
        pl.DataFrame([{"path": path, "sha256": sha256_of(path), **seen, **by_run} for path in texts]),
    )


Publisher = Callable[..., None]


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "duixian.duckdb"


@pytest.fixture(scope="session")
def empty_warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A published warehouse without reports; tests start from copies of it, which is quicker than making each."""
    path = tmp_path_factory.mktemp("empty") / "duixian.duckdb"
    with publish.open_build(path) as build:
        build.publish()
    return path


@pytest.fixture
def publish_texts(target: Path, empty_warehouse: Path) -> Publisher:
    """Load texts by source path into the warehouse and publish it."""

    def load_and_publish(texts: Mapping[str, str], run_id: str = "run-1") -> None:
        is_first = not target.exists()
        if is_first:
            shutil.copyfile(empty_warehouse, target)
        with publish.open_build(target) as build:
            load.replace_reports(build.con, make_frames(texts, run_id))
            record(build.con, texts, run_id)
            build.publish()
        if is_first:
            publish.previous_path(target).unlink()

    return load_and_publish


@pytest.fixture(scope="session")
def frames_of() -> Callable[..., Frames]:
    """The function that makes report tables of texts by source path."""
    return make_frames


@pytest.fixture(scope="session")
def record_run() -> Callable[..., None]:
    """The function that writes what a run says about itself and its files."""
    return record


LoadTexts = Callable[[Mapping[str, str]], Path]


@pytest.fixture(scope="module")
def load_texts(call: Command, tmp_path_factory: pytest.TempPathFactory) -> LoadTexts:
    """Load texts by file name into a warehouse of their own; where it lies."""

    def load_into(texts: Mapping[str, str]) -> Path:
        folder = tmp_path_factory.mktemp("texts")
        for name, text in texts.items():
            (folder / name).write_text(text, encoding="utf-8")
        warehouse = folder / "w.duckdb"
        files = [folder / name for name in sorted(texts)]
        done = call("ingest", *files, "--warehouse", warehouse, "--no-prefect", cwd=folder)
        assert done.returncode == 0, done.stderr
        return warehouse

    return load_into
