"""Facts as the checks of the audit compare them: a number with its rounding, and a name for what it measures."""

from functools import cache
from typing import Final

import polars as pl

import seeds
from transforms.comparison.passages import add_passages
from transforms.language.searches import add, only
from transforms.outcomes import phrases

#: Words of a wider place: a city's report that quotes 全省 speaks of another region.
_WIDER: Final = {
    "province": "全国",
    "prefecture": "全国|全省|全区",
    "county": "全国|全省|全市",
    "nation": "全球|世界",
}
_PLAIN_YEAR: Final = r"^[0-9]{4}$"
#: Where a number does not say how exact it is, so much of it.
UNKNOWN_ROUNDING: Final = 0.005


@cache
def catalogue() -> pl.DataFrame:
    """indicator_id, indicator_dimension, name, and whether it is broad: open patterns lead to it, or it is a count."""
    rules = seeds.read("indicator_patterns")
    patterns = rules.filter(pl.col("pattern").str.contains(".{", literal=True))["indicator_id"].unique()
    return seeds.read("indicators").select(
        "indicator_id",
        "name_zh",
        indicator_dimension="dimension",
        is_broad=pl.col("indicator_id").is_in(patterns.implode()) | pl.col("dimension").is_in(["count", "persons"]),
    )


@cache
def units() -> pl.DataFrame:
    """The dimension of each canonical unit."""
    return seeds.read("units").select("unit", unit_dimension="dimension").unique("unit", keep="first")


@cache
def exempt(kind: str) -> str:
    """The words that keep a number out of a check, as one pattern (seeds/audit_exempt.csv)."""
    return "|".join(seeds.read("audit_exempt").filter(pl.col("kind") == kind)["pattern"].to_list())


def prepared(facts: pl.DataFrame, reports: pl.DataFrame) -> pl.DataFrame:
    """Results of known places, in the order of their texts, with what the checks need.

    Adds to the columns of a fact: region_code, region_name, report_year, year, number (Float64), half (half a unit of
    the last stated digit, in the canonical unit), thing (what is measured), core, lead, trail, and the catalogue's.
    """
    held = reports.filter(pl.col("region_code").is_not_null()).select(
        "report_id", "region_code", "region_name", "region_level", "report_year", "kind"
    )
    results = add_passages(
        facts.filter(
            pl.col("status").is_in(["actual", "estimate", "baseline"]) & pl.col("indicator").is_not_null()
        ).join(held, on="report_id", how="inner")
    )
    indicators = results["indicator"].unique()
    cores = pl.DataFrame(
        {"indicator": indicators, "core": phrases.normalised(indicators), "levels": phrases.levels(indicators)}
    ).with_columns(coverage=_coverage())
    known = (
        results.join(cores, on="indicator", how="left")
        .join(catalogue(), on="indicator_id", how="left")
        .join(units(), on="unit", how="left")
    )
    thing = (
        pl.when(pl.col("name_zh").is_null())
        .then(pl.col("core"))
        .when("is_broad")
        .then(pl.col("indicator_id") + "|" + pl.col("core"))
        .otherwise("indicator_id")
    )
    told = add(
        known,
        thing=pl.concat_str(thing, "levels", "coverage", separator="|"),
        number=pl.col("value").cast(pl.Float64),
        year=pl.when(pl.col("period").str.contains(_PLAIN_YEAR)).then(pl.col("period_end").dt.year()).cast(pl.Int32),
        is_wider=_is_wider(),
    )
    return add(told, half=_half_unit()).sort("report_id", "char_start")


def graded(size: pl.Expr, *, medium: float, high: float) -> pl.Expr:
    """Severity by the size of the contradiction."""
    return pl.when(size > high).then(pl.lit("high")).when(size > medium).then(pl.lit("medium")).otherwise(pl.lit("low"))


def _coverage() -> pl.Expr:
    """规上 of 规上工业增加值, 省外 of 省外资金, 城镇 of 城镇居民: what covers a part of all is not all of it."""
    of_a_part = pl.col("core").str.extract("^(规上|限上|规模|全部|县域|民营|地方)").fill_null("")
    where = pl.col("indicator").str.extract("([国省市区县境]外|内资|外资|城镇|城市|农村|农民)").fill_null("")
    return of_a_part + where


def _is_wider() -> pl.Expr:
    words = pl.col("lead") + pl.col("indicator")
    level = pl.col("region_level")
    return pl.any_horizontal(only(level == own, words).str.contains(wider) for own, wider in _WIDER.items())


def _half_unit() -> pl.Expr:
    """Half a unit of the last digit of 4040.24亿元 is 50万元; of 5 %, 0.5; of 三十二万, which says no more, 0.5 %."""
    digits = pl.col("stated_number").str.replace_all("[ ,，]", "")
    said = digits.cast(pl.Float64, strict=False)
    decimals = digits.str.extract(r"\.([0-9]+)$").str.len_chars().fill_null(0)
    scale = (pl.col("number") / said).abs()
    exact = 0.5 * scale / pl.lit(10.0).pow(decimals)
    return pl.when(said.is_not_null() & (said != 0)).then(exact).otherwise(pl.col("number").abs() * UNKNOWN_ROUNDING)
