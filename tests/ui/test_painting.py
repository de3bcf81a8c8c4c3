"""What the terminal shows after any keys is what a terminal shows that was drawn anew."""

from __future__ import annotations

import asyncio
import random
from collections import Counter
from pathlib import Path
from typing import Any

import pyte
import pytest
from textual import events
from textual._compositor import Compositor
from textual.app import App
from textual.css.stylesheet import Stylesheet
from textual.dom import DOMNode
from textual.geometry import Region
from textual.screen import Screen
from textual.scrollbar import ScrollBarRender
from textual.widget import Widget

from readerapp.settings import Settings
from readerapp.ui import crash_guard
from readerapp.ui.app import ReaderApp
from readerapp.ui.terminal.changes import Changes
from readerapp.ui.widgets.frame import Frame
from readerapp.ui.widgets.line_view import thumb_start
from readerapp.ui.widgets.list_row import RowPainter
from readerapp.ui.widgets.paper_list import PaperList
from tests.ui.conftest import OFFLINE_FILE, Reader, Start

KEYS = (
    *["j", "k"] * 8,
    *("J", "ctrl+d", "ctrl+u", "g", "G", "l", "h", "tab", "enter", "z"),
    *("slash", "a", "t", "n", "space", "backspace", "ctrl+u", "e", "r", "m", "o", "d"),
    *("1", "2", "3", "x", "u", "v", "V", "s", "question_mark"),
)


class Shown:
    """A terminal that is sent every frame, reduced to what changed."""

    def __init__(self, app: ReaderApp, monkeypatch: pytest.MonkeyPatch) -> None:
        self.changes = Changes()
        self.size = (0, 0)

        def display(_: App[None], screen: Screen[Any], update: Any) -> None:
            if update is not None and app.screen is screen:
                self.write(update.render_segments(app.console))

        monkeypatch.setattr(ReaderApp, "_display", display)

    def write(self, output: str) -> None:
        """Draw a part of a frame."""
        self.stream.feed(self.changes.reduced(output))

    def begin(self, reader: Reader) -> None:
        """Empty the terminal, as for an app of this size."""
        self.screen = pyte.Screen(*reader.app.size)
        self.stream = pyte.Stream(self.screen)
        self.changes.forget(*reader.app.size)

    @property
    def cells(self) -> list[list[object]]:
        """What each cell shows, colours and all."""
        return [
            [self.screen.buffer[y][x] for x in range(self.screen.columns)] for y in range(self.screen.lines)
        ]


async def _anew(reader: Reader, shown: Shown) -> None:
    shown.begin(reader)
    for widget in reader.app.screen.walk_children(Widget, with_self=True):
        widget.refresh(layout=True)
    await reader.settle()


@pytest.mark.parametrize(
    ("seed", "size", "settings"),
    [
        (1, (120, 40), ""),
        (2, (100, 30), ""),
        (3, (60, 20), ""),
        (4, (200, 50), 'theme = "readerapp-light"'),
        (5, (90, 16), "ascii = true"),
    ],
)
@pytest.mark.slow
async def test_after_any_keys_the_terminal_shows_what_a_new_one_would(
    start: Start, home: Path, monkeypatch: pytest.MonkeyPatch, seed: int, size: tuple[int, int], settings: str
) -> None:
    chance = random.Random(seed)
    home.mkdir()
    # A key that saves a view writes the file, and the app tells of what else it finds there.
    (home / "config.toml").write_text(f"{settings}\n{OFFLINE_FILE}", "utf-8")
    async with start(size=size, settings=Settings.load(home / "config.toml")) as reader:
        shown = Shown(reader.app, monkeypatch)
        await _anew(reader, shown)
        pressed: list[str] = []
        for _ in range(25):
            keys = ["escape", "escape"] * chance.choice((0, 1)) + chance.choices(KEYS, k=4)
            pressed += keys
            for key in keys:  # all at once, as from fast fingers
                reader.app.post_message(events.Key(key, key if len(key) == 1 else None))
            await reader.settle()
            before = shown.cells
            await _anew(reader, shown)
            after = shown.cells
            differing = [y for y, (old, new) in enumerate(zip(before, after, strict=True)) if old != new]
            assert not differing, (pressed, [reader.lines[y] for y in differing])


