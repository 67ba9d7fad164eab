"""Files at addresses: read through fsspec (s3://, memory:// …) or HTTP, and kept by their hash like all others.

A rebuild reads the kept bytes and asks no network. A list of addresses (`duixian ingest --list FILE`) may say beside
each what is known of it; that is kept with the file, and weighed as the columns of a table are.
"""

import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Final
from urllib.parse import unquote, urlsplit, urlunsplit

from flows.errors import DuixianError
from flows.load import kept
from flows.load.intake import SeenFile

_SCHEME: Final = re.compile(r"[a-z][a-z0-9+.-]+://", re.IGNORECASE)
_ADDRESS_COLUMNS: Final = ("address", "url", "path", "file", "source_url", "地址", "网址", "链接", "来源url", "文件")
_SECONDS: Final = 60.0
_MAGIC: Final = re.compile(r"[*?\[]")


@dataclass(frozen=True)
class Address:
    """A place that a user names: a path or an address of any fsspec filesystem; `told` are hints as a JSON object."""

    place: str
    told: str = ""


def is_address(place: str) -> bool:
    """Whether that is an address and no path of this machine.

    >>> is_address("s3://bucket/2024.docx"), is_address("reports/2024.docx")
    (True, False)
    """
    return _SCHEME.match(place) is not None


def local(place: str) -> Path:
    """The path of a place on this machine; file:// is one, too."""
    return Path(unquote(urlsplit(place).path)) if place.lower().startswith("file://") else Path(place)


def is_remote(place: str) -> bool:
    """Whether bytes have to be fetched from there."""
    return is_address(place) and not place.lower().startswith("file://")


def read_list(file: Path) -> list[Address]:
    r"""The places of a list: one a line, or a table (CSV, tabs) with a column of addresses, whose others are hints.

    Paths are from the list's own folder. `#` begins a remark. Raises DuixianError, which names the line.
    """
    try:
        text = file.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise DuixianError(f"{file}: the list cannot be read ({error}); it is UTF-8, an address a line") from error
    lines = [(number, line) for number, line in enumerate(text.splitlines(), 1) if line.strip() and line[0] != "#"]
    if not lines:
        raise DuixianError(f"{file}: no address in it")
    delimiter = "\t" if "\t" in lines[0][1] else ","
    header = [name.strip() for name in next(csv.reader([lines[0][1]], delimiter=delimiter))]
    column = next((n for n, name in enumerate(header) if name.lower() in _ADDRESS_COLUMNS), None)
    if column is None:
        return [Address(_from(file.parent, line.strip())) for _, line in lines]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    return [*_rows(file, reader, header, column)]


def _rows(file: Path, reader: Any, header: Sequence[str], column: int) -> Iterator[Address]:
    for cells in reader:
        row = [cell.strip() for cell in cells]
        if not any(row) or row == [*header] or row[0].startswith("#"):
            continue
        if len(row) != len(header) or not row[column]:
            problem = "no address" if len(row) == len(header) else f"{len(row)} cells under a header of {len(header)}"
            raise DuixianError(f"{file} line {reader.line_num}: {problem}")
        hints = {name: cell for n, (name, cell) in enumerate(zip(header, row, strict=True)) if cell and n != column}
        yield Address(_from(file.parent, row[column]), json.dumps(hints, ensure_ascii=False) if hints else "")


def _from(folder: Path, place: str) -> str:
    return place if is_address(place) else str(folder / place)


def fetch(
    addresses: Iterable[Address], raw_folder: Path, advance: Callable[[int], None] = lambda _count: None
) -> list[SeenFile]:
    """The files at the addresses, their bytes kept in `raw_folder`; what cannot be fetched has a `problem` instead.

    An address may be a folder or a pattern (s3://bucket/2024/*.docx) where its filesystem lists files. A file's name is
    its address, without the password that may stand in it.
    """
    seen: dict[str, SeenFile] = {}
    for address in addresses:
        for place, data, problem in _read(address.place):
            name = public(place)
            told = json.dumps({"source_url": name} | json.loads(address.told or "{}"), ensure_ascii=False)
            sha256 = kept.keep(data, raw_folder) if data is not None else None
            size = len(data) if data is not None else 0
            seen[name] = SeenFile(Path(name), name, size, 0, sha256, problem, told=told)
        advance(1)
    return [*seen.values()]


def _read(place: str) -> Iterator[tuple[str, bytes | None, str]]:
    """Each file at an address: its own address, its bytes, or why there are none."""
    try:
        if place.lower().startswith(("http://", "https://")):
            yield place, _get(place), ""
            return
        import fsspec

        filesystem, path = fsspec.core.url_to_fs(place)
        paths = _list(filesystem, path)
    except Exception as error:  # noqa: BLE001 (each filesystem breaks in its own way; the address is set aside)
        yield place, None, describe(place, error)
        return
    for found in paths:
        whole = place if paths == [path] else filesystem.unstrip_protocol(found)
        try:
            with filesystem.open(found, "rb") as file:
                yield whole, _limited(iter(partial(file.read, 1 << 20), b"")), ""
        except Exception as error:  # noqa: BLE001 (as above)
            yield whole, None, describe(whole, error)


def _list(filesystem: Any, path: str) -> list[str]:
    """The files that a pattern fits or a folder holds, or the one file. Raises FileNotFoundError for none."""
    if _MAGIC.search(path):
        found = [name for name in filesystem.glob(path) if not filesystem.isdir(name)]
        nothing = "nothing fits the pattern"
    elif filesystem.isdir(path):
        found, nothing = filesystem.find(path), "no file is in the folder"
    else:
        return [path]
    if not found:
        raise FileNotFoundError(nothing)
    return sorted(found)


def _get(address: str) -> bytes:
    import httpx

    with httpx.stream("GET", address, follow_redirects=True, timeout=_SECONDS) as response:
        response.raise_for_status()
        return _limited(response.iter_bytes())


def _limited(pieces: Iterable[bytes]) -> bytes:
    """All pieces; raises OSError beyond the size that a file of this machine may have."""
    data = bytearray()
    for piece in pieces:
        data += piece
        if len(data) > kept.FILE_BYTES:
            raise OSError(f"it has more than the {kept.FILE_BYTES:,} bytes that a report may have")
    return bytes(data)


def describe(place: str, error: Exception) -> str:
    """What went wrong at an address, in one line without the password that may stand in it."""
    if isinstance(error, ImportError):
        return f"{urlsplit(place).scheme}:// needs a package that is not here ({error}): install duixian[remote]"
    password = urlsplit(place).password
    said = str(error).replace(password, "…") if password else str(error)
    text = " ".join(said.split())[:200]
    return f"{type(error).__name__}: {text}" if text else type(error).__name__


def public(place: str) -> str:
    """An address without user and password."""
    parts = urlsplit(place)
    return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2])) if "@" in parts.netloc else place
