"""The columns of a library: where each row's line is, and what filters and orders need of it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import blake2b

from readerapp.library.columns import row_sets
from readerapp.library.columns.texts import TextColumn

NUMBERS = ("listed", "published", "added", "upvotes", "stars", "dated")
DATED = "dated"
"""The day of listing, else of publication: one clock for all papers."""
ORDERS = (*NUMBERS, "title")
TEXTS = ("keys", "titles", "authors", "links")
MISSING = -(2**62)
"""The number of a paper that has none."""
GONE = -1
"""The offset of a row that was removed."""
OWN, FORMER, IMPLIED = range(3)
ROW_BITS = 40
ROW_MASK = (1 << ROW_BITS) - 1
_NONE: Sequence[int] = range(0)


@lru_cache(maxsize=8192)  # each key is asked for several times in a row
def key_hash(key: str) -> int:
    """64 bits that stand for a key."""
    return int.from_bytes(blake2b(key.encode("utf-8", "replace"), digest_size=8).digest())


@dataclass(frozen=True, slots=True)
class RowValues:
    """One paper's entries in the columns."""

    key: str
    aliases: tuple[str, ...]
    implied: tuple[str, ...]
    """Keys that mean this paper unless another paper has them for its own."""
    flags: int
    numbers: tuple[int, ...]
    texts: tuple[bytes, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Columns:
    """A library's columns at one moment. Rows never change places: a removed one stays, without its line."""

    offsets: Sequence[int] = _NONE
    lengths: Sequence[int] = _NONE
    """Bytes of each row's last line; 0 where the row became part of another."""
    flags: bytes | memoryview = b""
    numbers: Mapping[str, Sequence[int]] = field(default_factory=lambda: dict.fromkeys(NUMBERS, _NONE))
    source_set: Sequence[int] = _NONE
    """For each row, which of `sources` it has."""
    source_sets: tuple[tuple[str, ...], ...] = ()
    texts: Mapping[str, TextColumn] = field(default_factory=lambda: {name: TextColumn() for name in TEXTS})
    name_hashes: Sequence[int] = _NONE
    name_rows: Sequence[int] = _NONE
    """For each of `hashes`, which ascend: how the row is named by it, and the row."""
    orders: Mapping[str, Sequence[int]] = field(default_factory=lambda: dict.fromkeys(ORDERS, _NONE))
    removed: tuple[int, ...] = ()

    @property
    def size(self) -> int:
        """How many rows there are, removed ones too."""
        return len(self.offsets)

    @property
    def live_bytes(self) -> int:
        """Bytes of the lines that count."""
        return sum(self.lengths)

    def row(self, key: str) -> int | None:
        """The row that has or had this key, else the first whose title or DOI it stands for."""
        return next(self.rows(key), None)

    def rows(self, key: str) -> Iterator[int]:
        """The rows that a key means: that which has it, which had it, then those whose title or DOI it is."""
        return (row for _, row in self._names(key_hash(key)) if self.offsets[row] != GONE)

    def own_row(self, key: str) -> int | None:
        """The row whose key this is or was, removed ones too; not one that it is only implied for."""
        return self.own_row_of(key_hash(key))[1]

    def own_row_of(self, name: int) -> tuple[bool, int | None]:
        """For what stands for a key: whether it is the row's own key, and the row, as `seen_as`."""
        strength, row = next(self._names(name), (IMPLIED, None))
        return strength == OWN, row if strength < IMPLIED else None

    def _names(self, name: int) -> Iterator[tuple[int, int]]:
        at = bisect_left(self.name_hashes, name)
        while at < len(self.name_hashes) and self.name_hashes[at] == name:
            yield self.name_rows[at] >> ROW_BITS, self.name_rows[at] & ROW_MASK
            at += 1

    def moved_since(self, before: Columns) -> bool:
        """Return whether a row that was there before has another key now, or is no more."""
        then, now = before.texts["keys"], self.texts["keys"]
        end = then.starts[-1]
        if len(now) < len(then) or now.starts[len(then)] != end:
            return True
        return bytes(now.data[:end]) != bytes(then.data[:end])

    def lost_since(self, before: Columns) -> bool:
        """Return whether a paper was there before whose key is not even known as a removed one here."""
        gone = set(before.removed)
        own = (
            name
            for name, named in zip(before.name_hashes, before.name_rows, strict=True)
            if named >> ROW_BITS == OWN and named & ROW_MASK not in gone
        )
        return any(self.own_row_of(name)[1] is None for name in own)

    def keyed_rows(self) -> set[int]:
        """Return the rows that have a key: all but those that became part of others."""
        return {named & ROW_MASK for named in self.name_rows if named >> ROW_BITS == OWN}

    def has_shared_keys(self) -> bool:
        """Return whether a row's own key also is, or was, the key of another row."""
        names = zip(self.name_hashes, self.name_rows, strict=True)
        certain = ((name, named) for name, named in names if named >> ROW_BITS < IMPLIED)
        held, own, owner = -1, False, -1
        for name, named in certain:
            if name == held and own and named & ROW_MASK != owner:
                return True
            if name != held:  # a row's own name stands first
                held, own, owner = name, named >> ROW_BITS == OWN, named & ROW_MASK
        return False

    @property
    def live_rows(self) -> int:
        """All rows but the removed ones, as a set."""
        return row_sets.every(self.size) & ~row_sets.of(self.removed, self.size)

    def without_value(self, order: str) -> int:
        """Return the number of rows at the end of an order that have no value to sort by."""
        if order not in NUMBERS:
            return 0
        rows, column = self.orders[order], self.numbers[order]
        return len(rows) - bisect_left(rows, 1, key=lambda row: int(column[row] == MISSING))
