"""A target without an outcome has none for a reason, and the first reason that holds is told."""

from typing import Any

import polars as pl
import pytest

from tests.outcomes import REPORTS, Row, fact, framed
from transforms.outcomes.absence import why_none

ALL = REPORTS.with_columns(is_primary=pl.lit(value=True))
PARKS = fact("5个", "5", "个", "公园", action="新建")


def why(target: Row, **plan: Any) -> tuple[str, str | None]:
    """Rule and words, where the report of the target is as it is but for these columns."""
    is_plan = pl.col("report_id") == "plan2022"
    changed = [pl.when(is_plan).then(pl.lit(value)).otherwise(pl.col(name)).alias(name) for name, value in plan.items()]
    return why_none(framed(target), ALL.with_columns(changed)).select("rule", "words").row(0)


@pytest.mark.parametrize(
    ("plan", "rule"),
    [
        ({"is_primary": False}, "a report that does not count, since another has its text"),
        ({"region_code": None}, "a report of no known place"),
        ({"kind": "resolution"}, "a document that promises nothing"),
        ({"report_year": 2023}, "no later report of the place looks back on its year"),
        ({}, "a promise"),
    ],
)
def test_a_report_may_leave_its_targets_without_outcome(plan: dict[str, Any], rule: str) -> None:
    assert why(PARKS, **plan) == (rule, None)


def test_a_target_of_no_year_has_none() -> None:
    assert why(PARKS | {"period": None, "period_start": None, "period_end": None})[0] == "no known year"


def test_a_number_that_nobody_can_keep_has_none_by_the_rule_that_says_so() -> None:
    capacity = fact("30万千瓦", "300000", "千瓦", "风电", sentence="推进30万千瓦风电项目前期工作。")
    assert why(capacity) == ("a capacity in the name of a work", "千瓦 … 风电项目")
