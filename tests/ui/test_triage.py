"""Triage: one paper over the whole screen, a key for each decision, and the way back."""

from __future__ import annotations

import threading
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest

from readerapp.actions.done import Done
from readerapp.actions.reading_list import ReadingList
from readerapp.domain.state import Status
from readerapp.settings import Settings
from readerapp.ui.screens.triage import TriageScreen
from tests.ui.conftest import NOW, OFFLINE, Reader, Start
from tests.ui.test_for_you import choose
from tests.ui.test_keys import type_at_once


def screen(reader: Reader) -> TriageScreen:
    shown = reader.app.screen
    assert isinstance(shown, TriageScreen)
    return shown


def title(reader: Reader) -> str:
    shown = screen(reader).paper.shown
    assert shown
    return shown.paper.title


def archived(reader: Reader) -> set[str]:
    states = reader.reading.store.states
    return {key for key, state in states.items() if state.status is Status.ARCHIVED}


def told(reader: Reader) -> str:
    return screen(reader).status.message


def head(reader: Reader) -> str:
    return reader.lines[0]


async def test_fifty_papers_take_a_key_each(start: Start) -> None:
    async with start() as reader:
        keys = [*("a" * 8), *("x" * 30), *("r" * 5), *(["space"] * 7)]
        papers = reader.titles[:51]
        await reader.press("T")
        for number, key in enumerate(keys):
            assert title(reader) == papers[number]
            await reader.pilot.press(key)
        await reader.settle()
        assert "51 of 88" in head(reader)
        assert title(reader) == papers[50]
        statuses = Counter(state.status for state in reader.reading.store.states.values())
        assert statuses[Status.ARCHIVED] == 30
        assert statuses[Status.READ] == 5
        assert len(reader.reading.queued()) == 8
        await reader.press("escape")
        assert "Queued 8, archived 30, read 5, skipped 7" in reader.screen
        assert "38 papers left" in reader.screen


async def test_every_key_is_one_undo_step_and_says_what_it_did(start: Start) -> None:
    async with start() as reader:
        await reader.press("T")
        for key, said in (("a", "Queued"), ("x", "Marked"), ("r", "Marked"), ("space", "Skipped")):
            paper = title(reader)
            await reader.press(key)
            assert told(reader).startswith(f'{said} "{paper[:20]}')
            assert title(reader) != paper
        assert len(reader.reading.store.entries()) == 3


async def test_back_undoes_the_last_decision_and_returns_to_its_paper(start: Start) -> None:
    async with start() as reader:
        await reader.press("T")
        first = title(reader)
        await reader.press("x", "space")
        third = title(reader)
        await reader.press("u")
        await reader.press("u")
        assert title(reader) == first
        assert told(reader).startswith("Undid")
        assert not archived(reader)
        await reader.press("u")
        assert told(reader) == "No decision to undo"
        await reader.press("ctrl+r", "ctrl+r")
        assert title(reader) == third
        assert len(archived(reader)) == 1


async def test_all_of_it_is_undone_and_redone_in_one_go_at_the_end(start: Start) -> None:
    async with start() as reader:
        await reader.press("slash", *"curriculum", "enter")
        papers = reader.titles
        await reader.press("T", "n", *"seen", "enter", "a", "x", *["r"] * (len(papers) - 2))
        assert "That was the last one" in reader.screen
        assert f"Queued 1, archived 1, read {len(papers) - 2}, noted 1" in reader.screen
        before = dict(reader.reading.store.states)
        await reader.press("u")
        assert told(reader).startswith("Undid: queued 1, archived 1")
        assert all(state.is_blank for state in reader.reading.store.states.values())
        await reader.press("ctrl+r")
        after = reader.reading.store.states
        assert {key: (it.status, it.queue, it.note) for key, it in after.items()} == {
            key: (it.status, it.queue, it.note) for key, it in before.items()
        }
        await reader.press("u", "enter")
        assert reader.app.screen is reader.main
        assert reader.titles == papers


async def test_at_the_end_one_key_goes_back_to_the_last_paper_alone(start: Start) -> None:
    async with start() as reader:
        await reader.press("v", "j", "v", "T", "x", "x")
        assert "That was the last one" in reader.screen
        await reader.press("backspace")
        assert len(archived(reader)) == 1
        await reader.press("a")
        assert "Queued 1, archived 1" in reader.screen


