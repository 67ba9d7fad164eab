"""The closed lists of the warehouse, each once, with what the codes mean in Chinese and English.

A member is its code: `Bound.AT_LEAST == "at_least"`, and it goes into frames and SQL as that string. The table
`dim_code` carries all of them into the warehouse, so that a BI tool shows 不低于 or "at least" instead of the code.

>>> codes(Bound)[:3]
['exact', 'about', 'below']
>>> Status("target").zh
'目标'
"""

from enum import StrEnum
from typing import Self


class Code(StrEnum):
    """A code of a closed list, with a short label in Chinese (`zh`) and English (`en`)."""

    zh: str
    en: str

    def __new__(cls, code: str, zh: str, en: str) -> Self:
        """A member that is the code itself and carries its labels."""
        member = str.__new__(cls, code)
        member._value_ = code
        member.zh = zh
        member.en = en
        return member


class RegionLevel(Code):
    """How high in the hierarchy of places a government stands."""

    NATION = "nation", "全国", "nation"
    PROVINCE = "province", "省级", "province"
    PREFECTURE = "prefecture", "地级", "prefecture"
    COUNTY = "county", "县级", "county"


class ReportKind(Code):
    """What sort of document a report is."""

    GOVERNMENT_WORK_REPORT = "government_work_report", "政府工作报告", "government work report"
    STATISTICAL_BULLETIN = "statistical_bulletin", "统计公报", "statistical bulletin"
    DEVELOPMENT_PLAN = "development_plan", "发展规划", "development plan"
    PLAN_REPORT = "plan_report", "计划报告", "report on the year's plan"
    BUDGET_REPORT = "budget_report", "预算报告", "budget report"
    RESOLUTION = "resolution", "决议", "resolution on a report"
    OTHER = "other", "其他", "other"


class SectionRole(Code):
    """Whether a section looks back or ahead."""

    REVIEW = "review", "回顾", "what was done"
    PLAN = "plan", "部署", "what is to be done"
    OTHER = "other", "其他", "neither"


class Bound(Code):
    """How a stated number bounds the true one: 超3.4万家 is above, 5%左右 is about."""

    EXACT = "exact", "等于", "exactly"
    ABOUT = "about", "左右", "about"
    BELOW = "below", "近", "just under"
    ABOVE = "above", "超过", "more than"
    AT_LEAST = "at_least", "不低于", "at least"
    AT_MOST = "at_most", "不超过", "at most"
    RANGE = "range", "区间", "between two values"
    INDEFINITE = "indefinite", "约数", "only the order of magnitude"


class Measure(Code):
    """What sort of number a fact is."""

    LEVEL = "level", "水平", "a stock, a flow, a count or a rate"
    GROWTH = "growth", "增长率", "relative change against an earlier time"
    CHANGE = "change", "增减量", "absolute change against a base"
    SHARE = "share", "占比", "part of a whole"
    MULTIPLE = "multiple", "倍数", "so many times something"
    RANK = "rank", "位次", "place in an order"


class Status(Code):
    """Whether a number is done, promised, expected or only the base of a comparison."""

    ACTUAL = "actual", "实绩", "done or found"
    ESTIMATE = "estimate", "预计", "expected figure of a review"
    TARGET = "target", "目标", "planned, promised or forecast"
    BASELINE = "baseline", "基期", "base of a comparison"


class Basis(Code):
    """What a growth or a flow refers to where it is not year on year; `since:<period>` is the open form."""

    ANNUAL_AVERAGE = "annual_average", "年均", "average of the years"
    CUMULATIVE = "cumulative", "累计", "summed over the period"
    MONTH_ON_MONTH = "month_on_month", "环比", "month on month"


class Disposition(Code):
    """What became of a number-like run of the text."""

    FACT = "fact", "事实", "a fact"
    DATE = "date", "时间", "a date or a span of time"
    ORDINAL = "ordinal", "序数", "an ordinal in a name"
    HEADING = "heading", "标题序号", "the number of a heading or a list item"
    NAME = "name", "名称", "part of a name"
    IDIOM = "idiom", "成语套语", "an idiom"
    QUALIFIER = "qualifier", "限定语", "a condition or part of an indicator's name"
    BOILERPLATE = "boilerplate", "页面杂项", "navigation, footer, notes"
    UNRESOLVED = "unresolved", "未判定", "not understood"


