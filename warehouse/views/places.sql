-- zh: 地区：每个代码一行，含上级的省与市；各视图按 region_code 与之相连
-- en: Places: one row a code with the province and prefecture it lies in; every view joins it by region_code
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
    p.valid_to is null as is_current
from place p
left join place parent on parent.region_code = p.parent_code
left join place province
    on province.region_level = 'province' and province.region_code = left(p.region_code, 2) || '0000'
left join place prefecture
    on prefecture.region_level = 'prefecture' and prefecture.region_code in (p.region_code, p.parent_code)
