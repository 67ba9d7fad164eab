"""Which results may answer which targets: blocks of place, year and kind of number, then shared words inside a block.

No product of all pairs is made: a pair comes about only by one catalogue id, by one head or by shared pairs of
characters, each looked up by key inside a block, and a block is the review of one year of one place.
"""

from typing import Final

import polars as pl

from transforms.language import searches
from transforms.outcomes import phrases

BLOCK: Final = ["region_code", "year", "kind_of_number"]
_PAIR: Final = ["thing", "thing_result"]
#: What is read of a fact here: rows of all columns are wide.
_READ: Final = [
    *("row", "is_target", *BLOCK, "core", "plain", "is_bare", "verb", "indicator_id", "is_known"),
    *("measure", "unit", "value_number", "is_completion"),
]
#: A pair of characters that so many phrases of one block share says nothing there.
COMMON_IN_BLOCK: Final = 40
LEAST_SIMILAR: Final = 0.55
#: Phrases with one head of two characters, one of which has all characters of the other: 5G基站 and 5G通讯基站.
HELD_WITH_HEAD: Final = 0.74
BOTH_HALVES: Final = "城乡"
ONE_HALF: Final = "^(?:城镇|农村)"
HALF: Final = 0.95
#: Of two phrases that each have so many characters of their own, so much is taken.
OWN_CHARACTERS: Final = 2
EACH_ITS_OWN: Final = 0.08
#: A noun of so many characters needs its verb.
BARE: Final = 2
BY_VERB: Final = 0.85
ONE_NUMBER: Final = 0.8
#: The same characters in another order.
TURNED: Final = 0.95


def possible(facts: pl.DataFrame) -> pl.DataFrame:
    """Pairs (target_row, result_row, likeness, by_head) of facts of both sides that `pairing` is to judge."""
    read = facts.select(_READ)
    targets, results = read.filter("is_target"), read.filter(~pl.col("is_target"))
    rates = results.filter("is_completion").with_columns(kind_of_number=pl.lit("completion"))
    measured = results.filter(~pl.col("is_completion"))
    amounts = targets.filter(pl.col("measure").is_in(["level", "change"]) & ~pl.col("unit").is_in(["%", "‰", "百分点"]))
    return pl.concat(
        [
            similar(targets, measured),
            similar(amounts.with_columns(kind_of_number=pl.lit("completion")), rates),
            same_thing(targets, measured),
            halves(targets, measured),
            by_verb(targets, measured),
            same_number(targets, measured),
        ]
    )


def similar(targets: pl.DataFrame, results: pl.DataFrame) -> pl.DataFrame:
    """Pairs (target_row, result_row, likeness, by_head) of facts that may speak of one thing.

    by_head: only the head and the characters of the shorter phrase speak for the pair. Both frames need row,
    region_code, year, kind_of_number, core, indicator_id, is_known.
    """
    wanted, offered = _numbered(targets), _numbered(results)
    of_one_id = wanted.filter("is_known").join(
        offered.filter("is_known"), on=["block", "indicator_id"], suffix="_result"
    )
    words = _likeness(wanted, offered, of_one_id.select(_PAIR).unique())
    by_id = of_one_id.join(words, on=_PAIR, how="left").select(
        "row", "row_result", likeness=0.75 + 0.25 * pl.col("words").fill_null(0.0).clip(0, 1), by_head=False
    )
    is_one = pl.col("thing") == pl.col("thing_result")
    by_words = (
        wanted.join(words.filter(pl.col("words") >= LEAST_SIMILAR), on="thing")
        .join(offered, left_on="thing_result", right_on="thing", suffix="_result")
        .filter(
            ~(pl.col("is_known") & pl.col("is_known_result"))
            | (is_one & (pl.col("indicator_id") != pl.col("indicator_id_result")))
        )
        .select("row", "row_result", likeness=pl.col("words").clip(0, 1), by_head="by_head")
    )
    return (
        pl.concat([by_id, by_words])
        .group_by(target_row="row", result_row="row_result")
        .agg(pl.col("likeness").max(), pl.col("by_head").all())
    )


