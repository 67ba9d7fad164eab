"""What each number measures: indicator, action and subject, in the text's own words.

The noun stands before the number (专利37项) or after it (37项专利); where a clause names none, it is carried on from
the number before (营收4040.24亿元、增长7.1%), and a list of nouns is dealt out over a list of numbers
(肉、蛋、奶产量分别达到…).
"""

from typing import Final

import polars as pl

from transforms.facts import phrases
from transforms.language.patterns import TIMES, alternatives, pattern, words

#: Dimensions whose number counts things that may own what follows.
_COUNTED: Final = ["count", "persons"]
_EXTENTS: Final = ["area", "length", "mass", "volume"]
_SHORTEST_OWNER: Final = 2
_URBAN_RURAL: Final = "城乡居民"
_TWO: Final = 2


def _deal_out(frame: pl.DataFrame) -> pl.DataFrame:
    """Adds `dealt`: the item of a noun list that belongs to a number of a number list."""
    noun = pl.col("head_noun").str.replace("^(?:分别|各)", "")
    items = noun.str.replace_all(r"和|与|及|以及", "、").str.split("、")
    count, length, position = pl.col("chain_length"), items.list.len(), pl.col("position")
    item, last = items.list.get(position, null_on_oob=True), items.list.last()
    # 先进制造业、高技术制造业增加值占…比重: all that follows the last item's own head is shared
    share = last.str.extract(f"({pattern('shared_noun')}占.*(?:比重|比例))$")
    plain = last.str.extract(
        "((?:产业|工业|行业|农业|制造业)?(?:年均|平均|总|营业|主营业务|销售|种植|播种|建筑|规划)?"
        f"{pattern('shared_noun')})$"
    )
    suffix = pl.coalesce(share, plain)
    paired = f"{pattern('paired')}级?"
    paired_rest = last.str.extract(f"^{paired}(.{{2,}})$")
    is_paired = item.str.contains(f"^{paired}$") & paired_rest.is_not_null()
    is_complete = item.str.contains(f"{pattern('complete_noun')}$")
    shared = (
        pl.when(is_paired)
        .then(item + paired_rest)
        .when(suffix.is_not_null() & ~item.str.ends_with(suffix) & ~is_complete)
        .then(item + suffix)
        .otherwise(item)
    )
    urban_rural = noun.str.contains(_URBAN_RURAL) & (count == _TWO)
    rest = noun.str.extract(f"{_URBAN_RURAL}(.*)$")
    dealt = (
        pl.when(urban_rural)
        .then(pl.when(position == 0).then(pl.lit("城镇居民")).otherwise(pl.lit("农村居民")) + rest)
        .when((length == count) & (count > 1))
        .then(shared)
    )
    return frame.with_columns(dealt=dealt)


