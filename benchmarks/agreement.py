"""How far extracted facts agree with facts made by hand, level by level and field by field.

A fact made by hand (gold) and an extracted one are a pair where their spans overlap, each in one pair at most. A pair
counts at a level where all fields of that level agree. A gold row that is optional counts neither found nor missed, and
the readings under its key "or" are as good as its own.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Final

Row = dict[str, Any]

QUANTITY: Final = ("value", "value_max", "unit", "bound")
MEANING: Final = (*QUANTITY, "measure", "status", "period")
LEVELS: Final = {"mention": (), "quantity": QUANTITY, "meaning": MEANING, "full": (*MEANING, "indicator")}
FIELDS: Final = LEVELS["full"]

_ALIKE: Final = 0.7
_UNSAID: Final = re.compile(r"^(?:全[国省市州县区]|[我本][省市州县区])|[的“”‘’\"'（）()《》、，。\s]")


@dataclass
class Agreement:
    """Pairs of gold and extracted facts, and what has no partner."""

    pairs: list[tuple[Row, Row]] = field(default_factory=list)
    missed: list[Row] = field(default_factory=list)
    spurious: list[Row] = field(default_factory=list)

    def add(self, other: "Agreement") -> None:
        """Take in what was compared elsewhere: another window, another report."""
        self.pairs += other.pairs
        self.missed += other.missed
        self.spurious += other.spurious

    def f1(self, level: str) -> float:
        """Harmonic mean of precision and recall at a level of LEVELS, 0 to 1."""
        found = sum(agrees(gold, got, LEVELS[level]) for gold, got in self.pairs)
        of_both = 2 * len(self.pairs) + len(self.missed) + len(self.spurious)
        return 2 * found / of_both if of_both else 0.0

    def differing(self, name: str) -> list[tuple[Row, Row]]:
        """The pairs that do not agree in a field."""
        return [(gold, got) for gold, got in self.pairs if not agrees(gold, got, (name,))]

    def share(self, name: str) -> float:
        """Of the pairs, the share that agrees in a field."""
        return 1 - len(self.differing(name)) / len(self.pairs) if self.pairs else 0.0


def compare(gold: Iterable[Row], got: Iterable[Row]) -> Agreement:
    """Pair the facts of one text: gold has start and end, got has char_start and char_end; both are disjoint spans."""
    by_hand, extracted = list(gold), list(got)
    overlaps = sorted(
        (min(one["end"], other["char_end"]) - max(one["start"], other["char_start"]), -i, -j)
        for i, one in enumerate(by_hand)
        for j, other in enumerate(extracted)
    )
    partner: dict[int, int] = {}
    for length, i, j in reversed(overlaps):
        if length > 0 and -i not in partner and -j not in partner.values():
            partner[-i] = -j
    return Agreement(
        [(one, extracted[partner[i]]) for i, one in enumerate(by_hand) if i in partner and not one["optional"]],
        [one for i, one in enumerate(by_hand) if i not in partner and not one["optional"]],
        [other for j, other in enumerate(extracted) if j not in partner.values()],
    )


def agrees(gold: Row, got: Row, fields: tuple[str, ...]) -> bool:
    """Whether one reading of a gold fact agrees with an extracted one in all the fields."""
    readings = [gold, *(gold | other for other in gold.get("or") or [])]
    return any(all(_same(name, reading, got) for name in fields) for reading in readings)


def _same(name: str, gold: Row, got: Row) -> bool:
    if name in {"value", "value_max"}:
        return _same_number(gold[name], got[name])
    if name == "indicator":
        return any(_alike(one, other) for one in _names(gold) for other in _names(got))
    return bool(gold[name] == got[name])


def _same_number(one: object, other: object) -> bool:
    if one in {None, ""} or other is None:
        return one in {None, ""} and other is None
    first, second = Decimal(str(one)), Decimal(str(other))
    return abs(first - second) * 1_000_000 <= max(abs(first), abs(second))


def _names(fact: Row) -> list[str]:
    """An indicator may be told with its action or its subject: 建成碧道, 高新区投资."""
    indicator, action, subject = (fact.get(name) or "" for name in ("indicator", "action", "subject"))
    told = [indicator, action + indicator, indicator + action, subject + indicator]
    return [_UNSAID.sub("", name) for name in told if name]


def _alike(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    if short and short in long and 2 * len(short) >= len(long):
        return True
    first, second = ({name[i : i + 2] for i in range(len(name) - 1)} for name in (one, other))
    return 2 * len(first & second) >= _ALIKE * max(len(first) + len(second), 1)
