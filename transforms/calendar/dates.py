"""What a date or a relative time says: a period as text (2023-H1), or the years from which and to which it reaches."""

from typing import Final

import polars as pl

from transforms.language.patterns import CLAUSE_OPENS, pattern
from transforms.language.searches import in_memory

PLAN_YEARS: Final = 5
_PLANS: Final = ("六", "七", "八", "九", "十", "十一", "十二", "十三", "十四", "十五", "十六")
#: The sixth plan began in 1981, and every five years another one.
_PLAN_START: Final = {name: 1981 + PLAN_YEARS * later for later, name in enumerate(_PLANS)}
_HANZI_DIGIT: Final = {sign: str(digit % 10) for digit, sign in enumerate("〇一二三四五六七八九零")}
_MONTH: Final = "([0-9]{1,2}|[一二三四五六七八九十]{1,2})"
_SMALL_HANZI: Final = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二")
_SMALL: Final = (
    {sign: number for number, sign in enumerate(_SMALL_HANZI, 1)}
    | {"两": 2}
    | {str(number): number for number in range(1, 13)}
    | {f"0{number}": number for number in range(1, 10)}
)
_SIGN: Final = "[0-9〇零一二两三四五六七八九十]"
_YEARS_ON: Final = {"今年": 0, "前年": -2, "明年": 1, "后年": 2}
_LAST_MONTH: Final = 12
_LAST_DAY: Final = 31
#: Spans of months that have a name; 一 to 十二月 is the year.
_NAMED_SPANS: Final = {
    "1-3": "-Q1",
    "4-6": "-Q2",
    "7-9": "-Q3",
    "10-12": "-Q4",
    "1-6": "-H1",
    "7-12": "-H2",
    "1-12": "",
}


def five_year_plan_start(text: pl.Expr) -> pl.Expr:
    """First year of the five-year plan that a phrase names, Int32.

    >>> pl.select(five_year_plan_start(pl.lit("“十四五”时期"))).item()
    2021
    """
    return text.str.extract(r"([六七八九]|十[一二三四五六]?)[”\"]?个?五").replace_strict(
        _PLAN_START, default=None, return_dtype=pl.Int32
    )


def year_in(text: pl.Expr, position: int) -> pl.Expr:
    """The year at this position (from 0) among those that a text states in digits or signs, Int32, null for none.

    >>> pl.select(year_in(pl.lit("二〇一九年"), 0)).item()
    2019
    """
    digits = text.str.replace_all(" ", "").str.replace_many(_HANZI_DIGIT)
    return digits.str.extract_all(r"(?:1[89]|20)[0-9]{2}").list.get(position, null_on_oob=True).cast(pl.Int32)


def _small(text: pl.Expr, found: str, group: int = 1) -> pl.Expr:
    return text.str.extract(found, group).replace_strict(_SMALL, default=None, return_dtype=pl.Int32)


def _years(text: pl.Expr) -> dict[str, pl.Expr]:
    """What the words of a time say of years: 2016-2020年, “十四五”时期, 近三年, 今后五年, 去年."""
    length = _small(text, f"({_SIGN}{{1,2}})(?:个)?(?:多)?年")
    is_new = text.str.starts_with("新的一年")
    return {
        "first_year": year_in(text, 0),
        "second_year": year_in(text, 1),
        "first_of_plan": five_year_plan_start(text),
        "length": length,
        "is_ahead": text.str.contains(pattern("time_ahead")) & length.is_not_null(),
        "is_past": text.str.contains(pattern("time_behind")),
        # 三年，新建学校12所: years alone at the head of a clause are those that are over
        "is_length_alone": text.str.contains("^[两三四五]年$"),
        "is_one_year": text.str.contains("一年") & ~is_new,
        "years_on": pl.when(text.str.contains("^(?:去年|上年)"))
        .then(-1)
        .when(is_new)
        .then(0)
        .otherwise(text.replace_strict(_YEARS_ON, default=None, return_dtype=pl.Int32)),
    }


