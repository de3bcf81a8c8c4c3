"""The columns of a library: where each row's line is, and what filters and orders need of it."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from hashlib import blake2b
from itertools import chain

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
_OWN, _FORMER, _IMPLIED = range(3)
_ROW_BITS = 40
_ROW = (1 << _ROW_BITS) - 1
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
    mixes: Sequence[int] = _NONE
    """For each row, which of `sources` it has."""
    sources: tuple[tuple[str, ...], ...] = ()
    texts: Mapping[str, TextColumn] = field(default_factory=lambda: {name: TextColumn() for name in TEXTS})
    hashes: Sequence[int] = _NONE
    named: Sequence[int] = _NONE
    """For each of `hashes`, which ascend: how the row is named by it, and the row."""
    orders: Mapping[str, Sequence[int]] = field(default_factory=lambda: dict.fromkeys(ORDERS, _NONE))
    removed: tuple[int, ...] = ()

    @property
    def size(self) -> int:
        """How many rows there are, removed ones too."""
        return len(self.offsets)

    @property
    def live(self) -> int:
        """Bytes of the lines that count."""
        return sum(self.lengths)

    def row(self, key: str) -> int | None:
        """The row that has or had this key, else the first whose title or DOI it stands for."""
        return next(self.rows(key), None)

    def rows(self, key: str) -> Iterator[int]:
        """The rows that a key means: that which has it, which had it, then those whose title or DOI it is."""
        return (row for _, row in self._named(key_hash(key)) if self.offsets[row] != GONE)

    def seen_as(self, key: str) -> int | None:
        """The row whose key this is or was, removed ones too; not one that it is only implied for."""
        return self.known_as(key_hash(key))[1]

    def known_as(self, name: int) -> tuple[bool, int | None]:
        """For what stands for a key: whether it is the row's own key, and the row, as `seen_as`."""
        strength, row = next(self._named(name), (_IMPLIED, None))
        return strength == _OWN, row if strength < _IMPLIED else None

    def _named(self, name: int) -> Iterator[tuple[int, int]]:
        at = bisect_left(self.hashes, name)
        while at < len(self.hashes) and self.hashes[at] == name:
            yield self.named[at] >> _ROW_BITS, self.named[at] & _ROW
            at += 1

    def moved_since(self, before: Columns) -> bool:
        """Return whether a row that was there before has another key now, or is no more."""
        then, now = before.texts["keys"], self.texts["keys"]
        end = then.starts[-1]
        if len(now) < len(then) or now.starts[len(then)] != end:
            return True
        return bytes(now.data[:end]) != bytes(then.data[:end])

    def lacks(self, before: Columns) -> bool:
        """Return whether a paper was there before whose key is not even known as a removed one here."""
        gone = set(before.removed)
        own = (
            name
            for name, named in zip(before.hashes, before.named, strict=True)
            if named >> _ROW_BITS == _OWN and named & _ROW not in gone
        )
        return any(self.known_as(name)[1] is None for name in own)

    def named_rows(self) -> set[int]:
        """Return the rows that have a key: all but those that became part of others."""
        return {named & _ROW for named in self.named if named >> _ROW_BITS == _OWN}

    def shared_names(self) -> bool:
        """Return whether a row's own key also is, or was, the key of another row."""
        names = zip(self.hashes, self.named, strict=True)
        certain = ((name, named) for name, named in names if named >> _ROW_BITS < _IMPLIED)
        held, own, owner = -1, False, -1
        for name, named in certain:
            if name == held and own and named & _ROW != owner:
                return True
            if name != held:  # a row's own name stands first
                held, own, owner = name, named >> _ROW_BITS == _OWN, named & _ROW
        return False

    @property
    def shown(self) -> int:
        """All rows but the removed ones, as a set."""
        return row_sets.every(self.size) & ~row_sets.of(self.removed, self.size)


