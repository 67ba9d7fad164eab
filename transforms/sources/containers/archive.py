"""Archives (ZIP, TAR, 7-Zip, and a single file packed by gzip, bzip2 or xz): each member is read like a file.

Nothing is unpacked to disk. A member's name may be in GBK without saying so, and decides nothing but `part`.
"""

import bz2
import gzip
import io
import lzma
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import PurePosixPath
from typing import NamedTuple

from transforms.sources.document import Document, Reading, Reason, Refusal, SourceError
from transforms.sources.source import Reader, Source

_GZIP, _BZIP2, _XZ, _SEVEN_ZIP = b"\x1f\x8b\x08", b"BZh", b"\xfd7zXZ\x00", b"7z\xbc\xaf\x27\x1c"
_TAR_AT, _TAR = 257, b"ustar"
_UTF8_NAME, _ENCRYPTED = 0x800, 0x1  # flags of a ZIP member
_NO_FILES = ("__MACOSX", "Thumbs.db", "desktop.ini")
_LARGEST_RATIO = 1000  # of unpacked to packed bytes; text packs ten to one, bombs a thousand to one
_RATIO_FROM = 1 << 20


class _Member(NamedTuple):
    """A file in an archive. `problem` says why it is not read; `size` is what the archive says of it."""

    name: str
    size: int
    unpack: Callable[[int], bytes]
    problem: Refusal | None = None


def _read(source: Source) -> Reading:
    """All documents of all members; a member that gives none is a refusal of its own."""
    if source.depth >= source.limits.depth:
        raise SourceError(Reason.UNSAFE_FILE, f"archives more than {source.limits.depth} deep in one another")
    documents: list[Document] = []
    refusals: list[Refusal] = []
    left = source.limits.unpacked_bytes
    members = list(_members(source))
    if len(members) > source.limits.members:
        raise SourceError(
            Reason.TOO_LARGE, f"archive of {len(members)} files, the limit is {source.limits.members} (members)"
        )
    _refuse_bomb(source, sum(member.size for member in members))
    for member in members:
        part = f"/{member.name}"
        if member.problem is not None:
            refusals.append(member.problem)
            continue
        try:
            data = member.unpack(left + 1)
            left -= len(data)
            if left < 0:
                raise _too_large(source)
            reading = _read_member(source, member.name, data)
        except SourceError as error:
            refusals.append(Refusal(part, error.reason, error.evidence))
            continue
        documents += [replace(document, part=part + document.part) for document in reading.documents]
        refusals += [Refusal(part + refusal.part, refusal.reason, refusal.evidence) for refusal in reading.refusals]
        source.progress(member.name)
    if not members:
        raise SourceError(Reason.EMPTY_FILE, f"archive without a file, {len(source.data)} bytes")
    return Reading(documents, refusals)


def _is_archive(source: Source) -> bool:
    is_packed = source.data.startswith((_GZIP, _BZIP2, _XZ, _SEVEN_ZIP))
    return is_packed or source.data.startswith(_TAR, _TAR_AT) or source.data.startswith((b"PK\x03\x04", b"PK\x05\x06"))


READER = Reader("archive", _is_archive, _read, is_binary=True)


def _read_member(source: Source, name: str, data: bytes) -> Reading:
    from transforms.sources.reader import read_here

    return read_here(replace(source, data=data, name=f"{source.name}/{name}", depth=source.depth + 1, _known={}))


def _refuse_bomb(source: Source, size: int) -> None:
    if size > source.limits.unpacked_bytes:
        raise _too_large(source, size)
    if size > _RATIO_FROM and size > _LARGEST_RATIO * len(source.data):
        raise SourceError(
            Reason.UNSAFE_FILE, f"archive of {len(source.data)} bytes says that it unpacks to {size} bytes: a bomb"
        )


def _too_large(source: Source, size: int | None = None) -> SourceError:
    says, most = f"to {size} bytes" if size else "to more", source.limits.unpacked_bytes
    evidence = f"archive of {len(source.data)} bytes unpacks {says}, the limit is {most} (unpacked_bytes)"
    return SourceError(Reason.TOO_LARGE, evidence)


