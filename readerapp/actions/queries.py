"""Search results as hits, and queries that make no sense refused."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Literal

from readerapp.actions.workspace import Workspace
from readerapp.domain.errors import BadQuery
from readerapp.domain.paper import Paper
from readerapp.domain.state import State
from readerapp.domain.text import fold, shorten
from readerapp.domain.values import NamedTuple, dataclass
from readerapp.library import Shelf
from readerapp.library.search.searcher import SearchRequest

Part = Literal["exact", "related"]
"""Of an answer: the papers that match the query, or below them others that it describes."""
_MAX_PART_WIDTH = 200


class Reason(NamedTuple):
    """Why a paper is where it is."""

    words: tuple[str, ...]
    """Words that it shares, the most telling first."""
    like: str | None = None
    """The key of the paper that it is like: of those chosen, the nearest; on a path, the one before."""
    watched: str = ""
    """The text in the paper that the reader watches."""
    muted: str = ""
    """The text in the paper that the reader mutes."""


class Listed(NamedTuple):
    """One paper of an answer."""

    paper: Paper
    part: Part | None = None
    """None if it is listed for another reason than a query."""
    why: Reason | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    """One search result."""

    paper: Paper
    state: State
    score: float
    """How well it fits, higher is better; comparable within one search only, 0 if words don't rank it."""
    spans: Mapping[str, Sequence[tuple[int, int]]]
    """Character ranges of `title` and `abstract` that match or, of a related paper, are why it is here."""
    partial: bool = False
    """True if it matches only some of the words, because no paper matches all."""
    part: Part = "exact"
    """`exact` if it matches the query; `related` if the query only describes it. Those come last."""
    why: Reason | None = None
    """Words and a paper that say why it is there, for orders and `like:`, which compare papers; else None."""


def hits(workspace: Workspace, shelf: Shelf, limit: int | None) -> list[Hit]:
    """Return the first `limit` papers of a shelf with their states and matched ranges.

    Raises:
        BadQuery: a part of the query makes no sense.
    """
    refuse(shelf)
    return [_hit(workspace, shelf, *place) for place in enumerate(listed(workspace, shelf, limit))]


def _hit(workspace: Workspace, shelf: Shelf, index: int, listed: Listed) -> Hit:
    paper, part = listed.paper, listed.part or "exact"
    related = part == "related"
    spans = {name: shelf.spans(getattr(paper, name), name, related=related) for name in ("title", "abstract")}
    score = 0.0 if related else shelf.score(index)
    return Hit(paper, workspace.state(paper.key), score, spans, shelf.partial, part, listed.why)


def listed(
    workspace: Workspace, shelf: Shelf, limit: int | None = None, related: int | None = None
) -> Iterator[Listed]:
    """Yield the first `limit` papers of a shelf, each read from disk when it is due.

    Those that match come first, then at most `related` of the related ones.
    """
    first: Sequence[int] = shelf.rows if limit is None else shelf.rows[:limit]
    for row in first:
        yield Listed(workspace.library.paper(row, shelf), "exact", _reason(workspace, shelf, row))
    left = [most for most in (None if limit is None else limit - len(first), related) if most is not None]
    for row in shelf.related.rows[: min(left, default=None)]:
        yield Listed(workspace.library.paper(row, shelf), "related", _reason(workspace, shelf, row))


def _reason(workspace: Workspace, shelf: Shelf, row: int) -> Reason | None:
    why = shelf.why(row)
    if why is None or not (why.words or why.watched or why.muted):
        return None
    like = None if why.like is None else workspace.library.key(why.like, shelf)
    return Reason(why.words, like, why.watched, why.muted)


def similar(
    workspace: Workspace,
    targets: Sequence[str],
    where: str = "",
    progress: Callable[[float], None] | None = None,
) -> Shelf:
    """Return the papers that match the query `where` and are near others, nearest first.

    `targets` are papers as `Workspace.find` takes them, `queue` and `tag:NAME`.
    """
    from readerapp.domain.query.tree import Like  # a list of all papers needs none of the query language

    named = tuple(group(text) or workspace.find(text) for text in targets)
    return workspace.answer(SearchRequest(where, workspace.clock(), also=Like(named, 0, 0)), progress)


def group(text: str) -> str | None:
    """Return what `like:` calls the papers with a mark that a text names, None if it names none."""
    folded = fold(text.strip())
    tag = folded.removeprefix("tag:").lstrip("#")
    is_tag = folded.startswith("tag:") and tag
    return f"tag:{tag}" if is_tag else "queue" if folded == "queue" else None


def refuse(shelf: Shelf, *, too_long: bool = False) -> None:
    """Raise `BadQuery` if a part of the query makes no sense, or if it is too long and `too_long` is set."""
    for problem in shelf.problems:
        if too_long or not problem.only_long:
            part = shorten(shelf.query[problem.start : problem.end], _MAX_PART_WIDTH)
            raise BadQuery(f"In the query, {part}: {problem.reason}")
