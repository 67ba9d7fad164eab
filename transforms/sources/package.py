"""ZIP packages that are one document (DOCX, ODT, EPUB): their parts, read within limits."""

import io
import zipfile
import zlib
from types import TracebackType
from typing import Any, Self

from transforms.sources import xml
from transforms.sources.document import Reason, SourceError
from transforms.sources.source import Source

_DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError)


class Package:
    """An open package. What leads out of it or is missing costs its part, not the document.

    Raises SourceError: too_large where it would unpack beyond the limit, unreadable_document where it is damaged,
    encrypted where a part needs a password.
    """

    def __init__(self, source: Source, what: str) -> None:
        self._what = f"{what}, {len(source.data)} bytes"
        try:
            self._package = zipfile.ZipFile(io.BytesIO(source.data))
        except _DAMAGE as error:
            raise SourceError(Reason.UNREADABLE_DOCUMENT, f"{self._what}: {error}") from error
        self._size = {info.filename: info.file_size for info in self._package.infolist()}
        size, most = sum(self._size.values()), source.limits.unpacked_bytes
        if size > most:
            evidence = f"{self._what} would unpack to {size} bytes, the limit is {most} (unpacked_bytes)"
            raise SourceError(Reason.TOO_LARGE, evidence)

    def __enter__(self) -> Self:
        """The package itself."""
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _at: TracebackType | None
    ) -> None:
        """Nothing stays open."""
        self._package.close()

    @property
    def names(self) -> list[str]:
        """The names of its parts."""
        return list(self._size)

    def read(self, name: str) -> bytes:
        """The bytes of a part; no more than the package says that it has."""
        try:
            with self._package.open(name) as part:
                return part.read(self._size[name] + 1)
        except KeyError as error:
            raise SourceError(Reason.UNREADABLE_DOCUMENT, f"{self._what}: there is no {name} in it") from error
        except _DAMAGE as error:
            reason = Reason.ENCRYPTED if "password" in str(error) else Reason.UNREADABLE_DOCUMENT
            raise SourceError(reason, f"{self._what}: {name}: {error}") from error

    def xml(self, name: str) -> Any:
        """The root element of a part. Raises SourceError."""
        return xml.parse(self.read(name), f"{self._what}: {name}")

    def xml_if_there(self, name: str) -> Any | None:
        """The root element of a part that a document can do without; None where it is missing or damaged."""
        try:
            return self.xml(name) if name in self._size else None
        except SourceError as error:
            if error.reason is Reason.UNSAFE_FILE:
                raise
            return None
