"""Targets and results: what this year's report promised against what next year's report says was done.

A reason reads: 目标9%左右，结果6.3%：低于目标.
"""

from typing import Final

import polars as pl

from transforms.comparison.portions import by_place
from transforms.outcomes import candidates, deeds, pairing, words
from transforms.outcomes.features import catalogue
from transforms.outcomes.reviews import review_sentences
from transforms.outcomes.sides import described
from transforms.outcomes.verdicts import judged

__all__ = ["match_outcomes"]

_SCHEMA: Final = pl.Schema(
    {
        "target_fact_id": pl.String(),
        "actual_fact_id": pl.String(),
        "region_code": pl.String(),
        "period": pl.String(),
        "verdict": pl.String(),
        "attainment": pl.Decimal(38, 9),
        "match_score": pl.Decimal(5, 4),
        "reason": pl.String(),
        "words_report_id": pl.String(),
        "words_start": pl.Int32(),
        "words": pl.String(),
    }
)


def match_outcomes(facts: pl.DataFrame, reports: pl.DataFrame, sections: pl.DataFrame | None = None) -> pl.DataFrame:
    """The rows of `fact_outcome`: each target that a later report of its place reviews, with its one answer or none.

    `facts` has the columns of fact_quantity, `reports` those of dim_report (report_id, region_code, report_year,
    review_end, kind, is_partial), `sections` those of report_section and `text`, the section's own: without them no
    answer in words is found. Targets that no later report reviews yet have no row.
    """
    parts = [_match(*portion, sections) for portion in by_place(facts, reports)]
    return pl.concat([_SCHEMA.to_frame(), *parts]).sort("target_fact_id")


def _match(facts: pl.DataFrame, reports: pl.DataFrame, sections: pl.DataFrame | None) -> pl.DataFrame:
    every = described(facts, reports)
    found = pairing.best(pairing.scored(candidates.possible(every), every))
    by_number = judged(
        found.join(_stated_rates(every), on="result_row", how="left", maintain_order="left"), catalogue()
    ).select(
        "target_row",
        "verdict",
        "reason",
        actual_fact_id="fact_id_result",
        attainment=pl.col("attainment").cast(pl.Decimal(38, 9)),
        match_score=pl.col("score").clip(0, 1).round(4).cast(pl.Decimal(5, 4)),
    )
    targets = every.filter("is_target")
    open_targets = targets.join(by_number, left_on="row", right_on="target_row", how="anti")
    by_words = words.SCHEMA.to_frame() if sections is None else _in_words(open_targets, reports, sections)
    return (
        targets.select("row", "region_code", "period", "indicator", "all_partial", target_fact_id="fact_id")
        .join(pl.concat([by_number, by_words], how="diagonal"), left_on="row", right_on="target_row", how="left")
        .with_columns(
            verdict=pl.col("verdict").fill_null("unreported"), reason=pl.coalesce("reason", _why_unreported())
        )
        .select(_SCHEMA.names())
    )


def _in_words(targets: pl.DataFrame, reports: pl.DataFrame, sections: pl.DataFrame) -> pl.DataFrame:
    """What reviews say in words of targets that none of their numbers answers, else of the lists they stand in."""
    here = sections.join(reports.select("report_id"), on="report_id", how="semi", maintain_order="left")
    asked = targets.select("region_code", pl.col("year").cast(reports.schema["review_end"]).alias("review_end"))
    reviewing = reports.join(asked, on=["region_code", "review_end"], how="semi", maintain_order="left")
    sentences = review_sentences(here, reviewing)
    themselves = words.answered(targets, sentences)
    others = targets.join(themselves, left_on="row", right_on="target_row", how="anti")
    return pl.concat([themselves, deeds.listed(others, here, sentences)])


def _why_unreported() -> pl.Expr:
    return (
        pl.when(pl.col("indicator").is_null())
        .then(pl.lit("目标没有指明指标，无从对照"))
        .when("all_partial")
        .then(pl.lit("后来的报告只有部分文本，其中没有可比的结果"))
        .otherwise(pl.lit("后来的报告没有可比的结果"))
    )


def _stated_rates(facts: pl.DataFrame) -> pl.DataFrame:
    """result_row and rate: the completion rate that a sentence has after a result: 完成29亿元，占年度计划的115%."""
    last = pl.when(~pl.col("is_completion") & ~pl.col("unit").is_in(["%", "百分点", "位"])).then("row")
    return (
        facts.filter(~pl.col("is_target"))
        .select("row", "report_id", "char_start", "sentence", "unit", "is_completion", "value_number")
        .sort("report_id", "char_start")
        .with_columns(result_row=last.forward_fill().over("report_id", "sentence"))
        .filter(pl.col("is_completion") & pl.col("result_row").is_not_null())
        .select("result_row", rate="value_number")
        .unique("result_row", keep="first", maintain_order=True)
    )
