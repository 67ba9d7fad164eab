"""Numbers that name a class of things by its size: 3000吨级航道, 2000万元以上工业企业, 投资超5亿元的项目."""

import polars as pl

from transforms.language.patterns import pattern
from transforms.language.rules import Condition, is_so, says
from transforms.language.searches import only


def is_measured_in(*dimensions: str) -> Condition:
    """Whether a number has one of the dimensions: money, count …"""
    return is_so(pl.col("dimension").is_in(dimensions))


def is_grade() -> Condition:
    """千万吨级, 百亿大关: what names a class by its size; but 分别突破2万元、1万元大关 bounds both."""
    return says("after", r"^(?:级|元级|级别|吨级)") | (
        says("after", "^大关") & ~is_so(pl.col("bound_before").is_not_null()) & ~says("before", "[、和与]$")
    )


def is_condition() -> Condition:
    """2000万元以上工业企业 is a class; 近千公里的黄河堤防加固工程 is a length, and 达到3亿元以上企业 a fact."""
    above = is_so(pl.col("bound_before").is_not_null()) & is_measured_in("money")
    is_round = says("number", "^[百千万亿十]", above.holds) | says("number", "^1[0]+$", above.holds)
    below = is_so(pl.col("bound_after").is_not_null())
    bounded = below | (above & is_round)
    # 全市80%以上的村通了公路, 覆盖95%以上行政村 tell how many of them, and 空置率50%以上的村 which
    of_whole = below & is_measured_in("ratio")
    is_part = of_whole & ~says("before", f"{pattern('rate_end')}(?:达到?|在|超过?|高于|低于)?$", of_whole.holds)
    is_bounded = ~is_measured_in("count", "persons") & bounded & ~is_part
    things = f"^(?:的[^，。,;:、]{{0,16}}?|[^，。,;:、（(]{{0,8}}?){pattern('thing')}"
    is_of_things = says("after", things, is_bounded.holds) & ~_is_spent(is_bounded)
    # 年收入超过20万元的村占比达80%: what a share is of is one, whatever the number
    above_share = above & says("after", "^的[^，。、]{0,10}(?:占比|比例|比重)", above.holds)
    return (is_bounded & is_of_things & ~says("before", f"{pattern('fact_verb')}$", is_bounded.holds)) | above_share


def _is_spent(where: Condition) -> Condition:
    """投入近亿元 | 用于农村改厕, 投入近100万元 | 建设乡村学校: what a sum is spent on is no class."""
    return says("after", "^(?:用[于来以]|[对向])", where.holds) | says(
        "before", f"{pattern('spending_verb')}$", where.holds
    )


def opens_conditions() -> Condition:
    """年收益超10万元、超30万元村集体: the first of two bounds that divide one kind of things."""
    bounds_money = pl.col("bound_before").is_not_null() & (pl.col("dimension") == "money")
    # 投资超50亿元或10亿美元项目: one in two currencies
    is_other = (pl.col("after") == "或") & (pl.col("dimension_of_next") == "money")
    is_pair = (bounds_money & (((pl.col("after") == "、") & pl.col("bounds_next")) | is_other)).fill_null(value=False)
    things = f"^(?:级)?(?:{pattern('money_class')}|{pattern('thing')})"
    return is_so(is_pair & only(is_pair, pl.col("after_next")).str.contains(things))


def is_condition_of_count() -> Condition:
    """投资超5亿元的项目已达4个: a bound of money, and the number of the things that it bounds.

    So is 存栏10万只以上的村4个 of a count that has its bound behind it.
    """
    counts = pl.col("dimension_of_next").is_in(["count", "persons"]).fill_null(value=False)
    thing = f"的?[^，。；、,;:]{{0,8}}?{pattern('thing')}"
    bounded_after = pl.col("bound_after").is_not_null()
    is_money = is_measured_in("money") & is_so((pl.col("bound_before").is_not_null() | bounded_after) & counts)
    is_money &= ~_is_spent(is_money)
    leads_on = says("after", f"^(?:{thing}(?:已|共|累计|总数|数量)*(?:达到?|有|为)?)?$", is_money.holds)
    # 其中投资超亿元的2个，…; but 总投资超千亿元的880个项目 tells what they cost together
    is_lone = (
        is_money & says("after", "^的$", is_money.holds) & says("after_next", "^(?:$|[，。；、,;])", is_money.holds)
    )
    # 存栏10万只以上的村4个; 2个以上规划人口不少于1万人的社区 are two
    is_count = is_measured_in("count", "persons") & is_so(bounded_after & counts & ~pl.col("bounds_next"))
    is_of_count = is_count & says("after", f"^{thing}$", is_count.holds) & ~says("after", "人口$", is_count.holds)
    return (is_money & leads_on) | is_lone | is_of_count
