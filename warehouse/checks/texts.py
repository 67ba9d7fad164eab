"""Checks that compare rows with the texts, which are read once, in portions of bounded memory.

SQL would walk to an offset from the first character of a text, or from that of a piece of it, and copy the piece to
each span. Here the texts of a portion are one array of code points, in which an offset is an index.

>>> {name: frame.height for name, frame in find(con).items()}
{'characters_counted': 0, 'digits_accounted_for': 0, 'mentions_are_text': 0}
"""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Final

import duckdb
import numpy as np
import numpy.typing as npt
import polars as pl

from warehouse.load import registered

CLAIMS: Final = {
    "characters_counted": "a report has as many characters as its text",
    "digits_accounted_for": (
        "every ASCII or full-width digit of a text lies in one ledger row (or in one that is in quarantine)"
    ),
    "mentions_are_text": "the text between a row's offsets is what the row quotes",
}
"""What holds, by the name of the check."""

_CHARACTERS: Final = 20_000_000
"""Of a portion: with its spans, and the next portion beside it, they take some 0.6 GB."""
_DIGIT: Final = "[0-9０-９]"
_PORTIONS: Final = """
    select min(row), max(row)
    from (
        select t.rowid as row, sum(r.char_count) over (order by t.rowid) // ? as portion
        from report_text t left join dim_report r using (report_id)
    )
    group by portion
    order by all
"""
_SPANS: Final = """
    select 'fact_quantity' as table_name, report_id, char_start, char_end, mention as quoted from fact_quantity
    union all
    select 'number_ledger', report_id, char_start, char_end, text from number_ledger
    union all
    -- words without a place are nowhere
    select 'fact_outcome', words_report_id, coalesce(words_start, -1), words_start + length(words), words
    from fact_outcome where words is not null
"""
_SPANS_OF_PORTION: Final = f"select * exclude (report_id) from ({_SPANS}) s join portion using (report_id)"  # noqa: S608
_SPANS_WITHOUT_TEXT: Final = (
    f"select *, null::varchar as in_text from ({_SPANS}) s anti join report_text using (report_id)"  # noqa: S608
)
_REPORTS: Final = """
    select report_id, char_count, report_id in (
        select report_id from quarantine where table_name = 'number_ledger' and report_id is not null
    ) as is_set_aside
    from dim_report
"""

_Portion = tuple[pl.DataFrame, pl.DataFrame]
"""Texts, and the spans in them."""
_CodePoints = npt.NDArray[np.uint16] | npt.NDArray[np.uint32]


def find(con: duckdb.DuckDBPyConnection, *, characters: int = _CHARACTERS) -> dict[str, pl.DataFrame]:
    """Of each check the rows for which its claim does not hold, in order; so many characters are read at once."""
    reports = con.sql(_REPORTS).pl()
    found = {name: [] for name in CLAIMS} | {"mentions_are_text": [con.sql(_SPANS_WITHOUT_TEXT).pl()]}
    for texts, spans in _ahead(_portions(con, characters)):
        counts = _count(texts, spans).join(reports, on="report_id", how="left")
        for name, wrong in (
            ("characters_counted", _miscounted(counts)),
            ("digits_accounted_for", _unaccounted(counts)),
            ("mentions_are_text", _misquoted(texts, spans)),
        ):
            # even no rows at all would hold the texts in memory that they are cut from
            found[name] += [wrong] if wrong.height else []
    return {name: pl.concat(frames).sort(pl.all()) if frames else pl.DataFrame() for name, frames in found.items()}


def _ahead(portions: Iterator[_Portion]) -> Iterator[_Portion]:
    """Each portion, while the database fetches the next one."""
    with ThreadPoolExecutor(1) as fetching:
        coming = fetching.submit(next, portions, None)
        while (portion := coming.result()) is not None:
            coming = fetching.submit(next, portions, None)
            yield portion


