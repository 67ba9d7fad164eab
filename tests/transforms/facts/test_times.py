"""The time that a quantity is about: what the sentence says, and where it is silent, its section."""

import pytest

from tests.phrases import Fact, Phrase, cases, extract_phrases, phrase, plan, review, said, term
from transforms.pipeline import Extraction


def period(fact: Fact) -> str:
    """2022, 2018/2022, 2022-H1, 2022-Q3, 2022-06, 2022-06-30."""
    return str(fact["period"])


SECTION = [
    review("review speaks of the year before the report", "建成公园{12个}。", "2023"),
    plan("plan speaks of the report's year", "建成公园{10个}。", "2024"),
    phrase("old report", "粮食产量{七千六百万斤}。", "1978", years=(1978, 1978, 1979)),
    term("flows of a term are the span", "新建农村公路{1200公里}。", "2018/2022"),
    term("summed flows are the span", "累计完成投资{860亿元}。", "2018/2022"),
    term("jobs of a term are the span", "城镇新增就业{11万人}。", "2018/2022"),
    term("stock at the end of a term is its last year", "公路通车里程达到{9800公里}。", "2022"),
    term("an item of a list of flows", "累计培育创新型企业{17家}、专精特新企业{8家}。", "2018/2022", "2018/2022"),
    term("an item of a list of stocks", "养老机构达到{93家}、托育机构{18家}。", "2022", "2022"),
    term("a stock by the month", "低保标准提高到每月{815元}。", "2022"),
    term("an area by the name of what was done", "城市建成区绿地率达{41%}。", "2022"),
    term("a place after what was done", "高标准农田建成面积居全国{首位}。", "2022"),
    term("stock broken through at the end of a term", "经营主体{突破12万户}。", "2022"),
    term("rate at the end of a term", "城镇化率提高到{63.5%}。", "2022"),
    term("rank at the end of a term", "经济总量居全省{第5位}。", "2022"),
    term("yearly growth of a term is the span", "地区生产总值年均增长{6.7%}。", "2018/2022"),
    term("growth over a term is the span", "地区生产总值增长{38%}。", "2018/2022"),
    term("growth over the year before is of the last year", "地区生产总值同比增长{8.5%}。", "2022"),
    term("so is growth on last year", "国民生产总值比上年增长{百分之十二点八}。", "2022"),
    term("so is what grew so", "固定资产投资{1550.5亿元}，同比增长{16.7%}。", "2022", "2022"),
    term("and the mean after it is the term's", "生产总值同比增长{8.5%}，年均增长{9.2%}。", "2022", "2018/2022"),
    term("the whole of a year is the last", "全年生产总值增长{4.9%}，财政收入增长{2.5%}。", "2022", "2022"),
]

