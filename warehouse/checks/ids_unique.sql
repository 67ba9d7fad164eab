-- an id stands for one row
select 'dim_report' as table_name, report_id as id, count(*) as copies from dim_report group by all having copies > 1
union all
select 'report_text', report_id, count(*) from report_text group by all having count(*) > 1
union all
select 'report_section', report_id || ' ' || section_no, count(*) from report_section group by all having count(*) > 1
union all
select 'fact_quantity', fact_id, count(*) from fact_quantity group by all having count(*) > 1
union all
select 'number_ledger', report_id || ' ' || char_start, count(*) from number_ledger group by all having count(*) > 1
union all
select 'fact_outcome', target_fact_id, count(*) from fact_outcome group by all having count(*) > 1
union all
select 'audit_finding', finding_id, count(*) from audit_finding group by all having count(*) > 1
union all
select 'load_run', run_id, count(*) from load_run group by all having count(*) > 1
union all
select 'source_file', path, count(*) from source_file group by all having count(*) > 1
union all
select 'quarantine', quarantine_id, count(*) from quarantine group by all having count(*) > 1
order by all
