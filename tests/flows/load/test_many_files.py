"""Many thousands of files with one of each bad kind among them: the good ones load, and each bad one is named.

`DUIXIAN_MANY_FILES=100000` tries so many.
"""

import os
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from flows.load import core
from flows.settings import Settings
from flows.telling.progress import LineReporter
from tests.conftest import Rows
from tests.transforms.sources.test_bad_files import BAD

MANY = int(os.environ.get("DUIXIAN_MANY_FILES", "3000"))
TEXT = "兴安市政府工作报告\n各位代表：\n2023年，全市地区生产总值增长6.1%，新建学校{}所。\n"
SPECIAL: dict[str, tuple[Callable[[Path], object], str]] = {
    "a named pipe": (os.mkfifo, "unreadable_file"),
    "a sparse terabyte": (
        lambda path: os.truncate(os.open(path, os.O_CREAT | os.O_WRONLY), 1 << 40),
        "unreadable_file",
    ),
    "a link to nothing": (lambda path: path.symlink_to("nowhere"), "unreadable_file"),
    "a link out of the folder": (lambda path: path.symlink_to("/etc/hostname"), "unread_place"),
    "a device": (lambda path: path.symlink_to("/dev/zero"), "unread_place"),
    "a poem": (lambda path: path.write_text("春眠不觉晓，处处闻啼鸟。", encoding="utf-8"), "no_number"),
    "a diary": (
        lambda path: path.write_text("今天买了3个苹果，花了12元，味道很好，朋友们都很喜欢吃。", encoding="utf-8"),
        "not_a_report",
    ),
    "a cut table": (
        lambda path: path.write_text('place,text\n甲县,"2023年，全县生产总值完成128.5亿元', encoding="utf-8"),
        "unreadable_document",
    ),
    "a text without end": (lambda path: path.write_text(TEXT.format(5) * 200_000, encoding="utf-8"), "too_large"),
    "a million nested tags": (lambda path: path.write_text("<html>" + "<div>" * 1_000_000), "too_large"),
}


@pytest.mark.heavy
def test_of_many_files_the_good_ones_load_and_each_bad_one_is_named(place: Path, rows: Rows) -> None:
    for number in range(MANY):
        folder = place / "in" / f"{number // 1000:03}"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{number:06}.txt").write_text(TEXT.format(number + 10), encoding="utf-8")
    bad = place / "in" / "bad"
    bad.mkdir()
    for kind, (make, _) in SPECIAL.items():
        make(bad / kind)
    for kind, (data, _, _) in BAD.items():
        (bad / kind).write_bytes(data())
    expected = {f"in/bad/{kind}": case[1] for kind, case in (SPECIAL | BAD).items()}

    summary = core.run(core.Request((place / "in",)), Settings(read_unpacked_mb=20), LineReporter())

    refused = dict(rows("select array_to_string(string_split(source_path, '/')[:3], '/'), reason from quarantine"))
    assert refused == expected
    assert summary.run.files["loaded"] == MANY
    assert rows("select count(*), sum(char_count) > 0 from dim_report") == [(MANY, True)]
    facts = rows("select count(*) from fact_quantity group by report_id")
    assert Counter(count for (count,) in facts) == {2: MANY}
