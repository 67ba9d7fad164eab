"""Split frames into rows that load and rows for `quarantine`.

`validate` looks at one table; `validate_reports` at all tables of a batch of reports together, so that what hangs on a
rejected row goes with it and every number stays accounted for.

>>> frame = pl.DataFrame({"report_id": ["00000000000000aa", "?"], "text": ["增长5%", "增长6%"]})
>>> result = validate("report_text", frame)
>>> result.valid["text"].to_list(), result.quarantined["reason"].to_list()
(['增长5%'], ['report_id:str_matches'])
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pandera.polars as pa
import polars as pl

from schemas import whole
from schemas.enums import Stage
from schemas.quarantine import quarantine_rows, row_entry
from schemas.registry import TABLES, TableSpec
from schemas.soundness import is_sound

__all__ = [
    "REPORT_TABLES",
    "MissingColumnError",
    "UnknownTableError",
    "Validated",
    "ValidatedReports",
    "quarantine_rows",
    "validate",
    "validate_reports",
]

REPORT_TABLES = tuple(name for name, table in TABLES.items() if table.scope == "report")


class UnknownTableError(KeyError):
    """No table of that name is registered."""


class MissingColumnError(ValueError):
    """A frame lacks a column that the table cannot be without: a fault of the caller, not of a row."""


@dataclass(frozen=True)
class Validated:
    """`valid`: rows in the table's columns and types; `quarantined`: rows of the table `quarantine`."""

    valid: pl.DataFrame
    quarantined: pl.DataFrame


@dataclass(frozen=True)
class ValidatedReports:
    """`valid`: table name to rows; `quarantined`: rows of the table `quarantine` from all of them."""

    valid: dict[str, pl.DataFrame]
    quarantined: pl.DataFrame


def validate(table: str, frame: pl.DataFrame, *, run_id: str = "unrecorded", at: datetime | None = None) -> Validated:
    """Cast a frame to its table, run the table's model, and part the rows that fail from the rest.

    Missing nullable columns are added as null, columns that the table does not have are left out, the order of rows is
    kept. A row is quarantined once; `reason` names its first failure as `column:check` or by the name of a check over
    several columns, and `evidence` is JSON with the row's key and every failure. Raises MissingColumnError,
    UnknownTableError.
    """
    if table not in TABLES:
        raise UnknownTableError(f"no table {table!r}: schemas/registry.py lists {', '.join(TABLES)}")
    spec = TABLES[table]
    shaped = _shape(spec, frame)
    cast, misfits = _cast(spec, shaped)
    failures = pl.concat([misfits, _run_model(spec, cast, misfits["index"])])
    if failures.is_empty():
        return Validated(cast, quarantine_rows([], run_id=run_id, at=at))
    return Validated(
        valid=cast.filter(~_is_among(failures["index"])),
        quarantined=_quarantine(spec, shaped, failures, run_id, at),
    )


def validate_reports(
    frames: Mapping[str, pl.DataFrame], *, run_id: str = "unrecorded", at: datetime | None = None
) -> ValidatedReports:
    """Validate the report tables of a batch together; absent tables are taken as empty.

    A report whose row in `dim_report` or `report_text` fails takes all its rows along (one entry in quarantine says how
    many). Rows that contradict the text or each other are set aside (schemas/whole.py). A ledger row whose fact fails
    becomes `unresolved` with the reason, so that its digits stay accounted for.
    """
    results = {
        name: validate(name, frames.get(name, TABLES[name].model.empty()), run_id=run_id, at=at)
        for name in REPORT_TABLES
    }
    quarantined = [result.quarantined for result in results.values()]
    valid, left_out = _part_by_report({name: result.valid for name, result in results.items()})
    entries = _left_out_entries(left_out)
    for table, reason, rows in whole.faults(valid):
        entries += [_fault_entry(table, reason, row) for row in rows.iter_rows(named=True)]
        valid[table] = whole.without(valid[table], rows, on=_POSITION)
    valid = whole.release(valid)
    entries += [_digits_entry(row) for row in whole.unaccounted_digits(valid).iter_rows(named=True)]
    quarantined.append(quarantine_rows(entries, run_id=run_id, at=at))
    return ValidatedReports(valid, _name_sources(pl.concat(quarantined), frames.get("dim_report")))


