"""How well a result answers a target, and the one best result for each target.

The score is the likeness of the phrases less what speaks against the pair; what rules a pair out is no score.
"""

from typing import Final

import polars as pl

LEAST_SCORE: Final = 0.62
#: Two targets of one report share a result only where both fit it this well: a plan that names one promise twice.
SHARED_SCORE: Final = 0.85

_SIDE: Final = [
    "row",
    "core",
    "fact_id",
    "report_id",
    "report_year",
    "char_start",
    "mention",
    "value_number",
    "max_number",
    "unit",
    "stated_number",
    "bound",
    "measure",
    "basis",
    "period_start",
    "period_end",
    "year",
    "subject",
    "sentence",
    "levels",
    "stage",
    "is_flow",
    "is_stock",
    "has_stood",
    "undoes",
    "condition",
    "scope_cue",
    "is_part",
    "says_failed",
    "is_completion",
    "indicator",
    "indicator_id",
    "is_known",
    "region_code",
    "period",
]


def scored(pairs: pl.DataFrame, facts: pl.DataFrame) -> pl.DataFrame:
    """The pairs that are possible, with `score` and the columns of both facts (those of the result end in _result)."""
    sides = facts.select(_SIDE)
    both = pairs.join(sides, left_on="target_row", right_on="row").join(
        sides, left_on="result_row", right_on="row", suffix="_result"
    )
    return (
        both.with_columns(
            same_levels=pl.col("levels") == pl.col("levels_result"),
            same_subject=_same_subject(),
            size=pl.col("value_number_result") / pl.col("value_number"),
        )
        .filter(~_ruled_out())
        .with_columns(score=pl.col("likeness") - _against())
        .filter(pl.col("score") >= LEAST_SCORE)
    )


def _same_subject() -> pl.Expr:
    """True where both name one place or body, or the other sentence names it, or neither names any."""
    subject, other = pl.col("subject"), pl.col("subject_result")
    return (
        pl.when(subject.is_null() & other.is_null())
        .then(statement=True)
        .when(subject.is_null())
        .then(pl.col("sentence").str.contains(other, literal=True) | (other == "城镇"))
        .when(other.is_null())
        .then(pl.col("sentence_result").str.contains(subject, literal=True))
        .otherwise(subject.str.contains(other, literal=True) | other.str.contains(subject, literal=True))
    )


def _ruled_out() -> pl.Expr:
    """Pairs that no reader would compare."""
    is_rate = pl.col("measure").is_in(["growth", "change"])
    basis, basis_result = pl.col("basis").fill_null(""), pl.col("basis_result").fill_null("")
    other_base = is_rate & (basis != basis_result)
    averaged = (basis == "annual_average") != (basis_result == "annual_average")
    # 新增60家 says nothing of 总数达到1000家
    flow_and_stock = (pl.col("is_flow") & pl.col("is_stock_result")) | (pl.col("is_stock") & pl.col("is_flow_result"))
    counts = pl.col("measure").is_in(["level", "change"]) & ~pl.col("is_completion_result")
    # 上半年 decides nothing about the year
    ends_early = (pl.col("period_end").dt.month() == 12) & (pl.col("period_end_result").dt.month() < 10)  # noqa: PLR2004
    one_sided = pl.col("subject").is_not_null() & pl.col("subject_result").is_not_null() & ~pl.col("same_subject")
    # 五年完成营造林3195万亩 says nothing of this year's 600万亩; near the target, the time is more likely misread
    alike = pl.col("size").is_between(0.5, 2)
    longer = (pl.col("period_start_result").dt.year() < pl.col("period_start").dt.year()) & (is_rate | ~alike)
    other_condition = pl.col("condition") != pl.col("condition_result")
    # 再提高30元 is answered by 提高了30元 and by 新增, not by the level that was reached
    change, change_result = pl.col("measure") == "change", pl.col("measure_result") == "change"
    other_kind = (change & ~pl.col("is_flow_result")) | (change_result & ~pl.col("is_flow"))
    is_share = pl.col("is_completion_result")
    return (
        (other_base | averaged | ends_early | one_sided | longer).fill_null(value=False) & ~is_share
        | ((flow_and_stock | other_kind) & counts)
        | other_condition.fill_null(value=False)
        | (is_share & ends_early.fill_null(value=False))
    )


def _against() -> pl.Expr:
    """What is taken from the score."""
    span = pl.col("period_start_result").dt.year() != pl.col("period_start").dt.year()
    is_amount = pl.col("measure").is_in(["level", "change"]) & ~pl.col("is_completion_result")
    # of two results that fit alike, the one of the target's size is the more likely one: 1000个 rather than 45个
    apart = (pl.col("size").abs().log().abs() / 100).clip(0, 0.05).fill_null(0.0).fill_nan(0.0)
    far = (pl.col("size") > 30) | (pl.col("size") < 1 / 30)  # noqa: PLR2004
    weaker = (pl.col("stage") == 3) & pl.col("stage_result").is_in([1, 2])  # noqa: PLR2004
    other_unit = pl.col("unit") != pl.col("unit_result")
    core, core_result = pl.col("core"), pl.col("core_result")
    # 全民健身场所 and 全民健身活动: what is counted stands at the end
    other_head = (
        (core.str.slice(-2) != core_result.str.slice(-2))
        & ~core.str.contains(core_result, literal=True)
        & ~core_result.str.contains(core, literal=True)
        & ~(pl.col("is_known") & pl.col("is_known_result"))
    )
    costs = [
        (other_head, 0.08),
        (~pl.col("same_levels"), 0.12),
        (~pl.col("same_subject"), 0.12),
        (span, 0.1),
        (far & is_amount, 0.15),
        (weaker, 0.2),
        (pl.col("condition").is_null() != pl.col("condition_result").is_null(), 0.1),
        (other_unit & ~pl.col("is_completion_result"), 0.02),
        (pl.col("is_part_result") & ~pl.col("is_part"), 0.1),
        (pl.col("is_completion_result"), 0.15),
        (pl.col("scope_cue_result").is_not_null(), 0.03),
        # the same indicator as a total is a worse answer than as an increase, where the target is an increase
        (pl.col("is_flow") != pl.col("is_flow_result"), 0.03),
        (pl.col("measure") != pl.col("measure_result"), 0.03),
    ]
    fixed = pl.sum_horizontal(pl.when(holds.fill_null(value=False)).then(cost).otherwise(0.0) for holds, cost in costs)
    return fixed + pl.when(is_amount).then(apart).otherwise(0.0)


def best(pairs: pl.DataFrame) -> pl.DataFrame:
    """One result for each target, and each result for one target of a report unless several fit it well.

    Two rounds: a target that loses its result to a better one may take what is left.
    """
    ordered = pairs.sort(
        pl.col("score").round(6),
        "report_year_result",
        "report_id_result",
        "char_start_result",
        "target_row",
        descending=[True, False, False, False, False],
    )
    taken: list[pl.DataFrame] = []
    for _ in range(2):
        first = ordered.unique("target_row", keep="first", maintain_order=True)
        rank = pl.int_range(pl.len()).over("report_id", "result_row")
        won = first.filter((rank == 0) | (pl.col("score") >= SHARED_SCORE))
        taken.append(won)
        ordered = ordered.join(won.select("target_row"), on="target_row", how="anti", maintain_order="left").join(
            won.select("report_id", "result_row"), on=["report_id", "result_row"], how="anti", maintain_order="left"
        )
    return pl.concat(taken).unique("target_row", keep="first", maintain_order=True)