DATE = [
    review("year of the sentence", "2021年农民人均收入{18900元}。", "2021"),
    review("year in Chinese numerals", "二〇二一年新增企业{61家}。", "2021"),
    review("span of years", "2021—2022年，新建学校{9所}。", "2021/2022"),
    review("span of years with a word", "2019年至2022年，新建学校{30所}。", "2019/2022"),
    review("first half", "上半年城镇新增就业{6200人}。", "2023-H1"),
    review("second half", "下半年城镇新增就业{7400人}。", "2023-H2"),
    review("first half of a year", "2022年上半年到位资金{3亿元}。", "2022-H1"),
    review("quarter", "三季度工业投资增长{9.8%}。", "2023-Q3"),
    review("first quarter", "第一季度开工项目{64个}。", "2023-Q1"),
    review("quarter of a year", "2022年四季度新增贷款{19亿元}。", "2022-Q4"),
    review("month", "2023年6月末，各项存款余额{1320亿元}。", "2023-06"),
    review("month without a year", "12月末贷款余额{960亿元}。", "2023-12"),
    review("day", "截至2022年6月30日，全县脱贫{8.6万人}。", "2022-06-30"),
    plan("months ahead", "6月底前开工项目{50个}。", "2024-06"),
    plan("half year ahead", "上半年发放贷款{80亿元}。", "2024-H1"),
    review("a date governs what follows", "2022年接待游客{300万人次}，实现收入{21亿元}。", "2022", "2022"),
    review("until the next date", "2022年完成投资{30亿元}，2023年完成{36亿元}。", "2022", "2023"),
    review("three quarters", "前三季度工业投资增长{9.8%}。", "2023-01/2023-09"),
    review("three quarters of a year", "2022年前三季度到位资金{3亿元}。", "2022-01/2022-09"),
    review("first months of a year", "2022年前8个月到位资金{3亿元}。", "2022-01/2022-08"),
    review("from month to month", "2022年3月至9月，新增贷款{19亿元}。", "2022-03/2022-09"),
    review("from a month to one of the next year", "2021年11月至2022年3月，新增贷款{19亿元}。", "2021-11/2022-03"),
    review("from month to month, the year said twice", "2022年2月至2022年10月，新增贷款{19亿元}。", "2022-02/2022-10"),
    review("from a month on to one of the next year", "2021年10月起至2022年5月，新增贷款{19亿元}。", "2021-10/2022-05"),
    review("from a month on to another", "2022年4月起到7月，新增贷款{19亿元}。", "2022-04/2022-07"),
    review("from a year on to another", "自2016年起至2020年，新增绿地{80亩}。", "2016/2020"),
    review("until a day", "2022年12月31日止，存款余额{8亿元}。", "2022-12-31"),
    review("months with a dash", "1—11月进出口增长{6.2%}。", "2023-01/2023-11"),
    review("span of years that begins with 从", "从2011年到2015年，累计投资{8亿元}。", "2011/2015"),
    review("span of years that begins with 自", "自2016年至2020年，新增绿地{80亩}。", "2016/2020"),
    review("two years together", "2020、2021两年合计投资{8亿元}。", "2020/2021"),
    review("two named years together", "2020年和2021年合计新建学校{9所}。", "2020/2021"),
    review("the last two years together", "两年合计完成投资{8亿元}。", "2022/2023"),
    review("the last three years together", "三年累计改造老旧小区{80个}。", "2021/2023"),
    review("a year with a circle for nought", "一九八○年工农业总产值{8亿元}。", "1980"),
    review("a year with a letter for nought", "一九八O年工农业总产值{8亿元}。", "1980"),
    review("the whole year is the section's", "全年新增贷款{86亿元}。", "2023"),
    review("end of the year is the section's", "年末常住人口{46.2万人}。", "2023"),
]

RELATIVE = [
    review("last year in a report", "去年新增就业{3.1万人}。", "2023"),
    plan("this year", "今年新建学校{6所}。", "2024"),
    review("this year in a review is the report's year", "今年计划新建学校{6所}。", "2024"),
    review("the year before last", "前年粮食产量{38万吨}。", "2022"),
    plan("the new year", "新的一年，公用经费压减{5%}。", "2024"),
    plan("next year", "明年建成泵站{4座}。", "2025"),
    plan("until a year", "到2025年，新能源装机达到{300万千瓦}。", "2025"),
    plan("coming five years", "今后五年，建成保障房{2万套}。", "2024/2028"),
    plan("coming three years", "未来三年，培育链主企业{15家}。", "2024/2026"),
    plan("before the end of the year", "年底前完成改厕{4000户}。", "2024"),
    plan("plan period", "“十四五”期间，新建高速公路{260公里}。", "2021/2025"),
    plan("end of a plan period", "到“十四五”末，森林覆盖率达到{42%}。", "2025"),
    phrase("past plan period", "“十二五”期间，完成固定资产投资{615亿元}。", "2011/2015", years=(2015, 2015, 2016)),
    term("five years past", "五年来，改造危房{9600户}。", "2018/2022"),
    term("these five years", "过去五年，招商引资到位{320亿元}。", "2018/2022"),
    term("a year past within a term", "一年来，新增专利{1600件}。", "2022"),
    term("three years past", "三年来，退出煤炭产能{90万吨}。", "2020/2022"),
    term("since a year to the end of the review", "2020年以来发放资金{8300余万元}。", "2020/2022"),
    review("the years of one thing", "人才工程三年落实岗位{24万个}，新增就业{9.3万人}。", "2021/2023", "2023"),
    plan("the years to come of one thing", "省财政五年统筹投入{100亿元}支持产业发展。", "2024/2028"),
    plan("what five years have moved", "二三产业比重五年提高{7.4个百分点}。", "2019/2023"),
    term("a sum over years that was reached", "民生支出累计达到{60.9亿元}。", "2018/2022"),
    phrase(
        "a yearly mean of a plan begins with it",
        "到2028年，生产总值年均增长{11%以上}。",
        "2024/2028",
        years=(2019, 2023, 2024),
        section="plan",
    ),
    review("until now", "截至目前，全市注册志愿者{26万人}。", "2023"),
]

