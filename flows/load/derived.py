"""What follows from the facts of a place: outcomes of its targets and contradictions between its numbers.

Both look at all reports of a place together, so a load computes them anew for the places it touched, and for no other.
"""

import duckdb
import polars as pl

from transforms.audit import audit
from transforms.outcomes import match_outcomes
from warehouse import load


def held_reports(con: duckdb.DuckDBPyConnection) -> pl.DataFrame:
    """The reports of a build, their places and the runs that read them: taken before a load, for `refresh`."""
    reports: pl.DataFrame = con.sql("select report_id, region_code, run_id from main.dim_report").pl()
    return reports


def refresh(con: duckdb.DuckDBPyConnection, before: pl.DataFrame) -> list[str]:
    """Compute outcomes and findings anew for the places whose reports are no longer those of `before`.

    Returns the region codes of these places, sorted.
    """
    now = held_reports(con)
    same = ["report_id", "region_code", "run_id"]
    changed = pl.concat(
        [
            now.join(before, on=same, how="anti", nulls_equal=True),
            before.join(now, on=same, how="anti", nulls_equal=True),
        ]
    )
    touched = changed["region_code"].drop_nulls().unique().sort().to_list()
    if not changed.is_empty():
        here = "where region_code in (select unnest(?))"
        reports = con.sql(f"select * from main.dim_report {here}", params=[touched]).pl()  # noqa: S608 -- fixed text
        facts = con.sql(
            "select f.* from main.fact_quantity f join main.dim_report r on r.report_id = f.report_id "
            "where r.region_code in (select unnest(?)) order by f.report_id, f.char_start",
            params=[touched],
        ).pl()
        load.replace_derived(con, touched, {
            "fact_outcome": match_outcomes(facts, reports),
            "audit_finding": audit(facts, reports),
        })  # fmt: skip
    return touched
