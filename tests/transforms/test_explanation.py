"""Every number says why it is read as it is: the rule, its words, and the rows of the seeds behind them."""

from pathlib import Path

import polars as pl
import pytest

from transforms import explanation, sources
from transforms.explanation import Explanation
from transforms.reading import read

TEXT = (
    "一、2023年工作回顾\n"
    "房地产投资同比下降9.6%。新建公园超过5个，三区三线划定完成，序号是4711。\n"
    "二、2024年工作安排\n"
    "建成农村公路120公里。"
)
YEARS = {"review_start": [2023], "review_end": [2023], "plan_year": [2024]}


def explained(words: str) -> Explanation:
    reports = pl.DataFrame({"report_id": ["a"], "text": [TEXT], **YEARS})
    found = explanation.explain(reports, TEXT.index(words))
    assert found is not None
    return found


def reasons(found: Explanation, field: str) -> list[tuple[str | None, str | None, str | None]]:
    return [(reason.value, reason.rule, reason.words) for reason in found.reasons if reason.field == field]


def test_the_sentence_holds_the_number_where_it_says() -> None:
    found = explained("9.6")
    assert found.sentence == "房地产投资同比下降9.6%。"
    assert found.sentence[found.char_start : found.char_end] == "9.6%"
    assert found.section == "review of 2023: 一、2023年工作回顾"


def test_a_measure_names_its_rule_and_the_verb_that_decided() -> None:
    assert reasons(explained("9.6"), "measure") == [("growth", "a verb of movement", "下降")]


def test_a_rule_of_words_names_the_row_of_the_lexicon() -> None:
    rows = [str(row) for reason in explained("9.6").reasons if reason.field == "measure" for row in reason.rows]
    assert len(rows) == 1
    seed, line, word = rows[0].replace(":", " ").split()
    assert (seed, word) == ("seeds/lexicon.csv", "下降")
    assert Path(seed).read_text("utf-8").splitlines()[int(line) - 1].startswith("下降,")


def test_a_bound_names_its_word() -> None:
    (bound,) = [reason for reason in explained("超过5").reasons if reason.field == "bound"]
    assert (bound.value, bound.rule) == ("above", "the words of the mention")
    assert [row.text for row in bound.rows] == ["超过", "超"]


def test_a_unit_names_its_row() -> None:
    (unit,) = [reason for reason in explained("120").reasons if reason.field == "unit"]
    assert (unit.value, unit.rows[0].seed, unit.rows[0].text) == ("公里", "units", "公里 → 公里 × 1/1")


def test_an_indicator_says_where_it_comes_from() -> None:
    assert [rule for _, rule, _ in reasons(explained("120"), "indicator")] == [
        "its own noun",
        "the noun as it stands",
        "the noun before the number",
    ]
    assert reasons(explained("120"), "action") == [
        ("建成", "its own verb", None),
        (None, "the verb before the noun", None),
    ]


def test_a_catalogued_indicator_names_its_row() -> None:
    (named,) = [reason for reason in explained("9.6").reasons if reason.field == "indicator_id"]
    assert (named.value, named.rule, named.rows[0].seed) == (
        "real_estate_investment",
        "a name of the catalogue",
        "indicators",
    )


def test_a_name_says_by_which_word_it_is_none() -> None:
    found = explained("三区")
    assert (found.disposition, found.fact_id) == ("name", None)
    (reason,) = found.reasons
    assert (reason.rule, reason.rows[0].text) == ("a name that holds a sign of number", "三区三线")


def test_an_unresolved_number_says_so() -> None:
    (reason,) = explained("4711").reasons
    assert (reason.value, reason.rule) == ("unresolved", "a bare number that nothing explains")


def test_where_no_number_stands_there_is_nothing_to_explain() -> None:
    reports = pl.DataFrame({"report_id": ["a"], "text": [TEXT], **YEARS})
    assert explanation.explain(reports, TEXT.index("房地产")) is None


@pytest.mark.corpus
def test_every_fact_of_the_first_two_documents_is_explained(corpus: Path) -> None:
    for file in sorted((corpus / "seeds").iterdir()):
        for document in sources.read(file.read_bytes(), file.name).documents:
            reports = read(pl.DataFrame({"report_id": ["a"], "text": [document.text]})).reports
            found = explanation.trace(reports)
            assert found.facts.height > 0
            for offset, fact_id in found.facts.select("char_start", "fact_id").iter_rows():
                number = explanation.explain_at(found, document.text, offset)
                assert number is not None
                assert number.fact_id == fact_id
                said = {reason.field for reason in number.reasons if reason.rule}
                assert said >= {"disposition", "measure", "status", "period", "indicator", "action", "subject", "bound"}


@pytest.mark.parametrize(("words", "rule"), [("至少建成公园2个", "at least, before the verb"), ("建成公园2个", None)])
def test_all_facts_at_once_name_the_rule_that_bounds_them_if_one_does(words: str, rule: str | None) -> None:
    reports = pl.DataFrame({"report_id": ["a"], "text": [f"二、2024年工作安排\n{words}。"], **YEARS})
    (fields,) = explanation.deciding_rules(reports).values()
    assert fields.get("bound", (None, None))[0] == rule
    assert fields["indicator"][0] == "its own noun"
