"""What kind of statement a number is: measure, basis and sign, scope, and status."""

import pytest

from tests.phrases import Fact, Phrase, cases, extract_phrases, plain, plan, review, said, term
from transforms.pipeline import Extraction


def statement(fact: Fact) -> str:
    """As in: growth -3.1 % actual; with a basis: change 13480 元 since:2018 actual."""
    return " ".join(filter(None, [fact["measure"], plain(fact["value"]), fact["unit"], fact["basis"], fact["status"]]))


LEVEL = [
    review("stock", "规上企业达到{412家}。", "level 412 家 actual"),
    review("flow", "完成工业投资{34亿元}。", "level 3400000000 元 actual"),
    review("count before its noun", "{5家}企业入选国家级绿色工厂。", "level 5 家 actual"),
    review("new things are a level", "新增绿地{35公顷}。", "level 350000 平方米 actual"),
    review("net new things are a level", "净增经营主体{2.4万户}。", "level 24000 户 actual"),
    review("relief is a level", "为企业减税{5600万元}。", "level 56000000 元 actual"),
    review("relief of rent is a level", "减免租金{860万元}。", "level 8600000 元 actual"),
    review("refund is a level", "办理留抵退税{9.2亿元}。", "level 920000000 元 actual"),
    review("what is named 率 is a level", "森林覆盖率{41.5%}。", "level 41.5 % actual"),
    review("contribution rate is a level", "服务业对增长的贡献率达{50.5%}。", "level 50.5 % actual"),
    review("intensity is a level", "研发投入强度达{2.6%}。", "level 2.6 % actual"),
    review("rate reached after a rise", "城镇化率提高到{58%}。", "level 58 % actual"),
    plan("rate kept within", "城镇登记失业率控制在{4.5%以内}。", "level 4.5 % target"),
    review("index", "商品零售价格指数为{101.4}。", "level 101.4 指数 actual"),
]

GROWTH = [
    review("growth", "地区生产总值增长{6.1%}。", "growth 6.1 % actual"),
    review("decline has a sign", "房地产投资下降{9.6%}。", "growth -9.6 % actual"),
    review("fall in tenths", "旅游收入减少{近四成}。", "growth -40 % actual"),
    review("fall of a fraction", "审批事项减少{1/3}。", "growth -33.333333 % actual"),
    review("times by which it grew", "新能源汽车产量增长{5.1倍}。", "growth 5.1 倍 actual"),
    review("rise of prices", "居民消费价格上涨{2.2%}。", "growth 2.2 % actual"),
    plan("rate of rise of prices", "居民消费价格涨幅控制在{3%左右}。", "growth 3 % target"),
    review("rate of growth as a noun", "规上工业增加值增速达到{8.3%}。", "growth 8.3 % actual"),
    review("share of time saved", "审批时限压缩{70%}。", "growth -70 % actual"),
    review("real growth", "农民收入实际增长{7.4%}。", "growth 7.4 % actual"),
    review("growth as an adjective", "固定资产投资实现{12%}的增长。", "growth 12 % actual"),
    review(
        "growth before the level",
        "一般公共预算收入增长{6%}、达{120亿元}。",
        "growth 6 % actual",
        "level 12000000000 元 actual",
    ),
    review(
        "growth behind the level",
        "一般公共预算收入{120亿元}、增长{6%}。",
        "level 12000000000 元 actual",
        "growth 6 % actual",
    ),
    review(
        "list of verbs that differ",
        "住宿、餐饮营业额分别增长{8%}和下降{1.5%}。",
        "growth 8 % actual",
        "growth -1.5 % actual",
    ),
    plan("a goal beyond the goal", "国内生产总值增长{9%}，力争达到{10%}。", "growth 9 % target", "growth 10 % target"),
    review(
        "how fast, planned and reached",
        "总产值的增长速度，2022年计划为{3.7%}，实际达到{4.6%}。",
        "growth 3.7 % actual",
        "growth 4.6 % actual",
    ),
    review("planned year by year", "轻工业产值计划平均每年递增{5%}。", "growth 5 % annual_average target"),
    review(
        "how it moves up to a time ahead",
        "零售总额2030年将达到{29亿元}，比2020年增长{40%}，平均每年递增{7%}。",
        "level 2900000000 元 target",
        "growth 40 % since:2020 target",
        "growth 7 % annual_average target",
    ),
    review(
        "list that falls",
        "化学需氧量、氨氮排放量分别下降{8%}、{14.6%}。",
        "growth -8 % actual",
        "growth -14.6 % actual",
    ),
]

