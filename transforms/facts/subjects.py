"""Who or where, when it is not the report's own region: an actor, a place, or what the paragraph is about."""

from functools import cache
from typing import Final

import polars as pl

from transforms.facts import phrases
from transforms.facts.sides import COUNTED
from transforms.language.patterns import pattern
from transforms.language.rules import Decision, Rule, is_so, otherwise
from transforms.language.searches import add_where, only
from transforms.sequences import before, carried

#: 园区 and 开发区 are kinds of places, 滨江新区 is one.
_LONGEST_KIND: Final = 3
_SHORTEST_NAME: Final = 2
_KINDS_OF_AREA: Final = ["市区", "城区", "农村", "城镇"]


def set_places(frame: pl.DataFrame) -> pl.DataFrame:
    """Makes a place that is measured by itself the subject: 完成投资60亿元，其中城关镇26亿元; 石桥镇排名全国第95.

    Takes head_noun, head_subject, lead, stem, listed, measure, dimension and unit.
    """
    noun = pl.col("head_noun")
    # 其中城关镇12亿元、开发区8亿元: a list of parts of the sum before
    opens = pl.col("lead").str.starts_with("其中")
    is_part = carried(pl.when(opens).then(pl.lit(value=True)).when(~pl.col("listed")).then(pl.lit(value=False)), "row")
    is_part &= (pl.col("unit") == before(pl.col("unit"), "row")) & (pl.col("dimension") == "money")
    is_ranked = only(pl.col("measure") == "rank", pl.col("stem")).str.contains(pattern("rank_noun"))
    is_open = (is_part & (pl.col("measure") == "level")) | is_ranked
    is_place = noun.str.contains(f"^[一-鿿]{{1,6}}(?:{pattern('place')}|[新古主老]?城)$") & ~noun.str.contains(
        f"^{pattern('level_word')}$|{pattern('no_actor')}"
    )
    ranked_by = only(pl.col("measure") == "rank", pl.col("stem")).str.extract(pattern("rank_noun"), 0)
    return (
        add_where(frame, is_open, alone=pl.when(is_place).then(noun), measured=ranked_by.fill_null(""))
        .with_columns(
            head_subject=pl.coalesce("alone", "head_subject"),
            head_noun=pl.when(pl.col("alone").is_not_null()).then("measured").otherwise(noun),
        )
        .drop("alone", "measured")
    )


def add_topic(frame: pl.DataFrame) -> pl.DataFrame:
    """Adds topic, the place that opens the last clause to do so since the last ；: 滨江新区建设提速，完成投资…"""
    said = pl.col("part_so_far")
    found = said.str.extract(rf"^(?:.*[，：:,])?在?([一-鿿“”0-9]{{1,5}}?{pattern('topic_place')})(?:[^生产总]|$)")
    # 人工智能试验区核心区(简称“滨江试验区”)获批…: a place that has a short name
    short = only(said.str.contains("简称", literal=True), said).str.extract(
        rf"^(?:.*[，：:,])?[^，：:,]{{2,30}}{pattern('topic_place')}[(（](?:以下)?简称“?([^，：:,”]{{2,12}})”?[)）][^，]"
    )
    topic = pl.col("topic")
    # 鼓励单季稻地区, 加大园区…力度: what leads in makes it no place that is spoken of
    is_place = ~topic.str.contains(f"{pattern('no_topic')}|^{pattern('before_name')}") & (
        topic.str.len_chars() > _LONGEST_KIND
    )
    return add_where(frame, said.str.contains(pattern("topic_place")), topic=pl.coalesce(found, short)).pipe(
        add_where, topic.is_not_null(), topic=pl.when(is_place).then(topic)
    )


def add_whose(frame: pl.DataFrame) -> pl.DataFrame:
    """Adds whose: the noun before a number that counts one behind it, and no verb: 城东园区 | 投产12家企业."""
    counts_behind = pl.col("uses_tail") & pl.col("has_head") & ~pl.col("nested")
    bare = pl.col("head_noun").str.replace(f"{pattern('doing')}+$", "").str.replace("(?:共|累计|已|新)$", "")
    return add_where(frame, counts_behind, whose=_name(bare))


def add_named(frame: pl.DataFrame) -> pl.DataFrame:
    """Adds builder_name, lister_name, actor and doer: who acts before the verb, by name.

    In 12家金融机构出台25份措施 they are counted themselves.
    """
    is_counted = pl.col("nested") & before(pl.col("dimension"), "row").is_in(COUNTED).fill_null(value=False)
    acts = pl.col("head_subject").is_not_null() & ~is_counted
    builder, lister = pl.col("builder"), pl.col("lister")
    return (
        add_where(frame, acts, actor=_name(pl.col("head_subject")))
        .pipe(add_where, builder.is_not_null(), builder_name=_name(builder))
        .pipe(add_where, lister.is_not_null(), lister_name=_name(lister))
        .pipe(add_where, pl.col("head_doer").is_not_null() & ~is_counted, doer=_doer())
    )


