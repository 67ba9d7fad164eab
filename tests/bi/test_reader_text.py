"""A text with its numbers marked: nothing lost, nothing that a browser would run."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from bi.site import reader_text


def number(start: int, end: int, **fields: Any) -> dict[str, Any]:
    return {"char_start": start, "char_end": end, "fact_id": None, "disposition": "date", **fields}


def markup(text: str, numbers: list[dict[str, Any]]) -> str:
    return "".join(reader_text.blocks(text, numbers, []))


def test_a_fact_is_a_link_to_itself_and_says_its_status_and_verdict() -> None:
    fact = number(2, 6, fact_id="f", disposition="fact", status="target", verdict="met")
    assert markup("增长6.1%。", [fact]) == (
        '<p><span class="s" id="c0">增长<a class="n fact target met" id="c2" href="#c2">6.1%</a>。</span></p>\n'
    )


def test_the_anchor_of_a_sentence_that_begins_with_a_number_is_on_the_number() -> None:
    text = "好。2023年好。"
    assert markup(text, [number(2, 7)]) == (
        '<p><span class="s" id="c0">好。</span>'
        '<span class="s"><span class="n date" id="c2">2023年</span>好。</span></p>\n'
    )


def test_a_number_broken_by_a_line_end_stays_one_mark() -> None:
    fact = number(2, 9, fact_id="f", disposition="fact", status="actual", verdict=None)
    assert markup("收入36.5\n9亿元", [fact]).count("<p>") == 1


def test_of_two_marks_that_overlap_the_first_is_kept() -> None:
    assert markup("5%—6%", [number(0, 5), number(3, 5)]).count('class="n') == 1


def test_a_line_that_a_section_begins_on_is_a_heading() -> None:
    section = {"section_no": 1, "char_start": 3, "heading": "一、回顾", "role": "review"}
    assert '<h2 id="s1" class="review">' in "".join(reader_text.blocks("开头\n一、回顾\n正文", [], [section]))


@given(st.text(alphabet="<>&\"'一二3%。；\n 好𠮷", max_size=60), st.data())
def test_the_text_comes_back_whole_from_its_markup(text: str, data: st.DataObject) -> None:
    ends = sorted(data.draw(st.sets(st.integers(0, len(text)), max_size=6)))
    numbers = [number(start, end) for start, end in zip(ends[::2], ends[1::2], strict=False)]
    tree = LexborHTMLParser(f"<article>{markup(text, numbers)}</article>")
    said = "".join(block.text() for block in tree.css("article > p"))
    assert "".join(said.split()) == "".join(text.split())
    assert {node.tag for node in tree.css("article *")} <= {"p", "span"}
