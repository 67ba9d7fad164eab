"""Sections of a report: where its review and its plan begin, and the years each speaks of."""

import polars as pl
import pytest

from transforms.text.clean import clean
from transforms.text.headings import mark_headings
from transforms.text.structure import structure

REVIEW = "全市生产总值增长6.1%，建成学校12所。"
PLAN = "全市生产总值增长5.5%左右，建成学校10所。"

Section = tuple[str, str, str | None]  # heading, role, period


def sections(text: str, first: int = 2022, last: int = 2022, plan: int = 2023) -> list[Section]:
    """The sections with a role that the lines of a text open, in a report with these years."""
    reports = pl.DataFrame(
        {"report_id": ["r"], "text": [text], "review_start": [first], "review_end": [last], "plan_year": [plan]}
    )
    _, found = structure(clean(reports))
    return list(found.select("heading", "role", "period").iter_rows())


def roles(text: str, **years: int) -> list[str]:
    """The role of each stretch of the text, repetitions joined."""
    found = [role for _, role, _ in sections(text, **years)]
    return [role for before, role in zip([None, *found], found, strict=False) if role != before]


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("一、2022年工作回顾", "review"),
        ("一、2022年政府工作回顾", "review"),
        ("一、过去一年工作回顾", "review"),
        ("一、过去五年的工作回顾", "review"),
        ("第一部分 2022年工作回顾", "review"),
        ("（一）2022年工作回顾", "review"),
        ("一、“十三五”时期发展成就", "review"),
        ('一、"十三五"时期经济社会发展取得显著成就', "review"),
        ("一、“十三五”回顾", "review"),
        ("2022年工作回顾", "review"),
        ("一、关于过去五年的政府工作", "review"),
        ("一、经济社会取得长足进展的五年", "review"),
        ("2022年重点工程进展情况说明", "review"),
        ("一、关于2022年工作", "review"),
        ("二、2023年工作安排", "plan"),
        ("二、2023年重点工作", "plan"),
        ("二、2023年政府工作的总体要求和主要目标", "plan"),
        ("二、今年工作的总体要求", "plan"),
        ("二、新一年的目标任务", "plan"),
        ("二、今后五年的奋斗目标和主要任务", "plan"),
        ("二、“十四五”时期主要目标任务", "plan"),
        ("第二部分 2023年工作安排", "plan"),
        ("二、总体要求和目标任务", "plan"),
        ("2023年工作安排", "plan"),
        ("二、二〇二三年工作安排", "plan"),
        ("二、“十四五”时期发展的主要考虑", "plan"),
        ("二、对今年政府工作的建议", "plan"),
        ("二、关于2 0 2 3 年政府工作的建议", "plan"),
        ("2023年主要工作及措施", "plan"),
        ("本市2023年十大工程", "plan"),
    ],
)
def test_heading_opens_its_section(heading: str, role: str) -> None:
    other, before = ("二、2023年工作安排", PLAN) if role == "review" else ("一、2022年工作回顾", REVIEW)
    found = sections(f"{other}\n{before}\n{heading}\n{REVIEW}\n")
    assert (found[-1][0], found[-1][1]) == (heading.replace("（", "(").replace("）", ")"), role)


@pytest.mark.parametrize(
    "line",
    [
        "回顾一年来的工作，我们深感成绩来之不易，要倍加珍惜。",
        "我们按照2023年工作安排的要求，扎实推进各项工作，建成学校3所。",
        "（三）乡村振兴全面推进。",
        "一是工业经济企稳回升。",
        "——农业综合生产能力不断增强。",
        "三、加强政府自身建设",
    ],
)
def test_what_opens_no_section(line: str) -> None:
    assert roles(f"一、2022年工作回顾\n{REVIEW}\n{line}\n{REVIEW}\n") == ["review"]


