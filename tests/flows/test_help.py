"""`--help` of every command: an example that the command takes as it stands there."""

import shlex
from collections.abc import Iterator
from typing import Any

import pytest
import typer

from flows.cli import app


def commands(group: Any, above: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Every command with the words that call it."""
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from commands(command, (*above, name))
        else:
            yield (*above, name), command


ALL = dict(commands(typer.main.get_command(app)))


def examples(words: tuple[str, ...]) -> list[list[str]]:
    """The arguments of the examples in the help of a command."""
    call = " ".join(("duixian", *words))
    lines = [line.strip() for line in (ALL[words].help or "").splitlines() if call in line]
    return [shlex.split(line.partition(call)[2]) for line in lines]


@pytest.mark.parametrize("words", ALL, ids=" ".join)
def test_the_help_has_examples_that_the_command_takes(words: tuple[str, ...]) -> None:
    assert examples(words)
    for arguments in examples(words):
        ALL[words].make_context(words[-1], arguments).close()


def test_the_commands_are_all_there() -> None:
    assert {" ".join(words) for words in ALL} >= {"ingest", "sql", "find", "place", "report", "diff", "export", "site"}
