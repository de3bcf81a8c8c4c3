"""The second line: the views with their counts, and the order of the list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.style import Style
from textual.widget import Widget

from readerapp.actions.views.view import View
from readerapp.domain.values import dataclass
from readerapp.ui.bindings import clickable, clicked
from readerapp.ui.cells import crop_words
from readerapp.ui.crash_guard import CrashGuard

if TYPE_CHECKING:
    from readerapp.actions.views.overview import Overview

_GAP = 2
_MIN_NAME_CELLS = 30
"""Room for the name of a view that is none of the numbered."""
_MAX_NAME_CELLS = 24
"""Of a numbered one: the others should show beside it."""


@dataclass(frozen=True, slots=True)
class QueryProblem:
    """A problem with the query, and its column on the screen."""

    reason: str
    column: int


class ViewBar(CrashGuard, Widget):
    """Shows the views and the order; for an invalid query, the problem below its place instead."""

    @dataclass
    class Chosen(Message):
        """A view was clicked."""

        index: int

    views: reactive[Sequence[View]] = reactive(())
    view: reactive[View | None] = reactive(None)
    """The view of the list. One that is none of the numbered stands before them."""
    counts: reactive[Mapping[str, int]] = reactive(dict)
    queue_time: reactive[str] = reactive("")
    """How long the queue takes to read; shown beside its order."""
    order: reactive[str] = reactive("")
    remark: reactive[str] = reactive("")
    """Why the order is not all that was asked for; instead of the order, if need be of other views, too."""
    problem: reactive[QueryProblem | None] = reactive(None)

    def __init__(self, views: Sequence[View], *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.set_reactive(ViewBar.views, views)

    def render(self) -> Content:
        """Draw the line."""
        if self.problem:
            return Content.styled(" " * self.problem.column + "^ " + self.problem.reason, "$error")
        named, width = self._named(), self.size.width
        right = self.remark or self._order(width - _joined(named).cell_length - _GAP)
        if self.remark and _joined(named).cell_length + _GAP + cell_len(right) > width:
            named = [named[max(0, self.active)]]
            right = crop_words(right, width - named[0].cell_length - _GAP)
        at = 0 if len(named) == 1 else max(0, self.active)
        while (views := _joined(named)).cell_length > width and len(named) > 1:
            named, at = (named[1:], at - 1) if at else (named[:-1], 0)  # first those before it
        room = width - views.cell_length
        if room < cell_len(right) + _GAP:
            return views
        order = clickable(Content.styled(right, "$quiet"), "sort")
        return Content.assemble(views, " " * (room - cell_len(right)), order)

    def _order(self, room: int) -> str:
        """Return the order; of the queue how long it takes to read, with the order if that has room."""
        if not (self.queue_time and self.view and self.view.filter == "is:queued"):
            return self.order
        both = f"{self.queue_time}, {self.order}"
        return both if cell_len(both) <= room else self.queue_time

    def show(self, overview: Overview) -> None:
        """Show how many papers the views have."""
        self.counts, self.queue_time = overview

    def _named(self) -> list[Content]:
        """Return the views' names, before them that of a view that is none of the numbered."""
        named = [self._view(index, view) for index, view in enumerate(self.views)]
        if self.view and self.active < 0:
            room = self.size.width - _joined(named).cell_length - cell_len(self.order) - 2 * _GAP
            name = crop_words(self.view.name, min(self.size.width, max(room, _MIN_NAME_CELLS)))
            named.insert(0, Content.styled(name, "bold underline $accent"))
        return named

    @property
    def active(self) -> int:
        """The index of the list's view; -1 if it is none of the numbered."""
        return next((index for index, view in enumerate(self.views) if view == self.view), -1)

    def _view(self, index: int, view: View) -> Content:
        count = self.counts.get(view.name)
        style = "bold underline $accent" if index == self.active else ""
        meta = Style.from_meta({"view": index})
        name = Content.assemble(
            (crop_words(view.name, min(_MAX_NAME_CELLS, self.size.width)), style),
            (f" {count:,}" if count is not None else "", "$quiet"),
        )
        return name.stylize(meta)

    def on_click(self, event: events.Click) -> None:
        """Choose a clicked view; offer other orders for the order."""
        if command := clicked(event):
            self.post_message(command)
        index = event.style.meta.get("view")
        if index is not None:
            self.post_message(self.Chosen(index))


def _joined(named: Sequence[Content]) -> Content:
    return Content(" " * _GAP).join(named)
