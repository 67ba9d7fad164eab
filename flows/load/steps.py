"""The steps of one load into an open build: look for news, read batch by batch, compare, record, check, summarise."""

import json
import time
import uuid
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import duckdb
import polars as pl

from flows.errors import DuixianError
from flows.load import derived, failures, fingerprint, intake, memory, runners, shared, state, usual
from flows.load.batches import Batch, BatchResult, Submit, by_way_of
from flows.load.intake import Digest, Plan
from flows.load.news import News, Search, folders, uncollected
from flows.load.request import Request
from flows.load.state import count
from flows.settings import Settings
from flows.telling import changes, language, notice
from flows.telling.progress import Reporter
from flows.telling.summary import Summary, Tally
from schemas.enums import FileOutcome, RunState, Stage, codes
from schemas.validate import quarantine_rows
from warehouse import load, publish

UNREADABLE_FILE = "unreadable_file"
UNREAD_PLACE = "unread_place"
"""The reason for a folder that may not be read, and for a link that leads out of its folder."""
FEW_FILES = 10
"""So many files may go without a word, whatever is left."""
LINES_SHOWN = 20
"""So many lines say what was set aside; the rest is counted."""


class Run:
    """One load into an open build."""

    def __init__(
        self, request: Request, settings: Settings, reporter: Reporter, prefect_flow_run_id: str | None
    ) -> None:
        self.request, self.settings, self.reporter = request, settings, reporter
        self.prefect_flow_run_id = prefect_flow_run_id
        self.started_at, self._started = datetime.now(UTC), time.monotonic()
        self.run_id = f"{self.started_at:%Y%m%dT%H%M%S}-{uuid.uuid4().hex[:6]}"
        self.rebuild, self.has_news = request.rebuild, False
        self.mapping = settings.mapping
        self.digest: Digest = (fingerprint.reading_digest(self.mapping), fingerprint.seed_digest())
        self.runner_name: str = settings.runner
        self.tally = Tally()
        self.report_counts: dict[str, int] = {}
        self.lost: frozenset[str] = frozenset()
        self.vanished: list[str] = []
        self.renamed: dict[str, str] = {}
        self.touched: list[str] = []
        self.changes: list[changes.Change] = []
        self.new_quarantine: list[dict[str, str]] = []
        self.checks: dict[str, int] = {}
        self.warnings: list[str] = []
        self.lines_said = 0
        self.search = Search(request, settings, reporter, self.digest)
        self._news: News | None = None

    @property
    def finished_at(self) -> datetime:
        """Now, by a clock that nobody sets back while the run lasts."""
        return self.started_at + timedelta(seconds=time.monotonic() - self._started)

    def recover(self, build: publish.Build) -> None:
        """Say what befell the runs before and the live file, and make good for it."""
        con = build.con
        rows = failures.collect(self.settings.warehouse)
        if build.killed is not None:
            row = failures.killed_row(build.killed)
            if not con.execute("select 1 from main.load_run where run_id = ?", [row["run_id"]]).fetchall():
                rows.append(row)
                self.reporter.say(f"the run before was killed ({build.killed}): nothing of it is left")
        if rows:
            load.upsert(con, "load_run", pl.DataFrame(rows, infer_schema_length=None).unique("run_id", keep="last"))
        if build.recovery is not None:
            self.rebuild, self.has_news, self._news = True, True, None
            moved = build.recovery.moved_to
            if moved:
                self.warnings.append(
                    f"the warehouse was damaged ({build.recovery.problem}): it was moved to {moved} and rebuilt"
                )
            self.reporter.say(f"{build.recovery.problem}: rebuilding from the kept bytes")

    def look_for_news(self, con: duckdb.DuckDBPyConnection) -> News:
        """Find out what is new for a build, or for the live file that it will be a copy of."""
        self._news = self.search.compare(con, rebuild=self.rebuild)
        return self._news

    def load(self, con: duckdb.DuckDBPyConnection, submit: Submit) -> None:
        """Read what is new, and put it into the build."""
        news = self._news or self.look_for_news(con)
        known, before, plan = news.known, news.before, news.plan
        self.has_news |= bool(plan.to_read or plan.superseded or plan.vanished)
        state.forget(con, plan.superseded)
        self._set_aside_unreadable(con, plan, folders(self.search.found))
        settings, work_bytes = self.settings, intake.size(plan.to_read)
        wanted = (settings.runner, settings.workers, work_bytes, settings.cluster)
        with shared.opened(settings.shared, self.run_id, work_bytes) as storage, runners.open_runner(*wanted) as runner:
            self.runner_name = runner.name
            shares = memory.share_out(settings.memory_limit_mb << 20 or memory.default_limit(), runner.width)
            con.execute(f"set memory_limit = '{shares.database_bytes}B'")
            # rows come in order from one frame: more threads take a third more of the processor, which others use
            con.execute("set threads = 1")
            work = self._batches(plan.to_read, runner.width, shares.characters)
            self._read(con, work, runner, by_way_of(storage, submit) if storage else submit)
            if len(work) > 1:
                # later, each table that is put in has the database join half-filled groups of rows, on one core
                with load.on_all_cores(con):
                    con.execute("checkpoint")
            with self.reporter.stage("compared", 1) as advance:
                self.touched = derived.refresh(con, before, runner)
                places = len(set(self.touched) - {derived.NOWHERE})
                advance(1, note=f"{places:,} {language.say('places', '个地区')}")
        con.execute(f"set memory_limit = '{shares.alone_bytes}B'")
        con.execute("reset threads")
        # of reports that were not there before, too
        corrected = state.told_digests(news.listed, state.corrected_digests(con, self.digest), self.digest)
        run = (self.run_id, int(self.started_at.timestamp() * 1e9))
        with uncollected():
            files = state.file_frame(
                plan, known, self.report_counts, digest=self.digest, corrected=corrected, run=run, lost=self.lost
            )
        state.record_files(con, files, plan.vanished)
        self.vanished, self.renamed = plan.vanished, state.renamed(plan, known)
        self.tally.files = dict.fromkeys(codes(FileOutcome), 0) | count(files, "outcome")
        if self.has_news:
            self.changes = changes.since_start(con)
        self.new_quarantine = changes.new_in_quarantine(con)
        gone, there = len(self.vanished) - len(self.renamed), len(plan.seen)
        if gone > FEW_FILES and gone > there:
            self.warnings.append(f"{gone:,} files are gone, {there:,} are there: is a disk missing?")
        self.warnings += [
            f"{change}: look whether the file is whole" for change in self.changes if change.is_suspicious
        ]
        share = self.settings.few_facts_share
        if few := usual.warning(con, files=len(plan.to_read), facts=self.tally.fact_count, share=share):
            self.warnings.append(few)

    def _batches(self, to_read: list[intake.Content], width: int, characters: int) -> list[Batch]:
        """What is to be read, in batches for so many workers, which have room for so many characters at once."""
        given = (self.settings.raw_folder, self.run_id, self.started_at, self.settings.limits, self.mapping, characters)
        most = min(self.settings.batch_bytes, memory.batch_bytes(characters))
        return [Batch(contents, *given) for contents in intake.batches(to_read, most, width)]

    def _read(self, con: duckdb.DuckDBPyConnection, work: list[Batch], runner: runners.Runner, submit: Submit) -> None:
        """Read batch by batch, where the runner says, into the build."""
        results = runners.in_order(lambda batch: submit(runner, batch), work, runner.width)
        with self.reporter.stage("read", sum(len(batch.contents) for batch in work)) as advance:
            for batch, result in zip(work, results, strict=True):
                self._load_batch(con, batch, result)
                advance(len(batch.contents), note=f"{self.tally.fact_count:,} {language.say('facts', '条事实')}")

    def _set_aside_unreadable(self, con: duckdb.DuckDBPyConnection, plan: Plan, searched: Iterable[str]) -> None:
        unread = [(file.name, UNREADABLE_FILE, file.problem) for file in plan.unreadable]
        unread += [(place.name, UNREAD_PLACE, place.problem) for place in self.search.unread]
        rows = [
            {"stage": Stage.DISCOVER.value, "source_path": name, "reason": reason, "evidence": problem}
            for name, reason, problem in unread
        ]
        frame = quarantine_rows(rows, run_id=self.run_id, at=self.started_at)
        state.forget_unreadable(con, [file.name for file in plan.seen], UNREADABLE_FILE)
        state.forget_under(con, searched, UNREAD_PLACE)
        load.replace_quarantine(con, [], frame)
        self._tell(frame)
        self.warnings += [
            f"the folder {place.name} could not be read ({place.problem}): what was loaded from it stays"
            for place in self.search.unread
            if place.is_folder
        ]

    def _load_batch(self, con: duckdb.DuckDBPyConnection, batch: Batch, result: BatchResult) -> None:
        state.forget(con, [content.sha256 for content in batch.contents if content.sha256 not in result.lost])
        self.lost |= result.lost
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

    def record(self, build: publish.Build) -> None:
        """Write the run into load_run."""
        row = {
            "run_id": self.run_id,
            "started_at": self.started_at,
            "finished_at": self.finished_at,
            "state": RunState.COMPLETED.value,
            "runner": self.runner_name,
            "prefect_flow_run_id": self.prefect_flow_run_id,
            "code_digest": self.digest[0],
            "seed_digest": self.digest[1],
            "files_seen": sum(self.tally.files.values()),
            "files_loaded": self.tally.files["loaded"],
            "files_unchanged": self.tally.files["unchanged"],
            "files_quarantined": self.tally.files["quarantined"],
            "reports_loaded": self.tally.reports,
            "facts_loaded": self.tally.fact_count,
            "rows_quarantined": sum(self.tally.quarantine.values()),
            "message": "; ".join(self.warnings) or None,
        }
        load.upsert(build.con, "load_run", pl.DataFrame([row], infer_schema_length=None))

    def check(self, build: publish.Build) -> None:
        """Run the checks and write what they found beside the run. Raises ChecksFailedError."""
        accepted = {"reports_keep_facts"} if self.request.accept_loss else ()
        self.checks = build.check(accept=accepted, has_news=self.has_news, places=self.touched)
        found = json.dumps(self.checks)
        build.con.execute("update main.load_run set checks = ? where run_id = ?", [found, self.run_id])

    def summarise(self, total: Tally, missing: list[Path]) -> Summary:
        """What the run did."""
        return Summary(
            run_id=self.run_id,
            warehouse=self.settings.warehouse,
            runner=self.runner_name,
            seconds=time.monotonic() - self._started,
            run=self.tally,
            total=total,
            missing=missing,
            vanished=self.vanished,
            renamed=self.renamed,
            changes=self.changes,
            new_quarantine=self.new_quarantine,
            checks=self.checks,
            warnings=self.warnings,
            prefect_flow_run_id=self.prefect_flow_run_id,
        )

    def fail(self, error: DuixianError) -> None:
        """Remember that the run failed, and tell whoever has to look."""
        more = {"runner": self.runner_name, "prefect_flow_run_id": self.prefect_flow_run_id}
        row = failures.failed_row(self.run_id, self.started_at, self.finished_at, str(error), **more)
        failures.remember(self.settings.warehouse, row)
        error.event = notice.of_failure(error, run_id=self.run_id, warehouse=str(self.settings.warehouse))
        notice.tell(error.event, self.settings, self.reporter.say)
