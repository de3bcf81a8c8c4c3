"""Reviewing possible duplicates."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from readerapp.domain.errors import NoSuchPaper
from readerapp.ui.desk import Desk

if TYPE_CHECKING:
    from readerapp.actions.done import Done
    from readerapp.actions.duplicates import Duplicate

Step = Callable[[Callable[[], "Done"], Callable[[bool], object]], None]
"""Runs a change in a thread and shows its result, then calls with False if it failed."""


def review(desk: Desk, step: Step) -> None:
    """Find possible duplicates in the background, then ask about each."""
    from readerapp.actions.duplicates import duplicates

    reading = desk.reading
    desk.threads.ask("twins", lambda: duplicates(reading), partial(_found, desk, step))


def _found(desk: Desk, step: Step, pairs: tuple[Duplicate, ...]) -> None:
    from readerapp.ui.screens.duplicates import Duplicates

    async def undo() -> None:
        await _ended(step, desk.reading.undo)

    if pairs and (desk.app.screen is not desk or desk.search_bar.box.has_focus):
        # What the reader types there must not answer.
        desk.say("Possible duplicates were found", hint=desk.worded("{twins} reviews them"))
    elif pairs:
        desk.app.push_screen(Duplicates(pairs, partial(_answer, desk, step), undo, desk.worded("{undo}")))
    else:
        desk.say("No possible duplicates")


async def _ended(step: Step, act: Callable[[], Done]) -> bool:
    """Wait for a change, without keeping the interface from it. Return False if it failed."""
    ended: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
    step(act, ended.set_result)
    return await ended


async def _answer(desk: Desk, step: Step, twin: Duplicate, same: bool) -> bool:
    """Record an answer. Return False if an earlier answer has merged the two papers already."""
    reading, keys = desk.reading, (twin.first.key, twin.second.key)
    try:
        if len({reading.paper(key).key for key in keys}) < 2:
            return False
    except NoSuchPaper:
        return False
    return await _ended(step, lambda: (reading.same if same else reading.different)(*keys))
