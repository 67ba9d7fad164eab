-- zh: 报告一览：地区、年份、事实与目标数、数字归类（不含副本，见 bi.copies）
-- en: Reports with place, year, counts of facts and targets and of numbers understood; copies (bi.copies) are left out
select
    r.report_id,
    r.region_code,
    r.region_name,
    r.region_level,
    p.current_code,
    p.province_name,
    p.prefecture_name,
    r.report_year,
    r.kind,
    r.title,
    r.review_start,
    r.review_end,
    r.plan_year,
    r.delivered_on,
    r.is_partial,
    r.part_of_report_id,
    r.char_count,
    coalesce(m.facts, 0) as facts,
    coalesce(m.targets, 0) as targets,
    coalesce(m.results, 0) as results,
    coalesce(m.numbers, 0) as numbers,
    coalesce(m.unresolved, 0) as unresolved,
    r.source_path,
    r.source_format
from dim_report r
left join mart_report m on m.report_id = r.report_id
left join mart_place p on p.region_code = r.region_code
where r.is_primary
