"""Quantities: which numbers of a text state something of the world, and how much exactly.

From the tokens of a sentence to mentions with value, unit and bound; every other number gets its disposition here.
"""

from typing import Final

import polars as pl

import seeds
from transforms import grammar, numerals, units
from transforms.dispositions import RATIO_TO_ONE, disposition
from transforms.masks import unmask

_LIST_GAP: Final = r"^ ?(?:、|和|与|及|以及|到|至|或|,|，|~|—|;)? ?$"
#: 节约5亿元 and 附近3公里 hold no 约 and no 近.
_FALSE_BOUND: Final = r"(?:[节集签合履预违制契公]约|[附最临靠亲远相毗就]近|[赶反]超|[通经越渡]过|[不]过)$"
_RATIO_WORDS: Final = r"(?:结构|比例|之比|构成|占比|比重|比)[^，。;]{0,16}$"


def _split_ratios(tokens: pl.DataFrame) -> pl.DataFrame:
    """三次产业结构为2.5:36.7:60.7 is three shares; 8:30 is none."""
    colon = pl.col("text").str.contains(":", literal=True)
    is_ratio = (pl.col("slot") == "part") & colon & pl.col("before").str.contains(_RATIO_WORDS)
    rest = tokens.with_columns(
        slot=pl.when((pl.col("slot") == "part") & colon & ~is_ratio).then(pl.lit("name")).otherwise("slot")
    )
    shares = (
        tokens.filter(is_ratio)
        .with_columns(piece=pl.col("text").str.split(":"))
        .with_row_index("ratio")
        .explode("piece")
        .with_columns(length=pl.col("piece").str.len_chars().cast(pl.Int32) + 1)
        .with_columns(
            offset=(pl.col("length").cum_sum() - pl.col("length")).over("ratio"),
            part=pl.int_range(pl.len()).over("ratio"),
            last=pl.len().over("ratio") - 1,
        )
        .with_columns(
            char_start=pl.col("char_start") + pl.col("offset"),
            before=pl.when(pl.col("part") > 0).then(pl.lit(":")).otherwise("before"),
            after=pl.when(pl.col("part") < pl.col("last")).then(pl.lit(":")).otherwise("after"),
            text="piece",
            slot=pl.lit("share"),
        )
        .with_columns(
            lead=(pl.col("text").str.len_chars() - pl.col("text").str.strip_chars_start().str.len_chars()).cast(
                pl.Int32
            ),
            text=pl.col("text").str.strip_chars(),
        )
        .with_columns(char_start=pl.col("char_start") + pl.col("lead"))
        .with_columns(char_end=pl.col("char_start") + pl.col("text").str.len_chars().cast(pl.Int32))
        .select(tokens.columns)
    )
    return pl.concat([rest.filter(~is_ratio), shares]).sort("row", "char_start")


def _trim(tokens: pl.DataFrame) -> pl.DataFrame:
    """Cuts what the pattern took too much: blanks at the ends, and the 约 of 节约."""
    text = pl.col("text")
    lead = text.str.len_chars() - text.str.strip_chars_start().str.len_chars()
    false_bound = (
        (pl.col("slot").is_in(["number", "part"]))
        & (pl.col("before") + text.str.slice(0, 1)).str.contains(_FALSE_BOUND)
        & text.str.contains(r"^[约近超过]")
    )
    cut = pl.when(false_bound).then(lead + 1).otherwise(lead).cast(pl.Int32)
    tail = (text.str.len_chars() - text.str.strip_chars_end().str.len_chars()).cast(pl.Int32)
    return tokens.with_columns(
        text=text.str.slice(cut).str.strip_chars_end(),
        before=pl.col("before") + text.str.slice(0, cut),
        after=text.str.slice(text.str.len_chars() - tail) + pl.col("after"),
        char_start=pl.col("char_start") + cut,
        char_end=pl.col("char_end") - tail,
    )


