"""Quantities: which numbers of a text state something of the world, and how much exactly.

From the tokens of a sentence to mentions with value, unit and bound; every other number gets its disposition here.
"""

from typing import Final

import polars as pl

from transforms import sequences
from transforms.language.patterns import pattern
from transforms.language.searches import add, only
from transforms.numbers.dispositions import disposition
from transforms.numbers.masks import unmask
from transforms.numbers.neighbours import add_beside, join_between, take_denominators, take_measure_words, take_prefix
from transforms.numbers.parts import read_parts
from transforms.numbers.signs import add_signs
from transforms.numbers.unread import withhold
from transforms.numbers.values import add_values
from transforms.sequences import behind

_COLUMNS: Final = (
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
    "disposition_rule",
    "value",
    "value_max",
    "unit",
    "bound",
    "stated_number",
    "stated_unit",
    "dimension",
    "implied_unit",
)
#: Shares that are rounded, or misprinted in a digit, add up to about a hundred.
_LEAST_WHOLE, _MOST_WHOLE = 97, 103
_TWO: Final = 2


def _length(text: pl.Expr) -> pl.Expr:
    return text.str.len_chars().cast(pl.Int32)


def _are_shares(ratio: pl.Expr) -> pl.Expr:
    """Whether three parts or more add up to a hundred, as those of a whole do, whatever it is called: 9.1:50.2:40.7."""
    parts = ratio.str.extract_all("[0-9][0-9. ]*").list.eval(
        pl.element().str.replace_all(" ", "", literal=True).cast(pl.Float64, strict=False)
    )
    return (parts.list.len() > _TWO) & parts.list.sum().is_between(_LEAST_WHOLE, _MOST_WHOLE)


def _split_ratios(tokens: pl.DataFrame) -> pl.DataFrame:
    """三次产业结构为2.5:36.7:60.7 is three shares, 2.1:1左右 one multiple; 8:30 is none."""
    text, before, after = pl.col("text"), pl.col("before"), pl.col("after")
    # 结构由21:50:29调整为11:65:24: a time of day, but for its noun
    is_clock = (pl.col("slot") == "date") & text.str.contains("^[0-9]{2}:[0-9]{2}:[0-9]{2}$")
    has_colon = ((pl.col("slot") == "part") & text.str.contains(":", literal=True)) | is_clock
    # 结构由 | 2020年 | 的9.1:50.2:40.7: what stands before a time stands before the ratio
    of_time = pl.when(pl.col("slot").is_in(["date", "time"])).then(before)
    led = sequences.before(of_time, "row").fill_null("") + before
    numbered = tokens.with_row_index("place")
    found = numbered.with_columns(led=led).filter(has_colon)
    if found.is_empty():
        return tokens
    # 城乡居民收入比从2.50:1缩小至2.27:1: a number to one is one multiple
    is_to_one = text.str.contains(r"^[^0-9]*[0-9.]+ ?: ?1(?:[^0-9.:][^:]*)?$")
    has_noun = ~is_to_one & pl.col("led").str.contains(f"{pattern('ratio_noun')}[^，。;]{{0,16}}$")
    # 结构由9.1:50.2:40.7调整为 | 8.3:48.9:42.8: the noun of the first is that of the next
    goes_on = before.str.contains("^[^，。；;]{0,8}[为至到]$") & (pl.col("row") == pl.col("row").shift(1))
    is_ratio = has_noun | (_are_shares(text) & ~is_clock)
    found = found.with_columns(
        is_ratio=is_ratio | (~is_to_one & goes_on & is_ratio.shift(1)).fill_null(value=False),
        slot=pl.when(is_to_one).then(pl.lit("multiple")).when(is_clock).then("slot").otherwise(pl.lit("name")),
    )
    rest = pl.concat([numbered.filter(~has_colon), found.filter(~pl.col("is_ratio")).select(numbered.columns)])
    end = _length(text).cum_sum().over("ratio") + pl.col("colons")
    lead = _length(text) - _length(text.str.strip_chars_start())
    share = text.str.replace_all("[^0-9.]", "").cast(pl.Decimal(38, 9), strict=False)
    shares = (
        found.filter("is_ratio")
        .with_row_index("ratio")
        .with_columns(text=text.str.split(":"))
        .explode("text")
        .with_columns(colons=pl.int_range(pl.len(), dtype=pl.Int32).over("ratio"), slot=pl.lit("share"))
        .with_columns(
            char_start=pl.col("char_start") + end - _length(text) + lead,
            before=pl.when(pl.col("colons") > 0).then(pl.lit(":")).otherwise(before),
            after=pl.when(pl.col("colons") < pl.len().over("ratio") - 1).then(pl.lit(":")).otherwise(after),
            # 3:2:1 are no shares of a hundred
            is_cut=~share.sum().over("ratio").is_between(_LEAST_WHOLE, _MOST_WHOLE),
            text=text.str.strip_chars(),
        )
        .with_columns(char_end=pl.col("char_start") + _length(text))
        .select(numbered.columns)
    )
    return pl.concat([rest, shares]).sort("place", maintain_order=True).drop("place")


