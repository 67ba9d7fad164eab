"""What each number measures: indicator, action and subject, in the text's own words.

The noun stands before the number (专利37项) or after it (37项专利); where a clause names none, it is carried on from
the number before (营收4040.24亿元、增长7.1%), and a list of nouns is dealt out over a list of numbers
(肉、蛋、奶产量分别达到…).
"""

from functools import cache
from typing import Final

import polars as pl

from transforms.facts.actions import action, add_verbs, list_no, own_action, run_lists
from transforms.facts.builders import find_builders
from transforms.facts.carrying import add_opening_noun, carry
from transforms.facts.dealing import deal_counted, deal_former, deal_opening, deal_out
from transforms.facts.heads import read_heads
from transforms.facts.owners import add_bounds, add_owners, full_noun, join_all
from transforms.facts.ranked import name_what_is_ranked
from transforms.facts.shares import add_wholes
from transforms.facts.sides import COUNTED, cut_predicates, weigh_sides
from transforms.facts.subjects import add_named, add_places, add_topic, add_whose, set_places, subject
from transforms.facts.tails import read_tails
from transforms.language.patterns import TIMES, pattern
from transforms.language.rules import Decision, Rule, first_of, is_so, otherwise, says, source
from transforms.language.searches import add, only
from transforms.sequences import before, behind, carried_back, former

_USES_TAIL: Final = is_so(pl.col("uses_tail"))
_HAS_HEAD: Final = is_so(pl.col("has_head"))
#: What the steps of `assign_indicators` add for the steps after them.
_SCRATCH: Final = (
    "head_subject",
    "head_doer",
    "doer",
    "head_action",
    "head_noun",
    "verb_noun",
    "last_verb",
    "tail_noun",
    "tail_action",
    "tail_work",
    "tail_said",
    "builder",
    "lister",
    "became",
    "has_head",
    "uses_tail",
    "sum_noun",
    "is_sum_of",
    "is_of_former",
    "nested",
    "topic",
    "whose",
    "actor",
    "builder_name",
    "lister_name",
    "place",
    "list_place",
    "part_place",
    "paid_noun",
    "edict_kind",
    "own_noun",
    "is_level",
    "level_of_former",
    "level_of_next",
    "measure_of_other",
    "owner",
    "owns_thing",
    "bare_owner",
    "is_owned",
    "is_measured_owner",
    "bounded",
    "kind",
    "full_noun",
    "source_no",
    "source_own",
    "of_all",
    "opening_noun",
    "opening_item",
    "opening_told",
    "carried",
    "carried_count",
    "carried_owner",
    "dealt",
    "own_action",
    "list_no",
    "run_no",
    "carried_action",
    "driven_to",
    "verb_before",
    "verb_of_part",
)


def _became() -> pl.Expr:
    """What became of the things counted before, or was done to them: 引进项目50个、竣工25个; 新建学校3所、改扩建2所."""
    goes_on = pl.col("next_to") | pl.col("listed") | pl.col("nested")
    is_count = pl.col("dimension").is_in(COUNTED)
    # 50个项目完成投资30亿元，已建成投用18个: of the things that were counted last
    counted = former(pl.when(is_count).then("unit"), "row")
    is_of_same = (pl.col("unit") == counted) & goes_on & (pl.col("measure") == "level")
    # 52个保交楼项目 | 交付 | 1.6万套: or in them
    is_of_same |= pl.col("nested") & pl.col("verb_noun").str.contains(f"^{pattern('verb_behind')}$")
    # 生猪存栏47万头、出栏63万头: one stage takes the place of the other
    verb, stage = pl.col("verb_noun"), pattern("stage")
    is_stage = before(pl.col("own_noun").str.contains(f"{stage}$"), "row").fill_null(value=False)
    is_done = verb.str.contains(f"^{pattern('doing')}+$") & ~(is_stage & verb.str.contains(f"^{stage}+$"))
    # 新建2个中心，布局 | 3个走廊: what has its noun behind it is none of those
    return pl.when(is_count & is_of_same & is_done & ~pl.col("uses_tail")).then("verb_noun")


