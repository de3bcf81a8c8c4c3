"""Adding field terms to a query, and taking them out again."""

from __future__ import annotations

from collections.abc import Iterator

from readerapp.domain.query.lexer import Token, quoted, tokens
from readerapp.domain.query.tree import DATE_FIELDS, NUMBER_FIELDS
from readerapp.domain.state import Status
from readerapp.domain.text import fold

_STATUSES = frozenset(map(str, Status))


def field_term(field: str, value: str) -> str:
    """Return the term that finds a value in a field; of tags only the whole one, for which quotes stand."""
    return f'{field}:"{value}"' if field == "tag" else f"{field}:{quoted(value)}"


def has_term(query: str, term: str) -> bool:
    """Return True if the query asks for a field term itself, neither within brackets nor for its opposite."""
    wanted = _meaning(next(tokens(term)))
    return any(_meaning(token) == wanted for token in _own_terms(query))


def with_term(query: str, term: str) -> str:
    """Return the query narrowed by a field term: in place of one that excludes it, such as another date."""
    new = next(tokens(term))
    for token in _own_terms(query):
        if _excludes(token, new):
            query = _cut(query, token)
            break
    query = query.strip()
    return f"{f'({query})' if _is_either(query) else query} {term}".strip()


def without_term(query: str, term: str) -> str:
    """Return the query without a field term; see `has_term`."""
    wanted = _meaning(next(tokens(term)))
    found = (token for token in _own_terms(query) if _meaning(token) == wanted)
    return _cut(query, token) if (token := next(found, None)) else query


def _own_terms(query: str) -> Iterator[Token]:
    """Yield the field terms that all papers found must have; none if it asks for one thing or another."""
    if _is_either(query):
        return
    depth, before = 0, ""
    for token in tokens(query):
        depth += (token.kind == "open") - (token.kind == "close")
        if token.kind == "field" and depth == 0 and before not in ("minus", "not"):
            yield token
        before = token.kind


def _is_either(query: str) -> bool:
    depth = 0
    for token in tokens(query):
        depth += (token.kind == "open") - (token.kind == "close")
        if token.kind == "or" and depth == 0:
            return True
    return False


def _cut(query: str, token: Token) -> str:
    before, after = query[: token.start].rstrip(), query[token.end :].lstrip()
    return f"{before} {after}".strip()


def _meaning(token: Token) -> tuple[str, str]:
    return token.field.lower(), fold(token.text)


def _excludes(one: Token, other: Token) -> bool:
    (field, value), (same, new) = _meaning(one), _meaning(other)
    if field != same:
        return False
    return field in (*DATE_FIELDS, *NUMBER_FIELDS) or (field == "is" and {value, new} <= _STATUSES)
