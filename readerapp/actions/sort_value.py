"""The value that an order sorts a paper by, as the list shows it on the right."""

from __future__ import annotations

from datetime import datetime

from readerapp.domain.dates.days import today
from readerapp.domain.paper import Paper
from readerapp.domain.state import State, Status


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
        case "later":
            return state.later
        case "read" | "noted":
            return _when(order, state)
    return paper.listed or paper.published


def _when(order: str, state: State) -> str | None:
    """Return the reader's day on which a paper was read, or its note changed; None if that doesn't stand."""
    field, stands = ("status", state.status is Status.READ) if order == "read" else ("note", bool(state.note))
    when = state.changed.get(field) if stands else None
    return today(datetime.fromisoformat(when)) if when else None
