-- within a report no two facts, no two ledger rows and no two sections overlap
with span as (
    select 'fact_quantity' as table_name, report_id, char_start, char_end from fact_quantity
    union all
    select 'number_ledger', report_id, char_start, char_end from number_ledger
    union all
    select 'report_section', report_id, char_start, char_end from report_section
)
select *, max(char_end) over earlier as reached
from span
window earlier as (
    partition by table_name, report_id order by char_start, char_end rows between unbounded preceding and 1 preceding
)
qualify char_start < reached
order by all
