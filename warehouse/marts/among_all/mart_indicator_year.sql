-- where each place stands among those of its level, where more is better and where less is
select
    *,
    case when level_latest is not null then rank() over (
        partition by region_level, indicator_id, year, unit
        order by case when better = 'lower' then level_latest else -level_latest end nulls last
    ) end as level_rank,
    case when growth_latest is not null then rank() over (
        partition by region_level, indicator_id, year
        order by case when better = 'lower' then growth_latest else -growth_latest end nulls last
    ) end as growth_rank,
    case when share_latest is not null then rank() over (
        partition by region_level, indicator_id, year, share_of
        order by case when better = 'lower' then share_latest else -share_latest end nulls last
    ) end as share_rank,
    count(*) over (partition by region_level, indicator_id, year) as places
from place_row
