-- every unit of a fact is in dim_unit
select unit, count(*) as facts from fact_quantity anti join dim_unit using (unit) group by unit order by all
