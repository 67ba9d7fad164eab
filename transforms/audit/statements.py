"""Checks inside one report: parts against their total, shares of a ratio, percentages."""

from typing import Final

import polars as pl

from transforms.audit.prepared import exempt

#: Shares that are rounded each may miss 100 by so much, and one digit slips easily.
RATIO_SLACK: Final = 0.25
_HUNDRED: Final = 100
#: Growth beyond it is rare enough to be looked at.
STEEP: Final = 1000
#: A part stands so near to its total.
NEAR: Final = 80


def parts_against_total(facts: pl.DataFrame) -> pl.DataFrame:
    """What 其中 lists is more than the number before 其中: one part, or all parts of the list together."""
    amounts = facts.filter(
        (pl.col("measure") == "level")
        & ~pl.col("unit").is_in(["%", "‰"])
        & pl.col("bound").is_in(["exact", "above", "at_least"])
        # 全体居民人均可支配收入22508元，其中城镇35692元: an average is no sum of its parts
        & ~pl.col("indicator").str.contains("均|率$|单价|指数")
        & ~pl.col("unit").str.contains("/", literal=True)
        # 其中省级、市级分别为30家、62家: which number is whose is our reading
        & ~pl.col("lead").str.contains("分别")
    )
    columns = ["fact_id", "number", "half", "unit", "mention", "indicator", "period", "char_end", "bound"]
    passage = ["report_id", "sentence"]
    opens = pl.col("lead").str.contains("^其中[^0-9]*$")
    # 其中国家级28个、省级62个: both are parts of what stands before 其中
    listed = pl.col("lead").str.contains("^其中")
    before = {f"whole_{name}": pl.when(opens).then(pl.col(name).shift(1).over(passage)) for name in columns}
    # few sentences have a list, and each column is looked up by sentence
    in_lists = amounts.join(amounts.filter(listed), on=passage, how="semi", maintain_order="left")
    held = in_lists.with_columns(**before, opens=opens).with_columns(
        pl.when(listed).then(pl.col(name).forward_fill().over(passage)).alias(name) for name in before
    )
    parts = held.filter(
        (pl.col("unit") == pl.col("whole_unit"))
        & (pl.col("period") == pl.col("whole_period"))
        & (pl.col("whole_bound") == "exact")
        # 财政总收入51.2亿元，其中一般预算收入29.3亿元、支出143.6亿元: what is spent is no part of what comes in
        & ~(pl.col("indicator").str.contains("支出") & pl.col("whole_indicator").str.contains("收入"))
        & (pl.col("char_start") - pl.col("whole_char_end") < NEAR)
    ).with_columns(
        listed=pl.len().over("whole_fact_id"),
        sum=pl.col("number").cum_sum().over("whole_fact_id"),
        slack=pl.col("half").cum_sum().over("whole_fact_id"),
    )
    whole = pl.col("whole_number") + pl.col("whole_half")
    one_is_more = pl.col("number") - pl.col("half") > whole
    all_are_more = pl.col("sum") - pl.col("slack") > whole
    return parts.filter(one_is_more | all_are_more).with_columns(
        kind=pl.lit("sum_mismatch"),
        severity=pl.when(one_is_more).then(pl.lit("high")).otherwise(pl.lit("medium")),
        other_fact_id="whole_fact_id",
        expected="whole_number",
        found=pl.when(one_is_more).then("number").otherwise("sum"),
        explanation=pl.when(one_is_more)
        .then(pl.format("其中{}{}，多于总数{}{}", "indicator", "mention", "whole_indicator", "whole_mention"))
        .otherwise(
            pl.format(
                "其中各项到{}{}为止相加已多于总数{}{}", "indicator", "mention", "whole_indicator", "whole_mention"
            )
        ),
    )


