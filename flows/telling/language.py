"""In which language messages are said: Chinese where the locale is Chinese, else English."""

import os
from functools import cache


@cache
def is_chinese() -> bool:
    """Whether the locale asks for Chinese, by LC_ALL, else LC_MESSAGES, else LANG."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(name):
            return value.lower().startswith("zh")
    return False


def say(en: str, zh: str) -> str:
    """The text in the language of the locale.

    >>> say("3 rows", "3 行")
    '3 rows'
    """
    return zh if is_chinese() else en
