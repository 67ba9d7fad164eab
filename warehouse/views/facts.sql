-- zh: 数量事实及其报告、地区、年份（不含副本，见 bi.copies）
-- en: Facts with their report, place and year; those of copies (bi.copies) are left out
select
    f.fact_id,
    r.region_code,
    r.region_name,
    r.region_level,
    p.current_code,
    p.province_name,
    p.prefecture_name,
    r.report_year,
    r.kind,
    f.status,
    f.period,
    f.period_start,
    f.period_end,
    f.indicator,
    f.indicator_id,
    f.action,
    f.subject,
    f.measure,
    f.bound,
    f.value,
    f.value_max,
    f.unit,
    u.dimension,
    f.basis,
    f.scope,
    f.mention,
    f.stated_number,
    f.stated_unit,
    f.sentence,
    s.heading,
    s.role as section_role,
    f.report_id,
    f.char_start,
    f.char_end,
    r.source_path
from fact_quantity f
join dim_report r on r.report_id = f.report_id
left join dim_unit u on u.unit = f.unit
left join report_section s on s.report_id = f.report_id and s.section_no = f.section_no
left join mart_place p on p.region_code = r.region_code
where r.is_primary
