"""The diary: from a step to its paper, and undoing one from there."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from readerapp.actions.done import Done
from readerapp.actions.reading_list import ReadingList
from readerapp.actions.views.view import View
from readerapp.state import Entry
from readerapp.ui.commands.views.near import show_level
from readerapp.ui.screens.diary import Diary, diary_lines

if TYPE_CHECKING:
    from readerapp.ui.desk import Desk
    from readerapp.ui.screens.picker import Picked
    from readerapp.ui.widgets.choice_list import Pickable

Walk = Callable[[Callable[[ReadingList], Done], Callable[[bool], object]], None]
"""Undoes or redoes, then calls back."""
_PAGE = 500
"""Steps read at once: a change that comes between doesn't wait for all."""
_ALL = 1 << 30
_EVERY = View("in the library", "is:any")


def show_diary(desk: Desk, walk: Walk, *, typed: str = "", highlight: str = "") -> None:
    """Show the diary, read in a thread: its first page, then the rest."""
    shown = _Shown(desk, Diary(desk.commands, typed=typed, highlight=highlight))

    def act(picked: Picked | None) -> None:
        if picked is None:
            return
        entry = shown.entries.get(picked.value)
        if picked.key == "enter":
            _go_to_paper(desk, entry)
        else:
            again = partial(show_diary, desk, walk, typed=picked.typed, highlight=picked.value)
            walk(_turn(picked.key, entry), lambda _: again())

    desk.app.push_screen(shown.diary, act)
    desk.threads.ask("diary", partial(shown.read, _PAGE), partial(shown.show_first, highlight))


class _Shown:
    """A diary on the screen, and the steps read for it so far."""

    def __init__(self, desk: Desk, diary: Diary) -> None:
        self.diary = diary
        self.entries: dict[str, Entry] = {}
        self._desk = desk
        self._warnings = list(desk.failures)

    def read(self, limit: int) -> list[Pickable]:
        """Read up to so many steps, and return all lines; in a thread."""
        while not self.diary.answered and len(self.entries) < limit:
            page = self._desk.reading.store.entries(_PAGE, after=len(self.entries))
            self.entries |= {entry.id: entry for entry in page}
            if len(page) < _PAGE:
                break
        return diary_lines(list(self.entries.values()), self._warnings, self._desk.reading.clock())

    def show_first(self, highlight: str, lines: list[Pickable]) -> None:
        """Show the first page, and have the rest read."""
        self._show(lines, highlight or None)
        if len(self.entries) >= _PAGE:
            self._desk.threads.ask("diary", partial(self.read, _ALL), self._show)

    def _show(self, lines: list[Pickable], highlight: str | None = None) -> None:
        if not self.diary.answered:
            self.diary.offer(lines, highlight)


def _turn(way: str, entry: Entry | None) -> Callable[[ReadingList], Done]:
    """Return what undoes or redoes a step; the last one, if that is how it is already."""
    walks = {"undo": ReadingList.undo, "redo": ReadingList.redo}
    step = entry.id if entry and entry.undone == (way == "redo") else ""
    return lambda reading: walks[way](reading, step)


def _go_to_paper(desk: Desk, entry: Entry | None) -> None:
    keys = entry.keys if entry else ()
    rows = [row for key in keys if (row := desk.reading.library.row(key)) is not None]
    if not rows:
        desk.say("The library has that paper no longer" if keys else "That is about no single paper")
    elif (index := desk.shelf.index(rows[0])) is None:
        show_level(desk, _EVERY, "The library is empty", rows[0])
    else:
        desk.enter_list()
        desk.paper_list.go(index)
