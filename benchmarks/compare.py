"""What differs between two warehouses of the same reports: how many rows by table and field, and examples to read.

python -m benchmarks.compare BEFORE.duckdb AFTER.duckdb [--cases N] [--only TABLE.FIELD]

Rows are told apart by file and place in the text, not by ids, so that a rule that changes an id is seen as what it
changed. A kind of change is a field with its codes before and after (measure: level → share) or, in free text, with
what came, went or changed. Ends with 1 where anything differs, as `diff` does.
"""
# ruff: noqa: S608 — tables and columns are named here and by the warehouse's own schema

import argparse
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import duckdb
from rich.console import Console
from rich.table import Table

#: Columns of a table that goes to a file or through a pipe.
WIDTH: Final = 200
#: What rows are told apart by; `place` is the file and the begin in its text.
PLACED: Final = "r.source_path || ':' || lpad(t.char_start::varchar, 7, '0')"
TABLES: Final = {
    "dim_report": """
        select source_path as place, title as context, * exclude (report_id, run_id, loaded_at) from dim_report""",
    "report_section": f"""
        select {PLACED} as place, heading as context, t.* exclude (report_id, section_no)
        from report_section t join dim_report r using (report_id)""",
    "fact_quantity": f"""
        select {PLACED} as place, sentence as context, t.* exclude (report_id, fact_id, section_no, sentence)
        from fact_quantity t join dim_report r using (report_id)""",
    "number_ledger": f"""
        select {PLACED} as place, replace(substr(x.text, greatest(t.char_start - 24, 1), 60), chr(10), '⏎') as context,
               t.* exclude (report_id, fact_id)
        from number_ledger t join dim_report r using (report_id) join report_text x using (report_id)""",
    "fact_outcome": f"""
        select {PLACED} as place, t.sentence as context, o.* exclude (target_fact_id, actual_fact_id),
               a.sentence as actual_sentence, a.mention as actual_mention
        from fact_outcome o join fact_quantity t on t.fact_id = o.target_fact_id
        join dim_report r using (report_id) left join fact_quantity a on a.fact_id = o.actual_fact_id""",
    "audit_finding": f"""
        select f.kind || ' ' || {PLACED} || coalesce(' ' || o.char_start::varchar, '') as place, t.sentence as context,
               f.* exclude (finding_id, fact_id, other_fact_id, kind)
        from audit_finding f join fact_quantity t using (fact_id) join dim_report r using (report_id)
        left join fact_quantity o on o.fact_id = f.other_fact_id""",
}
"""Each table with `place`, which tells its rows apart, `context` for the eye, and the fields that are compared."""
#: Fields of few values: what they were and became is a kind of its own.
CODED: Final = (
    "bound", "measure", "basis", "status", "unit", "disposition", "reason", "verdict", "severity", "role", "kind",
)  # fmt: skip

Change = tuple[str, str, str, str, str]  # kind, place, before, after, context


def shape(field: str, before: str | None, after: str | None) -> str:
    """The kind of a change.

    >>> shape("measure", "level", "share"), shape("indicator", None, "公园"), shape("indicator", "公园", "绿地")
    ('level → share', 'came', 'changed')
    """
    if field in CODED:
        return f"{before or '∅'} → {after or '∅'}"
    return "came" if before is None else "went" if after is None else "changed"


def fill(con: duckdb.DuckDBPyConnection, path: Path, side: str) -> None:
    """The compared tables of a warehouse as `side_table`; rows of one place are numbered, which keeps all of them."""
    quoted = str(path).replace("'", "''")
    con.execute(f"attach '{quoted}' as warehouse (read_only)")
    con.execute("use warehouse.main")
    number = "row_number() over (partition by place order by q::varchar)::varchar"
    for table, query in TABLES.items():
        con.execute(
            f"create table memory.main.{side}_{table} as "
            f"select * replace (place || '#' || {number} as place) from ({query}) q"
        )
    con.execute("use memory.main")
    con.execute("detach warehouse")


def changes(con: duckdb.DuckDBPyConnection, table: str) -> Iterator[Change]:
    """Every change of a table; rows that stand on one side only come as `row`."""
    before, after = f"before_{table}", f"after_{table}"
    columns = [name for name, *_ in con.execute(f"describe {before}").fetchall() if name not in {"place", "context"}]
    said = "mention" if "mention" in columns else "text" if "text" in columns else columns[0]
    for side, other, kind in ((before, after, "went"), (after, before, "came")):
        rows = con.execute(
            f"select place, {said}::varchar, context from {side} anti join {other} using (place) order by all"
        )
        for place, word, context in rows.fetchall():
            yield f"row: {kind}", place, *((word, "") if kind == "went" else ("", word)), context
    for name in columns:
        rows = con.execute(
            f'select place, b."{name}"::varchar, a."{name}"::varchar, a.context from {before} b join {after} a '
            f'using (place) where b."{name}" is distinct from a."{name}" order by place'
        )
        for place, was, now, context in rows.fetchall():
            yield f"{name}: {shape(name, was, now)}", place, was or "", now or "", context


def show(console: Console, title: str, found: list[Change], cases: int) -> None:
    """A kind of change: how often, and examples from as many reports as there are."""
    table = Table(title=f"{title}  ({len(found):,})", title_justify="left", title_style="bold", show_lines=False)
    for heading, share in (("before", 2), ("after", 2), ("sentence", 6), ("place", 3)):
        table.add_column(heading, overflow="fold", ratio=share)
    step = max(len(found) // cases, 1)
    for _, place, before, after, context in found[::step][:cases]:
        table.add_row(before, after, (context or "").replace("\n", "⏎"), place)
    console.print(table)
    console.print()


def main() -> int:
    """Print counts, then examples of each kind."""
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("before", type=Path)
    arguments.add_argument("after", type=Path)
    arguments.add_argument("--cases", type=int, default=20, help="examples of each kind of change")
    arguments.add_argument("--only", default="", help="kinds that begin so: fact_quantity.indicator")
    options = arguments.parse_args()
    console = Console(width=None if sys.stdout.isatty() else WIDTH, highlight=False, markup=False, soft_wrap=False)
    con = duckdb.connect()
    fill(con, options.before, "before")
    fill(con, options.after, "after")
    found: dict[str, list[Change]] = {}
    for table in TABLES:
        rows = con.execute(
            f"select (select count(*) from before_{table}), (select count(*) from after_{table})"
        ).fetchall()
        console.print(f"{table:<16}{rows[0][0]:>10,} rows before{rows[0][1]:>10,} after")
        for change in changes(con, table):
            found.setdefault(f"{table}.{change[0]}", []).append(change)
    console.print()
    counts = Counter({kind: len(rows) for kind, rows in found.items() if kind.startswith(options.only)})
    for kind, count in counts.most_common():
        console.print(f"{count:>8,}  {kind}")
    console.print("nothing differs" if not found else "")
    for kind, _ in counts.most_common() if options.cases else ():
        show(console, kind, found[kind], options.cases)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
