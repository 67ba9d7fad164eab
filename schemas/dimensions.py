"""Tables of what the facts refer to: places, units, indicators, codes. All come from seeds and enumerations."""

import pandera.polars as pa
import polars as pl

from schemas.base import REGION_CODE, BaseConfig, column, first_of
from schemas.enums import CODE_LISTS, Better, RegionLevel


class DimRegion(pa.DataFrameModel):
    """A place with its code, as long as both were valid."""

    region_code: str = column("行政区划代码（GB/T 2260）", "Region code (GB/T 2260)", pattern=REGION_CODE)
    region_name: str = column("全称，如 河北省保定市易县", "Full name with its parents", not_empty=True)
    region_level: str = column("层级", "Level", one_of=RegionLevel)
    name: str = column("名称，如 易县", "Name", not_empty=True)
    short_name: str = column("简称", "Short name", nullable=True, not_empty=True)
    parent_code: str = column("上级代码", "Code of the parent", nullable=True, pattern=REGION_CODE)
    valid_from: pl.Int16 = column(
        "生效年份；不详为空", "First year; null when unknown", nullable=True, ge=1949, le=2100
    )
    valid_to: pl.Int16 = column(
        "失效年份（含）；现行为空", "Last year; null when current", nullable=True, ge=1949, le=2100
    )
    successor_code: str = column(
        "后继代码：整体改置的地区，如 徐水县改徐水区",
        "Code that the whole place took when this one went",
        nullable=True,
        pattern=REGION_CODE,
    )
    current_code: str = column(
        "今日代码：沿后继代码至今", "Code of the place today, over all its successors", pattern=REGION_CODE
    )
    source: str = column("出处", "Where it was taken from", nullable=True, not_empty=True)

    @pa.dataframe_check
    @classmethod
    def region_unique(cls, data: pa.PolarsData) -> pl.LazyFrame:
        """Each code once at a time; a code whose place was renamed has a row for each name."""
        return data.lazyframe.select(first_of("region_code", "valid_from"))

    @pa.dataframe_check
    @classmethod
    def nation_has_no_parent(cls, data: pa.PolarsData) -> pl.LazyFrame:
        """Every place but the nation lies in another."""
        return data.lazyframe.select((pl.col("region_level") == "nation") == pl.col("parent_code").is_null())

    @pa.dataframe_check
    @classmethod
    def validity_in_order(cls, data: pa.PolarsData) -> pl.LazyFrame:
        """A code does not end before it begins."""
        return data.lazyframe.select(pl.col("valid_from") <= pl.col("valid_to"))

    class Config(BaseConfig):
        """Table name and description."""

        name = "dim_region"
        title = "行政区划"
        description = "Administrative regions"


class DimUnit(pa.DataFrameModel):
    """A canonical unit and what it measures."""

    unit: str = column("标准单位", "Canonical unit", not_empty=True)
    dimension: str = column("量纲，如 money、area", "What it measures", not_empty=True)
    kind: str = column("类别，如 measure、classifier", "Sort of unit", not_empty=True)
    aliases: str = column(
        "换算为本单位的各种写法，以、分隔", "Spellings that are converted to it", nullable=True, not_empty=True
    )
    example_phrase: str = column("例句", "A phrase that uses it", nullable=True, not_empty=True)

    @pa.dataframe_check
    @classmethod
    def unit_unique(cls, data: pa.PolarsData) -> pl.LazyFrame:
        """A unit has one dimension."""
        return data.lazyframe.select(first_of("unit"))

    class Config(BaseConfig):
        """Table name and description."""

        name = "dim_unit"
        title = "计量单位"
        description = "Canonical units"


class DimIndicator(pa.DataFrameModel):
    """An indicator of the catalogue."""

    indicator_id: str = column("指标编号", "Id of the indicator", not_empty=True)
    name_zh: str = column("中文名", "Chinese name", not_empty=True)
    name_en: str = column("英文名", "English name", not_empty=True)
    domain: str = column("领域", "Domain: economy, education, health …", not_empty=True)
    dimension: str = column("量纲", "What its unit measures", nullable=True, not_empty=True)
    unit: str = column("常用单位", "Usual canonical unit", nullable=True, not_empty=True)
    better: str = column("方向：越高越好、越低越好、无方向", "Which way is better", one_of=Better)
    aliases: str = column("别名", "Other names", nullable=True, not_empty=True)

    @pa.dataframe_check
    @classmethod
    def indicator_id_unique(cls, data: pa.PolarsData) -> pl.LazyFrame:
        """Each indicator once."""
        return data.lazyframe.select(first_of("indicator_id"))

    class Config(BaseConfig):
        """Table name and description."""

        name = "dim_indicator"
        title = "指标目录"
        description = "Catalogue of indicators"


class DimMeta(pa.DataFrameModel):
    """What the warehouse says of itself: which version of the contract it keeps."""

    name: str = column("项目，如 contract_version", "What is told", pattern=r"^[a-z_]+$")
    value: str = column("内容", "What it is", not_empty=True)
    description: str = column("说明", "What it means", not_empty=True)

    @pa.dataframe_check
    @classmethod
    def name_unique(cls, data: pa.PolarsData) -> pl.LazyFrame:
        """Each thing is told once."""
        return data.lazyframe.select(first_of("name"))

    class Config(BaseConfig):
        """Table name and description."""

        name = "dim_meta"
        title = "数据仓库自述：契约版本"
        description = "What the warehouse says of itself: the version of its contract"


class DimCode(pa.DataFrameModel):
    """A code of a closed list, with its labels."""

    code_list: str = column("代码表", "Closed list", pattern=f"^(?:{'|'.join(CODE_LISTS)})$")
    code: str = column("代码", "Code as it stands in the tables", not_empty=True)
    label_zh: str = column("中文", "Chinese label", not_empty=True)
    label_en: str = column("英文", "English label", not_empty=True)

    @pa.dataframe_check
    @classmethod
    def code_unique(cls, data: pa.PolarsData) -> pl.LazyFrame:
        """Each code of a list once."""
        return data.lazyframe.select(first_of("code_list", "code"))

    class Config(BaseConfig):
        """Table name and description."""

        name = "dim_code"
        title = "代码表：各闭合列表的中英文名称"
        description = "Codes of all closed lists with Chinese and English labels"
