"""The golden data is right in itself: offsets fit the texts, codes are legal, every target has a verdict.

Nothing here runs the extraction. The sample reports are read by a few lines of their own, so that a fault of a reader
cannot hide in the data that is to find it.
"""

import csv
import json
import re
from collections import Counter
from decimal import Decimal
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import Any

import docx
import pytest

import seeds
from schemas.enums import Basis, Bound, Disposition, Measure, Status, Verdict, codes

GOLDEN = Path(__file__).parents[1] / "golden"
REPORTS = seeds.path("reports")
FILES = [
    "haizhu-2022.txt",
    "haizhu-2023.txt",
    "mianyang-2024.docx",
    "mianyang-2025.txt",
    "national-2023.html",
    "national-2024.csv",
]
BETWEEN_BLOCKS = "\n\n"
PERIOD = re.compile(r"\d{4}(/\d{4}|-H[12]|-Q[1-4]|-\d{2}(-\d{2})?)?")
BOUND_WORDS = [
    *(
        "约",
        "左右",
        "上下",
        "大约",
        "近",
        "将近",
        "不足",
        "不到",
        "低于",
        "超",
        "超过",
        "突破",
        "逾",
        "余",
        "多",
        "高于",
    ),
    *("以上", "不少于", "不低于", "以内", "以下", "不超过", "不高于", "数", "上"),
]
DERIVED_UNITS = {"指数", "元/平方米", "微克/立方米", "公里/小时"}  # the guide's, beside the units of the seed

Row = dict[str, Any]


def rows(name: str) -> list[Row]:
    return [json.loads(line) for line in (GOLDEN / name).read_text("utf-8").splitlines()]


FACTS = rows("facts.jsonl")
LINKS = rows("links.jsonl")
CASES = rows("cases.jsonl")
NONFACTS = rows("nonfacts.jsonl")
WINDOWS: dict[str, Row] = json.loads((GOLDEN / "windows.json").read_text("utf-8"))


class Article(HTMLParser):
    """The headings and paragraphs of a page: all the sample has outside of navigation and footer."""

    def __init__(self) -> None:
        super().__init__()
        self.blocks: list[str] = []
        self._inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._inside = tag in {"h1", "h2", "p"}

    def handle_endtag(self, tag: str) -> None:
        self._inside = False

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.blocks.append(data)


def sample_text(name: str) -> str:
    """The text of a sample as the readers must hand it on."""
    path = REPORTS / name
    match path.suffix:
        case ".docx":
            return BETWEEN_BLOCKS.join(p.text for p in docx.Document(str(path)).paragraphs if p.text)
        case ".html":
            page = Article()
            page.feed(path.read_text("utf-8"))
            return BETWEEN_BLOCKS.join(page.blocks)
        case ".csv":
            with path.open(encoding="utf-8", newline="") as file:
                (row,) = csv.DictReader(file)
            return row["正文"]
        case _:
            data = path.read_bytes()
            encoding = "gb18030" if name == "mianyang-2025.txt" else "utf-8-sig"
            return data.decode(encoding).replace("\r\n", "\n")


def problems(fact: Row) -> list[str]:
    """What is wrong with the fields of a golden fact, by the closed lists and the fact guide."""
    units = set(seeds.read("units")["unit"]) | DERIVED_UNITS
    checks = {
        "unit": fact["unit"] in units,
        "bound": fact["bound"] in codes(Bound),
        "measure": fact["measure"] in codes(Measure),
        "status": fact["status"] in codes(Status),
        "basis": fact["basis"] in ["", *codes(Basis)] or bool(re.fullmatch(r"since:\d{4}", fact["basis"])),
        "period": bool(PERIOD.fullmatch(fact["period"])),
        "value is a plain decimal": format(Decimal(fact["value"]), "f") == fact["value"],
        "a range, and only a range, has a second value": (fact["value_max"] is not None) == (fact["bound"] == "range"),
        "range ascends": fact["value_max"] is None or Decimal(fact["value"]) < Decimal(fact["value_max"]),
        "a rank is a place": fact["measure"] != "rank" or fact["unit"] == "位",
        "growth is relative": fact["measure"] != "growth" or fact["unit"] in {"%", "‰", "倍", "番"},
        "a share is a part": fact["measure"] != "share" or fact["unit"] in {"%", "‰"},
        "indicator": bool(fact["indicator"]),
    }
    return [name for name, holds in checks.items() if not holds]


@pytest.mark.parametrize("name", FILES)
def test_sample_is_short_and_has_its_golden_facts(name: str) -> None:
    text = sample_text(name)
    assert 1500 <= len(text) <= 3000
    assert WINDOWS[name] == {"source": f"reports/{name}", "start": 0, "end": len(text)}
    assert sum(fact["window"] == name for fact in FACTS) >= 70


