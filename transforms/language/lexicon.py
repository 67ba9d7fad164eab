"""The words of reports by class: `seeds/lexicon.csv` has them, `seeds/lexicon_classes.csv` says what each class is.

A class is a kind of words that rules speak of: `up` (增长, 攀升), `down` (下降), `action` (新建).
"""

from functools import cache

import polars as pl

import seeds

WORDS, CLASSES = "lexicon", "lexicon_classes"


@cache
def classes() -> dict[str, list[str]]:
    """Class → its words, in the order of the lexicon.

    Raises SeedError where a word stands twice, a class is not described, or a described class has no word.
    """
    rows = seeds.read(WORDS)
    doubled = rows.filter(~pl.col("word").is_first_distinct())
    for line, word in doubled.select("_line", "word").iter_rows():
        raise seeds.fail(WORDS, line, f"{word} stands there twice: give one row all its classes, split by |")
    found: dict[str, list[str]] = {name: [] for name in seeds.read(CLASSES)["class"]}
    for line, word, said in rows.select("_line", "word", "classes").iter_rows():
        for name in said.split("|"):
            if name not in found:
                raise seeds.fail(
                    WORDS, line, f"{word} has the class {name!r}, which seeds/{CLASSES}.csv does not describe"
                )
            found[name].append(word)
    for line, name in seeds.read(CLASSES).select("_line", "class").iter_rows():
        if not found[name]:
            raise seeds.fail(CLASSES, line, f"no word of seeds/{WORDS}.csv has the class {name}: remove it")
    return found


def members(*names: str) -> list[str]:
    """The words of any of the classes.

    >>> members("up", "down")[:2]
    ['增长', '增加']
    """
    return list(dict.fromkeys(word for name in names for word in classes()[name]))
