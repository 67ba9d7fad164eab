"""Which time each number is about: dates and relative times of the sentence, over the default of its section.

A date governs what follows it until the next one: "2015年城镇居民收入30788元". It does not where it is the base of a
comparison ("比2010年增加13480元", "是2017年的2.3倍"); the base of a from–to pair ("从2017年的3.06万亿元") governs its
value only.
"""

from functools import cache
from typing import Final

import polars as pl

from schemas.periods import first_day, last_day
from transforms.calendar.dates import PLAN_YEARS, five_year_plan_start, read_times, year_in
from transforms.facts.time_cues import is_baseline, is_year_on_year, stands_at_end
from transforms.language.patterns import CLAUSE_OPENS, TIMES, pattern
from transforms.language.rules import Condition, Decision, Rule, is_so, otherwise, says
from transforms.language.searches import only
from transforms.sequences import carried, first, running

_IS_FACT: Final = pl.col("disposition") == "fact"
#: What a time hands on to the facts that it governs.
_HANDED: Final = ("said", "said_from", "said_to", "resets", "is_from", "time_words")
_BASE: Final = ("base_from", "base_year", "base_words")
_HOLD: Final = ("is_local", "opens", "part_no", "clause_no")
_SECTION: Final = ("role", "section_from", "section_to", "review_start", "review_end")
#: What is asked of the sentence and its section to know the years, and of no use afterwards.
_SCRATCH: Final = (
    "section_from",
    "section_to",
    "review_start",
    "origin",
    "base_words",
    "said",
    "said_from",
    "said_to",
    "resets",
    "is_from",
    "time_words",
)
_STEM: Final = pl.col("stem")
_FROM: Final = r"(?:由|从|自)[^，。；]{0,12}$"


def _mark_times(tokens: pl.DataFrame) -> pl.DataFrame:
    """The tokens that are times, with what each says, and is_base, is_from, is_local and opens."""
    text, before, after = pl.col("text"), pl.col("tight_before"), pl.col("tight_after")
    compares = before.str.contains(rf"{pattern('comparison')}[“”\"]?$")
    changes = rf"(?:[0-9.]+倍|基础上|{pattern('compared_how')}?{pattern('compared_verb')})"
    is_changed = after.str.contains(rf"^[”\"]?(?:同期|底|末|初|水平)?(?:的)?{changes}")
    # 是2017年的 | 2.3倍
    is_multiplied = before.str.contains("(?:是|为|相当于|超过)$") & after.str.contains("^(?:时期)?的?$")
    is_plan_in_review = (pl.col("role") == "review") & (pl.col("said_from") > pl.col("review_end"))
    # 两年平均增长5.1% says nothing of what follows
    # 按照规划，到2035年，粮食产量达到800万吨: a time that is a clause by itself leads in what follows
    leads_in = before.str.contains("(?:^|[，,；;])(?:到|至|在)?$") & after.str.contains("^[，,]")
    # 在1979到1983年年均递增7.9%的基础上，比上年增长14.2%: what is built on says nothing of what was built
    is_built_on = before.str.contains("在$") & pl.col("behind_next").str.contains("^的?基础上").fill_null(value=False)
    is_mean = text.str.contains("^(?:近|这)?[两三四五](?:个)?年$") & after.str.contains("^(?:平均|年均|翻|增长|提高)")
    # 人才工程三年 | 落实岗位24万个，新增就业9万人: nor do the years of one thing
    is_aside = text.str.contains("^[两三四五]年$") & ~before.str.contains(CLAUSE_OPENS)
    # 是 2011 年的 1.42 倍: blanks say nothing
    tight = {f"tight_{side}": pl.col(side).str.replace_all(" ", "", literal=True) for side in ("before", "after")}
    next_one = pl.when(pl.col("row") == pl.col("row").shift(-1)).then(after.shift(-1))
    times = (
        tokens.with_columns(**tight)
        .with_columns(behind_next=next_one)
        .filter(pl.col("disposition").is_in(["date", "time"]))
    )
    # 从一九六六年到一九七六年 | 的十一年中
    is_span_before = (pl.col("row") == pl.col("row").shift(1)) & year_in(text.shift(1), 1).is_not_null()
    return read_times(times).with_columns(
        time_words=text,
        # 对照2023年清单谋划项目
        is_yardstick=before.str.contains(pattern("yardstick")),
        is_restated=(is_span_before & before.str.contains("^的?$")).fill_null(value=False),
        is_base=(compares & is_changed)
        | is_multiplied
        | text.str.contains(f"^{pattern('compared_time')}$")
        | ((text == "年初") & ~before.str.contains("(?:由|从)$"))
        | before.str.contains("(?:比|较)[“]?$")
        # 是1950年到1997年投入总和的1.7倍 compares; 按2000年价格计算 only says in whose prices
        | (before.str.contains("(?:是|相当于)$") & after.str.contains("(?:总和|总额|总量|合计)的$"))
        | (before.str.contains("按$") & after.str.contains("^(?:不变|可比)?价"))
        | after.str.contains("^(?:的)?(?:基础上|水平上)"),
        # 从2008年——2018年 is a span, and nothing moves from it
        is_from=before.str.contains(_FROM) & year_in(text, 1).is_null(),
        # what is planned for 2028 in a review says nothing of the next clause's time
        is_local=(is_plan_in_review & ~before.str.contains("^ *$") & ~leads_in) | is_mean | is_built_on | is_aside,
        opens=(pl.col("token") == 1)
        & before.str.contains(r"^ *[^，。；]{0,4}$")
        & pl.col("said").is_null()
        & ~is_aside,
    )


