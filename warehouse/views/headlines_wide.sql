-- zh: 主要指标宽表：每个地区每个计划年份一行，每个指标的目标、边界、结果、结论各一列
-- en: Headline indicators, a row a place and plan year: target, bound, result and verdict of each in columns of their own
select
    region_code,
    m.region_name,
    m.region_level,
    p.province_name,
    p.prefecture_name,
    year,
    report_id is not null as has_report,
    is_partial,
    max(case when headline_id = '{headline_id}' then target_value end)::double as {headline_id}_target,
    max(case when headline_id = '{headline_id}' then target_value_max end)::double as {headline_id}_target_max,
    max(case when headline_id = '{headline_id}' then target_bound end) as {headline_id}_target_bound,
    max(case when headline_id = '{headline_id}' then result_value end)::double as {headline_id}_result,
    max(case when headline_id = '{headline_id}' then verdict end) as {headline_id}_verdict,
from mart_headline m
left join mart_place p using (region_code)
group by region_code, m.region_name, m.region_level, p.province_name, p.prefecture_name, year, report_id, is_partial
