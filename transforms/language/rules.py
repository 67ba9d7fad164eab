"""Decisions as ordered tables of named rules: the first rule that fits decides, and can say that it did.

A `Rule` has a name, a condition, a result and an example; a `Decision` is the rules of one field in their order, and
ends in a rule that always fits. `decide()` is the expression of the result, `which()` that of the rule's name, and
`words()` that of the words that made it fit. Inside `with traced():` a stage adds the latter two as columns beside the
result (measure, measure_rule, measure_words); outside they cost nothing.

>>> fall = Rule("bears a fall", says("stem", "下降$"), "small", "下降{8%}")
>>> size = Decision("size", fall, otherwise("no fall", "large", "{8%}"))
>>> frame = pl.DataFrame({"stem": ["产量下降", "产量"]})
>>> frame.select(size.decide(), rule=size.which(), words=size.words()).rows()
[('small', 'bears a fall', '下降'), ('large', 'no fall', None)]
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

import polars as pl

from transforms.language.searches import in_memory, only

#: Endings of the columns that tell of a decision.
TRACED: Final = ("_rule", "_words")
_IS_TRACED: Final = ContextVar("is_traced", default=False)
#: Stands between the words of several cues.
BETWEEN_WORDS: Final = " … "


@dataclass(frozen=True, eq=False)
class Condition:
    """Whether a rule fits, and the cues that can say by which words: pairs of a column and a regular expression."""

    holds: pl.Expr
    cues: tuple[tuple[str, str], ...] = ()

    def __and__(self, other: "Condition") -> "Condition":
        """Both hold; the words of both decided."""
        return Condition(self.holds & other.holds, self.cues + other.cues)

    def __or__(self, other: "Condition") -> "Condition":
        """One holds; the words of whichever did decided."""
        return Condition(self.holds | other.holds, self.cues + other.cues)

    def __invert__(self) -> "Condition":
        """It does not hold; no words decided."""
        return Condition(~self.holds)


def says(column: str, found: str, where: pl.Expr | None = None) -> Condition:
    """Whether a column of text fits a regular expression; where it does not matter, it is not asked, and does not."""
    text = pl.col(column)
    return Condition((text if where is None else only(where, text)).str.contains(found), ((column, found),))


def is_so(holds: pl.Expr) -> Condition:
    """Whether an expression holds that reads no words."""
    return Condition(holds)


def equals(column: str, *values: str) -> Condition:
    """Whether a column of text is one of the values, which are the words that decided."""
    found = pl.col(column) == values[0] if len(values) == 1 else pl.col(column).is_in(values)
    return Condition(found, ((column, "^.*$"),))


ALWAYS: Final = Condition(pl.lit(value=True))


@dataclass(frozen=True, eq=False)
class Rule:
    """One row of a decision: when the condition holds, the field is `then`: a value, an expression, or a decision.

    `example` is a phrase of a report with the number in braces, which this rule decides; it stands in a review of one
    year, after `plan: ` in a plan, and after `term: ` in a review of five years. Only a rule that leads into another
    decision has none.
    """

    name: str
    when: Condition
    then: "str | pl.Expr | Decision | None"
    example: str = ""

    @property
    def result(self) -> pl.Expr:
        """What the field becomes."""
        if isinstance(self.then, Decision):
            return self.then.decide()
        return self.then if isinstance(self.then, pl.Expr) else pl.lit(self.then, pl.String)


@dataclass(frozen=True, eq=False)
class _Otherwise:
    name: str
    then: "str | pl.Expr | Decision | None"
    example: str


def otherwise(name: str, then: "str | pl.Expr | Decision | None", example: str = "") -> _Otherwise:
    """The rule that decides where none before it did. It has a name and an example like any other."""
    return _Otherwise(name, then, example)


class Decision:
    """The rules of a field, in the order in which they are asked; the last one always fits."""

    def __init__(self, field: str, *rules: Rule | _Otherwise) -> None:
        """Raises ValueError where the last rule may not fit, or two rules share a name."""
        named = [
            Rule(rule.name, ALWAYS, rule.then, rule.example) if isinstance(rule, _Otherwise) else rule for rule in rules
        ]
        if named[-1].when is not ALWAYS:
            raise ValueError(f"{field}: the rule {named[-1].name!r} is last and may not fit; end in otherwise(…)")
        self.field, self.rules = field, tuple(named)
        names = [rule.name for rule in self.leaves()]
        if doubled := {name for name in names if names.count(name) > 1}:
            raise ValueError(f"{field}: two rules are called {' and '.join(sorted(doubled))}")

    def leaves(self) -> Iterator[Rule]:
        """Every rule that can decide, also those of the decisions inside."""
        for rule in self.rules:
            if isinstance(rule.then, Decision):
                yield from rule.then.leaves()
            else:
                yield rule

    def decide(self) -> pl.Expr:
        """The result of the first rule that fits."""
        results = [rule.then for rule in self.leaves()]
        if any(isinstance(result, pl.Expr) for result in results):
            return self._fold(lambda rule: rule.result)
        return self._of_leaf(results)

    def which(self) -> pl.Expr:
        """The name of the rule that decides."""
        return self._of_leaf([rule.name for rule in self.leaves()])

    def which_in(self, frame: pl.DataFrame) -> pl.Series:
        """What `which` gives for each row, a decision inside asked only of the rows that lead into it.

        So its conditions may not look at the rows beside (shift), which then are others.
        """
        return self._of_leaf_in(frame, [rule.name for rule in self.leaves()])

    def decide_in(self, frame: pl.DataFrame) -> pl.Series:
        """What `decide` gives for each row where all results are values, asked as `which_in` asks."""
        return self._of_leaf_in(frame, [rule.then for rule in self.leaves()])

    def words(self) -> pl.Expr:
        """The words by which the rule that decides fits, null where it reads none."""
        return self._fold(lambda rule: rule.then.words() if isinstance(rule.then, Decision) else _words_of(rule.when))

    def result_of(self, rule_name: pl.Expr) -> pl.Expr:
        """The result for a column of names of rules; cheaper than to decide again where all results are values."""
        results = {rule.name: rule.then for rule in self.leaves() if not isinstance(rule.then, pl.Expr)}
        return rule_name.replace_strict(results, return_dtype=pl.String)

    def columns(self) -> dict[str, pl.Expr]:
        """The field by its name; while a run is traced, its rule and the rule's words beside it."""
        return {self.field: self.decide(), **self.trace()}

    def trace(self) -> dict[str, pl.Expr]:
        """The columns of the rule and its words while a run is traced, else none."""
        if not is_traced():
            return {}
        return {f"{self.field}_rule": self.which(), f"{self.field}_words": self.words()}

    def _of_leaf(self, values: list[Any]) -> pl.Expr:
        """The value of the rule that decides, of one for each of `leaves`: numbers are chosen quicker than texts."""
        places = {rule: place for place, rule in enumerate(self.leaves())}
        return pl.lit(pl.Series(values, dtype=pl.String)).gather(self._place(places))

    def _of_leaf_in(self, frame: pl.DataFrame, values: list[Any]) -> pl.Series:
        leaves = {rule: place for place, rule in enumerate(self.leaves())}
        asked = frame.select(self._columns)
        return pl.Series(self.field, values, dtype=pl.String).gather(self._places_in(asked, leaves))

    @cached_property
    def _columns(self) -> list[str]:
        """The columns that the conditions read, those of the decisions inside among them."""
        return list(dict.fromkeys(self.which().meta.root_names()))

    def _place(self, places: "dict[Rule, int]") -> pl.Expr:
        return self._fold(
            lambda rule: (
                rule.then._place(places) if isinstance(rule.then, Decision) else pl.lit(places[rule], pl.UInt32)  # noqa: SLF001 (of its own kind)
            )
        )

    def _places_in(self, frame: pl.DataFrame, leaves: "dict[Rule, int]") -> pl.Series:
        # a rule that leads on has a place of its own behind those of the leaves
        places = {rule: leaves.get(rule, len(leaves) + number) for number, rule in enumerate(self.rules)}
        decided = self._fold(lambda rule: pl.lit(places[rule], pl.UInt32))
        # lazy: conditions share much of what they ask
        found = in_memory(frame.lazy().select(decided)).to_series()
        for rule, place in places.items():
            if isinstance(rule.then, Decision):
                rows = (found == place).arg_true()
                found = found.scatter(rows, rule.then._places_in(frame[rows], leaves))  # noqa: SLF001 (of its own kind)
        return found

    def _fold(self, take: Callable[[Rule], pl.Expr]) -> pl.Expr:
        *asked, last = self.rules
        decided = take(last)
        for rule in reversed(asked):
            decided = pl.when(rule.when.holds).then(take(rule)).otherwise(decided)
        return decided


