"""Changing what the reader's state says of papers: each key one undo step."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from readerapp.actions.done import Done
from readerapp.actions.reading_list import ReadingList
from readerapp.domain.state import Status

if TYPE_CHECKING:
    from readerapp.ui.screens.main import Main

Change = Callable[[ReadingList, tuple[str, ...]], Done]


def _change(change: Change) -> Callable[[Main], None]:
    def act(screen: Main) -> None:
        if keys := screen.targets():
            screen.did(change(screen.reading, keys))

    return act


def step(screen: Main, act: Callable[[], Done]) -> None:
    """Do a step; where papers came or went with it, the list is made anew."""
    library = screen.reading.library
    before = len(library)
    screen.did(act())
    if len(library) != before:
        screen.indexer.make(library)
        screen.make_list()


def _walk(walk: Callable[[ReadingList], Done]) -> Callable[[Main], None]:
    return lambda screen: step(screen, lambda: walk(screen.reading))


def _remove(screen: Main) -> None:
    if keys := screen.targets():
        step(screen, lambda: screen.reading.remove(*keys))


def _rate(screen: Main) -> None:
    from readerapp.ui.screens.menu import Item, Menu

    star = screen.glyphs.star
    items = [Item(str(n), star * n if n else "none", "") for n in (5, 4, 3, 2, 1, 0)]
    keys = screen.targets()

    def choose(key: str | None) -> None:
        if key:
            screen.attempt(lambda: screen.did(screen.reading.rate(int(key), *keys)))

    if keys:
        screen.app.push_screen(Menu("rate", items, screen.menu_place()), choose)


def _history(screen: Main) -> None:
    from readerapp.ui.screens.history import History

    def walk(way: str | None) -> None:
        if way:
            screen.action_command(way)
            _history(screen)

    reading = screen.reading
    screen.app.push_screen(History(reading.store.entries(), reading.clock()), walk)


def _merge(screen: Main) -> None:
    """Conflict copies of Syncthing, Dropbox and others; off the interface's thread."""
    from readerapp.actions.machines.merging import MergeReport, conflict_copies, merge

    reading = screen.reading

    def merged(report: MergeReport) -> None:
        screen.say(report.summary if report.files else "No conflict copies lie beside our files")
        reading.poll()
        screen.make_list()
        screen.show_changes()
        screen.remove_class("-trouble")  # it offered what is taken in now

    screen.errands.ask("merge", lambda: merge(reading, conflict_copies(reading)), merged)


HANDLERS: dict[str, Callable[[Main], None]] = {
    "queue": _change(lambda reading, keys: reading.toggle_queued(*keys)),
    "queue-later": _change(lambda reading, keys: reading.shift(keys[0], 1)),
    "queue-sooner": _change(lambda reading, keys: reading.shift(keys[0], -1)),
    "read": _change(lambda reading, keys: reading.toggle(Status.READ, *keys)),
    "reading": _change(lambda reading, keys: reading.toggle(Status.READING, *keys)),
    "archive": _change(lambda reading, keys: reading.toggle(Status.ARCHIVED, *keys)),
    "rate": _rate,
    "remove": _remove,
    "history": _history,
    "merge": _merge,
    "undo": _walk(ReadingList.undo),
    "redo": _walk(ReadingList.redo),
}
