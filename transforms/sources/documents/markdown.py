"""Markdown: its marks are layout and go, its front matter are hints."""

import re

import yaml

from transforms.sources.document import Document, Reading, normalise_newlines
from transforms.sources.source import Reader, Source

_FRONT_MATTER = re.compile(r"\ufeff?---[ \t]*\n(?P<matter>(?:[^\n]*\n){1,60}?)(?:---|\.\.\.)[ \t]*(?:\n|$)")
_FIELD = re.compile(r"^[\w\u4e00-\u9fff][\w\u4e00-\u9fff -]{0,30}:[ \t]", re.MULTILINE)
_HEADING = re.compile(r"^ {0,3}#{1,6}[ \t]+(?P<text>[^\n]*?)[ \t]*#*$", re.MULTILINE)
_STRONG = re.compile(r"(?<![\\*_])(?P<mark>\*\*\*|\*\*|__)(?=[^\s*_])(?P<text>[^\n]{1,300}?)(?<=[^\s\\])(?P=mark)")
_MARKS_AT_LEAST = 2
_TABLE_RULE = re.compile(r"^[ \t]*\|?[ \t]*:?-{2,}:?[ \t]*(?:\|[ \t]*:?-{2,}:?[ \t]*)+\|?[ \t]*$")
_RULE = re.compile(r"^ {0,3}(?:(?:- ?){3,}|(?:\* ?){3,}|(?:_ ?){3,})[ \t]*$")
_LINE_MARKS = re.compile(r"^ {0,3}(?:>[ \t]?)+|^[ \t]*[-*+][ \t]+(?=\S)")
_IMAGE_OR_LINK = re.compile(r"!\[[^\]\n]*\]\([^)\n]*\)|(?<!\!)\[(?P<text>[^\]\n]*)\]\((?:https?:|/|#|\.)[^)\n]*\)")
_FENCE = re.compile(r"^ {0,3}(?:```|~~~)[^\n]*$", re.MULTILINE)
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+.!|>~-])")


def _claims(source: Source) -> bool:
    text = normalise_newlines(source.text)
    if (matter := _FRONT_MATTER.match(text)) and _FIELD.search(matter["matter"]):
        return True
    headings = _HEADING.findall(text) if "#" in text else []
    strong = _STRONG.findall(text) if "**" in text or "__" in text else []
    if len(headings) + len(strong) >= _MARKS_AT_LEAST:
        return True
    return "|" in text and any(map(_TABLE_RULE.match, text.split("\n")))


def _read(source: Source) -> Reading:
    text = normalise_newlines(source.text)
    hints: dict[str, str] = {}
    if (matter := _FRONT_MATTER.match(text)) and _FIELD.search(matter["matter"]):
        hints = _hints(matter["matter"])
        text = text[matter.end() :]
    return Reading([Document(without_marks(text), "md", source.decoded.encoding, hints=hints)])


READER = Reader("md", _claims, _read)


def _hints(matter: str) -> dict[str, str]:
    """The plain values of YAML front matter; of what is no YAML, its lines of the form `name: value`."""
    try:
        loaded = yaml.load(matter, Loader=yaml.BaseLoader)  # noqa: S506 (the base loader makes strings, lists and mappings)
    except yaml.YAMLError:
        loaded = None
    if not isinstance(loaded, dict):
        loaded = dict(line.split(":", 1) for line in matter.split("\n") if _FIELD.match(line))
    return {str(name): value.strip() for name, value in loaded.items() if isinstance(value, str) and value.strip()}


def without_marks(text: str) -> str:
    r"""A text without the marks of Markdown; table rows get tabs. Numbers of lists stay: they are the text's own.

    >>> without_marks("## 一、2023年工作回顾\n\n**经济**增长5%\n\n| 指标 | 值 |\n|---|---|\n| 粮食 | 5万吨 |")
    '一、2023年工作回顾\n\n经济增长5%\n\n指标\t值\n粮食\t5万吨'
    """
    text = _FENCE.sub("", text)
    text = _HEADING.sub(lambda heading: heading["text"], text)
    text = _IMAGE_OR_LINK.sub(lambda link: link["text"] or "", text)
    while (bare := _STRONG.sub(lambda strong: strong["text"], text)) != text:
        text = bare
    lines = [_line(line) for line in text.split("\n") if not _TABLE_RULE.match(line) and not _RULE.match(line)]
    return _ESCAPED.sub(r"\1", "\n".join(lines)).strip("\n")


def _line(line: str) -> str:
    bare = line.strip()
    if bare.startswith("|") and bare.endswith("|") and len(bare) > 1:
        return "\t".join(cell.strip() for cell in bare[1:-1].split("|"))
    return _LINE_MARKS.sub("", line)
