"""What may lie in a folder: damaged files of every format, odd names, and what is no file at all."""

import io
import json
import os
import random
import socket
import zipfile
from collections.abc import Iterator
from pathlib import Path

import docx
import duckdb

from benchmarks.faults.attempt import HELD, NAMED, REPORT, Outcome, load, workplace

DAMAGES = 40
GOOD = 5
_FACTS = 7


def damaged_files() -> Iterator[Outcome]:
    """Files of every format, cut, flipped, spliced and padded; in one load with good ones."""
    dice = random.Random(15)  # noqa: S311 (not for secrets)
    with workplace() as place:
        (place / "in").mkdir()
        for number in range(GOOD):
            (place / "in" / f"good{number}.txt").write_text(REPORT.replace("2024", str(2010 + number)), "utf-8")
        names = []
        for suffix, data in _formats().items():
            for number in range(DAMAGES):
                names.append(f"bad-{suffix}-{number}")
                (place / "in" / names[-1]).write_bytes(_damage(data, dice, number))
        yield from _judge(place, {name: "in/" + name for name in names})


def odd_names() -> Iterator[Outcome]:
    """Names that shells, terminals, tables and databases trip over."""
    with workplace() as place:
        (place / "in").mkdir()
        expected = {}
        for number, name in enumerate(_NAMES):
            raw = name if isinstance(name, bytes) else name.encode()
            path = os.path.join(os.fsencode(place / "in"), raw)  # noqa: PTH118 (bytes)
            with open(path, "w", encoding="utf-8") as file:  # noqa: PTH123
                file.write(REPORT.replace("12所", f"{number + 12}所"))
            expected[repr(name)] = ""
        yield from _judge(place, expected)


def special_files() -> Iterator[Outcome]:
    """What is no file to read, beside good ones."""
    with workplace() as place:
        folder = place / "in"
        folder.mkdir()
        (folder / "good0.txt").write_text(REPORT, "utf-8")
        (place / "secret.txt").write_text(REPORT.replace("兴安", "秘密"), "utf-8")
        os.mkfifo(folder / "pipe")
        for name, size in (("sparse", 1 << 40), ("sparse2", 1 << 34)):
            with (folder / name).open("wb") as file:
                file.truncate(size)
        for name, target in _LINKS.items():
            (folder / name).symlink_to(target)
        with socket.socket(socket.AF_UNIX) as listener:
            listener.bind(str(folder / "socket"))
            names = ["pipe", "sparse", "sparse2", "socket", *_LINKS]
            yield from _judge(place, {name: "in/" + name for name in names}, good=1)


_LINKS = {
    "link-out": "../secret.txt", "link-etc": "/etc/passwd", "link-nothing": "nothing", "link-loop": "link-loop",
    "link-device": "/dev/zero", "link-proc": "/proc/self/environ",
}  # fmt: skip


def _judge(place: Path, expected: dict[str, str], good: int | None = None) -> Iterator[Outcome]:
    """One load; each attempt is held where its file is loaded, named where it is in quarantine with a reason."""
    try:
        load(place / "in")
        with duckdb.connect(str(place / "data" / "duixian.duckdb"), read_only=True) as con:
            files = dict(con.sql("select path, outcome from source_file").fetchall())
            reasons = dict(con.sql("select split_part(source_path, '#', 1), reason from quarantine").fetchall())
            facts = con.sql("select source_path, count(*) from dim_report join fact_quantity using (report_id) "
                            "where source_path like '%good%' group by all").fetchall()  # fmt: skip
    except Exception as error:  # noqa: BLE001 (whatever ends the load is what is looked for)
        yield from (Outcome(name, f"the load ended: {type(error).__name__}: {error}") for name in expected)
        return
    if good is None:
        good = GOOD if any("good" in path for path in files) else 0
    lost = [fact for fact in facts if fact[1] != _FACTS] if len(facts) == good else ["a good report is missing"]
    loaded = sum(outcome == "loaded" for outcome in files.values())
    for name, path in expected.items():
        if lost:
            yield Outcome(name, f"good reports are not whole: {lost}")
        elif not path:
            yield Outcome(name, HELD if loaded == len(expected) else f"{loaded} of {len(expected)} loaded")
        elif given := [reason for held, reason in reasons.items() if f"{held}/".startswith(f"{path}/")]:
            yield Outcome(name, "internal error" if "internal_error" in given else NAMED)
        else:
            yield Outcome(name, HELD if files.get(path) == "loaded" else "passed over without a word")


def _formats() -> dict[str, bytes]:
    """A good file of each format, by its suffix."""
    document = io.BytesIO()
    word = docx.Document()
    for line in REPORT.splitlines():
        word.add_paragraph(line)
    word.save(document)
    package = io.BytesIO()
    with zipfile.ZipFile(package, "w") as archive:
        archive.writestr("兴安市2024.txt", REPORT)
        archive.writestr("page.html", _page())
    row = {"place": "兴安市", "year": "2024", "text": REPORT}
    quoted = REPORT.replace("\n", "\r\n")
    return {
        "utf8": REPORT.encode(),
        "gbk": REPORT.encode("gb18030"),
        "utf16": REPORT.encode("utf-16"),
        "html": _page().encode(),
        "csv": f'place,text\n兴安市,"{quoted}"\n安兴市,"{quoted}"\n'.encode(),
        "json": json.dumps([row, row], ensure_ascii=False).encode(),
        "jsonl": "\n".join([json.dumps(row)] * 3).encode(),
        "docx": document.getvalue(),
        "zip": package.getvalue(),
    }


def _page() -> str:
    return "<html><body><div class=nav>首页</div>" + "".join(f"<p>{line}</p>" for line in REPORT.splitlines())


def _damage(data: bytes, dice: random.Random, number: int) -> bytes:
    """The data with one of eight kinds of damage, at a place that the dice choose."""
    at, length = dice.randrange(len(data)), dice.randrange(1, 40)
    noise = dice.randbytes(length)
    kinds = (
        data[:at],
        data[:at] + noise + data[at + length :],
        data[:at] + noise + data[at:],
        data[:at] + data[at + length :],
        data[at:] + data[:at],
        data[:at] + bytes(length) + data[at + length :],
        data + noise * 9,
        noise + data,
    )
    return kinds[number % len(kinds)]


_NAMES: tuple[str | bytes, ...] = (
    " ", "-rf", "--help", "a b.txt", "a\nb.txt", "a\tb.txt", "\x1b[2J.txt", "\x1b]0;owned\x07", "\x9b31m", "a\rb",
    "=cmd|' C calc'!A0", "+1", "@sum", "'", '"', "`id`", "$(id)", "%s%n", "{}", "{name}", "[red]", "<b>", "a#1", "#",
    "?", "*", "\\", "a;drop table", "CON", "NUL.txt", "\u202egnp.txt", "\u200b", "e\u0301", "é", "😀.txt", "兴安市.txt",
    "\U00020bb7.txt", "x" * 255, "市" * 85, "~", "a.", "a'b\"c", "null", "None", "-", "苏州.txt".encode("gbk"),
    b"\xff\xfe", b"a\x80b", b"\xc3", b"\xed\xa0\x80", "北京".encode("utf-16-le"),
)  # fmt: skip
