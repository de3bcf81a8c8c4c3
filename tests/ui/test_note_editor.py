"""The text box of a note."""

from __future__ import annotations

import pytest
from textual.widgets import TextArea

from readerapp.ui.screens import note
from tests.ui.conftest import Reader, Start


def area(reader: Reader) -> TextArea:
    return reader.app.screen.query_one("#note-text", TextArea)


async def test_undo_and_redo_of_typing_stay_in_the_note(start: Start) -> None:
    async with start() as reader:
        await reader.press("n", *"one", "enter", *"two", "ctrl+z")
        assert area(reader).text == "one\n"
        await reader.press("ctrl+y")
        assert area(reader).text == "one\ntwo"


async def test_long_lines_wrap_between_words_and_wide_letters_stay_whole(start: Start) -> None:
    async with start(size=(60, 20)) as reader:
        await reader.press("n")
        await reader.paste("word " * 20 + "日本語" * 30 + "👩‍🔬" * 4)
        assert not area(reader).show_horizontal_scrollbar
        assert all(len(line) <= 60 for line in reader.lines)
        assert all(not line.rstrip().endswith(("wor", "wo", "w")) for line in reader.lines[8:])
        await reader.press("escape")
        assert reader.reading.state(reader.main.target() or "").note.endswith("👩‍🔬")


async def test_a_click_places_the_cursor_and_dragging_selects(start: Start) -> None:
    async with start() as reader:
        await reader.press("n", *"hello world")
        await reader.pilot.click("#note-text", offset=(6, 0))
        row, column = area(reader).cursor_location
        assert row == 0
        assert column < 7
        await reader.pilot.mouse_down("#note-text", offset=(1, 0))
        await reader.pilot.hover("#note-text", offset=(6, 0))
        await reader.pilot.mouse_up("#note-text", offset=(6, 0))
        assert len(area(reader).selected_text) == 5


async def test_a_note_of_many_pages_is_edited_at_its_end(start: Start) -> None:
    async with start() as reader:
        key = reader.main.target() or ""
        note = "\n".join(f"line {n}" for n in range(2000))
        reader.reading.note(key, note)
        await reader.press("n")
        assert "line 1999" in reader.screen
        await reader.press(*" end", "ctrl+home", "escape")
        assert reader.reading.state(key).note == f"{note} end"


async def test_a_note_is_saved_while_somebody_types_without_a_pause(
    start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(note, "_AUTOSAVE_SECONDS", 3600.0)
    async with start() as reader:
        key = reader.main.target() or ""
        await reader.press("n", *"one ")
        assert reader.reading.state(key).note == ""
        monkeypatch.setattr(note, "_MAX_UNSAVED_SECONDS", 0.0)
        await reader.press(*"two")
        assert reader.reading.state(key).note == "one two"
        await reader.press("escape", "u")
        assert reader.reading.state(key).note == ""
