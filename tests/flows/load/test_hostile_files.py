"""What lies in a folder that should not: each is named, nothing is lost, and the good files load."""

import os
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from flows.errors import DuixianError
from flows.load import core, kept
from flows.settings import Settings
from flows.telling.progress import LineReporter
from flows.telling.summary import Summary
from tests.conftest import Rows

pytestmark = pytest.mark.slow


@pytest.fixture
def folder(place: Path, report_text: str) -> Path:
    """A folder with one good report."""
    folder = place / "in"
    folder.mkdir()
    (folder / "good.txt").write_text(report_text, encoding="utf-8")
    return folder


def load(*paths: Path, rebuild: bool = False, **settings: Any) -> Summary:
    return core.run(core.Request(paths, rebuild=rebuild), Settings(**settings), LineReporter())


def set_aside(rows: Rows) -> list[tuple[str, str, str]]:
    return rows("select source_path, reason, evidence from quarantine order by source_path")


def test_bytes_that_rotted_are_mended_from_the_file(folder: Path, place: Path, rows: Rows) -> None:
    load(folder)
    before = rows("select mention, value from fact_quantity order by char_start")
    (bytes_kept,) = (place / "data" / "raw").iterdir()
    whole = bytes_kept.read_bytes()
    bytes_kept.write_bytes(whole.replace(b"6.1", b"9.1"))
    load(folder, rebuild=True)
    assert rows("select mention, value from fact_quantity order by char_start") == before
    assert bytes_kept.read_bytes() == whole


def test_bytes_that_rotted_and_whose_file_is_gone_are_named(folder: Path, place: Path, rows: Rows) -> None:
    load(folder)
    before = (
        rows("select * exclude (run_id, loaded_at) from dim_report"),
        rows("select * from fact_quantity order by 1"),
    )
    (bytes_kept,) = (place / "data" / "raw").iterdir()
    bytes_kept.write_bytes(bytes_kept.read_bytes().replace(b"6.1", b"9.1"))
    content = kept.KnownFile(
        "in/good.txt", str(folder / "good.txt"), bytes_kept.name, 0, ("", ""), 1, "r", is_present=True
    )
    (folder / "good.txt").unlink()
    with pytest.raises(kept.DamagedError, match="damaged or gone"):
        kept.read(bytes_kept.name, bytes_kept.parent, Path(content.origin or ""))
    load(rebuild=True)
    assert (
        rows("select * exclude (run_id, loaded_at) from dim_report"),
        rows("select * from fact_quantity order by 1"),
    ) == before


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="needs the /proc of Linux")
def test_a_file_that_changes_while_it_is_read_is_named(place: Path) -> None:
    # it says that it is empty, and gives more when it is read, as a file does that somebody is writing
    with pytest.raises(OSError, match="changed while it was read"):
        kept.read_settled(Path("/proc/self/status"))


@pytest.mark.parametrize(
    ("make", "evidence"),
    [
        pytest.param(os.mkfifo, "it is a named pipe", id="a named pipe that nobody writes to"),
        pytest.param(
            lambda path: os.truncate(os.open(path, os.O_CREAT | os.O_WRONLY), 1 << 40),
            "more than",
            id="a sparse terabyte",
        ),
        pytest.param(lambda path: path.symlink_to(path.with_name("nothing")), "No such file", id="a link to nothing"),
    ],
)
def test_what_is_no_file_to_read_is_named(
    folder: Path, rows: Rows, make: Callable[[Path], object], evidence: str
) -> None:
    make(folder / "odd")
    assert load(folder).run.files == {"loaded": 1, "unchanged": 0, "quarantined": 1}
    ((path, reason, said),) = set_aside(rows)
    assert (path, reason) == ("in/odd", "unreadable_file")
    assert evidence in said


def test_a_device_named_on_the_command_line_is_named(place: Path, rows: Rows) -> None:
    load(Path("/dev/zero"))
    assert set_aside(rows) == [("dev/zero", "unreadable_file", "it is a device, and no file to read")]


def test_a_link_that_leads_out_of_the_folder_is_not_followed(folder: Path, place: Path, rows: Rows) -> None:
    secret = place / "secret.txt"
    secret.write_text((folder / "good.txt").read_text("utf-8").replace("兴安", "秘密"), encoding="utf-8")
    secret.chmod(0o600)
    (folder / "link.txt").symlink_to(secret)
    (folder / "within.txt").symlink_to("good.txt")
    load(folder)
    assert set_aside(rows) == [("in/link.txt", "unread_place", "it is a link that leads out of the folder")]
    assert rows("select path from source_file order by path") == [("in/good.txt",)]
    (folder / "link.txt").unlink()
    load(folder)
    assert set_aside(rows) == []


def test_kept_bytes_are_for_the_owner_alone(folder: Path, place: Path) -> None:
    load(folder)
    raw = place / "data" / "raw"
    assert [path.stat().st_mode & 0o077 for path in (raw, *raw.iterdir())] == [0, 0]


