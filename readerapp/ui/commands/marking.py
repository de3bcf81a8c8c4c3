"""Changing what the reader's state says of papers: each key one undo step."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from readerapp.actions.done import Done
from readerapp.actions.reading_list import ReadingList
from readerapp.domain.state import Status

if TYPE_CHECKING:
    from readerapp.ui.screens.main import Main

MANY = 500
"""Papers from which on a change takes long enough to be made in a thread."""
Change = Callable[[ReadingList, tuple[str, ...]], Done]


def _change(change: Change) -> Callable[[Main], None]:
    def act(screen: Main) -> None:
        change_each(screen, lambda keys: change(screen.reading, keys))

    return act


def change_each(
    screen: Main, change: Callable[[tuple[str, ...]], Done], did: Callable[[Done], None] | None = None
) -> None:
    """Change the selected papers, else the highlighted one, in one step; where they are many, in a thread."""
    rows, key, then = screen.target_rows(), screen.reading.library.key, did or screen.did
    if len(rows) <= MANY:
        if rows:
            then(change(tuple(map(key, rows))))
        return
    screen.say(f"Working on {len(rows):,} papers {screen.glyphs.ellipsis}")
    screen.work("change", lambda: change(tuple(map(key, rows))), then)


def step(screen: Main, act: Callable[[], Done]) -> None:
    """Do a step; where papers came or went with it, the list is made anew."""
    did = _shows(screen)
    did(act())


def _shows(screen: Main) -> Callable[[Done], None]:
    """Shows what a step did that may have brought papers or taken them away."""
    library = screen.reading.library
    before = len(library), library.row_version

    def did(done: Done) -> None:
        screen.did(done)
        if (len(library), library.row_version) != before:
            screen.indexer.make(library)
            screen.make_list()

    return did


def _walk(walk: Callable[[ReadingList], Done]) -> Callable[[Main], None]:
    def act(screen: Main) -> None:
        if (
            max(len(screen.reading.store.states), len(screen.reading.library)) > MANY
        ):  # so many can a step have
            screen.say(f"Working on it {screen.glyphs.ellipsis}")
            screen.work("change", lambda: walk(screen.reading), _shows(screen))
        else:
            step(screen, lambda: walk(screen.reading))

    return act


def _remove(screen: Main) -> None:
    change_each(screen, lambda keys: screen.reading.remove(*keys), _shows(screen))


def _rate(screen: Main) -> None:
    from readerapp.ui.screens.menu import Item, Menu

    star = screen.glyphs.star
    items = [Item(str(n), star * n if n else "none", "") for n in (5, 4, 3, 2, 1, 0)]

    def choose(rating: str | None) -> None:
        if rating:
            screen.attempt(lambda: change_each(screen, lambda keys: screen.reading.rate(int(rating), *keys)))

    if screen.target_rows():
        screen.app.push_screen(Menu("rate", items, screen.menu_place()), choose)


def _history(screen: Main) -> None:
    from readerapp.ui.screens.history import History

    def walk(way: str | None) -> None:
        if way:
            screen.action_command(way)
            _history(screen)

    reading = screen.reading
    screen.app.push_screen(History(reading.store.entries(), reading.clock(), screen.went_wrong), walk)


def _merge(screen: Main) -> None:
    """Conflict copies of Syncthing, Dropbox and others; off the interface's thread."""
    from readerapp.actions.machines.merging import MergeReport, conflict_copies, merge

    reading = screen.reading

    def merged(report: MergeReport) -> None:
        screen.say(report.summary if report.files else "No conflict copies found")
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