def _portions(con: duckdb.DuckDBPyConnection, characters: int) -> Iterator[_Portion]:
    """Texts with their number, their length in characters, and where they begin among all texts of the portion.

    With them, the spans that lie in them.
    """
    for first, last in con.execute(_PORTIONS, [characters]).fetchall():
        texts = con.sql(
            "select report_id, text from report_text where rowid between ? and ?", params=[first, last]
        ).pl()
        length = pl.col("text").str.len_chars().cast(pl.Int64)
        texts = texts.with_row_index("text_no").with_columns(characters=length, text_start=length.cum_sum() - length)
        with registered(con, "portion", texts.drop("text")):
            spans = con.sql(_SPANS_OF_PORTION).pl()
        yield texts, spans


def _count(texts: pl.DataFrame, spans: pl.DataFrame) -> pl.DataFrame:
    """The characters and digits of texts, and the digits of their ledgers."""
    digits = pl.col("text").str.count_matches(_DIGIT)
    of_ledger = spans.lazy().filter(pl.col("table_name") == "number_ledger").group_by("text_no")
    in_ledger = of_ledger.agg(in_ledger=pl.col("quoted").str.count_matches(_DIGIT).sum())
    counts = texts.lazy().with_columns(digits=digits).join(in_ledger, on="text_no", how="left")
    return counts.select("report_id", "characters", "digits", pl.col("in_ledger").fill_null(0)).collect()


def _miscounted(counts: pl.DataFrame) -> pl.DataFrame:
    wrong = counts.filter(pl.col("char_count") != pl.col("characters"))
    return wrong.select("report_id", "char_count", in_text="characters")


def _unaccounted(counts: pl.DataFrame) -> pl.DataFrame:
    wrong = counts.filter(pl.col("digits") != pl.col("in_ledger"), ~pl.col("is_set_aside").fill_null(value=False))
    return wrong.select("report_id", "in_ledger", in_text="digits")


def _misquoted(texts: pl.DataFrame, spans: pl.DataFrame) -> pl.DataFrame:
    """The spans whose characters are others than they quote, with those that stand there."""
    wrong = spans.filter(_differs(_code_points(texts["text"], "\0"), spans)).join(
        texts, on="text_no", maintain_order="left"
    )
    start, length = pl.col("char_start"), pl.col("char_end") - pl.col("char_start")
    is_inside = (start >= 0) & (length >= 0)
    in_text = pl.when(is_inside).then(pl.col("text").str.slice(start, length))
    return wrong.select("table_name", "report_id", "char_start", "char_end", "quoted", in_text=in_text)


def _differs(characters: _CodePoints, spans: pl.DataFrame) -> pl.Series:
    """Whether a span lies outside of its text, or other characters stand there than it quotes.

    There is one character or more, also where all texts are empty.
    """
    quoted, length = _code_points(spans["quoted"]), spans["quoted"].str.len_chars().cast(pl.Int64)
    start, end, ends = spans["char_start"], spans["char_end"], length.cum_sum()
    differs = ((end - start != length) | (start < 0) | (end > spans["characters"])).to_numpy().copy()
    # of each quoted character the place where it should stand
    shift = (spans["text_start"] + start - (ends - length)).to_numpy()
    places = np.repeat(shift, length.to_numpy()) + np.arange(len(quoted))
    others = np.flatnonzero(characters.take(places, mode="clip") != quoted)
    differs[np.searchsorted(ends.to_numpy(), others, side="right")] = True
    return pl.Series(differs)


def _code_points(texts: pl.Series, end: str = "") -> _CodePoints:
    together = texts.str.join().item() + end
    # two bytes a sign are enough for nearly all texts, and are half as much to go through
    halves = together.encode("utf-16-le")
    if len(halves) == len(together) * 2:
        return np.frombuffer(halves, dtype=np.uint16)
    return np.frombuffer(together.encode("utf-32-le"), dtype=np.uint32)
