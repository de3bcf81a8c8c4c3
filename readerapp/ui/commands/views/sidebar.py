"""The sidebar beside the paper: views, tags, sources and dates, and how many of the papers have each."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from readerapp.actions.views.facets import facets
from readerapp.domain.values import replace
from readerapp.ui.commands.views.chooser import choose, go, narrowings_offered, views_offered
from readerapp.ui.commands.views.narrowing import Narrowing, found_in
from readerapp.ui.widgets.choice_list import Pickable
from readerapp.ui.widgets.sidebar import Sidebar

if TYPE_CHECKING:
    from readerapp.ui.desk import Desk

_MIN_TERMINAL_CELLS = 130
"""Narrower ones have no room for a third pane."""


def toggle(desk: Desk, *, focus: bool) -> None:
    """Open the sidebar or close it; in a narrow terminal, offer the same in a dialog."""
    if desk.sidebar is not None and desk.sidebar.is_open:
        desk.sidebar.is_open = False
        desk.enter_list()
    elif desk.app.size.width < _MIN_TERMINAL_CELLS and focus:
        choose(desk)
    elif desk.sidebar is None:
        _mount(desk, focus)
    else:
        desk.sidebar.is_open = True
        _hide(desk)
        _fill(desk, desk.sidebar)
        desk.set_focus(desk.sidebar, scroll_visible=False)


def _mount(desk: Desk, focus: bool) -> None:
    def chosen(value: str) -> None:
        go(desk, value)
        desk.set_focus(sidebar, scroll_visible=False)

    def opened() -> None:
        sidebar.watch(desk.paper_list, "shelf", lambda: _fill(desk, sidebar))
        sidebar.watch(desk.view_bar, "counts", lambda: _fill(desk, sidebar), init=False)
        desk.screen_layout_refresh_signal.subscribe(sidebar, lambda _: _hide(desk))
        if focus:
            desk.set_focus(sidebar, scroll_visible=False)

    sidebar = Sidebar(list(_views(desk)), chosen, desk.enter_list, opened, id="sidebar")
    desk.sidebar = sidebar
    _hide(desk)
    desk.panes.mount(sidebar)


def _hide(desk: Desk) -> None:
    """Hide the sidebar while the terminal is too narrow for it."""
    if (sidebar := desk.sidebar) is None:
        return
    hidden = desk.app.size.width < _MIN_TERMINAL_CELLS
    if hidden and sidebar.has_focus:
        desk.enter_list()
    sidebar.set_class(hidden, "-hidden")


def _fill(desk: Desk, sidebar: Sidebar) -> None:
    """Count what the list's papers have in a thread, and show that."""
    if not sidebar.is_open or sidebar.has_class("-hidden"):
        return
    shelf, reading = desk.shelf, desk.reading

    def count() -> list[Narrowing]:
        found = facets(reading, shelf)
        one_month = len({(day.year, day.month) for day in found.days}) == 1
        return list(found_in(found, with_days=one_month))

    def show(found: list[Narrowing]) -> None:
        indented = [it._replace(name="  " * it.level + it.name) for it in found]
        lines = narrowings_offered(desk, indented)
        sidebar.offer([*_views(desk), *(replace(line, detail="") for line in lines)])

    desk.threads.ask("sidebar", count, show)


def _views(desk: Desk) -> Iterator[Pickable]:
    return (replace(line, detail="") for line in views_offered(desk))
