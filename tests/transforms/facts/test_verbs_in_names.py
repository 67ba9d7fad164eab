"""Where a verb is part of what is measured, and where it is what is done."""

import pytest

from tests.phrases import Phrase, extract_phrases, plan, review, said
from tests.transforms.facts.test_indicators import measured
from transforms.pipeline import Extraction

NAMED = [
    review("what grows is named, verb and all", "生产安全事故起数下降{12.3%}。", "生产安全事故起数"),
    review("and so is what has a place", "新增国家级工业设计中心数居全省{第三}。", "新增国家级工业设计中心数"),
    review("and a rate", "新建农房图集推广使用率{90%}。", "新建农房图集推广使用率"),
    review("and a share", "实施垃圾分类村庄占比{52%}。", "实施垃圾分类村庄占比"),
    plan("what brings growth about is no part of it", "推动低收入农户收入增长{9%以上}。", "低收入农户收入"),
    review("what stands behind is done", "重点事项办理时限压缩{60%}。", "重点事项办理时限 ‹压缩›"),
    review("attribute of people", "脱贫人口就业规模稳定在{80万人以上}。", "脱贫人口就业规模"),
    review(
        "state of what is counted", "新增上市过会企业{6家}、品牌企业{40家}。", "上市过会企业 ‹新增›", "品牌企业 ‹新增›"
    ),
    review("goes on in the last verb only", "交付入住保障性安居住房{27套}。", "保障性安居住房 ‹交付入住›"),
    review(
        "goes on to a word with 化",
        "新增规范化幼儿园学位{630个}，建设标准化厂房{12座}。",
        "规范化幼儿园学位 ‹新增›",
        "标准化厂房 ‹建设›",
    ),
    review("and not to a word of its own", "新建化工园区{2个}。", "化工园区 ‹新建›"),
    review("name of an index", "高质量发展综合绩效指数提高{1.5}。", "高质量发展综合绩效指数"),
    review("where they went public", "{3家}企业境外上市。", "企业 ‹境外上市›"),
    review("ratio keeps its 比", "存贷比达到{71%}、提高{4个百分点}。", "存贷比", "存贷比"),
    review("comparison loses it", "居民人均收入比2015年增长{14%}。", "居民人均收入"),
]

DONE = [
    review("each verb of a list", "建成、改造、养护农村公路{320公里}。", "农村公路 ‹建成、改造、养护›"),
    review("inside a clause", "灯会活动吸引外地观众{23万人次}。", "外地观众 ‹吸引› @灯会活动"),
    review("before the verb of the last item", "脱贫攻坚以来，减轻企业负担{5亿元}。", "企业负担 ‹减轻›"),
    review(
        "verb in front is that of all, before what is said of one",
        "实施{6条}河道治理、{9个}灌区建设、{20座}水库除险加固。",
        "河道治理 ‹实施›",
        "灌区 ‹建设›",
        "水库除险加固 ‹实施›",
    ),
    review(
        "not of what has got to a number",
        "{5家}企业上榜民营企业500强，“四上”单位{突破3万家}。",
        "企业 ‹上榜›",
        "“四上”单位",
    ),
    review(
        "nor of what does something to the next",
        "发布{45条}举措，首批{21个}项目完成投资{3亿元}。",
        "举措 ‹发布›",
        "项目",
        "项目投资 ‹完成›",
    ),
    review("says little alone", "{6个}试点取得积极进展。", "试点 ‹取得积极进展›"),
    review("with a bound in its noun", "{300个}空置率50%以上的村全部搬迁整治。", "空置率50%以上的村 ‹搬迁整治›"),
    review("is not what a capacity does", "启动年加工能力{65万吨}的食品产业园建设。", "食品产业园年加工能力"),
]

OWNED = [
    review(
        "an owner of two measures",
        "农产品网络零售额、出口额分别增长{8.4%}、{9.8%}。",
        "农产品网络零售额",
        "农产品出口额",
    ),
    review(
        "counted actors are no subject",
        "争取{12家}银行出台{25份}措施。",
        "银行 ‹争取›",
        "措施 ‹出台›",
    ),
    review("a class of the thing", "新增白塔寺、鹿鸣湖{2家}5A级景区。", "5A级景区 ‹新增›"),
    review("the first batch names nothing", "发布首批{40家}近零碳工厂名单。", "近零碳工厂名单 ‹发布›"),
    review("what increased", "新增国家级孵化器{12家}、增量居全国{第3位}。", "国家级孵化器 ‹新增›", "国家级孵化器增量"),
    review("kind of an area", "培育{10个}和美乡村建设先导区。", "和美乡村建设先导区 ‹培育›"),
]

COUNTED = [
    plan("made better", "提升{39个}山区县帮扶质效。", "山区县帮扶质效 ‹提升›"),
    review(
        "either verb",
        "新建或改造供水管网{24公里}及燃气管网{44公里}。",
        "供水管网 ‹新建或改造›",
        "燃气管网 ‹新建或改造›",
    ),
    review("what some have got", "实施街巷改造{59条}、{2条}获评“最美街巷”。", "街巷改造 ‹实施›", "街巷改造 ‹获评›"),
    review("words of its own", "三地共建{8个}医疗中心，三地互认{71项}资质。", "医疗中心 ‹共建›", "资质 ‹互认›"),
    review("what a place is won in", "在全省营商环境评价中名列{第三}。", "全省营商环境评价"),
    review("an average", "新建成投用项目亩均税收{超12.5万元}。", "新建成投用项目亩均税收"),
    review("an adverb before its verb", "精细治理背街小巷{12条}，直接融资{3亿元}。", "背街小巷 ‹治理›", "直接融资"),
    review("before a verb and its extent", "{63个}园区新改扩建载体{2150万平方米}。", "园区", "载体 ‹新改扩建›"),
]

PHRASES = [*NAMED, *DONE, *OWNED, *COUNTED]


@pytest.fixture(scope="module")
def extraction() -> Extraction:
    return extract_phrases(PHRASES)


@pytest.mark.parametrize("case", PHRASES, ids=lambda case: case.name)
def test_verb(case: Phrase, extraction: Extraction) -> None:
    assert said(extraction, case, measured) == case.expected
