"""Numbers of a plan that nobody can keep have no outcome, each by the rule that says why."""

import polars as pl
import pytest

from tests.phrases import Phrase, extract_phrases, placed, plan
from transforms.comparison.passages import add_passages
from transforms.language.rules import Rule
from transforms.outcomes.promises import PROMISE, promise

RULES = list(promise().leaves())


def decided(*phrases: Phrase) -> list[str]:
    """The rule that decides about the number in braces of each phrase, as a county says it."""
    facts = extract_phrases(phrases).facts
    found = []
    for one in phrases:
        here = [row for row in placed(facts, one) if row["span"] == one.spans[0]]
        frame = add_passages(facts.filter(pl.col("fact_id").is_in([row["fact_id"] for row in here])))
        known = frame.with_columns(
            region_level=pl.lit("county"), value_number=pl.col("value").cast(pl.Float64)
        )  # as `sides` does
        found += known.select(promise().which()).to_series().to_list()
    return found


@pytest.mark.parametrize("rule", RULES, ids=[rule.name for rule in RULES])
def test_every_rule_decides_its_example(rule: Rule) -> None:
    section, _, marked = rule.example.rpartition(": ")
    assert section == "plan"
    assert decided(plan(rule.name, marked)) == [rule.name]


@pytest.mark.parametrize(
    "marked",
    [
        "新增{100万千瓦}光伏项目装机。",
        "粮食产量达到{20万吨}。",
        "完成{30万平方米}经济适用房建设任务。",
        "完成年度投资{5亿元}的10个重点项目建设。",
        "实现产值{30亿元}的目标。",
        "办理时间压缩到{2小时}。",
        "打造{3个}示范园区。",
        "高考成绩保持全市{第一}。",
    ],
)
def test_what_can_be_kept_is_a_promise(marked: str) -> None:
    assert decided(plan(marked, marked)) == ["a promise"]


def test_only_promises_go_on() -> None:
    assert [rule.then for rule in RULES] == [None] * (len(RULES) - 1) + [PROMISE]
