-- zh: 时间序列与口径修订：最早与最近的说法、出自哪年报告、改了多少
-- en: Series and vintages: what was said first and last, by which report, and by how much it was revised
select
    region_code,
    region_name,
    indicator_id,
    name_zh,
    year,
    unit,
    level_first,
    level_first_report_year,
    level_latest,
    level_latest_report_year,
    level_statements,
    level_latest - level_first as level_revision,
    round((level_latest - level_first)::double / nullif(level_first, 0)::double, 6) as level_revision_share,
    growth_first,
    growth_first_report_year,
    growth_latest,
    growth_latest_report_year,
    growth_statements,
    growth_latest - growth_first as growth_revision,
    level_first_fact_id,
    level_latest_fact_id
from mart_indicator_year
