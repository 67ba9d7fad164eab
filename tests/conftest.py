"""What several test files share: a short report, the command, warehouses of the samples and of the corpus."""

import contextlib
import functools
import io
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from typing import Any

import duckdb
import hypothesis
import pytest
from filelock import FileLock

import seeds
from flows.cli import main
from flows.telling import language

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared"

# A machine under load is slow, and no example is wrong for that.
hypothesis.settings.register_profile(
    "any machine", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("any machine")

REPORT = """兴安市政府工作报告

——2024年1月16日在兴安市第七届人民代表大会第四次会议上

各位代表：
现在，我代表市人民政府，向大会报告工作，请予审议。

一、2023年工作回顾
全市地区生产总值增长6.1%，一般公共预算收入达到120.5亿元。城镇新增就业3.4万人，新建学校12所。

二、2024年工作安排
地区生产总值增长5.5%左右，城镇新增就业3万人以上，新建公园5个。
"""


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Where reports and programs are known to be there, a test of theirs that is skipped is a hole, and fails."""
    report = yield
    for marker in ("corpus", "office", "extras"):
        variable = f"DUIXIAN_REQUIRE_{marker.upper()}"
        is_hole = report.skipped and not hasattr(report, "wasxfail") and item.get_closest_marker(marker)
        if is_hole and os.environ.get(variable):
            report.outcome = "failed"
            report.longrepr = f"skipped, but {variable} is set: {report.longrepr}"
    return report


def _shared_folder(name: str) -> Path:
    folder = SHARED / name
    if not folder.is_dir():
        pytest.skip(f"no {name} beside the checkout")
    return folder


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The folder of real reports beside the checkout."""
    return _shared_folder("reports")


@pytest.fixture(scope="session")
def wild() -> Path:
    """The folder of real files in the many forms that people have them in, beside the checkout."""
    return _shared_folder("wild")


@pytest.fixture(scope="session")
def gold() -> Path:
    """The folder of hand-made facts and identities beside the checkout."""
    return _shared_folder("gold")


@pytest.fixture
def report_text() -> str:
    """A short report of an invented city, with seven quantities."""
    return REPORT


def _without_settings() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith(("DUIXIAN_", "PREFECT_"))}


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to work in, with no settings from outside; the warehouse of a run comes into its data/."""
    for name in os.environ.keys() - _without_settings().keys():
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    return tmp_path


Rows = Callable[[str], list[tuple[Any, ...]]]


def ask(warehouse: Path, query: str) -> list[tuple[Any, ...]]:
    """The rows that a query has of the warehouse, opened for reading."""
    with duckdb.connect(warehouse, read_only=True) as con:
        return con.sql(query).fetchall()


@pytest.fixture
def rows(place: Path) -> Rows:
    """Ask the warehouse of `place`."""
    return functools.partial(ask, place / "data" / "duixian.duckdb")


@pytest.fixture(autouse=True)
def _signals() -> Iterator[None]:
    """The command hears signals in its own way; who runs the tests and has enough of them does not want that."""
    numbers = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT)
    before = [signal.getsignal(number) for number in numbers]
    yield
    for number, handler in zip(numbers, before, strict=True):
        signal.signal(number, handler)


Command = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="session")
def command() -> Command:
    """Run `duixian` as a process of its own; options are those of subprocess.run."""

    def run(*arguments: str | Path, **options: Any) -> subprocess.CompletedProcess[str]:
        line = [sys.executable, "-m", "flows.cli", *map(str, arguments)]
        return subprocess.run(line, capture_output=True, encoding="utf-8", check=False, **options)

    return run


@pytest.fixture(scope="session")
def call() -> Command:
    """Run `duixian` in this process, which is quicker by the seconds that imports take; options as `command` has them.

    For what commands say and do; how a process starts, is signalled and ends is for `command`.
    """

    def run(*arguments: str | Path, cwd: Path, env: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
        out, err = io.StringIO(), io.StringIO()
        with pytest.MonkeyPatch.context() as patch:
            given = _without_settings() if env is None else env
            for name in os.environ.keys() - given.keys():
                patch.delenv(name)
            for name, value in given.items():
                patch.setenv(name, value)
            patch.chdir(cwd)
            language.is_chinese.cache_clear()
            with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err), pytest.raises(SystemExit) as end:
                main([str(argument) for argument in arguments])
        language.is_chinese.cache_clear()
        return subprocess.CompletedProcess(arguments, int(end.value.code or 0), out.getvalue(), err.getvalue())

    return run


Once = Callable[[str, Callable[[Path], None]], Path]


@pytest.fixture(scope="session")
def once(tmp_path_factory: pytest.TempPathFactory) -> Once:
    """A folder that a function fills: once for all the processes that run tests, however many ask for it."""
    base = tmp_path_factory.getbasetemp()
    base = base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base

    def made(name: str, fill: Callable[[Path], None]) -> Path:
        folder = base / name
        with FileLock(base / f"{name}.lock"):
            if not (base / f"{name}.made").exists():
                shutil.rmtree(folder, ignore_errors=True)
                folder.mkdir()
                fill(folder)
                (base / f"{name}.made").touch()
        return folder

    return made


def _load(command: Command, reports: Path, folder: Path) -> None:
    done = command("ingest", reports, "--warehouse", folder / f"{folder.name}.duckdb", "--no-prefect", cwd=folder)
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="session")
def corpus_warehouse(corpus: Path, command: Command, once: Once) -> Path:
    """A warehouse of the whole corpus, loaded by the command; made once for all, not to be changed."""
    return once("corpus", lambda folder: _load(command, corpus, folder)) / "corpus.duckdb"


@pytest.fixture(scope="session")
def sample_warehouse(command: Command, once: Once) -> Path:
    """A warehouse of the sample reports, loaded by the command; made once for all, not to be changed."""
    return once("samples", lambda folder: _load(command, seeds.path("reports"), folder)) / "samples.duckdb"


def run(*arguments: str | Path) -> int:
    """Run the command in this process; its exit code."""
    with pytest.raises(SystemExit) as end:
        main([str(argument) for argument in arguments])
    return int(end.value.code or 0)


LeftByLoad = Callable[[Callable[[Path], None]], Path]


@pytest.fixture(scope="session")
def left_by_load(tmp_path_factory: pytest.TempPathFactory, call: Command) -> LeftByLoad:
    """What a load of a folder leaves that a function writes; the same files elsewhere have the same names."""

    def left(write: Callable[[Path], None]) -> Path:
        folder = tmp_path_factory.mktemp("loaded")
        write(folder / "in")
        done = call("ingest", "in", cwd=folder)
        assert done.returncode == 0, done.stderr
        shutil.rmtree(folder / "in")
        return folder / "data"

    return left
