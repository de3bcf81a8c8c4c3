"""Build columns: those at hand with the papers that a file has beyond them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from readerapp.library.columns import folding
from readerapp.library.columns.later import Later
from readerapp.library.columns.new_names import NewNames
from readerapp.library.columns.numbers import copied
from readerapp.library.columns.orders import changed_orders
from readerapp.library.columns.table import GONE, NUMBERS, TEXTS, Columns, RowValues, key_hash
from readerapp.library.columns.texts import TextColumn, TextRun

_MAX_LATE = 1 << 16
"""New rows whose texts wait until they are asked for; more would take too much memory."""
_STEP = 1000


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
        self._more: tuple[list[TextRun], ...] = tuple([] for _ in TEXTS)
        self._late: list[RowValues] = []
        """The last rows, whose texts are made when they are asked for."""
        self._changes: dict[int, RowValues] = {}
        """Other rows that have a new line."""
        self._names = NewNames(base)
        self._removed = set(base.removed)

    def row(self, key: str) -> int | None:
        """Return the row whose key this is or was."""
        return self._names.owner(key_hash(key))[1]

    def put(self, papers: Sequence[RowValues], offsets: Sequence[int], lengths: Sequence[int]) -> None:
        """Give each paper its row: that of its key or of a former key, else a new one.

        Rows of papers that one merges become one; the others are removed.

        Args:
            offsets: of the papers' lines.
            lengths: bytes of the lines.
        """
        new: list[RowValues] = []
        for values, offset, length in zip(papers, offsets, lengths, strict=True):
            row = self._names.owner(values.own)[1]
            if values.aliases:
                row = self._merged(row, values)
            if row is None:
                row = len(self._offsets)
                self._offsets.append(offset)
                self._lengths.append(length)
                new.append(values)
            else:
                self._append(new)
                self._replace(row, values)
                self._offsets[row], self._lengths[row] = offset, length
            self._names.put(row, values)
        self._append(new)

    def _append(self, new: list[RowValues]) -> None:
        """Take the values of new rows, and empty the list."""
        if not new:
            return
        self._flags.extend([values.flags for values in new])
        self._source_set.extend([self._number_of(values.sources) for values in new])
        for name, numbers in zip(NUMBERS, zip(*[values.numbers for values in new], strict=True), strict=True):
            self._numbers[name].extend(numbers)
        self._late += new
        new.clear()
        if len(self._late) > _MAX_LATE:
            self._make_texts()

    def _number_of(self, sources: tuple[str, ...]) -> int:
        return self._source_sets.setdefault(sources, len(self._source_sets))

    def _replace(self, row: int, values: RowValues) -> None:
        self._removed.discard(row)
        self._flags[row] = values.flags
        self._source_set[row] = self._number_of(values.sources)
        for name, number in zip(NUMBERS, values.numbers, strict=True):
            self._numbers[name][row] = number
        first = len(self._offsets) - len(self._late)
        if row >= first:
            self._late[row - first] = values
        else:
            self._changes[row] = values

    def _make_texts(self) -> None:
        """Make the texts of rows that waited for it."""
        first = len(self._offsets) - len(self._late)
        for row, values in enumerate(self._late, first):
            self._names.entitle(row, values.title)
        for at in range(0, len(self._late), _STEP):
            for more, make in zip(self._more, _MAKERS, strict=True):
                more.append(TextRun.of(make(self._late[at : at + _STEP])))
        self._late.clear()

    def _merged(self, row: int | None, values: RowValues) -> int | None:
        """Return the row of a paper that was several, and remove the others."""
        rows = [] if row is None else [row]
        for own, other in map(self._names.owner, values.aliases):
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

    def done(self) -> Columns:
        """Return the columns; nothing may be put afterwards."""
        base, first = self._base, len(self._offsets) - len(self._late)
        titles = {row: values.title for row, values in self._changes.items()}
        titles |= {row: values.title for row, values in enumerate(self._late, first)}
        made = Columns(
            offsets=self._offsets,
            lengths=self._lengths,
            flags=bytes(self._flags),
            numbers=self._numbers,
            source_set=self._source_set,
            source_sets=tuple(self._source_sets),
            texts=Later(TEXTS, self._text),
            names=self._names.done(titles),
            removed=tuple(sorted(self._removed)),
        )
        moved = [row for row in self._changes if row < base.size]
        return replace(made, orders=changed_orders(base, made, [*moved, *range(base.size, made.size)]))

    def _text(self, name: str) -> TextColumn:
        at = TEXTS.index(name)
        make, late = _MAKERS[at], range(0, len(self._late), _STEP)
        more = [*self._more[at], *(TextRun.of(make(self._late[start : start + _STEP])) for start in late)]
        changes = dict(zip(self._changes, make(list(self._changes.values())), strict=True))
        return self._base.texts[name].with_changes(changes, more)


def _keys(rows: list[RowValues]) -> list[bytes]:
    return folding.encoded([values.key for values in rows])


def _titles(rows: list[RowValues]) -> list[bytes]:
    return folding.folded([values.title for values in rows])


def _authors(rows: list[RowValues]) -> list[bytes]:
    return folding.folded([values.authors for values in rows])


def _links(rows: list[RowValues]) -> list[bytes]:
    return folding.encoded([values.links for values in rows])


_MAKERS = (_keys, _titles, _authors, _links)
"""What makes the texts of rows for each of `TEXTS`."""
