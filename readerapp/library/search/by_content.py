"""Answers that compare what papers are about: near others, for the reader, in a good order to read."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, partial
from itertools import chain
from typing import TYPE_CHECKING

from readerapp.domain.query.tree import And, Like, Node, Problem
from readerapp.domain.values import NamedTuple
from readerapp.library.columns import row_sets
from readerapp.library.columns.table import DATED
from readerapp.library.search.evaluation import Ranker, Rest, TextSearch, rows_as_typed
from readerapp.library.search.filters import Filters
from readerapp.library.search.shelf import LazyRows, Why, no_why
from readerapp.library.search.terms import blended

if TYPE_CHECKING:
    from readerapp.library.search.noticed import Noticed


class Ordered(NamedTuple):
    """Rows in their order, and why they are where they are."""

    rows: Sequence[int]
    why: Callable[[int], Why | None] = no_why
    remark: str = ""
    """A sentence on what the answer lacks."""
    problems: tuple[Problem, ...] = ()
    """Parts of the query that mean no paper."""
    watched: Mapping[str, int] = {}
    """The set of rows of each query that the reader follows, if they count."""


_VOTES = "upvotes"
_MAX_CHOSEN = 200
"""Papers compared with: more of them have hardly anything else in common."""
NOT_ORDERED = Ordered(())


def split_likes(node: Node) -> tuple[tuple[Like, ...], Node]:
    """Return what the papers should be like, and the rest of the query."""
    parts = node.parts if isinstance(node, And) else (node,)
    likes = tuple(part for part in parts if isinstance(part, Like))
    return likes, And(tuple(part for part in parts if not isinstance(part, Like)))


def _rows(target: str, filters: Filters) -> Iterator[int]:
    if target == "queue":
        yield from filters.marks.queue
    elif target.startswith("tag:"):
        yield from filters.marks.tagged(target.removeprefix("tag:"))
    elif (row := filters.columns.row(target)) is not None:
        yield row


def alike(likes: Sequence[Like], within: int, filters: Filters, ranker: Ranker | None) -> Ordered:
    """Return the rows of a set that are nearest to those named, without these."""
    rows = {target: [*_rows(target, filters)] for like in likes for target in like.targets}
    unknown = tuple(
        Problem(like.start, like.end, f"no paper {target}")
        for like in likes
        for target in like.targets
        if not rows[target] and not _is_group(target)
    )
    chosen = [*dict.fromkeys(chain.from_iterable(rows.values()))]
    if not chosen:
        lacking = "" if unknown else " and ".join(dict.fromkeys(map(_nothing, rows)))
        return Ordered(array("I"), remark=lacking[:1].upper() + lacking[1:], problems=unknown)
    if ranker is None:
        return Ordered(array("I"), problems=unknown)
    others = within & ~row_sets.of(chosen, filters.size)
    if not others:
        alone = within == filters.every
        remark = "There is no other paper to compare with" if alone else "No other paper matches"
        return Ordered(array("I"), remark=remark, problems=unknown)
    return _nearest(chosen, others, ranker)._replace(problems=unknown)


def _nearest(chosen: Sequence[int], others: int, ranker: Ranker) -> Ordered:
    from readerapp.library.search.likeness import MAX_ALIKE, Likeness  # few queries ask for any of these

    some = chosen[:_MAX_CHOSEN]
    shares = [(row, 1 / len(some)) for row in some]
    likeness = Likeness(ranker, blended(ranker.profiles, shares), some, shares)
    found = likeness.nearest(MAX_ALIKE, others)
    lacking = f"No other paper shares a telling word with {'this one' if len(chosen) == 1 else 'these'}"
    return Ordered(found, likeness.why, "" if found else lacking)


def _is_group(target: str) -> bool:
    return target == "queue" or target.startswith("tag:")


def _nothing(group: str) -> str:
    return "nothing is queued" if group == "queue" else f"no paper has the tag {group.removeprefix('tag:')!r}"


def for_you(within: int, filters: Filters, text: TextSearch) -> Ordered:
    """Return the rows of a set by the reader's choices; those that don't fit, by votes; muted ones last."""
    ranker = text.ranker
    if ranker is None or not within:
        return Ordered(row_sets.listed(within, filters.columns.orders[_VOTES]))
    from readerapp.library.search.for_you import ForYou, choices
    from readerapp.library.search.noticed import Noticed
    from readerapp.library.search.taste import Taste

    taste = filters.marks.taste() if filters.marks.taste else Taste()
    noticed = Noticed(taste, ranker.profiles, partial(rows_as_typed, filters=filters, text=text), filters.now)
    chosen = choices(filters.marks.states, taste.past, filters.columns)
    yours = ForYou(ranker, chosen, noticed)
    # a paper is most like itself, and was chosen already
    others = within & ~row_sets.of([choice.row for choice in chosen], filters.size)
    first = array("I") if yours.lacking else yours.rows(others, filters.columns)
    fits = set(first)
    rows = LazyRows(first, _by_votes(within & ~row_sets.of(first, filters.size), noticed, filters))
    if yours.lacking and not noticed:
        return Ordered(rows, remark=yours.lacking)
    watched = {text: some & filters.every for text, some in noticed.by_query.items()}
    return Ordered(
        rows,
        lambda row: yours.why(row) if row in fits else noticed.why(row),
        yours.lacking,
        watched=watched,
    )


def _by_votes(within: int, noticed: Noticed, filters: Filters) -> Rest:
    """Return the rows of a set by votes, muted ones last; they are sorted when they are needed."""

    @cache
    def rows() -> array[int]:
        order = filters.columns.orders[_VOTES]
        quiet = within & noticed.all_muted
        return row_sets.listed(within & ~quiet, order) + row_sets.listed(quiet, order)

    return Rest(within.bit_count, lambda at, limit: rows()[at : at + limit])


def path(within: int, filters: Filters, text: TextSearch) -> Ordered:
    """Return the rows of a set in a good order to read them, the queued ones first."""
    from readerapp.library.search.reading_path import MAX_PATH, is_survey, reading_path

    queue, titles = filters.marks.queue, filters.columns.texts["titles"]
    # a survey comes first however far down the queue it is
    queued = sorted(queue, key=lambda row: (not is_survey(titles[row]), queue[row]))
    first = row_sets.of(queued, filters.size)
    listed = row_sets.listed(within & ~first, filters.columns.orders[DATED])
    keep = row_sets.flags(within, filters.size)
    rows = array("I", [row for row in queued if keep[row]]) + listed
    if text.ranker is None:
        return Ordered(rows)
    steps = reading_path(rows[:MAX_PATH], text.ranker.profiles, titles.__getitem__)
    whys = {step.row: Why(step.words, step.after) for step in steps}
    return Ordered(array("I", [step.row for step in steps]) + rows[MAX_PATH:], whys.get)
