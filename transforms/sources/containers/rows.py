"""Tables of reports: a report a row, or a sentence or a paragraph a row; which it is, the rows tell.

Whatever a table comes from (CSV, a workbook, JSON, Parquet, Stata), it arrives here as rows of cells by column name.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from statistics import fmean, median
from types import MappingProxyType
from typing import NamedTuple

from transforms.sources import triage
from transforms.sources.document import Document, Reading, Reason, Refusal, SourceError, normalise_newlines
from transforms.sources.documents import webpage
from transforms.sources.mapping import NOTHING_TOLD, Told

Row = dict[str, str]

_SURROGATE = re.compile(r"[\ud800-\udfff]")
_NUMBER = re.compile(r"[-+]?[\d,.]+%?")
#: A spreadsheet holds no more characters in a cell; what is longer was cut off when it was written.
_CELL_LIMIT = 32_767
_CUT_AT = (_CELL_LIMIT, _CELL_LIMIT - 1)
_SAME = 0.98  # of the Chinese characters of the fullest column: the first such column has the text
_TEXT = 300  # Chinese characters; what is longer is no label
_RIVAL = 0.5
_SNIPPET, _SNIPPETS, _SAMPLED = 12, 4, 5
#: Rows with fewer Chinese characters than this are sentences or paragraphs, and not reports.
_PIECE, _PIECES_AT_LEAST = 600, 8
_WHOLE = 1000  # Chinese characters that the pieces of a report have together
_BEGINNING = 2000
_BEGINS = re.compile(r"各位代表|我代表|向大会报告|政府工作报告|统计公报|规划纲要|各位代表|各位委員|向大會報告")
_BELONGS = re.compile(
    r"year|年|place|region|province|city|county|省|市|县|区|title|标题|file|文件|url|report|报告|doc", re.IGNORECASE
)
_PLACE_AND_YEAR = re.compile(r"year|年|place|region|province|city|county|省|市|县|区", re.IGNORECASE)
_ABRIDGED = re.compile(r"摘要|summary|abstract|关键词|keyword|词频|分词|token|prompt|评论|翻译", re.IGNORECASE)
_PART_MARK = re.compile(r"[\d_\s.()（）上中下续一二三四-]+|part|cont")
_HALVES = re.compile(r"回顾|总结|成绩|部署|安排|计划|目标|打算|review|plan", re.IGNORECASE)
_FIGURES = 0.6  # of the cells: a yearbook series; a table of one report a row has a year, a code and some counts a row
_SERIES, _LABEL = 5, 20  # rows of a series at least; Chinese characters of an indicator's name at most
_LISTED = 8  # row numbers that a refusal lists


class Table(NamedTuple):
    """Rows of cells by column name. `is_single`: one object stands for itself, its row has no number.

    `broken` says by row numbers what is wrong with rows that could not be read; in `rows` they are empty.
    """

    source_format: str
    rows: list[Row]
    is_single: bool = False
    broken: Mapping[int, str] = MappingProxyType({})

    @property
    def columns(self) -> list[str]:
        """All names of columns, in the order in which they first come."""
        return list(dict.fromkeys(name for row in self.rows for name in row))

    def describe(self) -> str:
        """The table's shape in words."""
        return f"{self.source_format} table of {len(self.rows)} rows and {len(self.columns)} columns"


def read_table(table: Table, encoding: str = "", told: Told = NOTHING_TOLD) -> Reading:
    """The reports in a table; the cells beside a text are its hints.

    Rows without a text are one refusal, a broken row is one of its own. Rows that are no reports among others that are
    get handed on, for `judge` to refuse each by itself. Pieces are joined in the order of their rows.

    `told` is what a user says of the columns.

    Raises SourceError where no row holds a report (with the reason of its text for a single row, else not_a_report),
    and where it is not clear which column has the text, or what pieces belong together (ambiguous).
    """
    broken = [Refusal(f"#{number}", Reason.UNREADABLE_DOCUMENT, why) for number, why in table.broken.items()]
    if broken and not any(table.rows):
        raise SourceError(broken[0].reason, broken[0].evidence)
    columns = _told_columns(table, told) or (_text_columns(table) if table.columns else [])
    texts = [_joined(row, columns) for row in table.rows]
    filled = [number for number, text in enumerate(texts, 1) if text.strip()]
    if not filled:
        raise SourceError(
            Reason.EMPTY_FILE if table.is_single else Reason.NOT_A_REPORT, f"{table.describe()}, nothing in it"
        )
    if evidence := _series(table, filled, texts):
        raise SourceError(Reason.NOT_A_REPORT, evidence)
    if _are_pieces(texts):
        return Reading(_join_pieces(table, columns, texts, encoding), broken)
    found = [_document(table, number, columns, texts[number - 1], encoding) for number in filled]
    if refusal := _no_report_among(table, found, columns):
        raise SourceError(broken[0].reason, broken[0].evidence) if broken else refusal
    return Reading(found, broken + _without_text(table, filled))


