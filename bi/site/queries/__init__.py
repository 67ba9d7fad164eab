"""Every question that the site asks the warehouse, and nothing else: the views and tables of its public contract.

Each function answers with plain rows (dicts). Those that take codes or ids are asked for a batch at a time, so that a
warehouse of 50,000 reports is never in memory as a whole.
"""

from typing import Any

import duckdb

Row = dict[str, Any]

UNPLACED = "unplaced"
"""Stands for the region code of a report whose place was not recognised."""


def ask(con: duckdb.DuckDBPyConnection, query: str, *parameters: object) -> list[Row]:
    """The rows of a query; an empty list where there are none."""
    cursor = con.execute(query, list(parameters))
    names = [column[0] for column in cursor.description or ()]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