def _split_tail(column: str, prefix: str) -> list[pl.Expr]:
    """What follows the digits: 多万平方米 → more, 万, 平方米. A unit of the seed wins over a multiplier (千克, 百分点)."""
    tail = pl.col(column)
    lead = rf"^{grammar.MORE}?"
    is_unit = tail.is_in(grammar.units()["alias"].to_list())
    # 3千多万: the two multipliers are one
    bare = tail.str.replace(lead, "").str.replace(rf"^([十百千万]){grammar.MORE}([万亿])", "${1}${2}")
    multiplier = pl.when(~is_unit & ~_led_by_unit(bare)).then(bare.str.extract(f"^({grammar.MULTIPLIER})"))
    after = pl.when(multiplier.is_not_null()).then(bare.str.slice(multiplier.str.len_chars())).otherwise(bare)
    unit = after.str.replace(rf"^{grammar.MORE}", "").str.replace(rf"{grammar.MORE}$", "")
    return [
        multiplier.alias(f"{prefix}multiplier"),
        unit.replace("", None).alias(f"{prefix}stated_unit"),
        (tail.str.contains(grammar.MORE) & ~is_unit).fill_null(value=False).alias(f"{prefix}is_more"),
    ]


def _led_by_unit(tail: pl.Expr) -> pl.Expr:
    return tail.str.split("/").list.get(0).is_in([a for a in grammar.units()["alias"] if a[0] in "百千"])


def _parse(tokens: pl.DataFrame) -> pl.DataFrame:
    """Adds the groups of the grammar: number, low, multiplier, unit, bounds …; the unit of a list is shared backwards."""
    groups = pl.col("text").str.extract_groups(grammar.quantity_parts())
    frame = tokens.with_columns(g=pl.when(pl.col("slot") == "number").then(groups)).unnest("g")
    names = ["bound_before", "sign", "low", "low_tail", "times", "number", "tail"]
    frame = frame.with_columns(pl.col(c).replace("", None) for c in names)
    after = grammar.alternatives(list(grammar.bounds("after")))
    tail = pl.col("tail").str.replace_all(" ", "", literal=True)
    frame = frame.with_columns(bound_after=tail.str.extract(f"({after})$"), tail=tail.str.replace(f"{after}$", ""))
    frame = frame.with_columns(_split_tail("tail", "")).with_columns(_split_tail("low_tail", "low_"))
    # 增长4.2和0.7个百分点: a bare number before a list gap takes the unit, and the multiplier if it has none, of the next
    is_number = pl.col("slot") == "number"
    for _ in range(4):
        # 增加3个、5个和7个百分点: the 个 is the first sign of 个百分点
        is_open = pl.col("stated_unit").is_null() | (
            (pl.col("stated_unit") == "个") & pl.col("stated_unit").shift(-1).is_in(["个百分点", "个千分点"])
        )
        follows = (
            pl.col("after").str.contains(_LIST_GAP)
            & is_number
            & is_open
            & (pl.col("row").shift(-1) == pl.col("row"))
            & is_number.shift(-1)
        )
        frame = frame.with_columns(
            multiplier=pl.when(follows & pl.col("multiplier").is_null() & ~pl.col("is_more"))
            .then(pl.col("multiplier").shift(-1))
            .otherwise("multiplier"),
            shares_unit=follows & pl.col("stated_unit").shift(-1).is_not_null(),
            stated_unit=pl.when(follows).then(pl.col("stated_unit").shift(-1)).otherwise("stated_unit"),
        )
    implied = seeds.read("implied_units")
    after_nouns, before_nouns = (implied.filter(pl.col("side") == side) for side in ("after", "before"))
    people = implied.filter(pl.col("unit") == "人")
    beside = pl.col("before").str.extract(f"({grammar.alternatives(people['noun'].to_list() + ['青年', '妇女'])})$")
    reached = pl.col("before").str.extract(
        f"({grammar.alternatives(before_nouns['noun'].to_list())})[^，。；一-龥]{{0,1}}(?:[由从达为至超有约是][^，。；]{{0,5}})?$"
    )
    noun = (
        pl.col("after")
        .str.slice(0, 14)
        .str.extract(r"^([^，。;:、（(]*)")
        .str.extract(f"({grammar.alternatives(after_nouns['noun'].to_list())})")
    )
    has_multiplier = pl.col("multiplier").is_not_null() | pl.col("number").str.contains("[万亿]$")
    return frame.with_columns(
        implied_unit=pl.when(is_number & pl.col("stated_unit").is_null() & has_multiplier).then(
            pl.coalesce(
                noun.replace_strict(
                    after_nouns["noun"].to_list(), after_nouns["unit"].to_list(), default=None, return_dtype=pl.String
                ),
                pl.when(beside.is_not_null()).then(pl.lit("人")),
                reached.replace_strict(
                    before_nouns["noun"].to_list(), before_nouns["unit"].to_list(), default=None, return_dtype=pl.String
                ),
            )
        )
    ).with_columns(stated_unit=pl.coalesce("stated_unit", "implied_unit"))


