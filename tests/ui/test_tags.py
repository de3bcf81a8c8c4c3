"""The tag editor and the tag browser."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from textual import events

from readerapp.actions import tagging
from tests.ui.conftest import Reader, Start


def tag_some(reader: Reader, tags: dict[str, int]) -> None:
    """Give each tag to a number of papers, from the list's end so that the highlighted one has none."""
    library = reader.reading.library
    keys = [library.key(row) for row in reader.main.shelf.rows[::-1]]
    for tag, papers in tags.items():
        reader.reading.tag(keys[:papers], [tag])


def tags_here(reader: Reader) -> tuple[str, ...]:
    return reader.reading.state(reader.main.target() or "").tags


async def test_enter_takes_the_tag_that_is_shown_as_chosen_for_its_start(start: Start) -> None:
    async with start() as reader:
        tag_some(reader, {"diffusion": 3, "distillation": 5})
        await reader.press("t", *"di")
        assert "+distillation" in reader.screen
        assert "new tag: di" in reader.screen
        await reader.press("enter")
        assert tags_here(reader) == ("distillation",)
        assert reader.lines[-1].endswith("? help")
        assert "+distillation · u to undo" in reader.lines[-1]


async def test_the_start_of_a_tag_becomes_a_tag_only_if_that_is_chosen(start: Start) -> None:
    async with start() as reader:
        tag_some(reader, {"distillation": 5})
        await reader.press("t", *"di", "down")
        assert "new tag: di" in reader.lines[6]
        await reader.press("enter")
        assert tags_here(reader) == ("di",)


async def test_tab_takes_the_tag_and_goes_on_to_the_next(start: Start) -> None:
    async with start() as reader:
        tag_some(reader, {"distillation": 5, "rl": 2})
        await reader.press("t", *"di", "tab", *"rl", "tab", *"new one", "enter")
        assert tags_here(reader) == ("distillation", "new one", "rl")


async def test_a_tag_is_chosen_by_a_click_and_left_by_a_click_beside_the_dialog(start: Start) -> None:
    async with start() as reader:
        tag_some(reader, {"distillation": 5})
        await reader.press("t")
        await reader.pilot.click("#tag-list", offset=(3, 0))
        await reader.press("enter")
        assert tags_here(reader) == ("distillation",)
        await reader.press("t", *"more")
        await reader.pilot.click(offset=(110, 25))
        await reader.settle()
        assert len(reader.app.screen_stack) == 1
        assert tags_here(reader) == ("distillation",)


async def test_the_tags_of_several_papers_are_completed_after_a_sign(start: Start) -> None:
    async with start() as reader:
        await reader.press("space", "space", "t", *"+rl, deep learning", "enter")
        assert "Tagged 2 papers +rl +deep learning" in reader.said
        await reader.press("g", "space", "space", "t", *"-de")
        assert "-deep learning" in reader.screen
        await reader.press("enter", "g")
        assert tags_here(reader) == ("rl",)


async def test_keys_typed_ahead_go_to_the_dialog_that_a_key_opens(
    start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    counted, go_on = tagging.counts, threading.Event()

    def slowly(*args: Any) -> list[tagging.TagCount]:
        go_on.wait(10)
        return counted(*args)

    monkeypatch.setattr(tagging, "counts", slowly)
    async with start() as reader:
        for key in ("t", "e", "g", "enter"):  # the first of them means nothing in the list
            reader.app.post_message(reader_key(key))
        for _ in range(20):
            await reader.pilot.pause()
        go_on.set()
        await reader.settle()
        assert tags_here(reader) == ("eg",)


async def test_keys_typed_ahead_after_a_rating_move_on(start: Start) -> None:
    async with start() as reader:
        for key in ("asterisk", "3", "j"):
            reader.app.post_message(reader_key(key))
        await reader.settle()
        assert reader.main.paper_list.cursor == 1
        await reader.press("k")
        assert reader.reading.state(reader.main.target() or "").rating == 3


def reader_key(key: str) -> events.Key:
    return events.Key(key, {"enter": None, "asterisk": "*"}.get(key, key))


async def test_the_browser_narrows_all_tags_and_shows_the_papers_of_one(start: Start) -> None:
    async with start() as reader:
        tag_some(reader, {"rl": 3, "rlhf": 5, "vision": 9})
        before = reader.title
        await reader.press("j", "#")
        lines = [line for line in reader.lines if "│ " in line]
        places = [
            next(n for n, line in enumerate(lines) if name in line) for name in ("vision", "rlhf", "rl ")
        ]
        assert places == sorted(places)
        await reader.press(*"rl", "enter")
        assert len(reader.titles) == 3
        assert "3 papers tagged rl" in reader.said
        await reader.press("escape")
        assert len(reader.titles) == 88
        await reader.press("k")
        assert reader.title == before


async def test_a_tag_is_renamed_in_all_papers_as_one_step(start: Start) -> None:
    async with start() as reader:
        tag_some(reader, {"rl": 3})
        await reader.press("#", "ctrl+r", *"hf")
        assert "renames it in 3 papers" in reader.screen
        await reader.press("enter")
        assert reader.said == "Renamed the tag rl to rlhf in 3 papers"
        assert "u to undo" in reader.lines[-1]
        await reader.press("u")
        assert reader.reading.vocabulary().tags == ["rl"]


async def test_renaming_to_a_tag_that_is_there_says_so_and_joins_them(start: Start) -> None:
    async with start() as reader:
        tag_some(reader, {"rl": 3, "reinforcement": 5})
        await reader.press("#", *"rl", "ctrl+r", "ctrl+u", *"rein", "tab")
        assert "joins 3 papers with reinforcement (5)" in reader.screen
        await reader.press("enter")
        assert reader.said == "Joined the tag rl with reinforcement in 3 papers"
        assert reader.reading.vocabulary().tags == ["reinforcement"]
        await reader.press("u")
        assert sorted(reader.reading.vocabulary().tags) == ["reinforcement", "rl"]


async def test_a_tag_is_removed_from_all_papers_as_one_step(start: Start) -> None:
    async with start() as reader:
        tag_some(reader, {"rl": 60})
        await reader.press("#", "ctrl+x")
        assert reader.said == "Removed the tag rl from 60 papers"
        assert "u to undo" in reader.lines[-1]
        await reader.press("#")
        assert "No tags yet" in reader.said
        await reader.press("u", "#")
        assert any("rl" in line and " 60 " in line for line in reader.lines)


@pytest.mark.parametrize("size", [(60, 20), (40, 12)])
async def test_both_fit_a_small_terminal(start: Start, size: tuple[int, int]) -> None:
    async with start(size=size) as reader:
        tag_some(reader, {f"tag number {n}": n for n in range(1, 30)})
        for keys in ("t", "#"):
            await reader.press(keys, *"tag")
            assert "tag number 29" in reader.screen
            assert all(len(line) <= size[0] for line in reader.lines)
            await reader.press("escape")
