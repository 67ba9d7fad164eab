"""Sections, sentences and the time each speaks of.

A report has a review and a plan, told apart by its headings ("一、2020年工作回顾", "二、2021年重点工作"), which stand on
lines of their own or run into the text. `seeds/section_cues.csv` holds their forms.
"""

from functools import cache
from typing import Final

import polars as pl

import seeds
from transforms.sentences import mark_boilerplate, split_sentences

#: What a heading begins with: "一、", "第一部分", "（一）" or a line of its own.
_HEADING_MARK: Final = (
    r"^[ \[(]*(?:[一二三四五六七八九十]{1,3} ?[、.]|第[一二三四五六七八九十]{1,2}(?:部分|章)|[IVX]+[、.])"
)
_SHORT: Final = 42
#: Sentences that turn from review to plan without a heading: "今年经济社会发展的主要预期目标是".
_PLAN_TURN: Final = (
    r"^[^，。]{0,10}(?:今年|新的一年|新一年|今后五年|[0-9]{4}年)[^。]{0,30}(?:主要预期目标|主要目标|预期目标|奋斗目标|总体要求|总体思路|总的要求)"
    r"|做好(?:今年|[0-9]{4}年|新一年)[^，。]{0,12}工作|^[^，。]{0,6}今年[，,]?(?:我们)?(?:将|要)?(?:重点|着力|突出)(?:抓好|做好)"
)
#: "五年来，" and "这五年，" at the head of a sentence speak of the whole term until "一年来," or "去年" does of the last year.
_SPAN_TURN: Final = r"^ *(?:—+)?(?:各位代表[！，,:]*)?(?:回顾|总结)?(?:过去(?:的)?五年|五年来|这五年|五年间|五年中|“?十[一二三四]?五”?(?:时期|期间|以来))"
_YEAR_TURN: Final = r"^ *(?:—+)?(?:各位代表[！，,:]*)?(?:回顾|总结)?(?:一年来|过去(?:的)?一年|刚刚过去的[0-9]{4}年|[0-9]{4}年[，,是]|去年)"
#: Words of things done and of things to do: they decide for a text without any heading (an excerpt).
_DONE_WORDS: Final = (
    r"[0-9一-龥]了|获评|成功|圆满|荣获|入选|达[0-9到]|增长[0-9]|下降[0-9]|新增|建成|位居|超[0-9]|完成|明显|有效"
)
_TO_DO_WORDS: Final = r"力争|争取|推动|推进|加快|完善|深化|加强|强化|健全|打造|构建|探索|将|巩固|优化|培育|确保|努力|要"

_FIVE_YEAR_PLANS: Final = {
    "六": 1981,
    "七": 1986,
    "八": 1991,
    "九": 1996,
    "十": 2001,
    "十一": 2006,
    "十二": 2011,
    "十三": 2016,
    "十四": 2021,
    "十五": 2026,
    "十六": 2031,
}


def five_year_plan_start(text: pl.Expr) -> pl.Expr:
    """First year of the five-year plan that a phrase names: “十四五”时期 begins in 2021."""
    return text.str.extract(r"([六七八九]|十[一二三四五六]?)[”\"]?个?五").replace_strict(
        _FIVE_YEAR_PLANS, default=None, return_dtype=pl.Int32
    )


@cache
def _cues() -> list[tuple[str, str, str]]:
    return list(seeds.read("section_cues").select("pattern", "role", "period").iter_rows())


