"""Sections, sentences and the time each speaks of.

A report has a review and a plan, told apart in `roles` by its headings ("一、2020年工作回顾", "二、2021年重点工作").
"""

from typing import Final

import polars as pl

from transforms.calendar.dates import PLAN_YEARS, five_year_plan_start
from transforms.language.patterns import pattern
from transforms.language.searches import in_memory, only
from transforms.sequences import carried
from transforms.text.headings import heading_of, mark_headings
from transforms.text.roles import assign_roles, count_words
from transforms.text.sentences import mark_boilerplate, split_sentences

#: "五年来，" at the head of a sentence speaks of the whole term until "一年来，" does of its last year.
_OPENING: Final = r"^ *(?:—+)?(?:各位代表[！，,:]*)?(?:回顾|回望|总结)?"
_LONGEST_OPENING: Final = 16
_LASTING_YEAR: Final = "一年来|过去(?:的)?一年|刚刚过去"
_COLUMNS: Final = (
    "report_id",
    "line",
    "sentence_no",
    "start",
    "text",
    "length",
    "is_boilerplate",
    "is_heading",
    "section_no",
    "role",
    "section_from",
    "section_to",
    "review_start",
    "review_end",
    "plan_year",
)
_SECTION: Final = ("report_id", "section_no")
_ID: Final = pl.col("report_id")


def _known_years(reports: pl.DataFrame) -> pl.LazyFrame:
    """Years of each report as Int32, known_start that of a plan; of review_end and plan_year, one tells the other."""
    review_end, plan_year = pl.col("review_end").cast(pl.Int32), pl.col("plan_year").cast(pl.Int32)
    return reports.lazy().select(
        "report_id",
        review_start=pl.col("review_start").cast(pl.Int32),
        review_end=pl.coalesce(review_end, plan_year - 1),
        plan_year=pl.coalesce(plan_year, review_end + 1),
        known_start=pl.col("plan_start").cast(pl.Int32) if "plan_start" in reports.columns else None,
    )


def _add_turns(sentences: pl.LazyFrame) -> pl.LazyFrame:
    """Adds turn and turn_plan: whether the review has come to speak of the whole term (五年来，) or of a year."""
    text, is_review = pl.col("text"), pl.col("role") == "review"
    reviewing, to_span, to_year = only(is_review, text), pl.col("to_span"), pl.col("to_year")
    # under "过去五年工作回顾" a sentence that opens with "2011年，" speaks of that year to the end of its paragraph
    may_pass = to_year & pl.col("period_kind").is_in(["review_span", "plan_span"])
    is_passing = may_pass & ~only(may_pass, text).str.contains(_LASTING_YEAR)
    plan = five_year_plan_start(only(to_span, text).str.slice(0, _LONGEST_OPENING))
    return (
        sentences.with_columns(
            to_span=reviewing.str.contains(f"{_OPENING}{pattern('span_turn')}"),
            to_year=reviewing.str.contains(f"{_OPENING}{pattern('year_turn')}"),
        )
        .with_columns(
            turn_here=pl.when(to_span).then(pl.lit("span")).when(to_year).then(pl.lit("year")),
            turn_plan=pl.when(to_span).then(plan),
        )
        .with_columns(lasting=pl.when(~is_passing.fill_null(value=False)).then("turn_here"))
        .with_columns(
            turn=pl.when(is_review).then(
                pl.coalesce(carried(pl.col("turn_here"), "report_id", "line"), carried(pl.col("lasting"), *_SECTION))
            ),
            turn_plan=pl.when(is_review).then(carried(pl.col("turn_plan"), *_SECTION)),
        )
    )


def _assign_years(sentences: pl.LazyFrame) -> pl.LazyFrame:
    """Adds section_from and section_to, which a number speaks of where its sentence names no time."""
    is_review = pl.col("role") == "review"
    is_outline = (
        pl.col("outline_start").is_not_null()
        & ~is_review
        & (pl.col("period_kind") != "stated_year").fill_null(value=True)
    )
    of_heading = pl.col("period_kind").is_in(["review_span", "plan_span"]).fill_null(value=False) | is_outline
    covers_span = pl.coalesce(pl.col("turn") == "span", of_heading).fill_null(value=False)
    one_year = pl.coalesce("heading_year", pl.when(is_review).then("review_end").otherwise("plan_year"))
    last = PLAN_YEARS - 1
    term_start = pl.when(pl.col("review_start") < pl.col("review_end")).then("review_start")
    span_start = (
        pl.when(is_review)
        .then(pl.coalesce("turn_plan", "plan_start", term_start, pl.col("review_end") - last))
        .otherwise(pl.coalesce("plan_start", "plan_year"))
    )
    span_end = (
        pl.when(is_review)
        .then(pl.coalesce(pl.col("turn_plan") + last, pl.col("plan_start") + last, "review_end"))
        .otherwise(pl.coalesce("plan_start", "plan_year") + last)
    )
    return sentences.with_columns(
        section_from=pl.when(covers_span).then(span_start).otherwise(one_year),
        section_to=pl.when(covers_span).then(span_end).otherwise(one_year),
    )


def _sections(sentences: pl.DataFrame) -> pl.DataFrame:
    """One row a section: report_id, section_no, char_start, char_end, heading, role, period (of its first sentence)."""
    section_from, section_to = pl.col("section_from").first(), pl.col("section_to").first()
    # what stands behind the last line break is a sentence of no length, and no section
    return (
        sentences.filter(pl.col("length") > 0)
        .group_by(_SECTION, maintain_order=True)
        .agg(
            char_start=pl.col("start").first(),
            char_end=pl.col("start").last() + pl.col("length").last(),
            heading=heading_of(pl.col("text").first()),
            role=pl.col("role").first(),
            period=pl.when(section_from == section_to)
            .then(section_from.cast(pl.String))
            .otherwise(pl.concat_str(section_from, pl.lit("/"), section_to)),
        )
    )


def structure(reports: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Sentences with role and default period, and the sections.

    Takes report_id, clean, and the identity columns review_start, review_end, plan_year and, optionally, plan_start
    (null where unknown).
    Returns (sentences, sections): sentences has row (running over all reports), report_id, line, sentence_no, start,
    text, length, is_boilerplate, is_heading, section_no, role (review, plan, other), section_from, section_to (Int32,
    null where nothing tells) and the identity columns.
    """
    # ids are compared and grouped by in every step: numbers, till they are given back
    reports = reports.with_columns(_ID.cast(pl.Enum(reports["report_id"].unique())))
    marked = count_words(mark_headings(mark_boilerplate(split_sentences(reports), reports)))
    frame = marked.lazy().join(_known_years(reports), on="report_id", how="left", maintain_order="left")
    sentences = _assign_years(_add_turns(assign_roles(frame))).select(_COLUMNS).pipe(in_memory).with_row_index("row")
    sections = _sections(sentences)
    return sentences.with_columns(_ID.cast(pl.String)), sections.with_columns(_ID.cast(pl.String))
