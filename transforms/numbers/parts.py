"""The parts of each number: bound, sign, low end, digits, multiplier and unit, stated or shared with its neighbours."""

from collections.abc import Callable
from typing import Final

import polars as pl

import seeds
from transforms import sequences
from transforms.language.patterns import alternatives, pattern
from transforms.language.searches import add_where, in_memory, only
from transforms.numbers import grammar
from transforms.numbers.neighbours import add_prefix

_GROUPS: Final = ("bound_before", "sign", "low", "low_tail", "high_sign", "times", "number", "tail")
_IS_NUMBER: Final = pl.col("slot") == "number"
#: Between two numbers of one list, which may share a unit: 增长4.2和0.7个百分点, 提高0.8、下降0.3个百分点.
_LIST_GAP: Final = rf"^ ?(?:(?:到|至|或|,|，|~|—|;)|(?:、|和|与|及|以及){pattern('movement')}?) ?$"
#: Between what something moves from and what it moves to: 床位由500张 | 增加到 | 800张.
_MOVE_GAP: Final = f"^ ?{pattern('goes_to')}了? ?$"
_FROM: Final = "[由从][^，。；0-9]{0,12}$"
#: A list of so many numbers shares the unit of its last.
_LONGEST_LIST: Final = 5
#: What is counted stands within so many signs behind a number: 3.2万建档立卡贫困人口.
_NOUN_WITHIN: Final = 14
#: 亿, and the 个亿 of 10个亿; but 个百分点 is a unit.
_MULTIPLIER: Final = r"(?:个?[十百千]?[万亿]{1,2}|[百千])"
_TEMPERATURE: Final = "(?:[气体室水低高升降恒]温|温度)[^，。；]{0,14}$"
_TEMPERATURE_BEHIND: Final = "^的?(?:[气体室水低高恒]温|温度)"
_ENERGY: Final = "电[^，。；]{0,14}$"
_ANGLE: Final = "(?:坡度|倾斜|[仰倾转夹]角|角度|旋转|[东西]经|[南北]纬)[^，。；]{0,8}$"
#: 两三 in 两三百 and 七八 in 七八千亿 are the ends of a range; the signs of 四九万 are digits of one number.
NEIGHBOURS: Final = ("一两", "一二", "二三", "两三", "三四", "四五", "五六", "六七", "七八", "八九")


def _read_tail(column: str, prefix: str) -> list[pl.Expr]:
    """What follows the digits: 多万平方米 → more, 万, 平方米. A unit of the seed wins over a multiplier (千克)."""
    aliases = grammar.units()["alias"]
    tail = pl.col(column)
    is_unit = tail.is_in(aliases.implode())
    # 3千多万: the two multipliers are one
    bare = tail.str.replace(f"^{grammar.MORE}?", "").str.replace(f"^([十百千万]){grammar.MORE}([万亿])", "${1}${2}")
    is_led_by_unit = bare.str.split("/").list.get(0).is_in([a for a in aliases if a[0] in "百千"])
    multiplier = pl.when(~is_unit & ~is_led_by_unit).then(bare.str.extract(f"^{_MULTIPLIER}", 0))
    rest = pl.when(multiplier.is_not_null()).then(bare.str.replace(f"^{_MULTIPLIER}", "")).otherwise(bare)
    unit = (
        rest.str.replace(f"^{grammar.MORE}", "").str.replace(f"(?:{grammar.MORE}|半)$", "").str.replace("^个半", "个")
    )
    return [
        multiplier.str.strip_chars_start("个").alias(f"{prefix}multiplier"),
        unit.replace("", None).alias(f"{prefix}stated_unit"),
        (tail.str.contains(grammar.MORE) & ~is_unit).fill_null(value=False).alias(f"{prefix}is_more"),
    ]


def _digit_of(found: str) -> pl.Expr:
    """A digit of the tail, in either writing, Int128; 0 for none."""
    digits = {sign: str(digit) for digit, sign in enumerate("一二三四五六七八九", 1)}
    return pl.col("tail").str.extract(found).replace(digits).cast(pl.Int128, strict=False).fill_null(0)