def _numbered(facts: pl.DataFrame) -> pl.DataFrame:
    """Facts with their block, and with their thing, the core in it, as numbers: hashes, as in `comparison.copies`."""
    return facts.drop_nulls(BLOCK).select(
        *("row", "core", "indicator_id", "is_known"),
        block=pl.struct(BLOCK).hash(),
        thing=pl.struct(*BLOCK, "core").hash(),
    )


def same_thing(targets: pl.DataFrame, results: pl.DataFrame) -> pl.DataFrame:
    """Pairs of one thing and any kind of number, as `similar` gives them: a target of growth and a level.

    A thing is the same by its name here, word for word.
    """
    place = ["region_code", "year", "core"]
    of_targets = targets.filter(pl.col("core") != "").select(*place, "kind_of_number", target_row="row")
    of_results = results.filter(pl.col("core") != "").select(*place, kind_result="kind_of_number", result_row="row")
    return (
        of_targets.join(of_results, on=place)
        .filter(pl.col("kind_of_number") != pl.col("kind_result"))
        .select("target_row", "result_row", likeness=pl.lit(1.0), by_head=False)
    )


def same_number(targets: pl.DataFrame, results: pl.DataFrame) -> pl.DataFrame:
    """Pairs as `similar` gives them, of one number whose name holds the other's.

    4所高校 and 4所疏解高校和人民医院新院区; 二级以上医疗机构97% and 互认覆盖二级以上医疗机构97%.
    """
    place = [*BLOCK, "value_number"]
    # 城镇居民收入增长10% is no answer to 居民收入增长10%
    is_told = ~pl.col("is_bare") & (pl.col("core").str.len_chars() >= BARE) & (pl.col("measure") != "growth")
    wanted, offered = (side.filter(is_told) for side in (targets, results))
    core, other = pl.col("core"), pl.col("core_result")
    return (
        wanted.select(*place, "core", target_row="row")
        .join(offered.select(*place, core_result="core", result_row="row"), on=place)
        .filter(core.str.contains(other, literal=True) | other.str.contains(core, literal=True))
        .select("target_row", "result_row", likeness=pl.lit(ONE_NUMBER), by_head=False)
    )


def by_verb(targets: pl.DataFrame, results: pl.DataFrame) -> pl.DataFrame:
    """Pairs as `similar` gives them, of a bare noun and a fuller one with the same telling verb.

    供应建设用地 and 供应国有建设用地. The verb of a bare noun is in its core, that of the other one stands beside it.
    """
    place = [*BLOCK, "verb", "head"]
    sides = [
        side.filter(pl.col("verb").is_not_null() & ~pl.col("is_bare"))
        .with_columns(head=pl.col("plain").str.slice(-2))
        .select(*place, pl.col("plain").str.len_chars().alias(f"length_{name}"), pl.col("row").alias(f"{name}_row"))
        for name, side in (("target", targets), ("result", results))
    ]
    lengths = pl.col("length_target", "length_result")
    return (
        sides[0]
        .join(sides[1], on=place)
        .filter(pl.min_horizontal(lengths) == BARE, pl.max_horizontal(lengths) > BARE)
        .select("target_row", "result_row", likeness=pl.lit(BY_VERB), by_head=False)
    )


def halves(targets: pl.DataFrame, results: pl.DataFrame) -> pl.DataFrame:
    """Pairs as `similar` gives them, of what is promised to 城乡居民 together and reached by 城镇居民 or 农村居民."""
    place = [*BLOCK, "rest"]
    of_targets = targets.filter(pl.col("core").str.starts_with(BOTH_HALVES)).select(
        *BLOCK, rest=pl.col("core").str.strip_prefix(BOTH_HALVES), target_row="row"
    )
    of_results = results.with_columns(rest=pl.col("core").str.replace(ONE_HALF, "")).filter(
        pl.col("rest") != pl.col("core")
    )
    return of_targets.join(of_results.select(*place, result_row="row"), on=place).select(
        "target_row", "result_row", likeness=pl.lit(HALF), by_head=False
    )


