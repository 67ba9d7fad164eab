"""Tables of what the pipeline did: runs, files seen, rows and files that were set aside."""

import pandera.polars as pa
import polars as pl

from schemas.base import CODE_POINTS, HASH, SHA256, BaseConfig, column, first_of
from schemas.enums import FileOutcome, RunState, Stage


class LoadRun(pa.DataFrameModel):
    """One run of the pipeline."""

    run_id: str = column("批次编号", "Id of the run", not_empty=True)
    started_at: pl.Datetime = column("开始时间（UTC）", "Start (UTC)", unit="UTC")
    finished_at: pl.Datetime = column("结束时间（UTC）", "End (UTC)", nullable=True, unit="UTC")
    state: str = column("状态", "How it ended", one_of=RunState)
    runner: str = column("执行方式", "Where batches ran", nullable=True, not_empty=True)
    prefect_flow_run_id: str = column(
        "Prefect 运行编号", "Id of the flow run in Prefect", nullable=True, not_empty=True
    )
    code_digest: str = column("代码摘要", "Digest of the code that read the reports", nullable=True, not_empty=True)
    seed_digest: str = column("种子数据摘要", "Digest of the seeds", nullable=True, not_empty=True)
    files_seen: pl.Int64 = column("所见文件数", "Files seen", unit="files", ge=0)
    files_loaded: pl.Int64 = column("入库文件数", "Files loaded", unit="files", ge=0)
    files_unchanged: pl.Int64 = column("未变文件数", "Files unchanged", unit="files", ge=0)
    files_quarantined: pl.Int64 = column("隔离文件数", "Files quarantined", unit="files", ge=0)
    reports_loaded: pl.Int64 = column("入库报告数", "Reports loaded", unit="reports", ge=0)
    facts_loaded: pl.Int64 = column("入库事实数", "Facts loaded", unit="facts", ge=0)
    rows_quarantined: pl.Int64 = column("隔离行数", "Rows quarantined", unit="rows", ge=0)
    message: str = column("说明", "What happened, in words", nullable=True, not_empty=True)
    checks: str = column(
        "各项检查所见行数（JSON），发布前均为 0",
        "Rows that each check found, as JSON; all 0, or nothing is published",
        nullable=True,
        not_empty=True,
    )

    @pa.dataframe_check
    @classmethod
    def run_id_unique(cls, data: pa.PolarsData) -> pl.LazyFrame:
        """Each run once."""
        return data.lazyframe.select(first_of("run_id"))

    @pa.dataframe_check
    @classmethod
    def run_in_order(cls, data: pa.PolarsData) -> pl.LazyFrame:
        """A run does not end before it starts."""
        return data.lazyframe.select(pl.col("started_at") <= pl.col("finished_at"))

    @pa.dataframe_check
    @classmethod
    def files_add_up(cls, data: pa.PolarsData) -> pl.LazyFrame:
        """A completed run: seen = loaded + unchanged + quarantined."""
        accounted = pl.col("files_loaded") + pl.col("files_unchanged") + pl.col("files_quarantined")
        return data.lazyframe.select((pl.col("state") != "completed") | (pl.col("files_seen") == accounted))

    class Config(BaseConfig):
        """Table name and description."""

        name = "load_run"
        title = "入库批次"
        description = "Runs of the pipeline"


class SourceFile(pa.DataFrameModel):
    """A file that was ever seen: identical bytes at two paths are two files and one report."""

    path: str = column("路径，自所给文件夹起", "Path, from the folder that was given", not_empty=True)
    origin: str = column(
        "所在位置（本机绝对路径）", "Where it lay on the machine of the run", nullable=True, not_empty=True
    )
    sha256: str = column(
        "SHA-256", "SHA-256 of the bytes; null when they could not be read", nullable=True, pattern=SHA256
    )
    size: pl.Int64 = column("大小", "Size", unit="bytes", ge=0)
    mtime_ns: pl.Int64 = column(
        "修改时间（纳秒），仅用于免算哈希", "Time of change; saves hashing and decides nothing", unit="ns"
    )
    ctime_ns: pl.Int64 = column(
        "状态改变时间（纳秒），仅用于免算哈希；空值表示下次须重算",
        "Time of change of the entry; saves hashing and decides nothing; null: to be hashed the next time",
        nullable=True,
        unit="ns",
    )
    told: str = column(
        "收集者所述（JSON）：地址、年份、地区等",
        "What a list of addresses says of it: hints as a JSON object, its address among them",
        nullable=True,
        not_empty=True,
    )
    outcome: str = column("最近一次处理结果", "What the last run did with it", one_of=FileOutcome)
    report_count: pl.Int64 = column("所含报告数", "Reports in it", unit="reports", ge=0)
    code_digest: str = column("读取时的代码摘要", "Digest of the code that read it", nullable=True, not_empty=True)
    seed_digest: str = column("读取时的种子摘要", "Digest of the seeds it was read with", nullable=True, not_empty=True)
    # no reference: a damaged warehouse loses its log of runs, the copy of its list of files outlives it
    first_seen_run_id: str = column("首见批次", "Run that saw it first", not_empty=True)
    last_seen_run_id: str = column("末见批次", "Run that saw it last", not_empty=True, refers_to="load_run.run_id")
    is_present: bool = column("是否仍在", "Whether it was there at the last run over its folder")

    @pa.dataframe_check
    @classmethod
    def path_unique(cls, data: pa.PolarsData) -> pl.LazyFrame:
        """Each path once."""
        return data.lazyframe.select(first_of("path"))

    class Config(BaseConfig):
        """Table name and description."""

        name = "source_file"
        title = "来源文件"
        description = "Files that were seen"


class Quarantine(pa.DataFrameModel):
    """A file or row that was set aside, with the stage, the reason and the evidence."""

    quarantine_id: str = column("隔离编号", "Id of the entry", pattern=HASH)
    run_id: str = column("批次编号", "Run that set it aside", not_empty=True, refers_to="load_run.run_id")
    stage: str = column("环节", "Where it was stopped", one_of=Stage)
    source_path: str = column("来源路径", "Path of the source", nullable=True, not_empty=True)
    source_sha256: str = column("来源文件的 SHA-256", "SHA-256 of the source", nullable=True, pattern=SHA256)
    table_name: str = column(
        "目标表；文件级为空", "Table the row was for; null for a file", nullable=True, not_empty=True
    )
    report_id: str = column("报告编号", "Id of the report", nullable=True, pattern=HASH)
    char_start: pl.Int32 = column("原文位置", "Where in the text", nullable=True, unit=CODE_POINTS, ge=0)
    reason: str = column(
        "原因：文件为固定词，行为 列:检查 或检查名",
        "Why: a reader's word for a file, the check's name for a row",
        not_empty=True,
    )
    evidence: str = column("证据", "What was found, in words or JSON", not_empty=True)
    created_at: pl.Datetime = column("隔离时间（UTC）", "When (UTC)", unit="UTC")

    @pa.dataframe_check
    @classmethod
    def quarantine_id_unique(cls, data: pa.PolarsData) -> pl.LazyFrame:
        """Each entry once."""
        return data.lazyframe.select(first_of("quarantine_id"))

    class Config(BaseConfig):
        """Table name and description."""

        name = "quarantine"
        title = "隔离区：未能入库的文件和行"
        description = "Files and rows that were set aside"
