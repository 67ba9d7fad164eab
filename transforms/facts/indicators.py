"""What each number measures: indicator, action and subject, in the text's own words.

The noun stands before the number (专利37项) or after it (37项专利); where a clause names none, it is carried on from
the number before (营收4040.24亿元、增长7.1%), and a list of nouns is dealt out over a list of numbers
(肉、蛋、奶产量分别达到…).
"""

from functools import cache
from typing import Final

import polars as pl

from transforms.facts import phrases
from transforms.facts.dealing import deal_former, deal_out
from transforms.facts.owners import full_noun, join_all
from transforms.language.patterns import TIMES, pattern
from transforms.language.rules import Condition, Decision, Rule, first_of, is_so, otherwise, says, source

_COUNTED: Final = ["count", "persons"]
_EXTENTS: Final = ["area", "length", "mass", "volume"]
#: 园区 and 开发区 are kinds of places, 滨江新区 is one.
_LONGEST_KIND: Final = 3
_USES_TAIL: Final = is_so(pl.col("uses_tail"))
_HAS_HEAD: Final = is_so(pl.col("has_head"))
#: What `_choose` and the steps before it add for the steps after it.
_SCRATCH: Final = (
    "has_head",
    "uses_tail",
    "is_sum_of",
    "is_of_former",
    "nested",
    "topic",
    "line_topic",
    "own_noun",
    "full_noun",
    "source_no",
    "source_own",
    "of_all",
    "opening_noun",
    "dealt",
    "own_action",
    "list_no",
    "run_no",
)


def _is_place() -> Condition:
    return says("head_noun", f"{pattern('place')}$")


def _weigh_sides(frame: pl.DataFrame) -> pl.DataFrame:
    """Adds has_head and uses_tail: whether the words before the number name something, and whether those after do."""
    # 5008户11431名建档立卡贫困人口: numbers that touch count one noun
    touches = (pl.col("after") == "") & (pl.col("row").shift(-1) == pl.col("row"))
    tail = pl.when(touches).then(pl.coalesce("tail_noun", pl.col("tail_noun").shift(-1))).otherwise("tail_noun")
    # 完成98个傍水村污水治理: what is completed is the work
    is_governed = pl.col("last_verb").str.contains(f"^{pattern('governing_verb')}$").fill_null(value=False)
    tail = pl.when(is_governed).then(pl.coalesce("tail_work", tail)).otherwise(tail)
    # the words of 的村庄和 | 96% belong to the number before
    is_behind = pl.col("listed") & pl.col("lead").str.contains("^的.*[和、及与]$")
    # 46个竣工项目完成投资20亿元: the predicate speaks of the next number
    leads_on = (
        (pl.col("row").shift(-1) == pl.col("row"))
        & (pl.col("lead").shift(-1) == pl.col("trail"))
        & ~pl.col("listed").shift(-1)
        & ~pl.col("trail").str.contains("、")
    ).fill_null(value=False)
    tail_action = pl.when(~leads_on & ~(is_governed & pl.col("tail_work").is_not_null())).then("tail_action")
    is_count = pl.col("dimension").is_in(_COUNTED) | pl.col("implied_unit").is_not_null()
    is_measured = ~is_count & ~pl.col("trail").str.contains(f"^{pattern('no_measured_tail')}")
    is_sum = pl.col("head_noun").is_in(phrases.generic_nouns("measure"))
    after_verb = is_measured & ~is_sum & pl.col("last_verb").is_not_null()
    has_head = pl.col("has_head")
    after_place = ~is_count & has_head & _is_place().holds & pl.col("dimension").is_in(_EXTENTS)
    # 9个乡镇29个行政村: a noun counted before is no place
    nested = ((pl.col("row").shift(1) == pl.col("row")) & (pl.col("lead") == pl.col("trail").shift(1))).fill_null(value=False)
    # 93%的村庄和96%的农户实现清洁取暖: a part of what follows it
    is_part_of = (
        (pl.col("dimension") == "ratio")
        & ~has_head
        & pl.col("measure").is_in(["share", "level"])
        & (pl.col("trail").str.starts_with("的") | (pl.col("slot") == "part"))
        & ~pl.col("stem").str.contains("[占率比到达为]")
        & pl.col("tail_noun").is_not_null()
    )
    tail_fits = pl.col("tail_noun").is_not_null() & (pl.col("measure") == "level")
    return frame.with_columns(tail_noun=tail, tail_action=tail_action, has_head=phrases.names_something(pl.col("head_noun")) & ~is_behind).with_columns(
        is_of_former=(
            is_count
            & has_head
            & pl.col("stem").str.contains(f"{pattern('holds_of')}$")
            & (pl.col("tail_noun").is_in(phrases.generic_nouns("thing")) | pl.col("trail").str.contains(f"^{pattern('action')}"))
            & ~pl.col("trail").str.contains(f"^{pattern('protected')}")
        ).fill_null(value=False),
        nested=nested,
        is_sum_of=(~is_count & pl.col("trail").str.starts_with("的") & is_sum & pl.col("tail_noun").is_not_null()).fill_null(value=False),
        uses_tail=is_part_of | tail_fits & (is_count | (is_measured & ~has_head) | after_verb | after_place)
    )


