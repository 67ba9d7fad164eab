"""The import bundle: database, datasets, charts and dashboard as a zip file that Superset takes as it is.

Everything that it says of views and columns it reads from the warehouse, whose comments are in both languages. The same
warehouse gives the same bytes: ids are hashes of names, and the zip file has no clock.
`write(Path("data/duixian.duckdb"), Path("duixian-superset.zip"))` makes the file.
"""

import csv
import io
import json
import uuid
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb

from bi.superset.charts import CHARTS, FILTERS, ROWS, Chart, Filter

TITLE = "兑现"
SLUG = "duixian"
DATABASE = "Duixian"
METRICS = Path(__file__).with_name("metrics.csv")
_NAMESPACE = uuid.UUID("6d9a7f0c-3c5e-5a7e-9a57-0d1e5b2f4c11")
_CLOCK = (2000, 1, 1, 0, 0, 0)
_ROOT = "duixian"

Document = dict[str, Any]


def write(warehouse: Path, file: Path) -> None:
    """Write the bundle for a warehouse. Raises ValueError where it has no views, duckdb.Error where it is none."""
    documents = dict(build(warehouse))
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as bundle:
        for name, document in sorted(documents.items()):
            # JSON is YAML, too
            text = json.dumps({**document, "version": "1.0.0"}, ensure_ascii=False, indent=1, sort_keys=True)
            bundle.writestr(zipfile.ZipInfo(f"{_ROOT}/{name}.yaml", _CLOCK), text + "\n")
    file.write_bytes(data.getvalue())


def build(warehouse: Path) -> Iterator[tuple[str, Document]]:
    """The files of the bundle, by their names without suffix."""
    views = _views(warehouse)
    if not views:
        raise ValueError(f"{warehouse} has no views: load something once (`duixian ingest PATH`)")
    yield "metadata", {"type": "Dashboard", "timestamp": "2000-01-01T00:00:00+00:00"}
    yield f"databases/{DATABASE}", _database(warehouse)
    metrics = _metrics()
    for name, (comment, columns) in views.items():
        yield f"datasets/{DATABASE}/{name}", _dataset(name, comment, columns, metrics.get(name, []))
    for number, chart in enumerate(CHARTS):
        yield f"charts/{number:02}", _chart(chart)
    yield f"dashboards/{SLUG}", _dashboard()


def _id(*names: str) -> str:
    return str(uuid.uuid5(_NAMESPACE, "/".join(names)))


def _database(warehouse: Path) -> Document:
    """The file, opened for reading only; a connection is closed after each query, so that a publish is seen at once."""
    arguments = {"read_only": True, "config": {"enable_external_access": False}}
    return {
        "database_name": DATABASE,
        "sqlalchemy_uri": f"duckdb:///{warehouse.resolve()}",
        "uuid": _id("database"),
        "expose_in_sqllab": True,
        "allow_run_async": False,
        "allow_ctas": False,
        "allow_cvas": False,
        "allow_dml": False,
        "allow_csv_upload": False,
        "extra": {"engine_params": {"connect_args": arguments}, "allows_virtual_table_explore": True},
    }


Column = tuple[str, str, str]


def _views(warehouse: Path) -> dict[str, tuple[str, list[Column]]]:
    """The views of schema bi: their comment, and name, type and comment of each column."""
    with duckdb.connect(warehouse, read_only=True) as con:
        comments = con.sql("select view_name, comment from duckdb_views() where schema_name = 'bi' order by all")
        views: dict[str, tuple[str, list[Column]]] = {name: (text or "", []) for name, text in comments.fetchall()}
        for view, *column in con.sql(
            "select table_name, column_name, data_type, coalesce(comment, '') from duckdb_columns() "
            "where schema_name = 'bi' order by table_name, column_index"
        ).fetchall():
            views[view][1].append((column[0], column[1], column[2]))
    return views


def _metrics() -> dict[str, list[dict[str, str]]]:
    found: dict[str, list[dict[str, str]]] = {}
    with METRICS.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            found.setdefault(row["dataset"], []).append(row)
    return found


def _dataset(name: str, comment: str, columns: list[Column], metrics: list[dict[str, str]]) -> Document:
    """A view as a dataset; where it has places, the province that each lies in beside it."""
    names = [column for column, *_ in columns]
    if "region_code" in names and "province_name" not in names:
        columns = [*columns, ("province_name", "VARCHAR", "省份 | Province")]
        query = f"select v.*, p.province_name from bi.{name} v left join bi.places p using (region_code)"  # noqa: S608
    else:
        query = f"select * from bi.{name}"  # noqa: S608
    return {
        "table_name": name,
        "uuid": _id("dataset", name),
        "database_uuid": _id("database"),
        "schema": "bi",
        "sql": query,
        "description": comment,
        "main_dttm_col": next((column for column, dtype, _ in columns if dtype == "DATE"), None),
        "filter_select_enabled": True,
        "columns": [_column(*column) for column in columns],
        "metrics": [_metric(row) for row in metrics],
    }


