"""Which numbers of a plan are promises of its place, and which only stand in it.

A plan names things by their size (2×35万千瓦电厂, 投资3亿元的产业园), says where it starts from (全省收入预计增长7%),
and speaks in numbers that count nothing (三个关键领域). Nobody can keep or break them: they have no outcome.
"""

from functools import cache
from typing import Final

import polars as pl

from transforms.language.rules import Decision, Rule, equals, is_so, otherwise, says
from transforms.outcomes.cues import cue

PROMISE: Final = "promise"
#: A number in words of speech (三个方面) is small.
LARGEST_OF_SPEECH: Final = 10


@cache
def promise() -> Decision:
    """`promise`, or null for a number that nobody can keep.

    Reads lead, trail, mention, unit, measure, value_number, indicator and region_level.
    """
    counts_goods = says("unit", f"^(?:{cue('capacity_unit')})$")
    is_brought = says("lead", f"(?:{cue('brought')})$")
    names_work = says("trail", f"^(?:{cue('named_work')})")
    is_small = is_so(pl.col("value_number") <= LARGEST_OF_SPEECH)
    above_county = equals("region_level", "prefecture", "county")
    return Decision(
        PROMISE,
        Rule(
            "a capacity in the name of a work",
            counts_goods & names_work & ~is_brought,
            None,
            "plan: 推进{30万千瓦}风电项目前期工作。",
        ),
        Rule(
            "a yearly capacity in a name",
            says("lead", f"(?:{cue('capacity_lead')})$") & says("trail", "^[一-龥]"),
            None,
            "plan: 抓好年产{5000辆}罐式车等15个项目。",
        ),
        Rule(
            "a capacity in a list of works",
            counts_goods & says("trail", f"^(?:{cue('listed_works')})") & ~is_brought,
            None,
            "plan: 加快永泰化工{36万吨}醋酸、恒通罐式车等15个续建项目建设。",
        ),
        Rule(
            "several machines of one size",
            says("mention", "[×xX*]") & says("trail", "^[一-龥]"),
            None,
            "plan: 做好{2×35万千瓦}热电前期工作。",
        ),
        Rule(
            "a size that tells which ones",
            says("lead", f"(?:{cue('size_lead')})$")
            & ~says("lead", f"(?:{cue('size_of_year')})$")
            & says("trail", f"^(?:{cue('size_trail')})"),
            None,
            "plan: 力争投资{3亿元}的食品产业园开工。",
        ),
        Rule(
            "the whole cost of works",
            says("lead", f"总投资(?:{cue('reaching')})*$") & ~says("lead", cue("to_be_spent")),
            None,
            "plan: 安排重点项目15个，总投资{71亿元}。",
        ),
        Rule(
            "a size in brackets",
            says("lead", f"[（(](?:{cue('size_lead')})$") & says("trail", "^[）)]"),
            None,
            "plan: 建设农村公路12条（总长{21.7公里}）。",
        ),
        Rule(
            "a threshold behind a count",
            says("lead", "[0-9](?:个|家|处|座|条|所)$") & says("mention", "以[上下]$") & says("trail", "^[一-龥]"),
            None,
            "plan: 改造全县57个{50户以上}连片村寨。",
        ),
        Rule(
            "an hour of a service",
            says("unit", "^(?:小时|分钟)$") & ~says("lead", f"(?:{cue('shortened')})[^，。；]*$"),
            None,
            "plan: 实现企业开办{2小时}办结。",
        ),
        Rule(
            "a manner of speaking",
            is_small & equals("unit", "个", "项", "大") & says("trail", f"^(?:{cue('speech')})"),
            None,
            "plan: 聚焦{三个}关键领域精准发力。",
        ),
        Rule(
            "a rank that names a kind",
            equals("measure", "rank") & says("trail", "^(?:、[^，。；]{1,8})?的"),
            None,
            "plan: 培育更多全国{第一}的企业。",
        ),
        Rule(
            "a size that opens its clause",
            equals("unit", "平方米", "公里", "立方米") & says("lead", "^$") & says("trail", "^的[一-龥]"),
            None,
            "plan: 确保主力店开业，{23万平方米}的建材城完工。",
        ),
        Rule("how long it lasts", says("lead", "为期$"), None, "plan: 开展为期{三年}的专项斗争。"),
        Rule(
            "those who come by themselves",
            says("indicator", f"(?:{cue('comes_by_itself')})$") & is_so(pl.col("action").is_null()),
            None,
            "plan: 今年高校毕业生{749万人}，就业压力很大。",
        ),
        Rule("whom it is for", says("lead", f"(?:{cue('addressed')})$"), None, "plan: 面向{30万}高校师生开展服务。"),
        Rule(
            "a number of the province",
            above_county & says("indicator", "^全(?:省|国|自治区)"),
            None,
            "plan: 全省财政收入预期增长{7%}。",
        ),
        Rule("a number of the world", says("indicator", "^(?:世界|全球)"), None, "plan: 全球经济预计增长{3%}。"),
        otherwise("a promise", PROMISE, "plan: 新建公园{5个}。"),
    )
