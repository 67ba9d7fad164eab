"""`duixian backup` and `duixian restore`: warehouse, kept bytes and corrections in one tar archive, verified by digest.

| member | what it is |
|---|---|
| `warehouse.duckdb`, `files.parquet` | the live file, and the list of the files that were loaded |
| `raw/<sha256>` | the kept bytes |
| `corrections.csv` | the corrections that the warehouse was made with |
| `manifest.json` | sha256 of each of them; the last member, so that an archive that was cut off has none |
"""

import hashlib
import io
import json
import os
import re
import shutil
import tarfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO

import seeds
from flows.errors import DuixianError
from flows.settings import Settings
from transforms.facts.corrections import SEED
from warehouse import connect, health, lock

MANIFEST = "manifest.json"
WAREHOUSE, FILES, CORRECTIONS = "warehouse.duckdb", "files.parquet", "corrections.csv"
_NAME = re.compile(rf"{re.escape(WAREHOUSE)}|{re.escape(FILES)}|{re.escape(CORRECTIONS)}|raw/[0-9a-f]{{64}}")
_BLOCK = 1 << 20


def backup(settings: Settings, archive: Path) -> int:
    """Write an archive, which appears under its name when it is complete; the number of members.

    No load publishes meanwhile. Raises DuixianError.
    """
    part = archive.with_name(f".{archive.name}.part")
    try:
        with (
            lock.hold(settings.warehouse, purpose="backup", timeout=settings.lock_wait_seconds),
            connect.read(settings.warehouse),
            open(part, "wb", opener=_for_the_owner) as file,
        ):
            digests = _write(settings, file)
        part.replace(archive)
    except (connect.NoWarehouseError, connect.UnreadableWarehouseError, lock.WarehouseLockedError) as error:
        raise DuixianError(str(error)) from error
    except OSError as error:
        raise DuixianError(f"cannot write {archive}: {error.strerror or error}") from error
    finally:
        part.unlink(missing_ok=True)
    return len(digests)


def restore(settings: Settings, archive: Path) -> tuple[int, Path | None]:
    """Put an archive's warehouse and kept bytes in place; the number of members, and where its corrections lie.

    Corrections that are not those of this installation are laid beside the warehouse (None: they are the same). Every
    digest is verified before anything is put in place. Raises DuixianError, also where a warehouse is there already.
    """
    target, raw = settings.warehouse, settings.raw_folder
    if target.exists():
        raise DuixianError(f"there is a warehouse at {target}: move it aside, or name another place with --warehouse")
    target.parent.mkdir(parents=True, exist_ok=True)
    stage = target.with_suffix(".restoring")
    try:
        with lock.hold(target, purpose="restore", timeout=settings.lock_wait_seconds):
            shutil.rmtree(stage, ignore_errors=True)
            digests = _unpack(archive, stage)
            _refuse_damage(stage / WAREHOUSE, archive)
            raw.mkdir(parents=True, exist_ok=True, mode=0o700)
            for place in (stage / "raw").glob("*"):
                shutil.move(place, raw / place.name)
            if (stage / FILES).exists():
                shutil.move(stage / FILES, health.files_path(target))
            beside = _lay_beside(stage / CORRECTIONS, target)
            (stage / WAREHOUSE).replace(target)
    except lock.WarehouseLockedError as error:
        raise DuixianError(str(error)) from error
    except OSError as error:
        raise DuixianError(f"cannot restore {archive}: {error.strerror or error}") from error
    finally:
        shutil.rmtree(stage, ignore_errors=True)
    return len(digests), beside


def _write(settings: Settings, file: IO[bytes]) -> dict[str, str]:
    digests = {}
    with tarfile.open(fileobj=file, mode="w") as tar:
        for name, place in _sources(settings):
            digests[name] = _digest(place)
            if name.startswith("raw/") and name != f"raw/{digests[name]}":
                raise DuixianError(f"the kept bytes {place} are damaged: `duixian ingest --rebuild` mends them")
            tar.add(place, name, recursive=False)
        manifest = json.dumps(digests, indent=1).encode()
        member = tarfile.TarInfo(MANIFEST)
        member.size = len(manifest)
        tar.addfile(member, io.BytesIO(manifest))
    return digests


def _sources(settings: Settings) -> Iterator[tuple[str, Path]]:
    yield WAREHOUSE, settings.warehouse
    files = health.files_path(settings.warehouse)
    if files.exists():
        yield FILES, files
    yield CORRECTIONS, seeds.path(f"{SEED}.csv")
    for place in sorted(settings.raw_folder.glob("*")):
        if len(place.name) == 64:  # noqa: PLR2004 (a sha256; parts of files have other names)
            yield f"raw/{place.name}", place


def _unpack(archive: Path, stage: Path) -> dict[str, str]:
    """The members in a folder, verified against the manifest. Raises DuixianError."""
    found: dict[str, str] = {}
    manifest: dict[str, str] | None = None
    (stage / "raw").mkdir(parents=True, mode=0o700)
    try:
        with tarfile.open(archive, "r:") as tar:
            for member in tar:
                data = tar.extractfile(member) if member.isfile() else None
                if data is not None and member.name == MANIFEST:
                    manifest = json.load(data)
                elif data is None or not _NAME.fullmatch(member.name):
                    raise DuixianError(f"{archive} is no archive of `duixian backup`: it holds {member.name!r}")
                else:
                    found[member.name] = _copy(data, stage / member.name)
    except (tarfile.TarError, ValueError, EOFError) as error:
        raise DuixianError(f"{archive} is damaged or no archive of `duixian backup`: {error}") from error
    if manifest is None:
        raise DuixianError(f"{archive} is cut off or no archive of `duixian backup`: it has no {MANIFEST}")
    wrong = sorted(name for name in manifest.keys() | found.keys() if manifest.get(name) != found.get(name))
    if wrong:
        raise DuixianError(f"{archive} is damaged: {len(wrong)} member(s) are not what they were, such as {wrong[0]}")
    return found


def _refuse_damage(warehouse: Path, archive: Path) -> None:
    problem = health.examine(warehouse) if warehouse.exists() else "it is not there"
    if problem:
        raise DuixianError(f"the warehouse in {archive} cannot be read: {problem}")


def _lay_beside(corrections: Path, target: Path) -> Path | None:
    if not corrections.exists() or corrections.read_bytes() == seeds.path(f"{SEED}.csv").read_bytes():
        return None
    place = target.with_suffix(".corrections.csv")
    shutil.move(corrections, place)
    return place


def _digest(place: Path) -> str:
    with place.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _copy(data: IO[bytes], place: Path) -> str:
    state = hashlib.sha256()
    with open(place, "xb", opener=_for_the_owner) as file:
        while block := data.read(_BLOCK):
            state.update(block)
            file.write(block)
    return state.hexdigest()


def _for_the_owner(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
