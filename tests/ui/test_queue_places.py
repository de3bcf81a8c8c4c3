"""Moving papers in the queue, and going on to the next."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from tests.ui.conftest import Reader, Start


@asynccontextmanager
async def queue_of_five(start: Start) -> AsyncIterator[tuple[Reader, list[str]]]:
    """The view of a queue of five papers, with their titles."""
    async with start() as reader:
        await reader.press("space", "space", "space", "space", "space", "a", "3", "g")
        yield reader, reader.titles


async def test_a_paper_goes_to_the_top_and_to_the_end_and_stays_highlighted(start: Start) -> None:
    async with queue_of_five(start) as (reader, (one, two, three, four, five)):
        await reader.press("j", "j", "<")
        assert reader.titles == [three, one, two, four, five] and reader.title == three
        assert reader.said.endswith("to place 1 in the queue")
        await reader.press("<")
        assert reader.said.startswith("Already at place 1")
        await reader.press(">")
        assert reader.titles == [one, two, four, five, three] and reader.title == three
        await reader.press("u")
        assert reader.titles == [three, one, two, four, five]


async def test_selected_papers_move_together_and_keep_their_order(start: Start) -> None:
    async with queue_of_five(start) as (reader, (one, two, three, four, five)):
        await reader.press("j", "space", "j", "space", "<")
        assert reader.titles == [two, four, one, three, five]
        assert reader.said == "Moved 2 papers to places 1 to 2 in the queue"
        await reader.press("u")
        assert reader.titles == [one, two, three, four, five]
        await reader.press("g", "space", "space", "}")
        assert reader.titles == [three, one, two, four, five]
        await reader.press("g", "j", "space", "space", "{")
        assert reader.titles == [one, two, three, four, five]


@pytest.mark.parametrize(
    ("typed", "order"),
    [("1", "cabde"), ("2", "acbde"), ("3", "abcde"), ("5", "abdec"), ("6", None), ("0", None)],
)
async def test_a_paper_goes_to_a_place_by_its_number(start: Start, typed: str, order: str | None) -> None:
    async with queue_of_five(start) as (reader, titles):
        await reader.press("j", "j", "w")
        assert "to place, 1 to 5" in reader.screen and "place 3 now" in reader.screen
        await reader.press(*typed, "enter")
        if order is None:
            assert f"A place is 1 to 5, not '{typed}'" in reader.screen
        else:
            assert reader.titles == [titles["abcde".index(letter)] for letter in order]


async def test_a_paper_outside_is_queued_at_the_place(start: Start) -> None:
    async with start() as reader:
        await reader.press("a", "j", "a", "j", "j", "<")
        assert reader.reading.place(reader.main.target() or "") == 1 and len(reader.reading.queued()) == 3
        await reader.press("j", "w", "2", "enter")
        assert reader.reading.place(reader.main.target() or "") == 2


async def test_the_head_of_the_queue_is_opened_wherever_it_is(start: Start) -> None:
    async with start() as reader:
        await reader.press(".")
        assert reader.said == "Nothing queued; a on a paper puts it there"
        await reader.press("j", "j", "a")
        head = reader.title
        await reader.press("G", ".")
        assert reader.title == head and reader.main.is_in_paper and len(reader.titles) == 88
        await reader.press("escape")
        await reader.type("rated:5 zzzz")
        await reader.press("enter", "escape", "4", ".")
        assert reader.titles == [head] and reader.title == head and reader.main.is_in_paper
        assert reader.main.view_bar.view and reader.main.view_bar.view.name == "Queue"


@pytest.mark.parametrize(("key", "said"), [("r", "Marked read"), ("x", "Marked archived")])
async def test_who_finishes_a_queued_paper_is_offered_the_next(start: Start, key: str, said: str) -> None:
    async with queue_of_five(start) as (reader, titles):
        await reader.press("1", "g", ".", key)
        assert reader.said == f'{said} · next: "{titles[1]}"'
        assert reader.main.status.hint == " · . opens it · u to undo"
        await reader.press(".")
        assert reader.title == titles[1] and reader.main.is_in_paper


async def test_who_finishes_the_last_queued_paper_or_another_is_offered_none(start: Start) -> None:
    async with start() as reader:
        await reader.press("a", "j", "r")
        assert "next:" not in reader.said
        await reader.press("k", "r")
        assert "next:" not in reader.said
