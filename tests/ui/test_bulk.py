"""Every change acts on all selected papers, as one undo step."""

from __future__ import annotations

from contextlib import nullcontext

import pytest

from tests.ui.conftest import Reader, Start

CHANGES = {
    "queue": ["a"],
    "read": ["r"],
    "reading": ["R"],
    "archive": ["x"],
    "rating": ["*", "4"],
    "tags": ["t", *"rl", "enter"],
    "note": ["n", *"seen", "escape"],
    "later": ["d", "t"],
    "remove": ["X"],
}


def marks(reader: Reader) -> list[object]:
    """What the reader did, and the papers there are."""
    library, states = reader.reading.library, reader.reading.store.states
    fields = [
        (key, state.status, state.is_queued, state.rating, state.tags, state.note, state.later)
        for key, state in sorted(states.items())
        if not state.is_blank
    ]
    return [len(library), *fields]


@pytest.mark.parametrize("keys", CHANGES.values(), ids=CHANGES)
async def test_a_change_of_many_papers_is_one_step_that_says_their_number(
    start: Start, keys: list[str]
) -> None:
    async with start() as reader:
        before = marks(reader)
        await reader.press("ctrl+a", *keys)
        assert "88 papers" in reader.said
        assert "u to undo" in reader.lines[-1]
        assert len(set(marks(reader)) - set(before)) in (1, 88)
        await reader.press("u")
        assert marks(reader) == before


async def test_the_readers_editor_is_for_one_note(start: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    async with start() as reader:
        monkeypatch.setattr(reader.app, "suspend", nullcontext)
        await reader.press("space", "space", "N")
        assert reader.said == "N edits one note; n adds to those of all selected papers"
        await reader.press("n", *"both", "ctrl+o")
        assert "ctrl+o" not in reader.screen
        assert len(reader.app.screen_stack) == 2
