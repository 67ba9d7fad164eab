"""Tables of what was read: the report, its text, its sections."""

import pandera.polars as pa
import polars as pl

from schemas.base import CODE_POINTS, HASH, REGION_CODE, SHA256, BaseConfig, column, disjoint, first_of
from schemas.enums import RegionLevel, ReportKind, SectionRole
from schemas.periods import PERIOD

FIRST_YEAR, LAST_YEAR = 1949, 2100


class DimReport(pa.DataFrameModel):
    """One report as it was delivered: where it was found, whose it is, and what time it speaks of."""

    report_id: str = column("报告编号：来源内容的哈希", "Id of the report: a hash of its source", pattern=HASH)
    source_path: str = column(
        "来源路径；表格中的报告以 #行号 结尾，压缩包成员以 /成员名 结尾",
        "Path of the source; #n is the row of a table or the n-th report of a text, /name the member of an archive",
        not_empty=True,
    )
    source_sha256: str = column("来源文件的 SHA-256", "SHA-256 of the source file", pattern=SHA256)
    source_format: str = column(
        "来源格式：txt、docx、html、pdf、csv……",
        "Format of the source: txt, docx, html, pdf, csv …",
        pattern=r"^[a-z0-9]+$",
    )
    encoding: str = column(
        "来源文件的字符编码；二进制格式为空",
        "Character encoding of the source; null for binary formats",
        nullable=True,
        not_empty=True,
    )
    source_url: str = column(
        "来源网址：据收集者所记", "Address it was collected from, as the collector says", nullable=True, not_empty=True
    )
    published_on: pl.Date = column(
        "发布日期：据收集者所记", "Day it was published, as the collector says", nullable=True
    )
    issuer: str = column(
        "发文单位：据收集者所记", "Who published it, as the collector says", nullable=True, not_empty=True
    )
    document_number: str = column("发文字号", "Number of the document", nullable=True, not_empty=True)
    collected_title: str = column(
        "收集者所记标题，可能有误", "Title that the collector gives; it may be wrong", nullable=True, not_empty=True
    )
    region_code: str = column(
        "行政区划代码（GB/T 2260，报告当年有效）；全国为 000000",
        "Region code (GB/T 2260, as of the report's year); 000000 is the nation",
        nullable=True,
        pattern=REGION_CODE,
        refers_to="dim_region.region_code",
    )
    region_name: str = column(
        "地区全称，如 河北省保定市易县", "Full name of the region with its parents", nullable=True, not_empty=True
    )
    region_level: str = column("地区层级", "Level of the region", nullable=True, one_of=RegionLevel)
    kind: str = column("文件类别", "Kind of document", nullable=True, one_of=ReportKind)
    title: str = column("标题", "Title", nullable=True, not_empty=True)
    report_year: pl.Int16 = column(
        "报告年份（作报告的年份）", "Year of delivery", nullable=True, ge=FIRST_YEAR, le=LAST_YEAR
    )
    review_start: pl.Int16 = column(
        "回顾期首年", "First year that is reviewed", nullable=True, ge=FIRST_YEAR, le=LAST_YEAR
    )
    review_end: pl.Int16 = column(
        "回顾期末年", "Last year that is reviewed", nullable=True, ge=FIRST_YEAR, le=LAST_YEAR
    )
    plan_year: pl.Int16 = column("计划年份", "Year that is planned", nullable=True, ge=FIRST_YEAR, le=LAST_YEAR)
    delivered_on: pl.Date = column("作报告的日期", "Day of delivery", nullable=True)
    identity_evidence: str = column(
        "地区和年份的判断依据", "The words that told place and year", nullable=True, not_empty=True
    )
    reading_notes: str = column(
        "读取时须留意之处", "What a careful reader would want to know of the reading", nullable=True, not_empty=True
    )
    is_partial: bool = column("是否为节选或残缺文本", "Whether only a part of the report is there")
    # the four are decided when all reports of a place are known: empty between reading and comparing, inside a load
    is_primary: bool = column(
        "是否计入：同一报告的几个副本中只有一个计入",
        "Whether it counts: of the copies of one report, one does",
        nullable=True,
    )
    primary_report_id: str = column(
        "计入的报告；自身计入时为自身编号",
        "The report that counts in its place; its own id where it counts itself",
        nullable=True,
        pattern=HASH,
        refers_to="dim_report.report_id",
    )
    part_of_report_id: str = column(
        "分篇刊载的报告：首篇的编号（首篇亦然）；各篇都计入",
        "Of a report that was published in parts: the id of its first part, in all of them; every part counts",
        nullable=True,
        pattern=HASH,
        refers_to="dim_report.report_id",
    )
    copy_evidence: str = column("为何视为副本", "Why it is taken for a copy", nullable=True, not_empty=True)
    char_count: pl.Int32 = column("全文字符数", "Length of the text", unit=CODE_POINTS, ge=1)
    run_id: str = column("入库批次", "Run that loaded the report", not_empty=True, refers_to="load_run.run_id")
    loaded_at: pl.Datetime = column("入库时间（UTC）", "When it was loaded (UTC)", unit="UTC")

    @pa.dataframe_check
    @classmethod
    def report_id_unique(cls, data: pa.PolarsData) -> pl.LazyFrame:
        """Each report once."""
        return data.lazyframe.select(first_of("report_id"))

    @pa.dataframe_check
    @classmethod
    def counts_for_itself(cls, data: pa.PolarsData) -> pl.LazyFrame:
        """A report counts exactly where it names itself as the one that does."""
        return data.lazyframe.select(pl.col("is_primary") == (pl.col("primary_report_id") == pl.col("report_id")))

    @pa.dataframe_check
    @classmethod
    def review_in_order(cls, data: pa.PolarsData) -> pl.LazyFrame:
        """The review does not end before it begins."""
        return data.lazyframe.select(pl.col("review_start") <= pl.col("review_end"))

    @pa.dataframe_check
    @classmethod
    def nation_has_code_000000(cls, data: pa.PolarsData) -> pl.LazyFrame:
        """The nation has the code 000000, and nobody else has."""
        return data.lazyframe.select((pl.col("region_code") == "000000") == (pl.col("region_level") == "nation"))

    @pa.dataframe_check
    @classmethod
    def province_code_ends_0000(cls, data: pa.PolarsData) -> pl.LazyFrame:
        """Digits three to six of a province's code are zero, and only of a province's or the nation's."""
        is_top = pl.col("region_level").is_in(["nation", "province"])
        return data.lazyframe.select(pl.col("region_code").str.ends_with("0000") == is_top)

    class Config(BaseConfig):
        """Table name and description."""

        name = "dim_report"
        title = "报告：来源、地区、时间"
        description = "Reports: source, place and time"


