"""On which side of a number its noun stands: before it (专利37项), behind it (37项专利), or on both."""

from typing import Final

import polars as pl

from transforms.facts import phrases
from transforms.facts.clauses import continues_former, continues_in_next
from transforms.language.patterns import pattern
from transforms.language.rules import Condition, says
from transforms.language.searches import add, add_where, only
from transforms.sequences import before, behind, carried

COUNTED: Final = ["count", "persons"]
"""The dimensions of what is counted, not measured."""
_EXTENTS: Final = ["area", "length", "mass", "volume"]


def _is_place() -> Condition:
    return says("head_noun", f"{pattern('place')}$")


def cut_predicates(frame: pl.DataFrame) -> pl.DataFrame:
    """The stem without the noun that was counted before it: 46个竣工项目|完成投资20亿元, 8个泊位|、总数达23个."""
    is_said = continues_former() & pl.col("dimension").shift(1).is_in(COUNTED)
    # 营商环境在全省21个市州中居第3位: what is ranked among them stands before their number
    among = rf"(?:{pattern('rank_verb')}|[居列在])*{pattern('whole')}$"
    is_rank = is_said & (pl.col("measure") == "rank")
    former, trail = pl.col("former"), pl.col("former_trail")
    is_among = former.str.contains(rf"..{among}") & trail.str.contains(
        rf"^[^，。]{{2,8}}(?:中|排名|[排居列位])?(?:{pattern('rank_verb')}|[居列排]|[升降进][至到入])*$"
    )
    ranked = pl.when(is_among).then(former.str.replace(among, "居"))
    # 20个贫困村退出、 | 11000人脱贫: nor what is said before a 、
    is_other = pl.col("lead").str.contains("^[^、]{2,}、$")
    said = pl.when(is_said).then(pl.when(is_other).then(pl.lit("")).otherwise(pl.col("tail_said").shift(1)))
    return (
        frame.with_columns(former=pl.col("stem").shift(1), former_trail=pl.col("trail").shift(1), said=said)
        .pipe(add_where, is_rank, ranked=ranked)
        .with_columns(stem=pl.coalesce("ranked", "said", "stem"))
        .drop("former", "former_trail", "said", "ranked")
    )


