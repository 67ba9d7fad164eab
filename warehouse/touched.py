"""A look at the reports of some places alone, for a load that touched few: what is asked of a whole warehouse, of them.

What no load touched has passed its checks and stands in the marts; to ask it again would take longer than the load.
"""

import contextlib
from collections.abc import Iterator, Sequence
from typing import Final

import duckdb

from warehouse import ddl

_REPORTS: Final = "select * from {live}.dim_report where coalesce(region_code, '') in (select unnest(?))"
_OF_REPORT: Final = "select t.* from {live}.{table} t semi join temp.dim_report using (report_id)"
_OF_FACT: Final = "select t.* from {live}.{table} t semi join temp.fact_quantity f on f.fact_id = t.{fact}"
_TABLES: Final = {
    "report_text": "select t.* from {texts} t semi join temp.dim_report using (report_id)",
    "report_section": _OF_REPORT,
    "fact_quantity": _OF_REPORT,
    "number_ledger": _OF_REPORT,
    "fact_outcome": _OF_FACT.replace("{fact}", "target_fact_id"),
    "audit_finding": _OF_FACT.replace("{fact}", "fact_id"),
}
_FEW: Final = 4
"""One report in so many: where more of them are touched, all are asked."""
_NEAR: Final = 2048
"""DuckDB unpacks so many rows at a time."""


def are_few(con: duckdb.DuckDBPyConnection, places: Sequence[str]) -> bool:
    """Whether the places (region codes; "" is none known) have few of the reports of an open build."""
    ((some, every),) = con.execute(
        "select count(*) filter (where coalesce(region_code, '') in (select unnest(?))), count(*) from main.dim_report",
        [list(places)],
    ).fetchall()
    return bool(some * _FEW <= every)


def live(con: duckdb.DuckDBPyConnection) -> str:
    """The schema of the build's own tables, whatever temporary ones are called."""
    ((catalog,),) = con.execute("select current_database()").fetchall()
    return f"{ddl.quoted_name(catalog)}.main"


def texts_of(con: duckdb.DuckDBPyConnection, chosen: str) -> str:
    """What to select from for the texts of the reports of a table: it has those, and perhaps others near them.

    Told the numbers of rows, DuckDB unpacks no other texts; asked for ids, it unpacks all of them, which takes seconds
    in a large warehouse. Reports of a place stand together there, since their files were found together.
    """
    texts = f"{live(con)}.report_text"
    query = f"select t.rowid as number from {texts} t semi join {chosen} using (report_id) order by number"  # noqa: S608
    numbers = con.sql(query).pl()["number"]
    begins = (numbers.diff() > _NEAR).fill_null(value=True)
    first, last = numbers.filter(begins), numbers.filter(begins.shift(-1, fill_value=True))
    ((every,),) = con.sql(f"select count(*) from {texts}").fetchall()  # noqa: S608 -- our own table
    if (last - first + 1).sum() * _FEW > every:
        # a scan of all is quicker without a condition
        return texts
    ranges = [f"rowid between {begin} and {end}" for begin, end in zip(first, last, strict=True)]
    return f"(from {texts} where {' or '.join(ranges) or 'false'})"


@contextlib.contextmanager
def only(con: duckdb.DuckDBPyConnection, places: Sequence[str]) -> Iterator[None]:
    """Inside, the tables of reports and what is derived from them hold these places alone; all others are whole.

    They are temporary tables under the names of the real ones, which DuckDB finds first: inside, nothing may be
    written but to `live`. Within another such look at the same places it is that one.
    """
    own = live(con)
    if con.execute("select 1 from duckdb_tables() where temporary and table_name = 'dim_report'").fetchall():
        yield
        return
    try:
        con.execute(f"create temp table dim_report as {_REPORTS.format(live=own)}", [list(places)])
        texts = texts_of(con, "temp.dim_report")
        for table, query in _TABLES.items():
            con.execute(f"create temp table {table} as {query.format(live=own, table=table, texts=texts)}")
        yield
    finally:
        for table in ("dim_report", *_TABLES):
            con.execute(f"drop table if exists temp.{table}")
