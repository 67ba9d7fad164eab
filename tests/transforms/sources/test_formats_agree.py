"""One report in every format that people have it in says the same: made by real tools, read by content."""

import io
import json
import shutil
import subprocess
import zipfile
from collections import Counter
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path

import docx
import polars as pl
import pypdfium2
import pyreadstat
import pytest
from docx.shared import Pt

import seeds
from transforms.reading import read as read_reports
from transforms.sources import Document, Limits, read

pytestmark = pytest.mark.slow

SAID = ("value", "unit", "bound", "measure", "status", "period", "indicator")
Facts = Counter[tuple[object, ...]]


def facts(text: str) -> Facts:
    """What a text says, each fact as often as it says it."""
    found = read_reports(pl.DataFrame({"report_id": ["a"], "text": [text]})).extraction.facts
    return Counter(found.select(SAID).rows())


def only(data: bytes, name: str = "report") -> Document:
    (document,) = read(data, name).documents
    return document


@pytest.fixture(scope="module")
def text() -> str:
    """A sample report, without the navigation of its page."""
    page = seeds.path("reports/haizhu-2023.txt").read_text("utf-8-sig").replace("\r\n", "\n")
    return page[page.index("2023年广州市海珠区政府工作报告") :]


@pytest.fixture(scope="module")
def said(text: str) -> Facts:
    found = facts(text)
    assert found.total() > 70
    return found


def html(text: str) -> str:
    paragraphs = "".join(f"<p>{line}</p>\n" for line in text.split("\n") if line.strip())
    head = '<meta charset="utf-8"><title>报告</title>'
    return f"<!DOCTYPE html><html><head>{head}</head><body><div>{paragraphs}</div></body></html>"


def mhtml(text: str) -> bytes:
    message = EmailMessage()
    message["Subject"] = "报告"
    message["Snapshot-Content-Location"] = "https://example.org/report.html"
    message.set_content(html(text), subtype="html", cte="quoted-printable")
    message.make_related()
    return message.as_bytes()


def traditional(text: str) -> str:
    """A text of the mainland in the characters that Big5 has."""
    rows = seeds.read("traditional").select(pl.exclude("_line")).rows()
    forms = str.maketrans({row[1]: row[0] for row in rows if len(row[0]) == len(row[1]) == 1})
    return "".join(c for c in text.translate(forms) if c.encode("big5", "ignore"))


def csv_row(text: str) -> bytes:
    frame = pl.DataFrame({"year": ["2023"], "place": ["广州市海珠区"], "text": [text]})
    return frame.write_csv().encode("utf-8-sig")


def parquet_row(text: str) -> bytes:
    stream = io.BytesIO()
    pl.DataFrame({"year": [2023], "text": [text]}).write_parquet(stream)
    return stream.getvalue()


