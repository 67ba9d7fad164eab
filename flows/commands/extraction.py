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
        reading = sources.read(data, name)
    except sources.SourceError as error:
        raise DuixianError(f"{name}: {error}") from error
    judged = [(document, sources.examine(document.text)) for document in reading.documents]
    documents = [document for document, refusal in judged if refusal is None]
    if not documents:
        refused = [str(refusal) for _, refusal in judged if refusal]
        refused += [f"{refusal.reason}: {refusal.evidence}" for refusal in reading.refusals]
        raise DuixianError(f"{name}: {refused[0] if refused else 'no document in it'}")
    sha256 = hashlib.sha256(data).hexdigest()
    reports = pl.DataFrame(
        {
            "report_id": [report_id(sha256, document.part) for document in documents],
            "text": [document.text for document in documents],
            "source_sha256": [sha256] * len(documents),
            "source_path": [name + document.part for document in documents],
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
