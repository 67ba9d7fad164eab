"""When a report was delivered and which years it looks back on and ahead to.

The day of the session tells the year best; then the title, of the text or of its row, and the headings (一、2023年工作
回顾; 二、2024年工作安排), two of which outvote a title of the year that is reviewed; then the column of its row,
the body's years, and at last the header's year and the path: collectors often write the year of posting there.
"""

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import PurePosixPath

from transforms.identity import wording
from transforms.identity.labels import LONGEST_LABEL
from transforms.identity.opening import Opening, read_opening
from transforms.identity.wording import YEAR

#: Points of a piece of evidence for the year of delivery.
SESSION, REPRESENTS, REVIEW_HEADING, PLAN_HEADING, TITLE, BODY, BULLETIN = 100.0, 60.0, 50.0, 45.0, 70.0, 25.0, 80.0
YEAR_COLUMN = 30.0
PLAN_SENTENCE, OCCASION, FIVE_YEARS, FIELD, HINT, PATH = 40.0, 20.0, 10.0, 8.0, 8.0, 6.0
_NUMBER, _STOPS = "一二三四五六七八九十", "\n。!?"
#: Where a year begins: all that speaks of years is asked there alone. One pattern for both takes four times as long.
_BEGINS_YEAR = (re.compile(r"19(?=[4-9]\d)"), re.compile(r"20(?=[0-4]\d)"))
_LOOKS_BACK = re.compile(r"回顾|总结|成绩|成就|成效")
_LOOKS_AHEAD = re.compile(r"安排|部署|打算|任务|要求|目标|重点|意见|建议|思路|举措|展望|预期|计划")
_TELLS_OF_WORK = re.compile(r"(?:完成|执行)情况|工作|经济社会发展")
#: 一、2023年工作回顾; 二、2024年主要任务; 关于2012年政府工作. The mark helps: 二、2024年主要工作 looks ahead.
_HEADING = re.compile(
    rf"(?:^|[{_STOPS}])(?P<mark>(?:[{_NUMBER}]+、|\([{_NUMBER}]+\)|第[{_NUMBER}]+部分[、:]?)?)"
    rf"(?P<before>[^\n。,;!?\d]{{0,18}})(?P<year>{YEAR})年?度?(?P<words>[^\n。,;!?]{{0,24}})(?P<end>\n?)"
)
_MARKLESS_LONGEST = 14
_FIRST_PAGES = 8000
_LEAST_MENTIONS = 2
_REVIEW_CUE = re.compile(r"(?:回顾|总结|成绩|成就|工作情况|(?<=过去[二三四五六七八九])年的工作)[^\n。,;!?\d]{0,16}")
_SPAN = re.compile(
    rf"(?:过去|近|这|前|本届[^\n]{{0,6}}|上届[^\n]{{0,6}})的?(?P<count>[{_NUMBER}])年|(?P<since>[{_NUMBER}])年来"
)
#: 2010年经济社会发展初定预期目标是
_PLAN_SENTENCE = re.compile(
    rf"(?P<year>{YEAR})年[^。;\n\d]{{0,24}}(?:预期目标|主要目标|总体要求|工作总体|目标任务)[^。;\n\d]{{0,8}}[是为:]"
)
#: A closing that names the occasion: 迎接党的十八大胜利召开 (2012), 庆祝中华人民共和国成立70周年 (2019).
_CONGRESS = re.compile(rf"迎接党的(?P<congress>[{_NUMBER}]{{2,3}})大(?:的)?(?:胜利)?召开")
_ANNIVERSARY = re.compile(
    r"(?:庆祝|迎接|献礼)[^。!\n]{0,12}?(?P<what>成立|建国|建党|国成立|党成立)[^。!\n\d]{0,4}(?P<count>\d{2,3})周年"
)
_FIRST_YEAR = {"党": 1921, "国": 1949}
_TWELFTH_CONGRESS, _BETWEEN_CONGRESSES = 1982, 5
_OPENING_QUOTES = ("“", '"', "「")
_FIVE_YEAR_PLAN = re.compile(rf"(?P<plan>[{_NUMBER}][{_NUMBER}]{{0,2}})五[”\"」]?(?:时期|期间|规划|计划)?")
_PLAN_NAMED = re.compile(rf"第(?P<plan>[{_NUMBER}]{{1,3}})个五年(?:规划|计划)")
_PROPOSES = re.compile(rf"(?P<year>{YEAR})年(?:的)?(?:[^。;\n]{{0,12}}?工作)?[^。;\n]{{0,6}}?提出(?:意见|建议)?")
_YEARS = re.compile(rf"(?<!\d)({YEAR})年")
#: 到2025年, 2025年底前: years of goals, not of the report.
_YEAR_SPOKEN_OF = re.compile(rf"(?<![\d到至争—~-])({YEAR})年(?![底末前])")
#: A link to another report at the foot of a page: 焦作市2025年政府工作报告.
_LINK_LINE = re.compile(r"^.{0,30}(?:政府工作报告|统计公报)$", re.MULTILINE)
_FILE_YEAR = re.compile(rf"(?<!\d)({YEAR})(?!\d)")
#: 2021-2024_统计公报 names a collection.
_BULLETIN_TITLE = re.compile(rf"(?<![\d—~至-])(?P<year>{YEAR})(?![—~至-]{YEAR})年?[^\n]{{0,20}}统计公报")
_MONTH_OF_ISSUE = re.compile(rf"^\s*(?P<year>{YEAR})年\s*\d{{1,2}}月\s*$", re.MULTILINE)
_YEAR_COLUMNS = re.compile(r"year|年份|年度|nian", re.IGNORECASE)
_TITLE_COLUMNS = re.compile(r"title|name|标题|题名|名称", re.IGNORECASE)
#: 1983年国务院政府工作报告, 易县政府工作报告(2016年): a row's title, where no line of the text is one
_NAMES_A_REPORT = re.compile(r"工作报告(?!.{0,12}决议)")
_POSTED_COLUMNS = re.compile(r"date|time|日期|时间", re.IGNORECASE)
#: 十五 is the plan of 2001 to 2005; after the second one came three years without a plan.
_FIRST_YEAR_OF_PLAN_6, _PLAN_LENGTH = 1981, 5
_FIRST_PLANS = {1: 1953, 2: 1958}
_PLAN_TITLE_LONGEST = 50
#: 第十一个五年规划, “九五”计划
PLAN_NUMBER = re.compile(
    r"第(?P<n>[一二三四五六七八九十]{1,3})个五年|[“\"「](?P<short>[一二三四五六七八九十]{1,3})五[”\"」]?(?:规划|计划)"
)


