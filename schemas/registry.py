"""The list of all tables: DDL, comments, dictionary, validation and tests read it and nothing else.

>>> TABLES["fact_quantity"].key
('fact_id',)
>>> [c.name for c in TABLES["report_text"].columns]
['report_id', 'text']
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import pandera.polars as pa
import polars as pl

from schemas.dimensions import DimCode, DimIndicator, DimMeta, DimRegion, DimUnit
from schemas.enums import Code
from schemas.facts import FactQuantity, NumberLedger
from schemas.headlines import DimHeadline, MartHeadline
from schemas.marts import MartFinding, MartIndicatorYear, MartPlace, MartReport, MartScorecard, MartTargetOutcome
from schemas.outcomes import AuditFinding, FactOutcome
from schemas.reports import DimReport, ReportSection, ReportText
from schemas.runs import LoadRun, Quarantine, SourceFile

Scope = Literal["report", "derived", "mart", "seed", "log"]


@dataclass(frozen=True)
class ColumnSpec:
    """A column as the model declares it."""

    name: str
    dtype: pl.DataType
    nullable: bool
    zh: str
    en: str
    unit: str | None
    codes: type[Code] | None
    refers_to: str | None
    checks: tuple[str, ...]


@dataclass(frozen=True)
class TableSpec:
    """A table: its model, its key, the order its rows are written in, and what replaces its rows.

    scope: `report` rows are replaced report by report, `derived` tables are computed anew from the facts, `mart` tables
    are written by queries from all others for the views to read, `seed` tables come from seeds and enumerations, `log`
    tables keep what runs did.
    """

    model: type[pa.DataFrameModel]
    key: tuple[str, ...]
    scope: Scope
    order: tuple[str, ...] = ()

    @cached_property
    def schema(self) -> pa.DataFrameSchema:
        """The model as Pandera runs it."""
        return self.model.to_schema()

    @property
    def name(self) -> str:
        """The table's name in the warehouse."""
        return str(self.schema.name)

    @property
    def zh(self) -> str:
        """What the table holds, in Chinese."""
        return str(self.schema.title)

    @property
    def en(self) -> str:
        """What the table holds, in English."""
        return str(self.schema.description)

    @property
    def sort(self) -> tuple[str, ...]:
        """The columns that rows are written in the order of."""
        return self.order or self.key

    @cached_property
    def dtypes(self) -> pl.Schema:
        """Column names and Polars types, in the table's order."""
        return pl.Schema({name: column.dtype.type for name, column in self.schema.columns.items()})

    @cached_property
    def columns(self) -> tuple[ColumnSpec, ...]:
        """All columns, in the table's order."""
        return tuple(
            ColumnSpec(
                name=name,
                dtype=self.dtypes[name],
                nullable=declared.nullable,
                zh=declared.metadata["zh"],
                en=declared.metadata["en"],
                unit=declared.metadata["unit"],
                codes=declared.metadata["codes"],
                refers_to=declared.metadata["refers_to"],
                checks=tuple(str(check.name) for check in declared.checks),
            )
            for name, declared in self.schema.columns.items()
        )

    @property
    def row_checks(self) -> dict[str, str]:
        """Checks over more than one column: name and what it says."""
        return {str(check.name): (check.description or "").strip() for check in self.schema.checks}


def _listed(*tables: TableSpec) -> dict[str, TableSpec]:
    return {table.name: table for table in tables}


TABLES: dict[str, TableSpec] = _listed(
    TableSpec(DimReport, key=("report_id",), scope="report"),
    TableSpec(ReportText, key=("report_id",), scope="report"),
    TableSpec(ReportSection, key=("report_id", "section_no"), scope="report"),
    TableSpec(FactQuantity, key=("fact_id",), scope="report", order=("report_id", "char_start")),
    TableSpec(NumberLedger, key=("report_id", "char_start"), scope="report"),
    TableSpec(FactOutcome, key=("target_fact_id",), scope="derived"),
    TableSpec(AuditFinding, key=("finding_id",), scope="derived"),
    TableSpec(MartPlace, key=("region_code",), scope="mart"),
    TableSpec(MartReport, key=("report_id",), scope="mart"),
    TableSpec(
        MartTargetOutcome, key=("target_fact_id",), scope="mart", order=("region_code", "year", "target_fact_id")
    ),
    TableSpec(MartScorecard, key=("region_code", "year"), scope="mart"),
    TableSpec(MartIndicatorYear, key=("region_code", "indicator_id", "year"), scope="mart"),
    TableSpec(MartFinding, key=("finding_id",), scope="mart", order=("region_code", "report_year", "finding_id")),
    # one headline of all places, and all headlines of one place, lie in few blocks
    TableSpec(
        MartHeadline,
        key=("region_code", "year", "headline_id"),
        scope="mart",
        order=("headline_id", "region_code", "year"),
    ),
    TableSpec(DimRegion, key=("region_code", "valid_from"), scope="seed"),
    TableSpec(DimUnit, key=("unit",), scope="seed"),
    TableSpec(DimIndicator, key=("indicator_id",), scope="seed"),
    TableSpec(DimHeadline, key=("headline_id",), scope="seed", order=("position",)),
    TableSpec(DimCode, key=("code_list", "code"), scope="seed"),
    TableSpec(DimMeta, key=("name",), scope="seed"),
    TableSpec(LoadRun, key=("run_id",), scope="log", order=("started_at", "run_id")),
    TableSpec(SourceFile, key=("path",), scope="log"),
    TableSpec(Quarantine, key=("quarantine_id",), scope="log"),
)
