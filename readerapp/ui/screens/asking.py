"""What the main screen asks off the interface's thread, and what becomes of the answers and failures."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from textual import on
from textual.screen import Screen

from readerapp.actions.reading_list import ReadingList
from readerapp.domain.errors import ReaderError
from readerapp.ui.background import Background, Lanes
from readerapp.ui.new_since import Answer, Arrivals
from readerapp.ui.question import Question
from readerapp.ui.sturdy import Sturdy
from readerapp.ui.turn import Turn

if TYPE_CHECKING:
    from readerapp.ui.app import ReaderApp

_AT_ONCE = ("search", "back", "leave", "quit")
"""Commands that don't wait for what is under way."""


class Asking(Sturdy, Screen[None]):
    """Asks for lists, and does what keys ask for when the list that they mean is there."""

    app: ReaderApp
    question: Question

    def __init__(self, reading: ReadingList) -> None:
        super().__init__()
        self.reading = reading
        self.background = Background(self.post_message)
        self.errands = Lanes(self.post_message)
        """What may take long or has to wait for others: no search waits for it."""
        self.arrivals = Arrivals(reading, self.post_message)
        self._turn = Turn()

    # What the main screen does with it

    def show_answer(self, answer: Answer, keep: int | None) -> None:
        """Show what was found, the row `keep` highlighted where it is on it."""
        raise NotImplementedError

    def kept(self) -> int | None:
        """The row that stays highlighted in another list."""
        raise NotImplementedError

    def do(self, id: str) -> None:
        """Do a command."""
        raise NotImplementedError

    def say(self, text: str, *, way_back: str = "", warning: bool = False) -> None:
        """Say something, and how to go back on it."""
        raise NotImplementedError

    # Asking

    def ask(self, keep: int | None = None, **changes: Any) -> None:
        """Ask another question: another view, other words or another order."""
        self.question = replace(self.question, **changes)
        self.make_list(keep)

    def make_list(self, keep: int | None = None) -> None:
        """Have the list made anew; the highlighted paper, or `keep`, stays highlighted if it is on it."""
        number = self._turn.begin()
        self.background.ask(
            "shelf",
            partial(self.arrivals.answer, self.question),
            partial(self._found, number, keep),
            partial(self._go_on, number),
        )

    def _found(self, number: int, keep: int | None, answer: Answer) -> None:
        if answer.moves != self.reading.library.row_version:
            self.make_list()
            return
        there = keep is not None and answer.shelf.index(keep) is not None
        self.attempt(partial(self.show_answer, answer, keep if there else self.kept()))
        self._go_on(number)

    def work(self, kind: str, work: Callable[[], Any], then: Callable[[Any], None]) -> None:
        """Have something done that keys wait for: they act on what comes of it."""
        number = self._turn.begin()

        def done(answer: Any) -> None:
            self.attempt(partial(then, answer))
            self._go_on(number)

        self.errands.ask(f"{kind} {number}", work, done, partial(self._go_on, number))

    @property
    def waiting(self) -> bool:
        """Whether keys wait for something."""
        return self._turn.waiting

    def _go_on(self, number: int) -> None:
        """Do what waited for an answer that came, or never will."""
        for id in self._turn.end(number):
            self.do(id)

    @on(Background.Ready)
    def take_answer(self, ready: Background.Ready) -> None:
        """Do with an answer what it was asked for."""
        if ready.error:
            self.tell(ready.error)
            self.attempt(ready.failed)
        else:
            self.attempt(partial(ready.then, ready.answer))

    # Keys

    def action_command(self, id: str) -> None:
        """Do a command, but not before the list is there that the reader will see."""
        if self.arrivals.pressed():
            self.look_what_is_new()
        if self._turn.waiting and id not in _AT_ONCE:
            self._turn.hold(id)
        else:
            self.do(id)

    action_ahead = action_command

    def look_what_is_new(self) -> None:
        """Take down that the reader is here; where something else is new now, the list shows it."""

        def looked(other: bool) -> None:
            if other:
                self.make_list()

        self.errands.ask("visit", self.arrivals.look, looked)

    def attempt(self, act: Callable[[], object]) -> bool:
        """Do something, or say in a sentence why it can't be done; whether it was done."""
        try:
            act()
        except Exception as error:  # noqa: BLE001 - the one place where what a key began ends
            self.tell(error)
            return False
        return True

    def tell(self, error: BaseException) -> None:
        """Say in a sentence what could not be done; the app goes on."""
        if isinstance(error, ReaderError):
            self.say(str(error), warning=True)
        elif not self.app.went_wrong(error):
            raise error
