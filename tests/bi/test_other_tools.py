"""Tools of others, in an environment of their own: DuckDB 1.2 opens the warehouse, Frictionless accepts an export."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from warehouse import export, views

pytestmark = pytest.mark.heavy

READ_ALL = """
import duckdb, json, sys
con = duckdb.connect(sys.argv[1], read_only=True)
views = [name for (name,) in con.sql("select view_name from duckdb_views() where schema_name = 'bi'").fetchall()]
comments = con.sql("select count(comment) = count(*) from duckdb_columns() where schema_name = 'bi'").fetchall()
print(json.dumps({"version": duckdb.__version__, "commented": comments[0][0],
                  "rows": {view: len(con.sql(f"from bi.{view}").fetchall()) for view in views}}))
"""


@pytest.fixture(scope="module")
def warehouse(sample_warehouse: Path) -> Path:
    """A warehouse of the sample reports, loaded by the command."""
    return sample_warehouse


@pytest.fixture(scope="module")
def programs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The programs of an environment that has the oldest DuckDB that is promised, and Frictionless."""
    folder = tmp_path_factory.mktemp("environment")
    subprocess.run([sys.executable, "-m", "venv", folder], check=True)
    pip = [folder / "bin" / "python", "-m", "pip", "install", "-q", "--disable-pip-version-check"]
    subprocess.run([*pip, "duckdb==1.2.2", "pytz", "frictionless>=5.18"], check=True)
    return folder / "bin"


def test_duckdb_1_2_opens_every_view(warehouse: Path, programs: Path) -> None:
    done = subprocess.run(
        [programs / "python", "-c", READ_ALL, warehouse], check=True, capture_output=True, encoding="utf-8"
    )
    told = json.loads(done.stdout)
    assert told["version"] == "1.2.2"
    assert told["commented"] is True
    assert set(told["rows"]) == set(views.queries())
    assert (told["rows"]["facts"], told["rows"]["scorecard"]) == (486, 3)


def test_frictionless_accepts_the_package_of_an_export(warehouse: Path, programs: Path, tmp_path: Path) -> None:
    made = export.write(warehouse, tmp_path, ["csv"], ["*"])
    done = subprocess.run(
        [programs / "frictionless", "validate", "datapackage.json", "--json"],
        cwd=tmp_path, check=False, capture_output=True, encoding="utf-8",
    )  # fmt: skip
    report = json.loads(done.stdout)
    assert [task["name"] for task in report["tasks"] if not task["valid"]] == []
    assert len(report["tasks"]) == len(made.files)
