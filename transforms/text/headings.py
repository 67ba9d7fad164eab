"""Headings of a report, and which of them say that what follows looks back or ahead.

They stand on lines of their own or run into the text. `seeds/section_cues.csv` holds the forms of those that say so.
"""

from functools import cache
from typing import Final

import polars as pl

import seeds
from transforms.calendar.dates import five_year_plan_start
from transforms.language.searches import only

#: 五一、端午 is no list.
_NUMERAL: Final = "(?:[一二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九])"
#: What a heading begins with, "一、" or "第一部分", and what one of a subsection does: "(二)".
_MARK: Final = rf"^[ \[(]*(?:{_NUMERAL} ?[、.]|第{_NUMERAL}(?:部分|章)|[IVX]+[、.])"
_SUB_MARK: Final = rf"^ *\({_NUMERAL}\)"
#: The first sign of either.
_BEGINS_MARK: Final = r"^\s*[ \[(]*[一二三四五六七八九十第IVX]"
_LONGEST: Final = 42


@cache
def _cues() -> list[tuple[str, str, str]]:
    return list(seeds.read("section_cues").select("pattern", "role", "period").iter_rows())


def mark_headings(sentences: pl.DataFrame) -> pl.DataFrame:
    """Adds is_heading, has_mark, is_sub, and where a heading names them cue_role, cue_period, cue_year and cue_plan.

    has_mark is true where it begins with 一、 or (一), is_sub where with (一). cue_year is a year that it states,
    cue_plan the first year of a five-year plan (Int32).
    """
    text, head = pl.col("text"), pl.col("head")
    is_short_line = pl.col("opens_line") & (pl.col("length") <= _LONGEST) & text.str.ends_with("\n")
    # nine sentences in ten begin like none
    may_be = is_short_line | text.str.contains(_BEGINS_MARK)
    has_mark = pl.col("has_mark")
    is_line = pl.col("is_line") & (head != "") & ~only(pl.col("is_line"), head).str.contains("[，。！]")
    marked = (
        sentences.with_columns(head=heading_of(only(may_be, text)), is_line=is_short_line)
        .with_columns(has_mark=head.str.contains(f"{_MARK}|{_SUB_MARK}"), is_sub=head.str.contains(_SUB_MARK))
        .with_columns(is_heading=~pl.col("is_boilerplate") & (has_mark | is_line))
        .with_row_index("place")
    )
    # 关于1 9 9 8 年政府工作的建议, 一、"十一五"时期的成就 with typewriter's quotes
    bare = head.str.replace(f"{_MARK}|{_SUB_MARK}", "").str.replace_all('[ "]', "")
    headings = marked.filter(pl.col("is_heading")).select("place", bare=bare)
    return marked.join(_read_cues(headings), on="place", how="left", maintain_order="left").drop("place")


def heading_of(text: pl.Expr) -> pl.Expr:
    """What a section that begins with this text is called."""
    return text.str.strip_chars().str.slice(0, _LONGEST)


def _read_cues(headings: pl.DataFrame) -> pl.DataFrame:
    """The headings that name a role or a period, by the first cue that fits.

    Takes place and bare; returns place, cue_role, cue_period, cue_year and cue_plan.
    """
    bare = pl.col("bare")
    first_cue = pl.coalesce(
        *(pl.when(bare.str.contains(cue)).then(pl.lit(number, pl.Int32)) for number, (cue, _, _) in enumerate(_cues()))
    )
    roles, periods = ({n: row[k] for n, row in enumerate(_cues())} for k in (1, 2))
    return (
        headings.with_columns(cue=first_cue)
        .filter(pl.col("cue").is_not_null())
        .select(
            "place",
            cue_role=pl.col("cue").replace_strict(roles, return_dtype=pl.String).replace("same", None),
            cue_period=pl.col("cue").replace_strict(periods, return_dtype=pl.String),
            cue_year=bare.str.extract(r"([12][0-9]{3})年").cast(pl.Int32),
            cue_plan=five_year_plan_start(bare),
        )
        .with_columns(cue_year=pl.when(pl.col("cue_period") == "stated_year").then("cue_year"))
    )
