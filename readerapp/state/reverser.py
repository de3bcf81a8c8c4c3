"""Undo and redo of steps, one by one or all of an agent's session together."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import replace

from readerapp.domain.errors import ReaderError
from readerapp.state.field_edits import compose, reversal
from readerapp.state.journal_line import Entry, JournalLine, LibraryReversal, entry_of
from readerapp.state.recorder import StateRecorder


class Reverser:
    """Undoes and redoes the steps of a home."""

    def __init__(self, recorder: StateRecorder, catch_up: Callable[[], object]) -> None:
        """`catch_up` takes in what other processes changed."""
        self._catch_up = catch_up
        self._recorder = recorder
        self._mutex = recorder.replica.mutex
        self._one_at_a_time = threading.RLock()

    def one(self, name: str, first: LibraryReversal, *, back: bool) -> Entry | None:
        """Undo (`back`) or redo a step: the one that `name` names, else the next.

        Raises:
            ReaderError: a paper of the step was changed again since; the next call goes on to the next step.
        """
        with self._one_at_a_time:
            with self._mutex:
                self._catch_up()
                steps = self._recorder.past.steps
                together = [] if back or name else steps.redone_together()
                step = None if together else steps.to_reverse(name, back=back)
            if together:
                return self._several(together, first, back=False)
            return self._reverse(step, first, back=back) if step else None

    def session(self, first: LibraryReversal) -> Entry | None:
        """Undo what agents did in their last session; papers changed since keep that change."""
        with self._one_at_a_time:
            with self._mutex:
                self._catch_up()
                steps = self._recorder.past.steps.agent_session()
            return self._several(steps, first, back=True) if steps else None

    def _several(self, steps: Sequence[JournalLine], first: LibraryReversal, *, back: bool) -> Entry:
        kept: set[str] = set()
        done: list[Entry] = []
        failures: list[ReaderError] = []
        head = ""
        for step in steps:
            try:
                done.append(self._reverse(step, first, back=back, kept=kept, head=head))
                head = head or done[-1].id
            except ReaderError as error:
                failures.append(error)
        words = f"{len(done)} change{'s' * (len(done) != 1)} by the agent"
        if failures and not done:
            raise failures[0]
        if failures:
            raise ReaderError(f"{'Undid' if back else 'Redid'} {words}, but: {failures[0]}")
        keys = dict.fromkeys(key for entry in done for key in entry.keys)
        return replace(done[0], words=words, keys=tuple(keys), kept=tuple(sorted(kept)))

    def _reverse(
        self,
        step: JournalLine,
        first: LibraryReversal,
        *,
        back: bool,
        kept: set[str] | None = None,
        head: str = "",
    ) -> Entry:
        """Undo or redo a step; with `kept` as one of several, whose line at the head is `head`."""
        with self._mutex:
            try:
                wanted, seen = reversal(self._recorder.papers, step, back=back, kept=kept)
            except ReaderError as changed:
                self._recorder.past.steps.pass_over(step)
                verb = "undone" if back else "brought back"
                raise ReaderError(f"“{step.words}” can't be {verb}: {changed}.") from None
            self._recorder.check_writable()
        entry = replace(entry_of(step), undone=back)
        first(entry)  # without the mutex: it can take seconds
        with self._mutex:
            change = compose(self._recorder.papers, wanted, self._recorder.run.clock(), seen=seen)
            way = {"undoes" if back else "redoes": step.id}
            if back and kept is not None:
                way["together"] = head or step.id
            self._recorder.record(self._recorder.line(change, action=step.action, words=step.words, **way))
        return entry
