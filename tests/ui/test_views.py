"""Views and filters: going to them, narrowing by them."""

from __future__ import annotations

from pathlib import Path

import pytest

from readerapp.settings import SavedView, Settings
from tests.ui.conftest import Start


async def test_f_goes_to_a_view_by_its_digit_or_by_its_name(start: Start) -> None:
    async with start() as reader:
        await reader.press("f", "5")
        assert (reader.main.question.view.name, len(reader.titles)) == ("With code", 23)
        await reader.press("f", *"unr", "enter")
        assert reader.main.question.view.name == "Unread"


async def test_f_narrows_the_search_by_a_filter_and_takes_it_out_again(start: Start) -> None:
    async with start() as reader:
        await reader.type("learning")
        whole = len(reader.titles)
        await reader.press("enter", "f", *"has:repo", "down", "enter")
        assert reader.main.search_bar.box.value == "learning has:repo"
        assert 0 < len(reader.titles) < whole
        await reader.press("f", *"has:repo", "down", "enter")
        assert (reader.main.search_bar.box.value, len(reader.titles)) == ("learning", whole)


async def test_a_filter_stays_in_the_view_and_a_view_chosen_by_f_clears_the_search(
    start: Start, dated: Path
) -> None:
    async with start() as reader:
        await reader.press("2", "f", *"november", "enter")
        assert reader.main.question.view.name == "Unread"
        assert reader.main.search_bar.box.value == "listed:2026-11"
        assert reader.titles == ["Paper 2026-11-19", "Paper 2026-11-02"]
        await reader.press("f", "1")
        assert (reader.main.question.view.name, reader.main.search_bar.box.value) == ("All", "")
        assert len(reader.titles) == 4


async def test_f_offers_tags_and_how_many_papers_each_leaves(start: Start) -> None:
    async with start() as reader:
        keys = [reader.reading.library.key(row) for row in reader.main.shelf.rows]
        reader.reading.tag(keys[:3], ["robots"])
        await reader.press("f", *"robots")
        row = next(line for line in reader.lines if 'tag:"robots"' in line)
        assert " 3 " in row
        await reader.press("enter")
        assert {reader.reading.library.key(row) for row in reader.main.shelf.rows} == set(keys[:3])


async def test_esc_leaves_f_without_a_change_and_later_counts_do_no_harm(start: Start) -> None:
    async with start() as reader:
        await reader.pilot.press("f", "escape")
        await reader.settle()
        assert len(reader.titles) == 88
        assert len(reader.app.screen_stack) == 1


async def test_a_digit_of_ones_own_goes_to_that_view_and_the_next_free_ones_to_the_others(
    start: Start,
) -> None:
    views = (SavedView("First", "graph"), SavedView("Third", "curriculum", "3"), SavedView("Last", "model"))
    async with start(settings=Settings(views=views)) as reader:
        for digit, name in [("8", "First"), ("3", "Third"), ("9", "Last"), ("4", "Read")]:
            await reader.press(digit)
            assert reader.main.question.view.name == name
        await reader.press("f", *"queue")
        assert await reader.shows("is:queued sort:queue")


async def test_a_digit_without_a_view_says_so(start: Start) -> None:
    async with start() as reader:
        await reader.press("9")
        assert reader.said == "No view has the digit 9; f lists them all"


@pytest.mark.parametrize("size", [(120, 32), (60, 20), (40, 12)])
async def test_what_f_offers_fits_the_terminal(start: Start, size: tuple[int, int]) -> None:
    async with start(size=size) as reader:
        await reader.press("f")
        assert all(len(line) <= size[0] for line in reader.lines)
        assert any("All" in line and "88" in line for line in reader.lines[2:])
