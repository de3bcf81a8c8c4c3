"""Notes, here and in the reader's own editor."""

from __future__ import annotations

import stat
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path

import pytest
from textual import events

from readerapp.actions.reading_list import ReadingList
from readerapp.domain.errors import Unwritable
from tests.ui.conftest import OFFLINE, Start


async def test_a_note_is_saved_on_leaving_and_shown_as_markdown(start: Start) -> None:
    async with start() as reader:
        key = reader.main.target() or ""
        await reader.press("n", *"- *one*", "escape")
        assert reader.reading.state(key).note == "- *one*"
        assert "Note" in reader.screen
        assert "*one*" not in reader.screen.splitlines()[-1]
    async with start() as reader:
        assert reader.reading.state(key).note == "- *one*"


async def test_a_note_is_kept_when_the_app_ends_under_the_editor(start: Start) -> None:
    async with start() as reader:
        key = reader.main.target() or ""
        await reader.press("n", *"half")
        reader.app.exit()
    async with start() as reader:
        assert reader.reading.state(key).note == "half"


async def test_one_undo_takes_a_whole_sitting_at_a_note_back(start: Start) -> None:
    async with start() as reader:
        key = reader.main.target() or ""
        await reader.press("n", *"one", "ctrl+s", *" two", "ctrl+s", *" three", "escape")
        assert reader.reading.state(key).note == "one two three"
        await reader.press("u")
        assert reader.reading.state(key).note == ""


async def test_undo_of_a_sitting_leaves_what_a_script_changed_meanwhile(start: Start, home: Path) -> None:
    async with start() as reader:
        key = reader.main.target() or ""
        await reader.press("n", *"one", "ctrl+s")
        with ReadingList.open(home) as script:
            script.rate(4, key)
        reader.reading.poll()
        await reader.press(*" two", "ctrl+s", *" three", "escape")
        assert reader.reading.state(key).note == "one two three"
        await reader.press("u")
        assert (reader.reading.state(key).note, reader.reading.state(key).rating) == ("", 4)
        await reader.press("ctrl+r")
        assert reader.reading.state(key).note == "one two three"


