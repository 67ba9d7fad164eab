"""Whether a number was found, is estimated, is planned, or is what another one is compared with."""

from functools import cache

import polars as pl

import seeds
from transforms.language.patterns import TIMES, pattern
from transforms.language.rules import Decision, Rule, is_so, otherwise, says
from transforms.language.searches import add, only
from transforms.sequences import last


@cache
def _cues(status: str) -> str:
    rows = seeds.read("status_cues").filter(status=status)
    return "|".join(f"(?:{cue})" for cue in rows["pattern"])


@cache
def status() -> Decision:
    """target, estimate, baseline or actual."""
    lies_there = pattern("lies_there")
    in_plan = pl.col("role") == "plan"
    is_plan = is_so(in_plan)
    # what a plan says is planned without such words
    is_estimated = says("part_so_far", _cues("estimate"), ~in_plan)
    # 完成年度目标的105% plans nothing
    has_cue = says("clause_so_far", _cues("target"), ~in_plan)
    is_planned = (
        has_cue
        & ~says("clause_so_far", pattern("plan_kept"), has_cue.holds)
        & ~says("clause_so_far", pattern("planned_attribute"), has_cue.holds)
    )
    is_lying = says("lead", lies_there, in_plan) | says("trail", lies_there, in_plan)
    is_already = says("clause_so_far", pattern("done_already"), in_plan)
    # 稳步推进已获批的3个村改造 plans, 优化已建成的1.6万个驿站 tells how many there are
    asked = is_lying.holds | is_already.holds
    is_to_do = says("clause_so_far", f"{pattern('to_do_word')}|{pattern('action')}", asked)
    # 已建成12个 in a plan is done; 比去年增长6% is not
    is_done = (
        is_already
        & ~says("clause_so_far", pattern("done_in_comparison"), is_already.holds)
        & (says("clause_so_far", pattern("done_beside"), is_already.holds) | ~is_to_do)
        & ~says("clause_so_far", pattern("to_do_with"), is_already.holds)
    )
    tells_past = pl.col("has_said") & (pl.col("year_to") <= pl.col("review_end"))
    is_past, in_past_plan = is_so(tells_past), in_plan & tells_past
    # 建成2024年棚改500户: the year is part of a name; 争取资金400亿元: a clause of its own that says what to do
    has_past_name = says("clause_so_far", pattern("to_do_in_past"), in_past_plan)
    has_verb = says("lead", f"{pattern('action')}[^了已]*$", in_past_plan)
    # 两年来发行国债2100亿元，带动投资4200亿元: no clause says what to do
    is_telling = says("part_so_far", pattern("years_behind"), in_past_plan)
    # 对照2023年，力争营收增长10%: what is striven for in a plan is still to do
    is_to_do_now = (
        has_past_name
        | says("clause_so_far", pattern("strive"), in_past_plan)
        | (
            has_verb
            & ~is_telling
            & ~says("lead", f"{TIMES}|{pattern('telling_verb')}$", in_past_plan)
            & is_so(pl.col("fact_no") > 1)
        )
    )
    # 2030年将达到2900亿元，比2020年增长40%，平均每年递增7%: up to 2030, though from 2021 on
    starts = pl.when(pl.col("basis") == "annual_average").then("year_to").otherwise("year_from")
    is_future = is_so(pl.col("has_said") & (starts > pl.col("review_end")))
    kept_beyond = says("stem", pattern("kept_beyond"))
    last_trail = only(kept_beyond.holds, last(pl.col("trail"), "row", "chain"))
    # 今年55项任务圆满完成: a review that was written before its year was out
    is_completed = (
        says("trail", pattern("completed"), is_future.holds)
        | says("clause_so_far", pattern("completed"), is_future.holds)
    ) & ~is_planned
    return Decision(
        "status",
        Rule("what another is compared with", is_so(pl.col("is_baseline")), "baseline", "企业由{120家}增加到150家。"),
        Rule(
            "a time past in a plan",
            is_plan & is_past & ~is_to_do_now,
            "actual",
            "plan: 2022年产值{24亿元}，今年要更进一步。",
        ),
        Rule("done already in a plan", is_plan & is_done, "actual", "plan: 用好已建成的{12个}站点。"),
        Rule(
            "what a plan builds on",
            is_plan & says("lead", pattern("built_on"), in_plan),
            "actual",
            "plan: 发挥{46公里}岸线的优势。",
        ),
        Rule(
            "where a thing lies",
            is_plan & is_lying & ~is_to_do,
            "actual",
            "plan: 我市与新区接壤{51公里}。",
        ),
        Rule("a plan", is_plan, "target", "plan: 新建公园{5个}。"),
        Rule("a time ahead", is_future & ~is_completed, "target", "2026年将投产{3条}产线。"),
        Rule(
            "an aim beside what was reached",
            says("part_so_far", f"{pattern('aim_beside')}$"),
            "target",
            "能耗强度下降3.1%（目标{2.8%}）。",
        ),
        Rule(
            "a goal that was more than reached",
            kept_beyond & is_so(last_trail.str.contains(f"^{pattern('goal_behind')}")),
            "target",
            "超额完成削减{5%}的年度目标。",
        ),
        Rule("words of planning", is_planned & ~is_past & ~is_estimated, "target", "计划投资{3亿元}。"),
        Rule("words of estimate", is_estimated, "estimate", "预计地区生产总值增长{6%}。"),
        otherwise("a review", "actual", "建成公园{5个}。"),
    )


def assign_status(facts: pl.DataFrame) -> pl.DataFrame:
    """Adds status: target, estimate, baseline or actual.

    Takes row, chain, fact_no, lead, trail, stem, basis, role, is_baseline, review_end, year_from, year_to, has_said,
    clause_so_far and part_so_far.
    """
    return add(facts, **status().columns())
