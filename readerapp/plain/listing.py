"""The list that was printed last: its papers by number, and a line for each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from readerapp.actions.reading_list import ReadingList
from readerapp.actions.sort_value import sort_value
from readerapp.domain.dates.coming import named_day
from readerapp.domain.errors import ReaderError
from readerapp.domain.paper import Paper
from readerapp.domain.state import Status
from readerapp.library import Shelf

_NUMBERS = r"[1-9]\d{0,8}(?:-[1-9]\d{0,8})?"
_MAX_WORDS = 5


class NumberedList:
    """Papers with numbers from 1 on; they stay the same papers however the library changes."""

    def __init__(self, lib: ReadingList, shelf: Shelf) -> None:
        self.shelf = shelf
        self._lib = lib

    def __len__(self) -> int:
        return len(self.shelf.shown)

    def key(self, number: int) -> str:
        """Return the key of the paper with a number.

        Raises:
            ReaderError: the list has no such number.
        """
        if not 1 <= number <= len(self):
            there = f"it has 1 to {len(self):,}" if len(self) else "it is empty"
            raise ReaderError(f"The list has no number {number}: {there}")
        return self._lib.library.key(self.shelf.shown[number - 1], self.shelf)

    def paper(self, number: int) -> Paper:
        """Return the paper with a number, as it is now."""
        return self._lib.paper(self.key(number))

    def number(self, key: str) -> int | None:
        """Return the number of a paper, None if it isn't in the list."""
        row = self._lib.library.row(key)
        index = None if row is None else self.shelf.index(row)
        return None if index is None else index + 1

    def numbers(self, text: str) -> Iterator[int]:
        """Yield the numbers that a text like `3`, `2,5` or `4-8` names.

        Raises:
            ReaderError: the list is shorter.
        """
        for part in text.split(","):
            first, _, last = part.partition("-")
            ends = sorted((int(first), int(last or first)))
            for number in ends:
                self.key(number)
            yield from range(ends[0], ends[1] + 1)

    def line(self, number: int, *, selected: bool = False) -> str:
        """Return the line of a paper: number, title, and in brackets what is known of it."""
        paper = self.paper(number)
        facts = ", ".join([*(["selected"] if selected else []), *self._facts(paper), *self._why(number)])
        return f"{number}  {paper.title}" + (f" ({facts})" if facts else "")

    def _facts(self, paper: Paper) -> Iterator[str]:
        state, place = self._lib.state(paper.key), self._lib.place(paper.key)
        if state.status is not Status.UNREAD:
            yield str(state.status)
        if place:
            yield f"{place} in the queue"
        if state.later:
            day, today = date.fromisoformat(state.later), date.fromisoformat(self._lib.today)
            yield f"put off until {named_day(day, today)}" if day > today else "back"
        if state.rating:
            yield f"rated {state.rating}"
        if state.note:
            yield "note"
        if paper.has_code:
            yield "code"
        order = self.shelf.order
        if order not in ("queue", "rating") and (value := sort_value(order, paper, state, place)):
            yield f"{value:,} {order}" if isinstance(value, int) else value

    def _why(self, number: int) -> Iterator[str]:
        why = self.shelf.why(self.shelf.shown[number - 1])
        if why and why.words:
            yield f"for {' '.join(why.words[:_MAX_WORDS])}"


def names_numbers(text: str) -> bool:
    """Return True if a text is a number, a range of numbers or several: `3`, `4-8`, `1,3`."""
    return re.fullmatch(rf"{_NUMBERS}(?:,{_NUMBERS})*", text) is not None