def _add_months(words: pl.DataFrame) -> pl.DataFrame:
    """Adds a span of months, as what follows the year of its begin (months) and that of its end (part_end).

    7—9月 is -Q3 and nothing, 前三季度 and 前9个月 are -01 and -09; null for what is none.
    """
    text, begin, end = pl.col("words"), pl.col("begin"), pl.col("end")
    span = rf"(?:^|年|[^0-9一二三四五六七八九十]){_MONTH}月?份?(?:-{{1,2}}|—{{1,2}}|~|至|到){_MONTH}月"
    quarters = _small(text, r"(?:^|年)前([一二三1-3])(?:个)?季度") * 3
    is_span = pl.when((begin < end) & (end <= _LAST_MONTH))
    return (
        # in steps: what is asked twice in one step is worked out twice
        words.with_columns(
            begin=_small(text, span),
            end=_small(text, span, 2),
            count=pl.coalesce(quarters, _small(text, f"(?:^|年)前{_MONTH}个月")),
        )
        .with_columns(
            begin=pl.coalesce("begin", pl.when(pl.col("count").is_not_null()).then(1)), end=pl.coalesce("end", "count")
        )
        .with_columns(
            named=(begin.cast(pl.String) + "-" + end.cast(pl.String)).replace_strict(_NAMED_SPANS, default=None)
        )
        .with_columns(
            months=is_span.then(pl.coalesce("named", "-" + _two_digits(begin))),
            part_end=is_span.then(pl.when(pl.col("named").is_null()).then("-" + _two_digits(end))),
        )
        .drop("begin", "end", "count", "named")
    )


def _two_digits(number: pl.Expr) -> pl.Expr:
    return number.cast(pl.String).str.zfill(2)


def _months_of_two_years(text: pl.Expr) -> pl.Expr:
    """2021年11月至2022年3月 is 2021-11/2022-03; else null."""
    first = _small(text, f"年{_MONTH}月.*年")
    last = _small(text, f"年.*年{_MONTH}月")
    ends = [
        year_in(text, place).cast(pl.String) + "-" + _two_digits(of_year) for place, of_year in ((0, first), (1, last))
    ]
    return ends[0] + "/" + ends[1]


def _add_parts_of_year(words: pl.DataFrame) -> pl.DataFrame:
    """Adds what the words of a time say of a part of a year, as what follows the year: 上半年 is -H1, 3月 -03."""
    text, month, day, quarter = pl.col("words"), pl.col("month"), pl.col("day"), pl.col("quarter")
    is_month = (
        (month <= _LAST_MONTH)
        & text.str.contains(r"月(?:份|底|末|底前|末前)?$")
        & ~text.str.contains("月[0-9]")
        & ~text.str.contains("[-—~至到、]|^前|前[^底末]?.*月$")
    )
    part = (
        pl.when(pl.col("months").is_not_null())
        .then("months")
        .when(text.str.contains("上半年"))
        .then(pl.lit("-H1"))
        .when(text.str.contains("下半年"))
        .then(pl.lit("-H2"))
        .when(quarter.is_not_null() & ~text.str.contains("(?:^|年)前"))
        .then("-Q" + quarter.cast(pl.String))
        .when(is_month)
        .then("-" + _two_digits(month))
    )
    is_day = (month <= _LAST_MONTH) & (day <= _LAST_DAY)
    return (
        _add_months(words)
        .with_columns(
            month=_small(text, f"{_MONTH}月"),
            day=text.str.extract(r"月([0-9]{1,2})[日号]").cast(pl.Int32),
            quarter=_small(text, r"第?([一二三四1-4])季度"),
            months_of_two=_months_of_two_years(text),
        )
        .with_columns(
            part=part,
            day_of_year=pl.when(is_day).then("-" + _two_digits(month) + "-" + _two_digits(day)),
        )
        .drop("months", "month", "day", "quarter")
    )


def _read_words(texts: pl.Series) -> pl.DataFrame:
    """One row a distinct text of a time: text, and what its words alone say, wherever it stands."""
    words = pl.col("words")
    return (
        pl.DataFrame({"text": texts.unique()})
        # 4月起至6月 is 4月至6月
        .with_columns(words=pl.col("text").str.replace_all(" ", "").str.replace("(?:起|开始)([至到—~-])", "${1}"))
        .with_columns(**_years(words), resets=words.str.contains(f"^{pattern('default_time')}$"))
        .pipe(_add_parts_of_year)
    )


