"""What kind of statement a number is: measure, basis, scope and status."""

from functools import cache
from typing import Final

import polars as pl

import seeds
from transforms import grammar
from transforms.patterns import DATE, TIME

_TIMES: Final = f"[{DATE}{TIME}]"
_PARTICLES: Final = r"(?:了|的|约|近|超|超过|为|达|达到|至少|不低于|在|控制在|保持在|稳定在|实现|预期|目标|预计|力争|仅|均|都|各|幅度|速度|率|同比|环比|左右|完成|又|再|以上|是|目标为|预期目标为|目标是|预期为|保持|高达|分别|分别为|分别达|分别达到|预期目标|在全国|不超过|一般|[“”(])*"
_REACH: Final = r"(?:到|至|成|为|达到?|在)[了]?$"
_SHARE: Final = r"占|比重|比例|份额|占比|相当于|之比|构成|结构"
_RATE: Final = r"(?:[^长]率|强度|系数|指数|水平|面|度|值|量|额|进度|速度|优良|达标|利率|覆盖|分|幅|增长|增速|能耗)(?:分别|均|都|也|已|将|要|更|仍|总体)?"
_PLAN_SHARE: Final = r"(?:(?:完成|占|达到?|为|超额完成|是)[^，。]{0,8}(?:任务|计划|目标|预算)[^，。]{0,4}|(?:任务|计划|目标|预算|总数|总量|总额|总户数)的)$"
_GAP: Final = (
    r"(?:高于|低于|快于|慢于|高出|多于|少于)[^，。；]{0,16}$|(?:比|较)[^，。；增减提升降]{2,14}(?:高|低|快|慢|多|少)$"
)
#: 至少建成2个: a bound that a verb has cut off from its number.
_BOUND_BEFORE_VERB: Final = {
    "at_least": r"(?:至少|最少|不少于|不低于)[^，。；]{1,30}$",
    "at_most": r"(?:至多|最多|不超过|不高于)[^，。；]{1,30}$",
}
_NEW: Final = r"(?:新增|新增加|净增加|减税|减租|退税|免除|减免|增发|增设|增开|增加值)"


@cache
def _movements(direction: str) -> str:
    rows = seeds.read("movements")
    return grammar.alternatives(rows.filter(pl.col("direction") == direction)["word"].to_list())


def _last_movement(text: pl.Expr) -> tuple[pl.Expr, pl.Expr]:
    """(the movement verb that ends a lead, its direction): 全市生产总值同比增长 → 增长, up."""
    both = f"(?:{_movements('up')}|{_movements('down')})"
    verb = pl.when(~text.str.contains(f"新增{_PARTICLES}$") & ~text.str.contains(f"自然增长率{_PARTICLES}$")).then(
        text.str.extract(f"({both})(?:幅度|速度)?{_PARTICLES}$")
    )
    direction = (
        pl.when(verb.str.contains(f"^{_movements('down')}$"))
        .then(pl.lit("down"))
        .when(verb.is_not_null())
        .then(pl.lit("up"))
    )
    return verb, direction


