"""A load from paths to published warehouse, without Prefect: plan, batches, publish, summary.

`run` is what the flow wraps and what runs directly where no Prefect server is at hand; both are the same load.
"""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import polars as pl

from flows import fingerprint, intake, runners, state
from flows.batches import Batch, BatchResult, read_batch
from flows.errors import LoadError, NothingToDoError
from flows.intake import Digest, KnownFile, Plan, SeenFile
from flows.progress import Reporter
from flows.runners import Result, Runner
from flows.settings import Settings
from flows.state import count
from flows.summary import Summary, Tally
from schemas.enums import FileOutcome, RunState, Stage, codes
from schemas.validate import quarantine_rows
from seeds import SeedError
from transforms import sources
from warehouse import load, lock, publish

UNREADABLE_FILE = "unreadable_file"
LINES_SHOWN = 20
"""So many lines say what was set aside; the rest is counted."""

Submit = Callable[[Runner, Batch], Result[BatchResult]]
"""How a batch is handed to a runner: directly, or inside a Prefect task."""


@dataclass(frozen=True)
class Request:
    """What to load, and whether everything that is known is to be read anew from the kept bytes."""

    paths: tuple[Path, ...]
    rebuild: bool = False


def submit_directly(runner: Runner, batch: Batch) -> Result[BatchResult]:
    """Hand a batch to the runner and keep no record of it."""
    return runner.submit(read_batch, batch)


def run(
    request: Request,
    settings: Settings,
    reporter: Reporter,
    *,
    submit: Submit = submit_directly,
    prefect_flow_run_id: str | None = None,
) -> Summary:
    """Load what the paths hold and publish it.

    Raises NothingToDoError where there is no file at all, and LoadError where nothing was published: the live warehouse
    is then as it was. Missing paths are said, and named in the summary; the others load.
    """
    started_at = datetime.now(UTC)
    missing = [path for path in request.paths if not path.exists()]
    for path in missing:
        reporter.say(f"no such file or folder: {path}")
    found = intake.find_files([path for path in request.paths if path not in missing], sources.discover)
    if not found and not request.rebuild:
        raise NothingToDoError("nothing to do: no file in " + ", ".join(map(str, request.paths)))
    this = _Run(request, settings, reporter, started_at)
    try:
        with publish.open_build(settings.warehouse, purpose="ingest", on_wait=_say_who(reporter)) as build:
            this.load(build.con, found, submit)
            this.record(build.con, prefect_flow_run_id)
            total = state.tally(build.con)
            build.publish()
    except (publish.BuildError, lock.WarehouseLockedError) as error:
        raise LoadError(str(error)) from error
    except SeedError as error:
        raise LoadError(f"{error}; nothing was published") from error
    except OSError as error:
        raise LoadError(f"{error.filename or settings.warehouse}: {error.strerror}; nothing was published") from error
    return Summary(
        run_id=this.run_id,
        warehouse=settings.warehouse,
        runner=this.runner_name,
        seconds=(datetime.now(UTC) - started_at).total_seconds(),
        run=this.tally,
        total=total,
        missing=missing,
        vanished=this.vanished,
        prefect_flow_run_id=prefect_flow_run_id,
    )


def _say_who(reporter: Reporter) -> Callable[[lock.Holder | None], None]:
    return lambda holder: reporter.say(f"waiting: the warehouse is being written by {holder or 'another process'}")


