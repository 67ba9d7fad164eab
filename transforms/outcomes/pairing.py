"""How well a result answers a promise, and the one best result for each.

The score is the likeness of the phrases less what speaks against the pair. What no reader would compare is no pair
(`scopes`); what speaks of the thing and decides nothing is taken where nothing comparable is said.
"""

from typing import Final

import polars as pl

from transforms.language import searches
from transforms.language.lexicon import members
from transforms.outcomes.features import DONE, PUSHED, STARTED, add_circumstances
from transforms.outcomes.scopes import APART, difference

LEAST_SCORE: Final = 0.62
#: A result that decides nothing has to speak of the very thing.
LEAST_SPOKEN_OF: Final = 0.8
#: Two promises of one report share a result where they are one promise said twice.
SHARED_SCORE: Final = 0.85
#: By their heads alone, results of another order than the target are others; all parks (35个) are not those without
#: fences (20个) unless their number is the same.
OF_ONE_ORDER: Final = (1 / 3, 3)
OF_ONE_SIZE: Final = (0.8, 1.25)
#: Numbers that are so close, and not so small that many are, are likely of one thing.
CLOSE: Final = (0.95, 1.1)
TELLING: Final = 20

RESULT: Final = "_result"
_SIDE: Final = [
    *("row", "core", "plain", "fact_id", "report_id", "report_year", "char_start", "mention", "sentence", "said"),
    *("value_number", "max_number", "unit", "stated_number", "bound", "measure", "basis", "kind_of_number"),
    *("period_start", "period_end", "indicator", "indicator_id", "is_known"),
    *(
        "subject",
        "action",
        "levels",
        "level_bits",
        "states_level",
        "is_open",
        "stage",
        "is_arranged",
        "condition",
        "spending",
    ),
    *("is_flow", "is_stock", "has_stood", "is_cumulative", "is_completion"),
    *("undoes", "scope_cue", "is_part", "is_sample", "says_failed", "companion"),
]
#: The best pair first, and of equals the first that is said.
_BEST_FIRST: Final = (
    pl.col("score").round(6),
    "report_year_result",
    "report_id_result",
    "char_start_result",
    "target_row",
)
#: What `best` looks at: rows of all columns are wide, and are taken once it is known which.
_DECIDING: Final = (
    *("target_row", "result_row", "difference", "score", "report_id", "value_number", "unit", "is_known"),
    *("indicator_id", "indicator_id_result", "report_year_result", "report_id_result", "char_start_result"),
)
_FALLS: Final = [True, False, False, False, False]


def scored(pairs: pl.DataFrame, facts: pl.DataFrame) -> pl.DataFrame:
    """The pairs that are possible, with `difference`, `score` and both facts (columns of the result end in _result)."""
    paired = pl.concat([pairs["target_row"], pairs["result_row"]]).unique()
    sides = add_circumstances(facts.filter(pl.col("row").is_in(paired.implode()))).select(_SIDE)
    # in the order of their rows: found by it, and not by a join of all their columns
    of_target, of_result = (sides[sides["row"].search_sorted(pairs[row])] for row in ("target_row", "result_row"))
    both = pairs.hstack(of_target.drop("row")).hstack(of_result.drop("row").rename(lambda name: name + RESULT))
    compared = searches.in_memory(
        _told_as_fall(both)
        .lazy()
        .with_columns(
            same_levels=_same_levels(),
            same_deed=(pl.col("is_flow") == pl.col("is_flow_result"))
            & (pl.col("stage") == pl.col("stage_result"))
            & (pl.col("is_flow") | pl.col("action").eq_missing(pl.col("action_result"))),
            same_subject=_same_subject(),
            size=pl.col("value_number_result") / pl.col("value_number"),
        )
        .with_columns(difference=difference().decide(), score=pl.col("likeness") + _for() - _against())
    )
    least = pl.when(pl.col("difference").is_null()).then(LEAST_SCORE).otherwise(LEAST_SPOKEN_OF)
    return compared.filter(pl.col("difference").ne_missing(APART) & (pl.col("score") >= least))


