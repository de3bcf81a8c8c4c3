"""Background threads: tasks run one at a time, and a newer task replaces a waiting one of its kind."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

from textual.message import Message

from readerapp.domain.values import NamedTuple, dataclass
from readerapp.library import Library, Shelf

Work = Callable[[], Any]
Then = Callable[[Any], None]
Failed = Callable[[], object]


class _Task(NamedTuple):
    work: Work
    then: Then
    failed: Failed


class Background:
    """One thread that runs tasks in order; a newer task replaces a waiting one of the same kind.

    Results come back as `Ready` messages, so they are handled on the interface's thread.
    """

    @dataclass
    class Ready(Message):
        """A result and its callback, or an error and the callback to run once it is reported."""

        then: Then
        answer: Any
        error: BaseException | None = None
        failed: Failed = lambda: None

    def __init__(self, post: Callable[[Message], object]) -> None:
        self._post = post
        self._waiting: dict[str, _Task] = {}
        self._changed = threading.Condition()
        self._thread: threading.Thread | None = None
        self._stopped = False
        self._working = False

    def ask(self, kind: str, work: Work, then: Then, failed: Failed = lambda: None) -> None:
        """Run `work` in the thread, then `then` with its result on the interface's thread.

        If it raises, the error is reported and `failed` is called instead.
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
        """True while a task waits or runs."""
        return bool(self._waiting) or self._working

    def stop(self) -> None:
        """Start no more tasks."""
        with self._changed:
            self._stopped = True
            self._waiting.clear()
            self._changed.notify()

    def _run(self) -> None:
        while (task := self._next()) is not None:
            answer, error = None, None
            try:
                answer = task.work()
            # A panic in a Rust library is a BaseException, and the thread must survive it, too.
            except BaseException as caught:  # noqa: BLE001 - reported by the interface
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
    """A `Background` for each kind of slow task, so that none waits for another, nor a search for them."""

    def __init__(self, post: Callable[[Message], object]) -> None:
        self._post = post
        self._lanes: dict[str, Background] = {}

    def ask(self, kind: str, work: Work, then: Then, failed: Failed = lambda: None) -> None:
        """Run a task as `Background.ask` does; tasks whose `kind` has the same first word share a thread."""
        lane = self._lanes.setdefault(kind.partition(" ")[0], Background(self._post))
        lane.ask(kind, work, then, failed)

    @property
    def busy(self) -> bool:
        """True while a task waits or runs in any thread."""
        return any(lane.busy for lane in self._lanes.values())

    def stop(self) -> None:
        """Start no more tasks."""
        for lane in self._lanes.values():
            lane.stop()


class Pages:
    """Has papers read in a thread, so that drawing them needn't wait for the disk."""

    def __init__(self, library: Library, threads: BackgroundThreads) -> None:
        self._library = library
        self._threads = threads
        self._read: tuple[Shelf | None, int] = None, 0

    def read_near(self, shelf: Shelf, index: int, page: int) -> None:
        """Read those of a page and a half before and after an index, and of the first page."""
        of, near = self._read
        if of is shelf and abs(index - near) < page:
            return
        self._read = shelf, index
        around = range(max(0, index - 3 * page // 2), min(len(shelf.shown), index + 3 * page // 2))
        first = range(min(len(shelf.shown), page))

        def read() -> None:
            for at in (*around, *first):
                if shelf.is_found(at):  # else they are being looked for
                    self._library.paper(shelf.shown[at], shelf)

        self._threads.ask("pages", read, lambda _: None)
