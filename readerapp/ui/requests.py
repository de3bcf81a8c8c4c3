"""Background requests of the main screen, and the keys that wait for them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial
from typing import Any

from textual import on

from readerapp.actions.reading_list import ReadingList
from readerapp.actions.views.last_place import LastPlace
from readerapp.domain.errors import ReaderError
from readerapp.ui.background import Background, BackgroundThreads
from readerapp.ui.crash_guard import CrashGuard
from readerapp.ui.key_gate import KeyGate
from readerapp.ui.new_since import ListAnswer, NewSince
from readerapp.ui.prompt_screen import PromptScreen
from readerapp.ui.question import Question

_IMMEDIATE = frozenset({"search", "back", "leave", "quit"})
"""Commands that don't wait while a list is being made."""


class Requests(CrashGuard, PromptScreen):
    """A screen that does slow work in threads; keys wait for the list they will act on."""

    app: KeyGate
    question: Question

    def __init__(self, reading: ReadingList) -> None:
        super().__init__()
        self.reading = reading
        self.background = Background(self.post_message)
        self.threads = BackgroundThreads(self.post_message)
        """For slow tasks. Neither searches nor quitting wait for them: unlike Textual's workers, these
        threads are daemons."""
        self.new_since = NewSince(reading)
        self._asked = self._answered = self._opening = 0
        self.missed: int | None = None
        """The row to highlight that a list made without the index lacks; the whole list may have it."""

    def show_answer(self, answer: ListAnswer, keep: int | None, place: LastPlace | None = None) -> None:
        """Show a list, with the row `keep` highlighted if it is there; `place` is where that was before."""
        raise NotImplementedError

    def row_to_keep(self) -> int | None:
        """Return the highlighted row if the reader moved to it; it stays highlighted in a new list."""
        raise NotImplementedError

    def say(self, text: str, *, hint: str = "", warning: bool = False, lasts: int | None = 5) -> None:
        """Show a message and a hint until the reader has moved on by `lasts` papers; None is for ever."""
        raise NotImplementedError

    def ask(self, keep: int | None = None, **changes: Any) -> None:
        """Change the question (`view`, `typed`, `sort`, `reverse`) and rebuild the list."""
        self.question, self.missed = replace(self.question, **changes), None
        self.make_list(keep)

    def make_list(self, keep: int | None = None) -> None:
        """Rebuild the list; highlight the row `keep`, else the one the reader was on, if it is there."""
        self.answer("shelf", self.question, partial(self._found, self.question, keep), self._wanted(keep))

    def answer(
        self,
        kind: str,
        question: Question,
        then: Callable[[ListAnswer], object],
        places_of: Iterable[int] = (),
    ) -> None:
        """Answer a question in the background, then call `then` with the list; keys wait for that."""
        number = self._begin()

        def answered(answer: ListAnswer) -> None:
            self.attempt(partial(then, answer))
            self._end(number)

        work = partial(self.new_since.answer, question, places_of)
        self.background.ask(kind, work, answered, partial(self._end, number))

    def _wanted(self, keep: int | None) -> list[int]:
        """Return the rows to highlight in a new list: the first of them that is there."""
        return [row for row in (keep, self.row_to_keep(), self.missed) if row is not None]

    def _found(self, question: Question, keep: int | None, answer: ListAnswer) -> None:
        if question.view != self.question.view:  # the reader has gone elsewhere meanwhile
            self.make_list()
            return
        kept = self.row_to_keep()
        row = next((row for row in self._wanted(keep) if answer.place(row) is not None), None)
        if answer.shelf.whole or row is not None:
            self.missed = None
        elif kept is not None:
            self.missed = kept
        self.show_made(answer, row)

    def show_made(self, answer: ListAnswer, keep: int | None, place: LastPlace | None = None) -> None:
        """Show a list that was made in the background, unless its rows mean other papers by now."""
        if answer.row_version != self.reading.library.row_version:
            self.missed = None
            self.make_list()
        else:
            self.show_answer(answer, keep, place)

    def work(
        self,
        kind: str,
        work: Callable[[], Any],
        then: Callable[[Any], None],
        ended: Callable[[bool], object] = lambda _: None,
        *,
        opens: bool = False,
    ) -> None:
        """Run `work` in a thread; keys wait for it, since they act on its result.

        After `then`, or once an error was reported, `ended` is called with True if there was none. If `then`
        `opens` a dialog, all keys wait for that, also those which mean nothing here.
        """
        number = self._begin()
        if opens:
            self._opening = number

        def done(answer: Any) -> None:
            succeeded = self.attempt(partial(then, answer))
            self._end(number)
            ended(succeeded)

        def failed() -> None:
            self._end(number)
            ended(False)

        self.threads.ask(f"{kind} {number}", work, done, failed)

    def _begin(self) -> int:
        self._asked += 1
        return self._asked

    def _end(self, number: int) -> None:
        """End the keys' wait for a request, and for those before it."""
        self._answered = max(self._answered, number)
        if not self.waiting:
            self.app.call_later(self.app.hand_on)

    @property
    def waiting(self) -> bool:
        """True while keys wait for a request."""
        return self._answered < self._asked

    def must_wait(self, key: str) -> bool:
        """Return True if a key must wait, because it acts on the list that is being made."""
        if self._answered < self._opening:
            return True
        active = self.active_bindings.get(key) if self.waiting else None
        id = active.binding.id if active else None
        return id is not None and id not in _IMMEDIATE

    @on(Background.Ready)
    def take_answer(self, ready: Background.Ready) -> None:
        """Pass a background task's result to its callback, or report its error."""
        if ready.error:
            self.report(ready.error)
            self.attempt(ready.failed)
        else:
            self.attempt(partial(ready.then, ready.answer))

    def attempt(self, act: Callable[[], object]) -> bool:
        """Call `act`. Return False if it failed; the error is reported."""
        try:
            act()
        except Exception as error:  # noqa: BLE001 - no key may end the app
            self.report(error)
            return False
        return True

    def report(self, error: BaseException) -> None:
        """Show an error on the bottom line; the app goes on."""
        if isinstance(error, ReaderError):
            self.say(str(error), warning=True)
        elif not self.app.report_failure(error):
            raise error
