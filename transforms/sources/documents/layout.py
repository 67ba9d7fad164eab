"""From lines on pages to paragraphs: what PDF and pictures of pages have in common.

A line that is as full as the others goes on in the next one; heads and feet that run through the pages are no text,
also where they stand in the middle of a number that goes on overleaf.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from transforms.sources.document import Confidence

_EDGE_LINES = 2  # at the top and at the foot of a page, where heads run
_EDGE = 0.12  # of the page's height
_RUNNING_SHARE, _RUNNING_PAGES = 0.4, 3
_PAGE_NUMBER = re.compile(
    r"[-—–―─·.\s]*第?\s*(?:\d{1,4}|[ivxⅰ-ⅻ]{1,5})\s*页?\s*(?:[/／共,，]+\s*\d{1,4}\s*页?)?[-—–―─·.\s]*", re.IGNORECASE
)
_DIGITS = re.compile(r"\d+")
_INDENT = 1.2  # characters
_SHORT = 2.2  # characters that a full line may lack: punctuation does not begin a line
_GAP = 1.7  # of the usual distance between lines: a paragraph apart
_SENTENCE_END = re.compile(r"[。！？：；…”）]$")
_ITEM = re.compile(
    r"(?:[（(]?[一二三四五六七八九十]+[）)、.．]|第[一二三四五六七八九十]+[章节部]|[■●◆]|[（(]?\d{1,2}[）)、.．](?!\d))"
)
_ROW = re.compile(r"(?:[\s\t]+-?\d[\d,.]*[%％]?){2,}$")  # figures beside one another: a table without rules
_RAGGED = 0.6  # of the line's room: a line of ragged text that ends in no sentence


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text and where it stands, in units of the page from its top left corner; `score` where recognised."""

    text: str
    left: float
    right: float
    top: float
    bottom: float
    score: float | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """A table that is a block by itself, at its place on the page."""

    text: str
    top: float
    score: float | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """What stands on a page, in reading order."""

    height: float
    lines: Sequence[Line]
    tables: Sequence[Block] = ()


@dataclass
class _Composer:
    """Text under construction, with where each line of it stands."""

    parts: list[str] = field(default_factory=list)
    length: int = 0
    confidences: list[Confidence] = field(default_factory=list)

    def add(self, text: str, score: float | None = None) -> None:
        self.parts.append(text)
        if score is not None:
            self.confidences.append(Confidence(self.length, self.length + len(text), score))
        self.length += len(text)


def compose(pages: Sequence[Page]) -> tuple[str, tuple[Confidence, ...]]:
    """The text of pages, an empty line between its paragraphs and tables, and how sure each recognised line is."""
    running = _running(pages)
    composer = _Composer()
    before: Line | None = None
    for page in pages:
        lines = [line for n, line in enumerate(page.lines) if not _is_running(page, n, running) and line.text.strip()]
        measures = _measures(lines)
        for item in _in_order(lines, page.tables):
            if isinstance(item, Block):
                composer.add("\n\n" * bool(composer.parts))
                composer.add(item.text, item.score)
                before = None
                continue
            text = item.text.strip()
            goes_on = before is not None and _goes_on(before, item, measures)
            if composer.parts:
                composer.add(_between(composer.parts[-1], text) if goes_on else "\n\n")
            composer.add(text, item.score)
            before = item
    return "".join(composer.parts), tuple(composer.confidences)


def _in_order(lines: Sequence[Line], tables: Sequence[Block]) -> Iterator[Line | Block]:
    """The lines in their order, each table before the first line that stands below its top."""
    waiting = sorted(tables, key=lambda table: table.top)
    for line in lines:
        while waiting and waiting[0].top < line.top:
            yield waiting.pop(0)
        yield line
    yield from waiting


def _running(pages: Sequence[Page]) -> set[str]:
    """Heads and feet that stand on many pages, with their numbers blanked out."""
    counts = Counter(form for page in pages for form in {_form(page.lines[n]) for n in _edges(page)})
    least = max(_RUNNING_PAGES, _RUNNING_SHARE * len(pages))
    return {form for form, count in counts.items() if count >= least}


def _edges(page: Page) -> list[int]:
    """The lines at the top and at the foot of a page."""
    by_height = sorted(range(len(page.lines)), key=lambda n: page.lines[n].top)
    outermost = {*by_height[:_EDGE_LINES], *by_height[-_EDGE_LINES:]}
    reach = _EDGE * page.height
    return [n for n in outermost if page.lines[n].bottom < reach or page.lines[n].top > page.height - reach]


def _is_running(page: Page, number: int, running: set[str]) -> bool:
    if number not in _edges(page):
        return False
    line = page.lines[number]
    return _form(line) in running or _PAGE_NUMBER.fullmatch(line.text.strip()) is not None


def _form(line: Line) -> str:
    return _DIGITS.sub("#", "".join(line.text.split()))


class _Measures(NamedTuple):
    """What is usual on a page: margins, the width of a character, the distance from line to line."""

    left: float
    right: float
    size: float
    distance: float


def _measures(lines: Sequence[Line]) -> _Measures:
    if not lines:
        return _Measures(0, 0, 1, 0)
    lefts, rights = sorted(line.left for line in lines), sorted(line.right for line in lines)
    gaps = [below.top - line.top for line, below in pairwise(lines) if below.top > line.top]
    size = median((line.right - line.left) / max(_width(line.text), 1) for line in lines)
    return _Measures(lefts[len(lefts) // 10], rights[(9 * len(rights)) // 10], size, median(gaps or [0.0]))


def _width(text: str) -> float:
    return sum(0.5 if character < "\u2000" else 1.0 for character in text.strip())


def _goes_on(line: Line, below: Line, usual: _Measures) -> bool:
    """Whether a paragraph goes on from one line to the next, also overleaf."""
    text, next_text = line.text.strip(), below.text.strip()
    if _ROW.search(text) or _ROW.search(next_text):
        return False
    is_indented = below.left > usual.left + _INDENT * usual.size
    is_apart = usual.distance > 0 and below.top - line.top > _GAP * usual.distance
    is_sentence, is_item = _SENTENCE_END.search(text), _ITEM.match(next_text)
    if is_indented or is_apart or (is_item and is_sentence):
        return False
    if line.right >= usual.right - _SHORT * usual.size:
        return True
    is_long = line.right - usual.left > _RAGGED * (usual.right - usual.left)
    return is_long and not is_sentence and not is_item


def _between(before: str, after: str) -> str:
    """A blank between words of letters, nothing between Chinese characters or the digits of a number."""
    is_word = before[-1:].isascii() and before[-1:].isalpha() and after[:1].isascii() and after[:1].isalpha()
    return " " if is_word else ""
