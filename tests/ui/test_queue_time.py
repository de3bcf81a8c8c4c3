"""How long the queue takes, and what has waited in it for long."""

from __future__ import annotations

from datetime import timedelta

from tests.ui.conftest import NOW, Start


async def test_the_view_of_the_queue_says_how_long_it_takes_to_read(start: Start) -> None:
    async with start(size=(160, 32)) as reader:
        await reader.press("space", "space", "space", "space", "a")
        assert "about" not in reader.lines[1]
        await reader.press("3")
        assert "about 2 hours, by queue" in reader.lines[1]
        assert "about 30 min · " in reader.screen
        await reader.press("r")
        assert "about 90 minutes, by queue" in reader.lines[1]


async def test_where_there_is_little_room_the_time_goes_before_the_order(start: Start) -> None:
    async with start(size=(100, 24)) as reader:
        await reader.press("space", "space", "space", "a", "3")
        assert reader.lines[1].endswith("about 90 minutes")


async def test_what_waited_in_the_queue_for_over_30_days_says_so(start: Start) -> None:
    days = [0]
    async with start(size=(160, 32), clock=lambda: NOW + timedelta(days=days[0])) as reader:
        await reader.press("a", "j")
        days[0] = 40
        await reader.press("a", "3", "g")
        assert "1st in queue for 40 days" in reader.screen
        rows = [line for line in reader.lines if "●   " in line]
        assert "5 w" in rows[0] and "5 w" not in rows[1]
        await reader.press("j")
        assert "2nd in queue ·" in reader.screen