def editor(folder: Path, body: str) -> str:
    """A program that edits the file it is given."""
    path = folder / "editor"
    path.write_text(f"#!/bin/sh\n{body}\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return str(path)


@pytest.mark.parametrize(("ending", "said"), [("exit 0", "Wrote a note"), ("exit 3", "exited with 3")])
async def test_the_readers_editor_writes_the_note_even_when_it_fails(
    start: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ending: str, said: str
) -> None:
    monkeypatch.setenv("EDITOR", editor(tmp_path, f'printf "from my editor" >> "$1"\n{ending}'))
    async with start() as reader:
        monkeypatch.setattr(reader.app, "suspend", nullcontext)
        key = reader.main.target() or ""
        await reader.press("N")
        assert reader.reading.state(key).note == "from my editor"
        assert said in reader.said


async def test_an_editor_that_is_not_there_is_one_sentence(
    start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EDITOR", "no-such-editor --wait")
    async with start() as reader:
        monkeypatch.setattr(reader.app, "suspend", nullcontext)
        await reader.press("N")
        assert "no-such-editor" in reader.said
        assert "$EDITOR" in reader.said


async def test_a_home_that_cannot_be_written_is_said_and_ends_nothing(
    start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with start() as reader:

        def full(*_: object, **__: object) -> None:
            raise Unwritable("papers.jsonl can't be written: No space left on device")

        monkeypatch.setattr(reader.reading.store, "change", full)
        for keys in (["a"], ["*", "3"], ["t", "x", "enter"], ["n", "x", "escape"]):
            reader.main.say("")
            await reader.press(*keys)
            assert "No space left" in reader.said


async def test_what_a_script_wrote_while_the_editor_was_open_is_kept_beside(start: Start, home: Path) -> None:
    async with start() as reader:
        key = reader.main.target() or ""
        await reader.press("n", *"mine")
        with ReadingList.open(home) as script:
            script.note(key, "from a script")
        await reader.press("escape")
        note = reader.reading.state(key).note
        assert "mine" in note
        assert "from a script" in note


async def test_what_is_pasted_into_a_note_keeps_lines_and_tabs_and_brings_no_sequences(start: Start) -> None:
    async with start() as reader:
        await reader.press("n", "x")
        reader.app.post_message(events.Paste("a\tb\r\nc\x1b]52;c;eA==\x07\x1b[2Jd"))
        await reader.settle()
        await reader.press("escape")
        key = reader.main.target()
        assert key is not None
        assert reader.reading.state(key).note == "xa\tb\ncd"


async def test_a_line_of_a_note_stays_a_line(start: Start) -> None:
    async with start(size=(120, 60)) as reader:
        await reader.press("n", *"one", "enter", *"two", "enter", *"three", "escape")
        assert await reader.shows("three")
        lines = [line.rpartition("│")[2].strip() for line in reader.lines]
        at = lines.index("one")
        assert lines[at : at + 3] == ["one", "two", "three"]


async def test_cancelling_a_note_brings_it_back_as_it_was_and_redo_what_was_written(start: Start) -> None:
    async with start() as reader:
        key = reader.main.target() or ""
        await reader.press("n", *"first", "escape", "n", *" second", "ctrl+s", *" third", "ctrl+g")
        assert reader.reading.state(key).note == "first"
        assert "ctrl+r brings the text back" in reader.lines[-1]
        await reader.press("ctrl+r")
        assert reader.reading.state(key).note == "first second third"


async def test_the_note_editor_says_its_keys_at_every_size(start: Start) -> None:
    for size in [(120, 32), (60, 20)]:
        async with start(size=size) as reader:
            await reader.press("n")
            assert "esc done  ctrl+g cancel  ctrl+o editor  ctrl+t template" in reader.screen


async def test_a_note_goes_on_in_the_readers_editor(
    start: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EDITOR", editor(tmp_path, 'printf " and there" >> "$1"'))
    async with start() as reader:
        monkeypatch.setattr(reader.app, "suspend", nullcontext)
        key = reader.main.target() or ""
        await reader.press("n", *"here", "ctrl+o")
        assert reader.reading.state(key).note == "here and there"


async def test_a_click_beside_a_note_saves_it(start: Start) -> None:
    async with start() as reader:
        key = reader.main.target() or ""
        await reader.press("n", *"here")
        await reader.pilot.click(offset=(5, 5))
        await reader.settle()
        assert reader.reading.state(key).note == "here"
        assert len(reader.app.screen_stack) == 1


async def test_a_note_that_could_not_be_saved_is_there_when_the_editor_opens_again(
    start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with start() as reader:
        key = reader.main.target() or ""

        def full(*_: object, **__: object) -> None:
            raise Unwritable("papers.jsonl can't be written: No space left on device")

        await reader.press("n", *"precious")
        with monkeypatch.context() as patch:
            patch.setattr(reader.reading.store, "change", full)
            await reader.press("escape", "escape")
        assert len(reader.app.screen_stack) == 1
        await reader.press("n", "escape")
        assert reader.reading.state(key).note == "precious"


async def test_a_note_is_added_to_those_of_all_selected_papers_as_one_step(start: Start) -> None:
    async with start() as reader:
        library = reader.reading.library
        keys = [library.key(row) for row in reader.main.shelf.rows[:3]]
        reader.reading.note(keys[1], "before")
        await reader.press("space", "space", "space", "n")
        assert "add to the notes on 3 papers" in reader.screen
        await reader.press(*"for", "ctrl+s", *" mond", "ctrl+s", "backspace", *"ay", "escape")
        notes = [reader.reading.state(key).note for key in keys]
        assert notes == ["for monay", "before\n\nfor monay", "for monay"]
        assert reader.said == "Added to the notes on 3 papers"
        assert "u to undo" in reader.lines[-1]
        await reader.press("u")
        assert [reader.reading.state(key).note for key in keys] == ["", "before", ""]


async def test_a_note_for_very_many_papers_is_saved_when_the_editor_is_left(
    start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("readerapp.ui.commands.notes.sitting._MAX_PAPERS_AUTOSAVED", 10)
    async with start() as reader:
        await reader.press("ctrl+a", "n", *"all of them", "escape")
        assert reader.said == "Added to the notes on 88 papers"
        await reader.press("u")
        assert not any(state.note for state in reader.reading.store.states.values())
        await reader.press("ctrl+a", "n", *"none", "ctrl+g")
        assert not any(state.note for state in reader.reading.store.states.values())


async def test_an_empty_note_is_begun_with_a_template_and_only_kept_if_something_is_written(
    start: Start,
) -> None:
    settings = replace(
        OFFLINE, templates={"Review": "## Claim\n\n## Of\n{title}", "Day": "{date}: {nothing}"}
    )
    async with start(settings=settings) as reader:
        key = reader.main.target() or ""
        await reader.press("n")
        assert "ctrl+t for Review, Day" in reader.screen
        await reader.press("ctrl+t", "ctrl+s", "escape")
        assert reader.reading.state(key).note == ""
        await reader.press("n", "ctrl+t", *"It works.", "escape")
        assert reader.reading.state(key).note == f"## Claim\nIt works.\n## Of\n{reader.title}"


async def test_the_next_template_takes_the_place_of_one_in_which_nothing_was_written(start: Start) -> None:
    settings = replace(OFFLINE, templates={"Review": "## Claim", "Day": "{date}: {nothing}"})
    async with start(settings=settings) as reader:
        key = reader.main.target() or ""
        await reader.press("n", *"I say ", "ctrl+t", "ctrl+t", "escape")
        assert reader.reading.state(key).note == "I say 2026-11-20: {nothing}"
        await reader.press("u", "n", *"I say", "ctrl+t", "ctrl+t", "ctrl+t", "escape")
        assert reader.reading.state(key).note == "I say"
