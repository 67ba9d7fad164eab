"""What a reader hands on: a document, or the one reason why there is none."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

_CELL_LENGTH = 200  # characters; a longer cell beside others holds paragraphs


class Reason(StrEnum):
    """Why a file, or a row of a table, is not loaded. The list is closed: these words stand in `quarantine.reason`."""

    EMPTY_FILE = "empty_file"  # no bytes, or nothing but white space
    BINARY_FILE = "binary_file"  # no text, and no format that is known
    UNDECODABLE = "undecodable"  # text-like bytes that no encoding turns into words
    UNSUPPORTED_FORMAT = "unsupported_format"  # a known format that is not read yet; the evidence names it
    UNREADABLE_DOCUMENT = "unreadable_document"  # a format that is read, but this file of it is damaged
    NO_NUMBER = "no_number"  # a text without any quantity
    NOT_A_REPORT = "not_a_report"  # a text, but of another genre


class SourceError(ValueError):
    """A file or text that cannot be loaded: the reason from the closed list, and what shows it.

    >>> str(SourceError(Reason.UNSUPPORTED_FORMAT, "PDF 1.4, 668319 bytes"))
    'unsupported_format: PDF 1.4, 668319 bytes'
    """

    def __init__(self, reason: Reason, evidence: str) -> None:
        super().__init__(reason, evidence)
        self.reason = reason
        self.evidence = evidence

    def __str__(self) -> str:
        return f"{self.reason}: {self.evidence}"


@dataclass(frozen=True, slots=True)
class Document:
    r"""One report as text, before anybody has judged or cleaned it.

    `text` has no byte-order mark and its newlines are `\n`. Of plain text nothing else is changed; of DOCX and HTML it
    is what the reader makes: one paragraph a block, an empty line between blocks, a table row a line with tabs.
    `row` is the data row (from 1) of a table with one report a row, else None.
    `hints` are what stood beside the text and may be wrong: title, publish_date, province …, as the source calls it.
    `notes` say in words what a careful reader would want to know about the reading.
    """

    text: str
    source_format: str
    encoding: str
    row: int | None = None
    hints: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


def normalise_newlines(text: str) -> str:
    r"""`\r\n` and `\r` as `\n`; nothing else changes."""
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def join_blocks(blocks: list[str]) -> str:
    """Blocks as text: an empty line between blocks, empty blocks and indentation by blanks dropped: they are layout.

    A line break inside a paragraph thus stays apart from the end of a paragraph.
    """
    return "\n\n".join(trimmed for block in blocks if (trimmed := block.strip()))


def table_block(rows: list[list[list[str]]]) -> str | None:
    r"""A table (rows of cells of paragraphs) as one block: a row a line, a tab between its cells.

    None where the table is layout and not data: no row has two cells, or a cell beside others is as long as paragraphs
    are. Its content is then to be read like any other.

    >>> table_block([[["指标"], ["2022年"]], [["居民消费", "价格"], ["2.2"]]])
    '指标\t2022年\n居民消费 价格\t2.2'
    """
    if all(len(row) <= 1 for row in rows):
        return None
    lines = []
    for row in rows:
        cells = [[line for part in "\n".join(paragraphs).split("\n") if (line := part.strip())] for paragraphs in row]
        if len(cells) == 1:
            lines += cells[0]
            continue
        joined = [" ".join(cell) for cell in cells]
        if max(map(len, joined), default=0) > _CELL_LENGTH:
            return None
        lines.append("\t".join(joined))
    return "\n".join(line for line in lines if line.strip())
