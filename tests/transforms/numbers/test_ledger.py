"""Every number-like run has one disposition: what is no fact is accounted for, and says why."""

import polars as pl
import pytest

from tests.phrases import Phrase, cases, extract_phrases, placed, plan, review
from transforms.pipeline import Extraction, extract

PHRASES = [
    # dates
    review("year", "{2022年}以来，营商环境不断改善。", "date"),
    review("month and day", "{3月2日}召开了专题会议。", "date"),
    review("full date", "{2021年7月1日}隆重庆祝。", "date"),
    review("date in figures", "于{2023-11-08}公布。", "date"),
    review("date with the hour of the day", "于{2026年2月9日 07时41分}公布。", "date"),
    review("plan period", "{“十四五”}规划顺利实施。", "date"),
    review("plan period without quotes", "编制{十五五规划}。", "date"),
    review("the past year", "{一年来}，我们迎难而上。", "date"),
    review("five years", "{五年来}，成绩来之不易。", "date"),
    review("anniversary", "庆祝建党{100周年}。", "date"),
    review("decade", "上世纪{九十年代}的旧厂房。", "date"),
    review("streak", "{连续三年}获评先进。", "date"),
    review("action of some years", "国企改革{三年行动}收官。", "date"),
    review("quarters", "{前三季度}经济运行平稳。", "date"),
    # ordinals
    review("sector", "{第三产业}加快发展。", "ordinal"),
    review("first of its kind", "全省{首个}低碳园区投运。", "ordinal"),
    review("phase", "产业园{一期}建成。", "ordinal"),
    review("congress", "学习贯彻党的{二十大}精神。", "ordinal"),
    review("session", "{第十八届}文博会成功举办。", "ordinal"),
    review("census", "完成{第五次}经济普查。", "ordinal"),
    review("batch", "入选{第二批}国家试点。", "ordinal"),
    review("n-th of a kind", "成为全国{第14个}{万亿}城市。", "ordinal", "qualifier"),
    # headings
    plan("numbered heading", "{一、}着力扩大内需", "heading"),
    plan("heading in brackets", "{（二）}着力扩大内需", "heading"),
    plan("first and second", "{一是}促消费，{二是}扩投资，{三要}稳外贸。", "heading", "heading", "heading"),
    plan("numbered in figures", "{1.}稳定工业运行。", "heading"),
    # names
    review("fine dust", "{PM2.5}浓度持续改善。", "name"),
    review("one plus N", "出台“{1+6+N}”政策体系。", "name"),
    review("edition", "推出营商环境{5.0}改革。", "name"),
    review("mobile network", "{5G}网络覆盖城区。", "name"),
    review("three zones and lines", "划定{三区三线}。", "name"),
    review("two upholds", "坚决做到“{两个}维护”。", "name"),
    review("farming, villages, farmers", "加大对{三农}投入。", "name"),
    review("road", "国道{112线}改建通车。", "name"),
    review("hotline", "整合{12345}热线平台。", "name"),
    review("title", "颁布《促进中小企业发展{十条}措施》。", "name"),
    review("metro line", "地铁{3号线}全面开工。", "name"),
    review("quoted programme", "落实“{三减三少}”行动。", "name"),
    review("circle of minutes", "建设{15分钟}便民生活圈。", "name"),
    # idioms
    review("a batch", "{一批}重大项目落地。", "idiom"),
    review("first class", "打造{一流}营商环境。", "idiom"),
    review("by all means", "{千方百计}稳就业。", "idiom"),
    review("breakthrough from zero", "实现{零}的突破。", "idiom"),
    review("two digits", "保持{两位数}增长。", "idiom"),
    review("further", "{进一步}深化改革。", "idiom"),
    review("from one to the end", "{一以贯之}抓落实。", "idiom"),
    plan("rhetorical count", "重点抓好{八个}方面工作。", "idiom"),
    plan("N great things", "深入实施{六大}行动。", "idiom"),
    # qualifiers
    review("age of a group", "{60岁及以上}老年人免费体检。", "qualifier"),
    review("size of projects", "{亿元以上}项目加快建设。", "qualifier"),
    review("grade of a place", "{5A级}景区创建成功。", "qualifier"),
    review("the top hundred", "进入全国{百强}县行列。", "qualifier"),
    review("per amount", "{万元}GDP能耗持续下降。", "qualifier"),
    review("voltage", "{35千伏}变电站开工。", "qualifier"),
    review("size of a cluster", "培育{千亿级}产业集群。", "qualifier"),
    review("company ranking", "引进世界{500强}企业。", "qualifier"),
    # boilerplate
    review("footnote mark", "入库项目{［8］}进展顺利。", "boilerplate"),
    review("footnote mark with a caret", "提升工程{^[13]}全面启动。", "boilerplate"),
    review("footnote mark in a circle", "“{四个一批}”{①}加快推进。", "name", "boilerplate"),
    review("footnote mark in black brackets", "入库项目{【4】}进展顺利。", "boilerplate"),
    review("page number", "建设全面推进。\n{— 12 —}\n成效明显。", "boilerplate"),
    review("page of pages", "建设全面推进。\n第{3}页 共{18}页\n成效明显。", "boilerplate", "boilerplate"),
    review("address", "详见http://www.example.gov.cn/art/{2023}/{11}/8.html。", "boilerplate", "boilerplate"),
    review("licence of a site", "建设全面推进。\n某ICP备{05012345}号-{1}\n", "boilerplate", "boilerplate"),
    review("time of publication", "发布时间：{2023-01-24} {09:30}\n建设全面推进。", "boilerplate", "boilerplate"),
]
OPEN_DEFECTS: dict[str, str] = {
    "n-th of a kind": "got 第14个 ordinal, 万亿 idiom",
    "footnote mark in a circle": "got 四 name, 一 idiom, ① boilerplate",
}


