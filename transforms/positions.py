"""Where rows stand among all reports, as one number each: to sort and to compare those is all that order takes."""

from typing import Final

import polars as pl

#: More characters than a report has.
_REPORT: Final = 2**32


def report_order(reports: pl.DataFrame) -> pl.Enum:
    """The ids of the reports, each once, in the order of rows."""
    return pl.Enum(reports["report_id"].sort())


def position(order: pl.Enum, offset: str) -> pl.Expr:
    """The position of a row by its report and a column of offsets in it (Int64).

    >>> order = pl.Enum(["a", "b"])
    >>> frame = pl.DataFrame({"report_id": ["b", "a"], "char_start": [0, 7]})
    >>> frame.sort(position(order, "char_start"))["report_id"].to_list()
    ['a', 'b']
    """
    return pl.col("report_id").cast(order).to_physical().cast(pl.Int64) * _REPORT + pl.col(offset)
