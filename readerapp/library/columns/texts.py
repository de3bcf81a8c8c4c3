"""A column of texts in one run of bytes, which may be a mapped file."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate

from readerapp.library.columns.numbers import copied


class TextColumn:
    """One text without newlines for each row."""

    def __init__(self, data: bytes | memoryview = b"", starts: Sequence[int] = (0,)) -> None:
        self.data = data
        self.starts = starts

    def __len__(self) -> int:
        return len(self.starts) - 1

    def __getitem__(self, row: int) -> str:
        return str(self.data[self.starts[row] : self.starts[row + 1] - 1], "utf-8")

    def matching(self, pattern: bytes) -> Iterator[int]:
        """Yield the rows whose text matches a pattern, ascending. `(?m)^` and `$` are a text's ends."""
        at, found = 0, re.compile(pattern)
        while match := found.search(self.data, at):
            row = bisect_right(self.starts, match.start()) - 1
            if row >= len(self):
                return
            yield row
            at = self.starts[row + 1]

    def raw(self, row: int) -> bytes:
        """Return a row's text in UTF-8."""
        return bytes(self.data[self.starts[row] : self.starts[row + 1] - 1])

    def with_changes(self, changes: Mapping[int, bytes], more: GrowingTexts) -> TextColumn:
        """Return the column with some texts replaced and others appended."""
        end = self.starts[-1]
        starts = copied("q", self.starts)
        starts.extend([end + start for start in more.ends])
        parts: list[bytes | memoryview] = [self.data, *more.parts]
        if not changes:
            return TextColumn(b"".join(parts), starts)
        whole = memoryview(b"".join(parts))
        parts, at, moved = [], 0, 0
        made = array("q")
        for row in sorted(changes):
            text = changes[row]
            parts += [whole[starts[at] : starts[row]], text, b"\n"]
            made.extend(_shifted(starts[at : row + 1], moved))
            moved += len(text) + 1 - (starts[row + 1] - starts[row])
            at = row + 1
        parts.append(whole[starts[at] :])
        made.extend(_shifted(starts[at:], moved))
        return TextColumn(b"".join(parts), made)


def _shifted(starts: array[int], by: int) -> array[int]:
    return array("q", [start + by for start in starts]) if by else starts


class GrowingTexts:
    """Texts for new rows."""

    def __init__(self) -> None:
        self.parts: list[bytes] = []
        self.ends = array("q")
        """The end of each text and its newline in all of the parts."""

    def extend(self, texts: Sequence[bytes]) -> None:
        """Append texts."""
        self.parts.append(b"".join([b"%b\n" % text for text in texts]))
        end = self.ends[-1] if self.ends else 0
        ends = accumulate(map(len, texts), lambda at, length: at + length + 1, initial=end)
        next(ends)
        self.ends.extend(ends)
