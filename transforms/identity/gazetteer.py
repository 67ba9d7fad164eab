"""The administrative units of `seeds/regions.csv`, found by name, by chain of names, and by year.

A name alone may belong to many: 鼓楼区 lies in four cities, 吉林 is a province and a city, 徐水 was a county and is a
district. So every search returns all candidates, and whoever asks has more evidence to choose by.
"""

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache, cached_property

import seeds

NATION = "000000"
OPEN = 9999
#: Classes of unit by the end of the name, longest first; the class is what a report calls itself: 全县, 我区, 全盟.
CLASSES = (
    ("特别行政区", "region"),
    ("自治区", "region"),
    ("自治州", "prefecture"),
    ("自治县", "county"),
    ("自治旗", "banner"),
    ("地区", "area"),
    ("林区", "district"),
    ("省", "province"),
    ("市", "city"),
    ("州", "prefecture"),
    ("盟", "league"),
    ("旗", "banner"),
    ("县", "county"),
    ("区", "district"),
)
#: Short forms that reports use beside the bare one: 恩施州, 长阳县, 鄂温克旗.
_ALIAS_ENDINGS = {"自治州": "州", "自治县": "县", "自治旗": "旗"}
#: Zones under the names that reports give them: 合肥高新区 for 合肥高新技术产业开发区.
_ZONE_FORMS = (
    ("高新技术产业开发区", "高新区"),
    ("经济技术开发区", "经开区"),
    ("经济技术开发区", "开发区"),
    ("经济开发区", "经开区"),
)
_LONGEST_NAME = 15


def class_of(name: str) -> str:
    """What class of unit a name says it is: `city` for 保定市, `zone` where no ending is known."""
    return next((kind for ending, kind in CLASSES if name.endswith(ending)), "nation" if name == "国务院" else "zone")


@dataclass(frozen=True, eq=False)
class Region:
    """One unit under one name and one chain, for a span of years; one object each, compared as such."""

    code: str
    name: str
    full_name: str
    level: str
    parent_code: str
    short_name: str
    first: int
    last: int

    @cached_property
    def unit_class(self) -> str:
        """`city` for 保定市, `county` for 易县, `nation` for the nation."""
        return "nation" if self.code == NATION else class_of(self.name)

    @property
    def province(self) -> str:
        """The two digits of the province."""
        return self.code[:2]

    def years_off(self, year: int | None) -> int:
        """How many years a year lies outside the unit's span; without a year, how long ago the unit ended."""
        if year is None:
            return 0 if self.last == OPEN else OPEN - self.last
        return max(self.first - year, year - self.last, 0)