def _return_led_units(frame: pl.DataFrame) -> pl.DataFrame:
    """二十五千克 is 二十五 千克: the last sign of the numeral belongs to the unit where both give one."""
    number, tail = pl.col("number"), pl.col("tail")
    led = {alias[1:]: alias for alias in grammar.units()["alias"] if alias[0] in "百千" and len(alias) > 1}
    rest = tail.str.extract(f"^{alternatives(list(led))}", 0)
    is_led = (
        (number.str.slice(-1) + rest).is_in(list(led.values()))
        & number.str.contains("[一二三四五六七八九两十百万亿][百千]$")
    ).fill_null(value=False)
    return frame.with_columns(
        number=pl.when(is_led).then(number.str.slice(0, number.str.len_chars() - 1)).otherwise(number),
        tail=pl.when(is_led).then(number.str.slice(-1) + tail).otherwise(tail),
    )


def _spread_neighbours(frame: pl.DataFrame) -> pl.DataFrame:
    """两三百 is 两百 to 三百, 十七八万 is 十七万 to 十八万, 三四成 三成 to 四成, 两三亩 两亩 to 三亩."""
    number = pl.col("number")
    first = f"({'|'.join(NEIGHBOURS)})"
    pair = number.str.extract(f"^(?:.*[十百千万亿])?{first}(?:[十百千万亿].*)?$")
    # 三四轮车 counts nothing, 两三亩 does
    takes_hanzi = grammar.units().filter(after_hanzi="yes")["alias"].to_list()
    is_alone = (number == pair) & ~pl.col("tail").str.contains(f"^(?:成|{alternatives(takes_hanzi)})")
    is_range = (pair.is_not_null() & ~is_alone & pl.col("low").is_null()).fill_null(value=False)

    before = number.str.extract(f"^(.*?){first}(?:[十百千万亿].*)?$").fill_null("")
    behind = number.str.slice(before.str.len_chars() + 2)
    return frame.with_columns(
        low=pl.when(is_range).then(before + pair.str.slice(0, 1) + behind).otherwise("low"),
        number=pl.when(is_range).then(before + pair.str.slice(1, 1) + behind).otherwise(number),
    )


def _share_units(frame: pl.LazyFrame) -> pl.LazyFrame:
    """A bare number takes the unit of the next one of its list, or of what it moves to, and its multiplier if any."""
    unit, multiplier = pl.col("stated_unit"), pl.col("multiplier")
    # 增加3个、5个和7个百分点: the 个 is the first sign of 个百分点
    is_cut = (unit == "个") & unit.shift(-1).is_in(["个百分点", "个千分点"])
    after, number = pl.col("after"), pl.col("number").cast(pl.Float64, strict=False)
    is_beside = _IS_NUMBER & sequences.behind(_IS_NUMBER, "row")
    turn = only(is_beside & unit.is_null(), after)
    is_move = turn.str.contains(_MOVE_GAP)
    is_move &= only(is_move, pl.col("before")).str.contains(_FROM)
    # 由5000扩大到1万人 shares no 万: nothing grows from 5000万 to 1万
    falls = only(pl.col("is_move"), after).str.contains(pattern("falling"))
    is_alike = pl.when(falls).then(number > number.shift(-1)).otherwise(number < number.shift(-1))
    frame = frame.with_columns(is_move=is_move).with_columns(
        is_in_list=is_beside & (after.str.contains(_LIST_GAP) | pl.col("is_move")),
        is_alike=~pl.col("is_move") | is_alike,
    )
    takes = pl.col("is_in_list") & (unit.is_null() | is_cut)
    for _ in range(_LONGEST_LIST - 1):
        frame = frame.with_columns(
            multiplier=pl.when(takes & pl.col("is_alike") & multiplier.is_null() & ~pl.col("is_more"))
            .then(multiplier.shift(-1))
            .otherwise(multiplier),
            stated_unit=pl.when(takes).then(unit.shift(-1)).otherwise(unit),
        )
    return frame.drop("is_move", "is_in_list", "is_alike")


