"""The examples in the docstrings of schemas and warehouse run as they stand."""

import doctest
import importlib
import os
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

import seeds
from schemas.validate import ValidatedReports, validate_reports
from warehouse import publish

pytestmark = pytest.mark.slow

MODULES = [
    "schemas.enums",
    "schemas.periods",
    "schemas.registry",
    "schemas.validate",
    "warehouse.checks",
    "warehouse.checks.texts",
    "warehouse.connect",
    "warehouse.ddl",
    "warehouse.dimensions",
    "warehouse.export",
    "warehouse.load",
    "warehouse.lock",
]


@pytest.mark.parametrize("name", MODULES)
def test_examples_run(
    name: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    empty_warehouse: Path,
    frames_of: Callable[..., dict[str, pl.DataFrame]],
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("data").mkdir()
    Path("data/duixian.duckdb").write_bytes(empty_warehouse.read_bytes())
    validated: ValidatedReports = validate_reports(frames_of({"a.txt": "新增1家。"}))
    with publish.open_build(tmp_path / "checked.duckdb") as build:
        known = {"Path": Path, "os": os, "pl": pl, "publish": publish, "seeds": seeds, "validated": validated}
        result = doctest.testmod(importlib.import_module(name), extraglobs={**known, "con": build.con})
    assert result.attempted > 0
    assert result.failed == 0
