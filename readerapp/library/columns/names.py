"""Which rows a key means: by the hashes of all keys, in order, with the latest beside the others."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from heapq import merge
from itertools import chain

from readerapp.domain.values import NamedTuple
from readerapp.library.columns.later import Later

OWN, FORMER, IMPLIED = range(3)
"""Kinds of names: a paper's key, a key it had, and one that means it unless another paper has it."""
_ROW_BITS = 40
_ROW_MASK = (1 << _ROW_BITS) - 1
_LOW = (1 << 64) - 1
_MIN_MERGED = 4096
"""New names up to which they stay beside the others, however few those are."""
_NONE: Sequence[int] = range(0)


def meaning(kind: int, row: int) -> int:
    """Return a kind of name and a row as one number, which sorts by both."""
    return (kind << _ROW_BITS) | row


def row_of(meaning: int) -> int:
    """Return the row of a `meaning`."""
    return meaning & _ROW_MASK


class SortedNames(NamedTuple):
    """Hashes in ascending order."""

    hashes: Sequence[int] = _NONE
    meanings: Sequence[int] = _NONE
    """For each hash its `meaning`, ascending where hashes are equal."""

    @classmethod
    def of(cls, names: Iterable[int]) -> SortedNames:
        """Return names in any order, each a hash times 2**64 plus a meaning."""
        ordered = sorted(names)
        return cls(
            array("Q", [name >> 64 for name in ordered]), array("Q", [name & _LOW for name in ordered])
        )

    def meanings_of(self, name: int) -> Sequence[int]:
        """Return what a hash means."""
        at = end = bisect_left(self.hashes, name)
        while end < len(self.hashes) and self.hashes[end] == name:
            end += 1
        return self.meanings[at:end]

    def without(self, rows: frozenset[int] | set[int]) -> Iterator[int]:
        """Yield the names of other rows than these as `of` takes them, ascending."""
        pairs = zip(self.hashes, self.meanings, strict=True)
        return ((name << 64) | it for name, it in pairs if it & _ROW_MASK not in rows)


class _Parts(NamedTuple):
    most: SortedNames = SortedNames()
    latest: SortedNames = SortedNames()
    """Few names that came since."""
    renamed: frozenset[int] = frozenset()
    """Rows whose names in `most` don't count any more."""


class Names:
    """The names of all rows. Rows change their names at the cost of the change, not of the library."""

    def __init__(self, make: Callable[[], _Parts] = _Parts) -> None:
        """Hold names that `make` returns when they are first asked for."""
        self._made = Later(("parts",), lambda _: make())

    @classmethod
    def of_parts(cls, most: SortedNames, latest: SortedNames, renamed: Iterable[int]) -> Names:
        """Return names that are kept apart, as `parts` has them."""
        return cls(lambda: _Parts(most, latest, frozenset(renamed)))

    @property
    def parts(self) -> _Parts:
        """All names."""
        return self._made["parts"]

    def of(self, name: int) -> list[tuple[int, int]]:
        """Return the (kind, row) that a hash means, a row's own key first, then former and implied ones."""
        most, latest, renamed = self.parts
        found = [it for it in most.meanings_of(name) if it & _ROW_MASK not in renamed]
        if latest.hashes and (later := latest.meanings_of(name)):
            found = sorted([*found, *later])
        return [(it >> _ROW_BITS, it & _ROW_MASK) for it in found]

    def owner(self, name: int) -> tuple[bool, int | None]:
        """Return whether a hash is of a row's current key, and the row whose key it is or was."""
        kind, row = next(iter(self.of(name)), (IMPLIED, None))
        return kind == OWN, row if kind < IMPLIED else None

    def __iter__(self) -> Iterator[tuple[int, int, int]]:
        """Yield (hash, kind, row) in ascending order."""
        most, latest, renamed = self.parts
        for name in merge(most.without(renamed), latest.without(frozenset())):
            yield name >> 64, (name & _LOW) >> _ROW_BITS, name & _ROW_MASK

    def changed(self, rows: Collection[int], names: Callable[[], Iterable[int]]) -> Names:
        """Return the names if these rows lose theirs, and those are added which `names` returns.

        They are given as for `SortedNames.of`, and asked for when the names are.
        """
        return Names(lambda: _changed(self.parts, frozenset(rows), names()))

    def keyed_rows(self) -> set[int]:
        """Return the rows that have a key: all but those merged into others."""
        return {row for _, kind, row in self if kind == OWN}

    def has_shared_keys(self) -> bool:
        """Return True if a row's own key is or was also another row's."""
        certain = ((name, kind, row) for name, kind, row in self if kind < IMPLIED)
        held, own, owner = -1, False, -1
        for name, kind, row in certain:
            if name == held and own and row != owner:
                return True
            if name != held:  # a row's own name comes first
                held, own, owner = name, kind == OWN, row
        return False


def _changed(before: _Parts, rows: frozenset[int], names: Iterable[int]) -> _Parts:
    most, latest, renamed = before
    later = SortedNames.of(chain(latest.without(rows), names))
    renamed |= rows
    if len(later.hashes) > max(_MIN_MERGED, len(most.hashes) // 8):
        everything = chain(most.without(renamed), later.without(frozenset())) if most.hashes else None
        return _Parts(SortedNames.of(everything) if everything else later)
    return _Parts(most, later, renamed)
