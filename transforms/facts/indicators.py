"""What each number measures: indicator, action and subject, in the text's own words.

The noun stands before the number (专利37项) or after it (37项专利); where a clause names none, it is carried on from
the number before (营收4040.24亿元、增长7.1%), and a list of nouns is dealt out over a list of numbers
(肉、蛋、奶产量分别达到…).
"""

from functools import cache
from typing import Final

import polars as pl

from transforms import sequences
from transforms.facts import phrases
from transforms.facts.actions import action, list_no, own_action, run_lists
from transforms.facts.builders import find_builders
from transforms.facts.dealing import deal_former, deal_opening, deal_out
from transforms.facts.heads import read_heads
from transforms.facts.owners import add_owners, full_noun, join_all
from transforms.facts.shares import add_wholes
from transforms.facts.subjects import actor, add_topic, set_places, subject, whose
from transforms.facts.tails import read_tails
from transforms.language.patterns import TIMES, pattern
from transforms.language.rules import Condition, Decision, Rule, first_of, is_so, otherwise, says, source
from transforms.language.searches import only
from transforms.sequences import before, behind

_COUNTED: Final = ["count", "persons"]
_EXTENTS: Final = ["area", "length", "mass", "volume"]
_USES_TAIL: Final = is_so(pl.col("uses_tail"))
_HAS_HEAD: Final = is_so(pl.col("has_head"))
#: What `_choose` and the steps before it add for the steps after it.
_SCRATCH: Final = (
    "head_subject",
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
    "own_noun",
    "is_level",
    "owner",
    "owns_thing",
    "bare_owner",
    "is_owned",
    "is_measured_owner",
    "full_noun",
    "source_no",
    "source_own",
    "of_all",
    "opening_noun",
    "opening_item",
    "dealt",
    "own_action",
    "list_no",
    "run_no",
)


def _is_place() -> Condition:
    return says("head_noun", f"{pattern('place')}$")


def _cut_predicates(frame: pl.DataFrame) -> pl.DataFrame:
    """The stem without the noun that was counted before it: 46个竣工项目|完成投资20亿元, 8个泊位|、总数达23个."""
    is_said = (pl.col("lead") == before(pl.col("trail"), "row")) & pl.col("dimension").shift(1).is_in(_COUNTED)
    return frame.with_columns(stem=pl.coalesce(pl.when(is_said).then(pl.col("tail_said").shift(1)), "stem"))


