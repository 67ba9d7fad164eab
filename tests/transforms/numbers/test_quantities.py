"""What a quantity is in a text: where its mention begins and ends, its value, unit and bound."""

from typing import Any

import pytest

from tests.phrases import Fact, Phrase, cases, extract_phrases, plain, plan, review, said
from transforms.pipeline import Extraction


def quantity(fact: Fact) -> str:
    """34000 家 above; 5~6 % range."""
    value = "~".join(filter(None, [plain(fact["value"]), plain(fact["value_max"])]))
    return f"{value} {fact['unit']} {fact['bound']}"


CLASSIFIERS = "家 个 项 人 人次 名 户 户次 宗 套 条 座 栋 所 张 件 辆 台 处 场 场次 架次 列 艘 间 株"

MENTION = [
    review("number and unit", "新建幼儿园{23所}。", "23 所 exact"),
    review("counted noun stays outside", "新开通{3条}地铁线路。", "3 条 exact"),
    review("verb stays outside", "外贸出口增长{4.6%}。", "4.6 % exact"),
    review("verb of reaching stays outside", "税收收入达到{88亿元}。", "8800000000 元 exact"),
    plan("verb of control stays outside", "居民消费价格涨幅控制在{3%以内}。", "3 % at_most"),
    review("comparison stays outside", "农民收入增速高于全省{0.7个百分点}。", "0.7 百分点 exact"),
    review("qualifier before", "规上企业总数{超1.2万家}。", "12000 家 above"),
    review("qualifier after", "新增上市公司{6家以上}。", "6 家 at_least"),
    review("qualifier inside", "兴修小水库{80余座}。", "80 座 above"),
    review("qualifier between number and multiplier", "发放补贴{4千多万元}。", "40000000 元 above"),
    plan("range is one mention", "地区生产总值增长{5.5%—6%}。", "5.5~6 % range"),
    plan("range with a word", "每个乡镇培育{2至4个}特色产业。", "2~4 个 range"),
    plan("range with a hyphen", "新增国家级平台{1-2家}。", "1~2 家 range"),
    plan("range with a wave", "每户增收{3000～5000元}。", "3000~5000 元 range"),
    plan("range with two units", "技改投资增长{8%至10%}。", "8~10 % range"),
    plan("range with two multipliers", "引进人才{1.5万至2万人}。", "15000~20000 人 range"),
    plan("range with a shared multiplier", "新建绿地{30-40万平方米}。", "300000~400000 平方米 range"),
    plan("range in Chinese numerals", "争取用{三到五年}时间完成搬迁。", "3~5 年 range"),
    review("list of percentages", "粮食、油料产量分别增长{3.1%}、{11.6%}。", "3.1 % exact", "11.6 % exact"),
    review(
        "list with and",
        "工业、服务业、外贸占比分别提高{2个}、{4个}和{6个百分点}。",
        "2 百分点 exact",
        "4 百分点 exact",
        "6 百分点 exact",
    ),
    review(
        "list with a shared unit", "新增国家、省、市级园区{1}、{4}、{9个}。", "1 个 exact", "4 个 exact", "9 个 exact"
    ),
    review(
        "list with a shared multiplier and unit",
        "水果、茶叶产量分别为{6.1}和{0.8万吨}。",
        "61000 吨 exact",
        "8000 吨 exact",
    ),
    plan(
        "qualifier spread over 分别",
        "基建、技改投资分别增长{7%}、{9.5%以上}。",
        "7 % at_least",
        "9.5 % at_least",
    ),
    plan(
        "qualifier spread over 分别 with and",
        "财政收入、社零总额分别增长{5%}和{6%左右}。",
        "5 % about",
        "6 % about",
    ),
    review("decimal split by layout", "工业投资增长{5 . 5%}。", "5.5 % exact"),
    review("digit split off by layout", "完成投资{36.5 9亿元}。", "3659000000 元 exact"),
    review("number broken by a line wrap", "实现进出口总额{1,\n286亿元}。", "128600000000 元 exact"),
    review("unit on the next line", "实现利润{36.\n5亿元}。", "3650000000 元 exact"),
    review("space before the unit", "新建校舍{12 所}。", "12 所 exact"),
    review("growth in parentheses", "实现税收{30.5亿元}（增长{7.2%}）。", "3050000000 元 exact", "7.2 % exact"),
    review("what is counted is real, though it has a problem", "解决{7个}村的饮水问题。", "7 个 exact"),
    plan("what is counted is real, though it is great", "推动{12个}重大项目开工。", "12 个 exact"),
    review("no space around in mixed text", "GDP总量突破了历史，达{501.6亿元}，为近年最好。", "50160000000 元 exact"),
    review(
        "qualifiers joined to a verb are none",
        "节约{5亿元}，附近{3个}村受益，通过{12项}验收。",
        "500000000 元 exact",
        "3 个 exact",
        "12 项 exact",
    ),
]

