"""Formats that are not plain text, recognised by the bytes they begin with."""

import io
import re
import zipfile
from typing import NamedTuple

from transforms.sources.document import Reason, SourceError


class Signature(NamedTuple):
    """Bytes at an offset that only files of one format have."""

    offset: int
    magic: bytes
    name: str


_SIGNATURES = (
    Signature(0, b"\x89PNG\r\n\x1a\n", "PNG image"),
    Signature(0, b"\xff\xd8\xff", "JPEG image"),
    Signature(0, b"GIF87a", "GIF image"),
    Signature(0, b"GIF89a", "GIF image"),
    Signature(0, b"II*\x00", "TIFF image"),
    Signature(0, b"MM\x00*", "TIFF image"),
    Signature(8, b"WEBPVP8", "WebP image"),
    Signature(4, b"ftypheic", "HEIC image"),
    Signature(4, b"ftyp", "MPEG-4 video or audio"),
    Signature(0, b"AT&TFORM", "DjVu scan"),
    Signature(0, b"CAJ\x00", "CAJ document"),
    Signature(0, b"KDH ", "KDH document"),
    Signature(0, b"{\\rtf", "RTF document"),
    Signature(0, b"MIME-Version:", "MHTML web archive"),
    Signature(0, b"7z\xbc\xaf\x27\x1c", "7-Zip archive"),
    Signature(0, b"Rar!\x1a\x07", "RAR archive"),
    Signature(0, b"\x1f\x8b\x08", "gzip archive"),
    Signature(0, b"BZh", "bzip2 archive"),
    Signature(0, b"\xfd7zXZ\x00", "xz archive"),
    Signature(0, b"\x28\xb5\x2f\xfd", "Zstandard archive"),
    Signature(257, b"ustar", "tar archive"),
    Signature(0, b"SQLite format 3\x00", "SQLite database"),
    Signature(8, b"DUCK", "DuckDB database"),
    Signature(0, b"PAR1", "Parquet table"),
    Signature(0, b"version https://git-lfs.github.com/", "Git LFS pointer, its content was not fetched"),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# The directory of such a file names its streams in UTF-16; each application has one of its own.
_OLE_STREAMS = (
    ("EncryptedPackage", "encrypted Office document"),
    ("WordDocument", "Word 97-2003 document (.doc)"),
    ("Workbook", "Excel 97-2003 workbook (.xls)"),
    ("Book", "Excel 97-2003 workbook (.xls)"),
    ("PowerPoint Document", "PowerPoint 97-2003 presentation (.ppt)"),
)
_ZIP = b"PK\x03\x04"
_EMPTY_ZIP = b"PK\x05\x06"
_ZIP_MEMBERS = (
    ("xl/workbook.xml", "Excel workbook (.xlsx)"),
    ("xl/workbook.bin", "Excel workbook (.xlsb)"),
    ("ppt/presentation.xml", "PowerPoint presentation (.pptx)"),
    ("OFD.xml", "OFD document"),
    ("META-INF/container.xml", "EPUB book"),
    ("content.xml", "OpenDocument file"),
)
_PDF = re.compile(rb"%PDF-(\d\.\d)")
_PDF_HEADER = 1024  # readers accept some junk in front of the header, and so do we
_XML = re.compile(r"\s*<\?xml\b.*?<(?P<root>[A-Za-z_][\w:.-]*)", re.DOTALL)


def is_docx(data: bytes) -> bool:
    """Whether the bytes are a Word document as a ZIP package.

    Raises SourceError for every other known format that is no plain text (unsupported_format, with the format's name
    and the size), and for a ZIP package that is cut off or damaged (unreadable_document).
    """
    if data.startswith((_ZIP, _EMPTY_ZIP)):
        return _is_docx_package(data)
    name = _name_of(data)
    if name:
        raise SourceError(Reason.UNSUPPORTED_FORMAT, f"{name}, {len(data)} bytes")
    return False


def refuse_other_xml(text: str) -> None:
    """Refuse XML that is no web page: a feed, a drawing, a flat Office file."""
    match = _XML.match(text)
    if match and match["root"].lower() != "html":
        evidence = f"XML document with root <{match['root']}>, {len(text)} characters"
        raise SourceError(Reason.UNSUPPORTED_FORMAT, evidence)


def _name_of(data: bytes) -> str | None:
    if version := _PDF.search(data, 0, _PDF_HEADER):
        return f"PDF {version[1].decode()}"
    if data.startswith(_OLE):
        streams = (name for stream, name in _OLE_STREAMS if stream.encode("utf-16-le") in data)
        return next(streams, "OLE compound file")
    if data.startswith(b"BM") and int.from_bytes(data[2:6], "little") == len(data):
        return "BMP image"
    return next((name for offset, magic, name in _SIGNATURES if data.startswith(magic, offset)), None)


def _is_docx_package(data: bytes) -> bool:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            members = package.namelist()
    except (zipfile.BadZipFile, OSError) as error:
        raise SourceError(Reason.UNREADABLE_DOCUMENT, f"ZIP package, {len(data)} bytes: {error}") from error
    if "word/document.xml" in members:
        return True
    name = next((name for member, name in _ZIP_MEMBERS if member in members), None)
    if name is None:
        name = f"ZIP archive with {len(members)} files" + (f", first {members[0]}" if members else "")
    raise SourceError(Reason.UNSUPPORTED_FORMAT, f"{name}, {len(data)} bytes")
