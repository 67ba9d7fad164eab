"""Reports that lie elsewhere: fetched, kept by hash, loaded like all others, and rebuilt without a network."""

import http.server
import json
import threading
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import fsspec
import pytest

from flows.cli import main
from flows.errors import DuixianError
from flows.load import core, remote
from flows.load.remote import Address
from flows.settings import Settings
from flows.telling.progress import LineReporter
from flows.telling.summary import Summary
from tests.conftest import Rows

pytestmark = pytest.mark.slow


class Handler(http.server.SimpleHTTPRequestHandler):
    """Files of a folder, and no word on the terminal."""

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 (the name of the base class)
        """Say nothing."""


@pytest.fixture
def served(place: Path, report_text: str) -> Iterator[tuple[str, http.server.ThreadingHTTPServer]]:
    """A server of this machine with one report, at its address."""
    folder = place / "www"
    folder.mkdir()
    (folder / "2024.txt").write_text(report_text, encoding="utf-8")
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}", server
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def memory(place: Path, report_text: str) -> Iterator[str]:
    """A folder of fsspec's filesystem in memory, with two files; loads go to `place`, not to the checkout."""
    files = fsspec.filesystem("memory")
    files.pipe_file("/兴安/2024.txt", report_text.encode())
    files.pipe_file("/兴安/下级/2025.txt", report_text.replace("2024", "2025").replace("2023", "2024").encode())
    files.makedirs("/空")
    yield "memory://兴安"
    files.rm("/兴安", recursive=True)
    files.rmdir("/空")


def load(*addresses: Address, rebuild: bool = False) -> Summary:
    request = core.Request((), rebuild=rebuild, addresses=addresses)
    return core.run(request, Settings(runner="inline"), LineReporter())


def test_an_address_is_loaded_and_a_rebuild_asks_no_network(
    served: tuple[str, http.server.ThreadingHTTPServer], rows: Rows
) -> None:
    root, server = served
    address = f"{root}/2024.txt"
    told = json.dumps({"发文单位": "兴安市人民政府"}, ensure_ascii=False)
    assert load(Address(address, told)).run.files["loaded"] == 1
    query = "select source_path, source_url, issuer, report_year from dim_report"
    loaded = rows(query)
    assert loaded == [(address, address, "兴安市人民政府", 2024)]
    assert load(Address(address, told)).run.files["unchanged"] == 1
    server.shutdown()
    server.server_close()
    assert load(rebuild=True).run.files["loaded"] == 1
    assert rows(query) == loaded


def test_other_hints_of_an_address_are_read_anew_and_no_hints_leave_them(memory: str, rows: Rows) -> None:
    address = f"{memory}/2024.txt"
    load(Address(address, '{"文号": "兴政发〔2024〕1号"}'))
    assert load(Address(address, '{"文号": "兴政发〔2024〕2号"}')).run.files["loaded"] == 1
    assert rows("select document_number from dim_report") == [("兴政发〔2024〕2号",)]


def test_a_folder_and_a_pattern_of_a_filesystem_are_all_their_files(memory: str) -> None:
    assert load(Address(memory)).run.files["loaded"] == 2
    assert load(Address(f"{memory}/*.txt")).run.files["unchanged"] == 1


def test_a_file_address_is_a_path(place: Path, report_text: str) -> None:
    (place / "一 二.txt").write_text(report_text, encoding="utf-8")
    assert load(Address((place / "一 二.txt").as_uri())).run.files["loaded"] == 1


@pytest.mark.parametrize(
    ("address", "says"),
    [
        pytest.param("memory://nowhere/2024.txt", "FileNotFoundError", id="no such file"),
        pytest.param("memory://nowhere/*.txt", "nothing fits the pattern", id="an empty pattern"),
        pytest.param("memory://空", "no file is in the folder", id="an empty folder"),
        pytest.param("gopher://host/2024.txt", "Protocol not known: gopher", id="an unknown scheme"),
        pytest.param("http://127.0.0.1:9/2024.txt", "Connect", id="nobody answers"),
    ],
)
def test_what_cannot_be_fetched_is_set_aside_and_the_rest_loads(
    address: str, says: str, memory: str, rows: Rows
) -> None:
    assert load(Address(address), Address(f"{memory}/2024.txt")).run.files == {
        "loaded": 1,
        "unchanged": 0,
        "quarantined": 1,
    }
    ((path, reason, evidence),) = rows("select source_path, reason, evidence from quarantine")
    assert (path, reason) == (address, "unreadable_file")
    assert says in evidence


def test_an_answer_beyond_the_limit_is_refused(
    served: tuple[str, http.server.ThreadingHTTPServer], monkeypatch: pytest.MonkeyPatch, place: Path
) -> None:
    monkeypatch.setattr("flows.load.kept.FILE_BYTES", 100)
    (seen,) = remote.fetch([Address(f"{served[0]}/2024.txt")], place)
    assert seen.sha256 is None
    assert "more than the 100 bytes" in seen.problem


LISTS = {
    "an address a line": ("# 省\nhttps://a.cn/1.html\n\n b/2.txt\n", [("https://a.cn/1.html", {}), ("b/2.txt", {})]),
    "a table with hints": (
        "年份,地址,发文单位\n2024,s3://b/1.docx,易县人民政府\n2023,b/2.txt,\n",
        [("s3://b/1.docx", {"年份": "2024", "发文单位": "易县人民政府"}), ("b/2.txt", {"年份": "2023"})],
    ),
    "a table with tabs": ("url\ttitle\nhttps://a/1\t工作报告\n", [("https://a/1", {"title": "工作报告"})]),
}  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), LISTS.values(), ids=LISTS)
def test_a_list_names_places_and_what_is_known_of_them(
    place: Path, text: str, expected: list[tuple[str, dict[str, str]]]
) -> None:
    (place / "list.csv").write_text(text, encoding="utf-8")
    found = [
        (at.place.removeprefix(f"{place}/"), json.loads(at.told or "{}")) for at in remote.read_list(place / "list.csv")
    ]
    assert found == expected


def test_the_command_takes_addresses_and_a_list(memory: str, place: Path, report_text: str, rows: Rows) -> None:
    (place / "易县.txt").write_text(report_text, encoding="utf-8")
    (place / "list.csv").write_text("path,文号\n易县.txt,易政〔2024〕3号\n", encoding="utf-8")
    arguments = ["ingest", f"{memory}/下级", "--list", str(place / "list.csv"), "--no-prefect", "--runner", "inline"]
    with pytest.raises(SystemExit) as done:
        main([*arguments, "--warehouse", str(place / "data" / "duixian.duckdb")])
    assert done.value.code == 0
    assert rows("select document_number from dim_report order by source_path") == [(None,), ("易政〔2024〕3号",)]


def test_a_line_of_a_list_that_cannot_be_used_is_named(place: Path) -> None:
    (place / "list.csv").write_text("url,title\nhttps://a/1,一\nhttps://a/2\n", encoding="utf-8")
    with pytest.raises(DuixianError, match=r"list\.csv line 3: 1 cells under a header of 2"):
        remote.read_list(place / "list.csv")


def test_a_password_in_an_address_is_kept_nowhere(place: Path) -> None:
    (seen,) = remote.fetch([Address("http://me:secret@127.0.0.1:9/a.txt")], place)
    assert seen.name == "http://127.0.0.1:9/a.txt"
    assert "secret" not in repr(seen)
