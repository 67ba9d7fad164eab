"""What each number measures: indicator, action and subject, in the text's own words.

The noun stands before the number (专利37项) or after it (37项专利); where a clause names none, it is carried on from the
number before (营收4040.24亿元、增长7.1%), and a list of nouns is dealt out over a list of numbers (肉、蛋、奶产量分别达到…).
"""

from typing import Final

import polars as pl

from transforms import grammar, phrases
from transforms.patterns import DATE, TIME
from transforms.phrases import pattern

_SIGNS: Final = f"[{DATE}{TIME}]"
_URBAN_RURAL: Final = "城乡居民"


def _deal_out(frame: pl.DataFrame) -> pl.DataFrame:
    """Adds `dealt`: the item of a noun list that belongs to a number of a number list."""
    noun = pl.col("head_noun").str.replace("^(?:分别|各)", "")
    items = noun.str.replace_all(r"和|与|及|以及", "、").str.split("、")
    count, length, position = pl.col("chain_length"), items.list.len(), pl.col("position")
    item, last = items.list.get(position, null_on_oob=True), items.list.last()
    suffix = last.str.extract(
        f"((?:产业|工业|行业|农业|制造业)?(?:年均|平均|总|营业|主营业务|销售)?{pattern('shared_noun')})$"
    )
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
    urban_rural = noun.str.contains(_URBAN_RURAL) & (count == 2)
    rest = noun.str.extract(f"{_URBAN_RURAL}(.*)$")
    dealt = (
        pl.when(urban_rural)
        .then(pl.when(position == 0).then(pl.lit("城镇居民")).otherwise(pl.lit("农村居民")) + rest)
        .when((length == count) & (count > 1))
        .then(shared)
    )
    return frame.with_columns(dealt=dealt)


