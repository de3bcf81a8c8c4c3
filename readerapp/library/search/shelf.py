"""The answer to a query."""

from __future__ import annotations

import sys
from array import array
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import field
from functools import cache
from typing import TYPE_CHECKING, overload

from readerapp.domain.values import NamedTuple, dataclass

_PAGE_ROWS = 1 << 12
"""Rows found at a time behind the first: each page costs a search."""
_MANY_ROWS = 1 << 17
"""The same for who reads all."""
_SOON_ROWS = 200
_MAX_PAGES = 4
"""Pages kept, beside the first."""

if TYPE_CHECKING:  # a shelf of all papers needs none of the query language
    from readerapp.domain.query.tree import Phrase, Problem, Term, Word
    from readerapp.library.columns.table import Columns
    from readerapp.library.search.evaluation import Rest
    from readerapp.library.search.highlight import Span


class LazyRows(Sequence[int]):
    """Rows of which the first are ranked at once; the others are found, and counted, when they are needed.

    Of millions only some are in memory at a time. Any thread may read them.
    """

    def __init__(self, head: array[int], rest: Rest) -> None:
        self._head = head
        self._rest = rest
        self._pages: dict[int, array[int]] = {}
        self._count: int | None = None

    def __len__(self) -> int:
        if self._count is None:
            self._count = len(self._head) + self._rest.count()
        return self._count

    def __bool__(self) -> bool:
        return bool(self._head) or len(self) > 0

    @overload
    def __getitem__(self, index: int) -> int: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[int]: ...
    def __getitem__(self, index: int | slice) -> int | Sequence[int]:
        if isinstance(index, slice):
            start, stop = index.start or 0, index.stop
            if stop is not None and start >= 0 and 0 <= stop <= len(self._head) and index.step in (None, 1):
                return self._head[start:stop]
            return array("I", map(self.__getitem__, range(*index.indices(len(self)))))
        index = index + len(self) if index < 0 else index
        if index < len(self._head):
            return self._head[index]
        page, at = divmod(index - len(self._head), _PAGE_ROWS)
        return self._page(page)[at]

    def __iter__(self) -> Iterator[int]:
        yield from self._head
        yield from (page := self._page(0))
        at = len(page)
        while at and at % _PAGE_ROWS == 0:
            yield from (page := self._rest.rows(at, _MANY_ROWS))
            at += len(page) or 1

    def index(self, value: int, start: int = 0, stop: int | None = None) -> int:
        """Return the position of a row if it is among the first thousands or near others that were read.

        Raises `ValueError` if it is not.
        """
        end = sys.maxsize if stop is None else stop
        with suppress(ValueError):
            return self._head.index(value, start, end)
        self._page(0)
        for number, page in list(self._pages.items()):
            before = len(self._head) + number * _PAGE_ROWS
            if value in page and start <= before + page.index(value) < end:
                return before + page.index(value)
        raise ValueError(f"{value} is not near")

    def is_found(self, index: int) -> bool:
        """Return True if the row at an index can be read without a search."""
        return index < len(self._head) or (index - len(self._head)) // _PAGE_ROWS in self._pages

    def look_ahead(self) -> None:
        """Find those next behind the first, and the number of all, so that nobody waits for that."""
        self._page(0)
        len(self)

    def _page(self, number: int) -> array[int]:
        # two threads may both read a page, with the same result
        page = self._pages.get(number)
        if page is None:
            page = self._rest.rows(number * _PAGE_ROWS, _PAGE_ROWS)
            for other in list(self._pages)[1:-_MAX_PAGES]:
                self._pages.pop(other, None)
            self._pages[number] = page
        return page


class _Arranged(Sequence[int]):
    """Rows of other sequences, in another order."""

    @overload
    def __getitem__(self, index: int) -> int: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[int]: ...
    def __getitem__(self, index: int | slice) -> int | Sequence[int]:
        size = len(self)
        if isinstance(index, slice):
            return array("I", map(self._at, range(*index.indices(size))))
        if not -size <= index < size:
            raise IndexError(index)
        return self._at(index % size)

    def _at(self, index: int) -> int:  # from 0 on
        raise NotImplementedError


class Backwards(_Arranged):
    """Rows from the last to the first."""

    def __init__(self, rows: Sequence[int]) -> None:
        self._rows = rows

    def __len__(self) -> int:
        return len(self._rows)

    def _at(self, index: int) -> int:
        return self._rows[len(self._rows) - 1 - index]


