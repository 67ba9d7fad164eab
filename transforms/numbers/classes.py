"""Numbers that name a class of things by its size: 3000吨级航道, 2000万元以上工业企业, 投资超5亿元的项目."""

import polars as pl

from transforms.language.patterns import pattern
from transforms.language.rules import Condition, is_so, says
from transforms.language.searches import only


def is_measured_in(*dimensions: str) -> Condition:
    """Whether a number has one of the dimensions: money, count …"""
    return is_so(pl.col("dimension").is_in(dimensions))


def is_grade() -> Condition:
    """千万吨级, 百亿大关: what names a class by its size."""
    return says("after", r"^(?:级|元级|级别|吨级)") | (
        says("after", "^大关") & ~is_so(pl.col("bound_before").is_not_null())
    )


def is_condition() -> Condition:
    """2000万元以上工业企业 is a class; 近千公里的黄河堤防加固工程 is a length, and 达到3亿元以上企业 a fact."""
    above = is_so(pl.col("bound_before").is_not_null()) & is_measured_in("money")
    is_round = says("number", "^[百千万亿十]", above.holds) | says("number", "^1[0]+$", above.holds)
    below = is_so(pl.col("bound_after").is_not_null())
    bounded = below | (above & is_round)
    # 全市80%以上的村通了公路 tells how many of them
    of_whole = below & is_measured_in("ratio")
    is_part = of_whole & says("before", "(?:^|[，。；;、]|全[国省市县区州旗]|[有使和])$", of_whole.holds)
    is_bounded = ~is_measured_in("count", "persons") & bounded & ~is_part
    things = f"^(?:的[^，。,;:、]{{0,16}}?|[^，。,;:、]{{0,8}}?){pattern('thing')}"
    # 投入近亿元 | 用于农村改厕: what a sum is spent on is no class
    is_of_things = says("after", things, is_bounded.holds) & ~says("after", "^用[于来以]", is_bounded.holds)
    return is_bounded & is_of_things & ~says("before", f"{pattern('fact_verb')}$", is_bounded.holds)


def opens_conditions() -> Condition:
    """年收益超10万元、超30万元村集体: the first of two bounds that divide one kind of things."""
    is_first = pl.col("bound_before").is_not_null() & (pl.col("dimension") == "money") & (pl.col("after") == "、")
    is_pair = (is_first & pl.col("bounds_next")).fill_null(value=False)
    things = f"^(?:级)?(?:{pattern('money_class')}|{pattern('thing')})"
    return is_so(is_pair & only(is_pair, pl.col("after_next")).str.contains(things))


def is_condition_of_count() -> Condition:
    """投资超5亿元的项目已达4个: a bound of money, and the number of the things that it bounds."""
    counts = pl.col("dimension_of_next").is_in(["count", "persons"])
    leads_on = f"^(?:的?[^，。；、]{{0,8}}?{pattern('thing')}(?:已|共|累计|总数|数量)*(?:达到?|有|为)?)?$"
    bounded = pl.col("bound_before").is_not_null() | pl.col("bound_after").is_not_null()
    is_bound = is_measured_in("money") & is_so((bounded & counts).fill_null(value=False))
    return is_bound & says("after", leads_on, is_bound.holds)
