"""Why papers are where they are: found in a thread, said in the list and beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from textual.content import Content

from readerapp.actions.reading_list import ReadingList
from readerapp.domain.state import State, Status
from readerapp.domain.text import shorten
from readerapp.library import Shelf
from readerapp.library.search.reading_path import MAX_PATH
from readerapp.library.search.shelf import Why
from readerapp.ui.widgets.list_row import NO_WHY, why_parts

_AROUND = 100
"""Rows on both sides of the highlighted one, found together."""
_TITLE_CELLS = 40
_MIN_LIKED = 3
"""Lower ratings speak against a paper."""


class Reasons:
    """Why the rows of a list are where they are."""

    def __init__(self, shelf: Shelf, known: Mapping[int, Why | None], ask: Callable[[], object]) -> None:
        """`known` are those of the first rows; `ask` is called when others are missing."""
        self._shelf = shelf
        self._known = dict(known)
        self._ask = ask
        self._missing: set[int] = set()
        self._sought: set[int] = set()
        self._steps = _steps(shelf) if shelf.order == "path" else {}

    def of(self, row: int) -> Why | None:
        """Return why a row is where it is; None if there is nothing to say, or if it has yet to be found."""
        if row not in self._known and row not in self._sought:
            if not self._missing:
                self._ask()
            self._missing.add(row)
        return self._known.get(row)

    def step(self, row: int) -> int | None:
        """Return the step of a row on a reading path, from 1."""
        return self._steps.get(row)

    def missing(self, index: int) -> set[int]:
        """Return the rows to `find`: those asked for, with those around an index."""
        near = self._shelf.rows[max(0, index - _AROUND) : index + _AROUND]
        missing = self._missing.union(near) - self._known.keys() - self._sought
        self._sought |= missing
        self._missing.clear()
        return missing

    def find(self, rows: Iterable[int]) -> None:
        """Find why rows are where they are, in any thread."""
        self._known |= {row: self._shelf.why(row) for row in rows}

    def sentence(self, row: int, reading: ReadingList, separator: str) -> Content:
        """Return a line that says why a row is where it is; empty if there is nothing to say."""
        why, step = self.of(row), self.step(row)
        if step:
            label = f"step {step} of {len(self._steps)}"
        elif why and any(why_parts(why)):
            label = "for you" if self._shelf.order == "foryou" else "near"
        else:
            return Content()
        why = why or NO_WHY
        words = Content(f" {separator} ").join(
            Content.styled(word, "bold $match" if style == "match" else "") for word, style in why_parts(why)
        )
        parts = (Content.styled(label, "$quiet"), words, Content.styled(self._other(why, reading), "$quiet"))
        return Content("  ").join(part for part in parts if part)

    def _other(self, why: Why, reading: ReadingList) -> str:
        """Return the paper that a reason is about, with what the reader did to it."""
        shelf = self._shelf
        if why.like is None:
            return ""
        paper = reading.library.paper(why.like, shelf)
        title = f'"{shorten(paper.title, _TITLE_CELLS)}"'
        if shelf.order == "path":
            return f"after {title}"
        if shelf.order == "foryou":
            return f"like {title}{_chosen(reading.state(paper.key))}"
        is_only_one = paper.key in shelf.query and "," not in shelf.query  # its title is on top
        return "" if is_only_one else f"like {title}"


def _steps(shelf: Shelf) -> dict[int, int]:
    """Return the rows on a reading path with their steps: its start is at the end of a reversed list."""
    rows = shelf.rows
    order = range(-1, -len(rows) - 1, -1) if shelf.reverse else range(len(rows))
    return {rows[index]: step for step, index in enumerate(order[:MAX_PATH], 1)}


def _chosen(state: State) -> str:
    if state.rating >= _MIN_LIKED:
        return f", which you rated {state.rating}"
    if state.status is Status.READ:
        return ", which you read"
    if state.status is Status.READING:
        return ", which you are reading"
    if state.is_queued:
        return ", which you queued"
    return ", which you noted" if state.note else ""
