"""Locks: one writer at a time, across processes."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from readerapp.disk import files
from readerapp.disk.access import unwritable
from readerapp.domain.errors import Unwritable

if TYPE_CHECKING:
    from filelock import BaseFileLock


TIMEOUT_SECONDS = 5.0
"""Wait for another process, whose save takes milliseconds."""
LONG_TIMEOUT_SECONDS = 30.0
"""Wait for a process that may be writing many papers."""
_POLL_SECONDS = 0.004
_NO_LOCKS = {errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOLCK, errno.EINVAL}
"""Errors of file systems without locks."""


class Lock:
    """A lock file, which the system releases when its holder dies."""

    def __init__(self, path: Path, timeout: float | None = None) -> None:
        self.path = path
        self.timeout = TIMEOUT_SECONDS if timeout is None else timeout
        self._lock: BaseFileLock | None = None

    @contextmanager
    def held(self) -> Iterator[None]:
        """Hold the lock within the block. Raises `Unwritable` if another process holds it too long."""
        if not self.acquire(self.timeout):
            raise Unwritable(
                f"{self.path} has been held by another program for {self.timeout:g} s: end it if it hangs."
            )
        try:
            yield
        finally:
            self.release()

    def acquire(self, timeout: float) -> bool:
        """Return True if the lock is held now, False if another holds it for `timeout` seconds.

        Raises `OSError` if the folder can't be written.
        """
        from filelock import Timeout  # a third of start-up, and only writers need it

        try:
            self._acquire(timeout)
        except Timeout:
            return False
        return True

    def release(self) -> None:
        """Release the lock."""
        if self._lock is not None:
            self._lock.release()

    def _acquire(self, timeout: float) -> None:
        from filelock import FileLock, SoftFileLock

        if self._lock is None:
            files.make_folder(self.path.parent)
            self._lock = FileLock(
                self.path,
                mode=files.NEW_FILE_MODE,
                thread_local=False,
                poll_interval=_POLL_SECONDS,
                fallback_to_soft=False,  # it would warn, and only for one of the ways to say so
            )
        try:
            self._lock.acquire(timeout=timeout)
        except OSError as error:
            if error.errno not in _NO_LOCKS:
                raise
            # A file that exists only while the lock is held. It names its holder, so a dead one is noticed.
            beside = self.path.with_name(self.path.name + ".held")
            self._lock = SoftFileLock(beside, thread_local=False, poll_interval=_POLL_SECONDS)
            self._lock.acquire(timeout=timeout)


def lock_of(path: Path, timeout: float | None = None) -> Lock:
    """Return the lock of the file at `path`, a file beside it."""
    return Lock(path.with_name(path.name + ".lock"), timeout)


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """Hold the lock of the file at `path`, or of the one it links to.

    Raises:
        Unwritable: the folder or file can't be written, or another process holds the lock too long.
    """
    try:
        with lock_of(files.resolve(path), LONG_TIMEOUT_SECONDS).held():
            yield
    except OSError as error:
        raise Unwritable(unwritable(path, error)) from error


def try_open_locked(path: Path) -> int | None:
    """Open a file, made if need be, and lock it until it is closed; return None if another process has it.

    On Windows, and on network drives without locks, every process can open it.
    """
    files.make_folder(path.parent)
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, files.NEW_FILE_MODE)
    try:
        import fcntl

        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(descriptor)
        return None
    except (ImportError, OSError):
        return descriptor
    return descriptor
