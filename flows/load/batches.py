"""One batch: kept bytes in, rows for the warehouse out. Runs in any process that a runner picks, and knows no database.

A file that breaks a reader or a stage is set aside alone, with the error as evidence; the others of its batch load.
"""

import json
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import polars as pl

from flows.errors import LoadError
from flows.load import kept
from flows.load.carried import Carried
from flows.load.intake import Content, report_id
from flows.load.memory import MOST_CHARACTERS
from flows.load.runners import Result, Runner
from flows.load.shared import Storage
from schemas.enums import Stage
from schemas.validate import quarantine_rows, validate_reports
from seeds import SeedError
from transforms import sources
from transforms.facts.confidence import add_confidence
from transforms.reading import read

_Extracted = tuple[dict[str, pl.DataFrame], list[dict[str, Any]]]

INTERNAL_ERROR = "internal_error"
"""The reason in quarantine where our own code failed; the evidence says how, and the rest of the batch loads."""


LOST_BYTES = "lost_bytes"
"""The reason where kept bytes are not those of their hash, and the file is not where it was."""


class BrokenRulesError(RuntimeError):
    """Rules or seeds are broken: a plain text cannot be read either, so that no file is to blame."""


@dataclass(frozen=True)
class Batch:
    """Contents to read together, where their bytes lie, the run that asks, and how much of them the stages may hold.

    With a `storage`, bytes are read from there and rows written to it.
    """

    contents: tuple[Content, ...]
    raw_folder: Path
    run_id: str
    started_at: datetime
    limits: sources.Limits = field(default_factory=sources.Limits)
    mapping: tuple[sources.Told, ...] = ()
    characters_at_once: int = MOST_CHARACTERS
    storage: Storage | None = None


@dataclass(frozen=True)
class BatchResult(Carried):
    """Valid rows by table, rows for `quarantine`, and how many reports each content (by sha256) gave.

    Where the batch has a storage, the valid rows lie there, in `parts`. `lost` are contents whose bytes are damaged and
    nowhere else: what was loaded of them stays.
    """

    frames: dict[str, pl.DataFrame]
    quarantined: pl.DataFrame
    report_counts: dict[str, int]
    lost: frozenset[str] = frozenset()
    parts: dict[str, str] = field(default_factory=dict)


def read_batch(batch: Batch) -> BatchResult:
    """Read, identify, extract and validate the contents of a batch."""
    reports, problems = read_reports(batch)
    portions = _portions(reports, batch.characters_at_once)
    frames, more_problems = _together([_extract(some, batch.limits.seconds) for some in portions])
    checked = validate_reports(frames, run_id=batch.run_id, at=batch.started_at)
    quarantined = quarantine_rows([*problems, *more_problems], run_id=batch.run_id, at=batch.started_at)
    loaded = Counter(checked.valid["dim_report"]["source_sha256"].to_list())
    lost = frozenset(problem["source_sha256"] for problem in problems if problem["reason"] == LOST_BYTES)
    return BatchResult(
        {} if batch.storage else checked.valid,
        pl.concat([quarantined, checked.quarantined]),
        {content.sha256: loaded[content.sha256] for content in batch.contents if content.sha256 not in lost},
        lost,
        batch.storage.write(checked.valid) if batch.storage else {},
    )


def read_reports(batch: Batch) -> tuple[pl.DataFrame, list[dict[str, Any]]]:
    """The texts of a batch that are reports, one a row, and what has to go to quarantine."""
    rows: list[dict[str, Any]] = []
    problems: list[dict[str, Any]] = []
    for content in batch.contents:
        where = {"stage": Stage.READ.value, "source_path": content.name, "source_sha256": content.sha256}
        try:
            data = _bytes_of(content, batch)
            told = sources.told_of(content.name, batch.mapping)
            if content.told:
                told = replace(told, hints={**json.loads(content.told), **told.hints})
            reading = sources.read(data, content.name, batch.limits, told)
        except kept.DamagedError as error:
            problems.append(where | {"reason": LOST_BYTES, "evidence": str(error)})
            continue
        except sources.SourceError as error:
            problems.append(where | {"reason": error.reason.value, "evidence": error.evidence})
            continue
        except (SeedError, LoadError):
            raise
        except Exception as error:  # noqa: BLE001 (a reader that breaks on strange bytes costs this file only)
            _prove_sound()
            problems.append(where | {"reason": INTERNAL_ERROR, "evidence": _describe(error)})
            continue
        problems += [
            where
            | {"source_path": content.name + refused.part, "reason": refused.reason.value, "evidence": refused.evidence}
            for refused in reading.refusals
        ]
        for document in reading.documents:
            row = _describe_document(content, document)
            if refusal := sources.examine(document.text):
                place = {"source_path": row["source_path"], "report_id": row["report_id"]}
                problems.append(where | place | {"reason": refusal.reason.value, "evidence": refusal.evidence})
            else:
                rows.append(row | {"run_id": batch.run_id, "loaded_at": batch.started_at})
    return pl.DataFrame(rows, schema=_REPORT_COLUMNS), problems


def _bytes_of(content: Content, batch: Batch) -> bytes:
    if batch.storage:
        return batch.storage.read(content.sha256)
    return kept.read(content.sha256, batch.raw_folder, content.origin)


_ORIGIN = dict.fromkeys(sources.Provenance._fields, pl.String()) | {"published_on": pl.Date()}
_REPORT_COLUMNS = {
    **dict.fromkeys(("report_id", "text", "source_path", "source_sha256", "source_format", "encoding"), pl.String()),
    **dict.fromkeys(("hints", "reading_notes", "run_id"), pl.String()),
    **_ORIGIN,
    "loaded_at": pl.Datetime("us", "UTC"),
    "is_cut": pl.Boolean(),
    "confidences": pl.List(pl.Struct({"char_start": pl.Int64, "char_end": pl.Int64, "score": pl.Float64})),
}


