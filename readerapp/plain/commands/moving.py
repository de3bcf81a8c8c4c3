"""Going from paper to paper, and opening one."""

from __future__ import annotations

from collections.abc import Callable

from readerapp.actions.queueing import head
from readerapp.cli.paper_page import paper_page
from readerapp.domain.state import Status
from readerapp.plain.desk import PAGE_LINES, PlainDesk


class PlainMoving(PlainDesk):
    """Commands that change the present paper."""

    def do_down(self, rest: str) -> None:
        """Go to the next paper, or by a number of papers."""
        self._step(int(rest) if rest.isdecimal() else 1, "last")

    def do_up(self, rest: str) -> None:
        """Go to the previous paper, or back by a number of papers."""
        self._step(-int(rest) if rest.isdecimal() else -1, "first")

    def _step(self, by: int, end: str) -> None:
        there = max(1, min(self.number + by, len(self.listing)))
        if there == self.number or not len(self.listing):
            self.say(f"This is the {end} paper" if len(self.listing) else "No paper here")
        else:
            self.go(there)

    def do_first(self, _rest: str) -> None:
        """Go to the first paper."""
        self._page(1)

    def do_last(self, _rest: str) -> None:
        """Go to the last paper."""
        if len(self.listing):
            self.go(len(self.listing))

    def do_half_page_down(self, _rest: str) -> None:
        """Say the next page of the list."""
        self._page(min(self.number + PAGE_LINES, len(self.listing)))

    def do_half_page_up(self, _rest: str) -> None:
        """Say the page of the list before this one."""
        self._page(max(1, self.number - PAGE_LINES))

    def _page(self, number: int) -> None:
        if len(self.listing):
            self.show_from(number)
        else:
            self.say("No paper here")

    def do_next_unread(self, _rest: str) -> None:
        """Go to the next unread paper."""
        self._seek(range(self.number + 1, len(self.listing) + 1), self._is_unread, "later unread paper")

    def do_previous_unread(self, _rest: str) -> None:
        """Go to the previous unread paper."""
        self._seek(range(self.number - 1, 0, -1), self._is_unread, "earlier unread paper")

    def _is_unread(self, number: int) -> bool:
        return self.lib.state(self.listing.key(number)).status is Status.UNREAD

    def do_next_date(self, _rest: str) -> None:
        """Go to the first paper of the next listing date."""
        here = self._listed(self.number) if self.number else None
        after = range(self.number + 1, len(self.listing) + 1)
        self._seek(after, lambda number: self._listed(number) != here, "later listing date")

    def do_previous_date(self, _rest: str) -> None:
        """Go to the first paper of the previous listing date."""
        here = self._listed(self.number) if self.number else None
        other = next((it for it in range(self.number - 1, 0, -1) if self._listed(it) != here), 0)
        date = self._listed(other) if other else None
        while other > 1 and self._listed(other - 1) == date:
            other -= 1
        self._seek(range(other, other + bool(other)), lambda _: True, "earlier listing date")

    def _listed(self, number: int) -> int:
        return self.lib.library.listed(self.listing.shelf.shown[number - 1])

    def _seek(self, numbers: range, fits: Callable[[int], bool], what: str) -> None:
        found = next(filter(fits, numbers), None)
        if found is None:
            self.say(f"No {what} in this list")
        else:
            self.go(found)

    def do_into(self, rest: str) -> None:
        """Open papers: the whole text of each."""
        for key in self.papers_and_rest(rest)[0]:
            self.open_paper(key)

    def open_paper(self, key: str) -> None:
        """Say the whole text of a paper, and make it the present one."""
        page = paper_page(self.session, self.lib.paper(key), numbered=True)
        number = self.listing.number(key)
        self.subject = "" if number else key
        if number:
            self.number = number
            page = f"{number}  {page}"
        self.say(page)

    def do_queue_next(self, _rest: str) -> None:
        """Open the next paper of the queue."""
        if key := head(self.lib):
            self.open_paper(key)
        else:
            self.say(self.worded("Nothing queued; {queue} queues a paper"))

    def do_linked(self, rest: str) -> None:
        """Open one of the papers that the note names, or whose notes name this paper."""
        from readerapp.actions.note_links import named_in, noted_in

        key, _ = self.one_and_rest(rest)
        linked = {**named_in(self.lib, key), **noted_in(self.lib, key)}
        if not linked:
            self.say("No paper is named in the note, and no other note names this paper")
            return
        chosen = self.console.choose("Linked papers:", list(linked.values()))
        if chosen is not None:
            self.open_paper(list(linked)[chosen])

    do_other_pane = do_into
    do_paper_pane = do_into
    do_full_width = do_into

    def do_page_down(self, _rest: str) -> None:
        """Open the next paper: this one was said to its end."""
        if self.number < len(self.listing):
            self.do_into(str(self.number + 1))
        else:
            self.say("This is the last paper")

    def do_back(self, _rest: str) -> None:
        """Go back to the list before this one."""
        if self.trail:
            self.show(self.trail.pop())
        else:
            self.say(self.worded("Nothing to go back to; {leave} ends"))

    def do_leave(self, _rest: str) -> None:
        """End."""
        self.ended = True

    do_quit = do_leave
