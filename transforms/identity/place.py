"""Which administrative unit a report is of: every piece of evidence gives points to the units it can mean.

The report's own phrases weigh most (whom the speaker represents, whose congress sits), then its title, then the header
that a page or a collector put above it; a body alone can tell too, by the place it names most among the units of its own
class (全市 … 南宁 … 我市). Columns, paths and file names only break ties or stand in where the text is silent: folders are often
mislabelled. Ambiguous names (four 鼓楼区) are settled by the names above and below them that the text mentions.
"""

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import PurePosixPath

import polars as pl

import seeds
from transforms.identity import wording
from transforms.identity.gazetteer import NATION, Gazetteer, Region, class_of, gazetteer
from transforms.identity.opening import Opening

#: Points of a piece of evidence. The body reaches BODY_MOST, less than any phrase of the report's own.
REPRESENTS, SESSION, SPEAKER, TITLE, ISSUER = 100.0, 90.0, 80.0, 60.0, 30.0
BODY_MOST, HINT, PATH = 40.0, 12.0, 8.0
#: A unit inside the one that a label names gets this share of its points.
INSIDE = 0.25
OTHER_CLASS_THAN_TOLD = -40.0
#: Mentions weigh in full for units of the class that the text calls its own, down to this share for others.
LEAST_SHARE, SHARE_UNTOLD = 0.1, 0.4
#: A unit needs two mentions (of its class) before a body alone tells it, and more points than a rival.
BODY_LEAST, ENOUGH, AHEAD, TIE = 2, 4.0, 1.15, 0.3
REGION_LEAST = 5
_PLACE_COLUMNS = re.compile(
    r"place|region|area|province|city|county|district|title|name|unit|org|issuer|省|市|县|区|地|标题|题名|单位|机关|机构|名称"
)
_NO_PLACE_COLUMNS = re.compile(r"url|link|date|time|file|author|网址|链接|日期|时间|作者")
_NO_NAME = re.compile(
    r"[\d年度,。:;、()\[\]【】《》“”\"'·\-—–_~|/\\ ]+|人民政府|政府|工作|报告|国务院办公厅|关于|全文|摘要|的"
)
#: A unit smaller than those of the seed is not its county: 东莞市虎门镇政府工作报告.
_TOWN = re.compile(r"(?:镇|乡|街道|村)$")
_UNLISTED = re.compile(
    r"(?:开发区|高新区|经开区|园区|示范区|管理区|合作区|保税区|风景区|度假区|试验区|新区|新城|镇|乡|街道|街道办事处)$"
)
_OFFICE = re.compile(r"(?:行政公署|行署|管理委员会|管委会)$")
_GENERIC = {
    **{
        "省": "province",
        "市": "city",
        "县": "county",
        "区": "district",
        "州": "prefecture",
        "旗": "banner",
        "盟": "league",
    },
    **{
        "自治区": "region",
        "自治州": "prefecture",
        "自治县": "county",
        "自治旗": "banner",
        "林区": "district",
        "地区": "area",
    },
}
#: Links to other reports at the foot of a page: 焦作市2025年政府工作报告.
_LINK_LINE = r"(?m)^.{0,30}(?:政府工作报告|统计公报)$"


@dataclass(frozen=True)
class Body:
    """How often a text names places, and the points of each class of unit that it calls its own."""

    names: Mapping[str, int]
    points: Mapping[str, float]
    length: int

    @cached_property
    def classes(self) -> dict[str, float]:
        """Each class's share of the points of the strongest one."""
        most = max(self.points.values(), default=0.0)
        return {kind: points / most for kind, points in self.points.items()} if most else {}


@dataclass(frozen=True)
class Found:
    """The unit of a report and the words that told it."""

    region: Region | None
    evidence: str


