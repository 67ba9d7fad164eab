"""What a report was read with: a digest of the code and one of the seeds. Another digest means: read it again."""

import hashlib
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import seeds
from transforms.facts import corrections
from transforms.sources import Told

ROOT = Path(__file__).parents[2]
READING_ROOMS = ("schemas", "transforms")


@cache
def code_digest() -> str:
    """Sha256 over the names and bytes of the Python files that turn bytes into rows (seeds have their own digest)."""
    state = hashlib.sha256()
    for room in READING_ROOMS:
        for file in sorted((ROOT / room).rglob("*.py")):
            state.update(file.relative_to(ROOT).as_posix().encode())
            state.update(hashlib.sha256(file.read_bytes()).digest())
    return state.hexdigest()


def reading_digest(mapping: Sequence[Told]) -> str:
    """The digest of the code, and of what is told of files in sources.toml: another mapping reads another way."""
    if not mapping:
        return code_digest()
    said = [(told.files, told.text, sorted(told.columns.items()), sorted(told.hints.items())) for told in mapping]
    return hashlib.sha256(f"{code_digest()}{said!r}".encode()).hexdigest()


def seed_digest() -> str:
    """Sha256 over the CSV seeds that any report may be read with; corrections concern single reports."""
    return seeds.digest(leave_out=(corrections.SEED,))
