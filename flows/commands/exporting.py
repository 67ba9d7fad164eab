"""Tables and views as files in a folder, and what is said of them."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb

from flows.errors import DuixianError
from flows.telling.language import say
from warehouse import connect, export

if TYPE_CHECKING:
    from warehouse.export import Format


def write_lake(warehouse: Path, url: str) -> Iterator[str]:
    """Bring the lake in step; rows by table and what was written, in lines. Raises DuixianError."""
    from warehouse.export import lake

    try:
        made = lake.write(warehouse, url)
    except (connect.NoWarehouseError, connect.UnreadableWarehouseError, export.ExportError) as error:
        raise DuixianError(str(error)) from error
    except duckdb.Error as error:
        raise DuixianError(f"cannot export to {url}: {error}") from error
    yield from (say(f"{name}: {rows:,} rows", f"{name}：{rows:,} 行") for name, rows in made.rows.items())
    written = len(made.written)
    yield (
        say(f"written anew: {written:,} partitions", f"重写分区：{written:,} 个")
        if written
        else say("nothing has changed", "没有变化")
    )


def write(warehouse: Path, folder: Path, formats: "Sequence[Format]", only: Sequence[str]) -> Iterator[str]:
    """Write the files; what was written, in lines. Raises DuixianError."""
    names = [name.strip() for names in only for name in names.split(",")]
    try:
        made = export.write(warehouse, folder, formats or ("parquet", "csv"), names)
    except (connect.NoWarehouseError, connect.UnreadableWarehouseError, export.ExportError) as error:
        raise DuixianError(str(error)) from error
    except (duckdb.Error, OSError) as error:
        raise DuixianError(f"cannot export to {folder}: {error}") from error
    yield from (say(f"{name}: {rows:,} rows", f"{name}：{rows:,} 行") for name, rows in made.rows.items())
    yield from made.notes
    yield say(f"cite as: {made.citation}", f"引用：{made.citation}")
