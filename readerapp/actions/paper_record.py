"""A paper and the reader's state of it as one record: for JSON and templates."""

from __future__ import annotations

from typing import Any

from readerapp.actions.reading_list import ReadingList
from readerapp.domain.paper import Paper
from readerapp.domain.record import to_record

# `to_record` leaves out what isn't known; scripts get every field on every line.
_DEFAULTS: dict[str, Any] = {
    **dict.fromkeys(("published", "listed", "added", "upvotes", "stars")),
    **{"keywords": [], "sightings": []},
}


def record(lib: ReadingList, paper: Paper) -> dict[str, Any]:
    """Return the paper's own fields, then status, place in the queue, note, tags, rating and later."""
    state = lib.state(paper.key)
    known = to_record(paper)
    return {
        **known,
        **{name: value for name, value in _DEFAULTS.items() if name not in known},
        "status": state.status.value,
        "queue": lib.place(paper.key),
        "note": state.note,
        "tags": list(state.tags),
        "rating": state.rating,
        "later": state.later,
    }