class ReportText(pa.DataFrameModel):
    """The text that all offsets count in."""

    report_id: str = column("报告编号", "Id of the report", pattern=HASH, refers_to="dim_report.report_id")
    text: str = column(
        "全文：已解码，去除 BOM，换行统一为 \\n，其余一字未改",
        "Text as decoded: no byte-order mark, newlines as \\n, nothing else changed",
        not_empty=True,
    )

    @pa.dataframe_check
    @classmethod
    def report_id_unique(cls, data: pa.PolarsData) -> pl.LazyFrame:
        """Each report once."""
        return data.lazyframe.select(first_of("report_id"))

    @pa.dataframe_check
    @classmethod
    def newlines_are_lf(cls, data: pa.PolarsData) -> pl.LazyFrame:
        r"""Lines end in \n alone."""
        return data.lazyframe.select(~pl.col("text").str.contains("\r", literal=True))

    class Config(BaseConfig):
        """Table name and description."""

        name = "report_text"
        title = "报告全文"
        description = "Texts of the reports"


class ReportSection(pa.DataFrameModel):
    """Sections of a report and the time each speaks of."""

    report_id: str = column("报告编号", "Id of the report", pattern=HASH, refers_to="dim_report.report_id")
    section_no: pl.Int32 = column("节序号，自 0 起", "Number of the section, from 0", ge=0)
    char_start: pl.Int32 = column("起始位置", "Where the section begins", unit=CODE_POINTS, ge=0)
    char_end: pl.Int32 = column("结束位置（不含）", "Where it ends (exclusive)", unit=CODE_POINTS)
    heading: str = column("节标题", "Heading", nullable=True, not_empty=True)
    role: str = column("节的作用：回顾、部署、其他", "Whether it looks back or ahead", one_of=SectionRole)
    period: str = column("本节所述时期", "Time that the section speaks of", nullable=True, pattern=f"^{PERIOD}$")

    @pa.dataframe_check
    @classmethod
    def section_no_unique(cls, data: pa.PolarsData) -> pl.LazyFrame:
        """Each section once."""
        return data.lazyframe.select(first_of("report_id", "section_no"))

    @pa.dataframe_check
    @classmethod
    def span_in_order(cls, data: pa.PolarsData) -> pl.LazyFrame:
        """A section has at least one character."""
        return data.lazyframe.select(pl.col("char_start") < pl.col("char_end"))

    @pa.dataframe_check
    @classmethod
    def spans_disjoint(cls, data: pa.PolarsData) -> pl.LazyFrame:
        """Sections of one report do not overlap."""
        return data.lazyframe.select(disjoint())

    class Config(BaseConfig):
        """Table name and description."""

        name = "report_section"
        title = "报告分节"
        description = "Sections of the reports"
