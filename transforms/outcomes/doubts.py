"""Why the numbers of a pair cannot decide: the first of the named doubts that holds, in words, or null.

A completion rate that the review states (占年度计划的97.7%) settles doubts where it agrees with result by target.
"""

from functools import cache
from typing import Final

import polars as pl

from transforms.language.rules import Decision, Rule, is_so, otherwise
from transforms.outcomes.candidates import BOTH_HALVES, ONE_HALF
from transforms.outcomes.features import DONE, PUSHED, STARTED

#: 完成586.4亿元，为年度计划的97.7% is of the plan of 600亿元: the stated rate and the quotient agree within so much.
SAME_BASE: Final = 0.015
#: 完成29亿元，占年度计划的115% is not of the plan of 34.43亿元.
OTHER_BASE: Final = 0.05
#: 新建30个 against 建成134个: what has been built up over the years, perhaps.
LIKE_A_STOCK: Final = 3
#: 完成1万家企业转型 against 企业超过2万家.
SURELY_A_STOCK: Final = 1.5
#: 建成40万亩 against 累计建成436万亩.
LIKE_A_SUM: Final = 2


@cache
def doubt() -> Decision:
    """`doubt` of a comparable pair. Reads the columns of `pairing.scored`, rate, reached and wanted."""
    size, is_reached, wants_more = pl.col("size"), pl.col("reached"), pl.col("wanted") == "up"
    stage, stage_result = pl.col("stage"), pl.col("stage_result")
    is_deed = pl.col("is_flow") | pl.col("action").is_not_null()
    is_standing = pl.col("has_stood_result") | pl.col("action_result").is_null()
    least_stock = pl.when("is_stock_result").then(SURELY_A_STOCK).otherwise(LIKE_A_STOCK)
    is_amount = pl.col("measure").is_in(["level", "change"]) & (pl.col("unit") != "%") & ~pl.col("is_completion_result")
    names = {side: pl.col(side).fill_null("本地区") for side in ("subject", "subject_result")}
    # 新增5万余个 in one part of the city are more than 2.5万个 in all of it
    is_enough = wants_more & is_amount & (size >= 1)
    part_is_enough = is_enough & pl.col("subject").is_null()
    is_finished = (stage.is_in([PUSHED, STARTED]) | pl.col("is_arranged")) & (stage_result == DONE) & (size < 1)
    is_under_way = (stage == DONE) & stage_result.is_in([PUSHED, STARTED]) | (
        (stage == STARTED) & (stage_result == PUSHED)
    )
    is_longer = pl.col("period_start_result").dt.year() < pl.col("period_start").dt.year()
    # 城镇登记失业率控制在4.5%以内 in all five years was so in the last one
    is_kept_throughout = (pl.col("bound") == "at_most") & is_reached & (pl.col("wanted") == "down")
    return Decision(
        "doubt",
        Rule("the stated rate is of this plan", is_so(_one_base()), None, "目标600亿元；完成586.4亿元，为计划的97.7%"),
        Rule(
            "a narrower scope",
            is_so(pl.col("scope_cue_result").is_not_null() & pl.col("scope_cue").is_null()),
            pl.format("口径不同：结果只计“{}”", "scope_cue_result"),
            "出让10宗；以区为主体出让7宗",
        ),
        Rule(
            "a narrower kind",
            is_so(pl.col("condition").is_null() & pl.col("condition_result").is_not_null() & ~is_enough),
            pl.format("口径不同：结果只计“{}”", "condition_result"),
            "社会消费品零售额增长9%；限上消费品零售额增长8.1%",
        ),
        Rule(
            "some and all",
            is_so(pl.col("is_sample") & ~pl.col("is_sample_result") & (size != 1)),
            "目标只是其中一部分",
            "抓好恒通车辆等10个续建项目；续建项目16个",
        ),
        Rule(
            "another level",
            is_so(_other_level()),
            pl.format("层级不同：目标为{}，结果为{}", _level("levels"), _level("levels_result")),
            "市级龙头企业10家；省级龙头企业4家",
        ),
        Rule(
            "another subject",
            is_so(~pl.col("same_subject") & ~part_is_enough),
            pl.format("主体不同：目标为{}，结果为{}", names["subject"], names["subject_result"]),
            "滨江片区建成20个；建成25个",
        ),
        Rule(
            "still under way",
            is_so(is_under_way),
            "阶段不同：目标要求完成，结果仅在推进或开工",
            "建成3条；推进3条",
        ),
        Rule(
            "only what is finished",
            is_so(is_finished),
            "阶段不同：目标是推进或开工，结果只说已完成的数量",
            "推动35个；6个完工",
        ),
        Rule(
            "the same again",
            is_so((stage == PUSHED) & (stage_result == PUSHED) & (size == 1)),
            "结果只重复了目标的数量，仍在推进，看不出进展",
            "推动3条；推动3条",
        ),
        Rule(
            "another order of size",
            is_so(is_amount & ~size.is_between(0.1, 20)),
            "数量级相差很大，可能不是同一口径",
            "1500亿元；114亿元",
        ),
        Rule(
            "a sum of years",
            is_so(is_amount & pl.col("is_cumulative_result") & ~pl.col("is_cumulative") & (size >= LIKE_A_SUM)),
            "结果是累计数",
            "建成40万亩；累计建成436万亩",
        ),
        Rule(
            "perhaps all there are",
            is_so(is_amount & is_deed & ~pl.col("is_flow_result") & is_standing & (size >= least_stock)),
            "目标是新增量，结果可能是累计数",
            "发展500家；家庭农场5021家",
        ),
        Rule(
            "the plan was changed",
            is_so(_other_base()),
            pl.format("报告自述完成任务的{}%，与目标数不符，任务基数似有调整", pl.col("rate").round(1)),
            "目标34.43亿元；完成29亿元，占年度计划的115%",
        ),
        Rule(
            "one of two halves",
            is_so(pl.col("core").str.starts_with(BOTH_HALVES) & pl.col("core_result").str.contains(ONE_HALF)),
            "结果只是城乡之一",
            "城乡居民收入增长7%；城镇居民收入增长6%",
        ),
        Rule(
            "only a part",
            is_so(pl.col("is_part_result") & ~pl.col("is_part") & (size < 1)),
            "结果只是其中一部分",
            "改造50个；其中中心城区20个",
        ),
        Rule(
            "said to have failed",
            is_so(pl.col("says_failed_result") & is_reached),
            "数值达到目标，但报告自述未达",
            "新增4000个；新增4620个，未达预期",
        ),
        Rule(
            "several years",
            is_so(is_longer & ~is_kept_throughout),
            "时期不同：结果是多年的数",
            "新建3家；五年新建5家",
        ),
        otherwise("no doubt", None, "新增60家；新增72家"),
    )