def in_zip(text: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        package.writestr("广州/海珠区2023.txt", text)
    return stream.getvalue()


def paragraphs_as_lines(text: str) -> bytes:
    lines = [json.dumps({"year": 2023, "text": line}, ensure_ascii=False) for line in text.split("\n")]
    return "\n".join(lines).encode()


PLAIN: dict[str, Callable[[str], bytes]] = {
    "utf-8": lambda text: text.encode(),
    "utf-16": lambda text: text.encode("utf-16"),
    "gb18030": lambda text: text.encode("gb18030"),
    "html": lambda text: html(text).encode(),
    "html gb18030": lambda text: html(text).encode("gb18030"),
    "mhtml": mhtml,
    "markdown": lambda text: f"---\ntitle: 报告\n---\n\n## {text}\n\n**完**".encode(),
    "csv": csv_row,
    "json": lambda text: json.dumps({"data": {"list": [{"y": 2023, "t": text}]}}, ensure_ascii=False).encode(),
    "jsonl": lambda text: (json.dumps({"year": 2023, "text": text}) + "\n" + json.dumps({"year": 2022})).encode(),
    "a paragraph a row": paragraphs_as_lines,
    "parquet": parquet_row,
    "zip": in_zip,
}


@pytest.mark.parametrize("make", PLAIN.values(), ids=PLAIN)
def test_a_format_of_text_says_all_of_it(make: Callable[[str], bytes], text: str, said: Facts) -> None:
    assert facts(only(make(text)).text) == said


def test_big5_says_all_of_it(text: str) -> None:
    written = traditional(text)
    document = only(written.encode("big5"))
    assert (document.encoding, document.text) == ("big5", written)


def test_a_row_of_a_stata_table_says_all_of_it(text: str, said: Facts, tmp_path: Path) -> None:
    place = tmp_path / "reports.dta"
    pyreadstat.write_dta(pl.DataFrame({"year": [2023], "report": [text]}), place, version=15)
    assert facts(only(place.read_bytes()).text) == said


# --- what LibreOffice writes ------------------------------------------------------------------------------------------

OFFICE = shutil.which("soffice")
_is_missing = OFFICE is None or shutil.which("antiword") is None


def needs_office(test: Callable[..., None]) -> Callable[..., None]:
    """A test that is skipped where LibreOffice and antiword are absent."""
    return pytest.mark.office(pytest.mark.skipif(_is_missing, reason="no LibreOffice or antiword")(test))


def convert(place: Path, target: str, *options: str) -> bytes:
    """A file as LibreOffice writes it in another format."""
    assert OFFICE is not None
    profile = f"-env:UserInstallation=file://{place.parent}/profile"
    command = [OFFICE, profile, "--headless", *options, "--convert-to", target, "--outdir", place.parent, place]
    done = subprocess.run(command, capture_output=True, check=False, encoding="utf-8", timeout=240)
    made = place.with_suffix(f".{target.split(':', maxsplit=1)[0]}")
    assert made.exists(), done.stderr
    return made.read_bytes()


@pytest.fixture(scope="module")
def word(text: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("office") / "report.docx"
    document = docx.Document()
    # as the standard for official documents has it: 三号字, 28 points from line to line
    style = document.styles["Normal"]
    style.font.size, style.paragraph_format.line_spacing = Pt(16), Pt(28)
    style.paragraph_format.space_after = Pt(0)
    for line in text.split("\n"):
        document.add_paragraph(line)
    document.save(str(place))
    return place


@pytest.fixture(scope="module")
def pdf(word: Path) -> bytes:
    return convert(word, "pdf")


def test_a_word_file_says_all_of_it(word: Path, said: Facts) -> None:
    assert facts(only(word.read_bytes()).text) == said


@pytest.mark.slow
@needs_office
@pytest.mark.parametrize("target", ["doc:MS Word 97", "odt", "rtf", "epub"])
def test_a_word_processors_format_says_all_of_it(target: str, word: Path, said: Facts) -> None:
    assert facts(only(convert(word, target)).text) == said


@pytest.mark.slow
@needs_office
@pytest.mark.parametrize("target", ["xlsx", "xls"])
def test_a_row_of_a_workbook_says_all_of_it(target: str, text: str, said: Facts, tmp_path: Path) -> None:
    place = tmp_path / "reports.csv"
    place.write_bytes(csv_row(text))
    document = only(convert(place, target, "--infilter=CSV:44,34,76"))  # in UTF-8
    assert (document.part, document.source_format) == ("#1", target)
    assert facts(document.text) == said


@pytest.mark.slow
@needs_office
def test_a_pdf_says_all_but_one_in_a_hundred(pdf: bytes, said: Facts) -> None:
    found = facts(only(pdf).text)
    assert (found & said).total() >= 0.99 * said.total()


@pytest.mark.slow
@needs_office
def test_a_scan_says_all_but_three_in_a_hundred_and_how_sure_it_is(pdf: bytes, said: Facts) -> None:
    """Pictures of pages at 200 dots an inch."""
    book = pypdfium2.PdfDocument(pdf)
    first, *more = [book[number].render(scale=200 / 72).to_pil().convert("L") for number in range(len(book))]
    stream = io.BytesIO()
    first.save(stream, "TIFF", save_all=True, append_images=more, compression="tiff_lzw")
    book.close()
    (document,) = read(stream.getvalue(), "scan", Limits(seconds=900)).documents
    found = facts(document.text)
    assert (found & said).total() >= 0.97 * said.total()
    assert all(0 < confidence.score <= 1 for confidence in document.confidences)
    assert document.notes[0].startswith("recognised by OCR, with these confidences: page 1 ")
