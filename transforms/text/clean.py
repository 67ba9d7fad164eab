"""Length-preserving normalisation of reports: what stands where stays where.

Every replacement has as many characters as what it replaces, so an offset in the cleaned text is an offset in the
stored text (`seeds/characters.csv` holds the pairs and is checked when it is loaded).
"""

from functools import cache
from typing import Final

import polars as pl

import seeds
from transforms.language.patterns import alternatives

_COLUMN: Final = pl.col("clean")
#: A digit mistyped as a letter between digits: 4l.38 (41.38), 二O一四年 (二〇一四年), 2O15年.
_LETTER_L_IN_NUMBER: Final = r"([0-9])[lI]([0-9.][0-9])"
#: 改造2l万亩: a letter for the last digit.
_LETTER_L_LAST: Final = r"([0-9])[lI]([万亿％%])"
_LETTER_O_IN_NUMBER: Final = r"([0-9一二三四五六七八九〇])[Oo]([0-9一二三四五六七八九〇Oo年])"
#: 增长l3.6％, 增长lO.5%: a letter for the first digit, behind a word.
_LETTER_FIRST = r"([一-鿿])[lI]([0-9]{1,2}[.．%％]|[0-9]{2})"
_LETTERS_TEN = r"([一-鿿])[lI][O0o]([.．%％])"
#: 增长1O％, “405O”人员; not H2O nor O2O.
_LETTER_O_LAST: Final = r"((?:^|[^0-9A-Za-z])[0-9]{1,4})[Oo]([%％.．]|[”一-鿿])"
#: 二O万亩, 四OO户: a letter O behind a digit in characters, whatever follows.
_LETTER_O_IN_SIGNS: Final = r"([一二三四五六七八九〇])[Oo]([Oo一-鿿])"
#: 二00二年, 二0一0年: zeros set in digits inside a year in characters.
_ZERO_IN_YEAR: Final = r"([一二三四五六七八九〇])0([一二三四五六七八九〇0年])"
#: A number cut from its unit or its decimals by a line break: 36.\n5亿元; and digits cut from digits: 1,\n286亿元.
_CUT_NUMBER: Final = r"([0-9]\.?)\n([%‰万亿]|\.[0-9])"
_CUT_DIGITS: Final = r"([0-9],|[0-9]{2}\.)\n([0-9]+(?:[%‰万亿]|\.[0-9]))"
#: What a page sets apart, and breaks the line for, inside a sentence: “\n十四五\n”时期, 推进治理现代化\n，强化基层,
#: 产量居\n全国第一\n，能耗下降.
_CUT_QUOTE: Final = r"(“)\n([^\n])"
_CUT_AROUND: Final = r"([^\n。！？!?:])\n([^\n。]{1,20})\n([，、；])"
_CUT_BEFORE: Final = r"([^\n])\n([，、；。”])"
#: Thousands set apart by a wide comma: 4，590亿元, 2，410，935亩; not 占15，100%达标, which are two numbers. And by
#: the mark of lists in old reports: 一、六〇〇万斤, told from a heading by the word before it and the unit behind.
_AFTER_THOUSANDS: Final = r"(\.[0-9]|[^0-9，, ])"
_WIDE_THOUSANDS: Final = tuple(
    "((?:^|[^0-9.,，])[1-9][0-9]{0,2})" + "，([0-9]{3})" * groups + end
    for groups, end in ((3, _AFTER_THOUSANDS), (2, _AFTER_THOUSANDS), (1, r"(\.[0-9]|[^0-9%‰，, ])"))
)
_LISTED_THOUSANDS: Final = "([一-鿿][一二三四五六七八九]{1,3})、([〇一二三四五六七八九]{3}%s)"
#: A dot for a stop: 完成治理任务.加强交通建设; not between numerals (一九八五.三) nor behind a heading's (一.工业).
_NO_NUMERAL: Final = "[一-鿿&&[^〇零一二三四五六七八九十百千万亿]]"
_DOT_FOR_STOP: Final = rf"([一-鿿]{_NO_NUMERAL})\.({_NO_NUMERAL}[一-鿿])"
#: Control and private-use characters mean nothing in a text, and the stages use some as signs of their own.
_NO_TEXT: Final = r"[\x00-\x08\x0e-\x1f\x7f\ue000-\uf8ff]"
#: A text is wrapped at a fixed width where it has more lines than this, most of them open, and next to none that is
#: long: headings and notes of a page are open lines, too, between paragraphs of one line each.
_FEW_LINES: Final = 20
_MOST: Final = 0.6
_WIDEST: Final = 80
_LONG_LINE: Final = "[^\n]{120,}"
_FEW_LONG: Final = 0.05
_OPEN_LINE: Final = r"[^\n。！？!?;:…”]\n"
#: A long line without a stop and what it runs on into; not into a list mark, a heading or an empty line.
_WRAP: Final = r"([^\n]{18,}[^\n。！？!?;:…])\n([^\n\s(（\[①-⑳■●◆—])"
#: And the same where an empty line stands behind each line.
_SPACED_WRAP: Final = _WRAP.replace(r"\n(", r"\n\n(")
_SPACED_LINE: Final = r"[^\n]\n\n"
#: Signs that stand in every traditional text about the economy, and in no simplified one.
_TRADITIONAL: Final = "[經濟發產業國億萬個與區縣長]"
_SHARE_OF_SIGNS: Final = 0.01


