"""What the first page of a report says of itself: who speaks for whom, where, when, under which title.

A page begins with navigation and a collector's header as often as with the report. What counts as the report's own
words is what stands in fixed phrases: 现在，我代表易县人民政府，向大会报告工作; 在易县第十七届人民代表大会第四次会议上;
易县人民政府县长.
"""

import datetime as dt
import re
from dataclasses import dataclass, field

from transforms.identity import wording
from transforms.identity.gazetteer import gazetteer

#: Characters of a text that may hold the first page; provincial portals put 600 characters of navigation before it.
_HEAD = 6000
_HEAD_WITHOUT_SALUTATION = 1000
_HEADER_LINE_LONGEST = 90
SALUTATION = re.compile(
    r"各位(?:人大)?(?:代表|主任|委员|同志)|(?:同志们|诸位代表)[:,]|我(?:受[^,。]{0,20}委托,)?(?:谨)?代表"
)
#: Where the report itself begins, salutation or not: 一、2018年工作回顾.
_BODY = re.compile(r"^(?:一、|\(一\)|第一部分|[^\n:—-]{0,6}\d{4}年[^\n]{0,12}(?:回顾|总结))", re.MULTILINE)
_REPRESENTS = re.compile(
    r"我(?:受[^,。]{0,20}委托,)?(?:谨)?代表(?P<who>[^,。:;!?、]{0,40}?)"
    r"(?:人民政府|政府|(?P<office>行政公署|行署|管理委员会|管委会|国务院))"
)
_TERM = re.compile(r"(?:新?一|本|上|第?[一二三四五六七八九十\d]{1,3})届")
#: 易县人民政府县长; not 西安市长安区, where 长 begins the next name.
_SPEAKER = re.compile(
    r"(?:人民政府|政府|行政公署|行署|管委会|管理委员会)?(?:党组书记)?[、,]?(?:代理?|副)?"
    r"(?P<office>省长|市长|县长|区长|州长|盟长|旗长|专员|主席|主任)(?!热线|专线|信箱|公开电话|质量奖|负责制|基金|令)"
)
_FIELD = re.compile(
    r"^(?P<key>标题|题名|发文单位|发文机关|发布机构|发文时间|成文日期|报告人|年份|地区|省份|城市|区县)[:]\s*(?P<value>[^\n]*)",
    re.MULTILINE,
)
_REPORT_TITLE = re.compile(
    r"政府工作(?:的)?报告|人民政府(?:\d{4}年)?工作报告|管委会(?:\d{4}年)?工作报告|行政?公?署(?:\d{4}年)?工作报告|统计公报|(?:规划|计划|远景目标)纲要|五年规划|五年计划"
)
_TITLE_LONGEST = 80
_TITLE_LABEL = re.compile(r"^(?:标题|题名|来源)\s*[:：]\s*")
_POSTING_BEFORE = re.compile(
    r"(?:时间|日期|发布|发表|更新|来源|创建|修改|录入|编辑|记者|点击|发稿|社|网|日报)[^,。()—一-鿿]{0,8}$"
)
_POSTING_AFTER = re.compile(r"^(?:T?\d{1,2}[:时]|来源|作者|浏览|字体|\[?字号|点击|星期)")
_MEETING_BEFORE = re.compile(r"会议(?:上|通过)?[^\d。]{0,30}$")
#: A page's stamp (2004年01月12日, 2004-01-12), unlike a date as it is spoken (2004年1月12日).
_STAMP = re.compile(r"[./-]|年0|月0")
_MEETING_AFTER = re.compile(
    r"^(?:上午|下午|[至到和、~—-]\d{1,2}日|,|\))*(?:在|于)?[^,。;!?:\d]{0,25}?"
    r"(?:(?:\d{1,2})?届[^,。;!?:]{0,14}(?:会议|大会)|人民代表大会|人大[^,。]{0,4}会议)"
)
#: (2011年1月12日), (2011年1月12日 陈全国)
_IN_BRACKETS = (re.compile(r"[(\[〔]$"), re.compile(r"^[\u4e00-\u9fff·]{0,4}[)\]〕]"))
_MONTH_DAY = re.compile(r"(?<!\d)(?P<month>\d{1,2})月(?P<day>\d{1,2})日(?=在[^,。;]{0,25}届[^,。;]{0,14}会议上)")


@dataclass(frozen=True)
class Opening:
    """The first page, taken apart. Texts are normalised (`wording.normalise`)."""

    page: str
    title: str | None = None
    titles: tuple[str, ...] = ()
    represents: str | None = None
    sessions: tuple[str, ...] = ()
    speakers: tuple[str, ...] = ()
    fields: dict[str, str] = field(default_factory=dict)
    delivered_on: dt.date | None = None
    delivered_from: str = ""
    issued_on: dt.date | None = None
    month_day: tuple[int, int] | None = None
    has_salutation: bool = False


