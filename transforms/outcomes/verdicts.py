"""What became of a target, once its result is known: met, missed or unclear, how far, and why in words.

The bound of the target and the better direction of its indicator say which way the result may differ: 9%左右 against
6.3% is missed and against 8.9% met; 4.5%以内 of unemployment is met by 4.2%.
"""

from typing import Final

import polars as pl

from transforms.outcomes.candidates import cue

#: 左右 reaches half a unit of the last stated digit, or so much of the number where that is more.
ABOUT_SHARE: Final = 0.05
#: 完成586.4亿元，为年度计划的97.7% is of the plan of 600亿元: the stated rate and the quotient agree within so much.
SAME_BASE: Final = 0.015
#: 完成29亿元，占年度计划的115% is not of the plan of 34.43亿元.
OTHER_BASE: Final = 0.05
#: 新建30个 against 建成134个: what has been built up over the years, perhaps.
LIKE_A_STOCK: Final = 3
#: Beyond it, result and target are not of one kind, and a ratio says nothing.
LARGEST_RATIO: Final = 1e6
PUSHED: Final = 1
STARTED: Final = 2
DONE: Final = 3


def judged(pairs: pl.DataFrame, better: pl.DataFrame) -> pl.DataFrame:
    """Adds verdict, attainment (Float64, result by target) and reason to the best pairs.

    `better` has indicator_id and better. Needs the columns of `pairing.scored` and `rate`, the completion rate in
    percent that the review states beside the result (null: none).
    """
    known = pairs.join(better, on="indicator_id", how="left", maintain_order="left")
    known = known.with_columns(wanted=_wanted(), within=_about_tolerance())
    known = known.with_columns(reached=_reached(), doubt=_doubt())
    by_number = (
        pl.when(pl.col("reached").is_null())
        .then(pl.lit("unclear"))
        .when("reached")
        .then(pl.lit("met"))
        .otherwise(pl.lit("missed"))
    )
    verdict = pl.when(pl.col("doubt").is_not_null()).then(pl.lit("unclear")).otherwise(by_number)
    return known.with_columns(verdict=verdict, attainment=_attainment()).with_columns(reason=_reason())


def _wanted() -> pl.Expr:
    """up: as much or more; down: as much or less; near: close by."""
    bound, falls = pl.col("bound"), pl.col("value_number") < 0
    # 14.5万人脱贫 and 查处案件120起 are deeds: more of them is more done
    is_low = ~(pl.col("undoes") & (pl.col("measure") != "growth")) & (
        (pl.col("better") == "lower")
        | (pl.col("better").is_null() & pl.col("indicator").fill_null("").str.contains(cue("lower")))
    )
    is_neutral = (pl.col("better") == "neutral") & pl.col("measure").is_in(["growth", "share"])
    return (
        pl.when(pl.col("measure") == "rank")
        .then(pl.lit("down"))
        .when(bound == "at_most")
        .then(pl.when(falls).then(pl.lit("up")).otherwise(pl.lit("down")))
        .when(bound.is_in(["at_least", "above", "indefinite"]))
        .then(pl.when(falls).then(pl.lit("down")).otherwise(pl.lit("up")))
        .when((bound == "range") & is_neutral)
        .then(pl.lit("near"))
        .when(falls | is_low)
        .then(pl.lit("down"))
        .when(is_neutral & bound.is_in(["about", "below"]))
        .then(pl.lit("near"))
        .otherwise(pl.lit("up"))
    )


def _half_unit(number: str) -> pl.Expr:
    """Half of the last stated digit of 9 (0.5), 8.5 (0.05), in the stated unit."""
    decimals = pl.col(number).str.extract(r"\.([0-9]+)").str.len_chars().fill_null(0)
    return 0.5 / pl.lit(10.0).pow(decimals)


def _about_tolerance() -> pl.Expr:
    """How far the result may fall short of a target that is itself about or just under."""
    size = pl.col("value_number").abs()
    is_percent = pl.col("unit").is_in(["%", "‰"])
    half = pl.when(is_percent).then(pl.min_horizontal(_half_unit("stated_number"), pl.lit(0.5))).otherwise(0.0)
    allowed = pl.max_horizontal(half, size * ABOUT_SHARE)
    return pl.when(pl.col("bound").is_in(["about", "below"])).then(allowed).otherwise(0.0) + size * 1e-12


def _reached() -> pl.Expr:
    """True, False, or null where the numbers do not tell."""
    low, high = pl.col("value_number"), pl.coalesce("max_number", "value_number")
    got, bound = pl.col("value_number_result"), pl.col("bound_result")
    within = pl.col("within")
    up = (
        pl.when((bound == "below") & (got > low * 0.98) & (got <= low) & (within < low * 0.01))
        .then(None)
        .when((bound.is_in(["above", "at_least", "indefinite"])) & (got < low - within))
        .then(pl.when(got < low * 0.9).then(statement=False))
        .when((bound == "at_most") & (got >= low))
        .then(None)
        .otherwise(got >= low - within)
    )
    down = (
        pl.when((bound == "at_most") & (got > high + within))
        .then(None)
        .when(bound.is_in(["above", "at_least"]) & (got >= 0))
        .then(pl.when(got > high).then(statement=False))
        .otherwise(got <= high + within)
    )
    near = pl.when((got >= low - within) & (got <= high + within)).then(statement=True)
    by_value = pl.when(pl.col("wanted") == "up").then(up).when(pl.col("wanted") == "down").then(down).otherwise(near)
    return pl.when(pl.col("is_completion_result")).then(got >= 100).otherwise(by_value)  # noqa: PLR2004