_POSITION = ["report_id", "char_start", "char_end"]
"""What tells the rows of fact_quantity and of number_ledger apart, as no two spans of a table overlap."""


def _part_by_report(tables: Mapping[str, pl.DataFrame]) -> tuple[dict[str, pl.DataFrame], dict[str, pl.DataFrame]]:
    """The rows of reports that are in both dim_report and report_text, and the others."""
    there = tables["dim_report"].select("report_id").join(tables["report_text"], on="report_id", how="semi")
    left_out = {name: rows.join(there, on="report_id", how="anti") for name, rows in tables.items()}
    kept = {
        name: whole.without(rows, left_out[name].select("report_id").unique(), on=["report_id"])
        for name, rows in tables.items()
    }
    return kept, left_out


def _left_out_entries(left_out: Mapping[str, pl.DataFrame]) -> list[dict[str, Any]]:
    """One entry for each report that lost its rows because its row in dim_report or report_text did not pass."""
    counts = pl.concat([rows.select("report_id", table=pl.lit(name)) for name, rows in left_out.items()])
    by_report = counts.group_by("report_id", maintain_order=True).agg(
        pl.col("table").value_counts(sort=True, name="rows")
    )
    return [
        _report_entry(row["report_id"], "report_incomplete", {entry["table"]: entry["rows"] for entry in row["table"]})
        for row in by_report.sort("report_id").iter_rows(named=True)
    ]


def _fault_entry(table: str, reason: str, row: Mapping[str, Any]) -> dict[str, Any]:
    return row_entry(TABLES[table], row, [{"column": "", "check": reason, "value": row["found"]}])


def _digits_entry(row: Mapping[str, Any]) -> dict[str, Any]:
    digits = {"in_text": row["in_text"], "in_ledger": row["in_ledger"]}
    return {**_report_entry(row["report_id"], "digits_accounted_for", digits), "table_name": "number_ledger"}


def _report_entry(report_id: str, reason: str, evidence: Mapping[str, int]) -> dict[str, Any]:
    found = json.dumps(evidence, ensure_ascii=False)
    return {"stage": Stage.VALIDATE.value, "report_id": report_id, "reason": reason, "evidence": found}


def _shape(spec: TableSpec, frame: pl.DataFrame) -> pl.DataFrame:
    missing = [c.name for c in spec.columns if c.name not in frame.columns and not c.nullable]
    if missing:
        raise MissingColumnError(f"{spec.name} needs the column(s) {', '.join(missing)}; the frame has {frame.columns}")
    absent = {c.name: pl.lit(None, c.dtype) for c in spec.columns if c.name not in frame.columns}
    return frame.with_columns(**absent).select(spec.dtypes.names())


