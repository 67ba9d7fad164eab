"""Whose a noun is that says too little alone: 总投资 after 重点建设项目105个 is 重点建设项目总投资."""

from functools import cache
from typing import Final

import polars as pl

from transforms import sequences
from transforms.facts import phrases
from transforms.facts.items import item_of
from transforms.facts.sides import COUNTED
from transforms.language.lexicon import members
from transforms.language.patterns import TIMES, alternatives, pattern
from transforms.language.rules import Decision, Rule, is_so, otherwise, says
from transforms.language.searches import add_where, only
from transforms.sequences import before, carried

_SHORTEST_OWNER: Final = 2
_OF_OWN: Final = f"(?:{phrases.OWN_REGION.removeprefix('^')})"
_OWN: Final = pl.col("own_noun")


def add_owners(frame: pl.DataFrame) -> pl.DataFrame:
    """Adds is_level, owner (the last noun before that may own one), bare_owner (without its measure) and is_owned.

    And the columns of `_add_levels` and `_add_measures_of_others`.
    """
    is_generic = _OWN.is_in(phrases.generic_nouns("measure"))
    # 建议办复率100%，满意率98%: the deed goes with its rate
    rate = f"(?:{alternatives(members('action'))})?率"
    measures = alternatives(phrases.generic_nouns("measure"))
    generic = f"(?:{rate}|{measures}|总值|播面|播种面积|种植面积|[户人次个]数|数量|里程)$"
    frame = frame.with_columns(is_level=_OWN.str.contains(f"^{pattern('level_word')}(?:以上)?$"))
    # 省市重点项目39个，其中市重点37个，总投资531亿元: a level of a thing owns nothing
    owns = ~is_generic & ~pl.col("is_level")
    owner = sequences.former(pl.when(owns).then(_OWN), "row")
    is_thing = pl.when(owns).then(pl.col("dimension").is_in(COUNTED))
    # 种植柠檬4000亩，产量4820吨: what is grown on an area owns what it yields
    is_grown = pl.col("head_action").str.contains("[种栽]").fill_null(value=False)
    is_area = pl.when(owns).then((pl.col("dimension") == "area") & is_grown)
    is_yield = _OWN.str.contains("^[年总]?产[量值]?$")
    owns_thing = sequences.former(is_thing, "row") | (is_yield & sequences.former(is_area, "row"))
    frame = _join_items(frame.with_columns(owner=pl.when(is_generic).then(owner), owns_thing=owns_thing), owns)
    # 项目开工率100%，完成投资5亿元: a rate hands its noun on to another rate only
    keeps_rate = pl.col("owner").str.ends_with("率") & ~_OWN.str.ends_with("率")
    # 设立产业基金13支、总规模207亿元: nor does a sum take the place of what is counted
    is_sum = _OWN.str.contains(f"^{pattern('sum_of_same')}$")
    is_of_count = is_sum & pl.col("owns_thing")
    counted = pl.col("owner").str.replace("(?:总数|总量|数量)$", "")
    bare_owner = (
        pl.when(is_of_count)
        .then(counted)
        .when(~keeps_rate)
        .then(pl.col("owner").str.replace(generic, ""))
        .otherwise("owner")
    )
    # 综合效益指数116.4%，实现利润增长39.3%: what has a figure of its own and is no thing owns nothing
    has_own_measure = pl.col("bare_owner") != pl.col("owner")
    can_own = (pl.col("bare_owner").str.len_chars() >= _SHORTEST_OWNER) & (pl.col("owns_thing") | has_own_measure)
    # 服务贸易进出口增长20%、总额1347亿美元: what has grown has a sum
    can_own |= is_sum & (before(pl.col("measure"), "row") == "growth") & (pl.col("next_to") | pl.col("listed"))
    # 向国家交纳税金60亿元，实现利润468亿元: to whom it goes is not whose it is
    can_own &= ~pl.col("bare_owner").str.contains("^[向对给]").fill_null(value=False)
    # 解决了27.8万群众的饮水问题；筹措资金2亿元: money that is dealt with is nobody's
    is_dealt_with = (
        _OWN.str.contains(f"^{pattern('money_noun')}$")
        & pl.col("head_action").str.contains(f"^{pattern('verb_of_money')}$")
    ).fill_null(value=False)
    # 公共预算收入20亿元，其中税收15亿元: what is taken in owns no taxes
    is_taken = (_OWN.str.starts_with("税") & pl.col("owner").str.contains("(?:财政|预算).*收入$")).fill_null(
        value=False
    )
    is_alone = is_generic & ~is_taken & pl.col("head_subject").is_null()
    # 国有工业企业，实现利润增长30.3%: what opens the sentence and does nothing owns its first measure
    opener = pl.col("clause_before")
    has_opener = (is_alone | _OWN.str.contains(f"^{pattern('told_measure')}$")) & (pl.col("fact_no") == 1)
    has_opener &= opener.is_not_null() & pl.col("head_subject").is_null() & ~pl.col("uses_tail")
    opens = opener.str.contains(f"{pattern('owning_end')}$") & ~opener.str.contains(
        f"^{pattern('doing')}|{pattern('to_do_word')}|{pattern('no_owner')}"
    )
    is_opened = pl.col("opened").is_not_null()
    return (
        add_where(frame, has_opener, opened=pl.when(opens).then(opener).otherwise(_told_owner()))
        .with_columns(bare_owner=pl.coalesce("opened", bare_owner))
        .with_columns(
            is_owned=is_opened | (is_alone & (pl.col("fact_no") > 1) & can_own & ~is_dealt_with),
            is_measured_owner=has_own_measure & ~is_opened,
        )
        .drop("opened")
        .pipe(_deal_owners)
        .pipe(_add_levels)
        .pipe(_add_measures_of_others)
    )


