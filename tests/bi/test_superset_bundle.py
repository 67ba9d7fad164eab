"""The import bundle for Superset: the same bytes each time, nothing that leads nowhere, labels in both languages."""

import json
import zipfile
from pathlib import Path
from typing import Any

import duckdb
import pytest

from bi.superset import bundle
from bi.superset.charts import CHARTS, FILTERS, ROWS
from warehouse import ddl

Documents = dict[str, dict[str, Any]]


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A warehouse without rows: the bundle is about views and columns."""
    target = tmp_path_factory.mktemp("bundle") / "duixian.duckdb"
    with duckdb.connect(target) as con:
        ddl.create_all(con)
    return target


@pytest.fixture(scope="module")
def documents(warehouse: Path) -> Documents:
    """The files of the bundle by name, as Superset reads them."""
    bundle.write(warehouse, warehouse.with_suffix(".zip"))
    with zipfile.ZipFile(warehouse.with_suffix(".zip")) as file:
        return {name: json.loads(file.read(name)) for name in file.namelist()}


def of_kind(documents: Documents, kind: str) -> list[dict[str, Any]]:
    return [document for name, document in documents.items() if name.startswith(f"duixian/{kind}/")]


def test_the_same_warehouse_gives_the_same_bytes(warehouse: Path, tmp_path: Path) -> None:
    for name in ("one.zip", "two.zip"):
        bundle.write(warehouse, tmp_path / name)
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()


def test_every_view_is_a_dataset_whose_columns_are_labelled_in_both_languages(documents: Documents) -> None:
    datasets = of_kind(documents, "datasets")
    assert {dataset["table_name"] for dataset in datasets} >= {"facts", "scorecard", "targets_outcomes", "places"}
    columns = {(d["table_name"], c["column_name"]): c for d in datasets for c in d["columns"]}
    assert columns["targets_outcomes", "verdict_zh"]["verbose_name"] == "结论 verdict"
    assert [key for key, column in columns.items() if " | " not in column["description"]] == []
    assert columns["scorecard", "year_on"]["is_dttm"] is True


def test_the_warehouse_is_opened_for_reading_only(documents: Documents) -> None:
    (database,) = of_kind(documents, "databases")
    assert database["extra"]["engine_params"]["connect_args"]["read_only"] is True
    assert (database["allow_dml"], database["allow_ctas"], database["allow_csv_upload"]) == (False, False, False)


def test_charts_use_columns_and_metrics_that_their_datasets_have(documents: Documents) -> None:
    datasets = {dataset["uuid"]: dataset for dataset in of_kind(documents, "datasets")}
    for chart in of_kind(documents, "charts"):
        dataset, params = datasets[chart["dataset_uuid"]], chart["params"]
        columns = {column["column_name"] for column in dataset["columns"]}
        metrics = {metric["metric_name"] for metric in dataset["metrics"]}
        used = [
            *params.get("groupby", []),
            *params.get("all_columns", []),
            *([params["x_axis"]] if "x_axis" in params else []),
        ]
        used += [condition["subject"] for condition in params["adhoc_filters"]]
        assert set(used) <= columns, chart["slice_name"]
        assert {*params.get("metrics", []), *([params["metric"]] if "metric" in params else [])} <= metrics


def test_every_metric_can_be_computed(warehouse: Path, documents: Documents) -> None:
    with duckdb.connect(warehouse, read_only=True) as con:
        for dataset in of_kind(documents, "datasets"):
            for metric in dataset["metrics"]:
                assert len(con.sql(f"select {metric['expression']} from ({dataset['sql']})").fetchall()) == 1


def test_every_chart_stands_on_the_dashboard_and_rows_are_full(documents: Documents) -> None:
    (dashboard,) = of_kind(documents, "dashboards")
    placed = [part for part in dashboard["position"].values() if isinstance(part, dict) and part["type"] == "CHART"]
    assert {part["meta"]["uuid"] for part in placed} == {chart["uuid"] for chart in of_kind(documents, "charts")}
    assert [sum(chart.width for chart in row) for _, row in ROWS] == [12] * len(ROWS)
    assert len({chart.name for chart in CHARTS}) == len(CHARTS)


def test_filters_name_columns_that_are_there(documents: Documents) -> None:
    columns = {
        dataset["table_name"]: {c["column_name"] for c in dataset["columns"]}
        for dataset in of_kind(documents, "datasets")
    }
    assert [one.name for one in FILTERS if one.column not in columns[one.dataset]] == []


def test_a_file_without_views_says_what_to_do(tmp_path: Path) -> None:
    duckdb.connect(tmp_path / "bare.duckdb").close()
    with pytest.raises(ValueError, match="load something once"):
        bundle.write(tmp_path / "bare.duckdb", tmp_path / "out.zip")
