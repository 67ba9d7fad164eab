-- every ASCII or full-width digit of a text lies in one ledger row (or in one that is in quarantine)
with held as (
    select report_id, sum(len(regexp_extract_all(text, '[0-9０-９]'))) as digits from number_ledger group by all
)
select report_id, len(regexp_extract_all(t.text, '[0-9０-９]')) as in_text, coalesce(held.digits, 0) as in_ledger
from report_text t left join held using (report_id)
where in_text <> in_ledger
    and not exists (from quarantine q where q.report_id = t.report_id and q.table_name = 'number_ledger')
order by all