def _goes_on() -> pl.Expr:
    """Whether a number only tells how what stands before it moves: 2030年将达到2900亿元，比2020年增长 | 40%."""
    how = f"(?:{pattern('compare')}?{TIMES}|{pattern('yearly')}|(?:平均)?每年|平均|{pattern('year_basis')}|[又再将])"
    return pl.col("lead").str.contains(f"^{how}*{pattern('movement')}$").fill_null(value=False)


def _govern(tokens: pl.DataFrame, sentences: pl.DataFrame) -> pl.DataFrame:
    """The facts of the tokens with the time that governs each, base_year and origin (years), and those of the section.

    A year at the head of a sentence governs all of it; any other time up to the next ；, and 两年平均 or 2030年 in a
    review its own clause and those that only tell how its number moves. Takes lead of the facts, too.
    """
    frame = tokens.with_row_index("at").hstack(sentences.select("plan_year", *_SECTION)[tokens["row"]])
    stops = {
        "clause_no": pl.col("before").str.count_matches("[，,。；;:]"),
        "part_no": pl.col("before").str.count_matches("[；;]"),
    }
    frame = frame.with_columns(**stops).with_columns(running(pl.col(stop), "row").alias(stop) for stop in stops)
    times = _mark_times(frame)
    is_year = pl.col("said_from").is_not_null()
    bases = times.filter("is_base").select("at", base=pl.struct(*_base_years(), pl.col("text").alias("base_words")))
    origins = times.filter(pl.col("is_from") & is_year).select("at", origin="said_from")
    says = pl.col("said").is_not_null() | is_year | pl.col("resets")
    governs = says & ~pl.col("is_base") & ~pl.col("is_restated") & ~pl.col("is_yardstick")
    marks = times.filter(governs).select("at", mark=pl.struct(*_HANDED, *_HOLD))
    for found in (marks, bases, origins):
        frame = frame.join(found, on="at", how="left", maintain_order="left")
    local = pl.col("local").struct.field
    in_part, in_clause = (local(stop) == pl.col(stop) for stop in ("part_no", "clause_no"))
    goes_on = _goes_on() & (local("said_from") > pl.col("review_end"))
    speaks_of_other = _IS_FACT & ~in_clause & ~goes_on
    is_left = running(speaks_of_other.fill_null(value=False).cast(pl.Int32), "row", "mark_no") > 0
    holds = pl.when(local("is_local")).then(in_clause | (in_part & ~is_left)).otherwise(in_part)
    return (
        frame.with_columns(
            local=carried(pl.col("mark"), "row"),
            head=carried(pl.when(pl.col("mark").struct.field("opens")).then("mark"), "row"),
            base=carried(pl.col("base"), "row"),
            origin=carried(pl.col("origin"), "row"),
            mark_no=running(pl.col("mark").is_not_null().cast(pl.Int32), "row"),
        )
        .with_columns(time=pl.when(holds.fill_null(value=False)).then("local").otherwise("head"))
        .filter(_IS_FACT)
        .select(
            *_SECTION,
            "origin",
            *(pl.col(mark).struct.field(*handed) for mark, handed in (("base", _BASE), ("time", _HANDED))),
        )
    )


