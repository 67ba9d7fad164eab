-- zh: 数字台账汇总：文中数字的去向
-- en: What became of the numbers of the texts
select
    l.disposition,
    c.label_zh,
    c.label_en,
    count(*) as numbers,
    count(distinct l.report_id) as reports,
    round(count(*) / sum(count(*)) over (), 4) as share
from number_ledger l
join dim_report r on r.report_id = l.report_id and r.is_primary
left join dim_code c on c.code_list = 'disposition' and c.code = l.disposition
group by l.disposition, c.label_zh, c.label_en
