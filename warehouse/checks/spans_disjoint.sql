-- within a report no two facts, no two ledger rows and no two sections overlap
with span as not materialized (
    select
        'fact_quantity' as table_name, report_id, char_start, char_end,
        lag(report_id) over () as report_before, lag(char_end) over () as end_before
    from fact_quantity
    union all
    select 'number_ledger', report_id, char_start, char_end, lag(report_id) over (), lag(char_end) over ()
    from number_ledger
    union all
    select 'report_section', report_id, char_start, char_end, lag(report_id) over (), lag(char_end) over ()
    from report_section
),
-- rows are loaded report by report and in order, so that few reports need be sorted: those that begin more than once
doubtful as (
    select table_name, report_id
    from span
    where report_id is distinct from report_before or char_start < end_before or char_end < char_start
    group by all
    having count(*) > 1
)
select table_name, report_id, char_start, char_end, max(char_end) over earlier as reached
from span semi join doubtful using (table_name, report_id)
window earlier as (
    partition by table_name, report_id order by char_start, char_end rows between unbounded preceding and 1 preceding
)
qualify char_start < reached
order by all