def _said_years() -> tuple[pl.Expr, pl.Expr]:
    """The first and the last year that a time names, from what `_read_words` found and where it stands."""
    plan, past = pl.col("plan_year"), pl.col("review_end")
    first, first_of_plan, length = pl.col("first_year"), pl.col("first_of_plan"), pl.col("length")
    # 人才工程三年落实岗位24万个: and so are those in which something was done
    opens = pl.col("before").str.contains(CLAUSE_OPENS)
    acts = pl.col("after").str.contains(f"^(?:累计|统筹|共)?{pattern('doing')}") & ~pl.col("before").str.contains(
        "(?:[每第续连近为至]|周期)$"
    )
    is_alone = pl.col("is_length_alone") & (opens | acts)
    in_plan = (pl.col("role") == "plan").fill_null(value=False)
    # 三年建成学校70所 in a plan: those to come, but for the five of a term (五年年均增长8%)
    # but 比重五年提高7个百分点 has done so
    moves = pl.col("after").str.contains(f"^{pattern('movement')}")
    to_come = (
        (length < PLAN_YEARS).fill_null(value=False)
        | (~opens & ~moves)
        | opens & pl.col("after").str.contains(f"^{pattern('to_come')}")
    )
    # 在这十年里，要建成学校70所
    is_asked = pl.col("text").str.starts_with("这") & pl.col("after").str.contains("^[里内]?，?要")
    is_planned = in_plan & ((is_alone & to_come) | is_asked)
    is_ahead = pl.col("is_ahead") | is_planned
    is_behind = (pl.col("is_past") | is_alone) & ~is_planned & (length > 1)
    begin = (
        pl.when(is_ahead)
        .then(plan)
        .when(is_behind)
        .then(past - length + 1)
        .when("is_one_year")
        .then(past)
        .otherwise(plan + pl.col("years_on"))
    )
    said_from = pl.coalesce(first, first_of_plan, begin)
    end = pl.when(is_ahead).then(plan + length - 1).when(is_behind).then(past).otherwise(said_from)
    # 2012年以来发放资金8300万元: up to the end of what is reviewed
    is_since = pl.col("text").str.contains("年以来") & (first < past)
    lasting = pl.when(is_since).then(past)
    return said_from, pl.coalesce("second_year", lasting, first, first_of_plan + PLAN_YEARS - 1, end)


def _said_part() -> pl.Expr:
    """A half-year, quarter, month or day as a period: 2023年上半年 is 2023-H1; null where a time is none of them."""
    default = pl.when(pl.col("role") == "plan").then("plan_year").otherwise("review_end")
    # 2022年上半年: the year stands in the token right before
    is_beside = (pl.col("before") == "") & (pl.col("row") == pl.col("row").shift(1))
    beside = pl.when(is_beside).then(pl.col("first_year").shift(1))
    year = pl.coalesce("first_year", beside, default).cast(pl.String)
    # 截至2023年6月30日: other days are those on which something happened
    until = pl.col("before").str.contains("(?:截至|截止|到|至)$") | pl.col("after").str.starts_with("止")
    part = pl.coalesce("part", pl.when(until).then("day_of_year"))
    return pl.coalesce("months_of_two", year + part + pl.coalesce("/" + year + pl.col("part_end"), pl.lit("")))


def read_times(times: pl.DataFrame) -> pl.DataFrame:
    """Adds said (a period as text), said_from and said_to (years, Int32) and resets to tokens of dates and times.

    Takes text, before, after, role, review_end and plan_year. `resets` is true for what comes back to the default of
    the section: 全年, 当年, 年底.
    """
    words = _read_words(times["text"])
    said_from, said_to = _said_years()
    is_open = pl.when(pl.col("said").is_null())
    return (
        times.lazy()
        .join(words.lazy(), on="text", how="left", maintain_order="left")
        .with_columns(said=_said_part())
        .with_columns(said_from=is_open.then(said_from), said_to=is_open.then(said_to))
        .select(*times.columns, "said", "said_from", "said_to", "resets")
        .pipe(in_memory)
    )