NUMBER = [
    review("hundred", "表彰先进{3百人}。", "300 人 exact"),
    review("thousand", "种植果树{6千亩}。", "4000000 平方米 exact"),
    review("ten thousand", "接种疫苗{18万人}。", "180000 人 exact"),
    review("million", "投入{3百万元}。", "3000000 元 exact"),
    review("ten million", "投入{2千万元}。", "20000000 元 exact"),
    review("hundred million", "投入{2.35亿元}。", "235000000 元 exact"),
    review("hundred thousand million", "存款余额{1.2千亿元}。", "120000000000 元 exact"),
    review("million million", "社会融资规模{4.6万亿元}。", "4600000000000 元 exact"),
    review("exact where floats are not", "营业收入{4040.24亿元}。", "404024000000 元 exact"),
    review("what does not end has six places", "流转土地{520亩}。", "346666.666667 平方米 exact"),
    review("full-width digits", "铺设管网{１２．８公里}。", "12.8 公里 exact"),
    review("full-width percent", "出口增长{２３．４％}。", "23.4 % exact"),
    review("thousands separator", "登记志愿者{12,860人}。", "12860 人 exact"),
    review("thousands separated by a space", "下达资金{1 350万元}。", "13500000 元 exact"),
    review("Chinese numeral", "兴办企业{三十二万家}。", "320000 家 exact"),
    review("Chinese numeral with a gap", "修建水渠{两千零五条}。", "2005 条 exact"),
    review("Chinese numeral with 亿 and 万", "存款达{五十二亿三千万元}。", "5230000000 元 exact"),
    review("Chinese numeral and more", "安置青年{三百五十多万人}。", "3500000 人 above"),
    review("mixed numeral", "转移群众{2万5千人}。", "25000 人 exact"),
    review("fraction in Chinese", "全县{三分之二}的行政村通了客车。", "66.666667 % exact"),
    review("fraction of a quarter", "产量占全省的{四分之一}。", "25 % exact"),
    review("fraction in digits", "机关编制减少{1/3}。", "-33.333333 % exact"),
    review("percent in Chinese", "工业产值增长{百分之六点五}。", "6.5 % exact"),
    review("per mille in Chinese", "人口自然增长率为{千分之三}。", "3 ‰ exact"),
    review("tenths", "民营企业占全部企业的{八成}。", "80 % exact"),
    review("tenths with a half tenth", "绿地覆盖率达{六成五}。", "65 % exact"),
    review("more than tenths", "网上办理占比{超九成}。", "90 % above"),
    review("half", "规上企业占{半数}。", "50 % exact"),
    review("one half", "审批事项减少{一半}。", "-50 % exact"),
    review("more than half", "高技术产业占比{过半}。", "50 % above"),
    plan("doubled", "人均收入五年{翻一番}。", "2 倍 exact"),
    plan("doubled twice", "工业总产值力争{翻两番}。", "4 倍 exact"),
    review("two times", "储蓄存款是五年前的{两倍}。", "2 倍 exact"),
    review("times with decimals", "产值是2015年的{3.4倍}。", "3.4 倍 exact"),
    review("product", "电厂{2×35万千瓦}机组投产。", "700000 千瓦 exact"),
    review(
        "ratio is a share each",
        "三次产业结构调整为{8.1}:{43.6}:{48.3}。",
        "8.1 % exact",
        "43.6 % exact",
        "48.3 % exact",
    ),
    review("ratio with full-width colons", "三次产业比例为{9}：{41}：{50}。", "9 % exact", "41 % exact", "50 % exact"),
    review("no unit, the noun tells it", "解决{7.5万}农村人口饮水困难。", "75000 人 exact"),
    review("letter l for one", "完成投资{4l.38亿元}。", "4138000000 元 exact"),
]

