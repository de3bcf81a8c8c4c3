"""One writer at a time, over all processes."""

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


PATIENCE = 5.0
"""Seconds to wait for another process: a save takes milliseconds."""
LONG = 30.0
"""Seconds to wait where others may write many papers at once."""
_POLL = 0.004
_NO_LOCKS = {errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOLCK, errno.EINVAL}
"""How file systems without locks say so."""


class Lock:
    """A file beside the one it guards, which the system lets go when its holder dies."""

    def __init__(self, path: Path, timeout: float | None = None) -> None:
        self.path = path
        self.timeout = PATIENCE if timeout is None else timeout
        self._lock: BaseFileLock | None = None

    @contextmanager
    def held(self) -> Iterator[None]:
        """Within it no other process writes. Raises `Unwritable` where another holds it too long."""
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
        """Let others have it."""
        if self._lock is not None:
            self._lock.release()

    def _acquire(self, timeout: float) -> None:
        from filelock import FileLock, SoftFileLock

        if self._lock is None:
            files.make_folder(self.path.parent)
            self._lock = FileLock(
                self.path,
                mode=files.NEW_FILE,
                thread_local=False,
                poll_interval=_POLL,
                fallback_to_soft=False,  # it would warn, and only for one of the ways to say so
            )
        try:
            self._lock.acquire(timeout=timeout)
        except OSError as error:
            if error.errno not in _NO_LOCKS:
                raise
            # A file that is there only while the lock is held; it names its holder, so a dead one is noticed.
            beside = self.path.with_name(self.path.name + ".held")
            self._lock = SoftFileLock(beside, thread_local=False, poll_interval=_POLL)
            self._lock.acquire(timeout=timeout)


def lock_of(path: Path, timeout: float | None = None) -> Lock:
    """The lock of the file at `path`, beside it."""
    return Lock(path.with_name(path.name + ".lock"), timeout)


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """Within it no other process of ours writes the file at `path`, or what it links to.

    Raises:
        Unwritable: the folder or file can't be written, or another holds it for long.
    """
    try:
        with lock_of(files.resolve(path), LONG).held():
            yield
    except OSError as error:
        raise Unwritable(unwritable(path, error)) from error


def try_open_locked(path: Path) -> int | None:
    """Open a file, made if it doesn't exist, that is locked until it is closed; None if another has it.

    Where there are no such locks, on Windows and on some network drives, it is open for whoever asks.
    """
    files.make_folder(path.parent)
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, files.NEW_FILE)
    try:
        import fcntl

        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(descriptor)
        return None
    except (ImportError, OSError):
        return descriptor
    return descriptor
