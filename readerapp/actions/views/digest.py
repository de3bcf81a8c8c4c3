"""What is new: unread papers added since the last digest, those that the reader follows first."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import takewhile
from pathlib import Path

from readerapp.actions.workspace import Workspace
from readerapp.disk import files
from readerapp.disk.access import unwritable
from readerapp.domain.dates.moments import iso_text, moment, moment_of
from readerapp.domain.errors import BadQuery, Unwritable
from readerapp.domain.paper import Paper
from readerapp.domain.values import NamedTuple
from readerapp.library.columns import row_sets
from readerapp.library.search.searcher import SearchRequest
from readerapp.library.search.shelf import Shelf

_FIRST = timedelta(days=1)
"""How far the first digest looks back."""


class Told(NamedTuple):
    """The papers that were told of: those added before a moment, and the first ones of that second."""

    added: int
    """Moment of the newest of them."""
    papers: int = 0
    """How many were added in that second: an import that goes on adds more."""

    @property
    def text(self) -> str:
        """The moment in ISO, UTC."""
        return iso_text(self.added)

    def is_new(self, shelf: Shelf) -> set[int]:
        """Return the rows of a shelf's library, also of papers that aren't in it, that weren't told of."""
        if shelf.columns is None:
            return set()
        added = shelf.columns.numbers["added"]
        newest = takewhile(lambda row: added[row] >= self.added, shelf.columns.orders["added"])
        rows = [*newest]
        known = sorted(row for row in rows if added[row] == self.added)[: self.papers]
        return {*rows}.difference(known)


class NewPaper(NamedTuple):
    """A paper of a digest."""

    paper: Paper
    followed: tuple[str, ...]
    """The queries that the reader follows and that it matches."""


class Digest(NamedTuple):
    """Papers that are new, the best first."""

    since: Told
    until: Told
    """What was told of after this digest."""
    shelf: Shelf
    rows: Sequence[int]
    """Those of the followed queries first."""
    followed: Mapping[str, Collection[int]]
    """The rows of each query that the reader follows, new or not."""

    def papers(self, reading: Workspace, limit: int | None) -> Iterator[NewPaper]:
        """Yield the first papers, each read from disk when it is due."""
        for row in self.rows[:limit]:
            queries = tuple(text for text, rows in self.followed.items() if row in rows)
            yield NewPaper(reading.library.paper(row, self.shelf), queries)


def digest(reading: Workspace, since: Told) -> Digest:
    """Return the unread papers added since then, in the order `foryou`, or by votes without choices.

    Papers with a date to come aren't new until then.
    """
    everything = reading.shelf("")
    new = since.is_new(everything)
    if not new:  # as on most mornings: nothing to put in order
        return Digest(since, _until(everything, since, moment_of(reading.clock())), everything, (), {})
    from readerapp.domain.query.tree import And, Is, Range  # as in `since_day`: few commands need queries

    now = moment_of(reading.clock())
    within = And((Is("unread"), Range("added", since.added, now)))
    shelf = reading.answer(SearchRequest("", reading.clock(), "foryou", also=within))
    rows = [row for row in shelf.rows if row in new]
    size = shelf.columns.size if shelf.columns else 0
    followed = {text: {*row_sets.members(some, size)} for text, some in shelf.watched.items()}
    first = [row for some in followed.values() for row in rows if row in some]
    return Digest(since, _until(shelf, since, now), shelf, [*dict.fromkeys([*first, *rows])], followed)


def _until(shelf: Shelf, since: Told, now: int) -> Told:
    """Return what is told of when all papers are that have been added by now."""
    if shelf.columns is None:
        return since
    added = shelf.columns.numbers["added"]
    newest = next((added[row] for row in shelf.columns.orders["added"] if added[row] <= now), since.added)
    if newest < since.added:
        return since
    same = takewhile(lambda row: added[row] >= newest, shelf.columns.orders["added"])
    return Told(newest, sum(added[row] == newest for row in same))


def last_told(reading: Workspace) -> Told:
    """Return what the last digest told of; without one, all that was added more than a day ago."""
    first = Told(moment_of(reading.clock() - _FIRST))
    try:
        record = json.loads(_path(reading).read_text("utf-8"))
        found = Told(moment(record["added"]), int(record["papers"]))
    except (OSError, ValueError, TypeError, LookupError, OverflowError, RecursionError):
        return first
    return found if found.added > 0 else first


def remember(reading: Workspace, told: Told) -> None:
    """Have the next digest begin after what was told of.

    Raises:
        Unwritable: it can't be written; the next digest tells of the same again.
    """
    path = _path(reading)
    record = json.dumps({"added": f"{told.text}+00:00", "papers": told.papers})
    try:
        files.make_folder(path.parent)
        files.replace(path, [record.encode()], durable=False)
    except OSError as error:
        raise Unwritable(unwritable(path, error)) from error


def _path(reading: Workspace) -> Path:
    return reading.home.cache / "digest.json"


def since_day(text: str, now: datetime) -> Told:
    """Return what was told of if it is all from before a day or an age: `yesterday`, `7d`, `2026-11-20`.

    Raises:
        BadQuery: it is neither.
    """
    from readerapp.domain.query.values import Now, dates_of_field, nearest_date

    found = dates_of_field("added", text.strip(), Now.at(now))
    if found is None or found[0] <= 0:
        hint = f"; did you mean {near}?" if (near := nearest_date(text)) else ""
        raise BadQuery(f"{text!r} is no date: write yesterday, 7d or 2026-11-20{hint}")
    return Told(found[0])
