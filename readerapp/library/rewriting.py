"""The library's file replaced as a whole: all of the new one or all of the old, and one writer at a time."""

from __future__ import annotations

import contextlib
import os
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path

from readerapp.domain.errors import Unwritable

_PATIENCE = 30.0


@contextlib.contextmanager
def locked(path: Path) -> Iterator[None]:
    """Within it no other process of ours writes the file: the lock that `lines.appending` takes.

    Raises:
        Unwritable: the folder or file can't be written, or another holds it for 30 s.
    """
    from filelock import FileLock, Timeout

    try:
        target = Path(os.path.realpath(path))
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with FileLock(f"{target}.lock", timeout=_PATIENCE, mode=0o600):
            yield
    except Timeout as error:
        raise Unwritable(f"{path} is held by another program; try again when it is done") from error
    except OSError as error:
        raise Unwritable(f"{path} can't be written: {error.strerror or error}") from error


def replace(path: Path, chunks: Iterable[bytes]) -> None:
    """The file now holds `chunks`, on disk; on any failure (`OSError`) it holds what it held.

    A symbolic link stays one, an existing file keeps its mode, a new one is its owner's alone.
    """
    target = Path(os.path.realpath(path))
    beside = target.with_name(f".{target.name}.{os.getpid()}.{os.urandom(3).hex()}.new")
    try:
        with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.writelines(chunks)
            file.flush()
            os.fsync(file.fileno())
        with contextlib.suppress(FileNotFoundError):
            beside.chmod(stat.S_IMODE(target.stat().st_mode))
        beside.replace(target)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
    _sync_folder(target.parent)


def _sync_folder(path: Path) -> None:
    if os.name == "nt":  # which has no such call and needs none
        return
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