def _split_moves(tokens: pl.DataFrame) -> pl.DataFrame:
    """由12.5亿元到36.4亿元 is two numbers, from which and to which; 12亿元到36亿元 is a range."""
    text, before = pl.col("text"), pl.col("before")
    may_move = pl.col("slot").is_in(["number", "part"]) & text.str.contains("[至到]")
    is_move = only(may_move, before).str.contains("(?:由|从|自)[^，。；0-9]{0,6}$")
    numbered = tokens.with_columns(is_move=is_move).with_row_index("place")
    moves = numbered.filter("is_move")
    if moves.is_empty():
        return tokens
    turn = text.str.extract("([至到])")
    begin, lead = text.str.extract("^([^至到]*)"), pl.col("char_start")
    ends = [
        {"text": begin, "after": turn, "char_end": lead + _length(begin)},
        {"text": text.str.extract("[至到](.*)$"), "before": turn, "char_start": lead + _length(begin) + 1},
    ]
    halves = [moves.with_columns(**end) for end in ends]
    whole = pl.concat([numbered.filter(~pl.col("is_move")), *halves]).sort("place", maintain_order=True)
    return whole.select(tokens.columns)


def _taken_of_noun() -> pl.Expr:
    """Whether the last sign is no unit but the noun's: the 人 of 13亿人口 or 26万人民, the 金 of 5金融."""
    text, after = pl.col("text"), pl.col("after")
    is_medal = after.str.contains(r"^(?:牌|奖|佳|的|[0-9]+[金银铜]|[，。、；;,和]|$)")
    return (
        (text.str.contains("[0-9一二三四五六七八九十百千万亿多余]人$") & after.str.contains("^[口民]"))
        | (text.str.contains("[0-9]升$") & after.str.contains("^[至到为级入学温]"))
        | (text.str.contains("[0-9一二三四五六七八九十]半$") & after.str.contains("^[数年月天个径岛山坡自导成]"))
        | (text.str.contains("[金银铜]$") & ~is_medal)
        | (text.str.contains("角$") & after.str.contains("^[度落色逐]"))
    )


def _trim(tokens: pl.DataFrame) -> pl.DataFrame:
    """Cuts what the pattern took too much: blanks at the ends, the 约 of 节约."""
    may_be_long = pl.col("text").str.contains("^[ 约近超过负接+-]|[ 人升半金银铜角，。；、,;)]$")
    numbered = tokens.with_row_index("place")
    trimmed = _cut(numbered.filter(may_be_long))
    kept = numbered.filter(~may_be_long).with_columns(given=pl.lit(""))
    whole = pl.concat([kept, trimmed]).sort("place").drop("place")
    # 79次，签约亿元以上项目: the 约 that goes to the gap before a number stands behind the number before it, too
    given = behind(pl.col("given"), "row").fill_null("")
    return whole.with_columns(after=pl.col("after") + given).drop("given")


def _cut(tokens: pl.DataFrame) -> pl.DataFrame:
    text, before, after = pl.col("text"), pl.col("before"), pl.col("after")
    is_number = pl.col("slot") == "number"
    is_false_bound = (
        pl.col("slot").is_in(["number", "part"])
        & text.str.contains("^[约近超过负接]")
        & (before + text.str.slice(0, 1)).str.contains(f"{pattern('false_bound')}$")
    )
    # 项目-3个: a dash behind a word's letters or digits, and the bullet of a list that counts
    is_dash = (
        is_number
        & text.str.contains("^[-+]")
        & (before.str.contains("[0-9A-Za-z%)]$") | (before.str.contains("^ *$") & ~text.str.contains("[%‰点元]")))
    )
    # 10个亿，: what ends the clause tells it from 10个亿元企业
    takes_stop = is_number & text.str.contains("[，。；、,;)]$")
    lead = _length(text) - _length(text.str.strip_chars_start()) + (is_false_bound | is_dash).cast(pl.Int32)
    tail = (
        _length(text)
        - _length(text.str.strip_chars_end())
        + (is_number & (_taken_of_noun() | takes_stop)).cast(pl.Int32)
    )
    return add(
        tokens,
        text=text.str.slice(lead, _length(text) - lead - tail),
        before=before + text.str.slice(0, lead),
        given=text.str.slice(0, lead),
        after=text.str.slice(_length(text) - tail) + after,
        char_start=pl.col("char_start") + lead,
        char_end=pl.col("char_end") - tail,
    )


def find_quantities(tokens: pl.DataFrame) -> pl.DataFrame:
    """All tokens with their disposition; facts also with what they amount to.

    Takes the frame of `tokens.tokenise`. The column `disposition` is "fact", a disposition of the ledger, or "time" for
    times without a number, which belong to no ledger. value and value_max are Decimal in the canonical unit;
    stated_number and stated_unit are as written.
    """
    plain = tokens.with_columns(unmask(pl.col("before")), unmask(pl.col("after")))
    whole = _trim(_split_moves(join_between(_split_ratios(plain))))
    whole = take_measure_words(take_denominators(whole))
    valued = add_beside(add_signs(add_values(read_parts(whole))))
    decided = disposition()
    return (
        valued.with_columns(decided.which_in(valued).alias("disposition_rule"))
        .with_columns(**decided.trace())
        .with_columns(disposition=decided.result_of(pl.col("disposition_rule")))
        .pipe(withhold)
        .pipe(take_prefix)
        .select(*_COLUMNS, *(name for name in decided.trace() if name not in _COLUMNS))
    )
