"""Kinds of numbers that reports write in many ways: signs, steps, ranges, bounds, currencies, layout inside."""

from typing import Any

import polars as pl
import pytest

from tests.phrases import Phrase, cases, extract_phrases, plain, review, said
from transforms.pipeline import Extraction


def quantity(fact: dict[str, Any]) -> str:
    value = "–".join(plain(fact[end]) for end in ("value", "value_max") if fact[end] is not None)
    return f"{value} {fact['unit']} {fact['bound']}"


PHRASES = [
    # signs
    review("minus sign", "外贸出口同比{−4.6%}。", "-4.6 % exact"),
    review("minus as a word", "价格涨幅转为{负0.3%}。", "-0.3 % exact"),
    review("below zero", "山区最低气温{零下8摄氏度}。", "-8 ℃ exact"),
    review("a lightened burden is no minus", "全年为企业减负{12.5亿元}。", "1250000000 元 exact"),
    review("below and above zero", "气温在{零下5度到零上3度之间}。", "-5–3 ℃ range"),
    review("both ends below zero", "夜间气温{零下12度至零下5度}。", "-12–-5 ℃ range"),
    review("only the low end below zero", "冷库温度为{-8℃至2℃}。", "-8–2 ℃ range"),
    review("minus before a part", "净资产收益率为{负百分之三点二}。", "-3.2 % exact"),
    review("minus before per mille", "人口自然增长率{－０.８２‰}。", "-0.82 ‰ exact"),
    review("loss and gain", "盈亏由{负3亿元}转为正{2亿元}。", "-300000000 元 exact", "200000000 元 exact"),
    # whole numerals
    review("decimals at the head of a sentence", "成效明显。{3.6万户}居民受益。", "36000 户 exact"),
    review("decimals at the head of a line", "总投资\n{2.8亿元}。", "280000000 元 exact"),
    review("wide comma", "财政收入达到{5，270亿元}。", "527000000000 元 exact"),
    review("wide digits and commas", "播种面积{１，３０５，６００公顷}。", "13056000000 平方米 exact"),
    review("two numbers and no thousands", "占比{15%}，{120家}达标。", "15 % exact", "120 家 exact"),
    review("a word begins inside", "新增公司{四十一家}。", "41 家 exact"),
    review("a name ends inside", "带动就业{三百六十名}。", "360 名 exact"),
    review("a town inside", "人均面积{二十四平方米}。", "24 平方米 exact"),
    review("a hotline inside", "城镇参保{1234567人}。", "1234567 人 exact"),
    review("a festival inside", "年产值{6180万元}。", "61800000 元 exact"),
    review("a road and its length", "新改建县道{86公里}。", "86 公里 exact"),
    review("a rank of two signs", "综合实力位居全省{第十二位}。", "12 位 exact"),
    review("the first place is no person", "肉羊出栏量居全省{第一位}。", "1 位 exact"),
    review("two places of one list", "茶叶产量、产值居全省{第一}、{第二位}。", "1 位 exact", "2 位 exact"),
    review("about, said by a verb of all", "人口和户数{约为3万人}和{9000户}。", "30000 人 about", "9000 户 about"),
    review("not a class of schools", "比重提高{三个百分点}。", "3 百分点 exact"),
    review("a letter of a table", "接待游客{3 210.5万人次}。", "32105000 人次 exact"),
    review("wide digits with decimals", "工业总产值{１０，５８９．６亿元}。", "1058960000000 元 exact"),
    review("troops are no numeral", "组建队伍{一千人}。", "1000 人 exact"),
    review("a line that begins like navigation", "建设成效明显。\n关闭小煤矿{35处}。", "35 处 exact"),
    # steps
    review("mixed steps", "存款{3亿5千6百万元}。", "356000000 元 exact"),
    review("decimals and steps", "存款{1.2亿4000万元}。", "160000000 元 exact"),
    review("steps without the last name", "产量{6万3000吨}。", "63000 吨 exact"),
    review("signs with 多 inside", "产量达到{三亿零五百多万吨}。", "305000000 吨 above"),
    review("decimals in signs", "总产值{二十三点六亿元}。", "2360000000 元 exact"),
    review("places without names", "面积{五六〇万亩}。", "3733333333.333333 平方米 exact"),
    review("formal numerals", "拨款{叁佰贰拾万元}。", "3200000 元 exact"),
    review("twenty in one sign", "培训{廿八人}。", "28 人 exact"),
    review("ten thousand ten thousands", "投资{20万万元}。", "2000000000 元 exact"),
    review("a multiplier that is half a unit", "每袋{三十五千克}。", "0.035 吨 exact"),
    review("and a half", "收入是上年的{三倍半}。", "3.5 倍 exact"),
    review("hours and a half", "用时{两个半小时}。", "2.5 小时 exact"),
    review("small change", "每吨补助{45元6角}。", "45.6 元 exact"),
    review("hundreds of ten thousands, named and more", "耕地{三千二百余万亩}。", "21333333333.333333 平方米 above"),
    review("ten thousand ten thousands in signs", "商品零售额{二十六万万元}。", "2600000000 元 exact"),
    review("steps of two signs", "棉花产量{4千5百吨}。", "4500 吨 exact"),
    review("steps with more", "总户数{6千3百多户}。", "6300 户 above"),
    review("thousands by the mark of lists", "钢产量{一、三五〇万吨}。", "13500000 吨 exact"),
    *[
        review(f"thousands by the mark of lists, in {unit}", f"全县累计达到{{三、四二○{unit}}}。", f"3420 {unit} exact")
        for unit in ("座", "眼", "株", "栋", "台", "名")
    ],
    review("a letter for a zero before a multiplier", "退耕还林{四O万株}。", "400000 株 exact"),
    review("letters for two zeros", "改造旧房{五OO间}，培训{六O人}。", "500 间 exact", "60 人 exact"),
    review("small change in signs", "猪肉售价{九元五角}。", "9.5 元 exact"),
    review("a price for each, in signs", "水价{每吨三元}。", "3 元/吨 exact"),
    review("formal numerals with places", "注册资本{壹亿伍仟万元}。", "150000000 元 exact"),
    review("formal numerals that begin with a common place", "补偿{陆佰柒拾元}。", "670 元 exact"),
    review("one formal sign with a place", "流转{柒万亩}耕地。", "46666666.666667 平方米 exact"),
    review("thirty in one sign", "在校生{卅二万人}。", "320000 人 exact"),
    review("a multiplier of a multiplier", "算力达到{百亿亿次}。", "1000000000000000000 次 exact"),
    review("half an hour", "车程缩短至{半小时}。", "0.5 小时 exact"),
    review("half a mu", "人均{半亩}果园。", "333.333333 平方米 exact"),
    review("one and a half behind a verb", "通行时间缩短至{一个半小时}。", "1.5 小时 exact"),
    review("half a country is no number", "上半年占领半壁江山，半导体产值{3亿元}。", "300000000 元 exact"),
    review("hours and minutes", "车程由{1小时30分钟}缩短至{45分钟}。", "1.5 小时 exact", "45 分钟 exact"),
    review("minutes and seconds", "响应时间缩短至{2分钟30秒}。", "2.5 分钟 exact"),
    review("two times are two", "最长用时{1小时}，最短{30分钟}。", "1 小时 exact", "30 分钟 exact"),
    review("decimals beyond nine places", "产值增长{6.2999999999999998%}。", "6.3 % exact"),
    # ranges
    review("neighbouring digits", "资助{三四百人}。", "300–400 人 range"),
    review("neighbouring digits of many", "存款{五六千亿元}。", "500000000000–600000000000 元 range"),
    review("percent by neighbouring digits", "产量增长{百分之三四十}。", "30–40 % range"),
    review("from part to part", "增长{百分之五到百分之七}。", "5–7 % range"),
    review("multiplier on both ends", "产值{80亿到90亿元}。", "8000000000–9000000000 元 range"),
    review("multiplier that only the high end has", "投资{八千到九千亿元}。", "800000000000–900000000000 元 range"),
    review("from a number to another", "收入由{3亿元}到{5亿元}。", "300000000 元 exact", "500000000 元 exact"),
    review("neighbouring digits before a unit", "人均{两三亩}耕地。", "1333.333333–2000 平方米 range"),
    review("one or two thousand", "新增床位{一两千张}。", "1000–2000 张 range"),
    review("neighbouring digits of a count", "培育{三四家}龙头企业。", "3–4 家 range"),
    review("neighbouring digits in the tens", "植树{一百七八十万株}。", "1700000–1800000 株 range"),
    review("neighbouring digits that fall", "误差下降{一两个百分点}。", "-2–-1 百分点 range"),
    review("neighbouring digits of a kind", "整治电动三四轮车{60辆}。", "60 辆 exact"),
    review("between, with 和", "失业率在{4.2%和4.5%之间}波动。", "4.2–4.5 % range"),
    review("between, with 与", "海拔在{800米与1200米之间}。", "0.8–1.2 公里 range"),
    review("between, with 到", "涨幅保持在{2%到3%之间}。", "2–3 % range"),
    review("between, with one unit", "单价为{300至500元之间}。", "300–500 元 range"),
    review("no range without 之间", "占比为{4.2%}和{4.5%}。", "4.2 % exact", "4.5 % exact"),
    review("a unit on both ends", "培训工匠{10名至15名}。", "10–15 名 range"),
    review("a unit whose first sign is on the low end", "就业率提高{8个到12个百分点}。", "8–12 百分点 range"),
    review("a denominator on the high end", "水价为{3元到5元/吨}。", "3–5 元/吨 range"),
    review("from a number without its unit", "医保参保由{3万}增加到{5万人}。", "30000 人 exact", "50000 人 exact"),
    review("from hundreds without their unit", "床位由{800}增加到{1200张}。", "800 张 exact", "1200 张 exact"),
    review("from one multiplier to another", "游客由{9000}增加到{2万人次}。", "9000 人次 exact", "20000 人次 exact"),
    review("a multiplier that what falls shares", "农村人口由{12}降到{8万人}。", "120000 人 exact", "80000 人 exact"),
    review("foreign money on both ends", "引资{3亿美元至5亿美元}。", "300000000–500000000 美元 range"),
    review(
        "shares of two years",
        "三次产业结构由{9.1}:{50.2}:{40.7}调整为{8.3}:{48.9}:{42.8}。",
        *(f"{share} % exact" for share in ("9.1", "50.2", "40.7", "8.3", "48.9", "42.8")),
    ),
    *(
        review(
            name,
            sentence,
            *(f"{share} % exact" for share in ("9.1", "50.2", "40.7", "8.3", "48.9", "42.8")),
        )
        for name, sentence in {
            "shares behind a time": "三次产业结构由上年的{9.1}:{50.2}:{40.7}调整为{8.3}:{48.9}:{42.8}。",
            "shares behind a stop": "三次产业结构不断优化，由{9.1}：{50.2}:{40.7}调整到{8.3}：{48.9}:{42.8}。",
            "shares of whatever it is called": "一二三产比由2020年的{9.1}:{50.2}:{40.7}变为{8.3}:{48.9}:{42.8}。",
        }.items()
    ),
    review(
        "shares that look like a time of day",
        "三次产业结构由2012年的{21}:{50}:{29}演进为{11}:{65}:{24}。",
        *(f"{share} % exact" for share in ("21", "50", "29", "11", "65", "24")),
    ),
    review(
        "shares of two behind a time",
        "城乡人口比由上年的{45}:{55}变为{48}:{52}。",
        *(f"{share} % exact" for share in ("45", "55", "48", "52")),
    ),
    # sums without 元
    review("a sum whose noun tells its unit", "财政收入完成{3.2亿}，增长{8%}。", "320000000 元 exact", "8 % exact"),
    review("a sum that was passed", "地区生产总值{突破500亿}。", "50000000000 元 above"),
    review("a sum behind its noun", "完成年度投资{5800万}，占计划{82%}。", "58000000 元 exact", "82 % exact"),
    review("from people to people", "人口由{48万}增加到{近70万}。", "480000 人 exact", "700000 人 below"),
    review("a class of sums is no sum", "建成产值3亿以上的园区{2个}。", "2 个 exact"),
    review("what a sum is spent on is no class", "投入{近亿元}用于农村改厕。", "100000000 元 below"),
    # bounds
    review("not less", "达标率{≥96%}。", "96 % at_least"),
    review("less or equal", "涨幅{小于或等于3%}。", "3 % at_most"),
    review("including", "投资额{80万元（含）以上}。", "800000 元 at_least"),
    review("plus sign", "新增企业{60+家}。", "60 家 above"),
    review("ratio with a bound", "城乡居民收入比缩小至{2.2：1左右}。", "2.2 倍 about"),
    review("ratio behind a bound", "工农业产值之比{突破4:1}。", "4 倍 above"),
    review("a bound behind a bracket", "绿化率达到{40%（不含水面）以上}。", "40 % at_least"),
    review("at most behind a bracket", "失业率控制在{5.5%（含）以内}。", "5.5 % at_most"),
    review("at most, by what must not be", "新增债务{不得超过20亿元}。", "2000000000 元 at_most"),
    review("at least, by what must not be", "合格率{不应低于98%}。", "98 % at_least"),
    review("a bracket and no bound", "绿化率达到{40%}（不含水面）。", "40 % exact"),
    # units
    review("currency before", "引进{港币60亿元}。", "6000000000 港元 exact"),
    review("currency behind", "总投资{70亿人民币}。", "7000000000 元 exact"),
    review("currency before a multiplier", "利用外资{美元5.6亿}。", "560000000 美元 exact"),
    review("a sign of money before", "合同外资{US$3.2亿}。", "320000000 美元 exact"),
    review("yuan by name before", "投资额{人民币8亿元}。", "800000000 元 exact"),
    review("coins in signs", "每度电降低{五分钱}。", "-0.05 元 exact"),
    review("a quotient in words", "细颗粒物浓度为{每立方米28微克}。", "28 微克/立方米 exact"),
    review("a quotient of speed in words", "车速提高到{每小时120公里}。", "120 公里/小时 exact"),
    review(
        "a quotient in words, of two areas",
        "补助由{每亩90元}提高到{120元}。",
        "0.135 元/平方米 exact",
        "0.18 元/平方米 exact",
    ),
    review("a quotient in words behind", "二氧化硫浓度{18微克每立方米}。", "18 微克/立方米 exact"),
    review("a quotient in words before its bound", "车速达到{200公里每小时以上}。", "200 公里/小时 at_least"),
    review(
        "quotients in words of a move",
        "厂房租金由{15元每平方米}上涨到{18元每平方米}。",
        "15 元/平方米 exact",
        "18 元/平方米 exact",
    ),
    review("each leads on", "改造果园{3吨}每亩增收{80元}。", "3 吨 exact", "80 元 exact"),
    review("each year is no denominator", "财政每年安排{600万元}。", "6000000 元 exact"),
    review("so many for each 100,000", "每10万人拥有律师{32名}。", "32 名 exact"),
    review("deaths for each 100,000", "孕产妇死亡率降至{9.6/10万}。", "0.096 ‰ exact"),
    review("money without its unit", "税收{突破20个亿}。", "2000000000 元 above"),
    review("degrees of heat", "平均气温{16.2度}。", "16.2 ℃ exact"),
    review("degrees of heat in a move", "冷库温度由{5度}降至{2度以下}。", "5 ℃ exact", "2 ℃ at_most"),
    review("degrees of heat in a list", "气温白天{20度}、夜间{12度}。", "20 ℃ exact", "12 ℃ exact"),
    review("degrees of heat and of power", "室温达到{20度}，户均节电{90度}。", "20 ℃ exact", "90 千瓦时 exact"),
    review("medals in signs", "健儿夺得{十金}{六银}。", "10 枚 exact", "6 枚 exact"),
    review("few medals in signs", "健儿勇夺{三金}{两银}{一铜}。", "3 枚 exact", "2 枚 exact", "1 枚 exact"),
    review("insurances are no medals", "落实五险一金政策，发放补贴{3亿元}。", "300000000 元 exact"),
    review("medals", "健儿夺得{3金}{2银}。", "3 枚 exact", "2 枚 exact"),
    review("index of letters", "制造业PMI为{50.4}。", "50.4 指数 exact"),
    review("kilolitres", "新增产能{6万千升}。", "60000 立方米 exact"),
    review("an angle", "边坡倾斜{30度}。", "30 ° exact"),
    review("prices to consumers", "全年CPI为{102.4}。", "102.4 指数 exact"),
    review("an unknown measure word", "出口蜂蜜{5000瓮}。", "5000 瓮 exact"),
    review("an unknown measure word with a bound", "投放木桨{2万橹以上}。", "20000 橹 at_least"),
    review("a measure word before its noun", "发放{1200把}钥匙。", "1200 把 exact"),
    review("places counted as they are called", "覆盖{9县}、{120乡}。", "9 县 exact", "120 乡 exact"),
    review("deadweight", "船队运力达{24万载重吨}。", "240000 载重吨 exact"),
    review("footnote in a circle inside", "财政收入{86.2①亿元}。", "8620000000 元 exact"),
    review("footnote in round brackets inside", "人均住房{32.6（2）平方米}。", "32.6 平方米 exact"),
    review("footnote inside", "人均绿地{13.1[4]平方米}。", "13.1 平方米 exact"),
    review("bracket inside", "产值{118.6（不含税）亿元}。", "11860000000 元 exact"),
    review("middle dot", "税收{9·7亿元}。", "970000000 元 exact"),
]


@pytest.fixture(scope="module")
def extraction() -> Extraction:
    return extract_phrases(PHRASES)


@pytest.mark.parametrize("case", cases(PHRASES, {}))
def test_kind(case: Phrase, extraction: Extraction) -> None:
    assert said(extraction, case, quantity) == case.expected


UNREAD = [
    review("a piece of a numeral", "编号{1.2}.{3万元}。"),
    review("more digits than a column holds", f"资产{{{'9' * 32}元}}。"),
    review("shares that are no hundred", "产业结构为{3}:{2}:{1}。"),
    review("a doubling and a half", "产值{翻了一番半}。"),
    review("a numeral of no form", "存款{三万千元}。"),
]


@pytest.mark.parametrize("case", UNREAD, ids=[one.name for one in UNREAD])
def test_what_cannot_be_read_is_unresolved_and_no_fact(case: Phrase) -> None:
    found = extract_phrases([case])
    assert found.facts.filter(pl.col("char_start") >= len(case.heading)).is_empty()
    rows = found.ledger.filter(pl.col("char_start") >= len(case.heading))
    assert set(rows["disposition"]) == {"unresolved"}
