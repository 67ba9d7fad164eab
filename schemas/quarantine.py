"""Entries of the table `quarantine`: what was set aside, where, why, and what was found.

An entry's id is a hash of what was found and where, not of when: the same fault has the same id in every run.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

import polars as pl

from schemas.enums import Stage
from schemas.registry import TABLES, TableSpec

_LONGEST_VALUE = 200
"""Evidence quotes at most so many characters of a value: a report's text would fill the quarantine."""


def quarantine_rows(rows: list[dict[str, Any]], *, run_id: str, at: datetime | None = None) -> pl.DataFrame:
    """Rows for `quarantine` from what a stage knows: stage, reason, evidence, and where it was.

    >>> quarantine_rows([{"stage": "read", "source_path": "a.txt", "reason": "empty_file", "evidence": "0 bytes"}],
    ...                 run_id="r1")["quarantine_id"].str.len_chars().to_list()
    [16]
    """
    now = (at or datetime.now(UTC)).astimezone(UTC).replace(tzinfo=None)
    schema = TABLES["quarantine"].dtypes
    entries = [
        {**dict.fromkeys(schema), **row, "run_id": run_id, "created_at": now, "quarantine_id": _quarantine_id(row)}
        for row in rows
    ]
    return pl.DataFrame(entries, schema=schema).unique("quarantine_id", keep="first", maintain_order=True)


def _quarantine_id(row: Mapping[str, Any]) -> str:
    where = ("stage", "source_path", "source_sha256", "table_name", "report_id", "char_start", "reason", "evidence")
    text = "\x1f".join("" if row.get(part) is None else str(row[part]) for part in where)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def row_entry(spec: TableSpec, row: Mapping[str, Any], failures: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """The entry of one row of a table and its failures (column, check, value; column "" for a check over several)."""
    labels = [f"{f['column']}:{f['check']}" if f["column"] else f["check"] for f in failures]
    evidence = {
        "key": {name: _quote(row[name]) for name in spec.key},
        "failures": [
            {"check": label} if f["value"] is None else {"check": label, "value": _quote(f["value"])}
            for label, f in zip(labels, failures, strict=True)
        ],
        "row": {name: _quote(value) for name, value in row.items() if name in spec.dtypes and value is not None},
    }
    report_id, char_start = row.get("report_id"), row.get("char_start")
    return {
        "stage": Stage.VALIDATE.value,
        "source_path": row.get("source_path"),
        "source_sha256": row.get("source_sha256"),
        "table_name": spec.name,
        "report_id": report_id if _is_hash(report_id) else None,
        "char_start": char_start if isinstance(char_start, int) and char_start >= 0 else None,
        "reason": labels[0],
        "evidence": json.dumps(evidence, ensure_ascii=False),
    }


def _is_hash(value: object) -> bool:
    return isinstance(value, str) and len(value) == 16 and set(value) <= set("0123456789abcdef")  # noqa: PLR2004


def _quote(value: object) -> str | None:
    if value is None:
        return None
    text = str(value)
    return text if len(text) <= _LONGEST_VALUE else f"{text[:_LONGEST_VALUE]}… ({len(text)} characters)"
