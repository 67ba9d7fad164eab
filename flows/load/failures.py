"""Runs that published nothing, remembered beside the warehouse until the next publish puts them into `load_run`.

The live file is as it was after a failure, so it cannot hold the failed run; `duixian.failed.jsonl` does. On a disk
that takes no line more, the run is not remembered.
"""

import contextlib
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import polars as pl

from schemas.enums import RunState
from schemas.validate import validate
from warehouse.lock import Holder

NOTHING = dict.fromkeys(
    ("files_seen", "files_loaded", "files_unchanged", "files_quarantined", "reports_loaded", "facts_loaded",
     "rows_quarantined"), 0,
)  # fmt: skip
_MESSAGE_LENGTH = 2000


def failed_row(
    run_id: str, started_at: datetime, finished_at: datetime | None, message: str, **more: Any
) -> dict[str, Any]:
    """A row of `load_run` for a run that published nothing."""
    row = {"run_id": run_id, "started_at": started_at, "finished_at": finished_at, "state": RunState.FAILED.value}
    return row | NOTHING | {"message": message[:_MESSAGE_LENGTH]} | more


def killed_row(killed: Holder) -> dict[str, Any]:
    """The row of a run that held the lock and did not live to let it go; its id is in what the lock says."""
    run_id = str(killed.purpose).rpartition(" ")[2] or f"killed-{killed.pid}"
    try:
        started_at = _moment(killed.since)
    except (ValueError, TypeError):
        started_at = datetime.now(UTC)  # the note says no time: it was before now
    return failed_row(run_id, started_at, None, f"killed: {killed}")


def remember(warehouse: Path, row: dict[str, Any]) -> None:
    """Note a failed run."""
    with contextlib.suppress(OSError), _place(warehouse).open("a", encoding="utf-8", errors="backslashreplace") as file:
        file.write(json.dumps(row, default=str, ensure_ascii=False) + "\n")


def collect(warehouse: Path) -> list[dict[str, Any]]:
    """The failed runs that no publish has recorded yet. Called under the lock; `forget` follows the publish."""
    place, taken = _place(warehouse), _taken(warehouse)
    with contextlib.suppress(OSError):
        if taken.exists() and place.exists():
            # the run that took these lines published nothing itself
            with taken.open("a", encoding="utf-8") as file:
                file.write(place.read_text("utf-8", "replace"))
            place.unlink()
        elif place.exists():
            place.replace(taken)
        return noted(taken)
    return []


def noted(place: Path) -> list[dict[str, Any]]:
    """The runs that a file of notes tells of; what is no note is passed over."""
    return [row for line in place.read_text("utf-8", "replace").splitlines() if (row := _read(line)) is not None]


def forget(warehouse: Path) -> None:
    """What `collect` handed out is in the live warehouse now."""
    with contextlib.suppress(OSError):
        _taken(warehouse).unlink(missing_ok=True)


def _read(line: str) -> dict[str, Any] | None:
    """A line; None where the disk was full in the middle of it, or where it is of another shape."""
    try:
        row: dict[str, Any] = json.loads(line)
        row["started_at"] = _moment(row["started_at"])
        row["finished_at"] = row.get("finished_at") and _moment(row["finished_at"])
        rows = pl.DataFrame([row], infer_schema_length=None)
        valid = validate("load_run", rows).valid
    except (ValueError, KeyError, TypeError, AttributeError, pl.exceptions.PolarsError):
        return None
    return row if valid.height and set(row) <= set(valid.columns) else None


def _moment(text: str) -> datetime:
    """A time with its zone; one without is of UTC."""
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _place(warehouse: Path) -> Path:
    return warehouse.with_suffix(".failed.jsonl")


def _taken(warehouse: Path) -> Path:
    return warehouse.with_suffix(".failed-taken.jsonl")
