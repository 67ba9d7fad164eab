"""Length-preserving normalisation of reports: what stands where stays where.

Every replacement has as many characters as what it replaces, so an offset in the cleaned text is an offset in the
stored text (`seeds/characters.csv` holds the pairs and is checked when it is loaded).
"""

from functools import cache
from typing import Final

import polars as pl

import seeds

#: A digit mistyped as a letter between digits: 4l.38 (41.38), 二O一四年 (二〇一四年), 2O15年.
_LETTER_L_IN_NUMBER = r"(\d)[lI]([\d.]\d)"
_LETTER_O_IN_NUMBER = r"([\d一二三四五六七八九〇])[Oo]([\d一二三四五六七八九〇Oo年])"
#: 二00二年, 二0一0年: zeros set in digits inside a year in characters.
_ZERO_IN_YEAR = r"([一二三四五六七八九〇])0([一二三四五六七八九〇0年])"
#: And digits cut from digits: 1,\n286亿元, 2011.\n4亿元.
_CUT_DIGITS = r"([0-9],|[0-9]{2}\.)\n([0-9]+(?:[%‰万亿]|\.[0-9]))"
#: Control and private-use characters mean nothing in a text, and the stages use some as signs of their own.
_NO_TEXT = r"[\x00-\x08\x0e-\x1f\x7f\ue000-\uf8ff]"
_OPEN_LINE = r"[^\n。！？!?;:…”]\n"
#: A long line without a stop and what it runs on into; not into a list mark, a heading or an empty line.
_WRAP = r"([^\n]{18,}[^\n。！？!?;:…])\n([^\n\s(（\[①-⑳■●◆—])"
#: A number cut from its unit or its decimals by a line break, in any text: 36.\n5亿元.
_CUT_NUMBER = r"(\d\.?)\n([%‰万亿]|\.\d)"


@cache
def _pairs() -> tuple[list[str], list[str]]:
    """The character pairs of the seed, longest first; raises SeedError where a pair would move offsets."""
    sources, targets = [], []
    for pattern, replacement, kind, _example, line in seeds.read("characters").iter_rows():
        source, target = (
            (s.encode("ascii").decode("unicode_escape") if kind == "escape" else s) for s in (pattern, replacement)
        )
        if len(source) != len(target):
            raise seeds.fail(
                "characters", line, f"{pattern!r} and {replacement!r} differ in length; offsets would move"
            )
        if source != target:
            sources.append(source)
            targets.append(target)
    return sources, targets


#: Signs that stand in every traditional text about the economy, and in no simplified one.
_TRADITIONAL: Final = "[經濟發產業國億萬個與區縣長]"
_SHARE_OF_SIGNS: Final = 0.01


@cache
def _simplified() -> dict[str, str]:
    return dict(seeds.read("traditional").select("traditional", "simplified").iter_rows())


def simplify(texts: pl.Series) -> pl.Series:
    """Traditional texts in simplified characters, one for one; simplified texts are not touched (顯著 has 著, and so has 显著).

    >>> simplify(pl.Series(["地區生產總值增長6%"]))[0]
    '地区生产总值增长6%'
    """
    text = pl.col("text")
    frame = texts.alias("text").to_frame().with_row_index("row")
    is_traditional = text.str.count_matches(_TRADITIONAL) > _SHARE_OF_SIGNS * text.str.len_chars()
    found = frame.filter(is_traditional)
    if found.is_empty():
        return texts
    pairs = _simplified()
    put = found.select("row", simple=text.str.replace_many(list(pairs), list(pairs.values())))
    return (
        frame.join(put, on="row", how="left", maintain_order="left").select(pl.coalesce("simple", "text")).to_series()
    )


def _wrapped() -> pl.Expr:
    """Whether a text is wrapped at a fixed width: most of its line ends stand inside a sentence (合肥 2024: 思\\n义)."""
    lines = pl.col("clean").str.count_matches(r"[^\n]\n")
    open_lines = pl.col("clean").str.count_matches(_OPEN_LINE)
    width = pl.col("clean").str.len_chars() / (lines + 1)
    return (lines > 20) & (open_lines > 0.6 * lines) & (width < 80)


def clean(reports: pl.DataFrame) -> pl.DataFrame:
    """Adds `clean`: the text of each report, normalised character by character.

    Takes report_id, text; returns the frame with the column `clean`, for which len(clean) == len(text) in code points.

    >>> clean(pl.DataFrame({"report_id": ["a"], "text": ["增长１１．５％"]}))["clean"][0]
    '增长11.5%'
    """
    sources, targets = _pairs()
    column = pl.col("clean")
    unwrapped = column.str.replace_all(_WRAP, "${1} ${2}").str.replace_all(
        _WRAP, "${1} ${2}"
    )  # a match eats its neighbours
    letters = column
    for pattern, put in (
        (_LETTER_L_IN_NUMBER, "${1}1${2}"),
        (_LETTER_O_IN_NUMBER, "${1}〇${2}"),
        (_ZERO_IN_YEAR, "${1}〇${2}"),
    ):
        letters = letters.str.replace_all(pattern, put).str.replace_all(pattern, put)
    return (
        reports.with_columns(clean=simplify(reports["text"]))
        .lazy()
        .with_columns(clean=column.str.replace_all(_NO_TEXT, " ").str.replace_many(sources, targets, leftmost=True))
        .with_columns(clean=letters)
        .with_columns(clean=column.str.replace_all(_CUT_NUMBER, "${1} ${2}").str.replace_all(_CUT_DIGITS, "${1} ${2}"))
        .with_columns(clean=pl.when(_wrapped()).then(unwrapped).otherwise(column))
        .collect(engine="streaming")
    )
