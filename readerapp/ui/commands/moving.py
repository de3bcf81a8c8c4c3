"""Moving in the list, and between the list and the paper."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from textual import events, on
from textual.reactive import var

from readerapp.domain.state import State, Status
from readerapp.ui.bindings import CommandClicked
from readerapp.ui.desk import Desk
from readerapp.ui.formatting import ordinal
from readerapp.ui.widgets.paper_list import PaperList

if TYPE_CHECKING:
    from readerapp.ui.commands.pointing import Pointer

_MAX_ROWS_AT_ONCE = 500
"""The rest of the rows are searched in a thread."""
_MAX_IDLE_SECONDS = 5.0
"""Without a key for so long, nobody is about to go on."""


class Moving(Desk):
    """Actions that move the highlight and the focus; the paper follows the highlight."""

    full_width: var[bool] = var(False, toggle_class="-full")
    """True if the open paper has the whole width, without the list."""
    _followed = 0
    """The index that the paper followed to last."""
    _behind = False
    """True if the paper has yet to follow."""
    _next: int | None = None
    """The index whose paper is to be got ready."""

    @on(PaperList.Highlighted)
    def _follow(self) -> None:
        """Draw the row, then the paper, so that the row follows a key at once; if held, in one frame."""
        self.is_stuck = False
        self.status.moved_on()
        before, self._followed = self._followed, self.paper_list.cursor
        self._next = self._followed + (-1 if self._followed < before else 1)
        if self.app.has_more:  # it will hardly be seen: the keys come first
            self._behind = True
        elif self.app.is_held:
            self._show_behind()
        elif self.paint():
            self.call_later(self._show_behind)  # a call of its own: keys are taken before it
        else:
            self.call_after_refresh(self._show_behind)

    def _show_behind(self) -> None:
        self._behind = self.app.has_more
        if self._behind:
            return
        self.show_paper()
        then = self.call_later if self.paint() else self.call_after_refresh
        if self.app.idle_seconds < _MAX_IDLE_SECONDS:
            then(self._prepare)

    def catch_up(self) -> None:
        """Show the highlighted paper if that was put off for the keys that followed."""
        if self._behind:
            self._show_behind()
        else:
            self._prepare()

    def _prepare(self) -> None:
        """Get the paper ready that a reader who goes on in this direction comes to next."""
        index = self._next
        if index is not None and not self.app.has_keys:
            self._next = None
            if index >= 0 and self.shelf.is_found(index):
                self.paper_list.prepare(index)
                self.paper_view.prepare(self.details(index))

    def action_down(self) -> None:
        """Go to the next paper."""
        self._move(1)

    def action_up(self) -> None:
        """Go to the previous paper."""
        self._move(-1)

    def _move(self, by: int) -> None:
        """Move the highlight; at an end of the list, say so."""
        before = self.paper_list.cursor
        self.paper_list.move(by)
        if self.has_paper and self.paper_list.cursor == before:
            self.is_stuck = True
            if not self.status.warning:
                self.say("Last paper" if by > 0 else "First paper", lasts=1)

    def action_first(self) -> None:
        """Go to the first paper."""
        self.paper_list.go(0)

    def action_last(self) -> None:
        """Go to the last paper."""
        self.paper_list.go(len(self.shelf.shown) - 1)

    def action_half_page_down(self) -> None:
        """Go down half a page."""
        self._move(self.paper_list.half_page())

    def action_half_page_up(self) -> None:
        """Go up half a page."""
        self._move(-self.paper_list.half_page())

    def action_next_unread(self) -> None:
        """Go to the next unread paper of the list."""
        self._go_unread(1)

    def action_previous_unread(self) -> None:
        """Go to the previous unread paper of the list."""
        self._go_unread(-1)

    def _go_unread(self, step: int) -> None:
        store = self.reading.store
        end = len(self.shelf.shown) if step > 0 else -1
        indices = range(self.paper_list.cursor + step, end, step)
        near, rest = indices[:_MAX_ROWS_AT_ONCE], indices[_MAX_ROWS_AT_ONCE:]

        def found(index: int | None) -> None:
            if index is None:
                self.say(f"No {'later' if step > 0 else 'earlier'} unread paper in this view")
            else:
                self.paper_list.go(index)

        index = self._first_unread(store.states, near)
        if index is None and rest:
            self.work("unread", lambda: self._first_unread(store.snapshot(), rest), found)
        else:
            found(index)

    def _first_unread(self, states: Mapping[str, State], indices: range) -> int | None:
        rows, key = self.shelf.shown, self.reading.library.key
        for index in indices:
            state = states.get(key(rows[index]))
            if state is None or state.status is Status.UNREAD:
                return index
        return None

    def action_next_date(self) -> None:
        """Go to the first paper of the next listing date."""
        self._go_date(1)

    def action_previous_date(self) -> None:
        """Go to the first paper of the previous listing date."""
        self._go_date(-1)

    def _go_date(self, step: int) -> None:
        rows, index = self.shelf.shown, self.paper_list.cursor
        if not rows:
            return
        listed = self.reading.library.listed
        here = listed(rows[index])
        others = range(index, len(rows) if step > 0 else -1, step)
        there = next((other for other in others if listed(rows[other]) != here), None)
        if there is None:
            self.say(f"No {'later' if step > 0 else 'earlier'} listing date in this list")
            return
        date = listed(rows[there])
        while step < 0 and there and listed(rows[there - 1]) == date:
            there -= 1
        self.paper_list.go(there)

    def action_into(self) -> None:
        """Open the highlighted paper."""
        if self.has_paper:
            self.enter_paper()

    def watch_in_paper(self, is_in_paper: bool) -> None:
        """Give the list its room back when the reader leaves the paper."""
        if not is_in_paper:
            self.full_width = False

    def watch_full_width(self, is_full: bool) -> None:
        """Put the text in the middle of the whole width."""
        self.paper_view.centre(is_full)

    def action_full_width(self) -> None:
        """Open the paper in the whole width."""
        if not self.is_in_paper:
            self.enter_paper()
        self.full_width = not self.has_class("-narrow")  # there it has it already

    def close_paper(self) -> None:
        """Show the list beside a paper that has the whole width; go to the list from one that doesn't."""
        if self.full_width:
            self.full_width = False
        else:
            self.enter_list()

    def action_page_down(self) -> None:
        """Page down the paper; at its end, open the next one."""
        if not self.paper_view.page_down():
            self._open_next()

    def _open_next(self) -> None:
        """Go to the paper after this one in the queue, or else in the list, and say which it is."""
        cursor, rows = self.paper_list.cursor, self.shelf.shown
        queued = self._next_queued()
        index = cursor + 1 if queued is None else queued
        if index >= len(rows):
            self.say("The end of the last paper in this list")
            return
        self.paper_view.reread(self._key(rows[index]))
        self.paper_list.go(index)
        self.show_paper()
        place = self.reading.place(self.target() or "") if queued is not None else None
        where = f"{ordinal(place)} in the queue" if place else f"{index + 1:,} of {len(rows):,} in this list"
        self.say(f"Next paper, {where}")

    def _next_queued(self) -> int | None:
        """Return the index of the paper that follows this one in the queue; None if none does here."""
        reading, queue = self.reading, self.reading.queued()
        place = reading.place(self.target() or "")
        if place is None or place >= len(queue):
            return None
        row = reading.library.row(queue[place])
        return None if row is None else self.shelf.index(row)

    def action_other_pane(self) -> None:
        """Switch between the list, the paper and the sidebar."""
        if self.is_in_paper and self.sidebar is not None and self.sidebar.display:
            self.in_paper = False
            self.set_focus(self.sidebar, scroll_visible=False)
        elif self.is_in_paper:
            self.enter_list()
        else:
            self.action_into()

    def action_leave(self) -> None:
        """Go back one level, or quit from the outermost."""
        if not self.action_back():
            self.app.exit()

    def action_back(self) -> bool:
        """Leave the paper, search, import, selection, problems or view. Return False if there is none."""
        typed = self.question.typed
        if self.is_in_paper or (self.search_bar.box.has_focus and not typed):
            self.close_paper()
        elif self.paper_list.selected and not self.search_bar.box.has_focus:
            self.paper_list.select_none()
            self.say("")
        elif typed:
            self.search_bar.box.value = ""
            self.enter_list()
        elif self.imports.stop_job():
            self.say("Stopping; papers read so far are kept")
        elif self.trouble.has_class("-shown"):
            self.trouble.remove_class("-shown")
        elif self.levels:
            from readerapp.ui.commands.views.near import go_back

            go_back(self)
        elif self.view_bar.active:
            self.choose_view(0)
        else:
            return False
        return True

    # The mouse

    @cached_property
    def pointer(self) -> Pointer:
        """What follows the mouse, made when it is first used."""
        from readerapp.ui.commands.pointing import Pointer

        return Pointer(self)

    @on(CommandClicked)
    def _run_clicked(self, event: CommandClicked) -> None:
        self.pointer.run(event.id)

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Begin to drag."""
        self.pointer.down(event)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Go on dragging."""
        if event.button:
            self.pointer.move(event)

    def on_mouse_up(self) -> None:
        """End to drag."""
        self.pointer.up()

    def on_click(self, event: events.Click) -> None:
        """Do what a click on a mark stands for."""
        self.pointer.click(event)

    def on_text_selected(self) -> None:
        """Say how to copy selected text."""
        self.pointer.selected()
