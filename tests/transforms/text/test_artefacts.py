"""Digits of artefacts are in the ledger, and nothing else changes."""

import polars as pl

from transforms.pipeline import extract
from transforms.text.artefacts import find_artefacts

TEXT = "新华社记者<U+00A0>庞兴雷<U+00A0>摄\n2022年建成碧道20.6公里。\n"


def test_each_artefact_is_a_run_with_its_place() -> None:
    runs = find_artefacts(pl.DataFrame({"report_id": ["a", "b"], "text": ["建成碧道20.6公里。", TEXT]}))
    assert runs.select("report_id", "char_start", "char_end", "text", "disposition").rows() == [
        ("b", 5, 13, "<U+00A0>", "boilerplate"),
        ("b", 16, 24, "<U+00A0>", "boilerplate"),
    ]


def test_texts_without_artefacts_have_none() -> None:
    assert find_artefacts(pl.DataFrame({"report_id": ["a"], "text": ["建成碧道20.6公里。"]})).is_empty()


def test_ledger_holds_them_beside_the_numbers() -> None:
    ledger = extract(pl.DataFrame({"report_id": ["a"], "text": [TEXT]})).ledger
    rows = ledger.filter(pl.col("text").str.contains("[0-9]")).select("char_start", "text", "disposition").rows()
    assert rows == [
        (5, "<U+00A0>", "boilerplate"),
        (16, "<U+00A0>", "boilerplate"),
        (26, "2022年", "date"),
        (35, "20.6公里", "fact"),
    ]