@cache
def _pairs() -> tuple[list[str], list[str]]:
    """What is replaced and by what, from the seed; raises SeedError where a pair would move offsets."""
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


@cache
def _simplified() -> dict[str, str]:
    return dict(seeds.read("traditional").select("traditional", "simplified").iter_rows())


def simplify(texts: pl.Series) -> pl.Series:
    """Traditional texts in simplified characters, one for one.

    Simplified texts are not touched: 著 stands in 顯著, and in 显著 too.

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


def _find_wrapped(reports: pl.DataFrame) -> pl.DataFrame:
    """The reports wrapped at a fixed width: most of their line ends stand inside a sentence, as in 思 | 义."""
    lines, length = pl.col("lines"), _COLUMN.str.len_chars()
    # blank lines make a text narrower than it is, so that what is wide with them is not asked again
    narrow = reports.filter(length / (_COLUMN.str.count_matches("\n", literal=True) + 1) < _WIDEST)
    return (
        narrow.with_columns(lines=_COLUMN.str.count_matches(r"[^\n]\n"))
        .filter((lines > _FEW_LINES) & (length / (lines + 1) < _WIDEST))
        .filter(_COLUMN.str.count_matches(_OPEN_LINE) > _MOST * lines)
        .filter(_COLUMN.str.count_matches(_LONG_LINE) < _FEW_LONG * lines)
        .drop("lines")
    )


@cache
def _slips() -> list[tuple[str, str]]:
    """What few texts have, and what takes its place, in the order in which it is mended."""
    counted = alternatives(["百", "千", "万", "亿", *seeds.read("units")["alias"]])
    mistyped = (
        (_LETTERS_TEN, "10"),
        (_LETTER_FIRST, "1"),
        (_LETTER_L_IN_NUMBER, "1"),
        (_LETTER_L_LAST, "1"),
        (_LETTER_O_IN_NUMBER, "〇"),
        (_LETTER_O_IN_SIGNS, "〇"),
        (_LETTER_O_LAST, "0"),
        (_ZERO_IN_YEAR, "〇"),
    )
    wide = []
    for groups, pattern in zip((3, 2, 1), _WIDE_THOUSANDS, strict=True):
        thousands = "".join(f"${{{group}}}," for group in range(1, groups + 1))
        wide.append((pattern, f"{thousands}${{{groups + 1}}}${{{groups + 2}}}"))
    return [
        # twice, since a match eats the neighbour that the next one needs
        *((pattern, f"${{1}}{digit}${{2}}") for pattern, digit in mistyped for _ in range(2)),
        *wide,
        (_DOT_FOR_STOP, "${1}。${2}"),
        (_LISTED_THOUSANDS % counted, "${1},${2}"),
        (_CUT_NUMBER, "${1} ${2}"),
        *((cut, "${1} ${2}") for cut in (_CUT_DIGITS, _CUT_QUOTE)),
        (_CUT_AROUND, "${1} ${2} ${3}"),
        (_CUT_BEFORE, "${1} ${2}"),
    ]


def _clear_of_rare(reports: pl.DataFrame) -> pl.DataFrame:
    # one search finds the texts that have any
    some = reports.filter(_COLUMN.str.contains(f"{_TRADITIONAL}|{_NO_TEXT}"))
    simple = some.with_columns(clean=simplify(some["clean"]))
    return _put(reports, simple.with_columns(_COLUMN.str.replace_all(_NO_TEXT, " ")))


def _mend_slips(reports: pl.DataFrame) -> pl.DataFrame:
    # one search finds the texts that have any
    mended = _COLUMN
    for pattern, replacement in _slips():
        mended = mended.str.replace_all(pattern, replacement)
    return _put(reports, reports.filter(_COLUMN.str.contains("|".join(dict(_slips())))).with_columns(mended))


def _unwrap(reports: pl.DataFrame) -> pl.DataFrame:
    wrapped = _find_wrapped(reports)
    lines = _COLUMN.str.count_matches(r"[^\n]\n")
    unwrapped, spaced = _COLUMN, _COLUMN
    for _ in range(2):
        unwrapped = unwrapped.str.replace_all(_WRAP, "${1} ${2}")
        spaced = spaced.str.replace_all(_SPACED_WRAP, "${1}  ${2}")
    is_spaced = _COLUMN.str.count_matches(_SPACED_LINE) > _MOST * lines
    return _put(reports, wrapped.with_columns(pl.when(is_spaced).then(spaced).otherwise(unwrapped)))


def _put(reports: pl.DataFrame, some: pl.DataFrame) -> pl.DataFrame:
    """All reports, with the texts of some of them changed."""
    if some.is_empty():
        return reports
    return reports.update(some.select("place", "clean"), on="place", how="left", maintain_order="left")


def clean(reports: pl.DataFrame) -> pl.DataFrame:
    """Adds `clean`: the text of each report, normalised character by character.

    Takes report_id, text; returns the frame with the column `clean`, for which len(clean) == len(text) in code points.

    >>> clean(pl.DataFrame({"report_id": ["a"], "text": ["增长１１．５％"]}))["clean"][0]
    '增长11.5%'
    """
    sources, targets = _pairs()
    numbered = _clear_of_rare(reports.with_columns(clean="text").with_row_index("place"))
    known = numbered.with_columns(_COLUMN.str.replace_many(sources, targets, leftmost=True))
    return _unwrap(_mend_slips(known)).drop("place")
