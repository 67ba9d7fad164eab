"""Lists of nouns dealt out over lists of numbers: 肉、蛋、奶产量分别达到…, 分别位居全国第六和第三."""

from typing import Final

import polars as pl

from transforms import sequences
from transforms.facts.items import OF_LIST, THREE_SECTORS, item_of, read_items
from transforms.facts.phrases import names_something
from transforms.language.patterns import pattern
from transforms.language.searches import only
from transforms.sequences import before

#: A whole and its part.
_OF_PART: Final = 2


def deal_out(frame: pl.DataFrame) -> pl.DataFrame:
    """Adds `dealt`: the item of a noun list that belongs to a number of a number list.

    What follows 等 is the kind of all: 新材料、高端装备等产业增加值 deals 新材料产业增加值, and is 产业增加值 undealt.
    """
    is_listed = names_something(only(pl.col("chain_length") > 1, pl.col("head_noun")))
    listed = frame.filter(is_listed).select(OF_LIST).unique()
    dealt = frame.join(read_items(listed), on=OF_LIST, how="left", maintain_order="left")
    # 三次产业结构为9:46:45 is one measure, told by its parts
    is_makeup = (pl.col("measure") == "share") & pl.col("head_noun").str.contains(THREE_SECTORS)
    return dealt.with_columns(
        dealt=pl.when(~is_makeup.fill_null(value=False)).then("dealt"),
        head_noun=pl.coalesce("head_kind", "head_noun"),
    ).drop("head_kind")


def deal_opening(frame: pl.DataFrame) -> pl.DataFrame:
    """Adds opening_item: 排放量继续下降，削减6%和5% deals the list of the clause before over a list without nouns.

    So does the list that one number was said of: 生产总值和财政收入年均递增9%，分别达到40亿元、3亿元.
    """
    opening = sequences.first(pl.col("opening_noun"), "row", "chain")
    stem = only(opening.is_not_null(), pl.col("stem"))
    is_told = stem.str.contains(f"{pattern('telling_verb')}了?$") & ~opening.str.contains("[0-9]")
    full, measure = pl.col("full_noun"), pl.col("measure")
    # 新建游园305个、绿道和步道235公里，总数分别达到912个、638公里: two of a kind are of the two before
    is_other = sequences.former(pl.when(full.is_not_null()).then(measure), "row") != measure
    is_dealt = full.is_null() & sequences.first(pl.col("stem"), "row", "chain").str.contains("分别")
    former = sequences.first(pl.when(is_other).then(sequences.former(full, "row")), "row", "chain")
    of_former = pl.when(is_dealt).then(former)
    frame = frame.with_columns(
        opening_list=pl.coalesce(pl.when(pl.col("source_own").is_null() & is_told).then(opening), of_former)
    )
    return frame.with_columns(opening_item=item_of(frame, "opening_list")).drop("opening_list")


def deal_counted(frame: pl.DataFrame) -> pl.DataFrame:
    """Makes full_noun of each number what it is of: 34个省重点项目、300个市重点项目分别完成投资409亿元、1562亿元."""
    full, length = pl.col("full_noun"), pl.col("chain_length")
    asked = frame.filter(full.str.contains("分别", literal=True) & (length > 1))
    counted = frame.filter(pl.col("dimension") == "count").select("row", no="fact_no", counted="full_noun")
    first = sequences.first(pl.col("fact_no"), "row", "chain")
    told = asked.with_columns(last_no=first - 1, item_no=first - length + pl.col("position"))
    for side in ("last", "item"):
        told = told.join(
            counted.rename({"no": f"{side}_no", "counted": side}),
            on=["row", f"{side}_no"],
            how="left",
            maintain_order="left",
        )
    measure = full.str.replace("分别", "", literal=True)
    told = told.filter(measure.str.starts_with(pl.col("last")) & pl.col("item").is_not_null())
    dealt = told.select("row", "fact_no", dealt_noun=pl.col("item") + measure.str.strip_prefix(pl.col("last")))
    return (
        frame.join(dealt, on=["row", "fact_no"], how="left", maintain_order="left")
        .with_columns(full_noun=pl.coalesce("dealt_noun", "full_noun"))
        .drop("dealt_noun")
    )