def _paid_noun() -> pl.Expr:
    """What a sum pays for: 投资2.5亿元，实施|精品街项目; null for nothing."""
    uses_tail, lead, trail = pl.col("uses_tail"), pl.col("lead"), pl.col("trail")
    # 投资2200万元完成 | 30公里农村公路管护, 投资12亿元建成了东园、西园等 | 11个小区
    touches = trail.str.contains(f"^(?:{pattern('paid_for')}|{pattern('built_with')})了?(?:.*等)?$")
    # 投资1500万元，完成 | 6个村的饮水工程, and not 投资12亿元，完成3000户、21万平方米改造
    follows = pl.col("next_to") & lead.str.contains(f"^{pattern('paid_for')}了?$") & trail.str.contains("^[的一-鿿]")
    is_next = behind(uses_tail, "row") & (touches | ((trail == "") & behind(follows, "row")))
    # 投资5亿元新建改造 | 农村公路: one verb more is no part of the noun
    thing = pl.col("paid_for").str.replace(f"^{pattern('doing')}([^，。]{{3,}})$", "${1}")
    is_verb = ~thing.str.contains(f"^(?:{pattern('word_end')}|{pattern('work')})") & ~pl.col("paid_for").str.contains(
        f"^{pattern('protected_phrase')}"
    )
    return pl.coalesce(
        pl.when(~pl.col("paid_for").str.ends_with("等")).then(pl.when(is_verb).then(thing).otherwise("paid_for")),
        pl.when(is_next.fill_null(value=False)).then(behind(pl.col("tail_noun"), "row")),
    )


def _edict_kind() -> pl.Expr:
    """What is counted by 条 behind what it is for: 落实促进投资12条 | 措施, 出台优化环境33条、关爱企业12条等 | 措施."""
    is_counted = pl.col("unit").is_in(["条", "项"]) & pl.col("head_noun").is_not_null()
    own = pl.when(pl.col("uses_tail") & pl.col("tail_noun").str.contains(f"^{pattern('edict_noun')}$")).then(
        "tail_noun"
    )
    of_all = only(is_counted, pl.col("trail")).str.extract(f"^等[^，。]*?({pattern('edict_noun')})$")
    return pl.when(is_counted).then(pl.coalesce(own, carried_back(of_all, "row", "list_no")))


