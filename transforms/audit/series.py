"""Checks that compare statements of one thing at one place: with each other, and from year to year."""

from typing import Final

import polars as pl

from transforms.audit.prepared import exempt, graded
from transforms.audit.wholes import (
    begins_plainly,
    is_power_of_ten,
    is_whole_level,
    is_yearly_growth,
    with_level_beside,
)

KEY: Final = ["region_code", "thing", "unit", "measure"]
#: Other values of one year by so much are worth a look; less is a preliminary figure that was revised.
REVISION: Final = 0.05
MANY: Final = 15
#: Fewer values are no series.
SERIES: Final = 3
#: 截至目前累计建成: a total that runs on. 累计减税2.4亿元 alone is of the year.
_RUNNING: Final = "截至|截止|至今|迄今|目前|总数|总量|已累计|历年"


def conflicting_values(facts: pl.DataFrame) -> pl.DataFrame:
    """One thing, place and year with values that no rounding explains, in one report or in two."""
    own = facts.filter("is_own").filter(
        ~pl.col("is_broad") & ~pl.col("indicator").str.contains(exempt("conflicting_values"))
    )
    levels = own.filter(is_whole_level() & begins_plainly())
    growths = with_level_beside(own.filter(is_yearly_growth()), facts, levels)
    own = pl.concat([levels, growths.select(levels.columns)])
    keys = [*KEY, "year"]
    first = own.sort("report_year", "report_id", "char_start")
    pairs = (
        first.select(
            *keys,
            other_fact_id="fact_id",
            other="number",
            other_half="half",
            other_mention="mention",
            other_report="report_id",
            other_year="report_year",
            other_sentence="sentence",
        )
        .unique(keys, keep="first", maintain_order=True)
        .join(first, on=keys)
        .filter(pl.col("fact_id") != pl.col("other_fact_id"))
    )
    apart = (pl.col("number") - pl.col("other")).abs() - pl.col("half") - pl.col("other_half")
    relative = apart / pl.max_horizontal(pl.col("number").abs(), pl.col("other").abs())
    is_rate = pl.col("unit") == "%"
    worth = pl.when(is_rate).then(apart > 1).otherwise(relative > REVISION)
    size = pl.when(is_rate).then(apart / 10).otherwise(relative)
    one = pl.col("report_id") == pl.col("other_report")
    # 存贷款余额达247亿元和197亿元: two things in one sentence
    in_two_places = ~one | ((pl.col("sentence") != pl.col("other_sentence")) & (pl.col("status") != "baseline"))
    pairs = pairs.filter(worth & in_two_places)
    # a text that contradicts itself all over holds the bulletins of several years
    pairs = pairs.filter(~one | (pl.len().over("report_id", "other_report") <= MANY))
    return pairs.with_columns(
        kind=pl.lit("conflicting_values"),
        severity=graded(pl.when(one).then(pl.max_horizontal(size, 0.11)).otherwise(size), medium=0.1, high=0.3),
        expected="other",
        found="number",
        explanation=pl.format(
            "{}年{}：{}年报告称{}，{}称{}",
            "year",
            "indicator",
            "other_year",
            "other_mention",
            pl.when(one).then(pl.lit("同一报告又")).otherwise(pl.format("{}年报告", "report_year")),
            "mention",
        ),
    )