def test_a_holiday_is_no_mark() -> None:
    lines = ["五一、端午期间旅游火爆。\n", "五、文化繁荣\n", "二十一、其他工作\n"]
    columns = {"text": lines, "length": list(map(len, lines)), "opens_line": [True] * 3, "is_boilerplate": [False] * 3}
    assert mark_headings(pl.DataFrame(columns))["has_mark"].to_list() == [False, True, True]


def test_self_improvement_stays_in_the_plan() -> None:
    text = f"一、2022年工作回顾\n{REVIEW}\n二、2023年工作安排\n{PLAN}\n三、切实加强政府自身建设\n{PLAN}\n"
    assert roles(text) == ["review", "plan"]


@pytest.mark.parametrize(
    ("text", "years", "expected"),
    [
        pytest.param(
            f"一、2022年工作回顾\n{REVIEW}\n二、2023年工作安排\n{PLAN}\n",
            (2022, 2022, 2023),
            [("review", "2022"), ("plan", "2023")],
            id="one year and the next",
        ),
        pytest.param(
            f"一、过去五年工作回顾\n{REVIEW}\n二、今后五年的目标任务\n{PLAN}\n三、2023年工作安排\n{PLAN}\n",
            (2018, 2022, 2023),
            [("review", "2018/2022"), ("plan", "2023/2027"), ("plan", "2023")],
            id="a term, the next term, and its first year",
        ),
        pytest.param(
            f"一、“十三五”时期发展成就\n{REVIEW}\n二、“十四五”时期主要目标任务\n{PLAN}\n三、2021年重点工作\n{PLAN}\n",
            (2016, 2020, 2021),
            [("review", "2016/2020"), ("plan", "2021/2025"), ("plan", "2021")],
            id="five-year plans",
        ),
        pytest.param(
            f"一、2025年和“十四五”时期工作回顾\n2025年在本地发展中极不平凡。{REVIEW}\n二、2026年重点工作\n{PLAN}\n",
            (2025, 2025, 2026),
            [("review", "2025"), ("plan", "2026")],
            id="the year before its five-year plan",
        ),
        pytest.param(
            f"一、过去六年的工作回顾\n{REVIEW}\n二、2007年工作安排\n{PLAN}\n",
            (2001, 2006, 2007),
            [("review", "2001/2006"), ("plan", "2007")],
            id="a term of six years",
        ),
        pytest.param(
            f"一、工作回顾\n{REVIEW}\n二、主要任务\n{PLAN}\n",
            (2013, 2013, 2014),
            [("review", "2013"), ("plan", "2014")],
            id="headings without a year",
        ),
    ],
)
def test_period_of_a_section(text: str, years: tuple[int, int, int], expected: list[tuple[str, str]]) -> None:
    assert [(role, period) for _, role, period in sections(text, *years)] == expected


def test_heading_broken_at_its_quotes() -> None:
    text = f"一、2020年工作回顾\n{REVIEW}\n二、“\n十四五\n”时期的总体思路和重点任务\n{PLAN}\n"
    assert [found[1:] for found in sections(text, 2020, 2020, 2021)] == [("review", "2020"), ("plan", "2021/2025")]


def test_subsection_that_looks_back_inside_a_plan_ends_with_it() -> None:
    text = (
        f"一、2005年工作回顾\n{REVIEW}\n二、2006年主要任务\n{PLAN}\n三、关于“十一五”规划纲要的说明{PLAN}\n"
        f"(一)编制过程{PLAN}\n(二)“十五”时期主要情况“十五”时期是重要的五年。{REVIEW}\n(三)有关建议{PLAN}\n"
    )
    found = sections(text, 2005, 2005, 2006)
    assert [(role, period) for _, role, period in found] == [
        ("review", "2005"),
        ("plan", "2006"),
        ("review", "2001/2005"),
        ("plan", "2006"),
    ]


def test_paragraph_that_looks_back_inside_a_plan_ends_with_its_line() -> None:
    plan = f"{PLAN}\n过去一年，政府自身建设加强。{REVIEW}\n要再接再厉，{PLAN}\n"
    text = f"一、2022年工作回顾\n{REVIEW}\n二、2023年工作安排\n{plan}"
    assert roles(text) == ["review", "plan", "review", "plan"]