def deal_former(frame: pl.DataFrame) -> pl.DataFrame:
    """Adds source_own: 分别位居全国第六和第三 deals the nouns of the numbers before it over a list without nouns.

    So does 增长5.5%和6.9% behind a list of as many incomes, 分别 or not, and 年均分别增长… behind that.
    """
    first = sequences.first(pl.col("fact_no"), "row", "chain")
    is_open = pl.col("own_noun").is_null() & (pl.col("chain_length") > 1)
    says_dealt = pl.col("stem").str.contains("分别|各")
    dealer = frame.select("row", source_no="fact_no", source_own="full_noun", source_length="chain_length")
    place = pl.col("position") - pl.col("chain_length")
    dealt = frame.with_columns(source_no=pl.when(is_open).then(first + place)).join(
        dealer, on=["row", "source_no"], how="left", maintain_order="left"
    )
    is_as_long = pl.col("source_length") == pl.col("chain_length")
    # 财政收入24亿元，其中地方收入13亿元，同比增长30%、31%: of a whole and its part
    has_part = sequences.first(before(pl.col("lead").str.starts_with("其中"), "row"), "row", "chain")
    is_dealt = says_dealt | is_as_long | (has_part & (pl.col("chain_length") == _OF_PART)).fill_null(value=False)
    dealt = dealt.with_columns(source_own=pl.when(is_dealt).then("source_own"))
    dealt = _deal_once(dealt, is_open & sequences.first(says_dealt, "row", "chain"))
    dealt_before = dealt.filter(pl.col("source_own").is_not_null()).select(
        "row", source_no="fact_no", handed_on="source_own"
    )
    return (
        dealt.join(dealt_before, on=["row", "source_no"], how="left", maintain_order="left")
        .with_columns(source_own=pl.coalesce("source_own", pl.when(is_dealt).then("handed_on")))
        .drop("source_length", "handed_on")
    )


def _deal_once(frame: pl.DataFrame, is_dealt: pl.Expr) -> pl.DataFrame:
    """Puts into source_own the nouns before, each of them once, where a list would else have one twice or none.

    生产总值由5亿元增加到6亿元，财政收入由3亿元增加到5亿元，分别增长2%和6% names two, each of them twice.
    """
    # 总量及增速分别位居第二、第四: a list of its own deals none before it
    has_list = sequences.first(pl.col("stem"), "row", "chain").str.contains("(?:、|及|和|与|以及)[^，、]*分别")
    asked = frame.filter(is_dealt & ~has_list)
    own, full, length = pl.col("source_own"), pl.col("full_noun"), pl.col("chain_length")
    told = own.drop_nulls().n_unique().over("row", "chain")
    asked = asked.filter((told > 0) & (told < length))
    is_other = (full != sequences.former(full, "row")).fill_null(value=full.is_not_null())
    numbered = frame.join(asked, on="row", how="semi", maintain_order="left").with_columns(
        noun_no=sequences.running(is_other.cast(pl.Int32), "row")
    )
    nouns = numbered.filter(is_other).select("row", "noun_no", other="full_noun")
    places = numbered.select("row", "fact_no", last_no="noun_no")
    # all of the chain or none
    is_whole = pl.col("other").drop_nulls().n_unique().over("row", "chain") == length
    # 生产总值、投资双双突破200亿元，分别达到210亿元和241亿元: and one noun is a list of those
    joint = pl.when(~is_whole & (pl.col("last_no") == 1)).then(own.drop_nulls().first().over("row", "chain"))
    found = (
        asked.join(places, on=["row", "fact_no"], how="left", maintain_order="left")
        .with_columns(noun_no=pl.col("last_no") + pl.col("position") - length + 1)
        .join(nouns, on=["row", "noun_no"], how="left", maintain_order="left")
        .with_columns(other=pl.when(is_whole).then("other"), joint=joint)
    )
    once = found.select("row", "fact_no", once=pl.coalesce("other", item_of(found, "joint")))
    return (
        frame.join(once, on=["row", "fact_no"], how="left", maintain_order="left")
        .with_columns(source_own=pl.coalesce("once", "source_own"))
        .drop("once")
    )
