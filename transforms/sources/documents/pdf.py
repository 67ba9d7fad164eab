"""PDF as text: lines joined to paragraphs, running heads left out, ruled tables as rows; pages without text by OCR."""

import ctypes
import io
import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from statistics import median
from typing import Any, NamedTuple

from transforms.sources.document import Document, Reading, Reason, SourceError, table_block
from transforms.sources.documents import layout, scan
from transforms.sources.documents.layout import Block, Line, Page
from transforms.sources.source import Reader, Source

_HEADER = re.compile(rb"%PDF-\d\.\d")
_HEADER_WITHIN = 1024  # readers accept some junk in front of the header, and so do we
_RULES_AT_LEAST = 4  # drawn paths; a table has more, a page with a line under its head fewer
_FEW_CHARACTERS = 10  # a page with fewer is a picture, or empty
_INCH = 72
_NO_CHARACTERS = (0x0, 0x2, 0x200B, 0xFEFF, 0xFFFE, 0xFFFF)  # 2: a hyphen that ends a line
_SHARED = 0.4  # of the height of two characters that stand in one line
_WIDE_GAP = 0.6  # of the height: a blank that somebody typed
_RAISED = 0.8  # of the usual height: the marks of notes are smaller


def _read(source: Source) -> Reading:
    """The one document in a PDF; its title and author are hints.

    Raises SourceError: encrypted, too_large (pages), unreadable_document, no_text for a file of empty pages,
    missing_tool for a scan where no OCR is installed.
    """
    import pypdfium2

    try:
        book = pypdfium2.PdfDocument(source.data)
    except pypdfium2.PdfiumError as error:
        is_locked = "password" in str(error).lower()
        reason = Reason.ENCRYPTED if is_locked else Reason.UNREADABLE_DOCUMENT
        raise SourceError(reason, f"PDF, {len(source.data)} bytes: {error}") from error
    try:
        return Reading([_read_book(book, source)])
    except pypdfium2.PdfiumError as error:
        raise SourceError(Reason.UNREADABLE_DOCUMENT, f"PDF, {len(source.data)} bytes: {error}") from error
    finally:
        book.close()


READER = Reader("pdf", lambda source: _HEADER.search(source.data, 0, _HEADER_WITHIN) is not None, _read, is_binary=True)


def _read_book(book: Any, source: Source) -> Document:
    if len(book) > source.limits.pages:
        raise SourceError(Reason.TOO_LARGE, f"PDF of {len(book)} pages, the limit is {source.limits.pages} (pages)")
    tables = _Tables(source.data)
    pages: list[Page] = []
    recognised: list[str] = []
    missing: list[int] = []
    for number in range(len(book)):
        page = book[number]
        lines = list(_lines(page))
        if sum(len(line.text.strip()) for line in lines) >= _FEW_CHARACTERS:
            pages.append(tables.take_out(page, number, lines))
        elif _has_picture(page):
            found = scan.recognise(page.render(scale=scan.DPI / _INCH).to_pil())
            if found is None:
                missing.append(number + 1)
            else:
                pages.append(found)
                recognised.append(f"page {number + 1} {scan.confidence(found):.2f}")
        page.close()
        source.progress(f"page {number + 1}")
    if missing and not pages:
        raise SourceError(Reason.MISSING_TOOL, f"a PDF of {len(book)} pictures of pages needs OCR: {scan.INSTALL}")
    text, confidences = layout.compose(pages)
    if not text.strip():
        raise SourceError(Reason.NO_TEXT, f"PDF of {len(book)} pages without text")
    notes = []
    if recognised:
        notes.append(f"recognised by OCR, with these confidences: {', '.join(recognised)}")
    if missing:
        notes.append(f"pages without text that need OCR were left out: {', '.join(map(str, missing))}")
    metadata = {name: value.strip() for name, value in book.get_metadata_dict().items() if value.strip()}
    hints = {"title": metadata["Title"]} if "Title" in metadata else {}
    return Document(text, "pdf", "", hints=hints, notes=tuple(notes), is_cut=bool(missing), confidences=confidences)


class _Character(NamedTuple):
    """A character and its box, as high as its font, from the top left of the page."""

    text: str
    left: float
    right: float
    top: float
    bottom: float
    is_added: bool = False


def _lines(page: Any) -> Iterator[Line]:
    """The lines of a page in the order of the file, with their places from the top left."""
    line: list[_Character] = []
    is_broken = False
    for character in _characters(page):
        if character.text == "\n":
            is_broken = True
            continue
        if is_broken and line and not _stands_beside(line, character):
            yield _line(line)
            line = []
        is_broken = False
        line.append(character)
    if any(character.text.strip() for character in line):
        yield _line(line)


