"""Reviewing possible duplicates."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from readerapp.domain.errors import NoSuchPaper
from readerapp.ui.desk import Desk

if TYPE_CHECKING:
    from readerapp.actions.done import Done
    from readerapp.actions.duplicates import Duplicate

Step = Callable[[Callable[[], "Done"]], None]
"""Runs a change and shows its result."""


def review(desk: Desk, step: Step) -> None:
    """Find possible duplicates in the background, then ask about each."""
    from readerapp.actions.duplicates import duplicates

    reading = desk.reading
    desk.threads.ask("twins", lambda: duplicates(reading), partial(_found, desk, step))


def _found(desk: Desk, step: Step, pairs: tuple[Duplicate, ...]) -> None:
    from readerapp.ui.screens.duplicates import Duplicates

    def undo() -> None:
        desk.attempt(lambda: step(desk.reading.undo))

    if pairs:
        desk.app.push_screen(Duplicates(pairs, partial(_answer, desk, step), undo, desk.worded("{undo}")))
    else:
        desk.say("No possible duplicates")


def _answer(desk: Desk, step: Step, twin: Duplicate, same: bool) -> bool:
    """Record an answer. Return False if an earlier answer has merged the two papers already."""
    reading, answered = desk.reading, True

    def answer() -> None:
        nonlocal answered
        keys = twin.first.key, twin.second.key
        try:
            answered = len({reading.paper(key).key for key in keys}) == 2
        except NoSuchPaper:
            answered = False
        if answered:
            step(lambda: (reading.same if same else reading.different)(*keys))

    desk.attempt(answer)
    return answered
