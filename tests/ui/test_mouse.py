"""The mouse does what keys do: it opens, scrolls, marks, reorders, divides, selects and copies."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from textual import events
from textual.geometry import Offset

from readerapp.domain.state import Status
from tests.ui.conftest import Reader, Start


async def drag(reader: Reader, *places: tuple[int, int]) -> None:
    """Press the button on the first cell, move over the others, let it go on the last."""

    def event(kind: type[events.MouseEvent], at: tuple[int, int], button: int) -> events.MouseEvent:
        x, y = at
        return kind(None, x, y, 0, 0, button, False, False, False, screen_x=x, screen_y=y)

    for kind, at in _steps(places):
        reader.app.mouse_position = Offset(*at)
        reader.app.screen._forward_event(event(kind, at, 1))
        await reader.pilot.pause()
    await reader.settle()


def _steps(places: tuple[tuple[int, int], ...]) -> Iterator[tuple[type[events.MouseEvent], tuple[int, int]]]:
    yield events.MouseDown, places[0]
    for place in places[1:]:
        yield events.MouseMove, place
    yield events.MouseUp, places[-1]


def place_of(reader: Reader, text: str) -> tuple[int, int]:
    """Where a text stands on the screen."""
    y = next(y for y, line in enumerate(reader.lines) if text in line)
    return reader.lines[y].index(text), y


async def test_a_click_highlights_and_a_double_click_opens(start: Start) -> None:
    async with start() as reader:
        await reader.pilot.click("#papers", offset=(20, 4))
        await reader.settle()
        assert reader.main.paper_list.cursor == 4
        assert reader.main.paper_list.has_focus
        await reader.pilot.double_click("#papers", offset=(20, 4))
        await reader.settle()
        assert reader.main.paper_view.has_focus


@pytest.mark.parametrize(
    ("column", "what"), [(2, "status"), (4, "note"), (6, "queue"), (8, "code"), (12, "title")]
)
async def test_a_click_on_a_mark_does_what_it_stands_for(start: Start, column: int, what: str) -> None:
    async with start() as reader:
        await reader.pilot.click("#papers", offset=(column, 1))
        await reader.settle()
        state = reader.reading.state(reader.main.target() or "")
        assert reader.main.paper_list.cursor == 1
        assert (state.status is Status.READ) == (what == "status")
        assert state.is_queued == (what == "queue")
        assert bool(reader.app.screen.query("#note-text")) == (what == "note")
        assert ("No repository" in reader.said) == (what == "code")


async def test_a_click_on_a_key_in_the_footer_presses_it(start: Start) -> None:
    async with start() as reader:
        await reader.press("r")
        await reader.pilot.click(offset=place_of(reader, "a queue"))
        await reader.settle()
        assert len(reader.reading.queued()) == 1
        await reader.pilot.click(offset=place_of(reader, "? help"))
        await reader.settle()
        assert len(reader.app.screen_stack) == 2


async def test_a_click_on_the_order_offers_others_and_one_on_a_view_shows_it(start: Start) -> None:
    async with start() as reader:
        await reader.pilot.click(offset=place_of(reader, "by listed"))
        await reader.settle()
        assert reader.app.screen.query("#menu")
        await reader.press("escape")
        await reader.pilot.click(offset=place_of(reader, "Queue 0"))
        await reader.settle()
        assert reader.main.question.view.name == "Queue"


async def test_a_right_click_shows_what_can_be_copied(start: Start) -> None:
    async with start() as reader:
        await reader.pilot.click("#papers", offset=(20, 3), button=3)
        await reader.settle()
        assert reader.main.paper_list.cursor == 3
        assert reader.app.screen.query("#menu")


async def test_the_wheel_scrolls_what_is_under_the_pointer(start: Start) -> None:
    async with start(size=(120, 14)) as reader:
        papers, text = reader.main.paper_list, reader.main.paper_view.text
        for widget, other in ((papers, text), (text, papers)):
            before = other.scroll_y
            x, y = widget.region.x + 5, widget.region.y + 3
            wheel = events.MouseScrollDown(None, x, y, 0, 1, 0, False, False, False, screen_x=x, screen_y=y)
            reader.app.screen._forward_event(wheel)
            await reader.settle()
            assert widget.scroll_y > 0
            assert other.scroll_y == before
        assert papers.cursor == 0


async def test_a_row_dragged_in_the_queue_moves_there_in_one_undo_step(start: Start) -> None:
    async with start() as reader:
        await reader.press("space", "space", "space", "space", "a", "3")
        queued = list(reader.reading.queued())
        x, y = 20, reader.main.paper_list.region.y
        await drag(reader, (x, y), (x, y + 1), (x, y + 2))
        assert list(reader.reading.queued()) == [queued[1], queued[2], queued[0], queued[3]]
        assert reader.main.target() == queued[0]
        assert "to place 3 in the queue" in reader.said
        await reader.press("u")
        assert list(reader.reading.queued()) == queued
        await drag(reader, (x, y + 3), (x, y - 3))
        assert list(reader.reading.queued()) == [queued[3], *queued[:3]]
        assert reader.app.mouse_captured is None


async def test_rows_of_other_lists_are_not_dragged(start: Start) -> None:
    async with start() as reader:
        await reader.press("space", "space", "space", "a")
        queued = list(reader.reading.queued())
        y = reader.main.paper_list.region.y
        await drag(reader, (20, y), (20, y + 2))
        assert list(reader.reading.queued()) == queued


async def test_the_divider_is_dragged_and_stays_where_it_was_left(start: Start) -> None:
    async with start(fresh=False) as reader:
        x = reader.main.paper_view.region.x
        await drag(reader, (x, 9), (x - 10, 9), (x - 20, 9))
        assert abs(reader.main.paper_view.region.x - (x - 20)) <= 1
        assert all(line[reader.main.paper_view.region.x] == "│" for line in reader.lines[4:20])
        await reader.press("enter", "enter")
        assert reader.main.paper_view.region.width == 120
        await reader.press("escape", "escape")
        left = reader.main.paper_view.region.x
    async with start(fresh=False) as reader:
        assert reader.main.paper_view.region.x == left
        await reader.press("3")
        assert reader.main.has_class("-empty")
        await reader.press("1")
        await reader.pilot.resize_terminal(60, 20)
        await reader.settle()
        assert reader.main.paper_list.region.width == 60
        await reader.press("enter")
        assert reader.main.paper_view.region.width == 60


async def test_the_divider_leaves_both_panes_some_room_and_moves_by_command(start: Start) -> None:
    async with start() as reader:
        x = reader.main.paper_view.region.x
        await drag(reader, (x, 9), (0, 9))
        assert reader.main.paper_list.region.width >= 20
        await drag(reader, (reader.main.paper_view.region.x, 9), (119, 9))
        assert reader.main.paper_view.region.width >= 20
        before = reader.main.paper_view.region.width
        reader.main.pointer.run("wider-paper")
        await reader.settle()
        assert reader.main.paper_view.region.width > before
        reader.main.pointer.run("wider-list")
        await reader.settle()
        assert reader.main.paper_view.region.width == before


async def test_text_dragged_over_in_the_paper_is_copied_without_list_or_border(start: Start) -> None:
    async with start() as reader:
        left, top = place_of(reader, "Pre-routing timing")
        await drag(reader, (left, top), (left + 10, top + 1), (left + 6, top + 2))
        assert "selected" in reader.said
        assert "ctrl+c copies" in reader.main.status.hint
        await reader.press("ctrl+c")
        assert reader.copied
        copied = reader.copied[-1]
        assert copied.startswith("Pre-routing timing prediction has been recently studied")
        assert "│" not in copied and "Oct 9" not in copied
        paper = reader.main.paper_view.shown
        assert paper is not None and copied in paper.paper.abstract
        await reader.press("h", "j")
        assert not reader.main.selections


async def test_text_dragged_over_from_paper_to_list_is_the_papers_alone(start: Start) -> None:
    async with start() as reader:
        left, top = place_of(reader, "Pre-routing timing")
        await drag(reader, (left + 4, top + 3), (left - 4, top + 1), (20, top))
        await reader.press("ctrl+c")
        assert reader.titles[1][:20] in reader.screen
        assert not reader.copied or reader.titles[1][:20] not in reader.copied[-1]


async def test_a_click_on_a_link_opens_it(start: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr("readerapp.ui.commands.desktop.open_url", lambda _, url: opened.append(url))
    async with start(size=(120, 40)) as reader:
        x, y = place_of(reader, "1 repo  github.com")
        await reader.pilot.click(offset=(x + 12, y))
        await reader.settle()
        assert opened == ["https://github.com/Thinklab-SJTU/EDA-AI"]


async def test_a_click_on_a_key_at_the_foot_of_a_dialog_presses_it(start: Start) -> None:
    async with start() as reader:
        for keys, foot, name in ((["f"], "esc back", "esc"), (["n"], "ctrl+g cancel", "ctrl+g")):
            await reader.press(*keys)
            x, y = place_of(reader, foot)
            await reader.pilot.click(offset=(x + len(name) // 2, y))
            await reader.settle()
            assert len(reader.app.screen_stack) == 1
