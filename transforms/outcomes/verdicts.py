"""What became of a target, once its result is known: met, missed or unclear, how far, and why in words.

The bound of the target and the better direction of its indicator say which way the result may differ: 9%左右 against
6.3% is missed and against 8.9% met; 4.5%以内 of unemployment is met by 4.2%.
"""

from typing import Final

import polars as pl

from transforms.outcomes.cues import cue
from transforms.outcomes.doubts import doubt

#: 左右 reaches so much of the number, and of a percentage so many points where that is more.
ABOUT_SHARE: Final = 0.05
ABOUT_POINTS: Final = 0.3
#: Beyond it, result and target are not of one kind, and a ratio says nothing.
LARGEST_RATIO: Final = 1e6


def judged(pairs: pl.DataFrame, better: pl.DataFrame) -> pl.DataFrame:
    """Adds verdict, attainment (Float64, result by target; null where unclear) and reason to the best pairs.

    `better` has indicator_id and better. Needs the columns of `pairing.scored` and `rate`, the completion rate in
    percent that the review states beside the result (null: none).
    """
    known = pairs.join(better, on="indicator_id", how="left", maintain_order="left")
    known = known.with_columns(wanted=_wanted(), within=_about_tolerance())
    known = known.with_columns(reached=_reached()).with_columns(
        doubt=pl.when(pl.col("difference").is_null()).then(doubt().decide()).otherwise("difference")
    )
    by_number = (
        pl.when(pl.col("reached").is_null())
        .then(pl.lit("unclear"))
        .when("reached")
        .then(pl.lit("met"))
        .otherwise(pl.lit("missed"))
    )
    verdict = pl.when(pl.col("doubt").is_not_null()).then(pl.lit("unclear")).otherwise(by_number)
    # 目标是新增量，结果是累计数: what cannot be compared has no ratio
    attainment = pl.when(verdict != "unclear").then(_attainment())
    return known.with_columns(verdict=verdict, attainment=attainment).with_columns(reason=_reason())


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


def _about_tolerance() -> pl.Expr:
    """How far the result may fall short of a target that is itself about or just under."""
    size = pl.col("value_number").abs()
    points = pl.when(pl.col("unit").is_in(["%", "‰"])).then(pl.min_horizontal(ABOUT_POINTS, size / 2)).otherwise(0.0)
    allowed = pl.max_horizontal(points, size * ABOUT_SHARE)
    return pl.when(pl.col("bound").is_in(["about", "below"])).then(allowed).otherwise(0.0) + size * 1e-12


def _last_digit(number: str) -> pl.Expr:
    """One unit of the last stated decimal by the number: 0.01/3.82 for 3.82, null for a whole number."""
    decimals = pl.col(number).str.extract(r"\.([0-9]+)").str.len_chars()
    return pl.lit(10.0).pow(-decimals.cast(pl.Float64)) / pl.col(number).cast(pl.Float64, strict=False)


def _reached() -> pl.Expr:
    """True, False, or null where the numbers do not tell."""
    low, high = pl.col("value_number"), pl.coalesce("max_number", "value_number")
    got, bound = pl.col("value_number_result"), pl.col("bound_result")
    within = pl.col("within")
    # 超3.82% is under 3.83% still
    just_above = got * (1 + _last_digit("stated_number_result"))
    up = (
        pl.when((bound == "below") & (got > low * 0.98) & (got <= low) & (within < low * 0.01))
        .then(None)
        .when((bound.is_in(["above", "at_least", "indefinite"])) & (got < low - within))
        .then(pl.when((got < low * 0.9) | (just_above <= low)).then(statement=False))
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
