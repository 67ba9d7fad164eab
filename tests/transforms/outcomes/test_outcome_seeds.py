"""Every row of the seeds of matching and audit is used as written and has an example that it fits."""

import re

import pytest

import seeds
from schemas.enums import FindingKind, codes

WORD_KINDS = {"synonym", "weak", "head", "tail", "plain", "body", "national"}
CUE_KINDS = {
    *("push", "start", "done", "flow", "stock", "stood", "scope", "part", "completion", "completed_whole"),
    *("failure", "lower", "undoing", "yearly", "arranged"),
    *("capacity_unit", "named_work", "brought", "capacity_lead", "size_lead", "size_of_year", "size_trail"),
    *("shortened", "speech", "addressed", "reaching", "to_be_spent"),
    *("listed_works", "comes_by_itself"),
    *("told_done", "told_work", "told_when", "told", "told_of_other", "deeds_announced", "deeds_done"),
}
WORDS = seeds.read("outcome_words").to_dicts()
CUES = seeds.read("outcome_cues").to_dicts()
EXEMPT = seeds.read("audit_exempt").to_dicts()


@pytest.mark.parametrize("row", WORDS, ids=[f"{row['kind']}-{row['word']}" for row in WORDS])
def test_a_word_stands_in_its_example(row: dict[str, str]) -> None:
    assert row["kind"] in WORD_KINDS
    assert row["word"] in row["example"]
    assert bool(row["canonical"]) == (row["kind"] == "synonym")


def test_words_are_unique_in_their_kind() -> None:
    keys = [(row["kind"], row["word"]) for row in WORDS]
    assert len(keys) == len(set(keys))


def test_no_canonical_word_is_replaced_again() -> None:
    synonyms = {row["word"]: row["canonical"] for row in WORDS if row["kind"] == "synonym"}
    assert [word for word in synonyms.values() if word in synonyms] == []


def matches(pattern: str, example: str) -> bool:
    """Whether a pattern is found; one that is bound to the end of the lead is found before the number."""
    leads = [example[: number.start()] for number in re.finditer(r"[0-9]+", example)]
    return any(re.search(pattern, text) for text in (example, *leads, *re.split("[，。；]", example)))


@pytest.mark.parametrize("row", CUES, ids=[row["kind"] for row in CUES])
def test_a_cue_is_found_in_its_example(row: dict[str, str]) -> None:
    assert row["kind"] in CUE_KINDS
    assert row["reason"]
    assert matches(row["pattern"], row["example"])


def test_every_kind_of_cue_is_there_once_at_least() -> None:
    assert {row["kind"] for row in CUES} == CUE_KINDS


@pytest.mark.parametrize("row", EXEMPT, ids=[row["pattern"] for row in EXEMPT])
def test_an_exemption_is_found_in_its_example(row: dict[str, str]) -> None:
    assert row["kind"] in {*codes(FindingKind), "part_of_place"}
    assert matches(row["pattern"], row["example"])


def test_tolerances_are_of_indicators_of_the_catalogue() -> None:
    known = set(seeds.read("indicators")["indicator_id"])
    rows = seeds.read("audit_tolerances").to_dicts()
    assert [row["indicator_id"] for row in rows if row["indicator_id"] not in known] == []
    assert all(float(row["points"]) > 0 and row["reason"] and row["example"] for row in rows)
