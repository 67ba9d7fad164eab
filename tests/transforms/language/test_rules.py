"""Rules with names: tables that decide, and an example for every rule that this rule decides."""

import polars as pl
import pytest

from tests.phrases import Phrase, extract_phrases, placed, plan, review, term, undated
from transforms.decisions import DECISIONS
from transforms.language.rules import Decision, Rule, is_so, otherwise, says, traced

#: One worker reads the examples of all rules, once.
pytestmark = pytest.mark.xdist_group("rules")
SECTIONS = {"plan": plan, "term": term, "undated": undated}
RULES = [(field, rule) for field, decision in DECISIONS.items() for rule in decision().leaves()]


def example_of(field: str, rule: Rule) -> Phrase:
    section, _, marked = rule.example.rpartition(": ")
    return SECTIONS.get(section, review)(f"{field}: {rule.name}", marked)


@pytest.fixture(scope="module")
def decided() -> dict[str, list[tuple[tuple[int, int], str]]]:
    """Field and rule → the spans of its example with the rule that decided there."""
    examples = {field: [example_of(field, rule) for of, rule in RULES if of == field] for field in DECISIONS}
    found = {}
    with traced():
        for field, phrases in examples.items():
            extraction = extract_phrases(phrases)
            for one in phrases:
                if field == "disposition":
                    rows = [(row["span"], row["reason"]) for row in placed(extraction.ledger, one)]
                elif field == "unread":
                    told = {rule.name for of, rule in RULES if of == field}
                    reasons = [(row["span"], row["reason"]) for row in placed(extraction.ledger, one)]
                    rows = [(span, reason if reason in told else "read") for span, reason in reasons]
                else:
                    rows = [(row["span"], row[f"{field}_rule"]) for row in placed(extraction.trace, one)]
                found[one.name] = rows
    return found


@pytest.mark.parametrize(("field", "rule"), RULES, ids=[f"{field}: {rule.name}" for field, rule in RULES])
def test_every_rule_decides_its_example(
    field: str, rule: Rule, decided: dict[str, list[tuple[tuple[int, int], str]]]
) -> None:
    one = example_of(field, rule)
    here = [name for span, name in decided[one.name] if span == one.spans[0]]
    assert here == (
        [] if rule.name == "the form of time" else [rule.name]
    )  # a time without a number belongs to no ledger


FALLS = Rule("falls", says("stem", "(?:下降|减少)$"), "down", "产量下降{8%}。")
SIZE = Decision("size", FALLS, otherwise("no fall", pl.col("other"), "产量{8%}。"))
LEADS = pl.DataFrame({"stem": ["产量下降", "产量", None], "other": ["a", "b", "c"]})


def test_the_first_rule_that_fits_decides() -> None:
    assert LEADS.select(SIZE.decide()).to_series().to_list() == ["down", "b", "c"]


def test_a_decision_names_its_rule_and_the_words_of_it() -> None:
    assert LEADS.select(SIZE.which(), words=SIZE.words()).rows() == [
        ("falls", "下降"),
        ("no fall", None),
        ("no fall", None),
    ]


def test_a_rule_may_lead_into_a_decision() -> None:
    inner = Decision("inner", Rule("is b", is_so(pl.col("other") == "b"), "B", ""), otherwise("is no b", "x", ""))
    outer = Decision("outer", FALLS, otherwise("inner", inner))
    assert LEADS.select(outer.decide(), rule=outer.which()).rows() == [
        ("down", "falls"),
        ("B", "is b"),
        ("x", "is no b"),
    ]
    assert outer.which_in(LEADS).to_list() == ["falls", "is b", "is no b"]
    assert outer.which_in(LEADS.clear()).to_list() == []


def test_columns_hold_rules_only_while_traced() -> None:
    assert list(SIZE.columns()) == ["size"]
    with traced():
        assert list(SIZE.columns()) == ["size", "size_rule", "size_words"]


def test_a_decision_ends_in_a_rule_that_always_fits() -> None:
    with pytest.raises(ValueError, match="'falls' is last and may not fit"):
        Decision("size", FALLS)


def test_no_two_rules_share_a_name() -> None:
    with pytest.raises(ValueError, match="two rules are called falls"):
        Decision("size", FALLS, FALLS, otherwise("no fall", None))