@cache
def own_noun() -> Decision:
    """The noun that the number's own clause names, null for none."""
    return Decision(
        "own_noun",
        Rule(
            "what the sum is of follows it",
            is_so(pl.col("is_sum_of")),
            pl.col("tail_noun") + pl.col("head_noun"),
            "总投资{10亿元}的新材料产业园开工。",
        ),
        Rule(
            "what is paid for stands behind it",
            is_so(pl.col("paid_for").is_not_null() & ~pl.col("paid_for").str.ends_with("等")) & says("stem", f"^{TIMES}*{pattern('paying_verb')}$"),
            pl.col("paid_for"),
            "投资{2.5亿元}，实施精品街项目。",
        ),
        Rule(
            "a part of what stands before it",
            is_so(pl.col("is_of_former")),
            pl.col("head_noun").str.replace("[中内]$", ""),
            "35个续建项目中有{32个}项目开工。",
        ),
        Rule("the noun behind the number", _USES_TAIL, pl.col("tail_noun"), "新建{12所}学校。"),
        Rule(
            "its item of a list",
            is_so(pl.col("dealt").is_not_null()),
            pl.col("dealt"),
            "肉、蛋产量分别达到{3万吨}、2万吨。",
        ),
        Rule("the noun before the number", _HAS_HEAD, pl.col("head_noun"), "规上企业达到{412家}。"),
        otherwise("no noun in its clause", None, "营业收入40亿元，增长{7.1%}。"),
    )


@cache
def own_action() -> Decision:
    """The verb of doing in the number's own clause."""
    # 出台服务业高质量发展 | 30条措施: what ends the phrase is a noun there
    is_noun = pl.col("head_action").is_not_null() & pl.col("last_verb").str.contains(f"^{pattern('nominal_end')}$")
    head_action = pl.when(is_noun).then("head_action").otherwise(pl.coalesce("last_verb", "head_action"))
    has_own = is_so(pl.col("own_noun").is_not_null())
    return Decision(
        "own_action",
        Rule(
            "a sum does nothing",
            is_so(pl.col("is_sum_of")),
            None,
            "总投资{10亿元}的新材料产业园开工。",
        ),
        Rule(
            "what became of a part",
            is_so(pl.col("is_of_former")),
            pl.coalesce("tail_action", pl.col("trail").str.extract(f"^({pattern('action')}+)")),
            "35个续建项目中有{32个}项目开工。",
        ),
        Rule("a sum is paid", says("stem", f"^{TIMES}*{pattern('paying_verb')}$") & has_own, pl.col("stem").str.extract("(投资|投入)"), "投资{2.5亿元}，实施精品街项目。"),
        Rule(
            "the verb before the number",
            _USES_TAIL & is_so(head_action.is_not_null()),
            head_action,
            "新建{12所}学校。",
        ),
        Rule("the predicate of what is counted", _USES_TAIL, pl.col("tail_action"), "{5家}企业入选国家级绿色工厂。"),
        Rule("a predicate without a noun", is_so(pl.col("tail_noun").is_null() & pl.col("tail_action").is_not_null()), pl.col("tail_action"), "整合矿山16座，其中{14座}确定了主体。"),
        Rule("the verb before the noun", has_own, pl.col("head_action"), "治理河道{20.6公里}。"),
        otherwise("no noun to act on", None, "营业收入40亿元，增长{7.1%}。"),
    )


