"""What a load is asked for."""

from dataclasses import dataclass
from pathlib import Path

from flows.load import remote
from flows.load.remote import Address


@dataclass(frozen=True)
class Request:
    """What to load, and whether everything that is known is to be read anew from the kept bytes.

    `only` are the contents (sha256) to read anew where it is not everything; `accept_loss` publishes reports that lost
    more than half of their facts, too. `addresses` are places elsewhere, and those that a list tells of.
    """

    paths: tuple[Path, ...]
    rebuild: bool = False
    only: frozenset[str] | None = None
    accept_loss: bool = False
    addresses: tuple[Address, ...] = ()

    @property
    def listed(self) -> dict[Path, str]:
        """The paths of this machine that a list names, with their hints."""
        return {remote.local(at.place): at.told for at in self.addresses if not remote.is_remote(at.place)}

    @property
    def elsewhere(self) -> list[Address]:
        """What has to be fetched."""
        return [address for address in self.addresses if remote.is_remote(address.place)]