def _cast(spec: TableSpec, frame: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The frame in the table's types, and a failure for each value that does not fit its type."""
    other = {name: dtype for name, dtype in spec.dtypes.items() if frame.schema[name] != dtype}
    cast = frame.with_columns(_converted(name, frame.schema[name], dtype) for name, dtype in other.items())
    misfits = [
        frame.select(
            index=pl.int_range(pl.len(), dtype=pl.Int32),
            column=pl.lit(name),
            check=pl.lit("type"),
            value=pl.col(name).cast(pl.String, strict=False),
        ).filter(frame[name].is_not_null() & cast[name].is_null())
        for name in other
    ]
    return cast, pl.concat([_no_failures(), *misfits])


def _converted(name: str, have: pl.DataType, want: pl.DataType) -> pl.Expr:
    """A column in another type; null where a value does not fit. Times with a zone become plain UTC."""
    column = pl.col(name)
    if isinstance(have, pl.Datetime) and have.time_zone is not None:
        return column.dt.convert_time_zone("UTC").dt.replace_time_zone(None).cast(want, strict=False)
    if have == pl.String and want == pl.Date:
        return column.str.to_date("%Y-%m-%d", strict=False)
    if have == pl.String and want == pl.Datetime:
        return column.str.replace("T", " ", literal=True).str.to_datetime("%Y-%m-%d %H:%M:%S%.f", strict=False)
    if have == pl.String and want == pl.Boolean:
        return column.replace_strict({"true": True, "false": False}, default=None, return_dtype=pl.Boolean)
    return column.cast(want, strict=False)


def _is_among(indexes: pl.Series) -> pl.Expr:
    return pl.int_range(pl.len(), dtype=pl.Int32).is_in(indexes.unique().implode())


def _no_failures() -> pl.DataFrame:
    return pl.DataFrame(schema={"index": pl.Int32, "column": pl.String, "check": pl.String, "value": pl.String})


def _run_model(spec: TableSpec, frame: pl.DataFrame, misfits: pl.Series) -> pl.DataFrame:
    """One row a failure: index of the row, column ("" for a check over several), check, value.

    Rows with misfits are not looked at: the hole that a misfit leaves would fail other checks as well.
    """
    fitting = frame.filter(~_is_among(misfits)) if len(misfits) else frame
    if is_sound(spec, fitting):
        return _no_failures()
    try:
        # eager and lazy: eager so that values are looked at and not only types, lazy so that all failures are reported
        spec.schema.validate(fitting, lazy=True)
    except pa.errors.SchemaErrors as error:
        cases: pl.DataFrame = error.failure_cases
    else:
        return _no_failures()
    if cases["index"].null_count():
        broken = cases.filter(pl.col("index").is_null())
        raise RuntimeError(f"a check of {spec.name} did not run: {broken.rows(named=True)}")
    rows = pl.DataFrame({"index": pl.int_range(frame.height, dtype=pl.Int32, eager=True)}).filter(~_is_among(misfits))
    return cases.select(
        index=rows["index"].gather(cases["index"]),
        column=pl.when(pl.col("schema_context") == "Column").then("column").otherwise(pl.lit("")),
        # str_matches('^x$') is filed under str_matches
        check=pl.col("check").str.extract(r"^(\w+)"),
        value=pl.when(pl.col("schema_context") == "Column").then("failure_case"),
    )


def _quarantine(
    spec: TableSpec, frame: pl.DataFrame, failures: pl.DataFrame, run_id: str, at: datetime | None
) -> pl.DataFrame:
    rows = frame.with_row_index("index").join(
        failures.select(pl.col("index").cast(pl.UInt32)).unique(), on="index", how="semi"
    )
    by_index: dict[int, list[dict[str, Any]]] = {}
    for failure in failures.sort("index", maintain_order=True).iter_rows(named=True):
        by_index.setdefault(failure["index"], []).append(failure)
    return quarantine_rows(
        [row_entry(spec, row, by_index[row["index"]]) for row in rows.sort("index").iter_rows(named=True)],
        run_id=run_id,
        at=at,
    )


def _name_sources(quarantined: pl.DataFrame, reports: pl.DataFrame | None) -> pl.DataFrame:
    """Quarantined rows with the path and hash of the file that their report came from."""
    if reports is None:
        return quarantined
    sources = reports.select("report_id", "source_path", "source_sha256").unique("report_id", maintain_order=True)
    named = quarantined.join(sources, on="report_id", how="left", suffix="_of_report", maintain_order="left")
    filled = named.with_columns(
        source_path=pl.coalesce("source_path", "source_path_of_report"),
        source_sha256=pl.coalesce("source_sha256", "source_sha256_of_report"),
    )
    return filled.select(quarantined.columns)