def _base_years() -> tuple[pl.Expr, pl.Expr]:
    """The years from which and to which a base of comparison reaches: “十五”末 is 2005, “十五”时期 2001 to 2005."""
    text = pl.col("text")
    start_of_year = pl.when(text == "年初").then(pl.col("review_end") - 1)
    is_end = text.str.contains("[末底]$") | pl.col("after").str.contains("^期?[末底]")
    plan = five_year_plan_start(text)
    last = pl.coalesce(year_in(text, 0), start_of_year, plan + PLAN_YEARS - 1)
    first = pl.when(year_in(text, 0).is_null() & ~is_end).then(plan).fill_null(last)
    return first.alias("base_from"), last.alias("base_year")


def _has_said() -> pl.Expr:
    """Whether a time of the sentence governs the number, and not what comes back to the section's default (全年)."""
    return pl.col("said_from").is_not_null() & ~pl.col("resets").fill_null(value=False)


_TIME_WORDS: Final = (("time_words", "^.*$"),)
_IS_SAID: Final = Condition(_has_said(), _TIME_WORDS)


@cache
def years() -> Decision:
    """The years from which and to which a number is about: a struct of year_from and year_to (Int32)."""
    stem = _STEM
    default_span, stated_span = pl.col("section_from") < pl.col("section_to"), pl.col("said_from") < pl.col("said_to")
    is_span = pl.when(_has_said()).then(stated_span).otherwise(default_span)
    span_from = pl.when(_has_said()).then("said_from").otherwise("section_from")
    span_to = pl.when(_has_said()).then("said_to").otherwise("section_to")
    is_from_said = pl.col("is_from") & _has_said()
    # 年均增长8% is about the term, from the year after its base on, though the section speaks of one year
    is_term = pl.col("review_start") < pl.col("review_end")
    # 到2021年，年均增长11% in a plan begins with its section
    begin = pl.when(pl.col("role") == "plan").then("section_from").when(is_term).then("review_start")
    term_start = pl.coalesce(pl.col("origin") + 1, pl.col("base_year") + 1, begin)
    can_be_yearly = ~is_span & (term_start < span_to)
    is_yearly = is_so(can_be_yearly) & says("stem", pattern("yearly"), can_be_yearly)
    year_of_base = (
        pl.when(is_from_said)
        .then("said_from")
        .when(is_span | default_span)
        .then(pl.coalesce(pl.when(is_span).then(span_from), "section_from") - 1)
        .otherwise(span_from - 1)
    )

    def span(first: pl.Expr, last: pl.Expr) -> pl.Expr:
        return pl.struct(year_from=first.cast(pl.Int32), year_to=last.cast(pl.Int32))

    return Decision(
        "years",
        Rule(
            "the year before, of what another is compared with",
            is_so(pl.col("is_baseline")),
            span(year_of_base, year_of_base),
            "企业由{120家}增加到150家。",
        ),
        Rule(
            "after a time that it moved from",
            is_so(is_from_said),
            span(pl.coalesce("section_to", "said_from"), pl.coalesce("section_to", "said_to")),
            "企业从2019年的120家增加到{150家}。",
        ),
        Rule(
            "a stock at the end of the years",
            is_so(is_span & stands_at_end(only(is_span, stem))),
            span(span_to, span_to),
            "term: 企业总数达{150家}。",
        ),
        Rule(
            "of the last of the years, so many times what was in a year",
            is_so(is_span & (pl.col("base_from") == pl.col("base_year")))
            & says("stem", f"{TIMES}(?:时期)?的?$", is_span),
            span(span_to, span_to),
            "term: 产值是2010年的{2.6倍}。",
        ),
        Rule(
            "of the last of the years, against the one before",
            is_so(is_span) & is_year_on_year(is_span),
            span(span_to, span_to),
            "term: 产值同比增长{8%}。",
        ),
        Rule(
            "of the whole of one year, the last",
            is_so(default_span & pl.col("resets").fill_null(value=False)),
            span(pl.col("section_to"), pl.col("section_to")),
            "term: 全年产值增长{8%}。",
        ),
        Rule("a yearly average since its base", is_yearly, span(term_start, span_to), "比2018年年均增长{8%}。"),
        Rule(
            "a time of its sentence",
            _IS_SAID,
            span(pl.col("said_from"), pl.col("said_to")),
            "2021年建成公园{5个}。",
        ),
        otherwise("the time of its section", span(pl.col("section_from"), pl.col("section_to")), "建成公园{5个}。"),
    )


