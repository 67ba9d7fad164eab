"""Which facts have the indicator that their words name, and which cannot be of it by what they measure."""

from functools import cache
from typing import Final

import polars as pl

import seeds
from transforms.facts.catalogue import NOISE, as_frame, look_up, names
from transforms.facts.catalogue_context import look_up_before
from transforms.facts.sides import COUNTED
from transforms.language.searches import add, only

_RATIOS: Final = ["ratio", "ratio_permille", "index", "rate"]
#: What is told in one of these is never an indicator of another sort, nor the other way about.
_SORTS: Final = (_RATIOS, ["money"], ["time", "age"])
_MEASURED: Final = ["length", "mass", "power", "energy", "volume"]
#: 秸秆综合利用率 of 秸秆综合利用率、畜禽粪污资源化利用率均达95%.
_FIRST_OF_SEVERAL: Final = "^(.{3,}?)(?:、|和|及|与|以及)"
#: 美丽乡村建设 in 2800个村庄完成美丽乡村建设.
_DEED: Final = "^(?:完成|进行|实现|成为)了?(.{3,})"
#: 参保率 of 基本养老保险和基本医疗保险参保率.
_SHARED_END: Final = "((?:抽检合格|参保|覆盖|达标|优良|办结|办复|满意|利用|处理|入学|合格|登记)率|排放量|增加值)$"
_PHRASES: Final = ("together", "indicator", "owned", "first_whole", "first", "share", "deed")

#: The indicator of a head's part of what another one measures.
_PER_HEAD: Final = {
    "gdp": "gdp_per_capita",
    "urban_disposable_income": "urban_disposable_income",
    "rural_disposable_income": "rural_disposable_income",
    "rural_net_income": "rural_net_income",
}


@cache
def _outputs() -> list[str]:
    rows = seeds.read("indicators")
    return rows.filter(pl.col("name_zh").str.ends_with("产量"))["indicator_id"].to_list()


@cache
def _counts() -> list[str]:
    rows = seeds.read("indicators")
    return rows.filter(dimension="count")["indicator_id"].to_list()


@cache
def _dimensions() -> pl.DataFrame:
    rows = seeds.read("indicators")
    return rows.select("indicator_id", measured_in="dimension")


def _contradicts() -> pl.Expr:
    """Whether a fact measures what the indicator cannot: 装机容量占比60% is no capacity, 3条高速公路 are no length."""
    of_id, of_fact, name = pl.col("measured_in"), pl.col("dimension"), pl.col("indicator")
    is_told = pl.col("measure").is_in(["level", "share"])
    # 增加2个百分点 may be of anything, 增加3700元 of money only
    is_added = (pl.col("measure") == "change") & (of_fact == "money")
    is_other_sort = pl.any_horizontal((of_id.is_in(sort) != of_fact.is_in(sort)) for sort in _SORTS)
    is_no_measure = of_id.is_in(_MEASURED) & of_fact.is_in(COUNTED)
    is_project = (of_fact == "count") & (name.str.ends_with("项目") | name.str.ends_with("工程"))
    is_no_count = (of_id == "persons") & ((of_fact == "area") | is_project)
    is_ground = of_id.is_in(COUNTED) & name.str.ends_with("面积")
    is_other = is_other_sort | is_no_measure | is_no_count | is_ground
    of_one_sort = of_fact.is_not_null() & (of_id != "quotient")
    return ((is_told | is_added) & of_one_sort & is_other) | _is_no_output()


def _is_no_output() -> pl.Expr:
    """Whether a product is bought, spread or cut: 推广新能源汽车10万辆 and 压减水泥30万吨 are not made."""
    is_output = pl.col("indicator_id").is_in(_outputs())
    is_product = is_output & ~only(is_output, pl.col("indicator")).str.contains("[产量]")
    return is_product & ~only(is_product, pl.col("action")).str.contains("产$|完成|实现|达到|收获")


def _is_of_each() -> pl.Expr:
    """Whether what is told of several holds for each: a rate or a growth does, a sum does not."""
    is_rate = pl.col("measure").is_in(["level", "growth"]) & pl.col("dimension").is_in(_RATIOS)
    is_multiple = pl.col("measure") == "multiple"
    return is_rate | (is_multiple & ~only(is_multiple, pl.col("indicator")).str.contains("比", literal=True))