def _told_owner() -> pl.Expr:
    """Whose a measure is by what the clause before tells: 民营经济快速发展，完成增加值…; 粮食生产十连增，总产…"""
    opener = pl.col("clause_before")
    leads, end, state = pattern("owner_leads"), pattern("owner_end"), pattern("owner_state")
    one = f"[^，。、的在对为把将]{{1,12}}?{end}"
    is_led = opener.str.contains(f"^{leads}")
    told = pl.coalesce(
        opener.str.extract(f"^{leads}+({one})(?:{state}|$)"),
        pl.when(~is_led).then(opener.str.extract(f"^{_OF_OWN}?({one}){state}")),
        opener.str.extract(f"^(?:{leads}|支持)*([^，。的在对为把将]{{2,30}}等{end}){state}"),
    )
    told = pl.when(~told.str.contains(f"^{leads}")).then(told)
    grown = opener.str.extract(f"^{_OF_OWN}?([一-鿿]{{2,3}})(?:生产|种植)")
    return (
        pl.when(_OWN.str.contains(f"^{pattern('yield_noun')}$") & grown.is_not_null())
        .then(grown)
        .when(_OWN.str.contains(f"^{pattern('told_measure')}$"))
        .then(told)
    )


def _deal_owners(frame: pl.DataFrame) -> pl.DataFrame:
    """办理建议148件、提案134件，满意率分别达98.6%和99.2%: a list of owners is dealt out over a list of numbers."""
    return frame.with_columns(bare_owner=pl.coalesce(item_of(frame, "bare_owner"), "bare_owner"))


