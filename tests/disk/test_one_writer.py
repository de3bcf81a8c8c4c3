"""Files of ours are written in one place, and a disk that knows less than others will do."""

import errno
import fcntl
import os
from pathlib import Path
from types import SimpleNamespace

import pytest

from readerapp.disk import files, lock
from readerapp.disk.lock import try_open_locked, writing
from readerapp.domain.errors import Unwritable


@pytest.mark.parametrize("code", [errno.EINVAL, errno.ENOTSUP, errno.ENOSYS, errno.EACCES, errno.EIO])
def test_a_folder_that_cannot_be_synced_has_the_new_file_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    real = os.fsync

    def fsync(descriptor: int) -> None:
        if os.path.isdir(f"/proc/self/fd/{descriptor}"):  # noqa: PTH112  a link that only the system reads
            raise OSError(code, os.strerror(code))
        real(descriptor)

    monkeypatch.setattr(os, "fsync", fsync)
    files.replace(tmp_path / "new", [b"one"])
    files.append(tmp_path / "log", b"one\n")
    assert ((tmp_path / "new").read_bytes(), (tmp_path / "log").read_bytes()) == (b"one", b"one\n")
    assert files.sync_folder(tmp_path) == os.strerror(code)


def test_a_file_that_cannot_be_synced_for_a_fault_of_the_disk_is_not_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fsync(_: int) -> None:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    files.replace(tmp_path / "file", [b"old"])
    monkeypatch.setattr(os, "fsync", fsync)
    with pytest.raises(OSError, match="Input/output"):
        files.replace(tmp_path / "file", [b"new"])
    assert (tmp_path / "file").read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_a_file_system_without_modes_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fchmod(*_: object) -> None:
        raise PermissionError(errno.EPERM, os.strerror(errno.EPERM))

    (tmp_path / "file").write_bytes(b"old")
    (tmp_path / "file").chmod(0o666)
    monkeypatch.setattr(os, "fchmod", fchmod)
    files.replace(tmp_path / "file", [b"new"])
    assert (tmp_path / "file").read_bytes() == b"new"


def test_who_writes_a_file_through_a_link_waits_for_who_writes_it_by_its_own_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lock, "LONG_TIMEOUT_SECONDS", 0.01)
    (tmp_path / "there").mkdir()
    (tmp_path / "here").symlink_to(tmp_path / "there" / "file")
    with (
        writing(tmp_path / "there" / "file"),
        pytest.raises(Unwritable, match="held by another"),
        writing(tmp_path / "here"),
    ):
        pytest.fail("both hold it")


def test_on_a_mac_the_drive_itself_is_asked_to_write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []
    monkeypatch.setattr("readerapp.disk.files.sys", SimpleNamespace(platform="darwin"))
    monkeypatch.setattr(fcntl, "F_FULLFSYNC", 51, raising=False)
    monkeypatch.setattr(fcntl, "fcntl", lambda _, call: asked.append(call))
    files.replace(tmp_path / "file", [b"one"])
    files.append(tmp_path / "file", b"two")
    assert asked == [51, 51]


def test_a_file_that_moves_to_another_disk_is_there_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def rename(*_: object) -> None:
        raise OSError(errno.EXDEV, os.strerror(errno.EXDEV))

    (tmp_path / "file").write_bytes(b"one")
    monkeypatch.setattr(Path, "rename", rename)
    assert files.move(tmp_path / "file", tmp_path / "there").read_bytes() == b"one"
    assert not (tmp_path / "file").exists()


def test_a_file_opened_under_its_own_lock_is_not_opened_again_until_it_is_closed(tmp_path: Path) -> None:
    path = tmp_path / "drafts" / "one.json"
    first = try_open_locked(path)
    assert first is not None
    assert try_open_locked(path) is None
    os.close(first)
    again = try_open_locked(path)
    assert again is not None
    os.close(again)


def test_a_file_without_locks_is_opened_by_whoever_asks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def flock(*_: object) -> None:
        raise OSError(errno.ENOTSUP, os.strerror(errno.ENOTSUP))

    monkeypatch.setattr(fcntl, "flock", flock)
    opened = [try_open_locked(tmp_path / "one.json") for _ in range(2)]
    assert None not in opened
    for descriptor in opened:
        os.close(descriptor or 0)
