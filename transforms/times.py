"""Which time each number is about: dates and relative times of the sentence, over the default of its section.

A date governs what follows it until the next one: "2015年城镇居民收入30788元". It does not where it is the base of a
comparison ("比2010年增加13480元", "是2017年的2.3倍"); a base in a from–to pair ("从2017年的3.06万亿元") governs its value only.
"""

from typing import Final

import polars as pl

from schemas.periods import first_day, last_day
from transforms.dates import read_times, year_in
from transforms.patterns import DATE, TIME, words

#: A date right behind these is what is compared with, not when.
_COMPARED: Final = r"(?:比|较|与|同|和|是|相当于|超过|超|高于|低于|为|比照|相比于?|对比|按|以)[“”\"]?$"
_COMPARED_AFTER: Final = r"^[”\"]?(?:同期|底|末|初|水平)?(?:的)?(?:[0-9.]+倍|基础上|(?:分别|净|又|同比|共|多|少|均|累计)?(?:增长|增加|提高|提升|下降|减少|降低|上升|翻|相比|多|少|扩大|高|低|净增|缩小|回落|压减|快|慢|上涨|增|降))"
_FROM: Final = r"(?:由|从|自)[^，。；]{0,12}$"


def _governing(tokens: pl.DataFrame, sentences: pl.DataFrame) -> pl.DataFrame:
    """Facts with the time that governs each, and whether it is the from-side of a pair.

    A year at the head of a sentence governs all of it; any other time up to the next ；, and 两年平均 its own clause only.
    """
    context = sentences.select("row", "role", "from_year", "to_year", "review_start", "review_end", "plan_year")
    stops = pl.col("before").str.count_matches("[，,。；;:]")
    frame = tokens.join(context, on="row", how="left", maintain_order="left").with_columns(
        clause_no=stops.cum_sum().over("row"), part_no=pl.col("before").str.count_matches("[；;]").cum_sum().over("row")
    )
    before, after, text = pl.col("before"), pl.col("after"), pl.col("text")
    times = read_times(frame.filter(pl.col("disposition").is_in(["date", "time"]))).with_columns(
        is_base=(before.str.contains(_COMPARED) & after.str.contains(_COMPARED_AFTER))
        | (before.str.contains("(?:是|为|相当于|超过)$") & after.str.contains("^(?:时期)?的?$"))
        | text.str.contains("^(?:上年同期|去年同期|连续.*|上年)$")
        | ((text == "年初") & ~before.str.contains("(?:由|从)$"))
        | before.str.contains("(?:比|较)[“]?$")
        | after.str.contains("^(?:的)?(?:基础上|水平上)"),
        is_from=before.str.contains(_FROM),
        # what is planned for 2028 in a review says nothing of the next clause's time
        is_local=(
            (pl.col("role") == "review") & (pl.col("said_from") > pl.col("review_end")) & ~before.str.contains(r"^ *$")
        )
        | text.str.contains(r"^(?:近|这)?[两三四五](?:个)?年$") & after.str.contains("^(?:平均|年均|翻|增长|提高)"),
        opens=(pl.col("token") == 1) & before.str.contains(r"^ *[^，。；]{0,4}$") & pl.col("said").is_null(),
    )
    bases = times.filter(pl.col("is_base")).select(
        "row",
        "token",
        "char_start",
        base=pl.coalesce(year_in(text, 0), pl.when(text == "年初").then(pl.col("review_end") - 1)),
    )
    origins = times.filter(pl.col("is_from") & pl.col("said_from").is_not_null()).select(
        "row", "token", "char_start", origin="said_from"
    )
    columns = ["said", "said_from", "said_to", "resets", "is_from", "is_local", "opens", "part_no", "clause_no"]
    times = times.filter(
        (pl.col("said").is_not_null() | pl.col("said_from").is_not_null() | pl.col("resets")) & ~pl.col("is_base")
    )
    marks = times.select("row", "token", "char_start", mark=pl.struct(columns))
    spans = ["row", "token", "char_start"]
    frame = (
        frame.join(marks, on=spans, how="left", maintain_order="left")
        .join(bases, on=spans, how="left", maintain_order="left")
        .join(origins, on=spans, how="left", maintain_order="left")
    )
    local = pl.col("mark").forward_fill().over("row")
    head = pl.when(pl.col("mark").struct.field("opens")).then("mark").forward_fill().over("row")
    frame = frame.with_columns(
        local=local,
        head=head,
        base_year=pl.col("base").forward_fill().over("row"),
        origin=pl.col("origin").forward_fill().over("row"),
    )
    holds = (
        pl.when(pl.col("local").struct.field("is_local"))
        .then(pl.col("local").struct.field("clause_no") == pl.col("clause_no"))
        .otherwise(pl.col("local").struct.field("part_no") == pl.col("part_no"))
    )
    time = pl.when(holds.fill_null(value=False)).then("local").otherwise("head")
    return (
        frame.with_columns(time=time)
        .with_columns(pl.col("time").struct.field(c).alias(c) for c in columns[:5])
        .filter(pl.col("disposition") == "fact")
    )


