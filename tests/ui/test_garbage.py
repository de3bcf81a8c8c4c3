"""No key waits for a look at all objects."""

import asyncio
import subprocess
import sys

import pytest
from textual.widget import Widget

from readerapp.ui import garbage
from readerapp.ui.key_gate import KeyGate
from tests.ui.conftest import Start


async def test_garbage_is_looked_for_only_while_the_reader_pauses_in_the_list(
    start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[bool] = []
    monkeypatch.setattr(garbage, "is_due", lambda generation: generation == garbage.ALL)
    monkeypatch.setattr(garbage, "collect", lambda _: looked.append(True))
    async with start() as reader:
        await reader.press("j")
        reader.main.poll()
        await reader.settle()
        assert not looked
        monkeypatch.setattr(KeyGate, "idle_seconds", 10.0)
        await reader.press("question_mark")
        reader.main.poll()
        await reader.settle()
        assert not looked
        await reader.press("escape")
        reader.main.poll()
        await reader.settle()
        assert looked


def test_no_thread_looks_at_all_objects_by_itself() -> None:
    told = (
        "import gc; from readerapp.ui import garbage; garbage.keep_what_is_there();"
        "seen = []; gc.callbacks.append(lambda phase, info: seen.append(info['generation']));"
        "kept = [[n] for n in range(3_000_000)]; assert max(seen) == 1; assert garbage.is_due(2);"
        "garbage.collect(2); assert not garbage.is_due(2); assert gc.get_freeze_count() > 3_000_000"
    )
    subprocess.run([sys.executable, "-c", told], check=True)


def test_young_objects_are_looked_at_once_the_keys_rest() -> None:
    told = (
        "import gc; from readerapp.ui import garbage; garbage.keep_what_is_there();"
        "seen = []; gc.callbacks.append(lambda phase, info: seen.append(info['generation']));"
        "kept = [[n] for n in range(15_000)]; assert not seen; garbage.tidy(); assert seen == [0, 0];"
        "garbage.tidy(); assert seen == [0, 0]; kept = [[n] for n in range(15_000)]; garbage.keep_more();"
        "garbage.tidy(); assert seen == [0, 0]"
    )
    subprocess.run([sys.executable, "-c", told], check=True)


async def test_garbage_is_looked_for_after_the_last_key_only(
    start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[object] = []
    async with start() as reader:
        for key in "jjj":
            await reader.press(key)
            asked.append(reader.app._tidying)
    *before, last = asked
    assert all(isinstance(timer, asyncio.TimerHandle) and timer.cancelled() for timer in before)
    assert isinstance(last, asyncio.TimerHandle)


async def test_a_closed_dialog_leaves_none_of_the_lines_it_drew(start: Start) -> None:
    async with start() as reader:
        await reader.press("question_mark")
        widgets = list(reader.app.screen.walk_children(Widget, with_self=True))
        assert any(widget._styles_cache._cache for widget in widgets)
        await reader.press("escape")
        assert not any(widget._styles_cache._cache for widget in widgets)
