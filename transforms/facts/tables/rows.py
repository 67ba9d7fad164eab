"""Rows and cells of the tables in a text, however the text keeps cells apart.

    tabs (what our readers make)   水泥<TAB>万吨<TAB>64.07
    bars                           | 水泥 | 万吨 | 64.07 |
    blanks (PDF without rules)     水泥  万吨  64.07
    a line a cell (copied pages)   水泥 / 万吨 / 64.07

All but the first are turned into the first, sign for sign, so that offsets hold.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

import polars as pl

import seeds
from transforms.language.searches import only

FIGURE: Final = r"[-+−–]?\d[\d,，]*(?:\.\d+)?[%‰％]?"
#: What stands in a cell that has no figure: -, —, …, /.
_NOTHING: Final = r"(?:[-—–…/\\]+|\.{2,}|…+)"
_CAPTION_LONGEST: Final = 60
_LONE_LONGEST: Final = 30
_CELL_LONGEST: Final = 40
_STOP: Final = r"[。；！？]|[，,][^\d]"
_WIDE: Final = r"[ \u00a0\u2000-\u200a\u3000]"
#: 指 标: two characters that stand apart to fill their column.
_SPACED: Final = [rf"(^|\s)([一-鿿]){_WIDE}{{{gap}}}([一-鿿])(\s|$)" for gap in range(1, 7)]
_FILL: Final = "\x02"
#: Heads that stand in a line of their own, or between blanks, in tables alone: how they may begin, and what they are.
_OPENING_HEADS: Final = (
    ("(?:计量)?", "单位"),
    (r"[^\s。，；]{0,12}", r"(?:增长|增速|[±])[^\s。，；]{0,3}[（(]?[%％][)）]?"),
    ("", "(?:绝对|完成)[数值额量](?:[（(].{1,6}[)）])?"),
    (r"(?:20\d\d年)?(?:预期)?", "目标(?:值)?"),
)


@cache
def head_words(*says: str) -> str:
    """What a head says, by `seeds/table_heads.csv`, as a regular expression: unit, growth, target …"""
    return "|".join(f"(?:{row})" for row in seeds.read("table_heads").filter(pl.col("says").is_in(says))["pattern"])


def find_rows(reports: pl.DataFrame) -> pl.DataFrame:
    """The rows of the tables in report_id and text: report_id, table (its number), line_no, start, row, caption.

    `row` has a tab between its cells and is as long as its stretch of the text, which begins at `start`; `caption` are
    the lines above the table, and null where these are sentences.
    """
    row = pl.col("row")
    lines = _lines(reports)
    if lines.is_empty():
        return lines.select("report_id", "line_no", "start", "row", table=pl.lit(0), caption=pl.lit(None, pl.String))
    report = "report_id"
    is_blank = row.str.strip_chars().str.len_chars() == 0
    apart = is_blank.shift(1).over(report).fill_null(value=True)
    seen = lines.with_columns(apart=apart).filter(~is_blank)
    is_row = row.str.contains("\t", literal=True)
    is_short = (row.str.len_chars() <= _LONE_LONGEST) & ~row.str.contains(
        f"{_STOP}|^ *表|单位[:：]|^ *附[表件]|^ *注[:：]"
    )
    # a name that runs through all columns: 一、经济发展
    is_lone = (
        ~is_row & is_short & ~pl.col("apart")
        & is_row.shift(1).over(report) & is_row.shift(-1).over(report) & ~pl.col("apart").shift(-1).over(report)
    )  # fmt: skip
    has_figure = row.str.contains(rf"\t\s*{FIGURE}\s*(?:\t|$)")
    goes_on = (is_row | is_lone).shift(1).over(report).fill_null(value=False) & (~pl.col("apart") | has_figure)
    rows = (
        seen.with_columns(is_row=is_row | is_lone, begins=is_row & ~goes_on, above=_above(row))
        .filter("is_row")
        .with_columns(table=pl.col("begins").cast(pl.Int32).cum_sum().over(report))
        .with_columns(caption=pl.col("above").first().over(report, "table"))
    )
    several = pl.len().over(report, "table") > 1
    return rows.filter(several).select("report_id", "table", "line_no", "start", "row", "caption")


def _above(row: pl.Expr) -> pl.Expr:
    """The caption above a row: the line before, and the one before that where either names the unit or the table."""
    is_caption = (row.str.len_chars() <= _CAPTION_LONGEST) & ~row.str.contains("[。；\t]")
    line = pl.when(is_caption).then(row)
    near, far = line.shift(1).over("report_id"), line.shift(2).over("report_id")
    goes_on = near.str.contains("单位[:：]|^ *附?表") | far.str.contains("^[ （(]*单位[:：]")
    return pl.when(goes_on).then(pl.concat_str(far.fill_null(""), near, separator="\n")).otherwise(near)


def _lines(reports: pl.DataFrame) -> pl.DataFrame:
    """The lines of reports that have tables, cells kept apart by tabs: report_id, line_no, start, row."""
    text = pl.col("text")
    has_tabs = text.str.contains("\t", literal=True)
    may_have_bars = pl.any_horizontal(text.str.contains(bar, literal=True) for bar in "|｜│")
    has_bars = only(may_have_bars, text).str.contains(r"[|｜│][^\n|｜│]+[|｜│]")
    # where a head ends is found in a quarter of the time
    ends_head = "|".join(core for _, core in _OPENING_HEADS)
    head = "|".join(begin + core for begin, core in _OPENING_HEADS)
    may_have_head = text.str.contains(f"(?m)(?:{ends_head})(?:{_WIDE}|$)")
    has_head = only(may_have_head, text).str.contains(f"(?m)(?:^|{_WIDE})(?:{head})(?:{_WIDE}|$)")
    marked = reports.select("report_id", "text", has_head=has_head).filter(has_tabs | has_bars | pl.col("has_head"))
    stacked = marked.filter("has_head")["text"].to_list()
    turned = dict(zip(stacked, map(_unstack, stacked), strict=True))
    row = pl.col("row")
    lines = (
        marked.with_columns(row=pl.col("text").replace(turned).str.split("\n"))
        .drop("text", "has_head")
        .explode("row")
        .with_columns(
            line_no=pl.int_range(pl.len()).over("report_id"),
            start=((row.str.len_chars() + 1).cum_sum() - row.str.len_chars() - 1).over("report_id").cast(pl.Int32),
        )
    )
    has_tab = row.str.contains("\t", literal=True)
    bars = row.str.count_matches("[|｜│]") > 1
    return lines.with_columns(
        row=pl.when(has_tab).then(row).when(bars).then(_by_bars(row)).otherwise(_by_blanks(lines))
    )


def _by_bars(row: pl.Expr) -> pl.Expr:
    """| 水泥 | 万吨 |: outer bars are no cells."""
    inner = row.str.replace(r"^(\s*)[|｜│]", "$1 ").str.replace(r"[|｜│](\s*)$", " $1")
    return inner.str.replace_all("[|｜│]", "\t")


def _by_blanks(lines: pl.DataFrame) -> pl.Series:
    """The rows, with tabs in lines of cells between blanks: they end in figures, or are the head above such lines."""
    row, tight, cells = pl.col("row"), pl.col("tight"), pl.col("cells")
    is_spaced = row.str.contains(rf"(?:^|\s)[一-鿿]{_WIDE}{{1,{len(_SPACED)}}}[一-鿿](?:\s|$)")
    filled = only(is_spaced, row)
    for gap, spaced in enumerate(_SPACED, 1):
        filled = filled.str.replace_all(spaced, f"${{1}}${{2}}{_FILL * gap}${{3}}${{4}}")
    lines = lines.with_columns(tight=pl.when(is_spaced).then(filled).otherwise(row)).with_columns(
        cells=tight.str.strip_chars().str.count_matches(rf"{_WIDE}+") + 1
    )
    is_sentence = row.str.contains(_STOP) | (row.str.len_chars() > 4 * _CELL_LONGEST)
    figures = row.str.contains(rf"\S{_WIDE}+{FIGURE}(?:{_WIDE}+(?:{FIGURE}|{_NOTHING}))*\s*$") & ~is_sentence
    is_head = row.str.contains(head_words("unit", "growth", "share", "target", "done")) & ~is_sentence & (cells > 1)
    names = lines.with_columns(
        is_row=figures & (cells > 1), is_head=is_head & ~figures, is_blank=row.str.strip_chars() == ""
    ).filter(~pl.col("is_blank"))
    run = pl.col("is_row") | pl.col("is_head")
    group = ["report_id", pl.col("_run")]
    chosen = (
        names.with_columns(_run=(pl.col("is_head") | ~run).cast(pl.Int32).cum_sum().over("report_id"), _is=run)
        .filter("_is")
        .filter(
            pl.col("is_head").first().over(group)
            & (pl.len().over(group) > 2)  # noqa: PLR2004 (a head and two rows)
            & (pl.col("cells") == pl.col("cells").first().over(group))
        )
        .select("report_id", "line_no")
    )
    if chosen.is_empty():
        return lines["row"]
    marked = chosen.with_columns(is_chosen=pl.lit(value=True))
    is_chosen = lines.join(marked, on=["report_id", "line_no"], how="left", maintain_order="left")["is_chosen"]
    gaps = tight.str.strip_chars_end().str.replace_all(rf"(\S){_WIDE}", "$1\t").str.replace_all(_FILL, " ")
    return lines.select(pl.when(is_chosen).then(gaps).otherwise(row)).to_series()


def _unstack(text: str) -> str:
    """A text in which each row of a table that has a line a cell is one line, with tabs for line breaks."""
    characters = list(text)
    for start, end in _stacked_rows(text):
        inner = text[start:end]
        for gap in re.finditer(r"\s*\n\s*", inner):
            at = start + gap.start()
            characters[at : start + gap.end()] = ["\t", *[" "] * (gap.end() - gap.start() - 1)]
    return "".join(characters)


def _stacked_rows(text: str) -> Iterator[tuple[int, int]]:
    """The stretches that are rows with a line a cell: as many lines of words as heads, then rows in the same beat."""
    lines = [*_seen_lines(text)]
    kinds = "".join(map(_kind, (line for _, _, line in lines)))
    for run in re.finditer("[TFN]{6,}", kinds):
        at = run.start()
        while beat := re.compile("(T{1,3})([FN]{1,8})(?=T)").search(kinds, at, run.end()):
            figures = len(beat[2])
            words = re.compile("T{1,3}").match(kinds, beat.end())
            wide = (len(words[0]) if words else 1) + figures
            rows = re.compile(f"T{{{wide}}}(?:T{{{wide - figures}}}[FN]{{{figures}}}){{2,}}")
            found = rows.search(kinds, max(run.start(), beat.end() - 2 * wide), run.end())
            at = beat.end()
            if found and any(_is_head(line) for _, _, line in lines[found.start() : found.start() + wide]):
                at = found.end()
                for first in range(found.start(), found.end(), wide):
                    yield lines[first][0], lines[first + wide - 1][1]


def _seen_lines(text: str) -> Iterator[tuple[int, int, str]]:
    """Begin, end and text of each line that is not blank, without the blanks around it."""
    at = 0
    for line in text.split("\n"):
        if bare := line.strip():
            start = at + len(line) - len(line.lstrip())
            yield start, start + len(bare), bare
        at += len(line) + 1


def _is_head(line: str) -> bool:
    return re.search(head_words("unit", "growth", "share", "target", "done"), line) is not None


def _kind(line: str) -> str:
    """F a figure, N a sign for none, T a cell of words, L a line that is none."""
    if re.fullmatch(FIGURE, line):
        return "F"
    if re.fullmatch(_NOTHING, line):
        return "N"
    return "L" if len(line) > _CELL_LONGEST or re.search(_STOP, line) or "\t" in line else "T"
