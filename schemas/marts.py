"""Tables that answer questions at once: written by warehouse/marts/*.sql from the others whenever a build is checked.

The views of schema bi read them; nothing else does. Rows lie in the order that is asked for, so that a filter by place
or indicator reads a small part of the file.
"""

from typing import Annotated

import pandera.polars as pa
import polars as pl

from schemas.base import HASH, REGION_CODE, BaseConfig, Value, column, first_of
from schemas.enums import Better, Bound, FindingKind, Measure, RegionLevel, Severity, Verdict


class MartPlace(pa.DataFrameModel):
    """A place by its code, with what it lies in and what it is called today."""

    region_code: str = column("行政区划代码", "Region code (GB/T 2260)", pattern=REGION_CODE)
    name: str = column("名称，如 易县", "Name")
    short_name: str = column("简称", "Short name", nullable=True)
    region_name: str = column("全称，如 河北省保定市易县", "Full name with its parents")
    region_level: str = column("层级", "Level", one_of=RegionLevel)
    parent_code: str = column("上级代码", "Code of the parent", nullable=True, pattern=REGION_CODE)
    parent_name: str = column("上级名称", "Name of the parent", nullable=True)
    province_code: str = column(
        "所在省级代码；全国为空",
        "Code of the province it lies in; null for the nation",
        nullable=True,
        pattern=REGION_CODE,
    )
    province_name: str = column("所在省级名称", "Name of the province it lies in", nullable=True)
    prefecture_code: str = column(
        "所在地级代码；省直辖的县为空",
        "Code of the prefecture it lies in; null where a county lies in a province",
        nullable=True,
        pattern=REGION_CODE,
    )
    prefecture_name: str = column("所在地级名称", "Name of the prefecture it lies in", nullable=True)
    is_current: bool = column("代码今天是否有效", "Whether the code is valid today")
    successor_code: str = column(
        "后继代码：整体改置的地区",
        "Code that the whole place took when this one went",
        nullable=True,
        pattern=REGION_CODE,
    )
    current_code: str = column(
        "今日代码：一地历次改置后仍用此代码相连",
        "Code of the place today: its one key over all changes",
        pattern=REGION_CODE,
    )
    current_name: str = column("今日全称", "Full name of the place today")
    current_level: str = column("今日层级", "Level of the place today", one_of=RegionLevel)

    @pa.dataframe_check
    @classmethod
    def region_code_unique(cls, data: pa.PolarsData) -> pl.LazyFrame:
        """A code once."""
        return data.lazyframe.select(first_of("region_code"))

    class Config(BaseConfig):
        """Table name and description."""

        name = "mart_place"
        title = "地区：每个代码一行，含上级与今日代码"
        description = "Places: a row a code, with what it lies in and its code of today"


class MartReport(pa.DataFrameModel):
    """Counts of a report."""

    report_id: str = column("报告编号", "Id of the report", pattern=HASH)
    facts: pl.Int64 = column("事实数", "Facts")
    targets: pl.Int64 = column("目标数", "Targets")
    results: pl.Int64 = column("实绩数（含预计）", "Results, estimates included")
    numbers: pl.Int64 = column("文中数字数", "Numbers in the text")
    unresolved: pl.Int64 = column("未判定的数字", "Numbers that are not understood")

    @pa.dataframe_check
    @classmethod
    def report_id_unique(cls, data: pa.PolarsData) -> pl.LazyFrame:
        """A report once."""
        return data.lazyframe.select(first_of("report_id"))

    class Config(BaseConfig):
        """Table name and description."""

        name = "mart_report"
        title = "报告的计数"
        description = "Counts by report"


class MartScorecard(pa.DataFrameModel):
    """What became of the targets of a place for a year."""

    region_code: str = column("行政区划代码", "Region code (GB/T 2260)", pattern=REGION_CODE)
    region_name: str = column("全称", "Full name")
    region_level: str = column("层级", "Level", one_of=RegionLevel)
    year: pl.Int16 = column("目标年份", "Year that the targets are for")
    targets: pl.Int64 = column("后来的报告应回顾的目标数", "Targets that a later report reviews")
    met: pl.Int64 = column("兑现", "Met")
    missed: pl.Int64 = column("未兑现", "Missed")
    unclear: pl.Int64 = column("难判", "Unclear")
    unreported: pl.Int64 = column("未提及", "Not mentioned by the later report")

    @pa.dataframe_check
    @classmethod
    def place_and_year_unique(cls, data: pa.PolarsData) -> pl.LazyFrame:
        """A place and year once."""
        return data.lazyframe.select(first_of("region_code", "year"))

    @pa.dataframe_check
    @classmethod
    def verdicts_add_up(cls, data: pa.PolarsData) -> pl.LazyFrame:
        """Every target has one verdict."""
        verdicts = pl.col("met") + pl.col("missed") + pl.col("unclear") + pl.col("unreported")
        return data.lazyframe.select(pl.col("targets") == verdicts)

    class Config(BaseConfig):
        """Table name and description."""

        name = "mart_scorecard"
        title = "兑现记分：地区与年份"
        description = "Targets met, missed, unclear and unreported by place and year"