def weigh_sides(frame: pl.DataFrame) -> pl.DataFrame:
    """Adds has_head and uses_tail: whether the words before the number name something, and whether those after do."""
    # 5008户11431名建档立卡贫困人口: numbers that touch count one noun
    shared = pl.coalesce("tail_noun", behind(pl.col("tail_noun"), "row"))
    # 总投资288亿元的 | 57个重点项目: and so do those that 的 joins
    # and 1.8万户、189万平方米棚改任务, where nothing stands before them
    touches = pl.col("after").is_in(["", "的"])
    touches |= (pl.col("after") == "、") & ~pl.col("names_head")
    # 新建103个、修缮 | 60个幸福院: and those that have a verb each
    goes_on = continues_in_next() & ~pl.col("names_head") & (pl.col("unit") == behind(pl.col("unit"), "row"))
    touches |= only(goes_on, pl.col("trail")).str.contains(f"^、{pattern('doing')}+$")
    # 解决13.7万人和 | 8.5万头牲畜的饮水困难: what is done for both
    with_next = pl.col("after").is_in(["和", "与", "及"]) & ~pl.col("names_head") & pl.col("last_verb").is_not_null()
    done_for_both = pl.when(with_next).then(behind(pl.col("tail_noun"), "row").str.extract("^[^的]{1,6}的([^的]{2,})$"))
    tail = pl.when(touches).then(shared).otherwise(pl.coalesce("tail_noun", done_for_both))
    # 10个先导区集聚 | 核心企业 | 超150家: what they do to the next thing that is counted is no part of their name
    does_next = behind(pl.concat_str("head_action", "head_noun"), "row")
    is_doer = (
        continues_in_next() & tail.str.ends_with(does_next) & (tail.str.len_chars() > does_next.str.len_chars() + 1)
    )
    tail = pl.when(is_doer.fill_null(value=False)).then(tail.str.strip_suffix(does_next)).otherwise(tail)
    # 完成98个傍水村污水治理: what is completed is the work
    is_governed = pl.col("last_verb").str.contains(f"^{pattern('governing_verb')}$").fill_null(value=False)
    # 实施3个小区改造，4个社区建设: so is the next one, which has no verb of its own
    is_work = pl.col("tail_work").is_not_null() | pl.col("tail_action").is_null()
    leads_in = (pl.col("lead") == "") | pl.col("lead").str.ends_with("等")
    # and 抓好5个重点县、40个乡镇和300个小区建设
    leads_in |= continues_former()
    is_item = leads_in & (pl.col("next_to") | pl.col("listed")) & is_work
    is_governed |= is_item & carried(pl.when(~is_item).then(is_governed & is_work), "row").fill_null(value=False)
    tail = pl.when(is_governed).then(pl.coalesce("tail_work", tail)).otherwise(tail)
    # the words of 的村庄和 | 96% belong to the number before
    is_behind = only(pl.col("listed"), pl.col("lead")).str.contains("^的.*[和、及与]$")
    # 11个竣工投用、14个加快建设: so does a predicate alone
    is_told = before(pl.when(pl.col("tail_noun").is_null()).then("tail_action"), "row").is_not_null()
    is_behind |= is_told & continues_former()
    # 280户560人贫困人口全部脱贫: and so does what they did
    touching = pl.col("after").is_in(["", "的"]) & pl.col("tail_noun").is_null()
    shared_action = pl.when(touching).then(behind(pl.col("tail_action"), "row"))
    # 46个竣工项目完成投资20亿元: the predicate speaks of the next number
    leads_on = (continues_in_next() & ~pl.col("listed").shift(-1) & ~pl.col("trail").str.contains("、")).fill_null(
        value=False
    )
    # 为300户低收入农户发放 | 补贴20万元: what is done for them is said of both
    leads_on &= ~pl.col("lead").str.contains(f"{pattern('done_for')}$")
    said = pl.when(~leads_on & ~(is_governed & pl.col("tail_work").is_not_null())).then("tail_action")
    tail_action = pl.coalesce(said, shared_action)
    is_count = pl.col("dimension").is_in(COUNTED) | pl.col("implied_unit").is_not_null()
    # 投资2110万元解决|4.56万人饮水: what money does is no noun
    spent = only(pl.col("dimension") == "money", pl.col("trail"))
    is_spent = spent.str.contains(f"^{pattern('taking_verb')}")
    is_measured = ~is_count & ~is_spent & ~pl.col("trail").str.contains(f"^{pattern('no_measured_tail')}")
    # 投资33亿元的工业园 is told like 总投资33亿元的工业园
    is_invested = (pl.col("last_verb") == "投资") & ~pl.col("has_head")
    # and 加快促进总投资2亿元的项目 ends in the sum
    of_told, at_end = pl.col("trail").str.starts_with("的"), pl.col("sum_at_end")
    sum_at_end = pl.col("head_noun").str.extract(f"{pattern('project_sum')}$", 0)
    sum_noun = pl.when(is_invested).then(pl.lit("投资")).otherwise(pl.coalesce(at_end, "head_noun"))
    is_sum = at_end.is_not_null() | sum_noun.is_in(phrases.generic_nouns("measure"))
    after_verb = is_measured & ~is_sum & pl.col("last_verb").is_not_null()
    has_head = pl.col("has_head")
    # 推进变电站及20公里线路建设, 全国最大的60万吨装置投产: what goes on to the number is not what it measures
    goes_on = pl.col("dimension").is_in(_EXTENTS) & pl.col("stem").str.contains("(?:[及和与等]|[大小高长]的)$")
    after_place = goes_on | ~is_count & has_head & _is_place().holds & pl.col("dimension").is_in(_EXTENTS)
    # 9个乡镇29个行政村: a noun counted before is no place; where nothing is between them, the numbers touch
    nested = continues_former() & ((pl.col("lead") != "") | (before(pl.col("after"), "row") == ""))
    nested = nested.fill_null(value=False)
    # 93%的村庄和96%的农户实现清洁取暖: a part of what follows it
    is_part_of = (
        (pl.col("dimension") == "ratio")
        # 所有市州和98%的县市区: what stands before 和 is another
        & (~has_head | pl.col("stem").str.contains("[和与及、]$"))
        & pl.col("measure").is_in(["share", "level"])
        & (of_told | (pl.col("slot") == "part") | (pl.col("stem") == ""))
        & ~pl.col("stem").str.contains("[占率比到达为]")
        & pl.col("tail_noun").is_not_null()
    )
    holds_of = pl.col("stem").str.contains(f"{pattern('holds_of')}$")
    held = only(holds_of, pl.col("trail"))
    tail_fits = pl.col("tail_noun").is_not_null() & (pl.col("measure") == "level")
    return (
        add(
            frame.with_columns(names_head=phrases.names_something(pl.col("head_noun"))),
            tail_noun=tail,
            tail_action=tail_action,
            has_head=pl.col("names_head") & ~is_behind,
        )
        .pipe(add_where, of_told, sum_at_end=sum_at_end)
        .pipe(
            add,
            is_of_former=(
                is_count
                & has_head
                & holds_of
                & (
                    pl.col("tail_noun").is_in(phrases.generic_nouns("thing"))
                    | held.str.contains(f"^{pattern('doing')}")
                )
                & ~held.str.contains(f"^{pattern('protected')}")
            ).fill_null(value=False),
            nested=nested,
            sum_noun=sum_noun,
            is_sum_of=(~is_count & of_told & is_sum & pl.col("tail_noun").is_not_null()).fill_null(value=False),
            uses_tail=is_part_of
            | pl.col("builder").is_not_null()
            | tail_fits & (is_count | (is_measured & ~has_head) | after_verb | after_place),
        )
        .with_columns(uses_tail=pl.col("uses_tail") & ~pl.col("is_sum_of"))
        .drop("names_head", "sum_at_end")
        .pipe(_count_actors)
    )


def _count_actors(frame: pl.DataFrame) -> pl.DataFrame:
    """小规模学校撤并19所 counts the schools: who acts is the noun of a count that has no other.

    In 中心城区累计投入103亿元 it is the verb.
    """
    is_open = pl.col("head_subject").is_not_null() & (pl.col("head_noun") == "") & ~pl.col("uses_tail")
    is_counted, is_flow = pl.col("is_counted").fill_null(value=False), pl.col("is_flow").fill_null(value=False)
    return (
        add_where(
            frame,
            is_open,
            is_counted=pl.col("dimension").is_in(COUNTED),
            is_flow=pl.col("head_action").str.contains(f"^{pattern('flow_noun')}$"),
        )
        .with_columns(is_flow=is_flow & ~is_counted)
        .with_columns(
            head_noun=pl.when(is_counted).then("head_subject").when(is_flow).then("head_action").otherwise("head_noun"),
            head_subject=pl.when(~is_counted).then("head_subject"),
            head_action=pl.when(~is_flow).then("head_action"),
            last_verb=pl.when(~is_flow).then("last_verb"),
            has_head=pl.col("has_head") | is_counted | is_flow,
        )
        .drop("is_counted", "is_flow")
    )
