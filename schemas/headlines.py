"""Tables of the headline indicators: the ones that people copy by hand, what a place promised and reached of each."""

from typing import Annotated

import pandera.polars as pa
import polars as pl

from schemas.base import CODE_POINTS, HASH, REGION_CODE, BaseConfig, Value, column, first_of
from schemas.enums import Better, Bound, Choice, RegionLevel, Verdict


class DimHeadline(pa.DataFrameModel):
    """A headline indicator: which facts are statements of it."""

    headline_id: str = column("主要指标编号，如 gdp_growth", "Id of the headline", pattern=r"^[a-z0-9_]+$")
    position: pl.Int32 = column("排列次序", "Place in the order that people list them in", ge=1)
    name_zh: str = column("中文名", "Chinese name", not_empty=True)
    name_en: str = column("英文名", "English name", not_empty=True)
    indicator_ids: str = column(
        "所含的指标编号，以 | 分隔", "The indicators that it is stated by, with | between them", not_empty=True
    )
    measures: str = column(
        "数值性质，以 | 分隔", "Sorts of number it is stated as, with | between them", not_empty=True
    )
    unit: str = column("标准单位", "Canonical unit", not_empty=True)
    better: str = column("方向：越高越好、越低越好、无方向", "Which way is better", one_of=Better)
    example_phrase: str = column("例句", "A phrase that states it", not_empty=True)

    @pa.dataframe_check
    @classmethod
    def headline_id_unique(cls, data: pa.PolarsData) -> pl.LazyFrame:
        """Each headline once."""
        return data.lazyframe.select(first_of("headline_id"))

    class Config(BaseConfig):
        """Table name and description."""

        name = "dim_headline"
        title = "主要指标"
        description = "The headline indicators"


class MartHeadline(pa.DataFrameModel):
    """What a place promised of a headline indicator for a year, and what is said to have come of it."""

    region_code: str = column("行政区划代码", "Region code (GB/T 2260)", pattern=REGION_CODE)
    region_name: str = column("全称", "Full name")
    region_level: str = column("层级", "Level", one_of=RegionLevel)
    year: pl.Int16 = column("计划年份", "Year that is planned")
    headline_id: str = column("主要指标编号", "Id of the headline")
    is_stated: bool = column(
        "当年报告是否提出此目标；没有当年报告为空",
        "Whether the year's report states such a target; null where that report is not there",
        nullable=True,
    )
    is_partial: bool = column(
        "当年报告是否只有部分文本", "Whether only a part of the year's report is there", nullable=True
    )
    report_id: str = column(
        "当年报告；没有为空", "The year's report; null where there is none", nullable=True, pattern=HASH
    )
    target_fact_id: str = column("目标的事实编号", "The target", nullable=True, pattern=HASH)
    target_value: Value = column("目标值", "Target", nullable=True, unit="see unit")
    target_value_max: Value = column("目标上限；非区间为空", "Upper end of a range", nullable=True, unit="see unit")
    target_bound: str = column("目标的边界", "Bound of the target", nullable=True, one_of=Bound)
    target_mention: str = column("目标原文", "The target as it stands in the text", nullable=True)
    target_sentence: str = column("目标所在句", "Sentence of the target", nullable=True)
    target_report_id: str = column("提出目标的报告", "Report that states the target", nullable=True, pattern=HASH)
    target_char_start: pl.Int32 = column("目标在报告中的起点", "Where it begins", nullable=True, unit=CODE_POINTS)
    target_char_end: pl.Int32 = column(
        "目标的终点（不含）", "Where it ends (exclusive)", nullable=True, unit=CODE_POINTS
    )
    target_choice: str = column("为何取此说法为目标", "Why this statement is the target", nullable=True, one_of=Choice)
    target_statements: pl.Int64 = column("当年报告提出此目标的次数", "Statements of the target in the year's report")
    target_first_value: Value = column("最早提出的目标值", "Target as first stated", nullable=True, unit="see unit")
    target_first_report_year: pl.Int16 = column(
        "最早提出目标的报告年份", "Year of the report that stated it first", nullable=True
    )
    target_first_fact_id: str = column("最早提出的目标", "The target as first stated", nullable=True, pattern=HASH)
    other_target_mention: str = column(
        "没有此目标时，同一指标其他性质的目标，如 高于全省0.5个百分点",
        "Where no such target is stated: another sort of target of the indicator",
        nullable=True,
    )
    result_fact_id: str = column("结果的事实编号", "The result as next stated", nullable=True, pattern=HASH)
    result_value: Value = column("结果值（其后首次说法）", "Result as next stated", nullable=True, unit="see unit")
    result_value_max: Value = column("结果上限；非区间为空", "Upper end of a range", nullable=True, unit="see unit")
    result_bound: str = column("结果的边界", "Bound of the result", nullable=True, one_of=Bound)
    result_mention: str = column("结果原文", "The result as it stands in the text", nullable=True)
    result_sentence: str = column("结果所在句", "Sentence of the result", nullable=True)
    result_report_id: str = column("说明结果的报告", "Report that tells the result", nullable=True, pattern=HASH)
    result_report_year: pl.Int16 = column("说明结果的报告年份", "Year of the report that tells it", nullable=True)
    result_char_start: pl.Int32 = column("结果在报告中的起点", "Where it begins", nullable=True, unit=CODE_POINTS)
    result_char_end: pl.Int32 = column(
        "结果的终点（不含）", "Where it ends (exclusive)", nullable=True, unit=CODE_POINTS
    )
    result_choice: str = column("为何取此说法为结果", "Why this statement is the result", nullable=True, one_of=Choice)
    result_latest_value: Value = column("结果的最近说法", "Result as last stated", nullable=True, unit="see unit")
    result_latest_report_year: pl.Int16 = column("最近说法的报告年份", "Year of the report that said it", nullable=True)
    result_latest_fact_id: str = column("最近说法的事实", "The result as last stated", nullable=True, pattern=HASH)
    result_statements: pl.Int64 = column("说过结果的报告数", "Reports that state the result")
    verdict: str = column(
        "结论；尚无后来的报告为空",
        "What became of the target; null while nobody reviews it",
        nullable=True,
        one_of=Verdict,
    )
    reason: str = column("结论的理由", "Why, in words", nullable=True)
    match_score: Annotated[pl.Decimal, 5, 4] = column("匹配得分", "How sure the match is", nullable=True)

    @pa.dataframe_check
    @classmethod
    def place_year_headline_unique(cls, data: pa.PolarsData) -> pl.LazyFrame:
        """A place, year and headline once."""
        return data.lazyframe.select(first_of("region_code", "year", "headline_id"))

    @pa.dataframe_check
    @classmethod
    def stated_iff_target(cls, data: pa.PolarsData) -> pl.LazyFrame:
        """A target stands there where one is stated, and nowhere else."""
        return data.lazyframe.select(
            pl.col("is_stated").fill_null(value=False) == pl.col("target_fact_id").is_not_null()
        )

    @pa.dataframe_check
    @classmethod
    def stated_iff_report(cls, data: pa.PolarsData) -> pl.LazyFrame:
        """Whether a target is stated is known where the year's report is there, and nowhere else."""
        return data.lazyframe.select(pl.col("is_stated").is_null() == pl.col("report_id").is_null())

    class Config(BaseConfig):
        """Table name and description."""

        name = "mart_headline"
        title = "主要指标的目标与结果：地区、计划年份、指标"
        description = "Targets and results of the headline indicators by place and year"
