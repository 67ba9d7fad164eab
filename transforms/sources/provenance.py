"""Where a report comes from, as those say who collected it: columns, page heads, front matter, header blocks.

What they say may be wrong, and decides nothing; it is kept beside what the text says of itself.
"""

import datetime as dt
import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

import seeds
from transforms.sources.document import Document

_HEADER_LINES, _HEADER_CHARACTERS = 24, 3000
#: 标题：2023年易县政府工作报告; 【发布部门】北京市人民政府
_FIELD = re.compile(
    r"^[ \t　]*(?:(?P<name>[\w ]{1,16}?)[ 　]*[:：]|【(?P<boxed>[\w ]{1,12})】[:：]?)[ \t　]*(?P<value>\S[^\n]*)$"
)
_DATE = re.compile(
    r"(?P<year>(?:19|20)\d\d)[年./-](?P<month>\d{1,2})[月./-](?P<day>\d{1,2})|(?P<packed>(?:19|20)\d{6})(?!\d)"
)
_URL = re.compile(r"[a-z][a-z0-9+.-]{1,11}://\S+")
_LONGEST = 300


class Provenance(NamedTuple):
    """What is known of a report's origin; None where nobody says."""

    source_url: str | None = None
    published_on: dt.date | None = None
    issuer: str | None = None
    document_number: str | None = None
    collected_title: str | None = None


def provenance(document: Document) -> Provenance:
    """The origin of a document: what stands beside the text first, then the header block above it.

    The names of columns and fields are rows of seeds/source_fields.csv.

    >>> hints = {"发文单位": "易县人民政府", "publish_date": "2023-02-06"}
    >>> provenance(Document("正文", "csv", "utf-8", hints=hints))[1:3]
    (datetime.date(2023, 2, 6), '易县人民政府')
    """
    found: dict[str, str] = {}
    for name, value in [*document.hints.items(), *_header(document.text)]:
        field = _fields().get(name.strip().lower())
        if field and value.strip() and len(value) <= _LONGEST:
            found.setdefault(field, " ".join(value.split()))
    url = _URL.search(found.pop("source_url", ""))
    published = _DATE.search(found.pop("published_on", ""))
    return Provenance(source_url=url[0] if url else None, published_on=_date(published) if published else None, **found)


def _header(text: str) -> Iterator[tuple[str, str]]:
    for line in text[:_HEADER_CHARACTERS].split("\n")[:_HEADER_LINES]:
        if match := _FIELD.match(line):
            yield match["name"] or match["boxed"], match["value"]


def _date(match: re.Match[str]) -> dt.date | None:
    try:
        if match["packed"]:
            return dt.datetime.strptime(match["packed"], "%Y%m%d").date()  # noqa: DTZ007 (a day, and no time)
        return dt.date(int(match["year"]), int(match["month"]), int(match["day"]))
    except ValueError:
        return None


@cache
def _fields() -> dict[str, str]:
    """Field by the name that sources give it, in small letters."""
    fields: dict[str, str] = {}
    for line, name, field in seeds.read("source_fields").select("_line", "name", "field").iter_rows():
        if field not in Provenance._fields:
            raise seeds.fail("source_fields", line, f"field {field!r} is none of {', '.join(Provenance._fields)}")
        if name in fields or name != name.lower():
            raise seeds.fail("source_fields", line, f"name {name} stands there twice, or is not in small letters")
        fields[name] = field
    return fields
