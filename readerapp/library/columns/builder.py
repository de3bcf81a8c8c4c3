"""Build columns: those at hand with the papers that a file has beyond them."""

from __future__ import annotations

from dataclasses import replace

from readerapp.library.columns import folding
from readerapp.library.columns.new_names import NewNames
from readerapp.library.columns.numbers import copied
from readerapp.library.columns.orders import changed_orders
from readerapp.library.columns.table import GONE, NUMBERS, TEXTS, Columns, RowValues, new_key_hash
from readerapp.library.columns.texts import GrowingTexts

_BATCH_ROWS = 4096
"""New rows whose values are put into the columns at once, which costs less than one by one."""


class ColumnsBuilder:
    """Adds and removes papers, then builds columns."""

    def __init__(self, base: Columns) -> None:
        self._base = base
        self._offsets = copied("q", base.offsets)
        self._lengths = copied("q", base.lengths)
        self._flags = bytearray(base.flags)
        self._numbers = {name: copied("q", base.numbers[name]) for name in NUMBERS}
        self._source_set = copied("I", base.source_set)
        self._source_sets = {source_set: number for number, source_set in enumerate(base.source_sets)}
        self._more = tuple(GrowingTexts() for _ in TEXTS)
        self._new: list[RowValues] = []
        """The last rows, whose values aren't in the columns yet."""
        self._changes: dict[int, RowValues] = {}
        """Other rows that have a new line."""
        self._names = NewNames(base)
        self._removed = set(base.removed)

    def row(self, key: str) -> int | None:
        """Return the row whose key this is or was."""
        return self._names.owner(new_key_hash(key))[1]

    def put(self, values: RowValues, offset: int, length: int = 0) -> None:
        """Give a paper its row: that of its key or of a former key, else a new one.

        Rows of papers that it merges become one; the others are removed.
        """
        name = new_key_hash(values.key)
        row = self._names.owner(name)[1]
        if values.aliases:
            row = self._merged(row, values)
        if row is None:
            row = len(self._offsets)
            self._offsets.append(offset)
            self._lengths.append(length)
            self._new.append(values)
            if len(self._new) == _BATCH_ROWS:
                self._take_new()
        else:
            self._removed.discard(row)
            self._offsets[row], self._lengths[row] = offset, length
            first = len(self._offsets) - len(self._new)
            if row >= first:
                self._new[row - first] = values
            else:
                self._changes[row] = values
        self._names.put(row, name, values)

    def _merged(self, row: int | None, values: RowValues) -> int | None:
        """Return the row of a paper that was several, and remove the others."""
        rows = [] if row is None else [row]
        for own, other in map(self._names.owner, map(new_key_hash, values.aliases)):
            if own and other is not None and other not in rows:
                rows.append(other)
        for other in rows[1:]:
            self._names.forget(other)
            self._offsets[other] = GONE
            self._lengths[other] = 0
            self._removed.add(other)
        return rows[0] if rows else None

    def drop(self, key: str) -> None:
        """Remove the paper with this key, if there is one."""
        if (row := self.row(key)) is not None:
            self._offsets[row] = GONE
            self._removed.add(row)

    def _take_new(self) -> None:
        """Put the values of the last rows into the columns."""
        new, self._new = self._new, []
        for values in new:
            self._flags.append(values.flags)
            self._source_set.append(self._number_of(values.sources))
        for name, numbers in zip(
            NUMBERS, zip(*(values.numbers for values in new), strict=True), strict=False
        ):
            self._numbers[name].extend(numbers)
        for more, texts in zip(self._more, _texts(new), strict=True):
            more.extend(texts)

    def _number_of(self, sources: tuple[str, ...]) -> int:
        return self._source_sets.setdefault(sources, len(self._source_sets))

    def _make_changes(self) -> None:
        for row, values in self._changes.items():
            self._flags[row] = values.flags
            self._source_set[row] = self._number_of(values.sources)
            for name, number in zip(NUMBERS, values.numbers, strict=True):
                self._numbers[name][row] = number

    def done(self) -> Columns:
        """Return the columns."""
        self._take_new()
        self._make_changes()
        base, changed = self._base, list(self._changes)
        texts = {
            name: base.texts[name].with_changes(dict(zip(changed, new, strict=True)), more)
            for name, new, more in zip(TEXTS, _texts(list(self._changes.values())), self._more, strict=True)
        }
        made = Columns(
            offsets=self._offsets,
            lengths=self._lengths,
            flags=bytes(self._flags),
            numbers=self._numbers,
            source_set=self._source_set,
            source_sets=tuple(self._source_sets),
            texts=texts,
            names=self._names.done(),
            removed=tuple(sorted(self._removed)),
        )
        moved = [row for row in changed if row < base.size]
        return replace(made, orders=changed_orders(base, made, [*moved, *range(base.size, made.size)]))


def _texts(rows: list[RowValues]) -> tuple[list[bytes], ...]:
    """Return the texts of rows as each of `TEXTS` has them."""
    return (
        folding.encoded([values.name for values in rows]),
        folding.folded([values.title for values in rows]),
        folding.folded([values.authors for values in rows]),
        folding.encoded([values.links for values in rows]),
    )
