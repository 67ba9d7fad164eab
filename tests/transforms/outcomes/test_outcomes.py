"""Targets and results: which result answers which target, and what became of it. Facts are written by hand here."""

from datetime import date
from decimal import Decimal
from typing import Any

import polars as pl
import pytest

from schemas.registry import TABLES
from schemas.validate import validate
from transforms.comparison import portions
from transforms.comparison.passages import add_passages
from transforms.outcomes import match_outcomes, phrases

FACT = TABLES["fact_quantity"].dtypes
REPORTS = pl.DataFrame(
    [
        ("plan2022", "130633", "county", 2022, 2021, "government_work_report", False),
        ("review2022", "130633", "county", 2023, 2022, "government_work_report", False),
        ("plan_elsewhere", "130634", "county", 2022, 2021, "government_work_report", False),
        ("elsewhere", "130634", "county", 2023, 2022, "government_work_report", False),
    ],
    schema=["report_id", "region_code", "region_level", "report_year", "review_end", "kind", "is_partial"],
    orient="row",
)

Row = dict[str, Any]


def fact(mention: str, value: str, unit: str, indicator: str | None, **other: Any) -> Row:
    """A fact of the plan for 2022; the sentence is the indicator and the mention unless it is given."""
    action = other.get("action") or ""
    row: Row = {
        "fact_id": f"{mention}-{indicator}-{other.get('report_id', 'plan2022')}",
        "report_id": "plan2022",
        "char_start": 0,
        "mention": mention,
        "value": Decimal(value),
        "unit": unit,
        "stated_number": value,
        "bound": "exact",
        "measure": "level",
        "status": "target",
        "period": "2022",
        "period_start": date(2022, 1, 1),
        "period_end": date(2022, 12, 31),
        "indicator": indicator,
        "sentence": f"{action}{indicator}{mention}。",
    }
    return row | other


def result(mention: str, value: str, unit: str, indicator: str, **other: Any) -> Row:
    """The same for a fact of the review of 2022."""
    return fact(mention, value, unit, indicator, **({"report_id": "review2022", "status": "actual"} | other))


def outcomes(*facts: Row) -> pl.DataFrame:
    facts = tuple(row | {"sentence_start": row["char_start"] - row["sentence"].index(row["mention"])} for row in facts)
    frame = pl.DataFrame(facts, schema={name: FACT[name] for name in FACT.names()}, orient="row")
    return match_outcomes(frame, REPORTS)


def outcome(*facts: Row) -> Row:
    return outcomes(*facts).row(0, named=True)


def growth(mention: str, value: str, bound: str = "exact", **other: Any) -> Row:
    return fact(mention, value, "%", "生产总值", measure="growth", bound=bound, indicator_id="gdp", **other)


def grew(value: str, **other: Any) -> Row:
    words = {"measure": "growth", "indicator_id": "gdp"} | other
    return result(f"{value}%", value, "%", "全县地区生产总值", **words)


@pytest.mark.parametrize(
    ("target", "actual", "verdict"),
    [
        pytest.param(growth("9%左右", "9", "about"), grew("6.3"), "missed", id="9%左右 and 6.3%"),
        pytest.param(growth("9%左右", "9", "about"), grew("8.9"), "met", id="9%左右 and 8.9%"),
        pytest.param(growth("9%左右", "9", "about"), grew("8.6"), "met", id="9%左右 and 8.6%: 5 % of 9 short"),
        pytest.param(growth("9%左右", "9", "about"), grew("8.5"), "missed", id="9%左右 and 8.5%"),
        pytest.param(growth("9%", "9"), grew("8.9"), "missed", id="9% and 8.9%"),
        pytest.param(growth("9%", "9"), grew("9.0"), "met", id="9% and 9.0%"),
        pytest.param(growth("10%以上", "10", "at_least"), grew("29"), "met", id="10%以上 and 29%"),
        pytest.param(
            growth("6%—7%", "6", "range", value_max=Decimal(7)), grew("6.5"), "met", id="6%—7% and 6.5%"
        ),
        pytest.param(
            growth("6%—7%", "6", "range", value_max=Decimal(7)), grew("5.9"), "missed", id="6%—7% and 5.9%"
        ),
    ],
)  # fmt: skip
def test_growth_is_met_from_the_target_up(target: Row, actual: Row, verdict: str) -> None:
    assert outcome(target, actual)["verdict"] == verdict


