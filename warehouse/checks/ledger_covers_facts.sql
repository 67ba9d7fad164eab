-- every fact has its number in the ledger, filed as a fact, within the fact's span
select f.report_id, f.fact_id, f.char_start, f.char_end, f.mention
from fact_quantity f
-- of a correlated `not exists` DuckDB makes three hash tables of all rows, of this one
anti join number_ledger l
    on l.fact_id = f.fact_id and l.report_id = f.report_id
    and l.disposition = 'fact' and l.char_start < f.char_end and l.char_end > f.char_start
order by all
