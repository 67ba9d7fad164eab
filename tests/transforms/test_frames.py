"""Frames that are declared: a stage gets the columns that it names, and gives back those and what it adds."""

import inspect
import re

import polars as pl
import pytest

from tests.phrases import extract_phrases, plan, review, term
from transforms import frames, pipeline
from transforms.frames import COLUMNS, STAGES, FrameError, checked, run

PHRASES = [
    review("growth", "地区生产总值增长6.1%，总量居全省第3位。"),
    plan("list", "新建公园5个、学校12所，PM2.5浓度下降3%以上。"),
    term("span", "企业由120家增加到150家，年均增长8%，三产占比为5.1:40:54.9。"),
]


def test_every_stage_keeps_to_what_it_declares() -> None:
    free = extract_phrases(PHRASES)
    with checked():
        strict = extract_phrases(PHRASES)
    assert strict.facts.equals(free.facts)
    assert strict.ledger.equals(free.ledger)


def test_a_text_without_any_number_keeps_to_it_too() -> None:
    with checked():
        assert extract_phrases([review("none", "成绩来之不易。")]).facts.is_empty()


def test_the_stages_of_the_pipeline_are_those_that_are_declared() -> None:
    assert set(re.findall(r"run\((\w+)", inspect.getsource(pipeline.extract))) == set(STAGES)


def test_every_column_is_used_and_says_what_it_is() -> None:
    used = {name for stage in STAGES.values() for name in (*stage.needs, *stage.adds, *(stage.returns or ()))}
    assert set(COLUMNS) == used
    assert all(meaning for _, meaning in COLUMNS.values())


def assign_status(facts: pl.DataFrame) -> pl.DataFrame:
    """A stage of the name of a declared one, which looks at what it does not declare."""
    return facts.with_columns(status=pl.col("unit"))


FACT = {name: pl.Series(name, [None], dtype=dtype) for name, (dtype, _) in COLUMNS.items()}


def test_a_stage_that_needs_more_than_it_declares_fails() -> None:
    with checked(), pytest.raises(pl.exceptions.ColumnNotFoundError, match="unit"):
        run(assign_status, pl.DataFrame(FACT).drop("status"))


@pytest.mark.parametrize(
    ("given", "problem"),
    [
        pytest.param({}, "declares status and does not give", id="nothing added"),
        pytest.param({"status": pl.lit("a"), "scratch": pl.lit(1)}, "leaves scratch behind", id="scratch left"),
        pytest.param({"status": pl.lit(1)}, "gives status as Int32; it is String", id="another type"),
    ],
)
def test_a_stage_that_does_otherwise_is_named(given: dict[str, pl.Expr], problem: str) -> None:
    def stage(facts: pl.DataFrame) -> pl.DataFrame:
        return facts.with_columns(**given)

    stage.__name__ = "assign_status"
    with checked(), pytest.raises(FrameError, match=f"assign_status {problem}"):
        run(stage, pl.DataFrame(FACT).drop("status"))


def test_outside_checked_a_stage_is_run_as_it_is() -> None:
    facts = pl.DataFrame({"unit": ["家"], "other": [1]})
    assert run(assign_status, facts).columns == ["unit", "other", "status"]


def test_a_column_that_nobody_declares_is_refused() -> None:
    with pytest.raises(KeyError, match="mood"):
        frames.Stage(("mood",))
