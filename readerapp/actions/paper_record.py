"""A paper and the reader's state of it as one record: for JSON and templates."""

from __future__ import annotations

from typing import Any

from readerapp.actions.reading_list import ReadingList
from readerapp.domain.carried_state import record_with_state
from readerapp.domain.paper import Paper


def record(lib: ReadingList, paper: Paper) -> dict[str, Any]:
    """Return the paper's own fields, then status, place in the queue, note, tags, rating and later."""
    return record_with_state(paper, lib.state(paper.key), lib.place(paper.key))
