"""What a dialog, a drag or a key was begun on is what it ends on, whatever changes behind it meanwhile."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual import events

import readerapp
from readerapp.domain.state import Status
from readerapp.ui.screens.note import NoteEditor
from readerapp.ui.screens.triage import TriageScreen
from tests.ui.conftest import Reader, Start

DIALOGS = {
    "rating": (["*"], ["4"]),
    "tags": (["t", *"rl"], ["enter"]),
    "later": (["d"], ["t"]),
    "place": (["w", "1"], ["enter"]),
}


async def archived_elsewhere(reader: Reader, home: Path, *keys: str) -> None:
    """Another program archives papers, and the app has looked."""
    with readerapp.open(home) as lib:
        lib.mark(Status.ARCHIVED, *keys)
    reader.main.poll()
    await reader.settle()


@pytest.mark.parametrize(("opens", "ends"), DIALOGS.values(), ids=DIALOGS)
async def test_a_dialog_changes_the_paper_it_was_opened_on(
    start: Start, home: Path, opens: list[str], ends: list[str]
) -> None:
    async with start() as reader:
        await reader.press("j", "a", *opens)
        key = reader.main.target()
        assert key
        await archived_elsewhere(reader, home, key)
        assert reader.main.target() != key
        before = reader.reading.state(key)
        await reader.press(*ends)
        changed = [it for it, state in reader.reading.store.states.items() if not state.is_blank]
        assert changed == [key]
        assert opens[0] == "w" or reader.reading.state(key) != before


async def test_a_dialog_changes_the_papers_that_were_selected_when_it_was_opened(
    start: Start, home: Path
) -> None:
    async with start() as reader:
        await reader.press("space", "space", "*")
        keys = [reader.reading.library.key(row) for row in reader.main.target_rows()]
        await archived_elsewhere(reader, home, keys[0])
        await reader.press("4")
        assert [reader.reading.state(key).rating for key in keys] == [4, 4]


async def test_a_row_dragged_in_the_queue_stays_if_the_queue_changed_meanwhile(
    start: Start, home: Path
) -> None:
    async with start() as reader:
        await reader.press("space", "space", "space", "space", "a", "3")
        before = reader.reading.queued()
        papers = reader.main.paper_list
        x, y = papers.region.x + 20, papers.region.y
        await reader.pilot.mouse_down(offset=(x, y))
        await reader.pilot._post_mouse_events([events.MouseMove], offset=(x, y + 2), button=1)
        with readerapp.open(home) as lib:
            lib.unqueue(before[0])
        reader.main.poll()
        await reader.settle()
        await reader.pilot.mouse_up(offset=(x, y + 2))
        await reader.settle()
        assert reader.reading.queued() == before[1:]


async def test_a_note_that_cannot_be_taken_back_is_said_in_a_sentence(start: Start, home: Path) -> None:
    async with start() as reader:
        key = reader.main.target()
        assert key
        await reader.press("n", *"mine", "ctrl+s")
        with readerapp.open(home) as lib:
            lib.note(key, "theirs")
        await reader.press("ctrl+g")
        assert not isinstance(reader.app.screen, NoteEditor)
        assert "went wrong" not in reader.said


async def test_keys_typed_ahead_of_triage_wait_for_it(start: Start) -> None:
    async with start() as reader:
        for key, sign in (("T", "T"), ("slash", "/"), ("x", "x")):
            reader.app.post_message(events.Key(key, sign))
        await reader.settle()
        assert isinstance(reader.app.screen, TriageScreen)
        assert [state.status for state in reader.reading.store.states.values()] == [Status.ARCHIVED]
        assert not reader.main.search_bar.box.has_focus


async def test_a_view_that_is_gone_by_now_is_not_gone_to(start: Start) -> None:
    async with start() as reader:
        await reader.press("f", *"queue")
        reader.main.views = reader.main.views[:1]
        await reader.press("enter")
        assert not reader.app.failures.all