def _column(name: str, dtype: str, comment: str) -> Document:
    return {
        "column_name": name,
        "verbose_name": f"{_short(comment)} {name.removesuffix('_zh').replace('_', ' ')}",
        "description": comment,
        "type": dtype,
        "is_dttm": dtype in ("DATE", "TIMESTAMP"),
        "is_active": True,
        "groupby": True,
        "filterable": True,
    }


def _short(comment: str) -> str:
    """The Chinese name of a column: its comment up to the first mark. 结论：兑现、未兑现 … becomes 结论."""
    chinese = comment.partition(" | ")[0]
    for mark in "：（，；":
        chinese = chinese.partition(mark)[0]
    return chinese


def _metric(row: dict[str, str]) -> Document:
    return {
        "metric_name": row["metric"],
        "verbose_name": f"{row['zh']} {row['en']}",
        "expression": row["expression"],
        "metric_type": "expression",
        "d3format": row["format"],
    }


def _chart(chart: Chart) -> Document:
    return {
        "slice_name": chart.name,
        "uuid": _id("chart", chart.name),
        "viz_type": chart.kind,
        "dataset_uuid": _id("dataset", chart.dataset),
        "params": {"adhoc_filters": [], "viz_type": chart.kind, "color_scheme": "supersetColors", **chart.params},
    }


def _dashboard() -> Document:
    return {
        "dashboard_title": TITLE,
        "slug": SLUG,
        "uuid": _id("dashboard"),
        "description": "政府工作报告：承诺与兑现 | Government work reports: what was promised, what was delivered",
        "published": True,
        "position": dict(_position()),
        "metadata": {
            "color_scheme": "supersetColors",
            "label_colors": {"兑现": "#2a9d5c", "未兑现": "#d1495b", "难判": "#e9b44c", "未提及": "#9aa0a6"},
            "cross_filters_enabled": True,
            "native_filter_configuration": [_filter(one) for one in FILTERS],
            "refresh_frequency": 0,
        },
    }


def _position() -> Iterator[tuple[str, Document]]:
    """The grid, as Superset keeps it: a tree of rows and charts, each naming its children and its parents."""
    rows = [f"ROW-{number}" for number, _ in enumerate(ROWS)]
    grid = ["ROOT_ID", "GRID_ID"]
    yield "DASHBOARD_VERSION_KEY", "v2"  # type: ignore[misc]  # the one entry that is no document
    yield "ROOT_ID", {"type": "ROOT", "id": "ROOT_ID", "children": ["GRID_ID"]}
    yield "GRID_ID", {"type": "GRID", "id": "GRID_ID", "children": rows, "parents": ["ROOT_ID"]}
    yield "HEADER_ID", {"type": "HEADER", "id": "HEADER_ID", "meta": {"text": TITLE}}
    for row, (height, charts) in zip(rows, ROWS, strict=True):
        ids = [f"CHART-{_id('chart', chart.name)}" for chart in charts]
        yield row, {
            "type": "ROW", "id": row, "children": ids, "parents": grid,
            "meta": {"background": "BACKGROUND_TRANSPARENT"},
        }  # fmt: skip
        for place, chart in zip(ids, charts, strict=True):
            meta = {
                "uuid": _id("chart", chart.name),
                "chartId": CHARTS.index(chart) + 1,  # Superset puts its own number in its place
                "sliceName": chart.name,
                "width": chart.width,
                "height": height,
            }
            yield place, {"type": "CHART", "id": place, "children": [], "parents": [*grid, row], "meta": meta}


def _filter(one: Filter) -> Document:
    return {
        "id": f"NATIVE_FILTER-{_id('filter', one.name)}",
        "name": one.name,
        "filterType": "filter_select",
        "type": "NATIVE_FILTER",
        "targets": [{"column": {"name": one.column}, "datasetUuid": _id("dataset", one.dataset)}],
        "controlValues": {"multiSelect": True, "enableEmptyFilter": False, "searchAllOptions": True},
        "defaultDataMask": {"extraFormData": {}, "filterState": {}, "ownState": {}},
        "cascadeParentIds": [],
        "scope": {"rootPath": ["ROOT_ID"], "excluded": []},
    }
