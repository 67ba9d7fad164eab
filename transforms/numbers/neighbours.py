"""What stands beside a number and belongs to it: the other end of 4%与5%之间, its own measure word, 港币, 每立方米.

每立方米 may stand on either side: 每立方米28微克, 28微克每立方米.
"""

from typing import Final

import polars as pl

from transforms import sequences
from transforms.language.patterns import alternatives, pattern
from transforms.language.searches import add_where, only
from transforms.numbers import grammar

_TEXT: Final = pl.col("text")
_BEFORE: Final = pl.col("before")
_AFTER: Final = pl.col("after")
_IS_NUMBER: Final = pl.col("slot") == "number"
#: Between the ends of a range that 之间 closes.
_BETWEEN_GAP: Final = r"^ ?(?:与|和|到|至|-{1,2}|—{1,2}|~) ?$"
#: Signs of money of one character, which stand before their number alone.
_MONEY_SIGNS: Final = ("￥", "€")


def join_between(tokens: pl.DataFrame) -> pl.DataFrame:
    """失业率在4.2%和4.5%之间 has one number, a range."""
    is_end = _IS_NUMBER & _TEXT.str.ends_with(grammar.BETWEEN)
    is_same_row = pl.col("row") == pl.col("row").shift(-1)
    is_begin = is_same_row & _IS_NUMBER & _AFTER.str.contains(_BETWEEN_GAP) & is_end.shift(-1)
    frame = tokens.with_columns(is_begin=is_begin.fill_null(value=False))
    if not frame["is_begin"].any():
        return tokens
    joined = frame.with_columns(
        text=pl.when("is_begin").then(_TEXT + _AFTER + _TEXT.shift(-1)).otherwise(_TEXT),
        after=pl.when("is_begin").then(_AFTER.shift(-1)).otherwise(_AFTER),
        char_end=pl.when("is_begin").then(pl.col("char_end").shift(-1)).otherwise("char_end"),
        is_cut=pl.col("is_cut") | (pl.col("is_begin") & pl.col("is_cut").shift(-1)),
        is_taken=pl.col("is_begin").shift(1, fill_value=False),
    )
    return joined.filter(~pl.col("is_taken") | pl.col("is_begin")).select(tokens.columns)


def take_measure_words(tokens: pl.DataFrame) -> pl.DataFrame:
    """6500瓮 counts in 瓮, and 1200把钥匙 in 把: adds own_word, which is null where `seeds/units.csv` has the unit.

    A sign that nothing but a stop or a bound follows is one, and so is one that is a measure word in any text.
    """
    bound = grammar.bound("after")
    is_bare = _IS_NUMBER & _TEXT.str.contains(r"(?:[0-9]|[0-9][百千万亿多余几]+)$") & ~_TEXT.str.contains(r"\.[0-9]+$")
    is_name = _BEFORE.str.contains("[第A-Za-z“]$") | _TEXT.str.contains("^(?:19|20)[0-9]{2}$")
    # 1城9县优势突出: what touches the next number is no end
    is_last = (pl.col("row") != pl.col("row").shift(-1)).fill_null(value=True)
    behind = _AFTER + pl.when(is_last).then(pl.lit("。")).otherwise(pl.lit(""))
    ends = rf"^([一-龥]){bound}?[，。；、！;,)]"
    known = rf"^({pattern('measure_word')}){bound}?(?:[一-龥A-Za-z“，。；、！;,)])"
    is_none = pl.col("behind").str.contains(f"^(?:{pattern('no_measure_word')}|{bound})")
    word = pl.coalesce(pl.col("behind").str.extract(ends), pl.col("behind").str.extract(known))
    frame = tokens.with_columns(behind=only(is_bare & ~is_name, behind)).with_columns(
        own_word=pl.when(~is_none).then(word)
    )
    taken = pl.col("own_word") + pl.col("behind").str.extract(f"^.({bound})").fill_null("")
    return _take(frame, taken).drop("behind")