def assign_indicators(facts: pl.DataFrame) -> pl.DataFrame:
    """Adds indicator, action and subject to the frame of `context`.

    Needs row, fact_no, chain, position, chain_length, stem, lead, trail, text, unit, dimension, measure, implied_unit.
    """
    frame = phrases.read_tails(phrases.read_heads(facts))
    frame = _deal_out(frame)
    noun = pl.col("head_noun")
    has_head = phrases.names_something(noun)
    is_count = pl.col("dimension").is_in(["count", "persons"]) | pl.col("implied_unit").is_not_null()
    is_level = pl.col("measure").is_in(["level"])
    tail_fits = pl.col("tail_noun").is_not_null() & is_level
    measured_tail = tail_fits & ~is_count & ~has_head & ~pl.col("trail").str.contains(f"^{pattern('no_measured_tail')}")
    counted_tail = tail_fits & is_count
    place_head = (
        tail_fits
        & ~is_count
        & has_head
        & noun.str.contains(f"{pattern('place')}$")
        & pl.col("dimension").is_in(["area", "length", "mass", "volume"])
    )
    uses_tail = measured_tail | counted_tail | place_head
    share_of = pl.col("stem").str.contains("占") & ~has_head
    own = (
        pl.when(uses_tail).then("tail_noun").when(pl.col("dealt").is_not_null()).then("dealt").when(has_head).then(noun)
    )
    frame = frame.with_columns(
        own=own,
        action=pl.when(uses_tail)
        .then(pl.coalesce("head_action", "tail_action"))
        .when(own.is_not_null())
        .then("head_action"),
        subject=pl.when(place_head | (uses_tail & has_head & noun.str.contains(f"{pattern('place')}$")))
        .then(noun)
        .otherwise("head_subject"),
        needs_head=own.str.contains(f"^{pattern('level_word')}(?:以上)?$"),
        share_of=share_of,
    )
    # 分别位居全国第六和第三: a list without nouns deals the nouns of the numbers before it
    frame = frame.with_columns(chain_first=pl.col("fact_no").first().over("row", "chain"))
    dealer = frame.select("row", source_no="fact_no", source_own="own")
    frame = frame.with_columns(
        source_no=pl.when(
            pl.col("own").is_null() & (pl.col("chain_length") > 1) & pl.col("stem").str.contains("分别|各")
        ).then(pl.col("chain_first") - pl.col("chain_length") + pl.col("position"))
    )
    frame = frame.join(dealer, on=["row", "source_no"], how="left", maintain_order="left")
    in_list = pl.when(pl.col("position") > 0).then(pl.col("own").first().over("row", "chain"))
    carried = pl.col("own").forward_fill().over("row")
    before = pl.col("own").forward_fill().shift(1).over("row")
    generic = grammar.alternatives(phrases.generic_nouns("measure"))
    is_generic = pl.col("own").is_in(phrases.generic_nouns("measure"))
    owner = pl.when(~is_generic).then("own").forward_fill().shift(1).over("row")
    bare_owner = owner.str.replace(f"(?:{generic}|率|总值)$", "")
    # 一般预算收入29.3亿元、支出143.6亿元: the second takes the first one's name with its own noun
    spends = (pl.col("own") == "支出") & before.str.contains("收入$")
    owned = (
        pl.when(spends)
        .then(before.str.replace("收入$", "支出"))
        .when(
            is_generic
            & pl.col("subject").is_null()
            & (bare_owner.str.len_chars() >= 2)
            & (pl.col("fact_no") > 1)
            & ~pl.col("stem").str.contains(f"^{_SIGNS}")
        )
        .then(bare_owner + pl.col("own"))
        .otherwise("own")
    )
    level_head = before.str.replace("^(?:国家级|省级|市级|县级|区级|国家|省|市)(?:以上)?", "")
    frame = frame.with_columns(
        full=pl.when(pl.col("needs_head") & before.is_not_null()).then(pl.col("own") + level_head).otherwise(owned)
    )
    # 均位居全国第四: one number said of all that the clause before it named
    said_of_all = pl.col("stem").str.contains("均|都|皆") & pl.col("own").is_null()
    named = pl.coalesce(pl.when(pl.col("dealt").is_not_null()).then("head_noun"), "full")
    all_named = frame.filter(pl.col("own").is_not_null()).select("row", "part", "fact_no", named=named)
    joined = (
        frame.filter(said_of_all)
        .select("row", "part", asker="fact_no")
        .join(all_named, on=["row", "part"], how="inner")
        .filter(pl.col("fact_no") < pl.col("asker"))
        .sort("row", "asker", "fact_no")
        .group_by("row", "asker", maintain_order=True)
        .agg(of_all=pl.col("named").unique(maintain_order=True).str.join("、"))
    )
    frame = frame.join(joined, left_on=["row", "fact_no"], right_on=["row", "asker"], how="left", maintain_order="left")
    carried = pl.col("full").forward_fill().over("row")
    # 中欧班列开行1.7万列、发送190万标准箱: a verb alone is what its owner does; 劳务输出 is a name of its own
    by_verb = pl.when(pl.col("position") == 0).then(
        pl.when(pl.col("verb_noun").is_in(phrases.catalogue_names()))
        .then("verb_noun")
        .otherwise(pl.coalesce(carried + pl.col("verb_noun"), "verb_noun"))
    )
    in_list = pl.when(pl.col("position") > 0).then(pl.col("full").first().over("row", "chain"))
    frame = frame.with_columns(opening_noun=phrases.strip(pl.col("opening"), frame))
    return (
        frame.with_columns(
            indicator=pl.coalesce(
                "full", "source_own", "of_all", by_verb, in_list, carried, "tail_noun", "opening_noun", "head_action"
            )
        )
        .with_columns(
            indicator=pl.col("indicator").str.replace_all(rf"{_SIGNS}|\[[0-9]+\]", "").str.strip_chars("、，的 ")
        )
        .drop("own", "full", "source_no", "source_own", "chain_first")
    )
