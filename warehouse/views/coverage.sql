-- zh: 覆盖：每个地区（按今日代码）有哪些年份的报告，中间缺哪些年
-- en: Coverage: which years of which places are there, and which between them are missing; by the codes of today
with held as (
    select
        -- 徐水县 and 徐水区 are one place
        coalesce(p.current_code, r.region_code) as region_code,
        coalesce(p.current_name, r.region_name) as region_name,
        coalesce(p.current_level, r.region_level) as region_level,
        r.kind,
        r.report_year,
        count(distinct coalesce(r.part_of_report_id, r.report_id)) as reports,
        sum(r.facts) as facts
    from bi.reports r
    left join mart_place p on p.region_code = r.region_code
    group by all
),
place as (
    select
        region_code,
        region_name,
        region_level,
        kind,
        min(report_year) as first_year,
        max(report_year) as last_year,
        count(distinct report_year) as years,
        sum(reports)::bigint as reports,
        string_agg(report_year::varchar, ' ' order by report_year) as report_years,
        sum(facts)::bigint as facts
    from held
    group by region_code, region_name, region_level, kind
),
expected as (
    select region_code, region_name, kind, unnest(range(first_year, last_year + 1)) as report_year
    from place
),
missing as (
    select
        e.region_code,
        e.region_name,
        e.kind,
        string_agg(e.report_year::varchar, ' ' order by e.report_year) as missing_years
    from expected e
    where not exists (
        from held h
        where h.region_code = e.region_code
            and h.region_name = e.region_name
            and h.kind = e.kind
            and h.report_year = e.report_year
    )
    group by e.region_code, e.region_name, e.kind
)
select
    place.region_code,
    place.region_name,
    place.region_level,
    named.current_code,
    named.province_name,
    named.prefecture_name,
    place.kind,
    place.first_year,
    place.last_year,
    place.years,
    place.reports,
    place.report_years,
    missing.missing_years,
    place.facts
from place
left join missing
    on missing.region_code = place.region_code
    and missing.region_name = place.region_name
    and missing.kind = place.kind
left join mart_place named on named.region_code = place.region_code
