"""All decisions that extraction takes, by the field that each decides."""

from collections.abc import Callable
from typing import Final

from transforms.facts import actions, basis, bounds, indicators, measure, owners, status, subjects, times
from transforms.language.rules import Decision
from transforms.numbers.dispositions import disposition
from transforms.numbers.unread import unread

DECISIONS: Final[dict[str, Callable[[], Decision]]] = {
    "disposition": disposition,
    "unread": unread,
    "bound_apart": bounds.bound_apart,
    "bound_shared": bounds.bound_shared,
    "measure": measure.measure,
    "basis": basis.basis,
    "scope": basis.scope,
    "status": status.status,
    "years": times.years,
    "period": times.period,
    "own_noun": indicators.own_noun,
    "full_noun": owners.full_noun,
    "indicator": indicators.indicator,
    "own_action": actions.own_action,
    "action": actions.action,
    "subject": subjects.subject,
}
