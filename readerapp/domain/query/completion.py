"""Completion of a query at the cursor: field names, and values of fields that have a list of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from readerapp.domain.query.lexer import quoted, tokens
from readerapp.domain.query.tree import DATE_FIELDS, FIELDS, HAS, ORDERS, STATES
from readerapp.domain.query.values import DAYS
from readerapp.domain.state import LATER
from readerapp.domain.text import fold
from readerapp.domain.values import dataclass

_AGES = ("today", "yesterday", "7d", "1m", "1y", *DAYS[2:])
_AHEAD = ("tomorrow", "7d", "1m", "1y", *DAYS[2:])
_VALUES: dict[str, Sequence[str]] = {
    "is": STATES,
    "has": HAS,
    "sort": ORDERS,
    "rating": (">3", "5", "0"),
    **dict.fromkeys(DATE_FIELDS, _AGES),
    LATER: _AHEAD,
}
_MAX_COMPLETIONS = 50


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Values of a library to complete with, the likeliest first."""

    tags: Sequence[str] = ()
    sources: Sequence[str] = ()
    authors: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Completion:
    """Text to replace part of a query with."""

    start: int
    end: int
    text: str
    kind: str
    """`field`, or the field the value belongs to."""

    def applied(self, query: str) -> tuple[str, int]:
        """Return the completed query and the cursor's position in it."""
        return query[: self.start] + self.text + query[self.end :], self.start + len(self.text)


def complete(query: str, cursor: int, vocabulary: Vocabulary = Vocabulary()) -> list[Completion]:
    """Return completions of the word at the cursor: those starting with it, then those containing it.

    Empty if the cursor follows a space or the word matches nothing.
    """
    cursor = max(0, min(cursor, len(query)))
    for token in tokens(query):
        if token.start < cursor <= token.end:
            typed = query[token.start : cursor]
            if token.kind == "field" and len(typed) > len(token.field):
                value = typed[len(token.field) + 1 :]
                return _values(token.field.lower(), value, (cursor, token.end), vocabulary)
            if token.kind in ("word", "field"):
                return _fields(typed, token.start, token.start + len(token.field or token.text))
    return []


def _fields(typed: str, start: int, end: int) -> list[Completion]:
    begun = [name for name in FIELDS if name.startswith(fold(typed))]
    return [Completion(start, end, f"{name}:", "field") for name in begun]


def _values(field: str, typed: str, place: tuple[int, int], vocabulary: Vocabulary) -> list[Completion]:
    known: dict[str, Sequence[str]] = {
        **_VALUES,
        "tag": vocabulary.tags,
        "from": vocabulary.sources,
        "author": vocabulary.authors,
        "like": ("queue", *(f"tag:{tag}" for tag in vocabulary.tags)),
    }
    kept = _kept(field, typed)
    fitting = _fitting(typed.removeprefix(kept).strip('"'), known.get(field, ()))
    start, end = place[0] - len(typed), place[1]
    return [Completion(start, end, quoted(kept + value), field) for value in fitting]


def _kept(field: str, typed: str) -> str:
    """Return the part of a typed value that stands before what is completed."""
    if field == "like" and not typed.startswith('"'):
        return typed[: typed.rfind(",") + 1]
    return "-" if field == "sort" and typed.startswith("-") else ""


def _fitting(typed: str, values: Iterable[str]) -> list[str]:
    begun = fold(typed)
    folded = [(value, fold(value)) for value in values]
    first = [value for value, text in folded if text.startswith(begun) and text != begun]
    second = [value for value, text in folded if begun in text and not text.startswith(begun)]
    return [*first, *second][:_MAX_COMPLETIONS]