UNEMPLOYMENT = "registered_unemployment_rate"


@pytest.mark.parametrize(
    ("target", "actual", "verdict"),
    [
        pytest.param(
            fact("4.5%以内", "4.5", "%", "城镇登记失业率", bound="at_most", indicator_id=UNEMPLOYMENT),
            result("4.5%以内", "4.5", "%", "城镇登记失业率", bound="at_most", indicator_id=UNEMPLOYMENT),
            "met",
            id="the outcome repeats the bound",
        ),
        pytest.param(
            fact("5.5%左右", "5.5", "%", "城镇登记失业率", bound="about", indicator_id=UNEMPLOYMENT),
            result("5.1%", "5.1", "%", "城镇登记失业率", indicator_id=UNEMPLOYMENT),
            "met",
            id="less unemployment than 左右",
        ),
        pytest.param(
            fact("3%以上", "-3", "%", "单位生产总值能耗", measure="growth", bound="at_least"),
            result("2.1%", "-2.1", "%", "单位生产总值能耗", measure="growth"),
            "missed",
            id="下降3%以上 and 下降2.1%",
        ),
        pytest.param(
            fact("3%以上", "-3", "%", "单位生产总值能耗", measure="growth", bound="at_least"),
            result("3.2%", "-3.2", "%", "单位生产总值能耗", measure="growth"),
            "met",
            id="下降3%以上 and 下降3.2%",
        ),
        pytest.param(
            fact("35微克/立方米以下", "35", "微克/立方米", "PM2.5平均浓度", bound="at_most", indicator_id="pm25"),
            result("38微克/立方米", "38", "微克/立方米", "PM2.5浓度", indicator_id="pm25"),
            "missed",
            id="more dust than 以下",
        ),
        pytest.param(
            fact("14.5万人", "145000", "人", "脱贫任务", action="完成"),
            result("15万人", "150000", "人", "脱贫任务", action="完成"),
            "met",
            id="脱贫 is a deed",
        ),
    ],
)  # fmt: skip
def test_what_is_held_down_is_met_from_the_target_down(target: Row, actual: Row, verdict: str) -> None:
    assert outcome(target, actual)["verdict"] == verdict


@pytest.mark.parametrize(
    ("target", "actual"),
    [
        pytest.param(
            fact("80公里", "80", "公里", "农村公路", action="新建", indicator_id="rural_roads"),
            result("40公里", "40", "公里", "10千伏线路", action="新改建", indicator_id="power_lines"),
            id="roads and power lines: both in 公里",
        ),
        pytest.param(
            fact("8条", "8", "条", "道路及周边区域户外广告招牌整治提升", action="推动"),
            result("50条", "50", "条", "道路路网", action="优化"),
            id="signs along roads and roads",
        ),
        pytest.param(
            fact("85%以上", "85", "%", "排水单元达标比例", measure="share", bound="at_least"),
            result("1766个", "1766", "个", "排水单元达标"),
            id="a share and a count",
        ),
        pytest.param(growth("9%", "9"), grew("9.5", measure="level"), id="growth and a level in %"),
        pytest.param(growth("9%", "9"), grew("9.5", report_id="elsewhere"), id="another place"),
        pytest.param(
            growth("9%", "9"),
            grew("9.5", period="2022-H1", period_end=date(2022, 6, 30)),
            id="half a year decides nothing",
        ),
        pytest.param(
            fact("22家", "22", "家", "销售收入过亿元企业"),
            result("9家", "9", "家", "销售收入过千万元企业"),
            id="过亿元 and 过千万元",
        ),
        pytest.param(
            fact("400个", "400", "个", "全民健身场所", action="新增"),
            result("2688次", "2688", "次", "全民健身活动", action="举办"),
            id="场所 and 活动",
        ),
    ],
)  # fmt: skip
def test_what_is_not_comparable_is_unreported(target: Row, actual: Row) -> None:
    row = outcome(target, actual)
    assert (row["actual_fact_id"], row["verdict"]) == (None, "unreported")
    assert row["reason"] == "后来的报告没有可比的结果"


