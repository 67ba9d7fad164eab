-- own statements of a place about a whole year: 全市生产总值2405.32亿元，增长8.1%
with said as (
    select
        -- 徐水县 and 徐水区 are one place
        coalesce(p.current_code, r.region_code) as region_code,
        coalesce(p.current_name, r.region_name) as region_name,
        coalesce(p.current_level, r.region_level) as region_level,
        r.report_year,
        f.indicator_id,
        year(f.period_end)::smallint as year,
        -- 研发投入相当于GDP的2.62% is the level of an indicator that is a ratio, and a share of any other
        case when f.measure = 'share' and i.unit in ('%', '‰') then 'level' else f.measure end as measure,
        case when f.measure = 'share' and i.unit not in ('%', '‰') then f.scope end as share_of,
        f.unit,
        f.value,
        f.fact_id,
        f.report_id,
        f.sentence,
        f.char_start,
        f.bound <> 'exact' as is_rough,
        f.unit is distinct from i.unit as is_other_unit
    from fact_quantity f
    join dim_report r on r.report_id = f.report_id
    join dim_indicator i on i.indicator_id = f.indicator_id
    left join mart_place p on p.region_code = r.region_code
    -- the join says so, too, but only behind all others
    where f.indicator_id is not null
        and f.status in ('actual', 'estimate', 'baseline')
        and (f.measure in ('level', 'share') or (f.measure = 'growth' and f.unit = '%'))
        and f.basis is null
        and f.subject is null
        and length(f.period) = 4
        and r.is_primary
        and r.region_code is not null
        and r.report_year is not null
),
-- one unit a series, and of shares one whole: the catalogue's unit if it is there (出口 in 元 and in 美元), else the usual
series as (
    select
        region_code,
        indicator_id,
        measure,
        arg_max(unit, (not is_other_unit, statements, unit)) as unit,
        arg_max(coalesce(share_of, ''), (not is_other_unit, statements, unit)) as share_of
    from (
        select region_code, indicator_id, measure, unit, share_of, is_other_unit, count(*) as statements
        from said
        group by all
    )
    group by region_code, indicator_id, measure
),
-- the figures of the place itself stand together; 全市县域生产总值411亿元 stands alone
sentence as (
    select report_id, sentence, count(distinct indicator_id) as indicators
    from said
    group by report_id, sentence
),
-- one statement a report; a rough one (突破2万亿元) only where no report has an exact one
statement as (
    select said.*
    from said
    join series s
        on s.region_code = said.region_code
        and s.indicator_id = said.indicator_id
        and s.measure = said.measure
        and s.unit = said.unit
        and s.share_of = coalesce(said.share_of, '')
    join sentence on sentence.report_id = said.report_id and sentence.sentence = said.sentence
    qualify is_rough = min(is_rough) over (
        partition by said.region_code, said.indicator_id, said.year, said.measure
    ) and row_number() over (
        partition by said.region_code, said.indicator_id, said.year, said.measure, said.report_year
        order by is_rough, indicators desc, char_start, fact_id
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
        count(*) filter (where measure = 'growth') as growth_statements,
        min(share_of) filter (where measure = 'share') as share_of,
        arg_min(value, report_year) filter (where measure = 'share') as share_first,
        min(report_year) filter (where measure = 'share') as share_first_report_year,
        arg_max(value, report_year) filter (where measure = 'share') as share_latest,
        max(report_year) filter (where measure = 'share') as share_latest_report_year,
        arg_max(fact_id, report_year) filter (where measure = 'share') as share_latest_fact_id,
        count(*) filter (where measure = 'share') as share_statements
    from statement
    group by region_code, indicator_id, year
)
select
    panel.*,
    i.name_zh,
    i.name_en,
    i.domain,
    i.better
from panel
join dim_indicator i on i.indicator_id = panel.indicator_id
