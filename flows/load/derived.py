"""What follows from all reports of a place: which of them count, outcomes of targets, contradictions between numbers.

A load decides them anew for the places it touched, and for no other. A place that changed its code is one: what 徐水县
(130625) promised, 徐水区 (130609) reviews.
"""

from collections.abc import Iterator

import duckdb
import polars as pl

from transforms.audit import audit
from transforms.comparison.copies import find_copies
from transforms.comparison.portions import FACTS_AT_ONCE
from transforms.outcomes import match_outcomes
from warehouse import dimensions, load

NOWHERE = ""
"""Stands for the place of reports of no known place."""
_CHARACTERS_AT_ONCE = 20_000_000
"""Texts are compared for so many characters at once; a place is never cut in two."""


def held_reports(con: duckdb.DuckDBPyConnection) -> pl.DataFrame:
    """The reports of a build, their places and the runs that read them: taken before a load, for `refresh`."""
    reports: pl.DataFrame = con.sql("select report_id, region_code, run_id, is_primary from main.dim_report").pl()
    return reports


def refresh(con: duckdb.DuckDBPyConnection, before: pl.DataFrame) -> list[str]:
    """Compute outcomes and findings anew for the places whose reports are no longer those of `before`.

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
        _decide_copies(con, touched)
        load.forget_derived(con, touched)
        for places in _some_at_a_time(con, touched):
            reports, facts = _counting(con, places)
            of_today = reports.with_columns(region_code=_today(pl.col("region_code")))
            outcomes = match_outcomes(facts, of_today, _sections(con, places))
            frames = {
                "fact_outcome": _with_own_codes(outcomes, facts, reports),
                "audit_finding": audit(facts, of_today),
            }
            load.add_derived(con, frames)
    return touched


def _today(code: pl.Expr) -> pl.Expr:
    """The code that a place has today."""
    changed = dimensions.regions().filter(pl.col("region_code") != pl.col("current_code")).unique("region_code")
    return code.replace(changed["region_code"], changed["current_code"])


def _all_codes(touched: pl.Series, held: pl.Series) -> list[str]:
    """The codes of these places, and the others that reports of the same places are filed under; sorted."""
    codes = pl.DataFrame({"code": pl.concat([touched, held.drop_nulls()]).unique()}).with_columns(
        today=_today(pl.col("code")), is_touched=pl.col("code").is_in(touched.implode())
    )
    return codes.filter(pl.col("is_touched").any().over("today"))["code"].sort().to_list()


def _with_own_codes(outcomes: pl.DataFrame, facts: pl.DataFrame, reports: pl.DataFrame) -> pl.DataFrame:
    """Outcomes under the codes that their targets' reports bear."""
    own = facts.select("report_id", target_fact_id="fact_id").join(
        reports.select("report_id", "region_code"), on="report_id"
    )
    return outcomes.drop("region_code").join(own.drop("report_id"), on="target_fact_id", maintain_order="left")


def _some_at_a_time(con: duckdb.DuckDBPyConnection, places: list[str]) -> Iterator[list[str]]:
    """The places in portions of so many facts as are compared at once, so that memory stays bounded."""
    sizes = con.sql(
        "select region_code, count(*) as facts from main.fact_quantity join main.dim_report using (report_id) "
        "where is_primary and region_code in (select unnest(?)) group by region_code order by region_code",
        params=[places],
    ).pl()
    by_place = (
        sizes.group_by(place=_today(pl.col("region_code")), maintain_order=True)
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


def _decide_copies(con: duckdb.DuckDBPyConnection, touched: list[str]) -> None:
    """Say of each report of these places whether it counts, some places at a time."""
    query = f"from main.dim_report where coalesce(region_code, '{NOWHERE}') in (select unnest(?))"
    reports = con.sql(query, params=[touched]).pl()
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
        load.mark_copies(con, find_copies(some.drop("portion").join(texts, on="report_id")))
