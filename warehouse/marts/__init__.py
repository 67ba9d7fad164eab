"""Tables that the views read: each made by the query of its name beside this file, whenever a build is checked.

Views over millions of facts would take seconds; these are written once a load and answer at once.
"""

from pathlib import Path

import duckdb

from schemas.registry import TABLES

FOLDER = Path(__file__).parent
MARTS = tuple(name for name, spec in TABLES.items() if spec.scope == "mart")


def refresh(con: duckdb.DuckDBPyConnection) -> None:
    """Write the marts anew, in the order of the registry (a mart may read the ones before it).

    A mart that would hold the rows that it has is left alone: rewriting equal rows would only make the file grow.
    """
    for name in MARTS:
        _refresh(con, name)


def _refresh(con: duckdb.DuckDBPyConnection, name: str) -> None:
    spec = TABLES[name]
    columns = ", ".join(f'"{column}"' for column in spec.dtypes.names())
    order = ", ".join(f'"{column}"' for column in spec.sort)
    query = (FOLDER / f"{name}.sql").read_text("utf-8")
    con.execute(f"create or replace temp table fresh as select {columns} from ({query})")  # noqa: S608
    if _fingerprint(con, "temp.fresh", columns) != _fingerprint(con, f"main.{name}", columns):
        con.begin()
        con.execute(f"delete from main.{name}")  # noqa: S608 -- names are the registry's
        con.execute(f"insert into main.{name} by name select {columns} from temp.fresh order by {order}")  # noqa: S608
        con.commit()
    con.execute("drop table temp.fresh")


def _fingerprint(con: duckdb.DuckDBPyConnection, table: str, columns: str) -> tuple[object, ...] | None:
    """The number of rows and a digest of them all, whatever their order."""
    return con.execute(f"select count(*), bit_xor(hash({columns})) from {table}").fetchone()  # noqa: S608
