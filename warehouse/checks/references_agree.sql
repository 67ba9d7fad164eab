-- rows that belong together agree
select 'number_ledger.fact_id' as reference, fact_id as missing
from number_ledger anti join fact_quantity using (fact_id, report_id)
where fact_id is not null
union all
select 'dim_report.report_id in report_text', report_id from dim_report anti join report_text using (report_id)
union all
select 'dim_report.source_sha256', source_sha256 from dim_report r anti join source_file s on s.sha256 = r.source_sha256
union all
select 'fact_outcome.target_fact_id is a target', target_fact_id
from fact_outcome o anti join fact_quantity f on f.fact_id = o.target_fact_id and f.status = 'target'
order by all
