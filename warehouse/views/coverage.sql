-- zh: 覆盖：每个地区有哪些年份的报告
-- en: Coverage: which years of which places are there
select
    region_code,
    region_name,
    region_level,
    kind,
    min(report_year) as first_year,
    max(report_year) as last_year,
    count(distinct report_year) as years,
    count(*) as reports,
    string_agg(distinct report_year::varchar, ' ' order by report_year::varchar) as report_years,
    sum(facts)::bigint as facts
from bi.reports
group by region_code, region_name, region_level, kind
