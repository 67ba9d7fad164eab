"""What kind of statement a number is: a level, growth, a change, a share, a multiple or a rank.

All is read from the stem, which stands before the number or before the list that it is part of: in 分别下降8%、14.6%
both numbers fall.
"""

from functools import cache
from typing import Final

import polars as pl

from transforms.facts.actions import list_no
from transforms.facts.basis import basis, scope
from transforms.facts.bounds import spread_bounds
from transforms.facts.movement import MOVEMENT_COLUMNS, read_movement, turn_signs
from transforms.language.patterns import TIMES, pattern
from transforms.language.rules import Condition, Decision, Rule, equals, is_so, otherwise, says
from transforms.language.searches import add
from transforms.sequences import before

_IN_CLAUSE: Final = "[^，。；、]*$"
#: 7%的速度 names the growth only after a stem that is not a statement of its own.
_LONGEST_STEM_BEFORE_GROWTH: Final = 12

_MOVES: Final = Condition(pl.col("moves"), (("verb", "^.*$"),))
_REACHES: Final = is_so(pl.col("reaches"))
#: 占比由46.9% | 提高到50%: the noun of the first number is said of the second, too.
_IS_CARRIED: Final = is_so(pl.col("said_of") != pl.col("stem"))


def _in_own_or_carried_words(found: str) -> Condition:
    return says("stem", found) | (_IS_CARRIED & says("said_of", found))


@cache
def _of_ratio() -> Decision:
    """The measure of a percentage: growth, change, share or level."""
    is_part = is_so(pl.col("slot") == "part")
    growth = pattern("growth_noun")
    is_growth_noun = says("stem", f"{growth}[^，。；率]{{0,6}}$") & ~says("stem", f"{pattern('no_growth')}$")
    # 由52% | 增长至58% got there by growing
    grows_to = says("said_of", f"{pattern('no_growth')}$")
    is_short = is_so(pl.col("stem").str.len_chars() <= _LONGEST_STEM_BEFORE_GROWTH)
    is_followed_by_growth = says("trail", f"^(?:的)?{pattern('growth_trail')}") & is_short
    is_rate = _in_own_or_carried_words("率[^，。；、占]{0,8}$") | says(
        "stem", f"{pattern('rate_noun')}{pattern('rate_adverb')}?{pattern('particle')}*$"
    )
    # 80%监测对象消除返贫风险: and where nothing stands before it
    is_of_those = is_so((pl.col("stem") == "") & (pl.col("trail") != "")) & ~says("trail", f"^{pattern('no_tail')}")
    return Decision(
        "measure of a ratio",
        Rule("a gap to another", _MOVES & says("stem", pattern("gap")), "change", "增速比全省平均水平高{3.2%}。"),
        Rule("a verb of movement", _MOVES, "growth", "地区生产总值增长{6.1%}。"),
        Rule("set against another time", says("stem", "(?:同比|环比)$"), "growth", "进出口总额同比{-3.5%}。"),
        Rule(
            "a reduced part",
            is_part & Condition(pl.col("first_verb").is_not_null(), (("first_verb", "^.*$"),)),
            "growth",
            "压减行政审批事项{三分之一}。",
        ),
        Rule(
            "a rate of growth that is reached",
            _REACHES
            & _IS_CARRIED
            & says("said_of", f"{growth}[^率，。]{{0,10}}$")
            & ~grows_to
            & ~says("stem", "占比|比重"),
            "growth",
            "棉花产量每年的增长速度都在百分之四以上，高的达到{百分之五}。",
        ),
        Rule("a fraction", is_part & ~is_growth_noun & ~is_rate, "share", "完成任务{三分之一}。"),
        Rule(
            "a noun of growth",
            (is_growth_noun & ~_REACHES) | is_followed_by_growth,
            "growth",
            "有{6.5%左右}的增速就能稳住就业。",
        ),
        Rule("a share of the plan", says("stem", pattern("plan_share")), "share", "完成年度任务的{105%}。"),
        Rule(
            "a rate",
            is_rate & ~says("stem", "(?:占|相当于)[^，。；率]*$"),
            "level",
            "森林覆盖率{41.5%}。",
        ),
        Rule(
            "a noun of share",
            _in_own_or_carried_words(f"{pattern('share_noun')}{_IN_CLAUSE}"),
            "share",
            "服务业占经济总量{52.1%}。",
        ),
        Rule(
            "so much of what follows",
            (says("trail", "^(?:以上)?(?:的|用于)") & ~says("stem", "率")) | is_of_those,
            "share",
            "{93%}的村庄通了公交。",
        ),
        Rule(
            "the rate that moved before it",
            is_so(pl.col("rate_moved")),
            "level",
            "行政机关负责人出庭应诉率提高10个百分点、达{90%}。",
        ),
        Rule("so much has been reached", says("stem", f"{pattern('share_reached')}$"), "share", "通车里程达{98%}。"),
        otherwise("a percentage by itself", "level", "农村自来水普及{93%}。"),
    )