def _topic() -> pl.Expr:
    """The place that opens the last clause to do so since the last ；: 滨江新区建设提速，完成投资…"""
    found = pl.col("part_so_far").str.extract(
        rf"^(?:.*[，：:,])?在?([一-鿿“”0-9]{{1,5}}?{pattern('topic_place')})(?:[^生产]|$)"
    )
    return pl.when(~found.str.contains(pattern("no_topic")) & (found.str.len_chars() > _LONGEST_KIND)).then(found)


@cache
def subject() -> Decision:
    """Who or where, when it is not the report's own region."""
    whose = pl.col("head_noun").str.replace(f"{pattern('action')}+$", "").str.replace("(?:共|累计|已|新)$", "")
    by_place = _USES_TAIL & _HAS_HEAD & ~is_so(pl.col("nested")) & is_so(whose.str.contains(f"{pattern('place')}$"))
    named = pl.coalesce(pl.col("head_subject").forward_fill().over("row", "part"), "topic", "line_topic")
    # 中心城区完成投资26亿元，建成区面积达到50平方公里: said of the same place, unless a noun of its own opens the clause
    verb = pl.coalesce("last_verb", "head_action")
    goes_on = (verb.is_not_null() & (verb != "实现")) | (_USES_TAIL.holds & pl.col("line_topic").is_not_null()) | pl.col("listed") | pl.col("own_noun").is_in(
        phrases.generic_nouns("measure")
    ) | pl.col("own_noun").is_null() | pl.col("lead").str.contains(f"^{pattern('place')}?[内中]")
    return Decision(
        "subject",
        Rule("the place before the number", by_place, whose, "城东园区{12家}企业投产。"),
        Rule(
            "who acts before the verb",
            is_so(pl.col("head_subject").is_not_null()),
            pl.col("head_subject"),
            "滨江实验室部署科研项目{50余个}。",
        ),
        Rule(
            "the place that its part speaks of",
            is_so(named.is_not_null() & goes_on),
            named,
            "滨江新区建成道路12公里，完成投资{8亿元}。",
        ),
        otherwise("no subject", None, "新建{12所}学校。"),
    )


@cache
def indicator() -> Decision:
    """Where a number's indicator comes from, after every number has chosen its own noun."""
    full, verb_noun = pl.col("full_noun"), pl.col("verb_noun")
    # 粮食总产再创新高，达494万吨: a sentence whose first number has no noun takes the clause before it
    opens_part = pl.col("clause_before").is_not_null() & (pl.col("part") != pl.col("part").shift(1).over("row"))
    opens = ((pl.col("fact_no") == 1) | opens_part) & verb_noun.is_null() & pl.col("tail_noun").is_null()
    opening = pl.when(opens).then("opening_noun")
    named = pl.coalesce(full, opening)
    # 新增企业120家、增长7%: what grows is the new ones
    is_doing = pl.col("own_action").str.contains(f"^{pattern('nominal_verb')}$").fill_null(value=False)
    told = pl.when(is_doing & full.is_not_null()).then(pl.col("own_action") + full).otherwise(named)
    carried = (
        pl.when(pl.col("measure") == "growth").then(told.forward_fill().over("row")).otherwise(named.forward_fill().over("row"))
    )
    is_first, is_later = pl.col("position") == 0, pl.col("position") > 0
    return first_of(
        "indicator",
        source("its own noun", full, "规上企业达到{412家}。"),
        source("the clause that opens its sentence", opening, "粮食总产再创新高，达{494万吨}。"),
        source(
            "dealt from the list before",
            pl.col("source_own"),
            "新建游园305个、绿道23公里，总数分别达到{912个}、63公里。",
        ),
        source("all that its part named", pl.col("of_all"), "工业投资增长8%、民间投资增长9%，均位居全省{第四}。"),
        source(
            "the owner before and a verb",
            pl.when(is_first).then(carried + verb_noun),
            "中欧班列开行1200列、发送{19万标准箱}。",
        ),
        source("a verb alone", pl.when(is_first).then(verb_noun), "立案{91起}。"),
        source(
            "the first of its list",
            pl.when(is_later).then(named.first().over("row", "chain")),
            "粮食总产再创新高，达494万吨和{5万吨}。",
        ),
        source("carried on from the number before", carried, "营业收入40亿元，增长{7.1%}。"),
        source("the noun behind, for want of another", pl.col("tail_noun"), "占{82%}的财政支出。"),
        source("the clause before", pl.col("opening_noun"), "全市GDP总量居全省第11位，人均是全国的{54%}。"),
        source("its verb, for want of a noun", pl.col("head_action"), "建成{11万亩}。"),
        missing="增长{7.1%}。",
    )