def test_nothing_behind_the_last_line_break_is_a_section() -> None:
    plan = f"{PLAN}\n过去一年的成绩来之不易，建成公园5个。\n"
    assert roles(f"一、2022年工作回顾\n{REVIEW}\n二、2023年工作安排\n{plan}") == ["review", "plan", "review"]


def test_aims_of_a_term_that_is_over_are_reviewed() -> None:
    assert roles(f"一、“十三五”规划目标任务全面完成\n{REVIEW}\n二、2021年重点工作\n{PLAN}\n", last=2020, plan=2021) == [
        "review",
        "plan",
    ]


def test_paragraph_on_the_coming_term_ends_the_review() -> None:
    text = (
        f"一、2025年工作回顾\n{REVIEW}\n二、“十四五”时期成就和“十五五”时期主要任务\n“十四五”时期，{REVIEW}\n"
        f"“十五五”时期是关键时期。\n{PLAN}\n三、2026年重点工作\n{PLAN}\n"
    )
    assert [found[1:] for found in sections(text, 2025, 2025, 2026)] == [
        ("review", "2025"),
        ("review", "2021/2025"),
        ("plan", "2026/2030"),
        ("plan", "2026"),
    ]


def test_parts_whose_headings_say_nothing_are_told_by_their_words() -> None:
    done = "全市生产总值增长6.1%，建成学校12所，新增企业62家，完成投资30亿元，成功举办了博览会。"
    to_do = "要加快建设交通网络，努力推动园区提升，力争引进项目20个，确保粮食丰收，强化市场监管。"
    text = f"各位代表：\n一、开创新局面\n{done}\n二、再上新台阶\n{to_do}\n三、对外交往\n又{done}\n"
    assert roles(text) == ["review", "plan", "review"]


def test_what_stands_behind_a_report_is_no_plan() -> None:
    page = f"一、2022年工作回顾\n{REVIEW}其中公办学校8所，民办学校4所。\n二、2023年工作安排\n{PLAN}其中公办学校7所。\n"
    glossary = "附注：\n" + "“双减”：指减轻学生过重作业负担和校外培训负担，自2021年起施行。\n" * 12
    assert roles(page + glossary) == ["review", "plan", "other"]
    assert roles(page * 12) == ["review", "plan", "other"]


def test_heading_run_into_the_text() -> None:
    text = f"各位代表：现在报告工作。一、2022年工作回顾{REVIEW}二、2023年工作安排{PLAN}"
    assert roles(text) == ["review", "plan"]


def test_plan_without_a_heading_begins_with_its_turn() -> None:
    text = f"各位代表：现在报告工作。\n2022年，{REVIEW}\n今年经济社会发展的主要预期目标是：{PLAN}\n"
    assert roles(text) == ["review", "plan"]


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("全市生产总值增长6.1%，新增企业62家，成功获评国家卫生城市，圆满完成了任务。", "review"),
        ("要加快完善交通网络，推动园区提升，力争引进项目20个，努力打造中心城市。", "plan"),
    ],
    ids=["done", "to do"],
)
def test_excerpt_without_headings_is_told_by_its_verbs(text: str, role: str) -> None:
    assert roles(text) == [role]


def test_sections_cover_the_text_without_gaps() -> None:
    text = f"政府工作报告\n一、2022年工作回顾\n{REVIEW}\n二、2023年工作安排\n{PLAN}"
    reports = pl.DataFrame(
        {"report_id": ["r"], "text": [text], "review_start": [2022], "review_end": [2022], "plan_year": [2023]}
    )
    _, found = structure(clean(reports))
    spans = list(found.sort("char_start").select("char_start", "char_end").iter_rows())
    assert [begin for begin, _ in spans] == [0, *(end for _, end in spans[:-1])]
    assert spans[-1][1] == len(text)
    assert [text[begin:][:2] for begin, _ in spans[1:]] == ["一、", "二、"]
