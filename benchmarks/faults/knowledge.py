"""Seeds, corrections, settings and notes as editors, spreadsheets and full disks leave them."""

import json
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import polars as pl

import seeds
from benchmarks.faults.attempt import HELD, Outcome, refused, workplace
from flows.load import failures
from flows.settings import load_settings
from transforms.facts import corrections
from warehouse import lock

_EDITS: dict[str, Callable[[str], bytes]] = {
    "only the header": lambda text: text.partition("\n")[0].encode(),
    "nothing": lambda _text: b"",
    "a short row": lambda text: text.encode() + b"\nx\n",
    "a row too wide": lambda text: text.encode() + b"\n" + b"x," * 40 + b"\n",
    "in another encoding": lambda text: text.encode() + "\n增长".encode("gbk"),
    "a quote that is not closed": lambda text: text.encode() + b'\n"x',
    "a column twice": lambda text: (text.partition(",")[0] + "," + text).encode(),
    "a column without a name": lambda text: ("," + text).encode(),
}


def broken_seeds() -> Iterator[Outcome]:
    """Every seed with every kind of damage: refused with its file's name."""
    folder = seeds.FOLDER
    with workplace() as place:
        try:
            seeds.FOLDER = place
            for file in sorted(folder.glob("*.csv")):
                text = file.read_text("utf-8-sig")
                for kind, edit in _EDITS.items():
                    if file.stem == corrections.SEED and kind == "only the header":
                        continue  # there may be none
                    seeds.read.cache_clear()
                    (place / file.name).write_bytes(edit(text))
                    read = partial(seeds.read, file.stem)
                    yield refused(f"{file.stem}: {kind}", read, seeds.SeedError, says=f"seeds/{file.name}")
        finally:
            seeds.FOLDER = folder
            seeds.read.cache_clear()


def broken_corrections() -> Iterator[Outcome]:
    """Rows of corrections.csv that nobody can mean."""
    row = {"report_sha256": "", "report_id": "0" * 16, "char_start": "1", "char_end": "3", "field": "value",
           "value": "1", "expect": "2", "reason": "seen"}  # fmt: skip
    wrong: dict[str, list[str]] = {
        "report_id": ["", "x", "0" * 15, "G" * 16, "0" * 64 + "0"],
        "report_sha256": ["0" * 64, "x"],
        "char_start": ["", "-1", "1.5", "一", "x"],
        "char_end": ["", "-1", "1e3"],
        "field": ["", "Value", "fact_id", "report_id", "sentence", "mention"],
        "value": ["NaN", "-NaN", "Infinity", "-Infinity", "1e30", "0.1234567891", "12所", "１２,０", "2", "--1"],
        "expect": ["NaN", "x", "1e40"],
        "reason": [""],
    }
    for column, values in wrong.items():
        for value in values:
            frame = pl.DataFrame([{**row, column: value}]).with_columns(_line=pl.lit(2, pl.Int64))
            read = partial(corrections.read, frame)
            yield refused(f"{column} = {value!r}", read, seeds.SeedError, says="seeds/corrections.csv line 2")


_SETTINGS = (
    "warehouse = 3", "runner = 'spark'", "runner = 1", "workers = -1", "workers = 'many'", "batch_bytes = 0",
    "batch_bytes = 'big'", "prefect_start_seconds = 0", "lock_wait_seconds = 'long'", "server_port = 0",
    "server_port = 65536", "server_port = 'http'", "wharehouse = 'x'", "inbox = []", "hook_url = 1", "inbox_cron = {}",
    "= 1", "[", "runner = ", "runner = inline", "a.b = 1", "\x00", "runner = 'inline'\nrunner = 'process'",
    "timezone = 8", "raw = false",
)  # fmt: skip


def wrong_settings() -> Iterator[Outcome]:
    """A duixian.toml with a slip of the pen: refused, with the file's or the setting's name."""
    with workplace() as place:
        for text in _SETTINGS:
            (place / "duixian.toml").write_text(text, "utf-8")
            yield refused(text.replace("\n", " "), load_settings, says="duixian.toml")


def notes_of_the_past() -> Iterator[Outcome]:
    """What killed runs and full disks leave beside the warehouse: passed over."""
    good = json.dumps(
        {"run_id": "r", "started_at": "2024-01-01T00:00:00+00:00", "message": "没有空间"}, ensure_ascii=False
    )
    shapes = [
        b"", b"\n\n", b"{", b"[]", b"3", b"null", b'"x"', b"{}", b"\xff\xfe", bytes(9), b'{"run_id": 1}',
        *(good.encode()[:cut] for cut in range(5, len(good.encode()), 7)),
        good.replace("2024-01-01T", "yesterday ").encode(), good.replace('"r"', "null").encode(),
        good.replace('"满"', "{}").encode(), b"9" * 99_999,
    ]  # fmt: skip
    with workplace() as place:
        target = place / "x.duckdb"
        for shape in shapes:
            target.with_suffix(".failed.jsonl").write_bytes(shape)
            yield _held(f"failed runs: {shape[:40]!r}", lambda: failures.collect(target))
            failures.forget(target)
            lock.lock_path(target).write_bytes(shape)
            yield _held(f"lock: {shape[:40]!r}", partial(_take_lock, target))


def _take_lock(target: Path) -> None:
    with lock.hold(target, timeout=0) as me:
        if me.killed is not None:
            failures.killed_row(me.killed)


def _held(attempt: str, action: Callable[[], object]) -> Outcome:
    try:
        action()
    except Exception as error:  # noqa: BLE001 (any error is the fault that is looked for)
        return Outcome(attempt, f"{type(error).__name__}: {error}")
    return Outcome(attempt, HELD)