def ratios_to_hundred(facts: pl.DataFrame) -> pl.DataFrame:
    """The shares of a ratio (三次产业比 28.3:43.9:27.8) do not add up to 100."""
    shares = facts.filter((pl.col("measure") == "share") & (pl.col("unit") == "%")).with_columns(
        joined=pl.col("lead").str.contains("[:：∶﹕]$"), followed=pl.col("trail").str.contains("^[:：∶﹕]")
    )
    members = shares.filter(pl.col("joined") | pl.col("followed")).with_columns(
        group=(~pl.col("joined")).cast(pl.Int32).cum_sum().over("report_id")
    )
    sums = members.group_by("report_id", "group", maintain_order=True).agg(
        pl.col("number").sum().alias("sum"),
        pl.col("half").sum().alias("slack"),
        pl.len().alias("shares"),
        pl.col("mention").str.join(":").alias("ratio"),
        pl.col("fact_id").first(),
        pl.col("fact_id").last().alias("other_fact_id"),
        pl.col("indicator").first(),
    )
    off = (pl.col("sum") - _HUNDRED).abs()
    return sums.filter((pl.col("shares") >= 3) & (off > pl.col("slack") + RATIO_SLACK) & (off < 60)).with_columns(  # noqa: PLR2004
        kind=pl.lit("sum_mismatch"),
        severity=pl.when(off > 2).then(pl.lit("medium")).otherwise(pl.lit("low")),  # noqa: PLR2004
        expected=pl.lit(float(_HUNDRED)),
        found=pl.col("sum").round(3),
        explanation=pl.format("{}{}：各项相加为{}，不是100", "indicator", "ratio", pl.col("sum").round(2)),
    )


def sectors_against_gdp(facts: pl.DataFrame) -> pl.DataFrame:
    """The value added of the three sectors does not add up to the GDP of the same report and year."""
    sectors = ["primary_industry_value_added", "secondary_industry_value_added", "tertiary_industry_value_added"]
    levels = facts.filter(
        (pl.col("measure") == "level")
        & (pl.col("unit") == "元")
        & pl.col("subject").is_null()
        & ~pl.col("is_wider")
        & pl.col("indicator_id").is_in(["gdp", *sectors])
        & (pl.col("status") != "baseline")
    ).unique(["report_id", "year", "indicator_id"], keep="first", maintain_order=True)
    whole = levels.filter(pl.col("indicator_id") == "gdp")
    parts = (
        levels.filter(pl.col("indicator_id") != "gdp")
        .group_by("report_id", "year")
        .agg(
            pl.col("number").sum().alias("sum"),
            pl.col("half").sum().alias("slack"),
            pl.len().alias("parts"),
            pl.col("mention").str.join("、").alias("mentions"),
            pl.col("fact_id").first().alias("other_fact_id"),
        )
    )
    off = (pl.col("sum") - pl.col("number")).abs() - pl.col("slack") - pl.col("half")
    return (
        whole.join(parts.filter(pl.col("parts") == len(sectors)), on=["report_id", "year"])
        .filter(off > 0.001 * pl.col("number"))
        .with_columns(
            kind=pl.lit("sum_mismatch"),
            severity=pl.when(off > 0.03 * pl.col("number")).then(pl.lit("high")).otherwise(pl.lit("medium")),
            expected="sum",
            found="number",
            explanation=pl.format(
                "{}年生产总值{}，三次产业{}相加为{}亿元", "year", "mention", "mentions", (pl.col("sum") / 1e8).round(2)
            ),
        )
    )


def percent_out_of_range(facts: pl.DataFrame) -> pl.DataFrame:
    """Shares and rates above 100 % or below 0, and growth that cannot be or is hard to believe."""
    words = pl.col("lead") + pl.col("indicator") + pl.col("scope").fill_null("") + pl.col("trail").str.slice(0, 6)
    is_part = (pl.col("measure") == "share") | (
        (pl.col("measure") == "level") & pl.col("indicator").str.contains("(?:率|比重|占比|比例)$")
    )
    outside = (pl.col("number") > _HUNDRED) | ((pl.col("number") < 0) & (pl.col("measure") == "share"))
    impossible = (pl.col("measure") == "growth") & (pl.col("number") < -_HUNDRED)
    steep = (pl.col("measure") == "growth") & (pl.col("number") > STEEP) & pl.col("basis").is_null()
    return (
        facts.filter((pl.col("unit") == "%") & (outside | steep | impossible))
        .filter(
            pl.col("mention").str.contains("[%％]|百分之")
            & ((is_part & outside & ~words.str.contains(exempt("percent_out_of_range"))) | impossible | steep)
        )
        .with_columns(
            kind=pl.lit("percent_out_of_range"),
            severity=pl.when(impossible | (is_part & outside)).then(pl.lit("medium")).otherwise(pl.lit("low")),
            other_fact_id=pl.lit(None, pl.String),
            expected=pl.when(is_part).then(float(_HUNDRED)).otherwise(None),
            found="number",
            explanation=pl.when(impossible)
            .then(pl.format("{}{}：降幅不可能超过100%", "indicator", "mention"))
            .when(steep)
            .then(pl.format("{}增长{}：增幅过大，请核对", "indicator", "mention"))
            .otherwise(pl.format("{}{}：超出0至100%", "indicator", "mention")),
        )
    )
