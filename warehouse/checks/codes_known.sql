-- every code of a closed list is in dim_code
with used as (
    select 'region_level' as code_list, region_level as code from dim_report
    union
    select 'report_kind', kind from dim_report
    union
    select 'section_role', role from report_section
    union
    select 'bound', bound from fact_quantity
    union
    select 'measure', measure from fact_quantity
    union
    select 'status', status from fact_quantity
    union
    select 'basis', basis from fact_quantity where not starts_with(basis, 'since:')
    union
    select 'disposition', disposition from number_ledger
    union
    select 'verdict', verdict from fact_outcome
    union
    select 'finding_kind', kind from audit_finding
    union
    select 'severity', severity from audit_finding
    union
    select 'region_level', region_level from dim_region
    union
    select 'better', better from dim_indicator
    union
    select 'run_state', state from load_run
    union
    select 'file_outcome', outcome from source_file
    union
    select 'stage', stage from quarantine
)
from used anti join dim_code using (code_list, code)
where code is not null
order by all
