"""What a change did to papers, by the names that hooks have for it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from readerapp.domain.state import Status
from readerapp.state.journal_line import JournalLine

ADDED = "added"
NOTED = "noted"
_FOLLOWING = ("same", "merge")
"""Actions that only move marks from paper to paper."""


def events_of(line: JournalLine) -> Mapping[str, list[str]]:
    """Return the keys of the papers of each event of a change.

    The papers that were added stand in a record: of `added`, these are the names of records.
    """
    found: dict[str, list[str]] = {}
    if line.adds and not line.open:
        found[ADDED] = [line.adds]
    if line.action not in _FOLLOWING:
        for key, edit in line.edits.items():
            for event in _events(edit, line.before.get(key, {})):
                found.setdefault(event, []).append(key)
    return found


def _events(edit: Mapping[str, Any], before: Mapping[str, Any]) -> Iterator[str]:
    """Yield what happened to a paper, from the fields that changed."""
    for status, event in ((Status.READ, "read"), (Status.ARCHIVED, "archived")):
        if edit.get("status") == status:
            yield event
    if edit.get("queue") is not None and before.get("queue") is None:
        yield "queued"
    if edit.get("note"):
        yield NOTED
    if edit.get("rating"):
        yield "rated"
    if {*edit.get("tags", ())} - {*before.get("tags", ())}:
        yield "tagged"
