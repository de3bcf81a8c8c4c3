"""Answers that compare what papers are about: near others, for the reader, in a good order to read."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from readerapp.domain.query.tree import And, Like, Node
from readerapp.library.columns import row_sets
from readerapp.library.columns.table import DATED
from readerapp.library.search.evaluation import Ranker
from readerapp.library.search.filters import Filters
from readerapp.library.search.for_you import ForYou, choices
from readerapp.library.search.likeness import MAX_ALIKE, Likeness
from readerapp.library.search.reading_path import MAX_PATH, reading_path
from readerapp.library.search.shelf import Why
from readerapp.library.search.terms import blended


class Ordered(NamedTuple):
    """Rows in their order, and why they are where they are."""

    rows: Sequence[int]
    why: Callable[[int], Why | None] = lambda _: None
    remark: str = ""
    """What the order lacks."""


NOT_ORDERED = Ordered(())


def split_likes(node: Node) -> tuple[tuple[Like, ...], Node]:
    """Return what the papers should be like, and the rest of the query."""
    parts = node.parts if isinstance(node, And) else (node,)
    likes = tuple(part for part in parts if isinstance(part, Like))
    return likes, And(tuple(part for part in parts if not isinstance(part, Like)))


def meant(likes: Sequence[Like], filters: Filters) -> dict[int, str]:
    """Return the rows that `like:` names, each with the name."""
    return {row: target for like in likes for target in like.targets for row in _rows(target, filters)}


def _rows(target: str, filters: Filters) -> Iterator[int]:
    if target == "queue":
        yield from filters.marks.queue
    elif target.startswith("tag:"):
        yield from filters.marks.tagged(target.removeprefix("tag:"))
    elif (row := filters.columns.row(target)) is not None:
        yield row


def alike(chosen: Sequence[int], within: int, filters: Filters, ranker: Ranker | None) -> Ordered:
    """Return the rows of a set that are nearest to those chosen, without these."""
    if not chosen or ranker is None:
        return Ordered(array("I"))
    weights = blended(ranker.profiles, ((row, 1 / len(chosen)) for row in chosen))
    likeness = Likeness(ranker, weights, chosen)
    others = within & ~row_sets.of(chosen, filters.size)
    return Ordered(likeness.candidates(MAX_ALIKE, others), likeness.why)


def for_you(within: int, filters: Filters, ranker: Ranker | None) -> Ordered:
    """Return the rows of a set by the reader's choices; those that don't fit, by votes."""
    by_votes = filters.columns.orders["upvotes"]
    if ranker is None:
        return Ordered(row_sets.listed(within, by_votes))
    yours = ForYou(ranker, choices(filters.marks.states, filters.columns))
    if yours.lacking:
        return Ordered(row_sets.listed(within, by_votes), remark=yours.lacking)
    first = yours.rows(within, filters.columns)
    fits = set(first)
    rest = row_sets.listed(within & ~row_sets.of(first, filters.size), by_votes)
    return Ordered(first + rest, lambda row: yours.likeness.why(row) if row in fits else None)


def path(within: int, filters: Filters, ranker: Ranker | None) -> Ordered:
    """Return the rows of a set in a good order to read them, the queued ones first."""
    queue = filters.marks.queue
    queued = sorted(queue, key=queue.__getitem__)
    first = row_sets.of(queued, filters.size)
    listed = row_sets.listed(within & ~first, filters.columns.orders[DATED])
    keep = row_sets.flags(within, filters.size)
    rows = array("I", [row for row in queued if keep[row]]) + listed
    if ranker is None:
        return Ordered(rows)
    titles = filters.columns.texts["titles"]
    steps = reading_path(rows[:MAX_PATH], ranker.profiles, titles.__getitem__)
    whys = {step.row: Why(step.words, step.after) for step in steps}
    return Ordered(array("I", [step.row for step in steps]) + rows[MAX_PATH:], whys.get)