class MartTargetOutcome(pa.DataFrameModel):
    """A target with its result, and both sentences."""

    target_fact_id: str = column("目标的事实编号", "The target", pattern=HASH)
    region_code: str = column("行政区划代码", "Region code (GB/T 2260)", pattern=REGION_CODE)
    region_name: str = column("全称", "Full name")
    region_level: str = column("层级", "Level", one_of=RegionLevel)
    year: pl.Int16 = column("目标年份", "Year that the target is for")
    period: str = column("目标所述时期", "Time that the target is for")
    basis: str = column(
        "比较基准：年均、与某年相比；同比或无为空",
        "What it is measured against: a yearly average, since a year; null is none",
        nullable=True,
    )
    verdict: str = column("结论", "What became of it", one_of=Verdict)
    attainment: Value = column("完成比例", "Result divided by target", nullable=True, unit="ratio")
    match_score: Annotated[pl.Decimal, 5, 4] = column("匹配得分", "How sure the match is", nullable=True)
    reason: str = column("理由", "Why, in words")
    indicator: str = column("指标（目标用词）", "What was promised, in its words", nullable=True)
    indicator_id: str = column("指标编号", "Id of the indicator", nullable=True)
    measure: str = column("数值性质", "What sort of number it is", one_of=Measure)
    unit: str = column("标准单位", "Canonical unit")
    target_bound: str = column("目标的边界", "Bound of the target", one_of=Bound)
    target_value: Value = column("目标值", "Target", unit="see unit")
    target_value_max: Value = column("目标上限", "Upper end of a range", nullable=True, unit="see unit")
    target_mention: str = column("目标原文", "The target as it stands in the text")
    target_sentence: str = column("目标所在句", "Sentence of the target")
    target_report_id: str = column("提出目标的报告", "Report that promised", pattern=HASH)
    target_report_year: pl.Int16 = column("提出目标的报告年份", "Year of the report that promised", nullable=True)
    actual_fact_id: str = column("结果的事实编号", "The result", nullable=True, pattern=HASH)
    actual_indicator: str = column("指标（结果用词）", "What was done, in its words", nullable=True)
    actual_value: Value = column("结果值", "Result", nullable=True, unit="see unit")
    actual_mention: str = column("结果原文", "The result as it stands in the text", nullable=True)
    actual_sentence: str = column(
        "结果所在句；没有可比的数时为以文字答复的句子",
        "Sentence of the result, or the one that answers in words where no number does",
        nullable=True,
    )
    actual_report_id: str = column("说明结果的报告", "Report that tells the result", nullable=True, pattern=HASH)
    actual_report_year: pl.Int16 = column("说明结果的报告年份", "Year of the report that tells it", nullable=True)

    @pa.dataframe_check
    @classmethod
    def target_unique(cls, data: pa.PolarsData) -> pl.LazyFrame:
        """A target once."""
        return data.lazyframe.select(first_of("target_fact_id"))

    class Config(BaseConfig):
        """Table name and description."""

        name = "mart_target_outcome"
        title = "目标与结果对照（含两处原句）"
        description = "Targets with their results and both sentences"


