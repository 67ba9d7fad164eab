"""Pictures of pages (PNG, JPEG, TIFF, BMP, WebP) as text, by OCR with models that ship inside its package."""

import io
from functools import cache
from itertools import count, pairwise
from statistics import fmean
from typing import Any

from transforms.sources.document import Document, Reading, Reason, SourceError
from transforms.sources.documents import layout
from transforms.sources.documents.layout import Line, Page
from transforms.sources.source import Reader, Source

DPI = 200
"""Dots an inch at which a page of a PDF is drawn for the OCR."""
INSTALL = "install duixian[ocr]"
_MAGIC = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*")
_LARGEST_SIDE = 10_000  # pixels; an A3 page at 600 dpi
_SAME_ROW = 0.5  # of a line's height
_COLUMN_GAP = 2.0  # line heights between two pieces of a row that are cells of a table
_LEAST_CHARACTERS = 5


def _claims(source: Source) -> bool:
    data = source.data
    is_bitmap = data.startswith(b"BM") and int.from_bytes(data[2:6], "little") == len(data)
    return data.startswith(_MAGIC) or data.startswith(b"WEBPVP8", 8) or is_bitmap


def _read(source: Source) -> Reading:
    """The text of a picture, page by page.

    Raises SourceError: missing_tool without an OCR, no_text where no character is seen, too_large, unreadable_document.
    """
    try:
        from PIL import Image, UnidentifiedImageError
    except ImportError as error:
        raise SourceError(Reason.MISSING_TOOL, f"a picture of a page needs OCR: {INSTALL}") from error
    Image.MAX_IMAGE_PIXELS = _LARGEST_SIDE**2
    pages = []
    try:
        with Image.open(io.BytesIO(source.data)) as picture:
            source_format = (picture.format or "image").lower()
            for number in count():
                if number >= source.limits.pages:
                    raise SourceError(Reason.TOO_LARGE, f"picture of more than {source.limits.pages} pages (pages)")
                try:
                    picture.seek(number)
                except EOFError:
                    break
                page = recognise(picture.convert("RGB"))
                if page is None:
                    raise SourceError(Reason.MISSING_TOOL, f"a picture of a page needs OCR: {INSTALL}")
                pages.append(page)
                source.progress(f"page {number + 1}")
    except Image.DecompressionBombError as error:
        raise SourceError(Reason.TOO_LARGE, f"picture: {error}") from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
        if isinstance(error, SourceError):
            raise
        raise SourceError(Reason.UNREADABLE_DOCUMENT, f"picture, {len(source.data)} bytes: {error}") from error
    text, confidences = layout.compose(pages)
    if len("".join(text.split())) < _LEAST_CHARACTERS:
        raise SourceError(Reason.NO_TEXT, f"{source_format.upper()} picture in which no text is recognised")
    scores = ", ".join(f"page {number} {confidence(page):.2f}" for number, page in enumerate(pages, 1))
    note = f"recognised by OCR, with these confidences: {scores}"
    return Reading([Document(text, source_format, "", notes=(note,), confidences=confidences)])


READER = Reader("scan", _claims, _read, is_binary=True)


def recognise(picture: Any) -> Page | None:
    """The lines that the OCR sees in a picture, in reading order; None where no OCR is installed."""
    engine = _engine()
    if engine is None:
        return None
    import numpy as np

    found = engine(np.asarray(picture))
    pieces = []
    for box, text, score in zip(
        found.boxes if found.boxes is not None else (), found.txts or (), found.scores or (), strict=True
    ):
        xs, ys = [float(point[0]) for point in box], [float(point[1]) for point in box]
        pieces.append(Line(text, min(xs), max(xs), min(ys), max(ys), float(score)))
    return Page(float(picture.height), _rows(pieces))


def confidence(page: Page) -> float:
    """How sure the OCR is of a page on average; 1 of an empty one."""
    return fmean([line.score for line in page.lines if line.score is not None] or [1.0])


@cache
def _engine() -> Any | None:
    try:
        from rapidocr import RapidOCR
    except ImportError:
        return None
    return RapidOCR(params={"Global.log_level": "critical", "Global.max_side_len": _LARGEST_SIDE})


def _rows(pieces: list[Line]) -> list[Line]:
    """Pieces beside one another as one line; a tab where they are so far apart that they are cells of a table."""
    rows: list[list[Line]] = []
    for piece in sorted(pieces, key=lambda line: (line.top + line.bottom) / 2):
        middle = (piece.top + piece.bottom) / 2
        last = rows[-1][-1] if rows else None
        if last and abs((last.top + last.bottom) / 2 - middle) < _SAME_ROW * (last.bottom - last.top):
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return [_joined(sorted(row, key=lambda line: line.left)) for row in rows]


def _joined(row: list[Line]) -> Line:
    text = row[0].text
    for before, piece in pairwise(row):
        is_cell = piece.left - before.right > _COLUMN_GAP * (piece.bottom - piece.top)
        text += ("\t" if is_cell else "") + piece.text
    return Line(
        text,
        row[0].left,
        row[-1].right,
        min(piece.top for piece in row),
        max(piece.bottom for piece in row),
        min(piece.score or 0.0 for piece in row),
    )
