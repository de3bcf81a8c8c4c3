"""The answer to a query."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator, Sequence
from dataclasses import field
from typing import TYPE_CHECKING, overload

from readerapp.domain.values import dataclass

if TYPE_CHECKING:  # a shelf of all papers needs none of the query language
    from readerapp.domain.query.tree import Phrase, Problem, Term, Word
    from readerapp.library.columns.table import Columns
    from readerapp.library.search.highlight import Span


class LazyRows(Sequence[int]):
    """Rows of which the first are ranked at once; the rest is computed when needed."""

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
        """Return the position of a row, looking among the best first."""
        try:
            return self._rows.index(value, start, len(self._rows) if stop is None else stop)
        except ValueError:
            if self._rest is None:
                raise
            return self._all().index(value, start, self._count if stop is None else stop)

    def _all(self) -> array[int]:
        if rest := self._rest:
            # two threads may both do this, with the same result
            self._rows = self._rows + rest()
            self._rest = None
        return self._rows


@dataclass(frozen=True, slots=True)
class Shelf:
    """Rows that answer a query, in order. Immutable; safe to hand between threads."""

    query: str
    order: str
    """Their order, one of `ORDERS`."""
    reverse: bool
    rows: Sequence[int]
    total: int
    """Number of papers in the library."""
    problems: tuple[Problem, ...] = ()
    """Invalid parts of the query; the rest was searched."""
    suggestion: str | None = None
    """The query probably meant, if hardly any paper has some of its words; its answers are included."""
    partial: bool = False
    """True if no paper has all words; these are the nearest."""
    whole: bool = True
    """False if the index isn't up to date: only titles and authors were searched, for words as typed."""
    terms: tuple[Term, ...] = ()
    wanted: tuple[Word | Phrase, ...] = ()
    """Words searched for."""
    scores: Sequence[float] = field(default=(), repr=False)
    columns: Columns | None = field(default=None, repr=False, compare=False)
    """What the rows refer to; identifies their papers after row numbers changed."""

    def __len__(self) -> int:
        return len(self.rows)

    def score(self, index: int) -> float:
        """Return the score of the paper at an index: higher is better, 0 if nothing was ranked."""
        return self.scores[index] if 0 <= index < len(self.scores) else 0.0

    def spans(self, text: str, field: str) -> list[Span]:
        """Return the matching ranges of a text; `field` is `title`, `abstract`, `authors` or `note`."""
        if not self.wanted:
            return []
        from readerapp.library.search.highlight import spans

        return spans(text, field, self.wanted)

    def index(self, row: int) -> int | None:
        """Return the position of a row, None if it isn't here."""
        try:
            return self.rows.index(row)
        except ValueError:
            return None