@cache
def period() -> Decision:
    """The period as text: a part of a year that the sentence names, else the years."""
    year_from, year_to = pl.col("year_from"), pl.col("year_to")
    return Decision(
        "period",
        Rule(
            "a part of a year",
            Condition(pl.col("said").is_not_null(), _TIME_WORDS),
            pl.col("said"),
            "上半年产值增长{8%}。",
        ),
        Rule("one year", is_so(year_from == year_to), year_to.cast(pl.String), "建成公园{5个}。"),
        Rule(
            "several years",
            is_so(year_from < year_to),
            year_from.cast(pl.String) + "/" + year_to.cast(pl.String),
            "term: 新增就业{12万人}。",
        ),
        otherwise("no year is known", None, "undated: 建成公园{5个}。"),
    )


def _add_days(facts: pl.DataFrame) -> pl.DataFrame:
    days = facts.select("period").unique().with_columns(period_start=first_day("period"), period_end=last_day("period"))
    return facts.join(days, on="period", how="left", maintain_order="left")


def assign_periods(facts: pl.DataFrame, tokens: pl.DataFrame, sentences: pl.DataFrame) -> pl.DataFrame:
    """Adds period (2023, 2021/2025, 2023-H1, 2023-06), period_start and period_end (Date).

    `facts` is the frame of `clauses.frame_facts`, `tokens` the tokens it came from, in the same order; `sentences` are
    all in their order, with the default years of the section. Adds is_baseline, has_said, year_from and year_to, too,
    base_year (of a comparison) and what `assign_status` asks of the section. A stock reached at the end of a span is
    about its last year, what flowed about the whole span.
    """
    lead = pl.lit(facts["lead"]).gather(pl.when(_IS_FACT).then(_IS_FACT.cum_sum() - 1))
    frame = facts.hstack(_govern(tokens.with_columns(lead=lead), sentences))
    # a stem is that of the list, from here on
    frame = frame.with_columns(stem=first(pl.col("lead"), "row", "chain")).with_columns(
        is_baseline=is_baseline(_STEM).fill_null(value=False), has_said=_has_said().fill_null(value=False)
    )
    return (
        frame.with_columns(**years().columns())
        .unnest("years")
        .with_columns(**period().columns())
        .pipe(_add_days)
        .drop("stem", *_SCRATCH)
    )
