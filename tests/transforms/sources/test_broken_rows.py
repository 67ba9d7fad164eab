"""A broken row of a table is set aside alone: no other report takes its text, and no text is dropped."""

import json

import pytest

from transforms.sources import SourceError, read

LINE = "各位代表：2023年，全县生产总值完成128.5亿元，增长6.3%；新增就业5000人。"
OTHER = "2024年，全县固定资产投资增长8%，建成公路20公里。"


def as_json(**row: str) -> str:
    return json.dumps(row, ensure_ascii=False)


@pytest.mark.parametrize(
    ("text", "whole", "broken", "evidence"),
    [
        pytest.param(
            f'place,text\n甲县,"{LINE}"\n乙县,"{OTHER[:20]}\n丙县,"{LINE}"\n', ["#1"], ["#2"], "quoted cell is broken",
            id="a quote that is never closed",
        ),
        pytest.param(
            f"place,text\n甲县,{LINE}\n乙县,{OTHER},多余\n丙县,{LINE}\n", ["#1", "#3"], ["#2"],
            "3 cells under a header of 2", id="a row one cell too wide",
        ),
        pytest.param(
            f"place,text\n甲县,{LINE}\n乙县\n", ["#1"], ["#2"], "1 cells under a header of 2", id="a row cut off",
        ),
        pytest.param(
            "\n".join([as_json(place="甲县", text=LINE), '{"place": "乙县", "te', as_json(place="丙县", text=OTHER)]),
            ["#1", "#3"], ["#2"], "line 2", id="json lines cut and appended to",
        ),
        pytest.param(
            as_json(place="甲县", text=LINE) + "\n" + '{"text": "' + OTHER + '", "text": "别的"}\n', ["#1"], ["#2"],
            "'text' stands twice", id="json lines with a key twice",
        ),
    ],
)  # fmt: skip
def test_a_broken_row_is_named_and_the_others_load(
    text: str, whole: list[str], broken: list[str], evidence: str
) -> None:
    reading = read(text.encode(), "table")
    assert [document.part for document in reading.documents] == whole
    assert all(document.text in (LINE, OTHER) for document in reading.documents)
    assert [refused.part for refused in reading.refusals] == broken
    assert all(evidence in refused.evidence for refused in reading.refusals)


@pytest.mark.parametrize(
    ("text", "evidence"),
    [
        pytest.param(f'place,text\n甲县,"{OTHER}', "quoted cell is broken", id="csv cut in its only row"),
        pytest.param(f'{{"text": "{LINE}", "text": "{OTHER}"}}', "'text' stands twice", id="json with a key twice"),
        pytest.param('{"a": "1"\n{"a": 2\n', "JSON", id="json lines, every one broken"),
    ],
)
def test_a_file_of_broken_rows_alone_is_refused(text: str, evidence: str) -> None:
    with pytest.raises(SourceError) as caught:
        read(text.encode(), "table")
    assert caught.value.reason == "unreadable_document"
    assert evidence in caught.value.evidence


def test_a_key_that_stands_twice_with_one_value_is_no_fault() -> None:
    assert read(f'{{"text": "{LINE}", "text": "{LINE}"}}'.encode(), "report").documents[0].text == LINE


def test_a_lone_surrogate_as_a_json_key_is_replaced() -> None:
    (document,) = read(('{"\\ud800": "x", "text": "' + LINE + '"}').encode(), "report").documents
    assert dict(document.hints) == {"\ufffd": "x"}
