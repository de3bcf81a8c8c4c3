"""View 7 and the orders that compare what papers are about."""

from __future__ import annotations

import threading

import pytest

from readerapp.actions.reading_list import ReadingList
from readerapp.actions.views.view import BUILT_IN
from readerapp.library import Shelf
from readerapp.ui.question import Question
from tests.ui.conftest import Reader, Start


async def choose(reader: Reader, count: int) -> None:
    """Queue papers about one thing."""
    await reader.type("distillation")
    await reader.press("enter", *["a", "j"] * count, "escape")


async def test_view_7_says_what_is_missing_until_there_are_five_choices(start: Start) -> None:
    async with start(size=(200, 30)) as reader:
        await reader.press("7")
        assert len(reader.titles) == 88
        assert "By votes, until 5 more papers are queued" in reader.lines[1]
        await reader.press("a")
        assert "By votes, until 4 more papers are queued" in reader.lines[1]
        await reader.press("1")
        assert "By votes" not in reader.lines[1]
        await choose(reader, 5)
        await reader.press("7")
        assert "By votes" not in reader.screen
        assert reader.lines[1].endswith("for you ↓")
        assert any("Distill" in title for title in reader.titles[:3])


@pytest.mark.parametrize("width", [200, 120, 100, 60, 40])
async def test_what_is_missing_is_told_in_any_width_beside_the_view(start: Start, width: int) -> None:
    async with start(size=(width, 20)) as reader:
        await reader.press("7")
        assert "For you 88" in reader.lines[1]
        assert "By votes, until" in reader.lines[1]


async def test_an_undone_choice_leaves_the_order_as_it_was(start: Start) -> None:
    async with start() as reader:
        await choose(reader, 6)
        await reader.press("7")
        before = reader.titles
        await reader.press(*"jjj", "x", "g", "a", "7")
        assert reader.titles != before
        await reader.press("u", "u", "7")
        assert reader.titles == before


async def test_a_choice_leaves_the_list_in_its_order_until_it_is_asked_for_again(start: Start) -> None:
    async with start() as reader:
        await choose(reader, 6)
        await reader.press("7")
        before = reader.titles
        await reader.press("g", "j", "a")
        assert reader.titles == before
        await reader.press("7")
        assert before[1] not in reader.titles


async def test_both_orders_stand_in_the_menu_of_orders_and_turn_round(start: Start) -> None:
    async with start() as reader:
        await choose(reader, 5)
        await reader.press("s", "w")
        assert reader.lines[1].endswith("reading path ↓")
        path = reader.titles
        await reader.press("S")
        assert reader.titles == path[::-1]
        await reader.press("s", "f")
        assert reader.lines[1].endswith("for you ↓")


async def test_an_order_chosen_replaces_that_of_the_view(start: Start) -> None:
    async with start() as reader:
        await choose(reader, 5)
        for view in "37":
            await reader.press(view, "s", "t")
            assert reader.titles == sorted(reader.titles, key=str.lower)
            await reader.press(view)
            assert reader.titles != sorted(reader.titles, key=str.lower)


async def test_view_7_empty_says_so(start: Start) -> None:
    async with start(size=(200, 30)) as reader:
        await reader.press("ctrl+a", "a", "7")
        assert "Nothing unread outside the queue. F5 fetches today's papers." in reader.screen


async def test_the_queue_is_put_in_order_as_one_step(start: Start) -> None:
    async with start() as reader:
        await choose(reader, 6)
        await reader.press("3")
        before = reader.titles
        await reader.press("Q")
        assert reader.said == "Ordered 6 papers in the queue"
        assert sorted(reader.titles) == sorted(before) and reader.titles != before
        after = reader.titles
        await reader.press("Q")
        assert "already" in reader.said and reader.titles == after
        await reader.press("u")
        assert reader.titles == before


async def test_the_app_opens_in_view_7_without_waiting_until_papers_are_compared(
    start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    waited: list[str] = []
    answer = Question.answer

    def watched(question: Question, reading: ReadingList) -> Shelf:
        shelf = answer(question, reading)
        if threading.current_thread() is threading.main_thread():
            waited.append(shelf.order)
        return shelf

    async with start() as reader:
        await choose(reader, 6)
        await reader.press("7", "g", "j", "j")
        before, titles = reader.title, reader.titles
    monkeypatch.setattr(Question, "answer", watched)
    async with start(fresh=False) as reader:
        assert waited == ["upvotes"]
        assert reader.main.view_bar.active == 6
        assert reader.titles == titles and reader.title == before
        assert reader.lines[1].endswith("for you ↓")


@pytest.mark.parametrize(
    ("view", "sort", "first"),
    [(6, None, "upvotes"), (2, None, None), (0, "path", "upvotes"), (6, "title", "title")],
)
def test_only_orders_that_compare_papers_are_put_off(view: int, sort: str | None, first: str | None) -> None:
    assert Question(BUILT_IN[view], sort=sort).first.sort == first
