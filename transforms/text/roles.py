"""Which parts of a report look back and which ahead: its review, its plan, and what stands behind both.

Headings say it; where a report has none that do, the words of its parts, and the sentence that turns to the plan.
"""

from typing import Final

import polars as pl

from transforms.calendar.dates import PLAN_YEARS, five_year_plan_start
from transforms.language.patterns import pattern
from transforms.language.searches import only
from transforms.sequences import before, carried, running

#: "各位代表：" opens a whole report within so many signs; a text without it may be an excerpt.
_ADDRESS: Final = "^ *各位(?:代表|委员)"
_ADDRESS_ENDS: Final = 3000
_OUTLINE: Final = r"^[^，。]{0,30}第[一二三四五六七八九十]{1,2}个五年(?:计划|规划)[^，。]{0,20}纲要"
#: “十五五”时期是 at the head of a paragraph in the review of 2025 turns to what is to come.
_COMING_TERM: Final = "^ *“? ?十[一二三四五六]?五 ?”?(?:时期|期间)"
_LONGEST_OPENING: Final = 16
#: 过去一年， at the head of a paragraph in the plan looks back up to its end.
_LOOKS_BACK: Final = "^ *(?:各位代表[！，,:]*)?(?:回顾)?(?:过去的?(?:一年|[四五六]年)|[一四五六]年来|刚刚过去)"
#: So few words say nothing of a part.
_LEAST_WORDS: Final = 5
#: A line of so many signs is more than a signature or a name of a page.
_LONG_LINE: Final = 12
#: Furniture at the end of a page, shorter than this, is no section of its own.
_SHORTEST_REST: Final = 300
#: What a heading says: whether it looks back or ahead, over which time, and the year or the five-year plan it names.
_SAID: Final = ("role", "period_kind", "heading_year", "plan_start")


def count_words(sentences: pl.DataFrame) -> pl.DataFrame:
    """Adds to_do and done: how many words of a plan and of a review a sentence has (UInt32).

    They are counted in reports without a heading of a plan, and 0 in others, which ask for none.
    """
    is_asked = ~(pl.col("cue_role") == "plan").any().over("report_id") & ~pl.col("is_boilerplate")
    text = only(is_asked, pl.col("text"))
    return sentences.with_columns(
        to_do=text.str.count_matches(pattern("to_do_word")).fill_null(0),
        done=text.str.count_matches(pattern("done_word")).fill_null(0),
    )


def _tells(to_do: pl.Expr, done: pl.Expr) -> pl.Expr:
    """Plan where words of a plan prevail, else review."""
    return pl.when(to_do > 2 * done).then(pl.lit("plan")).otherwise(pl.lit("review"))


def _said(role: pl.Expr, period: str | None = None, plan: pl.Expr | None = None) -> pl.Expr:
    """What `_SAID` names, of a sentence that is no heading."""
    return pl.struct(
        role=role,
        period_kind=pl.lit(period, pl.String),
        heading_year=pl.lit(None, pl.Int32),
        plan_start=pl.lit(None, pl.Int32) if plan is None else plan,
    )


