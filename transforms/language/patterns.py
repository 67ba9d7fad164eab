"""Regular expressions made from the seeds: the classes of the lexicon, and the patterns that speak of them.

They are regular expressions of Rust, which look neither ahead nor behind. Digits are written [0-9]: the other way to
write them carries all of Unicode and costs a hundred times the time.
"""

import re
from functools import cache
from typing import Final

import polars as pl

import seeds
from transforms.language import lexicon

#: Signs that stand in a sentence for what is no fact of it: a date (2017年), a relative time (去年) and a stop.
DATE, TIME, STOP = "\ue300", "\ue301", "\ue302"
#: Either sign of a time.
TIMES: Final = f"[{DATE}{TIME}]"
#: What opens a clause has this before it.
CLAUSE_OPENS: Final = "(?:^|[，。；;:：])$"
PATTERNS: Final = "patterns"
#: {up} in a pattern: any word of the class, or any of the patterns, of that name.
_REFERENCE: Final = re.compile(r"\{([a-z_]+)\}")
#: An alternative that is a plain word.
_PLAIN: Final = re.compile(r"[^\\\[\](){}|.*+?^$<>]+")


def _escape(word: str) -> str:
    """A literal inside a regular expression."""
    return "".join("\\" + c if c in r"\.+*?()|[]{}^$-/&~# " else c for c in word)


def alternatives(words: list[str]) -> str:
    r"""Any of the words, the longest first, since the first alternative that fits wins.

    >>> alternatives(["米", "平方米", "m/s"])
    '(?:m\\/s|平方米|米)'
    """
    return "(?:" + "|".join(_escape(w) for w in sorted(words, key=lambda w: (-len(w), w))) + ")"


@cache
def words(seed: str, column: str = "word", **codes: str) -> str:
    """Any word of a seed, or of its rows with these codes: the bounds that stand before a number."""
    rows = seeds.read(seed)
    return alternatives((rows.filter(**codes) if codes else rows)[column].to_list())


@cache
def _rows() -> dict[str, list[tuple[int, str]]]:
    """Name → line and pattern of each of its rows."""
    found: dict[str, list[tuple[int, str]]] = {}
    for name, pattern, line in seeds.read(PATTERNS).select("name", "pattern", "_line").iter_rows():
        found.setdefault(name, []).append((line, pattern))
    return found


def _parts(name: str, within: tuple[str, ...] = ()) -> tuple[list[str], list[str]]:
    """The plain words and the true patterns that a name stands for."""
    plain, true = list(lexicon.classes().get(name, ())), []
    for line, pattern in _rows().get(name, ()):
        if name in within:
            raise seeds.fail(PATTERNS, line, f"{name} refers to itself by way of {' → '.join(within)}")
        for alternative in pattern.split("|") if _is_union(pattern) else [pattern]:
            if _PLAIN.fullmatch(alternative):
                plain.append(alternative)
            elif reference := _REFERENCE.fullmatch(alternative):
                more, others = _known(reference[1], line, (*within, name))
                plain += more
                true += others
            else:
                true.append(_expand(alternative, line, (*within, name)))
    return plain, true


def _is_union(pattern: str) -> bool:
    """Whether a pattern is but words and names side by side: {up}|{down}|翻."""
    return all(_PLAIN.fullmatch(one) or _REFERENCE.fullmatch(one) for one in pattern.split("|"))


def _known(name: str, line: int, within: tuple[str, ...]) -> tuple[list[str], list[str]]:
    if name not in lexicon.classes() and name not in _rows():
        problem = f"{{{name}}} is neither a class of seeds/{lexicon.CLASSES}.csv nor a pattern"
        raise seeds.fail(PATTERNS, line, problem)
    return _parts(name, within)


def _expand(pattern: str, line: int, within: tuple[str, ...]) -> str:
    """A pattern with what its references stand for."""
    return _REFERENCE.sub(lambda found: _joined(*_known(found[1], line, within)), pattern).replace("<date>", TIMES)


def _joined(plain: list[str], true: list[str]) -> str:
    """Words and patterns as one alternation: the patterns first, which are mostly longer; the longest word first."""
    longest_first = alternatives(list(dict.fromkeys(plain)))[3:-1] if plain else ""
    return "(?:" + "|".join(filter(None, [*dict.fromkeys(true), longest_first])) + ")"


@cache
def pattern(name: str) -> str:
    """Any word of a class of the lexicon, or any of the patterns of that name in `seeds/patterns.csv`.

    A pattern refers to others by {name}; <date> is the sign of any time. Raises SeedError for a name that neither seed
    knows.

    >>> pattern("sum_of_same")
    '(?:总规模|总里程|总数|总量|总额)'
    """
    if name not in lexicon.classes() and name not in _rows():
        problem = f"seeds/{PATTERNS}.csv has no pattern and seeds/{lexicon.CLASSES}.csv no class {name}: add its rows"
        raise seeds.SeedError(problem)
    return _joined(*_parts(name))


def check() -> None:
    """Compile every class and pattern once; raises SeedError with file and line for the first that is broken."""
    empty = pl.Series([""])
    for name, rows in _rows().items():
        for line, written in rows:
            try:
                fits_nothing = empty.str.contains(_expand(written, line, (name,))).item()
            except pl.exceptions.ComputeError as error:
                raise seeds.fail(PATTERNS, line, f"the pattern {written!r} does not compile: {error}") from error
            if fits_nothing:
                raise seeds.fail(PATTERNS, line, f"the pattern {written!r} fits an empty text, and so everything")
