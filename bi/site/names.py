"""How places are called: short names, pinyin to search by, names in English.

>>> english("绵阳")
'Mianyang'
>>> spellings("绵阳")
('mianyang', 'my')
"""

from functools import cache

from pypinyin import Style, lazy_pinyin

_NOT_PINYIN = {
    "全国": "China", "陕西": "Shaanxi", "内蒙古": "Inner Mongolia", "西藏": "Tibet",
    "香港": "Hong Kong", "澳门": "Macao",
    "哈尔滨": "Harbin", "乌鲁木齐": "Urumqi", "呼和浩特": "Hohhot", "拉萨": "Lhasa", "鄂尔多斯": "Ordos",
}  # fmt: skip
"""Places whose usual English name is another one, or that pinyin alone would make two of (Shanxi, Shaanxi)."""


@cache
def spellings(name: str) -> tuple[str, str]:
    """A name in pinyin without tones, in full and by its initials."""
    initials = lazy_pinyin(name, style=Style.FIRST_LETTER)
    return "".join(lazy_pinyin(name)), "".join(initials)


@cache
def english(name: str) -> str:
    """The name that an English reader knows a place by: its pinyin as one word, or the usual exception."""
    return _NOT_PINYIN.get(name) or "".join(lazy_pinyin(name)).capitalize()
