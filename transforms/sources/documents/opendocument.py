"""OpenDocument texts (ODT) as text: paragraphs, lists and tables in reading order; deletions under review are gone."""

from collections.abc import Iterator
from typing import Any

from transforms.sources import formats
from transforms.sources.document import Cell, Document, Reading, Reason, SourceError, join_blocks, lay_out, table_block
from transforms.sources.package import Package
from transforms.sources.source import Reader, Source

_SPACE = "urn:oasis:names:tc:opendocument:xmlns:"


def _name(prefix: str, name: str) -> str:
    return f"{{{_SPACE}{prefix}:1.0}}{name}"


_PARAGRAPHS = {_name("text", "p"), _name("text", "h")}
_TABLE, _ROW, _CELL = (_name("table", name) for name in ("table", "table-row", "table-cell"))
_COLUMNS, _ROWS = (_name("table", f"number-{name}-spanned") for name in ("columns", "rows"))
_BOX, _NOTE, _NOTE_BODY = _name("draw", "text-box"), _name("text", "note"), _name("text", "note-body")
_MARKS = {_name("text", "tab"): "\t", _name("text", "line-break"): "\n"}
_BLANKS, _COUNT = _name("text", "s"), _name("text", "c")
_UNSEEN = {
    _name("text", "tracked-changes"),
    _name("text", "hidden-text"),
    _name("text", "ruby-text"),
    _name("office", "annotation"),
}


def read_odt(source: Source) -> Document:
    """The one document in an OpenDocument package; notes stand at the end under the mark `[n]`."""
    with Package(source, "OpenDocument text") as package:
        body = package.xml("content.xml").find(f".//{_name('office', 'text')}")
        meta = package.xml_if_there("meta.xml")
    if body is None:
        raise SourceError(Reason.UNSUPPORTED_FORMAT, f"OpenDocument file that is no text, {len(source.data)} bytes")
    notes: list[Any] = []
    blocks = list(_blocks(body, notes))
    for number, note in enumerate(notes, 1):  # a note may have notes, which come behind it
        blocks.append(f"[{number}] " + "\n".join(block.strip() for block in _blocks(note, notes)))
    text = join_blocks(blocks)
    if not text:
        raise SourceError(Reason.EMPTY_FILE, f"OpenDocument text without any text, {len(source.data)} bytes")
    title = "" if meta is None else (meta.findtext(".//{http://purl.org/dc/elements/1.1/}title") or "").strip()
    return Document(text, "odt", "utf-8", hints={"title": title} if title else {})


def _claims(source: Source) -> bool:
    is_open = "content.xml" in source.members and "META-INF/manifest.xml" in source.members
    return is_open and not formats.opendocument_type(source.data).endswith("spreadsheet")


READER = Reader("odt", _claims, lambda source: Reading([read_odt(source)]), is_binary=True)


def _blocks(parent: Any, notes: list[Any]) -> Iterator[str]:
    for child in parent.iterchildren("{*}*"):
        if child.tag in _PARAGRAPHS:
            boxes: list[Any] = []
            yield "".join(_inline(child, notes, boxes))
            for box in boxes:
                yield from _blocks(box, notes)
        elif child.tag == _TABLE:
            yield from _table(child, notes)
        elif child.tag not in _UNSEEN:
            yield from _blocks(child, notes)


def _inline(parent: Any, notes: list[Any], boxes: list[Any]) -> Iterator[str]:
    """The characters of a paragraph; text boxes anchored in it are handed out, to be read after it."""
    yield parent.text or ""
    for child in parent.iterchildren("{*}*"):
        tag = child.tag
        if tag in _MARKS:
            yield _MARKS[tag]
        elif tag == _BLANKS:
            yield " " * int(child.get(_COUNT) or 1)
        elif tag == _BOX:
            boxes.append(child)
        elif tag == _NOTE:
            body = child.find(_NOTE_BODY)
            if body is not None:
                notes.append(body)
                yield f"[{len(notes)}]"
        elif tag not in _UNSEEN:
            yield from _inline(child, notes, boxes)
        yield child.tail or ""


def _cell(cell: Any, notes: list[Any]) -> Cell:
    return Cell(list(_blocks(cell, notes)), int(cell.get(_COLUMNS) or 1), int(cell.get(_ROWS) or 1))


def _table(table: Any, notes: list[Any]) -> Iterator[str]:
    rows = lay_out([_cell(cell, notes) for cell in row.iterchildren(_CELL)] for row in table.iter(_ROW))
    holds_table = next(table.iterdescendants(_TABLE), None) is not None
    block = None if holds_table else table_block(rows)
    if block is None:
        yield from (block for row in rows for cell in row for block in cell)
    else:
        yield block
