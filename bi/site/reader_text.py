"""A report's text as markup: paragraphs, headings, sentences, and every number in a mark of its own.

Anchors are offsets in the stored text: `c1234` is the number or the sentence that begins at character 1234.
"""

import re
from collections.abc import Iterator, Sequence

from markupsafe import escape

from bi.site.queries import Row

_SENTENCE = re.compile(r"\n|[^。！？；\n]*[。！？；]+[”’」』）)]*|[^。！？；\n]+")


def blocks(text: str, numbers: Sequence[Row], sections: Sequence[Row]) -> Iterator[str]:
    """Every paragraph and heading of a text in order, as markup; all of the text's own characters are escaped."""
    marks = _apart(numbers)
    headings = {section["char_start"]: section for section in sections if section["heading"]}
    line: list[tuple[int, int]] = []
    for span in _sentences(text, marks):
        if text[span[0] : span[1]] != "\n":
            line.append(span)
            continue
        yield from _block(text, line, marks, headings)
        line = []
    yield from _block(text, line, marks, headings)


def _apart(numbers: Sequence[Row]) -> list[Row]:
    """The numbers in reading order, one a place: what one quantity is made of (5% and 6% of 5%—6%) is marked once."""
    kept: list[Row] = []
    for number in numbers:
        if not kept or number["char_start"] >= kept[-1]["char_end"]:
            kept.append(number)
    return kept


def _sentences(text: str, marks: Sequence[Row]) -> Iterator[tuple[int, int]]:
    """Spans of sentences and of line ends; a line that wraps inside a number (36.5, 9亿元) does not end there."""
    masked = list(text)
    for mark in marks:
        masked[mark["char_start"] : mark["char_end"]] = "0" * (mark["char_end"] - mark["char_start"])
    for found in _SENTENCE.finditer("".join(masked)):
        yield found.span()


def _block(text: str, line: list[tuple[int, int]], marks: list[Row], headings: dict[int, Row]) -> Iterator[str]:
    if not line or not text[line[0][0] : line[-1][1]].strip():
        return
    start, end = line[0][0], line[-1][1]
    heading = next((headings[at] for at in range(start, end) if at in headings), None)
    inside = "".join(_sentence(text, span, marks) for span in line)
    if heading:
        yield f'<h2 id="s{heading["section_no"]}" class="{escape(heading["role"])}">{inside}</h2>\n'
    else:
        yield f"<p>{inside}</p>\n"


def _sentence(text: str, span: tuple[int, int], marks: list[Row]) -> str:
    """A sentence with its numbers marked; its anchor stands on the number where it begins with one."""
    start, end = span
    inside = marks[_first_from(marks, start) : _first_from(marks, end)]
    pieces: list[str] = []
    at = start
    for mark in inside:
        pieces += [escape(text[at : mark["char_start"]]), _mark(text, mark)]
        at = mark["char_end"]
    pieces.append(escape(text[at:end]))
    anchor = "" if inside and inside[0]["char_start"] == start else f' id="c{start}"'
    return f'<span class="s"{anchor}>{"".join(pieces)}</span>'


def _first_from(marks: list[Row], offset: int) -> int:
    """The index of the first mark at or after an offset."""
    low, high = 0, len(marks)
    while low < high:
        middle = (low + high) // 2
        if marks[middle]["char_start"] < offset:
            low = middle + 1
        else:
            high = middle
    return low


def _mark(text: str, mark: Row) -> str:
    said = escape(text[mark["char_start"] : mark["char_end"]])
    anchor = f"c{mark['char_start']}"
    if mark["fact_id"]:
        kind = " ".join(filter(None, ("n fact", mark["status"], mark["verdict"])))
        return f'<a class="{escape(kind)}" id="{anchor}" href="#{anchor}">{said}</a>'
    return f'<span class="n {escape(mark["disposition"])}" id="{anchor}">{said}</span>'