class _FirstOf(Decision):
    def decide(self) -> pl.Expr:
        """The first result that is not null, as `_fold` would give it; but no expression is asked twice."""
        return pl.coalesce(rule.result for rule in self.rules)


def first_of(field: str, *sources: Rule, missing: str) -> Decision:
    """The first of several expressions that is not null, each a rule of its own: where an indicator comes from.

    `source` makes its rules; `missing` is an example in which none has a value.
    """
    return _FirstOf(field, *sources, otherwise(f"no {field}", None, missing))


def source(name: str, found: pl.Expr, example: str = "") -> Rule:
    """A rule of `first_of`: it fits where its expression has a value."""
    return Rule(name, is_so(found.is_not_null()), found, example)


def _words_of(when: Condition) -> pl.Expr:
    if not when.cues:
        return pl.lit(None, pl.String)
    found = [pl.col(column).str.extract(f"({cue})") for column, cue in when.cues]
    return pl.concat_str(found, separator=BETWEEN_WORDS, ignore_nulls=True).replace("", None)


@contextmanager
def traced() -> Iterator[None]:
    """Inside, stages add to each decided field the rule that decided and its words."""
    token = _IS_TRACED.set(True)
    try:
        yield
    finally:
        _IS_TRACED.reset(token)


def is_traced() -> bool:
    """Whether decisions are to say which rule decided."""
    return _IS_TRACED.get()