def unit_slips(facts: pl.DataFrame) -> pl.DataFrame:
    """A level that differs from those of the years around it by a power of ten."""
    own = facts.filter("is_own").filter(
        is_whole_level() & (pl.col("number") > 0) & ~pl.col("unit").is_in(["%", "‰"]) & ~pl.col("is_broad")
    )
    keys = ["region_code", "thing", "unit"]
    per_year = (
        own.sort("report_year", "report_id", "char_start")
        .unique([*keys, "year"], keep="first", maintain_order=True)
        .sort(*keys, "year")
    )
    columns = {"number": "number", "mention": "mention", "fact_id": "fact_id", "year": "year"}
    around = per_year.with_columns(
        pl.col(column).shift(step).over(keys).alias(f"{side}_{name}")
        for side, step in (("before", 1), ("after", -1))
        for name, column in columns.items()
    )
    near = {
        side: ((pl.col(f"{side}_year") - pl.col("year")).abs() <= 3) & pl.col(f"{side}_number").is_not_null()  # noqa: PLR2004
        for side in ("before", "after")
    }
    jumps = {side: near[side] & is_power_of_ten(pl.col("number") / pl.col(f"{side}_number")) for side in near}
    # the odd one out jumps against both neighbours; at the end of a series there is only one
    both = jumps["before"] & jumps["after"]
    odd = both.fill_null(value=False)
    beside_odd = odd.shift(1, fill_value=False).over(keys) | odd.shift(-1, fill_value=False).over(keys)
    is_first, is_last = pl.col("before_number").is_null(), pl.col("after_number").is_null()
    # two values alone do not show which is odd, nor whether twenty years lie between them
    is_series = pl.len().over(keys) >= SERIES
    at_end = is_series & ~beside_odd & ((jumps["before"] & is_last) | (jumps["after"] & is_first))
    side = pl.when(jumps["before"]).then(pl.lit("before")).otherwise(pl.lit("after"))
    other = {name: pl.when(side == "before").then(f"before_{name}").otherwise(f"after_{name}") for name in columns}
    return around.filter((both | at_end).fill_null(value=False)).with_columns(
        kind=pl.lit("unit_slip"),
        severity=pl.when(both).then(pl.lit("high")).otherwise(pl.lit("medium")),
        other_fact_id=other["fact_id"],
        expected=other["number"],
        found="number",
        explanation=pl.format(
            "{}：{}年为{}，{}年为{}，相差{}倍，疑为单位或小数点之误",
            "indicator",
            "year",
            "mention",
            other["year"],
            other["mention"],
            pl.max_horizontal(pl.col("number") / other["number"], other["number"] / pl.col("number"))
            .round(0)
            .cast(pl.Int128),
        ),
    )


def shrinking_totals(facts: pl.DataFrame) -> pl.DataFrame:
    """A total said to be 累计 that is smaller than the one an earlier report gave."""
    totals = facts.filter(
        pl.col("subject").is_null()
        & ~pl.col("is_wider")
        & (pl.col("measure") == "level")
        & (pl.col("status") == "actual")
        & (pl.col("lead") + pl.col("action").fill_null("")).str.contains("累计")
        & pl.col("sentence").str.contains(_RUNNING)
        & ~pl.col("unit").is_in(["%", "‰"])
        & ~pl.col("lead").str.contains("年累计|今年|全年|五年|年来|月")
        & (pl.col("number") > 0)
        & (pl.col("core").str.len_chars() >= 4)  # noqa: PLR2004
    ).sort("report_year", "char_start")
    keys = ["region_code", "core", "unit", "levels"]
    pairs = totals.join(
        totals.select(
            *keys,
            other_fact_id="fact_id",
            other="number",
            other_half="half",
            other_mention="mention",
            other_year="report_year",
        ),
        on=keys,
    ).filter(
        (pl.col("other_year") < pl.col("report_year"))
        & (pl.col("number") + pl.col("half") < pl.col("other") - pl.col("other_half"))
    )
    return (
        pairs.sort("other_year", descending=True)
        .unique("fact_id", keep="first", maintain_order=True)
        .with_columns(
            kind=pl.lit("shrinking_total"),
            severity=pl.when(pl.col("number") < 0.5 * pl.col("other")).then(pl.lit("low")).otherwise(pl.lit("medium")),
            expected="other",
            found="number",
            explanation=pl.format(
                "累计{}：{}年报告为{}，{}年报告减为{}",
                "indicator",
                "other_year",
                "other_mention",
                "report_year",
                "mention",
            ),
        )
    )
