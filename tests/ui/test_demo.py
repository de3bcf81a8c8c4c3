"""The demo: it tells what to try next, notices that it was done, and touches nothing outside."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets import Static

from readerapp.home import Home
from readerapp.ui import demo
from readerapp.ui import start as starting
from readerapp.ui.demo import STEPS, DemoApp, DemoMain
from tests.ui.conftest import Reader, Start


def told(reader: Reader) -> str:
    assert isinstance(reader.main, DemoMain)
    reader.main.look()
    return str(reader.main.query_one("#tour", Static).content)


WALK: tuple[tuple[tuple[str, ...], str], ...] = (
    (("slash", *"curiculum", "space", *"lerning", "enter"), "Press /, type curiculum"),
    (("f", *"code", "enter"), "only papers with code"),
    (("a", "j", "a"), "Press a on two"),
    (("3", "left_curly_bracket"), "Press 3 for the queue"),
    (("n", *"fine", "escape"), "Press n, write"),
    (("t", *"rl", "enter"), "Press t, type"),
    (("c",), "Press c:"),
    (("u",), "Press u:"),
    (("slash", *"icl", "enter", "V", *"icl", "enter"), "press V:"),
    (("colon", *"theme", "enter", "down", "enter"), "type theme"),
    (("comma", *"keymap", "enter", "down", "enter"), "type keymap"),
    (("escape", "1", "T"), "Press T:"),
)
"""Keys of each step, and what the line says before them."""


@pytest.mark.slow
async def test_the_demo_notices_each_of_its_steps_and_tells_the_next(start: Start) -> None:
    async with start(app_type=DemoApp) as reader:
        for number, (keys, said) in enumerate(WALK):
            assert f" {number} of {len(STEPS)} " in told(reader)
            assert said in told(reader)
            await reader.press(*keys)
        assert "That was a day" in told(reader)
        assert not reader.copied


async def test_steps_may_be_done_in_any_order(start: Start) -> None:
    async with start(app_type=DemoApp) as reader:
        await reader.press("n", *"fine", "escape")
        assert f" 1 of {len(STEPS)} " in told(reader)
        assert "curiculum" in told(reader)


@pytest.mark.parametrize("keys", [("c",), ("y", "t"), ("o",), ("O",)])
async def test_the_demo_leaves_clipboard_and_browser_alone(
    start: Start, monkeypatch: pytest.MonkeyPatch, keys: tuple[str, ...]
) -> None:
    def touches(*_: object, **__: object) -> None:
        raise AssertionError

    monkeypatch.setattr("readerapp.actions.desktop.clipboard.copy", touches)
    monkeypatch.setattr("readerapp.actions.desktop.browser.open_link", touches)
    async with start(app_type=DemoApp) as reader:
        await reader.press(*keys)
        assert "demo" in reader.said or "No " in reader.said
        assert not reader.copied


async def test_the_demo_exports_nothing(start: Start) -> None:
    async with start(app_type=DemoApp) as reader:
        await reader.press("colon", *"export", "enter")
        assert reader.said == "The demo writes no files of yours"


def test_the_demos_home_is_a_scratch_one_and_gone_at_the_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("READERAPP_HOME", str(own := tmp_path / "own"))
    homes: list[Home] = []

    def run(home: Home, **_: object) -> int:
        homes.append(home)
        assert home.settings.exists()
        return 0

    monkeypatch.setattr(starting, "run", run)
    assert demo.run() == 0
    assert not own.exists()
    assert not homes[0].settings.parent.exists()
