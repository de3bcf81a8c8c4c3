"""What a reader follows: plain words side by side, or any query."""

from __future__ import annotations

from datetime import datetime

from readerapp.domain.query.lexer import tokens
from readerapp.domain.query.parser import parse
from readerapp.domain.query.tree import EVERYTHING, Like, Node, leaves


def followed_query(text: str, now: datetime) -> Node | None:
    """Return the query that a text is; None if it is no more than words."""
    query = parse(text, now)
    is_plain = not query.terms and all(token.kind == "word" for token in tokens(text))
    return None if is_plain or why_not(text, now) else query.node


def why_not(text: str, now: datetime) -> str:
    """Return why a query can't be followed, as part of a sentence; empty if it can."""
    query = parse(text, now)
    if query.problems:
        problem = query.problems[0]
        part = text[problem.start : problem.end]
        return problem.reason if part == text else f"{part}: {problem.reason}"
    if query.order:
        return f"sort:{query.order} doesn't say which papers"
    if any(isinstance(leaf, Like) for leaf in leaves(query.node)):
        return "like: ranks papers, and doesn't say which"
    return "it has nothing to look for" if query.node == EVERYTHING else ""
