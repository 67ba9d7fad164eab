"""Storage that all workers of a load reach by fsspec (file://, s3://, gs://, abfs://, hdfs:// …), in place of a mount.

The process that loads puts there the bytes that are to be read, each once, as raw/ab/<sha256 that begins with ab>. Who
reads a batch leaves its rows in a folder of its own, parts/RUN_ID/…, a Parquet file a table, and hands back only their
names: of a batch that is read twice, one reading counts. What parts there are goes when the load ends.
"""

import contextlib
import hashlib
import io
import re
import uuid
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

import polars as pl

from flows.errors import LoadError, SettingsError
from flows.load import kept, remote
from flows.load.intake import Content

_RUN_ID: Final = re.compile(r"\d{8}T\d{6}-[0-9a-f]{6}")
_LEFT_BEHIND: Final = timedelta(days=1)
"""Parts of a run that began so long ago are those of a killed one."""
_AT_ONCE: Final = 8
"""A file takes some round trips to storage that is far away."""


@dataclass(frozen=True)
class Storage:
    """The folder at an address, as one run uses it; the address may hold a password, and is shown to nobody.

    Its methods raise LoadError where the storage does not do what is asked.
    """

    address: str = field(repr=False)
    run_id: str

    def begin(self) -> None:
        """Make the folder of this run's parts, and remove those of runs that were killed. Raises SettingsError."""
        if not remote.is_address(self.address):  # and is not shown, as it may be half of one
            raise SettingsError(
                "setting shared: no address of fsspec, as file:///mnt/duixian or s3://bucket/duixian are"
            )
        oldest = f"{datetime.now(UTC) - _LEFT_BEHIND:%Y%m%dT%H%M%S}"
        try:
            names = self._make_folder()
        except Exception as error:  # noqa: BLE001 (each filesystem breaks in its own way)
            problem = remote.describe(self.address, error)
            # without its cause, whose text may have the address in it
            raise SettingsError(f"setting shared: {remote.public(self.address)} cannot be used: {problem}") from None
        for name in names:
            if _RUN_ID.fullmatch(name) and name < oldest:
                self._remove(f"parts/{name}")

    def _make_folder(self) -> list[str]:
        """Make the folder of this run's parts; the names of those of all runs."""
        files, root = self._open()
        bucket = root.partition("/")[0]
        if bucket and not files.exists(bucket):  # makedirs would make one, of a slip of the pen
            raise FileNotFoundError(f"no such bucket: {bucket}")
        files.makedirs(f"{root}/parts/{self.run_id}", exist_ok=True)
        with contextlib.suppress(FileNotFoundError):  # s3:// has no folder where no file is in it
            return [place.rstrip("/").rpartition("/")[2] for place in files.ls(f"{root}/parts", detail=False)]
        return []

    def end(self) -> None:
        """Remove this run's parts."""
        self._remove(f"parts/{self.run_id}")

    def put(self, contents: Iterable[Content], raw_folder: Path) -> None:
        """Put the kept bytes of contents there, where they are not there yet; damaged ones are left out."""
        with self._told() as (files, root), ThreadPoolExecutor(_AT_ONCE) as threads:
            list(threads.map(lambda content: self._put(files, root, content, raw_folder), contents))

    def _put(self, files: Any, root: str, content: Content, raw_folder: Path) -> None:
        place = f"{root}/{_place(content.sha256)}"
        if files.exists(place):
            return
        with contextlib.suppress(kept.DamagedError):
            data = kept.read(content.sha256, raw_folder, content.origin)
            part = f"{root}/parts/{self.run_id}/{content.sha256}"
            files.pipe_file(part, data)
            files.makedirs(place.rpartition("/")[0], exist_ok=True)
            files.mv(part, place)  # so that nobody reads half of it

    def read(self, sha256: str) -> bytes:
        """The bytes of that hash, verified. Raises kept.DamagedError, and removes what is damaged."""
        place = _place(sha256)
        with self._told() as (files, root):
            data: bytes | None = None
            with contextlib.suppress(FileNotFoundError):
                data = files.cat_file(f"{root}/{place}")
        if data is not None and hashlib.sha256(data).hexdigest() == sha256:
            return data
        self._remove(place)
        folder = remote.public(self.address)
        raise kept.DamagedError(
            f"the bytes {place} in {folder} are damaged or gone: the next rebuild puts them there anew"
        )

    def write(self, frames: Mapping[str, pl.DataFrame]) -> dict[str, str]:
        """Leave the rows of a batch there; where each table's are, for `gather`."""
        folder = f"parts/{self.run_id}/{uuid.uuid4().hex}"
        parts = {table: f"{folder}/{table}.parquet" for table in frames}
        with self._told() as (files, root):
            files.makedirs(f"{root}/{folder}", exist_ok=True)
            for table, frame in frames.items():
                data = io.BytesIO()
                frame.write_parquet(data)
                files.pipe_file(f"{root}/{parts[table]}", data.getvalue())
        return parts

    def gather(self, parts: Mapping[str, str]) -> dict[str, pl.DataFrame]:
        """The rows that `write` left."""
        with self._told() as (files, root):
            return {table: pl.read_parquet(files.cat_file(f"{root}/{part}")) for table, part in parts.items()}

    def _open(self) -> tuple[Any, str]:
        """The filesystem, and the path of the folder in it."""
        import fsspec

        # fsspec takes the %20 of a file address for a name
        place = self.address if remote.is_remote(self.address) else str(remote.local(self.address))
        files, root = fsspec.core.url_to_fs(place)
        files.invalidate_cache()  # others write there, too
        return files, root.rstrip("/")

    @contextlib.contextmanager
    def _told(self) -> Iterator[tuple[Any, str]]:
        try:
            yield self._open()
        except Exception as error:  # noqa: BLE001 (each filesystem breaks in its own way)
            problem = remote.describe(self.address, error)
            # without its cause, whose text may have the address in it
            raise LoadError(f"shared storage {remote.public(self.address)}: {problem}; nothing was published") from None

    def _remove(self, place: str) -> None:
        """Remove a file or folder; what stays is in nobody's way, and no reason for a load to fail."""
        with contextlib.suppress(Exception):
            files, root = self._open()
            files.rm(f"{root}/{place}", recursive=True)


@contextlib.contextmanager
def opened(address: str, run_id: str, work: int) -> Iterator[Storage | None]:
    """The storage at an address while a run has `work` (bytes) for it, else none. Raises SettingsError."""
    if not address or not work:
        yield None
        return
    storage = Storage(address, run_id)
    try:
        storage.begin()
        yield storage
    finally:
        storage.end()


def _place(sha256: str) -> str:
    return f"raw/{sha256[:2]}/{sha256}"
