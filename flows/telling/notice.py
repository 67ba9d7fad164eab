"""What a run says of itself to machines: one JSON object, and the hooks that are told when somebody has to look.

The object is what `duixian ingest --json` prints, what a hook command reads on its standard input, and what is posted
to a webhook. A hook is called when a run failed, when something new went to quarantine, or when a run has a warning.
That a hook fails is said and changes nothing about the run.
"""

import json
import os
import re
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from http.client import HTTPException
from typing import Any

from flows.errors import DuixianError
from flows.settings import Settings
from flows.telling.summary import Summary

Event = dict[str, Any]

SHOWN = 50
"""So many changes and entries are in an event; the counts are of all."""
HOOK_SECONDS = 60
_UNFIT = re.compile("[\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
ATTEMPTS = (0.0, 1.0, 4.0)
"""Seconds to wait before each try of what goes over the network."""


def of_summary(summary: Summary) -> Event:
    """The event of a run that was published."""
    return {
        "event": "ingest",
        "state": "completed",
        "exit_code": 2 if summary.missing else 0,
        "run_id": summary.run_id,
        "warehouse": str(summary.warehouse),
        "runner": summary.runner,
        "prefect_flow_run_id": summary.prefect_flow_run_id,
        "seconds": round(summary.seconds, 3),
        "files": {"seen": summary.files_seen, **summary.run.files},
        "reports": summary.run.reports,
        "facts": sum(summary.run.facts.values()),
        "quarantined": sum(summary.run.quarantine.values()),
        "new_quarantine": len(summary.new_quarantine),
        "new_quarantine_entries": summary.new_quarantine[:SHOWN],
        "changes": len(summary.changes),
        "changed_reports": [str(change) for change in summary.changes[:SHOWN]],
        "missing": [str(path) for path in summary.missing],
        "vanished": len(summary.vanished),
        "renamed": len(summary.renamed),
        "checks": summary.checks,
        "warnings": summary.warnings,
    }


def of_failure(error: DuixianError, **known: Any) -> Event:
    """The event of a run that published nothing; `checks` has the checks that found rows."""
    failures = getattr(error.__cause__, "failures", ())
    return {
        "event": "ingest",
        "state": "failed",
        "exit_code": error.exit_code,
        **known,
        "error": str(error),
        "checks": {failure.check: failure.rows for failure in failures},
    }


def as_line(event: Event) -> str:
    """The event on one line; what no terminal should get and no UTF-8 holds is escaped, as JSON allows."""
    line = json.dumps(event, ensure_ascii=False, default=str)
    return _UNFIT.sub(lambda found: f"\\u{ord(found[0]):04x}", line)


def wants_a_look(event: Event) -> bool:
    """Whether somebody has to be told."""
    return bool(event["state"] == "failed" or event["new_quarantine"] or event["warnings"])


def tell(event: Event, settings: Settings, say: Callable[[str], None]) -> None:
    """Call the hooks that are set, if the event asks for a look."""
    if not wants_a_look(event):
        return
    if settings.hook_command:
        _run_command(event, settings.hook_command, say)
    if settings.hook_url:
        try:
            retried(lambda: _post(event, settings.hook_url))
        except OSError as error:
            say(f"the hook at {settings.hook_url} was not reached: {error}")


def retried(action: Callable[[], object]) -> None:
    """Do what touches the network or a shared disk; an OSError of the last of three tries is raised."""
    for number, pause in enumerate(ATTEMPTS, 1):
        time.sleep(pause)
        try:
            action()
        except OSError:
            if number == len(ATTEMPTS):
                raise
        else:
            return


def _run_command(event: Event, command: str, say: Callable[[str], None]) -> None:
    environment = os.environ | {"DUIXIAN_STATE": event["state"], "DUIXIAN_RUN_ID": event.get("run_id") or ""}
    try:
        done = subprocess.run(  # noqa: S602 (the command is the operator's own, written for a shell)
            command, shell=True, input=as_line(event) + "\n", encoding="utf-8", errors="replace", env=environment,
            timeout=HOOK_SECONDS, capture_output=True, check=False,
        )  # fmt: skip
    except (OSError, subprocess.TimeoutExpired) as error:
        say(f"the hook command failed: {error}")
        return
    if done.returncode:
        last = (done.stderr or done.stdout).strip().splitlines()[-1:]
        say(f"the hook command ended with exit code {done.returncode}: {' '.join(last)}")


def _post(event: Event, address: str) -> None:
    try:
        request = urllib.request.Request(  # noqa: S310 (as configured)
            address, as_line(event).encode(), {"Content-Type": "application/json; charset=utf-8"}
        )
        with urllib.request.urlopen(request, timeout=10):  # noqa: S310
            return
    except (ValueError, HTTPException) as error:  # an address that is none, an answer that is no HTTP
        raise OSError(str(error)) from error
