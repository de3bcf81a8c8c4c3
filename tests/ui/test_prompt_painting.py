"""A key is drawn at once, in few frames, and only the lines that it changed."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from rich.segment import Segment
from textual.app import App
from textual.geometry import Region
from textual.screen import Screen
from textual.visual import Visual
from textual.widget import Widget

from readerapp.ui import key_gate
from readerapp.ui.app import ReaderApp
from readerapp.ui.widgets.line_view import LineView, SteadyScrollBar
from readerapp.ui.widgets.list_row import RowPainter
from tests.ui.conftest import Reader, Start


def _frames(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> list[tuple[int, str | None]]:
    """Return a list that is told the row and the paper of each frame drawn from now on."""
    frames: list[tuple[int, str | None]] = []

    def display(_: App[None], screen: Screen[Any], update: object) -> None:
        if update is not None:
            shown = reader.main.paper_view.shown
            frames.append((reader.main.paper_list.cursor, shown.paper.key if shown else None))

    monkeypatch.setattr(ReaderApp, "_display", display)
    return frames


async def _slow_down(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a second pass between keys."""
    clock = iter(range(1_000_000_000))
    monkeypatch.setattr(key_gate, "monotonic", lambda: next(clock))
    await reader.press("k", "j")


async def test_a_move_is_drawn_as_row_and_paper_without_waiting_for_the_next_frame(
    start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with start(size=(120, 40)) as reader:
        await reader.press("j")
        await _slow_down(reader, monkeypatch)
        frames = _frames(reader, monkeypatch)
        monkeypatch.setattr(Screen, "_on_timer_update", lambda self: None)
        before = reader.main.target()
        await reader.pilot.press("j")
        await reader.pilot.pause()
        assert frames == [(2, before), (2, reader.main.target())]


async def test_a_key_held_down_makes_a_frame_a_key_with_row_and_paper(
    start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with start(size=(120, 40)) as reader:
        await reader.press("j")
        monkeypatch.setattr(key_gate, "monotonic", lambda: 0.0)
        await reader.press("j")
        frames = _frames(reader, monkeypatch)
        papers = []
        for _ in range(40):  # further than the list shows at once
            await reader.press("j")
            papers.append(reader.main.target())
        assert frames == list(zip(range(3, 43), papers, strict=True))


async def test_a_move_asks_widgets_only_for_the_lines_it_changes(
    start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with start(size=(120, 40)) as reader:
        await reader.press("j")
        await _slow_down(reader, monkeypatch)
        asked: list[tuple[Widget, Region]] = []
        real = LineView.render_lines

        def lines(self: LineView, crop: Region) -> Any:
            asked.append((self, crop))
            return real(self, crop)

        monkeypatch.setattr(LineView, "render_lines", lines)
        await reader.press("j")
        assert [(crop.y, crop.height) for widget, crop in asked if widget is reader.main.paper_list] == [
            (1, 2)
        ]


@pytest.mark.parametrize("key", ["j", "ctrl+d", "G"])
async def test_the_row_moved_to_comes_first_in_a_frame_that_scrolls_the_list(
    start: Start, monkeypatch: pytest.MonkeyPatch, key: str
) -> None:
    async with start(size=(120, 40)) as reader:
        await reader.press(*["j"] * 40)
        written: list[str] = []

        def display(app: App[None], screen: Screen[Any], update: Any) -> None:
            if update is not None:
                written.append(update.render_segments(app.console))

        monkeypatch.setattr(ReaderApp, "_display", display)
        await reader.press(key)
        before, _, after = written[0].partition(reader.main.glyphs.cursor)
        lines = re.compile(r"\x1b\[(\d+);\d+H")
        assert len(set(lines.findall(before))) <= 2  # at most the row that was left before it
        assert len(set(lines.findall(after))) > 30


async def test_words_that_come_and_go_beside_the_search_box_move_nothing(start: Start) -> None:
    async with start(size=(120, 40)) as reader:
        bar = reader.main.search_bar
        await reader.type("learn")
        shelf, question = reader.main.shelf, reader.main.question
        bar.answered(question, replace(shelf, partial=True))
        await reader.settle()
        region = bar.box.region
        assert "no exact match" in reader.screen
        bar.answered(question, shelf)
        await reader.settle()
        assert f"{len(shelf.rows)} of 88" in reader.screen
        assert bar.box.region == region
        await reader.press("escape", "escape")
        assert bar.box.region.width > region.width


async def test_what_the_next_move_draws_is_ready_before_it(
    start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with start(size=(120, 40)) as reader:
        await reader.press("j")
        made: list[str] = []
        for kind, name in ((RowPainter, "row"), (Visual, "to_strips"), (Segment, "divide")):
            real = getattr(kind, name)

            def noted(*given: Any, name: str = name, real: Callable[..., Any] = real, **named: Any) -> Any:
                made.append(name)
                return real(*given, **named)

            monkeypatch.setattr(kind, name, noted)
        monkeypatch.setattr(reader.main, "_prepare", lambda: None)
        await reader.press("j")
        of_lines = [name for name in made if name != "divide"]
        assert (reader.main.paper_list.cursor, of_lines) == (2, [])
        assert len(made) < 10  # containers and scrollbar, but not one for each line of the paper


@pytest.mark.parametrize("size", [(120, 40), (120, 9), (60, 20)])
async def test_a_scrollbar_drawn_in_few_strips_looks_as_if_each_line_were_drawn(
    start: Start, size: tuple[int, int]
) -> None:
    async with start(size=size) as reader:
        for _ in range(12):
            bar = reader.main.paper_list.vertical_scrollbar
            assert isinstance(bar, SteadyScrollBar)
            for y, until in ((0, bar.size.height), (1, 3)):
                crop = Region(0, y, 1, until - y)
                drawn = [[*strip] for strip in bar.render_lines(crop)]
                bar._styles_cache.clear()
                assert drawn == [[*strip] for strip in bar._styles_cache.render_widget(bar, crop)]
            await reader.press("ctrl+d")
