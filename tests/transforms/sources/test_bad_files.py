"""Untrusted files: each is refused with its true reason and within its limits, and the next one is read."""

import io
import json
import random
import tarfile
import zipfile
from collections.abc import Callable

import docx
import polars as pl
import pypdfium2
import pytest
from PIL import Image, ImageDraw

from transforms.sources import Limits, Refusal, SourceError, read

REPORT = "易县人民政府工作报告\n各位代表：\n2023年，全县生产总值完成128.5亿元，增长6.3%；新增城镇就业5000人。\n"
LIMITS = Limits(seconds=60, unpacked_bytes=20 << 20)


def saved(save: Callable[[io.BytesIO], object]) -> bytes:
    stream = io.BytesIO()
    save(stream)
    return stream.getvalue()


def word(*paragraphs: str) -> bytes:
    document = docx.Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    return saved(document.save)


def zipped(members: dict[str, bytes | str], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", compression) as package:
        for name, content in members.items():
            package.writestr(name, content)
    return stream.getvalue()


def with_entities() -> bytes:
    """A Word file whose text is an entity that names a file of the machine."""
    entity = '<?xml version="1.0"?><!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
    body = (
        '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        "<w:body><w:p><w:r><w:t>&x;</w:t></w:r></w:p></w:body></w:document>"
    )
    return zipped({"[Content_Types].xml": "<Types/>", "word/document.xml": entity + body})


def pages(count: int) -> bytes:
    book = pypdfium2.PdfDocument.new()
    for _ in range(count):
        book.new_page(100, 100)
    data = saved(book.save)
    book.close()
    return data


def locked_pdf() -> bytes:
    """A PDF that says that it is encrypted, with a key that no empty password opens."""
    key = "<" + "00" * 32 + ">"
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [] /Count 0 >>",
        f"<< /Filter /Standard /V 1 /R 2 /O {key} /U {key} /P -4 >>",
    ]
    data, places = "%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(data))
        data += f"{number} 0 obj\n{content}\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    trailer = f"<< /Size 4 /Root 1 0 R /Encrypt 3 0 R /ID [{key} {key}] >>"
    xref = f"xref\n0 4\n0000000000 65535 f \n{table}trailer\n{trailer}\nstartxref\n{len(data)}\n%%EOF\n"
    return (data + xref).encode()


def cat() -> bytes:
    picture = Image.new("RGB", (400, 300), "white")
    draw = ImageDraw.Draw(picture)
    draw.ellipse((120, 80, 280, 240), fill="orange", outline="black")
    draw.polygon([(130, 110), (150, 50), (190, 90)], fill="orange")
    draw.polygon([(270, 110), (250, 50), (210, 90)], fill="orange")
    return saved(lambda stream: picture.save(stream, "PNG"))


def heavy() -> bytes:
    """A small file that becomes gigabytes in memory."""
    frame = pl.select(text=pl.repeat(REPORT, 1_500_000), year=pl.int_range(1_500_000).cast(pl.String))
    return saved(frame.write_parquet)


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)

BAD = {
    "truncated docx": (lambda: word(REPORT)[:-400], "unreadable_document", "not a zip file"),
    "docx cut inside its text": (
        lambda: zipped({"word/document.xml": "<w:document xmlns:w='x'><w:body>"}),
        "unreadable_document",
        "word/document.xml",
    ),
    "zip bomb": (lambda: zipped({"a.txt": bytes(30 << 20)}), "too_large", "(unpacked_bytes)"),
    "smaller zip bomb": (lambda: zipped({"a.txt": bytes(15 << 20)}), "unsafe_file", "a bomb"),
    "docx bomb": (lambda: zipped({"word/document.xml": bytes(30 << 20)}), "too_large", "(unpacked_bytes)"),
    "xml with entities": (with_entities, "unsafe_file", "declares XML entities"),
    "encrypted docx": (lambda: OLE + "EncryptedPackage".encode("utf-16-le"), "encrypted", "needs a password"),
    "encrypted pdf": (locked_pdf, "encrypted", "password"),
    "nothing": (lambda: b"", "empty_file", "0 bytes"),
    "300 MB of one line": (lambda: b"5" * (300 << 20), "too_large", "(file_bytes)"),
    "random bytes": (lambda: random.Random(5).randbytes(100_000), "binary_file", "bytes are zero"),  # noqa: S311 (a file)
    "5,000 empty pages": (lambda: pages(5000), "too_large", "PDF of 5000 pages, the limit is 2000 (pages)"),
    "a few empty pages": (lambda: pages(3), "no_text", "3 pages without text"),
    "a picture of a cat": (cat, "no_text", "PNG picture in which no text is recognised"),
    "archives in archives": (
        lambda: zipped({"b.zip": zipped({"c.zip": zipped({"d.txt": REPORT})})}),
        "unsafe_file",
        "deep",
    ),
}