@dataclass(frozen=True)
class Period:
    """Years of a report; None where unknown."""

    report_year: int | None = None
    review_start: int | None = None
    review_end: int | None = None
    plan_year: int | None = None
    delivered_on: dt.date | None = None
    evidence: str = ""


def plan_span(plan: int) -> tuple[int, int]:
    """First and last year of the n-th five-year plan.

    >>> plan_span(14)
    (2021, 2025)
    """
    first = _FIRST_PLANS.get(plan, _FIRST_YEAR_OF_PLAN_6 + _PLAN_LENGTH * (plan - 6))
    return first, first + _PLAN_LENGTH - 1


def plan_start(opening: Opening, text: str, kind: str | None) -> int | None:
    """The first year of the five-year plan that a document is; None for other documents and where no number tells."""
    if kind != "development_plan":
        return None
    titles = [title for title in opening.titles if len(title) <= _PLAN_TITLE_LONGEST]
    for part in (" ".join(titles), text[:_FIRST_PAGES]):
        counts: dict[int, int] = {}
        for match in PLAN_NUMBER.finditer(part.replace("\n", "")):
            number = wording.number(match["n"] or match["short"])
            counts[number] = counts.get(number, 0) + 1
        if counts:  # a plan looks back on the one before it, and is the last that it names
            return plan_span(max(counts, key=lambda n: (counts[n] > 1 or len(counts) == 1, n)))[0]
    return None


class Votes:
    """Points by year of delivery, with the words that gave them."""

    def __init__(self) -> None:
        """No points yet."""
        self.points: dict[int, float] = defaultdict(float)
        self.words: dict[int, list[tuple[float, str]]] = defaultdict(list)

    def add(self, year: int, points: float, words: str) -> None:
        """Give points to a year."""
        self.points[year] += points
        self.words[year].append((points, words))

    def best(self) -> tuple[int | None, str]:
        """The year with most points and its strongest words."""
        year = max(self.points, key=lambda y: (self.points[y], y), default=None)
        return (year, max(self.words[year])[1]) if year else (None, "")