def take_denominators(tokens: pl.DataFrame) -> pl.DataFrame:
    """28微克每立方米 and 8元每公斤以上 are one quantity; in 5万亩每亩增收80元 the 每亩 leads on."""
    ends = rf"(?:$|[，。；、,;)的和与到至]|{pattern('goes_to')})"
    is_measured = _IS_NUMBER & _AFTER.str.starts_with("每") & _TEXT.str.contains("[^0-9百千万亿]$")
    found = f"^({grammar.each()}{grammar.bound('after')}?){ends}"
    return _take(tokens, only(is_measured, _AFTER).str.extract(found))


def _take(tokens: pl.DataFrame, words: pl.Expr) -> pl.DataFrame:
    """The tokens with these words behind them, null for none, as their last."""
    length = pl.col("taken").str.len_chars()
    return (
        tokens.with_columns(taken=words.fill_null(""))
        .with_columns(
            text=_TEXT + pl.col("taken"),
            after=_AFTER.str.slice(length),
            char_end=pl.col("char_end") + length.cast(pl.Int32),
        )
        .drop("taken")
    )


def add_beside(quantities: pl.DataFrame) -> pl.DataFrame:
    """Adds what rules ask of the tokens beside one, which they do not see.

    slot_before and slot_behind, touches_next (nothing stands before the next number), and of the next number
    after_next, dimension_of_next and bounds_next (it is money with a bound: 超50亿元).
    """
    bounds = (pl.col("bound_before").is_not_null() & (pl.col("dimension") == "money")).fill_null(value=False)
    return quantities.with_columns(
        slot_before=pl.col("slot").shift(1),
        slot_behind=pl.col("slot").shift(-1),
        touches_next=(_AFTER == "") & (pl.col("row").shift(-1) == pl.col("row")),
        after_next=sequences.behind(_AFTER, "row"),
        dimension_of_next=sequences.behind(pl.col("dimension"), "row"),
        bounds_next=sequences.behind(bounds, "row"),
    )


def add_prefix(parts: pl.DataFrame) -> pl.DataFrame:
    """Adds prefix, and completes stated_unit by it: the 港币 of 港币100亿元, and the 每立方米 of 每立方米28微克."""
    units = grammar.units()
    of_name = pl.col("alias").str.len_chars() > 1
    money = units.filter(of_name, dimension="money")["alias"].to_list()
    currency = rf"(?:^|[^0-9百千万亿])({alternatives([*money, *_MONEY_SIGNS])}) ?$"
    stated = pl.col("stated_unit")
    is_bare = _IS_NUMBER & stated.is_null()
    ends = pl.col("multiplier").is_not_null() | only(is_bare, _AFTER).str.contains("^(?:[，。；、;,)）]|$)")
    is_money = (is_bare & ends) | (_IS_NUMBER & (stated == "元"))
    is_measured = (
        _IS_NUMBER
        & ~stated.str.contains("/", literal=True)
        & stated.is_in(units.filter(kind="measure")["alias"].implode())
    )
    is_each = only(is_measured, _BEFORE).str.contains("每", literal=True)
    each = pl.col("each")
    # 由每亩100元提高到 | 120元
    follows = each.shift(1).is_not_null() & (stated == sequences.before(stated, "row"))
    goes_on = only(follows, _BEFORE).str.contains("^[^，。；;]{0,8}[到至为]$")
    per_unit = pl.coalesce(each, pl.when(goes_on).then(each.shift(1)))
    return (
        add_where(parts, is_money, paid_in=_BEFORE.str.extract(currency))
        .pipe(add_where, is_each, each=_BEFORE.str.extract(f"{grammar.each()}$"))
        .with_columns(
            stated_unit=pl.coalesce("paid_in", stated + "/" + per_unit, stated),
            prefix=pl.coalesce("paid_in", "每" + each),
        )
        .drop("paid_in", "each")
    )


def take_prefix(quantities: pl.DataFrame) -> pl.DataFrame:
    """What `add_prefix` found becomes part of the mention."""
    length = pl.col("prefix").str.len_chars().fill_null(0)
    of_next = sequences.behind(length, "row").fill_null(0)
    return quantities.with_columns(
        text=pl.col("prefix").fill_null("") + _TEXT,
        before=_BEFORE.str.slice(0, _BEFORE.str.len_chars() - length),
        after=_AFTER.str.slice(0, _AFTER.str.len_chars() - of_next),
        char_start=pl.col("char_start") - length.cast(pl.Int32),
    )