@pytest.mark.parametrize("case", BAD.values(), ids=BAD)
def test_a_bad_file_is_refused_with_its_true_reason_and_the_next_is_read(
    case: tuple[Callable[[], bytes], str, str],
) -> None:
    make, reason, evidence = case
    try:
        reading = read(make(), "bad", LIMITS)
    except SourceError as error:
        found = [Refusal("", error.reason, error.evidence)]
    else:
        assert reading.documents == []
        found = reading.refusals
    assert [refused.reason.value for refused in found] == [reason]
    assert evidence in found[0].evidence
    assert "0x" not in found[0].evidence.replace("byte 0x", "")  # no address of memory
    assert [document.text for document in read(word(REPORT), "good", LIMITS).documents] == [REPORT.strip()]


def test_a_file_that_needs_too_much_memory_ends_its_process_and_nothing_else() -> None:
    with pytest.raises(SourceError) as caught:
        read(heavy(), "heavy", Limits(memory_bytes=1 << 30))
    assert caught.value.reason.value in ("too_large", "reader_failed")
    assert len(read(word(REPORT), "good", LIMITS).documents) == 1


def test_a_file_that_takes_too_long_is_left() -> None:
    with pytest.raises(SourceError) as caught:
        read(heavy(), "slow", Limits(seconds=0.05))
    assert (caught.value.reason.value, caught.value.evidence) == ("timed_out", "no progress for 0.05 s (seconds)")
    assert len(read(word(REPORT), "good", LIMITS).documents) == 1


@pytest.mark.slow
def test_a_text_that_takes_too_long_is_left() -> None:
    text = (REPORT + "新建学校12所，增长5%。\n" * 1_000_000).encode("gb18030")
    with pytest.raises(SourceError) as caught:
        read(text, "slow", Limits(seconds=0.01))
    assert (caught.value.reason.value, caught.value.evidence) == ("timed_out", "no progress for 0.01 s (seconds)")
    assert len(read(REPORT.encode(), "good", LIMITS).documents) == 1


def test_a_wrong_ending_changes_nothing() -> None:
    (document,) = read(word(REPORT), "report.xls", LIMITS).documents
    assert (document.source_format, document.text) == ("docx", REPORT.strip())


def test_a_report_longer_than_the_limit_is_refused_by_its_name() -> None:
    with pytest.raises(SourceError) as caught:
        read((REPORT * 10).encode(), "long", Limits(characters=500))
    assert caught.value.reason.value == "too_large"
    assert caught.value.evidence.endswith("the limit is 500 (characters)")


def test_members_that_lead_out_of_an_archive_are_refused_and_the_others_read() -> None:
    reading = read(zipped({"../../etc/report.txt": REPORT, "/abs.txt": REPORT, "2024/易县.txt": REPORT}), "a", LIMITS)
    assert [(document.part, document.text) for document in reading.documents] == [("/2024/易县.txt", REPORT)]
    assert [refused.reason.value for refused in reading.refusals] == ["unsafe_file", "unsafe_file"]


def test_links_in_an_archive_are_refused_and_the_others_read() -> None:
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w:gz") as package:
        link = tarfile.TarInfo("passwd.txt")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        package.addfile(link)
        member = tarfile.TarInfo("易县.txt")
        member.size = len(REPORT.encode())
        package.addfile(member, io.BytesIO(REPORT.encode()))
    reading = read(stream.getvalue(), "a", LIMITS)
    assert [document.part for document in reading.documents] == ["/易县.txt"]
    assert [(refused.part, refused.reason.value) for refused in reading.refusals] == [("/passwd.txt", "unsafe_file")]


def test_a_page_with_a_bad_byte_is_read() -> None:
    page = f"<html><body><p>{REPORT}</p></body></html>".encode() + b"\xff\xfe<!-- -->"
    (document,) = read(page, "page", LIMITS).documents
    assert "128.5亿元" in document.text
    assert document.notes == ("2 characters that are not utf-8 replaced by U+FFFD",)


def test_a_word_file_with_broken_relationships_is_read() -> None:
    old = zipfile.ZipFile(io.BytesIO(word(REPORT)))
    members: dict[str, bytes | str] = {name: old.read(name) for name in old.namelist()}
    members["word/_rels/document.xml.rels"] = "<Relationships><Relationship Target='NULL'/>"
    assert [document.text for document in read(zipped(members), "a", LIMITS).documents] == [REPORT.strip()]


def test_json_nested_too_deep_is_refused() -> None:
    with pytest.raises(SourceError):
        read(('{"a":' * 100_000 + json.dumps(REPORT)).encode(), "a", LIMITS)