def _share_low_units(frame: pl.DataFrame) -> pl.DataFrame:
    """10个到15个百分点 and 50元到60元每亩: the unit of the low end is the beginning of the whole one."""
    unit, low = pl.col("stated_unit"), pl.col("low_stated_unit")
    return frame.with_columns(low_stated_unit=pl.when(unit.str.starts_with(low)).then(unit).otherwise(low))


def _unit_of_context(frame: pl.DataFrame) -> pl.DataFrame:
    """平均气温15.6度 is no energy, and 10个亿 is money.

    度 means one thing in a sentence: 室温由16度升到 | 18度.
    """
    # 税收突破10个亿
    is_yuan = _IS_NUMBER & pl.col("stated_unit").is_null() & pl.col("text").str.contains("个亿")
    is_degree = _IS_NUMBER & (pl.col("stated_unit") == "度")
    before, after = pl.col("before"), pl.col("after")
    low = pl.col("low_stated_unit")
    is_warmth = pl.col("sign").str.starts_with("零").fill_null(value=False)
    said = (
        pl.when(is_warmth | before.str.contains(_TEMPERATURE) | after.str.contains(_TEMPERATURE_BEHIND))
        .then(pl.lit("℃"))
        .when(before.str.contains(_ANGLE))
        .then(pl.lit("°"))
        .when(before.str.contains(_ENERGY) | pl.col("multiplier").is_not_null())
        .then(pl.lit("度"))
    )
    degree = sequences.carried(pl.col("degree"), "row").fill_null("度")
    return (
        add_where(frame, is_degree, degree=said)
        .with_columns(degree=degree)
        .with_columns(
            low_stated_unit=pl.when(is_degree & (low == "度")).then("degree").otherwise(low),
            stated_unit=pl.when(is_degree).then("degree").when(is_yuan).then(pl.lit("元")).otherwise("stated_unit"),
        )
        .drop("degree")
    )


def _imply_units(frame: pl.DataFrame) -> pl.DataFrame:
    """Adds implied_unit, and completes stated_unit by it: 13亿人口 counts 人 without saying so, 群众达53万 too."""
    implied = seeds.read("implied_units")
    behind, ahead, people = implied.filter(side="after"), implied.filter(side="before"), implied.filter(unit="人")

    def unit_of(noun: pl.Expr, rows: pl.DataFrame) -> pl.Expr:
        return noun.replace_strict(rows["noun"], rows["unit"], default=None, return_dtype=pl.String)

    def any_noun(rows: pl.DataFrame) -> str:
        return alternatives(rows["noun"].to_list())

    is_bare = _IS_NUMBER & pl.col("stated_unit").is_null()
    is_large = pl.col("multiplier").is_not_null() | only(is_bare, pl.col("number")).str.contains("[万亿]$")
    before, after = pl.col("before"), pl.col("after")
    clause = after.str.slice(0, _NOUN_WITHIN).str.extract("^[^，。;:、（(]*", 0)
    moves = rf"(?:减少|增加|下降|上升|净增)了?|[由从达为至超有约是][^，。；]{{0,5}}|{pattern('achieve')}"
    reached = f"({any_noun(ahead)})(?:{moves})?$"
    # 产值超千亿、收入过百亿的县, 经济总量突破2万亿的城市: a bound of what is named behind
    is_class = before.str.contains(f"{any_noun(ahead.filter(unit='元'))}$") & (
        pl.col("number").str.contains("^[十百千万亿]+$") | after.str.starts_with("的")
    )
    implied_unit = pl.coalesce(
        unit_of(clause.str.extract(any_noun(behind), 0), behind),
        pl.when(before.str.contains(f"{any_noun(people)}$")).then(pl.lit("人")),
        pl.when(~is_class).then(unit_of(before.str.extract(reached), ahead)),
    )
    is_asked = is_bare & is_large
    # 人口由48万增加到 | 70万: what a number goes to counts the same
    goes_on = is_asked & only(is_asked, before).str.contains(_MOVE_GAP).fill_null(value=False)
    moved_on = pl.when(goes_on).then(sequences.before(pl.col("implied_unit"), "row"))
    return (
        add_where(frame, is_asked, implied_unit=implied_unit)
        .with_columns(implied_unit=pl.coalesce("implied_unit", moved_on))
        .with_columns(stated_unit=pl.coalesce("stated_unit", "implied_unit"))
    )


