with place as (
    select *
    from dim_region
    qualify row_number() over (
        partition by region_code order by valid_to desc nulls first, valid_from desc nulls last
    ) = 1
)
select
    p.region_code,
    p.name,
    p.short_name,
    p.region_name,
    p.region_level,
    p.parent_code,
    parent.name as parent_name,
    province.region_code as province_code,
    province.name as province_name,
    prefecture.region_code as prefecture_code,
    prefecture.name as prefecture_name,
    p.valid_to is null as is_current,
    p.successor_code,
    p.current_code,
    today.region_name as current_name,
    today.region_level as current_level
from place p
left join place parent on parent.region_code = p.parent_code
left join place province
    on province.region_level = 'province' and province.region_code = left(p.region_code, 2) || '0000'
left join place prefecture
    on prefecture.region_level = 'prefecture' and prefecture.region_code in (p.region_code, p.parent_code)
join place today on today.region_code = p.current_code
