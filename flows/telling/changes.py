"""What a load changed in the warehouse, report by report: for people, and for whoever has to be told."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import duckdb

KEPT_SHARE = 0.5
"""A file that was replaced by one with less than this share of its facts is perhaps not whole."""
FEW_FACTS = 10


@dataclass(frozen=True)
class Change:
    """What became of a report: new, replaced (other bytes), reread (other rules), renamed or removed."""

    kind: str
    source_path: str
    facts_before: int | None
    facts_now: int | None
    path_before: str | None = None

    def __str__(self) -> str:
        was = f" (was {self.path_before})" if self.path_before else ""
        return f"{self.kind} {self.source_path}{was}: {_number(self.facts_before)} -> {_number(self.facts_now)} facts"

    @property
    def is_suspicious(self) -> bool:
        """Whether a file was replaced by one that says much less, or that is no report any more."""
        before, now = self.facts_before or 0, self.facts_now or 0
        if self.kind == "removed":
            return True
        return self.kind == "replaced" and before >= FEW_FACTS and now < before * KEPT_SHARE


def since_start(con: "duckdb.DuckDBPyConnection") -> list[Change]:
    """The changes of an open build against what it began with, in the order of paths.

    One of them in words: new city/易县/2024.txt: none -> 212 facts.
    """
    rows = con.execute("""
        with read as (from main.dim_report anti join temp.report_before using (report_id, run_id)),
        counted as (
            select report_id, count(*) as facts from main.fact_quantity semi join read using (report_id) group by all
        ),
        now as (
            select report_id, source_path, coalesce(facts, 0) as facts
            from read left join counted using (report_id)
            union all
            select report_id, r.source_path, facts
            from main.dim_report r join temp.report_before using (report_id, run_id)
        ),
        same as (
            select if(n.source_path <> b.source_path, 'renamed', 'reread') as kind, n.source_path,
                b.facts as facts_before, n.facts as facts_now, nullif(b.source_path, n.source_path) as path_before
            from now n join temp.report_before b using (report_id)
            where n.source_path <> b.source_path or n.facts <> b.facts
        ),
        added as (from now anti join temp.report_before using (report_id)),
        lost as (from temp.report_before anti join now using (report_id)),
        other as (
            select case when l.report_id is null then 'new' when a.report_id is null then 'removed' else 'replaced' end,
                coalesce(a.source_path, l.source_path), l.facts, a.facts, null
            from added a full join lost l using (source_path)
        )
        from same union all from other
        order by source_path, kind, facts_before, facts_now
    """).fetchall()
    return [Change(*row) for row in rows]


def new_in_quarantine(con: "duckdb.DuckDBPyConnection") -> list[dict[str, str]]:
    """Entries of quarantine that were not there when the build began."""
    rows = con.execute("""
        select quarantine_id, coalesce(source_path, ''), reason
        from main.quarantine anti join temp.quarantine_before using (quarantine_id)
        order by source_path, quarantine_id
    """).fetchall()
    return [{"quarantine_id": entry, "source_path": path, "reason": reason} for entry, path, reason in rows]


def _number(facts: int | None) -> str:
    return "none" if facts is None else f"{facts:,}"