def _mark_roles(sentences: pl.DataFrame) -> pl.DataFrame:
    """Adds is_heading, turns, and where a heading names them cue_role, cue_period, cue_year and cue_plan."""
    is_turn = ~pl.col("is_boilerplate") & pl.col("text").str.contains(_PLAN_TURN)
    head = pl.col("text").str.strip_chars().str.slice(0, _SHORT)
    is_short = pl.col("text").str.len_chars() <= _SHORT
    is_heading = ~pl.col("is_boilerplate") & (
        head.str.contains(_HEADING_MARK)
        | (pl.col("opens_line") & is_short & pl.col("text").str.ends_with("\n") & ~head.str.contains("[，。！]"))
    )
    marked = sentences.with_columns(is_heading=is_heading, turns=is_turn).with_row_index("place")
    bare = head.str.replace(_HEADING_MARK, "").str.strip_chars()
    headings = marked.filter(pl.col("is_heading")).select("place", bare=bare)
    cue = pl.lit(None, pl.Int32)
    for number, (pattern, _, _) in reversed(list(enumerate(_cues()))):
        cue = pl.when(pl.col("bare").str.contains(pattern)).then(pl.lit(number, pl.Int32)).otherwise(cue)
    roles, periods = ({n: row[k] for n, row in enumerate(_cues())} for k in (1, 2))
    cues = (
        headings.with_columns(cue=cue)
        .filter(pl.col("cue").is_not_null())
        .select(
            "place",
            cue_role=pl.col("cue").replace_strict(roles, return_dtype=pl.String).replace("same", None),
            cue_period=pl.col("cue").replace_strict(periods, return_dtype=pl.String),
            cue_year=pl.col("bare").str.extract(r"([12][0-9]{3})年").cast(pl.Int32),
            cue_plan=five_year_plan_start(pl.col("bare")),
        )
        .with_columns(cue_year=pl.when(pl.col("cue_period") == "stated_year").then("cue_year"))
    )
    return marked.join(cues, on="place", how="left", maintain_order="left").drop("place")


def _guess_role(sentences: pl.DataFrame) -> pl.DataFrame:
    """Per report without any heading: whether it tells what was done or what is to do (an excerpt)."""
    text = pl.col("text")
    is_open = ~pl.col("cue_role").is_not_null().any().over("report_id") & ~pl.col("is_boilerplate")
    return (
        sentences.filter(is_open)
        .group_by("report_id")
        .agg(done=text.str.count_matches(_DONE_WORDS).sum(), to_do=text.str.count_matches(_TO_DO_WORDS).sum())
        .select(
            "report_id",
            guessed=pl.when(pl.col("to_do") > 2 * pl.col("done")).then(pl.lit("plan")).otherwise(pl.lit("review")),
        )
    )


