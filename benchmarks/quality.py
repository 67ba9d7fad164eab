"""Where extraction is weak: agreement with facts made by hand, the account of all numbers, units, odd reports.

python -m benchmarks.quality WAREHOUSE [GOLD] [--cases N]

WAREHOUSE is a loaded warehouse; GOLD a folder with windows.json and facts.jsonl (tests/golden has its form).
"""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path, PurePosixPath

import duckdb
from rich.console import Console
from rich.table import Table

from benchmarks.agreement import FIELDS, LEVELS, Agreement, Row, compare

#: Characters are counted without lines that stand several times (a page repeated in its file).
#: A report is short of facts, or full of numbers that nobody understood, only where there is enough of it to tell.
LONG_ENOUGH = 2000
#: Columns of a table that goes to a file or through a pipe.
WIDTH = 140

DISPOSITIONS = """
    select disposition, count(*) as runs, count(*) / sum(count(*)) over () as share,
           count(distinct report_id) as reports, mode(text) as most_often
    from number_ledger group by disposition order by runs desc
"""
UNKNOWN_UNITS = """
    with known as (select unit from dim_unit)
    select coalesce(f.unit, '(none)') as unit, count(*) as facts, any_value(f.mention) as mention,
           any_value(r.source_path) as report
    from fact_quantity f join dim_report r using (report_id)
    where f.unit is null or (
        f.unit not in (from known)
        and exists (from (select unnest(string_split(f.unit, '/')) as side) where side not in (from known))
    )
    group by f.unit order by facts desc
"""
#: The unit measures another thing than the indicator does: the number belongs to another noun, or the unit is misread.
MISFITS = """
    select i.name_zh as indicator, f.unit, count(*) as facts, any_value(f.mention) as mention,
           any_value(f.sentence)[:80] as example
    from fact_quantity f join dim_indicator i using (indicator_id) join dim_unit u on u.unit = f.unit
    where f.measure = 'level' and u.kind = 'measure' and u.dimension <> i.dimension
        and i.dimension not in ('count', 'persons', 'quotient') and f.unit not in ('%', '‰', '百分点', '倍', '年', '位')
    group by all order by facts desc, indicator
"""
#: What stands right behind a number that nothing was made of: often a unit that is missing.
BEHIND_UNRESOLVED = r"""
    select regexp_extract(substr(t.text, l.char_end + 1, 3), '^ ?([一-龥a-zA-Z]{1,2})', 1) as behind, count(*) as runs,
           any_value(substr(t.text, greatest(l.char_start - 11, 1), l.char_end - l.char_start + 24)) as example
    from number_ledger l join report_text t using (report_id)
    where l.disposition = 'unresolved'
    group by behind order by runs desc
"""
PROFILES = """
    with counted as (
        select report_id, count(*) as runs, count(*) filter (disposition = 'fact') as facts,
               count(*) filter (disposition = 'unresolved') as unresolved
        from number_ledger group by report_id
    ), line as (
        select distinct report_id, unnest(string_split(text, chr(10))) as line from report_text
    ), written as (
        select report_id, sum(length(line))::bigint as characters from line group by report_id
    )
    select source_path, characters, coalesce(facts, 0) as facts, 1000 * coalesce(facts, 0) / characters as density,
           coalesce(unresolved, 0) as unresolved, coalesce(unresolved / runs, 0) as unresolved_share
    from dim_report join written using (report_id) left join counted using (report_id) where characters >= ?
"""


def source_key(path: str) -> str:
    """The last two parts of a path, without the row of a table: city/X/2024.txt#3 is X/2024.txt."""
    return "/".join(PurePosixPath(path.partition("#")[0]).parts[-2:])


def compare_windows(con: duckdb.DuckDBPyConnection, gold: Path) -> dict[str, Agreement]:
    """The agreement in each window of the gold; a window whose report is not loaded has all its facts missed."""
    windows: dict[str, Row] = json.loads((gold / "windows.json").read_text("utf-8"))
    by_hand = [json.loads(line) for line in (gold / "facts.jsonl").read_text("utf-8").splitlines()]
    cursor = con.execute("select source_path, f.* from fact_quantity f join dim_report using (report_id)")
    names = [column[0] for column in cursor.description or []]
    facts: dict[str, list[Row]] = {source_key(window["source"]): [] for window in windows.values()}
    for values in cursor.fetchall():
        facts.get(source_key(values[0]), []).append(dict(zip(names, values, strict=True)))
    return {
        name: compare(
            (fact for fact in by_hand if fact["window"] == name),
            (
                fact
                for fact in facts[source_key(window["source"])]
                if fact["char_start"] < window["end"] and fact["char_end"] > window["start"]
            ),
        )
        for name, window in windows.items()
    }


