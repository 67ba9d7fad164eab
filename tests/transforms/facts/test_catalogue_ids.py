"""Which facts get the indicator that their words name, and which are of another sort, other things or other deeds."""

import polars as pl
import pytest

from transforms.facts.catalogue_ids import assign_indicator_ids

#: Words, what was done, measure, dimension; and the indicator.
CASES = [
    pytest.param("公办幼儿园", "新建", "level", "count", "kindergartens", id="things are counted"),
    pytest.param("保障房", "建成", "level", "area", "affordable_housing", id="or measured by their area"),
    pytest.param("省级示范性民宿", "新增", "level", "count", "homestays", id="of a level and a grade"),
    pytest.param("村卫生室标准化建设", "完成", "level", "count", "village_clinics", id="works on them"),
    pytest.param("高速公路", "建成", "level", "length", "expressway_mileage", id="a length"),
    pytest.param("高速公路", "建成", "level", "count", None, id="roads counted are no length"),
    pytest.param("装机容量", None, "share", "ratio", None, id="a share is no capacity"),
    pytest.param("签约项目", None, "level", "time", None, id="days are no projects"),
    pytest.param("贫困户", None, "change", "money", None, id="what the poor earn more are not the poor"),
    pytest.param("人才项目", "引进", "level", "count", None, id="projects are no people"),
    pytest.param("示范村面积", "建成", "level", "area", None, id="an area is no village"),
    pytest.param("新能源汽车", "生产", "level", "count", "nev_output", id="what is made is output"),
    pytest.param("新能源汽车", None, "growth", "ratio", "nev_output", id="and so it is without a verb"),
    pytest.param("新能源汽车", "推广", "level", "count", None, id="what is spread is not"),
    pytest.param("水泥", "压减", "level", "mass", None, id="nor what is cut"),
    pytest.param("办复率、满意率", None, "level", "ratio", "suggestions_rate", id="a rate holds for each of several"),
    pytest.param("生产总值和财政收入", None, "growth", "ratio", "gdp", id="and a growth"),
    pytest.param("生产总值和财政收入", None, "multiple", "multiple", "gdp", id="and what is doubled"),
    pytest.param(
        "基本养老保险、失业保险参保率", None, "level", "ratio", "pension_coverage", id="with the end that they share"
    ),
    pytest.param("农产品产值与农业产值之比", None, "multiple", "multiple", None, id="a ratio of two is of neither"),
    pytest.param("生产总值和财政收入", None, "level", "money", None, id="a sum does not"),
    pytest.param(
        "新能源汽车、光伏产品出口", None, "growth", "ratio", None, id="exports of products are none of them made"
    ),
]


#: The text before the number, its noun, and the indicator.
CASES_OF_TOPICS = [
    pytest.param("今年粮食再获丰收，总产达到", "总产", "grain_output", id="the topic of the clause before"),
    pytest.param("油料减产，棉花总产", "总产", "cotton_output", id="of two the nearest"),
    pytest.param("新农合全面铺开，筹资标准", "筹资标准", "medical_subsidy", id="whose standard it is"),
    pytest.param("建筑业加快转型，总产", "总产", None, id="a topic that has no such noun"),
    pytest.param("实际利用内资达30亿元、外资", "外资", "foreign_investment_used", id="the topic of the item before"),
    pytest.param("加快工业园区建设，利润", "利润", None, id="利润 is of too many things"),
]


def ids_of(**fact: str | None) -> list[str | None]:
    texts = dict.fromkeys(("indicator", "action", "subject", "measure", "dimension", "stem", "part_so_far"), pl.String)
    frame = pl.DataFrame({name: [fact.get(name)] for name in texts}, schema=texts)
    return assign_indicator_ids(frame)["indicator_id"].to_list()


@pytest.mark.parametrize(("indicator", "action", "measure", "dimension", "expected"), CASES)
def test_indicator_id(indicator: str, action: str | None, measure: str, dimension: str, expected: str | None) -> None:
    said = {"indicator": indicator, "action": action, "stem": indicator, "part_so_far": indicator}
    assert ids_of(**said, measure=measure, dimension=dimension) == [expected]


@pytest.mark.parametrize(("text", "indicator", "expected"), CASES_OF_TOPICS)
def test_topic_before_the_noun(text: str, indicator: str, expected: str | None) -> None:
    said = {"indicator": indicator, "stem": indicator, "part_so_far": text}
    assert ids_of(**said, measure="growth", dimension="ratio") == [expected]
