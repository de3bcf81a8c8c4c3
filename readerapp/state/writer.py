"""The thread that writes: what it is handed is in the journal in milliseconds, in the state file soon."""

from __future__ import annotations

import atexit
import threading
import time
from collections.abc import Callable
from typing import Protocol

from readerapp.domain.errors import ReaderError, Unwritable
from readerapp.state.journal_line import JournalLine

SAVE_AFTER = 0.12
"""Seconds without a change after which the state file follows the journal."""
SAVE_WITHIN = 2.0
"""Seconds after which it follows even while changes go on."""
_SHARE, _LONGEST = 5, 5.0
"""A large file takes long to write: so many times that long, or these seconds, are between two writes."""
_PATIENCE = 120.0
_MEANWHILE = "Nothing is lost while this runs; it is tried again."
_AGAIN_AFTER = (0.2, 1.0, 5.0)


class Target(Protocol):
    """What the thread writes to."""

    def commit(self, lines: list[JournalLine]) -> None:
        """Makes `lines` safe."""

    def save(self) -> None:
        """Brings the state file up to them."""


class Writer:
    """Takes lines from any thread and writes them from its own, which starts with the first."""

    def __init__(self, target: Callable[[], Target], failed: Callable[[str], None]) -> None:
        """`target` is made in the writer's thread; `failed` is called there with a sentence."""
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
        """Whether it takes nothing any more."""
        return self._closed

    @property
    def pending(self) -> bool:
        """Whether there is something that isn't in the journal yet."""
        return bool(self._lines or self._writing)

    @property
    def busy(self) -> bool:
        """Whether there is something left to write."""
        return self.pending or self._unsaved

    def add(self, line: JournalLine) -> None:
        """Hands over one line. Returns at once."""
        with self._wake:
            self._lines.append(line)
            self._start()

    def save(self) -> None:
        """Asks for the state file to be looked at and brought up to date. Returns at once."""
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
        """Returns when all that was handed over is in the journal. Raises `Unwritable` where it can't be."""
        with self._wake:
            self._wait_until(lambda: not self.pending)

    def flush(self) -> None:
        """Returns when all of it is in the state file, too. Raises `Unwritable` where it can't be."""
        with self._wake:
            self._hurried = self.busy
            try:
                self._wait_until(lambda: not self.busy)
            finally:
                self._hurried = False

    def _wait_until(self, done: Callable[[], bool]) -> None:
        """Waits, but only until the writer has tried all of it in vain: what it was about when asked, and
        once more from the start."""
        tried = self._attempts
        self._awaited = True
        self._wake.notify_all()
        self._wake.wait_for(lambda: done() or self._ended or self._attempts > tried + 1, _PATIENCE)
        self._awaited = False
        if not done():
            raise Unwritable(self._problem or "Not saved: the disk does not answer.")

    def close(self) -> None:
        """Flushes and ends the thread. Raises `Unwritable` where something stays unwritten."""
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
        """What becomes of that which isn't written when it isn't tried again."""
        if self.pending:
            return "What was changed last is lost with the end."
        return "It is all in the journal beside it, and saved with the next start."

    def _run(self) -> None:
        try:
            target: Target | None = None
            while (lines := self._next()) is not None:
                try:
                    target = target or self._make_target()
                    self._write(target, lines)
                except Exception as error:  # noqa: BLE001  a thread that died would write nothing more
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
            self._pause = min(_LONGEST, _SHARE * (time.monotonic() - began))

    def _next(self) -> list[JournalLine] | None:
        """Waits for work: the lines to commit, an empty list to save, None to end."""
        with self._wake:
            while True:
                if self._closed:
                    return None
                if self._failures and not self._awaited:
                    self._wake.wait(_AGAIN_AFTER[min(self._failures, len(_AGAIN_AFTER)) - 1])
                if self._lines:
                    lines, self._lines = self._lines, []
                    self._writing = len(lines)
                    return lines
                rest = self._rest()
                if rest is not None and rest <= 0:
                    return []
                self._wake.wait(rest)

    def _rest(self) -> float | None:
        """Seconds until the state file is due; None if it isn't."""
        if not self._unsaved:
            return None
        if self._hurried:
            return 0.0
        calm = self._changed + max(SAVE_AFTER, self._pause)
        return min(calm, self._first + max(SAVE_WITHIN, self._pause)) - time.monotonic()

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