def _weigh_sides(frame: pl.DataFrame) -> pl.DataFrame:
    """Adds has_head and uses_tail: whether the words before the number name something, and whether those after do."""
    # 5008户11431名建档立卡贫困人口: numbers that touch count one noun
    shared = pl.coalesce("tail_noun", behind(pl.col("tail_noun"), "row"))
    # 总投资288亿元的 | 57个重点项目: and so do those that 的 joins
    # and 1.8万户、189万平方米棚改任务, where nothing stands before them
    touches = pl.col("after").is_in(["", "的"])
    touches |= (pl.col("after") == "、") & ~phrases.names_something(pl.col("head_noun"))
    tail = pl.when(touches).then(shared).otherwise("tail_noun")
    # 完成98个傍水村污水治理: what is completed is the work
    is_governed = pl.col("last_verb").str.contains(f"^{pattern('governing_verb')}$").fill_null(value=False)
    tail = pl.when(is_governed).then(pl.coalesce("tail_work", tail)).otherwise(tail)
    # the words of 的村庄和 | 96% belong to the number before
    is_behind = pl.col("listed") & pl.col("lead").str.contains("^的.*[和、及与]$")
    # 11个竣工投用、14个加快建设: so does a predicate alone
    is_told = before(pl.when(pl.col("tail_noun").is_null()).then("tail_action"), "row").is_not_null()
    is_behind |= is_told & (pl.col("lead") == before(pl.col("trail"), "row"))
    # 46个竣工项目完成投资20亿元: the predicate speaks of the next number
    leads_on = (
        (behind(pl.col("lead"), "row") == pl.col("trail"))
        & ~pl.col("listed").shift(-1)
        & ~pl.col("trail").str.contains("、")
    ).fill_null(value=False)
    tail_action = pl.when(~leads_on & ~(is_governed & pl.col("tail_work").is_not_null())).then("tail_action")
    is_count = pl.col("dimension").is_in(_COUNTED) | pl.col("implied_unit").is_not_null()
    # 投资2110万元解决|4.56万人饮水: what money does is no noun
    spent = only(pl.col("dimension") == "money", pl.col("trail"))
    is_spent = spent.str.contains(f"^{pattern('taking_verb')}")
    is_measured = ~is_count & ~is_spent & ~pl.col("trail").str.contains(f"^{pattern('no_measured_tail')}")
    # 投资33亿元的工业园 is told like 总投资33亿元的工业园
    is_invested = (pl.col("last_verb") == "投资") & ~pl.col("has_head")
    # and 加快促进总投资2亿元的项目 ends in the sum
    summed = only(pl.col("trail").str.starts_with("的"), pl.col("head_noun"))
    at_end = summed.str.extract(f"({pattern('project_sum')})$")
    sum_noun = pl.when(is_invested).then(pl.lit("投资")).otherwise(pl.coalesce(at_end, "head_noun"))
    is_sum = at_end.is_not_null() | sum_noun.is_in(phrases.generic_nouns("measure"))
    after_verb = is_measured & ~is_sum & pl.col("last_verb").is_not_null()
    has_head = pl.col("has_head")
    after_place = ~is_count & has_head & _is_place().holds & pl.col("dimension").is_in(_EXTENTS)
    # 9个乡镇29个行政村: a noun counted before is no place
    nested = (pl.col("lead") == before(pl.col("trail"), "row")).fill_null(value=False)
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
    return (
        frame.with_columns(
            tail_noun=tail, tail_action=tail_action, has_head=phrases.names_something(pl.col("head_noun")) & ~is_behind
        )
        .with_columns(
            is_of_former=(
                is_count
                & has_head
                & pl.col("stem").str.contains(f"{pattern('holds_of')}$")
                & (
                    pl.col("tail_noun").is_in(phrases.generic_nouns("thing"))
                    | pl.col("trail").str.contains(f"^{pattern('doing')}")
                )
                & ~pl.col("trail").str.contains(f"^{pattern('protected')}")
            ).fill_null(value=False),
            nested=nested,
            sum_noun=sum_noun,
            is_sum_of=(
                ~is_count & pl.col("trail").str.starts_with("的") & is_sum & pl.col("tail_noun").is_not_null()
            ).fill_null(value=False),
            uses_tail=is_part_of
            | pl.col("builder").is_not_null()
            | tail_fits & (is_count | (is_measured & ~has_head) | after_verb | after_place),
        )
        .with_columns(uses_tail=pl.col("uses_tail") & ~pl.col("is_sum_of"))
        .pipe(_count_actors)
    )


def _count_actors(frame: pl.DataFrame) -> pl.DataFrame:
    """小规模学校撤并19所 counts the schools: who acts is the noun of a count that has no other.

    In 中心城区累计投入103亿元 it is the verb.
    """
    is_open = pl.col("head_subject").is_not_null() & (pl.col("head_noun") == "") & ~pl.col("uses_tail")
    is_counted = (is_open & pl.col("dimension").is_in(_COUNTED)).fill_null(value=False)
    is_flow = (is_open & ~is_counted & pl.col("head_action").str.contains(f"^{pattern('flow_noun')}$")).fill_null(
        value=False
    )
    return frame.with_columns(
        head_noun=pl.when(is_counted).then("head_subject").when(is_flow).then("head_action").otherwise("head_noun"),
        head_subject=pl.when(~is_counted).then("head_subject"),
        head_action=pl.when(~is_flow).then("head_action"),
        last_verb=pl.when(~is_flow).then("last_verb"),
        has_head=pl.col("has_head") | is_counted | is_flow,
    )