@pytest.mark.parametrize(
    ("target", "actual"),
    [
        pytest.param(
            fact("39个", "39", "个", "省市重点项目", action="实施"),
            result("40项", "40", "项", "省、市重点项目", action="实施"),
            id="个 and 项",
        ),
        pytest.param(
            fact("3条", "3", "条", "地铁线路", action="建成"),
            result("3条", "3", "条", "地铁线", action="建成"),
            id="线路 and 线",
        ),
        pytest.param(
            fact("50亿元", "5000000000", "元", "区属国有企业资产总规模"),
            result("52.52亿元", "5252000000", "元", "区属国企资产总额"),
            id="国有企业 and 国企, 总规模 and 总额",
        ),
        pytest.param(
            fact("5个以上", "5", "个", "交通堵点", action="治理", bound="at_least"),
            result("6个", "6", "个", "交通拥堵点", action="治理"),
            id="堵点 and 拥堵点",
        ),
        pytest.param(
            fact("2万人以上", "20000", "人", "就业", subject="城镇", action="新增", indicator_id="urban_new_jobs"),
            result("2.21万人", "22100", "人", "新增城镇就业", indicator_id="urban_new_jobs"),
            id="城镇新增就业 and 新增城镇就业",
        ),
        pytest.param(
            fact("100家", "100", "家", "省级专精特新企业", measure="change"),
            result("175家", "175", "家", "省级专精特新中小企业", action="新增"),
            id="再增加100家 and 新增175家",
        ),
        pytest.param(
            fact("240万吨", "2400000", "吨", "粮食总产"),
            result("48.7亿斤", "2435000", "吨", "粮食总产量"),
            id="万吨 and 亿斤",
        ),
        pytest.param(
            growth("12%", "12"),
            grew("12.5", period="2018/2022", period_start=date(2018, 1, 1), sentence="同比增长12.5%。", char_start=4),
            id="同比 in a review of five years is of the last one",
        ),
        pytest.param(
            fact("5万人以上", "50000", "人", "城镇新增就业", indicator_id="urban_new_jobs"),
            result("8.1万人", "81000", "人", "就业", subject="全市城镇", action="新增", indicator_id="urban_new_jobs"),
            id="全市城镇 is 城镇",
        ),
    ],
)  # fmt: skip
def test_the_same_thing_in_other_words_is_found(target: Row, actual: Row) -> None:
    row = outcome(target, actual)
    assert (row["actual_fact_id"], row["verdict"]) == (actual["fact_id"], "met")


@pytest.mark.parametrize(
    ("target", "actual", "reason"),
    [
        pytest.param(
            fact("10宗", "10", "宗", "地块出让"),
            result("7宗", "7", "宗", "地块出让", sentence="以区为主体地块出让7宗。"),
            "口径不同：结果只计“以区为主体”",
            id="以区为主体",
        ),
        pytest.param(
            fact("10家", "10", "家", "市级以上龙头企业"),
            result("4家", "4", "家", "省级龙头企业"),
            "层级不同：目标为市级，结果为省级",
            id="市级以上 and 省级",
        ),
        pytest.param(
            fact("3条", "3", "条", "地铁线", action="建成"),
            result("3条", "3", "条", "地铁线", action="推进"),
            "阶段不同：目标要求完成，结果仅在推进或开工",
            id="建成 and 推进",
        ),
        pytest.param(
            fact("35个", "35", "个", "老旧小区改造", action="推动", indicator_id="old_communities"),
            result(
                "6个", "6", "个", "老旧小区改造", indicator_id="old_communities", sentence="等6个老旧小区改造项目完工。"
            ),
            "阶段不同：目标是推进或开工，结果只说已完成的数量",
            id="推动 and 完工",
        ),
        pytest.param(
            fact("3条", "3", "条", "地铁线", action="推动"),
            result("3条", "3", "条", "地铁线", action="推动"),
            "结果只重复了目标的数量，仍在推进，看不出进展",
            id="推动 and 推动",
        ),
        pytest.param(
            fact("20个", "20", "个", "口袋公园", subject="滨江片区", action="建成"),
            result("25个", "25", "个", "口袋公园", action="建成"),
            "主体不同：目标为滨江片区，结果为本地区",
            id="a quarter and the whole place",
        ),
        pytest.param(
            growth("9%", "9"), grew("9.5", basis="annual_average"), "时期不同：一为年均", id="a year and five of them"
        ),
        pytest.param(
            growth("9%", "9"),
            result("95亿元", "9500000000", "元", "全县生产总值", indicator_id="gdp"),
            "结果只有总量，没有增速",
            id="growth and a level",
        ),
        pytest.param(
            fact("20万吨", "200000", "吨", "蔬菜产量"),
            result("5%", "5", "%", "蔬菜产量", measure="growth"),
            "结果只有增速，没有总量",
            id="a level and growth",
        ),
        pytest.param(
            fact("60家", "60", "家", "科技型中小企业", action="新增", indicator_id="tech_smes"),
            result("150家", "150", "家", "科技型中小企业", indicator_id="tech_smes", sentence="总数达到150家。"),
            "一为新增，一为总数",
            id="new ones and all there are",
        ),
        pytest.param(
            fact("500家", "500", "家", "家庭农场", action="发展"),
            result("5021家", "5021", "家", "家庭农场", sentence="合作社达到20家、家庭农场5021家。"),
            "目标是新增量，结果可能是累计数",
            id="what is done and what stands",
        ),
        pytest.param(
            fact("40万亩", "266666666.666667", "平方米", "高标准农田", action="建成"),
            result("436万亩", "2906666666.666667", "平方米", "高标准农田", action="建成", basis="cumulative"),
            "结果是累计数",
            id="建成 and 累计建成",
        ),
        pytest.param(
            fact("30元", "30", "元", "医保补助标准", measure="change"),
            result("50元", "50", "元", "医保补助标准"),
            "一为变动，一为水平",
            id="an increase and the level",
        ),
        pytest.param(
            fact("152个", "152", "个", "重点项目", action="安排"),
            result("56个", "56", "个", "重点项目", action="竣工投产"),
            "阶段不同：目标是推进或开工，结果只说已完成的数量",
            id="安排 and 竣工",
        ),
    ],
)  # fmt: skip
def test_ambiguity_is_unclear_with_its_reason(target: Row, actual: Row, reason: str) -> None:
    row = outcome(target, actual)
    assert row["verdict"] == "unclear"
    assert row["reason"] == f"目标{target['mention']}，结果{actual['mention']}：{reason}"


