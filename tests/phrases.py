"""Phrases in the style of reports with what they say: the mentions stand in braces, what each says beside them.

phrase("超 before the number", "规上企业达到{超1.2万家}。", "12000 家 above")

A phrase is read as one sentence of a report, below a heading of its review or plan. The phrases of a table are
extracted together, as a batch of reports.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import polars as pl
import pytest

from transforms.pipeline import Extraction, extract

Fact = dict[str, Any]
Said = tuple[int, int, str, str]  # begin, end, mention, what it says
BRACES = re.compile("[{}]")


@dataclass(frozen=True)
class Phrase:
    """A sentence, its marked spans and what is said at each; `first`, `last` and `plan` are years of the report."""

    name: str
    marked: str
    says: tuple[str, ...]
    section: str
    first: int
    last: int
    plan: int

    @property
    def text(self) -> str:
        return BRACES.sub("", self.marked)

    @property
    def spans(self) -> list[tuple[int, int]]:
        """Begin and end of each marked span, in code points of the text without braces."""
        edges = [match.start() - count for count, match in enumerate(BRACES.finditer(self.marked))]
        return list(zip(edges[::2], edges[1::2], strict=True))

    @property
    def expected(self) -> list[Said]:
        """Each marked span with what stands beside it."""
        return [(*span, self.text[slice(*span)], says) for span, says in zip(self.spans, self.says, strict=True)]

    @property
    def heading(self) -> str:
        if self.section == "open" or not self.last:
            return ""
        if self.section == "plan":
            return f"二、{self.plan}年工作安排\n"
        return "一、过去五年工作回顾\n" if self.first < self.last else f"一、{self.last}年工作回顾\n"


def phrase(name: str, marked: str, *says: str, section: str = "review", years: tuple[int, int, int]) -> Phrase:
    """A row of a table of cases; `years` are the review's first and last year and the plan's year."""
    return Phrase(name, marked, says, section, *years)


def review(name: str, marked: str, *says: str) -> Phrase:
    """A phrase of a review of 2023, in a report of early 2024."""
    return phrase(name, marked, *says, years=(2023, 2023, 2024))


def plan(name: str, marked: str, *says: str) -> Phrase:
    """A phrase of a plan for 2024."""
    return phrase(name, marked, *says, section="plan", years=(2023, 2023, 2024))


def term(name: str, marked: str, *says: str) -> Phrase:
    """A phrase of a review of five years, 2018 to 2022, in a report of early 2023."""
    return phrase(name, marked, *says, years=(2018, 2022, 2023))


def undated(name: str, marked: str, *says: str) -> Phrase:
    """A phrase of a text of which no year is known."""
    return phrase(name, marked, *says, years=(0, 0, 0))


def cases(phrases: Sequence[Phrase], open_defects: Mapping[str, str]) -> list[Any]:
    """The phrases as parameters of a test; those with an open defect are expected to fail until it is mended."""
    names = [one.name for one in phrases]
    assert len(set(names)) == len(names), "every phrase has a name of its own"
    assert set(open_defects) <= set(names), "a defect belongs to a phrase"

    def mark(one: Phrase) -> list[pytest.MarkDecorator]:
        return [pytest.mark.xfail(strict=True, reason=open_defects[one.name])] if one.name in open_defects else []

    return [pytest.param(one, id=one.name, marks=mark(one)) for one in phrases]


def extract_phrases(phrases: Sequence[Phrase]) -> Extraction:
    """All phrases of a table, each a report of its own with its heading."""
    return extract(
        pl.DataFrame(
            {
                "report_id": [one.name for one in phrases],
                "text": [one.heading + one.text for one in phrases],
                "review_start": [one.first or None for one in phrases],
                "review_end": [one.last or None for one in phrases],
                "plan_year": [one.plan or None for one in phrases],
            },
            schema_overrides=dict.fromkeys(("review_start", "review_end", "plan_year"), pl.Int64),
        )
    )


def placed(rows: pl.DataFrame, one: Phrase) -> list[Fact]:
    """The rows (facts or ledger) inside the phrase, with `span`, their begin and end in its text."""
    shift = len(one.heading)
    inside = rows.filter(pl.col("report_id") == one.name, pl.col("char_start") >= shift).sort("char_start")
    return [row | {"span": (row["char_start"] - shift, row["char_end"] - shift)} for row in inside.to_dicts()]


def plain(value: Decimal | None) -> str:
    """A decimal as people write it: 404024000000, 346666.666667, -3.1."""
    return "" if value is None else format(value, "f").rstrip("0").rstrip(".")


def said(extraction: Extraction, one: Phrase, say: Callable[[Fact], str]) -> list[Said]:
    """Where the facts of a phrase stand, their mentions, and what each says in the words of `say`."""
    return [(*fact["span"], fact["mention"], say(fact)) for fact in placed(extraction.facts, one)]
