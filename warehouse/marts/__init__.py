"""Tables that the views read: each made by the query of its name beside this file, whenever a build is checked.

Views over millions of facts would take seconds; these are written once a load and answer at once. A row follows from
the reports of one place, so that a load that touched few places writes their rows alone. What a row is among all
others (its rank) is the matter of a second query, in `among_all/`: it reads the rows of the first as `place_row`.
"""

# ruff: noqa: S608 -- the names in these queries are the registry's

import contextlib
from collections.abc import Iterator, Sequence
from pathlib import Path

import duckdb

from schemas.registry import TABLES
from warehouse import touched

FOLDER = Path(__file__).parent
_RANKED_AMONG = ("region_level", "indicator_id", "year")
"""All places of a level are ranked by an indicator of a year, and by nothing beyond."""
MARTS = tuple(name for name, spec in TABLES.items() if spec.scope == "mart")


def refresh(con: duckdb.DuckDBPyConnection, places: Sequence[str] | None = None) -> None:
    """Write the marts anew, in the order of the registry (a mart may read the ones before it).

    With `places` (region codes; "" is none known), the rows of these places alone. A mart that would hold the rows that
    it has is left alone: rewriting equal rows would only make the file grow.
    """
    live = touched.live(con)
    if places is None:
        for name in MARTS:
            _rewrite(con, f"{live}.{name}", name, _among_all(name, _query(name)))
        return
    # of seeds alone
    names = [name for name in MARTS if name != "mart_place"]
    with touched.only(con, places), _dropped(con, names):
        for name in names:
            con.execute(f"create temp table {name} as {_query(name)}")
        for name in names:
            _replace(con, live, name, places)


def _query(name: str) -> str:
    return (FOLDER / f"{name}.sql").read_text("utf-8")


def _among_all(name: str, rows: str) -> str:
    """The query of a mart over the rows of all places."""
    ranks = _ranks(name)
    return f"with place_row as ({rows}) {ranks.read_text('utf-8')}" if ranks.exists() else rows


def _ranks(name: str) -> Path:
    """The file of a mart's second query, which few have."""
    return FOLDER / "among_all" / f"{name}.sql"


def _rewrite(con: duckdb.DuckDBPyConnection, table: str, name: str, query: str) -> None:
    columns = ", ".join(f'"{column}"' for column in TABLES[name].dtypes.names())
    put = f"insert into {table} by name select {columns} from {{rows}} order by {_order(name)}"
    if not con.execute(f"select 1 from {table} limit 1").fetchall():
        con.execute(put.format(rows=f"({query})"))
        return
    con.execute(f"create or replace temp table fresh as select {columns} from ({query})")
    if _fingerprint(con, "temp.fresh", columns) != _fingerprint(con, table, columns):
        con.begin()
        con.execute(f"delete from {table}")
        con.execute(put.format(rows="temp.fresh"))
        con.commit()
    con.execute("drop table temp.fresh")


def _order(name: str) -> str:
    return ", ".join(f'"{column}"' for column in TABLES[name].sort)


def _fingerprint(con: duckdb.DuckDBPyConnection, table: str, columns: str) -> tuple[object, ...] | None:
    """The number of rows and a digest of them all, whatever their order."""
    return con.execute(f"select count(*), bit_xor(hash({columns})) from {table}").fetchone()


def _replace(con: duckdb.DuckDBPyConnection, live: str, name: str, places: Sequence[str]) -> None:
    """Put the rows of the touched places, from the temporary table of the mart's name, in place of those before."""
    table, same = f"{live}.{name}", f"temp.{name}"
    # 徐水县 and 徐水区 are one place
    con.execute(
        "create or replace temp table code as select unnest($1) as code union "
        f"select current_code from {live}.mart_place where region_code in (select unnest($1))",
        [list(places)],
    )
    is_touched = "coalesce(region_code, '') in (from temp.code)"
    if "region_code" not in TABLES[name].dtypes.names():
        is_touched = f"report_id not in (select report_id from {live}.dim_report where not {is_touched})"
    con.begin()
    if _ranks(name).exists():
        _rank_again(con, table, same, name, is_touched)
    else:
        con.execute(f"delete from {table} where {is_touched}")
        con.execute(f"insert into {table} by name from {same}")
    con.commit()


def _rank_again(con: duckdb.DuckDBPyConnection, table: str, same: str, name: str, is_touched: str) -> None:
    """As `_replace`, and write anew the ranks in all groups that touched rows belong or belonged to."""
    columns = ", ".join(f'"{column}"' for column in con.table(same).columns)
    group = ", ".join(_RANKED_AMONG)
    con.execute(
        "create or replace temp table ranked_among as "
        f"select {group} from {table} where {is_touched} union select {group} from {same}"
    )
    others = f"select {columns} from {table} semi join temp.ranked_among using ({group}) where not {is_touched}"
    con.execute(f"create or replace temp table fresh as {_among_all(name, f'{others} union all by name from {same}')}")
    con.execute(f"delete from {table} where ({group}) in (from temp.ranked_among)")
    con.execute(f"insert into {table} by name from temp.fresh order by {_order(name)}")
    con.execute("drop table temp.fresh")
    con.execute("drop table temp.ranked_among")


@contextlib.contextmanager
def _dropped(con: duckdb.DuckDBPyConnection, names: Sequence[str]) -> Iterator[None]:
    """Drop the temporary tables of these names at the end."""
    try:
        yield
    finally:
        for name in (*names, "code"):
            con.execute(f"drop table if exists temp.{name}")