def _join_items(frame: pl.DataFrame, owns: pl.Expr) -> pl.DataFrame:
    """Makes owner all items of the list before it: 建成重点项目12个、支撑项目51个，完成投资15亿元."""
    asks = pl.col("owner").is_not_null() & pl.col("next_to")
    last_list = sequences.former(pl.when(owns).then("list_no"), "row")
    frame = frame.with_columns(owning_list=pl.when(asks).then(last_list))
    place = ["row", "part_no", "owning_list"]
    items = (
        frame.filter(owns & pl.col("dimension").is_in(COUNTED) & _OWN.is_not_null())
        .select("row", "part_no", owning_list="list_no", item=_OWN)
        .join(frame.filter(pl.col("owning_list").is_not_null()).select(place), on=place, how="semi")
        .unique(maintain_order=True)
        .group_by(place, maintain_order=True)
        .agg(items=pl.col("item").str.join("、"), count=pl.len())
        .filter(pl.col("count") > 1)
    )
    return (
        frame.join(items, on=place, how="left", maintain_order="left")
        .with_columns(owner=pl.coalesce("items", "owner"))
        .drop("owning_list", "items", "count")
    )


def _add_measures_of_others(frame: pl.DataFrame) -> pl.DataFrame:
    """Adds measure_of_other: 食品行业主营业务收入达60亿元，建材行业达30亿元, where money is told of a trade alone."""
    trade = f"(?:{pattern('owning_end')}|业)"
    is_money = (pl.col("dimension") == "money") & ~pl.col("uses_tail")
    noun = only(is_money, _OWN)
    # a trade alone hands on what was told of the one before it, and any other noun ends it
    told = noun.str.extract(f"{trade}({pattern('measure_noun')})$")
    is_trade = is_money & noun.str.contains(f"{trade}$").fill_null(value=False)
    handed_on = carried(pl.when(~is_trade & _OWN.is_not_null()).then(told.fill_null("")), "row")
    return frame.with_columns(measure_of_other=pl.when(is_trade & (handed_on != "")).then(handed_on))


def _add_levels(frame: pl.DataFrame) -> pl.DataFrame:
    """Adds level_of_former and level_of_next: a level, 国家级, with the head of the noun before it or behind it."""
    is_level, former, following = pl.col("is_level"), pl.col("former"), pl.col("following")
    head = f"^(?:[国省市县区、]+级?(?:重点|重大)|{pattern('level_word')}(?:以上)?)"
    once = (
        (_OWN + former.str.replace(head, ""))
        .str.replace("重点重点", "重点", literal=True)
        .str.replace("重大重大", "重大", literal=True)
    )
    return (
        frame.with_columns(
            former=sequences.former(pl.when(~is_level).then(_OWN), "row"),
            following=pl.when(sequences.behind(pl.col("listed"), "row")).then(_OWN.shift(-1)),
        )
        .pipe(
            add_where,
            is_level,
            level_of_former=once,
            level_of_next=pl.when(following.str.contains(head)).then(_OWN + following.str.replace(head, "")),
        )
        .drop("former", "following")
    )


def add_bounds(frame: pl.DataFrame) -> pl.DataFrame:
    """Adds bounded and kind: what stood before, and behind, the bound of money before; null where a noun is no bound.

    Takes own_noun, dimension, listed, next_to and head_action.
    """
    bound = pattern("money_bound")
    money, of_bound, is_bare = pl.col("money"), pl.col("of_bound"), pl.col("is_bare")
    # 营收超10亿元企业9家、超50亿元企业2家: what the first bound is of, the next ones are, too
    # 新开工亿元以上项目91个，建成投产亿元以上项目46个: a verb is no such thing
    bounded = carried(pl.when(~of_bound.str.contains(f"^{pattern('doing')}+$")).then(of_bound), "row")
    # 亿元以上项目9个，5亿元以上4个: nothing behind the bound is what stood behind the one before
    of_kind = carried(pl.when(~is_bare).then(money.str.extract(f"^.*{bound}([^0-9]+)$")), "row")
    goes_on = (pl.col("listed") | pl.col("next_to")) & pl.col("head_action").is_null()
    is_next = goes_on & pl.col("opens") & (pl.col("bounded").is_not_null() | (pl.col("kind") != ""))
    # 在建项目10个，其中投资超亿元的2个: a bound of nothing is one of what was counted before it
    counts = pl.col("dimension").is_in(COUNTED)
    of_counted = carried(pl.when(counts & (money == "")).then(_OWN), "row")
    is_lone = counts & goes_on & money.str.contains(f"^[^0-9]{{0,4}}?{bound}$")
    return (
        frame.with_columns(money=only(_OWN.str.contains("元", literal=True), _OWN))
        .with_columns(opens=money.str.contains(f"^{bound}"), is_bare=money.str.contains(f"^{bound}$"))
        .with_columns(of_bound=pl.when(~pl.col("opens")).then(money.str.extract(f"^(.{{2,}}?){bound}")))
        .with_columns(bounded=bounded, kind=pl.when(is_bare).then(of_kind).fill_null(""))
        .with_columns(
            bounded=pl.when(is_next).then(pl.col("bounded").fill_null("")).when(is_lone).then(pl.lit("")),
            kind=pl.when(is_next).then("kind").when(is_lone).then(of_counted),
        )
        .drop("money", "opens", "is_bare", "of_bound")
    )


