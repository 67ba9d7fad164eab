-- of every report it is said whether it counts, and what counts in its place does count
select r.report_id, r.source_path, r.is_primary, r.primary_report_id
from dim_report r
left join dim_report p on p.report_id = r.primary_report_id
where r.is_primary is null or p.is_primary is distinct from true
order by all