def _told_as_fall(pairs: pl.DataFrame) -> pl.DataFrame:
    """减少贫困人口1000万人 is a number of people, 贫困人口减少1442万人 a change of -1442万人: both are one deed.

    Whatever side says it by its verb has the number of the other one turned into its own way.
    """
    fell = {side: (pl.col(f"measure{side}") == "change") & (pl.col(f"value_number{side}") < 0) for side in ("", RESULT)}
    said = {
        side: (pl.col(f"measure{side}") == "level") & pl.col(f"action{side}").is_in(members("down"))
        for side in ("", RESULT)
    }
    turned = {side: (fell[side] & said[other]).fill_null(value=False) for side, other in (("", RESULT), (RESULT, ""))}
    is_turned = turned[""] | turned[RESULT]
    return pairs.with_columns(
        *(
            pl.when(turned[side])
            .then(-pl.col(f"value_number{side}"))
            .otherwise(f"value_number{side}")
            .alias(f"value_number{side}")
            for side in turned
        ),
        *(
            pl.when(turned[side]).then(pl.lit("level")).otherwise(f"measure{side}").alias(f"measure{side}")
            for side in turned
        ),
        *((pl.col(f"is_flow{side}") | is_turned).alias(f"is_flow{side}") for side in turned),
    )


def _same_levels() -> pl.Expr:
    """Whether both name the same levels; 市以上重点项目 and 省市重点项目 are one list."""
    bits, bits_result = pl.col("level_bits"), pl.col("level_bits_result")
    is_open = pl.col("is_open") | pl.col("is_open_result")
    return (bits == bits_result) | (is_open & (bits > 0) & ((bits & -bits) == (bits_result & -bits_result)))


def _same_subject() -> pl.Expr:
    """True where both name one place or body, or the other sentence names it, or neither names any."""
    subject, other = pl.col("subject"), pl.col("subject_result")
    return (
        pl.when(subject.is_null() & other.is_null())
        .then(statement=True)
        .when(subject.is_null())
        .then(pl.col("sentence").str.contains(other, literal=True) | (other == "城镇"))
        .when(other.is_null())
        .then(pl.col("sentence_result").str.contains(subject, literal=True))
        .otherwise(subject.str.contains(other, literal=True) | other.str.contains(subject, literal=True))
    )


def _for() -> pl.Expr:
    """What is added: close numbers speak for phrases that are not quite alike, 退租2000户 and 退租2008户."""
    is_close = pl.col("size").is_between(*CLOSE) & (pl.col("value_number").abs() >= TELLING)
    is_amount = pl.col("measure").is_in(["level", "change"]) & (pl.col("unit") != "%")
    same_number = pl.when((is_close & is_amount).fill_null(value=False)).then(0.06).otherwise(0.0)
    has_companion = (pl.col("companion") == pl.col("companion_result")).fill_null(value=False)
    return same_number + pl.when(has_companion).then(0.1).otherwise(0.0)


