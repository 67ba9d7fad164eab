"""What nobody would compare is unreported, and what decides nothing is unclear, each with its reason."""

from datetime import date

import pytest

from tests.outcomes import Row, fact, grew, growth, outcome, result


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
            fact("400万元", "4000000", "元", "投资", sentence="投资400万元完成朝阳街建设。"),
            result("8300万元", "83000000", "元", "投资", sentence="投资8300万元实施了20个教育项目。"),
            id="bare nouns that share no qualifier",
        ),
        pytest.param(
            fact("29亿元", "2900000000", "元", "重点项目投资", action="完成"),
            result("31亿元", "3100000000", "元", "重点项目总投资"),
            id="all that is invested and what was spent",
        ),
        pytest.param(
            fact("2倍", "2", "倍", "生产总值", measure="growth", indicator_id="gdp"), grew("9.5"), id="倍 and %"
        ),
        pytest.param(
            fact("12个", "12", "个", "示范园区", sentence="继续抓好滨江、城东和城西等一共12个示范园区的建设和管理。"),
            result("12个", "12", "个", "示范园区", sentence="继续抓好滨江、城东和城西等一共12个示范园区的建设和管理。"),
            id="one sentence in both",
        ),
        pytest.param(
            fact("20个", "20", "个", "无界公园", action="新增"),
            result("35个", "35", "个", "公园", action="新增"),
            id="some parks and all parks",
        ),
        pytest.param(
            fact("10%", "10", "%", "旅游收入", measure="growth"),
            result("10%", "10", "%", "三家星级景区乡村旅游收入", measure="growth"),
            id="one number of growth, and one name inside the other",
        ),
        pytest.param(
            growth("9%", "9"),
            result("第3位", "3", "位", "生产总值", measure="rank", indicator_id="gdp"),
            id="growth and a rank",
        ),
    ],
)  # fmt: skip
def test_no_reader_would_compare(target: Row, actual: Row) -> None:
    assert outcome(target, actual)["actual_fact_id"] is None


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
            fact("7%", "7", "%", "城乡居民人均可支配收入", measure="growth", indicator_id="disposable_income"),
            result(
                "8%", "8", "%", "城镇居民人均可支配收入", measure="growth", indicator_id="urban_disposable_income"
            ),
            "结果只是城乡之一",
            id="both halves and one of them",
        ),
        pytest.param(
            fact("9%", "9", "%", "社会消费品零售额", measure="growth", indicator_id="retail_sales"),
            result("8.1%", "8.1", "%", "限上消费品零售额", measure="growth", indicator_id="retail_sales"),
            "口径不同：结果只计“限上”",
            id="a narrower kind",
        ),
        pytest.param(
            fact("10个", "10", "个", "续建公路项目", sentence="抓好滨江大道等10个续建公路项目。"),
            result("16个", "16", "个", "续建公路项目"),
            "目标只是其中一部分",
            id="some and all",
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
