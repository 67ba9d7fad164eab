"""Corpora of any size for benchmarks: distinct reports of real length from the repository's own sentences.

python -m benchmarks.corpus FOLDER [--reports 1000] [--seed 1]

Sentences of the sample reports, the seeds and the rules are recombined with other figures, other nouns of the catalogue
and other places, each place with sixteen years in a row, as a warehouse of the country has them. The same seed gives
the same bytes; a report does not depend on how many others there are. Figures, numerals in characters, targets and
distinct clauses are about as frequent as in real reports.
"""

import argparse
import random
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Final

import seeds
from transforms import sources
from transforms.decisions import DECISIONS
from transforms.facts.phrases import catalogue_names
from transforms.language.lexicon import members

LENGTH: Final = 15_000
"""Characters of a report, the median of real ones of cities and counties."""
YEARS: Final = range(2009, 2025)
"""Years of delivery of each place."""
_IN_CHARACTERS: Final = 0.25
"""Of the clauses without figures, those with numerals in characters: 一批项目落地."""
_MADE_UP: Final = 0.5
_OTHER_NOUN: Final = 0.5
_SENTENCES_OF_PARAGRAPH: Final = 6
_SECTIONS: Final = (
    ("{last}年工作回顾", 0.36, 0.44),
    ("{this}年总体要求和主要目标", 0.32, 0.13),
    ("{this}年重点工作", 0.32, 0.13),
)
"""Heading, share of the text, and share of its sentences that have figures: as in real reports, two facts in three tell
of the year past."""
_LEVELS: Final = ("province", "prefecture", "county")
_NUMBER: Final = re.compile(r"[0-9０-９]+(?:[.．][0-9０-９]+)?")
_NUMERAL: Final = re.compile("[零〇一二三四五六七八九十百千万亿两]")
_SHORTEST_CLAUSE: Final = 4
_YEAR_DIGITS: Final = 4
_SAMPLE_YEARS: Final = range(1990, 2031)


@cache
def sentences() -> tuple[str, ...]:
    """The repository's own sentences: samples, and the examples of seeds and rules."""
    texts = [
        document.text
        for file in sources.discover([Path(seeds.__file__).parent / "reports"])
        for document in sources.read(file.read_bytes(), file.name).documents
    ]
    told = [sentence for text in texts for sentence in re.split(r"(?<=。)|\n", text)]
    told += [rule.example.split(": ")[-1] for decision in DECISIONS.values() for rule in decision().leaves()]
    for name in ("indicators", "units", "lexicon"):
        told += [example.rstrip("。，") + "。" for example in seeds.read(name)["example"].to_list() if example]
    stripped = [re.sub(r"[{}\[\]]", "", sentence).strip() for sentence in told]
    return tuple(dict.fromkeys(sentence for sentence in stripped if sentence.endswith("。")))


@cache
def _with_figures() -> tuple[str, ...]:
    return tuple(sentence for sentence in sentences() if _NUMBER.search(sentence))


@cache
def _clauses(*, in_characters: bool) -> tuple[str, ...]:
    """Clauses without a figure, and those of them that have numerals in characters or have none."""
    clauses = [clause.lstrip("—") for sentence in sentences() for clause in re.split("[，。；：]", sentence)]
    plain = dict.fromkeys(c for c in clauses if len(c) >= _SHORTEST_CLAUSE and not _NUMBER.search(c))
    return tuple(clause for clause in plain if bool(_NUMERAL.search(clause)) == in_characters)


@cache
def _nouns() -> tuple[str, ...]:
    """Names and aliases of indicators, the longest first."""
    return tuple(sorted(catalogue_names(), key=lambda name: (-len(name), name)))


@cache
def _plain_nouns() -> tuple[str, ...]:
    return tuple(name for name in _nouns() if not _NUMERAL.search(name) and not _NUMBER.search(name))


@cache
def _verbs() -> tuple[str, ...]:
    return tuple(word for word in members("action") if len(word) > 1)


@cache
def _parted() -> tuple[list[str], ...]:
    """The sentences with figures in parts; every second part is a name of the catalogue."""
    name = re.compile(f"({'|'.join(map(re.escape, _nouns()))})")
    return tuple(name.split(sentence) for sentence in _with_figures())


