"""What the last load that changed something changed: the live warehouse against the one before it."""

from collections.abc import Iterator
from pathlib import Path

import duckdb

from flows.errors import DuixianError
from flows.telling.changes import Change
from flows.telling.language import say
from flows.telling.plain import plain_cell
from warehouse import connect, publish

_REPORTS = """
    with old as (select report_id, source_path, count(fact_id) as facts
        from before.main.dim_report left join before.main.fact_quantity using (report_id) group by all),
    new as (select report_id, source_path, count(fact_id) as facts
        from main.dim_report left join main.fact_quantity using (report_id) group by all),
    -- rules that read a report otherwise leave its id as it is
    altered as (select distinct new.report_id
        from main.fact_quantity new join before.main.fact_quantity old using (fact_id) where new is distinct from old)
    select
        case when old.report_id is null then 'new' when new.report_id is null then 'removed'
            when old.source_path <> new.source_path then 'renamed' else 'reread' end,
        coalesce(new.source_path, old.source_path), old.facts, new.facts,
        case when old.source_path <> new.source_path then old.source_path end
    from new full join old using (report_id)
    where old.report_id is null or new.report_id is null or old.source_path <> new.source_path
        or old.facts <> new.facts or new.report_id in (from altered)
    order by 2, 1
"""
_FACTS = """
    select count(*) filter (old.fact_id is null), count(*) filter (new.fact_id is null),
        count(*) filter (old.fact_id is not null and new.fact_id is not null and new is distinct from old)
    from main.fact_quantity new full join before.main.fact_quantity old using (fact_id)
"""
_VERDICTS = """
    select coalesce(old.verdict, '') as was, coalesce(new.verdict, '') as now, count(*)
    from main.fact_outcome new full join before.main.fact_outcome old using (target_fact_id)
    where new.verdict is distinct from old.verdict group by all order by all
"""


def describe(warehouse: Path) -> Iterator[str]:
    """Reports, facts and verdicts that changed, in lines; DuixianError where there is nothing to compare with."""
    before = publish.previous_path(warehouse)
    if warehouse.exists() and not before.exists():
        raise DuixianError(f"nothing to compare with: {before} is kept from the second load on")
    try:
        with connect.read(warehouse) as con:
            con.execute(f"attach '{str(before).replace(chr(39), chr(39) * 2)}' as before (read_only)")
            yield from _changes(con)
    except (connect.NoWarehouseError, connect.UnreadableWarehouseError) as error:
        raise DuixianError(str(error)) from error
    except duckdb.Error as error:
        raise DuixianError(f"{before} cannot be compared with: {error}") from error


def _changes(con: duckdb.DuckDBPyConnection) -> Iterator[str]:
    yield from (plain_cell(str(Change(*row))) for row in con.execute(_REPORTS).fetchall())
    added, removed, altered = con.execute(_FACTS).fetchall()[0]
    yield say(
        f"facts: {added:,} new, {removed:,} gone, {altered:,} altered",
        f"事实：新增 {added:,}，消失 {removed:,}，改动 {altered:,}",
    )
    for was, now, number in con.execute(_VERDICTS).fetchall():
        yield say(
            f"verdicts: {number:,} {was or 'none'} -> {now or 'none'}",
            f"结论：{number:,} 条 {was or '无'} -> {now or '无'}",
        )
