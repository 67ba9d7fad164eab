-- zh: 指标面板：地区、指标、年份，水平、增速与占比并列（最近的说法）
-- en: Indicator panel: level, growth and share side by side by place, indicator and year, as last stated
select
    region_code,
    m.region_name,
    m.region_level,
    p.province_name,
    p.prefecture_name,
    indicator_id,
    name_zh,
    name_en,
    domain,
    year,
    level_latest as level,
    unit,
    growth_latest as growth,
    share_latest as share,
    share_of,
    better,
    level_latest_report_year as level_report_year,
    growth_latest_report_year as growth_report_year,
    level_latest_fact_id as level_fact_id,
    growth_latest_fact_id as growth_fact_id,
    share_latest_report_year as share_report_year,
    share_latest_fact_id as share_fact_id
from mart_indicator_year m
left join mart_place p using (region_code)
