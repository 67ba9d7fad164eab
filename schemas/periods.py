"""How the time that a number is about is written, and which days it spans.

| form         | example      | days                      |
|--------------|--------------|---------------------------|
| year         | `2022`       | 2022-01-01 to 2022-12-31  |
| years        | `2018/2022`  | 2018-01-01 to 2022-12-31  |
| half         | `2022-H1`    | 2022-01-01 to 2022-06-30  |
| quarter      | `2022-Q3`    | 2022-07-01 to 2022-09-30  |
| month        | `2022-06`    | 2022-06-01 to 2022-06-30  |
| months       | `2022-01/2022-11` | 2022-01-01 to 2022-11-30 |
| day          | `2022-06-30` | that day                  |

>>> frame = pl.DataFrame({"period": ["2018/2022", "2022-Q3"]})
>>> frame.select(start=first_day("period"), end=last_day("period")).rows()
[(datetime.date(2018, 1, 1), datetime.date(2022, 12, 31)), (datetime.date(2022, 7, 1), datetime.date(2022, 9, 30))]
"""

import polars as pl

_YEAR = r"(?:1[5-9]|20|21)\d\d"
_MONTH = r"(?:0[1-9]|1[0-2])"
_DAY = r"(?:0[1-9]|[12]\d|3[01])"

PERIOD = rf"{_YEAR}(?:/{_YEAR}|-H[12]|-Q[1-4]|-{_MONTH}(?:-{_DAY}|/{_YEAR}-{_MONTH})?)?"
"""Every period matches this pattern in full; transforms and schemas share it."""


def is_period(column: str) -> pl.Expr:
    """Whether a column holds a well-formed period: null where it is null."""
    return pl.col(column).str.contains(f"^{PERIOD}$")


def first_day(column: str) -> pl.Expr:
    """First day of a period column: Date, null where the period is null or not well formed."""
    period = pl.col(column)
    day = _date(period.str.slice(0, 4), _first_month(period), _day(period).fill_null(1))
    return pl.when(is_period(column)).then(day)


def last_day(column: str) -> pl.Expr:
    """Last day of a period column, inclusive: Date, null where the period is null or not well formed."""
    period = pl.col(column)
    last_year = period.str.extract(r"/(\d{4})").fill_null(period.str.slice(0, 4))
    day = _date(last_year, _last_month(period), _day(period).fill_null(1))
    return pl.when(is_period(column)).then(pl.when(_day(period).is_null()).then(day.dt.month_end()).otherwise(day))


def with_days(rows: pl.LazyFrame) -> pl.LazyFrame:
    """Rows with a column `period`, and the first_day and last_day of it: of many rows, few periods."""
    days = rows.select("period").unique().select("period", first_day=first_day("period"), last_day=last_day("period"))
    return rows.join(days, on="period", how="left", maintain_order="left")


def _first_month(period: pl.Expr) -> pl.Expr:
    half = period.str.extract(r"-H([12])$").cast(pl.Int32) * 6 - 5
    quarter = period.str.extract(r"-Q([1-4])$").cast(pl.Int32) * 3 - 2
    return pl.coalesce(half, quarter, _month(period), 1)


def _last_month(period: pl.Expr) -> pl.Expr:
    half = period.str.extract(r"-H([12])$").cast(pl.Int32) * 6
    quarter = period.str.extract(r"-Q([1-4])$").cast(pl.Int32) * 3
    last = period.str.extract(rf"/\d{{4}}-({_MONTH})$").cast(pl.Int32)
    return pl.coalesce(half, quarter, last, _month(period), 12)


def _month(period: pl.Expr) -> pl.Expr:
    return period.str.extract(rf"^\d{{4}}-({_MONTH})").cast(pl.Int32)


def _day(period: pl.Expr) -> pl.Expr:
    return period.str.extract(rf"^\d{{4}}-{_MONTH}-({_DAY})$").cast(pl.Int32)


def _date(year: pl.Expr, month: pl.Expr, day: pl.Expr) -> pl.Expr:
    # a string to parse, because pl.date raises on 30 February where this gives null
    parts = (year, month.cast(pl.String).str.zfill(2), day.cast(pl.String).str.zfill(2))
    return pl.concat_str(parts, separator="-").str.to_date("%Y-%m-%d", strict=False)
