"""Triage and the sweep: one paper after the other, each with a question."""

from __future__ import annotations

from collections.abc import Sequence

from readerapp.actions.done import paper_count
from readerapp.domain.errors import ReaderError
from readerapp.plain.commands.moving import PlainMoving

_QUESTION = (
    "{queue} queue, {archive} archive, {read} read, {later} not now, {note} note, {undo} undo, "
    "enter to skip, {leave} to stop"
)


class PlainTriage(PlainMoving):
    """Commands that go through papers."""

    def do_triage(self, _rest: str) -> None:
        """Open each unread paper of the list that is not queued, and ask what to do with it."""
        every = range(1, len(self.listing) + 1)
        waiting = [self.listing.key(number) for number in every if self.is_unread(number)]
        self._go_through([key for key in waiting if not self.lib.place(key)], "Nothing unread here")

    def do_sweep(self, _rest: str) -> None:
        """Open each paper that has waited in the queue for long, and ask what to do with it."""
        from readerapp.actions.triage import waited

        self._go_through(waited(self.lib), "Nothing has waited in the queue for long")

    def _go_through(self, keys: Sequence[str], nothing: str) -> None:
        if not keys:
            self.say(nothing)
            return
        decided = 0
        for at, key in enumerate(keys, 1):
            self.open_paper(key)
            answer = self._decide(key, f"{at:,} of {len(keys):,}: {self.worded(_QUESTION)}: ")
            decided += answer is True
            if answer is None:
                break
        left = len(keys) - decided
        self.say(f"Decided on {paper_count(decided)}, {left:,} left; {self.worded('{undo}')} undoes the last")

    def _decide(self, key: str, question: str) -> bool | None:
        """Obey lines until the paper has another state. Return False if it is skipped, None to stop."""
        before = self.lib.state(key)
        while answer := self.console.ask(question):
            if answer in (*self.command("leave").keys, *self.command("quit").keys):
                return None
            self.subject = key
            try:
                self.obey(answer)
            except ReaderError as error:
                self.say(str(error))
            finally:
                self.subject = ""
            now = self.lib.state(key)
            if (now.status, now.queue, now.later) != (before.status, before.queue, before.later):
                return True
        return False
