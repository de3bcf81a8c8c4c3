"""Lock on the index, so that one program writes it; others see its progress."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from readerapp.disk import files
from readerapp.disk.lock import Lock

Progress = Callable[[float], None]
"""Called with the fraction done, from 0 to 1."""
_POLL_SECONDS = 0.05
PATIENCE_SECONDS = 20.0
"""Seconds without progress after which waiting for another program ends."""


@contextmanager
def index_lock(folder: Path, progress: Progress | None, *, wait: bool) -> Iterator[bool]:
    """Hold the lock on the index in a folder; yields True if it is held.

    With `wait`, wait for another program as long as it makes progress, which is passed to `progress`.

    Raises `OSError`.
    """
    lock = Lock(folder / "lock")
    held = _acquired(lock, folder, progress, wait=wait)
    try:
        yield held
    finally:
        if held:
            with suppress(OSError):
                (folder / "progress").unlink(missing_ok=True)
            lock.release()


def shared_progress(folder: Path, progress: Progress | None) -> Progress:
    """Return a function that reports progress to `progress` and to programs waiting for this one."""
    told = -1

    def tell(part: float) -> None:
        nonlocal told
        if progress:
            progress(part)
        if (percent := int(part * 100)) != told:
            told = percent
            with suppress(OSError):
                files.replace(folder / "progress", [b"%d" % percent], durable=False)

    return tell


def _acquired(lock: Lock, folder: Path, progress: Progress | None, *, wait: bool) -> bool:
    seen, since = _seen(folder), time.monotonic()
    while not lock.acquire(_POLL_SECONDS if wait else 0):
        if (now := _seen(folder)) != seen:
            seen, since = now, time.monotonic()
        if not wait or time.monotonic() - since > PATIENCE_SECONDS:
            return False
        if progress and now:
            progress(now[1] / 100)
    return True


def _seen(folder: Path) -> tuple[int, int] | None:
    """Return (modification time in ns, percent done) of the program holding the index, or None."""
    path = folder / "progress"
    try:
        return path.stat().st_mtime_ns, int(path.read_text())
    except (OSError, ValueError):
        return None
