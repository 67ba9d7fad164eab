"""The two documents that the project starts from: every fact in every field, and what became of each promise.

The figures were read by hand; the sentences stay beside the checkout. `|` stands between readings that are as good.
"""

import csv
import io
from decimal import Decimal
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from transforms import sources
from transforms.identity import identify
from transforms.outcomes import match_outcomes
from transforms.pipeline import extract

Row = dict[str, Any]
BY_HAND = list(csv.DictReader(io.StringIO(Path(__file__).with_name("first_documents.csv").read_text("utf-8"))))
FILES = {"plan": "001_4435b56c59ed97b6.txt", "review": "000_190511f86ad69113.txt"}
#: 十条 of a policy's name counts nothing that must be a fact.
OPTIONAL = {("review", 1072)}
EXACT = ("mention", "unit", "bound", "measure", "basis", "status")
WORDS = ("indicator", "action", "subject")
#: Target, result and the reader's verdict; what the review does not speak of has none.
VERDICTS = {
    "50亿元": ("52.52亿元", "met"),
    "20公里": ("20.6公里", "met"),
    "6个以上": ("6个", "met"),
    "22宗": ("5宗", "unclear"),
    "10宗": ("7宗", "unclear"),
    "35个": ("6个", "unclear"),
    "3条": ("3条", "unclear"),
    "5条": ("5条", "unclear"),
    "50条": ("50条", "met"),
    "6公里": ("33.6公里", "met"),
    "5个以上": ("6个", "met"),
}

pytestmark = pytest.mark.corpus


@pytest.fixture(scope="module")
def read(corpus: Path) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Facts and reports of both documents, each report called plan or review."""
    rows = []
    for name, file in FILES.items():
        path = corpus / "seeds" / file
        document = sources.read(path.read_bytes(), path.name).documents[0]
        rows.append({"report_id": name, "source_path": str(path), "text": document.text, "hints": "{}"})
    reports = pl.DataFrame(rows)
    reports = reports.join(identify(reports), on="report_id", how="left")
    return extract(reports).facts, reports


@pytest.fixture(scope="module")
def facts(read: tuple[pl.DataFrame, pl.DataFrame]) -> dict[tuple[str, int], Row]:
    return {(row["report_id"], row["char_start"]): row for row in read[0].to_dicts()}


def test_every_number_that_states_something_is_a_fact_and_no_other(facts: dict[tuple[str, int], Row]) -> None:
    assert set(facts) - OPTIONAL == {(row["document"], int(row["char_start"])) for row in BY_HAND}


def _name(row: Row) -> str:
    return f"{row['document']} {row['mention']} {row['indicator']}"


@pytest.mark.parametrize("row", BY_HAND, ids=_name)
def test_every_field_is_right(row: Row, facts: dict[tuple[str, int], Row]) -> None:
    fact = facts[row["document"], int(row["char_start"])]
    assert {name: fact[name] or "" for name in EXACT} == {name: row[name] for name in EXACT}
    assert (fact["value"], fact["value_max"], fact["period"]) == (Decimal(row["value"]), None, "2022")
    assert {name: fact[name] or "" for name in WORDS if (fact[name] or "") not in row[name].split("|")} == {}


def test_the_promises_and_only_they_are_targets(facts: dict[tuple[str, int], Row]) -> None:
    targets = [row["mention"] for row in facts.values() if row["status"] == "target"]
    assert len(targets) == 21
    assert not {"28项", "46公里"} & set(targets)


def test_what_the_review_answers_has_the_verdict_of_a_reader(read: tuple[pl.DataFrame, pl.DataFrame]) -> None:
    facts, reports = read
    mentions = dict(facts.select("fact_id", "mention").iter_rows())
    rows = match_outcomes(facts, reports).to_dicts()
    answered = {
        mentions[row["target_fact_id"]]: (mentions[row["actual_fact_id"]], row["verdict"])
        for row in rows
        if row["actual_fact_id"]
    }
    assert answered == VERDICTS
    assert len(rows) == 21
