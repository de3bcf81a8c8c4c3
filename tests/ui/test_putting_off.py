"""Papers put off with a key until a day."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from tests.ui.conftest import NOW, Start


async def test_a_menu_says_the_day_of_each_choice_and_the_highlight_goes_to_the_next_paper(
    start: Start,
) -> None:
    async with start() as reader:
        await reader.press("j")
        key, following = reader.main.target() or "", reader.titles[2]
        await reader.press("d")
        for line in (
            "t  tomorrow",
            "Sat 21 Nov",
            "w  next week",
            "Mon 23 Nov",
            "m  in a month",
            "Sun 20 Dec",
        ):
            assert line in reader.screen, line
        assert "not put off" not in reader.screen
        await reader.press("w")
        assert reader.said.startswith("Put off") and reader.said.endswith("until Mon 23 Nov")
        assert reader.title == following and len(reader.titles) == 87
        await reader.press("u")
        assert reader.reading.state(key).later is None and len(reader.titles) == 88


async def test_selected_papers_are_put_off_as_one_step(start: Start) -> None:
    async with start() as reader:
        await reader.press("space", "space", "space", "d", "t")
        assert reader.said == "Put off 3 papers until Sat 21 Nov"
        await reader.press("u")
        assert len(reader.titles) == 88


async def test_a_date_is_asked_for_and_a_wrong_one_is_said_where_it_stands(start: Start) -> None:
    async with start() as reader:
        await reader.press("d", "d", *"fr")
        assert "friday · 24 Dec" in reader.screen
        await reader.press("enter")
        assert "No day to come: 'fr'" in reader.screen
        await reader.press(*"i")
        assert "Fri 27 Nov" in reader.screen and "No day to come" not in reader.screen
        await reader.press("enter")
        assert reader.said.endswith("until Fri 27 Nov")


async def test_escape_puts_nothing_off(start: Start) -> None:
    async with start() as reader:
        await reader.press("d", "escape", "d", "d", *"friday", "escape")
        assert len(reader.titles) == 88 and not reader.reading.store.states


async def test_papers_put_off_are_listed_and_brought_back(start: Start) -> None:
    async with start() as reader:
        await reader.press("d", "w")
        await reader.type("is:later")
        await reader.press("enter")
        assert (
            len(reader.titles) == 1 and "put off until Mon 23 Nov" in reader.screen and "●»" in reader.screen
        )
        await reader.press("d")
        assert "b  not put off  put off until Mon 23 Nov" in reader.screen
        await reader.press("b")
        assert reader.said.startswith("Brought back") and not reader.titles


async def test_a_paper_is_back_in_the_open_app_with_its_day_until_something_is_done_with_it(
    start: Start, home: Path
) -> None:
    days = [0]
    async with start(size=(200, 32), clock=lambda: NOW + timedelta(days=days[0])) as reader:
        key, title = reader.main.target() or "", reader.title
        await reader.press("a", "d", "w", "3")
        assert not reader.titles
        for days[0], shown in ((3, True), (2, False), (4, True)):  # the clock jumps back, too
            reader.main.poll()
            await reader.settle()
            assert (title in reader.titles) is shown, days[0]
        assert "●«" in reader.screen and "back since yesterday" in reader.screen
        await reader.press("R")
        assert "«" not in reader.screen and "back since" not in reader.screen
        assert reader.reading.place(key) == 1
