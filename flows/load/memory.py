"""How much memory a load may take, and who gets how much of it.

The limit is for all processes of a load together: a quarter for the database, the rest for what reads, shared out
among the workers. A worker takes what its modules and seeds take, and so much for each character that it works on at
once. When the workers are gone, the database has three quarters, to write marts and check them.
"""

import os
from pathlib import Path
from typing import Final, NamedTuple

_MEGABYTE: Final = 1 << 20
_OF_THE_MACHINE: Final = 0.5
_OF_THE_DATABASE: Final = 0.25
_OF_THE_DATABASE_ALONE: Final = 0.75
_LEAST_FOR_THE_DATABASE: Final = 256 * _MEGABYTE
_PROCESS: Final = 300 * _MEGABYTE
"""Modules and seeds, and the allocator's slack."""
_CHARACTER: Final = 100
"""Bytes that the stages hold for a character at the most: generated reports, which are full of facts, take 65."""
MOST_CHARACTERS: Final = 12_000_000
"""More at once makes little faster: what a batch costs once (hundreds of patterns compiled) is then a twelfth of it."""
LEAST_CHARACTERS: Final = 50_000
_BYTES_OF_A_CHARACTER: Final = 2.8
"""Of plain text in UTF-8: reports have 2.93 to 2.95, so that a batch of so many bytes has a little less than it may."""
_CONTROL_GROUP: Final = Path("/sys/fs/cgroup/memory.max")


class Shares(NamedTuple):
    """Bytes for the database while others read and when it is alone, and characters that a worker works on at once."""

    database_bytes: int
    alone_bytes: int
    characters: int


def default_limit() -> int:
    """Half of the machine's memory in bytes, or of what its container may take."""
    machine = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    try:
        container = int(_CONTROL_GROUP.read_text("ascii"))
    except (OSError, ValueError):  # no container, or one without a limit: max
        container = machine
    return int(min(machine, container) * _OF_THE_MACHINE)


def share_out(limit: int, workers: int) -> Shares:
    """The shares of a limit in bytes among so many workers.

    >>> share_out(8 << 30, workers=2)
    Shares(database_bytes=2147483648, alone_bytes=6442450944, characters=12000000)
    """
    database = max(int(limit * _OF_THE_DATABASE), _LEAST_FOR_THE_DATABASE)
    of_worker = (limit - database - _PROCESS) // workers - _PROCESS
    characters = min(max(of_worker // _CHARACTER, LEAST_CHARACTERS), MOST_CHARACTERS)
    return Shares(database, max(int(limit * _OF_THE_DATABASE_ALONE), database), characters)


def batch_bytes(characters: int) -> int:
    """How many bytes of files a batch has, so that a worker reads it in one go.

    A little more than a worker works on at once is two goes, and each costs half a second before it reads anything.

    >>> batch_bytes(12_000_000)
    33600000
    """
    return int(characters * _BYTES_OF_A_CHARACTER)
