"""DOCX and DOCM as text: paragraphs and tables in reading order, as a reader sees them in the word processor.

The parts are taken from the package by their names and not by its relationships: a broken one refuses no report. The
elements are walked here, as libraries pass over content controls, text boxes, insertions under review and footnotes,
and a number there would be lost in silence.
"""

import re
from collections.abc import Iterator
from typing import Any

from transforms.sources.document import Cell, Document, Reading, Reason, SourceError, join_blocks, lay_out, table_block
from transforms.sources.package import Package
from transforms.sources.source import Reader, Source

_DOCUMENT = re.compile(r"word/document\d*\.xml")
_TITLE = "{http://purl.org/dc/elements/1.1/}title"


def qn(name: str) -> str:
    """The full name of a WordprocessingML element: `w:p`."""
    return name.replace("w:", "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}", 1)


_PARAGRAPH, _TABLE, _ROW, _CELL = qn("w:p"), qn("w:tbl"), qn("w:tr"), qn("w:tc")
_RUN, _BOX = qn("w:r"), qn("w:txbxContent")
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


def read_docx(source: Source) -> Document:
    """The one document in a Word package; its title property is a hint.

    Footnotes and endnotes stand at the end, each after the mark `[n]` that also stands where it is referred to.
    List numbers that Word counts itself are not in the text; a note says where that is so.

    Raises SourceError (unreadable_document) for a damaged package.
    """
    with Package(source, "DOCX") as package:
        name = next(filter(_DOCUMENT.fullmatch, package.names), "word/document.xml")
        body = package.xml(name).find(qn("w:body"))
        if body is None:
            raise SourceError(Reason.UNREADABLE_DOCUMENT, f"DOCX, {len(source.data)} bytes: {name} has no body")
        notes = _Notes(package)
        blocks = [*_blocks(body, notes), *notes.blocks()]
        properties = package.xml_if_there("docProps/core.xml")
    title = "" if properties is None else (properties.findtext(_TITLE) or "").strip()
    text = join_blocks(blocks)
    if not text:
        raise SourceError(Reason.EMPTY_FILE, f"DOCX without any text, {len(source.data)} bytes")
    counted = len(body.findall(f".//{qn('w:numPr')}"))
    remarks = (f"{counted} list numbers that Word counts itself are not in the text",) if counted else ()
    return Document(text, "docx", "utf-8", hints={"title": title} if title else {}, notes=remarks)


def _claims(source: Source) -> bool:
    return any(_DOCUMENT.fullmatch(name) for name in source.members)


READER = Reader("docx", _claims, lambda source: Reading([read_docx(source)]), is_binary=True)


class _Notes:
    """Footnotes and endnotes: numbered in the order in which the text refers to them."""

    def __init__(self, package: Package) -> None:
        self._elements: dict[tuple[str, str], Any] = {}
        self._cited: list[tuple[str, str]] = []
        for kind in _NOTE_REFERENCES.values():
            root = package.xml_if_there(f"word/{kind}.xml")
            for element in () if root is None else root:
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
        elif tag not in _UNSEEN and not (tag == _RUN and _is_hidden(child)):
            yield from _inline(child, notes, boxes)


def _is_hidden(run: Any) -> bool:
    """Whether a run is hidden text, which neither screen nor paper shows."""
    mark = run.find(f"{qn('w:rPr')}/{qn('w:vanish')}")
    return mark is not None and mark.get(qn("w:val")) not in ("0", "false", "off")


def _cell(cell: Any, notes: _Notes) -> Cell:
    """A cell; one that goes on below is there again, and empty, in each row."""
    span = cell.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}")
    columns = "" if span is None else span.get(qn("w:val"))
    return Cell(list(_blocks(cell, notes)), int(columns) if columns and columns.isdecimal() else 1)


def _table(table: Any, notes: _Notes) -> Iterator[str]:
    rows = lay_out([_cell(cell, notes) for cell in _descend(row, _CELL)] for row in _descend(table, _ROW))
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
