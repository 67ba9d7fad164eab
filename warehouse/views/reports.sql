-- zh: 报告一览：地区、年份、事实与目标数、数字归类率
-- en: Reports with place, year, counts of facts and targets, and the share of numbers that is understood
with fact as (
    select
        report_id,
        count(*) as facts,
        count(*) filter (where status = 'target') as targets,
        count(*) filter (where status in ('actual', 'estimate')) as results
    from fact_quantity
    group by report_id
),
ledger as (
    select report_id, count(*) as numbers, count(*) filter (where disposition = 'unresolved') as unresolved
    from number_ledger
    group by report_id
)
select
    r.report_id,
    r.region_code,
    r.region_name,
    r.region_level,
    r.report_year,
    r.kind,
    r.title,
    r.review_start,
    r.review_end,
    r.plan_year,
    r.delivered_on,
    r.is_partial,
    r.char_count,
    coalesce(fact.facts, 0) as facts,
    coalesce(fact.targets, 0) as targets,
    coalesce(fact.results, 0) as results,
    coalesce(ledger.numbers, 0) as numbers,
    coalesce(ledger.unresolved, 0) as unresolved,
    r.source_path,
    r.source_format
from dim_report r
left join fact using (report_id)
left join ledger using (report_id)
