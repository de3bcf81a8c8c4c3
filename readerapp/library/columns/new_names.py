"""The names that rows get while columns are built."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Mapping

from readerapp.domain.works.identity import title_numbers
from readerapp.library.columns.names import FORMER, IMPLIED, OWN, Names, meaning, row_of
from readerapp.library.columns.table import Columns, RowValues

_VOID = (1 << 64) - 1
_NONE = -1


class NewNames:
    """Names by each row's last line; rows without one have those of the columns at hand."""

    def __init__(self, base: Columns) -> None:
        self._base = base.names
        self._size = base.size
        # A row's names stand together, its own key first. Arrays take a tenth of the memory.
        self._hashes = array("Q")
        self._meanings = array("Q")
        self._starts = array("q")
        """Where the names of each new row start."""
        self._renamed: dict[int, int] = {}
        """The same for rows of the columns at hand."""
        self._title_hashes = array("Q")
        self._title_rows = array("Q")
        self._rows: dict[int, int] = {}
        """Certain names, and their rows."""

    def owner(self, name: int) -> tuple[bool, int | None]:
        """Return whether a hash is of a row's current key, and the row whose key it is or was."""
        row = self._rows.get(name)
        if row is not None:
            return self._hashes[self._start(row)] == name, row
        if not self._size:
            return False, None
        own, row = self._base.owner(name)
        return (own, row) if row not in self._renamed else (False, None)

    def _start(self, row: int) -> int:
        return self._starts[row - self._size] if row >= self._size else self._renamed.get(row, _NONE)

    def put(self, row: int, values: RowValues) -> None:
        """Give a row its names but for its title, instead of those it had."""
        if row == self._size + len(self._starts):
            self._starts.append(len(self._hashes))
        else:
            self._move(row, len(self._hashes))
        self._rows[values.own] = row
        self._hashes.append(values.own)
        self._meanings.append(meaning(OWN, row))
        for name in values.aliases:
            self._rows[name] = row
            self._hashes.append(name)
            self._meanings.append(meaning(FORMER, row))
        for name in values.implied:
            self._hashes.append(name)
            self._meanings.append(meaning(IMPLIED, row))

    def forget(self, row: int) -> None:
        """Leave a row without names."""
        self._move(row, _NONE)

    def _move(self, row: int, to: int) -> None:
        at = self._start(row)
        while _NONE < at < len(self._hashes) and row_of(self._meanings[at]) == row:
            if self._rows.get(self._hashes[at]) == row:
                del self._rows[self._hashes[at]]
            self._meanings[at] = _VOID
            at += 1
        if row >= self._size:
            self._starts[row - self._size] = to
        else:
            self._renamed[row] = to

    def entitle(self, row: int, title: str) -> None:
        """Give a row the names of its title now; `done` gives them to others."""
        for name in title_numbers(title):
            self._title_hashes.append(name)
            self._title_rows.append(row)

    def done(self, titles: Mapping[int, str]) -> Names:
        """Return the names of all rows, given the titles of rows that haven't got the names of theirs."""
        self._rows = {}  # nothing is put any more
        return self._base.changed(self._renamed, lambda: self._new(titles))

    def _new(self, titles: Mapping[int, str]) -> Iterator[int]:
        for name, it in zip(self._hashes, self._meanings, strict=True):
            if it != _VOID:
                yield (name << 64) | it
        for name, row in zip(self._title_hashes, self._title_rows, strict=True):
            if row not in titles and self._start(row) != _NONE:
                yield (name << 64) | meaning(IMPLIED, row)
        for row, title in titles.items():
            if self._start(row) != _NONE:
                for name in title_numbers(title):
                    yield (name << 64) | meaning(IMPLIED, row)
