"""What a run did and what the warehouse holds now, for people: one table, and two queries to try."""

import shutil
import sys
from dataclasses import dataclass, field
from pathlib import Path

from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text

from flows.settings import DEFAULT_WAREHOUSE
from flows.telling.changes import Change

Counts = dict[str, int]


@dataclass
class Tally:
    """Counts of one run, or of a whole warehouse."""

    files: Counts = field(default_factory=dict)
    reports: int = 0
    facts: Counts = field(default_factory=dict)
    ledger: Counts = field(default_factory=dict)
    quarantine: Counts = field(default_factory=dict)

    def add(self, counts: Counts, more: Counts) -> None:
        """Add `more` to one of the tally's own groups."""
        for name, number in more.items():
            counts[name] = counts.get(name, 0) + number


@dataclass
class Summary:
    """The result of a run."""

    run_id: str
    warehouse: Path
    runner: str
    seconds: float
    run: Tally
    total: Tally
    missing: list[Path] = field(default_factory=list)
    vanished: list[str] = field(default_factory=list)
    renamed: dict[str, str] = field(default_factory=dict)
    changes: list[Change] = field(default_factory=list)
    new_quarantine: list[dict[str, str]] = field(default_factory=list)
    checks: Counts = field(default_factory=dict)
    warnings: list[str] = field(default_factory=list)
    prefect_flow_run_id: str | None = None

    @property
    def files_seen(self) -> int:
        """All files of the run; the outcomes add up to it."""
        return sum(self.run.files.values())


_GROUPS = {
    "files": ("loaded", "unchanged", "quarantined"),
    "facts": ("actual", "estimate", "target", "baseline"),
    "ledger": ("fact", "date", "ordinal", "heading", "name", "idiom", "qualifier", "boilerplate", "unresolved"),
}
_SAYS = {
    "actual": "results",
    "estimate": "results, estimated",
    "target": "targets",
    "baseline": "base values",
    "fact": "facts",
    "date": "dates",
    "ordinal": "ordinals",
    "heading": "numbers of headings",
    "name": "names",
    "idiom": "idioms",
    "qualifier": "qualifiers",
}

QUERIES = (
    "select region_name, report_year, facts, targets, results from bi.reports order by all",
    (
        "select region_name, period, status, mention from bi.facts"
        " where indicator_id = 'urban_new_jobs' and unit = '人' order by all"
    ),
)


def render(summary: Summary) -> RenderableType:
    """The summary as a table (what, this run, the warehouse) with a few lines under it."""
    table = Table(title=f"run {summary.run_id}", title_justify="left", pad_edge=False, box=None)
    table.add_column("")
    table.add_column("this run", justify="right")
    table.add_column("warehouse", justify="right")
    run, total = summary.run, summary.total
    _add_group(table, "files", run.files, total.files, _GROUPS["files"])
    _add_line(table, "reports", run.reports, total.reports)
    _add_group(table, "facts", run.facts, total.facts, _GROUPS["facts"])
    _add_group(table, "numbers accounted for", run.ledger, total.ledger, _GROUPS["ledger"])
    _add_group(table, "quarantine", run.quarantine, total.quarantine, tuple(sorted(total.quarantine)))
    lines = [f"warehouse: {summary.warehouse}  ({summary.seconds:.1f} s, {summary.runner})"]
    if summary.renamed:
        lines.append(f"{len(summary.renamed)} file(s) have another name now")
    if gone := len(summary.vanished) - len(summary.renamed):
        lines.append(f"{gone} file(s) are gone from their folder; their reports stay")
    if summary.prefect_flow_run_id:
        lines.append(f"Prefect flow run: {summary.prefect_flow_run_id}")
    if total.reports:
        option = "" if summary.warehouse == DEFAULT_WAREHOUSE else f" --warehouse {summary.warehouse}"
        lines += ["", "try:", *(f'  {_program()} sql{option} "{query}"' for query in QUERIES)]
    return Group(table, Text("\n".join(lines), no_wrap=True))


def _program() -> str:
    """How the command is called here: by its name where the shell finds it, else by the path it was called by."""
    return "duixian" if shutil.which("duixian") or Path(sys.argv[0]).name != "duixian" else sys.argv[0]


def show(summary: Summary) -> None:
    """Print the summary on standard output."""
    Console(soft_wrap=True, highlight=False).print(render(summary))


def _add_group(table: Table, title: str, run: Counts, total: Counts, order: tuple[str, ...]) -> None:
    _add_line(table, title, sum(run.values()), sum(total.values()))
    for name in order:
        if run.get(name) or total.get(name):
            _add_line(table, f"  {_SAYS.get(name, name)}", run.get(name, 0), total.get(name, 0))


def _add_line(table: Table, title: str, run: int, total: int) -> None:
    table.add_row(title, f"{run:,}", f"{total:,}")
