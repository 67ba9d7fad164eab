"""What sort of document a text is: by its title, else by what its first page says, else by what it speaks of."""

import re
from collections.abc import Mapping

from transforms.identity import wording
from transforms.identity.opening import Opening
from transforms.identity.period import PLAN_NUMBER

_TITLES = ("title", "标题", "题名", "报告标题")
_SHORTEST_REPORT = 300
_FIRST_PAGE = 1500
_TITLE_PART = 300
_REPORT_WORDS = re.compile(r"政府工作报告|工作报告|向大会报告|各位代表|工作回顾|报告(?:政府)?工作,")
_BULLETIN = re.compile(r"统计公报")
_STATISTICS_OFFICE = re.compile(r"统计局[^。]{0,40}(?:调查队|\d{4}年\d{1,2}月)")
#: 关于政府工作报告的决议; 会议听取和审议了…所作的政府工作报告，…决定批准这个报告
_RESOLUTION = re.compile(
    r"关于[^\n。]{0,60}(?:报告|纲要|规划|计划|预算)[^\n。]{0,12}的?(?:决议|决定)$|(?:决议|决定)\([^)]*通过\)$"
)
_RESOLVES = re.compile(
    r"(?:听取[了和并]?|审议[了和并]?|审查[了和并]?|讨论[了和并]?){1,3}[^。\n]{0,60}(?:报告|纲要|草案)[\s\S]{0,1200}?"
    r"(?:批准|同意|通过)(?:了)?(?:这个|这一|上述|该)?[^。\n]{0,30}(?:报告|纲要|计划|预算)"
)
_LONGEST_RESOLUTION = 3000
#: 关于2023年预算执行情况和2024年预算草案的报告
_BUDGET = re.compile(
    r"预算(?:执行|收支|完成)?情况[^。]{0,40}预算(?:\(?草案\)?)?(?:\(草案\))?的?报告|(?:决算|预算)草案的报告"
)
#: 关于2023年国民经济和社会发展计划执行情况与2024年国民经济和社会发展计划草案的报告
_PLAN_REPORT = re.compile(r"发展计划(?:执行|完成|实施)?情况[^。]{0,50}计划(?:\(?草案\)?)?(?:\(草案\))?的?报告")
_PLAN_TITLE = re.compile(r"(?:规划|计划)(?:\(草案\))?纲要|五年规划|五年计划|远景目标")
_MAKES_A_PLAN = re.compile(
    r"(?:规划|计划|纲要|建议)[^。\n]{0,40}(?:编制|制定|规定)|(?:制定|编制|通过|提出)[^。\n]{0,40}(?:规划|计划|纲要)"
)
_PLAN_SHARE = 1.0  # mentions of 规划, 计划, 五年 or 时期 a thousand characters on the first pages
_PLAN_PAGES, _SHORTEST_PLAN = 6000, 5000


def find_kind(opening: Opening, text: str, hints: Mapping[str, str]) -> str | None:
    """The kind of document; None for a text that says nothing of the sort. `text` is normalised.

    A resolution on a report is none, and neither is the report on a budget or on the year's plan. A five-year plan
    without a line for its title is still a plan.
    """
    title = hinted_title(hints) or ""
    titles = " ".join([*opening.titles, wording.normalise(title)])
    first_page = opening.page[:_FIRST_PAGE].replace("\n", "")
    head = titles + first_page[:_TITLE_PART]
    signs = (
        ("resolution", _is_resolution(opening, text, titles)),
        ("plan_report", _PLAN_REPORT.search(head)),
        ("budget_report", _BUDGET.search(head)),
        ("government_work_report", opening.represents or "工作报告" in titles),
        ("statistical_bulletin", _BULLETIN.search(titles) or _STATISTICS_OFFICE.search(first_page)),
        ("development_plan", _PLAN_TITLE.search(titles) or _is_untitled_plan(opening, text)),
        ("government_work_report", _REPORT_WORDS.search(text)),
        ("other", len(text) >= _SHORTEST_REPORT),
    )
    return next((kind for kind, is_told in signs if is_told), None)


def hinted_title(hints: Mapping[str, str]) -> str | None:
    """The title that stands beside a text."""
    return next((value for key, value in hints.items() if key.lower() in _TITLES and value), None)


def _is_resolution(opening: Opening, text: str, titles: str) -> bool:
    if len(text) > _LONGEST_RESOLUTION or opening.represents:
        return False
    lines = [*opening.page.split("\n")[:12], titles]
    return any(map(_RESOLUTION.search, lines)) or _RESOLVES.search(text) is not None


def _is_untitled_plan(opening: Opening, text: str) -> bool:
    """Whether a text without a title is a plan by what it says: whom it plans for, again and again."""
    if opening.has_salutation or "工作报告" in opening.page or "各位代表" in text:  # a plan addresses nobody
        return False
    pages = text[:_PLAN_PAGES]
    share = len(re.findall("规划|计划|五年|时期", pages)) * 1000 / max(len(pages), 1)
    return (
        len(text) >= _SHORTEST_PLAN
        and share >= _PLAN_SHARE
        and bool(PLAN_NUMBER.search(pages))
        and bool(_MAKES_A_PLAN.search(pages))
    )
