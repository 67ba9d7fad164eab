"""What kind of statement a number is: measure, basis, scope and status.

All is read from the stem, which stands before the number or before the list that it is part of: in 分别下降8%、14.6%
both numbers fall.
"""

from functools import cache
from typing import Final

import polars as pl

import seeds
from transforms.language.patterns import TIMES, pattern, words

_STEM: Final = pl.col("stem")
_UNIT: Final = pl.col("unit")
_SLOT: Final = pl.col("slot")
_IS_RATIO: Final = _UNIT.is_in(["%", "‰"])
_IN_CLAUSE: Final = "[^，。；、]*$"
#: 增长到, 提高至, 达到了: where something got to, and not by how much.
_REACH: Final = r"(?:到|至|成|为|达到?|在)[了]?$"
#: 7%的速度 names the growth only after a stem that is not a statement of its own.
_LONGEST_STEM_BEFORE_GROWTH: Final = 12


def _spread_bounds(facts: pl.DataFrame) -> pl.DataFrame:
    """Bounds that stand apart from their number: 至少建成2个; 分别增长7.5%、8.5%以上 bounds both."""
    bound, clause = pl.col("bound"), pl.col("clause_so_far")
    is_exact = bound == "exact"
    by_verb = pl.when(is_exact & (_SLOT == "number"))
    last_bound = bound.last().over("row", "chain")
    starts_exact = ~pl.col("text").first().over("row", "chain").str.contains("^(?:突破|超过)")
    is_shared = (pl.col("chain_length") > 1) & _STEM.str.contains("分别")
    return facts.with_columns(
        bound=by_verb.then(
            pl.when(clause.str.contains(f"{words('bounds', side='before', bound='at_most')}[^，。；]{{1,30}}$"))
            .then(pl.lit("at_most"))
            .when(clause.str.contains(f"{words('bounds', side='before', bound='at_least')}[^，。；]{{1,30}}$"))
            .then(pl.lit("at_least"))
            .otherwise(bound)
        ).otherwise(bound)
    ).with_columns(
        bound=pl.when(is_exact & is_shared & last_bound.is_in(["at_least", "at_most", "about"]))
        .then(last_bound)
        # 分别突破2000家和3000家: the verb of the first bounds the rest
        .when(is_exact & (pl.col("chain_length") > 1) & (bound.first().over("row", "chain") == "above") & ~starts_exact)
        .then(pl.lit("above"))
        .otherwise(bound)
    )


@cache
def _movement(direction: str) -> str:
    return words("movements", direction=direction)


def _read_movement(facts: pl.DataFrame) -> pl.DataFrame:
    """Adds verb and direction (全市生产总值同比增长 → 增长, up), first_verb (压减产能 → 压减), reaches and moves."""
    particles, up, down = f"{pattern('particle')}*", _movement("up"), _movement("down")
    # 新增, the 增长 of 自然增长率 and the 提升 of 改造提升 move nothing
    is_none = _STEM.str.contains(f"(?:新增|自然增长率|(?:改造|提质|优化|整治|完善|培育|规范|更新)提升){particles}$")
    verb = pl.when(~is_none).then(_STEM.str.extract(f"((?:{up}|{down}))(?:幅度|速度)?{particles}$"))
    is_growth_reached = _STEM.str.contains(f"{pattern('growth_reached')}$") | _STEM.str.contains(
        f"{up}(?:目标|预期|速度|幅度)?(?:定)?[为在]$"
    )
    return (
        facts.with_columns(
            verb=verb,
            first_verb=_STEM.str.extract(rf"^{pattern('reducing_lead')}*({pattern('reducing_verb')})"),
            reaches=_STEM.str.contains(_REACH) & ~is_growth_reached,
        )
        .with_columns(
            direction=pl.when(pl.col("verb").str.contains(f"^{down}$"))
            .then(pl.lit("down"))
            .when(pl.col("verb").is_not_null())
            .then(pl.lit("up")),
        )
        .with_columns(
            moves=pl.col("verb").is_not_null() & ~pl.col("reaches") & ~pl.col("text").str.contains("[至到]"),
            reduces=pl.col("first_verb").is_not_null() & ~_IS_RATIO & ~_STEM.str.contains("[到至]$"),
        )
    )