def _document(table: Table, number: int, columns: Sequence[str], text: str, encoding: str) -> Document:
    row = table.rows[number - 1]
    notes = [f"text from column {' and '.join(map(repr, columns))}"]
    is_cut = _utf16_length(row.get(columns[-1], "")) in _CUT_AT
    if is_cut:
        notes.append(f"cut off at {_CELL_LIMIT} characters, more a cell of a workbook does not hold")
    text = _noting_half_pairs(text, notes)
    if webpage.is_html(text):
        text = webpage.read_html(text).text
        notes.append("the cell is HTML")
    hints = {name: without_half_pairs(cell) for name, cell in row.items() if name not in columns and cell.strip()}
    part = "" if table.is_single else f"#{number}"
    return Document(text, table.source_format, encoding, part, hints, tuple(notes), is_cut)


def without_half_pairs(text: str) -> str:
    """A text with U+FFFD for halves of surrogate pairs, which JSON may name and no database takes."""
    return _SURROGATE.sub("\ufffd", text)


def _noting_half_pairs(text: str, notes: list[str]) -> str:
    if not _SURROGATE.search(text):
        return text
    notes.append("halves of surrogate pairs replaced by U+FFFD")
    return without_half_pairs(text)


def _utf16_length(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _joined(row: Row, columns: Sequence[str]) -> str:
    """A text that lies over several columns; without a break where the first cell was full."""
    text = ""
    for name in columns:
        cell = normalise_newlines(row.get(name, ""))
        text += cell if not text or not cell or _utf16_length(text) in _CUT_AT else f"\n{cell}"
    return text


# --- which columns have the text ------------------------------------------------------------------------------------


def _told_columns(table: Table, told: Told) -> list[str]:
    """The columns that a user says have the text; none where he says nothing."""
    if missing := [name for name in told.text if name not in table.columns]:
        evidence = f"{told.line} names the column {missing[0]!r}; the table has {', '.join(table.columns)}"
        raise SourceError(Reason.BAD_MAPPING, evidence)
    return list(told.text)


def _text_columns(table: Table) -> list[str]:
    """The column with the most Chinese in it (a long URL is no text), and those that go on where it ends."""
    lengths = {name: [triage.count_han(row.get(name, "")) for row in table.rows] for name in table.columns}
    most = max(map(sum, lengths.values()), default=0)
    first = next((name for name in lengths if sum(lengths[name]) >= _SAME * most), "")
    chosen = [first]
    for name, counts in lengths.items():
        is_long = median([count for count in counts if count] or [0]) >= _TEXT
        if name == first or not is_long or _ABRIDGED.search(name) or _repeats(table.rows, first, name):
            continue
        if _goes_on(first, name):
            chosen.append(name)
        elif sum(counts) >= _RIVAL * most:
            both = " and in ".join(map(repr, sorted((first, name), key=table.columns.index)))
            raise SourceError(Reason.AMBIGUOUS, f"{table.describe()}: texts in column {both}")
    return sorted(chosen, key=table.columns.index)


def _repeats(rows: Iterable[Row], first: str, other: str) -> bool:
    """Whether a column says again what another has: the raw text beside the cleaned one, or words apart."""
    found = asked = 0
    for row in [row for row in rows if row.get(first) and row.get(other)][:_SAMPLED]:
        whole, again = ("".join(row[name].split()) for name in (first, other))
        step = max(len(again) // _SNIPPETS, 1)
        snippets = [again[start : start + _SNIPPET] for start in range(0, len(again), step)]
        asked += len(snippets)
        found += sum(snippet in whole for snippet in snippets)
    return asked > 0 and found * 2 > asked


def _goes_on(first: str, other: str) -> bool:
    """Whether two columns hold one text by their names: 正文1 and 正文2, 全文 and 全文（续）, 上年回顾 and 今年安排."""
    if _HALVES.search(first) and _HALVES.search(other):
        return True
    stems = {_PART_MARK.sub("", name.lower()) for name in (first, other)}
    return len(stems) == 1 and (stems != {""} or first.isdigit() == other.isdigit())


# --- a sentence or a paragraph a row ----------------------------------------------------------------------------------


def _are_pieces(texts: Sequence[str]) -> bool:
    counts = [count for text in texts if (count := triage.count_han(text))]
    return len(counts) >= _PIECES_AT_LEAST and fmean(counts) < _PIECE


def _join_pieces(table: Table, columns: Sequence[str], texts: Sequence[str], encoding: str) -> list[Document]:
    """The reports that pieces make, by the first grouping in which each begins like one; rows of their own else."""
    belongs = [name for name in table.columns if name not in columns and _BELONGS.search(name)]
    belongs = [name for name in belongs if 4 * len({row.get(name, "") for row in table.rows}) <= len(table.rows)]
    groupings: list[list[str]] = [belongs, [name for name in belongs if _PLACE_AND_YEAR.search(name)], []]
    for keys in groupings:
        groups: dict[tuple[str, ...], list[int]] = {}
        for number, row in enumerate(table.rows, 1):
            if texts[number - 1].strip():
                groups.setdefault(tuple(row.get(key, "") for key in keys), []).append(number)
        joined = ["\n".join(texts[number - 1].strip("\n") for number in numbers) for numbers in groups.values()]
        if all(_begins_like_a_report(text) for text in joined):
            return [
                _whole(table, numbers, columns, text, encoding, is_alone=len(groups) == 1)
                for numbers, text in zip(groups.values(), joined, strict=True)
            ]
    found = [_document(table, n, columns, text, encoding) for n, text in enumerate(texts, 1) if text.strip()]
    if refusal := _no_report_among(table, found, columns):
        raise refusal
    labels = {tuple(sorted(document.hints.items())) for document in found}
    if len(labels) == len(found) and any(_PLACE_AND_YEAR.search(name) for name in found[0].hints):
        return found  # excerpts, each of its own place and year
    average = f"{fmean(map(triage.count_han, texts)):.0f} Chinese characters a row"
    raise SourceError(
        Reason.AMBIGUOUS, f"{table.describe()}: with {average} they are pieces, but joined they begin like no report"
    )


def _begins_like_a_report(text: str) -> bool:
    return triage.count_han(text) >= _WHOLE and _BEGINS.search(text[:_BEGINNING]) is not None


def _whole(  # noqa: PLR0913 (a group of rows and what is made of it)
    table: Table, numbers: Sequence[int], columns: Sequence[str], text: str, encoding: str, *, is_alone: bool
) -> Document:
    rows = [table.rows[number - 1] for number in numbers]
    hints = {
        name: cell
        for name, cell in rows[0].items()
        if name not in columns and cell.strip() and all(row.get(name) == cell for row in rows)
    }
    notes = [f"{len(rows)} rows joined, text from column {' and '.join(map(repr, columns))}"]
    text = _noting_half_pairs(text, notes)
    return Document(text, table.source_format, encoding, "" if is_alone else f"#{numbers[0]}", hints, tuple(notes))


# --- what is set aside ----------------------------------------------------------------------------------------------


def _no_report_among(table: Table, found: Sequence[Document], columns: Sequence[str]) -> SourceError | None:
    refusals = []
    for document in found:
        refusal = triage.examine(document.text)
        if refusal is None:
            return None
        refusals.append(refusal)
    reason = refusals[0].reason if len(refusals) == 1 else Reason.NOT_A_REPORT
    return SourceError(
        reason,
        f"{table.describe()}, longest texts in column {' and '.join(map(repr, columns))}, "
        f"first row: {refusals[0].evidence}",
    )


def _series(table: Table, filled: Sequence[int], texts: Sequence[str]) -> str:
    """What shows that a table is a series of figures under short names; empty where nothing does."""
    cells = [cell.strip() for number in filled for cell in table.rows[number - 1].values() if cell.strip()]
    figures = sum(_NUMBER.fullmatch(cell) is not None for cell in cells)
    average = fmean(triage.count_han(texts[number - 1]) for number in filled)
    if len(filled) < _SERIES or figures <= _FIGURES * len(cells) or average > _LABEL:
        return ""
    return f"{table.describe()}, {figures / len(cells):.0%} of the cells are numbers: a series of figures"


def _without_text(table: Table, filled: Sequence[int]) -> list[Refusal]:
    """One refusal for all rows that have no text."""
    empty = sorted(set(range(1, len(table.rows) + 1)).difference(filled, table.broken))
    if not empty:
        return []
    listed = ", ".join(map(str, empty[:_LISTED])) + (" …" if len(empty) > _LISTED else "")
    return [Refusal("", Reason.NO_TEXT, f"{len(empty)} of {len(table.rows)} rows have no text: {listed}")]
