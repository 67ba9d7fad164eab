"""A file on its way to a reader: its bytes, and what several readers want to know of them, found out once."""

import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar, cast

from transforms.sources.document import Reading, Reason, SourceError
from transforms.sources.encodings import Decoded, decode
from transforms.sources.limits import Limits
from transforms.sources.mapping import NOTHING_TOLD, Told

Found = TypeVar("Found")
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")


def _say_nothing(_what: str) -> None:
    """Nobody listens."""


@dataclass(frozen=True, eq=False)
class Source:
    """The bytes of a file or of an archive's member, its name for people, and the limits that hold for it.

    `told` is what a user says of it in sources.toml.
    `progress` is called with a word for each page or member that was read; it keeps a long reading alive.
    """

    data: bytes
    name: str = ""
    limits: Limits = field(default_factory=Limits)
    depth: int = 0
    told: Told = NOTHING_TOLD
    progress: Callable[[str], None] = _say_nothing
    _known: dict[object, Any] = field(default_factory=dict, repr=False)

    def once(self, find: Callable[["Source"], Found]) -> Found:
        """What `find` says of this source; asked a second time, it is remembered."""
        if find not in self._known:
            self._known[find] = find(self)
        return cast("Found", self._known[find])

    @property
    def members(self) -> frozenset[str]:
        """The names in a ZIP package; empty where the bytes are none.

        Raises SourceError (unreadable_document) where the package is cut off or damaged.
        """
        return self.once(_members)

    @property
    def decoded(self) -> Decoded:
        """The characters of a text file. Raises SourceError for bytes that are no text."""
        return self.once(_decode)

    @property
    def text(self) -> str:
        """The characters of a text file."""
        return self.decoded.text


@dataclass(frozen=True)
class Reader:
    """One format: how its files are told by their content, and how they are read.

    `is_binary` readers parse what may be hostile with libraries in C, and run in a process of their own.
    """

    source_format: str
    claims: Callable[[Source], bool]
    read: Callable[[Source], Reading]
    is_binary: bool = False


def _members(source: Source) -> frozenset[str]:
    if not source.data.startswith(_ZIP):
        return frozenset()
    try:
        with zipfile.ZipFile(io.BytesIO(source.data)) as package:
            return frozenset(package.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise SourceError(
            Reason.UNREADABLE_DOCUMENT, f"ZIP package, {len(source.data)} bytes: {error or 'damaged'}"
        ) from error


def _decode(source: Source) -> Decoded:
    decoded = decode(source.data)
    if not decoded.text or decoded.text.isspace():
        raise SourceError(Reason.EMPTY_FILE, f"{len(source.data)} bytes, nothing but white space")
    return decoded