def test_push_is_met_by_more_that_is_finished() -> None:
    target = fact("12个", "12", "个", "老旧小区改造", action="推动")
    assert outcome(target, result("20个", "20", "个", "老旧小区改造", action="完成"))["verdict"] == "met"


SPENT = "完成重点项目投资29亿元，占年度计划的115%。"


def test_a_stated_rate_that_does_not_fit_shows_another_plan() -> None:
    target = fact("34.43亿元", "3443000000", "元", "重点项目投资")
    spent = result("29亿元", "2900000000", "元", "重点项目投资", sentence=SPENT, char_start=8)
    rate = result("115%", "115", "%", "重点项目投资", measure="share", scope="年度计划", sentence=SPENT, char_start=19)
    row = outcome(target, spent, rate)
    assert (row["actual_fact_id"], row["verdict"]) == (spent["fact_id"], "unclear")
    assert row["reason"].endswith("报告自述完成任务的115.0%，与目标数不符，任务基数似有调整；报告自述完成任务的115.0%")


def test_a_stated_rate_that_fits_settles_the_scope() -> None:
    said = "省市重点项目投资586.4亿元，为年度计划的97.7%。"
    target = fact("600亿元", "60000000000", "元", "重点项目投资")
    spent = result("586.4亿元", "58640000000", "元", "省市重点项目投资", sentence=said, char_start=8)
    rate = result(
        "97.7%", "97.7", "%", "省市重点项目投资", measure="share", scope="年度计划", sentence=said, char_start=23
    )
    assert outcome(target, spent, rate)["verdict"] == "missed"


def test_a_rate_alone_is_evidence() -> None:
    target = fact("20公里", "20", "公里", "碧道", action="建成")
    rate = result("103%", "103", "%", "碧道", measure="share", scope="年度任务", sentence="碧道占年度任务的103%。")
    row = outcome(target, rate)
    assert (row["verdict"], row["attainment"]) == ("met", Decimal("1.03"))


def test_the_best_result_is_taken_and_only_once() -> None:
    whole = fact("39个", "39", "个", "省市重点项目", action="实施")
    part = fact("37个", "37", "个", "市重点", char_start=20)
    done = result("27项", "27", "项", "省、市重点项目", action="实施")
    rows = {row["target_fact_id"]: row for row in outcomes(whole, part, done).iter_rows(named=True)}
    assert rows[whole["fact_id"]]["actual_fact_id"] == done["fact_id"]
    assert rows[part["fact_id"]]["actual_fact_id"] is None


