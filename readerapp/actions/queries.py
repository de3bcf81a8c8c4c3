"""Search results as hits, and queries that make no sense refused."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from readerapp.actions.workspace import Workspace
from readerapp.domain.errors import BadQuery
from readerapp.domain.paper import Paper
from readerapp.domain.state import State
from readerapp.domain.values import dataclass
from readerapp.library import Shelf


@dataclass(frozen=True, slots=True)
class Hit:
    """One search result."""

    paper: Paper
    state: State
    score: float
    """How well it fits, higher is better; comparable within one search only."""
    spans: Mapping[str, Sequence[tuple[int, int]]]
    """Matched character ranges of `title` and `abstract`."""
    partial: bool = False
    """True if it matches only some of the words, because no paper matches all."""


def hits(workspace: Workspace, shelf: Shelf, limit: int | None) -> list[Hit]:
    """Return the first `limit` papers of a shelf with their states and matched ranges.

    Raises:
        BadQuery: a part of the query makes no sense.
    """
    refuse(shelf)
    found = []
    for index, row in enumerate(shelf.rows[:limit]):
        paper = workspace.library.paper(row, shelf)
        spans = {name: shelf.spans(getattr(paper, name), name) for name in ("title", "abstract")}
        found.append(Hit(paper, workspace.state(paper.key), shelf.score(index), spans, shelf.partial))
    return found


def refuse(shelf: Shelf, *, too_long: bool = False) -> None:
    """Raise `BadQuery` if a part of the query makes no sense, or if it is too long and `too_long` is set."""
    for problem in shelf.problems:
        if too_long or not problem.only_long:
            raise BadQuery(f"In the query, {shelf.query[problem.start : problem.end]}: {problem.reason}")