@cache
def _level_words() -> dict[str, tuple[str, float]]:
    """Word → class and points. 全县 is said of oneself alone, 全省 by everyone who ranks himself in it."""
    rows = seeds.read("identity_level_words").select("word", "class", "points").iter_rows()
    return {word: (kind, float(points)) for word, kind, points in rows}


def read_bodies(documents: pl.DataFrame) -> list[Body]:
    """Place names and level words of many texts (column `text`), counted in one pass each."""
    gaps = pl.col("text").str.replace_all(r"[ \t\u3000\u00a0]", "").str.replace_all(_LINK_LINE, "")
    counts = documents.select(
        gaps.str.extract_many(_patterns(gazetteer().patterns), leftmost=True).alias("names"),
        gaps.str.extract_many(_patterns(_level_words()), leftmost=True).alias("words"),
        gaps.str.len_chars().alias("length"),
    )
    return [Body(_counted(names), _classes(_counted(words)), length) for names, words, length in counts.iter_rows()]


def _patterns(words: Iterable[str]) -> pl.Expr:
    """The longest first, so that 徐水区 is not read as 徐水."""
    return pl.lit(pl.Series(sorted(words, key=lambda word: (-len(word), word)))).implode()


def _counted(found: list[str] | None) -> dict[str, int]:
    counts: dict[str, int] = defaultdict(int)
    for name in found or ():
        counts[name] += 1
    return counts


def _classes(words: Mapping[str, int]) -> dict[str, float]:
    """The points of each class that the level words give."""
    classes: dict[str, float] = defaultdict(float)
    for word, (kind, points) in _level_words().items():
        classes[kind] += words.get(word, 0) * points
    district = sum(words.get(word, 0) for word in ("区委", "区政府"))
    if words.get("自治区", 0) > max(REGION_LEAST, district):  # 全区 of 广西壮族自治区 is not a district
        classes["region"] += classes.pop("district", 0.0) / 3
    return classes


class Evidence:
    """Points by region, with the words that gave them."""

    def __init__(self) -> None:
        """No points yet."""
        self.points: dict[Region, float] = defaultdict(float)
        self.words: dict[Region, list[tuple[float, str]]] = defaultdict(list)

    def add(self, regions: list[Region], points: float, words: str) -> None:
        """Give points to each of some regions."""
        for region in regions:
            self.points[region] += points
            self.words[region].append((points, words))


def find_region(opening: Opening, body: Body, year: int | None, hints: Mapping[str, str], path: str | None) -> Found:
    """The unit of one report as of its year; None where nothing tells it."""
    places = gazetteer()
    if unlisted := _unlisted(places, opening):
        return Found(None, f"{unlisted} has no code of its own")
    evidence = Evidence()
    told_class = _told_class(opening, body)
    for phrase, points, label in _phrases(opening):
        evidence.add(_meant_by(places, phrase, year), points, f"{label} {phrase[-16:]}")
    for n, title in enumerate(opening.titles[:3]):
        evidence.add(_meant_by(places, _before_title(title), year), TITLE / (n + 1), f"title {title[:30]}")
    for region, count in _mentions(places, body, year).items():
        share = float(region.unit_class == told_class) if told_class else body.classes.get(region.unit_class, 0.0)
        weight = SHARE_UNTOLD if not (told_class or body.classes) else max(share, LEAST_SHARE)
        evidence.add([region], min(BODY_MOST, 2 * count * weight), f"body {region.name} {count:.0f} times")
    labels = [(text, HINT, f"hint {label}") for label, text in _hint_texts(hints)]
    if path:
        labels.append((_path_words(path), PATH, f"path {path}"))
    for text, points, words in labels:
        regions = _of_year(_deepest(places, text), year)
        inside = [
            r for r in evidence.points if not {a.code for a in places.ancestors(r)}.isdisjoint(x.code for x in regions)
        ]
        evidence.add(regions, points, words)
        evidence.add(inside, points * INSIDE, words)
    below = _named_below(places, body)
    for region in evidence.points:
        if told_class and region.unit_class not in (told_class, "zone"):
            evidence.points[region] += OTHER_CLASS_THAN_TOLD
        evidence.points[region] += _support(places, region, body, below)
    ranked = sorted(evidence.points, key=lambda r: (evidence.points[r], -r.years_off(year), r.last), reverse=True)
    if not ranked or evidence.points[ranked[0]] < ENOUGH:
        return Found(None, "")
    best = places.at_year(ranked[0], year)
    rival = next((r for r in ranked[1:] if places.at_year(r, year) != best), None)
    if rival is not None and _is_level(evidence.points[ranked[0]], evidence.points[rival], best, rival):
        return Found(None, f"as much for {best.full_name} as for {rival.full_name}")
    return Found(best, max(evidence.words[ranked[0]])[1])


