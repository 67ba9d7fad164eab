"""The docs hold: every command on their pages runs, every Python snippet runs, every link leads somewhere."""

import contextlib
import io
import re
import shlex
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from flows.cli import main

#: One worker loads the checkout that all of them run in, once.
pytestmark = pytest.mark.xdist_group("docs")
ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", ROOT / "README.zh-CN.md", *sorted((ROOT / "docs").rglob("*.md"))]
COMMAND = re.compile(r'^ {4,}duixian (?P<line>(?:"[^"]*"|[^"\n])+?)(?: {2,}#.*| # .*)?$', re.MULTILINE)
SNIPPET = re.compile(r"```python\n(.*?)```", re.DOTALL)
#: What the reader puts in.
WHAT_IS_PUT_IN = re.compile(r"PATH…|路径…|FACT_ID")
#: Stands for something else, needs an extra (tests/extras), or never ends.
NOT_AS_TYPED = re.compile(r"[A-Z]{4,}|…|\[|文件|^serve|^doctor|^--install")


def commands() -> list[tuple[str, str]]:
    """Page and command line of every command that can be run as it stands; one that several pages have, once."""
    first_page: dict[str, str] = {}
    for page in PAGES:
        for found in COMMAND.finditer(page.read_text("utf-8")):
            first_page.setdefault(found["line"], page.relative_to(ROOT).as_posix())
    return [(page, line) for line, page in first_page.items() if not NOT_AS_TYPED.search(WHAT_IS_PUT_IN.sub("", line))]


def snippets() -> list[tuple[str, str]]:
    """Page and text of every Python snippet."""
    return [
        (page.relative_to(ROOT).as_posix(), text) for page in PAGES for text in SNIPPET.findall(page.read_text("utf-8"))
    ]


@pytest.fixture(scope="module")
def checkout(
    tmp_path_factory: pytest.TempPathFactory, command: Callable[..., subprocess.CompletedProcess[str]]
) -> Path:
    """A folder that looks like the checkout after `make run`: the seeds, a warehouse of the samples, an export."""
    folder = tmp_path_factory.mktemp("checkout")
    (folder / "seeds").symlink_to(ROOT / "seeds")
    assert command("ingest", "seeds/reports", "--no-prefect", cwd=folder).returncode == 0
    assert command("export", "out", "--only", "bi.*", cwd=folder).returncode == 0
    return folder


def run(line: str) -> tuple[int, str]:
    """Exit code and output of a command line, as a shell would split it."""
    out = io.StringIO()
    with contextlib.redirect_stdout(out), pytest.raises(SystemExit) as end:
        main(shlex.split(line))
    return int(end.value.code or 0), out.getvalue()


def test_the_pages_have_commands_and_snippets() -> None:
    assert len(commands()) > 15
    assert len(snippets()) > 4


@pytest.mark.slow
@pytest.mark.parametrize(("page", "line"), commands())
def test_a_command_runs_as_typed(checkout: Path, monkeypatch: pytest.MonkeyPatch, page: str, line: str) -> None:
    monkeypatch.chdir(checkout)
    if "FACT_ID" in line:
        line = line.replace("FACT_ID", run('sql "select fact_id from bi.facts limit 1"')[1].split()[1])
    code, output = run(re.sub("PATH…|路径…", "seeds/reports --no-prefect", line))
    assert code == 0
    assert output or " -o " in line


@pytest.mark.parametrize(("page", "text"), snippets())
def test_a_snippet_runs(checkout: Path, page: str, text: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", text],
        cwd=checkout,
        env={"PYTHONPATH": str(ROOT), "PATH": ""},
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, b"")


def test_the_picture_of_the_tutorial_is_what_the_command_draws(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = (ROOT / "docs" / "tutorial.md").read_text("utf-8")
    (line,) = [found for _, found in commands() if "bar(" in found]
    (picture,) = re.findall(r"```text\n(.*?)```", page, re.DOTALL)
    monkeypatch.chdir(checkout)
    monkeypatch.setenv("COLUMNS", "120")
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    assert [text.rstrip() for text in run(f"{line} --format table")[1].splitlines()] == picture.splitlines()


def test_the_site_of_the_docs_builds_and_no_link_leads_nowhere(tmp_path: Path) -> None:
    line = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(tmp_path / "docs")]
    done = subprocess.run(line, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    index = (tmp_path / "docs" / "index.html").read_text("utf-8")
    assert not re.findall(
        r'(?:src|href)="(?:https?:)?//',
        index.replace("https://squidfunk.github.io", "").replace("https://www.mkdocs.org", ""),
    )


@pytest.mark.parametrize("page", [ROOT / "README.md", ROOT / "README.zh-CN.md"])
def test_links_of_the_readme_lead_to_files(page: Path) -> None:
    targets = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text("utf-8"))
    assert targets
    assert [target for target in targets if not (ROOT / target).exists()] == []


def test_the_recipe_of_the_headlines_draws_a_panel_an_indicator(checkout: Path) -> None:
    (text,) = SNIPPET.findall((ROOT / "docs" / "headlines.md").read_text("utf-8"))
    subprocess.run([sys.executable, "-c", text], cwd=checkout, env={"PYTHONPATH": str(ROOT), "PATH": ""}, check=True)
    drawn = (checkout / "headlines.svg").read_text("utf-8")
    titles = ["地区生产总值增长，%", "城镇新增就业，万人", "粮食产量，万吨", "PM2.5平均浓度，微克/立方米"]
    places = [drawn.index(f">{title}<") for title in titles]
    assert places == sorted(places)