def test_attainment_is_the_result_by_the_target() -> None:
    missed = outcome(
        fact("720万人次", "7200000", "人次", "接待游客"), result("403万人次", "4030000", "人次", "接待游客")
    )
    assert (missed["verdict"], missed["attainment"]) == ("missed", Decimal("0.559722"))


def test_targets_that_no_later_report_reviews_have_no_row() -> None:
    later = growth("9%", "9", period="2025", period_start=date(2025, 1, 1), period_end=date(2025, 12, 31))
    assert outcomes(later, grew("9.5")).is_empty()


def test_order_of_rows_does_not_matter() -> None:
    facts = [growth("9%", "9"), fact("5个", "5", "个", "口袋公园"), grew("9.5"), result("6个", "6", "个", "口袋公园")]
    assert outcomes(*facts).equals(outcomes(*reversed(facts)))


def test_portions_of_places_give_what_the_whole_gives(monkeypatch: pytest.MonkeyPatch) -> None:
    there = {"report_id": "elsewhere", "status": "actual"}
    facts = [growth("9%", "9"), grew("9.5"), growth("8%", "8", report_id="plan_elsewhere"), grew("7", **there)]
    whole = outcomes(*facts)
    monkeypatch.setattr(portions, "FACTS_AT_ONCE", 1)
    assert outcomes(*facts).equals(whole)
    assert sorted(whole["verdict"]) == ["met", "missed"]


def test_no_facts_have_no_outcomes() -> None:
    assert outcomes().is_empty()


def test_rows_fit_the_table() -> None:
    facts = [growth("9%", "9"), fact("5个", "5", "个", None), grew("9.5")]
    ids = {row["fact_id"]: f"{number:016x}" for number, row in enumerate(facts)}
    frame = outcomes(*(row | {"fact_id": ids[row["fact_id"]]} for row in facts))
    assert validate("fact_outcome", frame).quarantined.is_empty()
    assert frame["verdict"].to_list() == ["met", "unreported"]


@pytest.mark.parametrize(
    ("phrase", "core"),
    [
        ("全区新建“口袋公园”建设任务", "口袋公园"),
        ("省级专精特新中小企业", "专精特新企业"),
        ("省、市重点项目", "重点项目"),
        ("老旧小区微改造项目完工", "老旧小区改造"),
        ("赤字率拟按", "赤字率"),
        ("项目", "项目"),
    ],
)
def test_phrases_are_brought_to_one_form(phrase: str, core: str) -> None:
    assert pl.select(phrases.normalised(pl.lit(phrase))).item() == core


@pytest.mark.parametrize(
    ("phrase", "levels"),
    [("省、市重点项目", "市省"), ("市级以上龙头企业", "市"), ("城市公园", ""), ("国家高新技术企业", "国家")],
)
def test_levels_are_named_in_one_order(phrase: str, levels: str) -> None:
    assert pl.select(phrases.levels(pl.lit(phrase))).item() == levels


def test_the_clause_of_each_of_three_equal_mentions() -> None:
    sentence = "新建公园6个，改造小区16个，完工6个。"
    starts = {"6个": [104, 117], "16个": [111]}
    rows = [
        {"char_start": start, "mention": mention, "sentence": sentence, "sentence_start": 100}
        for mention, places in starts.items()
        for start in places
    ]
    framed = add_passages(pl.DataFrame(rows, schema_overrides={"char_start": pl.Int32, "sentence_start": pl.Int32}))
    assert framed["lead"].to_list() == ["新建公园", "完工", "改造小区"]


@pytest.mark.parametrize(
    ("kind", "count"),
    [
        ("government_work_report", 1),
        ("development_plan", 1),
        ("plan_report", 1),
        ("budget_report", 1),
        ("statistical_bulletin", 0),
        ("resolution", 0),
        ("other", 0),
    ],
)
def test_only_some_kinds_of_document_promise(kind: str, count: int) -> None:
    facts = pl.DataFrame(
        [growth("9%左右", "9", "about"), grew("8.9")], schema={name: FACT[name] for name in FACT.names()}, orient="row"
    )
    of_plan = pl.col("report_id") == "plan2022"
    reports = REPORTS.with_columns(kind=pl.when(of_plan).then(pl.lit(kind)).otherwise("kind"))
    assert match_outcomes(facts, reports).height == count
