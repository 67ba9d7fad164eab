"""Whatever the order and the batches, whatever was renamed, removed and changed in between: the same warehouse."""

import random
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest

from flows.load import core
from flows.settings import Settings
from flows.telling.progress import LineReporter
from schemas.registry import TABLES

pytestmark = pytest.mark.slow

SAMPLES = Path(__file__).parents[3] / "seeds" / "reports"
OF_A_RUN = {
    "dim_report": {"run_id", "loaded_at"},
    "quarantine": {"run_id", "created_at"},
    "source_file": {"first_seen_run_id", "last_seen_run_id", "outcome", "ctime_ns", "mtime_ns"},
}
"""Columns that say when and by which run a row was written."""


def state(warehouse: Path) -> dict[str, list[tuple[Any, ...]]]:
    with duckdb.connect(str(warehouse), read_only=True) as con:
        return {
            name: con.sql(f"select {columns(name)} from main.{name} order by all").fetchall()
            for name in TABLES
            if name != "load_run"
        }


def columns(table: str) -> str:
    return ", ".join(name for name in TABLES[table].dtypes.names() if name not in OF_A_RUN.get(table, set()))


def load(*paths: Path, rebuild: bool = False, **settings: Any) -> None:
    core.run(core.Request(paths, rebuild=rebuild), Settings(runner="inline", **settings), LineReporter())


def pieces(items: list[Path], chance: random.Random) -> Iterator[list[Path]]:
    while items:
        size = chance.randint(1, len(items))
        yield items[:size]
        items = items[size:]


def write(folder: Path, report_text: str) -> None:
    """Five short reports in three encodings, a copy, a table of two, and two files that are refused."""
    (folder / "sub").mkdir(parents=True)
    for year in range(2019, 2024):
        text = report_text.replace("2024", str(year)).replace("120.5", f"{year - 1900}.5")
        encoding = ("utf-8", "utf-8-sig", "gb18030")[year % 3]
        (folder / f"兴安市{year}.txt").write_text(text, encoding=encoding)
    shutil.copy(folder / "兴安市2019.txt", folder / "sub" / "copy.txt")
    rows = "".join(f'{name},"{report_text.replace("兴安", name)}"\n' for name in ("长宁", "永安"))
    (folder / "table.csv").write_text(f"地区,正文\n{rows}", encoding="utf-8")
    (folder / "empty.txt").write_bytes(b"")
    (folder / "sub" / "noise.bin").write_bytes(bytes(range(256)) * 8)


@pytest.mark.parametrize("seed", range(12))
def test_any_order_and_batching_gives_the_same_warehouse(place: Path, report_text: str, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 (not for secrets)
    folder = place / "in"
    write(folder, report_text)
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    load(folder, warehouse=place / "whole" / "w.duckdb")
    expected = state(place / "whole" / "w.duckdb")

    # the same files appear in the folder one piece after the other, and what is there is loaded each time
    store = place / "store"
    folder.rename(store)
    chance.shuffle(files)
    for piece in pieces(files, chance):
        for file in piece:
            file.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(store / file.relative_to(folder), file)
        load(folder, batch_bytes=chance.choice([1, 700, 1_000_000]))
    assert state(place / "data" / "duixian.duckdb") == expected

    load(rebuild=True, batch_bytes=chance.choice([1, 700, 1_000_000]))
    assert state(place / "data" / "duixian.duckdb") == expected


@pytest.mark.parametrize("seed", range(8))
def test_rebuild_after_a_life_of_changes_changes_nothing(place: Path, report_text: str, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 (not for secrets)
    folder, warehouse = place / "in", place / "data" / "duixian.duckdb"
    write(folder, report_text)
    load(folder)
    for step in range(6):
        file = chance.choice(sorted(path for path in folder.rglob("*.txt")))
        match chance.choice(["change", "swap", "rename", "remove", "copy"]):
            case "change":
                file.write_text(report_text.replace("6.1%", f"{step}.{seed}%"), encoding="utf-8")
            case "swap":
                other = chance.choice(sorted(folder.rglob("*.txt")))
                bytes_of_file, bytes_of_other = file.read_bytes(), other.read_bytes()
                file.write_bytes(bytes_of_other)
                other.write_bytes(bytes_of_file)
            case "rename":
                file.rename(file.with_name(f"{chance.choice('az')}{step}.txt"))
            case "remove":
                file.unlink()
            case "copy":
                shutil.copy(file, file.with_name(f"{chance.choice('az')}copy{step}.txt"))
        load(folder)
    lived = state(warehouse)
    load(rebuild=True)
    assert state(warehouse) == lived
    warehouse.unlink()
    load(rebuild=True)
    assert state(warehouse) == lived


def corrupt(data: bytes, other: bytes, chance: random.Random) -> bytes:
    """Bytes flipped, cut out, cut off, repeated, or spliced with those of another file."""
    at, length = chance.randrange(len(data)), chance.randint(1, 400)
    match chance.choice(["flip", "flip", "cut off", "cut out", "repeat", "splice", "zero"]):
        case "flip":
            changed = bytearray(data)
            for _ in range(chance.choice([1, 10, 500])):
                changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
            return bytes(changed)
        case "cut off":
            return data[:at]
        case "cut out":
            return data[:at] + data[at + length :]
        case "repeat":
            return data[:at] + data[at : at + length] * 20 + data[at:]
        case "zero":
            return data[:at] + bytes(length) + data[at + length :]
        case _:
            return data[:at] + other[chance.randrange(len(other)) :]


@pytest.mark.parametrize("number", [20, 100])
def test_corrupted_files_crash_nothing_and_the_counts_add_up(place: Path, number: int) -> None:
    chance = random.Random(number)  # noqa: S311 (not for secrets)
    samples = sorted(path for path in SAMPLES.iterdir() if path.suffix != ".md")
    (place / "in").mkdir()
    for count in range(number):
        sample, other = chance.choice(samples), chance.choice(samples)
        data = corrupt(sample.read_bytes(), other.read_bytes(), chance)
        (place / "in" / f"{count:03}{sample.suffix}").write_bytes(data + str(count).encode())
    load(place / "in")
    with duckdb.connect(str(place / "data" / "duixian.duckdb"), read_only=True) as con:
        (counts,) = con.sql("select files_seen, files_loaded + files_quarantined, state from load_run").fetchall()
        assert counts == (number, number, "completed")
        outcomes = con.sql(
            "select count(*) from source_file where (report_count > 0) = (outcome = 'loaded')"
        ).fetchall()
        assert outcomes == [(number,)]
        assert con.sql("select source_path, evidence from quarantine where reason = 'internal_error'").fetchall() == []
