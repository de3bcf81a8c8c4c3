"""The value that an order sorts a paper by, as the list shows it on the right."""

from __future__ import annotations

from readerapp.domain.paper import Paper
from readerapp.domain.state import State


def sort_value(order: str, paper: Paper, state: State, place: int | None) -> str | int | None:
    """Return a paper's number or date in an order; its listing date in an order without a value."""
    match order:
        case "upvotes" | "stars" | "published" | "added":
            found: str | int | None = getattr(paper, order)
            return found
        case "rating":
            return state.rating or None
        case "queue":
            return place
    return paper.listed or paper.published
