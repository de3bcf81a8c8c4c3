"""A column of texts in one run of bytes, which may be a mapped file."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate


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

    def with_changes(self, changes: Mapping[int, bytes], more: Sequence[bytes]) -> TextColumn:
        """Return the column with some texts replaced and others appended."""
        if not changes:
            lengths = accumulate((len(text) + 1 for text in more), initial=self.starts[-1])
            next(lengths)
            data = b"".join((self.data, *(b"%b\n" % text for text in more)))
            return TextColumn(data, array("q", (*self.starts, *lengths)))
        texts = bytes(self.data).split(b"\n")[:-1]
        for row, text in changes.items():
            if row < len(texts):
                texts[row] = text
        return TextColumn().with_changes({}, [*texts, *more])
