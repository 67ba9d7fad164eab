"""The charts as Vega-Lite specifications. Colours are variables of the style sheet, so a chart follows light and dark.

Vega-Lite comes with the package vl-convert-python, which holds its bundle for the browser and draws without a browser
for the start page. A specification holds no words: titles, units and tables stand in the page, in both languages.
"""

from collections.abc import Sequence
from typing import Any

Spec = dict[str, Any]

_CONFIG: Spec = {
    "background": None,
    "padding": 2,
    "view": {"stroke": None},
    "axis": {
        "labelColor": "var(--soft)", "labelFontSize": 11, "domain": False, "ticks": False, "labelPadding": 5,
        "gridColor": "var(--line)", "title": None,
    },
    "axisX": {"grid": False, "format": "d"},
    "axisY": {"tickCount": 3},
    "mark": {"invalid": "break-paths-filter-domains"},
}  # fmt: skip
_SHAPES = {
    "exact": "stroke", "about": "circle", "at_least": "triangle-up", "above": "triangle-up",
    "at_most": "triangle-down", "below": "triangle-down", "range": "stroke", "indefinite": "circle",
}  # fmt: skip
"""A target's mark says its bound: a bar for what is to be hit, a triangle for a floor (up) or a ceiling (down)."""


def _years(first: int, last: int) -> Spec:
    """An axis of whole years, a label at either end and a few between."""
    span = last - first
    step = next((s for s in (1, 2, 5, 10, 20) if span / s <= 5), 50)  # noqa: PLR2004 (labels that fit)
    labels = sorted(
        {first, last, *(y for y in range(first, last) if y % step == 0 and step <= min(y - first, last - y))}
    )
    return {
        "field": "year", "type": "quantitative", "axis": {"values": labels},
        "scale": {"domain": [first, last], "nice": False, "padding": 8},
    }  # fmt: skip


def target_and_result(values: Sequence[Spec], first: int, last: int) -> Spec:
    """One small multiple: the stated target (a mark by its bound, or a span) and the result by year.

    `values` has a row a year: year, result, target, target_max, bound, and the texts said, target_said and result_said.
    """
    tooltip = [{"field": "year"}, {"field": "target_said", "title": "目标 target"},
               {"field": "result_said", "title": "结果 result"}]  # fmt: skip
    # a mark at the end of the scale stands off the labels of the other axis
    y = {"type": "quantitative", "scale": {"zero": False, "nice": False, "padding": 9}}
    target = {"y": {**y, "field": "target"}, "tooltip": tooltip}
    return {
        "width": 264, "height": 104, "config": _CONFIG, "data": {"values": list(values)},
        "encoding": {"x": _years(first, last)},
        "layer": [
            {
                "mark": {"type": "line", "stroke": "var(--ink)", "strokeWidth": 1.5, "aria": False},
                "encoding": {"y": {**y, "field": "result"}},
            },
            {
                "transform": [{"filter": "isValid(datum.target_max)"}],
                "mark": {"type": "rule", "stroke": "var(--target)", "strokeWidth": 5, "opacity": 0.45, "aria": False},
                "encoding": {**target, "y2": {"field": "target_max"}},
            },
            {
                "transform": [{"filter": "isValid(datum.target)"}],
                "mark": {"type": "point", "stroke": "var(--target)", "fill": "var(--target)", "size": 50, "opacity": 1,
                         "aria": False},
                "encoding": {**target, "shape": {
                    "field": "bound", "type": "nominal", "legend": None,
                    "scale": {"domain": list(_SHAPES), "range": list(_SHAPES.values())},
                }},
            },
            {
                "transform": [{"filter": "isValid(datum.result)"}],
                "mark": {"type": "point", "fill": "var(--ink)", "stroke": "var(--paper)", "size": 42, "opacity": 1,
                         "aria": False},
                "encoding": {"y": {**y, "field": "result"}, "tooltip": tooltip},
            },
        ],
    }  # fmt: skip


def places_by_year() -> Spec:
    """Lines of an indicator, one a place, each named at its end; the page fills in `values`, `width` and the domains.

    `values` has the rows place, year, value, said and, on the last of a place, `named`: where its name stands, clear of
    the other names.
    """
    colour = {
        "field": "place", "type": "nominal", "legend": None, "sort": None,
        "scale": {"range": [f"var(--line{number})" for number in range(1, 9)]},
    }  # fmt: skip
    x = {"field": "year", "type": "quantitative", "scale": {"nice": False, "padding": 10}}
    y = {"field": "value", "type": "quantitative", "scale": {"zero": False, "nice": True}}
    return {
        "height": 340, "autosize": {"type": "fit", "contains": "padding"},
        "config": {**_CONFIG, "axisY": {"tickCount": 6}},
        "encoding": {"x": x, "y": y, "color": colour},
        "layer": [
            {"mark": {"type": "line", "strokeWidth": 2, "aria": False}},
            {
                "mark": {"type": "point", "filled": True, "size": 46, "opacity": 1, "aria": False},
                "encoding": {"tooltip": [{"field": "place", "title": "地区 place"},
                                         {"field": "year", "title": "年 year"},
                                         {"field": "said", "title": "数值 value"}]},
            },
            {
                "transform": [{"filter": "isValid(datum.named)"}],
                "mark": {"type": "text", "align": "left", "dx": 8, "fontSize": 12, "aria": False},
                "encoding": {"text": {"field": "place"}, "y": {**y, "field": "named"}},
            },
        ],
    }  # fmt: skip


def reports_by_year(values: Sequence[Spec]) -> Spec:
    """Bars of how many reports are loaded a year; `values` has the rows year and reports."""
    years = [value["year"] for value in values]
    x = _years(min(years), max(years))
    return {
        "width": 560, "height": 90, "config": _CONFIG, "data": {"values": list(values)},
        "mark": {"type": "bar", "color": "var(--soft)", "width": 8, "aria": False},
        "encoding": {
            "x": x,
            "y": {"field": "reports", "type": "quantitative", "axis": {"tickMinStep": 1}},
            "tooltip": [{"field": "year"}, {"field": "reports"}],
        },
    }  # fmt: skip


def library() -> str:
    """The script that draws specifications in the browser: Vega, Vega-Lite and vega-embed as one bundle."""
    import vl_convert

    return str(vl_convert.javascript_bundle("window.vegaEmbed = vegaEmbed;"))


def drawn(spec: Spec) -> str:
    """A specification as SVG."""
    import vl_convert

    return str(vl_convert.vegalite_to_svg(spec))
