"""What the main screen asks for off the interface's thread, and what waits for the answers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

from textual import on
from textual.screen import Screen

from readerapp.actions.reading_list import ReadingList
from readerapp.domain.errors import ReaderError
from readerapp.ui.background import Background, BackgroundThreads
from readerapp.ui.crash_guard import CrashGuard
from readerapp.ui.keys import KeyGate
from readerapp.ui.new_since import ListAnswer, NewSince
from readerapp.ui.question import Question

_AT_ONCE = frozenset({"search", "back", "leave", "quit"})
"""Commands that don't wait for the list that is being made."""


class Requests(CrashGuard, Screen[None]):
    """Asks for lists and other answers; keys wait for the list that they will act on."""

    app: KeyGate
    question: Question

    def __init__(self, reading: ReadingList) -> None:
        super().__init__()
        self.reading = reading
        self.background = Background(self.post_message)
        self.threads = BackgroundThreads(self.post_message)
        """What may take long or wait for others. No search waits for it, nor does the end of the app: its
        threads are daemons, which Textual's workers aren't."""
        self.new_since = NewSince(reading)
        self._asked = self._answered = 0

    def show_answer(self, answer: ListAnswer, keep: int | None) -> None:
        """Show what was found, with the row `keep` highlighted if it is in it."""
        raise NotImplementedError

    def kept(self) -> int | None:
        """Return the row that stays highlighted in another list: one that the reader was on."""
        raise NotImplementedError

    def say(self, text: str, *, hint: str = "", warning: bool = False) -> None:
        """Show a message, and how to go back on it."""
        raise NotImplementedError

    def ask(self, keep: int | None = None, **changes: Any) -> None:
        """Ask another question: another view, other words or another order."""
        self.question = replace(self.question, **changes)
        self.make_list(keep)

    def make_list(self, keep: int | None = None) -> None:
        """Make the list again; the highlighted paper, or the row `keep`, stays highlighted if it is in it."""
        number = self._begin()
        self.background.ask(
            "shelf",
            partial(self.new_since.answer, self.question),
            partial(self._found, number, keep),
            partial(self._end, number),
        )

    def _found(self, number: int, keep: int | None, answer: ListAnswer) -> None:
        if answer.row_version != self.reading.library.row_version:
            self.make_list()
            return
        there = keep is not None and answer.shelf.index(keep) is not None
        self.attempt(partial(self.show_answer, answer, keep if there else self.kept()))
        self._end(number)

    def work(self, kind: str, work: Callable[[], Any], then: Callable[[Any], None]) -> None:
        """Do something in a thread that keys wait for: they act on what comes of it."""
        number = self._begin()

        def done(answer: Any) -> None:
            self.attempt(partial(then, answer))
            self._end(number)

        self.threads.ask(f"{kind} {number}", work, done, partial(self._end, number))

    def _begin(self) -> int:
        self._asked += 1
        return self._asked

    def _end(self, number: int) -> None:
        """An answer came, or never will: keys wait no longer for it, nor for those asked before it."""
        self._answered = max(self._answered, number)
        if not self.waiting:
            self.app.call_later(self.app.hand_on)

    @property
    def waiting(self) -> bool:
        """True while an answer is under way that keys wait for."""
        return self._answered < self._asked

    def holds(self, key: str) -> bool:
        """True if a key must wait: it does something with the list that is being made."""
        active = self.active_bindings.get(key) if self.waiting else None
        id = active.binding.id if active else None
        return id is not None and id not in _AT_ONCE

    @on(Background.Ready)
    def take_answer(self, ready: Background.Ready) -> None:
        """Do with an answer what it was asked for."""
        if ready.error:
            self.tell(ready.error)
            self.attempt(ready.failed)
        else:
            self.attempt(partial(ready.then, ready.answer))

    def attempt(self, act: Callable[[], object]) -> bool:
        """Do something, or say why it failed. Return True if it was done."""
        try:
            act()
        except Exception as error:  # noqa: BLE001 - the one place where what a key began ends
            self.tell(error)
            return False
        return True

    def tell(self, error: BaseException) -> None:
        """Say in a sentence what failed; the app goes on."""
        if isinstance(error, ReaderError):
            self.say(str(error), warning=True)
        elif not self.app.report_failure(error):
            raise error
