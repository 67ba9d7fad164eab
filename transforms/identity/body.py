"""What a whole text tells of its place: the places it names most, among the units of the class it calls its own.

全市 and 我市 are said by cities, 全县 and 我县 by counties; a report of 南宁 names 南宁 more often than any other city.
Names that are words of the language too (合作, 平安) count only above what any report has of them.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property

import polars as pl

import seeds
from transforms.identity.gazetteer import NATION, Gazetteer, Region, gazetteer

#: Points of a mention, and of the place named most: less than any phrase of the report's own has.
MENTION, MOST = 3.0, 40.0
#: Mentions weigh in full for units of the class that the text calls its own, down to this share for others.
LEAST_SHARE, SHARE_UNTOLD = 0.1, 0.4
#: So many mentions make a body evidence at all.
LEAST = 2
#: Points for each mention of a unit above and for each unit below that is named, up to so many of them.
ABOVE, BELOW, COUNTED = 0.6, 0.8, 10
_REGION_LEAST = 5
#: Links to other reports at the foot of a page: 焦作市2025年政府工作报告.
_LINK_LINE = r"\n[^\n]{0,30}(?:政府工作报告|统计公报)(?m:$)"


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


@cache
def _level_words() -> dict[str, tuple[str, float]]:
    """Word → class and points. 全县 is said of oneself alone, 全省 by everyone who ranks himself in it."""
    rows = seeds.read("identity_level_words").select("word", "class", "points").iter_rows()
    return {word: (kind, float(points)) for word, kind, points in rows}


def read_bodies(documents: pl.DataFrame) -> list[Body]:
    """Place names and level words of many texts (column `text`), counted in one pass each."""
    text = pl.col("text")
    # a line break before the first line, too: what begins with a sign is found in a fifth of the time
    spoken = ("\n" + text.str.replace_all(r"[ \t\u3000\u00a0]", "")).str.replace_all(_LINK_LINE, "\n")
    counts = documents.select(text=spoken.str.strip_prefix("\n")).select(
        text.str.extract_many(pl.lit(_place_names()).implode(), leftmost=True).alias("names"),
        text.str.extract_many(pl.lit(_longest_first(_level_words())).implode(), leftmost=True).alias("words"),
        text.str.len_chars().alias("length"),
    )
    return [Body(Counter(names), _classes(Counter(words)), length) for names, words, length in counts.iter_rows()]


@cache
def _place_names() -> pl.Series:
    return _longest_first(gazetteer().patterns)


def _longest_first(words: Iterable[str]) -> pl.Series:
    """So that 徐水区 is not read as 徐水."""
    return pl.Series(sorted(words, key=lambda word: (-len(word), word)))


def _classes(words: Mapping[str, int]) -> dict[str, float]:
    """The points of each class that the level words give."""
    classes: dict[str, float] = defaultdict(float)
    for word, (kind, points) in _level_words().items():
        classes[kind] += words.get(word, 0) * points
    district = sum(words.get(word, 0) for word in ("区委", "区政府"))
    if words.get("自治区", 0) > max(_REGION_LEAST, district):  # 全区 of 广西壮族自治区 is not a district
        classes["region"] += classes.pop("district", 0.0) / 3
    return classes


def _mentions(places: Gazetteer, body: Body, year: int | None) -> dict[Region, float]:
    """How often a text names each unit, above what any text has of a name that is a word too (合作, 平安)."""
    usual = places.usual
    above = {name: max(count - usual.get(name, 0) * body.length / 10_000, 0.0) for name, count in body.names.items()}

    def count(region: Region) -> float:
        short = region.short_name if region.short_name != region.name else ""
        return above.get(region.name, 0.0) + above.get(short, 0.0)

    counts = {region: count(region) for name in body.names for region in places.named(name, year)}
    nation = places.by_code[NATION][0]
    counts[nation] = body.points.get("nation", 0.0) if body.classes.get("nation") == 1 else 0.0
    return {region: count for region, count in counts.items() if count >= LEAST}


def points_of_places(
    places: Gazetteer, body: Body, told_class: str | None, year: int | None
) -> Iterator[tuple[Region, float, str]]:
    """Points of the places that a text names: MOST at most for the first, for others their share of it."""

    def weight(region: Region) -> float:
        if not (told_class or body.classes):
            return SHARE_UNTOLD
        share = float(region.unit_class == told_class) if told_class else body.classes.get(region.unit_class, 0.0)
        return max(share, LEAST_SHARE)

    counts = _mentions(places, body, year)
    points = {region: MENTION * count * weight(region) for region, count in counts.items()}
    scale = min(1.0, MOST / max(points.values(), default=MOST))
    for region, count in counts.items():
        yield region, scale * points[region], f"body {region.name} {count:.0f} times"


def named_below(places: Gazetteer, body: Body) -> dict[str, set[str]]:
    """Code → short names of the units right below it that a text names."""
    below: dict[str, set[str]] = defaultdict(set)
    for name in body.names:
        for region in places.by_name.get(name, ()) if name not in places.usual else ():
            below[region.parent_code].add(region.short_name)
    return below


def points_of_surroundings(places: Gazetteer, region: Region, body: Body, below: Mapping[str, set[str]]) -> float:
    """Points for the units above and below a unit that a text names; they tell apart places of one name."""
    above = [max(body.names.get(name, 0) for name in (r.name, r.short_name)) for r in places.ancestors(region)]
    units = below.get(region.code, set()) - {region.short_name}
    return ABOVE * sum(min(count, COUNTED) for count in above) + BELOW * min(len(units), COUNTED)
