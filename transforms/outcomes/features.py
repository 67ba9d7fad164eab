"""What matching looks at in a number: its thing, what is counted, levels, scope, stage, flow or stock, and its time."""

from functools import cache
from typing import Final

import polars as pl

import seeds
from transforms.language import searches
from transforms.outcomes import phrases
from transforms.outcomes.cues import cue

#: A subject of so few characters is part of the name: 城镇, 农村.
PART_OF_NAME: Final = 2
#: 营业收入超百亿元的企业 and 亿元以上企业 are not counted alike.
CONDITION: Final = "([0-9.]+|[一二三四五六七八九十百千万亿]+元|限上|限额以上)"
#: Shorter ones are formulas.
LONG_SENTENCE: Final = 20
PUSHED: Final = 1
STARTED: Final = 2
DONE: Final = 3
_VISITORS: Final = "人数|人次|游客|旅客"
_FIRMS: Final = "企业|主体|商户|个体|公司|小巨人|单项冠军"


@cache
def catalogue() -> pl.DataFrame:
    """indicator_id and better of the catalogue."""
    return seeds.read("indicators").select("indicator_id", "better")


@cache
def _count_units() -> list[str]:
    """Classifiers of things, which count one dimension: 个 of projects and 项 of projects. People stay apart."""
    return seeds.read("units").filter(pl.col("dimension") == "count")["unit"].unique().sort().to_list()


def add_features(facts: pl.DataFrame) -> pl.DataFrame:
    """Adds to the facts of both sides, which have their passages and is_target, what tells which may be a pair:

    phrase, plain, core   the words of the thing, in one form, and that with the verb that a bare noun needs
    verb                  what is done with it, where that tells which things are meant: 出让, not 建成
    kind_of_number        what may be compared at all: 元, count, growth, ratio …
    levels, level_bits    the administrative levels that the phrase names, as text and as bits
    is_completion         a rate of a plan: 占年度任务的103%
    is_known              an indicator of the catalogue
    """
    named = _named(_timed(facts))
    return searches.add(
        named,
        kind_of_number=_kind_of_number(),
        is_completion=_is_completion() & ~pl.col("is_target"),
        is_known=(~pl.col("is_bare") & pl.col("indicator_id").is_in(catalogue()["indicator_id"].implode())).fill_null(
            value=False
        ),
    )


def add_circumstances(facts: pl.DataFrame) -> pl.DataFrame:
    """Adds what a pair is judged by, to the few facts that may be of one:

    stage, is_arranged    0, 1 pushed, 2 started, 3 done; only listed
    is_flow, is_stock, has_stood, is_cumulative    new in the time, the sum of all, a sum of years
    undoes, condition, scope_cue, is_part, is_sample, says_failed, companion, spending
    said                  a long sentence without blanks
    """
    return searches.add(
        facts, stage=_stage(), is_arranged=_doing().str.contains(cue("arranged")), said=_said(), **_flows(), **_scope()
    )


def _timed(facts: pl.DataFrame) -> pl.DataFrame:
    # 社会消费品零售总额786.4亿元，同比增长12.5% in a review of five years is still of the last one
    is_last_year = (
        (pl.col("measure") == "growth") & pl.col("basis").is_null() & pl.col("lead").str.contains(cue("yearly"))
    )
    begin = pl.when(is_last_year & ~pl.col("is_target")).then(pl.col("period_end").dt.truncate("1y"))
    return facts.with_columns(period_start=begin.otherwise("period_start"))


