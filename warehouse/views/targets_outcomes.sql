-- zh: 目标与结果：承诺与后来的说法，并列两处原句
-- en: Targets with outcomes: the promise and what was said later, both sentences side by side
select m.*, p.current_code, p.province_name, p.prefecture_name
from mart_target_outcome m
left join mart_place p on p.region_code = m.region_code