CHANGE = [
    review("percentage points up", "城镇化率提高{1.1个百分点}。", "change 1.1 百分点 actual"),
    review("percentage points down", "不良贷款率下降{0.6个百分点}。", "change -0.6 百分点 actual"),
    review("absolute increase", "常住人口比上年增加{2.3万人}。", "change 23000 人 actual"),
    review("absolute decrease", "煤矿减少{5家}。", "change -5 家 actual"),
    review("a work, whatever it ends in", "累计推动农房风貌提升{26.4万户}。", "level 264000 户 cumulative actual"),
    review("cut", "压减粗钢产能{160万吨}。", "change -1600000 吨 actual"),
    plan("cut further", "再压减粗钢产能{160万吨}。", "change -1600000 吨 target"),
    review(
        "cut as a list",
        "压减粗钢产能{160万吨}、水泥{20万吨}、新建学校{5所}。",
        "change -1600000 吨 actual",
        "change -200000 吨 actual",
        "level 5 所 actual",
    ),
    review("reduction of an amount", "生活垃圾减量{6.4万吨}。", "change -64000 吨 actual"),
    review("lightened burden", "减轻企业负担{3亿元}。", "change -300000000 元 actual"),
    review("rank that rises is better", "县域竞争力排名提升{5位}。", "change 5 位 actual"),
    review("rank that falls is worse", "综合排名后移{3位}。", "change -3 位 actual"),
    review("gap to another", "农民收入增速高于全省{0.7个百分点}。", "change 0.7 百分点 actual"),
    review("gap below another", "财政收入增速低于全省{1.2个百分点}。", "change -1.2 百分点 actual"),
    review("faster than", "工业增速快于全国{2.1个百分点}。", "change 2.1 百分点 actual"),
    review("contribution to growth", "消费拉动经济增长{3.9个百分点}。", "change 3.9 百分点 actual"),
    review("more of the things behind the number are a level", "增加了{34个}开放口岸。", "level 34 个 actual"),
    review("places that were gained are not", "综合指数提升{11个}位次。", "change 11 个 actual"),
    review("shortened by days", "办理时限缩短{6天}。", "change -6 天 actual"),
    review(
        "more than last year",
        "新增贷款{86亿元}，同比多增{12亿元}。",
        "level 8600000000 元 actual",
        "change 1200000000 元 actual",
    ),
]

SHARE = [
    review("nearly so much of another", "职业学校学生已接近高中学生总数的{50%}。", "share 50 % actual"),
    plan("up to so much of all", "通天然气的村庄增加到全部村庄的{72%}。", "share 72 % target"),
    review("part of expenditure", "民生支出占一般公共预算支出的{82%}。", "share 82 % actual"),
    review(
        "both ends of a share in the whole",
        "全市占比由2016年的{21.8%}增至{24%}。",
        "share 21.8 % baseline",
        "share 24 % actual",
    ),
    review("part of the year's task", "占年度任务的{149%}。", "share 149 % actual"),
    review("done part of the task", "完成年度计划的{113%}。", "share 113 % actual"),
    review("equivalent to a part", "研发经费相当于生产总值的{2.2%}。", "share 2.2 % actual"),
    review("proportion", "优良天数比例达{88.6%}。", "share 88.6 % actual"),
    review("weight", "服务业增加值比重达{46.1%}。", "share 46.1 % actual"),
    review("portion", "出口占全国份额为{3.1%}。", "share 3.1 % actual"),
    review("fraction of a whole", "{三分之二}的行政村通了快递。", "share 66.666667 % actual"),
    review("tenths of a whole", "民营企业占全部企业的{九成以上}。", "share 90 % actual"),
    review(
        "parts of a ratio",
        "三次产业结构为{9.1}:{42.6}:{48.3}。",
        "share 9.1 % actual",
        "share 42.6 % actual",
        "share 48.3 % actual",
    ),
    review("share that reaches", "非化石能源占比提高到{21%}。", "share 21 % actual"),
]