def _measure_of_ratio() -> pl.Expr:
    """The measure of a percentage: growth, change, share or level, by the first rule that fits."""
    said_of, trail = pl.col("said_of"), pl.col("trail")
    moves, reaches = pl.col("moves"), pl.col("reaches")
    is_part, is_carried = _SLOT == "part", said_of != _STEM
    growth = pattern("growth_noun")
    is_growth_noun = _STEM.str.contains(f"{growth}[^，。；率]{{0,6}}$") & ~_STEM.str.contains(
        f"{pattern('no_growth')}$"
    )
    carries_growth = is_carried & said_of.str.contains(f"{growth}[^率，。]{{0,10}}$")
    is_followed_by_growth = trail.str.contains(f"^(?:的)?{pattern('growth_trail')}") & (
        _STEM.str.len_chars() <= _LONGEST_STEM_BEFORE_GROWTH
    )
    share = f"{pattern('share_noun')}{_IN_CLAUSE}"
    is_share = _STEM.str.contains(share) | (is_carried & said_of.str.contains(share))
    is_share_of_plan = _STEM.str.contains(pattern("plan_share"))
    rate = "率[^，。；、占]{0,8}$"
    is_rate = (
        _STEM.str.contains(rate)
        | (is_carried & said_of.str.contains(rate))
        | _STEM.str.contains(f"{pattern('rate_noun')}{pattern('rate_adverb')}?{pattern('particle')}*$")
    )
    is_gap = _STEM.str.contains(pattern("gap"))
    return (
        pl.when(moves & is_gap)
        .then(pl.lit("change"))
        .when(moves | (is_part & pl.col("first_verb").is_not_null()))
        .then(pl.lit("growth"))
        .when(reaches & carries_growth)
        .then(pl.lit("growth"))
        .when(is_part & ~is_growth_noun & ~is_rate)
        .then(pl.lit("share"))
        .when((is_growth_noun & ~reaches) | is_followed_by_growth)
        .then(pl.lit("growth"))
        .when(is_share_of_plan)
        .then(pl.lit("share"))
        .when(is_rate & ~_STEM.str.contains("(?:占|相当于)[^，。；率]*$"))
        .then(pl.lit("level"))
        .when(is_share)
        .then(pl.lit("share"))
        .when(trail.str.contains("^(?:以上)?的") & ~_STEM.str.contains("率"))
        .then(pl.lit("share"))
        .when(_STEM.str.contains(f"{pattern('share_reached')}$"))
        .then(pl.lit("share"))
        .otherwise(pl.lit("level"))
    )


def _measure() -> pl.Expr:
    """The measure of a number, by the first rule that fits."""
    verb, moves = pl.col("verb"), pl.col("moves")
    is_times = _UNIT == "倍"
    # 收入之比2.4:1 and 翻两番 are multiples, and so is 是2017年的2.3倍; 增长2.3倍 is growth
    is_stated_multiple = is_times & ((_SLOT == "part") | ((_SLOT == "number") & pl.col("stated_unit").is_null()))
    is_times_of = ~moves | _STEM.str.contains("(?:是|为|相当于)[^，。]*$")
    # 新增就业12万人 is a level; 新增企业增长12家 is none
    is_new = _STEM.str.contains(f"{pattern('new_stock')}[^，。；]*$") & ~_STEM.str.contains(f"{_movement('up')}[了]?$")
    is_compared = _STEM.str.contains(f"(?:比|较){TIMES}?[^，。]*$")
    is_change = (moves & ~is_new & (verb.str.len_chars() > 1)) | (moves & is_compared)
    return (
        pl.when(_SLOT.is_in(["rank", "share", "multiple"]))
        .then(_SLOT)
        # 由第39位跃升至21位: the place reached is a rank
        .when((_SLOT == "number") & (_UNIT == "位") & _STEM.str.contains("[升降移居][至到]$"))
        .then(pl.lit("rank"))
        .when(_UNIT.is_in(["百分点", "千分点"]))
        .then(pl.lit("change"))
        .when((_SLOT == "number") & (_UNIT == "位") & verb.is_not_null())
        .then(pl.lit("change"))
        .when(is_stated_multiple | (is_times & is_times_of))
        .then(pl.lit("multiple"))
        .when(is_times)
        .then(pl.lit("growth"))
        .when(_IS_RATIO)
        .then(_measure_of_ratio())
        .when(pl.col("reduces") | is_change)
        .then(pl.lit("change"))
        .otherwise(pl.lit("level"))
    )


