"""Work off the interface's thread: one thread, the newest question of a kind wins."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

from textual.message import Message

Work = Callable[[], Any]
Then = Callable[[Any], None]
Failed = Callable[[], object]


def _nothing() -> None:
    """What is to be done about most failures, once they are told."""


class _Task(NamedTuple):
    work: Work
    then: Then
    failed: Failed


class Background:
    """Answers questions one after the other; a question not begun yet gives way to a newer of its kind.

    Answers come back as `Ready` messages, so that what is done with them is done by the interface.
    """

    @dataclass
    class Ready(Message):
        """An answer and what to do with it; or what failed, and what to do about that once it is told."""

        then: Then
        answer: Any
        error: BaseException | None = None
        failed: Failed = _nothing

    def __init__(self, post: Callable[[Message], object]) -> None:
        self._post = post
        self._waiting: dict[str, _Task] = {}
        self._changed = threading.Condition()
        self._thread: threading.Thread | None = None
        self._stopped = False
        self._working = False

    def ask(self, kind: str, work: Work, then: Then, failed: Failed = _nothing) -> None:
        """Have `work` done in the thread and `then` called with what it gives, in the interface.

        Where it raises, that is told there, and `failed` is called.
        """
        with self._changed:
            self._waiting.pop(kind, None)
            self._waiting[kind] = _Task(work, then, failed)
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
            answer, error = None, None
            try:
                answer = task.work()
            # All of them: what a library in another language raises is no Exception, and the thread goes on.
            except BaseException as caught:  # noqa: BLE001 - told in the interface
                error = caught
            self._post(self.Ready(task.then, answer, error, task.failed))
            self._working = False

    def _next(self) -> _Task | None:
        with self._changed:
            while not self._waiting and not self._stopped:
                self._changed.wait()
            if self._stopped:
                return None
            self._working = True
            return self._waiting.pop(next(iter(self._waiting)))


class BackgroundThreads:
    """A thread for each kind of thing that may have to wait: none of them waits for another, nor a search."""

    def __init__(self, post: Callable[[Message], object]) -> None:
        self._post = post
        self._lanes: dict[str, Background] = {}

    def ask(self, kind: str, work: Work, then: Then, failed: Failed = _nothing) -> None:
        """As `Background.ask`; the first word of `kind` says with what it takes turns."""
        lane = self._lanes.setdefault(kind.partition(" ")[0], Background(self._post))
        lane.ask(kind, work, then, failed)

    @property
    def busy(self) -> bool:
        """Whether anything waits or is being done."""
        return any(lane.busy for lane in self._lanes.values())

    def stop(self) -> None:
        """Begin nothing more."""
        for lane in self._lanes.values():
            lane.stop()
