"""The facts of one file, without a warehouse: for a look, and for programs that read JSON lines."""

import hashlib
import json
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import polars as pl

from flows.errors import DuixianError
from flows.load.intake import report_id
from seeds import SeedError
from transforms import sources
from transforms.reading import read


def facts_as_lines(data: bytes, name: str) -> Iterator[str]:
    """The facts in a file, each a line of JSON, in the order of the text and with the ids that a warehouse has.

    Numbers are exact and therefore strings.

    Raises DuixianError where the bytes are no text, or the text is no report.
    """
    try:
        documents = sources.read(data, name)
    except sources.SourceError as error:
        raise DuixianError(f"{name}: {error}") from error
    refusals = [sources.examine(document.text) for document in documents]
    if all(refusals):
        raise DuixianError(f"{name}: {refusals[0] if refusals else 'no document in it'}")
    documents = [document for document, refusal in zip(documents, refusals, strict=True) if refusal is None]
    sha256 = hashlib.sha256(data).hexdigest()
    reports = pl.DataFrame(
        {
            "report_id": [report_id(sha256, document.row) for document in documents],
            "text": [document.text for document in documents],
            "source_sha256": [sha256] * len(documents),
            "source_path": [name] * len(documents),
            "hints": [json.dumps(dict(document.hints), ensure_ascii=False) for document in documents],
        }
    )
    try:
        facts = read(reports).extraction.facts
    except SeedError as error:
        raise DuixianError(str(error)) from error
    for row in facts.iter_rows(named=True):
        yield json.dumps(row, ensure_ascii=False, default=_as_text)


def _as_text(value: object) -> str:
    """Decimals without the zeros that the column's scale adds, dates as ISO 8601."""
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"no JSON for {type(value).__name__}")
