"""Wide, narrow, small; help, palette, themes."""

from __future__ import annotations

import pytest
from textual import events

from readerapp.settings import Settings
from tests.ui.conftest import Start


async def test_wide_shows_list_and_paper_side_by_side(start: Start) -> None:
    async with start(size=(100, 30)) as reader:
        assert "│" in reader.lines[5]
        assert "Oct 9" in reader.lines[5]


@pytest.mark.parametrize("size", [(120, 32), (60, 20)])
async def test_the_top_line_says_what_to_type_there_and_shows_it(start: Start, size: tuple[int, int]) -> None:
    async with start(size=size) as reader:
        assert "/ to search" in reader.lines[0]
        await reader.press("slash", *"graph")
        assert "graph" in reader.lines[0]


async def test_narrow_shows_one_pane_and_enter_opens_the_paper_over_the_list(start: Start) -> None:
    async with start(size=(60, 20)) as reader:
        assert not reader.main.paper_view.display
        await reader.press("enter")
        assert reader.main.paper_view.display
        assert not reader.main.paper_list.display
        await reader.press("escape")
        assert reader.main.paper_list.display


async def test_below_70_columns_dates_go_and_below_50_the_marks_join(start: Start) -> None:
    async with start(size=(69, 20)) as reader:
        assert "Oct 9" not in reader.screen
    async with start(size=(49, 12)) as reader:
        await reader.press("a", "k")
        assert reader.lines[3].startswith("▌ 1 PreRoutGNN")


async def test_each_key_scrolls_a_line_though_several_come_before_a_paint(start: Start) -> None:
    async with start(size=(100, 16)) as reader:
        await reader.press("l")
        for _ in range(4):
            reader.app.post_message(events.Key("j", None))
        await reader.settle()
        assert reader.app.screen.query_one("#paper-text").scroll_y == 4


async def test_the_paper_scrolls_by_itself_and_keeps_its_place(start: Start) -> None:
    async with start(size=(100, 16)) as reader:
        await reader.press("l", "j", "j", "j")
        assert reader.main.paper_view.top == 3
        assert reader.main.paper_list.cursor == 0
        await reader.press("h", "j", "k")
        assert reader.main.paper_view.top == 3


async def test_z_hides_and_shows_the_paper(start: Start) -> None:
    async with start() as reader:
        await reader.press("z")
        assert not reader.main.paper_view.display
        await reader.press("z")
        assert reader.main.paper_view.display


async def test_the_highlight_stays_in_sight_when_the_terminal_shrinks(start: Start) -> None:
    async with start(size=(120, 40)) as reader:
        await reader.press(*["j"] * 20)
        await reader.pilot.resize_terminal(60, 12)
        await reader.settle()
        assert any(line.startswith("▌") for line in reader.lines)


async def test_help_is_searchable(start: Start) -> None:
    async with start() as reader:
        await reader.press("?", *"archive")
        assert "Archive, or unarchive" in reader.screen
        assert "Half a page down" not in reader.screen
        await reader.press("escape")
        assert reader.main.paper_list.has_focus


async def test_the_palette_does_commands_by_name(start: Start) -> None:
    async with start() as reader:
        await reader.press(":", *"Archive", "enter")
        assert reader.main.list_row(0).state.status == "archived"


async def test_remapped_keys_work_and_show(start: Start) -> None:
    async with start(settings=Settings(keys={"queue": ("w",)})) as reader:
        assert "w queue" in reader.lines[-1]
        await reader.press("a")
        assert not reader.reading.queued()
        await reader.press("w")
        assert len(reader.reading.queued()) == 1


async def test_a_problem_in_the_settings_stays_until_it_is_read(start: Start) -> None:
    async with start(settings=Settings(keys={"fly": ("w",)})) as reader:
        assert await reader.shows("no command 'fly'")
        await reader.press("j")
        assert "no command 'fly'" in reader.screen
        await reader.press("escape")
        assert "no command 'fly'" not in reader.screen
