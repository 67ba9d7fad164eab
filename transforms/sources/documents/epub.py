"""EPUB books: the chapters in the order of the spine."""

import posixpath
from collections.abc import Iterator
from urllib.parse import unquote

from transforms.sources import formats
from transforms.sources.document import Document, Reading, Reason, SourceError
from transforms.sources.documents import webpage
from transforms.sources.package import Package
from transforms.sources.source import Reader, Source

_CONTAINER = "META-INF/container.xml"
_METADATA = {"title": "title", "publisher": "issuer", "date": "publish_date", "source": "source_url"}


def read_epub(source: Source) -> Document:
    """The text of all chapters; what the book says of itself are hints."""
    with Package(source, "EPUB") as package:
        root_file = package.xml(_CONTAINER).find(".//{*}rootfile")
        if root_file is None:
            raise SourceError(Reason.UNREADABLE_DOCUMENT, f"EPUB, {len(source.data)} bytes: no root file is named")
        place = root_file.get("full-path") or ""
        book = package.xml(place)
        chapters = list(_chapters(package, book, posixpath.dirname(place)))
    text = "\n\n".join(filter(None, chapters))
    if not text:
        raise SourceError(Reason.EMPTY_FILE, f"EPUB without any text, {len(source.data)} bytes")
    values = {hint: (book.findtext(f".//{{*}}metadata/{{*}}{name}") or "").strip() for name, hint in _METADATA.items()}
    return Document(text, "epub", "utf-8", hints={hint: value for hint, value in values.items() if value})


def _chapters(package: Package, book: object, folder: str) -> Iterator[str]:
    files = {item.get("id"): item.get("href") or "" for item in book.iterfind(".//{*}manifest/{*}item")}  # type: ignore[attr-defined]  # an lxml element
    for entry in book.iterfind(".//{*}spine/{*}itemref"):  # type: ignore[attr-defined]
        name = posixpath.normpath(posixpath.join(folder, unquote(files.get(entry.get("idref"), ""))))
        if name not in package.names or entry.get("linear") == "no":
            continue
        try:
            yield webpage.read_bytes(package.read(name)).text
        except SourceError as error:
            if error.reason is not Reason.UNREADABLE_DOCUMENT:  # a cover has no text
                raise


def _claims(source: Source) -> bool:
    return _CONTAINER in source.members and "epub" in formats.opendocument_type(source.data)


READER = Reader("epub", _claims, lambda source: Reading([read_epub(source)]), is_binary=True)
