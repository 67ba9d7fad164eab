"""Whether promise and result speak of one scope: the first difference that forbids a comparison, by its name.

A difference either parts the two altogether (another subject, another condition), or leaves a result that speaks of
the thing and decides nothing: an average of five years, a sum of all, a level where growth was promised.
"""

from functools import cache
from typing import Final

import polars as pl

from transforms.language.rules import Decision, Rule, is_so, otherwise

APART: Final = "apart"
#: Up to so many times the target, an amount of unknown years is more likely of one year than of five.
OF_ONE_YEAR: Final = (0.5, 2)
_LAST_MONTH: Final = 12
_LAST_QUARTER: Final = 10


@cache
def difference() -> Decision:
    """`difference`: null where nothing forbids a comparison, APART where no reader would make it, else why in words."""
    rate = pl.col("is_completion_result")
    counts = pl.col("measure").is_in(["level", "change"]) & ~rate
    is_rate = pl.col("measure").is_in(["growth", "change"])
    year, year_result = pl.col("period_start").dt.year(), pl.col("period_start_result").dt.year()
    basis, basis_result = (pl.col(name).fill_null("") for name in ("basis", "basis_result"))
    averaged = (basis == "annual_average") != (basis_result == "annual_average")
    ends_early = (pl.col("period_end").dt.month() == _LAST_MONTH) & (
        pl.col("period_end_result").dt.month() < _LAST_QUARTER
    )
    change, change_result = pl.col("measure") == "change", pl.col("measure_result") == "change"
    other_kind = (change & ~pl.col("is_flow_result")) | (change_result & ~pl.col("is_flow"))
    other_number = pl.col("kind_of_number") != pl.col("kind_of_number_result")
    is_level_result = pl.col("measure_result") == "level"
    two_subjects = pl.col("subject").is_not_null() & pl.col("subject_result").is_not_null()
    longer = (year_result < year) & (is_rate | ~pl.col("size").is_between(*OF_ONE_YEAR))
    is_stock = (pl.col("is_flow") & pl.col("is_stock_result")) | (pl.col("is_stock") & pl.col("is_flow_result"))
    return Decision(
        "difference",
        Rule("one sentence", is_so(pl.col("said") == pl.col("said_result")), APART, "同一句话不是自己的结果"),
        Rule(
            "another condition",
            is_so(pl.col("condition") != pl.col("condition_result")),
            APART,
            "亿元以上企业；百亿元以上企业",
        ),
        Rule("another subject", is_so(two_subjects & ~pl.col("same_subject") & ~rate), APART, "琶洲试验区；沥滘村"),
        Rule("a part of the year", is_so(ends_early), APART, "全年增长9%；上半年增长9.5%"),
        Rule("all that is invested", is_so(pl.col("spending") != pl.col("spending_result")), APART, "总投资；完成投资"),
        Rule(
            "a level for growth",
            is_so(other_number & (pl.col("measure") == "growth") & is_level_result & (pl.col("unit_result") != "%")),
            "结果只有总量，没有增速",
            "收入增长5.6%；收入完成2.36亿元",
        ),
        Rule(
            "growth for a level",
            is_so(other_number & (pl.col("measure") == "level") & (pl.col("measure_result") == "growth")),
            "结果只有增速，没有总量",
            "产量20万吨；产量增长5%",
        ),
        Rule("another kind of number", is_so(other_number & ~rate), APART, "达标比例85%；达标1766个"),
        Rule("an average of years", is_so(averaged & ~rate), "时期不同：一为年均", "增长7%；年均增长5.02%"),
        Rule(
            "another base",
            is_so(is_rate & (basis != basis_result) & ~rate),
            "基期不同",
            "比上年增长9%；比2010年增长74%",
        ),
        Rule("several years", is_so(longer & ~rate), "时期不同：结果是多年的数", "造林4万亩；五年造林27.3万亩"),
        Rule("new ones and all", is_so(is_stock & counts), "一为新增，一为总数", "新增60家；总数达1000家"),
        Rule("a change and a level", is_so(other_kind & counts), "一为变动，一为水平", "提高30元；达到640元"),
        otherwise("comparable", None, "新增60家；新增72家"),
    )