class _Run:
    """One load into an open build."""

    def __init__(self, request: Request, settings: Settings, reporter: Reporter, started_at: datetime) -> None:
        self.request, self.settings, self.reporter = request, settings, reporter
        self.started_at = started_at
        self.run_id = f"{started_at:%Y%m%dT%H%M%S}-{uuid.uuid4().hex[:6]}"
        self.digest: Digest = (fingerprint.code_digest(), fingerprint.seed_digest())
        self.runner_name: str = settings.runner
        self.tally = Tally()
        self.report_counts: dict[str, int] = {}
        self.vanished: list[str] = []
        self.lines_said = 0

    def load(self, con: duckdb.DuckDBPyConnection, found: list[intake.Found], submit: Submit) -> None:
        """Find out what is new, read it, and put it into the build."""
        known = state.read_known(con)
        plan = self._plan(found, known)
        state.forget(con, plan.superseded)
        self._set_aside_unreadable(con, plan)
        batches = intake.batches(plan.to_read, self.settings.batch_bytes)
        with (
            runners.open_runner(self.settings.runner, self.settings.workers, len(batches)) as runner,
            self.reporter.stage("read", len(plan.to_read)) as advance,
        ):
            self.runner_name = runner.name
            work = [Batch(contents, self.settings.raw_folder, self.run_id, self.started_at) for contents in batches]
            results = runners.in_order(lambda batch: submit(runner, batch), work, runner.width)
            for batch, result in zip(work, results, strict=True):
                self._load_batch(con, batch, result)
                advance(len(batch.contents), note=f"{sum(self.tally.facts.values()):,} facts")
        files = state.file_frame(plan, known, self.report_counts, self.digest, self.run_id)
        state.record_files(con, files, plan.vanished)
        self.vanished = plan.vanished
        self.tally.files = dict.fromkeys(codes(FileOutcome), 0) | count(files, "outcome")

    def _plan(self, found: list[intake.Found], known: dict[str, KnownFile]) -> Plan:
        files = intake.name_files(found, known)
        with self.reporter.stage("hashed", len(files)) as advance:
            seen = intake.hash_and_keep(files, self.settings.raw_folder, advance)
        if self.request.rebuild:
            seen += self._kept(known, {file.name for file in seen})
        folders = {file.folder + "/" for file in found if file.folder}
        return intake.plan(seen, known, self.digest, folders=folders, rebuild=self.request.rebuild)

    def _kept(self, known: dict[str, KnownFile], seen: set[str]) -> list[SeenFile]:
        """The known files that are not among those seen, from their kept bytes."""
        kept = []
        for name, file in known.items():
            if name in seen or file.sha256 is None:
                continue
            raw = self.settings.raw_folder / file.sha256
            if raw.exists():
                kept.append(SeenFile(Path(file.origin or ""), name, raw.stat().st_size, file.mtime_ns, file.sha256))
            else:
                self.reporter.say(f"no kept bytes of {name} in {raw.parent}: it stays as it was loaded")
        return kept

    def _set_aside_unreadable(self, con: duckdb.DuckDBPyConnection, plan: Plan) -> None:
        rows = [
            {
                "stage": Stage.DISCOVER.value,
                "source_path": file.name,
                "reason": UNREADABLE_FILE,
                "evidence": file.problem,
            }
            for file in plan.unreadable
        ]
        frame = quarantine_rows(rows, run_id=self.run_id, at=self.started_at)
        state.forget_unreadable(con, [file.name for file in plan.seen], UNREADABLE_FILE)
        load.replace_quarantine(con, [], frame)
        self._tell(frame)

    def _load_batch(self, con: duckdb.DuckDBPyConnection, batch: Batch, result: BatchResult) -> None:
        state.forget(con, [content.sha256 for content in batch.contents])
        load.replace_reports(con, result.frames)
        load.replace_quarantine(con, [], result.quarantined)
        self.report_counts |= result.report_counts
        self.tally.reports += result.frames["dim_report"].height
        self.tally.add(self.tally.facts, count(result.frames["fact_quantity"], "status"))
        self.tally.add(self.tally.ledger, count(result.frames["number_ledger"], "disposition"))
        self._tell(result.quarantined)

    def _tell(self, quarantined: pl.DataFrame) -> None:
        """Count what was set aside, and name the first of it: a line a file, or a line a file and check."""
        self.tally.add(self.tally.quarantine, count(quarantined, "reason"))
        groups = quarantined.group_by("source_path", "table_name", "reason", maintain_order=True).agg(
            pl.len(), pl.col("evidence").first()
        )
        for path, table, reason, rows, evidence in groups.iter_rows():
            self.lines_said += 1
            if self.lines_said <= LINES_SHOWN:
                self.reporter.say(
                    f"set aside {rows:,} row(s) of {table} from {path}: {reason}"
                    if table
                    else f"set aside {path}: {reason} ({evidence})"
                )
            elif self.lines_said == LINES_SHOWN + 1:
                self.reporter.say("… and more: see the table quarantine")

    def record(self, con: duckdb.DuckDBPyConnection, prefect_flow_run_id: str | None) -> None:
        """Write the run into load_run."""
        row = {
            "run_id": self.run_id,
            "started_at": self.started_at,
            "finished_at": datetime.now(UTC),
            "state": RunState.COMPLETED.value,
            "runner": self.runner_name,
            "prefect_flow_run_id": prefect_flow_run_id,
            "code_digest": self.digest[0],
            "seed_digest": self.digest[1],
            "files_seen": sum(self.tally.files.values()),
            "files_loaded": self.tally.files["loaded"],
            "files_unchanged": self.tally.files["unchanged"],
            "files_quarantined": self.tally.files["quarantined"],
            "reports_loaded": self.tally.reports,
            "facts_loaded": sum(self.tally.facts.values()),
            "rows_quarantined": sum(self.tally.quarantine.values()),
        }
        load.upsert(con, "load_run", pl.DataFrame([row], infer_schema_length=None))
