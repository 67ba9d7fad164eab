"""What is new, what is unchanged, what is gone: decided by content."""

import dataclasses
import hashlib
import os
from pathlib import Path

import pytest

from flows.load.intake import Content, KnownFile, SeenFile, batches, find_files, name_files, plan
from flows.load.kept import hash_and_keep, settled
from transforms.sources import discover

NOW, BEFORE = ("code 2", "seeds 2"), ("code 1", "seeds 2")


def seen(name: str, sha256: str | None, problem: str = "") -> SeenFile:
    return SeenFile(Path("/in") / name, name, 10, 0, sha256, problem)


def known(
    name: str, sha256: str, *, digest: tuple[str, str] = NOW, reports: int = 1, present: bool = True
) -> dict[str, KnownFile]:
    return {name: KnownFile(name, f"/in/{name}", sha256, 0, digest, reports, "run 1", present)}


def names(files: list[SeenFile]) -> list[str]:
    return [file.name for file in files]


def test_new_file_is_read() -> None:
    assert plan([seen("r/a.txt", "aa")], {}, NOW).to_read == [Content("aa", "r/a.txt", 10)]


def test_same_bytes_and_same_rules_are_unchanged() -> None:
    result = plan([seen("r/a.txt", "aa")], known("r/a.txt", "aa"), NOW)
    assert names(result.unchanged) == ["r/a.txt"]
    assert result.to_read == []


def test_other_rules_read_again() -> None:
    result = plan([seen("r/a.txt", "aa")], known("r/a.txt", "aa", digest=BEFORE), NOW)
    assert result.to_read == [Content("aa", "r/a.txt", 10)]


def test_rebuild_reads_again() -> None:
    result = plan([seen("r/a.txt", "aa")], known("r/a.txt", "aa"), NOW, rebuild=True)
    assert result.to_read == [Content("aa", "r/a.txt", 10)]


def test_refused_file_stays_refused_while_nothing_changes() -> None:
    result = plan([seen("r/a.bin", "aa")], known("r/a.bin", "aa", reports=0), NOW)
    assert names(result.still_quarantined) == ["r/a.bin"]
    assert result.to_read == []


def test_changed_file_supersedes_its_old_bytes() -> None:
    result = plan([seen("r/a.txt", "bb")], known("r/a.txt", "aa"), NOW)
    assert result.to_read == [Content("bb", "r/a.txt", 10)]
    assert result.superseded == ["aa"]


def test_old_bytes_that_another_file_still_holds_stay() -> None:
    before = known("r/a.txt", "aa") | known("r/copy.txt", "aa")
    assert plan([seen("r/a.txt", "bb")], before, NOW).superseded == []


def test_file_that_cannot_be_opened_loses_nothing() -> None:
    result = plan([seen("r/a.txt", None, "Permission denied")], known("r/a.txt", "aa"), NOW)
    assert names(result.unreadable) == ["r/a.txt"]
    assert result.superseded == []


def test_copies_are_read_once_under_the_smallest_name() -> None:
    result = plan([seen("r/b.txt", "aa"), seen("r/a.txt", "aa")], {}, NOW)
    assert result.to_read == [Content("aa", "r/a.txt", 10)]


def test_copy_with_a_smaller_name_renames_the_report() -> None:
    result = plan([seen("r/a.txt", "aa")], known("r/b.txt", "aa"), NOW)
    assert result.to_read == [Content("aa", "r/a.txt", 10)]


def test_copy_with_a_greater_name_is_unchanged() -> None:
    result = plan([seen("r/c.txt", "aa")], known("r/b.txt", "aa"), NOW)
    assert names(result.unchanged) == ["r/c.txt"]


def test_renamed_file_is_read_under_its_new_name_and_the_old_name_has_vanished() -> None:
    result = plan([seen("r/new.txt", "aa")], known("r/a.txt", "aa"), NOW, folders=["r/"])
    assert result.vanished == ["r/a.txt"]
    assert result.to_read == [Content("aa", "r/new.txt", 10)]
    assert result.superseded == []


def test_only_files_of_searched_folders_can_vanish() -> None:
    before = known("r/a.txt", "aa") | known("other/b.txt", "bb")
    assert plan([], before, NOW, folders=["r/"]).vanished == ["r/a.txt"]


def test_without_a_folder_nothing_vanishes() -> None:
    assert plan([seen("r/b.txt", "bb")], known("r/a.txt", "aa"), NOW).vanished == []


