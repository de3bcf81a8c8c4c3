"""A sitting: a reader who decides on papers one by one, and the screen that shows them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial

from readerapp.actions import triage as words
from readerapp.actions.command import Command
from readerapp.actions.done import Done
from readerapp.actions.reading_list import ReadingList
from readerapp.actions.triage import Triage
from readerapp.actions.triage_file import TriageFile
from readerapp.domain.errors import NoSuchPaper
from readerapp.domain.state import Status
from readerapp.ui.bindings import with_own_keys
from readerapp.ui.commands.desktop import copy_best, open_url
from readerapp.ui.commands.triage.page import Pile, TriagePage
from readerapp.ui.commands.triage.undo import TriageUndo
from readerapp.ui.desk import Desk
from readerapp.ui.screens.picker import Picked
from readerapp.ui.screens.triage import AT_END, KEYS, TriageScreen

Change = Callable[[ReadingList, str], Done]

_CHANGES: Mapping[str, Change] = {
    words.QUEUE: lambda reading, key: reading.queue(key),
    words.KEEP: lambda reading, key: reading.requeue(key),
    words.ARCHIVE: lambda reading, key: reading.mark(Status.ARCHIVED, key),
    words.READ: lambda reading, key: reading.mark(Status.READ, key),
    words.SKIP: lambda reading, key: Done(f"Skipped {reading.named([key])}", (key,)),
}
"""What a decision changes."""


class Sitting(TriageUndo):
    """Does what the keys of the triage screen ask for, and has it show the next paper."""

    def __init__(self, desk: Desk, pile: Pile, triage: Triage) -> None:
        super().__init__(desk, triage)
        self._keys, self._keys_at_end = (with_own_keys(it, desk.commands) for it in (KEYS, AT_END))
        self._page = TriagePage(desk, pile)
        self._screen = TriageScreen(pile.name, desk.glyphs, desk.settings.measure, self)
        self._page.found = self.show
        self._version: object = None
        """Of the files, when the paper was drawn."""
        self._acts: Mapping[str, Callable[[], object]] = {
            "queue": self._queue,
            "archive": partial(self._decide, words.ARCHIVE),
            "read": partial(self._decide, words.READ),
            "later": self._put_off,
            "select": partial(self._decide, words.SKIP),
            "copy-link": self._copy_link,
            "open-link": self.open_link,
            "note": self._screen.write_note,
            "undo": self.go_back,
            "return": self.go_back,
            "redo": self.go_forward,
            "back": self._end,
            "help": partial(self._help, self._keys),
        }
        self._acts_at_end: Mapping[str, Callable[[], object]] = {
            "undo": self.undo_all,
            "redo": self.redo_all,
            "return": self.go_back,
            "list": self._leave,
            "back": self._leave,
            "help": partial(self._help, self._keys_at_end),
        }

    def begin(self) -> None:
        """Open the screen with the first paper."""
        self._desk.say("")
        self._desk.app.push_screen(self._screen, lambda _: self._ended())

    @property
    def _at_end(self) -> bool:
        return self.stopped or self._triage.current is None

    def act(self, id: str) -> None:
        """Do what a key asks for."""
        if self._desk.new_since.pressed():
            self._desk.record_visit()
        if act := (self._acts_at_end if self._at_end else self._acts).get(id):
            self._desk.attempt(act)

    # Deciding

    def _queue(self) -> None:
        key = self._triage.current
        queued = key is not None and self._reading.state(key).is_queued
        self._decide(words.KEEP if queued else words.QUEUE)

    def _put_off(self) -> None:
        """Ask until when to put the paper off."""
        from readerapp.ui.commands.queue.putting_off import ask_until

        def put_off(until: date | None) -> None:
            change: Change = lambda reading, key: reading.later(until, key)  # noqa: E731
            self._desk.attempt(partial(self._decide, words.LATER, change))

        place = self._screen.menu_place()
        ask_until(self._desk.app, (), date.fromisoformat(self._reading.today), place, put_off)

    def _decide(self, what: str, change: Change | None = None) -> None:
        if (key := self._triage.current) is None:
            return
        try:
            done = (change or _CHANGES[what])(self._reading, key)
        except NoSuchPaper:
            self._leave_removed()
        else:
            self._triage.decide(what, done.step)
            self.say(done, "{undo} goes back")
        self.show()

    def _leave_removed(self) -> None:
        """Go on from a paper that another program removed."""
        self._desk.say("That paper was removed from the library", warning=True)
        self._triage.leave()

    def note(self, text: str) -> bool:
        """Add a line to the note of the paper shown; return False if it couldn't be saved."""
        key = self._triage.current

        def add() -> None:
            if key is not None and text.strip():
                before = self._reading.state(key).note.rstrip()
                note = f"{before}\n\n{text.strip()}" if before else text.strip()
                done = self._reading.note(key, note)
                self._triage.noted(done.step)
                self.say(done, "{undo} to undo")
                self.show()

        return self._desk.attempt(add)

    def _copy_link(self) -> None:
        if (shown := self._screen.paper.shown) and (best := shown.paper.links.best):
            copy_best(self._desk, [best])
        else:
            self._desk.say("No link for this paper")

    def open_link(self, number: int = 0) -> None:
        """Open the link of a number, from 1, of the paper shown; 0 is the best."""
        if not (shown := self._screen.paper.shown):
            return
        links = shown.paper.links
        best = links.best[1] if links.best else ""
        if url := list(links)[number - 1][1] if number else best:
            open_url(self._desk, url)
        else:
            self._desk.say("No link for this paper")

    def _help(self, keys: Sequence[Command]) -> None:
        from readerapp.ui.screens.help import Help

        def run(picked: Picked | None) -> None:
            if picked:
                self.act(picked.value)

        app = self._desk.app
        app.push_screen(Help(keys, {}, terminal_width=app.size.width), run)

    # Showing

    def follow(self) -> None:
        """Draw the paper anew if others changed it or its state."""
        if not (self.working or self._at_end) and self._version != self._now():
            self.show()

    def _now(self) -> object:
        library, store = self._reading.library, self._reading.store
        return library.row_version, len(library), store.version

    def show(self) -> None:
        """Show the paper to decide on, or what was done."""
        triage, screen = self._triage, self._screen
        if not (screen.ready and screen.is_attached):
            return
        self._desk.status.above = screen.status
        self._version = self._now()
        progress = triage.progress
        part = (progress.number - 1) / max(1, progress.total)
        if self._at_end:
            left = progress.total - progress.number + 1
            screen.summarize(self._page.summary(triage, left), "", part, self._keys_at_end)
        elif triage.current is not None:
            if details := self._page.details(triage.current):
                screen.show(details, words.in_words(progress), part, self._keys)
            elif not screen.shows(triage.current):
                self._leave_removed()
                self.show()
        self._save(self._page.pile.file.now(triage))

    def prepare(self) -> None:
        """Get the next paper ready, so that it is there at once."""
        key = None if self._at_end else self._triage.upcoming
        if key and (details := self._page.details(key)):
            self._screen.get_ready(details)

    def _save(self, file: TriageFile) -> None:
        """Save where the sitting is, once something was decided: until then an earlier one counts."""
        if self._triage.decisions or self._triage.taken_back:
            self._desk.threads.ask("sitting", partial(file.save, self._reading.home), lambda _: None)

    # The end

    def _end(self) -> None:
        """Show what was done; if nothing was, go back to the list."""
        self.stopped = True
        if self._triage.decisions:
            self._desk.say("")
            self.show()
        else:
            self._leave()

    def _leave(self) -> None:
        self._screen.dismiss()

    def _ended(self) -> None:
        """Show in the list what was done."""
        desk, done = self._desk, self._triage.summary
        desk.status.above = None
        self._save(self._page.pile.file.ended(self._triage))
        desk.paper_list.select_none()
        desk.show_changes()
        desk.make_list()
        desk.say(f"{self._page.pile.verb}: {done}" if done else "")
