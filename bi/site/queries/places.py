"""Places: who reports, what was promised, what became of it.

A place has one page, under its code of today, whatever codes its reports were filed under: 徐水县 and 徐水区 are one.
"""

from collections.abc import Sequence

import duckdb

from bi.site.queries import UNPLACED, Row, ask


def regions(con: duckdb.DuckDBPyConnection) -> list[Row]:
    """The places that reports come from, with their parents up to the nation, by code."""
    return ask(
        con,
        """
        with recursive named as (
            select region_code, region_name, region_level, short_name, parent_code
            from dim_region
            qualify row_number() over (partition by region_code order by valid_to desc nulls first) = 1
        ),
        reporting as (
            select coalesce(current_code, region_code, ?) as region_code,
                max_by(region_name, report_year) as region_name, any_value(region_level) as region_level,
                count(distinct coalesce(part_of_report_id, report_id)) as reports, min(report_year) as first_year,
                max(report_year) as last_year
            from bi.reports
            group by all
        ),
        wanted(region_code) as (
            select region_code from reporting
            union
            select named.parent_code from wanted join named using (region_code) where named.parent_code is not null
        )
        select
            region_code,
            coalesce(reporting.region_name, named.region_name) as region_name,
            coalesce(reporting.region_level, named.region_level) as region_level,
            coalesce(named.short_name, reporting.region_name, named.region_name) as short_name,
            named.parent_code,
            coalesce(reporting.reports, 0) as reports,
            reporting.first_year,
            reporting.last_year
        from wanted
        left join reporting using (region_code)
        left join named using (region_code)
        order by region_code
        """,
        UNPLACED,
    )


def scores(con: duckdb.DuckDBPyConnection) -> list[Row]:
    """What became of the promises of each place for each year; `pending` are those that no report answers yet."""
    return ask(
        con,
        """
        select
            coalesce(p.current_code, r.region_code, ?) as region_code,
            year(t.period_end) as year,
            count(*) as targets,
            count(*) filter (o.verdict = 'met') as met,
            count(*) filter (o.verdict = 'missed') as missed,
            count(*) filter (o.verdict = 'unclear') as unclear,
            count(*) filter (o.verdict = 'unreported') as unreported,
            count(*) filter (o.verdict is null) as pending
        from fact_quantity t
        join dim_report r on r.report_id = t.report_id and r.is_primary
        left join mart_place p on p.region_code = r.region_code
        left join fact_outcome o on o.target_fact_id = t.fact_id
        where t.status = 'target' and t.period_end is not null
        group by all
        order by all
        """,
        UNPLACED,
    )


_PROMISES = """
    select
        coalesce(p.current_code, r.region_code, ?) as region_code,
        year(t.period_end) as year,
        t.fact_id,
        coalesce(o.verdict, 'pending') as verdict,
        o.attainment,
        o.match_score,
        o.reason,
        t.indicator,
        t.indicator_id,
        t.action,
        t.subject,
        i.name_zh,
        i.name_en,
        t.measure,
        t.bound,
        t.mention,
        t.sentence,
        t.char_start,
        t.report_id,
        r.report_year,
        a.fact_id as actual_fact_id,
        a.mention as actual_mention,
        coalesce(a.sentence, o.words) as actual_sentence,
        a.char_start as actual_char_start,
        coalesce(a.report_id, o.words_report_id) as actual_report_id,
        later.report_year as actual_report_year
    from fact_quantity t
    join dim_report r on r.report_id = t.report_id and r.is_primary
    left join mart_place p on p.region_code = r.region_code
    left join dim_indicator i on i.indicator_id = t.indicator_id
    left join fact_outcome o on o.target_fact_id = t.fact_id
    left join fact_quantity a on a.fact_id = o.actual_fact_id
    left join dim_report later on later.report_id = coalesce(a.report_id, o.words_report_id)
    where t.status = 'target' and t.period_end is not null
    """


def promises(con: duckdb.DuckDBPyConnection, codes: Sequence[str]) -> list[Row]:
    """All promises of some places with what became of them: the latest year first, in it the decided ones."""
    return ask(
        con,
        _PROMISES
        + """
            and coalesce(p.current_code, r.region_code, ?) in (select unnest(?))
        order by region_code, year desc,
            array_position(['missed', 'met', 'unclear', 'unreported', 'pending'], coalesce(o.verdict, 'pending')),
            r.report_year, t.report_id, t.char_start
        """,
        UNPLACED,
        UNPLACED,
        list(codes),
    )


def brief_promises(con: duckdb.DuckDBPyConnection) -> list[Row]:
    """Of each place the promise that was met, and the one that was missed, last and told most briefly; latest first."""
    return ask(
        con,
        _PROMISES
        + """
            and o.verdict in ('met', 'missed') and t.indicator_id is not null and r.region_code is not null
            and ends_with(t.sentence, '。') and ends_with(a.sentence, '。')
        qualify row_number() over (
            partition by coalesce(p.current_code, r.region_code), o.verdict
            order by year desc, length(t.sentence) + length(a.sentence), t.fact_id
        ) = 1
        order by year desc, length(t.sentence) + length(a.sentence), t.fact_id
        """,
        UNPLACED,
    )


def reports_of(con: duckdb.DuckDBPyConnection, codes: Sequence[str]) -> list[Row]:
    """The reports of some places, the latest first."""
    return ask(
        con,
        """
        select * replace (coalesce(current_code, region_code, ?) as region_code)
        from bi.reports
        where coalesce(current_code, region_code, ?) in (select unnest(?))
        order by report_year desc nulls last, kind, report_id
        """,
        UNPLACED,
        UNPLACED,
        list(codes),
    )


def headline_years(con: duckdb.DuckDBPyConnection, codes: Sequence[str]) -> list[Row]:
    """The rows of bi.headlines of some places, by place, headline and year, with the indicator that each leads to."""
    return ask(
        con,
        """
        select b.*, string_split(h.indicator_ids, '|')[1] as indicator_id, string_split(h.measures, '|')[1] as measure
        from bi.headlines b
        join dim_headline h using (headline_id)
        where b.region_code in (select unnest(?))
        order by b.region_code, b.position, b.year
        """,
        list(codes),
    )