def find_period(opening: Opening, text: str, kind: str | None, hints: Mapping[str, str], path: str | None) -> Period:
    """Years of one report. `text` is the whole text, normalised."""
    votes = Votes()
    if opening.delivered_on:
        votes.add(opening.delivered_on.year, SESSION, opening.delivered_from)
    if kind == "statistical_bulletin":
        return _bulletin(opening, text, votes, hints, path)
    if start := plan_start(opening, text, kind):
        # “九五”计划和2010年远景目标纲要: the number of the plan tells its year, and no other year of the title does
        return Period(start, None, None, start, _delivered(opening, start, hints), f"five-year plan of {start}")
    years = _find_years(text)
    _vote_by_headings(votes, text, years)
    salutation = text[:6000].find("代表")
    for match in _PROPOSES.finditer(text[max(salutation, 0) : max(salutation, 0) + 300]):
        votes.add(int(match["year"]), REPRESENTS, match[0])
    _vote_by_title(votes, opening, hints)
    _vote_by_body(votes, text, years)
    _vote_by_labels(votes, opening, hints, path)
    year, words = votes.best()
    if year is None:
        return Period(delivered_on=opening.delivered_on, evidence="")
    start, end = (None, None) if kind == "development_plan" else _review(text, year)
    return Period(year, start, end, year, _delivered(opening, year, hints), words)


def _delivered(opening: Opening, year: int, hints: Mapping[str, str]) -> dt.date | None:
    """The day, where the head, a title column or the collector's 发文时间 tells it, and the year agrees."""
    if opening.delivered_on:
        return opening.delivered_on
    if opening.month_day:
        with suppress(ValueError):
            return dt.date(year, *opening.month_day)
    titles = [value for key, value in hints.items() if _TITLE_COLUMNS.search(key)]
    hinted = [read_opening(title).delivered_on for title in titles]
    return next((day for day in [*hinted, opening.issued_on] if day and day.year == year), None)


def _find_years(text: str) -> list[int]:
    """Where the years of a text begin."""
    return sorted(match.start() for begins in _BEGINS_YEAR for match in begins.finditer(text))


def _find_headings(text: str, years: Sequence[int]) -> Iterator[re.Match[str]]:
    """What may be a heading with a year: it begins at the last stop before the year, and none begins in another."""
    end = 0
    for year in years:
        start = max(text.rfind(stop, end, year) for stop in _STOPS)
        match = _HEADING.match(text, max(start, 0)) if start >= 0 or end == 0 else None
        if match:
            yield match
        end = match.end() if match else max(year, end)


def _vote_by_headings(votes: Votes, text: str, years: Sequence[int]) -> None:
    """The first heading that looks back on a year, the first that looks ahead to one, and a sentence of goals."""
    told: dict[bool, int] = {}
    for match in _find_headings(text, years):
        ahead, year, words = _looks_ahead(match), int(match["year"]), match[0].strip("\n。")
        # 奋力完成2023年的各项任务 looks back where 全力实现2024年的奋斗目标 follows
        if ahead and False not in told and told.get(True) == year - 1 and not match["mark"].startswith("("):
            told = {False: year - 1, True: year}
            votes.add(year, REVIEW_HEADING + PLAN_HEADING, words)
        if ahead is None or ahead in told:
            continue
        told[ahead] = year
        votes.add(year + (not ahead), PLAN_HEADING if ahead else REVIEW_HEADING, words)
    if sentence := next(filter(None, (_PLAN_SENTENCE.match(text, year) for year in years)), None):
        votes.add(int(sentence["year"]), PLAN_SENTENCE, sentence[0])


def _looks_ahead(match: re.Match[str]) -> bool | None:
    """Whether a heading speaks of the year to come (True) or gone (False); None where it is no such heading."""
    mark, words = match["mark"], match["words"]
    is_heading = bool(mark) or (bool(match["end"]) and len(words) <= _MARKLESS_LONGEST)
    if _LOOKS_BACK.search(words):
        return False
    if not is_heading or match["before"].endswith(("到", "至")):
        return None
    if _LOOKS_AHEAD.search(words):
        return True
    if mark and not mark.startswith("(") and _TELLS_OF_WORK.search(words):
        return not mark.startswith(("一", "第一"))
    return None


def _vote_by_title(votes: Votes, opening: Opening, hints: Mapping[str, str]) -> None:
    """The year of the title; of a text without one, the year in the title that its collector gives."""
    labels = [(f"hint {key}", wording.normalise(value)) for key, value in hints.items() if _TITLE_COLUMNS.search(key)]
    named = [(key, label) for key, label in labels if _NAMES_A_REPORT.search(label)]
    for where, title in [*(("title", title) for title in opening.titles[:2]), *named]:
        years = _YEARS.findall(title.split("报告")[0]) or _FILE_YEAR.findall(title)
        if years:
            votes.add(int(years[0]), TITLE, f"{where} {title[:30]}")
            return


