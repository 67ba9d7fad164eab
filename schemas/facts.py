"""Tables of what the reports state: quantities, and the account of every number."""

from functools import cache

import pandera.polars as pa
import polars as pl

import seeds
from schemas.base import CODE_POINTS, HASH, BaseConfig, Value, column, disjoint, first_of
from schemas.enums import SUMS_BELOW, Basis, Bound, Disposition, Measure, Status, codes
from schemas.periods import PERIOD, is_period, with_days

BASIS = rf"^(?:{'|'.join(codes(Basis))}|since:{PERIOD})$"


BARE_UNITS = {"指数": "index"}
"""Units that no text states, hence without alias in seeds/units.csv, and their dimension: 居民消费价格指数为103."""


OWN_WORD = "^[一-鿿]$"
"""A measure word that is in no seed: 蜂蜜600瓮 counts in what the text says."""


@cache
def known_units() -> frozenset[str]:
    """The canonical units: those of seeds/units.csv and BARE_UNITS."""
    return frozenset(seeds.read("units")["unit"].to_list()) | BARE_UNITS.keys()


class FactQuantity(pa.DataFrameModel):
    """One quantity that a report states about the world."""

    fact_id: str = column("事实编号：报告与位置的哈希", "Id of the fact: a hash of report and position", pattern=HASH)
    report_id: str = column("报告编号", "Id of the report", pattern=HASH, refers_to="dim_report.report_id")
    section_no: pl.Int32 = column("所在节", "Section it stands in", nullable=True, ge=0)
    char_start: pl.Int32 = column("起始位置", "Where the mention begins", unit=CODE_POINTS, ge=0)
    char_end: pl.Int32 = column("结束位置（不含）", "Where it ends (exclusive)", unit=CODE_POINTS)
    mention: str = column("原文中的数量表述，如 超3.4万家", "The quantity in the text's own characters")
    value: Value = column(
        "标准单位下的精确值；下降为负", "Exact value in the canonical unit; a fall is negative", unit="see unit"
    )
    value_max: Value = column("区间上限；非区间为空", "Upper end of a range, else null", nullable=True, unit="see unit")
    unit: str = column("标准单位，如 元、平方米、%、百分点", "Canonical unit")
    stated_number: str = column("原文数字，如 4040.24", "The numeral as it stands in the text", not_empty=True)
    stated_unit: str = column(
        "原文单位，如 亿元；无单位为空", "The unit as it stands in the text", nullable=True, not_empty=True
    )
    bound: str = column("数值边界：等于、左右、超过……", "How the number bounds the true value", one_of=Bound)
    measure: str = column(
        "数值性质：水平、增长率、增减量、占比、倍数、位次", "What sort of number it is", one_of=Measure
    )
    basis: str = column(
        "比较基准；同比或无为空；since:2017 表示与 2017 年相比",
        "Base of comparison; null is year on year or none; since:2017 is against 2017",
        nullable=True,
        pattern=BASIS,
    )
    scope: str = column(
        "位次的范围或占比的整体", "Group that is ranked in, or the whole of a share", nullable=True, not_empty=True
    )
    status: str = column("实绩、预计、目标或基期", "Done, expected, promised, or base of a comparison", one_of=Status)
    period: str = column(
        "所述时期：2022、2018/2022、2022-H1、2022-Q3、2022-06、2022-06-30",
        "Time that the quantity is about",
        nullable=True,
        pattern=f"^{PERIOD}$",
    )
    period_start: pl.Date = column("时期首日", "First day of the period", nullable=True)
    period_end: pl.Date = column("时期末日", "Last day of the period", nullable=True)
    indicator: str = column(
        "指标：被度量的事物，用原文字词", "What is measured, in the text's words", nullable=True, not_empty=True
    )
    indicator_id: str = column(
        "指标目录编号或归一化键", "Id in the catalogue of indicators", nullable=True, not_empty=True
    )
    action: str = column(
        "动作，如 建成、新增；数后之物的谓语，如 开展贯通培养",
        "The verb of doing, or what is said of a thing behind its number",
        nullable=True,
        not_empty=True,
    )
    subject: str = column(
        "主体；即报告本地区时为空",
        "Who or where, when it is not the report's own region",
        nullable=True,
        not_empty=True,
    )
    sentence: str = column("所在句", "Sentence it stands in", not_empty=True)
    # empty in rows that a version before 1.1 of the contract wrote, until their report is read again
    sentence_start: pl.Int32 = column(
        "所在句在全文中的起点；旧版所载为空",
        "Where the sentence begins in the text; empty in rows of older versions",
        unit=CODE_POINTS,
        nullable=True,
        ge=0,
    )
    confidence: pl.Float64 = column(
        "文字识别的把握（0 至 1）；直接读出的文本为空",
        "How sure the OCR is of its line, 0 to 1; null where the text was read and not recognised",
        nullable=True,
        ge=0,
        le=1,
    )

    @pa.dataframe_check
    @classmethod
    def fact_id_unique(cls, data: pa.PolarsData) -> pl.LazyFrame:
        """Each fact once."""
        return data.lazyframe.select(first_of("fact_id"))

    @pa.dataframe_check
    @classmethod
    def spans_disjoint(cls, data: pa.PolarsData) -> pl.LazyFrame:
        """No two facts over one span: in a list each number is its own."""
        return data.lazyframe.select(disjoint())

    @pa.dataframe_check
    @classmethod
    def span_in_order(cls, data: pa.PolarsData) -> pl.LazyFrame:
        """A mention has at least one character."""
        return data.lazyframe.select(pl.col("char_start") < pl.col("char_end"))

    @pa.dataframe_check
    @classmethod
    def mention_fills_span(cls, data: pa.PolarsData) -> pl.LazyFrame:
        """The mention is as long as its span; that it is the text itself is checked in the warehouse."""
        return data.lazyframe.select(pl.col("mention").str.len_chars() == pl.col("char_end") - pl.col("char_start"))

    @pa.dataframe_check
    @classmethod
    def value_max_iff_range(cls, data: pa.PolarsData) -> pl.LazyFrame:
        """A range has an upper end, and nothing else has: 5%—6%."""
        return data.lazyframe.select((pl.col("bound") == "range") == pl.col("value_max").is_not_null())

    @pa.dataframe_check
    @classmethod
    def value_max_above_value(cls, data: pa.PolarsData) -> pl.LazyFrame:
        """A range goes upwards."""
        return data.lazyframe.select(pl.col("value_max") > pl.col("value"))

    @pa.dataframe_check
    @classmethod
    def unit_known(cls, data: pa.PolarsData) -> pl.LazyFrame:
        """A canonical unit of seeds/units.csv, a quotient of two such as 元/平方米, or the text's own measure word."""
        sides = pl.col("unit").str.split("/")
        known = pl.Series(sorted(known_units()), dtype=pl.String).implode()
        below = pl.Series(sorted({*known_units(), *SUMS_BELOW}), dtype=pl.String).implode()
        is_own_word = pl.col("unit").str.contains(OWN_WORD) & (pl.col("unit") == pl.col("stated_unit"))
        return data.lazyframe.select(
            pl.col("unit").is_in(known)
            | (sides.list.first().is_in(known) & sides.list.eval(pl.element().is_in(below)).list.all())
            | is_own_word.fill_null(value=False)
        )

    @pa.dataframe_check
    @classmethod
    def rank_is_a_place(cls, data: pa.PolarsData) -> pl.LazyFrame:
        """A rank counts in 位, from 1, in whole steps: 第二 is 2."""
        value = pl.col("value")
        is_place = (pl.col("unit") == "位") & (value >= 1) & (value % 1 == 0)
        return data.lazyframe.select((pl.col("measure") != "rank") | is_place)

    @pa.dataframe_check
    @classmethod
    def share_in_percent(cls, data: pa.PolarsData) -> pl.LazyFrame:
        """A share is a percentage: 三分之二 is 66.666667 %, 2‰ stays."""
        return data.lazyframe.select((pl.col("measure") != "share") | pl.col("unit").is_in(["%", "‰"]))

    @pa.dataframe_check
    @classmethod
    def growth_is_relative(cls, data: pa.PolarsData) -> pl.LazyFrame:
        """Growth is in %, ‰ or 倍; in any other unit it is a change."""
        return data.lazyframe.select((pl.col("measure") != "growth") | pl.col("unit").is_in(["%", "‰", "倍", "番"]))

    @pa.dataframe_check
    @classmethod
    def multiple_in_times(cls, data: pa.PolarsData) -> pl.LazyFrame:
        """A multiple counts in 倍: 翻一番 is 2 倍."""
        return data.lazyframe.select((pl.col("measure") != "multiple") | (pl.col("unit") == "倍"))

    @pa.dataframe_check
    @classmethod
    def period_start_follows(cls, data: pa.PolarsData) -> pl.LazyFrame:
        """period_start is the first day of period."""
        return with_days(data.lazyframe).select(pl.col("period_start").eq_missing(pl.col("first_day")))

    @pa.dataframe_check
    @classmethod
    def period_end_follows(cls, data: pa.PolarsData) -> pl.LazyFrame:
        """period_end is the last day of period."""
        return with_days(data.lazyframe).select(pl.col("period_end").eq_missing(pl.col("last_day")))

    @pa.dataframe_check
    @classmethod
    def period_in_order(cls, data: pa.PolarsData) -> pl.LazyFrame:
        """A period has days and does not end before it begins: neither 2022/2018 nor 2022-02-30 is one."""
        in_order = (pl.col("first_day") <= pl.col("last_day")).fill_null(value=False)
        return with_days(data.lazyframe).select(~is_period("period") | in_order)

    class Config(BaseConfig):
        """Table name and description."""

        name = "fact_quantity"
        title = "数量事实：报告中每一个关于现实的数量"
        description = "Quantities that reports state"


