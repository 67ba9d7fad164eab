"""What lies beside exported files: dictionary.md, datapackage.json (Frictionless) and CITATION.cff.

All say only what the warehouse and the files hold, so that the same warehouse gives the same bytes.
"""

import hashlib
import importlib.metadata
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from warehouse import dictionary
from warehouse.export.sources import Source
from warehouse.views import ViewColumn

NAME = "Duixian (兑现): what Chinese governments promised and what they delivered"
MEDIA_TYPES = {
    "parquet": "application/vnd.apache.parquet",
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "dta": "application/x-stata-dta",
    "jsonl": "application/jsonl",
}
ENCODINGS = {"csv": "utf-8-sig", "jsonl": "utf-8"}


@dataclass(frozen=True)
class Origin:
    """Where exported rows come from: version of Duixian, day of the last load that changed something, and how much."""

    version: str
    loaded_on: str
    reports: int
    facts: int


def origin_of(con: duckdb.DuckDBPyConnection) -> Origin:
    """What an open warehouse says of itself."""
    loaded_on, reports, facts = con.execute("""
        select
            (select coalesce(max(finished_at), max(started_at))::date::varchar from main.load_run),
            (select count(*) from main.dim_report),
            (select count(*) from main.fact_quantity)
    """).fetchall()[0]
    return Origin(importlib.metadata.version("duixian"), loaded_on or "", reports, facts)


def write(folder: Path, sources: Sequence[Source], files: Sequence[Path], origin: Origin) -> str:
    """Write the three; how to cite the files, in one line."""
    digests = {file: _sha256(file) for file in files}
    whole = hashlib.sha256("".join(f"{digests[f]}  {f.name}\n" for f in sorted(files)).encode()).hexdigest()
    citation = (
        f"{NAME}. Version {origin.version}, {origin.reports:,} reports and {origin.facts:,} facts "
        f"as loaded on {origin.loaded_on}, sha256:{whole}"
    )
    by_name = {source.name: source for source in sources}
    package = {
        "name": "duixian",
        "title": NAME,
        "description": f"Cite as: {citation}. The digest is that of the lines `sha256  file`, in the order of names.",
        "version": origin.version,
        "created": f"{origin.loaded_on}T00:00:00Z",
        "resources": [_resource(by_name[file.stem], file, digests[file]) for file in files],
    }
    (folder / "datapackage.json").write_text(json.dumps(package, ensure_ascii=False, indent=1) + "\n", "utf-8")
    (folder / "dictionary.md").write_text("\n".join(dictionary.of_sources(by_name)), "utf-8")
    (folder / "CITATION.cff").write_text(_citation_file(origin, whole), "utf-8")
    return citation


def _resource(source: Source, file: Path, digest: str) -> dict[str, Any]:
    kind = file.suffix.removeprefix(".")
    fields = [_field(column, is_text=kind == "csv") for column in source.columns]
    described: dict[str, Any] = {
        "name": file.name.lower(),
        "path": file.name,
        "title": f"{source.zh} {source.en}",
        "format": kind,
        "mediatype": MEDIA_TYPES[kind],
        **({"encoding": ENCODINGS[kind]} if kind in ENCODINGS else {}),
        "bytes": file.stat().st_size,
        "hash": f"sha256:{digest}",
        "schema": {"fields": fields, **({"primaryKey": list(source.key)} if source.key else {})},
    }
    return described if kind != "csv" else {"profile": "tabular-data-resource", **described}


def _field(column: ViewColumn, *, is_text: bool) -> dict[str, Any]:
    """A column as Frictionless describes it; in CSV all codes of a closed list can be checked."""
    name = column.dtype.partition("(")[0]
    kinds = {"VARCHAR": "string", "DATE": "date", "TIMESTAMP": "datetime", "BOOLEAN": "boolean"}
    kind = kinds.get(name, "number" if name in ("DECIMAL", "DOUBLE") else "integer")
    described: dict[str, Any] = {"name": column.name, "type": kind, "title": column.zh, "description": column.en}
    if kind == "datetime" and is_text:
        described["format"] = "any"
    if column.unit:
        described["unit"] = column.unit
    if column.codes is not None:
        described["constraints"] = {"enum": [code.value for code in column.codes]}
    return described


def _citation_file(origin: Origin, digest: str) -> str:
    return "\n".join(
        [
            "cff-version: 1.2.0",
            "type: dataset",
            "message: Please cite these data as follows.",
            f'title: "{NAME}"',
            "authors:",
            "  - name: The Duixian project",
            f'version: "{origin.version}"',
            f"date-released: {origin.loaded_on}" if origin.loaded_on else "",
            "identifiers:",
            "  - type: other",
            f'    value: "sha256:{digest}"',
            "    description: digest of the lines `sha256  file` of the exported files, in the order of names",
            f'abstract: "{origin.reports} government work reports, {origin.facts} facts."',
            "",
        ]
    ).replace("\n\nidentifiers", "\nidentifiers")


def _sha256(file: Path) -> str:
    with file.open("rb") as data:
        return hashlib.file_digest(data, "sha256").hexdigest()
