"""Met or missed: which verdict a reader gives."""

from datetime import date
from decimal import Decimal

import pytest

from tests.outcomes import Row, fact, grew, growth, outcome, result


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
    ("target", "actual", "verdict"),
    [
        pytest.param(
            fact("300家", "300", "家", "国家专精特新“小巨人”企业", action="新增"),
            result("397家", "397", "家", "专精特新“小巨人”企业", action="新增"),
            "met",
            id="小巨人 are national by nature",
        ),
        pytest.param(
            fact("20家以上", "20", "家", "科技型中小企业", action="新增", bound="at_least"),
            result("12家", "12", "家", "省级科技型中小企业", action="新增"),
            "missed",
            id="an unstated level, one verb, noun and unit",
        ),
        pytest.param(
            fact("20个", "20", "个", "美丽乡村", action="建设"),
            result("4个", "4", "个", "省级美丽乡村", action="打造"),
            "unclear",
            id="an unstated level and another verb",
        ),
        pytest.param(
            fact("15个", "15", "个", "市以上重点项目", action="安排"),
            result("15个", "15", "个", "省市重点项目", action="谋划实施"),
            "met",
            id="市以上 are 省市",
        ),
        pytest.param(
            fact("11万套", "110000", "套", "棚户区改造开工", sentence="棚户区改造开工11万套、基本建成13万套。"),
            result("11万套", "110000", "套", "棚户区改造开工"),
            "met",
            id="启动 is answered by 启动",
        ),
        pytest.param(
            fact("4.5%以内", "4.5", "%", "失业率", bound="at_most"),
            result("4%以内", "4", "%", "失业率", bound="at_most", period="2018/2022", period_start=date(2018, 1, 1)),
            "met",
            id="a ceiling kept in all five years",
        ),
        pytest.param(
            fact("2.5万个", "25000", "个", "停车位", action="新增"),
            result("5万个", "50000", "个", "停车位", action="新增", subject="中心城区"),
            "met",
            id="more in a part than was promised for all",
        ),
        pytest.param(
            fact("3.9%", "3.9", "%", "研发投入强度"),
            result("超3.82%", "3.82", "%", "研发投入强度", bound="above"),
            "missed",
            id="超3.82% is under 3.9%",
        ),
        pytest.param(
            fact("1000家", "1000", "家", "科技企业", action="新增"),
            result("1200户", "1200", "户", "科技企业", action="新增"),
            "met",
            id="户 of firms are 家",
        ),
        pytest.param(
            fact("突破150万", "1500000", "人", "旅游人数", bound="above", indicator_id="tourists"),
            result("152万人次", "1520000", "人次", "游客", action="接待", indicator_id="tourists"),
            "met",
            id="人数 and 人次 of visitors",
        ),
        pytest.param(
            fact("50座", "50", "座", "5G基站", action="新建"),
            result("58座", "58", "座", "5G通讯基站", action="新建"),
            "met",
            id="one head, and all characters of the shorter",
        ),
        pytest.param(
            fact("80亿元", "8000000000", "元", "“两区”投资", action="完成"),
            result("60亿元", "6000000000", "元", "投资", sentence="推进“两区”建设，完成投资60亿元。", char_start=13),
            "missed",
            id="a bare noun takes what the clause before is about",
        ),
        pytest.param(
            growth("10%", "10", "above"), grew("10.2", sentence="增长10.2%，好于预期。"), "met", id="a plain growth"
        ),
        pytest.param(
            fact("97%", "97", "%", "二级以上医疗机构", action="覆盖"),
            result("97%", "97", "%", "电子病历共享和检查结果互认覆盖二级以上医疗机构"),
            "met",
            id="one number, and one name inside the other",
        ),
        pytest.param(
            fact("35万亩", "233333333.333333", "平方米", "建设用地", action="供应"),
            result("37.3万亩", "248666666.666667", "平方米", "国有建设用地", action="供应"),
            "met",
            id="a bare noun and a fuller one with one telling verb",
        ),
        pytest.param(
            fact("1000万人以上", "10000000", "人", "农村贫困人口", action="减少", bound="at_least"),
            result("1442万人", "-14420000", "人", "农村贫困人口", measure="change"),
            "met",
            id="减少 before its object and behind its subject",
        ),
        pytest.param(
            fact("1000万人", "-10000000", "人", "农村贫困人口", measure="change"),
            result("800万人", "8000000", "人", "农村贫困人口", action="减少"),
            "missed",
            id="and the other way round",
        ),
    ],
)  # fmt: skip
def test_a_reader_decides(target: Row, actual: Row, verdict: str) -> None:
    row = outcome(target, actual)
    assert (row["actual_fact_id"], row["verdict"]) == (actual["fact_id"], verdict)


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