def _basis() -> pl.Expr:
    """What growth and change are measured against, where it is not the year before: since:2015 for 比2015年."""
    since = pl.when(_STEM.str.contains(f"(?:比|较){TIMES}")).then(
        pl.lit("since:") + pl.col("base_year").cast(pl.String)
    )
    return (
        pl.when(_STEM.str.contains(pattern("annual_average")))
        .then(pl.lit("annual_average"))
        .when(_STEM.str.contains(pattern("month_on_month")))
        .then(pl.lit("month_on_month"))
        .when(_STEM.str.contains(pattern("cumulative")))
        .then(pl.lit("cumulative"))
        .otherwise(since)
    )


def _scope() -> pl.Expr:
    """Among whom a rank counts (居全国第3位 → 全国) and of what a share is one (占生产总值的比重 → 生产总值)."""
    among = _STEM.str.extract(rf"((?:{pattern('rank_scope')}|[^，。；、居列位]{{2,10}}?)?)(?:的)?$")
    share_of = _STEM.str.extract(rf"占([^，。；]*?)(?:的)?{pattern('share_of_what')}?(?:的)?{pattern('share_moves')}*$")
    scope = (
        pl.when(pl.col("measure") == "rank")
        .then(among)
        .when(pl.col("measure") == "share")
        .then(pl.coalesce(share_of, _STEM.str.extract("相当于(.*?)的$")))
    )
    return scope.replace("", None)


def _turn_signs(facts: pl.DataFrame) -> pl.DataFrame:
    """Growth and changes below zero where the words fall: 下降8% is -8, and 下降2%—3% is -3 to -2."""
    direction, value, value_max = pl.col("direction"), pl.col("value"), pl.col("value_max")
    is_reduced = pl.col("first_verb").is_not_null() & (direction.is_null() | pl.col("reduces"))
    is_said_to_fall = direction.is_null() & _STEM.str.contains(f"{pattern('falling_word')}[^，。；]{{0,16}}$")
    falls = pl.col("measure").is_in(["growth", "change"]) & ((direction == "down") | is_reduced | is_said_to_fall)
    is_reversed = value_max < value
    return facts.with_columns(
        value=pl.when(falls & (value > 0)).then(-value).otherwise(value),
        value_max=pl.when(falls).then(-value_max).otherwise(value_max),
    ).with_columns(
        value=pl.when(is_reversed).then(value_max).otherwise(value),
        value_max=pl.when(is_reversed).then(value).otherwise(value_max),
    )


def assign_measure(facts: pl.DataFrame) -> pl.DataFrame:
    """Adds measure, basis and scope, completes bound, and turns the sign of value and value_max where the words fall.

    Takes the frame of `statements.situate` with unit, bound, value, value_max, stated_unit, slot and base_year.
    """
    frame = _read_movement(_spread_bounds(facts)).with_columns(measure=_measure(), basis=_basis())
    return _turn_signs(frame.with_columns(scope=_scope())).drop(
        "verb", "direction", "first_verb", "reaches", "moves", "reduces"
    )


@cache
def _status_cues(status: str) -> str:
    rows = seeds.read("status_cues").filter(status=status)
    return "|".join(f"(?:{cue})" for cue in rows["pattern"])


def assign_status(facts: pl.DataFrame) -> pl.DataFrame:
    """Adds status: target, estimate, baseline or actual.

    Takes role, is_baseline, review_end, year_from, year_to, has_said, clause_so_far and part_so_far.
    """
    clause = pl.col("clause_so_far")
    is_plan = pl.col("role") == "plan"
    is_estimated = pl.col("part_so_far").str.contains(_status_cues("estimate"))
    # 完成年度目标的105% plans nothing
    is_planned = clause.str.contains(_status_cues("target")) & ~clause.str.contains(pattern("plan_kept"))
    # 已建成12个 in a plan is done; 比去年增长6% is not
    is_done = clause.str.contains(pattern("done_already")) & ~clause.str.contains(pattern("done_in_comparison"))
    is_future = pl.col("has_said") & (pl.col("year_from") > pl.col("review_end"))
    is_past = pl.col("has_said") & (pl.col("year_to") <= pl.col("review_end"))
    status = (
        pl.when(pl.col("is_baseline"))
        .then(pl.lit("baseline"))
        .when(is_plan & (is_past | is_done))
        .then(pl.lit("actual"))
        .when(is_plan | is_future | (is_planned & ~is_past & ~is_estimated))
        .then(pl.lit("target"))
        .when(is_estimated)
        .then(pl.lit("estimate"))
        .otherwise(pl.lit("actual"))
    )
    return facts.with_columns(status=status)
