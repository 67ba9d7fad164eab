"""Regular expressions made from rows of the seeds: one alternative a row, each beside a phrase that it fits.

They are regular expressions of Rust, which look neither ahead nor behind. Digits are written [0-9]: the other way to
write them carries all of Unicode and costs a hundred times the time.
"""

from functools import cache
from typing import Final

import seeds

#: Signs that stand in a sentence for what is no fact of it: a date (2017年), a relative time (去年) and a stop.
DATE, TIME, STOP = "\ue300", "\ue301", "\ue302"
#: Either sign of a time.
TIMES: Final = f"[{DATE}{TIME}]"


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
    """Any word of a seed, or of its rows with these codes: the movements whose direction is down."""
    rows = seeds.read(seed)
    return alternatives((rows.filter(**codes) if codes else rows)[column].to_list())


@cache
def pattern(name: str) -> str:
    """Any of a group of `seeds/phrase_patterns.csv`, in the order of its rows; <date> is the sign of any time.

    >>> pattern("kept_at_end")
    '(?:自然增长率|存活率|进出口|拉动|贡献)'
    """
    rows = seeds.read("phrase_patterns").filter(name=name)
    if rows.is_empty():
        raise seeds.SeedError(f"seeds/phrase_patterns.csv has no group {name}: add its rows")
    return "(?:" + "|".join(rows["pattern"]).replace("<date>", TIMES) + ")"
