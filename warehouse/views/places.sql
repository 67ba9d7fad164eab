-- zh: 地区：每个代码一行，含上级的省与市；各视图按 region_code 与之相连
-- en: Places: one row a code with the province and prefecture it lies in; every view joins it by region_code
select *
from mart_place