class Gazetteer:
    """Searches by name and chain. One instance serves a process; see `gazetteer`."""

    def __init__(
        self, regions: list[Region], usual: dict[str, int], aliases: dict[str, list[str]], other_names: list[str]
    ) -> None:
        """Index the regions.

        `usual` holds the mentions per 10,000 characters of names that are words too (合作, 平安), `aliases` further
        names by code, `other_names` what holds a unit's name and means something else (雄安新区 is not 安新).
        """
        self.regions = regions
        self.usual = usual
        self.aliases = aliases
        self.by_code: dict[str, list[Region]] = defaultdict(list)
        self.by_name: dict[str, list[Region]] = defaultdict(list)
        for region in regions:
            self.by_code[region.code].append(region)
        for region in regions:
            for name in self._names(region):
                self.by_name[name].append(region)
        self.prefixes = {name[:2] for name in self.by_name}
        #: What to look for in running text.
        self.patterns = {*self.by_name, *other_names}

    def _names(self, region: Region) -> frozenset[str]:
        """All forms of a unit's name: 恩施土家族苗族自治州, 恩施, 恩施州."""
        names = {region.name, region.short_name, *self.aliases.get(region.code, ())}
        names |= {region.short_name + new for old, new in _ALIAS_ENDINGS.items() if region.name.endswith(old)}
        if region.unit_class == "zone" or region.code[4] == "7":
            parents = {r.full_name for r in self.by_code.get(region.parent_code, [])}
            bare = next(
                (region.full_name.removeprefix(p) for p in parents if region.full_name.startswith(p)), region.name
            )
            uppers = {name for r in self.by_code.get(region.parent_code, []) for name in (r.name, r.short_name)}
            forms = {bare, *(bare.replace(old, new) for old, new in _ZONE_FORMS)}
            names = {region.name, *(upper + form for upper in uppers for form in forms)}
        return frozenset(names)

    @cache  # noqa: B019 - the gazetteer lives as long as the process
    def ancestors(self, region: Region) -> tuple[Region, ...]:
        """The units above, nearest first, without the nation."""
        chain = []
        code = region.parent_code
        while code and code != NATION:
            above = min(self.by_code[code], key=lambda r: max(r.first - region.last, region.first - r.last, 0))
            chain.append(above)
            code = above.parent_code
        return tuple(chain)

    def chain_before(self, text: str) -> tuple[str, ...]:
        """The names that stand one behind the other at the end of a text, outermost first.

        >>> gazetteer().chain_before("在广东省广州市海珠区")
        ('广东省', '广州市', '海珠区')
        """
        chain: list[str] = []
        end = len(text)
        while end > 1:
            name = next(
                (
                    text[end - n : end]
                    for n in range(min(_LONGEST_NAME, end), 1, -1)
                    if text[end - n : end] in self.by_name
                ),
                "",
            )
            if not name or (chain and not self._may_stand_above(name, chain[0])):
                break
            chain.insert(0, name)
            end -= len(name)
        is_inside_a_word = bool(chain) and chain[0] in self.usual and re.search(r"[一-鿿]$", text[:end].rstrip("在于"))
        return () if is_inside_a_word and len(chain) == 1 else tuple(chain)

    def _may_stand_above(self, name: str, inner: str) -> bool:
        return any(name in self.full_names_above(region) for region in self.by_name[inner])

    @cache  # noqa: B019 - the gazetteer lives as long as the process
    def full_names_above(self, region: Region) -> frozenset[str]:
        """All names of the units above a region."""
        return frozenset(name for above in self.ancestors(region) for name in self._names(above))

    @cache  # noqa: B019 - the gazetteer lives as long as the process
    def named(self, name: str, year: int | None) -> tuple[Region, ...]:
        """The regions of a year that a name alone can mean."""
        return tuple(of_year(self.by_name.get(name, []), year))

    def find(self, chain: tuple[str, ...]) -> list[Region]:
        """The regions that a chain of names can mean: the last name, under the others as far as any fits them.

        >>> [r.full_name for r in gazetteer().find(("福州市", "鼓楼区"))]
        ['福建省福州市鼓楼区']
        """
        if not chain:
            return []
        candidates = self.by_name.get(chain[-1], [])
        fits = [sum(name in self.full_names_above(region) for name in chain[:-1]) for region in candidates]
        best = max(fits, default=0)
        return [region for region, fit in zip(candidates, fits, strict=True) if fit == best]

    def in_text(self, text: str) -> list[str]:
        """The names in a short text, from left to right, the longest at each place."""
        found, at = [], 0
        while at < len(text) - 1:
            name = ""
            if text[at : at + 2] in self.prefixes:
                name = next(
                    (text[at : at + n] for n in range(_LONGEST_NAME, 1, -1) if text[at : at + n] in self.by_name), ""
                )
            if name:
                found.append(name)
            at += len(name) or 1
        return found

    def starts_with_unit(self, text: str) -> bool:
        """Whether a text begins with the full name of a unit: 长安区2012年…"""
        return any(region.name == text[:n] for n in range(3, 6) for region in self.by_name.get(text[:n], ()))

    def at_year(self, region: Region, year: int | None) -> Region:
        """The unit itself in a year: its row of that year, else its predecessor or successor of the same short name.

        徐水区 130609 is 徐水县 130625 in 2010; 襄阳市 420600 is 襄樊市 in 2008. A unit that was renamed in the year
        itself may still report under the old name, so one year off is let pass.
        """
        if region.years_off(year) <= 1 and year is not None:
            same = [r for r in self.by_code[region.code] if r.name == region.name and not r.years_off(year)]
            moved = [r for r in self.by_name[region.name] if self._is_same_place(r, region) and not r.years_off(year)]
            return next(iter(same or moved), region)
        if year is None:
            return region
        kin = [r for r in self.by_name[region.name] if self._is_same_place(r, region)]
        kin += [r for r in self.by_name[region.short_name] if self._is_same_place(r, region)]
        kin += self.by_code[region.code]
        return min(kin, key=lambda r: (r.years_off(year), r.level != region.level), default=region)

    @staticmethod
    def _is_same_place(one: Region, other: Region) -> bool:
        same_level = one.level == other.level and "province" not in (one.level, other.level)
        return same_level and one.province == other.province and one.short_name == other.short_name


def of_year(regions: list[Region], year: int | None) -> list[Region]:
    """Those of a year where there are any: 易县 130633, not 易县 132421 of 1993."""
    if year is None:  # the latest row of each name
        latest = {r.name: min(s.years_off(None) for s in regions if s.name == r.name) for r in regions}
        return [r for r in regions if r.years_off(None) == latest[r.name]]
    nearest = min((region.years_off(year) for region in regions), default=0)
    return [region for region in regions if region.years_off(year) <= max(nearest, 1)]


@cache
def gazetteer() -> Gazetteer:
    """The gazetteer of the seeds, made once a process; raises SeedError where a row has no code or no years."""
    regions = []
    for row in seeds.read("regions").iter_rows(named=True):
        if not re.fullmatch(r"\d{6}", row["code"]) or not row["name"]:
            raise seeds.fail(
                "regions", row["_line"], f"{row['code']!r} {row['name']!r}: a code of six digits and a name needed"
            )
        regions.append(
            Region(
                code=row["code"],
                name=row["name"],
                full_name=row["full_name"],
                level=row["level"],
                parent_code=row["parent_code"],
                short_name=row["short_name"],
                first=int(row["valid_from"] or 0),
                last=int(row["valid_to"] or OPEN),
            )
        )
    common = seeds.read("identity_common_names")
    unknown = common.filter(~common["name"].is_in([name for r in regions for name in (r.name, r.short_name)]))
    for row in unknown.iter_rows(named=True):
        raise seeds.fail(
            "identity_common_names", row["_line"], f"{row['name']} is the name of no region: remove the row"
        )
    usual = {row["name"]: int(row["usual_per_10k"]) for row in common.iter_rows(named=True)}
    aliases: dict[str, list[str]] = defaultdict(list)
    for row in seeds.read("identity_aliases").iter_rows(named=True):
        if not any(region.code == row["code"] for region in regions):
            raise seeds.fail("identity_aliases", row["_line"], f"{row['code']} is no code of seeds/regions.csv")
        aliases[row["code"]].append(row["alias"])
    return Gazetteer(regions, usual, aliases, seeds.read("identity_other_names")["name"].to_list())