_DOUBLINGS: Final = {"一": "2", "两": "4", "二": "4", "2": "4", "三": "8", "3": "8", "四": "16"}
_FIRST: Final = {"首位": "一", "榜首": "一", "冠军": "一", "亚军": "二", "季军": "三"}


def _numerals(frame: pl.DataFrame) -> pl.DataFrame:
    """Adds digits, places, low_digits, low_places and base_digits, read from the numerals of each token.

    A part is a numerator over a base: 三分之二, 百分之六, 1/3; 六成五 is 65, 一半 50, 翻两番 4.
    """
    text, slot = pl.col("text"), pl.col("slot")
    tenths = text.str.extract("([一二三四五六七八九两])成") + text.str.extract("成([一二三四五六七八九半])").fill_null(
        "〇"
    ).replace("半", "五")
    doublings = (
        text.str.extract("翻[了近约]*([0-9一两二三四])")
        .fill_null("一")
        .replace_strict(_DOUBLINGS, default=None, return_dtype=pl.String)
    )
    part = (
        pl.when(text.str.contains("分之"))
        .then(text.str.extract("分之([^以左多余几超近约]+)"))
        .when(text.str.contains("/", literal=True))
        .then(text.str.extract("([0-9.]+)/"))
        .when(text.str.contains("成", literal=True))
        .then(tenths)
        .when(text.str.contains("番", literal=True))
        .then(doublings)
        .otherwise(pl.lit("50"))
    )
    rank = text.replace(_FIRST).str.extract("([〇零一二三四五六七八九十百]+|[0-9]+)")
    frame = frame.with_columns(
        numeral=pl.when(slot == "number")
        .then(pl.col("number").str.replace("^好?[数几上]", "").str.replace("十几", "十"))
        .when(slot == "part")
        .then(part)
        .when(slot == "rank")
        .then(rank)
        .when(slot == "share")
        .then(text),
        base=pl.when(slot == "part").then(
            pl.coalesce(
                text.str.extract("([一二三四五六七八九十百千万]+)分之"),
                text.str.extract("/(10 ?万)").replace({"10万": "100000", "10 万": "100000"}),
                text.str.extract("/([0-9]+)"),
            )
        ),
    )
    table = numerals.parse_numerals(pl.concat([frame["numeral"], frame["low"], frame["base"]]))
    return (
        frame.join(table, left_on="numeral", right_on="text", how="left", maintain_order="left")
        .join(
            table.rename({"digits": "low_digits", "places": "low_places"}),
            left_on="low",
            right_on="text",
            how="left",
            maintain_order="left",
        )
        .join(
            table.select("text", base_digits="digits"),
            left_on="base",
            right_on="text",
            how="left",
            maintain_order="left",
        )
    )


def _amounts(frame: pl.DataFrame) -> pl.DataFrame:
    """Adds amount, low_amount (Decimal, exact) and is_range: the digits times multiplier, factor of the unit and base."""
    text, slot = pl.col("text"), pl.col("slot")
    one = pl.lit(1, pl.Int128)
    is_number, is_part = slot == "number", slot == "part"
    per_100k = is_part & text.str.contains("/10 ?万")
    is_permille = (is_part & (pl.col("base") == "千")) | per_100k
    per = (
        pl.when(is_permille)
        .then(pl.lit(1000, pl.Int128))
        .when(is_part & pl.col("base").is_not_null())
        .then(pl.lit(100, pl.Int128))
        .otherwise(one)
    )
    up = (
        pl.when(is_number).then(pl.col("unit_up")).fill_null(1)
        * per
        * pl.col("times").str.extract("([0-9]+)").cast(pl.Int128).fill_null(1)
    )
    down = pl.when(is_number).then(pl.col("unit_down")).fill_null(1) * pl.col("base_digits").fill_null(1)
    exponent = units.multiplier_exponent(pl.col("multiplier"))
    shares_multiplier = pl.col("low_multiplier").is_null() & pl.col("low_stated_unit").is_null()
    low_exponent = (
        pl.when(shares_multiplier).then(exponent).otherwise(units.multiplier_exponent(pl.col("low_multiplier")))
    )
    return frame.with_columns(
        amount=numerals.to_decimal(pl.col("digits"), exponent - pl.col("places"), up, down),
        low_amount=numerals.to_decimal(pl.col("low_digits"), low_exponent - pl.col("low_places"), up, down),
    ).with_columns(is_range=(pl.col("low_amount") < pl.col("amount")).fill_null(value=False))


