"""The items of a list of nouns, each with what it shares: 肉、蛋、奶产量 are 肉产量, 蛋产量 and 奶产量."""

from typing import Final

import polars as pl

from transforms.facts.phrases import protected
from transforms.language.patterns import pattern

#: Words of two, and each of them: 城乡居民收入分别增长…, 存贷款余额分别达到….
_OF_TWO: Final = {
    "城乡": ("城镇", "农村"),
    "存贷款": ("存款", "贷款"),
    "牛羊": ("牛", "羊"),
    "客货运": ("客运", "货运"),
}
_AND: Final = "(?:以及|和|与|及)"
THREE_SECTORS: Final = "三次产业|一二三(?:次?产业|产)"
_SECTORS: Final = ("第一产业", "第二产业", "第三产业")
_TWO: Final = 2
_PLACES: Final = ("区", "县", "市", "州", "镇", "港")
OF_LIST: Final = ("head_noun", "chain_length", "position")


def item_of(frame: pl.DataFrame, column: str) -> pl.Series:
    """The item of a list in another column: what 占生产总值和财政收入的52%和56% are shares of; null for no such list.

    Takes chain_length and position.
    """
    asked = frame.select("chain_length", "position", head_noun=column)
    listed = asked.filter((pl.col("chain_length") > 1) & pl.col("head_noun").is_not_null()).unique()
    return asked.join(read_items(listed), on=OF_LIST, how="left", maintain_order="left")["dealt"]


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


def read_items(listed: pl.DataFrame) -> pl.DataFrame:
    """The nouns, lengths and positions with the item that is dealt there: OF_LIST and dealt.

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
    # 政府投资类、社会投资类项目办理时限
    trades = ("[^业]*[^业就]业", "[^类]*类")
    of_trade = pl.coalesce(
        pl.when(first.str.contains(f"^{trade}$")).then(last.str.extract(f"^{trade}(.{{2,}})$")) for trade in trades
    )
    # 炼铁、炼钢先进产能占比: and behind one that begins like the first
    is_peer = (first.str.len_chars() == _TWO) & (first.str.slice(0, 1) == last.str.slice(0, 1))
    of_peer = pl.when(is_peer & last.str.slice(_TWO).str.ends_with(plain)).then(last.str.slice(_TWO))
    # 城东经开区、城西高新区工业销售收入: and behind a place of its kind
    of_place = pl.coalesce(
        pl.when(first.str.ends_with(kind)).then(last.str.extract(f"^[^{kind}]+{kind}(.{{2,}})$")) for kind in _PLACES
    )
    of_place = pl.when(of_place.str.ends_with(plain)).then(of_place)
    # 城镇居民、农村居民人均可支配收入: and behind what both end in
    behind_kin = last.str.split(first.str.slice(-_TWO))
    is_kin = (first.str.len_chars() > _TWO) & (behind_kin.list.len() == _TWO)
    of_kin = pl.when(is_kin).then(behind_kin.list.last())
    of_kin = pl.when(of_kin.str.ends_with(plain) & ~of_kin.str.starts_with("”")).then(of_kin)
    split = split.with_columns(suffix=pl.coalesce(share, of_peer, of_kin, of_place, plain, of_trade))
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
        # and a like one: 存款、贷款余额
        .when(item.str.ends_with(suffix.str.slice(0, _TWO)) | (item.str.slice(-1) + suffix).str.contains("^款贷款余额"))
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
    # 城乡居民养老、医疗保险参保人数 deals out its two insurances, 三次产业增加值 its three sectors
    of_sectors = _one_of_three()
    dealt = pl.when((length == count) & (count > 1)).then(shared).when(count == _TWO).then(_one_of_two())
    dealt = dealt.when(count == len(_SECTORS)).then(of_sectors)
    return split.select(*OF_LIST, dealt=dealt)


def _one_of_three() -> pl.Expr:
    """The noun with the sector at the position in place of all three; null for a noun without them."""
    noun, position = pl.col("noun"), pl.col("position")
    return pl.coalesce(
        pl.when((position == place) & noun.str.contains(THREE_SECTORS)).then(noun.str.replace(THREE_SECTORS, sector))
        for place, sector in enumerate(_SECTORS)
    )


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
