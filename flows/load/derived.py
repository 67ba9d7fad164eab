"""What follows from all reports of a place: which of them count, outcomes of targets, contradictions between numbers.

A load decides them anew for the places it touched, and for no other, some places at a time wherever its batches run
(`places.py`). Only this process writes, in the order of the places, so that the result is the same whoever compares.
"""

import shutil
from collections.abc import Generator, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Final

import duckdb
import polars as pl

from flows.load.places import TABLES_COMPARED, Places, code_of_today, compare
from flows.load.runners import Runner, in_order
from transforms.comparison.copies import find_copies
from transforms.comparison.portions import FACTS_AT_ONCE
from warehouse import load, touched

NOWHERE = ""
"""Stands for the place of reports of no known place."""
_CHARACTERS_OF_A_FACT = 75
"""Texts with fewer facts take as much room as if they had one for so many characters."""
_AT_ONCE: Final = {"report_text": 1_000, "report_section": 100_000, "fact_quantity": 200_000}
"""So many rows of each table that is compared are held at once, tens of megabytes."""


def held_reports(con: duckdb.DuckDBPyConnection) -> pl.DataFrame:
    """The reports of a build, their places and the runs that read them: taken before a load, for `refresh`."""
    reports: pl.DataFrame = con.sql("select report_id, region_code, run_id, is_primary from main.dim_report").pl()
    return reports


def refresh(con: duckdb.DuckDBPyConnection, before: pl.DataFrame, runner: Runner) -> list[str]:
    """Compute outcomes and findings anew, where the runner says, for places whose reports are not those of `before`.

    Returns the region codes of these places, sorted; NOWHERE stands for the place of reports of no known place.
    """
    now = held_reports(con)
    same = ["report_id", "region_code", "run_id"]
    changed = pl.concat(
        [
            now.join(before, on=same, how="anti", nulls_equal=True),
            before.join(now, on=same, how="anti", nulls_equal=True),
            now.filter(pl.col("is_primary").is_null()),  # a version before wrote it
        ]
    )
    if changed.is_empty():
        return []
    codes = _all_codes(changed["region_code"].fill_null(NOWHERE), now["region_code"])
    load.forget_derived(con, codes)
    copies = [_copies_of_nowhere(con)]
    with closing(_portions(con, codes)) as portions:
        for compared in in_order(lambda places: runner.submit(compare, places), portions, runner.width):
            load.add_derived(con, compared.frames)
            copies.append(compared.copies)
    # a table is rewritten for some rows as for all
    load.mark_copies(con, pl.concat(copies))
    return codes


def _all_codes(changed: pl.Series, held: pl.Series) -> list[str]:
    """The codes of these places, and the others that reports of the same places are filed under; sorted."""
    codes = pl.DataFrame({"code": pl.concat([changed, held.drop_nulls()]).unique()}).with_columns(
        today=code_of_today(pl.col("code")), is_touched=pl.col("code").is_in(changed.implode())
    )
    return codes.filter(pl.col("is_touched").any().over("today"))["code"].sort().to_list()


def _portions(con: duckdb.DuckDBPyConnection, codes: list[str]) -> Generator[Places]:
    """All that is known of these places, so many facts at a time that memory stays bounded; none is cut in two."""
    reports = _numbered(con, codes)
    with _parted(con, reports) as folder:
        for own in reports.partition_by("portion", maintain_order=True):
            yield Places(own, {table: _part(folder, table, own["portion"][0]) for table in TABLES_COMPARED})


def _numbered(con: duckdb.DuckDBPyConnection, codes: list[str]) -> pl.DataFrame:
    """The reports of these places in the order of their places, each with the number of its `portion`."""
    chosen = "from main.dim_report where region_code in (select unnest(?))"
    reports: pl.DataFrame = con.sql(
        f"select r.*, coalesce(f.facts, 0) as facts from ({chosen}) r left join ("  # noqa: S608 -- fixed text
        f"select report_id, count(*) as facts from main.fact_quantity semi join ({chosen}) using (report_id) "
        "group by report_id) f using (report_id) order by report_id",
        params=[codes, codes],
    ).pl()
    size = pl.max_horizontal("facts", pl.col("char_count") // _CHARACTERS_OF_A_FACT)
    sizes = (
        reports.group_by(place=code_of_today(pl.col("region_code")))
        .agg("report_id", size=size.sum())
        .sort("place")
        .with_columns(portion=(pl.col("size").cum_sum() - pl.col("size")) // FACTS_AT_ONCE)
    )
    numbered = sizes.select("portion", "report_id").explode("report_id", empty_as_null=False, keep_nulls=False)
    return numbered.join(reports.drop("facts"), on="report_id", maintain_order="left")


@contextmanager
def _parted(con: duckdb.DuckDBPyConnection, reports: pl.DataFrame) -> Iterator[Path]:
    """A folder with the rows of these reports, a folder a table and portion, written in one scan of each table.

    It lies where the database spills. To have the database sort takes more memory than a load may have, where there are
    many texts, and to ask it for each portion a scan of all texts each time.
    """
    folder = Path(con.sql("select current_setting('temp_directory')").fetchall()[0][0]) / "portions"
    try:
        with load.on_all_cores(con), load.registered(con, "chosen", reports.select("report_id", "portion")):
            for table in TABLES_COMPARED:
                all_rows = touched.texts_of(con, "chosen") if table == "report_text" else f'main."{table}"'
                rows = con.sql(f"from chosen join {all_rows} t using (report_id)").to_arrow_reader(_AT_ONCE[table])
                _write_all(map(pl.DataFrame, rows), folder, table)
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _write_all(frames: Iterator[pl.DataFrame], folder: Path, table: str) -> None:
    """Write each frame while the next one is fetched."""
    with ThreadPoolExecutor(1) as writer:
        for _written in in_order(lambda each: writer.submit(_write_parts, *each, folder, table), enumerate(frames), 1):
            pass


def _write_parts(number: int, rows: pl.DataFrame, folder: Path, table: str) -> None:
    for (portion,), part in rows.partition_by("portion", as_dict=True).items():
        place = _place(folder, table, portion)
        place.mkdir(parents=True, exist_ok=True)
        part.drop("portion").write_ipc(place / f"{number:08}.arrow", compression="lz4")


def _place(folder: Path, table: str, portion: object) -> Path:
    return folder / f"{table}-{portion}"


def _part(folder: Path, table: str, portion: int) -> tuple[bytes, ...]:
    """The files of a table of one portion; there is none where it has no rows."""
    return tuple(file.read_bytes() for file in sorted(_place(folder, table, portion).glob("*.arrow")))


def _copies_of_nowhere(con: duckdb.DuckDBPyConnection) -> pl.DataFrame:
    """Reports of no known place count each for itself, whatever they say."""
    reports = con.sql("from main.dim_report where region_code is null").pl()
    return find_copies(reports.with_columns(text=pl.lit("")))
