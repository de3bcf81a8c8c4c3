import io
import os
import sys
from pathlib import Path

import pytest

from readerapp.actions.intake.inputs import CountedFile, Data, Input, find
from readerapp.actions.intake.report import Meter
from readerapp.sources import Skip


def found(*given: str | Data) -> tuple[list[str], list[str]]:
    """The names of what is to be read, and of what is not."""
    items = list(find(given))
    read = [item.name for item in items if isinstance(item, Input)]
    return read, [f"{item.where}: {item.why}" for item in items if isinstance(item, Skip)]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("b.bib", "a.bib", "deep/er/c.txt", ".hidden", ".git/config"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x")
    return tmp_path


def test_a_folder_is_its_files_in_order_without_the_hidden_ones(folder: Path) -> None:
    names = ("a.bib", "b.bib", "deep/er/c.txt")
    assert found(str(folder)) == ([str(folder / name) for name in names], [])


def test_one_name_or_path_given_alone_is_one_source(folder: Path) -> None:
    alone = str(folder / "a.bib")
    for given in (alone, Path(alone), [Path(alone)]):
        assert [item.name for item in find(given) if isinstance(item, Input)] == [alone]


def test_a_device_with_nothing_to_say_is_not_waited_for() -> None:
    class Silent(io.RawIOBase):
        def read(self, size: int = -1, /) -> bytes | None:
            return None

    with pytest.raises(OSError, match="unavailable"):
        CountedFile(Silent(), Meter()).read(10)  # type: ignore[arg-type]


def test_a_file_given_twice_is_read_once(folder: Path) -> None:
    a = str(folder / "a.bib")
    (folder / "link.bib").symlink_to(a)
    os.link(a, folder / "same.bib")
    assert found(a, a, str(folder / "link.bib"), str(folder / "same.bib")) == ([a], [])
    assert len(found(a, str(folder))[0]) == 3


def test_a_folder_that_contains_itself_ends(folder: Path) -> None:
    (folder / "deep" / "again").symlink_to(folder)
    read, skipped = found(str(folder))
    assert len(read) == 3
    assert skipped == [f"{folder}/deep/again: is a link to a folder; name it to read it"]
    assert len(found(str(folder / "deep" / "again"))[0]) == 3


def test_a_pattern_that_the_shell_left_alone_is_looked_up(folder: Path) -> None:
    assert found(f"{folder}/*.bib")[0] == [str(folder / "a.bib"), str(folder / "b.bib")]
    assert found(f"{folder}/**/*.txt")[0] == [str(folder / "deep/er/c.txt")]
    assert found(f"{folder}/*.nothing")[1] == [f"{folder}/*.nothing: no file matches"]
    (folder / "a[1].bib").write_text("x")
    assert found(f"{folder}/a[1].bib")[0] == [str(folder / "a[1].bib")]


def test_what_might_never_end_is_not_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    read, skipped = found(str(tmp_path), str(tmp_path / "pipe"), "/dev/zero")
    assert read == [] and len(skipped) == 3
    assert all("is not a regular file" in line for line in skipped)


def test_a_file_that_became_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    path = tmp_path / "a.bib"
    path.write_text("x")
    (item,) = find([str(path)])
    path.unlink()
    os.mkfifo(path)
    assert isinstance(item, Input)
    with pytest.raises(OSError, match="no longer a file"):
        item.open()


def test_the_pipe_of_a_shell_is_read_as_it_comes(tmp_path: Path) -> None:
    ours, theirs = os.pipe()
    os.write(theirs, b"2401.00001")
    os.close(theirs)
    (item,) = find([f"/dev/fd/{ours}"])
    assert isinstance(item, Input) and item.size is None
    with item.open() as file:
        assert file.read() == b"2401.00001"
    os.close(ours)


def test_standard_input_and_data_at_hand_are_sources(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"x")))
    assert found("-", Data("pasted", b"x")) == (["standard input", "pasted"], [])


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read anything")
def test_a_part_that_may_not_be_read_does_not_stop_the_rest(folder: Path) -> None:
    (folder / "deep").chmod(0)
    read, skipped = found(str(folder))
    (folder / "deep").chmod(0o700)
    assert len(read) == 2 and "can't be listed" in skipped[0]


def test_nothing_there_is_one_line(tmp_path: Path) -> None:
    assert found(str(tmp_path / "no.bib"))[1] == [
        f"{tmp_path}/no.bib: can't be read: No such file or directory"
    ]
    assert found(str(tmp_path))[1] == [f"{tmp_path}: has no files"]
