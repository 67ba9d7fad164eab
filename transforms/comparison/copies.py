"""Which reports are one: copies in other formats, excerpts, and the parts that a report was published in.

Texts are compared by their clauses, whatever stands between them: a page, a Word file and a PDF of one report share
nearly all, two years of one place a fifth at most. The same input gives the same answer in every order.
"""

from collections.abc import Iterator
from typing import Any, Final

import polars as pl

#: A copy or an excerpt: so much of its text stands in the other of its place, year and kind.
HELD: Final = 0.5
#: So much on both sides is one text, even where its copies were told different years or kinds.
SAME_TEXT: Final = 0.8
#: A text that has so much of the fullest is as full: the rest is furniture of its page.
AS_FULL: Final = 0.95
#: Shorter clauses (全面贯彻, 首页) are anybody's.
_LEAST_CLAUSE: Final = 8
_BETWEEN_CLAUSES: Final = r"[^\p{L}\p{N}]+"
#: What was laid out for print or recognised from pictures is read with more faults than running text.
_WORSE_FORMATS: Final = {"pdf": 1, "png": 2, "jpeg": 2, "tiff": 2}
#: gzbg.html and gzbg_2.html; 报告（上）.txt and 报告（下）.txt
_PART_OF_NAME: Final = r"[_\-(（]?(?:\d|[上中下一二三四五])[)）]?(\.[^./]*)?$"
_OFFICIAL: Final = r"^https?://[^/]*\.gov\.cn(?:[:/]|$)"

SCHEMA: Final = pl.Schema(
    {
        "report_id": pl.String(),
        "is_primary": pl.Boolean(),
        "primary_report_id": pl.String(),
        "part_of_report_id": pl.String(),
        "copy_evidence": pl.String(),
    }
)


def find_copies(reports: pl.DataFrame) -> pl.DataFrame:
    """One row a report: whether it counts, and in whose stead it would (columns of `SCHEMA`).

    `reports` has text and the columns of dim_report. Reports of no known place count each for itself. Of copies counts
    the fullest, then the one from the best source. Reports of one place, year and kind that are incomplete and share
    no text are parts of one report: each counts, and names the first of them.

    >>> text = "全市地区生产总值增长6.1%，新建学校12所。城镇新增就业3万人以上，"
    >>> known = {"text": text, "region_code": "130600", "report_year": 2024, "kind": "government_work_report"}
    >>> known |= {"is_partial": False, "source_url": "", "source_format": "txt", "delivered_on": None}
    >>> both = pl.DataFrame([known | {"report_id": "a", "source_path": "x.txt"},
    ...                      known | {"report_id": "b", "source_path": "x.docx"}])
    >>> find_copies(both).select("report_id", "is_primary", "primary_report_id").rows()
    [('a', False, 'b'), ('b', True, 'b')]
    """
    numbered = reports.with_row_index("number")
    clauses = _clauses(numbered.filter(pl.col("region_code").is_not_null()))
    is_repeated = clauses["clause"].is_duplicated()
    repeated = clauses.filter(is_repeated).unique()
    sizes = pl.concat([clauses.filter(~is_repeated), repeated]).group_by("number").agg(size=pl.col("length").sum())
    known = numbered.drop("text").join(sizes, on="number", how="left").with_columns(pl.col("size").fill_null(0))
    known = known.sort(*_by_source()).with_row_index("source_rank")
    decided = pl.DataFrame(list(_copies(known, _alike(known, repeated))), schema=SCHEMA)
    return _with_parts(decided, known).select(SCHEMA.names()).sort("report_id")


def _by_source() -> tuple[pl.Expr, ...]:
    """The best source first: a year that is known, a government's own page, running text; then by name."""
    return (
        pl.col("report_year").is_null(),
        pl.col("delivered_on").is_null(),
        ~pl.col("source_url").str.contains(_OFFICIAL).fill_null(value=False),
        pl.col("source_format").replace_strict(_WORSE_FORMATS, default=0, return_dtype=pl.Int8),
        pl.col("source_path"),
        pl.col("report_id"),
    )


