"""Keys: what they are bound to, and where they land however fast they are typed."""

from __future__ import annotations

import threading
from dataclasses import replace

import pytest
from textual import events
from textual.actions import parse
from textual.binding import Binding
from textual.dom import DOMNode

from readerapp.actions.command import Command
from readerapp.actions.keys_and_verbs import COMMANDS
from readerapp.domain.state import Status
from readerapp.settings import Settings
from readerapp.ui import key_gate
from readerapp.ui.app import ReaderApp
from readerapp.ui.main import Main
from readerapp.ui.screens.menu import Menu
from readerapp.ui.terminal.keyboard import name_of
from readerapp.ui.widgets.paper_view import PaperView
from tests.ui.conftest import OFFLINE, Reader, Start

NODES: dict[str, type[DOMNode]] = {"app": ReaderApp, "screen": Main, "paper": PaperView}
SIGNS = {"/": "slash", "*": "asterisk", " ": "space"}


def type_at_once(reader: Reader, *keys: str) -> None:
    """Post keys as a terminal does after a lag: all of them before the first is done."""
    for key in keys:
        reader.app.post_message(events.Key(SIGNS.get(key, key), key if len(key) == 1 else None))


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.id)
def test_every_command_is_an_action_of_each_node_that_binds_it(command: Command) -> None:
    assert command.nodes
    for node in (NODES[name] for name in command.nodes):
        bound = [it for it in node.BINDINGS if isinstance(it, Binding) and it.id == command.id]
        assert len(bound) == max(1, len(command.keys))
        for binding in bound:
            target, action, _ = parse(binding.action)
            assert callable(getattr(NODES.get(target, node), f"action_{action}"))


async def test_keys_typed_at_once_find_what_the_keys_before_them_made(start: Start) -> None:
    async with start() as reader:
        type_at_once(reader, "/", *"curriculum", "enter", "j", "a")
        await reader.settle()
        assert reader.main.question.typed == "curriculum"
        assert reader.main.paper_list.cursor == 1
        assert list(reader.reading.queued()) == [reader.main.target()]


async def test_keys_typed_at_once_go_into_the_editor_that_one_of_them_opens(start: Start) -> None:
    async with start() as reader:
        key = reader.main.target() or ""
        type_at_once(reader, "n", *"good", " ", *"one", "escape", "r")
        await reader.settle()
        assert reader.reading.state(key).note.strip() == "good one"
        assert reader.reading.state(key).status is Status.READ


async def test_a_paste_waits_for_the_editor_that_the_key_before_it_opens(start: Start) -> None:
    async with start() as reader:
        key = reader.main.target() or ""
        type_at_once(reader, "n")
        reader.app.post_message(events.Paste("two\nlines"))
        type_at_once(reader, "escape")
        await reader.settle()
        assert reader.reading.state(key).note.strip() == "two\nlines"


async def test_quitting_waits_for_no_key_before_it(start: Start) -> None:
    async with start() as reader:
        free = threading.Event()
        try:
            reader.main.work("wait", lambda: free.wait(20), lambda _: None)
            type_at_once(reader, "j", "a")
            await reader.pilot.pause()
            assert reader.main.paper_list.cursor == 0
            reader.app.post_message(events.Key("ctrl+q", None))
            await reader.pilot.pause()
            assert not reader.app.is_running or reader.app._exit
        finally:
            free.set()


async def test_keys_typed_at_once_choose_in_the_menus_that_they_open(start: Start) -> None:
    async with start() as reader:
        key = reader.main.target() or ""
        type_at_once(reader, "*", "4", "s", "t", "G", "k", "g", "a")
        await reader.settle()
        assert reader.reading.state(key).rating == 4
        assert reader.main.shelf.order == "title"
        assert list(reader.reading.queued()) == [reader.main.target()]
        assert reader.main.paper_list.cursor == 0


@pytest.mark.slow
async def test_a_command_that_does_not_write_leaves_the_journal_as_it_is(start: Start) -> None:
    async with start() as reader:
        for command in COMMANDS:
            leaves = command.group == "Links" or command.id in ("leave", "quit")  # the app
            if not (command.writes or leaves):
                reader.main.choose_view(0)
                await reader.settle()
                reader.main.run_command(command)
                await reader.settle()
                while reader.app.screen is not reader.main:
                    await reader.press("escape")
        assert not reader.reading.store.entries()


async def test_a_command_that_cannot_be_done_here_says_why(start: Start) -> None:
    async with start() as reader:
        await reader.press("}")
        assert reader.said == "Not in the queue"
        await reader.type("nothingmatchesthis")
        await reader.press("enter", "r")
        assert reader.said == "No paper here"
        assert reader.app.active_bindings["r"].enabled is False


async def test_the_palette_says_why_a_command_cannot_be_done(start: Start) -> None:
    async with start() as reader:
        await reader.press("colon", *"down")
        assert "Not in the queue" in reader.screen


async def test_undo_in_the_history_has_the_readers_own_key(start: Start) -> None:
    async with start(settings=Settings(fetch=OFFLINE.fetch, keys={"undo": ("Z",)})) as reader:
        await reader.press("a", "U")
        assert "Z undo" in reader.screen
        await reader.press("Z")
        assert not reader.reading.queued()


async def test_a_paper_that_was_clicked_stays_highlighted_in_another_order(start: Start) -> None:
    async with start() as reader:
        await reader.pilot.click("#papers", offset=(20, 5))
        await reader.settle()
        title = reader.title
        assert reader.titles.index(title) == 5
        await reader.press("S")
        assert reader.title == title


async def test_a_key_for_a_dialog_that_fails_to_open_goes_to_the_list(
    start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(key_gate, "_LOST_AFTER_SECONDS", 0.01)
    async with start() as reader:
        monkeypatch.setattr(Menu, "on_mount", lambda menu: 1 / 0)
        type_at_once(reader, "y", "j")
        while reader.main.paper_list.cursor != 1:
            await reader.pilot.pause()
        assert isinstance(reader.app.failures.all[0], ZeroDivisionError)
        reader.app.failures.all.clear()


@pytest.mark.slow
async def test_every_command_does_its_action_by_another_key(
    start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys = {command.id: (chr(ord("\u0430") + number),) for number, command in enumerate(COMMANDS)}
    done: list[str] = []

    async def noted(_: ReaderApp, action: object, *__: object, **___: object) -> bool:
        done.append(str(action))
        return True

    async with start(settings=replace(OFFLINE, keys=keys | {"quit": ("ctrl+q",)})) as reader:
        assert not reader.main.problems
        monkeypatch.setattr(ReaderApp, "run_action", noted)
        for command in COMMANDS:
            if command.id == "quit":
                continue
            if "screen" in command.nodes:
                reader.main.enter_list()
            else:
                reader.main.enter_paper()
            await reader.pilot.pause()
            done.clear()
            reader.app.post_message(events.Key(name_of(keys[command.id][0]), keys[command.id][0]))
            await reader.settle()
            assert [action.removeprefix("screen.") for action in done] == [command.action], command.id
        monkeypatch.undo()
