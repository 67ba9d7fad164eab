"""Sections, sentences and the time each speaks of.

A report has a review and a plan, told apart by its headings ("一、2020年工作回顾", "二、2021年重点工作"), which stand
on lines of their own or run into the text. `seeds/section_cues.csv` holds their forms.
"""

from functools import cache
from typing import Final

import polars as pl

import seeds
from transforms.calendar.dates import five_year_plan_start
from transforms.language.patterns import pattern
from transforms.language.searches import only
from transforms.sequences import carried, first, running
from transforms.text.sentences import mark_boilerplate, split_sentences

#: What a heading begins with: "一、", "第一部分", "（一）" or a line of its own.
_HEADING_MARK: Final = (
    r"^[ \[(]*(?:[一二三四五六七八九十]{1,3} ?[、.]|第[一二三四五六七八九十]{1,2}(?:部分|章)|[IVX]+[、.])"
)
_LONGEST_HEADING: Final = 42
#: "五年来，" at the head of a sentence speaks of the whole term until "一年来，" does of its last year.
_OPENING: Final = r"^ *(?:—+)?(?:各位代表[！，,:]*)?(?:回顾|回望|总结)?"
_LONGEST_OPENING: Final = 16
#: "各位代表：" opens a whole report within so many signs; a text without it may be an excerpt.
_ADDRESS: Final = "^ *各位(?:代表|委员)"
_OUTLINE: Final = r"^[^，。]{0,30}第[一二三四五六七八九十]{1,2}个五年(?:计划|规划)[^，。]{0,20}纲要"
_LASTING_YEAR: Final = "一年来|过去(?:的)?一年|刚刚过去"
_ADDRESS_ENDS: Final = 3000
_TERM: Final = 5
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


@cache
def _cues() -> list[tuple[str, str, str]]:
    return list(seeds.read("section_cues").select("pattern", "role", "period").iter_rows())


def _mark_roles(sentences: pl.DataFrame) -> pl.DataFrame:
    """Adds is_heading, and where a heading names them cue_role, cue_period, cue_year and cue_plan."""
    text = pl.col("text")
    head = text.str.strip_chars().str.slice(0, _LONGEST_HEADING)
    is_line = pl.col("opens_line") & text.str.ends_with("\n") & (text.str.len_chars() <= _LONGEST_HEADING)
    is_heading = head.str.contains(_HEADING_MARK) | (is_line & ~head.str.contains("[，。！]"))
    marked = sentences.with_columns(is_heading=~pl.col("is_boilerplate") & is_heading).with_row_index("place")
    bare = head.str.replace(_HEADING_MARK, "").str.strip_chars()
    headings = marked.filter(pl.col("is_heading")).select("place", bare=bare)
    return marked.join(_read_cues(headings), on="place", how="left", maintain_order="left").drop("place")


def _read_cues(headings: pl.DataFrame) -> pl.DataFrame:
    """The headings that name a role or a period, by the first cue that fits.

    Takes place and bare; returns place, cue_role, cue_period, cue_year and cue_plan.
    """
    bare = pl.col("bare")
    first_cue = pl.coalesce(
        *(pl.when(bare.str.contains(cue)).then(pl.lit(number, pl.Int32)) for number, (cue, _, _) in enumerate(_cues()))
    )
    roles, periods = ({n: row[k] for n, row in enumerate(_cues())} for k in (1, 2))
    return (
        headings.with_columns(cue=first_cue)
        .filter(pl.col("cue").is_not_null())
        .select(
            "place",
            cue_role=pl.col("cue").replace_strict(roles, return_dtype=pl.String).replace("same", None),
            cue_period=pl.col("cue").replace_strict(periods, return_dtype=pl.String),
            cue_year=bare.str.extract(r"([12][0-9]{3})年").cast(pl.Int32),
            cue_plan=five_year_plan_start(bare),
        )
        .with_columns(cue_year=pl.when(pl.col("cue_period") == "stated_year").then("cue_year"))
    )


def _guess_role(sentences: pl.DataFrame) -> pl.DataFrame:
    """Per report without any heading: whether it tells what was done or what is to do (an excerpt)."""
    text = pl.col("text")
    is_open = pl.col("cue_role").is_null().all().over("report_id") & ~pl.col("is_boilerplate")
    return (
        sentences.filter(is_open)
        .group_by("report_id")
        .agg(
            done=text.str.count_matches(pattern("done_word")).sum(),
            to_do=text.str.count_matches(pattern("to_do_word")).sum(),
        )
        .select(
            "report_id",
            guessed=pl.when(pl.col("to_do") > 2 * pl.col("done")).then(pl.lit("plan")).otherwise(pl.lit("review")),
        )
    )


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


