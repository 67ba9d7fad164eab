"""A promise that no number answers may be answered in words; what only shares a word with it does not answer."""

import polars as pl
import pytest

from tests.outcomes import Row, fact, outcomes, told

STATIONS = fact("300座以上", "300", "座", "村级水站", action="改造提升")
CLEANER = fact("600台", "600", "台", "老旧燃煤锅炉", action="淘汰")
PRICES = fact("2%左右", "2", "%", "居民消费价格涨幅", measure="growth", bound="about")
HOUSING = fact("800套", "800", "套", "人才公寓", action="开工建设")
DEMONSTRATION = fact("20个", "20", "个", "示范村", action="打造")
ECONOMY = fact("6%", "6", "%", "经济增长", measure="growth")
TRADE = fact("20%", "20", "%", "进出口总额、实际利用外资", measure="growth", basis="annual_average")
HEATING = fact("123个", "123", "个", "村“双代”工作", action="完成")


def answered(target: Row, review: str) -> Row:
    return outcomes(target, sections=told(target["sentence"], review)).row(0, named=True)


@pytest.mark.parametrize(
    ("target", "review", "verdict", "words"),
    [
        (CLEANER, "空气持续变好。淘汰老旧燃煤锅炉指标超额完成。", "met", "淘汰老旧燃煤锅炉指标超额完成。"),
        (HEATING, "农村取暖“双代”工作圆满完成，群众温暖过冬。", "met", "农村取暖“双代”工作圆满完成，群众温暖过冬。"),
        (STATIONS, "全面完成村级水站改造提升。", "met", "全面完成村级水站改造提升。"),
        (HOUSING, "人才公寓建设未完成预定目标。", "missed", "人才公寓建设未完成预定目标。"),
        (PRICES, "居民消费价格总体平稳。", "unclear", "居民消费价格总体平稳。"),
        (PRICES, "全年\n  居民消费价格保持平稳；\n", "unclear", "居民消费价格保持平稳；"),
        (TRADE, "开放招商成效显著，实际利用外资16.8亿美元。", "unclear", "开放招商成效显著，实际利用外资16.8亿美元。"),
        (HOUSING, "启动人才公寓、保障性租赁住房建设。", "unclear", "启动人才公寓、保障性租赁住房建设。"),
        (HOUSING, "三年累计交付人才公寓2600平方米。", "unclear", "三年累计交付人才公寓2600平方米。"),
        (STATIONS, "120座村级水站全面完成。", "unclear", "120座村级水站全面完成。"),
        (HOUSING, "人才公寓加快推进。人才公寓建设任务全面完成。", "met", "人才公寓建设任务全面完成。"),
    ],
)  # fmt: skip
def test_a_sentence_answers_in_words(target: Row, review: str, verdict: str, words: str) -> None:
    row = answered(target, review)
    assert (row["verdict"], row["words"], row["actual_fact_id"]) == (verdict, words, None)
    assert row["words_report_id"] == "review2022"
    assert review[row["words_start"] :].startswith(words)


@pytest.mark.parametrize(
    ("target", "review"),
    [
        pytest.param(PRICES, "居民消费不断升级，价格机制更加健全。", id="the words apart"),
        pytest.param(DEMONSTRATION, "石门村获评全国乡村治理示范村。", id="a short noun at the end of a longer name"),
        pytest.param(HOUSING, "出台人才公寓管理办法。", id="the noun in front of another"),
        pytest.param(ECONOMY, "居民收入增长快于经济增长。", id="what another is held against"),
        pytest.param(fact("15条", "15", "条", "道路"), "道路建设加快推进。", id="too short a noun"),
        pytest.param(HOUSING, HOUSING["sentence"], id="the sentence of the promise itself"),
    ],
)  # fmt: skip
def test_what_only_shares_a_word_is_no_answer(target: Row, review: str) -> None:
    row = answered(target, review)
    assert (row["verdict"], row["words"], row["reason"]) == ("unreported", None, "后来的报告没有可比的结果")


def test_what_the_review_only_plans_is_no_answer() -> None:
    sections = told(HOUSING["sentence"], "人才公寓建设全面完成。").with_columns(role=pl.lit("plan"))
    assert outcomes(HOUSING, sections=sections)["verdict"].to_list() == ["unreported"]
