"""Triage: decisions on one paper after another; what comes next, and how long the rest takes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from itertools import islice

from readerapp.actions.done import Done
from readerapp.actions.reading_list import ReadingList
from readerapp.domain.errors import ReaderError, Unwritable
from readerapp.domain.reading_time import about
from readerapp.domain.state import LONG_QUEUED_DAYS, State, Status
from readerapp.domain.values import NamedTuple, dataclass

QUEUE, KEEP, ARCHIVE, READ, LATER = "queue", "keep", "archive", "read", "later"
CHANGED, SKIP, NOTE = "changed", "skip", "note"
_DONE = {
    QUEUE: "queued",
    KEEP: "kept",
    ARCHIVE: "archived",
    READ: "read",
    LATER: "put off",
    CHANGED: "changed",
    SKIP: "skipped",
    NOTE: "noted",
}
"""What a decision came to, in the order of the summary."""
_USUAL_SECONDS, _WEIGHT = 10.0, 3
"""The pace assumed at the start, and the number of decisions it counts for later."""
_MAX_SECONDS = 120.0
"""Who takes longer was away."""
_LAST = 20
"""The pace is that of so many decisions."""


class Decision(NamedTuple):
    """What the reader did to one paper."""

    key: str
    what: str
    step: str = ""
    """The undo step; empty if nothing changed."""
    seconds: float = 0.0
    """How long the paper was looked at."""


@dataclass(frozen=True, slots=True)
class HowFar:
    """How far a reader is."""

    number: int
    """Of the paper shown, from 1; one more than `total` at the end."""
    total: int
    seconds: float
    """That the rest takes at the reader's pace."""


class Triage:
    """Goes through papers, and takes decisions on them back and brings them back.

    Knows which paper to show; the decisions themselves are actions of the reading list.
    """

    def __init__(
        self,
        keys: Sequence[str],
        waits: Callable[[str], bool],
        clock: Callable[[], datetime],
        decided: Sequence[Decision] = (),
    ) -> None:
        """Start with the first of `keys` that `waits` for a decision; `decided` are those made before."""
        self._keys = keys
        self._waits = waits
        self._clock = clock
        self._at = 0
        self._returned: list[str] = []
        """Papers whose decision was taken back: they come before the other keys."""
        self.decisions = list(decided)
        self.taken_back: list[Decision] = []
        """The decisions to bring back; the last is the next."""
        self.current: str | None = None
        """The paper to decide on, None at the end. It stays, whatever others do, until it is decided."""
        self._go_on()

    def _go_on(self) -> None:
        self._shown_at = self._clock()
        while self._returned and not self._waits(self._returned[-1]):
            self._returned.pop()
        if self._returned:
            self.current = self._returned[-1]
            return
        while self._at < len(self._keys) and not self._waits(self._keys[self._at]):
            self._at += 1
        self.current = self._keys[self._at] if self._at < len(self._keys) else None

    @property
    def upcoming(self) -> str | None:
        """The paper that comes after the current one, as far as is known."""
        if len(self._returned) > 1:
            return self._returned[-2]
        start = self._at if self._returned else self._at + 1
        keys = (self._keys[at] for at in range(start, len(self._keys)))
        return next(filter(self._waits, keys), None)

    def decide(self, what: str, step: str = "") -> None:
        """Record a decision on the current paper and go on to the next."""
        if self.current is not None:
            self.decisions.append(Decision(self.current, what, step, self._looked()))
            self.taken_back.clear()
            self.leave()

    def leave(self) -> None:
        """Go on to the next paper without a decision on the current one."""
        if self._returned:
            self._returned.pop()
        else:
            self._at += 1
        self._go_on()

    def noted(self, step: str) -> None:
        """Record a note on the current paper, which stays."""
        if self.current is not None and step:
            self.decisions.append(Decision(self.current, NOTE, step))
            self.taken_back.clear()

    def took_back(self) -> None:
        """Return to the paper of the last decision, which was undone."""
        decision = self.decisions.pop()
        self.taken_back.append(decision)
        if decision.what != NOTE:
            self._returned.append(decision.key)
            self.current, self._shown_at = decision.key, self._clock()

    def brought_back(self) -> None:
        """Record the decision that was taken back last anew: it was redone."""
        decision = self.taken_back.pop()
        self.decisions.append(decision)
        if decision.what != NOTE and decision.key == self.current:
            self.leave()

    def forget(self) -> None:
        """Forget the last decision: another change of its paper came after it."""
        self.decisions.pop()

    def _looked(self) -> float:
        return max(0.0, min((self._clock() - self._shown_at).total_seconds(), _MAX_SECONDS))

    @property
    def progress(self) -> HowFar:
        """How far the reader is. Papers that others decided on meanwhile count no longer."""
        decided = sum(decision.what != NOTE for decision in self.decisions)
        left = len(self._returned) + len(self._keys) - self._at
        return HowFar(decided + 1, decided + left, left * self._pace())

    def _pace(self) -> float:
        times = (it.seconds for it in reversed(self.decisions) if it.what != NOTE)
        last = list(islice(times, _LAST))
        return (_USUAL_SECONDS * _WEIGHT + sum(last)) / (_WEIGHT + len(last))

    @property
    def summary(self) -> str:
        """What was done: `queued 8, archived 30, skipped 7`; empty if nothing was."""
        return summary(self.decisions)


def summary(decisions: Sequence[Decision]) -> str:
    """Return decisions in words, with their numbers: `queued 8, archived 30`."""
    made = [decision.what for decision in decisions]
    return ", ".join(f"{done} {made.count(what):,}" for what, done in _DONE.items() if what in made)


def reversed_but(decisions: Sequence[Decision], reverse: Callable[[str], Done]) -> list[Decision]:
    """Undo or redo decisions; return those that can't be, since something else changed their papers.

    Raises:
        Unwritable: nothing can be changed now.
    """
    failed = []
    for decision in decisions:
        try:
            if decision.step:
                reverse(decision.step)
        except Unwritable:
            raise
        except ReaderError:
            failed.append(decision)
    return failed


def in_words(progress: HowFar) -> str:
    """Return how far a reader is: `12 of 50, about 6 minutes`."""
    return f"{progress.number:,} of {progress.total:,}, {about(progress.seconds / 60)}"


def is_unread(state: State, today: str) -> bool:
    """Return True for an unread paper that isn't put off."""
    return state.status is Status.UNREAD and not state.is_put_off(today)


def is_undecided(state: State, today: str) -> bool:
    """Return True for a paper that nobody has decided on: unread, neither in the queue nor put off."""
    return is_unread(state, today) and not state.is_queued


def is_waiting(state: State, today: str) -> bool:
    """Return True for a queued paper that isn't put off."""
    return state.is_queued and not state.is_put_off(today)


def still_holds(decision: Decision, state: State, today: str) -> bool:
    """Return False if a decision was undone, or another made, since."""
    if decision.what == LATER:
        return state.is_put_off(today)
    if decision.what in (QUEUE, KEEP):
        return state.is_queued
    status = {ARCHIVE: Status.ARCHIVED, READ: Status.READ}.get(decision.what)
    return status is None or state.status is status


def waited(reading: ReadingList) -> list[str]:
    """Return the keys of the queue that have waited for more than `LONG_QUEUED_DAYS`, in its order."""
    now, known = reading.clock(), reading.library.row
    return [
        key
        for key in reading.queued()
        if known(key) is not None and reading.state(key).days_queued(now) > LONG_QUEUED_DAYS
    ]