def _read_ending(texts: pl.DataFrame) -> pl.DataFrame:
    """Adds bound_after, minutes, cents and is_half of what follows the digits, ending, and the tail that is left."""
    tail, bound_after = pl.col("tail"), grammar.bound("after")
    # 28微克每立方米 is 28微克/立方米
    tight = pl.col("ending").str.replace_all(" ", "", literal=True).str.replace("每", "/", literal=True)
    return (
        texts.with_columns(tail=tight)
        .with_columns(
            bound_after=tail.str.extract(f"{bound_after}$", 0),
            tail=tail.str.replace(rf"(?:(?:\([^()]*\))?{bound_after}|{grammar.BETWEEN})$", ""),
        )
        .with_columns(
            minutes=tail.str.extract("^个?(?:小时|分钟)([0-9]+)(?:分钟?|秒)$").cast(pl.Int128),
            tail=tail.str.replace("^个?(小时|分钟)[0-9]+(?:分钟?|秒)$", "${1}"),
        )
        .with_columns(
            cents=_digit_of(r"^元([0-9一二三四五六七八九])角") * 10 + _digit_of("角([0-9一二三四五六七八九])分$"),
            tail=tail.str.replace("^元[0-9一二三四五六七八九]角.*$", "元"),
            is_half=tail.str.contains("半$|^个半").fill_null(value=False),
        )
    )


def _read_each(frame: pl.DataFrame, column: str, read: Callable[[pl.DataFrame], pl.DataFrame]) -> pl.DataFrame:
    """Adds what is read of the distinct texts of a column."""
    known = read(frame.select(column).unique())
    return frame.join(known, on=column, how="left", nulls_equal=True, maintain_order="left")


def _parse(texts: pl.DataFrame) -> pl.DataFrame:
    """The parts that the text of a number has of its own; takes its column text."""
    groups = texts.with_columns(groups=pl.col("text").str.extract_groups(grammar.quantity_parts())).unnest("groups")
    parts = groups.with_columns(pl.col(_GROUPS).replace("", None)).rename({"tail": "ending"})
    # numbers differ, and what follows them repeats: each distinct ending is read once
    return (
        _read_each(parts, "ending", _read_ending)
        .drop("ending")
        .pipe(_return_led_units)
        .pipe(_spread_neighbours)
        .pipe(_read_each, "tail", lambda tails: tails.with_columns(*_read_tail("tail", "")))
        .pipe(_read_each, "low_tail", lambda tails: tails.with_columns(*_read_tail("low_tail", "low_")))
    )


def read_parts(tokens: pl.DataFrame) -> pl.DataFrame:
    """Adds the parts of each number, null in tokens of other slots and where a number has none.

    bound_before, bound_after (words of `seeds/bounds.csv`), sign, times (2× in 2×35万千瓦), low and number (digits),
    for each of both multiplier, stated_unit and is_more (low_multiplier …), implied_unit and prefix.
    """
    # texts repeat, and each distinct one is read once
    parsed = _parse(tokens.filter(_IS_NUMBER).select("text").unique(maintain_order=True))
    frame = (
        tokens.with_columns(number_text=pl.when(_IS_NUMBER).then("text"))
        .join(parsed, left_on="number_text", right_on="text", how="left", maintain_order="left")
        .drop("number_text")
    )
    # lazy: what a step asks several times is worked out once
    shared = in_memory(_share_units(frame.lazy()))
    return _imply_units(_share_low_units(_unit_of_context(add_prefix(shared))))
