"""The names that rows get while columns are built."""

from __future__ import annotations

from array import array

from readerapp.library.columns.names import FORMER, IMPLIED, OWN, Names, meaning, row_of
from readerapp.library.columns.table import Columns, RowValues, new_key_hash

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

    def put(self, row: int, own: int, values: RowValues) -> None:
        """Give a row its names instead of those it had; `own` is the hash of its key."""
        if row == self._size + len(self._starts):
            self._starts.append(len(self._hashes))
        else:
            self._move(row, len(self._hashes))
        self._rows[own] = row
        self._hashes.append(own)
        self._meanings.append(meaning(OWN, row))
        for name in map(new_key_hash, values.aliases):
            self._rows[name] = row
            self._hashes.append(name)
            self._meanings.append(meaning(FORMER, row))
        for key in values.implied:
            self._hashes.append(new_key_hash(key))
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

    def done(self) -> Names:
        """Return the names of all rows."""
        pairs = zip(self._hashes, self._meanings, strict=True)
        return self._base.changed(
            set(self._renamed), [(name << 64) | it for name, it in pairs if it != _VOID]
        )
