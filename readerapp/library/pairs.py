"""Papers of a library whose titles are so close that they may be one, without comparing each with each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterator, Sequence

from readerapp.library.columns import Columns

_LEAST = 12
_SHARED = 16
"""So many letters of its start or its end a title shares with one that it is compared with: a misspelt one
has the one or the other right, and one that is cut has its start."""
_CLOSE = 85


def close_pairs(columns: Columns, among: Container[int] | None = None) -> Iterator[tuple[int, int]]:
    """The pairs of rows, of which one is `among` (None is all), that may be one paper by their titles.

    Two papers with arXiv ids are never asked about.
    """
    letters = [title.replace(b" ", b"") for title in bytes(columns.texts["titles"].data).split(b"\n")]
    named = [key.startswith(b"arxiv:") for key in bytes(columns.texts["keys"].data).split(b"\n")]
    gone = set(columns.removed)
    rows = [row for row in range(columns.size) if len(letters[row]) >= _LEAST and row not in gone]
    starts: defaultdict[bytes, list[int]] = defaultdict(list)
    ends: defaultdict[bytes, list[int]] = defaultdict(list)
    for row in rows:
        starts[letters[row][:_SHARED]].append(row)
        ends[letters[row][-_SHARED:]].append(row)
    given: set[tuple[int, int]] = set()
    for blocks, cut in ((starts, True), (ends, False)):
        for block in blocks.values():
            if len(block) > 1 and not all(named[row] for row in block):
                for pair in _within(block, letters, cut=cut):
                    if pair not in given and not (named[pair[0]] and named[pair[1]]) and _one_of(pair, among):
                        given.add(pair)
                        yield pair


def _one_of(pair: tuple[int, int], among: Container[int] | None) -> bool:
    return among is None or pair[0] in among or pair[1] in among


def _within(block: list[int], letters: Sequence[bytes], *, cut: bool) -> Iterator[tuple[int, int]]:
    """The close pairs among some rows, each in ascending order."""
    from rapidfuzz import fuzz, process

    for place, row in enumerate(block[:-1]):
        rest = block[place + 1 :]
        found = process.extract(
            letters[row],
            [letters[other] for other in rest],
            scorer=fuzz.ratio,
            score_cutoff=_CLOSE,
            limit=None,
        )
        yield from ((row, rest[at]) for _, _, at in found)
    if cut:
        ordered = sorted(block, key=letters.__getitem__)
        for place, row in enumerate(ordered):
            for other in ordered[place + 1 :]:
                if not letters[other].startswith(letters[row]):
                    break
                yield min(row, other), max(row, other)