def _vote_by_body(votes: Votes, text: str, years: Sequence[int]) -> None:
    """The years that a body speaks of, most of all the year reviewed and the year ahead; and occasions of the year."""
    counts: dict[int, int] = defaultdict(int)
    for place in years:
        spoken_of = _YEAR_SPOKEN_OF.match(text, place)
        if spoken_of and not _LINK_LINE.match(text, text.rfind("\n", 0, place) + 1):
            counts[int(spoken_of[1])] += 1
    scores = {year + 1: counts[year] + 1.2 * counts.get(year + 1, 0) for year in counts}
    best = max(scores, key=lambda y: (scores[y], y), default=None)
    if best is not None and scores[best] >= _LEAST_MENTIONS:
        votes.add(best, BODY * min(1.0, scores[best] / 10), f"{best - 1}年 {counts[best - 1]} times")
    for match in _CONGRESS.finditer(text[-6000:]):
        congress = wording.number(match["congress"])
        votes.add(_TWELFTH_CONGRESS + _BETWEEN_CONGRESSES * (congress - 12), OCCASION, match[0])
    for match in _ANNIVERSARY.finditer(text[-6000:]):
        since = _FIRST_YEAR["党" if "党" in match[0] else "国"] if re.search("党|国", match[0]) else None
        if since:
            votes.add(since + int(match["count"]), OCCASION, match[0])
    for match in _FIVE_YEAR_PLAN.finditer(text[:3000]):
        if re.match(r"[^\n。]{0,14}(?:回顾|成就|成绩)", text[match.end() : match.end() + 20]):
            words = text[: match.end()][match.start() - text[: match.start()].endswith(_OPENING_QUOTES) :]
            votes.add(plan_span(wording.number(match["plan"]))[1] + 1, FIVE_YEARS, words)
            break


def _vote_by_labels(votes: Votes, opening: Opening, hints: Mapping[str, str], path: str | None) -> None:
    if opening.issued_on:
        votes.add(opening.issued_on.year, FIELD, f"发文时间 {opening.issued_on}")
    labels = [("年份", opening.fields.get("年份", ""), FIELD)]
    short = [(k, v) for k, v in hints.items() if len(v) <= LONGEST_LABEL]
    labels += [(k, v, YEAR_COLUMN) for k, v in short if _YEAR_COLUMNS.search(k)]
    labels += [(k, v, HINT) for k, v in short if _TITLE_COLUMNS.search(k) and not _YEAR_COLUMNS.search(k)]
    labels += [(k, v[:4], HINT / 2) for k, v in hints.items() if _POSTED_COLUMNS.search(k)]
    if path:
        labels.append(("path", PurePosixPath(path.split("#")[0]).name, PATH))
    for label, value, points in labels:
        for year in _FILE_YEAR.findall(wording.normalise(value))[:1]:
            votes.add(int(year), points, f"{label} {value[:40]}")


def _review(text: str, year: int) -> tuple[int, int]:
    """The years looked back on: last year, or several where the first heading says so (过去五年工作回顾)."""
    last = year - 1
    page = text[:_FIRST_PAGES]
    cue = _REVIEW_CUE.search(page)
    line = re.split(r"[\n。,;!?]", page[max(cue.start() - 30, 0) : cue.start()])[-1] + cue[0] if cue else ""
    for match in _FIVE_YEAR_PLAN.finditer(line):
        first, end = plan_span(wording.number(match["plan"]))
        if end == last:
            return first, last
    span = _SPAN.search(line)
    count = wording.number(span["count"] or span["since"]) if span else 1
    return year - max(count, 1), last


def _bulletin(opening: Opening, text: str, votes: Votes, hints: Mapping[str, str], path: str | None) -> Period:
    """A statistical bulletin looks back on the year in its title and comes out in the next."""
    titles = [*opening.titles, *hints.values(), *([PurePosixPath(path).name] if path else []), text[:1500]]
    match = next(filter(None, (_BULLETIN_TITLE.search(title) for title in titles)), None)
    if match:
        votes.add(int(match["year"]) + 1, BULLETIN, match[0])
    elif month := _MONTH_OF_ISSUE.search(text[:400]):
        votes.add(int(month["year"]), BULLETIN, month[0].strip())
    _vote_by_body(votes, text, _find_years(text))
    year, words = votes.best()
    issued = opening.delivered_on or next(filter(None, map(wording.date_of, wording.DATE.finditer(text[:400]))), None)
    if issued and (year is None or match is None):
        year, words = issued.year, f"issued {issued}"
    if year is None:
        return Period(delivered_on=issued)
    return Period(year, year - 1, year - 1, None, issued if issued and issued.year == year else None, words)