def _named(facts: pl.DataFrame) -> pl.DataFrame:
    """The words of the thing and its levels, worked out once for each distinct phrase."""
    subject, indicator = pl.col("subject").fill_null(""), pl.col("indicator").fill_null("")
    # 城镇 belongs to 就业; 琶洲试验区 stays apart
    phrase = pl.when(subject.str.len_chars() <= PART_OF_NAME).then(subject + indicator).otherwise(indicator)
    whose = searches.of_distinct(facts["subject"], phrases.own_subject)
    framed = facts.with_columns(subject=whose).with_columns(phrase=phrase)
    named = pl.col("phrase")
    every = framed["phrase"].unique()
    words = searches.add(
        every.to_frame(),
        plain=pl.lit(phrases.normalised(every)),
        levels=pl.lit(phrases.levels(every)),
        is_bare=phrases.is_bare(named),
        is_open=named.str.contains("[省市县]级?以上"),
    )
    worded = _add_topics(framed.join(words, on="phrase", how="left", maintain_order="left"))
    doing = worded.select(pl.coalesce("action", "lead")).to_series()
    worded = worded.with_columns(verb=searches.of_distinct(doing, phrases.verb_before))
    # 出让7宗地块 and 收储5宗地块: a short noun needs its verb to be told apart
    verb = pl.col("verb")
    is_short = (pl.col("plain").str.len_chars() <= PART_OF_NAME) & (pl.col("plain") != verb)
    # 加快推进“两区”建设，完成投资60亿元: what the money is for stands beside it; else it is anybody's
    about, bare = pl.col("about"), phrases.bare_noun(searches.only(pl.col("is_bare"), pl.col("plain")))
    of_bare = pl.when(about.is_null() | (about == "")).then(pl.lit("")).otherwise(about + bare)
    own = pl.when(is_short).then(pl.col("plain") + verb)
    return searches.add(
        worded,
        # what a city calls 市级 is its own: 市重点项目 and 重点项目 are one list in its report
        levels=_without_own_level(),
        states_level=pl.col("levels") != "",
        core=pl.when("is_bare").then(of_bare).otherwise(pl.coalesce(own, "plain")),
    ).with_columns(level_bits=phrases.level_bits(pl.col("levels"), pl.col("is_open")))


def _add_topics(facts: pl.DataFrame) -> pl.DataFrame:
    """Adds about: what the words around a bare noun say it is of; null for other nouns."""
    numbered = facts.with_row_index("number")
    bare = numbered.filter("is_bare").select("number", "before", "trail")
    topics = bare.select("number", topic=phrases.topic(pl.col("before"), pl.col("trail")))
    distinct = topics["topic"].unique()
    cores = pl.DataFrame({"topic": distinct, "about": phrases.normalised(distinct).str.strip_suffix("项目")})
    known = topics.join(cores, on="topic", nulls_equal=True).select("number", "about")
    return numbered.join(known, on="number", how="left", maintain_order="left").drop("number")


def _without_own_level() -> pl.Expr:
    levels, region_level = pl.col("levels"), pl.col("region_level")
    return (
        pl.when(region_level == "province")
        .then(levels.str.replace_all("省", ""))
        .when(region_level == "prefecture")
        .then(levels.str.replace_all("市", ""))
        .when(region_level == "county")
        .then(levels.str.replace_all("县", ""))
        .otherwise(levels.str.replace_all("[国家]", ""))
    )


def _kind_of_number() -> pl.Expr:
    """Numbers of one kind can be compared: growth with growth, 个 with 项, and never a 倍 with a %."""
    unit, measure, named = pl.col("unit"), pl.col("measure"), pl.col("phrase")
    is_of_firms = searches.only(unit == "户", named).str.contains(_FIRMS)
    is_of_visitors = searches.only(unit.is_null(), named).str.contains(_VISITORS)
    unit_kind = (
        pl.when(unit.is_in(_count_units()) | is_of_firms)
        .then(pl.lit("count"))
        .when(unit.is_in(["名", "人次"]) | is_of_visitors)
        .then(pl.lit("人"))
        .otherwise(unit)
    )
    return (
        pl.when((measure == "growth") & (unit != "%"))
        .then("growth " + unit)
        .when(measure.is_in(["growth", "rank", "multiple"]))
        .then("measure")
        .when(measure.is_in(["level", "share"]) & unit.is_in(["%", "‰"]))
        .then(pl.lit("ratio"))
        .otherwise(unit_kind)
    )


