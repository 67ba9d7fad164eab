"""Several reports in one text: one a line, or one after another under their titles."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import pairwise

from transforms.sources import triage
from transforms.sources.document import Document

_SALUTATION = re.compile(r"各位代表|我代表|各位代表|向大会报告|同志们")
_SALUTED_WITHIN = 300  # characters of a line; 1,500 below a title, where the session and the speaker stand
_SALUTED_BELOW_TITLE = 1500
#: `2018 TAB text`: what stands before the first tab of each line is its label.
_LABEL = re.compile(r"(?P<label>(?:19|20)\d\d)年?\t")
_RUN_IN_TITLE = re.compile(r"\s*(?P<title>(?:19|20)\d\d年\S{0,12}?政府工作报告)")
_LINE = 1000  # Chinese characters of a line that is a report
_PIECE = 2500  # Chinese characters below a title: a list of links to other reports has none
_TITLE = re.compile(
    r"^[ \t　#*]*(?P<title>[^\n。，；]{0,30}?(?:19|20|二[○〇零])[\d○〇零一二三四五六七八九]{2}年?[^\n。，；]{0,25}?"
    r"(?P<what>政府工作报告|统计公报))[^\n。，；\d]{0,6}$",
    re.MULTILINE,
)
#: A bulletin without a title opens with who issues it and when; what is signed so at its end is followed by no 一、.
_ISSUER = r"[^\n。，；]{0,30}(?:统计局|调查队|调查总队)[^\S\n]*\n\s*"
_OPENING = re.compile(rf"^(?:{_ISSUER}){{1,3}}(?P<title>(?:19|20)\d\d\s*年\s*\d{{1,2}}\s*月[ \d日]*)$", re.MULTILINE)
#: What the line has in which the one or the other begins.
_TITLE_WORDS, _OPENING_WORDS = ("政府工作报告", "统计公报"), ("统计局", "调查队", "调查总队")
_FIRST_HEADING = re.compile(r"^[ \t　]*一[ \t　]*、", re.MULTILINE)
_OPENS_WITHIN = 200  # characters below a title, where its own issuer and date stand


def split(document: Document) -> list[Document]:
    """The reports of a text, each with its number in `part`; the document itself where it is one.

    A report that quotes or links to others is one: what stands below each title has to be as long as a report, and
    begin as one.
    """
    labels, texts = _lines(document.text)
    texts = texts or _under_titles(document.text)
    if not texts:
        return [document]
    notes = (*document.notes, f"one of {len(texts)} reports in this text")
    return [
        replace(
            document,
            text=text,
            part=f"{document.part}#{number}",
            hints={**document.hints, **_said_of(text, labels[number - 1])} if labels else document.hints,
            notes=notes,
            confidences=(),
        )
        for number, text in enumerate(texts, 1)
    ]


def _said_of(text: str, label: str) -> dict[str, str]:
    """The label of a line, and the title that runs into its text."""
    title = _RUN_IN_TITLE.match(text)
    return {"year": label} | ({"title": title["title"]} if title else {})


def _lines(text: str) -> tuple[list[str], list[str]]:
    """The labels and the texts of a report a line; nothing where a line is none."""
    lines = [line for line in text.split("\n") if line.strip()]
    if len(lines) < 2 or any(triage.count_han(line) < _LINE for line in lines):  # noqa: PLR2004 (several)
        return [], []
    labels = [label for line in lines if (label := _LABEL.match(line))]
    if len(labels) == len(lines):
        texts = [line[label.end() :] for line, label in zip(lines, labels, strict=True)]
        return [label["label"] for label in labels], texts
    return [], lines if all(_SALUTATION.search(line, 0, _SALUTED_WITHIN) for line in lines) else []


def _under_titles(text: str) -> list[str]:
    """The texts from title to title; what stands before the first belongs to the first."""
    starts: list[int] = []
    titles = _titles(text)
    ends = [*(title.start() for title in titles), len(text)][1:]
    seen: set[str] = set()
    for title, end in zip(titles, ends, strict=True):
        below = text[title.end() : end]
        name = "".join(title["title"].split())
        if _begins_report(title, below) and triage.count_han(below) >= _PIECE and name not in seen:
            starts.append(title.start())
            seen.add(name)
    if len(starts) < 2:  # noqa: PLR2004 (several)
        return []
    return [text[start:end].strip("\n") for start, end in pairwise([0, *starts[1:], len(text)])]


def _titles(text: str) -> list[re.Match[str]]:
    """Where reports may begin, in order: at their titles, and where a bulletin opens without one."""
    titles = [*_find(_TITLE, _TITLE_WORDS, text)]
    openings = (
        opening
        for opening in _find(_OPENING, _OPENING_WORDS, text)
        if not any(0 <= opening.start() - title.end() < _OPENS_WITHIN for title in titles)
    )
    return sorted([*titles, *openings], key=lambda match: match.start())


def _find(pattern: re.Pattern[str], words: Iterable[str], text: str) -> Iterator[re.Match[str]]:
    """What `pattern.finditer` gives where each match begins a line with one of the words, asked of such lines alone."""
    end = 0
    for start in sorted({text.rfind("\n", 0, place) + 1 for word in words for place in _places(word, text)}):
        if start >= end and (match := pattern.match(text, start)):
            yield match
            end = match.end()


def _places(word: str, text: str) -> Iterator[int]:
    place = text.find(word)
    while place >= 0:
        yield place
        place = text.find(word, place + len(word))


def _begins_report(title: re.Match[str], below: str) -> bool:
    if title.re is _OPENING:
        return _FIRST_HEADING.search(below, 0, _SALUTED_BELOW_TITLE) is not None
    return title["what"] == "统计公报" or _SALUTATION.search(below, 0, _SALUTED_BELOW_TITLE) is not None
