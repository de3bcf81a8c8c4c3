"""The reader's marks as sets of rows: statuses, queue, ratings, tags, and the words of notes and tags."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING

from readerapp.domain.state import LATER, READER_DATE_FIELDS, State, Status
from readerapp.domain.text import fold
from readerapp.library.columns.table import Columns

if TYPE_CHECKING:
    from readerapp.library.search.taste import Taste


class Marks:
    """Marks on the rows of some columns, kept from search to search; only changed states are read again."""

    def __init__(self, columns: Columns) -> None:
        self.columns = columns
        """What the rows refer to."""
        self.taste: Callable[[], Taste] | None = None
        """Returns what papers for the reader depend on beside the marks."""
        self.queue: dict[int, float] = {}
        self.ratings: dict[int, int] = {}
        self.times: dict[str, dict[int, str]] = {name: {} for name in READER_DATE_FIELDS}
        """By field: row to the time since which its paper is read, queued, or has its note, or to the date on
        which it comes back, or came back."""
        self.notes: dict[int, tuple[str, ...]] = {}
        """Row to the folded words of its note."""
        self.tags: dict[int, tuple[str, ...]] = {}
        """Row to its folded tags."""
        self.statuses: dict[Status, set[int]] = {status: set() for status in Status}
        """Untouched unread papers are in none."""
        self.words: dict[str, dict[str, set[int]]] = {"note": defaultdict(set), "tag": defaultdict(set)}
        """`note` and `tag`: word to the rows that have it."""
        self._states: dict[str, State] = {}
        self._version = 0

    @property
    def states(self) -> Mapping[str, State]:
        """The states that were taken in last, by key."""
        return self._states

    def update(self, now: Callable[[], Mapping[str, State]], version: int) -> None:
        """Take in the current states. Equal versions other than 0 mean equal states."""
        if version and version == self._version:
            return
        states = now()
        for key in [key for key in self._states if key not in states]:
            self._take(key, self._states.pop(key))
        for key, state in list(states.items()):
            before = self._states.get(key)
            if before is not state:
                if before is not None:
                    self._take(key, before)
                self._put(key, state)
                self._states[key] = state
        self._version = version

    def _take(self, key: str, state: State) -> None:
        row = self.columns.row(key)
        if row is None:
            return
        self.statuses[state.status].discard(row)
        self.queue.pop(row, None)
        self.ratings.pop(row, None)
        for times in self.times.values():
            times.pop(row, None)
        for word in self.notes.pop(row, ()):
            self.words["note"][word].discard(row)
        for word in _of_tags(self.tags.pop(row, ())):
            self.words["tag"][word].discard(row)

    def _put(self, key: str, state: State) -> None:
        row = self.columns.row(key)
        if row is None:
            return
        self.statuses[state.status].add(row)
        if state.status is Status.READ:
            self.times["read"][row] = state.changed.get("status", "")
        if state.queue is not None and state.is_queued:
            self.queue[row] = state.queue
            self.times["queued"][row] = state.queued_at
        if state.rating:
            self.ratings[row] = state.rating
        if state.later and state.status is not Status.ARCHIVED:
            self.times[LATER][row] = state.later
        if state.note:
            self.times["noted"][row] = state.changed.get("note", "")
            self._note(row, state.note)
        if state.tags:
            self._tag(row, state.tags)

    def _note(self, row: int, note: str) -> None:
        from readerapp.domain.words import words  # most readers have no notes

        self.notes[row] = tuple(words(note))
        for word in self.notes[row]:
            self.words["note"][word].add(row)

    def _tag(self, row: int, tags: Iterable[str]) -> None:
        self.tags[row] = tuple(fold(tag) for tag in tags)
        for word in _of_tags(self.tags[row]):
            self.words["tag"][word].add(row)

    def put_off(self, today: str) -> Iterable[int]:
        """Return the rows of papers that come back after a date (ISO)."""
        return [row for row, later in self.times[LATER].items() if later > today]

    def dated(self, field: str, low: int, high: int) -> Iterable[int]:
        """Return the rows whose time in a field, one of READER_DATE_FIELDS, is in this range of moments."""
        if not self.times[field]:
            return []
        from readerapp.domain.dates.moments import iso_text

        first, after = iso_text(low), iso_text(high + 1)
        return [row for row, written in self.times[field].items() if first <= _timed(written) < after]

    def tagged(self, prefix: str, *, whole: bool = False) -> Iterable[int]:
        """Return the rows with a tag that starts with a folded text, or is just that."""
        if whole:
            return [row for row, tags in self.tags.items() if prefix in tags]
        return [row for row, tags in self.tags.items() if any(tag.startswith(prefix) for tag in tags)]

    def rated(self, low: int, high: int) -> Iterable[int]:
        """Return the rows whose rating is in this range."""
        return [row for row, rating in self.ratings.items() if low <= rating <= high]


def _timed(written: str) -> str:
    """Return a date or time as text that orders with times; the day's first moment for a date."""
    return f"{written}T00:00:00" if len(written) == len("2026-10-09") else written


def _of_tags(tags: Iterable[str]) -> Iterable[str]:
    from readerapp.domain.words import words

    return (word for tag in tags for word in words(tag))
