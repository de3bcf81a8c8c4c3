"""What a query is: its parts with their places in the text, and what of it makes no sense."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from readerapp.domain.state import Status

STATES = (*(str(status) for status in Status), "queued", "any")
"""What `is:` knows; `any` asks for archived papers, too."""
HAS = ("repo", "note", "pdf", "arxiv", "project", "hf", "doi", "abstract", "tag", "rating")
"""What `has:` knows."""
ORDERS = ("relevance", "listed", "published", "added", "title", "upvotes", "stars", "rating", "queue")
"""What `sort:` knows."""
TEXT_FIELDS = ("title", "abstract", "author", "note")
NUMBER_FIELDS = ("rating", "upvotes", "stars")
DATE_FIELDS = ("listed", "published", "added")
FIELDS = (*TEXT_FIELDS, "tag", "is", "has", *NUMBER_FIELDS, *DATE_FIELDS, "repo", "link", "from", "sort")
"""Every field of the language."""


@dataclass(frozen=True, slots=True)
class Problem:
    """A part of a query that makes no sense; the rest still searches."""

    start: int
    end: int
    reason: str
    only_long: bool = False
    """Whether it makes sense, but is more than is searched for."""


@dataclass(frozen=True, slots=True)
class Term:
    """A field term that is understood, for the search box to colour."""

    start: int
    end: int
    kind: str
    """Its field."""


@dataclass(frozen=True, slots=True)
class Word:
    """One folded word: whole, begun, misspelt, or the initials of a run of words."""

    word: str
    start: int
    end: int
    field: str | None = None
    """One of TEXT_FIELDS, or anywhere."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """Folded words in this order, side by side; of an open one the last may be just begun."""

    words: tuple[str, ...]
    start: int
    end: int
    field: str | None = None
    open: bool = False


@dataclass(frozen=True, slots=True)
class Is:
    """A state, one of STATES."""

    state: str


@dataclass(frozen=True, slots=True)
class Has:
    """One of HAS."""

    what: str


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag that starts with this, folded."""

    prefix: str


@dataclass(frozen=True, slots=True)
class Range:
    """A number (of a date, its moment) from `low` to `high`, both included."""

    field: str
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class LinkText:
    """A link that holds this text, in lower case; of one kind, or of any."""

    text: str
    kind: str | None = None


@dataclass(frozen=True, slots=True)
class From:
    """A source whose name holds this text, folded."""

    text: str


@dataclass(frozen=True, slots=True)
class Key:
    """The one paper of this key."""

    key: str


@dataclass(frozen=True, slots=True)
class And:
    """All of these. Without parts: everything."""

    parts: tuple[Node, ...] = ()


@dataclass(frozen=True, slots=True)
class Or:
    """Any of these."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """What isn't this."""

    part: Node


Node = Word | Phrase | Is | Has | Tag | Range | LinkText | From | Key | And | Or | Not
EVERYTHING = And()


@dataclass(frozen=True, slots=True)
class Query:
    """A query as it was understood."""

    text: str
    node: Node = EVERYTHING
    order: str | None = None
    """What `sort:` asks for, one of ORDERS."""
    reverse: bool = False
    problems: tuple[Problem, ...] = ()
    terms: tuple[Term, ...] = ()

    @property
    def wanted(self) -> tuple[Word | Phrase, ...]:
        """The words and phrases a paper is looked for by, in order: what is highlighted and ranked by.

        One that stands there several times is wanted once, where it stands first.
        """
        return distinct(_wanted(self.node))


def asks_for_archived(node: Node) -> bool:
    """Whether archived papers may be answers: a state that has them is named, or a paper by its key."""
    match node:
        case Is(state):
            return state in (Status.ARCHIVED, "any")
        case Key():
            return True
        case And(parts) | Or(parts):
            return any(map(asks_for_archived, parts))
        case Not(part):
            return asks_for_archived(part)
    return False


Want = TypeVar("Want", bound=Node)


def distinct(some: Iterable[Want]) -> tuple[Want, ...]:
    """Nodes without those that only stand elsewhere than an earlier one."""
    found: dict[object, Want] = {}
    for node in some:
        match node:
            case Word(word, _, _, field):
                found.setdefault((word, field), node)
            case Phrase(words, _, _, field, still_open):
                found.setdefault((words, field, still_open), node)
            case _:
                found.setdefault(node, node)
    return tuple(found.values())


def _wanted(node: Node) -> Iterator[Word | Phrase]:
    match node:
        case Word() | Phrase():
            yield node
        case And(parts) | Or(parts):
            for part in parts:
                yield from _wanted(part)
        case _:
            return
