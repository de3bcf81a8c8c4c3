"""Search, views and orders by keys."""

from __future__ import annotations

import json
import threading
from pathlib import Path

import pytest
from filelock import FileLock
from textual import events

from readerapp.domain.ids.keys import title_key
from readerapp.library import Shelf
from readerapp.settings import SavedView, Settings
from tests.ui.conftest import Reader, Start


async def test_results_are_the_list_as_you_type(start: Start) -> None:
    async with start() as reader:
        await reader.type("curiculum lerning")
        assert len(reader.titles) >= 3
        assert all("Curriculum Learning" in title for title in reader.titles[:3])
        await reader.press("enter")
        assert reader.main.paper_list.has_focus
        assert reader.main.search_bar.box.value == "curiculum lerning"


async def test_escape_clears_and_returns_to_the_paper_it_was_on(start: Start) -> None:
    async with start() as reader:
        await reader.press("j", "j", "j")
        before = reader.title
        await reader.type("timing prediction")
        assert reader.title != before
        await reader.press("escape")
        assert reader.title == before
        assert len(reader.titles) == 88


async def test_the_highlighted_paper_stays_while_it_matches(start: Start) -> None:
    async with start() as reader:
        await reader.type("learning")
        await reader.press("enter", "j", "j")
        before = reader.title
        word = max(before.split(), key=len)
        await reader.type(f"learning {word}")
        assert reader.title == before


async def test_the_best_hit_is_highlighted_while_the_reader_has_chosen_none(start: Start) -> None:
    async with start() as reader:
        await reader.press("slash", *"cur")
        assert reader.main.paper_list.cursor == 0
        await reader.press(*"iculum evol")
        assert reader.main.paper_list.cursor == 0
        assert reader.title == "Self-Evolving Curriculum for LLM Reasoning"


async def test_arrows_move_in_the_list_while_searching(start: Start) -> None:
    async with start() as reader:
        await reader.type("learning")
        await reader.press("down")
        assert reader.main.paper_list.cursor == 1
        assert reader.main.search_bar.box.has_focus


async def test_no_result_says_what_was_searched_and_offers_the_nearest(start: Start) -> None:
    async with start() as reader:
        await reader.type("zzzzqqqqxxxx")
        assert "Nothing matches zzzzqqqqxxxx" in reader.screen
        assert "esc clears" in reader.screen


async def test_an_empty_queue_says_how_to_fill_it(start: Start) -> None:
    async with start() as reader:
        await reader.press("3")
        assert "Nothing queued. a on a paper puts it here." in reader.screen
        await reader.press("1", "a", "3")
        assert len(reader.titles) == 1


async def test_an_order_is_chosen_and_turned_round(start: Start) -> None:
    async with start() as reader:
        await reader.press("s", "t")
        titles = reader.titles
        assert [title[0] for title in titles] == sorted(title[0] for title in titles)
        assert "by title" in reader.lines[1]
        await reader.press("S")
        assert reader.titles[0] == titles[-1]


async def test_the_readers_own_views_follow_the_built_in_ones(start: Start) -> None:
    settings = Settings(views=(SavedView("Curricula", "curriculum"),))
    async with start(settings=settings) as reader:
        assert "Curricula" in reader.lines[1]
        await reader.press("8")
        assert 0 < len(reader.titles) < 88


async def test_a_wrong_term_shows_its_reason_and_the_rest_searches(start: Start) -> None:
    async with start() as reader:
        await reader.type("curriculum rating:abc")
        assert "^" in reader.lines[1]
        assert 0 < len(reader.titles) < 88
        await reader.press("escape")
        assert reader.lines[1].lstrip().startswith("All")


async def test_q_backs_out_one_level_then_quits(start: Start) -> None:
    async with start() as reader:
        await reader.press("2", "l", "q")
        assert reader.main.paper_list.has_focus
        await reader.press("q")
        assert reader.main.view_bar.active == 0
        assert reader.app.is_running
        await reader.pilot.press("q")
        assert not reader.app.is_running


async def burst(reader: Reader, keys: str) -> None:
    """Keys all at once, as a fast typist over a slow line sends them."""
    names = {" ": "space", "\r": "enter", "/": "slash", "\b": "backspace", "\x15": "ctrl+u"}
    for key in keys:
        reader.app.post_message(events.Key(names.get(key, key), key))
    for _ in range(5):
        await reader.settle()


async def test_keys_typed_ahead_of_the_search_box_reach_it(start: Start) -> None:
    async with start() as reader:
        await burst(reader, "/self evolving fax")
        assert reader.main.search_bar.box.value == "self evolving fax"
        assert not reader.reading.queued()


async def test_corrections_among_fast_letters_take_the_right_ones(start: Start) -> None:
    async with start() as reader:
        await burst(reader, "/teh\b\bhe loss")
        assert reader.main.search_bar.box.value == "the loss"
        await burst(reader, "\x15icl")
        assert reader.main.search_bar.box.value == "icl"


async def test_keys_typed_ahead_of_a_menu_choose_from_it(start: Start) -> None:
    async with start() as reader:
        await burst(reader, "yg")
        assert [text.split()[0] for text in reader.copied] == ["git"]


