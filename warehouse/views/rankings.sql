-- zh: 排名：同级地区按指标与年份排名（越高越好或越低越好）
-- en: Rankings of places of one tier by indicator and year, the better end first
select
    indicator_id,
    name_zh,
    year,
    m.region_level,
    p.province_name,
    p.prefecture_name,
    level_rank,
    growth_rank,
    share_rank,
    places,
    region_code,
    m.region_name,
    level_latest as level,
    unit,
    growth_latest as growth,
    share_latest as share,
    share_of,
    better
from mart_indicator_year m
left join mart_place p using (region_code)