@cache
def full_noun() -> Decision:
    """The own noun with the owner that it lacks; takes what `add_owners` and `add_bounds` add, own_noun and stem."""
    is_owned, of_former, of_next = pl.col("is_owned"), pl.col("level_of_former"), pl.col("level_of_next")
    return Decision(
        "full_noun",
        Rule(
            "a bound of what the bound before it is of",
            is_so(pl.col("bounded").is_not_null()),
            pl.col("bounded") + _OWN + pl.col("kind"),
            "培育营收超10亿元企业9家、超50亿元企业{2家}。",
        ),
        Rule(
            "the measure of another before it",
            is_so(pl.col("measure_of_other").is_not_null()),
            _OWN + pl.col("measure_of_other"),
            "钢铁行业主营业务收入达60亿元，纺织、机械行业均达30亿元，建材行业达{25亿元}。",
        ),
        Rule(
            "a level repeats the head before it",
            is_so(of_former.is_not_null() & ~pl.col("uses_tail")),
            of_former,
            "认定国家级绿色工厂5家，省级{8家}。",
        ),
        Rule(
            "a level takes the head behind it",
            is_so(of_next.is_not_null()),
            of_next,
            "{43个}省重大、468个市重点项目完成投资。",
        ),
        Rule(
            "the sum of what is measured before it",
            is_so(is_owned & pl.col("is_measured_owner"))
            & says("own_noun", f"^{pattern('sum_of_same')}$", pl.col("is_measured_owner")),
            pl.col("owner"),
            "财政收入增加1501亿元，总额达到{11377亿元}。",
        ),
        Rule(
            "a measure of the thing before it",
            is_so(is_owned) & ~says("stem", f"^{TIMES}", is_owned),
            pl.col("bare_owner") + _OWN,
            "实施重点建设项目105个，总投资{86亿元}。",
        ),
        otherwise("the noun as it stands", _OWN, "规上企业达到{412家}。"),
    )


def join_all(frame: pl.DataFrame) -> pl.DataFrame:
    """Adds of_all: 均位居全国第四 is said of all that its sentence named up to the last ；."""
    asks = only(_OWN.is_null(), pl.col("stem")).str.contains(pattern("said_of_all"))
    named = pl.coalesce(pl.when(pl.col("dealt").is_not_null()).then("head_noun"), "full_noun")
    askers = frame.filter(asks).select("row", "part_no", asker="fact_no")
    nouns = frame.filter(_OWN.is_not_null() & pl.col("row").is_in(askers["row"].implode())).select(
        "row", "part_no", "fact_no", named=named
    )
    joined = (
        askers.join(nouns, on=["row", "part_no"], how="inner")
        .filter(pl.col("fact_no") < pl.col("asker"))
        .sort("row", "asker", "fact_no")
        .group_by("row", "asker", maintain_order=True)
        .agg(of_all=pl.col("named").unique(maintain_order=True).str.join("、"))
    )
    return frame.join(joined, left_on=["row", "fact_no"], right_on=["row", "asker"], how="left", maintain_order="left")
