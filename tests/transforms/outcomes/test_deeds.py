"""What is said of a whole list of deeds for the people is said of each of its members, and decides none of them."""

import pytest

from tests.outcomes import Row, fact, outcomes, told

REASON = "后来的报告只说所在的民生实事清单已经完成，没有说到这一件"
DONE = "收入稳步增长，十件民生实事全部完成。"


def standing(plan: str, sentence: str, mention: str) -> Row:
    """A promise that stands in the text of a plan."""
    return fact(
        mention, "5", "座", "公园", sentence=sentence, char_start=plan.index(sentence) + sentence.index(mention)
    )


@pytest.mark.parametrize(
    ("plan", "sentence", "verdict"),
    [
        pytest.param("办好十件民生实事：①新建公园5座。②改造学校。", "①新建公园5座。", "unclear", id="in one line"),
        pytest.param(
            "重点办好10件实事：一是扩大就业；二是新建公园5座。",
            "重点办好10件实事：一是扩大就业；二是新建公园5座。",
            "unclear",
            id="in one sentence",
        ),
        pytest.param(
            "实施好十方面民生实事。\n\n1.就业方面。扩大就业。\n2.环境方面。新建公园5座。\n三、加强自身建设\n",
            "新建公园5座。",
            "unclear",
            id="a line each",
        ),
        pytest.param("多为群众办实事。①新建公园5座。", "①新建公园5座。", "unreported", id="no list is announced"),
        pytest.param(
            "办好十件民生实事：①改造学校。②扩大就业。加快城建，新建公园5座。",
            "加快城建，新建公园5座。",
            "unreported",
            id="behind the list in its line",
        ),
        pytest.param(
            "实施好十方面民生实事。\n1.就业方面。扩大就业。\n三、新建公园5座。\n",
            "三、新建公园5座。",
            "unreported",
            id="behind the lines of the list",
        ),
        pytest.param(
            "办好十件民生实事，增进福祉。\n（六）新建公园5座。\n",
            "（六）新建公园5座。",
            "unreported",
            id="the next section",
        ),
    ],
)  # fmt: skip
def test_a_member_of_the_list(plan: str, sentence: str, verdict: str) -> None:
    row = outcomes(standing(plan, sentence, "5座"), sections=told(plan, DONE)).row(0, named=True)
    assert (row["verdict"], row["words"]) == (verdict, DONE if verdict == "unclear" else None)
    assert (row["reason"] == REASON) == (verdict == "unclear")


@pytest.mark.parametrize("review", ["继续办好民生实事。", "民生实事扎实推进。", "全部完成整改任务。"])
def test_a_list_that_is_not_said_to_be_done_answers_nothing(review: str) -> None:
    plan = "办好十件民生实事：①新建公园5座。"
    row = outcomes(standing(plan, "①新建公园5座。", "5座"), sections=told(plan, review)).row(0, named=True)
    assert (row["verdict"], row["words"]) == ("unreported", None)
