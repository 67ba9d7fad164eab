"""Whose report it is, of which year, delivered when: told by the text, then by what stands around it.

`identify` reads the opening (`opening`), finds the years (`period`) and then the unit as of that year (`place`).
"""

import re
from collections.abc import Iterator
from typing import Any

import polars as pl

from transforms.identity import wording
from transforms.identity.body import read_bodies
from transforms.identity.kind import find_kind, hinted_title
from transforms.identity.labels import hints_of
from transforms.identity.opening import SALUTATION, Opening, read_opening
from transforms.identity.period import find_period, plan_start
from transforms.identity.place import find_region
from transforms.text.clean import simplify

__all__ = ["SCHEMA", "identify"]

SCHEMA: dict[str, type[pl.DataType]] = {
    "report_id": pl.String,
    "region_code": pl.String,
    "region_name": pl.String,
    "region_level": pl.String,
    "kind": pl.String,
    "title": pl.String,
    "report_year": pl.Int16,
    "review_start": pl.Int16,
    "review_end": pl.Int16,
    "plan_year": pl.Int16,
    "plan_start": pl.Int16,
    "delivered_on": pl.Date,
    "is_partial": pl.Boolean,
    "identity_evidence": pl.String,
}
#: Years and headings are read from this many characters; a glossary after them has years of its own.
_READ = 60_000
#: What follows a report on its page, and how its last sentences sound: …而努力奋斗！ 向大会献礼！ …做出新贡献。
_AFTER_REPORT = re.compile(
    r"\n[^\n]{0,12}(?:名词解释|名词注释|名词术语|注释[:\n]|附件|附表|责任编辑|相关(?:新闻|链接)|阅读排行|版权所有)"
)
_CALL = re.compile(r"!(?<=[\u4e00-\u9fff”\"]!)(?![a-z\-])")
_CALM_END = re.compile(r"让我们|(?:贡献|奋斗|努力|大业|目标|美好|局面|篇章|任务|谢谢大家)。?\s*$")
_LAST_PART, _LAST_WORDS = 0.8, 250
_MID_REPORT = re.compile(r"^\s*(?:[(（]?[二三四五六七八九十]+[)）、]|\d{1,2}[.、])")
#: The first heading of a report is its first; a page that begins with another is a later one.
_TOP_HEADING = re.compile(
    r"^\s*(?:第?(?P<part>[一二三四五六七八九十]+)(?:、|部分)|[(（](?P<sub>[一二三四五六七八九十]+)[)）])", re.MULTILINE
)
_TITLE_LINE = re.compile(r"工作报告|导航|^\d{4}年")


def identify(documents: pl.DataFrame) -> pl.DataFrame:
    r"""Who reported, for which years, when; one row a document, in the same order, null where unknown.

    Takes report_id and text (String), or clean, the text as `clean` leaves it; optionally source_path (String) and
    hints (JSON object as String, or Struct). Returns the columns of `SCHEMA`; region_name is the full chain as of the
    report's year (河北省保定市徐水县 in 2010), report_year the year of delivery, `identity_evidence` the words that
    decided each. Any text is accepted; nothing is raised for a bad one.

    >>> text = "——2020年1月10日在易县第十七届人民代表大会第四次会议上\n我代表易县人民政府报告工作。"
    >>> identify(pl.DataFrame({"report_id": ["a"], "text": [text]})).select("region_code", "report_year").row(0)
    ('130633', 2020)
    """
    cleaned = documents["clean"] if "clean" in documents.columns else simplify(documents["text"].fill_null(""))
    documents = documents.with_columns(text=cleaned)
    paths = documents["source_path"] if "source_path" in documents.columns else [None] * documents.height
    hints = documents["hints"] if "hints" in documents.columns else [None] * documents.height
    bodies = read_bodies(documents)

    def rows() -> Iterator[dict[str, Any]]:
        for report_id, text, path, hint, body in zip(
            documents["report_id"], documents["text"], paths, hints, bodies, strict=True
        ):
            known = hints_of(hint)
            opening = read_opening(text)
            whole = wording.normalise(text)
            normal = whole[:_READ]
            kind = find_kind(opening, normal, known)
            period = find_period(opening, normal, kind, known, path)
            place = find_region(opening, body, period.report_year, known, path)
            region = place.region
            yield {
                "report_id": report_id,
                "region_code": region.code if region else None,
                "region_name": region.full_name if region else None,
                "region_level": region.level if region else None,
                "kind": kind,
                "title": opening.title or hinted_title(known),
                "report_year": period.report_year,
                "review_start": period.review_start,
                "review_end": period.review_end,
                "plan_year": period.plan_year,
                "plan_start": plan_start(opening, normal, kind),
                "delivered_on": period.delivered_on,
                "is_partial": _is_partial(opening, whole) if kind == "government_work_report" else None,
                "identity_evidence": f"region: {place.evidence or 'none'}; year: {period.evidence or 'none'}",
            }

    return pl.DataFrame(list(rows()), schema=SCHEMA)


def _is_partial(opening: Opening, text: str) -> bool:
    """Whether the report lacks its beginning (starts at 二、 or (三)) or its end (no closing call)."""
    heading = _TOP_HEADING.search(text)
    if not SALUTATION.search(text, 0, heading.start() if heading else len(opening.page)):
        first = next((line for line in opening.page.split("\n") if line and not _TITLE_LINE.search(line)), "")
        if _MID_REPORT.search(first) or (heading and (heading["part"] or heading["sub"]) != "一"):
            return True
    end = _AFTER_REPORT.search(text, len(text) // 2)
    body = (text[: end.start()] if end else text).rstrip()
    is_called = _CALL.search(body, int(_LAST_PART * len(body)) + 2)
    return not (is_called or _CALM_END.search(body[-_LAST_WORDS:]))