class MartIndicatorYear(pa.DataFrameModel):
    """What reports say of an indicator of a place for a year: level, growth and share, as said first and last."""

    region_code: str = column("行政区划代码", "Region code (GB/T 2260)", pattern=REGION_CODE)
    region_name: str = column("全称", "Full name")
    region_level: str = column("层级", "Level", one_of=RegionLevel)
    indicator_id: str = column("指标编号", "Id of the indicator")
    name_zh: str = column("指标中文名", "Chinese name of the indicator")
    name_en: str = column("指标英文名", "English name of the indicator")
    domain: str = column("领域", "Domain")
    better: str = column("方向", "Which way is better", one_of=Better)
    year: pl.Int16 = column("所述年份", "Year that the statement is about")
    unit: str = column("水平的单位", "Unit of the level", nullable=True)
    level_first: Value = column("最早说的水平", "Level as first stated", nullable=True, unit="see unit")
    level_first_report_year: pl.Int16 = column("最早说的报告年份", "Year of the report that said it", nullable=True)
    level_first_fact_id: str = column("最早说的事实", "Fact of the first statement", nullable=True, pattern=HASH)
    level_latest: Value = column("最近说的水平", "Level as last stated", nullable=True, unit="see unit")
    level_latest_report_year: pl.Int16 = column("最近说的报告年份", "Year of the report that said it", nullable=True)
    level_latest_fact_id: str = column("最近说的事实", "Fact of the last statement", nullable=True, pattern=HASH)
    level_statements: pl.Int64 = column("说过水平的报告数", "Reports that state the level")
    growth_first: Value = column("最早说的增速", "Growth as first stated", nullable=True, unit="%")
    growth_first_report_year: pl.Int16 = column("最早说增速的报告年份", "Year of its report", nullable=True)
    growth_latest: Value = column("最近说的增速", "Growth as last stated", nullable=True, unit="%")
    growth_latest_report_year: pl.Int16 = column("最近说增速的报告年份", "Year of its report", nullable=True)
    growth_latest_fact_id: str = column("最近说增速的事实", "Its fact", nullable=True, pattern=HASH)
    growth_statements: pl.Int64 = column("说过增速的报告数", "Reports that state the growth")
    share_of: str = column("占比的整体，如 一般公共预算支出", "The whole that the share is of", nullable=True)
    share_first: Value = column("最早说的占比", "Share as first stated", nullable=True, unit="%")
    share_first_report_year: pl.Int16 = column("最早说占比的报告年份", "Year of its report", nullable=True)
    share_latest: Value = column("最近说的占比", "Share as last stated", nullable=True, unit="%")
    share_latest_report_year: pl.Int16 = column("最近说占比的报告年份", "Year of its report", nullable=True)
    share_latest_fact_id: str = column("最近说占比的事实", "Its fact", nullable=True, pattern=HASH)
    share_statements: pl.Int64 = column("说过占比的报告数", "Reports that state the share")
    level_rank: pl.Int64 = column("水平在同级地区中的名次", "Rank of the level in its tier", nullable=True)
    growth_rank: pl.Int64 = column("增速在同级地区中的名次", "Rank of the growth in its tier", nullable=True)
    share_rank: pl.Int64 = column("占比在同级地区中的名次", "Rank of the share in its tier", nullable=True)
    places: pl.Int64 = column("同级地区数", "Places of the tier with a statement")

    @pa.dataframe_check
    @classmethod
    def place_indicator_year_unique(cls, data: pa.PolarsData) -> pl.LazyFrame:
        """A place, indicator and year once."""
        return data.lazyframe.select(first_of("region_code", "indicator_id", "year"))

    class Config(BaseConfig):
        """Table name and description."""

        name = "mart_indicator_year"
        title = "指标面板：地区、指标、年份"
        description = "Level, growth and share by place, indicator and year, with first and latest statement"


class MartFinding(pa.DataFrameModel):
    """A finding of the audit with its place and both sentences."""

    finding_id: str = column("发现编号", "Id of the finding", pattern=HASH)
    region_code: str = column("行政区划代码", "Region code (GB/T 2260)", nullable=True, pattern=REGION_CODE)
    region_name: str = column("全称", "Full name", nullable=True)
    report_year: pl.Int16 = column("报告年份", "Year of the report", nullable=True)
    kind: str = column("矛盾类型", "Sort of contradiction", one_of=FindingKind)
    severity: str = column("严重程度", "How much it matters", one_of=Severity)
    explanation: str = column("说明与算式", "The arithmetic in words")
    is_shown: bool = column("是否默认列出", "Whether it is shown unasked", nullable=True)
    expected: Value = column("应有值", "What it should be", nullable=True)
    found: Value = column("实有值", "What it is", nullable=True)
    fact_id: str = column("事实编号", "The fact in question", pattern=HASH)
    mention: str = column("原文", "As it stands in the text")
    sentence: str = column("所在句", "Its sentence")
    report_id: str = column("报告编号", "Its report", pattern=HASH)
    other_fact_id: str = column("相矛盾的事实", "The fact that it contradicts", nullable=True, pattern=HASH)
    other_mention: str = column("另一处原文", "The other as it stands in the text", nullable=True)
    other_sentence: str = column("另一处所在句", "The other's sentence", nullable=True)
    other_report_id: str = column("另一处的报告", "The other's report", nullable=True, pattern=HASH)

    @pa.dataframe_check
    @classmethod
    def finding_unique(cls, data: pa.PolarsData) -> pl.LazyFrame:
        """A finding once."""
        return data.lazyframe.select(first_of("finding_id"))

    class Config(BaseConfig):
        """Table name and description."""

        name = "mart_finding"
        title = "审计发现（含两处原句）"
        description = "Findings of the audit with both sentences"
