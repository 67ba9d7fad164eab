"""What the sentences of rules say, apart from the rules: a rule that goes is missed by the sentence that it read."""

import csv
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.phrases import Phrase, extract_phrases, placed, plan, review, term, undated
from transforms.decisions import DECISIONS
from transforms.language.rules import Decision, Rule

SECTIONS = {"review": review, "plan": plan, "term": term, "undated": undated}
with Path(__file__).with_name("readings.csv").open(encoding="utf-8", newline="") as file:
    READINGS = [
        (
            row["field"],
            SECTIONS[row["section"]](f"{row['field']}: {row['section']}: {row['marked']}", row["marked"]),
            row["reads"],
        )
        for row in csv.DictReader(file)
    ]


def read(readings: list[tuple[str, Phrase, str]]) -> dict[str, list[str]]:
    """Name of a phrase → what its marked span says in its field."""
    extraction = extract_phrases([one for _, one, _ in readings])
    found = {}
    for field, one, _ in readings:
        rows = extraction.ledger if field in extraction.ledger.columns else extraction.facts
        found[one.name] = [str(row[field] or "") for row in placed(rows, one) if row["span"] == one.spans[0]]
    return found


@pytest.fixture(scope="module")
def found() -> dict[str, list[str]]:
    return read(READINGS)


@pytest.mark.parametrize(("field", "one", "reads"), READINGS, ids=[one.name for _, one, _ in READINGS])
def test_a_sentence_says_what_its_rule_says(field: str, one: Phrase, reads: str, found: dict[str, list[str]]) -> None:
    assert found[one.name] == [reads]


def rules_that_may_go() -> list[tuple[Decision, Rule]]:
    """Every rule but those that decide where no other does, with the table it stands in."""

    def inside(decision: Decision) -> Iterator[tuple[Decision, Rule]]:
        for rule in decision.rules:
            if isinstance(rule.then, Decision):
                yield from inside(rule.then)
            elif rule is not decision.rules[-1]:
                yield decision, rule

    return [pair for factory in DECISIONS.values() for pair in inside(factory())]


@contextmanager
def without(decision: Decision, rule: Rule) -> Iterator[None]:
    rules = decision.rules
    decision.rules = tuple(other for other in rules if other is not rule)
    try:
        yield
    finally:
        decision.rules = rules


@pytest.mark.heavy
def test_a_rule_that_goes_is_missed(found: dict[str, list[str]]) -> None:
    # all was read once with every rule: a decision keeps which columns its rules ask for
    idle = []
    for decision, rule in rules_that_may_go():
        with without(decision, rule):
            said = read(READINGS)
        if said == found:
            idle.append(f"{decision.field}: {rule.name}")
    assert idle == []
