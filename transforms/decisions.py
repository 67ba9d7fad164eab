"""All decisions that extraction takes, by the field that each decides."""

from collections.abc import Callable
from typing import Final

from transforms.language.rules import Decision
from transforms.numbers.dispositions import disposition

DECISIONS: Final[dict[str, Callable[[], Decision]]] = {"disposition": disposition}
