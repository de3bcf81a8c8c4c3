"""A file that this user may not use is one line with a way out."""

import errno
import os
from pathlib import Path

import pytest

from readerapp.disk import access
from readerapp.disk.lock import writing
from readerapp.domain.errors import ReaderError, Unwritable
from readerapp.home import Home

DENIED = PermissionError(errno.EACCES, os.strerror(errno.EACCES))


def test_a_file_of_another_users_says_how_to_have_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "papers.jsonl"
    path.touch()
    monkeypatch.setattr(os, "geteuid", lambda: path.stat().st_uid + 1)
    said = access.unwritable(path, DENIED)
    assert said == (
        f"{path} can't be written: Permission denied, it is another user's: `sudo chown -R $USER {path}`, "
        "or set READERAPP_HOME"
    )


def test_a_folder_that_may_not_be_written_says_where_else_to_go(tmp_path: Path) -> None:
    said = access.reason(OSError(errno.EROFS, os.strerror(errno.EROFS)), tmp_path / "a" / "b" / "state.json")
    assert said == (
        f"Read-only file system: set READERAPP_HOME to a folder of yours, or change the rights of {tmp_path}"
    )
    assert access.reason(OSError(errno.ENOSPC, "No space left"), tmp_path) == "No space left"


def test_what_cannot_be_locked_for_want_of_rights_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise DENIED

    monkeypatch.setattr(Path, "mkdir", refuse)
    with (
        pytest.raises(Unwritable, match="Permission denied: set READERAPP_HOME"),
        writing(tmp_path / "a" / "b"),
    ):
        pytest.fail("it is held")


def test_only_what_is_there_and_refuses_is_unreadable(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    assert access.unreadable(tmp_path / "file") == access.unreadable(tmp_path / "none") == ""
    assert access.unreadable(tmp_path / "file" / "below") == ""
    assert "can't be read: Is a directory" in access.unreadable(tmp_path)


def test_a_home_that_is_a_file_or_nobodys_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(ReaderError, match="a file: name a folder"):
        Home.find(env={"READERAPP_HOME": str(tmp_path / "file")})
    with pytest.raises(ReaderError, match="by its full path"):
        Home.find(env={"READERAPP_HOME": "~nobody-of-that-name/x"})


def test_a_home_is_named_with_a_tilde_from_here_or_with_spaces_around(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    for named in ("~/list", "list", f" {tmp_path}/list \n", "./list"):
        assert Home.find(env={"READERAPP_HOME": named}).data == tmp_path / "list"
    assert Home.find(env={"READERAPP_HOME": "  "}) == Home.find(env={})


def test_a_reader_without_any_folder_is_told_what_to_set(monkeypatch: pytest.MonkeyPatch) -> None:
    pwd = pytest.importorskip("pwd")

    def nobody(uid: int) -> None:
        raise KeyError(uid)

    for name in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(pwd, "getpwuid", nobody)
    with pytest.raises(ReaderError, match="READERAPP_HOME to a folder for your list"):
        Home.find(env={})