def read_opening(text: str) -> Opening:
    r"""Take the first page of a report apart; any text will do, also an empty one.

    >>> read_opening("2020年1月10日在易县第十七届人民代表大会第四次会议上\n各位代表：").delivered_on
    datetime.date(2020, 1, 10)
    """
    page = wording.normalise(text[:_HEAD])
    fields = {m["key"]: m["value"] for m in _FIELD.finditer(page[:800])}
    salutation = SALUTATION.search(page)
    body = _BODY.search(page)
    ends = [match.start() for match in (salutation, body) if match]
    head = page[: min(ends)] if salutation else _short_lines(page[: min(ends, default=_HEAD_WITHOUT_SALUTATION)])
    flat = wording.one_line(head)
    titles = _titles(head)
    delivered_on, delivered_from = _delivery(head)
    issued = wording.DATE.search(fields.get("发文时间", "") or fields.get("成文日期", ""))
    represents = _REPRESENTS.search(wording.one_line(page[:4000]))
    month_day = _MONTH_DAY.search(flat)
    return Opening(
        page=page,
        title=_as_printed(titles[0], text[:_HEAD]) if titles else None,
        titles=titles,
        represents=_TERM.sub("", represents["who"]) + (represents["office"] or "") if represents else None,
        sessions=tuple(_sessions(flat)),
        speakers=tuple(_speakers(flat)),
        fields=fields,
        delivered_on=delivered_on,
        delivered_from=delivered_from,
        issued_on=wording.date_of(issued) if issued else None,
        month_day=(int(month_day["month"]), int(month_day["day"])) if month_day else None,
        has_salutation=salutation is not None,
    )


def _short_lines(page: str) -> str:
    """The lines of a page up to the first that is as long as a sentence."""
    lines = page.split("\n")
    return "\n".join(lines[: next((n for n, line in enumerate(lines) if len(line) > _HEADER_LINE_LONGEST), len(lines))])


def _titles(head: str) -> tuple[str, ...]:
    """Lines that name the document, the fullest first: 2022年易县政府工作报告 before 政府工作报告."""
    lines = [_TITLE_LABEL.sub("", line) for line in head.split("\n")]
    found = [line for line in lines if len(line) <= _TITLE_LONGEST and "。" not in line and _REPORT_TITLE.search(line)]
    named = [line for line in found if not _REPORT_TITLE.fullmatch(line)]
    return tuple(dict.fromkeys([*named, *found]))


def _as_printed(title: str, page: str) -> str:
    """The line of a page that a normalised title was made from: 二○一四年政府工作报告."""
    for line in wording.lines(page):
        printed = _TITLE_LABEL.sub("", line.strip())
        if wording.normalise(printed) == title:
            is_spaced_out = re.fullmatch(r"(?:\S\s+)+\S", printed) is not None
            return re.sub(r"\s+", "" if is_spaced_out else " ", printed)
    return title


def _sessions(flat: str) -> list[str]:
    """What stands before 第N届人民代表大会: 在徐水县; 全国 for the National People's Congress."""
    found = []
    for match in wording.SESSION.finditer(flat):
        after = flat[match.end() : match.end() + 6]
        is_national = match["national"] is not None
        found.append("全国" if is_national else flat[max(match.start() - 40, 0) : match.start()])
        if not is_national and after.startswith("常"):
            found.pop()
    return found


def _speakers(flat: str) -> list[str]:
    """What stands before the office: 易县 of 易县人民政府县长, 国务院 of 国务院总理."""
    found = ["国务院" for _ in re.finditer("国务院(?:代)?总理", flat)]
    offices = (m for m in _SPEAKER.finditer(flat) if not gazetteer().starts_with_unit(flat[m.end() - 1 :]))
    before = (flat[max(match.start() - 40, 0) : match.start()] for match in offices)
    return [*found, *(re.split("会议上|会议|通过|报告", words)[-1] for words in before)]


def _delivery(head: str) -> tuple[dt.date | None, str]:
    """The day of delivery and its words: a date beside the session, else in brackets, else alone on its line."""
    flat = wording.one_line(head)
    beside, in_brackets = [], []
    for match in wording.DATE.finditer(flat):
        before, after = flat[max(match.start() - 40, 0) : match.start()], flat[match.end() : match.end() + 50]
        is_stamp = _POSTING_AFTER.search(after) or _POSTING_BEFORE.search(before)
        if _MEETING_AFTER.search(after) and not _POSTING_AFTER.search(after):
            beside.append((match, f"{match[0]}{after[:24]}"))
        elif _MEETING_BEFORE.search(before) and not is_stamp:
            beside.append((match, f"{before[-12:]}{match[0]}"))
        elif _IN_BRACKETS[0].search(before) and _IN_BRACKETS[1].search(after) and not is_stamp:
            in_brackets.append((match, f"({match[0]})"))
    lines = (wording.DATE.fullmatch(line) for line in head.split("\n"))
    alone = [(match, match[0]) for match in lines if match and not _STAMP.search(match[0])]
    for match, words in [*beside, *in_brackets, *alone]:
        if day := wording.date_of(match):
            return day, words
    return None, ""
