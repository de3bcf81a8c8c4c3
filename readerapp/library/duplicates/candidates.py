"""Papers of a library whose titles are so close that they may be one, without comparing each with each."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Container, Iterator, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from readerapp.domain.errors import Damaged
from readerapp.domain.paper import Paper
from readerapp.domain.works.shared_titles import MAX_SAME_TITLE
from readerapp.library.columns.table import Columns

if TYPE_CHECKING:
    from readerapp.library.duplicates.verdict import Verdict

_LEAST = 12
_SHARED = 16
"""So many letters of its start or its end a title shares with one that it is compared with: a misspelt one
has the one or the other right, and one that is cut has its start."""
_CLOSE = 85


def find_duplicates(
    columns: Columns, read: Callable[[int], Paper], among: Container[int] | None = None
) -> Iterator[tuple[Paper, Paper, Verdict]]:
    """The pairs of papers, each given by `read` for its row, that may be one; else as `close_pairs`."""
    from readerapp.library.duplicates.verdict import Verdict, verdict

    for one, other in candidates(columns, among):
        with suppress(Damaged):
            first, second = read(one), read(other)
            if (found := verdict(first, second)) is not Verdict.DIFFERENT:
                yield first, second, found


def candidates(columns: Columns, among: Container[int] | None = None) -> Iterator[tuple[int, int]]:
    """The pairs of rows, of which one is `among` (None is all), that may be one paper by their titles.

    Two papers with arXiv ids are never asked about.
    """
    letters = bytes(columns.texts["titles"].data).replace(b" ", b"").split(b"\n")
    keys = bytes(columns.texts["keys"].data).split(b"\n")[: columns.size]
    named = [key.startswith(b"arxiv:") for key in keys]
    if all(named):
        return
    given: set[tuple[int, int]] = set()
    for cut in (True, False):
        for block in _blocks(columns, letters, slice(_SHARED) if cut else slice(-_SHARED, None)):
            if all(named[row] for row in block) or not (among is None or any(row in among for row in block)):
                continue
            for one, other in _within(block, letters, cut=cut):
                asked = among is None or one in among or other in among
                if asked and (one, other) not in given and not (named[one] and named[other]):
                    given.add((one, other))
                    yield one, other


def _blocks(columns: Columns, letters: Sequence[bytes], shared: slice) -> Iterator[list[int]]:
    """The rows whose titles share some letters, together."""
    gone = set(columns.removed)
    blocks: defaultdict[bytes, list[int]] = defaultdict(list)
    borne = Counter(letters)
    for row, title in enumerate(letters):
        if len(title) >= _LEAST and row not in gone and borne[title] <= MAX_SAME_TITLE:
            blocks[title[shared]].append(row)
    return (block for block in blocks.values() if len(block) > 1)


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
