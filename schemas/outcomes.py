"""Tables of what follows from the facts: targets met or missed, and contradictions."""

from typing import Annotated

import pandera.polars as pa
import polars as pl

from schemas.base import HASH, REGION_CODE, BaseConfig, Value, column, first_of
from schemas.enums import FindingKind, Severity, Verdict
from schemas.periods import PERIOD


class FactOutcome(pa.DataFrameModel):
    """What a later report says of a target."""

    target_fact_id: str = column("目标的事实编号", "The target", pattern=HASH, refers_to="fact_quantity.fact_id")
    actual_fact_id: str = column(
        "结果的事实编号；未提及或只以文字答复为空",
        "The result; null where unreported or answered in words",
        nullable=True,
        pattern=HASH,
        refers_to="fact_quantity.fact_id",
    )
    region_code: str = column("行政区划代码", "Region code (GB/T 2260)", nullable=True, pattern=REGION_CODE)
    period: str = column("目标所述时期", "Time that the target is for", nullable=True, pattern=f"^{PERIOD}$")
    verdict: str = column("结论：兑现、未兑现、难判、未提及", "What became of the target", one_of=Verdict)
    attainment: Value = column("完成比例：结果除以目标", "Result divided by target", nullable=True, unit="ratio")
    match_score: Annotated[pl.Decimal, 5, 4] = column(
        "匹配得分，0 至 1", "How sure the match is, 0 to 1", nullable=True, ge=0, le=1
    )
    reason: str = column("理由", "Why, in words", not_empty=True)
    words_report_id: str = column(
        "以文字答复的报告",
        "The report that answers in words",
        nullable=True,
        pattern=HASH,
        refers_to="dim_report.report_id",
    )
    words_start: pl.Int32 = column("该句的起点", "Where the sentence begins", nullable=True, ge=0)
    words: str = column(
        "以文字答复的原句，没有可比的数",
        "The sentence that answers in words, where no number does",
        nullable=True,
        not_empty=True,
    )

    @pa.dataframe_check
    @classmethod
    def target_unique(cls, data: pa.PolarsData) -> pl.LazyFrame:
        """One best match or none."""
        return data.lazyframe.select(first_of("target_fact_id"))

    @pa.dataframe_check
    @classmethod
    def target_is_not_actual(cls, data: pa.PolarsData) -> pl.LazyFrame:
        """A promise is not its own fulfilment."""
        return data.lazyframe.select(pl.col("target_fact_id") != pl.col("actual_fact_id"))

    @pa.dataframe_check
    @classmethod
    def one_answer_iff_reported(cls, data: pa.PolarsData) -> pl.LazyFrame:
        """Unreported is what neither a number nor words speak of; else one of them answers."""
        answers = pl.sum_horizontal(pl.col("actual_fact_id", "words_start").is_not_null())
        return data.lazyframe.select(answers == (pl.col("verdict") != "unreported").cast(pl.Int8))

    @pa.dataframe_check
    @classmethod
    def words_are_whole(cls, data: pa.PolarsData) -> pl.LazyFrame:
        """A sentence that answers is there and stands in a report."""
        is_whole = pl.all_horizontal(pl.col("words", "words_report_id").is_not_null())
        return data.lazyframe.select(pl.col("words_start").is_null() | is_whole)

    class Config(BaseConfig):
        """Table name and description."""

        name = "fact_outcome"
        title = "目标兑现：目标与后来的结果"
        description = "Targets and what became of them"


class AuditFinding(pa.DataFrameModel):
    """A contradiction between numbers that is worth a look."""

    finding_id: str = column("发现编号", "Id of the finding", pattern=HASH)
    kind: str = column("矛盾类型", "Sort of contradiction", one_of=FindingKind)
    severity: str = column("严重程度", "How much it matters", one_of=Severity)
    fact_id: str = column("事实编号", "The fact in question", pattern=HASH, refers_to="fact_quantity.fact_id")
    other_fact_id: str = column(
        "相矛盾的事实", "The fact that it contradicts", nullable=True, pattern=HASH, refers_to="fact_quantity.fact_id"
    )
    expected: Value = column("应有值", "What it should be", nullable=True)
    found: Value = column("实有值", "What it is", nullable=True)
    explanation: str = column("说明与算式", "The arithmetic in words", not_empty=True)
    # empty in rows that a version before 1.2 of the contract wrote
    is_shown: bool = column(
        "是否默认列出：经人工核读，此类发现五分之四以上值得一看",
        "Whether it is shown unasked: of its kind, four in five were worth a look when read by hand",
        nullable=True,
    )

    @pa.dataframe_check
    @classmethod
    def finding_id_unique(cls, data: pa.PolarsData) -> pl.LazyFrame:
        """Each finding once."""
        return data.lazyframe.select(first_of("finding_id"))

    @pa.dataframe_check
    @classmethod
    def facts_differ(cls, data: pa.PolarsData) -> pl.LazyFrame:
        """A fact does not contradict itself."""
        return data.lazyframe.select(pl.col("fact_id") != pl.col("other_fact_id"))

    class Config(BaseConfig):
        """Table name and description."""

        name = "audit_finding"
        title = "审计发现：数字之间的矛盾"
        description = "Contradictions between numbers"
