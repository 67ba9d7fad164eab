"""What an editor or a spreadsheet does to a seed is named with file and line, and never read as fewer rules."""

from pathlib import Path

import pytest

import seeds


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        pytest.param(b"word,unit\n", r"damaged\.csv line 1: no row follows", id="only the header is left"),
        pytest.param(b"", r"damaged\.csv line 1: no row follows", id="nothing is left"),
        pytest.param(b"word,unit\nb,c\na\n", r"line 3: 1 cells under a header of 2", id="a short row"),
        pytest.param(b"word,unit\nb,c,d\n", r"line 2: 3 cells under a header of 2", id="a row too wide"),
        pytest.param(b"word,word\na,b\n", "have not each a name", id="a column twice"),
        pytest.param(b"word,\na,b\n", "have not each a name", id="a column without a name"),
        pytest.param("word,unit\n增长,b\n亩,c\n".encode("gbk"), "line 2: not UTF-8", id="saved by a spreadsheet"),
        pytest.param(b'word,unit\na,"b\n', "line 2: .*quote", id="a quote that is never closed"),
        pytest.param(b'word,unit\na,b"c"\n"d"e,f\n', "line 3: .*quote", id="text after a quote"),
    ],
)
def test_damage_is_named_with_its_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, data: bytes, problem: str
) -> None:
    (tmp_path / "damaged.csv").write_bytes(data)
    monkeypatch.setattr(seeds, "FOLDER", tmp_path)
    with pytest.raises(seeds.SeedError, match=problem):
        seeds.read("damaged")


def test_a_seed_that_is_gone_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(seeds, "FOLDER", tmp_path)
    with pytest.raises(seeds.SeedError, match=r"seeds/gone\.csv cannot be read: No such file"):
        seeds.read("gone")


def test_lines_are_those_of_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "lines.csv").write_text('\ufeffword,note\na,"one\ntwo"\n\nb,\n', encoding="utf-8")
    monkeypatch.setattr(seeds, "FOLDER", tmp_path)
    assert seeds.read("lines").rows() == [("a", "one\ntwo", 2), ("b", "", 5)]
