-- zh: 存疑的审计发现：此类发现核读时不到五分之四值得一看
-- en: Findings of the kinds of which fewer than four in five were worth a look when read by hand
select m.* exclude (is_shown), p.current_code, p.province_name, p.prefecture_name
from mart_finding m
left join mart_place p on p.region_code = m.region_code
where is_shown is distinct from true