def _is_level(most: float, next_most: float, best: Region, rival: Region) -> bool:
    """Whether two units are too close to call: namesakes by their surroundings, others by how often they are named."""
    is_namesake = best.short_name == rival.short_name
    return most < (next_most + TIE if is_namesake or next_most >= ISSUER else AHEAD * next_most)


def _path_words(path: str) -> str:
    """The words of a path's last three parts, without the ending and the row."""
    return " ".join(PurePosixPath(path.split("#")[0]).with_suffix("").parts[-3:])


def _unlisted(places: Gazetteer, opening: Opening) -> str:
    """The zone or town that a report says it is of, where the seed has no such unit: 沙河口岸经济区, 虎门镇."""
    told = [_OFFICE.sub("", opening.represents or ""), *map(_before_title, opening.titles[:1])]
    return next((name for name in told if _UNLISTED.search(name) and not places.chain_before(name)), "")


def _phrases(opening: Opening) -> list[tuple[str, float, str]]:
    """The report's own phrases that end in a place's name."""
    phrases = [(opening.represents, REPRESENTS, "我代表")] if opening.represents else []
    phrases += [(session, SESSION, "session") for session in dict.fromkeys(opening.sessions)][:2]
    phrases += [(speaker, SPEAKER, "speaker") for speaker in dict.fromkeys(opening.speakers)][:2]
    issuer = opening.fields.get("发文单位") or opening.fields.get("发文机关") or ""
    return [*phrases, (re.sub(r"(?:人民政府|政府)?(?:办公厅|办公室)?$", "", issuer), ISSUER, "header")]


def _meant_by(places: Gazetteer, phrase: str, year: int | None) -> list[Region]:
    phrase = _OFFICE.sub("", phrase)
    if phrase in _GENERIC:
        return []
    if phrase.endswith(("全国", "国务院", "中华人民共和国")):
        return places.by_code[NATION]
    return _of_year(places.find(places.chain_before(phrase)), year)


def _before_title(title: str) -> str:
    """What stands before the words for the document: 广州市海珠区 of (广东省)广州市海珠区2022年政府工作报告."""
    words = re.split(r"政府工作|人民政府|行政公署|行署|管委会|管理委员会|工作报告|国民经济|统计公报|届", title)[0]
    return re.sub(r"[\d年度()\[\]【】·:_ -]+|第[一二三四五六七八九十\d]+$|关于", "", words)


def _told_class(opening: Opening, body: Body) -> str | None:
    """The class of the government that the report is given for: 我代表市人民政府 is city, 我代表行署 league or area."""
    represents = opening.represents or ""
    who = _OFFICE.sub("", represents)
    if "国务院" in who:
        return "nation"
    if who in _GENERIC:
        return _GENERIC[who]
    if gazetteer().chain_before(who) and class_of(who) != "zone":
        return class_of(who)
    if who != represents and not who:
        return "league" if body.points.get("league", 0) > body.points.get("area", 0) else "area"
    return None


