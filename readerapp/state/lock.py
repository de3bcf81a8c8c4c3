"""One writer at a time, over all processes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from readerapp.domain.errors import Unwritable
from readerapp.state import files

if TYPE_CHECKING:
    from filelock import BaseFileLock


class HomeLock:
    """The lock of one home: a file beside the state, which the system lets go when its holder dies."""

    def __init__(self, path: Path, timeout: float = 5.0) -> None:
        self.path = path
        self.timeout = timeout
        self._lock: BaseFileLock | None = None

    @contextmanager
    def held(self) -> Iterator[None]:
        """Within it no other process writes. Raises `Unwritable` where another holds it too long."""
        from filelock import FileLock, Timeout  # a third of start-up, and only writers need it

        if self._lock is None:
            files.make_folder(self.path.parent)
            self._lock = FileLock(self.path, mode=files.NEW_FILE, thread_local=False, poll_interval=0.004)
        try:
            self._lock.acquire(timeout=self.timeout)
        except Timeout:
            raise Unwritable(
                f"{self.path} has been held by another program for {self.timeout:g} s: end it if it hangs."
            ) from None
        try:
            yield
        finally:
            self._lock.release()


def lock_of(path: Path) -> HomeLock:
    """The lock of the state file at `path`."""
    return HomeLock(path.with_name(path.name + ".lock"))