async def test_the_list_shows_what_was_decided_once_triage_ends(start: Start) -> None:
    async with start() as reader:
        await reader.press("2", "T", "r", "r", "a", "q", "enter")
        assert reader.app.screen is reader.main
        assert reader.said == "Triage: queued 1, read 2"
        assert len(reader.titles) == 86


async def test_triage_is_of_the_list_one_is_in_in_its_order(start: Start) -> None:
    async with start() as reader:
        await reader.press("slash", *"curriculum", "enter", "s", "t")
        papers = reader.titles
        await reader.press("T")
        assert f"1 of {len(papers)}" in head(reader)
        assert "curriculum" in head(reader)
        for paper in papers[:3]:
            assert title(reader) == paper
            await reader.press("space")


async def test_triage_of_selected_papers_is_of_those_alone(start: Start) -> None:
    async with start() as reader:
        papers = reader.titles
        await reader.press("j", "a", "space", "j", "space", "T")
        assert "1 of 2" in head(reader), "also one that is queued"
        assert title(reader) == papers[1]
        await reader.press("r")
        assert title(reader) == papers[3]
        await reader.press("r", "enter")
        assert not reader.main.paper_list.selected


async def test_papers_that_are_decided_on_are_not_asked_about(start: Start) -> None:
    async with start() as reader:
        papers = reader.titles
        await reader.press("a", "j", "r", "T")
        assert title(reader) == papers[2]
        assert "1 of 86" in head(reader)


async def test_a_paper_is_put_off_until_a_day_and_asked_about_no_more(start: Start) -> None:
    async with start() as reader:
        papers = reader.titles
        await reader.press("T", "d")
        assert "next week" in reader.screen
        await reader.press("escape")
        assert title(reader) == papers[0]
        await reader.press("d", "t")
        assert "until Sat 21 Nov" in told(reader)
        assert title(reader) == papers[1]
        await reader.press("q")
        assert "Put off 1" in reader.screen
        await reader.press("enter", "T")
        assert title(reader) == papers[1]
        assert papers[0] not in reader.titles


async def test_in_the_queue_triage_asks_about_what_is_queued(start: Start) -> None:
    async with start() as reader:
        await reader.press("a", "j", "a", "3", "T")
        assert "1 of 2" in head(reader)
        await reader.press("a")
        assert "end of the queue" in told(reader)
        await reader.press("x", "enter")
        assert len(reader.reading.queued()) == 1


async def test_where_nothing_is_unread_triage_says_so(start: Start) -> None:
    async with start() as reader:
        await reader.press("4", "T")
        assert reader.app.screen is reader.main
        assert reader.said == "Nothing unread here"
        await reader.press("W")
        assert reader.said == "Nothing waited in the queue over 30 days"


async def test_a_line_of_note_is_added_and_its_paper_stays(start: Start) -> None:
    async with start() as reader:
        key = reader.main.target() or ""
        await reader.press("T")
        paper = title(reader)
        await reader.press("n", *"first", "enter", "n", *"ax", "escape", "n", "enter")
        assert title(reader) == paper
        assert reader.reading.state(key).note.split("\n") == ["first", "", "ax"], (
            "escape keeps what was typed"
        )
        await reader.press("u")
        assert reader.reading.state(key).note.strip() == "first"
        assert title(reader) == paper
        await reader.press("n", *"x", "escape", "a", "n")
        assert screen(reader).box.value == "", "what was typed was of the paper before"


async def test_copying_and_opening_stay_on_the_paper(start: Start) -> None:
    async with start() as reader:
        await reader.press("T", "c")
        assert reader.copied == ["https://github.com/Thinklab-SJTU/EDA-AI"]
        assert told(reader).endswith("repo link https://github.com/Thinklab-SJTU/EDA-AI")
        await reader.press("space", "c")
        assert told(reader) == "No link for this paper"
        assert "2 of 88" in head(reader)


async def test_long_abstracts_scroll_and_the_next_paper_begins_at_its_top(start: Start) -> None:
    async with start(size=(60, 14)) as reader:
        await reader.press("T", "j", "j", "ctrl+d")
        assert screen(reader).paper.top == 2 + screen(reader).paper.size.height // 2
        await reader.press("k", "up")
        assert screen(reader).paper.top == screen(reader).paper.size.height // 2
        await reader.press("space")
        assert screen(reader).paper.top == 0


