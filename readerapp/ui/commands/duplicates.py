"""Papers that may be one: asking which are."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from readerapp.domain.errors import NoSuchPaper
from readerapp.ui.commands.marking import step

if TYPE_CHECKING:
    from readerapp.actions.duplicates import Twin
    from readerapp.ui.screens.main import Main


def ask(screen: Main) -> None:
    """Look for pairs off the interface's thread, and ask of each."""
    from readerapp.actions.duplicates import twins

    reading = screen.reading
    screen.errands.ask("twins", lambda: twins(reading), partial(_found, screen))


def _found(screen: Main, pairs: tuple[Twin, ...]) -> None:
    from readerapp.ui.screens.duplicates import Twins

    if pairs:
        screen.app.push_screen(Twins(pairs, partial(_answer, screen), lambda: _undo(screen)))
    else:
        screen.say("No possible duplicates")


def _undo(screen: Main) -> None:
    screen.attempt(lambda: step(screen, screen.reading.undo))


def _answer(screen: Main, twin: Twin, same: bool) -> bool:
    """Whether there was something to answer: an answer before may have made the two one."""
    reading, answered = screen.reading, True

    def answer() -> None:
        nonlocal answered
        keys = twin.first.key, twin.second.key
        try:
            answered = len({reading.paper(key).key for key in keys}) == 2
        except NoSuchPaper:
            answered = False
        if answered:
            step(screen, lambda: (reading.same if same else reading.different)(*keys))

    screen.attempt(answer)
    return answered
