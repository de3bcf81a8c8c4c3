"""The diary of what was done."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from readerapp.actions.reading_list import ReadingList
from readerapp.state import Entry
from readerapp.ui.screens.diary import day_head, diary_lines
from tests.ui.conftest import NOW, Start


@pytest.mark.parametrize(
    ("day", "head"),
    [
        (date(2026, 11, 26), "Today"),
        (date(2026, 11, 25), "Yesterday"),
        (date(2026, 11, 23), "Mon 23 Nov"),
        (date(2025, 11, 24), "Mon 24 Nov 2025"),
    ],
)
def test_days_are_heads(day: date, head: str) -> None:
    assert day_head(day, date(2026, 11, 26)) == head


def test_steps_and_warnings_stand_under_the_day_and_time_where_the_reader_is() -> None:
    now = datetime(2026, 11, 26, 12, tzinfo=UTC)

    def step(id: str, when: datetime, *, undone: bool = False) -> Entry:
        return Entry(
            id=id, when=when, action="mark", words=f"marked {id}", keys=(), before={}, after={}, undone=undone
        )

    earlier, before = now - timedelta(minutes=5), now - timedelta(days=30)
    lines = diary_lines([step("a", before), step("b", now, undone=True)], [(earlier, "Disk full")], now)
    assert [(line.name, line.detail, line.value) for line in lines] == [
        ("Marked b", "(undone)", "b"), ("! Disk full", "", ""), ("Marked a", "", "a"),
    ]  # fmt: skip
    assert [line.right for line in lines] == [f"{when.astimezone():%H:%M}" for when in (now, earlier, before)]
    assert lines[0].group == "Today" and lines[2].group.endswith(" Oct")


async def test_the_diary_is_searched_and_enter_goes_to_the_paper(start: Start) -> None:
    async with start() as reader:
        await reader.press("j", "j", "a")
        wanted = reader.title
        await reader.press("g", "r", "U")
        assert "Today" in reader.screen and "09:00" not in reader.lines[0]
        await reader.press(*"queued")
        assert not any("Marked" in line for line in reader.lines[:-1])
        await reader.press("enter")
        assert reader.title == wanted


async def test_a_paper_outside_the_view_is_shown_and_esc_goes_back(start: Start) -> None:
    async with start() as reader:
        gone = reader.title
        await reader.press("x", "2", "j", "j")
        before = reader.title
        await reader.press("U", "enter")
        assert reader.title == gone
        assert reader.said == "88 papers in the library"
        await reader.press("escape")
        assert (reader.title, reader.main.question.view.name) == (before, "Unread")


async def test_a_step_further_back_is_undone_and_redone_by_itself(start: Start) -> None:
    async with start() as reader:
        first = reader.main.target() or ""
        await reader.press("a", "j", "r", "U", "down", "u")
        assert not reader.reading.queued()
        assert sum(state.status == "read" for state in reader.reading.store.states.values()) == 1
        assert await reader.shows("(undone)")
        await reader.press("ctrl+r", "escape")
        assert list(reader.reading.queued()) == [first]


async def test_the_diary_says_what_an_agent_did_and_the_palette_undoes_it(start: Start, home: Path) -> None:
    async with start() as reader:
        first = reader.main.target() or ""
        await reader.press("j", "a")
        with ReadingList.open(home, clock=lambda: NOW, agent=True) as agent:
            agent.rate(4, first)
            agent.mark("archived", first)
        reader.reading.poll()
        await reader.press("U")
        assert await reader.shows("(agent)")
        await reader.press("escape", "ctrl+p", *"undo agent", "enter")
        assert "Undid: 2 changes by the agent" in reader.said
        assert reader.reading.state(first).is_blank
        assert len(reader.reading.queued()) == 1


async def test_thousands_of_steps_are_there_in_pages(start: Start, home: Path) -> None:
    async with start() as reader:
        key = reader.main.target() or ""
    with ReadingList.open(home, clock=lambda: NOW) as reading:
        for number in range(1200):
            reading.rate(1 + number % 5, key)
    async with start() as reader:
        await reader.press("U", "pagedown")
        await reader.press(*"rated 3")
        assert "of 5" in reader.screen
        assert len(reader.app.screen.query_one("#picker-list").choices) == 1200  # type: ignore[attr-defined]


@pytest.mark.parametrize("size", [(120, 32), (60, 20), (40, 12)])
async def test_a_line_keeps_what_was_done_however_long_the_title_is(
    start: Start, size: tuple[int, int]
) -> None:
    async with start(size=size) as reader:
        await reader.press("j", "j", "r", "U")
        row = next(line for line in reader.lines if "Marked" in line)
        assert '" read' in row and ":00" in row and len(row) <= size[0]
