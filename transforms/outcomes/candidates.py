"""Which results may answer which targets: blocks of place, year and kind of number, then shared words inside a block.

No product of all pairs is made: a pair comes about only by one catalogue id or by shared pairs of characters, both
looked up by key inside a block, and a block is the review of one year of one place.
"""

from functools import cache
from typing import Final

import polars as pl

import seeds
from transforms.comparison.passages import add_passages
from transforms.outcomes import phrases

#: A pair of characters that so many phrases of one block share says nothing there.
COMMON_IN_BLOCK: Final = 40
#: A subject of so few characters is part of the name: 城镇, 农村.
PART_OF_NAME: Final = 2
LEAST_SIMILAR: Final = 0.55
#: 营业收入超百亿元的企业 and 亿元以上企业 are not counted alike.
CONDITION: Final = "([0-9.]+|[一二三四五六七八九十百千万亿]+元)"
REVIEWING_KINDS: Final = ("government_work_report", "statistical_bulletin")
#: What a document of another kind says of the future (a paper, a survey, a resolution) nobody has promised.
PROMISING_KINDS: Final = ("government_work_report", "development_plan", "plan_report", "budget_report")


@cache
def cue(kind: str) -> str:
    """The words of a kind of cue in seeds/outcome_cues.csv, as one pattern."""
    rows = seeds.read("outcome_cues").filter(pl.col("kind") == kind)
    return "|".join(rows["pattern"].to_list())


@cache
def _count_units() -> list[str]:
    """Classifiers of things, which count one dimension: 个 of projects and 项 of projects. People stay apart."""
    return seeds.read("units").filter(pl.col("dimension") == "count")["unit"].unique().sort().to_list()


@cache
def catalogue() -> pl.DataFrame:
    """indicator_id and better of the catalogue."""
    return seeds.read("indicators").select("indicator_id", "better")


def described(facts: pl.DataFrame, reports: pl.DataFrame) -> pl.DataFrame:
    """Targets and results with what matching looks at: year, block, core, levels, stage and flow.

    Targets of a year that no later report of the place reviews, base values and facts of no known place are left out.
    """
    reviews = reports.filter(pl.col("region_code").is_not_null()).select(
        "report_id", "region_code", "region_level", "report_year", "review_end", "kind", "is_partial"
    )
    known = facts.join(reviews, on="report_id", how="inner").with_columns(
        year=pl.coalesce(pl.col("period_end").dt.year(), pl.when(pl.col("status") != "target").then("review_end")).cast(
            pl.Int32
        )
    )
    reviewed = (
        reviews.filter(pl.col("kind").is_in(REVIEWING_KINDS))
        .group_by("region_code", year=pl.col("review_end").cast(pl.Int32))
        .agg(reviewed_by=pl.col("report_year").max(), all_partial=pl.col("is_partial").fill_null(value=False).all())
    )
    is_target = (
        (pl.col("status") == "target")
        & (pl.col("reviewed_by") > pl.col("report_year"))
        & pl.col("kind").is_in(PROMISING_KINDS)
    )
    is_result = (
        pl.col("status").is_in(["actual", "estimate"])
        & pl.col("kind").is_in(REVIEWING_KINDS)
        & (pl.col("review_end") == pl.col("year"))
        & pl.col("indicator").is_not_null()
    )
    known = known.join(reviewed, on=["region_code", "year"], how="inner").filter(is_target | is_result)
    return _with_features(known.with_columns(is_target=is_target))


