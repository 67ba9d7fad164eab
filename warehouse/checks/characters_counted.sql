-- a report has as many characters as its text
select report_id, char_count, length(text) as in_text
from dim_report join report_text using (report_id)
where char_count <> in_text
order by all