def _statements() -> list[pl.Expr]:
    """value, value_max, unit, bound and stated_number, over the parsed groups and their amounts."""
    text, slot, number, low = pl.col("text"), pl.col("slot"), pl.col("number"), pl.col("low")
    is_number, is_part, is_range = slot == "number", slot == "part", pl.col("is_range")
    is_permille = is_part & ((pl.col("base") == "千") | text.str.contains("/10 ?万"))
    before = grammar.alternatives(list(grammar.bounds("before")))
    after = grammar.alternatives(list(grammar.bounds("after")))
    before_bound = text.str.extract(f"^({before})").replace_strict(
        grammar.bounds("before"), default=None, return_dtype=pl.String
    )
    after_bound = text.str.extract(f"({after})$").replace_strict(
        grammar.bounds("after"), default=None, return_dtype=pl.String
    )
    is_order = number.str.contains("[数几上]").fill_null(value=False)
    bound = (
        pl.when(slot == "rank")
        .then(pl.when(text.str.starts_with("前")).then(pl.lit("at_most")).otherwise(pl.lit("exact")))
        .when(slot == "share")
        .then(pl.lit("exact"))
        .when(is_range)
        .then(pl.lit("range"))
        .when(is_order)
        .then(pl.lit("indefinite"))
        .when(after_bound.is_not_null())
        .then(after_bound)
        .when(before_bound.is_not_null())
        .then(before_bound)
        .when(text.str.contains("^过半"))
        .then(pl.lit("above"))
        .when(text.str.contains("翻近"))
        .then(pl.lit("below"))
        .when(pl.col("is_more") | number.str.contains("[多余]") | (is_part & text.str.contains("[多余]")))
        .then(pl.lit("above"))
        .otherwise(pl.lit("exact"))
    )
    unit = (
        pl.when(slot == "rank")
        .then(pl.lit("位"))
        .when(slot == "share")
        .then(pl.lit("%"))
        .when(is_part)
        .then(
            pl.when(text.str.contains("番"))
            .then(pl.lit("倍"))
            .when(is_permille)
            .then(pl.lit("‰"))
            .otherwise(pl.lit("%"))
        )
        .when(is_number & pl.col("stated_unit").is_null())
        .then(pl.when(pl.col("before").str.contains(RATIO_TO_ONE)).then(pl.lit("倍")).otherwise(pl.lit("指数")))
        .otherwise("unit_name")
    )
    stated = (
        pl.when(is_range)
        .then(low + "-" + number)
        .when(is_number)
        .then(number + pl.col("multiplier").fill_null(""))
        .otherwise(text)
    )
    return [
        pl.when(is_range).then("low_amount").otherwise("amount").alias("value"),
        pl.when(is_range).then("amount").alias("value_max"),
        unit.alias("unit"),
        bound.alias("bound"),
        stated.alias("stated_number"),
    ]


def find_quantities(tokens: pl.DataFrame) -> pl.DataFrame:
    """All tokens with their disposition; those that are facts with value, value_max, unit, bound, stated_number, stated_unit.

    Takes the frame of `tokens.tokenise` with is_boilerplate. The column `disposition` is "fact", a disposition of the ledger,
    or "time" for times without a number, which belong to no ledger.
    """
    tokens = tokens.with_columns(unmask(pl.col("before")), unmask(pl.col("after")))
    frame = _parse(_trim(_split_ratios(tokens)))
    unit_name, up, down = units.canonical(pl.col("stated_unit"))
    frame = _numerals(frame).with_columns(
        unit_name=unit_name, unit_up=up, unit_down=down, dimension=units.dimension(pl.col("stated_unit"))
    )
    frame = _amounts(frame).with_columns(_statements()).with_columns(disposition=disposition())
    keep = [
        "row",
        "report_id",
        "token",
        "char_start",
        "char_end",
        "slot",
        "text",
        "before",
        "after",
        "disposition",
        "value",
        "value_max",
        "unit",
        "bound",
        "stated_number",
        "stated_unit",
        "dimension",
        "implied_unit",
    ]
    return frame.select(keep)