def _with_features(facts: pl.DataFrame) -> pl.DataFrame:
    framed = add_passages(facts).with_columns(subject=phrases.named_subject(pl.col("subject")))
    # 社会消费品零售总额786.4亿元，同比增长12.5% in a review of five years is still of the last one
    is_last_year = (
        (pl.col("measure") == "growth") & pl.col("basis").is_null() & pl.col("lead").str.contains(cue("yearly"))
    )
    framed = framed.with_columns(
        period_start=pl.when(is_last_year & ~pl.col("is_target"))
        .then(pl.col("period_end").dt.truncate("1y"))
        .otherwise("period_start")
    )
    subject, indicator, action = (pl.col(name).fill_null("") for name in ("subject", "indicator", "action"))
    # 城镇 belongs to 就业; 琶洲试验区 stays apart
    named = pl.when(subject.str.len_chars() <= PART_OF_NAME).then(subject + indicator).otherwise(indicator)
    words = (
        framed.select(phrase=named)
        .unique()
        .with_columns(core=phrases.normalised(pl.col("phrase")), levels=phrases.levels(pl.col("phrase")))
    )
    clause = pl.col("lead") + pl.col("trail")
    verb = phrases.verb_before(pl.coalesce("action", "lead"))
    # 出让7宗地块 and 收储5宗地块: the bare noun needs its verb to be told apart
    is_bare = (pl.col("core").str.len_chars() <= PART_OF_NAME) & (pl.col("core") != verb)
    doing = action + indicator + pl.col("trail")
    has = {
        "push": (action + pl.col("lead").str.slice(-16) + pl.col("trail").str.slice(0, 16)).str.contains(cue("push")),
        "start": doing.str.contains(cue("start")),
        "done": doing.str.contains(cue("done")) | pl.col("lead").str.slice(-6).str.contains(cue("done")),
    }
    is_ratio = pl.col("unit").is_in(["%", "‰"])
    unit_kind = (
        pl.when(pl.col("unit").is_in(_count_units()))
        .then(pl.lit("count"))
        .when(pl.col("unit") == "名")
        .then(pl.lit("人"))
        .otherwise("unit")
    )
    measure_kind = (
        pl.when(pl.col("measure").is_in(["growth", "rank", "multiple"]))
        .then("measure")
        .when(pl.col("measure").is_in(["level", "share"]) & is_ratio)
        .then(pl.lit("ratio"))
        .otherwise(unit_kind)
    )
    is_completion = (
        (pl.col("measure") == "share")
        & is_ratio
        & (
            pl.col("scope").fill_null("").str.contains(cue("completed_whole"))
            | pl.col("lead").str.contains(cue("completion"))
            | pl.col("trail").str.contains(r"^的?(?:年度|全年)?(?:任务|计划|目标)")
        )
    )
    is_flow = (action + indicator + pl.col("lead").str.slice(-6)).str.contains(cue("flow"))
    return (
        framed.with_columns(phrase=named)
        .join(words, on="phrase", how="left", maintain_order="left")
        .with_columns(core=pl.when(is_bare).then(pl.col("core") + verb).otherwise("core"))
        .with_columns(
            # what a city calls 市级 is its own: 市重点项目 and 重点项目 are one list in its report
            levels=_without_own_level(),
            kind_of_number=measure_kind,
            is_completion=is_completion & ~pl.col("is_target"),
            stage=pl.when(has["done"]).then(3).when(has["start"]).then(2).when(has["push"]).then(1).otherwise(0),
            is_flow=is_flow | (pl.col("measure") == "change"),
            is_stock=clause.str.slice(-40).str.contains(cue("stock")) & ~is_flow,
            has_stood=(action + pl.col("lead").str.slice(-6)).str.contains(cue("stood")),
            scope_cue=clause.str.extract(f"({cue('scope')})"),
            undoes=(action + indicator + pl.col("lead").str.slice(-8) + pl.col("trail").str.slice(0, 8)).str.contains(
                cue("undoing")
            ),
            condition=pl.col("phrase").str.extract(CONDITION),
            is_part=pl.col("lead").str.contains(cue("part")),
            says_failed=pl.col("rest").str.slice(0, 16).str.contains(cue("failure")),
            is_known=pl.col("indicator_id").is_in(catalogue()["indicator_id"].implode()).fill_null(value=False),
            value_number=pl.col("value").cast(pl.Float64),
            max_number=pl.col("value_max").cast(pl.Float64),
        )
        .with_row_index("row")
    )


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


def similar(targets: pl.DataFrame, results: pl.DataFrame) -> pl.DataFrame:
    """Pairs (target_row, result_row, likeness) of facts that may speak of one thing.

    Both frames need row, region_code, year, kind_of_number, core, indicator_id, is_known.
    """
    block = ["region_code", "year", "kind_of_number"]
    wanted = targets.filter(pl.col("core") != "").select("core", *block).unique()
    offered = results.filter(pl.col("core") != "").select("core", *block).unique()
    grams = phrases.weighted_grams(pl.concat([wanted["core"], offered["core"]]))
    offered_grams = offered.join(grams, on="core").filter(pl.len().over(*block, "gram") <= COMMON_IN_BLOCK)
    shared = (
        wanted.join(grams, on="core")
        .join(offered_grams, on=[*block, "gram"], suffix="_result")
        .group_by(*block, "core", "core_result")
        .agg(pl.col("weight").sum().alias("shared"), pl.col("total", "total_result").first())
    )
    smaller = pl.min_horizontal("total", "total_result")
    dice = 2 * pl.col("shared") / (pl.col("total") + pl.col("total_result"))
    held = pl.when(smaller >= 1.7).then(0.3 * (pl.col("shared") / smaller - dice)).otherwise(0.0)  # noqa: PLR2004
    words = shared.with_columns(words=dice + held).select(*block, "core", "core_result", "words")
    of_targets = targets.select(*block, "core", "indicator_id", "is_known", target_row="row")
    of_results = results.select(
        *block, core_result="core", id_result="indicator_id", known_result="is_known", result_row="row"
    )
    by_words = (
        of_targets.join(words.filter(pl.col("words") >= LEAST_SIMILAR), on=[*block, "core"])
        .join(of_results, on=[*block, "core_result"])
        .filter(
            ~(pl.col("is_known") & pl.col("known_result"))
            | ((pl.col("core") == pl.col("core_result")) & (pl.col("indicator_id") != pl.col("id_result")))
        )
        .select("target_row", "result_row", likeness=pl.col("words").clip(0, 1))
    )
    by_id = (
        of_targets.filter("is_known")
        .join(of_results.filter("known_result"), left_on=[*block, "indicator_id"], right_on=[*block, "id_result"])
        .join(words, on=[*block, "core", "core_result"], how="left")
        .select("target_row", "result_row", likeness=0.75 + 0.25 * pl.col("words").fill_null(0.0).clip(0, 1))
    )
    return pl.concat([by_id, by_words]).group_by("target_row", "result_row").agg(pl.col("likeness").max())