def _is_completion() -> pl.Expr:
    """A rate of a plan: 占年度任务的103%."""
    is_share = (pl.col("measure") == "share") & pl.col("unit").is_in(["%", "‰"])
    scope, lead, trail = (searches.only(is_share, pl.col(name)) for name in ("scope", "lead", "trail"))
    return (
        scope.fill_null("").str.contains(cue("completed_whole"))
        | lead.str.contains(cue("completion"))
        | trail.str.contains("^的?(?:年度|全年)?(?:任务|计划|目标)")
    )


def _doing() -> pl.Expr:
    """The words that say what is done with the thing; what follows 、 is done with the next one."""
    own_trail = pl.col("trail").str.extract("^([^、]*)")
    return pl.col("action").fill_null("") + pl.col("indicator").fill_null("") + own_trail


def _stage() -> pl.Expr:
    near = pl.col("lead").str.slice(-6)
    around = pl.col("action").fill_null("") + pl.col("lead").str.slice(-16) + pl.col("trail").str.slice(0, 16)
    is_started = _doing().str.contains(cue("start"))
    is_done = (_doing() + near).str.contains(cue("done")) & ~(is_started & ~_doing().str.contains(cue("done")))
    return (
        pl.when(is_done)
        .then(DONE)
        .when(is_started)
        .then(STARTED)
        .when(around.str.contains(cue("push")))
        .then(PUSHED)
        .otherwise(0)
    )


def _said() -> pl.Expr:
    """A whole sentence that stands in both is a copy under another year; 失业率控制在4.5%以内 may be said twice."""
    bare = pl.col("sentence").str.replace_all(r"\s", "").str.strip_chars("。；")
    return pl.when(bare.str.len_chars() >= LONG_SENTENCE).then(bare)


def _flows() -> dict[str, pl.Expr]:
    action, lead = pl.col("action").fill_null(""), pl.col("lead")
    clause = lead + pl.col("trail")
    is_flow = (action + pl.col("indicator").fill_null("") + lead.str.slice(-6)).str.contains(cue("flow"))
    is_sum = (pl.col("basis") == "cumulative").fill_null(value=False)
    return {
        "is_flow": is_flow | (pl.col("measure") == "change"),
        "is_stock": clause.str.slice(-40).str.contains(cue("stock")) & ~is_flow,
        "has_stood": (action + lead.str.slice(-6)).str.contains(cue("stood")),
        "is_cumulative": is_sum,
    }


def _scope() -> dict[str, pl.Expr]:
    action, indicator = (pl.col(name).fill_null("") for name in ("action", "indicator"))
    lead, trail = pl.col("lead"), pl.col("trail")
    return {
        "undoes": (action + indicator + lead.str.slice(-8) + trail.str.slice(0, 8)).str.contains(cue("undoing")),
        # 万元生产总值能耗 is a quotient
        "condition": pl.col("phrase").str.replace("^万元", "").str.extract(CONDITION),
        "scope_cue": (lead + trail).str.extract(f"({cue('scope')})"),
        "is_part": lead.str.contains(cue("part")),
        # 抓好吴桂桥煤矿等10个项目: some of them
        "is_sample": lead.str.ends_with("等"),
        "says_failed": pl.col("rest").str.slice(0, 16).str.contains(cue("failure")),
        # 264个市重点项目完成投资770亿元: how many there are tells which
        "companion": pl.coalesce(
            trail.str.extract("^的([0-9]{2,}[个项家])"),
            pl.col("before").str.extract("([0-9]{2,}[个项家])[^0-9]{0,14}$"),
        ),
        "spending": indicator.str.extract("(总投资)|投资", 0).replace("投资", "spent"),
    }