def _assign_roles(sentences: pl.LazyFrame) -> pl.LazyFrame:
    """Adds role and section_no: each heading with a role begins a section, and so does a turn to the plan."""
    # "一、关于2014年政府工作" reviews where 2014 is past; the year decides
    # ("三、2000年政府工作的主要任务" in a report of 2003 is a slip)
    is_past = pl.col("cue_year") == pl.col("plan_year") - 1
    cue_role, first_role = pl.col("cue_role"), pl.col("first_role")
    is_due = (cue_role == "review") | (pl.col("cue_year") >= pl.col("plan_year") - 1)
    opening = only(pl.col("start") < _ADDRESS_ENDS, pl.col("text"))
    has_address = opening.str.contains(_ADDRESS)
    # 云南省国民经济和社会发展第十个五年计划纲要: an outline is all plan, and speaks of its five years
    outline = opening.str.replace_all(" ", "")
    # 今年经济社会发展的主要预期目标是: from review to plan without a heading, in a review that no plan heading ends
    may_switch = (pl.col("heading_role") == "review") & ~pl.col("has_plan") & ~pl.col("is_boilerplate")
    switches = only(may_switch, pl.col("text")).str.contains(pattern("plan_turn"))
    return (
        sentences.with_columns(cue_role=pl.when(is_past).then(pl.lit("review")).otherwise(cue_role))
        .with_columns(
            # a whole report opens with its address and then looks back, headings or not
            is_whole=(cue_role.is_in(["review", "plan"]) | has_address).any().over("report_id"),
            has_plan=(cue_role == "plan").any().over("report_id"),
        )
        .with_columns(
            outline_start=pl.coalesce(
                "known_start",
                pl.when(outline.str.contains(_OUTLINE)).then(five_year_plan_start(outline)).max().over("report_id"),
            ),
        )
        .with_columns(
            first_role=pl.when(pl.col("outline_start").is_not_null())
            .then(pl.lit("plan"))
            .when("is_whole")
            .then(pl.lit("review"))
            .otherwise(pl.col("guessed").fill_null("review"))
        )
        .with_columns(heading_role=carried(cue_role, "report_id").fill_null(first_role))
        .with_columns(switch=pl.when(switches).then(pl.lit("plan")))
        .with_columns(
            starts=cue_role.is_not_null()
            | (pl.col("switch").is_not_null() & pl.col("switch").is_first_distinct().over("report_id")),
            role=carried(pl.coalesce("cue_role", "switch"), "report_id").fill_null(first_role),
        )
        .with_columns(section_no=running(pl.col("starts").cast(pl.Int32), "report_id"))
        .with_columns(
            period_kind=first(pl.col("cue_period"), *_SECTION),
            heading_year=first(pl.when(is_due).then("cue_year"), *_SECTION),
            plan_start=pl.coalesce(first(pl.col("cue_plan"), *_SECTION), "outline_start"),
        )
    )


def _add_turns(sentences: pl.LazyFrame) -> pl.LazyFrame:
    """Adds turn and turn_plan: whether the review has come to speak of the whole term (五年来，) or of a year."""
    text, is_review = pl.col("text"), pl.col("role") == "review"
    to_span = text.str.contains(f"{_OPENING}{pattern('span_turn')}")
    section_to = text.str.contains(f"{_OPENING}{pattern('year_turn')}")
    # under "过去五年工作回顾" a sentence that opens with "2011年，" speaks of that year to the end of its paragraph
    is_passing = (
        section_to & pl.col("period_kind").is_in(["review_span", "plan_span"]) & ~text.str.contains(_LASTING_YEAR)
    )
    plan = five_year_plan_start(only(to_span, text).str.slice(0, _LONGEST_OPENING))
    return (
        sentences.with_columns(
            turn_here=pl.when(to_span).then(pl.lit("span")).when(section_to).then(pl.lit("year")),
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
    last = _TERM - 1
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
    return sentences.group_by(_SECTION, maintain_order=True).agg(
        char_start=pl.col("start").first(),
        char_end=pl.col("start").last() + pl.col("length").last(),
        heading=pl.col("text").first().str.strip_chars().str.slice(0, _LONGEST_HEADING),
        role=pl.col("role").first(),
        period=pl.when(section_from == section_to)
        .then(section_from.cast(pl.String))
        .otherwise(pl.concat_str(section_from, pl.lit("/"), section_to)),
    )


def structure(reports: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Sentences with role and default period, and the sections.

    Takes report_id, clean, and the identity columns review_start, review_end, plan_year and, optionally, plan_start
    (null where unknown).
    Returns (sentences, sections): sentences has row (running over all reports), report_id, line, sentence_no, start,
    text, length, is_boilerplate, is_heading, section_no, role (review, plan, other), section_from, section_to (Int32,
    null where nothing tells) and the identity columns.
    """
    marked = _mark_roles(mark_boilerplate(split_sentences(reports), reports))
    frame = (
        marked.lazy()
        .join(_known_years(reports), on="report_id", how="left", maintain_order="left")
        .join(_guess_role(marked).lazy(), on="report_id", how="left", maintain_order="left")
    )
    sentences = _assign_years(_add_turns(_assign_roles(frame))).select(_COLUMNS).collect().with_row_index("row")
    return sentences, _sections(sentences)
