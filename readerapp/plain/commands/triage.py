"""Triage and the sweep: one paper after the other, each with a question."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from readerapp.actions import triage as words
from readerapp.actions.done import sentence
from readerapp.actions.triage import Triage
from readerapp.domain.errors import ReaderError
from readerapp.domain.state import State, Status
from readerapp.plain.commands.moving import PlainMoving

_CHOICES = "{archive} archive, {read} read, {later} not now, {note} note, {undo} undo, {leave} stop"


class PlainTriage(PlainMoving):
    """Commands that go through papers."""

    def do_triage(self, _rest: str) -> None:
        """Open each unread paper of the list that is not queued, and ask what to do with it."""
        keys = [self.listing.key(number) for number in range(1, len(self.listing) + 1)]
        self._go_through(keys, words.is_undecided, "Nothing unread here")

    def do_sweep(self, _rest: str) -> None:
        """Open each paper that has waited in the queue for long, and ask what to do with it."""
        self._go_through(words.waited(self.lib), words.is_waiting, "Nothing has waited in the queue for long")

    def _go_through(self, keys: Sequence[str], is_open: Callable[[State, str], bool], nothing: str) -> None:
        def waits(key: str) -> bool:
            known = self.lib.library.row(key) is not None
            return known and is_open(self.lib.state(key), self.lib.today)

        triage = Triage([*filter(waits, keys)], waits, self.lib.clock)
        if triage.current is None:
            self.say(nothing)
            return
        while (key := triage.current) and self._decide(triage, key):
            pass
        done = sentence(triage.summary) or "Nothing decided"
        left = triage.progress.total - triage.progress.number + 1
        self.say(f"{done}; {left:,} left; {self.worded('{undo}')} undoes the last")

    def _decide(self, triage: Triage, key: str) -> bool:
        """Obey lines until the paper is decided on, or the last decision is undone. Return False to stop."""
        before = self.lib.state(key)
        self.open_paper(key)
        queue = "{queue} keep" if before.is_queued else "{queue} queue"
        question = (
            f"{words.in_words(triage.progress)}: {self.worded(f'{queue}, {_CHOICES}')}, enter to skip: "
        )
        while answer := self.console.ask(question):
            if answer in (*self.command("leave").keys, *self.command("quit").keys):
                return False
            self._answer(key, answer)
            if what := _decision(before, self.lib.state(key), self.lib.today):
                triage.decide(what)
                return True
            if triage.decisions and not self._still_holds(triage.decisions[-1]):
                triage.took_back()
                return True
        triage.decide(words.SKIP)
        return True

    def _answer(self, key: str, line: str) -> None:
        self.subject = key
        try:
            if line in self.command("queue").keys and self.lib.state(key).is_queued:
                self.did(self.lib.requeue(key))
            else:
                self.obey(line)
        except ReaderError as error:
            self.say(str(error))
        finally:
            self.subject = ""

    def _still_holds(self, decision: words.Decision) -> bool:
        return words.still_holds(decision, self.lib.state(decision.key), self.lib.today)


def _decision(before: State, now: State, today: str) -> str:
    """Return what was decided on a paper; empty if nothing was."""
    if (now.status, now.queue, now.later) == (before.status, before.queue, before.later):
        return ""
    if now.is_put_off(today):
        return words.LATER
    if now.status is not before.status:
        return {Status.ARCHIVED: words.ARCHIVE, Status.READ: words.READ}.get(now.status, words.CHANGED)
    if now.is_queued:
        return words.KEEP if before.is_queued else words.QUEUE
    return words.CHANGED
