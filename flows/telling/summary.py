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
from flows.telling.language import say

Counts = dict[str, int]


@dataclass
class Tally:
    """Counts of one run, or of a whole warehouse."""

    files: Counts = field(default_factory=dict)
    reports: int = 0
    facts: Counts = field(default_factory=dict)
    ledger: Counts = field(default_factory=dict)
    quarantine: Counts = field(default_factory=dict)

    @property
    def fact_count(self) -> int:
        """Facts of any status."""
        return sum(self.facts.values())

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
    "loaded": ("loaded", "已入库"),
    "unchanged": ("unchanged", "未变"),
    "quarantined": ("quarantined", "隔离"),
    "actual": ("results", "实绩"),
    "estimate": ("results, estimated", "预计实绩"),
    "target": ("targets", "目标"),
    "baseline": ("base values", "基数"),
    "fact": ("facts", "事实"),
    "date": ("dates", "时间"),
    "ordinal": ("ordinals", "序数"),
    "heading": ("numbers of headings", "标题序号"),
    "name": ("names", "名称"),
    "idiom": ("idioms", "习语"),
    "qualifier": ("qualifiers", "限定语"),
    "boilerplate": ("boilerplate", "版面文字"),
    "unresolved": ("unresolved", "未读懂"),
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
    title = say(f"run {summary.run_id}", f"运行 {summary.run_id}")
    table = Table(title=title, title_justify="left", pad_edge=False, box=None)
    table.add_column("")
    table.add_column(say("this run", "本次"), justify="right")
    table.add_column(say("warehouse", "数据库"), justify="right")
    run, total = summary.run, summary.total
    _add_group(table, say("files", "文件"), run.files, total.files, _GROUPS["files"])
    _add_line(table, say("reports", "报告"), run.reports, total.reports)
    _add_group(table, say("facts", "事实"), run.facts, total.facts, _GROUPS["facts"])
    _add_group(table, say("numbers accounted for", "已归类的数字"), run.ledger, total.ledger, _GROUPS["ledger"])
    _add_group(table, say("quarantine", "隔离区"), run.quarantine, total.quarantine, tuple(sorted(total.quarantine)))
    took = f"({summary.seconds:.1f} s, {summary.runner})"
    lines = [say(f"warehouse: {summary.warehouse}  {took}", f"数据库：{summary.warehouse}  {took}")]
    if summary.renamed:
        renamed = len(summary.renamed)
        lines.append(say(f"{renamed} file(s) have another name now", f"{renamed} 个文件已改名"))
    if gone := len(summary.vanished) - len(summary.renamed):
        lines.append(
            say(
                f"{gone} file(s) are gone from their folder; their reports stay", f"{gone} 个文件已不在原处，其报告保留"
            )
        )
    if summary.prefect_flow_run_id:
        ran = summary.prefect_flow_run_id
        lines.append(say(f"Prefect flow run: {ran}", f"Prefect 流程运行：{ran}"))
    if total.reports:
        option = "" if summary.warehouse == DEFAULT_WAREHOUSE else f" --warehouse {summary.warehouse}"
        lines += ["", say("try:", "试试："), *(f'  {_program()} sql{option} "{query}"' for query in QUERIES)]
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
            _add_line(table, f"  {say(*_SAYS.get(name, (name, name)))}", run.get(name, 0), total.get(name, 0))


def _add_line(table: Table, title: str, run: int, total: int) -> None:
    table.add_row(title, f"{run:,}", f"{total:,}")
