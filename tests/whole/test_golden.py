"""Extraction against the facts made by hand: the sample reports, and single sentences with one construct each."""

import json
from pathlib import Path

import polars as pl
import pytest

import seeds
from benchmarks.agreement import FIELDS, LEVELS, Agreement, Row, compare
from tests.phrases import extract_phrases, phrase, placed
from transforms import sources
from transforms.pipeline import Extraction, extract

GOLDEN = Path(__file__).parents[1] / "golden"

#: Just under what is reached; a change that falls below makes facts worse.
SAMPLE_FLOORS = {"mention": 0.995, "quantity": 0.995, "meaning": 0.98, "full": 0.935}
CASE_FLOORS = {"mention": 0.99, "quantity": 0.99, "meaning": 0.98, "full": 0.94}
DISPOSITION_FLOOR = 0.85


def rows(name: str) -> list[Row]:
    return [json.loads(line) for line in (GOLDEN / name).read_text("utf-8").splitlines()]


@pytest.fixture(scope="module")
def extraction() -> Extraction:
    """The sample reports, each under the name of its file."""
    names = sorted({fact["window"] for fact in rows("facts.jsonl")})
    documents = [sources.read((seeds.path("reports") / name).read_bytes(), name).documents for name in names]
    return extract(pl.DataFrame({"report_id": names, "text": [document.text for (document,) in documents]}))


@pytest.fixture(scope="module")
def samples(extraction: Extraction) -> Agreement:
    gold, windows = rows("facts.jsonl"), json.loads((GOLDEN / "windows.json").read_text("utf-8"))
    whole = Agreement()
    for name, window in windows.items():
        inside = extraction.facts.filter(
            pl.col("report_id") == name, pl.col("char_start") < window["end"], pl.col("char_end") > window["start"]
        )
        whole.add(compare((fact for fact in gold if fact["window"] == name), inside.to_dicts()))
    return whole


@pytest.fixture(scope="module")
def single_cases() -> Agreement:
    """The sentences of cases.jsonl, each below the heading of its section."""
    gold = {case["id"]: case for case in rows("cases.jsonl")}
    phrases = []
    for name, case in gold.items():
        year = case["report_year"]
        phrases.append(phrase(name, case["text"], section=case["section"], years=(year - 1, year - 1, year)))
    extraction = extract_phrases(phrases)
    whole = Agreement()
    for one in phrases:
        found = [
            row | {"char_start": row["span"][0], "char_end": row["span"][1]} for row in placed(extraction.facts, one)
        ]
        whole.add(compare(gold[one.name]["facts"], found))
    return whole


@pytest.mark.parametrize(("level", "floor"), SAMPLE_FLOORS.items())
def test_facts_of_the_samples(level: str, floor: float, samples: Agreement) -> None:
    assert samples.f1(level) >= floor, report(samples, level)


@pytest.mark.parametrize(("level", "floor"), CASE_FLOORS.items())
def test_facts_of_single_sentences(level: str, floor: float, single_cases: Agreement) -> None:
    assert single_cases.f1(level) >= floor, report(single_cases, level)


def report(agreement: Agreement, level: str) -> str:
    """What a reader of a failed test wants to see: the facts that do not agree."""
    lines = [f"missed {gold['mention']} {gold['indicator']}" for gold in agreement.missed]
    lines += [f"spurious {got['mention']} {got['indicator']}" for got in agreement.spurious]
    for name in LEVELS[level]:
        lines += [
            f"{name} of {gold['mention']}: {gold[name]}, got {got[name]}" for gold, got in agreement.differing(name)
        ]
    return "\n".join(lines)


def test_dispositions_of_the_samples(extraction: Extraction) -> None:
    gold = rows("nonfacts.jsonl")
    ledger = extraction.ledger.select("report_id", "char_start", "char_end", "disposition")
    right = [
        set(
            ledger.filter(
                pl.col("report_id") == row["window"],
                pl.col("char_start") < row["end"],
                pl.col("char_end") > row["start"],
            )["disposition"]
        )
        == {row["disposition"]}
        for row in gold
    ]
    wrong = [f"{row['text']} {row['disposition']}" for row, is_right in zip(gold, right, strict=True) if not is_right]
    assert sum(right) / len(gold) >= DISPOSITION_FLOOR, wrong


GOLD: Row = {
    "start": 4, "end": 9, "mention": "20.6公里", "value": "20.6", "value_max": None, "unit": "公里", "bound": "exact",
    "measure": "level", "status": "actual", "period": "2022", "indicator": "碧道", "action": "建成", "subject": None,
    "optional": False,
}  # fmt: skip
FOUND: Row = GOLD | {"char_start": 4, "char_end": 9, "value": 20.6}


@pytest.mark.parametrize(
    ("gold", "found", "reached"),
    [
        pytest.param({}, {}, list(LEVELS), id="all agrees"),
        pytest.param({}, {"char_start": 3, "char_end": 5}, list(LEVELS), id="overlap is enough for a pair"),
        pytest.param({}, {"indicator": "绿道工程"}, ["mention", "quantity", "meaning"], id="another indicator"),
        pytest.param({}, {"indicator": "建成碧道"}, list(LEVELS), id="indicator told with its action"),
        pytest.param({}, {"period": "2021"}, ["mention", "quantity"], id="another period"),
        pytest.param({"or": [{"period": "2021"}]}, {"period": "2021"}, list(LEVELS), id="another reading"),
        pytest.param({}, {"value": 20.7}, ["mention"], id="another value"),
        pytest.param({}, {"bound": "about"}, ["mention"], id="another bound"),
        pytest.param({}, {"char_start": 9, "char_end": 12}, [], id="another place"),
    ],
)
def test_level_that_a_fact_reaches(gold: Row, found: Row, reached: list[str]) -> None:
    agreement = compare([GOLD | gold], [FOUND | found])
    assert [level for level in LEVELS if agreement.f1(level) == 1] == reached


def test_missed_and_spurious_facts_count() -> None:
    missed = compare([GOLD, GOLD | {"start": 20, "end": 22}], [FOUND])
    elsewhere = [FOUND | {"char_start": start, "char_end": start + 2} for start in (30, 40)]
    spurious = compare([GOLD], [FOUND, *elsewhere])
    assert (missed.f1("full"), spurious.f1("full")) == (pytest.approx(2 / 3), pytest.approx(1 / 2))
    assert compare([GOLD | {"optional": True}], [FOUND]) == compare([GOLD | {"optional": True}], []) == Agreement()


def test_share_of_pairs_that_agree_in_a_field() -> None:
    agreement = compare(
        [GOLD, GOLD | {"start": 20, "end": 24}], [FOUND, FOUND | {"char_start": 20, "char_end": 24, "unit": "米"}]
    )
    assert {name: agreement.share(name) for name in FIELDS if agreement.share(name) < 1} == {"unit": 0.5}
