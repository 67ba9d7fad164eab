"""`duixian doctor`: what is wrong with an installation and its warehouse, and what to do about it.

Looks and changes nothing. A finding is `ok`, `note` (worth knowing), `warning` (will hurt some day) or `error` (hurts
now).
"""

import importlib.util
import os
import shutil
import socket
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import duckdb

from flows.load import failures
from flows.orchestration import prefect_api, schedules
from flows.settings import Settings
from flows.telling.messages import in_their_language
from flows.telling.plain import plain_line
from seeds import SeedError
from transforms.facts import corrections
from warehouse import build_file, checks, ddl, health, lock

GIGABYTE = 1 << 30
LONG_HELD = timedelta(hours=6)
LATE = timedelta(minutes=15)
TOOLS = {
    "antiword": "reads .doc files (Debian, Ubuntu: apt install antiword)",
    "soffice": "reads .doc, .wps and .rtf files (apt install libreoffice-writer)",
}
MODULES = {
    "pypdfium2": "reads PDF files",
    "pdfplumber": "reads tables in PDF files",
    "rapidocr": "reads scans",
}


@dataclass(frozen=True)
class Finding:
    """One thing looked at: how it is, and what to do where it is not well."""

    level: str
    what: str
    do: str = ""

    def __str__(self) -> str:
        told = f"{self.level:<8}{plain_line(in_their_language(self.what))}"
        return told + (f"\n        -> {in_their_language(self.do)}" if self.do else "")

    def as_dict(self) -> dict[str, str]:
        """For JSON."""
        return asdict(self)


def examine(settings: Settings) -> list[Finding]:
    """All findings."""
    looks: list[Callable[[Settings], Iterator[Finding]]] = [
        _lock,
        _warehouse,
        _disk,
        _folders,
        _runs,
        _seeds,
        _server,
        _tools,
    ]
    return [finding for look in looks for finding in look(settings)]


def _lock(settings: Settings) -> Iterator[Finding]:
    try:
        holder = lock.holder(settings.warehouse)
    except OSError as error:
        yield Finding("error", f"the lock {lock.lock_path(settings.warehouse)} cannot be asked: {error.strerror}",
                      "see who owns the folder of the warehouse")  # fmt: skip
        return
    if holder is None:
        yield Finding("ok", "nobody is writing the warehouse")
        return
    since = datetime.now(UTC) - datetime.fromisoformat(holder.since)
    if since > LONG_HELD:
        is_here = holder.host == socket.gethostname()
        hours = since.total_seconds() / 3600
        yield Finding("warning", f"the warehouse is being written by {holder}, for {hours:.0f} hours",
                      f"see whether it is still at work; if not: kill {holder.pid}" if is_here
                      else "see whether it is still at work")  # fmt: skip
    else:
        yield Finding("ok", f"the warehouse is being written by {holder}")


def _warehouse(settings: Settings) -> Iterator[Finding]:
    path = settings.warehouse
    if not path.exists():
        can_rebuild = health.files_path(path).exists()
        yield Finding("warning" if can_rebuild else "note", f"there is no warehouse at {path}",
                      "duixian ingest --rebuild" if can_rebuild else "duixian ingest PATH…")  # fmt: skip
        return
    problem = health.examine(path) if path.stat().st_size else "the file is empty"
    if problem:
        can_rebuild = health.files_path(path).exists() or build_file.previous_path(path).exists()
        yield Finding("error", f"the warehouse {path} cannot be read: {problem}",
                      "duixian ingest --rebuild (moves it aside and rebuilds it from the kept bytes)" if can_rebuild
                      else "move it aside and ingest again")  # fmt: skip
        return
    try:
        with duckdb.connect(str(path), read_only=True) as con:
            yield from _contents(con, path)
    except duckdb.Error as error:
        yield Finding("error", f"the warehouse {path} cannot be opened: {error}",
                      "close the tool that has it open for writing")  # fmt: skip


