"""DOCX as text: paragraphs and tables in reading order, as a reader sees them in the word processor.

python-docx opens the package. Its own `iter_inner_content` and `Paragraph.text` pass over content controls, text boxes,
insertions under review and footnotes; a number there would be lost in silence, so the elements are walked here.
"""

import io
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

import docx
from docx.opc.exceptions import OpcError
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from transforms.sources.document import Document, Reason, SourceError, join_blocks, table_block

# What python-docx, lxml and zipfile raise on damaged packages.
_DAMAGE = (
    *(ValueError, LookupError, AttributeError, TypeError, AssertionError, SyntaxError, OSError, RuntimeError, EOFError),
    *(zipfile.BadZipFile, zlib.error, OpcError),
)
_UNPACKED_AT_MOST = 1 << 29  # bytes; a report's package unpacks to some megabytes, a malicious one to terabytes
_PARAGRAPH, _TABLE, _ROW, _CELL = qn("w:p"), qn("w:tbl"), qn("w:tr"), qn("w:tc")
_BOX = qn("w:txbxContent")
_TEXTS = {qn("w:t"), "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"}
_MARKS = {qn("w:tab"): "\t", qn("w:ptab"): "\t", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}
_BREAK = qn("w:br")
_NOTE_REFERENCES = {qn("w:footnoteReference"): "footnotes", qn("w:endnoteReference"): "endnotes"}
# Deleted and moved text is gone, instructions and phonetic guides are not the text, a fallback repeats its alternative.
_UNSEEN = {
    qn("w:pPr"),
    qn("w:rPr"),
    qn("w:del"),
    qn("w:moveFrom"),
    qn("w:instrText"),
    qn("w:rt"),
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
}


def read_docx(data: bytes) -> Document:
    """The one document in a Word package; its title property is a hint.

    Footnotes and endnotes stand at the end, each after the mark `[n]` that also stands where it is referred to.
    List numbers that Word counts itself are not in the text; a note says where that is so.

    Raises SourceError (unreadable_document) for a damaged package.
    """
    _refuse_bomb(data)
    try:
        document = docx.Document(io.BytesIO(data))
        body = document.element.body
        notes = _Notes(document.part)
        blocks = list(_blocks(body, notes))
        blocks += notes.blocks()
        title = document.core_properties.title or ""
    except _DAMAGE as error:
        evidence = f"DOCX, {len(data)} bytes: {str(error) or type(error).__name__}"
        raise SourceError(Reason.UNREADABLE_DOCUMENT, evidence) from error
    text = join_blocks(blocks)
    if not text:
        raise SourceError(Reason.EMPTY_FILE, f"DOCX without any text, {len(data)} bytes")
    counted = len(body.findall(f".//{qn('w:numPr')}"))
    remarks = (f"{counted} list numbers that Word counts itself are not in the text",) if counted else ()
    return Document(text, "docx", "utf-8", hints={"title": title} if title else {}, notes=remarks)


class _Notes:
    """Footnotes and endnotes: numbered in the order in which the text refers to them."""

    def __init__(self, part: Any) -> None:
        self._elements: dict[tuple[str, str], Any] = {}
        self._cited: list[tuple[str, str]] = []
        for relation in part.rels.values():
            kind = relation.reltype.rsplit("/", 1)[-1]
            if kind in _NOTE_REFERENCES.values():
                for element in parse_xml(relation.target_part.blob):
                    self._elements[kind, element.get(qn("w:id"))] = element

    def cite(self, reference: Any) -> str:
        """The mark that stands in the text for a reference."""
        key = (_NOTE_REFERENCES[reference.tag], reference.get(qn("w:id")))
        if key not in self._elements:
            return ""
        if key not in self._cited:
            self._cited.append(key)
        return f"[{self._cited.index(key) + 1}]"

    def blocks(self) -> list[str]:
        """The notes that the text refers to, as blocks."""
        return [
            f"[{number}] " + "\n".join(block.strip() for block in _blocks(self._elements[key], self))
            for number, key in enumerate(tuple(self._cited), 1)
        ]


def _refuse_bomb(data: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        size = sum(member.file_size for member in package.infolist())
    if size > _UNPACKED_AT_MOST:
        raise SourceError(Reason.UNREADABLE_DOCUMENT, f"DOCX of {len(data)} bytes would unpack to {size} bytes")


def _blocks(parent: Any, notes: _Notes) -> Iterator[str]:
    """The blocks of an element in reading order, also those inside content controls."""
    for child in parent.iterchildren("{*}*"):
        if child.tag == _PARAGRAPH:
            boxes: list[Any] = []
            yield "".join(_inline(child, notes, boxes))
            for box in boxes:
                yield from _blocks(box, notes)
        elif child.tag == _TABLE:
            yield from _table(child, notes)
        elif child.tag not in _UNSEEN:
            yield from _blocks(child, notes)


def _inline(parent: Any, notes: _Notes, boxes: list[Any]) -> Iterator[str]:
    """The characters of a paragraph; text boxes anchored in it are handed out, to be read after it."""
    for child in parent.iterchildren("{*}*"):
        tag = child.tag
        if tag in _TEXTS:
            yield child.text or ""
        elif tag in _MARKS:
            yield _MARKS[tag]
        elif tag == _BREAK:
            yield "" if child.get(qn("w:type")) in ("page", "column") else "\n"
        elif tag in _NOTE_REFERENCES:
            yield notes.cite(child)
        elif tag == _BOX:
            boxes.append(child)
        elif tag not in _UNSEEN:
            yield from _inline(child, notes, boxes)


def _table(table: Any, notes: _Notes) -> Iterator[str]:
    rows = [[list(_blocks(cell, notes)) for cell in _descend(row, _CELL)] for row in _descend(table, _ROW)]
    holds_table = next(table.iterdescendants(_TABLE), None) is not None
    block = None if holds_table else table_block(rows)
    if block is None:
        yield from (block for row in rows for cell in row for block in cell)
    else:
        yield block


def _descend(parent: Any, tag: str) -> Iterator[Any]:
    """Children of a kind, also those wrapped in a content control."""
    for child in parent.iterchildren("{*}*"):
        if child.tag == tag:
            yield child
        elif child.tag.endswith(("}sdt", "}sdtContent", "}customXml", "}ins")):
            yield from _descend(child, tag)
