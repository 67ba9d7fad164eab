"""What growth and changes are measured against, and among whom a rank or of what a share is one."""

from functools import cache

import polars as pl

from transforms.language.patterns import TIMES, pattern
from transforms.language.rules import Decision, Rule, first_of, is_so, otherwise, says, source
from transforms.language.searches import only
from transforms.sequences import before, carried


@cache
def basis() -> Decision:
    """What growth and change are measured against, where it is not the year before: since:2015 for 比2015年."""
    base_from, base_year = pl.col("base_from"), pl.col("base_year")
    begins = pl.when(base_from < base_year).then(base_from.cast(pl.String) + "/").otherwise(pl.lit(""))
    # 累计完成改造62条、单元达标1766个: said of the whole list, up to the next verb
    is_own = pl.col("stem").str.contains(pattern("cumulative"))
    lead = only(pl.col("listed"), pl.col("lead"))
    is_other = ~pl.col("listed") | lead.str.contains(f"^、?{pattern('doing')}")
    sums_up = carried(pl.when(is_own | is_other).then(is_own), "row", "list_no")
    since = pl.lit("since:") + begins + base_year.cast(pl.String)
    # 由2005年的21.5万辆发展到72万辆，增长 | 2.3倍: since the year that it came from, where that is not the last
    came_from = before(before(pl.when("is_baseline").then("year_to"), "row"), "row")
    is_whole_way = (pl.col("measure") == "growth") & (came_from < before(pl.col("year_to"), "row") - 1)
    return Decision(
        "basis",
        Rule("a yearly average", says("stem", pattern("annual_average")), "annual_average", "term: 产值年均增长{8%}。"),
        Rule("month on month", says("stem", pattern("month_on_month")), "month_on_month", "价格环比上涨{0.2%}。"),
        Rule(
            "cumulative as its list",
            is_so((sums_up & ~is_own & (pl.col("measure") == "level")).fill_null(value=False)),
            "cumulative",
            "term: 累计改造小区62个、水渠{17公里}。",
        ),
        Rule("cumulative", says("stem", pattern("cumulative")), "cumulative", "term: 累计新增就业{12万人}。"),
        Rule(
            "compared with a year",
            says("stem", f"(?:比|较){TIMES}") & is_so(pl.col("base_year").is_not_null()),
            since,
            "产值比2015年增长{48%}。",
        ),
        Rule(
            "so many times what was in a year",
            says("stem", f"{TIMES}(?:时期)?的?$")
            & is_so(pl.col("base_year").is_not_null() & (pl.col("measure") == "multiple")),
            since,
            "term: 产值是2010年的{2.6倍}。",
        ),
        Rule(
            "since the year that it came from",
            is_so(is_whole_way.fill_null(value=False)) & says("stem", f"^(?:累计|共|净)?{pattern('movement')}了?$"),
            pl.lit("since:") + came_from.cast(pl.String),
            "term: 产量由2010年的3万辆发展到7万辆，增长{1.3倍}。",
        ),
        otherwise("the year before, or none", None, "产值增长{8%}。"),
    )


@cache
def scope() -> Decision:
    """Among whom a rank counts (居全国第3位 → 全国) and of what a share is one (占生产总值的比重 → 生产总值)."""
    is_rank, is_share = pl.col("measure") == "rank", pl.col("measure") == "share"
    ranked, shared = only(is_rank, pl.col("stem")), only(is_share, pl.col("stem"))
    # 在全省综合考评中由第3位升至 | 第1位: what is said of the place stands behind whom it is among
    peers = ranked.str.replace(f"{pattern('rank_told')}+$", "")
    among = pl.coalesce(
        peers.str.extract(rf"^(?:.*[^中])?({pattern('rank_scope')}[^，。；、]{{0,12}}?)$"),
        peers.str.extract(rf"(?:^|[、居列位在入排身得])([^，。；、居列位在入排身得]{{0,8}}{pattern('rank_peers')})$"),
    )
    share_of = shared.str.extract(
        rf"占([^比，。；][^，。；]*?)(?:的)?{pattern('share_of_what')}?(?:的)?{pattern('share_moves')}*$"
    )
    equivalent = shared.str.extract("相当于(.*?)的$")
    return first_of(
        "scope",
        source("ranked among", pl.when(is_rank).then(among).replace("", None), "总量居全国{第3位}。"),
        source("a share of", pl.when(is_share).then(share_of).replace("", None), "服务业占生产总值的比重为{52%}。"),
        source(
            "equivalent to a part of",
            pl.when(is_share & share_of.is_null()).then(equivalent).replace("", None),
            "研发投入相当于生产总值的{2.6%}。",
        ),
        missing="产值增长{8%}。",
    )
