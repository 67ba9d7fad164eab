"""Whether all rows pass all checks of their model, asked in one query.

Nearly all do. Only where some do not does Pandera look at each check by itself (schemas/validate.py), to say which rows
fail what.
"""

from collections.abc import Iterator

import pandera.polars as pa
import polars as pl

from schemas.registry import TableSpec


def is_sound(spec: TableSpec, frame: pl.DataFrame) -> bool:
    """Whether no row of a frame in the table's types fails a check; a check that says null fails nothing.

    >>> is_sound(TABLES["report_text"], pl.DataFrame({"report_id": ["?"], "text": ["增长5%"]}))
    False
    """
    # what Pandera has of checks for Polars is there once it was asked for
    spec.schema.get_backend(frame)
    answers = [
        answer.select(pl.all_horizontal(pl.all()).all().alias(str(number)))
        for number, answer in enumerate(_answers(spec, frame.lazy()))
    ]
    # the streaming engine, which is the default, takes a third more for so many small answers
    return all(pl.concat(answers, how="horizontal").collect(engine="in-memory").row(0))


def _answers(spec: TableSpec, rows: pl.LazyFrame) -> Iterator[pl.LazyFrame]:
    """For each check, whether each row passes it."""
    for name, column in spec.schema.columns.items():
        if not column.nullable:
            yield rows.select(pl.col(name).is_not_null())
        for check in column.checks:
            yield pa.Check.get_builtin_check_fn(check.name)(pa.PolarsData(rows, name), **check.statistics)
    for check in spec.schema.checks:
        yield getattr(spec.model, check.name)(pa.PolarsData(rows))
