"""What a run shows in Prefect's UI: a summary, what changed since the load before, and what is new in quarantine.

The keys stay the same from run to run, so the page of an artifact shows its history. Imports Prefect.
"""

import json
import time
from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from prefect.client.orchestration import get_client
from prefect.client.schemas.actions import ArtifactCreate

from flows.telling.notice import ATTEMPTS
from flows.telling.plain import plain_line
from flows.telling.summary import Summary

SUMMARY, CHANGES, QUARANTINE = "duixian-summary", "duixian-changes", "duixian-quarantine"
SHOWN = 200
"""So many rows of a table are in an artifact; the warehouse has all."""


def publish(summary: Summary, say: Callable[[str], None]) -> None:
    """Write the three artifacts. The load is done and stays done: an API that does not take them is said, no more."""
    entries = [_as_cells(entry) for entry in summary.new_quarantine[:SHOWN]]
    nothing = [{"quarantine_id": "", "source_path": "", "reason": "nothing new"}]
    pages = [
        (SUMMARY, "markdown", f"run {summary.run_id}", _in_words(summary)),
        (CHANGES, "table", _of(len(summary.changes)), json.dumps(_changes(summary), ensure_ascii=False)),
        (QUARANTINE, "table", _of(len(summary.new_quarantine)), json.dumps(entries or nothing, ensure_ascii=False)),
    ]
    run_id = UUID(summary.prefect_flow_run_id) if summary.prefect_flow_run_id else None
    try:
        # the plain client: prefect.artifacts leaves a thread behind that holds on to the run
        with get_client(sync_client=True) as client:
            for key, kind, description, data in pages:
                artifact = ArtifactCreate(key=key, type=kind, description=description, data=data, flow_run_id=run_id)
                _retried(partial(client.create_artifact, artifact))
    except Exception as error:  # noqa: BLE001 (whatever the client raises)
        say(f"the artifacts of the run could not be written: {type(error).__name__}: {error}")


def _in_words(summary: Summary) -> str:
    rows = [
        ("files", sum(summary.run.files.values()), sum(summary.total.files.values())),
        *(
            (f"files {name}", summary.run.files.get(name, 0), summary.total.files.get(name, 0))
            for name in summary.run.files
        ),
        ("reports", summary.run.reports, summary.total.reports),
        ("facts", sum(summary.run.facts.values()), sum(summary.total.facts.values())),
        *((f"facts: {name}", summary.run.facts.get(name, 0), number) for name, number in summary.total.facts.items()),
        ("quarantine", sum(summary.run.quarantine.values()), sum(summary.total.quarantine.values())),
    ]
    lines = ["| | this run | warehouse |", "|---|---:|---:|", *(f"| {n} | {a:,} | {b:,} |" for n, a, b in rows)]
    lines += ["", f"Warehouse `{summary.warehouse}`, {summary.seconds:.1f} s, {len(summary.checks)} checks passed."]
    return "\n".join([*lines, *(f"\n**{_as_text(warning)}**" for warning in summary.warnings)])


_MARKUP = str.maketrans("[]<>`*|", "［］＜＞｀＊｜")


def _as_text(text: str) -> str:
    """Words of a file's name or a text, in which no page finds a link or an element: full-width signs for those."""
    return plain_line(text).translate(_MARKUP)


def _as_cells(row: dict[str, Any]) -> dict[str, Any]:
    return {name: _as_text(cell) if isinstance(cell, str) else cell for name, cell in row.items()}


def _changes(summary: Summary) -> list[dict[str, Any]]:
    rows = [
        {"what": change.kind, "report": change.source_path, "facts before": change.facts_before,
         "facts now": change.facts_now}
        for change in summary.changes[:SHOWN]
    ]  # fmt: skip
    rows += [{"what": "gone from its folder", "report": path} for path in summary.vanished[:SHOWN]]
    rows = [_as_cells(row) for row in rows]
    return rows or [{"what": "nothing changed", "report": ""}]


def _of(number: int) -> str:
    return f"{number:,} in all" + (f", the first {SHOWN} shown" if number > SHOWN else "")


def _retried(action: Callable[[], object]) -> None:
    for number, pause in enumerate(ATTEMPTS, 1):
        time.sleep(pause)
        try:
            action()
        except Exception:
            if number == len(ATTEMPTS):
                raise
        else:
            return