@pytest.mark.parametrize("name", FILES)
def test_golden_mentions_stand_where_they_say(name: str) -> None:
    text = sample_text(name)
    facts = [fact for fact in FACTS if fact["window"] == name]
    assert [text[fact["start"] : fact["end"]] for fact in facts] == [fact["mention"] for fact in facts]
    ends = [0, *(fact["end"] for fact in facts)]
    assert all(fact["start"] >= end for fact, end in zip(facts, ends, strict=False)), "in order, and none overlaps"


@pytest.mark.parametrize("name", FILES)
def test_every_digit_is_a_fact_or_has_another_disposition(name: str) -> None:
    text = sample_text(name)
    others = [row for row in NONFACTS if row["window"] == name]
    assert [text[row["start"] : row["end"]] for row in others] == [row["text"] for row in others]
    assert {row["disposition"] for row in others} <= set(codes(Disposition)) - {"fact", "unresolved"}
    spans = sorted((row["start"], row["end"]) for row in [*others, *(fact for fact in FACTS if fact["window"] == name)])
    assert all(end <= start for (_, end), (start, _) in pairwise(spans)), "none overlaps"
    covered = {i for start, end in spans for i in range(start, end)}
    bare = [text[m.start() - 5 : m.end() + 5] for m in re.finditer(r"[0-9０-９]+", text) if m.start() not in covered]
    assert bare == []


def test_golden_fields_are_legal() -> None:
    assert {fact["mention"]: found for fact in FACTS if (found := problems(fact))} == {}


@pytest.mark.parametrize(
    "broken",
    [
        {"unit": "万元"},
        {"bound": "approx"},
        {"measure": "ratio"},
        {"status": "done"},
        {"basis": "since 2017"},
        {"period": "2022年"},
        {"value": "1E+3"},
        {"value_max": "9"},
        {"bound": "range", "value_max": "0"},
        {"measure": "rank"},
        {"measure": "growth", "unit": "人"},
        {"measure": "share", "unit": "人"},
        {"indicator": ""},
    ],
    ids=str,
)
def test_an_illegal_field_is_found(broken: Row) -> None:
    sound = {"value": "5", "value_max": None, "unit": "%", "bound": "exact", "measure": "level", "basis": ""}
    sound |= {"status": "actual", "period": "2022", "indicator": "碧道"}
    assert problems(sound) == []
    assert problems(sound | broken)


def test_samples_hold_every_construct() -> None:
    assert {fact["bound"] for fact in FACTS} == set(codes(Bound))
    assert {fact["measure"] for fact in FACTS} == set(codes(Measure))
    assert {fact["status"] for fact in FACTS} == set(codes(Status))
    assert {fact["basis"].split(":")[0] for fact in FACTS} == {"", "since", *codes(Basis)}
    assert {"2018/2022", "2022-H1", "2022-Q2", "2022-12", "2024-06-30"} <= {fact["period"] for fact in FACTS}
    mentions = "".join(fact["mention"] for fact in FACTS)
    assert [word for word in BOUND_WORDS if word not in mentions] == []


def test_every_target_has_a_verdict_and_its_spans_are_golden_facts() -> None:
    spans = {(f"reports/{fact['window']}", fact["start"], fact["end"]): fact for fact in FACTS}
    for link in LINKS:
        target = link["target"]
        assert spans[target["source"], target["start"], target["end"]]["status"] == "target"
        for actual in link["actuals"]:
            assert spans[actual["source"], actual["start"], actual["end"]]["status"] in {"actual", "estimate"}
        assert (link["verdict"] == "unreported") == (not link["actuals"])
    assert set(Counter(link["verdict"] for link in LINKS)) == set(codes(Verdict))


def test_cases_are_many_and_each_is_named_once() -> None:
    assert len(CASES) >= 150
    assert [name for name, n in Counter(case["id"] for case in CASES).items() if n > 1] == []
    assert [text for text, n in Counter(case["text"] for case in CASES).items() if n > 1] == []
    assert {case["section"] for case in CASES} == {"review", "plan"}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_case_is_right_in_itself(case: Row) -> None:
    facts = case["facts"]
    assert [case["text"][fact["start"] : fact["end"]] for fact in facts] == [fact["mention"] for fact in facts]
    ends = [0, *(fact["end"] for fact in facts)]
    assert all(fact["start"] >= end for fact, end in zip(facts, ends, strict=False)), "in order, and none overlaps"
    assert {fact["mention"]: found for fact in facts if (found := problems(fact))} == {}
    last_year = case["report_year"] - (case["section"] == "review")
    assert all(int(fact["period"][:4]) <= last_year for fact in facts if fact["status"] in {"actual", "baseline"})
    assert case["section"] == "plan" or all(
        fact["status"] != "target" or fact["period"] > str(last_year) for fact in facts
    )
