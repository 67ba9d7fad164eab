-- files seen = loaded + unchanged + quarantined; a file has the reports it is said to have, or a reason in quarantine
select 'load_run ' || run_id as what, files_seen as said, files_loaded + files_unchanged + files_quarantined as counted
from load_run
where state = 'completed' and said <> counted
union all
select 'source_file ' || path, report_count, (select count(*) from dim_report r where r.source_sha256 = s.sha256)
from source_file s
where report_count <> (select count(*) from dim_report r where r.source_sha256 = s.sha256)
union all
select 'quarantine of ' || path, 1, 0
from source_file s
where outcome = 'quarantined'
    and not exists (from quarantine q where q.source_sha256 = s.sha256)
    and not exists (from quarantine q where regexp_replace(q.source_path, '#[0-9]+$', '') = s.path)
order by all