def _read_headings(sentences: pl.LazyFrame) -> pl.LazyFrame:
    """Adds heading (what the heading says, null for other sentences), nested, has_plan, is_whole and outline_start."""
    plan_year, cue_role = pl.col("plan_year"), pl.col("cue_role")
    # "一、关于2014年政府工作" reviews where 2014 is past, “十五”目标任务 where that plan is; the year decides
    # ("三、2000年政府工作的主要任务" in a report of 2003 is a slip)
    is_past = (pl.col("cue_year") == plan_year - 1) | (pl.col("cue_plan") + PLAN_YEARS <= plan_year)
    role = pl.when(is_past & cue_role.is_not_null()).then(pl.lit("review")).otherwise(cue_role)
    is_due = (role == "review") | (pl.col("cue_year") >= plan_year - 1)
    says = pl.struct(
        role=role,
        period_kind="cue_period",
        heading_year=pl.when(is_due).then("cue_year"),
        plan_start="cue_plan",
    )
    opening = only(pl.col("start") < _ADDRESS_ENDS, pl.col("text"))
    has_address = opening.str.contains(_ADDRESS)
    # 云南省国民经济和社会发展第十个五年计划纲要: an outline is all plan, and speaks of its five years
    outline = only(opening.str.contains("纲 *要"), opening).str.replace_all(" ", "", literal=True)
    outline = only(outline.str.contains(_OUTLINE), outline)
    outlined = five_year_plan_start(outline).max().over("report_id")
    is_top = pl.col("is_heading") & ~pl.col("is_sub")
    # (二)“十五”时期主要情况 in a plan looks back up to the next subsection; where no 一、 says anything, (一) is a part
    is_nested = pl.col("is_sub") & (is_top & cue_role.is_not_null()).any().over("report_id")
    names_time = pl.coalesce("cue_year", "cue_plan").is_not_null() | (pl.col("cue_period") == "review_span")
    ends_nested = (pl.col("is_heading") & pl.col("has_mark")) | cue_role.is_not_null()
    return sentences.with_columns(
        heading=pl.when(cue_role.is_not_null() & ~is_nested).then(says),
        nested=pl.when(is_nested & cue_role.is_not_null() & names_time)
        .then(says)
        .when(ends_nested)
        .then(_said(pl.lit(None, pl.String))),
        # a whole report opens with its address and then looks back, headings or not
        is_whole=(cue_role.is_in(["review", "plan"]) | has_address).any().over("report_id"),
        outline_start=pl.coalesce("known_start", outlined),
    ).with_columns(has_plan=(pl.col("heading").struct.field("role") == "plan").any().over("report_id"))


def _read_turns(sentences: pl.LazyFrame) -> pl.LazyFrame:
    """Adds turn_to_plan: what a sentence of a review says that turns to the plan without a heading, else null."""
    text = pl.col("text")
    in_review = (pl.col("heading_role") == "review") & ~pl.col("is_boilerplate")
    # 今年经济社会发展的主要预期目标是: from review to plan without a heading, in a review that no plan heading ends
    turns = only(in_review & ~pl.col("has_plan"), text).str.contains(pattern("plan_turn"))
    names_term = only(in_review & pl.col("opens_line"), text).str.contains(_COMING_TERM)
    term = five_year_plan_start(only(names_term, text).str.slice(0, _LONGEST_OPENING))
    return sentences.with_columns(
        turn_to_plan=pl.when(term > pl.col("review_end"))
        .then(_said(pl.lit("plan"), "plan_span", term))
        .when(turns)
        .then(_said(pl.lit("plan")))
    ).with_columns(has_turned=carried(pl.when(pl.col("turn_to_plan").is_not_null()).then(1), "report_id").is_not_null())


def _read_parts(sentences: pl.LazyFrame) -> pl.LazyFrame:
    """Adds part: what the words of a part say of it at its heading, in a report that no heading of a plan divides."""
    may_open = pl.col("is_heading") & ~pl.col("has_mark")
    is_closed = only(may_open, before(pl.col("text"), "report_id")).str.contains(r"[。！？:”…]\s*$|^\s*$")
    opens = pl.col("is_heading") & (pl.col("has_mark") | is_closed.fill_null(value=True))
    to_do, done = (pl.col(name).sum().over("report_id", "part_no") for name in ("to_do", "done"))
    tells = _tells(to_do, done)
    is_clear = (to_do + done >= _LEAST_WORDS) & ((tells == "plan") | ~pl.col("has_turned"))
    return (
        sentences.with_columns(opens=opens)
        .with_columns(part_no=running(pl.col("opens").cast(pl.Int32), "report_id"))
        .with_columns(
            part_role=pl.when(pl.col("opens") & is_clear & pl.col("is_whole") & ~pl.col("has_plan")).then(tells)
        )
        .drop("opens", "part_no")
    )


