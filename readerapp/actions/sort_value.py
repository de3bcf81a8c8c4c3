"""What an order sorts papers by: what a list shows on its right."""

from __future__ import annotations

from readerapp.domain.paper import Paper
from readerapp.domain.state import State


def sort_value(order: str, paper: Paper, state: State, place: int | None) -> str | int | None:
    """The number or the date that a paper stands by; its date in an order that has none to show."""
    match order:
        case "upvotes" | "stars" | "published" | "added":
            found: str | int | None = getattr(paper, order)
            return found
        case "rating":
            return state.rating or None
        case "queue":
            return place
    return paper.listed or paper.published