def show(console: Console, title: str, headings: str, rows: Sequence[tuple[object, ...]]) -> None:
    """A table; numbers to the right, floats with three places. Nothing to show is said in a line."""
    if not rows:
        console.print(f"[bold]{title}[/]: none\n")
        return
    table = Table(title=title, title_justify="left", title_style="bold")
    for number, heading in enumerate(headings.split("|")):
        is_number = isinstance(rows[0][number], int | float)
        table.add_column(heading, justify="right" if is_number else "left", overflow="fold")
    for row in rows:
        table.add_row(*(f"{cell:.3f}" if isinstance(cell, float) else str(cell).replace("\n", "⏎") for cell in row))
    console.print(table)
    console.print()


def show_gold(console: Console, windows: dict[str, Agreement], cases: int) -> None:
    """Levels over all and by window, fields, and the cases that differ most."""
    whole = Agreement()
    for agreement in windows.values():
        whole.add(agreement)
    per_window = sorted(windows.items(), key=lambda item: item[1].f1("full"))
    rows = [("all", whole), *per_window]
    show(
        console,
        "Agreement with facts made by hand (F1)",
        "window|" + "|".join(LEVELS) + "|pairs|missed|spurious",
        [
            (name, *(one.f1(level) for level in LEVELS), len(one.pairs), len(one.missed), len(one.spurious))
            for name, one in rows
        ],
    )
    fields = sorted(FIELDS, key=whole.share)
    show(
        console,
        "By field, of the pairs",
        "field|right|differing",
        [(f, whole.share(f), len(whole.differing(f))) for f in fields],
    )
    for name in fields:
        differing = whole.differing(name)
        if differing:
            kinds = Counter((str(gold[name]), str(got[name])) for gold, got in differing)
            often = sorted(differing, key=lambda pair: -kinds[str(pair[0][name]), str(pair[1][name])])
            rows_of_field = [
                (gold["window"], gold["mention"], gold["indicator"], plain(gold[name]), plain(got[name]))
                for gold, got in often[:cases]
            ]
            show(
                console, f"{name}: {len(differing)} differ", "window|mention|indicator|by hand|extracted", rows_of_field
            )
    for title, alone in (("missed", whole.missed), ("spurious", whole.spurious)):
        rows_alone = [(fact.get("window", ""), fact["mention"], fact["indicator"]) for fact in alone[:cases]]
        show(console, f"{title}: {len(alone)}", "window|mention|indicator", rows_alone)


def plain(value: object) -> str:
    """Values without the noughts of their column."""
    text = "" if value is None else str(value)
    return text.rstrip("0").rstrip(".") if "." in text else text


def show_ledger(console: Console, con: duckdb.DuckDBPyConnection, cases: int) -> None:
    """Shares by disposition, unknown units, what stands behind unresolved numbers, odd reports."""
    dispositions = con.execute(DISPOSITIONS).fetchall()
    show(console, "Ledger: every number-like run", "disposition|runs|share|reports|most often", dispositions)
    show(
        console, "Facts with an unknown unit", "unit|facts|mention|report", con.execute(UNKNOWN_UNITS).fetchmany(cases)
    )
    misfits = con.execute(MISFITS).fetchall()
    title = f"Facts whose unit does not measure their indicator ({sum(row[2] for row in misfits):,})"
    show(console, title, "indicator|unit|facts|mention|sentence", misfits[:cases])
    behind = con.execute(BEHIND_UNRESOLVED).fetchmany(cases)
    show(console, "Behind unresolved numbers", "behind|runs|example", behind)
    profiles = con.execute(PROFILES, [LONG_ENOUGH]).fetchall()
    headings = "report|characters|facts|facts per 1,000|unresolved|share"
    show(console, "Fewest facts per 1,000 characters", headings, sorted(profiles, key=lambda row: row[3])[:cases])
    show(console, "Most unresolved", headings, sorted(profiles, key=lambda row: -row[5])[:cases])


def main() -> None:
    """Print the report."""
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("warehouse", type=Path)
    arguments.add_argument("gold", nargs="?", type=Path)
    arguments.add_argument("--cases", type=int, default=12, help="rows a table")
    options = arguments.parse_args()
    console = Console(width=None if sys.stdout.isatty() else WIDTH)
    with duckdb.connect(options.warehouse, read_only=True) as con:
        if options.gold and (options.gold / "facts.jsonl").exists():
            show_gold(console, compare_windows(con, options.gold), options.cases)
        show_ledger(console, con, options.cases)


if __name__ == "__main__":
    main()
