"""What users know better than their files: column names and hints for the files that a glob fits (`sources.toml`).

[[source]]
files = "reports/保定/*.xlsx"
text = "报告全文"                                  # or several: ["正文1", "正文2"]
columns = { title = "报告标题", year = "年份" }    # what a column is, and its name in the table
hints = { province = "河北省" }                    # what is so for all of these files
"""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import Any

_KEYS = {"files", "text", "columns", "hints"}
_ENTRY = re.compile(r"^[ \t]*\[\[\s*source\s*\]\]", re.MULTILINE)


class MappingError(ValueError):
    """A mapping that cannot be used; the text names file and line and says what to do."""


@dataclass(frozen=True)
class Told:
    """What is told of the files that `files` fits, and the `line` that tells it."""

    files: str = "*"
    text: tuple[str, ...] = ()
    columns: Mapping[str, str] = field(default_factory=dict)
    hints: Mapping[str, str] = field(default_factory=dict)
    line: str = ""

    def all_hints(self, found: Mapping[str, str]) -> dict[str, str]:
        """The hints that were found, those under their told names, and the fixed ones, which win."""
        named = {name: found[column] for name, column in self.columns.items() if column in found}
        return {**found, **named, **self.hints}


NOTHING_TOLD = Told()


def parse_mapping(text: str, name: str) -> tuple[Told, ...]:
    r"""The entries of a mapping file, in order; `name` is the file's, for errors. Raises MappingError.

    >>> parse_mapping('[[source]]\nfiles = "*.csv"\ntext = "body"', "sources.toml")[0].text
    ('body',)
    """
    try:
        loaded = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise MappingError(f"{name}: {error}") from error
    if unknown := sorted(loaded.keys() - {"source"}):
        raise MappingError(f"{name}: unknown {', '.join(unknown)}; it has entries [[source]] and nothing else")
    lines = [f"{name} line {text.count(chr(10), 0, match.start()) + 1}" for match in _ENTRY.finditer(text)]
    entries = loaded.get("source", [])
    if not isinstance(entries, list) or len(lines) != len(entries):
        raise MappingError(f"{name}: every entry begins with a line [[source]]")
    return tuple(_told(entry, line) for entry, line in zip(entries, lines, strict=True))


def told_of(path: str, mapping: Sequence[Told]) -> Told:
    """What is told of a file by its path in the warehouse: the first entry that fits; nothing where none does."""
    return next((told for told in mapping if fnmatchcase(path, told.files)), NOTHING_TOLD)


def _told(entry: Mapping[str, Any], line: str) -> Told:
    if unknown := sorted(entry.keys() - _KEYS):
        raise MappingError(f"{line}: unknown {', '.join(unknown)}; an entry has {', '.join(sorted(_KEYS))}")
    files, texts = entry.get("files"), entry.get("text", [])
    if not isinstance(files, str) or not files:
        raise MappingError(f'{line}: files is missing: a glob such as "reports/*.xlsx"')
    texts = [texts] if isinstance(texts, str) else texts
    if not isinstance(texts, list) or not all(isinstance(column, str) for column in texts):
        raise MappingError(f"{line}: text is the name of a column, or a list of them")
    names = {}
    for key in ("columns", "hints"):
        values = entry.get(key, {})
        if not isinstance(values, dict) or not all(isinstance(value, str | int) for value in values.values()):
            raise MappingError(f'{line}: {key} is a table of words: {key} = {{ title = "…" }}')
        names[key] = {name: str(value) for name, value in values.items()}
    return Told(files, tuple(texts), names["columns"], names["hints"], line)
