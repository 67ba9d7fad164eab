select
    region_code,
    min(region_name) as region_name,
    min(region_level) as region_level,
    year,
    count(*) as targets,
    count(*) filter (where verdict = 'met') as met,
    count(*) filter (where verdict = 'missed') as missed,
    count(*) filter (where verdict = 'unclear') as unclear,
    count(*) filter (where verdict = 'unreported') as unreported
from mart_target_outcome
group by region_code, year