MULTIPLE = [
    review("times another year", "财政收入是2017年的{2.3倍}。", "multiple 2.3 倍 since:2017 actual"),
    review("times as a task", "城镇新增就业为年度计划的{1.1倍}。", "multiple 1.1 倍 actual"),
    plan("doubled", "农民收入十年{翻一番}。", "multiple 2 倍 target"),
    plan("doubled twice", "工业总产值{翻两番}。", "multiple 4 倍 target"),
]

RANK = [
    review("place in words", "经济总量居全省{第二}。", "rank 2 位 actual"),
    review("place in digits", "经济总量居全省{第4位}。", "rank 4 位 actual"),
    review("first", "造船完工量居全国{首位}。", "rank 1 位 actual"),
    review("among the first", "营商环境进入全国{前十}。", "rank 10 位 actual"),
    review("top group is no fact", "主要指标增速位居全省前列。"),
    review("both in one place", "工业投资、财政收入增速均居全市{第一}。", "rank 1 位 actual"),
    review("list of places", "工业、农业增速分别居全省{第三}和{第五}。", "rank 3 位 actual", "rank 5 位 actual"),
]

BASIS = [
    review("year on year is silent", "税收同比增长{5%}。", "growth 5 % actual"),
    term("yearly average", "生产总值年均增长{6.7%}。", "growth 6.7 % annual_average actual"),
    term("every year", "每年新增企业{20家}。", "level 20 家 annual_average actual"),
    review("since a year", "农民收入比2018年增加{9480元}。", "change 9480 元 since:2018 actual"),
    review("since the begin of the year", "贷款余额较年初增加{62亿元}。", "change 6200000000 元 since:2022 actual"),
    review("since the end of a plan", "生产总值比“十三五”末增长{34%}。", "growth 34 % since:2020 actual"),
    review("against a whole plan", "事故较“十三五”时期下降{6.5%}。", "growth -6.5 % since:2016/2020 actual"),
    term(
        "a base without a year is none of before",
        "比2017年增长{8%}，比前五年增加{3座}。",
        "growth 8 % since:2017 actual",
        "change 3 座 actual",
    ),
    term("a multiple of a year", "产值是2012年的{2.6倍}。", "multiple 2.6 倍 since:2012 actual"),
    term(
        "growth from where it came",
        "产量由2012年的{3万辆}发展到{7万辆}，增长{1.3倍}。",
        "level 30000 辆 baseline",
        "level 70000 辆 actual",
        "growth 1.3 倍 since:2012 actual",
    ),
    review(
        "growth from the year before",
        "产量由上年的{3万辆}增加到{7万辆}，增长{133%}。",
        "level 30000 辆 baseline",
        "level 70000 辆 actual",
        "growth 133 % actual",
    ),
    term("growth since a year", "市场主体较2017年增长{1.6倍}。", "growth 1.6 倍 since:2017 actual"),
    term("accumulated", "五年累计完成投资{860亿元}。", "level 86000000000 元 cumulative actual"),
    term("five years together", "五年共新建学校{61所}。", "level 61 所 cumulative actual"),
    review("month on month", "四季度商品房销售面积环比增长{51.3%}。", "growth 51.3 % month_on_month actual"),
]