async def test_neither_another_paper_nor_another_list_needs_a_layout(start: Start) -> None:
    async with start(size=(120, 40)) as reader:
        layouts: list[object] = []
        reader.main.screen_layout_refresh_signal.subscribe(reader.main, layouts.append)
        await reader.press(*["j"] * 8)
        assert (reader.main.paper_list.cursor, layouts) == (8, [])
        await reader.press("slash")
        layouts.clear()
        for letter in "learn":
            await reader.press(letter)
        assert (reader.main.question.typed, layouts) == ("learn", [])


async def test_a_paper_opened_and_scrolled_at_once_is_the_one_moved_to(start: Start) -> None:
    async with start(size=(100, 16)) as reader:
        main = reader.main
        main.action_down()
        main.action_down()
        main.action_into()  # before the list was painted, which the paper otherwise waits for
        shown = main.paper_view.shown
        assert shown and shown.paper.key == main.target()
        await reader.press("j")
        assert main.paper_view.shown == shown
        assert (reader.main.paper_list.cursor, reader.main.paper_view.top) == (2, 1)


async def test_keys_that_wait_come_before_the_paper_and_it_follows_the_last(
    start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with start(size=(120, 40)) as reader:
        shown: list[object] = []
        real = reader.main.show_paper

        def show() -> None:
            shown.append(reader.main.target())
            real()

        monkeypatch.setattr(reader.main, "show_paper", show)
        for _ in range(10):
            reader.app.post_message(events.Key("j", "j"))
        await reader.settle()
        assert reader.main.paper_list.cursor == 10
        assert len(shown) < 5
        now = reader.main.paper_view.shown
        assert now and now.paper.key == shown[-1] == reader.main.target()


@pytest.mark.parametrize("size", [(120, 40), (60, 20)])
async def test_at_the_start_every_widget_is_styled_once(
    start: Start, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int]
) -> None:
    styled: Counter[DOMNode] = Counter()
    apply = Stylesheet.apply

    def counted(sheet: Stylesheet, node: DOMNode, **options: Any) -> None:
        styled[node] += 1
        apply(sheet, node, **options)

    monkeypatch.setattr(Stylesheet, "apply", counted)
    async with start(size=size) as reader:
        for node in (
            reader.main,
            *map(reader.main.query_one, ("#panes", "#papers", "#paper")),
        ):
            assert styled[node] == 1, node