@pytest.fixture(scope="module")
def extraction() -> Extraction:
    return extract_phrases(PHRASES)


@pytest.mark.parametrize("case", cases(PHRASES, OPEN_DEFECTS))
def test_disposition(case: Phrase, extraction: Extraction) -> None:
    rows = placed(extraction.ledger, case)
    for (begin, end), disposition in zip(case.spans, case.says, strict=True):
        inside = [row for row in rows if row["span"][0] < end and row["span"][1] > begin]
        assert [row["disposition"] for row in inside] == [disposition] * max(len(inside), 1)
    marked = {place for begin, end in case.spans for place in range(begin, end)}
    assert [row["text"] for row in rows if not marked & set(range(*row["span"]))] == []


def test_glossary_at_the_end_is_boilerplate() -> None:
    body = "全市生产总值增长6.1%，建成学校12所。\n" * 2
    body = f"一、2023年工作回顾\n全年新增企业60家。\n二、2024年工作安排\n{body}"
    text = f"{body}名词解释\n“双一流”：指2所大学。\n新增3万亩。\n"
    reports = pl.DataFrame(
        {"report_id": ["r"], "text": [text], "review_start": [2023], "review_end": [2023], "plan_year": [2024]}
    )
    found = extract(reports)
    glossary = found.ledger.filter(pl.col("char_start") > text.index("名词解释"))
    assert set(glossary["disposition"]) == {"boilerplate"}
    assert found.facts["char_start"].max() < text.index("名词解释")  # type: ignore[operator]


def test_page_that_stands_twice_gives_its_facts_once() -> None:
    page = "全市生产总值增长6.1%，城镇新增就业3.4万人，建成公办学校12所，改造老旧小区34个。\n"
    text = f"一、2023年工作回顾\n{page}其他工作稳步推进。\n{page}"
    reports = pl.DataFrame(
        {"report_id": ["r"], "text": [text], "review_start": [2023], "review_end": [2023], "plan_year": [2024]}
    )
    found = extract(reports)
    assert found.facts["mention"].to_list() == ["6.1%", "3.4万人", "12所", "34个"]
    copies = found.ledger.filter(
        pl.col("char_start") > text.rindex("全市"), pl.col("text").is_in(["6.1%", "3.4万人", "12所", "34个"])
    )
    assert copies["disposition"].to_list() == ["boilerplate"] * 4


def test_fact_and_ledger_know_each_other(extraction: Extraction) -> None:
    text = "一、2023年工作回顾\n2023年新增企业60家，五年来首次。\n"
    found = extract(
        pl.DataFrame(
            {"report_id": ["r"], "text": [text], "review_start": [2023], "review_end": [2023], "plan_year": [2024]}
        )
    )
    rows = found.ledger.filter(disposition="fact")
    assert rows["fact_id"].to_list() == found.facts["fact_id"].to_list()
    assert (
        found.ledger.filter(pl.col("disposition") != "fact")["fact_id"].null_count()
        == found.ledger.height - rows.height
    )