UNIT = [
    review("yuan", "人均公用经费{720元}。", "720 元 exact"),
    review("dollar", "实际利用外资{3.2亿美元}。", "320000000 美元 exact"),
    review("Hong Kong dollar", "引进港资{8000万港元}。", "80000000 港元 exact"),
    review("euro", "境外发债{3亿欧元}。", "300000000 欧元 exact"),
    review("yen", "利用贷款{45亿日元}。", "4500000000 日元 exact"),
    review("square metres", "竣工住房{120万平方米}。", "1200000 平方米 exact"),
    review("mu", "新增水田{3万亩}。", "20000000 平方米 exact"),
    review("hectares", "造林{35公顷}。", "350000 平方米 exact"),
    review("square kilometres", "建成区达{86平方公里}。", "86000000 平方米 exact"),
    review("square kilometres, other name", "治理沙地{5平方千米}。", "5000000 平方米 exact"),
    review("kilometres", "新修公路{52.5公里}。", "52.5 公里 exact"),
    review("metres", "加固堤防{1800米}。", "1.8 公里 exact"),
    review("thousand metres", "新铺燃气管道{12.6千米}。", "12.6 公里 exact"),
    review("li", "整修古道{三十里}。", "15 公里 exact"),
    review("nautical miles", "航道疏浚{12海里}。", "22.224 公里 exact"),
    review("millimetres", "平均降雨量{612毫米}。", "612 毫米 exact"),
    review("centimetres", "积雪深度{15厘米}。", "150 毫米 exact"),
    review("tonnes", "水产品产量{3.4万吨}。", "34000 吨 exact"),
    review("gongjin", "粮食总产{12.6亿公斤}。", "1260000 吨 exact"),
    review("kilograms", "亩均施肥减少{5千克}。", "-0.005 吨 exact"),
    review("jin", "粮食产量{48亿斤}。", "2400000 吨 exact"),
    review("dan", "棉花产量{九十万担}。", "45000 吨 exact"),
    review("tonnes of coal equivalent", "形成节能量{8.2万吨标准煤}。", "82000 吨标准煤 exact"),
    review("tonnes of carbon dioxide", "碳汇交易{20万吨二氧化碳}。", "200000 吨二氧化碳 exact"),
    review("cubic metres", "日供水能力达{5万立方米}。", "50000 立方米 exact"),
    review("coal for so much of output", "单位能耗降到{0.62吨标准煤/万元}。", "0.62 吨标准煤/万元 exact"),
    review("people for so much of output", "死亡率控制在{0.06人/亿元}。", "0.06 人/亿元 exact"),
    review("so many for a hundred", "电话普及率{128.4部/百人}。", "1.284 部/人 exact"),
    review("litres", "人均日用水量{130升}。", "0.13 立方米 exact"),
    review("kilowatts", "风电装机{50万千瓦}。", "500000 千瓦 exact"),
    review("megawatts", "光伏装机{240兆瓦}。", "240000 千瓦 exact"),
    review("kilowatt hours", "全社会用电量{62.3亿千瓦时}。", "6230000000 千瓦时 exact"),
    review("kilowatt hours as 度", "绿电交易{1.8亿度}。", "180000000 千瓦时 exact"),
    review("years that a work took", "修建大桥历时{3年}。", "3 年 exact"),
    plan("years", "大桥工期缩短{2年}。", "-2 年 exact"),
    review("months", "办证时间缩短{3个月}。", "-3 月 exact"),
    review("days", "空气优良天数{312天}。", "312 天 exact"),
    review("working days", "审批时限压减至{5个工作日}。", "5 天 exact"),
    review("hours", "通关时间压缩至{1.5小时}。", "1.5 小时 exact"),
    review("minutes", "企业开办平均用时{40分钟}。", "40 分钟 exact"),
    review("per mille sign", "人口自然增长率{4.2‰}。", "4.2 ‰ exact"),
    review("percentage points", "失业率下降{0.3个百分点}。", "-0.3 百分点 exact"),
    review("points without 个", "失业率下降{0.3百分点}。", "-0.3 百分点 exact"),
    review("rank", "经济总量居全省{第4位}。", "4 位 exact"),
    review("index", "居民消费价格指数为{102.3}。", "102.3 指数 exact"),
    review("concentration", "PM2.5平均浓度为{31微克/立方米}。", "31 微克/立方米 exact"),
    review("price of land", "工业用地均价{12万元/亩}。", "180 元/平方米 exact"),
    review("price of housing", "商品住宅均价{8600元/平方米}。", "8600 元/平方米 exact"),
    review("speed", "列车最高时速{350公里/小时}。", "350 公里/小时 exact"),
    *[
        review(f"classifier {classifier}", f"全年共完成{{36{classifier}}}。", f"36 {classifier} exact")
        for classifier in CLASSIFIERS.split()
    ],
    review("twenty-foot boxes", "集装箱吞吐量{21万标箱}。", "210000 标准箱 exact"),
    review("life expectancy", "人均预期寿命{79.1岁}。", "79.1 岁 exact"),
]

