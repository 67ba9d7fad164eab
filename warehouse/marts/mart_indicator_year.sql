-- own statements of a place about a whole year: 全市生产总值2405.32亿元，增长8.1%
with said as (
    select
        r.region_code,
        r.region_name,
        r.region_level,
        r.report_year,
        f.indicator_id,
        year(f.period_end)::smallint as year,
        f.measure,
        f.unit,
        f.value,
        f.fact_id,
        f.char_start,
        f.bound <> 'exact' as is_rough,
        f.unit is distinct from i.unit as is_other_unit
    from fact_quantity f
    join dim_report r on r.report_id = f.report_id
    join dim_indicator i on i.indicator_id = f.indicator_id
    where f.status in ('actual', 'estimate', 'baseline')
        and (f.measure = 'level' or (f.measure = 'growth' and f.unit = '%'))
        and f.basis is null
        and f.subject is null
        and length(f.period) = 4
        and r.is_primary
        and r.region_code is not null
        and r.report_year is not null
),
-- one unit a place, indicator and year: the catalogue's if it is there (出口 in 元 and in 美元)
one_unit as (
    select *
    from said
    qualify unit = first_value(unit) over (
        partition by region_code, indicator_id, year, measure order by is_other_unit, report_year desc, char_start, fact_id
    )
),
-- one statement a report: the exact one that comes first
statement as (
    select *
    from one_unit
    qualify row_number() over (
        partition by region_code, indicator_id, year, measure, report_year order by is_rough, char_start, fact_id
    ) = 1
),
panel as (
    select
        region_code,
        min(region_name) as region_name,
        min(region_level) as region_level,
        indicator_id,
        year,
        min(unit) filter (where measure = 'level') as unit,
        arg_min(value, report_year) filter (where measure = 'level') as level_first,
        min(report_year) filter (where measure = 'level') as level_first_report_year,
        arg_min(fact_id, report_year) filter (where measure = 'level') as level_first_fact_id,
        arg_max(value, report_year) filter (where measure = 'level') as level_latest,
        max(report_year) filter (where measure = 'level') as level_latest_report_year,
        arg_max(fact_id, report_year) filter (where measure = 'level') as level_latest_fact_id,
        count(*) filter (where measure = 'level') as level_statements,
        arg_min(value, report_year) filter (where measure = 'growth') as growth_first,
        min(report_year) filter (where measure = 'growth') as growth_first_report_year,
        arg_max(value, report_year) filter (where measure = 'growth') as growth_latest,
        max(report_year) filter (where measure = 'growth') as growth_latest_report_year,
        arg_max(fact_id, report_year) filter (where measure = 'growth') as growth_latest_fact_id,
        count(*) filter (where measure = 'growth') as growth_statements
    from statement
    group by region_code, indicator_id, year
)
select
    panel.*,
    i.name_zh,
    i.name_en,
    i.domain,
    i.better,
    case when level_latest is not null then rank() over (
        partition by region_level, panel.indicator_id, year, panel.unit
        order by case when i.better = 'lower' then level_latest else -level_latest end nulls last
    ) end as level_rank,
    case when growth_latest is not null then rank() over (
        partition by region_level, panel.indicator_id, year
        order by case when i.better = 'lower' then growth_latest else -growth_latest end nulls last
    ) end as growth_rank,
    count(*) over (partition by region_level, panel.indicator_id, year) as places
from panel
join dim_indicator i on i.indicator_id = panel.indicator_id