def _choose_own(frame: pl.DataFrame) -> pl.DataFrame:
    """Adds own (the noun that the number's own clause names, null for none), action, subject and needs_head."""
    # 5008户11431名建档立卡贫困人口: numbers that touch count one noun
    touches = (pl.col("after") == "") & (pl.col("row").shift(-1) == pl.col("row"))
    frame = frame.with_columns(
        tail_noun=pl.when(touches).then(pl.coalesce("tail_noun", pl.col("tail_noun").shift(-1))).otherwise("tail_noun")
    )
    noun, tail, trail = pl.col("head_noun"), pl.col("tail_noun"), pl.col("trail")
    has_head = phrases.names_something(noun)
    is_place = noun.str.contains(f"{pattern('place')}$")
    is_count = pl.col("dimension").is_in(_COUNTED) | pl.col("implied_unit").is_not_null()
    tail_fits = tail.is_not_null() & (pl.col("measure") == "level")
    is_measured = ~is_count & ~trail.str.contains(f"^{pattern('no_measured_tail')}")
    after_verb = is_measured & pl.col("last_verb").is_not_null()
    after_place = ~is_count & has_head & is_place & pl.col("dimension").is_in(_EXTENTS)
    uses_tail = tail_fits & (is_count | (is_measured & ~has_head) | after_verb | after_place)
    # 投资10亿元的万瑞医疗: what the sum is of follows it, its kind stands before
    of_tail = (
        ~is_count & trail.str.starts_with("的") & noun.is_in(phrases.generic_nouns("measure")) & tail.is_not_null()
    )
    own = (
        pl.when(of_tail)
        .then(tail + noun)
        .when(uses_tail)
        .then("tail_noun")
        .when(pl.col("dealt").is_not_null())
        .then("dealt")
        .when(has_head)
        .then(noun)
    )
    head_action = (
        pl.when(has_head & ~is_place)
        .then(pl.coalesce("head_action", "last_verb"))
        .otherwise(pl.coalesce("last_verb", "head_action"))
    )
    action = (
        pl.when(uses_tail).then(pl.coalesce(head_action, "tail_action")).when(own.is_not_null()).then("head_action")
    )
    whose = noun.str.replace(f"{words('actions', kind='action')}+$", "").str.replace("(?:共|累计|已|新)$", "")
    subject = (
        pl.when(uses_tail & has_head & whose.str.contains(f"{pattern('place')}$")).then(whose).otherwise("head_subject")
    )
    return frame.with_columns(
        own=own,
        action=action,
        subject=pl.when(~subject.str.contains(f"{phrases.OWN_REGION}$")).then(subject),
        needs_head=own.str.contains(f"^{pattern('level_word')}(?:以上)?$"),
    )


def _deal_former(frame: pl.DataFrame) -> pl.DataFrame:
    """Adds source_own: 分别位居全国第六和第三 deals the nouns of the numbers before it over a list without nouns.

    So does 增长5.5%和6.9% behind a list of as many incomes, 分别 or not.
    """
    first = pl.col("fact_no").first().over("row", "chain")
    is_open = pl.col("own").is_null() & (pl.col("chain_length") > 1)
    dealer = frame.select("row", source_no="fact_no", source_own="own", source_length="chain_length")
    dealt = frame.with_columns(
        source_no=pl.when(is_open).then(first - pl.col("chain_length") + pl.col("position"))
    ).join(dealer, on=["row", "source_no"], how="left", maintain_order="left")
    is_dealt = pl.col("stem").str.contains("分别|各") | (pl.col("source_length") == pl.col("chain_length"))
    return dealt.with_columns(source_own=pl.when(is_dealt).then("source_own")).drop("source_length")


def _name_owners(frame: pl.DataFrame) -> pl.DataFrame:
    """Adds full: own with the owner that it lacks.

    总投资 after 重点建设项目105个 is 重点建设项目总投资, 省级 after “小巨人”企业 repeats it.
    """
    own = pl.col("own")
    before = own.forward_fill().shift(1).over("row")
    is_generic = own.is_in(phrases.generic_nouns("measure"))
    generic = f"(?:{alternatives(phrases.generic_nouns('measure'))}|率|总值)$"
    owner = pl.when(~is_generic).then("own").forward_fill().shift(1).over("row")
    owns_thing = pl.when(~is_generic).then(pl.col("dimension").is_in(_COUNTED)).forward_fill().shift(1).over("row")
    bare_owner = owner.str.replace(generic, "")
    # 综合效益指数116.4%，实现利润增长39.3%: what has a figure of its own and is no thing owns nothing
    can_own = (bare_owner.str.len_chars() >= _SHORTEST_OWNER) & (owns_thing | (bare_owner != owner))
    # 一般预算收入29.3亿元、支出143.6亿元: the second takes the first one's name with its own noun
    spends = (own == "支出") & before.str.contains("收入$")
    is_owned = (
        is_generic & pl.col("subject").is_null() & (pl.col("fact_no") > 1) & ~pl.col("stem").str.contains(f"^{TIMES}")
    )
    level_head = before.str.replace(f"^{pattern('level_word')}(?:以上)?", "")
    return frame.with_columns(
        full=pl.when(pl.col("needs_head") & before.is_not_null())
        .then(own + level_head)
        .when(spends)
        .then(before.str.replace("收入$", "支出"))
        .when(is_owned & can_own)
        .then(bare_owner + own)
        .otherwise(own)
    )