class NumberLedger(pa.DataFrameModel):
    """The account of every number-like run of a text: a fact, or why it is none."""

    report_id: str = column("报告编号", "Id of the report", pattern=HASH, refers_to="dim_report.report_id")
    char_start: pl.Int32 = column("起始位置", "Where the run begins", unit=CODE_POINTS, ge=0)
    char_end: pl.Int32 = column("结束位置（不含）", "Where it ends (exclusive)", unit=CODE_POINTS)
    text: str = column("原文", "The run in the text's own characters")
    disposition: str = column("归类：事实、时间、序数、名称……", "What became of the run", one_of=Disposition)
    fact_id: str = column(
        "所属事实；非事实为空",
        "The fact it belongs to, if it is one",
        nullable=True,
        pattern=HASH,
        refers_to="fact_quantity.fact_id",
    )
    reason: str = column("归类理由", "Why it was filed there", nullable=True, not_empty=True)

    @pa.dataframe_check
    @classmethod
    def span_in_order(cls, data: pa.PolarsData) -> pl.LazyFrame:
        """A run has at least one character."""
        return data.lazyframe.select(pl.col("char_start") < pl.col("char_end"))

    @pa.dataframe_check
    @classmethod
    def spans_disjoint(cls, data: pa.PolarsData) -> pl.LazyFrame:
        """Every digit is accounted for once."""
        return data.lazyframe.select(disjoint())

    @pa.dataframe_check
    @classmethod
    def text_fills_span(cls, data: pa.PolarsData) -> pl.LazyFrame:
        """The text is as long as its span."""
        return data.lazyframe.select(pl.col("text").str.len_chars() == pl.col("char_end") - pl.col("char_start"))

    @pa.dataframe_check
    @classmethod
    def fact_id_iff_fact(cls, data: pa.PolarsData) -> pl.LazyFrame:
        """A run filed as a fact names it, and no other run does."""
        return data.lazyframe.select((pl.col("disposition") == "fact") == pl.col("fact_id").is_not_null())

    class Config(BaseConfig):
        """Table name and description."""

        name = "number_ledger"
        title = "数字台账：文中每一处数字的去向"
        description = "Ledger of every number in the texts"
