"""Numerals inside words (进一步) and names (“双千工程”) hidden from the grammar, and kept for the ledger.

Each sign of a number inside such a word becomes a private-use character that says which sign it was and whether it
stood in a word or in a name. The text keeps its length, the grammar does not see the sign, and `masked_runs` finds it.
"""

from functools import cache
from typing import Final

import polars as pl

import seeds
from transforms.language.searches import in_memory, only
from transforms.numbers import forms, grammar
from transforms.sequences import position, running

_WORD_BASE, _NAME_BASE = 0xE000, 0xE100
_MASK_RUN: Final = "[\ue000-\ue1ff]+"
_IN_NAME: Final = "[\ue100-\ue1ff]"
_QUOTED: Final = r"“[^”“，。；：\n]{1,60}”|‘[^’‘，。；：\n]{1,60}’|\"[^\"，。；：\n]{1,40}\"|《[^》\n]{1,80}》"
_LONGEST_NAME: Final = 18
_PERIOD_IN_QUOTES: Final = r"^[“\"‘] ?(?:十[一二三四五六]?|[六七八九])五 ?[”\"’]$"
_MEASURED_IN_QUOTES: Final = r"[0-9.](?:[百千万亿]*(?:元|美元|公里|平方米|亩|吨|千瓦)|%)"
_NUMERIC: Final = f"[{grammar.NUMBER_SIGNS}]"
#: 提高三个百分点 speaks of no 高三 and 增大一倍 of no 大一.
_PLAIN: Final = ("提高", "最高", "新高", "增高", "升高", "增大", "扩大", "加大", "最大")
#: One of these is one where it is built, and said of otherwise (打造一座花园城市).
BUILDING: Final = ["新建", "新建成", "建成", "修建", "扩建", "改建", "迁建", "新增"]
BUILDINGS: Final = "座所处幢栋"
#: Sentences worth reading: with a sign of number, or with 首 (首位 is a rank, 首个 an ordinal).
_WORTH_READING: Final = f"[{grammar.NUMBER_SIGNS}拾首番①-⑳]"
_START: Final = "\x02"
_END: Final = "\x03"
_NUMERAL_SIGN: Final = f"[{forms.HANZI_DIGITS}]"
#: Around each numeral of two signs or more while words are sought, so that no word begins or ends inside of one.
_OPEN: Final = "\x04"
_CLOSE: Final = "\x05"


@cache
def _signs() -> tuple[dict[str, str], dict[str, str]]:
    """(sign → private-use character) in words and in names."""
    signs = grammar.NUMBER_SIGNS
    return (
        {c: chr(_WORD_BASE + i) for i, c in enumerate(signs)},
        {c: chr(_NAME_BASE + i) for i, c in enumerate(signs)},
    )


def _enclose(text: pl.Expr) -> pl.Expr:
    """Marks each numeral of two signs or more: the 一家 of 三十一家 and the 十分 of 十分之一 are no words."""
    joined = f"({_NUMERAL_SIGN})(分之|点)({_NUMERAL_SIGN})"
    apart = f"${{1}}{_CLOSE}${{2}}{_OPEN}${{3}}"
    return text.str.replace_all(forms.RUN, f"{_OPEN}${{0}}{_CLOSE}").str.replace_all(joined, apart)


def _plain() -> list[str]:
    """What looks like a word and is a number: the 万户 of 3多万户, the 四平 of 四平方米, the 高三 of 提高三个百分点."""
    after_multiplier = [a + mark + b for a in "双半几数多余上 " for mark in ("", _OPEN) for b in "十百千万亿"]
    longer_unit = [
        sign + alias
        for alias in grammar.units().filter(pl.col("alias").str.len_chars() > 1, kind="measure")["alias"]
        for sign in forms.ONES
        if not alias.startswith("个") or alias.endswith("点")
    ]
    # 缩短至一个半小时 speaks of no 一个
    and_a_half = [f"{sign}个半" for sign in forms.ONES]
    # 居全省第一位 speaks of no 一位
    places = [f"第{sign}{end}" for sign in forms.ONES for end in "位名"]
    # 新建一座医院 and 新建变电站一座 count what is built, and 打造一座花园城市 nothing
    built = [f"{verb}一{unit}" for verb in BUILDING for unit in BUILDINGS]
    behind = [f"一{unit}{stop}" for unit in BUILDINGS for stop in "，。；、"]
    return [*after_multiplier, *longer_unit, *and_a_half, *places, *built, *behind, *_PLAIN]