def _contents(con: duckdb.DuckDBPyConnection, path: Path) -> Iterator[Finding]:
    if outdated := ddl.outdated_tables(con):
        yield Finding("warning", f"the warehouse is of another schema version: {', '.join(outdated)}",
                      "the next `duixian ingest` carries it over; `--rebuild` fills new columns")  # fmt: skip
        return
    failures = checks.run(con)
    for failure in failures:
        yield Finding("error", f"the warehouse fails a check: {failure}", "duixian ingest --rebuild")
    for warning in checks.run(con, warn=True):
        yield Finding("warning", f"the warehouse has doubtful rows: {warning}",
                      "read the first of them; a word or unit that the seeds lack is a row in seeds/")  # fmt: skip
    if not failures:
        ((reports, facts),) = con.execute(
            "select (select count(*) from dim_report), (select count(*) from fact_quantity)"
        ).fetchall()
        size = path.stat().st_size / 1e6
        yield Finding("ok", f"the warehouse {path} is sound: {reports:,} reports, {facts:,} facts, {size:,.0f} MB")


def _disk(settings: Settings) -> Iterator[Finding]:
    folder = _existing(settings.warehouse.parent)
    free = shutil.disk_usage(folder).free
    size = settings.warehouse.stat().st_size if settings.warehouse.exists() else 0
    # a load holds the live file, the previous one, the build, and for a moment the packed build
    need = max(GIGABYTE, 3 * size)
    said = f"{free / GIGABYTE:,.1f} GB free in {folder}"
    if free < 2 * size + GIGABYTE // 10:
        yield Finding("error", f"{said}: too little for a load", f"make room: {need / GIGABYTE:,.1f} GB are needed")
    elif free < need:
        yield Finding("warning", f"{said}: nearly full", f"make room: {need / GIGABYTE:,.1f} GB are needed")
    else:
        yield Finding("ok", said)


def _folders(settings: Settings) -> Iterator[Finding]:
    folders = {"the warehouse": settings.warehouse.parent, "the kept bytes": settings.raw_folder,
               "the inbox": settings.inbox}  # fmt: skip
    for name, folder in folders.items():
        place = _existing(folder)
        if not os.access(place, os.W_OK | os.X_OK):
            yield Finding("error", f"the folder of {name}, {folder}, cannot be written",
                          f"make {place} writable for the user {os.environ.get('USER', os.getuid())}")  # fmt: skip
    try:
        with tempfile.TemporaryFile() as file:
            file.write(b"x" * 65536)
    except OSError as error:
        yield Finding(
            "error", f"there is no temporary space: {error.strerror or error}", "make room there, or set TMPDIR"
        )
    left = build_file.build_path(settings.warehouse)
    if left.exists() and lock.holder(settings.warehouse) is None:
        yield Finding("note", f"{left} is what a killed load left", "nothing: the next load removes it")
    for damaged in sorted(settings.warehouse.parent.glob(f"{settings.warehouse.stem}.damaged-*")):
        yield Finding("note", f"{damaged} is a damaged warehouse that was moved aside", "look at it, then remove it")


def _runs(settings: Settings) -> Iterator[Finding]:
    try:
        with duckdb.connect(str(settings.warehouse), read_only=True) as con:
            rows = con.execute(
                "select run_id, state, message from main.load_run order by started_at desc, run_id limit 1"
            ).fetchall()
            files = con.execute("select path, sha256 from main.source_file where sha256 is not null").fetchall()
            waiting = con.execute("select count(*) from main.quarantine").fetchall()[0][0]
    except duckdb.Error:
        return
    for run_id, state, message in rows:
        if state == "failed":
            yield Finding(
                "warning", f"the last run recorded, {run_id}, failed: {message}", "see whether that is mended"
            )
    failed = settings.warehouse.with_suffix(".failed.jsonl")
    if failed.exists() and (notes := failures.noted(failed)):
        yield Finding("warning", f"{len(notes)} run(s) failed since the last load, the latest: {notes[-1]['message']}",
                      "mend that and load again")  # fmt: skip
    kept = {entry.name for entry in os.scandir(settings.raw_folder)} if settings.raw_folder.is_dir() else set()
    missing = [path for path, sha256 in files if sha256 not in kept]
    if missing:
        yield Finding("warning", f"the kept bytes of {len(missing)} file(s) are gone, such as {missing[0]}",
                      "ingest their folders again: a rebuild needs them")  # fmt: skip
    if waiting:
        yield Finding("note", f"{waiting:,} entries in quarantine", "duixian quarantine list")


