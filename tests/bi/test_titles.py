"""What a report is called on its page and in the table of its place."""

import pytest

from bi.site.rendering import Labels, environment

CASES = {
    "its own title": ({"title": "政府工作报告"}, "政府工作报告"),
    "place, year and kind": ({}, "甘肃省平凉市2024年政府工作报告"),
    "no year": ({"report_year": None}, "a/2024.txt"),
    "no place": ({"region_name": None}, "a/2024.txt"),
    "nothing that a browser runs": ({"title": "<b>报告"}, "&lt;b&gt;报告"),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_title(case: tuple[dict[str, object], str]) -> None:
    said, expected = case
    report = {
        "title": None,
        "region_name": "甘肃省平凉市",
        "report_year": 2024,
        "kind_zh": "政府工作报告",
        "source_path": "a/2024.txt",
        **said,
    }
    template = environment(Labels([])).from_string(
        '{% from "words.html" import title_of with context %}{{ title_of(report) }}'
    )
    assert template.render(report=report) == expected
