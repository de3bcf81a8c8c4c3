"""Started again, the app is where it was left."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from readerapp.actions.reading_list import ReadingList
from readerapp.actions.views.last_place import LastPlace
from readerapp.actions.views.view import BUILT_IN
from readerapp.ui import resume
from tests.ui.conftest import NOW, Start


@pytest.fixture
def again(start: Start) -> Start:
    """Starts the app where it was left."""
    return lambda **options: start(fresh=False, **options)


async def test_view_order_words_paper_scroll_and_pane_are_as_they_were(again: Start) -> None:
    async with again() as reader:
        await reader.press("2", "s", "t", "S", "z")
        await reader.type("learning")
        await reader.press("enter", *["j"] * 30)
        was = reader.titles, reader.title, reader.main.paper_list.cursor_y, reader.main.view_bar.order
        assert reader.main.paper_list.scroll_offset.y
    async with again() as reader:
        assert await reader.shows("by title ↑")
        await reader.settle()
        now = reader.titles, reader.title, reader.main.paper_list.cursor_y, reader.main.view_bar.order
        assert now == was
        assert reader.main.question.view.name == "Unread"
        assert reader.main.view_bar.active == 1
        assert reader.main.search_bar.box.value == "learning"
        assert reader.main.without_pane
        await reader.press("escape")
        assert reader.title == was[1]


async def test_scroll_is_as_it_was_without_words(again: Start) -> None:
    async with again() as reader:
        await reader.press(*["j"] * 40, *["k"] * 10)
        was = reader.title, reader.main.paper_list.cursor_y, [line[:60] for line in reader.lines[3:30]]
    async with again() as reader:
        await reader.settle()
        assert (reader.title, reader.main.paper_list.cursor_y) == was[:2]
        assert [line[:60] for line in reader.lines[3:30]] == was[2]


async def test_fresh_begins_anew(again: Start, start: Start) -> None:
    async with again() as reader:
        await reader.press("4")
    async with start() as reader:
        assert reader.main.question.view.name == "All"


async def test_a_paper_that_is_gone_leaves_the_nearest_highlighted(again: Start) -> None:
    async with again() as reader:
        await reader.press(*"jjj")
        gone, then = reader.main.target(), reader.titles[4]
        assert gone
    with ReadingList.open(reader.reading.home) as reading:
        reading.remove(gone)
    async with again() as reader:
        assert reader.title == then


async def test_a_view_that_is_gone_is_all(again: Start, home: Path) -> None:
    (home / "cache").mkdir(parents=True)
    LastPlace(view="My own", words="").save(home / "cache" / "left.json")
    async with again() as reader:
        assert len(reader.titles) == 88


DAMAGE: list[Any] = [
    "", "{", "null", "[]", "3", '"x"', "\udcff",
    json.dumps({"view": 3, "words": [], "index": "x", "above": None}),
    json.dumps({"index": -5, "above": 10**30, "key": "\x1b[2J", "sort": "nothing", "view": "Queue"}),
    json.dumps({"words": "(((", "index": 10**9}), "[" * 100_000, json.dumps({"index": True, "reverse": 1}),
]  # fmt: skip


@pytest.mark.parametrize("damage", DAMAGE)
async def test_damage_to_what_was_left_is_harmless(again: Start, home: Path, damage: str) -> None:
    (home / "cache").mkdir(parents=True)
    (home / "cache" / "left.json").write_bytes(damage.encode("utf-8", "surrogateescape"))
    async with again() as reader:
        await reader.press("1", "g", "a")
        assert reader.said.startswith("Queued")


async def test_where_the_reader_is_outlives_a_kill(again: Start, home: Path) -> None:
    async with again() as reader:
        await reader.press("5")
        reader.main.poll()
        await reader.settle()
        assert LastPlace.load(home / "cache" / "left.json").view == "With code"


def test_it_is_in_no_file_of_the_readers_own(home: Path) -> None:
    with ReadingList.open(home, clock=lambda: NOW) as reading:
        assert resume.path(reading.home).parent == reading.home.cache


def test_plain_prints_what_was_left() -> None:
    left = LastPlace(view="Queue", words="a OR b", sort="title", reverse=True)
    assert left.arguments(BUILT_IN) == ["--sort", "title", "--reverse", "--", "is:queued (a OR b)"]
    assert LastPlace().arguments(BUILT_IN) == ["--", ""]
