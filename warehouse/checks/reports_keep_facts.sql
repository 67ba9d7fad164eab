-- a report whose bytes did not change keeps half of its facts or more (duixian ingest --accept-loss, where that is meant)
select b.report_id, b.source_path, b.facts as facts_before, count(f.fact_id) as facts_now
-- what no run has read since has the facts that it had
from (from temp.report_before anti join dim_report using (report_id, run_id)) b
left join fact_quantity f using (report_id)
where b.facts >= 10 and exists (from source_file s where s.sha256 = b.source_sha256)
group by all
having facts_now * 2 < facts_before
order by all
