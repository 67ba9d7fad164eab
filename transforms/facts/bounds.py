"""Bounds that stand apart from their number: 至少建成2个; 分别增长7.5%、8.5%以上 bounds both."""

from functools import cache
from typing import Final

import polars as pl

from transforms.language.patterns import alternatives
from transforms.language.rules import Condition, Decision, Rule, is_so, otherwise, says
from transforms.numbers.grammar import bounds
from transforms.sequences import first, last

_BOUND: Final = pl.col("bound")
_CHAIN: Final = ("row", "chain")


def _said_before(bound: str) -> Condition:
    """至少 | 建成 | 2个: the bound and its number with a verb between them; 不低于740元 has its own."""
    words = alternatives([word for word, meaning in bounds("before").items() if meaning == bound])
    # few clauses have such a word, and to count signs takes ten times as long as to look for it
    where = pl.col("clause_so_far").str.contains(words)
    return says("clause_so_far", f"{words}[^，。；0-9][^，。；]{{0,29}}$", where)


@cache
def bound_apart() -> Decision:
    """The bound that a verb cuts off from its number."""
    is_open = is_so((_BOUND == "exact") & (pl.col("slot") == "number"))
    return Decision(
        "bound_apart",
        Rule("at most, before the verb", is_open & _said_before("at_most"), "at_most", "plan: 不超过新增债务{2亿元}。"),
        Rule("at least, before the verb", is_open & _said_before("at_least"), "at_least", "plan: 至少建成公园{2个}。"),
        otherwise("no bound apart", None, "建成公园{2个}。"),
    )


@cache
def bound_shared() -> Decision:
    """The bound that a number of a list has from another one, after `bound_apart`."""
    is_open = is_so(_BOUND == "exact")
    last_bound = last(_BOUND, *_CHAIN)
    is_dealt = is_so(pl.col("chain_length") > 1) & says("stem", "分别")
    first_bound = first(_BOUND, *_CHAIN)
    first_text = first(pl.col("text"), *_CHAIN)
    # 突破2000家和3000家, 约为8400亿元和1016亿元: what is a verb governs all
    is_verb = (
        pl.when(first_bound == "about")
        .then(first_text.str.contains("^大?约为"))
        .otherwise(first_bound.is_in(["above", "at_least", "at_most"]) & first_text.str.contains("^(?:突破|超过|不)"))
    )
    starts_bounded = is_so(is_verb & (pl.col("chain_length") > 1))
    return Decision(
        "bound_shared",
        Rule(
            "the bound behind a dealt list",
            is_open & is_dealt & is_so(last_bound.is_in(["at_least", "at_most", "about"])),
            last_bound,
            "plan: 收入和支出分别增长{7.5%}、8.5%以上。",
        ),
        Rule(
            "the verb of the first bounds the rest",
            is_open & starts_bounded,
            first_bound,
            "企业分别突破2000家和{3000家}。",
        ),
        otherwise("no bound of another", None, "建成公园{2个}。"),
    )


def spread_bounds(facts: pl.DataFrame) -> pl.DataFrame:
    """Completes bound by the words that stand apart from the number."""
    for decision in (bound_apart(), bound_shared()):
        facts = facts.with_columns(**decision.columns()).with_columns(bound=pl.coalesce(decision.field, "bound"))
    return facts.drop("bound_apart", "bound_shared")
