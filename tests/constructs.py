"""The constructs of the language of reports, each with what it says for any word of a class.

`{word}` stands for the word; the mentions stand in square brackets, what each says beside them. Words of one class read
alike in every construct of it; what does not is listed in `EXCEPTIONS` with the reason.
"""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from tests.phrases import Fact, Phrase, phrase, plain

#: The words that are tried, class by class: written apart from the lexicon, so that a word that it loses is missed.
WORDS: Final = Path(__file__).parent / "transforms" / "language" / "words.csv"
#: Words that say something else in a construct than their class does, with what they say and the reason.
EXCEPTIONS: Final = WORDS.with_name("exceptions.csv")
#: Sentences that patterns decide.
SENTENCES: Final = WORDS.with_name("sentences.csv")
#: Where a sentence stands, and the years of its report: the review's first and last, the plan's.
SECTIONS: Final = {
    "review": ("review", (2023, 2023, 2024)),
    "plan": ("plan", (2023, 2023, 2024)),
    "term": ("review", (2018, 2022, 2023)),
    "open": ("open", (2023, 2023, 2024)),
}


@dataclass(frozen=True)
class Construct:
    """A sentence with a gap for a word, and what its mentions say."""

    of: str
    sentence: str
    says: tuple[str, ...]
    section: str
    years: tuple[int, int, int]

    def phrase(self, word: str) -> Phrase:
        """The sentence with the word."""
        sentence, says = exceptions().get((self.of, word, self.sentence), (self.sentence, self.says))
        marked = sentence.replace("{word}", word).replace("[", "{").replace("]", "}")
        says = tuple(said.replace("{word}", word) for said in says)
        return phrase(f"{self.of}: {word} in {self.sentence}", marked, *says, section=self.section, years=self.years)


def review(of: str, sentence: str, *says: str) -> Construct:
    """A construct in a review of 2023."""
    return Construct(of, sentence, says, *SECTIONS["review"])


def plan(of: str, sentence: str, *says: str) -> Construct:
    """A construct in a plan for 2024."""
    return Construct(of, sentence, says, *SECTIONS["plan"])


def term(of: str, sentence: str, *says: str) -> Construct:
    """A construct in a review of 2018 to 2022."""
    return Construct(of, sentence, says, *SECTIONS["term"])


def open_end(of: str, sentence: str, *says: str) -> Construct:
    """A construct in an excerpt without a heading, early in 2024: its words say whether it reviews or plans."""
    return Construct(of, sentence, says, *SECTIONS["open"])


def statement(fact: Fact) -> str:
    """As in: level 5 个 公园, by 新建, target 2024; what is usual (actual, of 2023) is left out."""
    said = [f"{fact['measure']} {plain(fact['value'])} {fact['unit']} {fact['indicator']}"]
    said += [f"{key} {fact[column]}" for key, column in NAMED.items() if fact[column]]
    said += [fact["basis"]] if fact["basis"] else []
    said += [fact["bound"]] if fact["bound"] != "exact" else []
    when = " ".join(filter(None, ["" if fact["status"] == "actual" else fact["status"], fact["period"]]))
    return ", ".join([*said, *([when] if when != "2023" else [])])


NAMED: Final = {"by": "action", "of": "subject", "in": "scope"}


def sentences() -> list[Phrase]:
    """Sentences that patterns decide, one or more a pattern, with what they say."""
    with SENTENCES.open(encoding="utf-8", newline="") as file:
        return [
            Construct(
                row["pattern"],
                row["sentence"],
                tuple(filter(None, row["says"].split(" | "))),
                *SECTIONS[row["section"]],
            ).phrase("")
            for row in csv.DictReader(file)
        ]


@cache
def exceptions() -> dict[tuple[str, str, str], tuple[str, tuple[str, ...]]]:
    """Class, word and sentence of each exception → the sentence as it is marked then, and what it says."""
    with EXCEPTIONS.open(encoding="utf-8", newline="") as file:
        return {
            (row["class"], row["word"], row["sentence"]): (
                row["marked"] or row["sentence"],
                tuple(row["says"].split(" | ")) if row["says"] else (),
            )
            for row in csv.DictReader(file)
        }


