"""Papers with titles close enough to be duplicates, found without comparing every pair."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from readerapp.domain.errors import Damaged
from readerapp.domain.paper import Paper
from readerapp.domain.works.identity import MAX_SAME_TITLE
from readerapp.library.columns.table import Columns

if TYPE_CHECKING:
    from readerapp.library.duplicates.verdict import Verdict

_MIN_LETTERS = 12
_BLOCK_LETTERS = 16
"""Blocking key: compare titles only if their first or last 16 letters agree.

A misspelt title has one of them right; a truncated one has its start.
"""
_MIN_RATIO = 85
_NAMED = b"\narxiv:"
"""Beginning of a key by arXiv id, after the end of the one before."""


def find_duplicates(
    columns: Columns, read: Callable[[int], Paper], among: range | None = None
) -> Iterator[tuple[Paper, Paper, Verdict]]:
    """Yield (one, other, verdict) for each pair of papers that may be one.

    Args:
        read: returns the paper of a row.
        among: rows of which a pair must have one; None for all.
    """
    for one, other in candidates(columns, among):
        with suppress(Damaged):
            first, second = read(one), read(other)
            if found := _judged(first, second):
                yield first, second, found


def _judged(first: Paper, second: Paper) -> Verdict | None:
    from readerapp.library.duplicates.verdict import Verdict, verdict  # slow to load, and most have no pair

    found = verdict(first, second)
    return None if found is Verdict.DIFFERENT else found


def candidates(columns: Columns, among: range | None = None) -> Iterator[tuple[int, int]]:
    """Yield the pairs of rows that may be duplicates by their titles, ascending within a pair.

    Two papers with arXiv ids are never a pair.
    """
    keys = b"\n" + bytes(columns.texts["keys"].whole().data)
    if keys.count(_NAMED) == columns.size:
        return
    starts = columns.texts["keys"].whole().starts

    def is_named(row: int) -> bool:
        return keys.startswith(_NAMED, starts[row])

    letters = bytes(columns.texts["titles"].whole().data).replace(b" ", b"").split(b"\n")[: columns.size]
    given: set[tuple[int, int]] = set()
    for cut in (True, False):
        shared = slice(_BLOCK_LETTERS) if cut else slice(-_BLOCK_LETTERS, None)
        for block in _blocks(columns, letters, shared, among):
            if all(map(is_named, block)):
                continue
            for one, other in _within(block, letters, cut=cut):
                asked = among is None or one in among or other in among
                if asked and (one, other) not in given and not (is_named(one) and is_named(other)):
                    given.add((one, other))
                    yield one, other


def _blocks(
    columns: Columns, letters: Sequence[bytes], shared: slice, among: range | None
) -> Iterator[list[int]]:
    """Yield the groups of rows whose titles share some letters, and that have one of the rows `among`."""
    asked = None if among is None else {letters[row][shared] for row in among}
    alike: defaultdict[bytes, list[int]] = defaultdict(list)
    for row, title in enumerate(letters):
        if asked is None or title[shared] in asked:
            alike[title[shared]].append(row)
    gone = set(columns.removed)
    for rows in alike.values():
        borne = Counter(letters[row] for row in rows) if len(rows) > 1 else {}
        block = [
            row
            for row in rows
            if row not in gone
            and len(letters[row]) >= _MIN_LETTERS
            and borne.get(letters[row], 1) <= MAX_SAME_TITLE
        ]
        if len(block) > 1:
            yield block


def _within(block: list[int], letters: Sequence[bytes], *, cut: bool) -> Iterator[tuple[int, int]]:
    """Yield the close pairs among some rows, ascending within a pair."""
    from rapidfuzz import fuzz, process

    for place, row in enumerate(block[:-1]):
        rest = block[place + 1 :]
        found = process.extract(
            letters[row],
            [letters[other] for other in rest],
            scorer=fuzz.ratio,
            score_cutoff=_MIN_RATIO,
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