def _doubt() -> pl.Expr:
    """Why the numbers cannot decide, in words; null where they can, or where a stated rate shows one base."""
    rate, size = pl.col("rate"), pl.col("value_number_result") / pl.col("value_number")
    is_reached, stage, stage_result = _reached(), pl.col("stage"), pl.col("stage_result")
    one_base = ((size * 100 - rate).abs() <= SAME_BASE * rate).fill_null(value=False)
    other_base = ((size * 100 - rate).abs() > OTHER_BASE * rate) & ((rate >= 100) != is_reached)  # noqa: PLR2004
    both_going_on = (stage == PUSHED) & (stage_result == PUSHED) & (size == 1)
    under_way = (stage == DONE) & stage_result.is_in([PUSHED, STARTED])
    finished = stage.is_in([PUSHED, STARTED]) & (stage_result == DONE) & (size < 1)
    maybe_stock = pl.col("is_flow") & ~pl.col("is_flow_result") & (size >= LIKE_A_STOCK) & pl.col("has_stood_result")
    is_amount = pl.col("measure").is_in(["level", "change"]) & (pl.col("unit") != "%") & ~pl.col("is_completion_result")
    other_size = is_amount & ~size.is_between(0.1, 20)
    names = {side: pl.col(side).fill_null("本地区") for side in ("subject", "subject_result")}
    doubts = [
        (
            pl.col("scope_cue_result").is_not_null() & pl.col("scope_cue").is_null(),
            pl.format("口径不同：结果只计“{}”", "scope_cue_result"),
        ),
        (
            ~pl.col("same_levels"),
            pl.format("层级不同：目标为{}，结果为{}", _or_none("levels"), _or_none("levels_result")),
        ),
        (~pl.col("same_subject"), pl.format("主体不同：目标为{}，结果为{}", names["subject"], names["subject_result"])),
        (
            under_way | ((stage == STARTED) & (stage_result == PUSHED)),
            pl.lit("阶段不同：目标要求完成，结果仅在推进或开工"),
        ),
        (finished, pl.lit("阶段不同：目标是推进或开工，结果只说已完成的数量")),
        (both_going_on, pl.lit("结果只重复了目标的数量，仍在推进，看不出进展")),
        (other_size, pl.lit("数量级相差很大，可能不是同一口径")),
        (maybe_stock, pl.lit("目标是新增量，结果可能是累计数")),
        (other_base, pl.format("报告自述完成任务的{}%，与目标数不符，任务基数似有调整", rate.round(1))),
        (pl.col("is_part_result") & ~pl.col("is_part") & (size < 1), pl.lit("结果只是其中一部分")),
        (pl.col("says_failed_result") & is_reached, pl.lit("数值达到目标，但报告自述未达")),
        (
            pl.col("period_start_result").dt.year() < pl.col("period_start").dt.year(),
            pl.lit("时期不同：结果是多年的数"),
        ),
    ]
    said = pl.coalesce(pl.when(holds.fill_null(value=False)).then(words) for holds, words in doubts)
    return pl.when(~one_base).then(said)


def _or_none(levels: str) -> pl.Expr:
    return pl.when(pl.col(levels) == "").then(pl.lit("未注明层级")).otherwise(pl.col(levels) + "级")


def _attainment() -> pl.Expr:
    """Result by target where more is better and both are of one sign; the stated rate where only that is known."""
    low, got = pl.col("value_number"), pl.col("value_number_result")
    makes_sense = (
        (pl.col("measure") != "rank")
        & (low != 0)
        & (low.sign() == got.sign())
        & ((pl.col("wanted") != "down") | (low < 0))
    )
    return (
        pl.when(pl.col("is_completion_result"))
        .then(got / 100)
        .when(makes_sense & ((got / low).abs() < LARGEST_RATIO))
        .then(got / low)
        .round(6)
    )


def _reason() -> pl.Expr:
    """E.g. 目标9%左右，结果6.3%：低于目标."""
    numbers = pl.format("目标{}，结果{}", "mention", "mention_result")
    number_says = (
        pl.when(pl.col("is_completion_result"))
        .then(pl.lit("报告所述任务完成率"))
        .when(pl.col("reached").is_null())
        .then(pl.lit("数值不足以判断"))
        .when((pl.col("wanted") == "down") & pl.col("reached"))
        .then(pl.lit("不高于目标"))
        .when(pl.col("wanted") == "down")
        .then(pl.lit("高于目标"))
        .when("reached")
        .then(
            pl.when(pl.col("value_number_result") < pl.col("value_number"))
            .then(pl.lit("在“左右”之内"))
            .otherwise(pl.lit("达到目标"))
        )
        .otherwise(pl.lit("低于目标"))
    )
    rate = (
        pl.when(pl.col("rate").is_not_null())
        .then(pl.format("；报告自述完成任务的{}%", pl.col("rate").round(1)))
        .otherwise(pl.lit(""))
    )
    return numbers + "：" + pl.coalesce("doubt", number_says) + rate
