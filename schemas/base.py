"""What all models share: how a column is declared, and checks that several tables make.

Every column says in Chinese and English what it holds; `unit` says in what it counts, where it counts.
"""

from typing import Annotated, Any

import pandera.polars as pa
import polars as pl
from pandera.api.polars.model_config import BaseConfig

from schemas.enums import Code, codes

HASH = r"^[0-9a-f]{16}$"
SHA256 = r"^[0-9a-f]{64}$"
REGION_CODE = r"^\d{6}$"
CODE_POINTS = "code points"
Value = Annotated[pl.Decimal, 38, 9]
"""The type of exact values: 29 digits before the point, nine behind it."""

__all__ = ["CODE_POINTS", "HASH", "REGION_CODE", "SHA256", "BaseConfig", "Value", "column", "disjoint", "first_of"]


def column(  # noqa: PLR0913 -- the facets of a column, each named at the call
    zh: str,
    en: str,
    *,
    nullable: bool = False,
    unit: str | None = None,
    one_of: type[Code] | None = None,
    refers_to: str | None = None,
    pattern: str | None = None,
    not_empty: bool = False,
    ge: float | None = None,
    le: float | None = None,
) -> Any:
    """A column of a model: what it holds in Chinese and English, and the checks of its values.

    `one_of` is a closed list, `refers_to` the column of another table that holds every value (`dim_report.report_id`; a
    check of the warehouse follows from it), `pattern` a regular expression for the whole value, `not_empty` forbids "",
    `unit` is what a number counts. The checks appear in `quarantine.reason` as `column:check`, where check is one of
    not_nullable, isin, str_matches, str_length, greater_than_or_equal_to, less_than_or_equal_to.
    """
    return pa.Field(
        nullable=nullable,
        isin=None if one_of is None else codes(one_of),
        str_matches=pattern,
        str_length={"min_value": 1} if not_empty else None,
        ge=ge,
        le=le,
        metadata={"zh": zh, "en": en, "unit": unit, "codes": one_of, "refers_to": refers_to},
    )


def first_of(*key: str) -> pl.Expr:
    """True on the first row of each key: of two copies the first one loads and the second is quarantined."""
    return pl.struct(key).is_first_distinct()


def disjoint() -> pl.Expr:
    """True where a span begins at or after the end of every earlier span of its report."""
    reached = pl.col("char_end").cum_max().shift(1)
    return (pl.col("char_start") >= reached).over("report_id", order_by=("char_start", "char_end"))