class Verdict(Code):
    """What became of a target."""

    MET = "met", "兑现", "met"
    MISSED = "missed", "未兑现", "missed"
    UNCLEAR = "unclear", "难判", "cannot be told"
    UNREPORTED = "unreported", "未提及", "not mentioned by the later report"


class Choice(Code):
    """Why one statement of several stands for a place, year and headline indicator."""

    ANSWERS_TARGET = "answers_target", "与目标相对应的结果", "the result that answers the target"
    ONLY_VALUE = "only_value", "只有一个说法", "no other value is stated"
    GOAL_LIST = "goal_list", "与最多的主要指标同句", "stands with most other headlines in one sentence"
    EXACT = "exact", "只有此处是确数", "the only one that is exact"
    FIRST = "first", "文中最先的说法", "the first in the text"


class FindingKind(Code):
    """Sorts of contradiction between numbers."""

    GROWTH_MISMATCH = "growth_mismatch", "增速与水平不符", "growth does not follow from the two levels"
    SUM_MISMATCH = "sum_mismatch", "分项与合计不符", "parts do not add up to the total"
    CONFLICTING_VALUES = "conflicting_values", "同一指标数值不一", "one indicator, place and time, different values"
    UNIT_SLIP = "unit_slip", "疑似单位错误", "a jump by a power of ten"
    PERCENT_OUT_OF_RANGE = "percent_out_of_range", "百分比越界", "a percentage outside reason"
    SHRINKING_TOTAL = "shrinking_total", "累计数缩小", "a cumulative total that shrank"
    # no longer found: it told of our reading, and `make score` counts it; the code stays for warehouses of before
    UNIT_MISFIT = "unit_misfit", "单位与指标不合", "a unit that does not measure the indicator"


class Severity(Code):
    """How much a finding matters."""

    LOW = "low", "低", "low"
    MEDIUM = "medium", "中", "medium"
    HIGH = "high", "高", "high"


class Better(Code):
    """Which way an indicator should go."""

    HIGHER = "higher", "越高越好", "higher is better"
    LOWER = "lower", "越低越好", "lower is better"
    NEUTRAL = "neutral", "无方向", "neither"


class RunState(Code):
    """How a load ended."""

    RUNNING = "running", "进行中", "under way"
    COMPLETED = "completed", "完成", "completed"
    FAILED = "failed", "失败", "failed"


class FileOutcome(Code):
    """What the last run did with a file."""

    LOADED = "loaded", "已入库", "read and loaded"
    UNCHANGED = "unchanged", "未变", "same bytes and same rules as before"
    QUARANTINED = "quarantined", "已隔离", "not loaded; see quarantine"


class Stage(Code):
    """Where in the pipeline a file or a row was stopped."""

    DISCOVER = "discover", "发现", "finding files"
    READ = "read", "读取", "bytes to text"
    IDENTITY = "identity", "识别", "place, year and kind"
    EXTRACT = "extract", "抽取", "facts and ledger"
    VALIDATE = "validate", "校验", "the table's model"
    PUBLISH = "publish", "发布", "checks before the swap"


SUMS_BELOW = ("万元", "亿元", "百亿元")
"""Sums below the line of a quotient, which stay as they are said: 0.06人/亿元 has no nine decimal places in 人/元."""


CODE_LISTS: dict[str, type[Code]] = {
    "basis": Basis,
    "better": Better,
    "bound": Bound,
    "choice": Choice,
    "disposition": Disposition,
    "file_outcome": FileOutcome,
    "finding_kind": FindingKind,
    "measure": Measure,
    "region_level": RegionLevel,
    "report_kind": ReportKind,
    "run_state": RunState,
    "section_role": SectionRole,
    "severity": Severity,
    "stage": Stage,
    "status": Status,
    "verdict": Verdict,
}


def codes(code_list: type[Code]) -> list[str]:
    """The codes of a list as plain strings, in the order they are written down."""
    return [code.value for code in code_list]
