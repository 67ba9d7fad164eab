"""What stands around a text: the columns of its row, the title of its page, its path. Hints, and often wrong ones."""

import json
import re
from collections.abc import Mapping
from pathlib import PurePosixPath

from transforms.identity import wording
from transforms.identity.gazetteer import NATION, Gazetteer, Region

#: A label is short; a longer value is a text.
LONGEST_LABEL = 100
_PLACE_COLUMNS = re.compile(
    r"place|region|area|province|city|county|district|title|name|unit|org|issuer|省|市|县|区|地|标题|题名|单位|机关|机构|名称"
)
_NO_PLACE_COLUMNS = re.compile(r"url|link|date|time|file|author|网址|链接|日期|时间|作者")
_NO_NAME = re.compile(
    r"[\d年度,。:;、()\[\]【】《》“”\"'·\-—–_~|/\\ ]+|人民政府|政府|工作|报告|国务院办公厅|关于|全文|摘要|的"
)
#: A unit smaller than those of the seed is not its county: 东莞市虎门镇政府工作报告.
_TOWN = re.compile(r"(?:镇|乡|街道|村)$")


def hints_of(value: object) -> dict[str, str]:
    """The hints of a row: a JSON object as text, a struct, or nothing.

    >>> hints_of('{"province": "河北省", "year": 2020}')
    {'province': '河北省', 'year': '2020'}
    """
    if isinstance(value, str) and value.strip().startswith("{"):
        try:
            value = json.loads(value)
        except json.JSONDecodeError:
            return {}
    if not isinstance(value, Mapping):
        return {}
    return {str(key): str(item) for key, item in value.items() if item is not None}


def place_labels(hints: Mapping[str, str]) -> list[tuple[str, str]]:
    """Columns that may name the place, each alone and all in a row (province 河北省, city 保定市, county 易县)."""
    columns = {key: value for key, value in hints.items() if value and len(value) <= LONGEST_LABEL}
    named = {
        k: v for k, v in columns.items() if _PLACE_COLUMNS.search(k.lower()) and not _NO_PLACE_COLUMNS.search(k.lower())
    }
    texts = list(named.items())
    return [*texts, ("columns", " ".join(named.values()))] if len(texts) > 1 else texts


def path_label(path: str) -> str:
    """The words of a path's last three parts, without the ending and the row."""
    return " ".join(PurePosixPath(path.split("#", 1)[0]).with_suffix("").parts[-3:])


def deepest_unit(places: Gazetteer, text: str) -> list[Region]:
    """The lowest unit that a label names, under the others it names: 保定市易县政府工作报告, 河北省_保定市_2020."""
    words = _NO_NAME.sub(" ", wording.normalise(text.replace("_", " ")))
    if "国务院" in text or words.strip() in ("全国", "国家", "中国", "中央", "national"):
        return places.by_code[NATION]
    names = [name for word in words.split() for name in places.in_text(word) if _is_name(places, name)]
    if not names or any(_TOWN.search(word) for word in words.split()):
        return []
    return places.find(tuple(dict.fromkeys(names)))


def _is_name(places: Gazetteer, name: str) -> bool:
    """Whether a name in a label is surely one: 合作市, not 合作."""
    return name not in places.usual or any(region.name == name for region in places.by_name[name])
