"""The columns of a library: the offset of each row's line, and the values to filter and sort by."""

from __future__ import annotations

import mmap
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import field
from functools import lru_cache

from readerapp.domain.paper import KINDS
from readerapp.domain.values import NamedTuple, dataclass, pattern
from readerapp.library.columns import row_sets
from readerapp.library.columns.names import OWN, Names
from readerapp.library.columns.texts import TextColumn

try:
    from _blake2 import blake2b  # `hashlib` would load OpenSSL first, which takes milliseconds
except ImportError:
    from hashlib import blake2b

NUMBERS = ("listed", "published", "added", "upvotes", "stars", "dated")
DATED = "dated"
"""Day of listing, else of publication: one order for all papers."""
ORDERS = (*NUMBERS, "title")
TEXTS = ("keys", "titles", "authors", "links")
ABSTRACT = len(KINDS)
"""Bit of the abstract in the flags, after those of the links' kinds."""
MISSING = -(2**62)
"""The number of a paper that has none."""
GONE = -1
"""The offset of a removed row."""
_NONE: Sequence[int] = range(0)
_HASH = pattern("[0-9a-f]{16}")


def new_key_hash(key: str) -> int:
    """Return a 64-bit hash of a key."""
    if key[:6] == "title:" and _HASH.fullmatch(key, 6):
        return int(key[6:], 16)  # it is a hash already
    return int.from_bytes(blake2b(key.encode("utf-8", "replace"), digest_size=8).digest())


key_hash = lru_cache(maxsize=8192)(new_key_hash)
"""The same, for a key that is asked for again soon."""


class RowValues(NamedTuple):
    """One paper's values in the columns."""

    own: int
    """Hash of its key."""
    aliases: tuple[int, ...]
    """Hashes of the keys it had."""
    implied: tuple[int, ...]
    """Hashes of keys that mean this paper unless another paper has them as its own, but for its title's."""
    flags: int
    numbers: tuple[int, ...]
    """Its values of `NUMBERS`."""
    key: str
    title: str
    authors: str
    """Title and authors as they are; the columns keep their folded words."""
    links: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Columns:
    """A library's columns at one moment. Rows keep their numbers: a removed row stays without its line."""

    offsets: Sequence[int] = _NONE
    lengths: Sequence[int] = _NONE
    """Bytes of each row's last line; 0 if the row was merged into another."""
    flags: bytes | memoryview = b""
    numbers: Mapping[str, Sequence[int]] = field(default_factory=lambda: dict.fromkeys(NUMBERS, _NONE))
    source_set: Sequence[int] = _NONE
    """For each row, its index in `source_sets`."""
    source_sets: tuple[tuple[str, ...], ...] = ()
    texts: Mapping[str, TextColumn] = field(default_factory=lambda: {name: TextColumn() for name in TEXTS})
    names: Names = field(default_factory=Names)
    """The keys of all rows."""
    orders: Mapping[str, Sequence[int]] = field(default_factory=lambda: dict.fromkeys(ORDERS, _NONE))
    removed: tuple[int, ...] = ()

    @property
    def size(self) -> int:
        """Number of rows, including removed ones."""
        return len(self.offsets)

    @property
    def live_bytes(self) -> int:
        """Bytes of the lines that weren't replaced."""
        return sum(self.lengths)

    def complete(self) -> None:
        """Make all that is made when it is first asked for, so that nobody waits for it."""
        tuple(self.texts.values())
        tuple(self.orders.values())
        _ = self.names.parts

    def let_go(self) -> None:
        """Give the memory back that what was read of mapped columns takes; it is read again when needed."""
        mapped = self.offsets.obj if isinstance(self.offsets, memoryview) else None
        if isinstance(mapped, mmap.mmap):
            with suppress(AttributeError, OSError):  # there are systems without
                mapped.madvise(mmap.MADV_DONTNEED)

    def row(self, key: str) -> int | None:
        """Return the row that has or had this key, else the first whose title or DOI it stands for."""
        return next(self.rows(key), None)

    def rows(self, key: str) -> Iterator[int]:
        """Yield the rows a key means: the one that has it, had it, then those whose title or DOI it is."""
        return (row for _, row in self.names.of(key_hash(key)) if self.offsets[row] != GONE)

    def own_row(self, key: str) -> int | None:
        """Return the row whose key this is or was, removed ones too, ignoring implied keys."""
        return self.names.owner(key_hash(key))[1]

    def moved_since(self, before: Columns) -> bool:
        """Return True if an earlier row now has another key or is gone."""
        then, now = before.texts["keys"].whole(), self.texts["keys"].whole()
        end = then.starts[-1]
        if now.size < then.size or now.starts[then.size] != end:
            return True
        return bytes(now.data[:end]) != bytes(then.data[:end])

    def lost_since(self, before: Columns) -> bool:
        """Return True if an earlier paper's key is unknown here, even as a removed one."""
        gone = set(before.removed)
        own = (name for name, kind, row in before.names if kind == OWN and row not in gone)
        return any(self.names.owner(name)[1] is None for name in own)

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