def _join_all(frame: pl.DataFrame) -> pl.DataFrame:
    """Adds of_all: 均位居全国第四 is said of all that its sentence named up to the last ；."""
    asks = pl.col("stem").str.contains("均|都|皆") & pl.col("own").is_null()
    named = pl.coalesce(pl.when(pl.col("dealt").is_not_null()).then("head_noun"), "full")
    nouns = frame.filter(pl.col("own").is_not_null()).select("row", "part", "fact_no", named=named)
    joined = (
        frame.filter(asks)
        .select("row", "part", asker="fact_no")
        .join(nouns, on=["row", "part"], how="inner")
        .filter(pl.col("fact_no") < pl.col("asker"))
        .sort("row", "asker", "fact_no")
        .group_by("row", "asker", maintain_order=True)
        .agg(of_all=pl.col("named").unique(maintain_order=True).str.join("、"))
    )
    return frame.join(joined, left_on=["row", "fact_no"], right_on=["row", "asker"], how="left", maintain_order="left")


def _carry_on(frame: pl.DataFrame) -> pl.DataFrame:
    """Adds indicator, and carries the action of 新增科技型企业60家、高新技术企业11家 over the list."""
    frame = frame.with_columns(opening_noun=phrases.strip(pl.col("opening"), frame))
    # 粮食总产再创新高，达494万吨: a sentence whose first number has no noun takes the clause before it
    opens = (pl.col("fact_no") == 1) & pl.col("verb_noun").is_null() & pl.col("tail_noun").is_null()
    frame = frame.with_columns(full=pl.coalesce("full", pl.when(opens).then("opening_noun")))
    carried = pl.col("full").forward_fill().over("row")
    # 中欧班列开行1.7万列、发送190万标准箱: a verb alone is what its owner does; 劳务输出 is a name of its own
    by_verb = pl.when(pl.col("position") == 0).then(
        pl.when(pl.col("verb_noun").is_in(phrases.catalogue_names()))
        .then("verb_noun")
        .otherwise(pl.coalesce(carried + pl.col("verb_noun"), "verb_noun"))
    )
    in_list = pl.when(pl.col("position") > 0).then(pl.col("full").first().over("row", "chain"))
    indicator = pl.coalesce(
        "full", "source_own", "of_all", by_verb, in_list, carried, "tail_noun", "opening_noun", "head_action"
    )
    follows = pl.col("lead").str.contains(r"^[、和及与]") & (pl.col("measure") == "level")
    said = pl.when(~follows | pl.col("action").is_not_null()).then(pl.struct("action")).forward_fill().over("row")
    action = pl.when(follows & pl.col("action").is_null()).then(said.struct.field("action")).otherwise("action")
    return frame.with_columns(
        indicator=indicator.str.replace_all(rf"{TIMES}|\[[0-9]+\]", "").str.strip_chars("、，的 "),
        # 实现税收30.5亿元: a verb of reporting does nothing
        action=action.replace({"实现": None, "": None}),
    )


def assign_indicators(facts: pl.DataFrame) -> pl.DataFrame:
    """Adds indicator, action and subject to the frame of `context`.

    Takes row, fact_no, chain, position, chain_length, part, lead, stem, opening, trail, dimension, measure and
    implied_unit.
    """
    frame = _choose_own(_deal_out(phrases.read_tails(phrases.read_heads(facts))))
    frame = _carry_on(_join_all(_name_owners(_deal_former(frame))))
    return frame.drop("own", "full", "source_no", "source_own", "of_all", "opening_noun", "dealt")
