"""The thread that writes changes: to the journal within milliseconds, to the state file soon after."""

from __future__ import annotations

import atexit
import threading
import time
from collections.abc import Callable
from typing import Protocol

from readerapp.domain.errors import ReaderError, Unwritable
from readerapp.state.journal_line import JournalLine

SAVE_AFTER_SECONDS = 0.12
"""The state file is saved after this long without a change …"""
SAVE_WITHIN_SECONDS = 2.0
"""… or at the latest this long after the first unsaved one."""
_PAUSE_FACTOR, _MAX_PAUSE_SECONDS = 5, 5.0
"""The pause between two saves, as a multiple of the time the last one took, and its maximum."""
_MAX_WAIT_SECONDS = 120.0
_RETRY_SECONDS = (0.2, 1.0, 5.0)
_MEANWHILE = "Nothing is lost while this runs; it is tried again."


class Target(Protocol):
    """What the thread writes with."""

    def commit(self, lines: list[JournalLine]) -> None:
        """Make `lines` safe."""

    def save(self) -> None:
        """Bring the state file up to date."""


class Writer:
    """Takes lines from any thread and writes them in its own, which starts with the first line."""

    def __init__(self, target: Callable[[], Target], failed: Callable[[str], None]) -> None:
        """`target` is called once, in the writer's thread; `failed` is called there with a message."""
        self._make_target = target
        self._failed = failed
        self._wake = threading.Condition()
        self._lines: list[JournalLine] = []
        self._writing = 0
        self._changed = self._first = 0.0
        self._unsaved = False
        self._hurried = self._awaited = False
        self._closed = self._ended = False
        self._pause = 0.0
        self._failures = 0
        self._attempts = 0
        self._problem = ""
        self._thread: threading.Thread | None = None

    @property
    def closed(self) -> bool:
        """True after `close`."""
        return self._closed

    @property
    def pending(self) -> bool:
        """True while there are lines that aren't in the journal yet."""
        return bool(self._lines or self._writing)

    @property
    def busy(self) -> bool:
        """True while there is anything left to write."""
        return self.pending or self._unsaved

    def add(self, line: JournalLine) -> None:
        """Hand over a line. Returns at once."""
        with self._wake:
            self._lines.append(line)
            self._start()

    def save(self) -> None:
        """Ask for a save. Returns at once."""
        with self._wake:
            self._due()
            self._start()

    def _due(self) -> None:
        now = time.monotonic()
        self._first = self._first if self._unsaved else now
        self._changed, self._unsaved = now, True

    def _start(self) -> None:
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="state writer", daemon=True)
            self._thread.start()
            atexit.register(self.flush)
        self._wake.notify_all()

    def sync(self) -> None:
        """Return when every line is in the journal. Raises `Unwritable` if that fails."""
        with self._wake:
            self._wait_until(lambda: not self.pending)

    def flush(self) -> None:
        """Return when every line is in the state file, too. Raises `Unwritable` if that fails."""
        with self._wake:
            self._hurried = self.busy
            try:
                self._wait_until(lambda: not self.busy)
            finally:
                self._hurried = False

    def _wait_until(self, done: Callable[[], bool]) -> None:
        """Wait, but give up after two failed attempts: the one under way, and one from the start."""
        tried = self._attempts
        self._awaited = True
        self._wake.notify_all()
        self._wake.wait_for(lambda: done() or self._ended or self._attempts > tried + 1, _MAX_WAIT_SECONDS)
        self._awaited = False
        if not done():
            raise Unwritable(self._problem or "Not saved: the disk does not answer.")

    def close(self) -> None:
        """Flush and end the thread. Raises `Unwritable` if anything stays unwritten."""
        try:
            self.flush()
        except Unwritable as error:
            raise Unwritable(str(error).replace(_MEANWHILE, self._end())) from None
        finally:
            with self._wake:
                self._closed = True
                self._wake.notify_all()
            if self._thread is not None:
                self._thread.join(timeout=5.0)
                atexit.unregister(self.flush)

    def _end(self) -> str:
        """Message on what becomes of unwritten changes after the last attempt."""
        if self.pending:
            return "The last changes are lost when it ends."
        return "The journal beside it has everything, and the next start saves it."

    def _run(self) -> None:
        try:
            target: Target | None = None
            while (lines := self._next()) is not None:
                try:
                    target = target or self._make_target()
                    self._write(target, lines)
                except Exception as error:  # noqa: BLE001  a dead thread would write nothing more
                    self._missed(lines, error)
                else:
                    self._made(lines)
        finally:
            with self._wake:
                self._ended = True
                self._wake.notify_all()

    def _write(self, target: Target, lines: list[JournalLine]) -> None:
        if lines:
            target.commit(lines)
        else:
            began = time.monotonic()
            target.save()
            self._pause = min(_MAX_PAUSE_SECONDS, _PAUSE_FACTOR * (time.monotonic() - began))

    def _next(self) -> list[JournalLine] | None:
        """Wait for work: lines to commit, an empty list for a save, None for the end."""
        with self._wake:
            while True:
                if self._closed:
                    return None
                if self._failures and not self._awaited:
                    self._wake.wait(_RETRY_SECONDS[min(self._failures, len(_RETRY_SECONDS)) - 1])
                if self._lines:
                    lines, self._lines = self._lines, []
                    self._writing = len(lines)
                    return lines
                rest = self._rest()
                if rest is not None and rest <= 0:
                    return []
                self._wake.wait(rest)

    def _rest(self) -> float | None:
        """Seconds until the next save; None if none is due."""
        if not self._unsaved:
            return None
        if self._hurried:
            return 0.0
        calm = self._changed + max(SAVE_AFTER_SECONDS, self._pause)
        return min(calm, self._first + max(SAVE_WITHIN_SECONDS, self._pause)) - time.monotonic()

    def _made(self, lines: list[JournalLine]) -> None:
        with self._wake:
            self._writing = self._failures = 0
            self._problem = ""
            if lines:
                self._due()
            else:
                self._unsaved = False
            self._wake.notify_all()

    def _missed(self, lines: list[JournalLine], error: Exception) -> None:
        with self._wake:
            self._lines[:0] = lines
            self._writing = 0
            self._failures += 1
            self._attempts += 1
            told, self._problem = self._problem, _sentence(error)
            self._wake.notify_all()
        if self._problem != told:
            self._failed(self._problem)


def _sentence(error: Exception) -> str:
    if isinstance(error, ReaderError):
        return str(error)
    if isinstance(error, OSError):
        where = f"{error.filename}: " if error.filename else ""
        reason = error.strerror or str(error)
    else:
        where, reason = "a fault of readerapp's own: ", f"{type(error).__name__}: {error}"
    return f"Not saved yet: {where}{reason}. {_MEANWHILE}"