def _became() -> pl.Expr:
    """What became of the things counted before, as many of them: 新引进项目50个、竣工投产25个."""
    state = f"^新?(?:{pattern('state_verb')}|{pattern('predicative')})+$"
    is_of_same = (pl.col("unit") == before(pl.col("unit"), "row")) & (
        pl.col("next_to") | pl.col("listed") | pl.col("nested")
    )
    is_count = pl.col("dimension").is_in(_COUNTED)
    return pl.when(is_count & is_of_same & pl.col("verb_noun").str.contains(state)).then("verb_noun")


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
            is_so(pl.col("paid_for").is_not_null() & ~pl.col("paid_for").str.ends_with("等"))
            & says("stem", f"^{TIMES}*{pattern('paying_verb')}$"),
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
def indicator() -> Decision:
    """Where a number's indicator comes from, after every number has chosen its own noun."""
    full, verb_noun = pl.col("full_noun"), pl.col("verb_noun")
    # 粮食总产再创新高，达494万吨: a sentence whose first number has no noun takes the clause before it
    opens_part = pl.col("clause_before").is_not_null() & (pl.col("part_no") != before(pl.col("part_no"), "row"))
    opens = ((pl.col("fact_no") == 1) | opens_part) & verb_noun.is_null() & pl.col("tail_noun").is_null()
    opening = pl.when(opens).then("opening_noun")
    named = pl.coalesce(full, opening)
    # 新增企业120家、增长7%: what grows is the new ones
    is_doing = pl.col("own_action").str.contains(f"^{pattern('nominal_verb')}$").fill_null(value=False)
    told = pl.when(is_doing & full.is_not_null()).then(pl.col("own_action") + full).otherwise(named)
    grows = pl.col("measure") == "growth"
    carried = pl.when(grows).then(sequences.carried(told, "row")).otherwise(sequences.carried(named, "row"))
    is_first = pl.col("position") == 0
    # 重点项目总投资59亿元，当年计划投资10亿元: one measure takes the place of the other
    is_measure = verb_noun.is_in(phrases.generic_nouns("measure"))
    # 生猪存栏47万头、出栏63万头: so does one stage
    is_stage = verb_noun.str.contains(f"^{pattern('stage')}+$")
    whose = (
        pl.when(is_measure)
        .then(only(is_measure, carried).str.replace(f"{pattern('measure_noun')}$", ""))
        .when(is_stage)
        .then(only(is_stage, carried).str.replace(f"(.){pattern('stage')}$", "${1}"))
        .otherwise(carried)
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
            pl.when(pl.col("became").is_not_null()).then(carried),
            "新引进项目50个、竣工投产{25个}。",
        ),
        source(
            "the owner before and a verb",
            pl.when(is_first).then(whose + verb_noun),
            "中欧班列开行1200列、发送{19万标准箱}。",
        ),
        source("a verb alone", pl.when(is_first).then(verb_noun), "立案{91起}。"),
        source("carried on from the number before", carried, "营业收入40亿元，增长{7.1%}。"),
        source("the noun behind, for want of another", pl.col("tail_noun"), "占{82%}的财政支出。"),
        source("the clause before", pl.col("opening_noun"), "全市GDP总量居全省第11位，人均是全国的{54%}。"),
        source("its verb, for want of a noun", pl.col("head_action"), "建成{11万亩}。"),
        missing="增长{7.1%}。",
    )


def assign_indicators(facts: pl.DataFrame) -> pl.DataFrame:
    """Adds indicator, action and subject to the frame of `measure`.

    Takes row, fact_no, chain, position, chain_length, part_no, lead, stem, opening, trail, dimension, measure and
    implied_unit.
    """
    frame = _weigh_sides(find_builders(deal_out(set_places(read_heads(_cut_predicates(read_tails(facts)))))))
    frame = add_topic(frame).with_columns(**own_noun().columns(), whose=whose(), actor=actor(), list_no=list_no())
    frame = (
        frame.with_columns(**subject().columns(), became=_became())
        .with_columns(**own_action().columns())
        .pipe(add_owners)
        .with_columns(**full_noun().columns())
    )
    frame = join_all(deal_former(frame))
    # the clause before is asked where the number has no noun of its own
    opening = frame.select(pl.when(pl.col("full_noun").is_null()).then("opening")).to_series()
    # 制定出台了脱贫机制，906户实现脱贫: a clause that does something names nothing
    named = pl.col("opening_noun")
    does = (
        named.str.contains(f"^{pattern('doing')}") & ~named.str.contains(phrases.protected()) & ~phrases.is_name(named)
    )
    frame = (
        run_lists(frame)
        .with_columns(opening_noun=phrases.strip(opening))
        .with_columns(opening_noun=pl.when(~does).then(named))
        .pipe(deal_opening)
    )
    frame = frame.with_columns(**indicator().columns(), **action().columns())
    frame = add_wholes(frame)
    named = pl.col("indicator").str.replace_all(rf"{TIMES}|\[[0-9]+\]", "").str.strip_chars("、，的 ")
    # 滨江新区经济总量: what stands in the indicator is said once
    is_said = named.str.starts_with(pl.col("subject")).fill_null(value=False)
    subject_once = pl.when(~is_said).then("subject")
    return frame.with_columns(indicator=named, subject=subject_once).drop(_SCRATCH)