async def test_a_problem_that_comes_up_styles_no_part_of_the_screen_but_its_line(
    start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with start() as reader:
        styled: list[DOMNode] = []
        apply = Stylesheet.apply

        def noted(sheet: Stylesheet, node: DOMNode, **options: Any) -> None:
            styled.append(node)
            apply(sheet, node, **options)

        monkeypatch.setattr(Stylesheet, "apply", noted)
        reader.main.problems = ("papers.jsonl was changed by another program",)
        reader.main.show_trouble()
        await reader.settle()
        assert "! papers.jsonl was changed" in reader.screen
        assert styled == [reader.main.trouble]
        await reader.press("escape")
        assert "! papers.jsonl was changed" not in reader.screen


@pytest.mark.parametrize("size", [(120, 40), (120, 6), (120, 5), (60, 20)])
async def test_a_container_whose_lines_are_drawn_once_looks_as_if_each_were(
    start: Start, size: tuple[int, int]
) -> None:
    async with start(size=size) as reader:
        for frame in map(reader.main.query_one, ("#panes", "#paper")):
            assert isinstance(frame, Frame)
            width, height = frame.outer_size
            for y in range(height):
                for until in range(y + 1, height + 1):
                    crop = Region(0, y, width, until - y)
                    assert frame.render_lines(crop) == frame._styles_cache.render_widget(frame, crop)


@pytest.mark.parametrize(("lines", "window"), [(88, 35), (5_000, 35), (50_000, 12), (36, 35)])
def test_a_scrollbar_looks_the_same_while_its_thumb_stays(lines: int, window: int) -> None:
    looks: dict[int, list[tuple[str, str]]] = {}
    for position in range(lines - window + 1):
        bar = ScrollBarRender.render_bar(window, lines, window, position).segments
        look = [(segment.text, str(segment.style)) for segment in bar]
        assert looks.setdefault(thumb_start(window, lines, window, position), look) == look
    assert len(set(map(tuple, looks.values()))) == len(looks)


async def test_rows_on_the_screen_are_not_drawn_again_to_scroll_by_one(
    start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with start(size=(120, 40)) as reader:
        await reader.press(*["j"] * 40)
        drawn: list[object] = []
        real = RowPainter.row

        def row(self: RowPainter, *given: Any) -> Any:
            drawn.append(given[0].paper.key)
            return real(self, *given)

        monkeypatch.setattr(RowPainter, "row", row)
        await reader.press("j")
        assert 1 <= len(drawn) <= 3  # the one left, the one reached, the one scrolled to


async def test_only_rows_that_look_different_are_drawn_again_after_a_change(
    start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with start(size=(120, 40)) as reader:
        await reader.press("a", "j", "a", "j")  # the first change writes the seeds to a file
        drawn: list[str] = []
        real = RowPainter.row

        def row(self: RowPainter, *given: Any) -> Any:
            drawn.append(given[0].paper.key)
            return real(self, *given)

        monkeypatch.setattr(RowPainter, "row", row)
        changed = reader.main.target()
        await reader.press("r")
        assert set(drawn) == {changed}
        drawn.clear()
        reader.app.theme = "readerapp-light"
        await reader.press("k")
        assert len(drawn) > 30


def counted(monkeypatch: pytest.MonkeyPatch, owner: type, name: str) -> list[object]:
    """The objects whose method is called from now on."""
    calls: list[object] = []
    method = getattr(owner, name)

    def watched(self: object, *arguments: Any, **options: Any) -> Any:
        calls.append(self)
        return method(self, *arguments, **options)

    monkeypatch.setattr(owner, name, watched)
    return calls


@pytest.mark.parametrize("key", ["question_mark", "U", "f", "s", "t", "n", "A"])
async def test_a_dialog_opens_without_a_layout_of_the_list_behind_it(
    start: Start, monkeypatch: pytest.MonkeyPatch, key: str
) -> None:
    async with start() as reader:
        await reader.press("j")
        layouts = counted(monkeypatch, Compositor, "reflow")
        paints = counted(monkeypatch, Compositor, "render_full_update")
        await reader.press(key)
        opened = reader.app.screen._compositor
        assert opened is not reader.main._compositor
        assert set(layouts) == {opened}
        assert set(paints) == {opened}


async def test_a_dialog_takes_a_picture_of_the_list_behind_it(
    start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with start() as reader:
        await reader.settle()
        await reader.press("question_mark")
        await reader.settle()
        drawn = counted(monkeypatch, PaperList, "render_line")
        await reader.press("g", "r", "a")
        assert not drawn
        assert reader.main.shelf.rows
        await reader.press("escape")
        assert drawn


async def test_what_changes_behind_a_screen_that_covers_it_draws_nothing(
    start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with start() as reader:
        await reader.press("r", "T")
        await reader.settle()
        await reader.press("r")
        await reader.settle()
        whole = counted(monkeypatch, Compositor, "render_full_update")
        paints = counted(monkeypatch, Compositor, "render_update")
        reader.main.view_bar.counts = {"All": 1}
        await reader.settle()
        assert not paints
        await reader.press("r")
        await reader.settle()
        assert paints and not whole


async def test_what_changes_behind_a_dialog_is_drawn_once(
    start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with start() as reader:
        await reader.press("question_mark")
        await reader.settle()
        paints = counted(monkeypatch, Compositor, "render_update")
        reader.main.view_bar.counts = {"All": 1}
        while not paints:
            await reader.pilot.pause(0.01)
        await reader.settle()
        assert not reader.main._repaint_required


async def test_a_layout_and_its_paint_are_two_calls(start: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    async with start() as reader:
        await reader.press("j")
        paints = counted(monkeypatch, Compositor, "render_update")
        reader.main.refresh(layout=True)
        reader.main._on_timer_update()
        assert not paints, "keys are taken in between"
        await reader.settle()
        assert paints


async def test_keys_are_taken_between_the_row_and_the_paper(
    start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with start() as reader:
        await reader.press("j")
        shown: list[str] = []

        def paint() -> bool:
            shown.append("row")
            return True

        monkeypatch.setattr(reader.main, "paint", paint)
        monkeypatch.setattr(reader.main, "show_paper", lambda: shown.append("paper"))
        reader.main._follow()
        assert shown == ["row"]
        await reader.settle()
        assert shown[:2] == ["row", "paper"]


async def test_keys_are_taken_between_two_long_messages(
    start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with start() as reader:
        seen: list[str] = []
        monkeypatch.setattr(crash_guard, "_LONG_SECONDS", -1.0)

        def first() -> None:
            seen.append("first")
            asyncio.get_running_loop().call_soon(seen.append, "key")

        reader.main.call_later(first)
        reader.main.call_later(seen.append, "second")
        await reader.settle()
        assert seen == ["first", "key", "second"]
