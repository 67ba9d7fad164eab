"""How much one file may cost: the input is untrusted, and a batch goes on whatever one file of it does."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """What reading one file may take. Beyond it the file is refused with the limit's name, and the others load.

    `seconds` count from the last sign of progress (a page, a member of an archive); they are as many for reading a text
    and for finding its facts. `memory_bytes` is the address space
    of the process that reads binary formats. `depth` is how many archives may lie in one another.
    """

    seconds: float = 300.0
    memory_bytes: int = 4 << 30
    pages: int = 2000
    unpacked_bytes: int = 512 << 20
    file_bytes: int = 256 << 20
    characters: int = 5_000_000
    members: int = 10_000
    depth: int = 2
