"""Whose turn it is to write the index: one program's at a time; the others see how far it is."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from readerapp.disk import files
from readerapp.disk.lock import Lock

Progress = Callable[[float], None]
"""Told the part done, from 0 to 1."""
_LOOK_EVERY = 0.05
PATIENCE = 5.0
"""Seconds without progress after which a program that holds the index is not waited for any longer."""


@contextmanager
def index_lock(folder: Path, progress: Progress | None, *, wait: bool) -> Iterator[bool]:
    """Hold the index in a folder; whether it is held.

    With `wait` a program that holds it is waited for as long as it goes on; `progress` is told how far it is.

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
    """What tells `progress` and the programs that wait for this one."""
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
    while not lock.acquire(_LOOK_EVERY if wait else 0):
        if (now := _seen(folder)) != seen:
            seen, since = now, time.monotonic()
        if not wait or time.monotonic() - since > PATIENCE:
            return False
        if progress and now:
            progress(now[1] / 100)
    return True


def _seen(folder: Path) -> tuple[int, int] | None:
    """When the program that holds the index last told its progress, and how many per cent that was."""
    path = folder / "progress"
    try:
        return path.stat().st_mtime_ns, int(path.read_text())
    except (OSError, ValueError):
        return None