def assign_measure(facts: pl.DataFrame) -> pl.DataFrame:
    """Adds measure, basis, scope, and `moves` (the movement verb); turns the sign of value where the words fall.

    `stem` is the lead of the list that a number is part of: in 分别下降8%、14.6% both numbers fall.
    """
    stem = pl.col("stem")
    verb, direction = _last_movement(stem)
    first_verb = stem.str.extract(
        rf"^(?:{_TIMES}|同比|全年|累计|共|全市|全县|全省|全区|[了、和])*(压减|削减|压缩|减少|减排|压降|缩减|降低|减轻|精简)"
    )
    clause, is_exact = pl.col("clause_so_far"), pl.col("bound") == "exact"
    bound = pl.col("bound")
    for name, pattern in _BOUND_BEFORE_VERB.items():
        bound = (
            pl.when(is_exact & clause.str.contains(pattern) & (pl.col("slot") == "number"))
            .then(pl.lit(name))
            .otherwise(bound)
        )
    # 分别增长7.5%、8.5%以上: the qualifier of the last is every one's
    last_bound = pl.col("bound").last().over("row", "chain")
    spreads = (
        (pl.col("bound") == "exact")
        & (pl.col("chain_length") > 1)
        & pl.col("stem").str.contains("分别")
        & last_bound.is_in(["at_least", "at_most", "about"])
    )
    facts = facts.with_columns(bound=bound).with_columns(bound=pl.when(spreads).then(last_bound).otherwise("bound"))
    frame = facts.with_columns(verb=verb, direction=direction, first_verb=first_verb)
    reaches = (
        stem.str.contains(_REACH)
        & ~stem.str.contains(
            r"(?:控制在|保持在|稳定在|幅度?达到?|速达到?|幅为|速为|增长率?达到?|下降率?达到?|增长为?|预期为|目标为)$"
        )
        & ~stem.str.contains(f"{_movements('up')}(?:目标|预期|速度|幅度)?(?:定)?[为在]$")
    )
    moves = pl.col("verb").is_not_null() & ~reaches & (pl.col("text").str.contains("^[^至到]*$"))
    unit, slot = pl.col("unit"), pl.col("slot")
    is_ratio = unit.is_in(["%", "‰"])
    trails_growth = pl.col("trail").str.contains(r"^(?:的)?(?:速度|增速|增长|增幅|涨幅|降幅|年均增长)")
    growth_noun = stem.str.contains(r"(?:增长|增速|增幅|涨幅|降幅|增长率|跌幅)[^，。；率]{0,6}$") & ~stem.str.contains(
        r"(?:贡献率|自然增长率[^，。]*|增长[到至]|新增[^，。]*)$"
    )
    is_share = (
        ((pl.col("said_of") != stem) & pl.col("said_of").str.contains(f"(?:{_SHARE})[^，。；、]*$"))
        | stem.str.contains(f"(?:{_SHARE})[^，。；、]*$")
        | stem.str.contains(_PLAN_SHARE)
    )
    named_rate = (
        pl.col("said_of").str.contains(r"率[^，。；、占]{0,8}$") & (pl.col("said_of") != stem)
        | stem.str.contains("率[^，。；、占]{0,8}$")
        | stem.str.contains(f"{_RATE}{_PARTICLES}$")
    )
    is_gap = stem.str.contains(_GAP)
    is_new = stem.str.contains(f"{_NEW}[^，。；]*$") & ~stem.str.contains(f"{_movements('up')}[了]?$")
    is_rank_move = (slot == "number") & (unit == "位") & (pl.col("verb").is_not_null())
    is_multiple = (unit == "倍") & ~(moves & ~stem.str.contains(r"(?:是|为|相当于)[^，。]*$"))
    reduces = pl.col("first_verb").is_not_null() & ~is_ratio & ~stem.str.contains(r"[到至]$")
    measure = (
        pl.when(slot == "rank")
        .then(pl.lit("rank"))
        .when(slot == "share")
        .then(pl.lit("share"))
        .when(unit.is_in(["百分点", "千分点"]))
        .then(pl.lit("change"))
        .when(is_rank_move)
        .then(pl.lit("change"))
        .when((slot == "part") & (unit == "倍"))
        .then(pl.lit("multiple"))
        .when((slot == "number") & pl.col("stated_unit").is_null() & (unit == "倍"))
        .then(pl.lit("multiple"))
        .when(unit == "倍")
        .then(pl.when(is_multiple).then(pl.lit("multiple")).otherwise(pl.lit("growth")))
        .when(is_ratio)
        .then(
            pl.when(moves & ~is_gap)
            .then(pl.lit("growth"))
            .when((slot == "part") & pl.col("first_verb").is_not_null())
            .then(pl.lit("growth"))
            .when(is_gap & moves)
            .then(pl.lit("change"))
            .when(
                reaches
                & (pl.col("said_of") != stem)
                & pl.col("said_of").str.contains("(?:增长|增速|增幅|涨幅|降幅)[^率，。]{0,10}$")
            )
            .then(pl.lit("growth"))
            .when((slot == "part") & ~growth_noun & ~named_rate)
            .then(pl.lit("share"))
            .when(growth_noun & ~reaches)
            .then(pl.lit("growth"))
            .when(trails_growth & (stem.str.len_chars() <= 12))
            .then(pl.lit("growth"))
            .when(stem.str.contains(_PLAN_SHARE))
            .then(pl.lit("share"))
            .when(named_rate & ~stem.str.contains(r"(?:占|相当于)[^，。；率]*$"))
            .then(pl.lit("level"))
            .when(is_share)
            .then(pl.lit("share"))
            .when(pl.col("trail").str.contains(r"^(?:以上)?(?:的)") & ~stem.str.contains("率"))
            .then(pl.lit("share"))
            .when(stem.str.contains(r"(?:达标|达到|为|达|有)$"))
            .then(pl.lit("share"))
            .otherwise(pl.lit("level"))
        )
        .when(reduces)
        .then(pl.lit("change"))
        .when(moves & ~is_new & (pl.col("verb").str.len_chars() > 1))
        .then(pl.lit("change"))
        .when(moves & stem.str.contains(f"(?:比|较){_TIMES}?[^，。]*$"))
        .then(pl.lit("change"))
        .otherwise(pl.lit("level"))
    )
    frame = frame.with_columns(measure=measure)
    falls = pl.col("measure").is_in(["growth", "change"]) & (
        (pl.col("direction") == "down")
        | ((pl.col("direction").is_null() | reduces) & pl.col("first_verb").is_not_null())
        | (
            pl.col("direction").is_null()
            & stem.str.contains(r"(?:低于|慢于|少于|低|慢|下降|减少|压缩|降低)[^，。；]{0,16}$")
        )
    )
    since = pl.coalesce(stem.str.extract(rf"(?:比|较)({_TIMES})"), pl.lit(None, pl.String))
    year_of_base = pl.col("base_year").cast(pl.String)
    basis = (
        pl.when(stem.str.contains("年均|年平均|每年|年递增"))
        .then(pl.lit("annual_average"))
        .when(stem.str.contains("环比"))
        .then(pl.lit("month_on_month"))
        .when(stem.str.contains("累计|五年共|三年共|共累计|总计"))
        .then(pl.lit("cumulative"))
        .when(since.is_not_null() & year_of_base.is_not_null())
        .then(pl.lit("since:") + year_of_base)
    )
    scope = (
        pl.when(pl.col("measure") == "rank")
        .then(
            stem.str.extract(
                r"((?:全国|全省|全市|全区|全县|世界|全球|中西部|中部|西部|东部|[^，。；、居列位]{2,10}?)?)(?:的)?$"
            )
        )
        .when(pl.col("measure") == "share")
        .then(
            pl.coalesce(
                stem.str.extract(
                    r"占([^，。；]*?)(?:的)?(?:比重|比例|份额|总量)?(?:的)?(?:达到?|为|提高到|超过|上升到|提升至)*$"
                ),
                stem.str.extract("相当于(.*?)的$"),
            )
        )
    ).replace("", None)
    return frame.with_columns(
        value=pl.when(falls & (pl.col("value") > 0)).then(-pl.col("value")).otherwise("value"),
        value_max=pl.when(falls & pl.col("value_max").is_not_null()).then(-pl.col("value_max")).otherwise("value_max"),
        basis=basis,
        scope=scope,
    ).with_columns(
        # a falling range keeps its ends in order: 下降2%—3% is -3 to -2
        value=pl.when(pl.col("value_max") < pl.col("value")).then("value_max").otherwise("value"),
        value_max=pl.when(pl.col("value_max") < pl.col("value")).then("value").otherwise("value_max"),
    )