def _clauses(reports: pl.DataFrame) -> pl.DataFrame:
    """The number of the report, clause and length: clauses as hashes, of place and text together.

    Of a million clauses two that differ have one hash of 64 bits in fewer than one of ten million portions.
    """
    running = pl.col("text").str.replace_all(r"\s", "").str.replace_all(_BETWEEN_CLAUSES, "\n")
    return (
        reports.select("number", "region_code", clause=running.str.split("\n"))
        .explode("clause")
        .with_columns(length=pl.col("clause").str.len_chars())
        .filter(pl.col("length") >= _LEAST_CLAUSE)
        .select("number", "length", clause=pl.struct("region_code", "clause").hash())
    )


def _alike(reports: pl.DataFrame, repeated: pl.DataFrame) -> dict[str, dict[str, float]]:
    """Report → the reports that it is one with, and the share of its text that stands in each."""
    shared = (
        repeated.join(repeated, on="clause", suffix="_other")
        .filter(pl.col("number") != pl.col("number_other"))
        .group_by("number", "number_other")
        .agg(shared=pl.col("length").sum())
    )
    known = reports.select("number", "report_id", "report_year", "kind", "size")
    pairs = shared.join(known, on="number").join(known, left_on="number_other", right_on="number", suffix="_other")
    is_one_year = (pl.col("report_year") == pl.col("report_year_other")) & (pl.col("kind") == pl.col("kind_other"))
    held = pl.col("shared") / pl.col("size")
    held_in_both = pl.col("shared") / pl.max_horizontal("size", "size_other")
    found = pairs.filter((is_one_year & (held >= HELD)) | (held_in_both >= SAME_TEXT))
    alike: dict[str, dict[str, float]] = {}
    for one, other, share in found.select("report_id", "report_id_other", held).iter_rows():
        alike.setdefault(one, {})[other] = share
    return alike


def _copies(reports: pl.DataFrame, alike: dict[str, dict[str, float]]) -> Iterator[dict[str, Any]]:
    """Each report with the one that counts: the fullest lead groups, and each other joins the fullest that holds it."""
    rank: dict[str, int] = {}
    groups: dict[str, list[dict[str, Any]]] = {}
    for report in reports.sort("size", descending=True, maintain_order=True).iter_rows(named=True):
        name = report["report_id"]
        leaders = [other for other in alike.get(name, ()) if other in groups]
        groups.setdefault(min(leaders, key=rank.__getitem__, default=name), []).append(report)
        rank[name] = len(rank)
    for leader, members in groups.items():
        full = [member for member in members if member["size"] >= AS_FULL * members[0]["size"]]
        counting = min(full, key=lambda member: (member["is_partial"], member["source_rank"]))["report_id"]
        for name in (member["report_id"] for member in members):
            shares = alike.get(name, {})
            share = shares.get(counting, shares.get(leader, 1.0))
            yield {
                "report_id": name,
                "is_primary": name == counting,
                "primary_report_id": counting,
                "copy_evidence": None if name == counting else f"{share:.0%} of its text is in the report that counts",
            }


def _with_parts(decided: pl.DataFrame, reports: pl.DataFrame) -> pl.DataFrame:
    """Adds part_of_report_id: the first, by name, of the pieces of one place, year and kind.

    Pieces are incomplete, or bear one name with numbers.
    """
    known = reports.select("report_id", "region_code", "report_year", "kind", "is_partial", "source_path")
    group = ["region_code", "report_year", "kind"]
    counts = pl.all_horizontal(pl.col(*group).is_not_null()) & pl.col("is_primary")
    name = pl.col("source_path").str.replace(_PART_OF_NAME, "${1}")
    has_sibling = pl.col("report_id").filter(counts).len().over(*group, "name") > 1
    is_piece = counts & (pl.col("is_partial") | has_sibling)
    first = pl.col("report_id").filter(is_piece).first().over(group)
    pieces = pl.col("report_id").filter(is_piece).len().over(group)
    return (
        decided.join(known, on="report_id")
        .sort("source_path", "report_id")
        .with_columns(name=name)
        .with_columns(part_of_report_id=pl.when(is_piece & (pieces > 1)).then(first))
    )
