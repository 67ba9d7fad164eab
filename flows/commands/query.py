"""Ask the warehouse a query of one's own: rows to the terminal, to a pipe, or into a file."""

import contextlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb

from flows.commands.interruption import interruptible
from flows.errors import DuixianError
from flows.telling import tables
from warehouse import connect

if TYPE_CHECKING:
    from flows.telling.tables import Row

_BATCH = 10_000
FILES = (".csv", ".jsonl", ".parquet", ".xlsx")


@dataclass(frozen=True)
class Question:
    """A query, the files that it may touch, and how its rows are wanted: as a form on standard output, or in a file."""

    query: str
    form: str
    files: tuple[Path, ...] = ()
    output: Path | None = None
    pretty: bool = False


def answer(warehouse: Path, question: Question) -> None:
    """Run the query and hand its rows on as they come. Raises DuixianError with DuckDB's own words."""
    if question.output and question.output.suffix not in FILES:
        kinds = ", ".join(FILES)
        raise DuixianError(f"{question.output}: rows go into {kinds}; name the file so")
    with opened(warehouse, question.files) as con:
        cursor = con.execute(question.query)
        names = [name for name, *_ in cursor.description or []]
        if question.output is None:
            tables.write_rows(names, _stream(cursor), question.form, pretty=question.pretty)
        else:
            _write(cursor, question.output)


@contextlib.contextmanager
def opened(warehouse: Path, files: Sequence[Path] = ()) -> Iterator[duckdb.DuckDBPyConnection]:
    """The warehouse for reading and nothing else; what goes wrong inside becomes a DuixianError of one line."""
    try:
        with connect.read_locked(warehouse, files) as con, interruptible(con):
            yield con
    except (connect.NoWarehouseError, connect.UnreadableWarehouseError, ValueError) as error:
        raise DuixianError(str(error)) from error
    except duckdb.PermissionException as error:
        raise DuixianError(f"the query failed: {error}; --file FILE lets a query read or write a file") from error
    except BrokenPipeError:
        raise  # the reader of a pipe (head) has had enough: Typer ends in silence
    except (duckdb.Error, OSError) as error:
        raise DuixianError(f"the query failed: {error}") from error


def table(con: duckdb.DuckDBPyConnection, text: str, given: Sequence[object]) -> Iterator[str]:
    """The rows of a query of ours as the lines of a table."""
    cursor = con.execute(text, given)
    yield from tables.render([name for name, *_ in cursor.description or []], cursor.fetchall(), tables.width())


def _write(cursor: duckdb.DuckDBPyConnection, file: Path) -> None:
    from warehouse.export import ExportError, answers

    try:
        answers.write(cursor, file)
    except ExportError as error:
        raise DuixianError(f"{file}: {error}") from error


def _stream(cursor: duckdb.DuckDBPyConnection) -> "Iterator[Row]":
    """Rows as they come: a result of millions takes no more memory than one of thousands."""
    batch: list[tuple[Any, ...]]
    while batch := cursor.fetchmany(_BATCH):
        yield from batch
