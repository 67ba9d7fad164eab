-- every unit of a fact or an indicator is in dim_unit
select 'fact_quantity' as table_name, unit, count(*) as rows from fact_quantity anti join dim_unit using (unit) group by all
union all
select 'dim_indicator', unit, count(*) from dim_indicator anti join dim_unit using (unit) where unit is not null group by all
order by all