def _of_year(regions: list[Region], year: int | None) -> list[Region]:
    """Those of a year where there are any: 易县 130633, not 易县 132421 of 1993."""
    if year is None:  # the latest row of each name
        latest = {r.name: min(s.years_off(None) for s in regions if s.name == r.name) for r in regions}
        return [r for r in regions if r.years_off(None) == latest[r.name]]
    nearest = min((region.years_off(year) for region in regions), default=0)
    return [region for region in regions if region.years_off(year) <= max(nearest, 1)]


def _mentions(places: Gazetteer, body: Body, year: int | None) -> dict[Region, float]:
    """How often a text names each unit, above what any text has of a name that is a word too (合作, 平安)."""
    above = {name: count - places.usual.get(name, 0) * body.length / 10_000 for name, count in body.names.items()}
    regions = {region for name in body.names for region in _of_year(places.by_name.get(name, []), year)}
    counts = {r: sum(max(above.get(name, 0.0), 0.0) for name in {r.name, r.short_name}) for r in regions}
    nation = places.by_code[NATION][0]
    counts[nation] = body.points.get("nation", 0.0) if body.classes.get("nation") == 1 else 0.0
    return {region: count for region, count in counts.items() if count >= BODY_LEAST}


def _named_below(places: Gazetteer, body: Body) -> dict[str, set[str]]:
    """Code → short names of the units right below it that a text names."""
    below: dict[str, set[str]] = defaultdict(set)
    for name in body.names:
        for region in places.by_name.get(name, ()) if name not in places.usual else ():
            below[region.parent_code].add(region.short_name)
    return below


def _support(places: Gazetteer, region: Region, body: Body, below: Mapping[str, set[str]]) -> float:
    """Points for the units above and below a unit that a text names; they tell apart places of one name."""
    above = [max(body.names.get(name, 0) for name in (r.name, r.short_name)) for r in places.ancestors(region)]
    units = below.get(region.code, set()) - {region.short_name}
    return sum(min(count, 10) for count in above) * 0.6 + min(len(units), 10) * 0.8


def _hint_texts(hints: Mapping[str, str]) -> list[tuple[str, str]]:
    """Columns that may name the place, each alone and all in a row (province 河北省, city 保定市, county 易县)."""
    columns = {key: value for key, value in hints.items() if value and len(value) <= 100}
    named = {
        k: v for k, v in columns.items() if _PLACE_COLUMNS.search(k.lower()) and not _NO_PLACE_COLUMNS.search(k.lower())
    }
    texts = [(key, value) for key, value in named.items()]
    return [*texts, ("columns", " ".join(named.values()))] if len(texts) > 1 else texts


def _deepest(places: Gazetteer, text: str) -> list[Region]:
    """The lowest unit that a label names, under the others it names: 保定市易县政府工作报告, 河北省_保定市_2020."""
    words = _NO_NAME.sub(" ", wording.normalise(text.replace("_", " ")))
    if "国务院" in text or words.strip() in ("全国", "国家", "中国", "中央", "national"):
        return places.by_code[NATION]
    names = [name for word in words.split() for name in places.in_text(word) if _is_name(places, name)]
    if not names or any(_TOWN.search(word) for word in words.split()):
        return []
    return places.find(tuple(dict.fromkeys(names)))


def _is_name(places: Gazetteer, name: str) -> bool:
    """Whether a name in a label is surely one: 合作市, not 合作."""
    return name not in places.usual or any(region.name == name for region in places.by_name[name])


def hints_of(value: object) -> dict[str, str]:
    """The hints of a row: a JSON object as text, a struct, or nothing.

    >>> hints_of('{"province": "河北省", "year": 2020}')
    {'province': '河北省', 'year': '2020'}
    """
    if isinstance(value, str) and value.strip().startswith("{"):
        try:
            value = json.loads(value)
        except json.JSONDecodeError:
            return {}
    if not isinstance(value, Mapping):
        return {}
    return {str(key): str(item) for key, item in value.items() if item is not None}
