"""What each stage of extraction takes and gives: every column has one name, one type and one meaning, declared here.

A stage keeps to its line in STAGES. In a load that costs nothing. Inside `with checked():`, which the tests use and
DUIXIAN_CHECK_FRAMES=1 switches on for development, `run` hands a stage exactly the columns that it needs, and it has to
give back exactly these and those that it adds, each of its type: scratch columns end with their stage.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any, Final

import polars as pl

from transforms.language.rules import TRACED

_IS_CHECKED: Final = ContextVar("is_checked", default=os.environ.get("DUIXIAN_CHECK_FRAMES") == "1")
_TEXT, _NUMBER, _TRUTH, _ROW = pl.String(), pl.Int32(), pl.Boolean(), pl.UInt32()
_DECIMAL, _DAY = pl.Decimal(38, 9), pl.Date()

COLUMNS: Final[dict[str, tuple[pl.DataType, str]]] = {
    # where a thing stands
    "row": (_ROW, "running number of the sentence over all reports"),
    "report_id": (_TEXT, "the report"),
    "start": (_NUMBER, "offset of the sentence in its report"),
    "text": (_TEXT, "the cleaned characters of the row's own thing: a sentence or a token"),
    "masked": (_TEXT, "the sentence with the signs of number inside words and names hidden"),
    "is_boilerplate": (_TRUTH, "furniture of the page"),
    "char_start": (_NUMBER, "offset of a token in its report"),
    "char_end": (_NUMBER, "offset behind a token"),
    "token": (_NUMBER, "running number of the token in its sentence, from 1"),
    "before": (_TEXT, "what stands between the token before and this one"),
    "after": (_TEXT, "what stands between this token and the next"),
    # what a number is
    "slot": (_TEXT, "the part of the grammar that took the token"),
    "is_cut": (_TRUTH, "whether the token is a piece of a numeral"),
    "disposition": (_TEXT, "fact, or why the token is none"),
    "disposition_rule": (_TEXT, "the rule that said so"),
    "value": (_DECIMAL, "the number in its canonical unit"),
    "value_max": (_DECIMAL, "the high end of a range"),
    "unit": (_TEXT, "the canonical unit"),
    "bound": (_TEXT, "how exact the number is"),
    "stated_number": (_TEXT, "the number as written"),
    "stated_unit": (_TEXT, "the unit as written"),
    "dimension": (_TEXT, "what the unit measures"),
    "implied_unit": (_TEXT, "the unit that only a noun tells"),
    # what stands around a fact
    "fact_no": (_NUMBER, "running number of the fact in its sentence, from 1"),
    "lead": (_TEXT, "the last clause between the fact before and this one"),
    "trail": (_TEXT, "the first clause between this fact and the next"),
    "linked": (_TRUTH, "a list connects it with the fact before"),
    "listed": (_TRUTH, "it goes on with a list of things before it"),
    "next_to": (_TRUTH, "nothing stands between it and the fact before"),
    "clause_before": (_TEXT, "the clause before its own"),
    "paid_for": (_TEXT, "what a sum before it pays for"),
    "part_no": (_ROW, "running number in its sentence of the span between ； and ；"),
    "chain": (_NUMBER, "running number of its list in the sentence"),
    "position": (_NUMBER, "place in the list, from 0"),
    "chain_length": (_NUMBER, "numbers in the list"),
    # when
    "role": (_TEXT, "review, plan or other"),
    "review_end": (_NUMBER, "last year that the report reviews"),
    "base_from": (_NUMBER, "first year that is compared with: that of a plan's term, else base_year"),
    "base_year": (_NUMBER, "year that is compared with"),
    "is_baseline": (_TRUTH, "another number is compared with it"),
    "has_said": (_TRUTH, "a time of its sentence governs it"),
    "year_from": (_NUMBER, "first year it is about"),
    "year_to": (_NUMBER, "last year it is about"),
    "period": (_TEXT, "the time it is about"),
    "period_start": (_DAY, "first day of the period"),
    "period_end": (_DAY, "last day of the period"),
    # what is said
    "stem": (_TEXT, "the lead of its list"),
    "clause_so_far": (_TEXT, "the sentence from its last ，or ；to the number"),
    "part_so_far": (_TEXT, "the sentence from its last ；to the number"),
    "opening": (_TEXT, "the last clause with a noun before the number"),
    "said_of": (_TEXT, "the stem with the noun that it lacks"),
    "line_topic": (_TEXT, "what the paragraph is about"),
    "measure": (_TEXT, "level, growth, change, share, multiple or rank"),
    "basis": (_TEXT, "what growth is measured against"),
    "scope": (_TEXT, "among whom a rank counts, of what a share is one"),
    "indicator": (_TEXT, "what is measured"),
    "action": (_TEXT, "the verb of doing"),
    "subject": (_TEXT, "who or where, when it is not the report's own region"),
    "status": (_TEXT, "actual, estimate, target or baseline"),
    "indicator_id": (_TEXT, "the indicator in the catalogue"),
}


@dataclass(frozen=True)
class Stage:
    """The columns that a stage needs, and those that it adds to its rows, or gives back as rows of another kind.

    `passes` says that a stage which makes other rows hands on all columns of the rows that it keeps.
    """

    needs: tuple[str, ...]
    adds: tuple[str, ...] = ()
    returns: tuple[str, ...] | None = None
    passes: bool = False

    def __post_init__(self) -> None:
        """Raises KeyError for a column that COLUMNS does not declare."""
        for name in (*self.needs, *self.adds, *(self.returns or ())):
            COLUMNS[name]


def _names(text: str) -> tuple[str, ...]:
    return tuple(text.split())


_QUANTITY: Final = _names(
    "row report_id token char_start char_end slot text before after disposition disposition_rule value value_max unit "
    "bound stated_number stated_unit dimension implied_unit"
)

STAGES: Final[dict[str, Stage]] = {
    "mask_sentences": Stage(
        _names("row report_id start text is_boilerplate"),
        returns=_names("row report_id start is_boilerplate masked"),
    ),
    "masked_runs": Stage(
        _names("row report_id start is_boilerplate masked"),
        returns=_names("row report_id char_start char_end text disposition"),
    ),
    "tokenise": Stage(
        _names("row report_id start is_boilerplate masked"),
        returns=_names("row report_id is_boilerplate token char_start before after slot text char_end is_cut"),
    ),
    "find_quantities": Stage(
        _names("row report_id is_boilerplate token char_start before after slot text char_end is_cut"),
        returns=_QUANTITY,
    ),
    "frame_facts": Stage(
        _names("row text before after unit disposition"),
        adds=_names(
            "fact_no lead trail linked listed next_to clause_before paid_for part_no chain position chain_length"
        ),
        passes=True,
    ),
    "assign_periods": Stage(
        _names("row token char_start text unit dimension lead trail listed linked chain"),
        adds=_names(
            "role review_end base_from base_year is_baseline has_said year_from year_to period period_start period_end"
        ),
    ),
    "situate": Stage(
        _names("row char_start fact_no lead trail listed clause_before chain position chain_length"),
        adds=_names("line_topic stem clause_so_far part_so_far opening said_of"),
    ),
    "assign_measure": Stage(
        _names(
            "row slot text value value_max unit dimension bound stated_unit lead trail listed chain chain_length "
            "is_baseline year_to base_from base_year stem clause_so_far said_of"
        ),
        adds=_names("measure basis scope"),
    ),
    "assign_indicators": Stage(
        _names(
            "row slot text after value unit dimension implied_unit fact_no lead trail listed next_to clause_before "
            "paid_for part_no chain position chain_length line_topic stem part_so_far opening measure"
        ),
        adds=_names("indicator action subject"),
    ),
    "assign_status": Stage(
        _names(
            "row chain fact_no lead trail stem basis role review_end is_baseline has_said year_from year_to "
            "clause_so_far part_so_far"
        ),
        adds=_names("status"),
    ),
    "assign_indicator_ids": Stage(
        _names("dimension stem part_so_far measure subject indicator action"), adds=_names("indicator_id")
    ),
}


class FrameError(TypeError):
    """A stage does not keep to what it declares; the text names the stage and the columns."""


@contextmanager
def checked() -> Iterator[None]:
    """Inside, every stage is held to what it declares."""
    token = _IS_CHECKED.set(True)
    try:
        yield
    finally:
        _IS_CHECKED.reset(token)


def run(stage: Callable[..., pl.DataFrame], frame: pl.DataFrame, *others: Any) -> pl.DataFrame:
    """The stage's result on a frame; inside `checked()` it gets what it declares, and what it gives is compared.

    Raises FrameError, and KeyError for a stage that is not in STAGES.
    """
    if not _IS_CHECKED.get():
        return stage(frame, *others)
    name = stage.__name__
    declared = STAGES[name]
    if missing := [column for column in declared.needs if column not in frame.columns]:
        raise FrameError(f"{name} needs {', '.join(missing)}, which no stage before it gives")
    found = stage(frame if declared.passes else frame.select(declared.needs), *others)
    kept = frame.columns if declared.passes else declared.needs
    _compare(name, found, declared.returns if declared.returns is not None else (*kept, *declared.adds))
    if declared.returns is not None or declared.passes:
        return found
    return frame.with_columns(found.get_columns())


def _compare(name: str, found: pl.DataFrame, declared: tuple[str, ...]) -> None:
    """Raise where the columns or their types are not those declared; what tells of a trace is let pass."""
    given = [column for column in found.columns if column in COLUMNS or not column.endswith(TRACED)]
    if left_out := [column for column in declared if column not in given]:
        raise FrameError(f"{name} declares {', '.join(left_out)} and does not give them")
    if left_behind := [column for column in given if column not in declared]:
        raise FrameError(f"{name} leaves {', '.join(left_behind)} behind: declare them, or drop them at its end")
    for column in given:
        dtype, _ = COLUMNS[column]
        if found.schema[column] not in (dtype, pl.Null()):
            raise FrameError(f"{name} gives {column} as {found.schema[column]}; it is {dtype}")
