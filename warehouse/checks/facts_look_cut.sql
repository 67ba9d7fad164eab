-- no numeral goes on beside a fact's mention (severity: warn)
with beside as (
    select fact_id, mention, substr(text, char_start, 1) as before, substr(text, char_end + 1, 1) as after,
           substr(text, char_start - 1, 1) as two_before, substr(text, char_end + 2, 1) as two_after,
           substr(mention, 1, 1) as first, mention[-1] as last
    from fact_quantity join report_text using (report_id)
)
select fact_id, mention, two_before || before as before, after || two_after as after
from beside
where
    regexp_matches(before || first, '[0-9０-９][0-9０-９十百千万亿]')
    or regexp_matches(two_before || before || first, '[0-9０-９][.．·,][0-9０-９]')
    or regexp_matches(last || after, '[0-9０-９][0-9０-９十百千万亿]')
    or regexp_matches(last || after || two_after, '[0-9０-９][.．·,][0-9０-９]')
    or (before in ('-', '－', '−', '–', '+', '＋', '负') and two_before not in ('减', '') and regexp_matches(first, '[0-9０-９]')
        and not regexp_matches(two_before, '[0-9０-９A-Za-z%％)）]'))
    or (regexp_matches(before, '[〇零一二三四五六七八九十百千万亿两]') and regexp_matches(first, '[〇零一二三四五六七八九十百千万亿两]'))
order by all