def assign_status(facts: pl.DataFrame) -> pl.DataFrame:
    """Adds status: target, estimate, baseline or actual.

    Needs role, is_baseline, review_end, plan_year, year_from, year_to, has_said, `so_far` (the sentence before the number)
    and `part_so_far` (the same from the last ；on).
    """
    cues = seeds.read("status_cues")

    def pattern(status: str) -> str:
        return "|".join(f"(?:{p})" for p in cues.filter(pl.col("status") == status)["pattern"])

    is_plan = pl.col("role") == "plan"
    clause = pl.col("clause_so_far")
    is_estimated = pl.col("part_so_far").str.contains(pattern("estimate"))
    is_planned = clause.str.contains(pattern("target")) & ~clause.str.contains(
        "目标任务的$|超额完成|计划的$|年度(?:目标|计划)|(?:计划|目标|预期|任务)(?:的)?$|超计划|原计划|目标任务"
    )
    is_done = clause.str.contains(
        r"已(?:经)?(?:建成|完成|达|有|超|投|开|实|引|累|在|于|形|发|覆|培|签|获|成)|(?:去年|上年|目前|现有|我国有|现已|截至)"
    ) & ~clause.str.contains("比去年|比上年|较上年|较去年|同比|由去年|从去年")
    is_future = pl.col("has_said") & (pl.col("year_from") > pl.col("review_end"))
    is_past = pl.col("has_said") & (pl.col("year_to") <= pl.col("review_end"))
    status = (
        pl.when(pl.col("is_baseline"))
        .then(pl.lit("baseline"))
        .when(is_plan & (is_past | is_done))
        .then(pl.lit("actual"))
        .when(is_plan)
        .then(pl.lit("target"))
        .when(is_future)
        .then(pl.lit("target"))
        .when(is_planned & ~is_past & ~is_estimated)
        .then(pl.lit("target"))
        .when(is_estimated)
        .then(pl.lit("estimate"))
        .otherwise(pl.lit("actual"))
    )
    return facts.with_columns(status=status)
