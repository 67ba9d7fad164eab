"""Lists of nouns dealt out over lists of numbers: 肉、蛋、奶产量分别达到…, 分别位居全国第六和第三."""

from typing import Final

import polars as pl

from transforms import sequences
from transforms.facts.phrases import names_something, protected
from transforms.language.patterns import pattern
from transforms.language.searches import only

#: Words of two, and each of them: 城乡居民收入分别增长…, 存贷款余额分别达到….
_OF_TWO: Final = {"城乡": ("城镇", "农村"), "存贷款": ("存款", "贷款"), "牛羊": ("牛", "羊")}
_AND: Final = "(?:以及|和|与|及)"
_TWO: Final = 2
_PLACES: Final = ("区", "县", "市", "州", "镇", "港")
_OF_LIST: Final = ("head_noun", "chain_length", "position")


def _items(noun: pl.Expr, count: pl.Expr) -> pl.Expr:
    """The items of a list of nouns, split in the way that makes as many of them as there are numbers.

    自来水普及率、卫生厕所普及率 holds no 及 between items, 汽车及零部件、医药和建材 one 和.
    """
    # “保交楼”“保交房”交付率: quoted items need no 、
    noun = noun.str.replace_all("”“", "”、“", literal=True)
    at_stops = noun.str.split("、")
    at_last = noun.str.replace(f"^(.*[^、]){_AND}([^、]+)$", "${1}、${2}").str.split("、")
    fits = [pl.when(items.list.len() == count).then(items) for items in (at_stops, at_last)]
    return pl.coalesce(*fits, noun.str.replace_all(_AND, "、").str.split("、"))


def deal_out(frame: pl.DataFrame) -> pl.DataFrame:
    """Adds `dealt`: the item of a noun list that belongs to a number of a number list.

    What follows 等 is the kind of all: 新材料、高端装备等产业增加值 deals 新材料产业增加值, and is 产业增加值 undealt.
    """
    is_listed = names_something(only(pl.col("chain_length") > 1, pl.col("head_noun")))
    listed = frame.filter(is_listed).select(_OF_LIST).unique()
    dealt = frame.join(_read_items(listed), on=_OF_LIST, how="left", maintain_order="left")
    return dealt.with_columns(head_noun=pl.coalesce("head_kind", "head_noun")).drop("head_kind")


def item_of(frame: pl.DataFrame, column: str) -> pl.Series:
    """The item of a list in another column: what 占生产总值和财政收入的52%和56% are shares of; null for no such list.

    Takes chain_length and position.
    """
    asked = frame.select("chain_length", "position", head_noun=column)
    listed = asked.filter((pl.col("chain_length") > 1) & pl.col("head_noun").is_not_null()).unique()
    return asked.join(_read_items(listed), on=_OF_LIST, how="left", maintain_order="left")["dealt"]


