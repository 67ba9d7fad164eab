"""Kills, signals, rivals, a disk that is full, and files of the warehouse that were cut or overwritten."""

import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import duckdb

from benchmarks.faults.attempt import HELD, NAMED, REPORT, Outcome, load, refused, workplace
from flows.commands.archive import backup, restore
from flows.settings import Settings
from warehouse import checks

ROOT = Path(__file__).parents[2]
_COMMAND = [sys.executable, "-m", "flows.cli", "ingest", "in", "--no-prefect"]
_LIVE = Path("data/duixian.duckdb")
PATIENCE = 1200
"""Seconds until a process counts as hung: the machine may have much else to do."""


def signals() -> Iterator[Outcome]:
    """Signals and kills at moments of a load: the live file is the one before or the one after, nobody is left."""
    dice = random.Random(15)  # noqa: S311 (not for secrets)
    with workplace() as place:
        _prepare(place)
        for number in ("SIGTERM", "SIGHUP", "SIGQUIT", "SIGINT", "SIGKILL", "SIGTERM", "SIGKILL", "SIGKILL"):
            (place / "in" / f"{dice.random()}.txt").write_text(REPORT.replace("2024", str(dice.randrange(1960, 2020))))
            with _start("--runner", "process") as process:
                _wait_for_a_line(process)
                time.sleep(dice.uniform(0, 3))
                process.send_signal(getattr(signal, number))
                _, said = process.communicate(timeout=PATIENCE)
            is_said = number == "SIGKILL" or process.returncode <= 0 or "duixian: stopped" in said
            quiet = "Traceback" not in said and is_said
            yield Outcome(number, HELD if quiet and _is_whole() else f"exit {process.returncode}: {said[-200:]}")


def rivals() -> Iterator[Outcome]:
    """Several loads at once: one after the other they load, and say who they wait for."""
    with workplace() as place:
        _prepare(place)
        running = [_start("--runner", "inline") for _ in range(4)]
        for number, process in enumerate(running):
            with process:
                _, said = process.communicate(timeout=PATIENCE)
            yield Outcome(f"load {number}", HELD if process.returncode == 0 and _is_whole() else said[-200:])


def full_disk() -> Iterator[Outcome]:
    """A disk that takes no more at some point of a load: one line says so, and the live file is as it was."""
    with workplace() as place:
        _prepare(place)
        before = _facts()
        (place / "in" / "more.txt").write_text(REPORT.replace("2024", "1999"), "utf-8")
        for size in (0, 20_000, 900_000, 2_000_000):
            with _start("--runner", "inline", file_bytes=size) as process:
                _, said = process.communicate(timeout=PATIENCE)
            is_line = "Traceback" not in said and said.splitlines()[-1].startswith("duixian: ")
            result = NAMED if process.returncode == 1 and is_line and _facts() == before else said[-200:]
            yield Outcome(f"{size} bytes a file", HELD if process.returncode == 0 and _is_whole() else result)


def damaged_warehouses() -> Iterator[Outcome]:
    """The live file cut or overwritten: the next load rebuilds it from the kept bytes, row for row."""
    dice = random.Random(15)  # noqa: S311 (not for secrets)
    with workplace() as place:
        _prepare(place)
        before = _facts()
        shutil.copytree("data", "kept")
        for number in range(8):
            shutil.rmtree("data")
            shutil.copytree("kept", "data")
            data = bytearray(_LIVE.read_bytes())
            at = dice.randrange(len(data))
            if number % 2:
                del data[at:]
            else:
                data[at : at + 9000] = dice.randbytes(9000)
            _LIVE.write_bytes(data)
            yield _after(f"damage {number} at {at}", lambda: load(place / "in"), lambda: _facts() == before)
        for name in ("duixian.seal", "duixian.files.parquet", "duixian.lock", "duixian.previous.duckdb"):
            shutil.rmtree("data")
            shutil.copytree("kept", "data")
            Path("data", name).write_bytes(dice.randbytes(500))
            yield _after(f"noise in {name}", lambda: load(place / "in"), lambda: _facts() == before)
        for kept in sorted(Path("kept/raw").iterdir()):
            shutil.rmtree("data")
            shutil.copytree("kept", "data")
            Path("data/raw", kept.name).write_bytes(kept.read_bytes()[::-1])
            yield _after("rotten bytes", lambda: load(place / "in", rebuild=True), lambda: _facts() == before)


def damaged_archives() -> Iterator[Outcome]:
    """A backup that was cut or overwritten somewhere: refused as a whole, nothing is put in place."""
    dice = random.Random(15)  # noqa: S311 (not for secrets)
    with workplace() as place:
        _prepare(place)
        archive = place / "all.tar"
        backup(Settings(), archive)
        data = archive.read_bytes()
        end = len(data.rstrip(b"\0"))  # what is behind it is padding
        for number in range(30):
            at = dice.randrange(end)
            archive.write_bytes(data[:at] if number % 2 else data[:at] + bytes([data[at] ^ 255]) + data[at + 1 :])
            elsewhere = Settings(warehouse=place / f"new{number}" / "x.duckdb")
            outcome = refused(f"archive {number} at {at}", partial(restore, elsewhere, archive))
            is_harmless = outcome.result == "taken without a word" and _facts(elsewhere.warehouse) == _facts()
            yield Outcome(outcome.attempt, HELD) if is_harmless else outcome


def _prepare(place: Path) -> None:
    (place / "in").mkdir()
    for year in range(2020, 2025):
        (place / "in" / f"{year}.txt").write_text(REPORT.replace("2024", str(year)), "utf-8")
    load(place / "in", runner="inline")


def _start(*options: str, file_bytes: int | None = None) -> subprocess.Popen[str]:
    def limit() -> None:
        if file_bytes is not None:
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (file_bytes, file_bytes))

    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    return subprocess.Popen([*_COMMAND, *options], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,  # noqa: S603
                            text=True, env=environment, preexec_fn=limit)  # noqa: PLW1509  # fmt: skip


def _wait_for_a_line(process: subprocess.Popen[str]) -> None:
    """Until the command says something: what comes before are imports, which are Python's own."""
    assert process.stderr is not None, "opened as a pipe"  # noqa: S101
    process.stderr.readline()


def _after(attempt: str, action: Callable[[], object], is_whole: Callable[[], bool]) -> Outcome:
    try:
        action()
    except Exception as error:  # noqa: BLE001 (any error is the fault that is looked for)
        return Outcome(attempt, f"{type(error).__name__}: {error}")
    return Outcome(attempt, HELD if is_whole() else "other facts")


def _facts(warehouse: Path = _LIVE) -> list[tuple[object, ...]]:
    with duckdb.connect(str(warehouse), read_only=True) as con:
        return con.sql("select * from fact_quantity order by fact_id").fetchall()


def _is_whole() -> bool:
    with duckdb.connect(str(_LIVE), read_only=True) as con:
        return checks.run(con) == []
