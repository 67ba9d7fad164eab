"""A place in short: its reports, its promises kept and missed, its indicators, what is missing."""

from collections.abc import Iterator
from pathlib import Path

import duckdb

from flows.commands import query
from flows.errors import DuixianError
from flows.telling.language import say

_INDICATORS = 12


def summarise(warehouse: Path, name: str) -> Iterator[str]:
    """What the warehouse knows of a place, named by its code, its name or a part of it.

    Raises DuixianError where no report is of such a place, or where the name is that of several.
    """
    with query.opened(warehouse) as con:
        code, full_name, level, province = _place(con, name)
        yield " · ".join(part for part in (full_name, level, code, province) if part)
        yield from _reports(con, code)
        yield from _promises(con, code)
        yield from _indicators(con, code)


def _place(con: duckdb.DuckDBPyConnection, name: str) -> tuple[str, str, str, str | None]:
    """The one place that is meant, among those that have reports."""
    found = con.execute(
        """
        with found as (
            select current_code
            from bi.places
            where region_code in (select region_code from bi.reports)
                and (region_code = $name or contains(region_name, $name))
            -- 绵阳 is the city, though 绵阳市涪城区 has the word in its name, too
            qualify rank() over (order by region_code <> $name, $name not in (name, short_name)) = 1
        )
        -- 徐水县 and 徐水区 are one place, under its code of today
        select p.region_code, p.region_name, p.region_level_zh, p.province_name
        from bi.places p
        where p.region_code in (select current_code from found)
        order by p.region_code
        """,
        {"name": name},
    ).fetchall()
    if not found:
        raise DuixianError(f"no report of a place called {name}")
    if len(found) > 1:
        several = ", ".join(f"{full_name} ({code})" for code, full_name, *_ in found[:8])
        raise DuixianError(f"{name} is the name of several places, name one by its code: {several}")
    (place,) = found
    return place


def _reports(con: duckdb.DuckDBPyConnection, code: str) -> Iterator[str]:
    query_text = """
        select report_id, report_year, kind_zh, facts, targets, results, unresolved
        from bi.reports where current_code = ? order by report_year, kind, report_id
    """
    yield ""
    yield say("Reports", "报告")
    yield from query.table(con, query_text, [code])
    for (missing,) in con.execute(
        "select missing_years from bi.coverage where region_code = ? and missing_years is not null", [code]
    ).fetchall():
        yield say(f"missing between them: {missing}", f"其间缺：{missing}")


def _promises(con: duckdb.DuckDBPyConnection, code: str) -> Iterator[str]:
    query_text = """
        select year, targets, met, missed, unclear, unreported, met_share_of_decided
        from bi.scorecard where current_code = ? order by year
    """
    yield ""
    yield say("Promises, by the year that they were for", "承诺（按目标年份）")
    yield from query.table(con, query_text, [code])


def _indicators(con: duckdb.DuckDBPyConnection, code: str) -> Iterator[str]:
    query_text = """
        select name_zh as indicator, year, level_display::decimal(38, 4) as level, unit_display as unit,
            growth as "growth %"
        from bi.indicator_panel
        where region_code = ?
        -- the latest year of each indicator, those that every report speaks of first
        qualify row_number() over (partition by indicator_id order by year desc) = 1
        order by count(*) over (partition by indicator_id) desc, (growth is null), name_zh
        limit ?
    """
    yield ""
    yield say("Indicators, as last stated", "指标（最近的说法）")
    yield from query.table(con, query_text, [code, _INDICATORS])
