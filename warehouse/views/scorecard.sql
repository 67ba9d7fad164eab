-- zh: 兑现记分卡：每个地区每年的目标兑现、未兑现、难判、未提及
-- en: Scorecard: targets met, missed, unclear and unreported by place and year, with shares
select
    region_code,
    m.region_name,
    m.region_level,
    p.current_code,
    p.province_name,
    p.prefecture_name,
    year,
    targets,
    met,
    missed,
    unclear,
    unreported,
    round(met / nullif(met + missed, 0), 4) as met_share_of_decided,
    round(met / targets, 4) as met_share,
    round(missed / targets, 4) as missed_share,
    round(unclear / targets, 4) as unclear_share,
    round(unreported / targets, 4) as unreported_share
from mart_scorecard m
left join mart_place p using (region_code)
