"""Indicators: which there are, how often they are promised, their figures."""

from collections.abc import Sequence

import duckdb

from bi.site.queries import Row, ask


def indicators(con: duckdb.DuckDBPyConnection) -> list[Row]:
    """The indicators of the catalogue that the panel has figures of, with how many places and which years."""
    return ask(
        con,
        """
        select i.*, count(distinct p.region_code) as places, min(p.year) as first_year, max(p.year) as last_year,
            count(*) as figures
        from dim_indicator i
        join bi.indicator_panel p on p.indicator_id = i.indicator_id
        group by all
        order by figures desc, i.indicator_id
        """,
    )


def usual_promises(con: duckdb.DuckDBPyConnection) -> list[Row]:
    """How many places and years each indicator was promised for, the most usual first."""
    return ask(
        con,
        """
        select f.indicator_id, f.measure, i.name_zh, i.name_en,
            count(distinct (p.current_code, year(f.period_end))) as times
        from fact_quantity f
        join dim_report r on r.report_id = f.report_id and r.is_primary
        left join mart_place p on p.region_code = r.region_code
        join dim_indicator i on i.indicator_id = f.indicator_id
        where f.status = 'target' and f.measure in ('level', 'growth')
        group by all
        order by times desc, f.indicator_id, f.measure
        """,
    )


def panel(con: duckdb.DuckDBPyConnection, ids: Sequence[str]) -> list[Row]:
    """Level and growth of some indicators by place and year, each with the sentence it stands in."""
    return ask(
        con,
        """
        select p.indicator_id, p.region_level, p.region_code, p.region_name, p.year, p.unit, p.level, p.growth,
            l.report_id as level_report_id, l.char_start as level_char_start,
            g.report_id as growth_report_id, g.char_start as growth_char_start
        from bi.indicator_panel p
        left join fact_quantity l on l.fact_id = p.level_fact_id
        left join fact_quantity g on g.fact_id = p.growth_fact_id
        where p.indicator_id in (select unnest(?))
        order by p.indicator_id, p.region_level, p.region_code, p.year
        """,
        list(ids),
    )


def province_figures(con: duckdb.DuckDBPyConnection, ids: Sequence[str]) -> list[Row]:
    """Level and growth of some indicators by province and year, the latest year first."""
    return ask(
        con,
        """
        select indicator_id, region_code, year, level, growth, unit
        from bi.indicator_panel
        where region_level = 'province' and indicator_id in (select unnest(?))
        order by indicator_id, region_code, year desc
        """,
        list(ids),
    )