def make(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(name, encoding="utf-8")


def named(*roots: Path, known: dict[str, KnownFile] | None = None) -> list[str]:
    return [name for _, name in name_files(find_files(roots, discover)[0], known or {})]


def test_names_count_from_the_parent_of_the_folder(tmp_path: Path) -> None:
    make(tmp_path, "reports/city/苏州/2024.txt", "reports/a.txt")
    assert named(tmp_path / "reports") == ["reports/a.txt", "reports/city/苏州/2024.txt"]


def test_names_are_the_same_however_the_folder_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make(tmp_path, "reports/a.txt", "reports/sub/b.txt")
    monkeypatch.chdir(tmp_path / "reports" / "sub")
    assert named(Path("..")) == ["reports/a.txt", "reports/sub/b.txt"]
    assert named(Path()) == ["sub/b.txt"]


def test_file_given_alone_is_named_with_its_folder(tmp_path: Path) -> None:
    make(tmp_path, "苏州/2024.txt")
    assert named(tmp_path / "苏州" / "2024.txt") == ["苏州/2024.txt"]


def test_file_given_twice_is_found_once(tmp_path: Path) -> None:
    make(tmp_path, "r/a.txt")
    assert named(tmp_path / "r", tmp_path / "r" / "a.txt") == ["r/a.txt"]


def test_clashing_names_grow_to_the_left(tmp_path: Path) -> None:
    make(tmp_path, "2023/in/a.txt", "2024/in/a.txt")
    assert named(tmp_path / "2023" / "in", tmp_path / "2024" / "in") == ["in/a.txt", "2024/in/a.txt"]


def test_name_of_a_file_that_still_lies_elsewhere_is_not_taken(tmp_path: Path) -> None:
    make(tmp_path, "2023/in/a.txt", "2024/in/a.txt")
    earlier = KnownFile("in/a.txt", str(tmp_path / "2023/in/a.txt"), "aa", 0, NOW, 1, "run 1", is_present=True)
    assert named(tmp_path / "2024" / "in", known={"in/a.txt": earlier}) == ["2024/in/a.txt"]


def test_folder_that_was_moved_keeps_its_names(tmp_path: Path) -> None:
    make(tmp_path, "new/in/a.txt")
    earlier = KnownFile("in/a.txt", str(tmp_path / "old/in/a.txt"), "aa", 0, NOW, 1, "run 1", is_present=True)
    assert named(tmp_path / "new" / "in", known={"in/a.txt": earlier}) == ["in/a.txt"]


def test_bytes_are_kept_under_their_hash(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"abc")
    (file,) = hash_and_keep([(tmp_path / "a.txt", "r/a.txt")], tmp_path / "raw")
    assert file.sha256 == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert (tmp_path / "raw" / file.sha256).read_bytes() == b"abc"
    assert [entry.name for entry in (tmp_path / "raw").iterdir()] == [file.sha256]


def test_kept_bytes_that_were_cut_are_written_again(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"abc")
    (file,) = hash_and_keep([(tmp_path / "a.txt", "r/a.txt")], tmp_path / "raw")
    kept = tmp_path / "raw" / str(file.sha256)
    kept.write_bytes(b"a")
    hash_and_keep([(tmp_path / "a.txt", "r/a.txt")], tmp_path / "raw")
    assert kept.read_bytes() == b"abc"


def remembered(file: SeenFile, started_ns: int) -> dict[str, KnownFile]:
    """What a run that began then remembers of a file."""
    ctime_ns = settled(file, started_ns)
    known = KnownFile(file.name, str(file.path), file.sha256, file.mtime_ns, NOW, 1, "run 1", is_present=True)
    return {file.name: dataclasses.replace(known, size=file.size, ctime_ns=ctime_ns)}


LATER = 1 << 62  # nanoseconds: long after anything that a test writes


class TestUntouchedFiles:
    @pytest.fixture
    def file(self, tmp_path: Path) -> SeenFile:
        (tmp_path / "a.txt").write_bytes(b"abc")
        (file,) = hash_and_keep([(tmp_path / "a.txt", "r/a.txt")], tmp_path / "raw")
        return file

    def again(self, file: SeenFile, known: dict[str, KnownFile]) -> SeenFile:
        (seen,) = hash_and_keep([(file.path, file.name)], file.path.parent / "raw", known=known)
        return seen

    def test_are_not_read(self, file: SeenFile) -> None:
        known = remembered(file, LATER)
        lie = {name: dataclasses.replace(entry, sha256="raw") for name, entry in known.items()}
        (file.path.parent / "raw" / "raw").touch()
        assert self.again(file, known) == file
        assert self.again(file, lie).sha256 == "raw"  # nobody looked into the file

    def test_other_bytes_of_the_same_size_and_time_are_noticed(self, file: SeenFile) -> None:
        known = remembered(file, LATER)
        file.path.write_bytes(b"xyz")
        os.utime(file.path, ns=(file.mtime_ns, file.mtime_ns))
        assert self.again(file, known).sha256 == hashlib.sha256(b"xyz").hexdigest()

    def test_are_read_where_their_bytes_are_not_kept(self, file: SeenFile) -> None:
        (file.path.parent / "raw" / str(file.sha256)).unlink()
        assert self.again(file, remembered(file, LATER)).sha256 == file.sha256
        assert (file.path.parent / "raw" / str(file.sha256)).read_bytes() == b"abc"

    def test_a_file_that_changed_just_before_the_run_is_hashed_the_next_time(self, file: SeenFile) -> None:
        assert file.ctime_ns is not None
        assert settled(file, file.ctime_ns + 1_000_000_000) is None
        assert settled(file, file.ctime_ns - 3600_000_000_000) is None  # the clock was set back
        assert settled(file, file.ctime_ns + 3_000_000_000) == file.ctime_ns


def test_parts_that_a_killed_run_left_are_removed(tmp_path: Path) -> None:
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / "ab.12-3.part").write_bytes(b"half")
    hash_and_keep([], tmp_path / "raw")
    assert list((tmp_path / "raw").iterdir()) == []