def _likeness(wanted: pl.DataFrame, offered: pl.DataFrame, asked: pl.DataFrame) -> pl.DataFrame:
    """How alike the things of each block are: thing, thing_result, words (0 to 1.3) and by_head.

    Pairs that cannot reach LEAST_SIMILAR are left out, but for those `asked` for.
    """
    smaller = pl.min_horizontal("total", "total_result")
    dice = 2 * pl.col("shared") / (pl.col("total") + pl.col("total_result"))
    held = pl.when(smaller >= 1.7).then(0.3 * (pl.col("shared") / smaller - dice)).otherwise(0.0)  # noqa: PLR2004
    pairs = _sharing(wanted, offered).with_columns(words=dice + held)
    likely = pairs.filter((pl.col("words") >= LEAST_SIMILAR) | _may_be_held())
    unlikely = pairs.join(likely, on=_PAIR, how="anti").join(asked, on=_PAIR, how="semi")
    told = _with_letters(pl.concat([likely, unlikely]))
    words, head = pl.col("words"), _held_with_head()
    told = searches.add(
        told,
        words=pl.max_horizontal(words, head) - _each_its_own(),
        by_head=((head > words) & (head < TURNED)).fill_null(value=False),
    )
    return told.select(*_PAIR, "words", "by_head")


def _sharing(wanted: pl.DataFrame, offered: pl.DataFrame) -> pl.DataFrame:
    """The things of each block that share pairs of characters: the weight of these (`shared`) and of all of each."""
    sides = [
        side.filter(pl.col("core") != "").select("thing", "block", "core").unique("thing") for side in (wanted, offered)
    ]
    ours, theirs = (one.join(other, on="block", how="semi") for one, other in (sides, sides[::-1]))
    cores, grams = phrases.weighted_grams(pl.concat([ours["core"], theirs["core"]]))
    ours, theirs = (side.join(cores, on="core") for side in (ours, theirs))
    # where a pair of characters stands in a block, as one number
    place = pl.col("block") ^ pl.col("gram")
    of_ours, of_theirs = (
        side.join(grams, on="number").select("thing", "weight", place=place) for side in (ours, theirs)
    )
    return (
        of_ours.join(of_theirs.filter(pl.len().over("place") <= COMMON_IN_BLOCK), on="place", suffix="_result")
        .group_by(_PAIR)
        .agg(shared=pl.col("weight").sum())
        .join(ours.select("thing", "core", "total"), on="thing")
        .join(theirs.select("thing", "core", "total"), left_on="thing_result", right_on="thing", suffix="_result")
    )


def _may_be_held() -> pl.Expr:
    """Without a look at each character: whether `_held_with_head` may say anything."""
    core, other = pl.col("core"), pl.col("core_result")
    return (core.str.slice(-2) == other.str.slice(-2)) | (core.str.len_chars() == other.str.len_chars())


def _with_letters(pairs: pl.DataFrame) -> pl.DataFrame:
    """Adds letters, letters_result and letters_of_both: how many different characters each core has, and both have."""
    core, other = pl.col("core"), pl.col("core_result")
    different = {"letters": core, "letters_result": other, "letters_of_either": core + other}
    counted = pairs.with_columns(
        text.str.split("").list.n_unique().cast(pl.Int32).alias(name) for name, text in different.items()
    )
    return counted.with_columns(
        letters_of_both=pl.col("letters") + pl.col("letters_result") - pl.col("letters_of_either")
    )


def _each_its_own() -> pl.Expr:
    """What it costs that each has several characters that the other lacks: 文化产业增加值 and 房地产业增加值."""
    own = pl.min_horizontal("letters", "letters_result") - pl.col("letters_of_both")
    return pl.when(own >= OWN_CHARACTERS).then(EACH_ITS_OWN).otherwise(0.0)


def _held_with_head() -> pl.Expr:
    """Likeness of 5G基站 and 5G通讯基站: one head, and the longer has all characters of the shorter."""
    core, other = pl.col("core"), pl.col("core_result")
    letters, letters_result, both = (pl.col(name) for name in ("letters", "letters_result", "letters_of_both"))
    is_held = (both == pl.min_horizontal(letters, letters_result)) & (core.str.slice(-2) == other.str.slice(-2))
    more = (core.str.len_chars().cast(pl.Int32) - other.str.len_chars().cast(pl.Int32)).abs()
    # 标准化村卫生室 and 村标准化卫生室
    is_turned = (letters == letters_result) & (both == letters) & (more == 0)
    return pl.when(is_turned).then(TURNED).when(is_held).then(HELD_WITH_HEAD - 0.01 * more)
