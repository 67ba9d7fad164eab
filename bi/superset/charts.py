"""The charts of the dashboard, row by row: what each shows, of which dataset, drawn how."""

from dataclasses import dataclass, field
from typing import Any

Params = dict[str, Any]


@dataclass(frozen=True)
class Chart:
    """A chart: its name, dataset, Superset's kind of drawing and its settings; `width` of the 12 columns of a row."""

    name: str
    dataset: str
    kind: str
    width: int
    params: Params = field(default_factory=dict)


@dataclass(frozen=True)
class Filter:
    """A filter over the whole dashboard: its name, the column, and a dataset to take the choices from."""

    name: str
    column: str
    dataset: str


def _number(name: str, dataset: str, metric: str, form: str = ",d") -> Chart:
    return Chart(name, dataset, "big_number_total", 3, {"metric": metric, "y_axis_format": form, "subheader": ""})


def _only(column: str, value: str | None = None) -> Params:
    """Rows with this value alone; without one, those that have any."""
    condition = {"clause": "WHERE", "expressionType": "SIMPLE", "subject": column}
    if value is None:
        return {"adhoc_filters": [{**condition, "operator": "IS NOT NULL"}]}
    return {"adhoc_filters": [{**condition, "operator": "==", "comparator": value}]}


_BY_YEAR: Params = {
    "x_axis": "year_on",
    "time_grain_sqla": "P1Y",
    "x_axis_time_format": "%Y",
    "row_limit": 10_000,
    "show_legend": True,
    "rich_tooltip": True,
    "truncate_metric": True,
}


def _rows(*columns: str) -> Params:
    """A table of rows as they are."""
    return {"query_mode": "raw", "all_columns": list(columns), "row_limit": 1000, "server_page_length": 20,
            "table_timestamp_format": "%Y", "order_by_cols": [], "show_cell_bars": False}  # fmt: skip


ROWS: tuple[tuple[int, tuple[Chart, ...]], ...] = (
    (
        24,
        (
            _number("地区 Places", "scorecard", "places"),
            _number("承诺 Promises", "scorecard", "targets"),
            _number("兑现率 Met of decided", "scorecard", "met_share", ".1%"),
            _number("审计发现 Findings", "findings", "findings"),
        ),
    ),
    (
        50,
        (
            Chart(
                "历年承诺的结果 Promises by year and verdict", "targets_outcomes", "echarts_timeseries_bar", 8,
                {**_BY_YEAR, "metrics": ["promises"], "groupby": ["verdict_zh"], "stack": "Stack"},
            ),
            Chart(
                "结果 Verdicts", "targets_outcomes", "pie", 4,
                {"metric": "promises", "groupby": ["verdict_zh"], "donut": True, "label_type": "value",
                 "outerRadius": 55, "show_legend": True, "row_limit": 10},
            ),
        ),
    ),
    (
        36,
        (
            Chart(
                "兑现记分卡 Scorecard", "scorecard", "table", 12,
                _rows("region_name", "year", "targets", "met", "missed", "unclear", "unreported",
                      "met_share_of_decided"),
            ),
        ),
    ),
    (
        50,
        (
            Chart(
                "主要指标的结果 Headline indicators by verdict", "headlines", "echarts_timeseries_bar", 6,
                {**_only("verdict"), "x_axis": "name_zh", "metrics": ["targets"], "groupby": ["verdict_zh"],
                 "stack": "Stack", "orientation": "horizontal", "row_limit": 1000, "show_legend": True,
                 "rich_tooltip": True, "truncate_metric": True, "y_axis_format": ",d"},
            ),
            Chart(
                "地区生产总值增长目标与结果（%） GDP growth, target and result", "headlines",
                "echarts_timeseries_line", 6,
                {**_BY_YEAR, **_only("headline_id", "gdp_growth"), "metrics": ["target", "result"],
                 "groupby": ["region_name"], "truncate_metric": False, "markerEnabled": True},
            ),
        ),
    ),
    (
        50,
        (
            Chart(
                "地区生产总值（亿元） GDP", "indicator_panel", "echarts_timeseries_line", 6,
                {**_BY_YEAR, **_only("indicator_id", "gdp"), "metrics": ["level"], "groupby": ["region_name"],
                 "y_axis_format": ",d",
                 "markerEnabled": True},
            ),
            Chart(
                "地区生产总值增速（%） GDP growth", "indicator_panel", "echarts_timeseries_line", 6,
                {**_BY_YEAR, **_only("indicator_id", "gdp"), "metrics": ["growth"], "groupby": ["region_name"],
                 "markerEnabled": True},
            ),
        ),
    ),
    (
        60,
        (
            Chart(
                "未兑现的承诺 Missed promises", "targets_outcomes", "table", 12,
                {**_rows("region_name", "year", "indicator", "target_mention", "actual_mention", "reason",
                         "target_sentence", "actual_sentence"), **_only("verdict", "missed")},
            ),
        ),
    ),
    (
        40,
        (
            Chart(
                "审计发现 Findings of the audit", "findings", "table", 12,
                _rows("region_name", "report_year", "kind_zh", "severity_zh", "explanation", "sentence",
                      "other_sentence"),
            ),
        ),
    ),
)  # fmt: skip

CHARTS = tuple(chart for _, row in ROWS for chart in row)

FILTERS = (
    Filter("层级 Level", "region_level_zh", "scorecard"),
    Filter("省份 Province", "province_name", "scorecard"),
    Filter("地区 Place", "region_name", "scorecard"),
    Filter("年份 Year", "year", "scorecard"),
)
