"""Writing files: synced before they count, in an order that a lost power cord can't turn."""

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from readerapp.disk import files
from tests.state.faults import Calls, Fault, fails_from, short_writes


def test_a_file_is_synced_before_it_is_renamed_and_its_folder_after(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Calls(monkeypatch).watched() as calls:
        files.replace(tmp_path / "new", [b"one", b"two"])
    order = [name for name in calls.made if name not in ("open", "close", "fchmod")]
    assert order == ["write", "write", "fsync", "replace", "fsync"]
    assert (tmp_path / "new").read_bytes() == b"onetwo"


def test_what_is_appended_is_synced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files.append(tmp_path / "log", b"one\n")
    with Calls(monkeypatch).watched() as calls:
        files.append(tmp_path / "log", b"two\n")
    assert [name for name in calls.made if name not in ("open", "close")] == ["write", "fsync"]
    assert (tmp_path / "log").read_bytes() == b"one\ntwo\n"


def test_a_new_files_name_is_synced_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Calls(monkeypatch).watched() as calls:
        files.append(tmp_path / "log", b"one\n")
    assert calls.made.count("fsync") == 2


def test_a_signature_differs_after_a_write_and_only_then(tmp_path: Path) -> None:
    path = tmp_path / "file"
    assert files.signature(path) is None
    written = files.replace(path, [b"one"])
    assert files.signature(path) == written
    assert files.replace(path, [b"one"]) != written


def test_a_file_set_aside_never_takes_the_place_of_another(tmp_path: Path) -> None:
    names = []
    for content in ("one", "two", "three"):
        (tmp_path / "state.json").write_text(content)
        names.append(files.set_aside(tmp_path / "state.json", "damaged", "2026-11-22T09:00:00.000000Z"))
    assert [path.name for path in names] == [
        "state.damaged-2026-11-22T090000.json",
        "state.damaged-2026-11-22T090000-2.json",
        "state.damaged-2026-11-22T090000-3.json",
    ]
    assert [path.read_text() for path in names] == ["one", "two", "three"]


def test_only_what_a_killed_save_left_is_swept(tmp_path: Path) -> None:
    kept = ["state.json", ".state.json.swp", ".state.json.12.new", ".other.json.12.0a1b2c.new"]
    for name in [*kept, ".state.json.12.0a1b2c.new"]:
        (tmp_path / name).touch()
    assert [path.name for path in files.sweep(tmp_path / "state.json")] == [".state.json.12.0a1b2c.new"]
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(kept)


@pytest.mark.parametrize(
    "name",
    ["x" * 251 + ".bib", os.fsdecode(("日" * 84 + ".md").encode()), "short.md", os.fsdecode(b"\xff.md")],
)
def test_a_name_may_be_as_long_as_the_system_takes(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    with suppress(OSError):
        files.replace(path, fails_after_a_byte())
    assert not files.unfinished(path)
    files.replace(path, [b"whole"])
    assert [file.read_bytes() for file in tmp_path.iterdir()] == [b"whole"]


def fails_after_a_byte() -> Iterator[bytes]:
    yield b"x"
    raise OSError("no more")


def test_whatever_is_opened_is_closed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Calls(monkeypatch).watched() as calls:
        files.replace(tmp_path / "new", [b"one"])
        files.append(tmp_path / "log", b"one\n")
        files.sync_folder(tmp_path)
    assert calls.made.count("open") == calls.made.count("close") == 5


@pytest.mark.parametrize("fault", [fails_from(2), short_writes()])
def test_what_is_appended_is_there_whole_or_not_at_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: Fault
) -> None:
    path = tmp_path / "log"
    files.append(path, b"one\n")
    with Calls(monkeypatch, fault).watched(), suppress(OSError):
        files.append(path, b"two\n")
    assert path.read_bytes() in (b"one\n", b"one\ntwo\n")


def test_a_line_cut_short_is_ended_before_the_next_is_appended(tmp_path: Path) -> None:
    path = tmp_path / "log"
    for begun, ended in ((b"", b""), (b"one\n", b"one\n"), (b"one\ntw", b"one\ntw\n")):
        path.write_bytes(begun)
        with files.appending(path) as end:
            end.end_line()
            assert end.size == len(ended)
            end.write(b"three\n")
        assert path.read_bytes() == ended + b"three\n"


def test_what_is_appended_through_a_link_is_in_the_file_it_names(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "there" / "log")
    files.append(tmp_path / "link", b"one\n")
    assert (tmp_path / "there" / "log").read_bytes() == b"one\n"
    assert (tmp_path / "link").is_symlink()


def test_a_new_file_never_takes_the_place_of_another(tmp_path: Path) -> None:
    path = tmp_path / "new folder" / "file"
    os.close(files.create(path))
    assert (path.stat().st_mode & 0o777, path.parent.stat().st_mode & 0o777) == (0o600, 0o700)
    with pytest.raises(FileExistsError):
        files.create(path)
