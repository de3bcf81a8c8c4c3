"""A column of texts in runs of bytes, one of which may be a mapped file."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from heapq import merge
from itertools import accumulate

from readerapp.domain.values import NamedTuple
from readerapp.library.columns.numbers import copied

_MIN_MERGED_BYTES = 1 << 18
"""Texts that came since, up to which they stay beside the others, however few those are."""


class TextRun(NamedTuple):
    """Texts without newlines, one after another."""

    data: bytes | memoryview = b""
    """All texts in UTF-8, a newline after each."""
    starts: Sequence[int] = (0,)
    """Where each text starts; the last number is the length of all."""

    @classmethod
    def of(cls, texts: Sequence[bytes]) -> TextRun:
        """Return texts as a run."""
        ends = accumulate(map(len, texts), lambda at, length: at + length + 1, initial=0)
        return cls(b"".join([b"%b\n" % text for text in texts]), array("q", ends))

    @property
    def size(self) -> int:
        """Number of texts."""
        return len(self.starts) - 1

    def text(self, row: int) -> bytes:
        """Return a text by its number."""
        return bytes(self.data[self.starts[row] : self.starts[row + 1] - 1])

    def matching(self, pattern: re.Pattern[bytes]) -> Iterator[int]:
        """Yield the numbers of the texts that a pattern is found in, ascending."""
        at = 0
        while match := pattern.search(self.data, at):
            row = bisect_right(self.starts, match.start()) - 1
            if row >= self.size:
                return
            yield row
            at = self.starts[row + 1]

    @classmethod
    def joined(cls, runs: Sequence[TextRun]) -> TextRun:
        """Return the texts of several runs as one."""
        runs = [run for run in runs if run.size] or [cls()]
        if len(runs) == 1:
            return runs[0]
        starts, end = copied("q", runs[0].starts), runs[0].starts[-1]
        for run in runs[1:]:
            starts.extend([end + start for start in run.starts[1:]])
            end = starts[-1]
        return cls(b"".join([run.data for run in runs]), starts)

    def replaced(self, changes: Mapping[int, bytes]) -> TextRun:
        """Return the texts with some replaced by others."""
        whole, starts, made = memoryview(self.data), copied("q", self.starts), array("q")
        parts: list[bytes | memoryview] = []
        at = moved = 0
        for row in sorted(changes):
            text = changes[row]
            parts += [whole[starts[at] : starts[row]], text, b"\n"]
            made.extend(_shifted(starts[at : row + 1], moved))
            moved += len(text) + 1 - (starts[row + 1] - starts[row])
            at = row + 1
        parts.append(whole[starts[at] :])
        made.extend(_shifted(starts[at:], moved))
        return TextRun(b"".join(parts), made)


def _shifted(starts: array[int], by: int) -> array[int]:
    return array("q", [start + by for start in starts]) if by else starts


_EMPTY = TextRun()


class TextColumn:
    """One text without newlines for each row. It grows and changes at the cost of what came."""

    def __init__(
        self, most: TextRun = _EMPTY, latest: TextRun = _EMPTY, changes: Mapping[int, bytes] = {}
    ) -> None:
        """Hold texts.

        Args:
            most: of the first rows.
            latest: of the rows behind them.
            changes: of some rows of `most`, by row, instead of those there.
        """
        self.most = most
        self.latest = latest
        self.changes = changes

    def __len__(self) -> int:
        return self.most.size + self.latest.size

    def __getitem__(self, row: int) -> str:
        return str(self.raw(row), "utf-8")

    def raw(self, row: int) -> bytes:
        """Return a row's text in UTF-8."""
        if row >= self.most.size:
            return self.latest.text(row - self.most.size)
        return self.changes[row] if row in self.changes else self.most.text(row)

    def matching(self, pattern: bytes) -> Iterator[int]:
        """Yield the rows whose text matches a pattern, ascending. `(?m)^` and `$` are a text's ends."""
        found = re.compile(pattern)
        old = (row for row in self.most.matching(found) if row not in self.changes)
        changed = (
            row for row, text in sorted(self.changes.items()) if 0 in TextRun.of([text]).matching(found)
        )
        yield from merge(old, changed)
        yield from (self.most.size + row for row in self.latest.matching(found))

    def whole(self) -> TextRun:
        """Return all texts in one run."""
        most = self.most.replaced(self.changes) if self.changes else self.most
        return TextRun.joined([most, self.latest])

    def with_changes(self, changes: Mapping[int, bytes], more: Sequence[TextRun]) -> TextColumn:
        """Return the column with some texts replaced and others appended."""
        first, latest = self.most.size, TextRun.joined([self.latest, *more])
        if late := {row - first: text for row, text in changes.items() if row >= first}:
            latest = latest.replaced(late)
        early = {row: text for row, text in changes.items() if row < first}
        made = TextColumn(self.most, latest, {**self.changes, **early})
        beside = len(latest.data) + sum(map(len, made.changes.values()))
        return TextColumn(made.whole()) if beside > max(_MIN_MERGED_BYTES, len(self.most.data) // 8) else made
