"""What a reader hands on: documents, and for whatever gave none the one reason why."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

_MOST_SPANNED = 100  # columns or rows of one cell
_CELL_LENGTH = 200  # characters; a longer cell beside others holds paragraphs


class Reason(StrEnum):
    """Why a file, or a row of a table, is not loaded. The list is closed: these words stand in `quarantine.reason`."""

    EMPTY_FILE = "empty_file"  # no bytes, or nothing but white space
    BINARY_FILE = "binary_file"  # no text, and no format that is known
    UNDECODABLE = "undecodable"  # text-like bytes that no encoding turns into words
    UNSUPPORTED_FORMAT = "unsupported_format"  # a known format that is not read; the evidence names it
    UNREADABLE_DOCUMENT = "unreadable_document"  # a format that is read, but this file of it is damaged
    ENCRYPTED = "encrypted"  # a password is needed
    TOO_LARGE = "too_large"  # over a limit of size, memory or pages; the evidence names the limit
    TIMED_OUT = "timed_out"  # its reader took too long
    READER_FAILED = "reader_failed"  # its reader's process ended
    UNSAFE_FILE = "unsafe_file"  # a bomb, an archive member that leaves its folder or is a link, XML with entities
    MISSING_TOOL = "missing_tool"  # a program or package that reads the format is not installed; the evidence names it
    NO_TEXT = "no_text"  # rows of a table, or pages, without text
    BAD_MAPPING = "bad_mapping"  # sources.toml names a column that the table does not have
    AMBIGUOUS = "ambiguous"  # may be read in several ways; the evidence says which
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


class Confidence(NamedTuple):
    """How sure a reader of pictures is of a stretch of a text: 0 to 1, offsets in code points."""

    char_start: int
    char_end: int
    score: float


@dataclass(frozen=True, slots=True)
class Document:
    r"""One report as text, before anybody has judged or cleaned it.

    `text` has no byte-order mark and its newlines are `\n`. Of plain text nothing else is changed; of all other formats
    it is what the reader makes: one paragraph a block, an empty line between blocks, a table row a line with tabs.
    `part` tells where in the file it stands, to be put behind the file's name: `#3` is the third row of a table,
    `/2024/易县.docx` a member of an archive; empty where the file is the document.
    `hints` are what stood beside the text and may be wrong: title, publish_date, province …, as the source calls it.
    `notes` say in words what a careful reader would want to know about the reading. `is_cut` says that the container
    holds only the beginning. `confidences` are there where characters were recognised and not read.
    """

    text: str
    source_format: str
    encoding: str
    part: str = ""
    hints: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    is_cut: bool = False
    confidences: tuple[Confidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a part of a file gave no document; several rows that lack the same are one refusal."""

    part: str
    reason: Reason
    evidence: str


@dataclass(frozen=True, slots=True)
class Reading:
    """All that a file gave: its documents in order, and the parts that gave none."""

    documents: list[Document]
    refusals: list[Refusal] = field(default_factory=list)


def normalise_newlines(text: str) -> str:
    r"""`\r\n` and `\r` as `\n`; nothing else changes."""
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def join_blocks(blocks: list[str]) -> str:
    """Blocks as text: an empty line between blocks, empty blocks and indentation by blanks dropped: they are layout.

    A line break inside a paragraph thus stays apart from the end of a paragraph.
    """
    return "\n\n".join(trimmed for block in blocks if (trimmed := block.strip()))


class Cell(NamedTuple):
    """A cell of a table: its paragraphs, and how many columns and rows it takes."""

    paragraphs: list[str]
    columns: int = 1
    rows: int = 1


def lay_out(rows: Iterable[Sequence[Cell]]) -> list[list[list[str]]]:
    """The rows of a table with empty cells where a cell of the row or of a row above goes on, so that columns agree.

    A row of one cell stays one: it is a title or a remark.

    >>> lay_out([[Cell(["指标"], rows=2), Cell(["出口"], columns=2)], [Cell(["额"]), Cell(["增长"])]])
    [[['指标'], ['出口'], []], [[], ['额'], ['增长']]]
    """
    grid: list[list[list[str]]] = []
    below: dict[int, int] = {}  # rows that a cell above still takes, by column
    for row in rows:
        if len(row) == 1 and not any(below.values()):
            grid.append([row[0].paragraphs])
            continue
        line: list[list[str]] = []
        for cell in row:
            _pass_over(line, below)
            for column in range(min(cell.columns, _MOST_SPANNED)):
                below[len(line)] = min(cell.rows, _MOST_SPANNED) - 1
                line.append([] if column else cell.paragraphs)
        _pass_over(line, below)
        grid.append(line)
    return grid


def _pass_over(line: list[list[str]], below: dict[int, int]) -> None:
    """Empty cells where cells above reach into this row."""
    while below.get(len(line), 0) > 0:
        below[len(line)] -= 1
        line.append([])


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
