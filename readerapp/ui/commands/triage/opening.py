"""Triage and the sweep: what they go through is found in a thread, then the screen opens."""

from __future__ import annotations

import json
from array import array
from collections.abc import Callable, Sequence
from functools import partial
from hashlib import blake2b
from typing import overload

from readerapp.actions.reading_list import ReadingList
from readerapp.actions.triage import Triage, is_undecided, is_unread, is_waiting, still_holds, waited
from readerapp.actions.triage_file import TriageFile
from readerapp.domain.state import LONG_QUEUED_DAYS, State
from readerapp.domain.values import NamedTuple
from readerapp.library import Shelf
from readerapp.ui.commands.triage.page import Pile
from readerapp.ui.commands.triage.sitting import Sitting
from readerapp.ui.desk import Desk
from readerapp.ui.new_since import NewSince
from readerapp.ui.question import Question

_MAX_NEW = 10_000
"""If more papers are new, that says nothing of one."""


class _Keys(Sequence[str]):
    """The keys of a shelf's rows, looked up when they are needed: there may be millions."""

    def __init__(self, rows: Sequence[int], key: Callable[[int], str]) -> None:
        self._rows = rows
        self._key = key

    def __len__(self) -> int:
        return len(self._rows)

    @overload
    def __getitem__(self, index: int) -> str: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[str]: ...
    def __getitem__(self, index: int | slice) -> str | Sequence[str]:
        if isinstance(index, slice):
            return _Keys(self._rows[index], self._key)
        return self._key(self._rows[index])


class _List(NamedTuple):
    """The list that the reader is in, or what is selected of it."""

    reading: ReadingList
    new_since: NewSince
    question: Question
    shelf: Shelf
    rows: Sequence[int]
    selected: bool

    def pile(self) -> Pile:
        """Return what is to be decided. In any thread."""
        home, name = self.reading.home, self._name()
        is_open = self._is_open()
        file = TriageFile.load(home, self._identity())
        keys = self._keys(is_open, {*file.passed, *(it.key for it in file.decisions)})
        if not keys and (file.passed or file.decisions):  # it came to its end: begin anew
            file = TriageFile(file.of)
            keys = self._keys(is_open, set())
        return Pile(name, keys, is_open, _standing(self.reading, file), self.shelf, self._new())

    def _keys(self, is_open: Callable[[State, str], bool], without: set[str]) -> Sequence[str]:
        states, today = self.reading.store.snapshot(), self.reading.today
        without = without.union(key for key, state in states.items() if not is_open(state, today))
        key = partial(self.reading.library.key, shelf=self.shelf)
        only = states.keys() if not is_open(State(key=""), today) else None
        rows = (row for row in self.rows if (it := key(row)) not in without and (only is None or it in only))
        return _Keys(array("I", rows), key)

    def _is_open(self) -> Callable[[State, str], bool]:
        if self.selected:
            return is_unread
        return _is_next if self.shelf.order == "queue" else is_undecided

    def _name(self) -> str:
        where = f"{len(self.rows):,} selected" if self.selected else self.question.view.name
        return " · ".join(part for part in ("Triage", where, self.question.typed.strip()) if part)

    def _identity(self) -> str:
        question = self.question
        asked = [question.query, question.sort or "", question.reverse]
        if self.selected:
            keys = "\n".join(self.reading.library.key(row, self.shelf) for row in self.rows)
            asked.append(blake2b(keys.encode(), digest_size=16).hexdigest())
        return json.dumps(asked)

    def _new(self) -> frozenset[str]:
        rows = self.new_since.rows() if self.new_since.query else frozenset()
        if not 0 < len(rows) < min(_MAX_NEW, len(self.reading.library)):
            return frozenset()
        return frozenset(map(self.reading.library.key, rows))


def _is_next(state: State, today: str) -> bool:
    return is_unread(state, today) and state.is_queued


def _standing(reading: ReadingList, file: TriageFile) -> TriageFile:
    """Return a file without the decisions that were undone since."""
    decisions = tuple(it for it in file.decisions if still_holds(it, reading.state(it.key), reading.today))
    return file._replace(decisions=decisions)


def begin(desk: Desk) -> None:
    """Decide on the unread papers of the list, or of the selected ones."""
    selected = desk.selected_rows()
    rows = selected or desk.shelf.rows or desk.shelf.shown
    here = _List(desk.reading, desk.new_since, desk.question, desk.shelf, rows, bool(selected))
    desk.work("triage", here.pile, partial(_open, desk, "Nothing unread here"), opens=True)


def begin_sweep(desk: Desk) -> None:
    """Decide on what has waited in the queue for long."""
    reading = desk.reading

    def pile() -> Pile:
        file = TriageFile.load(reading.home, "sweep")
        before = {*file.passed, *(it.key for it in file.decisions)}
        keys = [key for key in waited(reading) if key not in before]
        if not keys:
            file, keys = TriageFile("sweep"), waited(reading)
        shelf = reading.shelf("is:queued sort:queue", whole=False)
        name = f"Sweep · queued over {LONG_QUEUED_DAYS} days ago"
        return Pile(name, keys, is_waiting, _standing(reading, file), shelf, frozenset(), "Sweep")

    nothing = f"Nothing waited in the queue over {LONG_QUEUED_DAYS} days"
    desk.work("triage", pile, partial(_open, desk, nothing), opens=True)


def _open(desk: Desk, nothing: str, pile: Pile) -> None:
    reading = desk.reading

    def waits(key: str) -> bool:
        return reading.library.row(key) is not None and pile.is_open(reading.state(key), reading.today)

    triage = Triage(pile.keys, waits, reading.clock, pile.file.decisions)
    if triage.current is None:
        desk.say(nothing)
    else:
        Sitting(desk, pile, triage).begin()
