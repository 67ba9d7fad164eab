-- zh: 存疑的审计发现：此类发现核读时不到五分之四值得一看
-- en: Findings of the kinds of which fewer than four in five were worth a look when read by hand
select * exclude (is_shown)
from mart_finding
where is_shown is distinct from true
