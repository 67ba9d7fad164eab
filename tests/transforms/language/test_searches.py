"""Searches with less work find what plain searches find."""

import polars as pl
import pytest

from transforms.language.searches import first_fit, rough


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