def _run_lists(frame: pl.DataFrame) -> pl.DataFrame:
    """Adds list_no and run_no, which number the lists and the runs of like items of a sentence.

    新建农村道路22公里，电力线路300公里: an item of a run is a bare noun with a number of the dimension before it.
    """
    is_like = pl.col("dimension") == pl.col("dimension").shift(1)
    is_told = pl.col("lead").str.contains(f"{pattern('telling_verb')}[了约]?$") | pl.col("own_noun").is_in(
        phrases.generic_nouns("measure")
    )
    is_told |= pl.col("own_noun").str.contains(pattern("sum_noun")).fill_null(value=False)
    is_bare = (
        pl.col("next_to")
        & (pl.col("lead") != "")
        & is_like
        & (pl.col("measure") == "level")
        & ~pl.col("lead").str.contains(f"{pattern('telling_verb')}|{pattern('no_item')}")
        & ~pl.col("own_noun").is_in(phrases.generic_nouns("measure"))
    )
    is_counted = pl.col("dimension").is_in(_COUNTED) & pl.col("nested") & pl.col("uses_tail")
    goes_on = ((pl.col("listed") & ~is_told) | is_bare | is_counted).fill_null(value=False)
    return frame.with_columns(
        list_no=(~pl.col("listed")).cast(pl.Int32).cum_sum().over("row"),
        run_no=(~goes_on).cast(pl.Int32).cum_sum().over("row"),
    )


@cache
def action() -> Decision:
    """The action, and that of 新增科技型企业60家、高新技术企业11家 carried over the list."""
    own, is_level = pl.col("own_action"), pl.col("measure") == "level"
    carried = own.forward_fill().over("row", "run_no")
    # 推动4家企业、2所高校加快建设: the predicate of the last item is that of all
    driven_to = pl.when("uses_tail").then("tail_action").backward_fill().over("row", "list_no")
    is_driven = (carried.is_null() | carried.str.contains(f"^{pattern('causing_verb')}+$")) & driven_to.is_not_null()
    follows = is_so(is_level & own.is_null() & carried.is_not_null())
    return Decision(
        "action",
        Rule(
            "driven to the predicate",
            is_so(is_level & pl.col("uses_tail") & is_driven),
            driven_to,
            "推动{4家}企业、2所高校加快建设。",
        ),
        Rule("a verb of reporting does nothing", is_so(carried == "实现"), None, "实现税收{30.5亿元}。"),
        Rule("carried along the list", follows, carried, "新增科技型企业60家、高新技术企业{11家}。"),
        otherwise("its own verb", own, "新建{12所}学校。"),
    )


def assign_indicators(facts: pl.DataFrame) -> pl.DataFrame:
    """Adds indicator, action and subject to the frame of `measure`.

    Takes row, fact_no, chain, position, chain_length, part, lead, stem, opening, trail, dimension, measure and
    implied_unit.
    """
    frame = _weigh_sides(deal_out(phrases.read_tails(phrases.read_heads(facts))))
    frame = frame.with_columns(**own_noun().columns(), topic=_topic()).with_columns(**subject().columns())
    frame = frame.with_columns(**own_action().columns()).with_columns(**full_noun().columns())
    frame = join_all(deal_former(frame))
    frame = _run_lists(frame).with_columns(opening_noun=phrases.strip(pl.col("opening"), frame))
    frame = frame.with_columns(**indicator().columns(), **action().columns())
    # 民生支出31亿元，占财政支出的86%: a share is of something
    share_of = pl.col("stem").str.replace(f"(?:{pattern('report')}|{pattern('share_moves')}|的|约)+$", "").str.extract("(占[^，。；、]{2,20})$")
    is_share = (pl.col("measure") == "share") & ~pl.col("indicator").str.contains("占|比重|比例|份额")
    frame = frame.with_columns(
        indicator=pl.when(is_share & share_of.is_not_null()).then(pl.col("indicator") + share_of).otherwise("indicator")
    )
    named = pl.col("indicator").str.replace_all(rf"{TIMES}|\[[0-9]+\]", "").str.strip_chars("、，的 ")
    # 滨江新区经济总量: what stands in the indicator is said once
    is_said = named.str.starts_with(pl.col("subject")).fill_null(value=False)
    subject_once = pl.when(~is_said).then("subject")
    return frame.with_columns(indicator=named, subject=subject_once).drop(_SCRATCH)
