-- zh: 审计发现：数字之间的矛盾、算式与两处原句
-- en: Findings: contradictions between numbers, with the arithmetic and both sentences
select *
from mart_finding