def test_a_folder_that_cannot_be_read_keeps_its_reports(
    folder: Path, rows: Rows, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "sub").mkdir()
    (folder / "sub" / "other.txt").write_text(
        (folder / "good.txt").read_text("utf-8").replace("2024", "2023"), encoding="utf-8"
    )
    load(folder)
    real = os.scandir

    def scandir(path: Any) -> Any:
        if Path(path).name == "sub":
            raise PermissionError(13, "Permission denied")
        return real(path)

    monkeypatch.setattr(os, "scandir", scandir)
    summary = load(folder)
    assert summary.vanished == []
    assert summary.warnings == [
        "the folder in/sub could not be read (Permission denied): what was loaded from it stays"
    ]
    assert set_aside(rows) == [("in/sub", "unread_place", "Permission denied")]
    monkeypatch.setattr(os, "scandir", real)
    assert load(folder).run.files["unchanged"] == 2
    assert set_aside(rows) == []


def test_an_inbox_that_cannot_be_read_is_no_empty_one(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def scandir(_path: Any) -> Any:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "scandir", scandir)
    with pytest.raises(DuixianError, match="in: Permission denied"):
        load(folder)


def test_a_text_whose_facts_take_too_long_is_named_and_the_others_load(
    folder: Path, rows: Rows, report_text: str
) -> None:
    load(folder)  # what is slow the first time is not the text
    # no two lines alike: what is alike is read once
    lines = (f"新建第{number}学校{number}所，增长{number % 97}.{number}%。\n" for number in range(150_000))
    (folder / "long.txt").write_text(report_text + "".join(lines), encoding="utf-8")
    (folder / "other.txt").write_text(report_text.replace("兴安", "长宁"), encoding="utf-8")
    load(folder, read_seconds=4)
    assert set_aside(rows) == [("in/long.txt", "timed_out", "no progress for 4 s (seconds)")]
    assert rows("select source_path from dim_report order by all") == [("in/good.txt",), ("in/other.txt",)]


def nest(folder: Path, name: str, depth: int) -> int:
    """A descriptor of a folder so deep in another; the path to it may be longer than any call takes."""
    here = os.open(folder, os.O_RDONLY)
    for _ in range(depth):
        os.mkdir(name, dir_fd=here)
        below = os.open(name, os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = below
    return here


@pytest.fixture
def nesting(folder: Path) -> Iterator[Path]:
    """A folder to nest in; Python's own removal gives up at such depths."""
    yield folder
    subprocess.run(["rm", "-rf", folder], check=True)


def test_folders_deeper_than_the_stack_are_walked(nesting: Path, report_text: str) -> None:
    bottom = nest(nesting, "d", 1200)
    other = os.open("other.txt", os.O_CREAT | os.O_WRONLY, dir_fd=bottom)
    os.write(other, report_text.replace("2024", "2023").encode())
    os.close(other)
    os.close(bottom)
    assert load(nesting).run.files["loaded"] == 2


def test_folders_deeper_than_a_path_are_named(nesting: Path, rows: Rows) -> None:
    os.close(nest(nesting, "d" * 200, 25))
    assert load(nesting).run.files["loaded"] == 1
    ((_, reason, evidence),) = set_aside(rows)
    assert (reason, evidence) == ("unread_place", "File name too long")


def test_a_name_of_500_bytes_is_missing_and_the_others_load(folder: Path) -> None:
    summary = load(folder, Path("x" * 500))
    assert (summary.run.files["loaded"], summary.missing) == (1, [Path("x" * 500)])


@pytest.mark.parametrize(
    ("raw", "name"),
    [("苏州.txt".encode("gbk"), "in/苏州.txt"), (b"a\xff\xfe.txt", "in/a\\xff\\xfe.txt")],
    ids=["gbk of an old archive", "in no encoding"],
)
def test_a_name_that_is_no_utf_8_loads(folder: Path, rows: Rows, raw: bytes, name: str) -> None:
    (folder / "good.txt").rename(folder / os.fsdecode(raw))
    load(folder)
    assert rows("select path, outcome from source_file") == [(name, "loaded")]
    assert load(folder).run.files == {"loaded": 0, "unchanged": 1, "quarantined": 0}


def test_a_number_at_the_end_of_the_decimals_ends_no_load(folder: Path, rows: Rows, report_text: str) -> None:
    nines = "9" * 29
    for year in ("2024", "2025", "2026"):
        text = report_text.replace("2024", year).replace("2023", str(int(year) - 1)).replace("120.5亿元", f"{nines}元")
        text = (
            text.replace("兴安市", "四川省绵阳市")
            .replace("3.4万人", f"{nines}人，居全省第{nines}位，占{nines}%")
            .replace("6.1%", f"{nines}%")
        )
        (folder / f"{year}.txt").write_text(text.replace("3.4", "0.000000001"), encoding="utf-8")
    assert load(folder).run.files["loaded"] == 4
    assert rows("select count(*) > 0 from bi.scorecard") == [(True,)]