def _one_base() -> pl.Expr:
    return ((pl.col("size") * 100 - pl.col("rate")).abs() <= SAME_BASE * pl.col("rate")).fill_null(value=False)


def _other_base() -> pl.Expr:
    rate = pl.col("rate")
    is_off = (pl.col("size") * 100 - rate).abs() > OTHER_BASE * rate
    return is_off & ((rate >= 100) != pl.col("reached"))  # noqa: PLR2004


def _other_level() -> pl.Expr:
    """Levels that differ and matter: where one side states none, verb, noun and unit tell that it is the same list."""
    bits, bits_result, size = pl.col("level_bits"), pl.col("level_bits_result"), pl.col("size")
    is_unstated = pl.col("states_level") != pl.col("states_level_result")
    same_list = is_unstated & pl.col("same_deed") & (pl.col("plain") == pl.col("plain_result"))
    # 省级4家 of 市级以上3家 are enough, and 12家 of all levels too few for 15家 of the province
    is_narrower = (bits == 0) | ((bits & bits_result) == bits_result)
    decides = (pl.col("wanted") == "up") & (
        (is_narrower & (bits_result > 0) & (size >= 1)) | ((bits_result == 0) & (size < 1))
    )
    return ~pl.col("same_levels") & ~same_list & ~decides


def _level(levels: str) -> pl.Expr:
    return pl.when(pl.col(levels) == "").then(pl.lit("未注明层级")).otherwise(pl.col(levels) + "级")
