"""Moving about: in the list, in the paper, between the two."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from readerapp.domain.state import State, Status

if TYPE_CHECKING:
    from readerapp.ui.screens.main import Main

_LOOKED_AT = 500
"""So many rows are looked at while a key is pressed; the rest are looked through in a thread."""


def _by_lines(lines: int) -> Callable[[Main], None]:
    def move(screen: Main) -> None:
        if screen.is_in_paper:
            screen.paper_view.scroll_relative(y=lines, animate=False, immediate=True)
        else:
            screen.paper_list.move(lines)

    return move


def _by_half_pages(pages: int) -> Callable[[Main], None]:
    def move(screen: Main) -> None:
        if screen.is_in_paper:
            half = max(1, screen.paper_view.size.height // 2)
            screen.paper_view.scroll_relative(y=pages * half, animate=False, immediate=True)
        else:
            screen.paper_list.move(pages * screen.paper_list.page())

    return move


def _first(screen: Main) -> None:
    if screen.is_in_paper:
        screen.paper_view.scroll_home(animate=False)
    else:
        screen.paper_list.go(0)


def _last(screen: Main) -> None:
    if screen.is_in_paper:
        screen.paper_view.scroll_end(animate=False)
    else:
        screen.paper_list.go(len(screen.shelf.rows) - 1)


def _first_unread(screen: Main, states: Mapping[str, State], indices: range) -> int | None:
    rows, key = screen.shelf.rows, screen.reading.library.key
    for index in indices:
        state = states.get(key(rows[index]))
        if state is None or state.status is Status.UNREAD:
            return index
    return None


def _unread(step: int) -> Callable[[Main], None]:
    def move(screen: Main) -> None:
        count, store = len(screen.shelf.rows), screen.reading.store
        end = count if step > 0 else -1
        first = screen.paper_list.cursor + step
        near = range(first, end, step)[:_LOOKED_AT]
        rest = range(first, end, step)[_LOOKED_AT:]

        def found(index: int | None) -> None:
            if index is None:
                screen.say(f"No {'later' if step > 0 else 'earlier'} unread paper in this view")
            else:
                screen.paper_list.go(index)

        index = _first_unread(screen, store.states, near)
        if index is None and rest:
            screen.work("unread", lambda: _first_unread(screen, store.snapshot(), rest), found)
        else:
            found(index)

    return move


def _date(step: int) -> Callable[[Main], None]:
    def move(screen: Main) -> None:
        rows, index = screen.shelf.rows, screen.paper_list.cursor
        if not rows:
            return
        dates = list(map(screen.reading.library.listed, rows))
        here = dates[index]
        while 0 <= index + step < len(rows) and dates[index] == here:
            index += step
        if dates[index] == here:
            screen.say(f"No {'later' if step > 0 else 'earlier'} listing date in this list")
            return
        there = dates[index]
        while step < 0 and index and dates[index - 1] == there:
            index -= 1
        screen.paper_list.go(index)

    return move


def _into(screen: Main) -> None:
    if screen.paper_list.row is not None:
        screen.enter_paper()


def _other_pane(screen: Main) -> None:
    if screen.is_in_paper:
        screen.enter_list()
    else:
        _into(screen)


def _back_out(screen: Main) -> bool:
    """Back out one level: paper, search, add, selection, trouble, view; False at the outermost."""
    typed = screen.question.typed
    if screen.is_in_paper or (screen.search_bar.box.has_focus and not typed):
        screen.enter_list()
    elif typed:
        screen.search_bar.box.value = ""
        screen.enter_list()
    elif screen.arrivals.bringing.stop_job():
        screen.say("Stopping; papers read so far are kept")
    elif screen.paper_list.selected:
        screen.paper_list.select_none()
        screen.say("")
    elif screen.has_class("-trouble"):
        screen.remove_class("-trouble")
    elif screen.view_bar.active:
        screen.choose_view(0)
    else:
        return False
    return True


def _back(screen: Main) -> None:
    _back_out(screen)


def _leave(screen: Main) -> None:
    if not _back_out(screen):
        screen.app.exit()


HANDLERS: dict[str, Callable[[Main], None]] = {
    "down": _by_lines(1),
    "up": _by_lines(-1),
    "first": _first,
    "last": _last,
    "half-page-down": _by_half_pages(1),
    "half-page-up": _by_half_pages(-1),
    "next-unread": _unread(1),
    "previous-unread": _unread(-1),
    "next-date": _date(1),
    "previous-date": _date(-1),
    "into": _into,
    "other-pane": _other_pane,
    "back": _back,
    "leave": _leave,
    "quit": lambda screen: screen.app.exit(),
}