def _is_plain_share() -> pl.Expr:
    """Whether a share has the bare noun: 民生支出80亿元、占比83%."""
    is_share = pl.col("measure") == "share"
    return is_share & ~only(is_share, pl.col("indicator")).str.contains("[占比率]")


def _with_topic_before(facts: pl.DataFrame) -> pl.DataFrame:
    is_open = pl.col("indicator_id").is_null() & pl.col("indicator").is_not_null() & pl.col("part_so_far").is_not_null()
    found = look_up_before(facts.filter(is_open))
    return (
        facts.join(found, on=["indicator", "part_so_far"], how="left", maintain_order="left")
        .with_columns(pl.coalesce("indicator_id", "context_id").alias("indicator_id"))
        .drop("context_id")
    )


def _with_phrases(facts: pl.DataFrame) -> pl.DataFrame:
    """Adds what may name the indicator of a fact beside its own words (_PHRASES)."""
    together = pl.coalesce(pl.col("action") + pl.col("indicator"), "indicator")
    first = only(_is_of_each(), pl.col("indicator")).str.extract(_FIRST_OF_SEVERAL)
    return add(
        facts,
        together=together,
        owned=pl.col("subject") + pl.col("indicator"),
        first=first,
        first_whole=first + only(first.is_not_null(), pl.col("indicator")).str.extract(_SHARED_END),
        share=pl.when(_is_plain_share()).then(together + "占比"),
        deed=pl.col("action").str.extract(_DEED),
    )


def assign_indicator_ids(facts: pl.DataFrame) -> pl.DataFrame:
    """Adds indicator_id to facts with indicator, action, subject, measure and dimension.

    Action and indicator may be a name together (新增 + 就业), and so may subject and indicator (开发区 + 主营业务收入).
    """
    frame = _with_phrases(facts)
    table = look_up(pl.concat([frame[phrase] for phrase in _PHRASES])).drop_nulls()
    for phrase in _PHRASES:
        found = table.select("phrase", pl.col("indicator_id").alias(f"{phrase}_id"))
        frame = frame.join(found, left_on=phrase, right_on="phrase", how="left", maintain_order="left")
    # 新能源汽车、光伏产品出口: what the last one says of all is not made
    is_output = pl.col("first_id").is_in(_outputs())
    is_bare = is_output & ~only(is_output, pl.col("first")).str.contains("[产量]")
    is_counted = pl.col("first_id").is_in(_counts())
    # 生产总值达110亿元、人均4.6万元: a head's part is another indicator than the whole
    speaks_of_heads = pl.col("stem").str.contains("人均|每人")
    per_head = speaks_of_heads & ~only(speaks_of_heads, pl.col("indicator")).str.contains("[均每]")
    whole_id = pl.col("indicator_id")
    frame = add(
        frame,
        indicator_id=pl.when(per_head).then(whole_id.replace_strict(_PER_HEAD, default=None)).otherwise(whole_id),
        together_id=pl.when(~per_head).then("together_id"),
        owned_id=pl.when(~per_head).then("owned_id"),
    )
    owned = only(pl.col("owned_id").is_not_null(), pl.col("owned"))
    is_named = owned.str.replace_all(NOISE, "").is_in(as_frame(names)["name"].implode())
    return (
        frame.with_columns(
            indicator_id=pl.coalesce(
                "share_id",
                "together_id",
                pl.when(is_named).then("owned_id"),
                "indicator_id",
                "owned_id",
                "first_whole_id",
                pl.when(~(is_bare | is_counted)).then("first_id"),
                "deed_id",
            )
        )
        .pipe(_with_topic_before)
        .join(_dimensions(), on="indicator_id", how="left", maintain_order="left")
        .with_columns(indicator_id=pl.when(~_contradicts().fill_null(value=False)).then("indicator_id"))
        .drop("measured_in", *(set(_PHRASES) - {"indicator"}), *(f"{one}_id" for one in _PHRASES if one != "indicator"))
    )