class ColumnsBuilder:
    """Columns in the making: what a file has beyond those at hand."""

    def __init__(self, base: Columns) -> None:
        self._base = base
        self._offsets = array("q", base.offsets)
        self._lengths = array("q", base.lengths)
        self._flags = bytearray(base.flags)
        self._numbers = {name: array("q", base.numbers[name]) for name in NUMBERS}
        self._mixes = array("I", base.mixes)
        self._sources = {mix: number for number, mix in enumerate(base.sources)}
        self._changes: tuple[dict[int, bytes], ...] = tuple({} for _ in TEXTS)
        self._more: tuple[list[bytes], ...] = tuple([] for _ in TEXTS)
        # Row -> how it is named by its last line, its own key first; rows not in it are named as in the base.
        self._names: dict[int, list[int]] = {}
        self._known: dict[int, int] = {}
        self._removed = set(base.removed)

    def row(self, key: str) -> int | None:
        """The row whose key this is or was."""
        return self._known_as(key_hash(key))[1]

    def _known_as(self, name: int) -> tuple[bool, int | None]:
        row = self._known.get(name)
        if row is not None:
            return self._names[row][0] >> 64 == name, row
        own, row = self._base.known_as(name)
        return (own, row) if row not in self._names else (False, None)

    def put(self, facts: RowValues, offset: int, length: int = 0) -> int:
        """Give a paper its row: that of its key or of a key that became a former one, else a new one.

        Papers that are one from now on share one row: the others go.
        """
        rows = [row] if (row := self.row(facts.key)) is not None else []
        for own, row in map(self._known_as, map(key_hash, facts.aliases)):
            if own and row is not None and row not in rows:
                rows.append(row)
        for row in rows[1:]:
            self._forget(row)
            self._names[row] = []
            self._offsets[row] = GONE
            self._lengths[row] = 0
            self._removed.add(row)
        row = rows[0] if rows else len(self._offsets)
        mix = self._sources.setdefault(facts.sources, len(self._sources))
        if row == len(self._offsets):
            self._append(facts, mix)
        else:
            self._forget(row)
            self._replace(row, facts, mix)
        self._offsets[row], self._lengths[row] = offset, length
        self._name(row, facts)
        return row

    def _forget(self, row: int) -> None:
        """What a row was named counts no more: its new line says how it is named."""
        for name in self._names.get(row, ()):
            if self._known.get(name >> 64) == row:
                del self._known[name >> 64]

    def _name(self, row: int, facts: RowValues) -> None:
        names = self._names[row] = []
        for strength, keys in ((_OWN, (facts.key,)), (_FORMER, facts.aliases), (_IMPLIED, facts.implied)):
            for name in map(key_hash, keys):
                names.append((name << 64) | (strength << _ROW_BITS) | row)
                if strength < _IMPLIED:
                    self._known[name] = row

    def _append(self, facts: RowValues, mix: int) -> None:
        self._offsets.append(GONE)
        self._lengths.append(0)
        self._flags.append(facts.flags)
        self._mixes.append(mix)
        for name, number in zip(NUMBERS, facts.numbers, strict=True):
            self._numbers[name].append(number)
        for more, text in zip(self._more, facts.texts, strict=True):
            more.append(text)

    def _replace(self, row: int, facts: RowValues, mix: int) -> None:
        self._removed.discard(row)
        self._flags[row] = facts.flags
        self._mixes[row] = mix
        for name, number in zip(NUMBERS, facts.numbers, strict=True):
            self._numbers[name][row] = number
        first = self._base.size
        for more, changes, text in zip(self._more, self._changes, facts.texts, strict=True):
            if row >= first:
                more[row - first] = text
            else:
                changes[row] = text

    def drop(self, key: str) -> int | None:
        """Take the paper of this key away; its row, or None if there is none."""
        row = self.row(key)
        if row is not None:
            self._offsets[row] = GONE
            self._removed.add(row)
        return row

    def done(self) -> Columns:
        """The columns."""
        base = self._base
        texts = {
            name: base.texts[name].with_changes(changes, more)
            for name, changes, more in zip(TEXTS, self._changes, self._more, strict=True)
        }
        hashes, named = self._sorted_names()
        made = Columns(
            offsets=self._offsets,
            lengths=self._lengths,
            flags=bytes(self._flags),
            numbers=self._numbers,
            mixes=self._mixes,
            sources=tuple(self._sources),
            texts=texts,
            hashes=hashes,
            named=named,
            removed=tuple(sorted(self._removed)),
        )
        return replace(made, orders=_orders(made))

    def _sorted_names(self) -> tuple[array[int], array[int]]:
        low = (1 << 64) - 1
        changed = self._names
        names = [
            (name << 64) | row
            for name, row in zip(self._base.hashes, self._base.named, strict=True)
            if row & _ROW not in changed
        ]
        names += chain.from_iterable(changed.values())
        names.sort()
        return array("Q", [name >> 64 for name in names]), array("Q", [name & low for name in names])


def _orders(columns: Columns) -> dict[str, array[int]]:
    """Every order that the papers alone decide; papers of one day stay as they stand in the file."""
    dated = _descending(range(columns.size), columns.numbers[DATED])
    made = {DATED: dated}
    for name in NUMBERS:
        if name != DATED:
            made[name] = _descending(dated, columns.numbers[name])
    titles = columns.texts["titles"]
    named = bytes(titles.data).split(b"\n")
    made["title"] = array("I", sorted(dated, key=named.__getitem__))
    return made


def _descending(order: Iterable[int], column: Sequence[int]) -> array[int]:
    return array("I", sorted(order, key=column.__getitem__, reverse=True))


def without_value(columns: Columns, name: str) -> int:
    """How many rows at the end of an order have nothing to be ordered by."""
    if name not in NUMBERS:
        return 0
    order, column = columns.orders[name], columns.numbers[name]
    return len(order) - bisect_left(order, 1, key=lambda row: int(column[row] == MISSING))
