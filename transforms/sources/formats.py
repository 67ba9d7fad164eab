"""Formats by the bytes they begin with: what several readers ask, and the names of formats that none reads."""

import io
import re
import zipfile
from typing import NamedTuple

from transforms.sources.document import Reading, Reason, SourceError
from transforms.sources.source import Reader, Source

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""What an Office file of before 2007 begins with, and one that is encrypted."""


class Signature(NamedTuple):
    """Bytes at an offset that only files of one format have."""

    offset: int
    magic: bytes
    name: str


_SIGNATURES = (
    Signature(0, b"GIF87a", "GIF image"),
    Signature(0, b"GIF89a", "GIF image"),
    Signature(4, b"ftypheic", "HEIC image"),
    Signature(4, b"ftyp", "MPEG-4 video or audio"),
    Signature(0, b"AT&TFORM", "DjVu scan"),
    Signature(0, b"CAJ\x00", "CAJ document"),
    Signature(0, b"KDH ", "KDH document"),
    Signature(0, b"Rar!\x1a\x07", "RAR archive"),
    Signature(0, b"\x28\xb5\x2f\xfd", "Zstandard archive"),
    Signature(0, b"SQLite format 3\x00", "SQLite database"),
    Signature(8, b"DUCK", "DuckDB database"),
    Signature(0, b"$FL2@(#)", "SPSS table"),
    Signature(0, b"$FL3@(#)", "SPSS table"),
    Signature(0, b"version https://git-lfs.github.com/", "Git LFS pointer, its content was not fetched"),
)
# The directory of such a file names its streams in UTF-16; each application has one of its own.
_OLE_STREAMS = ("EncryptedPackage", "WordDocument", "Workbook", "Book", "PowerPoint Document")
_ZIP_MEMBERS = (("ppt/presentation.xml", "PowerPoint presentation (.pptx)"), ("OFD.xml", "OFD document"))
_XML = re.compile(r"\s*<\?xml\b.*?<(?P<root>[A-Za-z_][\w:.-]*)", re.DOTALL)


def ole_stream(data: bytes) -> str:
    """The stream that tells which application wrote an Office file of before 2007; empty where none does."""
    return next((name for name in _OLE_STREAMS if name.encode("utf-16-le") in data), "")


def opendocument_type(data: bytes) -> str:
    """The media type that an OpenDocument or EPUB package gives itself; empty where it gives none."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return package.read("mimetype")[:100].decode("ascii", "replace").strip()
    except (KeyError, zipfile.BadZipFile, OSError, ValueError, RuntimeError):
        return ""


def _refuse(source: Source) -> Reading:
    if source.data.startswith(OLE) and ole_stream(source.data) == "EncryptedPackage":
        raise SourceError(Reason.ENCRYPTED, f"Office document that needs a password, {len(source.data)} bytes")
    raise SourceError(Reason.UNSUPPORTED_FORMAT, f"{source.once(_name)}, {len(source.data)} bytes")


def _name(source: Source) -> str | None:
    data = source.data
    if data.startswith(OLE):
        is_slides = ole_stream(data) == "PowerPoint Document"
        return "PowerPoint 97-2003 presentation (.ppt)" if is_slides else "OLE compound file"
    package = next((name for member, name in _ZIP_MEMBERS if member in source.members), None)
    return package or next((name for offset, magic, name in _SIGNATURES if data.startswith(magic, offset)), None)


UNSUPPORTED = Reader("unsupported", lambda source: source.once(_name) is not None, _refuse)
"""Stands behind the readers of binary formats and before those of text: known formats that none of them reads."""


def _other_xml(source: Source) -> bool:
    match = _XML.match(source.text)
    return match is not None and match["root"].lower() != "html"


def _refuse_xml(source: Source) -> Reading:
    match = _XML.match(source.text)
    root = match["root"] if match else ""
    raise SourceError(Reason.UNSUPPORTED_FORMAT, f"XML document with root <{root}>, {len(source.text)} characters")


OTHER_XML = Reader("xml", _other_xml, _refuse_xml)
"""XML that is no web page: a feed, a drawing, a flat Office file."""
