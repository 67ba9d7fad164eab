-- every fact has its number in the ledger, filed as a fact, within the fact's span
select f.report_id, f.fact_id, f.char_start, f.char_end, f.mention
from fact_quantity f
where not exists (
    from number_ledger l
    where l.fact_id = f.fact_id and l.report_id = f.report_id
        and l.disposition = 'fact' and l.char_start < f.char_end and l.char_end > f.char_start
)
order by all