def assign_periods(facts: pl.DataFrame, tokens: pl.DataFrame, sentences: pl.DataFrame) -> pl.DataFrame:
    """Adds period, period_start, period_end (Date), said_year_from/to (years a date of the sentence states) and is_baseline.

    `facts` is the frame of `clauses.frame_facts`, `tokens` the tokens it came from, `sentences` has row and the section's
    default years. A stock reached at the end of a span is about its last year, what flowed about the whole span.
    """
    govern = _governing(tokens, sentences).select(
        "row",
        "token",
        "char_start",
        "said",
        "said_from",
        "said_to",
        "resets",
        "is_from",
        "role",
        "from_year",
        "to_year",
        "review_end",
        "plan_year",
        "base_year",
        "origin",
        "review_start",
    )
    frame = facts.join(govern, on=["row", "token", "char_start"], how="left", maintain_order="left")
    lead, trail = pl.col("lead"), pl.col("trail")
    lead_of_chain = lead.first().over("row", "chain")
    goes_to = trail.str.contains(r"^[^，。]{0,14}?(?:到|至|为|成)") & trail.str.contains(
        r"^(?:[（(][^)）]*[)）])?(?:、|和)?[^，。]{0,6}?(?:增|提|降|减|升|扩|上|下|发|压|缩|调|跃|变|优|翻|拓|回|攀|跌|[到至])"
    )
    # 比上年的42.1万吨增加1.3万吨: what is compared with is a base too
    is_compared = lead_of_chain.str.contains(f"[比较][{DATE}{TIME}]的$")
    is_baseline = is_compared | (
        lead_of_chain.str.contains(r"(?:^|[^来])(?:由|从)[^，。；]*$")
        & (goes_to | pl.col("linked").shift(-1).fill_null(value=False))
    )
    reaches = (
        lead_of_chain.str.contains(
            r"(?:达|达到|达成|[到至]|突破|超过?|为|是|有|保持在?|稳定在|位?居|位?列|覆盖|拥有|拥有量|保有量|总量)(?:了|在|全国|全省|全市|全区|世界)*$"
        )
        | (pl.col("unit") == "位")
        | pl.col("text").str.contains("^(?:超过|突破)")
    )
    flows = lead_of_chain.str.contains(
        r"累计|新增|完成|投入|投资|建成|新建|改造|实施|年均|引进|五年共|培训|发放|解决|递增|提高[了]?$|增长$|下降$|增加[了]?$"
    ) & ~lead_of_chain.str.contains(r"[到至]$")
    # a stock that is only named (每万人高价值发明专利拥有量9.4件) stands at the end of the span; what is done fills it
    is_named_stock = lead_of_chain.str.contains(
        r"(?:[有总]量|率|人数|里程|面积|规模|容量|余额|水平|基站|企业|比重|占比)$"
    ) & ~lead_of_chain.str.contains(words("actions", kind="action"))
    reaches = reaches | is_named_stock
    default_span = pl.col("from_year") < pl.col("to_year")
    stated_span = pl.col("said_from") < pl.col("said_to")
    has_said = pl.col("said_from").is_not_null() & ~pl.col("resets")
    is_span = pl.when(has_said).then(stated_span).otherwise(default_span)
    span_from = pl.when(has_said).then("said_from").otherwise("from_year")
    span_to = pl.when(has_said).then("said_to").otherwise("to_year")
    at_end = is_span & reaches & ~flows
    is_yearly = lead_of_chain.str.contains("年均|年平均|年递增") & ~is_span
    term_start = pl.coalesce(
        pl.col("origin") + 1,
        pl.col("base_year") + 1,
        pl.when(pl.col("review_start") < pl.col("review_end")).then("review_start"),
    )
    yearly_start = pl.when(is_yearly & (term_start < span_to)).then(term_start)
    base_year = (
        pl.when(pl.col("is_from") & has_said)
        .then("said_from")
        .when(is_span | default_span)
        .then(pl.coalesce(pl.when(is_span).then(span_from), "from_year") - 1)
        .otherwise(span_from - 1)
    )
    start = (
        pl.when(is_baseline)
        .then(base_year)
        .when(pl.col("is_from") & has_said)
        .then(pl.coalesce("to_year", "said_from"))
        .when(at_end)
        .then(span_to)
        .otherwise(pl.coalesce(yearly_start, span_from))
    )
    end = (
        pl.when(is_baseline)
        .then(base_year)
        .when(pl.col("is_from") & has_said)
        .then(pl.coalesce("to_year", "said_to"))
        .otherwise(span_to)
    )
    return (
        frame.with_columns(
            is_baseline=is_baseline.fill_null(value=False),
            year_from=start,
            year_to=end,
            has_said=has_said.fill_null(value=False),
        )
        .with_columns(
            period=pl.when(pl.col("said").is_not_null())
            .then("said")
            .when(pl.col("year_from") == pl.col("year_to"))
            .then(pl.col("year_to").cast(pl.String))
            .when(pl.col("year_from") < pl.col("year_to"))
            .then(pl.col("year_from").cast(pl.String) + "/" + pl.col("year_to").cast(pl.String))
        )
        .with_columns(period_start=first_day("period"), period_end=last_day("period"))
    )