@cache
def measure() -> Decision:
    """The measure of a number."""
    is_number, is_times = is_so(pl.col("slot") == "number"), is_so(pl.col("unit") == "倍")
    is_place = is_number & equals("unit", "位")
    # 收入之比2.4:1 and 翻两番 are multiples, and so is 是2017年的2.3倍; 增长2.3倍 is growth
    is_stated_multiple = is_times & is_so(
        pl.col("slot").is_in(["part", "multiple"]) | ((pl.col("slot") == "number") & pl.col("stated_unit").is_null())
    )
    is_times_of = ~_MOVES | says("stem", "(?:是|为|相当于)[^，。]*$", is_times.holds)
    is_compared = says("stem", f"(?:比|较){TIMES}?[^，。]*$", _MOVES.holds)
    is_moved = (_MOVES & is_so(pl.col("verb").str.len_chars() > 1)) | (_MOVES & is_compared)
    # 增加了34个开放口岸, 提升10条道路 and 净增12家规上企业 tell of the things behind the number
    is_count = pl.col("dimension") == "count"
    is_better = says("stem", f"{pattern('more_or_better')}了?$", is_count)
    counts_behind = says("trail", "^“?[一-鿿]{2}", is_better.holds) & ~says(
        "trail", f"^(?:{pattern('no_tail')}|{pattern('no_thing_behind')})", is_better.holds
    )
    is_dealt_with = counts_behind & says(
        "stem", f"^{pattern('leading')}*{pattern('more_or_better')}了?$", is_better.holds
    )
    return Decision(
        "measure",
        Rule("a rank by its form", equals("slot", "rank"), "rank", "总量位居全省{第3位}。"),
        Rule(
            "the place that was reached",
            is_place & says("stem", "[升降移居进][至到][^，。；、]{0,16}$", pl.col("unit") == "位"),
            "rank",
            "排名由第39位升至{21位}。",
        ),
        Rule("a unit of difference", equals("unit", "百分点", "千分点"), "change", "比重提高{3.2个百分点}。"),
        Rule(
            "so many times something",
            is_stated_multiple | (is_times & is_times_of),
            "multiple",
            "产值是2017年的{2.3倍}。",
        ),
        Rule("grown so many times", is_times, "growth", "产量增长{5.1倍}。"),
        Rule("ratio", equals("unit", "%", "‰"), _of_ratio()),
        Rule(
            "a verb of reduction at the head",
            Condition(pl.col("reduces"), (("first_verb", "^.*$"),)),
            "change",
            "压减粗钢产能{120万吨}。",
        ),
        Rule("things that are more or better", is_dealt_with, "level", "增加{34个}开放口岸。"),
        Rule("moved by so much", is_moved, "change", "企业数量增加{12家}。"),
        otherwise("a number by itself", "level", "规上企业达到{412家}。"),
    )


def assign_measure(facts: pl.DataFrame) -> pl.DataFrame:
    """Adds measure, basis and scope, completes bound, and turns the sign of value and value_max where the words fall.

    Takes the frame of `statements.situate` with unit, bound, value, value_max, stated_unit, slot and base_year.
    """
    reached = pl.col("stem").str.contains("^、?(?:并|已)?(?:达到?|升至|至)$") & pl.col("listed")
    moved = before(pl.col("stem"), "row").str.contains(f"率[^，。；、占]{{0,6}}{pattern('movement')}了?$")
    frame = read_movement(spread_bounds(facts)).with_columns(rate_moved=(reached & moved).fill_null(value=False))
    frame = add(frame.with_columns(measure().decide_in(frame)), **measure().trace(), list_no=list_no())
    frame = add(frame, **basis().columns())
    return add(turn_signs(frame), **scope().columns()).drop(*MOVEMENT_COLUMNS, "list_no", "rate_moved")
