"""A report in short: what it is, its sections, its promises and what became of them."""

from collections.abc import Iterator
from pathlib import Path

import duckdb

from flows.commands import query
from flows.errors import DuixianError
from flows.telling.language import say
from flows.telling.plain import plain_cell


def summarise(warehouse: Path, name: str) -> Iterator[str]:
    """What the warehouse knows of a report, named by its id, the beginning of it, or its source path.

    Of a copy, the report that counts is shown. Raises DuixianError where there is none, or where the beginning is that
    of several.
    """
    with query.opened(warehouse) as con:
        named = _report(con, name)
        report_id = _counting(con, named)
        if report_id != named:
            yield say(f"{named} is a copy of this report, which counts in its place", f"{named} 是本报告的副本，不计入")
        yield from _head(con, report_id)
        yield from _sections(con, report_id)
        yield from _promises(con, report_id)


def _report(con: duckdb.DuckDBPyConnection, name: str) -> str:
    found = con.execute(
        "select report_id from main.dim_report where starts_with(report_id, $name) or source_path = $name "
        "order by report_id limit 9",
        {"name": name},
    ).fetchall()
    if not found:
        raise DuixianError(f"no report {name}: `duixian place NAME` lists ids")
    if len(found) > 1:
        ids = ", ".join(report_id for (report_id,) in found)
        raise DuixianError(f"several reports begin with {name}: {ids}")
    return str(found[0][0])


def _counting(con: duckdb.DuckDBPyConnection, report_id: str) -> str:
    """The report that counts: itself or, of a copy, the one that it is a copy of."""
    found = con.execute("select primary_report_id from bi.copies where report_id = ?", [report_id]).fetchone()
    return str(found[0]) if found else report_id


def _head(con: duckdb.DuckDBPyConnection, report_id: str) -> Iterator[str]:
    cursor = con.execute(
        "select title, region_name, report_year, kind_zh, delivered_on, review_start, review_end, plan_year, "
        "char_count, facts, targets, results, numbers, unresolved, source_path from bi.reports where report_id = ?",
        [report_id],
    )
    names = [name for name, *_ in cursor.description or []]
    longest = max(map(len, names))
    for name, value in zip(names, cursor.fetchall()[0], strict=True):
        if value is not None:
            yield f"{name:<{longest}}  {plain_cell(str(value))}"


def _sections(con: duckdb.DuckDBPyConnection, report_id: str) -> Iterator[str]:
    query_text = (
        "select s.heading, s.role, s.period, count(f.fact_id) as facts from main.report_section s "
        "left join main.fact_quantity f on f.report_id = s.report_id and f.section_no = s.section_no "
        "where s.report_id = ? group by s.section_no, s.heading, s.role, s.period order by s.section_no"
    )
    yield ""
    yield say("Sections", "分节")
    yield from query.table(con, query_text, [report_id])


def _promises(con: duckdb.DuckDBPyConnection, report_id: str) -> Iterator[str]:
    query_text = (
        "select year, indicator, target_mention, actual_mention, verdict_zh as verdict from bi.targets_outcomes "
        "where target_report_id = ? order by year, verdict, indicator, target_mention"
    )
    yield ""
    yield say("Promises, and what later reports say of them", "承诺与后来的说法")
    yield from query.table(con, query_text, [report_id])