def test_a_report_whose_namesake_changed_takes_the_name_of_what_is_left() -> None:
    before = known("r/a.txt", "aa") | known("s/b.txt", "aa")
    result = plan([seen("r/a.txt", "bb")], before, NOW)
    assert [(content.sha256, content.name) for content in result.to_read] == [("bb", "r/a.txt"), ("aa", "s/b.txt")]


def test_bytes_of_a_file_that_is_gone_outlive_a_change_of_their_copy() -> None:
    before = known("r/a.txt", "aa") | known("r/gone.txt", "aa", present=False)
    assert plan([seen("r/a.txt", "bb")], before, NOW, folders=["r/"]).superseded == []


def test_a_rebuild_gives_the_report_of_a_renamed_file_its_new_name() -> None:
    before = known("r/a.txt", "aa", present=False) | known("r/b.txt", "aa")
    result = plan([seen("r/a.txt", "aa"), seen("r/b.txt", "aa")], before, NOW, rebuild=True,
                  from_kept=["r/a.txt", "r/b.txt"])  # fmt: skip
    assert result.to_read == [Content("aa", "r/b.txt", 10)]


def test_other_corrections_read_again() -> None:
    result = plan([seen("r/a.txt", "aa")], known("r/a.txt", "aa"), NOW, corrected={"aa": ("code 2", "seeds 2 row")})
    assert result.to_read == [Content("aa", "r/a.txt", 10)]


def test_file_that_is_gone_when_it_is_read_says_so(tmp_path: Path) -> None:
    (file,) = hash_and_keep([(tmp_path / "a.txt", "r/a.txt")], tmp_path / "raw")
    assert (file.sha256, file.problem) == (None, "No such file or directory")


def test_batches_hold_neighbours_up_to_the_limit() -> None:
    contents = [Content(name, name, size) for name, size in (("a", 4), ("b", 5), ("c", 20), ("d", 1))]
    assert [[content.name for content in batch] for batch in batches(contents, 10)] == [["a", "b"], ["c"], ["d"]]
    assert batches([], 10) == []


def test_a_little_is_shared_out_among_the_workers() -> None:
    contents = [Content(f"{n:064}", f"{n}", 250_000) for n in range(64)]
    assert [len(batch) for batch in batches(contents, 30_000_000, workers=1)] == [64]
    assert [len(batch) for batch in batches(contents, 30_000_000, workers=2)] == [33, 31]
    assert [len(batch) for batch in batches(contents[:6], 30_000_000, workers=2)] == [4, 2]


def test_much_is_shared_out_in_batches_of_a_size() -> None:
    contents = [Content(f"{n:064}", f"{n}", 100_000) for n in range(250)]
    assert [len(batch) for batch in batches(contents, 10_000_000, workers=1)] == [84, 84, 82]
    assert [len(batch) for batch in batches(contents, 10_000_000, workers=2)] == [63, 63, 63, 61]
