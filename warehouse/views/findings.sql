-- zh: 审计发现：数字之间的矛盾、算式与两处原句；只列经核读多半值得一看的类型（其余见 bi.findings_unsure）
-- en: Findings: contradictions between numbers, with the arithmetic and both sentences; kinds that are mostly worth a look
select m.* exclude (is_shown), p.current_code, p.province_name, p.prefecture_name
from mart_finding m
left join mart_place p on p.region_code = m.region_code
where is_shown
