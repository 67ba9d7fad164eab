"""Every file of the reports beside the checkout is read, or refused with its true reason."""

from collections import Counter
from pathlib import Path

import pytest

from transforms.sources import Document, SourceError, discover, examine, read

REPORTS = Path(__file__).resolve().parents[4] / "shared" / "reports"
pytestmark = [
    pytest.mark.corpus,
    pytest.mark.slow,
    pytest.mark.skipif(not REPORTS.is_dir(), reason="the reports are not beside the checkout"),
]


@pytest.fixture(scope="module")
def readings() -> dict[str, list[Document] | SourceError]:
    """What became of each file, by its path in the corpus."""
    outcome: dict[str, list[Document] | SourceError] = {}
    for file in discover([REPORTS]):
        name = file.relative_to(REPORTS).as_posix()
        try:
            outcome[name] = read(file.read_bytes(), name).documents
        except SourceError as error:
            outcome[name] = error
    return outcome


def test_only_the_index_is_refused(readings: dict[str, list[Document] | SourceError]) -> None:
    refused = {name: error.args for name, error in readings.items() if isinstance(error, SourceError)}
    assert {name: reason for name, (reason, _) in refused.items()} == {"INDEX.csv": "not_a_report"}


def test_formats_and_encodings(readings: dict[str, list[Document] | SourceError]) -> None:
    documents = [document for found in readings.values() if not isinstance(found, SourceError) for document in found]
    assert Counter((document.source_format, document.encoding) for document in documents) == {
        ("txt", "utf-8"): 78,
        ("txt", "gb18030"): 12,
        ("docx", "utf-8"): 63,  # one holds the bulletins of four years
        ("html", "utf-8"): 3,
        ("csv", "utf-8-sig"): 8,
        ("json", "utf-8"): 1,
        ("pdf", ""): 1,
    }
    assert [document.notes for document in documents if examine(document.text)] == []
    assert not any("\r" in document.text or document.text.startswith("\ufeff") for document in documents)


PAIRS = [
    "city/丽水",
    "city/亳州",
    "city/十堰",
    "city/南京",
    "city/南宁",
    "city/南通",
    "city/台州",
    "city/合肥",
    "city/吉林",
]
PAIRS += ["city/呼和浩特", "city/咸宁", "province/北京市"]


@pytest.mark.parametrize("place", PAIRS)
def test_a_docx_reads_as_its_txt(place: str, readings: dict[str, list[Document] | SourceError]) -> None:
    assert texts(readings, f"{place}/2024.docx") == texts(readings, f"{place}/2024.txt")


def test_a_docx_keeps_the_blanks_that_its_txt_squeezed(readings: dict[str, list[Document] | SourceError]) -> None:
    (from_docx,), (from_txt,) = (texts(readings, f"city/中山/2024.{suffix}") for suffix in ("docx", "txt"))
    assert from_docx.split() == from_txt.split()


def test_tables_carry_their_columns_as_hints(readings: dict[str, list[Document] | SourceError]) -> None:
    found = readings["province/四川省/2026.csv"]
    assert not isinstance(found, SourceError)
    (document,) = found
    assert (document.part, document.hints["title"]) == ("#1", "2026年四川省人民政府工作报告")
    assert sorted(document.hints) == ["province", "publish_date", "source_url", "title", "year"]


def test_html_has_no_tag_left(readings: dict[str, list[Document] | SourceError]) -> None:
    (text,) = texts(readings, "national/全国/2014.html")
    assert text.startswith("各位代表：\n\n现在，我代表国务院，向大会作政府工作报告")
    assert text.endswith("实现中华民族伟大复兴的中国梦而努力奋斗！")
    assert not set("<>[]&\u3000") & set(text)


def texts(readings: dict[str, list[Document] | SourceError], name: str) -> list[str]:
    found = readings[name]
    assert not isinstance(found, SourceError), found
    return [document.text for document in found]