STATUS = [
    review("done", "建成泵站{4座}。", "level 4 座 actual"),
    review("investment of a project under way", "总投资{86亿元}的抽水蓄能电站加快建设。", "level 8600000000 元 actual"),
    plan("promised", "建成泵站{4座}。", "level 4 座 target"),
    plan("made with what there is", "利用现有厂房改造建设孵化器{6个}。", "level 6 个 target"),
    plan("where a thing lies", "我县与新区接壤{18公里}。", "level 18 公里 actual"),
    review("a goal that was more than reached", "超额完成削减{4%}的年度目标。", "growth -4 % target"),
    review("an aim in brackets", "优良天数{326天}（目标{310天}）。", "level 326 天 actual", "level 310 天 target"),
    review(
        "an aim in brackets falls with what was reached",
        "氨氮排放量削减{6.4%}（年度计划{5%}）。",
        "growth -6.4 % actual",
        "growth -5 % target",
    ),
    review(
        "an aim in brackets with its verb",
        "地区生产总值增长{5.2%}（预期目标为增长{6%以上}）。",
        "growth 5.2 % actual",
        "growth 6 % target",
    ),
    plan("to strive for", "力争高新技术企业{突破600家}。", "level 600 家 target"),
    review("expected year", "预计全年生产总值增长{6%}。", "growth 6 % estimate"),
    review(
        "first computation",
        "初步核算，生产总值达{386亿元}，增长{6%}。",
        "level 38600000000 元 estimate",
        "growth 6 % estimate",
    ),
    review(
        "estimate ends with its clause",
        "预计税收增长{4%}；新增企业{60家}。",
        "growth 4 % estimate",
        "level 60 家 actual",
    ),
    review("statistical forecast", "据统计预测，社零总额增长{7%}。", "growth 7 % estimate"),
    review("forecast of a coming time", "电站计划2026年投产，年发电{3亿千瓦时}。", "level 300000000 千瓦时 target"),
    review(
        "planned within a review", "签约项目{4个}，其中{1个}计划2024年并网。", "level 4 个 actual", "level 1 个 target"
    ),
    review("from-value of a pair", "不良贷款率由{2.1%}下降到{1.6%}。", "level 2.1 % baseline", "level 1.6 % actual"),
    plan(
        "from-value in a plan",
        "低保标准由每人每年{5400元}提高到{6000元}。",
        "level 5400 元 baseline",
        "level 6000 元 target",
    ),
    plan(
        "stated base of a comparison",
        "比上年的{42.1万吨}增加{1.3万吨}。",
        "level 421000 吨 baseline",
        "change 13000 吨 target",
    ),
    review(
        "base that a comparison states",
        "粮食产量比上年的{42.1万吨}增加{1.3万吨}。",
        "level 421000 吨 baseline",
        "change 13000 吨 actual",
    ),
    plan("found in a plan", "我县现有常住人口{46.2万人}。", "level 462000 人 actual"),
    plan(
        "past in a plan",
        "去年新增就业{3.1万人}，今年要新增{3.3万人}。",
        "level 31000 人 actual",
        "level 33000 人 target",
    ),
    review("what is set beside the plan is done", "重大项目数较年初计划增长{66%}。", "growth 66 % since:2022 actual"),
    review(
        "a rate behind its move",
        "出庭应诉率提高{10个百分点}、达{90%}。",
        "change 10 百分点 actual",
        "level 90 % actual",
    ),
    review("a part of those behind it", "{80%}监测对象消除返贫风险。", "share 80 % actual"),
    review("a share behind growth", "税收增长{17%}，占比达到{77%}。", "growth 17 % actual", "share 77 % actual"),
    review(
        "rates of growth, each", "甲类、乙类总量增速分别为{13%}、{18%}。", "growth 13 % actual", "growth 18 % actual"
    ),
    review("surpassed plan is done", "超额完成年度计划，建成住房{9000套}。", "level 9000 套 actual"),
]

SCOPE = [
    review("ranked in the province", "经济总量居全省{第二}。", "全省"),
    review("ranked in the nation", "造船完工量居全国{首位}。", "全国"),
    review("part of a whole", "民生支出占一般公共预算支出的{82%}。", "一般公共预算支出"),
    review("part of the year's task", "完成投资{36亿元}，占年度任务的{149%}。", "", "年度任务"),
    review("equivalent", "研发经费相当于生产总值的{2.2%}。", "生产总值"),
]

PHRASES = [*LEVEL, *GROWTH, *CHANGE, *SHARE, *MULTIPLE, *RANK, *BASIS, *STATUS]
OPEN_DEFECTS: dict[str, str] = {
    "five years together": "got 61所: level 61 所 actual",
    "planned within a review": "got 1个: level 1 个 actual",
}
SCOPE_DEFECTS: dict[str, str] = {}


@pytest.fixture(scope="module")
def extraction() -> Extraction:
    return extract_phrases(PHRASES)


@pytest.mark.parametrize("case", cases(PHRASES, OPEN_DEFECTS))
def test_statement(case: Phrase, extraction: Extraction) -> None:
    assert said(extraction, case, statement) == case.expected


@pytest.fixture(scope="module")
def scopes() -> Extraction:
    return extract_phrases(SCOPE)


@pytest.mark.parametrize("case", cases(SCOPE, SCOPE_DEFECTS))
def test_scope(case: Phrase, scopes: Extraction) -> None:
    assert said(scopes, case, lambda fact: fact["scope"] or "") == case.expected