def assign_roles(sentences: pl.LazyFrame) -> pl.LazyFrame:
    """Adds role, section_no, period_kind, heading_year and plan_start: what the heading over a sentence says of it.

    Takes the columns of `mark_headings` and `count_words`, and the known years of each report. A new section begins
    with each heading that says something and wherever that changes; what stands behind the report (a glossary, copies
    of the page) is one of role other.
    """
    guessed = _tells(pl.col("to_do").sum().over("report_id"), pl.col("done").sum().over("report_id"))
    frame = (
        _read_headings(sentences)
        .with_columns(
            first_role=pl.when(pl.col("outline_start").is_not_null())
            .then(pl.lit("plan"))
            .when("is_whole")
            .then(pl.lit("review"))
            .otherwise(guessed)
        )
        .with_columns(
            heading_role=carried(pl.col("heading").struct.field("role"), "report_id").fill_null(pl.col("first_role"))
        )
    )
    is_new_part = pl.col("part_role") != before(pl.col("told"), "report_id").fill_null(pl.col("first_role"))
    return (
        # in steps: what is carried is worked out once
        _read_parts(_read_turns(frame))
        .with_columns(said=pl.coalesce("heading", "turn_to_plan"))
        .with_columns(told=pl.coalesce(pl.col("said").struct.field("role"), "part_role"))
        .with_columns(told=carried(pl.col("told"), "report_id"))
        .with_columns(said=pl.coalesce("said", pl.when(is_new_part).then(_said(pl.col("part_role")))))
        .with_columns(under=carried(pl.col("said"), "report_id"), inside=carried(pl.col("nested"), "report_id"))
        .with_columns(
            under=pl.when(pl.col("inside").struct.field("role").is_not_null()).then("inside").otherwise("under")
        )
        .with_columns(looks_back=_look_back())
        .with_columns(looks_back=carried(pl.col("looks_back"), "report_id", "line"))
        .with_columns(under=pl.coalesce("looks_back", "under"))
        .with_columns(**{name: pl.col("under").struct.field(name) for name in _SAID})
        .pipe(_mark_rest)
        .with_columns(
            role=pl.when("is_rest").then(pl.lit("other")).otherwise(pl.col("role").fill_null(pl.col("first_role")))
        )
        .with_columns(plan_start=pl.coalesce("plan_start", "outline_start"))
        .with_columns(section_no=running(_starts_section().cast(pl.Int32), "report_id"))
    )


def _look_back() -> pl.Expr:
    """What the first sentence of a paragraph says that looks back inside a plan, else null."""
    opens = pl.col("opens_line") & (pl.col("under").struct.field("role") == "plan")
    return pl.when(only(opens, pl.col("text")).str.contains(_LOOKS_BACK)).then(_said(pl.lit("review")))


def _starts_section() -> pl.Expr:
    changes = [pl.col(name).ne_missing(before(pl.col(name), "report_id")) for name in _SAID]
    is_first = before(pl.col("role"), "report_id").is_null()
    is_headed = pl.col("heading").is_not_null() & (pl.col("role") != "other")
    return is_headed | (~is_first & pl.any_horizontal(changes))


def _mark_rest(sentences: pl.LazyFrame) -> pl.LazyFrame:
    """Adds is_rest: behind the report, among what is none of it: copies of the page, a glossary, links."""
    is_boilerplate, is_behind = pl.col("is_boilerplate"), pl.col("is_behind")
    is_text = ~is_boilerplate & (pl.col("text").str.strip_chars().str.len_chars() >= _LONG_LINE)
    is_long = pl.when(is_behind).then("length").sum().over("report_id") >= _SHORTEST_REST
    is_furniture = carried(pl.col("is_furniture"), "report_id").is_not_null()
    return (
        sentences.with_columns(last_text=pl.when(is_text).then("start"))
        .with_columns(is_behind=pl.col("start") > pl.col("last_text").max().over("report_id"))
        .with_columns(is_furniture=pl.when(is_behind & is_boilerplate).then(1))
        .with_columns(is_rest=(is_furniture & is_long).fill_null(value=False))
    )