def _seeds(settings: Settings) -> Iterator[Finding]:
    try:
        rows = corrections.load()
    except SeedError as error:
        yield Finding("error", str(error), "mend the row")
        return
    names = [row.report_sha256 or row.report_id for row in rows]
    try:
        with duckdb.connect(str(settings.warehouse), read_only=True) as con:
            held = {name for pair in con.execute("select report_id, source_sha256 from main.dim_report").fetchall()
                    for name in pair}  # fmt: skip
    except duckdb.Error:
        return
    idle = sum(name not in held for name in names)
    if idle:
        yield Finding("note", f"{idle} of {len(rows)} corrections are for reports that this warehouse does not have",
                      "remove them from seeds/corrections.csv where the report was replaced")  # fmt: skip


def _server(settings: Settings) -> Iterator[Finding]:
    configured = prefect_api.configured_api(settings)
    api = configured or prefect_api.own_api(settings)
    prefect_api.authorise(settings, api)
    if not prefect_api.answers(api):
        yield Finding("warning" if configured else "note", f"no Prefect server answers at {api}: no schedule fires",
                      "start it with `duixian serve`; loads by hand do not need it")  # fmt: skip
        return
    yield Finding("ok", f"a Prefect server answers at {api}")
    try:
        deployments = _post(api, "deployments/filter", {"deployments": {"tags": {"all_": [schedules.TAG]}}})
        late = _post(api, "flow_runs/filter", {
            "deployments": {"tags": {"all_": [schedules.TAG]}},
            "flow_runs": {"state": {"type": {"any_": ["SCHEDULED"]}},
                          "expected_start_time": {"before_": (datetime.now(UTC) - LATE).isoformat()}},
        })  # fmt: skip
    except (OSError, ValueError) as error:
        yield Finding("error", f"the Prefect server at {api} does not answer as one: {error}", "see its log")
        return
    if others := schedules.strangers(deployments, settings):
        place = others[0]["parameters"].get("warehouse", "another warehouse")
        yield Finding("error", f"the schedules at {api} are of another installation (of {place})",
                      "set server_port, and start `duixian serve` here")  # fmt: skip
        return
    yield from _schedules(deployments, settings)
    names = {deployment["name"] for deployment in deployments}
    if late:
        yield Finding("error", f"{len(late)} run(s) are due and nobody runs them: the schedule is not firing",
                      "start `duixian serve`, or look at its log")  # fmt: skip
    elif names:
        yield Finding("ok", f"schedules: {', '.join(sorted(names))}; none is late")


def _schedules(deployments: list[dict[str, Any]], settings: Settings) -> Iterator[Finding]:
    """Whether each is registered, is firing, and does what the settings say."""
    held = {deployment["name"]: deployment for deployment in deployments}
    for scheduled in schedules.registry(settings):
        deployment, wanted = held.get(scheduled.name), schedules.parameters(scheduled, settings)
        if deployment is None:
            yield Finding("warning", f"the schedule {scheduled.name!r} is not registered", "start `duixian serve`")
        elif deployment["parameters"] != wanted:
            yield Finding("warning", f"the schedule {scheduled.name!r} runs with {deployment['parameters']}, and the "
                          f"settings say {wanted}", "start `duixian serve` again")  # fmt: skip
    for deployment in deployments:
        is_firing = not deployment.get("paused") and any(s["active"] for s in deployment.get("schedules", []))
        if not is_firing:
            yield Finding("warning", f"the schedule of {deployment['name']!r} is paused: it does not fire",
                          "resume it in Prefect's UI, or start `duixian serve` again")  # fmt: skip


def _tools(_settings: Settings) -> Iterator[Finding]:
    for name, use in TOOLS.items():
        if shutil.which(name) is None:
            yield Finding("note", f"{name} is not installed: it {use}")
    for name, use in MODULES.items():
        if importlib.util.find_spec(name) is None:
            yield Finding("note", f"the Python package {name} is not installed: it {use}")


def _existing(folder: Path) -> Path:
    """The folder, or the nearest one above it that is there."""
    folder = folder.absolute()
    while not folder.exists():
        folder = folder.parent
    return folder


def _post(api: str, path: str, body: dict[str, Any]) -> Any:
    for pause in (0, 1, 4):
        time.sleep(pause)
        try:
            return prefect_api.post(api, path, body)
        except OSError as error:
            last = error
    raise last