def _describe_document(content: Content, document: sources.Document) -> dict[str, Any]:
    return {
        "report_id": report_id(content.sha256, document.part),
        "text": document.text,
        "source_path": content.name + document.part,
        "source_sha256": content.sha256,
        "source_format": document.source_format,
        "encoding": document.encoding or None,
        "hints": json.dumps(dict(document.hints), ensure_ascii=False),
        "reading_notes": "; ".join(document.notes) or None,
        "is_cut": document.is_cut,
        "confidences": [confidence._asdict() for confidence in document.confidences],
        **sources.provenance(document)._asdict(),
    }


def _portions(reports: pl.DataFrame, characters: int) -> list[pl.DataFrame]:
    """The reports in portions of a size that the stages hold in memory together: a workbook may have hundreds."""
    length = pl.col("text").str.len_chars()
    whole = reports.select(length.sum()).item()
    portion = (length.cum_sum() - 1) // _share(whole, characters)
    return reports.with_columns(portion=portion).partition_by("portion", maintain_order=True, include_key=False)


def _share(whole: int, limit: int) -> int:
    """The size of portions of one size, of which there are as few as may be where none is larger than the limit.

    >>> _share(100, 99), _share(100, 100)
    (50, 100)
    """
    portions = -(-whole // limit) or 1
    return -(-whole // portions) or 1


def _extract(reports: pl.DataFrame, seconds: float) -> _Extracted:
    """The report tables of these reports; where the stages break, those of each half, down to the one that did it."""
    if reports.is_empty():
        return {}, []
    try:
        with sources.limited(seconds):
            return _frames(reports), []
    except SeedError:
        raise  # a seed that breaks its own rules concerns every report: the run ends
    except sources.SourceError as error:
        reason, evidence = error.reason.value, error.evidence
    except Exception as error:  # noqa: BLE001 (told in quarantine)
        _prove_sound()
        reason, evidence = INTERNAL_ERROR, _describe(error)
    if len(reports) == 1:
        row = reports.row(0, named=True)
        where = {name: row[name] for name in ("source_path", "source_sha256", "report_id")}
        return {}, [where | {"stage": Stage.EXTRACT.value, "reason": reason, "evidence": evidence}]
    half = len(reports) // 2
    return _together([_extract(reports.head(half), seconds), _extract(reports.slice(half), seconds)])


def _together(results: Sequence[_Extracted]) -> _Extracted:
    parts = [frames for frames, _ in results if frames]
    together = {name: pl.concat([part[name] for part in parts]) for name in parts[0]} if parts else {}
    return together, [problem for _, problems in results for problem in problems]


def _frames(reports: pl.DataFrame) -> dict[str, pl.DataFrame]:
    reading = read(reports)
    extraction = reading.extraction
    return {
        "dim_report": reading.reports.with_columns(
            char_count=pl.col("text").str.len_chars(),
            # unknown for documents that have no fixed form, such as plans: then nothing says that a part is missing
            is_partial=pl.col("is_partial").fill_null(value=False) | pl.col("is_cut"),
        ),
        "report_text": reports.select("report_id", "text"),
        "report_section": extraction.sections,
        "fact_quantity": add_confidence(extraction.facts, _recognised(reports)),
        "number_ledger": extraction.ledger,
    }


def _recognised(reports: pl.DataFrame) -> pl.DataFrame:
    """One row for each line that a reader of pictures recognised: report_id, char_start, char_end, score."""
    return reports.select("report_id", "confidences").explode("confidences").drop_nulls().unnest("confidences")


@cache
def _prove_sound() -> None:
    """Read a plain text: where that fails, too, the fault is in no file. Raises BrokenRulesError."""
    try:
        sources.examine(_PLAIN)
        read(pl.DataFrame({"report_id": ["0" * 16], "text": [_PLAIN]}))
    except SeedError:
        raise
    except Exception as error:
        raise BrokenRulesError(f"rules or seeds are broken, no text can be read ({_describe(error)})") from error


_PLAIN = "兴安市政府工作报告\n2023年，全市地区生产总值增长6.1%，新建学校12所。\n"


def _describe(error: Exception) -> str:
    """An error in one line: its type, what it says, and where it was raised."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    place = f" at {Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}" if trace else ""
    return f"{type(error).__name__}{place}: {' '.join(str(error).split())[:300]}"


Submit = Callable[[Runner, Batch], Result[BatchResult]]
"""How a batch is handed to a runner: directly, or inside a Prefect task."""


def submit_directly(runner: Runner, batch: Batch) -> Result[BatchResult]:
    """Hand a batch to the runner and keep no record of it."""
    return runner.submit(read_batch, batch)


def by_way_of(storage: Storage, submit: Submit) -> Submit:
    """Hand batches out as `submit` does, their bytes put into a storage before, and their rows fetched from it."""

    def submit_stored(runner: Runner, batch: Batch) -> Result[BatchResult]:
        storage.put(batch.contents, batch.raw_folder)
        return _Stored(storage, submit(runner, replace(batch, storage=storage)))

    return submit_stored


@dataclass(frozen=True)
class _Stored(Result[BatchResult]):
    storage: Storage
    stored: Result[BatchResult]

    def result(self) -> BatchResult:
        """Wait for the batch, and fetch its rows."""
        found = self.stored.result()
        return replace(found, frames=self.storage.gather(found.parts), parts={})
