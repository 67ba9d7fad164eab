-- few facts answer a target, and joined to all of them the sentences of all would have to be held in memory
with answering as (
    select fact_id, indicator, value, mention, sentence, report_id
    from fact_quantity
    semi join (select actual_fact_id as fact_id from fact_outcome) using (fact_id)
)
select
    o.target_fact_id,
    r.region_code,
    r.region_name,
    r.region_level,
    year(t.period_end)::smallint as year,
    t.period,
    t.basis,
    o.verdict,
    o.attainment,
    o.match_score,
    o.reason,
    t.indicator,
    t.indicator_id,
    t.measure,
    t.unit,
    t.bound as target_bound,
    t.value as target_value,
    t.value_max as target_value_max,
    t.mention as target_mention,
    t.sentence as target_sentence,
    t.report_id as target_report_id,
    r.report_year as target_report_year,
    o.actual_fact_id,
    a.indicator as actual_indicator,
    a.value as actual_value,
    a.mention as actual_mention,
    coalesce(a.sentence, o.words) as actual_sentence,
    coalesce(a.report_id, o.words_report_id) as actual_report_id,
    later.report_year as actual_report_year
from fact_outcome o
join fact_quantity t on t.fact_id = o.target_fact_id
join dim_report r on r.report_id = t.report_id
left join answering a on a.fact_id = o.actual_fact_id
left join dim_report later on later.report_id = coalesce(a.report_id, o.words_report_id)
-- nothing else has an outcome; said here, the sentences of all other facts are not read
where t.status = 'target' and r.region_code is not null and t.period_end is not null