def structure(reports: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Sentences with role and default period, and the sections.

    Takes report_id, clean, and the identity columns review_start, review_end, plan_year (null where unknown).
    Returns (sentences, sections): sentences has row (running over all reports), report_id, line, sentence, start, text, length, is_boilerplate,
    is_heading, section_no, role (review, plan, other), from_year, to_year (Int32, null where nothing tells).
    """
    sentences = _mark_roles(mark_boilerplate(split_sentences(reports)))
    years = reports.select(
        "report_id",
        review_start=pl.col("review_start").cast(pl.Int32),
        review_end=pl.coalesce(pl.col("review_end").cast(pl.Int32), pl.col("plan_year").cast(pl.Int32) - 1),
        plan_year=pl.coalesce(pl.col("plan_year").cast(pl.Int32), pl.col("review_end").cast(pl.Int32) + 1),
    )
    frame = (
        sentences.lazy()
        .join(years.lazy(), on="report_id", how="left", maintain_order="left")
        .join(_guess_role(sentences).lazy(), on="report_id", how="left", maintain_order="left")
        .with_columns(
            # "一、关于2014年政府工作" reviews where 2014 is past; the year decides
            cue_role=pl.when(pl.col("cue_year") <= pl.col("plan_year") - 1)
            .then(pl.lit("review"))
            .otherwise(pl.col("cue_role"))
        )
        .with_columns(
            has_review=(pl.col("cue_role") == "review").any().over("report_id"),
            has_plan=(pl.col("cue_role") == "plan").any().over("report_id"),
            # a whole report opens with its address and then looks back, headings or not
            has_address=(pl.col("text").str.contains("^ *各位(?:代表|委员)") & (pl.col("start") < 3000))
            .any()
            .over("report_id"),
        )
        .with_columns(
            first_role=pl.when(pl.col("has_review") | pl.col("has_plan") | pl.col("has_address"))
            .then(pl.lit("review"))
            .otherwise(pl.col("guessed").fill_null("review"))
        )
        .with_columns(heading_role=pl.col("cue_role").forward_fill().over("report_id").fill_null(pl.col("first_role")))
        .with_columns(
            # a turn counts only in a review that no plan heading ends: 今年经济社会发展的主要预期目标是 in the midst of a text
            switch=pl.when(pl.col("turns") & (pl.col("heading_role") == "review") & ~pl.col("has_plan")).then(
                pl.lit("plan")
            )
        )
        .with_columns(
            starts=pl.col("cue_role").is_not_null()
            | (pl.col("switch").is_not_null() & pl.col("switch").is_first_distinct().over("report_id"))
        )
        .with_columns(
            role=pl.coalesce("cue_role", "switch").forward_fill().over("report_id").fill_null(pl.col("first_role"))
        )
        .with_columns(section_no=pl.col("starts").cast(pl.Int32).cum_sum().over("report_id"))
    )
    section = ["report_id", "section_no"]
    is_review = pl.col("role") == "review"
    span_start = pl.coalesce(
        pl.col("plan_start"),
        pl.when(pl.col("review_start") < pl.col("review_end")).then(pl.col("review_start")),
        pl.col("review_end") - 4,
    )
    kind, year = pl.col("period_kind"), pl.col("heading_year")
    one_year = pl.when(is_review).then(pl.coalesce(year, "review_end")).otherwise(pl.coalesce(year, "plan_year"))
    is_span = kind.is_in(["review_span", "plan_span"])
    frame = (
        frame.with_columns(
            period_kind=pl.col("cue_period").first().over(section),
            heading_year=pl.col("cue_year").first().over(section),
            plan_start=pl.col("cue_plan").first().over(section),
            turn=pl.when(pl.col("text").str.contains(_SPAN_TURN))
            .then(pl.lit("span"))
            .when(pl.col("text").str.contains(_YEAR_TURN))
            .then(pl.lit("year")),
            turn_plan=pl.when(pl.col("text").str.contains(_SPAN_TURN)).then(
                five_year_plan_start(pl.col("text").str.slice(0, 16))
            ),
        )
        .with_columns(
            turn=pl.when(is_review).then(pl.col("turn").forward_fill().over(section)),
            turn_plan=pl.when(is_review).then(pl.col("turn_plan").forward_fill().over(section)),
        )
        .with_columns(
            covers_span=pl.when(is_review & pl.col("turn").is_not_null())
            .then(pl.col("turn") == "span")
            .otherwise(is_span.fill_null(value=False))
        )
        .with_columns(
            from_year=pl.when(~pl.col("covers_span"))
            .then(one_year)
            .when(is_review)
            .then(pl.coalesce("turn_plan", span_start))
            .otherwise(pl.coalesce("plan_start", "plan_year")),
            to_year=pl.when(~pl.col("covers_span"))
            .then(one_year)
            .when(is_review)
            .then(pl.coalesce(pl.col("turn_plan") + 4, pl.col("plan_start") + 4, "review_end"))
            .otherwise(pl.coalesce("plan_start", "plan_year") + 4),
        )
    )
    kept = [
        "report_id",
        "line",
        "sentence",
        "start",
        "text",
        "length",
        "is_boilerplate",
        "is_heading",
        "section_no",
        "role",
        "from_year",
        "to_year",
        "review_start",
        "review_end",
        "plan_year",
    ]
    rows = frame.select(kept).collect().with_row_index("row")
    sections = rows.group_by(section, maintain_order=True).agg(
        char_start=pl.col("start").first(),
        char_end=pl.col("start").last() + pl.col("length").last(),
        heading=pl.col("text").first().str.strip_chars().str.slice(0, _SHORT),
        role=pl.col("role").first(),
        period=pl.when(pl.col("from_year").first() == pl.col("to_year").first())
        .then(pl.col("from_year").first().cast(pl.String))
        .otherwise(pl.concat_str(pl.col("from_year").first(), pl.lit("/"), pl.col("to_year").first())),
    )
    return rows, sections