def words() -> dict[str, list[str]]:
    """Class → the words that are tried."""
    found: dict[str, list[str]] = {}
    with WORDS.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            found.setdefault(row["class"], []).append(row["word"])
    return found


CONSTRUCTS: Final = [
    # movement
    review("up", "全市城镇化率{word}到[58%]。", "level 58 % 全市城镇化率"),
    review(
        "up", "全市城镇化率由[52%]{word}至[58%]。", "level 52 % 全市城镇化率, baseline 2022", "level 58 % 全市城镇化率"
    ),
    review("up", "全市城镇化率{word}了[3.2个百分点]。", "change 3.2 百分点 全市城镇化率"),
    review("up", "全市工业用电量{word}[12%]。", "growth 12 % 全市工业用电量"),
    review("up", "企业数量比2020年{word}了[12家]。", "change 12 家 企业数量, since:2020"),
    review("down", "全市城镇化率{word}到[58%]。", "level 58 % 全市城镇化率"),
    review("down", "全市城镇化率{word}了[3.2个百分点]。", "change -3.2 百分点 全市城镇化率"),
    review("down", "全市工业用电量{word}[12%]。", "growth -12 % 全市工业用电量"),
    review("down", "企业数量比2020年{word}[12家]。", "change -12 家 企业数量, since:2020"),
    review("down", "审批时限比法定时限{word}[12%]。", "growth -12 % 审批时限"),
    review("up_sign", "全市城镇化率{word}到[58%]。", "level 58 % 全市城镇化率"),
    review("up_sign", "全市工业用电量{word}[12%]。", "growth 12 % 全市工业用电量"),
    review("down_sign", "全市城镇化率{word}到[58%]。", "level 58 % 全市城镇化率"),
    review("down_sign", "全市工业用电量{word}[12%]。", "growth -12 % 全市工业用电量"),
    review("shift", "全市高铁里程{word}到[58公里]。", "level 58 公里 全市高铁里程"),
    review("more", "工业投资比全省平均{word}[5亿元]。", "change 500000000 元 工业投资"),
    review("less", "工业投资比全省平均{word}[5亿元]。", "change -500000000 元 工业投资"),
    review("above", "城镇化率{word}全省平均[3.2个百分点]。", "change 3.2 百分点 城镇化率"),
    review("below", "城镇化率{word}全省平均[3.2个百分点]。", "change -3.2 百分点 城镇化率"),
    review("rise_noun", "全市工业用电量{word}[12%]。", "growth 12 % 全市工业用电量"),
    review("rise_noun", "全市工业用电量{word}为[12%]。", "growth 12 % 全市工业用电量"),
    review("fall_noun", "全市工业用电量{word}[12%]。", "growth -12 % 全市工业用电量"),
    review("fall_noun", "全市工业用电量{word}为[12%]。", "growth -12 % 全市工业用电量"),
    # reaching
    review("reach", "全市城镇化率{word}[58%]。", "level 58 % 全市城镇化率"),
    term("reach", "规上企业总数{word}[58家]。", "level 58 家 规上企业总数, 2022"),
    review("hold_at", "全市城镇化率{word}[58%]。", "level 58 % 全市城镇化率"),
    term("hold_at", "规上企业总数{word}[58家]。", "level 58 家 规上企业总数, 2022"),
    review("pass", "规上企业总数首次{word}至[58家]。", "level 58 家 规上企业总数"),
    review("achieve", "重点项目{word}投资[58亿元]。", "level 5800000000 元 重点项目投资"),
    review("achieve", "[9条]主次干道{word}通行。", "level 9 条 主次干道, by {word}通行"),
    term("have", "规上企业{word}[58家]。", "level 58 家 规上企业, 2022"),
    review("rank_verb", "经济总量{word}全省[第3位]。", "rank 3 位 经济总量, in 全省"),
    review("rank_noun", "经济总量{word}全省[第3位]。", "rank 3 位 经济总量, in 全省"),
    review("enter", "经济总量{word}全省[前10位]。", "rank 10 位 经济总量, in 全省, at_most"),
    review("win", "女子篮球队{word}全省[第3名]。", "rank 3 位 女子篮球队, in 全省"),
    # around verbs
    review("each", "工业用电量{word}增长[6%]。", "growth 6 % 工业用电量"),
    review("total", "全市{word}新建琶洲学校[5所]。", "level 5 所 琶洲学校, by 新建"),
    review("aux", "全市{word}新建琶洲学校[5所]。", "level 5 所 琶洲学校, by 新建"),
    review("manner", "全市{word}新建琶洲学校[5所]。", "level 5 所 琶洲学校, by 新建"),
    review("manner", "[9条]主次干道{word}建成。", "level 9 条 主次干道, by 建成"),
    plan("strive", "道路{word}年内贯通[5条]。", "level 5 条 道路, target 2024"),
    plan("expect", "道路{word}年内贯通[5条]。", "level 5 条 道路, target 2024"),
    plan("goal", "全市生产总值增长{word}[6%]。", "growth 6 % 全市生产总值, target 2024"),
    review(
        "connective",
        "公园达到[12个]，{word}新建琶洲学校[5所]。",
        "level 12 个 公园",
        "level 5 所 琶洲学校, by 新建",
    ),
    review("price_basis", "工业投资{word}增长[6%]。", "growth 6 % 工业投资"),
    review("year_basis", "工业投资{word}增长[6%]。", "growth 6 % 工业投资"),
    review("compare", "工业投资{word}2020年增长[6%]。", "growth 6 % 工业投资, since:2020"),
    plan("compare", "工业投资{word}去年增长[6%]。", "growth 6 % 工业投资, target 2024"),
    term("yearly", "工业投资{word}增长[6%]。", "growth 6 % 工业投资, annual_average, 2018/2022"),
    term(
        "yearly",
        "2022年工业投资达到[8亿元]，{word}增长[6%]。",
        "level 800000000 元 工业投资, 2022",
        "growth 6 % 工业投资, annual_average, 2018/2022",
    ),
    # times
    review("default_time", "2020年开工，{word}新建琶洲学校[5所]。", "level 5 所 琶洲学校, by 新建"),
    plan("last_year", "{word}新建琶洲学校[5所]。", "level 5 所 琶洲学校, by 新建"),
    review("same_period", "2020年开工，投资比{word}增长[5%]。", "growth 5 % 投资, 2020"),
    review("coming", "{word}四年新建公园[5个]。", "level 5 个 公园, by 新建, target 2024/2027"),
    review("near_time", "{word}新建琶洲学校[5所]。", "level 5 所 琶洲学校, by 新建"),
    plan("past_before", "{word}三年新建琶洲学校[5所]。", "level 5 所 琶洲学校, by 新建, 2021/2023"),
    plan("past_after", "六{word}新建琶洲学校[5所]。", "level 5 所 琶洲学校, by 新建, 2018/2023"),
    # places
    review("whole", "经济总量保持{word}[第3位]。", "rank 3 位 经济总量, in {word}"),
    review("region", "经济总量保持{word}[第3位]。", "rank 3 位 经济总量, in {word}"),
    review(
        "level",
        "“小巨人”企业[12家]，其中{word}[5家]。",
        "level 12 家 “小巨人”企业",
        "level 5 家 {word}“小巨人”企业",
    ),
    review(
        "level_sign",
        "{word}和省级重点企业分别为[12家]和[5家]。",
        "level 12 家 {word}重点企业",
        "level 5 家 省级重点企业",
    ),
    review(
        "half",
        "{word}和省级重点企业分别为[12家]和[5家]。",
        "level 12 家 {word}重点企业",
        "level 5 家 省级重点企业",
    ),
    review("place", "琶洲{word}[12公里]道路改造。", "level 12 公里 道路改造, of 琶洲{word}"),
    # nouns
    review(
        "measure_noun",
        "重点项目[105个]，{word}[532亿元]。",
        "level 105 个 重点项目",
        "level 53200000000 元 重点项目{word}",
    ),
    review(
        "measure_noun",
        "甲类、乙类{word}分别为[3吨]和[2吨]。",
        "level 3 吨 甲类{word}",
        "level 2 吨 乙类{word}",
    ),
    review(
        "amount_noun",
        "甲类、乙类{word}分别为[3吨]和[2吨]。",
        "level 3 吨 甲类{word}",
        "level 2 吨 乙类{word}",
    ),
    review("part_noun", "公共服务{word}[46%]。", "share 46 % 公共服务{word}"),
    review(
        "makeup_noun",
        "三次产业{word}为[9]:[42]:[49]。",
        *(f"share {part} % 三次产业{{word}}" for part in (9, 42, 49)),
    ),
    review("one_to", "城乡居民{word}为[2.39]。", "multiple 2.39 倍 城乡居民{word}"),
    review("level_noun", "全市网络{word}达到[八成]。", "level 80 % 全市网络{word}"),
    review("index_noun", "消费价格{word}[102.5]。", "level 102.5 指数 消费价格{word}"),
    term("stock", "公园{word}[58亿元]。", "level 5800000000 元 公园{word}, 2022"),
    review("span_verb", "全市会期{word}了[6天]。", "change -6 天 全市会期"),
    review("duration_noun", "项目{word}[3年]。", "level 3 年 项目{word}"),
    review("age_noun", "人口{word}[76岁]。", "level 76 岁 人口{word}"),
    review("thing", "30万吨以上{word}增长[8%]。", "growth 8 % 30万吨以上{word}"),
    review(
        "thing_noun", "[35个]续建工程中有[12个]{word}开工。", "level 35 个 续建工程", "level 12 个 续建工程, by 开工"
    ),
    review("thing_noun", "重点产业完成{word}[58个]。", "level 58 个 重点产业{word}, by 完成"),
    review("named_thing", "[35个]计划新开工{word}已落实。", "level 35 个 计划新开工{word}, by 落实"),
    plan("slogan", "抓好八个{word}。"),
    plan("slogan_of_few", "深入实施五项{word}。"),
    review("word_goes_on", "生产{word}[5个]。", "level 5 个 生产{word}"),
    review("own_word", "引进{word}[5个]。", "level 5 个 {word}, by 引进"),
    review("protected", "{word}改革事项[5项]。", "level 5 项 {word}改革事项"),
    review("protected", "新增{word}事项[5项]。", "level 5 项 {word}事项, by 新增"),
    review("kept_at_end", "人口{word}[5%]。", "level 5 % 人口{word}"),
    # verbs
    review("action", "我市{word}琶洲公园[5个]。", "level 5 个 琶洲公园, by {word}"),
    review("state_verb", "[35个]计划{word}项目资金已落实。", "level 35 个 计划{word}项目, by 资金已落实"),
    review("predicative", "[9条]主次干道{word}。", "level 9 条 主次干道, by {word}"),
    review("amount_verb", "{word}资金[5亿元]。", "level 500000000 元 资金, by {word}"),
    term("flow_verb", "五年来{word}公园达[5个]。", "level 5 个 公园, by {word}, 2018/2022"),
    review("title_verb", "[7家]企业被{word}省级科技型企业。", "level 7 家 省级科技型企业, by {word}"),
    open_end("improve", "{word}公园管理，琶洲学校[5所]。", "level 5 所 琶洲学校, target 2024"),
    open_end("review_word", "{word}管理，推动学习，深化学习，琶洲学校[5所]。", "level 5 所 琶洲学校"),
    review("denominator", "运费[5港元/{word}]。", "level 5 港元/{word} 运费"),
    review("preposition", "{word}全县河道周边设立监控点[12个]。", "level 12 个 监控点, by 设立"),
]
