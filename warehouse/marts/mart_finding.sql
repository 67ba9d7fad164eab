select
    a.finding_id,
    r.region_code,
    r.region_name,
    r.report_year,
    a.kind,
    a.severity,
    a.explanation,
    a.is_shown,
    a.expected,
    a.found,
    a.fact_id,
    f.mention,
    f.sentence,
    f.report_id,
    a.other_fact_id,
    o.mention as other_mention,
    o.sentence as other_sentence,
    o.report_id as other_report_id
from audit_finding a
join fact_quantity f on f.fact_id = a.fact_id
join dim_report r on r.report_id = f.report_id
left join fact_quantity o on o.fact_id = a.other_fact_id