def _against() -> pl.Expr:
    """What is taken from the score."""
    span = pl.col("period_start_result").dt.year() != pl.col("period_start").dt.year()
    is_alike = pl.col("kind_of_number") == pl.col("kind_of_number_result")
    is_amount = pl.col("measure").is_in(["level", "change"]) & is_alike
    # of two results that fit alike, the one of the target's size is the more likely one: 1000个 rather than 45个
    apart = (pl.col("size").abs().log().abs() / 100).clip(0, 0.05).fill_null(0.0).fill_nan(0.0)
    far = (pl.col("size") > 30) | (pl.col("size") < 1 / 30)  # noqa: PLR2004
    weaker = (pl.col("stage") == DONE) & pl.col("stage_result").is_in([PUSHED, STARTED])
    other_unit = pl.col("unit").ne_missing(pl.col("unit_result"))
    core, core_result = pl.col("core"), pl.col("core_result")
    # 全民健身场所 and 全民健身活动: what is counted stands at the end
    other_head = (
        (core.str.slice(-2) != core_result.str.slice(-2))
        & ~core.str.contains(core_result, literal=True)
        & ~core_result.str.contains(core, literal=True)
        & ~(pl.col("is_known") & pl.col("is_known_result"))
    )
    costs = [
        (other_head, 0.08),
        (~pl.col("same_levels"), 0.12),
        (~pl.col("same_subject"), 0.12),
        (span, 0.1),
        (far & is_amount, 0.15),
        (weaker, 0.2),
        (pl.col("condition").is_null() != pl.col("condition_result").is_null(), 0.1),
        (other_unit & ~pl.col("is_completion_result"), 0.02),
        (pl.col("is_part_result") & ~pl.col("is_part"), 0.1),
        # 恒通车辆等10个续建项目 are some, 16个续建项目 are all
        (pl.col("is_sample") & ~pl.col("is_sample_result"), 0.12),
        (pl.col("is_completion_result"), 0.15),
        (pl.col("scope_cue_result").is_not_null(), 0.03),
        # the same indicator as a total is a worse answer than as an increase, where the target is an increase
        (pl.col("is_flow") != pl.col("is_flow_result"), 0.03),
        (pl.col("measure") != pl.col("measure_result"), 0.03),
        (pl.col("by_head") & _of_another_extent(), 0.15),
        (pl.col("by_head") & (pl.col("is_flow") != pl.col("is_flow_result")), 0.05),
    ]
    fixed = pl.sum_horizontal(pl.when(holds.fill_null(value=False)).then(cost).otherwise(0.0) for holds, cost in costs)
    return fixed + pl.when(is_amount).then(apart).otherwise(0.0)


def _of_another_extent() -> pl.Expr:
    """Whether a pair of one head only is likely a part and its whole: by size, and always where they grow."""
    is_wider = pl.col("core").str.len_chars() > pl.col("core_result").str.len_chars()
    size = pl.col("size")
    apart = pl.when(is_wider).then(~size.is_between(*OF_ONE_SIZE)).otherwise(~size.is_between(*OF_ONE_ORDER))
    return apart | (pl.col("measure") == "growth")


def best(pairs: pl.DataFrame) -> pl.DataFrame:
    """One result for each promise: a comparable one if there is any, else one that speaks of the thing."""
    few = pairs.select(*_DECIDING).with_row_index("pair")
    comparable = _assigned(few.filter(pl.col("difference").is_null()))
    spoken_of = (
        few.filter(pl.col("difference").is_not_null())
        .join(comparable.select("target_row"), on="target_row", how="anti")
        .sort(*_BEST_FIRST, descending=_FALLS)
        .unique("target_row", keep="first", maintain_order=True)
    )
    return pairs[pl.concat([comparable["pair"], spoken_of["pair"]])]


def _assigned(pairs: pl.DataFrame) -> pl.DataFrame:
    """Each result for one promise of a report, and for others of it that say the same again.

    Two rounds: a promise that loses its result to a better one may take what is left.
    """
    ordered = pairs.sort(*_BEST_FIRST, descending=_FALLS)
    taken: list[pl.DataFrame] = []
    one = ["report_id", "result_row"]
    for _ in range(2):
        first = ordered.unique("target_row", keep="first", maintain_order=True)
        is_first = pl.int_range(pl.len()).over(one) == 0
        # 生产总值增长9%以上，力争10%: one growth answers both; 21个 and 10个 projects are two lists
        is_same = pl.col("value_number") == pl.col("value_number").first().over(one)
        one_entry = pl.col("is_known") & (pl.col("indicator_id") == pl.col("indicator_id_result"))
        is_likely = pl.col("score") >= SHARED_SCORE
        says_again = (is_same & (is_likely | one_entry)) | ((pl.col("unit") == "%") & is_likely)
        won = first.filter(is_first | says_again)
        taken.append(won)
        ordered = ordered.join(won.select("target_row"), on="target_row", how="anti", maintain_order="left").join(
            won.select(one), on=one, how="anti", maintain_order="left"
        )
    return pl.concat(taken).unique("target_row", keep="first", maintain_order=True)
