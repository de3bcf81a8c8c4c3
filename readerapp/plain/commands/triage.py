"""Triage: one unread paper after the other, each with a question."""

from __future__ import annotations

from readerapp.actions.done import paper_count
from readerapp.domain.errors import ReaderError
from readerapp.plain.commands.moving import PlainMoving

_QUESTION = (
    "{queue} queue, {archive} archive, {read} read, {note} note, {undo} undo, enter to skip, {leave} to stop"
)


class PlainTriage(PlainMoving):
    """The command that goes through what is unread."""

    def do_triage(self, _rest: str) -> None:
        """Open each unread paper of the list that is not queued, and ask what to do with it."""
        every = range(1, len(self.listing) + 1)
        waiting = [it for it in every if self.is_unread(it) and not self.lib.place(self.listing.key(it))]
        decided = 0
        for at, number in enumerate(waiting, 1):
            self.do_into(str(number))
            answer = self._decide(number, f"{at:,} of {len(waiting):,}: {self.worded(_QUESTION)}: ")
            decided += answer is True
            if answer is None:
                break
        left = len(waiting) - decided
        self.say(f"Decided on {paper_count(decided)}, {left:,} left; {self.worded('{undo}')} undoes the last")

    def _decide(self, number: int, question: str) -> bool | None:
        """Obey lines until the paper has another state. Return False if it is skipped, None to stop."""
        key = self.listing.key(number)
        before = self.lib.state(key)
        while answer := self.console.ask(question):
            if answer in (*self.command("leave").keys, *self.command("quit").keys):
                return None
            try:
                self.obey(answer)
            except ReaderError as error:
                self.say(str(error))
            now = self.lib.state(key)
            if (now.status, now.queue) != (before.status, before.queue):
                return True
        return False
