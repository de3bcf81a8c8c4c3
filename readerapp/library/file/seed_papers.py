"""The papers of a file that is all in memory, each made when it is asked for."""

from __future__ import annotations

import json
import zlib
from collections.abc import Sequence
from functools import lru_cache
from typing import overload

from readerapp.domain.paper import Paper
from readerapp.library.file import lines


class SeedPapers(Sequence[Paper]):
    """Papers by their number, from the lines of a file that is known to be whole."""

    def __init__(self, data: bytes) -> None:
        self.lines = data.splitlines()
        """The papers as lines of `papers.jsonl`."""
        self.stamp = lines.Stamp(len(data), end=len(data), checksum=zlib.crc32(data), lines=len(self.lines))
        """What columns made of them are kept under."""
        self._paper = lru_cache(maxsize=None)(self._made)

    def __len__(self) -> int:
        return len(self.lines)

    @overload
    def __getitem__(self, index: int) -> Paper: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Paper]: ...
    def __getitem__(self, index: int | slice) -> Paper | Sequence[Paper]:
        if isinstance(index, slice):
            return [self[number] for number in range(*index.indices(len(self)))]
        return self._paper(index)

    def _made(self, number: int) -> Paper:
        from readerapp.domain.record import from_record  # the columns need no paper

        return from_record(json.loads(self.lines[number]))


def lines_of(papers: Sequence[Paper]) -> Sequence[bytes]:
    """Return papers as lines of `papers.jsonl`, without making those that are lines already."""
    if isinstance(papers, SeedPapers):
        return papers.lines
    from readerapp.domain.record import to_record

    return [lines.encode(to_record(paper)) for paper in papers]
