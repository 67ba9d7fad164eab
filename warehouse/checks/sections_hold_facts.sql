-- a section ends within its text, and a fact stands in the section that it names
select 'report_section' as table_name, s.report_id, s.section_no, s.char_start, s.char_end
from report_section s join dim_report r using (report_id)
where s.char_end > r.char_count
union all
select 'fact_quantity', f.report_id, f.section_no, f.char_start, f.char_end
from fact_quantity f
left join report_section s on s.report_id = f.report_id and s.section_no = f.section_no
where f.section_no is not null
    and (f.char_start >= s.char_start and f.char_end <= s.char_end) is not true
order by all