def _characters(page: Any) -> Iterator[_Character]:
    """The characters of a page; what PDFium adds between them has the box of what stands before."""
    from pypdfium2 import raw

    height = page.get_height()
    text_page = page.get_textpage()
    box = raw.FS_RECTF()
    last = (0.0, 0.0, 0.0, 0.0)
    for index in range(text_page.count_chars()):
        code = raw.FPDFText_GetUnicode(text_page, index)
        character = chr(code)
        if character in "\r\n":
            yield _Character("\n", *last)
        elif code not in _NO_CHARACTERS and not 0xD800 <= code < 0xE000:  # noqa: PLR2004 (halves of pairs)
            is_added = raw.FPDFText_IsGenerated(text_page, index) == 1
            if not is_added and raw.FPDFText_GetLooseCharBox(text_page, index, ctypes.byref(box)):
                last = (box.left, box.right, height - box.top, height - box.bottom)
            yield _Character(character, *last, is_added)
    text_page.close()


def _stands_beside(line: Sequence[_Character], character: _Character) -> bool:
    """Whether a character goes on in a line that PDFium broke: behind a raised mark, or in the next cell."""
    before = line[-1]
    shared = min(before.bottom, character.bottom) - max(before.top, character.top)
    is_beside = shared > _SHARED * min(before.bottom - before.top, character.bottom - character.top)
    return is_beside and character.left >= before.right - (before.right - before.left)


def _without_added_blanks(characters: Sequence[_Character]) -> list[_Character]:
    """The characters without the blanks that PDFium sees between Chinese and digits, where there is a little room."""
    kept = []
    for n, character in enumerate(characters):
        if character.is_added and character.text == " " and 0 < n < len(characters) - 1:
            before, after = characters[n - 1], characters[n + 1]
            is_narrow = after.left - before.right < _WIDE_GAP * (before.bottom - before.top)
            if is_narrow and not (before.text.isascii() and after.text.isascii()):
                continue
        kept.append(character)
    return kept


def _line(characters: Sequence[_Character]) -> Line:
    """A line of characters; raised digits are marks of notes, and not digits of the number beside them."""
    # a program may draw the quotation marks of a line, which are of another font, after the rest of it
    characters = _without_added_blanks(sorted(characters, key=lambda character: character.left))
    seen = [character for character in characters if character.text.strip()] or list(characters)
    usual = median(character.bottom - character.top for character in seen)
    text = ""
    for is_raised, run in groupby(characters, lambda c: c.text.isdigit() and c.bottom - c.top < _RAISED * usual):
        part = "".join(character.text for character in run)
        is_mark = is_raised and len(part) < 3 and not (text[-1:].isascii() and text[-1:].isalpha())  # noqa: PLR2004 (99 notes)
        text += f"[{part}]" if is_mark else part
    return Line(
        text.strip(),
        min(character.left for character in seen),
        max(character.right for character in seen),
        min(character.top for character in seen),
        max(character.bottom for character in seen),
    )


def _has_picture(page: Any) -> bool:
    from pypdfium2 import raw

    return next(page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_PATH], max_depth=2), None) is not None


def _spread(row: Sequence[str | None]) -> Sequence[str | None]:
    """A row with its cells that another one covers (None), which are empty; without them where one takes all."""
    seen = [cell for cell in row if cell is not None]
    return seen if len(seen) == 1 else row


class _Tables:
    """Ruled tables by pdfplumber, which is opened when the first page with rules comes."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._book: Any = None

    def take_out(self, page: Any, number: int, lines: list[Line]) -> Page:
        """A page with its tables as blocks, and the lines outside them."""
        from pypdfium2 import raw

        height = page.get_height()
        rules = sum(1 for _ in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH], max_depth=2))
        if rules < _RULES_AT_LEAST:
            return Page(height, lines)
        found = []
        for table in self._find(number):
            rows = [[[cell or ""] for cell in _spread(row)] for row in table.extract()]
            block = table_block([[[part.replace("\n", "") for part in cell] for cell in row] for row in rows])
            if block:
                _, top, _, bottom = table.bbox
                found.append((Block(block, top), top, bottom))
        outside = [
            line for line in lines if not any(top < (line.top + line.bottom) / 2 < bottom for _, top, bottom in found)
        ]
        return Page(height, outside, [block for block, _, _ in found])

    def _find(self, number: int) -> list[Any]:
        import pdfplumber

        try:
            if self._book is None:
                self._book = pdfplumber.open(io.BytesIO(self._data))
            page = self._book.pages[number]
            tables = list(page.find_tables())
            page.close()
        except Exception:  # noqa: BLE001 (what PDFium reads, pdfminer may not, and then breaks in many ways)
            return []
        return tables
