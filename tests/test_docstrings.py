"""The examples in docstrings run; those of schemas and warehouse, which ask a warehouse, in tests/warehouse."""

import doctest
import importlib

import polars as pl
import pytest

import seeds
from tests.conftest import ROOT

ROOMS = ("bi", "flows", "seeds", "transforms")
WITH_EXAMPLES = [
    ".".join(file.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
    for room in ROOMS
    for file in sorted((ROOT / room).rglob("*.py"))
    if ">>> " in file.read_text("utf-8")
]


@pytest.mark.parametrize("module", WITH_EXAMPLES)
def test_examples_in_docstrings_run(module: str) -> None:
    result = doctest.testmod(importlib.import_module(module), extraglobs={"pl": pl, "seeds": seeds})
    assert (result.failed, result.attempted > 0) == (0, True)
