-- statements about a whole year that are the place's own, of an indicator that is a headline
with headline as (
    select
        headline_id,
        unit,
        string_split(measures, '|') as measures,
        -- rural income was net income until 2013
        unnest(string_split(indicator_ids, '|')) as indicator_id
    from dim_headline
),
report as (
    select
        r.report_id,
        -- 徐水县 and 徐水区 are one place
        coalesce(p.current_code, r.region_code) as region_code,
        coalesce(p.current_name, r.region_name) as region_name,
        coalesce(p.current_level, r.region_level) as region_level,
        r.report_year,
        r.plan_year,
        r.kind,
        r.is_partial
    from dim_report r
    left join mart_place p on p.region_code = r.region_code
    where r.is_primary
        and r.region_code is not null
        and r.report_year is not null
        and r.kind in ('government_work_report', 'statistical_bulletin')
),
about as (
    select
        r.region_code,
        r.report_year,
        r.kind = 'government_work_report' as is_work_report,
        r.plan_year,
        h.headline_id,
        h.unit = f.unit and list_contains(h.measures, f.measure) as is_headline,
        year(f.period_end)::smallint as year,
        f.status = 'target' as is_target,
        f.status <> 'target' and f.bound <> 'exact' as is_rough,
        f.*
    from fact_quantity f
    join headline h on h.indicator_id = f.indicator_id
    join report r on r.report_id = f.report_id
    where f.status in ('target', 'actual', 'estimate') and f.subject is null and f.basis is null and length(f.period) = 4
),
-- 主要预期目标是：地区生产总值增长6%左右，一般公共预算收入增长5%……: the sentence with most headlines is their list
sentence as (
    select report_id, sentence, is_target, year, count(distinct headline_id) as headlines
    from about
    where is_headline
    group by report_id, sentence, is_target, year
),
ordered as (
    select
        a.*,
        row_number() over best as place,
        s.headlines > lead(s.headlines) over best as is_listed,
        not a.is_rough and lead(a.is_rough) over best as is_exact,
        min(a.value) over report_says = max(a.value) over report_says as is_only_value,
        count(*) over report_says as statements
    from about a
    join sentence s
        on s.report_id = a.report_id and s.sentence = a.sentence and s.is_target = a.is_target and s.year = a.year
    where a.is_headline
    window
        report_says as (partition by a.report_id, a.headline_id, a.year, a.is_target),
        best as (
            partition by a.report_id, a.headline_id, a.year, a.is_target
            order by s.headlines desc, a.is_rough, a.status, a.char_start
        )
),
-- one statement a report
statement as (
    select
        *,
        case
            when is_only_value then 'only_value'
            when is_listed then 'goal_list'
            when is_exact then 'exact'
            else 'first'
        end as choice
    from ordered
    where place = 1
),
planned as (
    select
        region_code,
        plan_year as year,
        arg_min(report_id, (is_partial, report_id)) as report_id,
        bool_and(is_partial) as is_partial
    from report
    where kind = 'government_work_report' and plan_year is not null
    group by region_code, plan_year
),
target as (
    select *
    from statement
    where is_target and is_work_report and plan_year = year
    qualify row_number() over (
        partition by region_code, year, headline_id order by report_year, char_start, report_id
    ) = 1
),
first_target as (
    select region_code, year, headline_id, value, report_year, fact_id
    from statement
    where is_target and is_work_report
    qualify row_number() over (
        partition by region_code, year, headline_id order by report_year, char_start, report_id
    ) = 1
),
-- 高于全省0.5个百分点, 达到47.2亿元
other_target as (
    select region_code, year, headline_id, arg_min(mention, char_start) as mention
    from about
    where is_target and is_work_report and plan_year = year and not is_headline
    group by region_code, year, headline_id
),
result as (
    select
        * exclude (place),
        row_number() over (
            partition by region_code, year, headline_id
            order by report_year, is_work_report desc, char_start, report_id
        ) as place
    from statement
    where not is_target and report_year > year
),
results as (
    select
        region_code,
        year,
        headline_id,
        min(fact_id) filter (where place = 1) as fact_id,
        min(choice) filter (where place = 1) as choice,
        arg_max(fact_id, (report_year, -place)) as latest_fact_id,
        count(distinct report_year) as statements
    from result
    group by region_code, year, headline_id
),
cell as (
    select planned.region_code, planned.year, h.headline_id
    from planned
    cross join dim_headline h
    union
    select region_code, year, headline_id
    from results
),
-- the result that the target's outcome names, where it is one of the same sort, else the one that is stated next
answer as (
    select o.target_fact_id, o.actual_fact_id, o.verdict, o.reason, o.match_score, o.words, o.words_report_id
    from fact_outcome o
    join target t on t.fact_id = o.target_fact_id
    left join fact_quantity a on a.fact_id = o.actual_fact_id
    -- 年均增长5.02% answers no yearly target
    where a.fact_id is null or (a.unit = t.unit and a.measure = t.measure and a.basis is null)
),
-- joined to all facts, the sentences of all would have to be held in memory
stating as (
    select fact_id, value, value_max, bound, mention, sentence, report_id, char_start, char_end
    from fact_quantity
    semi join (
        select actual_fact_id as fact_id from answer
        union select fact_id from results
        union select latest_fact_id from results
    ) using (fact_id)
),
place as (
    select
        region_code,
        arg_max(region_name, report_year) as region_name,
        arg_max(region_level, report_year) as region_level
    from report
    group by region_code
)
select
    region_code,
    place.region_name,
    place.region_level,
    year,
    headline_id,
    case when planned.report_id is not null then t.fact_id is not null end as is_stated,
    planned.is_partial,
    planned.report_id,
    t.fact_id as target_fact_id,
    t.value as target_value,
    t.value_max as target_value_max,
    t.bound as target_bound,
    t.mention as target_mention,
    t.sentence as target_sentence,
    t.report_id as target_report_id,
    t.char_start as target_char_start,
    t.char_end as target_char_end,
    t.choice as target_choice,
    coalesce(t.statements, 0) as target_statements,
    first_target.value as target_first_value,
    first_target.report_year as target_first_report_year,
    first_target.fact_id as target_first_fact_id,
    case when t.fact_id is null then other_target.mention end as other_target_mention,
    a.fact_id as result_fact_id,
    a.value as result_value,
    a.value_max as result_value_max,
    a.bound as result_bound,
    a.mention as result_mention,
    -- 居民消费价格总体平稳 answers where no number does
    case when a.fact_id is null then answer.words else a.sentence end as result_sentence,
    case when a.fact_id is null then answer.words_report_id else a.report_id end as result_report_id,
    teller.report_year as result_report_year,
    a.char_start as result_char_start,
    a.char_end as result_char_end,
    case
        when a.fact_id is null then null
        when answer.actual_fact_id is not null then 'answers_target'
        else results.choice
    end as result_choice,
    latest.value as result_latest_value,
    later.report_year as result_latest_report_year,
    latest.fact_id as result_latest_fact_id,
    coalesce(results.statements, (a.fact_id is not null)::int) as result_statements,
    -- no verdict where a result is found that the outcome does not know
    case when answer.actual_fact_id is not distinct from a.fact_id then answer.verdict end as verdict,
    case when answer.actual_fact_id is not distinct from a.fact_id then answer.reason end as reason,
    answer.match_score
from cell
join place using (region_code)
left join planned using (region_code, year)
left join target t using (region_code, year, headline_id)
left join first_target using (region_code, year, headline_id)
left join other_target using (region_code, year, headline_id)
left join results using (region_code, year, headline_id)
left join answer on answer.target_fact_id = t.fact_id
left join stating a on a.fact_id = coalesce(answer.actual_fact_id, results.fact_id)
left join dim_report teller on teller.report_id = coalesce(a.report_id, answer.words_report_id)
left join stating latest on latest.fact_id = coalesce(results.latest_fact_id, a.fact_id)
left join dim_report later on later.report_id = latest.report_id