@cache
def own_noun() -> Decision:
    """The noun that the number's own clause names, null for none."""
    return Decision(
        "own_noun",
        Rule(
            "what the sum is of follows it",
            is_so(pl.col("is_sum_of")),
            pl.col("tail_noun") + pl.col("sum_noun"),
            "总投资{10亿元}的新材料产业园开工。",
        ),
        Rule(
            "what is paid for stands behind it",
            is_so(pl.col("paid_noun").is_not_null()) & says("stem", f"^{TIMES}*{pattern('paying_verb')}$"),
            pl.col("paid_noun"),
            "投资{2.5亿元}，实施精品街项目。",
        ),
        Rule(
            "a part of what stands before it",
            is_so(pl.col("is_of_former")),
            pl.col("head_noun").str.replace("[中内]$", ""),
            "35个续建项目中有{32个}项目开工。",
        ),
        Rule(
            "what a measure is for",
            _HAS_HEAD & is_so(pl.col("edict_kind").is_not_null()),
            # 成立指挥部、出台 | 20条举措
            pl.col("head_noun").str.replace(f"^(?:.*[、和])?{pattern('edict')}", "") + pl.col("edict_kind"),
            "落实促进民间投资{12条}措施。",
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
def indicator() -> Decision:
    """Where a number's indicator comes from, after every number has chosen its own noun."""
    full, verb_noun, opening, carried = (pl.col(name) for name in ("full_noun", "verb_noun", "opening_told", "carried"))
    is_first = pl.col("position") == 0
    # 完成小区改造269个、回迁安置2万户: a verb that another governs is the noun of a work
    is_governed = pl.col("listed") & pl.col("carried_action").str.contains(f"^{pattern('governing_verb')}$").fill_null(
        value=False
    )
    return first_of(
        "indicator",
        source("its own noun", full, "规上企业达到{412家}。"),
        source(
            "its item of the clause before",
            pl.col("opening_item"),
            "氮氧化物、二氧化硫排放量继续下降，削减{6%}和5%。",
        ),
        source("the clause that opens its sentence", opening, "粮食总产再创新高，达{494万吨}。"),
        source(
            "dealt from the list before",
            pl.col("source_own"),
            "新建游园305个、绿道23公里，总数分别达到{912个}、63公里。",
        ),
        source("all that its part named", pl.col("of_all"), "工业投资增长8%、民间投资增长9%，均位居全省{第四}。"),
        source(
            "the same things, and what became of them",
            pl.when(pl.col("became").is_not_null()).then(pl.coalesce("carried_count", carried)),
            "新引进项目50个、竣工投产{25个}。",
        ),
        source(
            "the owner before and a verb",
            # 投入扶贫资金3380万元，脱贫324户: money does nothing
            pl.when(is_first & ~is_governed & ~pl.col("carried_owner").str.contains(f"{pattern('money_noun')}$")).then(
                pl.col("carried_owner") + verb_noun
            ),
            "中欧班列开行1200列、发送{19万标准箱}。",
        ),
        source("a verb alone", pl.when(is_first).then(verb_noun), "完成整改{8万亩}。"),
        source("carried on from the number before", carried, "营业收入40亿元，增长{7.1%}。"),
        source("the noun behind, for want of another", pl.col("tail_noun"), "占{82%}的财政支出。"),
        source("its verb, for want of a noun", pl.col("head_action"), "建成{11万亩}。"),
        missing="增长{7.1%}。",
    )


def assign_indicators(facts: pl.DataFrame) -> pl.DataFrame:
    """Adds indicator, action and subject to the frame of `measure`.

    Takes row, fact_no, chain, position, chain_length, part_no, lead, stem, opening, trail, dimension, measure and
    implied_unit.
    """
    frame = weigh_sides(find_builders(deal_out(set_places(read_heads(cut_predicates(read_tails(facts)))))))
    frame = add_topic(frame).with_columns(paid_noun=_paid_noun(), list_no=list_no())
    frame = add(frame.with_columns(edict_kind=_edict_kind()), **own_noun().columns())
    frame = (
        add_places(add_named(add_whose(frame)))
        .pipe(add, **subject().columns(), became=_became())
        .pipe(add_verbs)
        .pipe(add, **own_action().columns())
    )
    frame = add(add_bounds(add_owners(frame)), **full_noun().columns())
    frame = join_all(deal_former(deal_counted(frame)))
    frame = run_lists(frame).pipe(add_opening_noun).pipe(deal_opening).pipe(carry)
    frame = add(frame, **indicator().columns(), **action().columns())
    frame = name_what_is_ranked(add_wholes(frame))
    named = pl.col("indicator").str.replace_all(rf"{TIMES}|\[[0-9]+\]|分别", "").str.strip_chars("、，的 ")
    # 9项主要经济指标中 | 8项
    named = (
        pl.when(pl.col("nested")).then(named.str.replace(f"({pattern('counted_whole')})中$", "${1}")).otherwise(named)
    )
    # 24个国控断面水质达标率100%: the sections are counted, and not their water; nor is what 16条产业链产值增长9% tells
    is_count, is_led_on = pl.col("dimension") == "count", behind(pl.col("nested"), "row").fill_null(value=False)
    told = pl.when(is_led_on).then(named.str.replace(f"(.{{3,}}?){pattern('measure_told')}$", "${1}")).otherwise(named)
    named = (
        pl.when(is_count).then(told.str.replace(f"(.{{2,}}?){pattern('measured_property')}$", "${1}")).otherwise(named)
    )
    # 滨江新区经济总量: what stands in the indicator is said once
    is_said = pl.col("indicator").str.starts_with(pl.col("subject")).fill_null(value=False)
    subject_once = pl.when(~is_said).then("subject")
    return frame.with_columns(indicator=named).with_columns(subject=subject_once).drop(_SCRATCH)
