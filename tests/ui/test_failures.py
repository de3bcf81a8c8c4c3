"""What fails is a line, and the app goes on."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import pytest
from textual import events
from textual.actions import parse

from readerapp.actions.reading_list import ReadingList
from readerapp.domain.errors import ReaderError
from readerapp.library import Library
from readerapp.ui.main import Main
from readerapp.ui.screens.menu import Menu
from readerapp.ui.widgets.list_row import RowPainter
from tests.ui.conftest import Reader, Start


def fails(*_: object, **__: object) -> Any:
    raise ValueError("nobody foresaw [/this]")


class Panic(BaseException):
    """What a library in another language raises is no Exception."""


def panics(*_: object, **__: object) -> Any:
    raise Panic("thread panicked")


def told(reader: Reader, what: str) -> None:
    """The failure is in the status and in the file; it is expected from now on."""
    assert reader.said.startswith("Something went wrong")
    assert what in reader.said
    assert what in (reader.reading.home.cache / "errors.log").read_text("utf-8")
    reader.app.failures.all.clear()


@pytest.mark.parametrize("failing", [fails, panics])
async def test_a_search_that_fails_is_a_line_and_keys_go_on(
    start: Start, monkeypatch: pytest.MonkeyPatch, failing: Callable[..., Any]
) -> None:
    async with start() as reader:
        with monkeypatch.context() as patch:
            patch.setattr(Library, "answer", failing)
            await reader.type("attention")
            told(reader, "nobody foresaw" if failing is fails else "panicked")
        await reader.press("enter", "escape", "j", "a")
        assert reader.said.startswith("Queued")
        assert len(reader.titles) == 88


async def test_keys_typed_ahead_of_a_search_that_fails_are_done(
    start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with start() as reader:
        monkeypatch.setattr(Library, "answer", fails)
        reader.main.make_list()
        await reader.press("r")
        assert reader.app.failures.all
        reader.app.failures.all.clear()
        assert len(reader.reading.store.states) == 1


@pytest.mark.parametrize(
    ("what", "keys"),
    [
        ("readerapp.actions.desktop.clipboard.copy", "c"),
        ("readerapp.actions.desktop.browser.open_link", "o"),
        ("readerapp.actions.desktop.paste.paste", "P"),
        ("readerapp.actions.duplicates.duplicates", "="),
        ("readerapp.actions.machines.merging.merge", "M"),
        ("readerapp.library.library.Library.build_index", "u"),
        ("readerapp.actions.visits.record_visit", "j"),
    ],
)
async def test_any_job_that_fails_is_a_line_and_keys_go_on(
    start: Start, monkeypatch: pytest.MonkeyPatch, what: str, keys: str
) -> None:
    async with start() as reader:
        monkeypatch.setattr(what, panics)
        if what.endswith("build_index"):
            reader.main.indexer.make(reader.reading.library)
        if what.endswith("here"):
            reader.main.record_visit()
        await reader.press(keys)
        if not what.endswith(("build_index", "here")):
            assert "Panic" in reader.said
        assert reader.app.failures.all
        reader.app.failures.all.clear()
        monkeypatch.undo()
        await reader.press("g", "a")
        assert reader.said.startswith("Queued")


async def test_an_add_that_fails_is_a_line_and_the_next_one_is_read(
    start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with start() as reader:
        with monkeypatch.context() as patch:
            patch.setattr("readerapp.actions.intake.imports.add", panics)
            await reader.paste("@misc{a, title = {One Paper}}")
            reader.app.failures.all.clear()
            assert "error (Panic)" in reader.said
        await reader.paste("@misc{a, title = {One Paper}}")
        assert "read 1 · new 1" in reader.said


@pytest.mark.parametrize("key", ["a", "r", "n", "y", "t", "s", "space", "J", "u", "enter"])
async def test_a_key_that_fails_is_a_line_and_the_next_one_is_done(
    start: Start, monkeypatch: pytest.MonkeyPatch, key: str
) -> None:
    async with start() as reader:
        with monkeypatch.context() as patch:
            for command in reader.main.commands:
                if "screen" in command.nodes:
                    patch.setattr(Main, f"action_{parse(command.action)[1]}", fails)
            await reader.press(key)
            told(reader, "nobody foresaw [/this]")
        await reader.press("a")
        assert reader.said.startswith("Queued")


async def test_a_menu_that_fails_when_it_is_shown_goes_away(
    start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with start() as reader:
        monkeypatch.setattr(Menu, "compose", fails)
        await reader.press("s")
        assert reader.said.startswith("Something went wrong")
        assert "nobody foresaw" in str(reader.app.failures.all[0])
        reader.app.failures.all.clear()
        await reader.press("a")
        assert reader.said.startswith("Queued")


async def test_a_row_that_cannot_be_drawn_does_not_end_the_app(
    start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with start() as reader:
        with monkeypatch.context() as patch:
            patch.setattr(RowPainter, "row", fails)
            reader.main.paper_list.notify_style_update()  # rows that are drawn already would stay
            for _ in range(15):
                await reader.press("k", "j")
            told(reader, "nobody foresaw")
            assert "can't be drawn" in reader.screen
        await reader.press("k", "a")
        assert reader.said.startswith("Queued")
        assert reader.title[:30] in reader.screen


async def test_what_fails_again_and_again_ends_the_app_with_all_saved(
    start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(ValueError, match="nobody foresaw"):
        async with start() as reader:
            await reader.press("a")
            monkeypatch.setattr(ReadingList, "state", fails)
            for _ in range(25):
                reader.main.call_later(fails)
            for _ in range(25):
                await reader.pilot.pause()
    assert reader.app.return_code == 1


async def test_a_browser_that_hangs_holds_up_no_search(start: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    free = threading.Event()

    def hangs(*_: object, **__: object) -> Any:
        free.wait(20)
        raise ReaderError("at last")

    for what in (
        "desktop.browser.open_link",
        "desktop.clipboard.copy",
        "desktop.paste.paste",
        "duplicates.duplicates",
    ):
        monkeypatch.setattr(f"readerapp.actions.{what}", hangs)
    async with start() as reader:
        try:
            for key in ("o", "c", "P", "equals_sign"):
                await reader.pilot.press(key)
            assert reader.main.threads.busy
            await reader.pilot.press("slash")
            reader.main.search_bar.box.value = "curriculum"
            assert await reader.shows("by relevance")
            assert "Curriculum" in reader.titles[0]
            await reader.pilot.press("enter", "a")
            assert reader.said.startswith("Queued")
            assert reader.main.threads.busy
        finally:
            free.set()


TWICE = {
    "f": "enter", "s": "enter", "y": "enter", "t": "enter", "A": "enter", "asterisk": "5", "U": "escape",
    "question_mark": "escape", "n": "escape", "ctrl+p": "enter",
}  # fmt: skip


@pytest.mark.parametrize(("opens", "answers"), TWICE.items())
@pytest.mark.slow
async def test_every_screen_answers_once(start: Start, opens: str, answers: str) -> None:
    async with start() as reader:
        await reader.press(opens)
        if opens == "A":
            reader.app.screen.query_one("#path").value = "/nowhere"  # type: ignore[attr-defined]
        for _ in range(3):  # in one packet: nothing is dealt with in between
            reader.app.post_message(events.Key(answers, None))
        await reader.settle()
        for _ in range(20):
            await reader.pilot.pause()
        assert len(reader.app.screen_stack) == 1
        await reader.press("g", "a")
        assert reader.said.startswith(("Queued", "Removed"))


async def test_a_note_that_cannot_be_kept_stays_in_the_editor(
    start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with start() as reader:
        await reader.press("n", "w", "o", "w")
        with monkeypatch.context() as patch:
            patch.setattr(ReadingList, "note", fails)
            await reader.press("ctrl+s")
            told(reader, "nobody foresaw")
        await reader.press("escape")
        key = reader.main.target()
        assert key is not None
        assert reader.reading.state(key).note == "wow"


async def test_what_cannot_be_saved_is_told_as_it_happens(start: Start) -> None:
    async with start() as reader:
        fails_to_save = reader.reading.store.on_failure
        assert fails_to_save
        telling = threading.Thread(target=fails_to_save, args=("Not saved yet: the disk is full.",))
        telling.start()
        assert await reader.shows("Not saved yet: the disk is full.")
        telling.join()
        assert reader.main.status.warning


async def test_leaving_a_note_that_cannot_be_kept_takes_two_keys(
    start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with start() as reader:
        await reader.press("n", "w")
        monkeypatch.setattr(ReadingList, "note", fails)
        await reader.press("escape")
        assert reader.app.screen.query("#note-text")
        await reader.press("escape")
        assert len(reader.app.screen_stack) == 1
        reader.app.failures.all.clear()
