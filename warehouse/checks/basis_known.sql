-- a basis is a code of its list, or since: and a year
select basis as code, count(*) as facts from fact_quantity
where basis is not null and not starts_with(basis, 'since:')
    and not exists (from dim_code c where c.code_list = 'basis' and c.code = fact_quantity.basis)
group by all
order by all
