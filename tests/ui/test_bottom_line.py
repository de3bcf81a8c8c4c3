"""The bottom line: the keys of the place one is in, and messages that go when they are over."""

from __future__ import annotations

import pytest

from tests.ui.conftest import Start


@pytest.mark.parametrize(
    ("keys", "shown"),
    [
        ((), "a queue  r read  n note  c copy link  ? help"),
        (("a", "3"), "shift+↑ move up  shift+↓ move down  r read  a unqueue  ? help"),
        (("l",), "space page  n note  c copy link  esc back  ? help"),
        (("4",), "A add  F5 refresh  f views  / search  ? help"),
        (("space", "space"), "a queue 2  x archive 2  t tags 2  r read 2  ? help"),
        (("m",), "esc back  a queue  c copy link  enter into the paper  ? help"),
        (("slash", "c"), "enter to the list  ↑↓ move  esc clear"),
        (("slash", "c", "enter"), "a queue  r read  c copy link  esc clear search  ? help"),
    ],
)
async def test_the_keys_are_those_of_the_place_one_is_in(
    start: Start, keys: tuple[str, ...], shown: str
) -> None:
    async with start(size=(160, 30)) as reader:
        await reader.press(*keys)
        assert reader.lines[-1].endswith(shown)


async def test_esc_ends_the_selection_before_the_search(start: Start) -> None:
    async with start() as reader:
        await reader.type("learning")
        await reader.press("enter", "space", "space", "escape")
        assert not reader.main.paper_list.selected
        assert reader.main.question.typed == "learning"
        await reader.press("escape")
        assert not reader.main.question.typed


async def test_esc_in_the_search_box_clears_the_search_even_with_papers_selected(start: Start) -> None:
    async with start() as reader:
        await reader.press("space")
        await reader.type("learning")
        await reader.press("escape")
        assert not reader.main.question.typed
        assert reader.main.paper_list.selected


async def test_a_message_about_a_paper_goes_when_one_has_moved_on(start: Start) -> None:
    async with start() as reader:
        await reader.press("r", "j")
        assert reader.said.startswith("Marked")
        await reader.press("j", "j", "j", "j")
        assert reader.said == ""
        assert "undo" not in reader.lines[-1]


async def test_a_message_about_a_paper_goes_when_another_is_opened_but_not_with_its_own(start: Start) -> None:
    async with start() as reader:
        await reader.press("r", "l")
        assert reader.said.startswith("Marked")
        await reader.press("h", "j", "l")
        assert reader.said == ""


async def test_how_many_are_selected_is_said_as_long_as_they_are(start: Start) -> None:
    async with start() as reader:
        await reader.press("space", *"jjjjjjj")
        assert reader.said == "1 selected"


async def test_a_warning_stays_until_something_else_is_said(start: Start) -> None:
    async with start() as reader:
        reader.main.say("The disk is full", warning=True)
        await reader.press(*"jjjjjjj")
        assert reader.said == "The disk is full"


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        (("G", "j"), "Last paper"),
        (("k",), "First paper"),
        (("G", "ctrl+d"), "Last paper"),
        (("G", "J"), "No later unread paper in this view"),
        (("K",), "No earlier unread paper in this view"),
    ],
)
async def test_a_key_that_can_not_move_on_says_so(start: Start, keys: tuple[str, ...], said: str) -> None:
    async with start() as reader:
        await reader.press(*keys)
        assert reader.said == said


async def test_going_on_past_the_end_takes_nothing_back(start: Start) -> None:
    async with start() as reader:
        await reader.press("G", "k", "a", "j", "a", "j", "a")
        assert len(reader.reading.queued()) == 2
        assert reader.said == "Last paper, and done; a again to take that back"
        await reader.press("a")
        assert len(reader.reading.queued()) == 1


async def test_the_same_key_twice_takes_back_what_it_did_anywhere_else(start: Start) -> None:
    async with start() as reader:
        await reader.press("j", "a", "a")
        assert not reader.reading.queued()
        await reader.press("G", "a", "a")
        assert not reader.reading.queued()
