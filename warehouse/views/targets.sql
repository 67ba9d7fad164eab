-- zh: 承诺：每个地区每年的全部目标，无论后来的报告是否已经回顾
-- en: Promises: every target by place and year, whether a later report has reviewed it or not
select
    r.region_code,
    r.region_name,
    r.region_level,
    p.current_code,
    p.province_name,
    p.prefecture_name,
    year(t.period_end)::smallint as year,
    t.fact_id as target_fact_id,
    t.period,
    t.basis,
    t.indicator,
    t.indicator_id,
    t.action,
    t.subject,
    t.measure,
    t.bound,
    t.value,
    t.value_max,
    t.unit,
    t.mention,
    t.sentence,
    t.char_start,
    t.char_end,
    t.sentence_start,
    t.report_id,
    r.report_year,
    r.kind,
    o.verdict is not null as is_reviewed,
    o.verdict,
    o.actual_fact_id
from fact_quantity t
join dim_report r on r.report_id = t.report_id
left join mart_place p on p.region_code = r.region_code
left join fact_outcome o on o.target_fact_id = t.fact_id
-- what other documents say of the future (a paper, a resolution, a bulletin) nobody has promised
where t.status = 'target'
    and r.is_primary
    and r.region_code is not null
    and r.kind in ('government_work_report', 'development_plan', 'plan_report', 'budget_report')
