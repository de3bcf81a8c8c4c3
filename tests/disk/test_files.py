"""Writing files: synced before they count, in an order that a lost power cord can't turn."""

from pathlib import Path

import pytest

from readerapp.disk import files
from tests.state.faults import Calls


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


def test_whatever_is_opened_is_closed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Calls(monkeypatch).watched() as calls:
        files.replace(tmp_path / "new", [b"one"])
        files.append(tmp_path / "log", b"one\n")
        files.sync_folder(tmp_path)
    assert calls.made.count("open") == calls.made.count("close") == 5
