"""Undo and redo in a triage: of one decision, and of all of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TypeVar

from readerapp.actions import triage as words
from readerapp.actions.done import Done, paper_count
from readerapp.actions.triage import Decision, Triage
from readerapp.ui.desk import Desk

T = TypeVar("T")


class TriageUndo:
    """The part of a sitting that undoes and redoes decisions; threads do it, and keys wait."""

    def __init__(self, desk: Desk, triage: Triage) -> None:
        self._desk = desk
        self._reading = desk.reading
        self._triage = triage
        self.working = False
        """True while keys wait for an earlier one."""
        self.stopped = False
        """True if the reader ended before the last paper."""

    def show(self) -> None:
        """Show the paper to decide on, or what was done."""
        raise NotImplementedError

    def go_back(self) -> None:
        """Undo the last decision, and return to its paper."""
        if not (decisions := self._triage.decisions):
            self._desk.say("No decision to undo")
            return
        last = decisions[-1]

        def undone(done: Done) -> None:
            self._triage.took_back()
            self.stopped = False
            self.say(done, "{redo} to redo")

        undo = partial(self._reading.undo, last.step) if last.step else _nothing
        self._work(undo, undone, failed=self._triage.forget)

    def go_forward(self) -> None:
        """Redo the decision that was undone last."""
        if not (taken := self._triage.taken_back):
            self._desk.say("Nothing to redo")
            return
        last = taken[-1]

        def redone(done: Done) -> None:
            self._triage.brought_back()
            self.say(done, "{undo} goes back")

        redo = partial(self._reading.redo, last.step) if last.step else _nothing
        self._work(redo, redone, failed=taken.pop)

    def undo_all(self) -> None:
        """Undo every decision of this sitting."""
        self.stopped = True
        steps = self._triage.decisions[::-1]

        def undone(failed: Sequence[Decision]) -> None:
            for decision in steps:
                self._triage.forget() if decision in failed else self._triage.took_back()
            self._say_all("Undid", steps, failed, "{redo} to redo")

        self._work(partial(words.reversed_but, steps, self._reading.undo), undone)

    def redo_all(self) -> None:
        """Redo every decision that was undone."""
        steps = self._triage.taken_back[::-1]

        def redone(failed: Sequence[Decision]) -> None:
            for decision in steps:
                self._triage.taken_back.pop() if decision in failed else self._triage.brought_back()
            self._say_all("Redid", steps, failed, "{undo} to undo")

        self._work(partial(words.reversed_but, steps, self._reading.redo), redone)

    def _work(
        self, work: Callable[[], T], then: Callable[[T], None], failed: Callable[[], object] = int
    ) -> None:
        """Run `work` in a thread, then `then` with its result; keys wait. After an error call `failed`."""
        self.working = True

        def ended(succeeded: bool) -> None:
            self.working = False
            if not succeeded:
                failed()
            self.show()
            self._desk.app.call_later(self._desk.app.hand_on)

        self._desk.work("triage", work, then, ended)

    def say(self, done: Done, hint: str) -> None:
        """Say what was done, with a hint that names keys by their ids."""
        self._desk.say(done.message, hint=self._desk.worded(hint))

    def _say_all(self, verb: str, steps: Sequence[Decision], failed: Sequence[Decision], hint: str) -> None:
        said = f"{verb}: {words.summary([it for it in steps if it not in failed]) or 'nothing'}"
        if failed:
            said += f"; {paper_count(len(failed))} changed since, and left so"
        self._desk.say(said, hint=self._desk.worded(hint))


def _nothing() -> Done:
    """Return what undoing and redoing a skip comes to."""
    return Done("Nothing was changed")
