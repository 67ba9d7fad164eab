"""What BI tools find in schema bi: comments, labels, dates, doubles, printed units, keys of places."""

import datetime as dt
from pathlib import Path

import duckdb
import pandas as pd
import polars as pl
import pytest
import sqlalchemy

from tests.conftest import ask
from warehouse import ddl, export, views

VIEWS = sorted(views.queries())


@pytest.fixture(scope="module")
def warehouse(sample_warehouse: Path) -> Path:
    """A warehouse of the sample reports, loaded by the command."""
    return sample_warehouse


def test_every_column_of_every_view_says_what_it_is_in_two_languages(warehouse: Path) -> None:
    comments = ask(warehouse, "select table_name, column_name, comment from duckdb_columns() where schema_name = 'bi'")
    assert {view for view, *_ in comments} == set(VIEWS)
    silent = [(view, column) for view, column, comment in comments if not comment or comment.count(" | ") != 1]
    assert silent == []


def test_a_column_that_nothing_describes_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(views, "queries", lambda: {"odd": "-- zh: 奇\n-- en: Odd\nselect 1 as novelty"})
    with duckdb.connect() as con, pytest.raises(ValueError, match=r"view bi\.odd: .* novelty: .*columns\.csv"):
        ddl.create_all(con)


def test_codes_have_chinese_labels(warehouse: Path) -> None:
    query = "select distinct verdict, verdict_zh from bi.targets_outcomes order by all"
    assert ask(warehouse, query) == [
        ("met", "兑现"), ("missed", "未兑现"), ("unclear", "难判"), ("unreported", "未提及"),
    ]  # fmt: skip
    query = (
        "select distinct status, status_zh, bound_zh from bi.facts where mention in ('20公里', '3%以上') order by all"
    )
    assert ask(warehouse, query) == [("target", "目标", "不低于"), ("target", "目标", "等于")]


def test_years_have_a_date_to_draw_a_time_axis_with(warehouse: Path) -> None:
    query = (
        "select distinct year, year_on from bi.indicator_panel where region_code = '440105' and indicator_id = 'gdp'"
    )
    assert sorted(ask(warehouse, query)) == [
        (2021, dt.date(2021, 1, 1)),
        (2022, dt.date(2022, 1, 1)),
    ]
    panels = {"indicator_panel", "rankings", "scorecard", "series", "targets_outcomes", "reports", "findings", "facts"}
    with_dates = ask(warehouse, "select distinct table_name from duckdb_columns() "
                                "where schema_name = 'bi' and data_type = 'DATE'")  # fmt: skip
    assert panels <= {view for (view,) in with_dates}


@pytest.mark.parametrize(
    ("unit", "value", "displayed"),
    [
        pytest.param("元", "404024000000", (4040.24, "亿元"), id="a budget"),
        pytest.param("元", "44999", (44999.0, "元"), id="an income stays in 元"),
        pytest.param("元", "-250000000", (-2.5, "亿元"), id="a fall is as large as a rise"),
        pytest.param("人", "34000", (3.4, "万人"), id="people"),
        pytest.param("人", "215", (215.0, "人"), id="few people"),
        pytest.param("立方米", "10000000000", (100.0, "亿立方米"), id="a reservoir"),
        pytest.param("立方米", "3000000", (300.0, "万立方米"), id="less water"),
        pytest.param("%", "6.1", (6.1, "%"), id="percent"),
    ],
)
def test_values_stand_in_the_unit_that_people_print(unit: str, value: str, displayed: tuple[float, str]) -> None:
    with duckdb.connect() as con:
        ddl.create_all(con)
        con.execute(
            "insert into mart_indicator_year by name select '130633' as region_code, '易县' as region_name, "
            "'county' as region_level, 'x' as indicator_id, 'x' as name_zh, 'x' as name_en, 'x' as domain, "
            "'higher' as better, 2022 as year, ? as unit, ?::decimal(38, 9) as level_latest, 1 as level_statements, "
            "0 as growth_statements, 0 as share_statements, 1 as places",
            [unit, value],
        )
        assert con.sql("select level_display, unit_display from bi.indicator_panel").fetchall() == [displayed]


def test_a_target_and_its_result_stand_in_one_unit(warehouse: Path) -> None:
    query = """
        select target_value_display, actual_value_display, unit_display from bi.targets_outcomes
        where region_code = '510700' and target_mention = '600亿元'
    """
    assert ask(warehouse, query) == [(600.0, 586.4, "亿元")]


def test_places_know_what_they_lie_in(warehouse: Path) -> None:
    query = """
        select region_code, name, region_level, parent_code, province_name, prefecture_name from bi.places
        where region_code in ('000000', '110101', '429004', '440105', '510700') order by region_code
    """
    assert ask(warehouse, query) == [
        ("000000", "中华人民共和国", "nation", None, None, None),
        ("110101", "东城区", "county", "110000", "北京市", None),
        ("429004", "仙桃市", "county", "420000", "湖北省", None),
        ("440105", "海珠区", "county", "440100", "广东省", "广州市"),
        ("510700", "绵阳市", "prefecture", "510000", "四川省", "绵阳市"),
    ]


def test_every_place_of_a_report_is_one_row_of_the_places(warehouse: Path) -> None:
    assert ask(warehouse, "select count(*) - count(distinct region_code) from bi.places") == [(0,)]
    joined = "select count(*) from bi.facts join bi.places using (region_code)"
    assert ask(warehouse, joined) == ask(warehouse, "select count(*) from bi.facts")


@pytest.mark.parametrize("view", VIEWS)
class TestEveryViewOpensIn:
    def test_sqlalchemy_with_its_comments(self, warehouse: Path, view: str) -> None:
        engine = sqlalchemy.create_engine(
            f"duckdb:///{warehouse}", connect_args={"read_only": True}, poolclass=sqlalchemy.pool.NullPool
        )
        columns = sqlalchemy.inspect(engine).get_columns(view, schema="bi")
        with engine.connect() as con:
            rows = con.execute(sqlalchemy.text(f"select * from bi.{view} limit 5")).fetchall()
        assert all(len(row) == len(columns) for row in rows)
        assert all(" | " in str(column["comment"]) for column in columns)
        unknown = [column["name"] for column in columns if isinstance(column["type"], sqlalchemy.types.NullType)]
        assert unknown == []

    def test_pandas_with_dates_and_numbers(self, warehouse: Path, view: str) -> None:
        with duckdb.connect(warehouse, read_only=True) as con:
            frame = con.sql(f"from bi.{view}").df()
        for column in frame.columns:
            if column.endswith("_on") or column in ("period_start", "period_end"):
                assert pd.api.types.is_datetime64_any_dtype(frame[column]), column
            if column.endswith(("_double", "_display")) and column != "unit_display":
                assert frame[column].dtype == "float64", column

    def test_polars_and_excel_with_the_same_rows(self, warehouse: Path, view: str, tmp_path: Path) -> None:
        with duckdb.connect(warehouse, read_only=True) as con:
            frame = con.sql(f"from bi.{view}").pl()
        export.write(warehouse, tmp_path, ["xlsx"], [f"bi.{view}"])
        sheet = pl.read_excel(tmp_path / f"bi.{view}.xlsx")
        assert sheet.columns == frame.columns
        assert sheet.height == frame.height
