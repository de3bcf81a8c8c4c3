"""Syntax tree of a query: its parts, their positions in the text, and its problems."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeVar

from readerapp.domain.state import LATER, READER_DATE_FIELDS, Status
from readerapp.domain.values import dataclass

STATES = (*(str(status) for status in Status), "queued", LATER, "any")
"""Values of `is:`; `later` are papers that are put off, `any` includes those and archived papers."""
AWAY = (str(Status.ARCHIVED), LATER)
"""States of papers that only match a query that asks for them."""
HAS = ("repo", "note", "pdf", "arxiv", "project", "hf", "doi", "abstract", "tag", "rating")
"""Values of `has:`."""
ORDERS = (
    *("relevance", "listed", "published", "added", "title", "upvotes", "stars", "rating", "queue"),
    *("read", "noted", LATER),
    *("foryou", "path"),
)
"""Values of `sort:`."""
TEXT_FIELDS = ("title", "abstract", "author", "note")
NUMBER_FIELDS = ("rating", "upvotes", "stars")
DATE_FIELDS = ("listed", "published", "added", *READER_DATE_FIELDS)
FIELDS = (
    *(*TEXT_FIELDS, "tag", "is", "has", *NUMBER_FIELDS, *DATE_FIELDS),
    *("repo", "link", "from", "like", "sort"),
)
"""Every field of the query language."""


@dataclass(frozen=True, slots=True)
class Problem:
    """An invalid part of a query; the rest is searched."""

    start: int
    end: int
    reason: str
    only_long: bool = False
    """True if it is valid but beyond the number of words searched."""


@dataclass(frozen=True, slots=True)
class Term:
    """A valid field term, for the search box to colour."""

    start: int
    end: int
    kind: str
    """Its field."""


@dataclass(frozen=True, slots=True)
class Word:
    """One folded word: matches whole, begun, misspelt, or as initials of a run of words."""

    word: str
    start: int
    end: int
    field: str | None = None
    """One of TEXT_FIELDS; None matches anywhere."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """Folded words side by side in this order; of an open phrase the last word may be a prefix."""

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
    """A tag starting with this folded text."""

    prefix: str
    whole: bool = False
    """True if the tag is just that."""


@dataclass(frozen=True, slots=True)
class Range:
    """A number (for dates, a moment) from `low` to `high` inclusive."""

    field: str
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class LinkText:
    """A link containing this lower-case text, of one kind or any."""

    text: str
    kind: str | None = None


@dataclass(frozen=True, slots=True)
class From:
    """A source whose name contains this folded text."""

    text: str


@dataclass(frozen=True, slots=True)
class Key:
    """The paper with this key."""

    key: str


@dataclass(frozen=True, slots=True)
class Like:
    """Papers near these: keys, `queue` for the queued ones, `tag:rl` for those with such a tag."""

    targets: tuple[str, ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class And:
    """All of these; without parts, everything."""

    parts: tuple[Node, ...] = ()


@dataclass(frozen=True, slots=True)
class Or:
    """Any of these."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """Everything but this."""

    part: Node


Node = Word | Phrase | Is | Has | Tag | Range | LinkText | From | Key | Like | And | Or | Not
EVERYTHING = And()


@dataclass(frozen=True, slots=True)
class Query:
    """A parsed query."""

    text: str
    node: Node = EVERYTHING
    also: Node = EVERYTHING
    """What must hold besides the text; part of `node`."""
    order: str | None = None
    """Value of `sort:`, one of ORDERS."""
    reverse: bool = False
    problems: tuple[Problem, ...] = ()
    terms: tuple[Term, ...] = ()

    @property
    def wanted(self) -> tuple[Word | Phrase, ...]:
        """Words and phrases to rank by and highlight, in order, each once."""
        return wanted(self.node)


def leaves(node: Node) -> Iterator[Node]:
    """Yield the terms of a query in order, negated ones too."""
    match node:
        case And(parts) | Or(parts):
            for part in parts:
                yield from leaves(part)
        case Not(part):
            yield from leaves(part)
        case _:
            yield node


def misplaced_likes(node: Node) -> Iterator[Like]:
    """Yield the `like:` terms that are not among the conditions that must all hold."""
    for part in node.parts if isinstance(node, And) else (node,):
        if not isinstance(part, Like):
            yield from (leaf for leaf in leaves(part) if isinstance(leaf, Like))


def asks_for_away(node: Node) -> frozenset[str]:
    """Return which of the `AWAY` states papers may have that match: a query that names a key asks for all."""
    found: set[str] = set()
    for leaf in leaves(node):
        if isinstance(leaf, Key) or leaf == Is("any"):
            found.update(AWAY)
        elif isinstance(leaf, Is):
            found.add(leaf.state)
        elif isinstance(leaf, Range):
            found.add(leaf.field)
    return frozenset(found.intersection(AWAY))


Want = TypeVar("Want", bound=Node)


def distinct(some: Iterable[Want]) -> tuple[Want, ...]:
    """Drop nodes that differ from an earlier one only in position."""
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


def wanted(node: Node) -> tuple[Word | Phrase, ...]:
    """Return the words and phrases of a node that aren't negated, in order, each once."""
    return distinct(_wanted(node))


def _wanted(node: Node) -> Iterator[Word | Phrase]:
    match node:
        case Word() | Phrase():
            yield node
        case And(parts) | Or(parts):
            for part in parts:
                yield from _wanted(part)
        case _:
            return