async def test_keys_typed_ahead_decide_on_the_papers_they_come_to(start: Start) -> None:
    async with start() as reader:
        keys = [reader.reading.library.key(row) for row in reader.main.shelf.rows[:4]]
        type_at_once(reader, "T", "a", "x", "u", "r", *("n", *"ok", "enter"), "a", "q", "enter", "G")
        await reader.settle()
        states = [reader.reading.state(key) for key in keys]
        assert states[0].is_queued
        assert states[1].status is Status.READ
        assert states[2].note.strip() == "ok"
        assert states[2].is_queued
        assert states[3].is_blank
        assert reader.app.screen is reader.main
        assert reader.main.paper_list.cursor == 87


async def test_keys_typed_ahead_wait_for_an_undo(start: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    undo, may_go = ReadingList.undo, threading.Event()

    def slow_undo(reading: ReadingList, step: str = "") -> Done:
        assert may_go.wait(20)
        return undo(reading, step)

    async with start() as reader:
        key = reader.main.target() or ""
        monkeypatch.setattr(ReadingList, "undo", slow_undo)
        await reader.press("T")
        type_at_once(reader, "x", "u", "r")
        for _ in range(50):
            await reader.pilot.pause()
        assert reader.reading.state(key).status is Status.ARCHIVED
        may_go.set()
        assert await reader.until(lambda: reader.reading.state(key).status is Status.READ)
        assert len(reader.reading.store.states) == 1


async def test_triage_goes_on_where_it_was_left_also_after_a_new_start(start: Start) -> None:
    async with start() as reader:
        papers = reader.titles
        await reader.press("T", "space", "x", "space")
        assert title(reader) == papers[3]
    async with start() as reader:
        await reader.press("T")
        assert title(reader) == papers[3]
        assert "4 of 88" in head(reader)
        await reader.press("u", "u")
        assert title(reader) == papers[1]
        assert not archived(reader)


async def test_in_another_list_triage_begins_anew(start: Start) -> None:
    async with start() as reader:
        papers = reader.titles
        await reader.press("T", "space", "space", "q", "enter", "S", "T")
        assert title(reader) == papers[-1]
        await reader.press("q", "S", "T")
        assert title(reader) == papers[2], "it is still known which were skipped there"


async def test_skipped_papers_come_again_once_the_end_was_reached(start: Start) -> None:
    async with start() as reader:
        await reader.press("slash", *"curriculum", "enter")
        papers = reader.titles
        await reader.press("T", "space", "q", "enter", "T")
        assert title(reader) == papers[1]
        await reader.press(*["space"] * (len(papers) - 1), "enter", "T")
        assert title(reader) == papers[0]


async def test_what_others_decide_meanwhile_is_shown_and_passed_over(start: Start, home: Path) -> None:
    async with start() as reader:
        keys = [reader.reading.library.key(row) for row in reader.main.shelf.rows[:4]]
        papers = reader.titles
        await reader.press("a", "u", "T")
        reader.reading.flush()
        with ReadingList.open(home, clock=lambda: NOW) as other:
            other.mark("read", keys[0], keys[1])
            other.remove(keys[2])
        reader.main.poll()
        await reader.settle()
        screen(reader)._sitter.follow()
        await reader.settle()
        assert title(reader) == papers[0]
        assert "read" in reader.screen
        await reader.press("x")
        assert title(reader) == papers[3]


async def test_deciding_on_a_paper_that_is_gone_says_so_and_goes_on(start: Start, home: Path) -> None:
    async with start() as reader:
        key, papers = reader.main.target() or "", reader.titles
        await reader.press("a", "u", "T")
        reader.reading.flush()
        with ReadingList.open(home, clock=lambda: NOW) as other:
            other.remove(key)
        reader.main.poll()
        await reader.settle()
        await reader.press("x")
        assert "was removed" in told(reader)
        assert title(reader) == papers[1]
        assert not archived(reader)


async def test_a_decision_that_another_change_followed_is_left_and_said(start: Start, home: Path) -> None:
    async with start() as reader:
        key = reader.main.target() or ""
        await reader.press("T", "r", "r")
        reader.reading.flush()
        with ReadingList.open(home, clock=lambda: NOW) as other:
            other.mark("archived", key)
        reader.main.poll()
        await reader.settle()
        await reader.press("q", "u")
        assert "1 paper changed since" in told(reader)
        assert reader.reading.state(key).status is Status.ARCHIVED
        assert len([it for it in reader.reading.store.states.values() if it.status is Status.READ]) == 0


async def test_a_key_in_the_footer_can_be_clicked(start: Start) -> None:
    async with start() as reader:
        await reader.press("T")
        bar = screen(reader).bar
        column = reader.lines[bar.region.y].index("x archive")
        await reader.pilot.click(offset=(column + 3, bar.region.y))
        await reader.settle()
        assert len(archived(reader)) == 1


async def test_the_readers_own_keys_count_in_triage_as_well(start: Start) -> None:
    async with start(settings=Settings(fetch=OFFLINE.fetch, keys={"archive": ("e",)})) as reader:
        await reader.press("T")
        assert "e archive" in reader.screen
        await reader.press("e")
        assert len(archived(reader)) == 1
        await reader.press("x")
        assert len(archived(reader)) == 1


async def test_its_help_lists_its_keys(start: Start) -> None:
    async with start() as reader:
        await reader.press("T", "question_mark")
        assert "Undo the last decision and return to its paper" in reader.screen
        await reader.press(*"archive", "enter")
        assert len(archived(reader)) == 1, "a key is chosen there, too"


async def test_the_terminals_cursor_is_where_the_paper_begins(start: Start) -> None:
    async with start() as reader:
        await reader.press("T")
        x, y = reader.app.cursor_position
        assert reader.lines[y][x:].startswith(title(reader)[:20])


@pytest.mark.parametrize("size", [(200, 50), (100, 30), (60, 20), (40, 12)])
async def test_it_fits_every_terminal_and_follows_its_size(start: Start, size: tuple[int, int]) -> None:
    async with start(size=size) as reader:
        await reader.press("T")
        for width, height in (size, (40, 12), (120, 40), size):
            await reader.pilot.resize_terminal(width, height)
            await reader.settle()
            lines = reader.lines
            assert len(lines) == height
            assert "1 of 88" in lines[0]
            assert "PreRoutGNN" in reader.screen
            assert "? keys" in lines[-1]
            text = next(line for line in lines if "PreRoutGNN" in line)
            if width >= 100:
                left = len(text) - len(text.lstrip())
                assert abs(left - (width - 80) // 2) <= 3, "the paper is in the middle"


async def test_keys_decide_in_a_terminal_too_small_to_show_a_paper(start: Start) -> None:
    async with start() as reader:
        papers = reader.titles
        await reader.press("T", "n", *"seen", "enter")
        for size in ((40, 8), (5, 3), (1, 1)):
            await reader.pilot.resize_terminal(*size)
            await reader.press("G")  # the text above the note begins above the screen
            await reader.press("k", "space")
        await reader.pilot.resize_terminal(120, 32)
        await reader.settle()
        assert title(reader) == papers[3]
        assert "4 of 88" in head(reader)


async def test_the_sweep_asks_about_what_waited_in_the_queue(start: Start, home: Path) -> None:
    with ReadingList.open(home, clock=lambda: NOW - timedelta(days=45)) as before:
        old = [before.library.key(row) for row in range(4)]
        before.queue(*old)
    with ReadingList.open(home, clock=lambda: NOW) as before:
        fresh = before.library.key(5)
        before.queue(fresh)
    async with start() as reader:
        await reader.press("f", *"sweep", "enter")
        assert "Sweep" in head(reader)
        await reader.press("q", "W")
        assert "1 of 4" in head(reader)
        assert "1st in queue for 45 days" in reader.screen
        await reader.press("a", "x", "r", "space")
        assert "Kept 1, archived 1, read 1, skipped 1" in reader.screen
        await reader.press("enter")
        assert list(reader.reading.queued()) == [old[3], fresh, old[0]]


async def test_a_paper_says_why_it_is_there(start: Start) -> None:
    async with start() as reader:
        await choose(reader, 5)
        await reader.press("7", "g")
        paper = reader.title
        await reader.press("T")
        assert title(reader) == paper
        assert "for you" in reader.screen


async def test_the_head_of_a_narrow_terminal_keeps_a_long_count_whole(start: Start) -> None:
    async with start(size=(40, 12)) as reader:
        await reader.press("T")
        screen(reader).head.words = "1 of 10,000, about 27 hours"
        await reader.settle()
        assert head(reader).endswith(" 1 of 10,000")
