"""RTF as text."""

import re

from transforms.sources.document import Document, Reading, Reason, SourceError, join_blocks
from transforms.sources.source import Reader, Source

_CODE_PAGE = re.compile(rb"\\ansicpg(\d+)")
_ENCODINGS = {b"936": "gb18030", b"950": "big5", b"65001": "utf-8"}
_CELL_END = "|"  # what striprtf puts behind a cell


def _read(source: Source) -> Reading:
    from striprtf.striprtf import rtf_to_text

    page = _CODE_PAGE.search(source.data, 0, 1000)
    encoding = _ENCODINGS.get(page[1] if page else b"936", "gb18030")
    try:
        plain = rtf_to_text(source.data.decode("latin-1"), encoding=encoding, errors="replace")  # type: ignore[no-untyped-call]
    except (ValueError, LookupError, RecursionError) as error:
        raise SourceError(Reason.UNREADABLE_DOCUMENT, f"RTF, {len(source.data)} bytes: {error}") from error
    blocks: list[str] = []
    for line in plain.replace("\r\n", "\n").split("\n"):
        is_row = line.rstrip().endswith(_CELL_END) and line.count(_CELL_END) > 1
        row = "\t".join(cell.strip() for cell in line.rstrip().rstrip(_CELL_END).split(_CELL_END)) if is_row else ""
        if is_row and blocks and "\t" in blocks[-1]:
            blocks[-1] += f"\n{row}"
        else:
            blocks.append(row or line)
    text = join_blocks(blocks)
    if not text:
        raise SourceError(Reason.EMPTY_FILE, f"RTF without any text, {len(source.data)} bytes")
    return Reading([Document(text, "rtf", encoding)])


READER = Reader("rtf", lambda source: source.data.startswith(b"{\\rtf"), _read, is_binary=True)
