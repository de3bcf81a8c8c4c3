"""What keys do to the reader's state, and how it is taken back."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from readerapp.actions.reading_list import ReadingList
from readerapp.domain.state import Status
from readerapp.library import Shelf
from readerapp.ui import later_modules
from readerapp.ui.question import next_index
from tests.ui.conftest import Start


async def test_queued_papers_keep_their_order_over_a_restart(start: Start) -> None:
    async with start() as reader:
        await reader.press("a", "j", "a", "j", "a")
        await reader.press("3", "g")
        assert reader.titles[0].startswith("PreRoutGNN")
        await reader.press("shift+down")
        queued = reader.titles
        assert queued[1].startswith("PreRoutGNN")
        assert reader.title == queued[1], "the moved paper stays highlighted"
    async with start() as reader:
        await reader.press("3")
        assert reader.titles == queued


async def test_reading_a_queued_paper_takes_it_out_and_one_undo_brings_both_back(start: Start) -> None:
    async with start() as reader:
        key = reader.main.target() or ""
        await reader.press("a", "r")
        assert reader.reading.state(key).status is Status.READ
        assert not reader.reading.queued()
        await reader.press("u")
        assert reader.reading.state(key).status is Status.UNREAD
        assert list(reader.reading.queued()) == [key]
        await reader.press("ctrl+r")
        assert reader.reading.state(key).status is Status.READ


async def test_a_read_paper_stays_where_it_is_until_the_list_is_made_anew(start: Start) -> None:
    async with start() as reader:
        await reader.press("2", "j", "r")
        title = reader.title
        assert reader.titles[1] == title
        assert len(reader.titles) == 88
        await reader.press("f5")
        assert title not in reader.titles
        assert len(reader.titles) == 87


async def test_what_leaves_the_queue_stays_on_its_list_under_the_cursor(start: Start) -> None:
    async with start() as reader:
        await reader.press("space", "space", "space", "a", "3", "g", "j")
        before = reader.titles
        await reader.press("r")
        assert reader.titles == before
        assert reader.title == before[1]
        await reader.press("f5")
        assert reader.titles == [before[0], before[2]]
        assert reader.title == before[2], "the place in the list is kept where the paper is gone"


async def test_a_key_acts_on_all_selected_papers_as_one_step(start: Start) -> None:
    async with start() as reader:
        await reader.press("space", "space", "space", "a")
        assert len(reader.reading.queued()) == 3
        assert "3 papers" in reader.said
        assert not reader.main.paper_list.selected
        await reader.press("u")
        assert not reader.reading.queued()


async def test_a_range_is_selected_from_v_to_v(start: Start) -> None:
    async with start() as reader:
        await reader.press("j", "v", "j", "j", "v", "j")
        assert reader.main.paper_list.selected == frozenset(reader.main.shelf.rows[1:4])
        await reader.press("ctrl+a")
        assert len(reader.main.paper_list.selected) == 88
        await reader.press("escape")
        assert not reader.main.paper_list.selected


async def test_rating_takes_one_more_key(start: Start) -> None:
    async with start() as reader:
        key = reader.main.target() or ""
        await reader.press("*", "4")
        assert reader.reading.state(key).rating == 4
        assert "★★★★" in reader.screen


async def test_tags_are_typed_on_one_line(start: Start) -> None:
    async with start() as reader:
        key = reader.main.target() or ""
        await reader.press("t", *"rl,chip", "enter")
        assert reader.reading.state(key).tags == ("chip", "rl")
        await reader.press("t", *["backspace"] * 4, "enter")
        assert reader.reading.state(key).tags == ("chip",)


async def test_every_change_says_what_it_did_and_how_to_undo_it(start: Start) -> None:
    async with start(size=(60, 20)) as reader:
        for keys in (["a"], ["r"], ["x"], ["*", "3"]):
            await reader.press(*keys)
            assert reader.lines[-1].endswith("u to undo")


async def test_the_counts_follow_every_change(start: Start) -> None:
    async with start() as reader:
        await reader.press("a", "j", "r")
        assert "Unread 87" in reader.lines[1]
        assert "Queue 1" in reader.lines[1]
        assert "Read 1" in reader.lines[1]


async def test_history_shows_what_was_done_in_words_and_walks_it(start: Start) -> None:
    async with start() as reader:
        await reader.press("a", "j", "r", "U")
        assert "Marked" in reader.screen
        assert "Queued" in reader.screen
        await reader.press("u")
        assert "undone" in reader.screen
        await reader.press("escape")
        assert [str(reader.main.list_row(n).state.status) for n in (0, 1)] == ["unread", "unread"]
        assert len(reader.reading.queued()) == 1


async def test_what_a_script_does_shows_without_moving_the_cursor(start: Start, home: Path) -> None:
    async with start() as reader:
        await reader.press("a", "j", "j")
        before = reader.title
        with ReadingList.open(home) as script:
            script.mark("read", *script.queued())
        reader.main.poll()
        await reader.settle()
        assert reader.lines[3][2] == "○"
        assert "Read 1" in reader.lines[1]
        assert reader.title == before


async def test_conflict_copies_are_offered_and_taken_in_by_one_key(start: Start, home: Path) -> None:
    async with start() as reader:
        await reader.press("a")
        key = reader.main.target() or ""
    copy = home / "state.sync-conflict-20261120-090000-ABCDEFG.json"
    copy.write_text((home / "state.json").read_text())
    with ReadingList.open(home) as other:
        other.undo()
    async with start() as reader:
        assert any("readerapp merge" in line for line in reader.reading.trouble)
        assert reader.main.trouble.display
        await reader.press("M")
        assert "merged 1 file" in reader.said
        assert not reader.main.trouble.display
        assert not copy.exists()
        assert reader.reading.paper(key)


MOVES = (*"JK][jkgG", "enter", "ctrl+d", "space", "ctrl+a", "shift+down", "ctrl+y", "ctrl+r")
KEYS = (*"arRxnNt*cyoOv", "f5")


@pytest.mark.slow
async def test_no_key_fails_in_an_empty_list(start: Start) -> None:
    async with start() as reader:
        await reader.press("3")  # nothing is queued
        await reader.press(*MOVES)
        assert not reader.main.shelf.rows
        for key in KEYS:
            await reader.press(key, "escape", "3")
            assert not reader.main.shelf.rows, key
        assert reader.app.is_running


async def test_an_archived_paper_leaves_the_list_for_the_next_and_undo_brings_it_back(start: Start) -> None:
    async with start() as reader:
        await reader.press("j")
        before = reader.titles
        await reader.press("x")
        assert reader.titles == [before[0], *before[2:]]
        assert (reader.title, reader.main.view_bar.counts["All"]) == (before[2], 87)
        await reader.press("u")
        assert reader.titles == before


async def test_an_archived_paper_leaves_the_queue_and_undo_gives_its_place_back(start: Start) -> None:
    async with start() as reader:
        await reader.press("a", "j", "a", "j", "a", "3")
        before = reader.titles
        await reader.press("g", "j", "x")
        assert reader.titles == [before[0], before[2]]
        await reader.press("u")
        assert reader.titles == before


async def test_several_are_archived_in_one_step_that_says_how_many_and_how_to_undo_it(start: Start) -> None:
    async with start() as reader:
        await reader.press("space", "space", "space", "x")
        assert reader.said == "Marked 3 papers archived"
        assert "u to undo" in reader.lines[-1]
        assert len(reader.titles) == 85
        await reader.type("is:archived")
        assert len(reader.titles) == 3
        await reader.press("enter", "x")
        assert len(reader.titles) == 2


async def test_what_became_of_a_paper_is_whole_where_its_title_has_no_room(start: Start) -> None:
    async with start(size=(60, 20)) as reader:
        await reader.press("x")
        said = reader.lines[-1]
        assert said.startswith(' Marked "PreRoutGNN for') and '…" archived · u to undo' in said
        await reader.press("u")
        assert reader.lines[-1].rstrip().endswith('…" archived')


async def test_the_cursor_goes_to_the_row_after_the_archived_one_also_where_others_leave_with_it(
    start: Start,
) -> None:
    async with start() as reader:
        await reader.press("2", "r", "j")
        following = reader.titles[2]
        await reader.press("x")
        assert reader.titles[0] == reader.title == following
        await reader.press("G")
        before_last = reader.titles[-2]
        await reader.press("x")
        assert reader.title == reader.titles[-1] == before_last


async def test_a_list_whose_papers_are_all_archived_says_so(start: Start) -> None:
    async with start() as reader:
        await reader.press("ctrl+a", "x")
        assert "Every paper is archived or put off." in reader.screen
        await reader.press("u")
        assert len(reader.titles) == 88


@pytest.mark.parametrize("papers", [0, 1])
async def test_what_the_first_change_of_a_new_home_needs_is_loaded_behind_the_list(
    start: Start, home: Path, monkeypatch: pytest.MonkeyPatch, papers: int
) -> None:
    loaded: list[str] = []
    monkeypatch.setattr(later_modules, "import_module", loaded.append)
    if papers:
        home.mkdir()
        (home / "papers.jsonl").write_text('{"title": "A Paper"}\n', "utf-8")
    async with start() as reader:
        await reader.shows("All 1" if papers else "All 88")
        await reader.settle()
    assert ("filelock" in loaded) == (not papers)


async def test_a_list_made_anew_looks_no_further_than_its_first_row_still_there(start: Start) -> None:
    async with start() as reader:
        shelf = reader.main.shelf

        class Rows(list[int]):
            def __getitem__(self, index: Any) -> Any:
                assert (index.stop if isinstance(index, slice) else index) <= 3
                return super().__getitem__(index)

        assert next_index(replace(shelf, rows=Rows(shelf.rows)), 2, shelf) == 2
        assert next_index(replace(shelf, rows=Rows(shelf.rows)), 2, without(shelf, 2)) == 2


def without(shelf: Shelf, at: int) -> Shelf:
    """The same without one of its rows."""
    rows = list(shelf.rows)
    return replace(shelf, rows=[*rows[:at], *rows[at + 1 :]])


async def test_if_no_selected_paper_is_in_the_list_a_key_acts_on_the_highlighted(start: Start) -> None:
    async with start() as reader:
        await reader.press("space")
        selected, title = reader.main.shelf.rows[0], "When Do Curricula Work in Federated Learning?"
        await reader.type("curricula federated")
        await reader.press("enter")
        assert selected not in reader.main.shelf.rows
        assert reader.title == title
        await reader.press("r")
        assert [reader.reading.paper(key).title for key in reader.reading.store.states] == [title]