@cache
def _words() -> tuple[list[str], list[str]]:
    """Words with a sign of number, longest first, and their masked forms."""
    in_word, in_name = _signs()
    rows = seeds.read("number_words").sort(pl.col("word").str.len_chars(), descending=True, maintain_order=True)
    enclosed = rows.select(_enclose(pl.col("word"))).to_series().to_list()
    masked = []
    for word, disposition in rows.select("word", "disposition").iter_rows():
        signs = in_name if disposition == "name" else in_word
        masked.append("".join(signs.get(c, c) for c in word))
    plain = _plain()
    return plain + enclosed, plain + masked


def unmask(text: pl.Expr) -> pl.Expr:
    """The text with its signs back."""
    pairs = {masked: sign for signs in _signs() for sign, masked in signs.items()}
    return text.str.replace_many(list(pairs), list(pairs.values()))


def _mask_quotes(sentences: pl.LazyFrame) -> pl.LazyFrame:
    """Numerals inside quoted names and titles: “三减三少”, 《…第十四个五年规划》; “十四五” stays a time."""
    in_name = _signs()[1]
    piece, quote = pl.col("piece"), pl.col("quote")
    is_quote = piece.str.contains(r"^[“‘\"《].*[”’\"》]$")
    is_name = (
        (quote.str.starts_with("《") | (quote.str.len_chars() <= _LONGEST_NAME))
        & ~quote.str.contains(_PERIOD_IN_QUOTES)
        & ~quote.str.contains(_MEASURED_IN_QUOTES)
    )
    hidden = only(is_name, quote).str.replace_many(list(in_name), list(in_name.values()))
    quoted = (
        sentences.filter(pl.col("masked").str.contains(r"[“‘\"《][^”’\"》]*" + _NUMERIC))
        .select("row", piece=pl.col("masked").str.replace_all(_QUOTED, f"{_START}$0{_START}").str.split(_START))
        .explode("piece")
        .with_columns(quote=only(is_quote, piece))
        .with_columns(piece=pl.when(is_name & (quote != "")).then(hidden).otherwise(piece))
        .group_by("row", maintain_order=True)
        .agg(quoted=pl.col("piece").str.join(""))
    )
    return (
        sentences.join(quoted, on="row", how="left", maintain_order="left")
        .with_columns(masked=pl.coalesce("quoted", "masked"))
        .drop("quoted")
    )


def mask_sentences(sentences: pl.DataFrame) -> pl.DataFrame:
    """The sentences worth reading: row (Int, of the input), report_id, start, is_boilerplate, masked."""
    found, masked = _words()
    frame = (
        sentences.lazy()
        .filter(pl.col("text").str.contains(_WORTH_READING))
        .select(
            "row",
            "report_id",
            "start",
            "is_boilerplate",
            masked=_enclose(pl.col("text"))
            .str.replace_many(found, masked, leftmost=True)
            .str.replace_all(f"[{_OPEN}{_CLOSE}]", ""),
        )
    )
    return in_memory(_mask_quotes(frame))


def find_spans(masked: pl.DataFrame, found: str) -> pl.LazyFrame:
    """All matches of a pattern with their offsets, in one pass: cut at both ends of each, a text is gap, span, gap ….

    One row a match: row, report_id, is_boilerplate, token (Int32, from 1 in its sentence), span, before and after (the
    gaps), char_start (Int32, in the report).
    """
    marked = pl.col("masked").str.replace_all(found, f"{_START}$0{_START}").str.split(_START)
    piece, length, place = pl.col("piece"), pl.col("length"), pl.col("place")
    return (
        masked.lazy()
        .select("row", "report_id", "start", "is_boilerplate", piece=marked)
        .explode("piece")
        .with_columns(place=position("row"), length=piece.str.len_chars().cast(pl.Int32))
        .select(
            "row",
            "report_id",
            "is_boilerplate",
            token=(place + 1) // 2,
            span=piece,
            char_start=pl.col("start").cast(pl.Int32) + running(length, "row") - length,
            # a gap, though it may be empty, stands on either side of each span
            before=piece.shift(1),
            after=piece.shift(-1),
            is_span=place % 2 == 1,
        )
        .filter("is_span")
        .drop("is_span")
    )


def masked_runs(masked: pl.DataFrame) -> pl.DataFrame:
    """Signs inside words and names, for the ledger: row, report_id, char_start, char_end, text, disposition."""
    disposition = (
        pl.when(pl.col("is_boilerplate"))
        .then(pl.lit("boilerplate"))
        .when(pl.col("span").str.contains(_IN_NAME))
        .then(pl.lit("name"))
        .otherwise(pl.lit("idiom"))
    )
    return (
        find_spans(masked.filter(pl.col("masked").str.contains(_MASK_RUN)), _MASK_RUN)
        .select(
            "row",
            "report_id",
            "char_start",
            char_end=pl.col("char_start") + pl.col("span").str.len_chars().cast(pl.Int32),
            text=unmask(pl.col("span")),
            disposition=disposition,
        )
        .pipe(in_memory)
    )
