"""Stata files (format 118: Stata 14 and newer, UTF-8), with labels of variables and of codes."""

from pathlib import Path
from typing import TYPE_CHECKING

import duckdb

from warehouse.export.sources import Source
from warehouse.views import ViewColumn

if TYPE_CHECKING:
    import pandas as pd

LONGEST_NAME = 32
LONGEST_LABEL = 80
LONGEST_TEXT = 2045
"""Bytes of a fixed text; longer ones are stored as strL."""

MOST_EXACT = 2**53
"""Whole numbers beyond it are no doubles (nanoseconds of a file's time); they are written as texts."""


def write(con: duckdb.DuckDBPyConnection, source: Source, file: Path) -> list[str]:
    """A data set of one table or view.

    Codes are numbers in the order of their list, labelled in Chinese; decimals become doubles (some 15 digits).
    """
    import pandas as pd

    frame = con.sql(source.query).df()
    for column in source.columns:
        frame[column.name] = _fitting(frame[column.name], column)
    names = {column: variable(column.name) for column in source.columns}
    texts = [names[column] for column in source.columns if column.dtype == "VARCHAR" and column.codes is None]
    frame = frame.rename(columns={column.name: name for column, name in names.items()})
    clocks = {name: _clock(column) for column, name in names.items()}
    frame.to_stata(
        file,
        version=118,
        write_index=False,
        time_stamp=pd.Timestamp("2000-01-01").to_pydatetime(),  # the same rows are the same bytes
        data_label=f"{source.zh} {source.en}"[:LONGEST_LABEL],
        variable_labels={name: f"{column.zh} | {column.en}"[:LONGEST_LABEL] for column, name in names.items()},
        convert_dates={name: clock for name, clock in clocks.items() if clock and frame[name].notna().any()},
        convert_strl=[name for name in texts if _bytes_of_longest(frame[name]) > LONGEST_TEXT],
    )
    return []


def variable(column: str) -> str:
    """A column's name as Stata takes it; a longer one loses its middle, as its end tells it from its neighbours.

    >>> variable("energy_intensity_growth_target_max")
    'energy_intensi__rowth_target_max'
    """
    if len(column) <= LONGEST_NAME:
        return column
    half = LONGEST_NAME // 2
    return f"{column[: half - 2]}__{column[-half:]}"


def _fitting(values: "pd.Series", column: ViewColumn) -> "pd.Series":
    """A column as Stata can hold it."""
    import pandas as pd

    if values.empty:
        return values.astype("float64" if column.codes is not None else object)
    if column.codes is not None:
        labels = {code.value: code.zh for code in column.codes}
        return pd.Series(pd.Categorical(values.map(labels), categories=list(labels.values())), index=values.index)
    if column.dtype == "VARCHAR":
        return values.astype(object).where(values.notna(), "")
    if _clock(column):
        return pd.to_datetime(values)
    if column.dtype == "BIGINT" and values.abs().max() > MOST_EXACT:
        return values.astype(str)
    return values.astype("float64") if values.isna().any() or column.dtype.startswith("DECIMAL") else values


def _clock(column: ViewColumn) -> str:
    """How Stata counts this column's time: in days, in milliseconds, or not at all."""
    return {"DATE": "td", "TIMESTAMP": "tc"}.get(column.dtype, "")


def _bytes_of_longest(texts: "pd.Series") -> int:
    return max((len(text.encode()) for text in texts), default=0)
