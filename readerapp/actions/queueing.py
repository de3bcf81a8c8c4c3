"""The queue: papers added, moved and removed, and the numbers that order it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from itertools import pairwise

from readerapp.actions.done import Done
from readerapp.actions.workspace import Workspace
from readerapp.domain.state import Status
from readerapp.domain.values import replace
from readerapp.library.search.searcher import SearchRequest

LEAVING = frozenset((Status.READ, Status.ARCHIVED))
"""Statuses that take a paper out of the queue."""


def queue(workspace: Workspace, keys: Sequence[str]) -> Done:
    """Put papers at the end of the queue; see `ReadingList.queue`."""
    missing = [key for key in keys if workspace.place(key) is None]
    if keys and not missing:
        return Done(f"Already queued: {workspace.named(keys)}", tuple(keys))
    queued = workspace.store.queue()
    last = (workspace.state(queued[-1]).queue or 0.0) if queued else 0.0
    edits: dict[str, dict[str, object]] = {}
    for n, key in enumerate(missing, 1):
        there = workspace.state(key).is_queued  # put off, and comes back to its place
        edits[key] = {"later": None} if there else {"queue": last + n, **unarchived(workspace, key)}
    return workspace.change("queue", "queued {}", edits)


def requeue(workspace: Workspace, key: str) -> Done:
    """Put a paper at the end of the queue, as if it were queued now; see `ReadingList.requeue`."""
    if workspace.place(key) is None:
        return queue(workspace, [key])
    last = workspace.state(workspace.store.queue()[-1]).queue or 0.0
    return workspace.change("queue", "kept {} at the end of the queue", {key: {"queue": last + 1}})


def unqueue(workspace: Workspace, keys: Sequence[str]) -> Done:
    """Remove papers from the queue; see `ReadingList.unqueue`."""
    edits: dict[str, dict[str, object]] = {
        key: {"queue": None} for key in keys if workspace.state(key).is_queued
    }
    if keys and not edits:
        return Done(f"Not in the queue: {workspace.named(keys)}", tuple(keys))
    return workspace.change("unqueue", "removed {} from the queue", edits)


def move(workspace: Workspace, keys: Sequence[str], place: int) -> Done:
    """Move papers together to a place in the queue; see `ReadingList.move`."""
    if not keys:
        return Done("No paper here")
    queued = workspace.queued()
    moving = sorted(keys, key=lambda key: workspace.place(key) or len(queued) + 1)
    others = [key for key in queued if key not in {*moving}]
    at = max(1, min(place, len(others) + 1)) - 1
    where = f"place {at + 1}" if len(moving) == 1 else f"places {at + 1} to {at + len(moving)}"
    if [*queued[at : at + len(moving)]] == moving:
        return Done(f"Already at {where} in the queue: {workspace.named(moving)}", tuple(moving))
    # Papers that are put off stand among the others, and keep their places.
    numbers = {
        key: workspace.state(key).queue or 0.0 for key in workspace.store.queue() if key not in {*moving}
    }
    index = list(numbers).index(others[at]) if at < len(others) else len(numbers)
    edits: dict[str, dict[str, object]] = {
        key: {"queue": number} for key, number in moved(numbers, moving, index).items()
    }
    for key in moving:
        edits[key] |= unarchived(workspace, key)
    return workspace.change("move", f"moved {{}} to {where} in the queue", edits, about=moving)


def shift(workspace: Workspace, keys: Sequence[str], by: int) -> Done:
    """Move queued papers together by `by` places; see `ReadingList.shift`."""
    places = sorted(place for key in keys if (place := workspace.place(key)) is not None)
    if not places:
        return Done(f"Not in the queue: {workspace.named(keys)}" if keys else "No paper here", tuple(keys))
    queued = [key for key in keys if workspace.place(key) is not None]
    first = places[0] if by < 0 else places[-1] - len(places) + 1
    return move(workspace, queued, first + by)


def with_next(workspace: Workspace, done: Done, brief: str) -> Done:
    """Return what was done to queued papers, with what is next in the queue if anything is."""
    key = head(workspace)
    title = workspace.paper(key).title if key else ""
    return replace(done, next=title, brief=brief if len(done.keys) == 1 else done.message)


def head(workspace: Workspace) -> str | None:
    """Return the key of the next paper in the queue; None if nothing is queued.

    Papers that were removed from the library keep their places, but can't be next.
    """
    return next((key for key in workspace.queued() if workspace.library.row(key) is not None), None)


def order(workspace: Workspace, keys: Collection[str]) -> Done:
    """Put queued papers into a good order to read them in; see `ReadingList.order_queue`."""
    before, after = workspace.store.queue(), _good_order(workspace, keys)
    moving = _moving(workspace, keys)
    if not moving:
        return Done("Nothing to order in the queue", tuple(keys))
    if list(before) == after:
        return Done(f"In a good order already: {workspace.named(moving)}", tuple(moving))
    numbers = [workspace.state(key).queue or 0.0 for key in before]
    if any(number >= following for number, following in pairwise(numbers)):
        numbers = [float(place) for place in range(1, len(before) + 1)]
    edits: dict[str, dict[str, object]] = {
        key: {"queue": number} for key, number in zip(after, numbers, strict=True)
    }
    return workspace.change("order", "ordered {} in the queue", edits, about=moving)


def good_order(workspace: Workspace, keys: Collection[str] = ()) -> list[str]:
    """Return the queued keys as `order` puts them: the same for the same papers, however they are queued."""
    return [key for key in _good_order(workspace, keys) if workspace.place(key)]


def _good_order(workspace: Workspace, keys: Collection[str]) -> list[str]:
    """Return all queued keys in a good order; papers that are put off keep their places."""
    moving = _moving(workspace, keys)
    path = iter(_path(workspace, moving))
    queued = workspace.store.queue()
    stay = {*queued} - {*moving}
    return [key if key in stay else next(path) for key in queued]


def _moving(workspace: Workspace, keys: Collection[str]) -> list[str]:
    """Return the queued keys that may change places, in order: of `keys`, if there are any."""
    some = {workspace.current_key(key) for key in keys}
    return [
        key
        for key in workspace.queued()
        if (key in some or not keys)
        and workspace.state(key).status is not Status.READING
        and workspace.library.row(key) is not None
    ]


def _path(workspace: Workspace, keys: Sequence[str]) -> list[str]:
    """Return the keys in the order `sort:path` gives their papers."""
    if not keys:
        return []
    from readerapp.domain.query.tree import Key, Or  # of the actions on the queue only this one searches

    request = SearchRequest("", workspace.clock(), order="path", also=Or(tuple(map(Key, keys))))
    shelf = workspace.answer(request)
    found = [workspace.library.key(row, shelf) for row in shelf.rows]
    return [*found, *(key for key in keys if key not in {*found})]


def unarchived(workspace: Workspace, key: str) -> dict[str, object]:
    """Return the edit that unarchives a paper; empty if it isn't archived."""
    return {"status": Status.UNREAD} if workspace.state(key).status is Status.ARCHIVED else {}


def moved(numbers: Mapping[str, float], keys: Sequence[str], index: int) -> dict[str, float]:
    """Return the numbers to change so that `keys` come before the paper at `index` of `numbers`.

    Usually those of `keys`, between their neighbours', so that moves on two machines rarely conflict; all of
    them, 1, 2, 3 …, if no floats lie between.
    """
    others = list(numbers)
    before = [numbers[others[index - 1]]] if index else []
    after = [numbers[others[index]]] if index < len(others) else []
    between = _between(before, after, len(keys))
    if all(one < other for one, other in pairwise([*before, *between, *after])):
        return dict(zip(keys, between, strict=True))
    order = [*others[:index], *keys, *others[index:]]
    return {other: float(place) for place, other in enumerate(order, 1)}


def _between(before: Sequence[float], after: Sequence[float], count: int) -> list[float]:
    """Return numbers that ascend after the one before, if there is one, up to the one after."""
    first = before[0] if before else (after[0] - count - 1 if after else 0.0)
    if not (before and after):
        return [first + n for n in range(1, count + 1)]
    return [first + (after[0] - first) * n / (count + 1) for n in range(1, count + 1)]
