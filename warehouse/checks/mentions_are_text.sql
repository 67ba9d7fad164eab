-- the text between a row's offsets is what the row quotes
-- substr walks from the first character, so texts are cut twice: into pieces of 200 characters, with 100 of overlap
with span as (
    select 'fact_quantity' as table_name, report_id, char_start, char_end, mention as quoted from fact_quantity
    union all
    select 'number_ledger', report_id, char_start, char_end, text from number_ledger
    union all
    select 'fact_outcome', words_report_id, words_start, words_start + length(words), words
    from fact_outcome where words is not null
),
part as (
    select report_id, first, substr(text, first + 1, 2100) as part
    from (select report_id, text, unnest(range(0, length(text) + 1, 2000)) as first from report_text)
),
piece as (
    select report_id, (first + skipped) // 200 as piece_no, substr(part, skipped + 1, 300) as piece
    from (select report_id, first, part, unnest(range(0, 2000, 200)) as skipped from part)
    where skipped <= length(part)
),
short as (
    select span.*, substr(piece, char_start % 200 + 1, char_end - char_start) as in_text
    from span left join piece on span.report_id = piece.report_id and char_start // 200 = piece_no
    where char_end - char_start <= 100
),
long as (
    select span.*, substr(text, char_start + 1, char_end - char_start) as in_text
    from span left join report_text using (report_id)
    where char_end - char_start > 100
)
from (
    select table_name, report_id, char_start, char_end, quoted, in_text from short
    union all
    select table_name, report_id, char_start, char_end, quoted, in_text from long
    union all
    -- and the mention stands in its sentence where the sentence's own offset says
    select 'fact_quantity.sentence', report_id, char_start, char_end, mention,
        substr(sentence, char_start - sentence_start + 1, char_end - char_start)
    from fact_quantity where sentence_start is not null
)
where quoted is distinct from in_text
order by all
