"""Searches with less work find what plain searches find."""

import polars as pl
import pytest

from transforms.language.searches import add_where, first_fit, rough, where


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        ("^(?:.{0,6})绿道(?:建设)?$", "滨江绿道建设"),
        ("^.{0,4}从业人员$", "商业从业人员"),
        ("^(?:[^农村]{0,4})河涌.{0,4}$", "城区河涌整治"),
        ("^(?:[^千]{0,8}|.{0,8}超[0-9]+亿元)产业集群$", "产值超百亿元产业集群"),
        ("^森林覆盖率$", "森林覆盖率"),
    ],
)
def test_a_rough_pattern_fits_what_its_pattern_fits(pattern: str, text: str) -> None:
    assert pl.Series([text]).str.contains(rough(pattern)).item()


def test_a_rough_pattern_is_asked_before_the_exact_one_decides() -> None:
    found = first_fit(pl.Series(["绿道", "环城又环湖的滨江绿道"]), ["^.{0,6}绿道$"], ["greenways"])
    assert found.rows() == [("绿道", "greenways")]


@pytest.mark.parametrize("between", [0, 1, 40])
def test_the_first_of_the_patterns_that_fit_decides(between: int) -> None:
    patterns = ["^公园$", *["^湿地$"] * between, "^.{0,4}公园$", "^公园.{0,4}$"]
    results = ["parks", *["wetlands"] * between, "some parks", "of parks"]
    found = first_fit(pl.Series(["公园", "口袋公园", "公园绿地", "公园", "学校"]), patterns, results)
    assert sorted(found.rows()) == [("公园", "parks"), ("公园绿地", "of parks"), ("口袋公园", "some parks")]


UNKNOWN = pl.DataFrame({"noun": ["企业", "投资", "公园"], "is_sum": [False, True, None]})


def test_rows_of_which_nothing_is_known_are_kept_and_not_asked() -> None:
    found = where(UNKNOWN, pl.col("is_sum"), lambda sums: sums.with_columns(total=pl.col("noun") + "总额"))
    assert sorted(found.select("noun", "total").rows()) == [("企业", None), ("公园", None), ("投资", "投资总额")]


def test_what_is_asked_of_some_rows_leaves_all_in_their_places() -> None:
    found = add_where(UNKNOWN, pl.col("noun").shift(1) == "企业", total=pl.col("noun") + "总额")
    assert found.select("noun", "total").rows() == [("企业", None), ("投资", "投资总额"), ("公园", None)]


def test_where_no_row_is_asked_the_columns_are_there() -> None:
    assert add_where(UNKNOWN, pl.col("noun") == "", total=pl.col("noun") + "总额")["total"].to_list() == [None] * 3
