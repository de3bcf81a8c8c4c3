"""The answer to a query."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, overload

if TYPE_CHECKING:  # a shelf of all papers needs none of the query language
    from readerapp.domain.query.tree import Phrase, Problem, Term, Word
    from readerapp.library.columns.table import Columns
    from readerapp.library.search.highlight import Span


class LazyRows(Sequence[int]):
    """Rows of which the first are ranked at once, the rest come when they are asked for."""

    def __init__(self, head: array[int], count: int, rest: Callable[[], array[int]]) -> None:
        self._rows = head
        self._first = len(head)
        self._count = count
        self._rest: Callable[[], array[int]] | None = rest

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, index: int) -> int: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[int]: ...
    def __getitem__(self, index: int | slice) -> int | Sequence[int]:
        if isinstance(index, slice):
            start, stop, step = index.indices(self._count)
            return (self._rows if max(start, stop) <= len(self._rows) else self._all())[start:stop:step]
        index = index + self._count if index < 0 else index
        return self._rows[index] if index < len(self._rows) else self._all()[index]

    def __iter__(self) -> Iterator[int]:
        yield from self._rows[: self._first]
        yield from self._all()[self._first :]

    def index(self, value: int, start: int = 0, stop: int | None = None) -> int:
        """Where a row stands; looked for among the best first."""
        try:
            return self._rows.index(value, start, len(self._rows) if stop is None else stop)
        except ValueError:
            return self._all().index(value, start, self._count if stop is None else stop)

    def _all(self) -> array[int]:
        if rest := self._rest:
            # two threads may both do this; they come to the same rows
            self._rows = self._rows + rest()
            self._rest = None
        return self._rows


@dataclass(frozen=True, slots=True)
class Shelf:
    """The rows that answer a query, in order. Immutable; safe to hand between threads."""

    query: str
    order: str
    """The order they stand in, one of `ORDERS`."""
    reverse: bool
    rows: Sequence[int]
    total: int
    """How many papers the library has."""
    problems: tuple[Problem, ...] = ()
    """Parts of the query that make no sense; the rest was searched."""
    suggestion: str | None = None
    """The query as it was perhaps meant, where hardly any paper has a word of it; its answers are here."""
    partial: bool = False
    """Whether no paper has all words, and these are the nearest."""
    whole: bool = True
    """False while the index is being made: only titles and authors were searched, for words as typed."""
    terms: tuple[Term, ...] = ()
    wanted: tuple[Word | Phrase, ...] = ()
    """The words looked for."""
    scores: Sequence[float] = field(default=(), repr=False)
    columns: Columns | None = field(default=None, repr=False, compare=False)
    """What the rows are of: it tells which papers were meant when the library has others in their places."""

    def __len__(self) -> int:
        return len(self.rows)

    def score(self, index: int) -> float:
        """How well the paper at an index fits: higher is better, 0 where nothing was ranked."""
        return self.scores[index] if 0 <= index < len(self.scores) else 0.0

    def spans(self, text: str, field: str) -> list[Span]:
        """The matched ranges of a shown text; `field` is `title`, `abstract`, `authors` or `note`."""
        if not self.wanted:
            return []
        from readerapp.library.search.highlight import spans

        return spans(text, field, self.wanted)

    def index(self, row: int) -> int | None:
        """Where a row stands, or None if it isn't here."""
        try:
            return self.rows.index(row)
        except ValueError:
            return None