BOUND = [
    *[
        review(f"{bound}: {word} before", f"全年引进企业{{{word}60家}}。", f"60 家 {bound}")
        for bound, words in {
            "about": "约 大约",
            "below": "近 将近 接近 不足 不到 低于",
            "above": "超 超过 突破 逾 高于",
            "at_least": "不少于 不低于 至少",
            "at_most": "不超过 不高于",
        }.items()
        for word in words.split()
    ],
    *[
        review(f"{bound}: {word} after", f"全年引进企业{{60家{word}}}。", f"60 家 {bound}")
        for bound, words in {"about": "左右 上下", "at_least": "以上", "at_most": "以内 以下"}.items()
        for word in words.split()
    ],
    review("above: 余 inside", "全年引进企业{60余家}。", "60 家 above"),
    review("above: 多 inside", "全年引进企业{60多家}。", "60 家 above"),
    review("above: 多 behind the multiplier", "全年引进人才{6万多人}。", "60000 人 above"),
    review("above: 多 behind the unit", "工期历时{3年多}。", "3 年 above"),
    review(
        "above: a multiplier alone with 余",
        "全年组织{千余名}党员、{万余人次}群众。",
        "1000 名 above",
        "10000 人次 above",
    ),
    review("below: a multiplier alone with 近", "服务对接{近百名}专家。", "100 名 below"),
    review("indefinite: tens", "清理积案{数十件}。", "10 件 indefinite"),
    review("indefinite: about a hundred", "服务企业{上百家}。", "100 家 indefinite"),
    review("indefinite: some hundred", "化解纠纷{几百起}。", "100 起 indefinite"),
    review("indefinite: thousands", "走访群众{数千户}。", "1000 户 indefinite"),
    review("indefinite: ten thousand", "受益群众{上万人}。", "10000 人 indefinite"),
    review("words decide, not the sign", "能耗强度下降{3.1%以上}。", "-3.1 % at_least"),
    plan("cut off by a verb", "每个社区至少建成{2个}养老驿站。", "2 个 at_least"),
    plan(
        "cut off by a verb, over a list",
        "全县至少新建{4所}学校、{12个}驿站。",
        "4 所 at_least",
        "12 个 at_least",
    ),
    plan("cut off by a verb, from above", "每件事项最多跑{1次}。", "1 次 at_most"),
    review("million as a bound of order", "全市{上百名}干部下沉。", "100 名 indefinite"),
]

#: What may be a fact or not by the guide: the warehouse has it where it counts real things.
COUNTED_OR_NOT = [
    plan("rhetoric: blocks", "做强三大板块，守住两条生命线。"),
    plan("rhetoric: actions", "深入实施六大行动，抓好八个方面工作。"),
    plan("rhetoric: matters of the people", "办好十件民生实事。"),
    review("a time and more", "改造一年多来成效明显。"),
    review("rhetoric: great nouns", "培育五大支柱产业。"),
    review("streak", "连续三年获评优秀，连续五年保持增长。"),
    plan("time in a slogan", "打造15分钟便民生活圈、10分钟服务圈。"),
    review("sets and levels", "健全市县两级、三级林长体系。"),
    review("capacity in the name of a project", "大唐30万吨锌冶炼项目加快建设。"),
    review("plan name that counts", "落实“稳增长80条”政策。"),
    review("quoted label", "建设“五个中心”，做到“两个确保”。"),
    review("squares are real", "建成河滨、东门{两个}市民广场。", "2 个 exact"),
    review("measures are real", "出台{33条}惠企措施。", "33 条 exact"),
    review("capacity really closed", "关停{3.5万吨}造纸生产线。", "35000 吨 exact"),
    review("projects of a small number are real", "新开工{3个}铁路项目。", "3 个 exact"),
    review("matters that are counted by tens are real", "办结民生实事{26件}。", "26 件 exact"),
]

PHRASES = [*MENTION, *NUMBER, *UNIT, *BOUND, *COUNTED_OR_NOT]
OPEN_DEFECTS: dict[str, str] = {
    "range in Chinese numerals": "got nothing",
    "capacity in the name of a project": "got 30万吨: 300000 吨 exact",
}


@pytest.fixture(scope="module")
def extraction() -> Extraction:
    return extract_phrases(PHRASES)


@pytest.mark.parametrize("case", cases(PHRASES, OPEN_DEFECTS))
def test_quantity(case: Phrase, extraction: Extraction) -> None:
    assert said(extraction, case, quantity) == case.expected


@pytest.mark.parametrize("column", ["stated_number", "stated_unit"])
def test_what_the_text_states_is_kept(column: str, extraction: Extraction) -> None:
    stated: dict[str, Any] = dict(extraction.facts.filter(mention="2.35亿元").select("mention", column).iter_rows())
    assert stated == {"2.35亿元": {"stated_number": "2.35亿", "stated_unit": "元"}[column]}