def _members(source: Source) -> Iterator[_Member]:
    data = source.data
    if data.startswith(_SEVEN_ZIP):
        members = _of_seven_zip(source)
    elif data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        members = _of_zip(data)
    else:
        members = _of_tar_or_packed(source)
    for member in members:
        parts = PurePosixPath(member.name).parts
        if any(part in _NO_FILES or part.startswith("._") or part == ".DS_Store" for part in parts):
            continue
        if ".." in parts or member.name.startswith("/"):
            where = member.name.replace("..", "__")
            problem = Refusal(f"/{where.lstrip('/')}", Reason.UNSAFE_FILE, "a name that leads out of the archive")
            yield member._replace(problem=problem)
        else:
            yield member


def _of_zip(data: bytes) -> Iterator[_Member]:
    try:
        package = zipfile.ZipFile(io.BytesIO(data))
        for info in package.infolist():
            if info.is_dir():
                continue
            name = _zip_name(info)
            locked = Refusal(f"/{name}", Reason.ENCRYPTED, "a member that needs a password")

            def unpack(most: int, info: zipfile.ZipInfo = info) -> bytes:
                try:
                    with package.open(info) as stream:
                        return stream.read(most)
                except (
                    zipfile.BadZipFile,
                    zlib.error,
                    lzma.LZMAError,
                    OSError,
                    EOFError,
                    NotImplementedError,
                ) as error:
                    raise SourceError(Reason.UNREADABLE_DOCUMENT, f"member of a ZIP archive: {error}") from error

            yield _Member(name, info.file_size, unpack, locked if info.flag_bits & _ENCRYPTED else None)
    except (zipfile.BadZipFile, ValueError, OSError) as error:
        raise SourceError(Reason.UNREADABLE_DOCUMENT, f"ZIP archive, {len(data)} bytes: {error}") from error


def _zip_name(info: zipfile.ZipInfo) -> str:
    """A member's name: in UTF-8 where a flag says so; without it in UTF-8, in GBK, or as DOS had it."""
    if info.flag_bits & _UTF8_NAME:
        return info.filename
    raw = info.filename.encode("cp437", "replace")
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return info.filename


def _of_tar_or_packed(source: Source) -> Iterator[_Member]:
    data, name = source.data, "content"
    for magic, unpacked in ((_GZIP, gzip.open), (_BZIP2, bz2.open), (_XZ, lzma.open)):
        if data.startswith(magic):
            most = source.limits.unpacked_bytes + 1
            try:
                with unpacked(io.BytesIO(data)) as packed:
                    data = packed.read(most)
            except (OSError, EOFError, zlib.error, lzma.LZMAError) as error:
                raise SourceError(Reason.UNREADABLE_DOCUMENT, f"packed file: {error}") from error
            if len(data) == most:
                raise _too_large(source)
            break
    if not data.startswith(_TAR, _TAR_AT):
        yield _Member(name, len(data), lambda most: data[:most])
        return
    try:
        with tarfile.open(fileobj=io.BytesIO(data), mode="r:") as package:
            for info in package:
                if info.isdir():
                    continue
                link = Refusal(f"/{info.name.lstrip('/')}", Reason.UNSAFE_FILE, "a link or a device, and no file")
                stream = package.extractfile(info) if info.isreg() else None
                content = stream.read() if stream else b""
                yield _Member(info.name, len(content), _slice_of(content), None if info.isreg() else link)
    except tarfile.TarError as error:
        raise SourceError(Reason.UNREADABLE_DOCUMENT, f"TAR archive: {error}") from error


def _slice_of(content: bytes) -> Callable[[int], bytes]:
    return lambda most: content[:most]


def _of_seven_zip(source: Source) -> Iterator[_Member]:
    import py7zr
    from py7zr.exceptions import ArchiveError, UnsupportedCompressionMethodError
    from py7zr.io import BytesIOFactory

    try:
        with py7zr.SevenZipFile(io.BytesIO(source.data)) as package:
            if package.needs_password():
                raise SourceError(Reason.ENCRYPTED, "7-Zip archive that needs a password")
            _refuse_bomb(source, sum(entry.uncompressed or 0 for entry in package.list()))
            factory = BytesIOFactory(limit=source.limits.unpacked_bytes)
            package.extractall(factory=factory)  # noqa: S202 (into memory, within the limit)
        for name, stream in factory.products.items():
            stream.seek(0)
            content = stream.read()
            yield _Member(name, len(content), _slice_of(content))
    except (ArchiveError, UnsupportedCompressionMethodError, OSError, EOFError, lzma.LZMAError, ValueError) as error:
        if isinstance(error, SourceError):
            raise
        raise SourceError(Reason.UNREADABLE_DOCUMENT, f"7-Zip archive: {error}") from error
