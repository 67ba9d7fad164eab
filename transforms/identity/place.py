"""Which administrative unit a report is of: every piece of evidence gives points to the units it can mean.

The report's own phrases weigh most (whom the speaker represents, whose congress sits), then its title, then the header
that a page or a collector put above it; a body alone can tell too (`body`). Columns, paths and file names (`labels`)
only break ties or stand in where the text is silent: folders are often mislabelled. Ambiguous names (four 鼓楼区) are
settled by the names above and below them that the text mentions.
"""

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from transforms.identity.body import Body, named_below, points_of_places, points_of_surroundings
from transforms.identity.gazetteer import NATION, Gazetteer, Region, class_of, gazetteer, of_year
from transforms.identity.labels import deepest_unit, path_label, place_labels
from transforms.identity.opening import Opening

#: Points of a piece of evidence.
REPRESENTS, SESSION, SPEAKER, TITLE, ISSUER = 100.0, 90.0, 80.0, 60.0, 30.0
HINT, PATH = 12.0, 8.0
#: A unit inside the one that a label names gets this share of its points.
INSIDE = 0.25
OTHER_CLASS_THAN_TOLD = -40.0
#: Points that tell a unit at all, and how far ahead of a rival it has to be: so many times, or so many points.
ENOUGH, AHEAD, TIE = 5.0, 1.15, 0.3
#: Rows of one place may differ by so much and still be equally strong.
SAME_STRENGTH = 2.0
_UNLISTED = re.compile(
    r"(?:开发区|高新区|经开区|园区|示范区|管理区|合作区|保税区|风景区|度假区|试验区|新区|新城|镇|乡|街道|街道办事处)$"
)
_TITLE_WORDS = re.compile(r"政府工作|人民政府|行政公署|行署|管委会|管理委员会|工作报告|国民经济|统计公报|届")
_OFFICE = re.compile(r"(?:行政公署|行署|管理委员会|管委会)$")
_GENERIC = {
    "省": "province",
    "市": "city",
    "县": "county",
    "区": "district",
    "州": "prefecture",
    "旗": "banner",
    "盟": "league",
    "自治区": "region",
    "自治州": "prefecture",
    "自治县": "county",
    "自治旗": "banner",
    "林区": "district",
    "地区": "area",
}


@dataclass(frozen=True)
class Found:
    """The unit of a report and the words that told it."""

    region: Region | None
    evidence: str


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
    told_class = _told_class(opening, body)
    evidence = Evidence()
    _weigh_phrases(evidence, places, opening, year)
    for region, points, words in points_of_places(places, body, told_class, year):
        evidence.add([region], points, words)
    _weigh_labels(evidence, places, year, hints, path)
    below = named_below(places, body)
    for region in evidence.points:
        if told_class and region.unit_class not in (told_class, "zone"):
            evidence.points[region] += OTHER_CLASS_THAN_TOLD
        evidence.points[region] += points_of_surroundings(places, region, body, below)
    return _choose(evidence, places, year)


def _choose(evidence: Evidence, places: Gazetteer, year: int | None) -> Found:
    """The unit with most points, unless another is too close."""

    def strength(region: Region) -> tuple[float, int, int, str, str]:
        return evidence.points[region], -region.years_off(year), region.last, region.code, region.full_name

    ranked = sorted(evidence.points, key=strength, reverse=True)
    if not ranked or evidence.points[ranked[0]] < ENOUGH:
        return Found(None, "")
    first = _of_its_time(ranked, evidence, year)
    best = places.at_year(first, year)
    others = (r for r in ranked if r is not first and places.at_year(r, year) != best and not _is_kin(r, first))
    rival = next(others, None)
    if rival is not None and _is_level(evidence.points[first], evidence.points[rival], best, rival):
        return Found(None, f"as much for {best.full_name} as for {rival.full_name}")
    return Found(best, max(evidence.words[first])[1])


def _weigh_phrases(evidence: Evidence, places: Gazetteer, opening: Opening, year: int | None) -> None:
    for phrase, points, label in _phrases(opening):
        evidence.add(_meant_by(places, phrase, year), points, f"{label} {phrase[-16:]}")
    for n, title in enumerate(opening.titles[:3]):
        evidence.add(_meant_by(places, _before_title(title), year), TITLE / (n + 1), f"title {title[:30]}")


def _weigh_labels(
    evidence: Evidence, places: Gazetteer, year: int | None, hints: Mapping[str, str], path: str | None
) -> None:
    """Points for what columns and path name, and some for units inside it: 开封市 decides between four 鼓楼区."""
    labels = [(text, HINT, f"hint {label}") for label, text in place_labels(hints)]
    if path:
        labels.append((path_label(path), PATH, f"path {path}"))
    for text, points, words in labels:
        regions = of_year(deepest_unit(places, text), year)
        codes = {region.code for region in regions}
        inside = [r for r in evidence.points if any(above.code in codes for above in places.ancestors(r))]
        evidence.add(regions, points, words)
        evidence.add(inside, points * INSIDE, words)


def _is_kin(one: Region, other: Region) -> bool:
    """Whether two rows are one place at different times, and of one class: 新宾县 and 新宾满族自治县."""
    same_place = one.short_name == other.short_name and one.province == other.province and one.level == other.level
    return same_place and one.unit_class == other.unit_class


def _of_its_time(ranked: list[Region], evidence: Evidence, year: int | None) -> Region:
    """The strongest unit, or where it is as strong, the same place as it was in the year."""
    enough = evidence.points[ranked[0]] - SAME_STRENGTH
    kin = [r for r in ranked if _is_kin(r, ranked[0]) and evidence.points[r] >= enough]
    return min(kin, key=lambda r: r.years_off(year))


def _is_level(most: float, next_most: float, best: Region, rival: Region) -> bool:
    """Whether two units are too close to call: namesakes by their surroundings, others by how often they are named."""
    is_namesake = best.short_name == rival.short_name
    return most < (next_most + TIE if is_namesake or next_most >= ISSUER else AHEAD * next_most)


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
    return of_year(places.find(places.chain_before(phrase)), year)


def _before_title(title: str) -> str:
    """What stands before the words for the document: 广州市海珠区 of (广东省)广州市海珠区2022年政府工作报告."""
    spoken = [re.sub(r"\([^)]*\)|\[[^\]]*\]|【[^】]*】", "", title), title]
    parts = [part for form in spoken for part in _TITLE_WORDS.split(form)[:-1]]
    names = [re.sub(r"[\d年度()\[\]【】·:_ -]+|第[一二三四五六七八九十\d]+$|关于", "", part) for part in parts]
    return next((name for name in names if gazetteer().chain_before(name)), next(filter(None, names), ""))


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
