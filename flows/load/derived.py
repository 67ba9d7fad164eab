"""What follows from all reports of a place: which of them count, outcomes of targets, contradictions between numbers.

A load decides them anew for the places it touched, and for no other, some places at a time wherever its batches run
(`places.py`). Only this process writes, in the order of the places, so that the result is the same whoever compares.
"""

from collections.abc import Iterator

import duckdb
import polars as pl

from flows.load.places import Places, code_of_today, compare
from flows.load.runners import Runner, in_order
from transforms.comparison.copies import find_copies
from transforms.comparison.portions import FACTS_AT_ONCE
from warehouse import load

NOWHERE = ""
"""Stands for the place of reports of no known place."""
_CHARACTERS_AT_ONCE = 5_000_000
"""Texts are compared for so many characters at once; a place is never cut in two."""


def held_reports(con: duckdb.DuckDBPyConnection) -> pl.DataFrame:
    """The reports of a build, their places and the runs that read them: taken before a load, for `refresh`."""
    reports: pl.DataFrame = con.sql("select report_id, region_code, run_id, is_primary from main.dim_report").pl()
    return reports


def refresh(con: duckdb.DuckDBPyConnection, before: pl.DataFrame, runner: Runner) -> list[str]:
    """Compute outcomes and findings anew, where the runner says, for places whose reports are not those of `before`.

    Returns the region codes of these places, sorted; NOWHERE stands for the place of reports of no known place.
    """
    now = held_reports(con)
    same = ["report_id", "region_code", "run_id"]
    changed = pl.concat(
        [
            now.join(before, on=same, how="anti", nulls_equal=True),
            before.join(now, on=same, how="anti", nulls_equal=True),
            now.filter(pl.col("is_primary").is_null()),  # a version before wrote it
        ]
    )
    touched = _all_codes(changed["region_code"].fill_null(NOWHERE), now["region_code"])
    if touched:
        _decide_copies(con, touched, runner)
        load.forget_derived(con, touched)
        for frames in in_order(lambda places: runner.submit(compare, places), _places(con, touched), runner.width):
            load.add_derived(con, frames)
    return touched


def _all_codes(touched: pl.Series, held: pl.Series) -> list[str]:
    """The codes of these places, and the others that reports of the same places are filed under; sorted."""
    codes = pl.DataFrame({"code": pl.concat([touched, held.drop_nulls()]).unique()}).with_columns(
        today=code_of_today(pl.col("code")), is_touched=pl.col("code").is_in(touched.implode())
    )
    return codes.filter(pl.col("is_touched").any().over("today"))["code"].sort().to_list()


def _places(con: duckdb.DuckDBPyConnection, codes: list[str]) -> Iterator[Places]:
    """All that is known of these places, in portions."""
    for some in _some_at_a_time(con, codes):
        reports, facts = _counting(con, some)
        yield Places(reports, facts, _sections(con, some))


def _some_at_a_time(con: duckdb.DuckDBPyConnection, places: list[str]) -> Iterator[list[str]]:
    """The places in portions of so many facts as are compared at once, so that memory stays bounded."""
    sizes = con.sql(
        "select region_code, count(*) as facts from main.fact_quantity join main.dim_report using (report_id) "
        "where is_primary and region_code in (select unnest(?)) group by region_code order by region_code",
        params=[places],
    ).pl()
    by_place = (
        sizes.group_by(place=code_of_today(pl.col("region_code")), maintain_order=True)
        .agg("region_code", pl.col("facts").sum())
        .with_columns(portion=(pl.col("facts").cum_sum() - pl.col("facts")) // FACTS_AT_ONCE)
    )
    for _, some in by_place.group_by("portion", maintain_order=True):
        yield some["region_code"].explode(empty_as_null=False, keep_nulls=False).to_list()


def _counting(con: duckdb.DuckDBPyConnection, places: list[str]) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The reports of these places that count, and their facts."""
    query = "from main.dim_report where is_primary and region_code in (select unnest(?))"
    reports = con.sql(query, params=[places]).pl()
    facts = con.sql(
        f"select f.* from main.fact_quantity f semi join ({query}) using (report_id) "  # noqa: S608 -- fixed text
        "order by f.report_id, f.char_start",
        params=[places],
    ).pl()
    return reports, facts


def _sections(con: duckdb.DuckDBPyConnection, places: list[str]) -> pl.DataFrame:
    """The sections of the reports of these places that count, each with its text."""
    sections: pl.DataFrame = con.sql(
        "select s.*, substr(t.text, s.char_start + 1, s.char_end - s.char_start) as text "
        "from main.report_section s join main.report_text t using (report_id) join main.dim_report r using (report_id) "
        "where r.is_primary and r.region_code in (select unnest(?)) order by report_id, section_no",
        params=[places],
    ).pl()
    return sections


def _decide_copies(con: duckdb.DuckDBPyConnection, touched: list[str], runner: Runner) -> None:
    """Say of each report of these places whether it counts."""
    texts = _with_texts(con, touched)
    for copies in in_order(lambda reports: runner.submit(find_copies, reports), texts, runner.width):
        load.mark_copies(con, copies)


def _with_texts(con: duckdb.DuckDBPyConnection, codes: list[str]) -> Iterator[pl.DataFrame]:
    """The reports of these places with their texts, some places at a time."""
    query = f"from main.dim_report where coalesce(region_code, '{NOWHERE}') in (select unnest(?))"
    reports = con.sql(query, params=[codes]).pl()
    portion = (pl.col("char_count").sum().over("region_code") / pl.len().over("region_code")).cum_sum()
    for _, some in (
        reports.sort("region_code", "report_id")
        .with_columns(portion=portion // _CHARACTERS_AT_ONCE)
        .with_columns(pl.col("portion").min().over("region_code"))
        .group_by("portion", maintain_order=True)
    ):
        texts = con.sql(
            "from main.report_text where report_id in (select unnest(?))", params=[some["report_id"].to_list()]
        ).pl()
        yield some.drop("portion").join(texts, on="report_id")