async def test_keys_typed_ahead_of_the_note_are_in_it(start: Start) -> None:
    async with start() as reader:
        await burst(reader, "na first thought")
        await reader.press("escape")
        assert reader.reading.state(reader.main.target() or "").note == "a first thought"


async def test_keys_typed_ahead_of_the_results_act_on_them(start: Start) -> None:
    async with start() as reader:
        await burst(reader, "/self evolving\rac")
        assert reader.main.search_bar.box.value == "self evolving"
        queued = [reader.reading.paper(key).title for key in reader.reading.queued()]
        assert queued == ["Self-Evolving Curriculum for LLM Reasoning"]


async def test_tab_completes_fields_values_and_the_readers_tags(start: Start) -> None:
    async with start() as reader:
        reader.reading.tag([reader.main.target() or ""], ["chip-design"])
        await reader.press("slash", *"ta", "tab", *"ch", "tab")
        assert reader.main.search_bar.box.value == "tag:chip-design"
        assert len(reader.titles) == 1
        await reader.press("tab")
        assert reader.main.paper_view.has_focus


async def test_a_pasted_title_of_two_lines_is_searched_as_one(start: Start) -> None:
    async with start() as reader:
        await reader.press("slash")
        reader.app.post_message(events.Paste("Cyclical \x1b[31mCurriculum\r\n   Learning\x07\n"))
        await reader.settle()
        assert reader.main.search_bar.box.value == "Cyclical Curriculum Learning"
        assert reader.titles[0].startswith("Cyclical Curriculum Learning")


async def test_words_are_edited_as_in_a_shell(start: Start) -> None:
    async with start() as reader:
        await reader.type("deep learning")
        for key in ("alt+backspace", "alt+b", "alt+d"):
            reader.app.post_message(events.Key(key, None))
        await reader.settle()
        assert reader.main.search_bar.box.value == ""


LIBRARY = [
    {"title": f"Paper {n}", "abstract": "A robot." if n % 2 else "", "listed": "2026-10-09"}
    for n in range(3000)
]


async def test_while_the_index_is_made_the_list_says_so_and_becomes_whole_by_itself(
    start: Start, home: Path
) -> None:
    home.mkdir()
    lines = "".join(json.dumps(paper) + "\n" for paper in LIBRARY)
    (home / "papers.jsonl").write_text(lines)
    folder = home / "cache" / "index"
    folder.mkdir(parents=True)
    lock = FileLock(folder / "lock")
    lock.acquire()  # as another program does that makes it
    (folder / "progress").write_text("40")
    async with start(settled=False) as reader:
        await reader.pilot.press("slash", *"robot")
        assert await reader.shows("0 of 3,000 · indexing 40 %")
        assert not reader.main.shelf.whole
        assert await reader.shows("No title or author has robot so far")
        assert "The index is on its way" in reader.screen and "Nothing matches" not in reader.screen
        await reader.pilot.press("space", *"paper")
        assert await reader.shows("200 of 3,000 · indexing 40 %"), "abstracts may have both words"
        assert "no exact match" not in reader.screen
        await reader.pilot.press(*["backspace"] * len(" paper"))
        lock.release()
        await reader.settle()
        assert len(reader.titles) == 1500 and reader.main.shelf.whole
        assert "indexing" not in reader.screen


async def test_the_paper_the_reader_was_at_is_highlighted_once_the_index_finds_it(
    start: Start, home: Path
) -> None:
    home.mkdir()
    (home / "papers.jsonl").write_text("".join(json.dumps(paper) + "\n" for paper in LIBRARY))
    key = title_key("Paper 77")
    folder = home / "cache" / "index"
    folder.mkdir(parents=True)
    (home / "cache" / "left.json").write_text(json.dumps({"view": "All", "words": "robot", "key": key}))
    lock = FileLock(folder / "lock")
    lock.acquire()
    async with start(settled=False, fresh=False) as reader:
        assert await reader.shows("No title or author has robot so far")
        lock.release()
        await reader.settle()
        assert len(reader.titles) == 1500
        assert reader.title == "Paper 77"


async def test_ctrl_y_takes_what_was_suggested(start: Start) -> None:
    async with start() as reader:
        await reader.type("zzzq OR curiculumm")
        suggestion = reader.main.question.suggested(reader.main.shelf)
        if not suggestion:
            await reader.type("author:pensieri")
            suggestion = reader.main.question.suggested(reader.main.shelf)
        await reader.press("ctrl+y")
        assert reader.main.search_bar.box.value == suggestion != ""


async def test_the_row_to_keep_is_looked_for_behind_the_interface(
    start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[bool] = []
    index = Shelf.index

    def watched(shelf: Shelf, row: int) -> int | None:
        looked.append(threading.current_thread() is threading.main_thread())
        return index(shelf, row)

    async with start() as reader:
        await reader.press("j")
        monkeypatch.setattr(Shelf, "index", watched)
        await reader.type("a")
        assert looked
        assert not any(looked), "it may need every row of the answer in order"
