-- a fact's mention stands in its sentence where the sentence's own offset says
select fact_id, report_id, char_start, sentence_start, mention, sentence
from fact_quantity
where sentence_start is not null
    and mention is distinct from substr(sentence, char_start - sentence_start + 1, char_end - char_start)
order by all
