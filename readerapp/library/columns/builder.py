"""Build columns: those at hand with the papers that a file has beyond them."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import chain

from readerapp.library.columns.table import (
    DATED,
    FORMER,
    GONE,
    IMPLIED,
    NUMBERS,
    OWN,
    ROW_BITS,
    ROW_MASK,
    TEXTS,
    Columns,
    RowValues,
    key_hash,
)


class ColumnsBuilder:
    """Adds and removes papers, then builds columns."""

    def __init__(self, base: Columns) -> None:
        self._base = base
        self._offsets = array("q", base.offsets)
        self._lengths = array("q", base.lengths)
        self._flags = bytearray(base.flags)
        self._numbers = {name: array("q", base.numbers[name]) for name in NUMBERS}
        self._source_set = array("I", base.source_set)
        self._source_sets = {source_set: number for number, source_set in enumerate(base.source_sets)}
        self._changes: tuple[dict[int, bytes], ...] = tuple({} for _ in TEXTS)
        self._more: tuple[list[bytes], ...] = tuple([] for _ in TEXTS)
        # Row to its names by its last line, own key first; other rows have the base's names.
        self._names: dict[int, list[int]] = {}
        self._rows: dict[int, int] = {}
        self._removed = set(base.removed)

    def row(self, key: str) -> int | None:
        """Return the row whose key this is or was."""
        return self._own_row_of(key_hash(key))[1]

    def _own_row_of(self, name: int) -> tuple[bool, int | None]:
        row = self._rows.get(name)
        if row is not None:
            return self._names[row][0] >> 64 == name, row
        own, row = self._base.own_row_of(name)
        return (own, row) if row not in self._names else (False, None)

    def put(self, values: RowValues, offset: int, length: int = 0) -> None:
        """Give a paper its row: that of its key or of a former key, else a new one.

        Rows of papers that it merges become one; the others are removed.
        """
        rows = [row] if (row := self.row(values.key)) is not None else []
        for own, row in map(self._own_row_of, map(key_hash, values.aliases)):
            if own and row is not None and row not in rows:
                rows.append(row)
        for row in rows[1:]:
            self._forget_names(row)
            self._names[row] = []
            self._offsets[row] = GONE
            self._lengths[row] = 0
            self._removed.add(row)
        row = rows[0] if rows else len(self._offsets)
        source_set = self._source_sets.setdefault(values.sources, len(self._source_sets))
        if row == len(self._offsets):
            self._append(values, source_set)
        else:
            self._forget_names(row)
            self._replace(row, values, source_set)
        self._offsets[row], self._lengths[row] = offset, length
        self._name(row, values)

    def _forget_names(self, row: int) -> None:
        """Forget a row's names, which its new line replaces."""
        for name in self._names.get(row, ()):
            if self._rows.get(name >> 64) == row:
                del self._rows[name >> 64]

    def _name(self, row: int, values: RowValues) -> None:
        names = self._names[row] = []
        for strength, keys in ((OWN, (values.key,)), (FORMER, values.aliases), (IMPLIED, values.implied)):
            for name in map(key_hash, keys):
                names.append((name << 64) | (strength << ROW_BITS) | row)
                if strength < IMPLIED:
                    self._rows[name] = row

    def _append(self, values: RowValues, source_set: int) -> None:
        self._offsets.append(GONE)
        self._lengths.append(0)
        self._flags.append(values.flags)
        self._source_set.append(source_set)
        for name, number in zip(NUMBERS, values.numbers, strict=True):
            self._numbers[name].append(number)
        for more, text in zip(self._more, values.texts, strict=True):
            more.append(text)

    def _replace(self, row: int, values: RowValues, source_set: int) -> None:
        self._removed.discard(row)
        self._flags[row] = values.flags
        self._source_set[row] = source_set
        for name, number in zip(NUMBERS, values.numbers, strict=True):
            self._numbers[name][row] = number
        first = self._base.size
        for more, changes, text in zip(self._more, self._changes, values.texts, strict=True):
            if row >= first:
                more[row - first] = text
            else:
                changes[row] = text

    def drop(self, key: str) -> None:
        """Remove the paper with this key, if there is one."""
        if (row := self.row(key)) is not None:
            self._offsets[row] = GONE
            self._removed.add(row)

    def done(self) -> Columns:
        """Return the columns."""
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
            source_set=self._source_set,
            source_sets=tuple(self._source_sets),
            texts=texts,
            name_hashes=hashes,
            name_rows=named,
            removed=tuple(sorted(self._removed)),
        )
        return replace(made, orders=_orders(made))

    def _sorted_names(self) -> tuple[array[int], array[int]]:
        low = (1 << 64) - 1
        changed = self._names
        names = [
            (name << 64) | row
            for name, row in zip(self._base.name_hashes, self._base.name_rows, strict=True)
            if row & ROW_MASK not in changed
        ]
        names += chain.from_iterable(changed.values())
        names.sort()
        return array("Q", [name >> 64 for name in names]), array("Q", [name & low for name in names])


def _orders(columns: Columns) -> dict[str, array[int]]:
    """Return every order that depends on papers alone; papers of one day stay in file order."""
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
