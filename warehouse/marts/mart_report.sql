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
    coalesce(fact.facts, 0) as facts,
    coalesce(fact.targets, 0) as targets,
    coalesce(fact.results, 0) as results,
    coalesce(ledger.numbers, 0) as numbers,
    coalesce(ledger.unresolved, 0) as unresolved
from dim_report r
left join fact on fact.report_id = r.report_id
left join ledger on ledger.report_id = r.report_id
