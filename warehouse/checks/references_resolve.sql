-- whatever a row refers to is there
select 'report_text.report_id' as reference, report_id as missing from report_text anti join dim_report using (report_id)
union all
select 'report_section.report_id', report_id from report_section anti join dim_report using (report_id)
union all
select 'fact_quantity.report_id', report_id from fact_quantity anti join dim_report using (report_id)
union all
select 'number_ledger.report_id', report_id from number_ledger anti join dim_report using (report_id)
union all
select 'number_ledger.fact_id', fact_id from number_ledger l
where fact_id is not null and not exists (from fact_quantity f where f.fact_id = l.fact_id and f.report_id = l.report_id)
union all
select 'dim_report.report_id in report_text', report_id from dim_report anti join report_text using (report_id)
union all
select 'dim_report.region_code', region_code from dim_report anti join dim_region using (region_code)
where region_code is not null
union all
select 'dim_report.run_id', run_id from dim_report anti join load_run using (run_id)
union all
select 'dim_report.source_sha256', source_sha256 from dim_report r
where not exists (from source_file s where s.sha256 = r.source_sha256)
union all
select 'fact_outcome.target_fact_id', target_fact_id from fact_outcome o
where not exists (from fact_quantity f where f.fact_id = o.target_fact_id and f.status = 'target')
union all
select 'fact_outcome.actual_fact_id', actual_fact_id from fact_outcome o
where actual_fact_id is not null and not exists (from fact_quantity f where f.fact_id = o.actual_fact_id)
union all
select 'audit_finding.fact_id', fact_id from audit_finding anti join fact_quantity using (fact_id)
union all
select 'audit_finding.other_fact_id', other_fact_id from audit_finding a
where other_fact_id is not null and not exists (from fact_quantity f where f.fact_id = a.other_fact_id)
order by all