@cache
def _places() -> tuple[tuple[str, str], ...]:
    """Full and own names of provinces, prefectures and counties, in an order that mixes them."""
    rows = seeds.read("regions").rows(named=True)
    found = [(row["full_name"], row["name"]) for row in rows if row["level"] in _LEVELS and not row["valid_to"]]
    random.Random(0).shuffle(found)  # noqa: S311 (nothing secret)
    return tuple(found)


def _number(chance: random.Random, years: range) -> Callable[[re.Match[str]], str]:
    """Another number with as many digits; a year becomes one of the report's years."""

    def vary(match: re.Match[str]) -> str:
        digits = match[0]
        if len(digits) == _YEAR_DIGITS and digits.isascii() and digits.isdigit() and int(digits) in _SAMPLE_YEARS:
            return str(chance.choice(years))
        whole, point, rest = digits.replace("．", ".").partition(".")
        first = str(chance.randint(1, 9)) if whole not in ("0", "０") else "0"
        return (
            first
            + "".join(str(chance.randint(0, 9)) for _ in whole[1:])
            + point
            + "".join(str(chance.randint(0, 9)) for _ in rest)
        )

    return vary


def _sentence(chance: random.Random, years: range, with_figures: float) -> str:
    if chance.random() > with_figures:
        return "，".join(_clause(chance) for _ in range(chance.randint(2, 6))) + "。"
    told = "".join(
        chance.choice(_nouns()) if index % 2 and chance.random() < _OTHER_NOUN else part
        for template in chance.sample(_parted(), chance.randint(1, 3))
        for index, part in enumerate(template)
    )
    return _NUMBER.sub(_number(chance, years), told.replace("。", "；", told.count("。") - 1))


def _clause(chance: random.Random) -> str:
    if chance.random() < _MADE_UP:
        return f"{chance.choice(_verbs())}{chance.choice(_plain_nouns())}和{chance.choice(_plain_nouns())}"
    return chance.choice(_clauses(in_characters=chance.random() < _IN_CHARACTERS))


def report(number: int, seed: int = 1) -> tuple[str, str]:
    """The name and the text of the report of that number.

    >>> name, text = report(3)
    >>> (name, text) == report(3), LENGTH <= len(text) < LENGTH + 1_500
    (True, True)
    """
    chance = random.Random(f"{seed} {number}")  # noqa: S311 (nothing secret)
    places = _places()
    place, year = number // len(YEARS) % len(places), YEARS[number % len(YEARS)]
    full, name = places[place]
    lines = [
        f"{full}人民政府工作报告",
        f"——{year}年1月{chance.randint(5, 28)}日在{name}人民代表大会会议上",
        "各位代表：",
        "现在，我代表人民政府向大会报告工作。",
    ]
    for index, (heading, share, with_figures) in enumerate(_SECTIONS):
        lines.append("一二三"[index] + "、" + heading.format(last=year - 1, this=year))
        years = range(year - 1, year) if index == 0 else range(year, year + 1)
        length = 0
        while length < LENGTH * share:
            paragraph = "".join(_sentence(chance, years, with_figures) for _ in range(_SENTENCES_OF_PARAGRAPH))
            lines.append(paragraph)
            length += len(paragraph)
    return f"{place // 100:02}/{full}/{year}.txt", "\n".join(lines) + "\n"


def write(folder: Path, reports: int, seed: int = 1) -> int:
    """Write that many reports under a folder; their characters."""
    characters = 0
    for number in range(reports):
        name, text = report(number, seed)
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
        characters += len(text)
    return characters


def main() -> None:
    """Write a corpus, say how large it is."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("folder", type=Path)
    options.add_argument("--reports", type=int, default=1000)
    options.add_argument("--seed", type=int, default=1)
    chosen = options.parse_args()
    characters = write(chosen.folder, chosen.reports, chosen.seed)
    print(f"{chosen.reports:,} reports, {characters:,} characters in {chosen.folder}")


if __name__ == "__main__":
    main()