def _doer() -> pl.Expr:
    """Who stands before the verb, by name or as each of them: 每个县."""
    doer = pl.col("head_doer")
    return pl.when(doer.str.starts_with("每")).then(doer).otherwise(_name(doer))


def _name(text: pl.Expr) -> pl.Expr:
    """The name of a place or body without what leads it in, 围绕中心城区; null for what names none: 每个县."""
    name = (
        text.fill_null("").str.replace(f"^{pattern('before_name')}+", "").str.replace("在[我本][市县省区州旗国]$", "")
    )
    return pl.when(~name.str.contains(pattern("no_name")) & (name.str.len_chars() >= _SHORTEST_NAME)).then(name)


def add_places(frame: pl.DataFrame) -> pl.DataFrame:
    """Adds place (whose a number is, by a place before it), list_place and part_place: of its list and of its part.

    Takes what `whose`, `actor` and `add_topic` say.
    """
    whose, place = pl.col("whose").fill_null(""), pl.col("place")
    # 智慧城管、智慧社区两个智慧应用: as many names as are counted are the things themselves
    are_counted = (whose.str.count_matches("、") > 0) & (whose.str.count_matches("、") + 1 == pl.col("value"))
    is_place = ~are_counted & whose.str.contains(f"{pattern('place')}$") & ~whose.str.contains(pattern("no_actor"))
    # 优化琶洲西区50条道路，…治理6个堵点: a place that something is done to opens no list of clauses
    opens_lead = pl.col("lead").str.starts_with(place) & ~place.str.contains("、", literal=True)
    return frame.with_columns(place=pl.when(is_place).then(whose)).with_columns(
        # 沥滘村64万平方米建筑物拆除、7个地块开工: the place opens the list
        list_place=carried(place, "row", "list_no"),
        part_place=pl.coalesce(
            carried(pl.coalesce("actor", pl.when(opens_lead).then(place)), "row", "part_no"), "topic", "line_topic"
        ),
    )


@cache
def subject() -> Decision:
    """Who or where, when it is not the report's own region; takes what `add_named` and `add_places` add."""
    place, of_list, acts, named = (pl.col(name) for name in ("place", "list_place", "actor", "part_place"))
    # 中心城区完成投资26亿元，建成区面积达到50平方公里: said of one place, unless another noun opens the clause
    # 稳岗补贴惠及企业7万家、职工12万人: said of its list, and of nothing behind that
    doer = pl.coalesce(
        "doer",
        pl.when(pl.col("listed") & pl.col("head_action").is_null()).then(carried(pl.col("doer"), "row", "list_no")),
    )
    verb = pl.coalesce("last_verb", "head_action")
    goes_on = (
        (verb.is_not_null() & (verb != "实现"))
        | (pl.col("uses_tail") & pl.col("line_topic").is_not_null())
        | pl.col("own_noun").is_in(phrases.generic_nouns("measure"))
        | pl.col("own_noun").is_null()
        | pl.col("lead").str.contains(f"^{pattern('place')}?[内中]")
    ).fill_null(value=False)
    # 城区栽种树木30万株，林地造林12万亩: a kind of area is not where all that follows is done
    goes_on &= ~named.is_in(_KINDS_OF_AREA) | pl.col("own_noun").is_null()
    # 海口新港新开航线7条，货物、集装箱吞吐量居全省第五、第六: an item is said of what its list is said of
    goes_on |= pl.col("listed") & carried(pl.when(~pl.col("listed")).then(goes_on), "row")
    return Decision(
        "subject",
        Rule(
            "who builds for so much a year",
            is_so(pl.col("builder").is_not_null()),
            pl.col("builder_name"),
            "远航集团{20万吨}烯烃项目投产。",
        ),
        Rule(
            "who is in a list",
            is_so(pl.col("lister").is_not_null()),
            pl.col("lister_name"),
            "青岭县进至全国县域经济百强{57位}。",
        ),
        Rule("the place before the number", is_so(place.is_not_null()), place, "城东园区{12家}企业投产。"),
        Rule(
            "the place before the list",
            is_so(pl.col("listed") & pl.col("uses_tail") & pl.col("head_subject").is_null() & of_list.is_not_null()),
            of_list,
            "沥滘村12栋楼封顶、{7个}地块开工建设。",
        ),
        Rule(
            "who acts before the verb",
            is_so(acts.is_not_null()),
            acts,
            "滨江实验室部署科研项目{50余个}。",
        ),
        Rule(
            "what stands before a verb with its object",
            is_so(doer.is_not_null() & (pl.col("tail_noun").is_null() | doer.str.starts_with("每"))),
            doer,
            "数据中心集群引进企业{57家}。",
        ),
        Rule(
            "the place that its part speaks of",
            is_so(named.is_not_null() & goes_on),
            named,
            "滨江新区建成道路12公里，完成投资{8亿元}。",
        ),
        otherwise("no subject", None, "新建{12所}学校。"),
    )
