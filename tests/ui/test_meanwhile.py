"""What a dialog, a drag or a key was begun on is what it ends on, whatever changes behind it meanwhile."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from textual import events

import readerapp
from readerapp.actions.duplicates import Duplicate
from readerapp.actions.reading_list import ReadingList
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


async def test_a_search_that_hides_the_selection_is_exported_and_gone_through_whole(start: Start) -> None:
    async with start() as reader:
        await reader.press("space")
        await reader.type("curriculum")
        await reader.press("enter")
        found = len(reader.titles)
        assert found > 1
        await reader.press("colon", *"export", "enter")
        assert f"export {found} papers" in reader.screen
        await reader.press("escape", "T")
        assert f"1 of {found}" in reader.screen
        assert "selected" not in reader.screen


@pytest.mark.parametrize("busy", [["n"], ["slash"]], ids=["note", "search"])
async def test_duplicates_that_are_found_meanwhile_do_not_take_the_keys(
    start: Start, monkeypatch: pytest.MonkeyPatch, busy: list[str]
) -> None:
    found = threading.Event()

    def find(reading: ReadingList) -> tuple[Duplicate, ...]:
        assert found.wait(20)
        one, other = (reading.paper(reading.library.key(row)) for row in (0, 1))
        return (Duplicate(one, other, "the same title"),)

    monkeypatch.setattr("readerapp.actions.duplicates.duplicates", find)
    async with start() as reader:
        await reader.pilot.press("equals_sign", *busy)
        before = reader.app.screen
        found.set()
        await reader.settle()
        assert reader.app.screen is before
        assert reader.said == "Possible duplicates were found"