class _Joined(_Arranged):
    """Two sequences as one."""

    def __init__(self, first: Sequence[int], second: Sequence[int]) -> None:
        self._first = first
        self._second = second

    def __len__(self) -> int:
        return len(self._first) + len(self._second)

    def _at(self, index: int) -> int:
        later = index - len(self._first)
        return self._first[index] if later < 0 else self._second[later]

    def index(self, value: int, start: int = 0, stop: int | None = None) -> int:
        """Return the position of a row, looking among the first before the second are computed."""
        for rows, before in ((self._first, 0), (self._second, len(self._first))):
            with suppress(ValueError):
                at = rows.index(value) + before
                if start <= at < (len(self) if stop is None else stop):
                    return at
        raise ValueError(value)


class Related:
    """Papers that a query describes, without having all of its words; found when somebody asks for them."""

    def __init__(
        self,
        find: Callable[[], Sequence[int]] = tuple,
        spans: Callable[[str], list[Span]] = lambda _: [],
    ) -> None:
        """`find` returns the rows; `spans` the ranges of a text that have to do with the description."""
        self._find = cache(find)
        self.spans = spans

    @property
    def rows(self) -> Sequence[int]:
        """The rows, best first. From any thread."""
        return self._find()


NONE_RELATED = Related()


class Why(NamedTuple):
    """Why a paper is where it is."""

    words: tuple[str, ...] = ()
    """Words that it shares, the most telling first."""
    like: int | None = None
    """The row of the chosen paper that it is nearest to."""
    watched: str = ""
    """The text in the paper that the reader watches, as they set it; to be marked."""
    muted: str = ""
    """The text in the paper that the reader mutes, as they set it; such a paper is to be shown quietly."""


def no_why(_row: int) -> Why | None:
    """Return that there is nothing to say of a row but that it matches."""
    return None


@dataclass(frozen=True, slots=True)
class Shelf:
    """Rows that answer a query, in order. Immutable; safe to hand between threads."""

    query: str
    order: str
    """Their order, one of `ORDERS`."""
    reverse: bool
    rows: Sequence[int]
    """Those that match all of the query."""
    total: int
    """Number of papers in the library."""
    problems: tuple[Problem, ...] = ()
    """Invalid parts of the query; the rest was searched."""
    suggestion: str | None = None
    """The query probably meant, if hardly any paper has some of its words; its answers are included."""
    related: Related = field(default=NONE_RELATED, repr=False)
    """Other papers that the query describes: to be shown below."""
    remark: str = ""
    """A sentence on why the order is not all that was asked for."""
    why: Callable[[int], Why | None] = field(default=no_why, repr=False, compare=False)
    """Return why a row is where it is, if there is more to say than that it matches. From any thread."""
    watched: Mapping[str, int] = field(default_factory=dict, repr=False, compare=False)
    """In the order `foryou`, the set of rows of each query that the reader follows."""
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

    def __bool__(self) -> bool:
        return bool(self.rows)

    def look_ahead(self) -> None:
        """Find what a screen shows beside the first papers, in any thread; else who asks for it waits."""
        if isinstance(self.rows, LazyRows):
            self.rows.look_ahead()
        elif isinstance(self.rows, Backwards):
            tuple(self.rows[:_SOON_ROWS])
        if self.related.rows:
            self.related.spans("")  # what it needs is found once

    def score(self, index: int) -> float:
        """Return the score of the paper at an index: higher is better, 0 if nothing was ranked."""
        return self.scores[index] if 0 <= index < len(self.scores) else 0.0

    @property
    def shown(self) -> Sequence[int]:
        """All rows in the order to show them: those that match, then the related ones."""
        return _Joined(self.rows, self.related.rows) if self.related.rows else self.rows

    @property
    def has_whys(self) -> bool:
        """True if `why` may have something to say of a row."""
        return self.why is not no_why

    def is_related(self, index: int) -> bool:
        """Return True if the row at an index of `shown` is a related one."""
        return index >= len(self.rows) and bool(self.related.rows)

    def is_found(self, index: int) -> bool:
        """Return True if there is a row at an index of `shown`, found already if it is a related one."""
        rows, at = self.related.rows, index - len(self.rows)
        return at < 0 or (at < len(rows) and (not isinstance(rows, LazyRows) or rows.is_found(at)))

    def find_related(self) -> None:
        """Find all related rows, in any thread."""
        if isinstance(self.related.rows, LazyRows):
            self.related.rows.look_ahead()

    def spans(self, text: str, field: str, *, related: bool = False) -> list[Span]:
        """Return the matching ranges of a text; `field` is `title`, `abstract`, `authors` or `note`.

        `related` says that it is of a related paper.
        """
        if related:
            return self.related.spans(text) if field in ("title", "abstract") else []
        if not self.wanted:
            return []
        from readerapp.library.search.highlight import spans

        return spans(text, field, self.wanted)

    def index(self, row: int) -> int | None:
        """Return the position of a row in `shown`, None if it isn't here."""
        try:
            return self.shown.index(row)
        except ValueError:
            return None
