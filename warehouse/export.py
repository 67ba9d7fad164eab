"""All tables as Parquet and CSV files in a folder, each in the order of its key.

>>> tables(Path("data/duixian.duckdb"), Path("out"))["fact_quantity"]
0
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from schemas.registry import TABLES
from warehouse import connect, ddl

Format = Literal["parquet", "csv"]
_OPTIONS: dict[Format, str] = {"parquet": "format parquet, compression zstd", "csv": "format csv, header"}


def tables(warehouse: Path, folder: Path, formats: Sequence[Format] = ("parquet", "csv")) -> dict[str, int]:
    """Write `<table>.parquet` and `<table>.csv` (UTF-8) into a folder; the number of rows by table.

    A file appears under its name only when it is complete. Raises connect.NoWarehouseError.
    """
    folder.mkdir(parents=True, exist_ok=True)
    counts: dict[str, int] = {}
    with connect.read(warehouse) as con:
        for name, spec in TABLES.items():
            columns = ", ".join(f'"{column}"' for column in spec.dtypes.names())
            order = ", ".join(f'"{column}"' for column in spec.sort)
            rows = f'select {columns} from main."{name}" order by {order}'  # noqa: S608 -- names are the registry's
            for suffix in formats:
                file = folder / f"{name}.{suffix}"
                unfinished = folder / f".{file.name}.part"
                con.execute(f"copy ({rows}) to {ddl.quoted_text(unfinished)} ({_OPTIONS[suffix]})")
                unfinished.replace(file)
            counts[name] = con.execute(f'select count(*) from main."{name}"').fetchall()[0][0]  # noqa: S608
    return counts