BASE = [
    term("from–to with years", "森林覆盖率由2017年的{38.2%}提高到2022年的{41.5%}。", "2017", "2022"),
    term("from–to without years", "高新技术企业从{58家}增加到{412家}。", "2017", "2022"),
    term("first year only", "城镇化率由2017年的{51%}提高到{58%}。", "2017", "2022"),
    review("from–to within a year", "不良贷款率由{2.1%}下降到{1.6%}。", "2022", "2023"),
    review("base of a comparison is not when", "农民收入{30788元}，比2018年增加{9480元}。", "2023", "2023"),
    review("year of a multiple is its base", "完成税收{36亿元}，是2017年的{2.3倍}。", "2023", "2023"),
    review("same time last year is not when", "出口额比上年同期增长{12%}。", "2023"),
    review("on the year before is not when", "粮食产量比上年增加{1.3万吨}。", "2023"),
    review("consecutive years do not stretch", "连续五年超额完成任务，生产总值增长{7%}。", "2023"),
    phrase(
        "term from its base year",
        "工业产值由2010年的{24亿元}增加到2015年的{60亿元}，年均增长{20%}。",
        "2010",
        "2015",
        "2011/2015",
        years=(2011, 2015, 2016),
    ),
    term("so many times what was in a year is of the last", "产值是2012年的{2.6倍}。", "2022"),
    term("and what was in years is of all", "投资是“十二五”时期的{2.7倍}。", "2018/2022"),
    review("blanks around a year", "产值完成 {36亿元}，是 2011 年的 {1.42 倍}。", "2023", "2023"),
    review(
        "what is built on",
        "2023年，工农业总产值{突破9000亿元}，在2019到2022年每年递增{7.9%}的基础上，比上年增长{14.2%}。",
        "2023",
        "2019/2022",
        "2023",
    ),
    review("how many there were the year before", "优良天数{220天}，比上年{205天}增加{15天}。", "2023", "2022", "2023"),
    review(
        "a time ahead that is a clause", "按照十年规划，到2035年，粮食产量达到{8万吨}，油料{6万吨}。", "2035", "2035"
    ),
    review(
        "how it moves up to a time ahead",
        "社会商品零售总额2030年将达到{29亿元}，比2020年增长{40%}，完成投资{3亿元}。",
        "2030",
        "2030",
        "2023",
    ),
    review("actual in a plan is of the past", "目前全市共有托育机构{86家}。", "2023"),
]

PHRASES = [*SECTION, *DATE, *RELATIVE, *BASE]
OPEN_DEFECTS: dict[str, str] = {}


@pytest.fixture(scope="module")
def extraction() -> Extraction:
    return extract_phrases(PHRASES)


@pytest.mark.parametrize("case", cases(PHRASES, OPEN_DEFECTS))
def test_period(case: Phrase, extraction: Extraction) -> None:
    assert said(extraction, case, period) == case.expected


@pytest.mark.parametrize(
    ("written", "first", "last"),
    [
        ("2023", "2023-01-01", "2023-12-31"),
        ("2018/2022", "2018-01-01", "2022-12-31"),
        ("2023-H1", "2023-01-01", "2023-06-30"),
        ("2023-H2", "2023-07-01", "2023-12-31"),
        ("2023-Q3", "2023-07-01", "2023-09-30"),
        ("2023-06", "2023-06-01", "2023-06-30"),
        ("2022-06-30", "2022-06-30", "2022-06-30"),
    ],
)
def test_first_and_last_day_of_a_period(written: str, first: str, last: str, extraction: Extraction) -> None:
    days = extraction.facts.filter(period=written).select("period_start", "period_end").unique().rows()
    assert [(str(start), str(end)) for start, end in days] == [(first, last)]
