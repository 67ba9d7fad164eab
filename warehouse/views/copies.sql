-- zh: 副本：同一报告的其他文本，各视图不计，及代其计入的报告
-- en: Copies: other texts of a report, left out of the other views, with the report that counts in their place
select
    c.report_id,
    c.region_code,
    c.region_name,
    c.report_year,
    c.kind,
    c.source_path,
    c.source_format,
    c.char_count,
    c.copy_evidence,
    c.primary_report_id,
    p.source_path as primary_source_path,
    p.source_format as primary_source_format,
    p.char_count as primary_char_count
from dim_report c
join dim_report p on p.report_id = c.primary_report_id
where not c.is_primary