def _read_items(listed: pl.DataFrame) -> pl.DataFrame:
    """The nouns, lengths and positions with the item that is dealt there: _OF_LIST and dealt.

    In steps, since what an expression holds many times is worked out as often.
    """
    # 各类事故起数 keeps its 各
    # 汽车、索具两大产业分别产值: and the number of a list is no part of its last item
    head = pl.col("head_noun")
    noun = (
        pl.when(head.str.contains(protected()))
        .then(head)
        .otherwise(head.str.replace("^(?:分别|各)", ""))
        .str.replace("^城[、和]乡", "城乡")
        .str.replace("存[、和]贷款", "存贷款")
        .str.replace("(?:[两二三四五六七八九十]大[^、]{0,4}?[产行]业)?分别", "")
        # 食品、医药六大行业主营业务收入
        .str.replace("[两二三四五六七八九十]大([产行]业)", "${1}")
        .str.replace("等([^、等]+)$", "${1}")
        # 接待游客人次、实现旅游收入
        .str.replace("([、和与及])(?:实现|完成)", "${1}")
    )
    count, position = pl.col("chain_length"), pl.col("position")
    items, item, first, last = (pl.col(name) for name in ("items", "item", "first", "last"))
    split = (
        listed.with_columns(noun=noun)
        .with_columns(items=_items(pl.col("noun"), count))
        .with_columns(item=items.list.get(position, null_on_oob=True), first=items.list.first(), last=items.list.last())
    )
    length = items.list.len()
    # 先进制造业、高技术制造业增加值占…比重: all that follows the last item's own head is shared
    share = last.str.extract(f"({pattern('shared_noun')}占.*(?:比重|比例))$")
    plain = last.str.extract(
        "((?:产业|工业|行业|农业|制造业|进出口|出口|进口)?(?:年均|平均|总|营业|主营业务|销售|种植|播种|建筑|规划)?"
        f"{pattern('shared_noun')})$"
    )
    # 限额以上住宿业、餐饮业: what bounds the first bounds all
    bounded = first.str.extract("^(限额?以上|限上)")
    # 住宿业和餐饮业营业额: and so is what stands behind a last item of the kind of the first
    trade = "[^业]*[^业就]业"
    of_trade = pl.when(first.str.contains(f"^{trade}$")).then(last.str.extract(f"^{trade}(.{{2,}})$"))
    # 炼铁、炼钢先进产能占比: and behind one that begins like the first
    is_peer = (first.str.len_chars() == _TWO) & (first.str.slice(0, 1) == last.str.slice(0, 1))
    of_peer = pl.when(is_peer & last.str.slice(_TWO).str.ends_with(plain)).then(last.str.slice(_TWO))
    # 城东经开区、城西高新区工业销售收入: and behind a place of its kind
    of_place = pl.coalesce(
        pl.when(first.str.ends_with(kind)).then(last.str.extract(f"^[^{kind}]+{kind}(.{{2,}})$")) for kind in _PLACES
    )
    of_place = pl.when(of_place.str.ends_with(plain)).then(of_place)
    split = split.with_columns(suffix=pl.coalesce(share, of_peer, of_place, plain, of_trade))
    suffix = pl.col("suffix")
    paired = f"{pattern('paired')}级?"
    paired_rest = last.str.extract(f"^{paired}(.{{2,}})$")
    is_paired = item.str.contains(f"^{paired}$") & paired_rest.is_not_null()
    # 民间投资、工业投资占比: a share is of each, whatever its own measure
    shares = suffix.str.contains(f"^{pattern('share_alone')}$") & ~item.str.ends_with("率")
    is_complete = item.str.contains(f"{pattern('complete_noun')}$") & ~shares
    # 医药制造业、电子设备制造业增加值: the kind that an item names itself is said once
    kind = suffix.str.extract("^(产业|工业|行业|农业|制造业)")
    rest = (
        pl.when(item.str.ends_with("业") & kind.is_not_null())
        .then(suffix.str.strip_prefix(kind))
        # 养老保险、医疗保险参保人数: and so is a word that the item ends in
        .when(item.str.ends_with(suffix.str.slice(0, _TWO)))
        .then(suffix.str.slice(_TWO))
        .otherwise(suffix)
    )
    shared = (
        pl.when(is_paired)
        .then(item + paired_rest)
        .when(suffix.is_not_null() & ~item.str.ends_with(suffix) & ~is_complete)
        .then(item + rest)
        .otherwise(item)
    )
    # 民营经济增加值和上缴税金, 生产安全事故起数、死亡人数: whose the first item is, the others are, too
    # and so is 引进省外资金、技术
    measure = f"(?:亩均|人均)?{pattern('shared_owner_of')}"
    # 销售收入和利税: what an income is from owns no taxes
    owner = first.str.extract(f"^(.{{2,}}?){measure}$")
    whose = pl.when(~owner.str.contains(f"^{pattern('income_from')}$")).then(owner)
    is_measure = item.str.contains(f"^{pattern('paid_in')}?{measure}$")
    taken = first.str.extract(f"^({pattern('taking_verb')}.*)[^、]{{2}}$")
    is_short = item.str.len_chars() == _TWO
    shared = (
        pl.when(
            (position > 0)
            & is_measure
            & whose.is_not_null()
            & items.list.get(1, null_on_oob=True).str.contains(f"^{pattern('paid_in')}?{measure}$")
        )
        .then(whose + item)
        .when((position > 0) & is_short & taken.is_not_null() & suffix.is_null())
        .then(taken + item)
        .otherwise(shared)
    )
    # 营收超10亿元、超50亿元企业: conditions share what stands before the first and behind the last
    bound = pattern("money_bound")
    under = first.str.extract(f"^(.*?){bound}$")
    parted = last.str.extract(f"^{bound}(.+)$")
    divides = under.is_not_null() & parted.is_not_null()
    shared = (
        pl.when(divides & (position == length - 1))
        .then(under + item)
        .when(divides)
        .then(pl.when(position > 0).then(under).otherwise(pl.lit("")) + item + parted)
        .otherwise(shared)
    )
    shares_bound = (position > 0) & bounded.is_not_null() & ~shared.str.starts_with(bounded)
    shared = pl.when(shares_bound.fill_null(value=False)).then(bounded + shared).otherwise(shared)
    # “保交楼”“保交房”交付率: quoted items share all that stands behind the last
    behind_quote = last.str.extract("^“[^”]+”(.+)$")
    is_quoted = item.str.contains("^“[^”]+”$") & behind_quote.is_not_null()
    shared = pl.when(is_quoted).then(item + behind_quote).otherwise(shared)
    # 城乡居民养老、医疗保险参保人数 deals out its two insurances
    dealt = pl.when((length == count) & (count > 1)).then(shared).when(count == _TWO).then(_one_of_two())
    return split.select(*_OF_LIST, dealt=dealt)


def _one_of_two() -> pl.Expr:
    """The noun with the one of a word of two that stands at the position; null for a noun without such a word."""
    noun, position = pl.col("noun"), pl.col("position")
    return pl.coalesce(
        pl.when(noun.str.contains(word, literal=True)).then(
            pl.when(position == 0)
            .then(noun.str.replace(word, one, literal=True))
            .otherwise(noun.str.replace(word, other, literal=True))
        )
        for word, (one, other) in _OF_TWO.items()
    )


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
    is_dealt = says_dealt | is_as_long
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
