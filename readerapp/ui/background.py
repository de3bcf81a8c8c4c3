"""Work off the interface's thread: one thread, the newest question of a kind wins."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from textual.message import Message

Work = Callable[[], Any]
Then = Callable[[Any], None]


class Background:
    """Answers questions one after the other; a question not begun yet gives way to a newer of its kind.

    Answers come back as `Ready` messages, so that what is done with them is done by the interface.
    """

    @dataclass
    class Ready(Message):
        """An answer, what to do with it, and whether a newer question of the kind waits already."""

        then: Then
        answer: Any
        error: Exception | None = None

    def __init__(self, post: Callable[[Message], object]) -> None:
        self._post = post
        self._waiting: dict[str, tuple[Work, Then]] = {}
        self._changed = threading.Condition()
        self._thread: threading.Thread | None = None
        self._stopped = False
        self._working = False

    def ask(self, kind: str, work: Work, then: Then) -> None:
        """Have `work` done in the thread and `then` called with what it gives, in the interface."""
        with self._changed:
            self._waiting.pop(kind, None)
            self._waiting[kind] = (work, then)
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="background", daemon=True)
                self._thread.start()
            self._changed.notify()

    @property
    def busy(self) -> bool:
        """Whether a question waits or is being answered."""
        return bool(self._waiting) or self._working

    def stop(self) -> None:
        """Begin nothing more."""
        with self._changed:
            self._stopped = True
            self._waiting.clear()
            self._changed.notify()

    def _run(self) -> None:
        while (task := self._next()) is not None:
            work, then = task
            try:
                answer, error = work(), None
            except Exception as caught:  # noqa: BLE001 - raised again in the interface's thread
                answer, error = None, caught
            self._post(self.Ready(then, answer, error))
            self._working = False

    def _next(self) -> tuple[Work, Then] | None:
        with self._changed:
            while not self._waiting and not self._stopped:
                self._changed.wait()
            if self._stopped:
                return None
            self._working = True
            return self._waiting.pop(next(iter(self._waiting)))
