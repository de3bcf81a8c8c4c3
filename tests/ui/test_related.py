"""Papers that a search describes, below those that have its words."""

from __future__ import annotations

import threading

import pytest

from readerapp.library.search.shelf import LazyRows
from tests.ui.conftest import Reader, Start

SOME = "teach sums"
"""One paper has both words; many have to do with them."""
NONE = "mixing skills to teach sums"


def rule(reader: Reader) -> int:
    """The line of the screen that says `related`."""
    return next(y for y, line in enumerate(reader.lines) if "─ related ─" in line)


def shown(reader: Reader) -> list[str]:
    library = reader.reading.library
    return [library.title(row) for row in reader.main.shelf.shown]


async def search(reader: Reader, words: str) -> None:
    await reader.type(words)
    await reader.press("enter")


async def test_related_papers_stand_below_a_rule_that_the_cursor_steps_over(start: Start) -> None:
    async with start() as reader:
        await search(reader, SOME)
        assert len(reader.titles) == 1 and len(shown(reader)) > 20
        assert rule(reader) == 4
        seen = [reader.title]
        for _ in range(3):
            await reader.press("j")
            assert reader.title[:30] in next(line for line in reader.lines if line.startswith("▌"))
            seen.append(reader.title)
        assert seen == shown(reader)[:4]
        assert reader.main.menu_place().y == 7
        await reader.press("k", "k", "k")
        assert reader.title == seen[0]


async def test_where_no_paper_has_all_words_the_rule_stands_on_top(start: Start) -> None:
    async with start() as reader:
        await search(reader, NONE)
        assert reader.titles == []
        assert rule(reader) == 3
        assert reader.title == shown(reader)[0]
        assert "no exact match · " in reader.lines[0]
        await reader.press("j", "g")
        assert rule(reader) == 3, "in sight again"


async def test_the_top_line_counts_both_kinds(start: Start) -> None:
    async with start() as reader:
        await search(reader, SOME)
        assert f"1 of 88 · {len(shown(reader)) - 1} related" in reader.lines[0]
        await search(reader, "learning")
        assert "related" not in reader.lines[0]


async def test_a_click_goes_to_the_row_below_the_rule_and_one_on_it_nowhere(start: Start) -> None:
    async with start() as reader:
        await search(reader, SOME)
        await reader.pilot.click("#papers", offset=(20, 2))
        assert reader.main.paper_list.cursor == 1
        await reader.pilot.click("#papers", offset=(20, 1))
        assert reader.main.paper_list.cursor == 1


async def test_the_last_related_paper_is_reached_and_in_sight(start: Start) -> None:
    async with start(size=(120, 12)) as reader:
        await search(reader, NONE)
        await reader.press("G")
        assert reader.title == shown(reader)[-1]
        assert any(line.startswith("▌") for line in reader.lines)


async def test_keys_act_on_a_related_paper(start: Start) -> None:
    async with start() as reader:
        await search(reader, NONE)
        await reader.press("j", "a", "r")
        assert reader.reading.state(str(reader.main.target())).status == "read"
        await reader.press("u", "j", "space", "a")
        assert len(reader.reading.queued()) == 2
        assert reader.said.startswith("Queued")


async def test_next_unread_goes_on_among_the_related(start: Start) -> None:
    async with start() as reader:
        await search(reader, SOME)
        await reader.press("j", "r", "k", "J")
        assert reader.main.paper_list.cursor == 2


@pytest.mark.parametrize(("words", "exact"), [(SOME, True), (NONE, False)])
async def test_select_all_takes_those_that_match_else_the_related(
    start: Start, words: str, exact: bool
) -> None:
    async with start() as reader:
        await search(reader, words)
        await reader.press("ctrl+a")
        shelf = reader.main.shelf
        assert sorted(reader.main.paper_list.selected) == sorted(shelf.rows if exact else shelf.shown)
        await reader.press("ctrl+a")
        assert not reader.main.paper_list.selected


async def test_a_range_goes_across_the_rule(start: Start) -> None:
    async with start() as reader:
        await search(reader, SOME)
        await reader.press("v", "j", "j")
        assert len(reader.main.paper_list.selected) == 3
        await reader.press("a")
        assert [reader.reading.paper(key).title for key in reader.reading.queued()] == shown(reader)[:3]


async def test_the_words_that_make_a_paper_related_are_marked(start: Start) -> None:
    async with start(size=(200, 40)) as reader:
        await search(reader, SOME)
        y = next(
            y for y, title in enumerate(shown(reader)) if title == "Teaching Arithmetic to Small Transformers"
        )
        marked = [segment.text for segment in reader.main.paper_list.render_line(y + 1)]
        assert "Teaching" in marked, "another form of a word"
        await reader.press(*["j"] * y)
        content = reader.main.paper_view.text.render()
        spans = [span for span in content.spans if "match" in str(span.style)]
        marked = [content.plain[span.start : span.end] for span in spans]
        assert marked[0] == "Teaching" and len(marked) > 1


async def test_related_papers_below_the_first_are_found_behind_the_interface(
    start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[bool] = []
    page = LazyRows._page

    def watched(rows: LazyRows, number: int) -> object:
        if number not in rows._pages:
            asked.append(threading.current_thread() is threading.main_thread())
        return page(rows, number)

    monkeypatch.setattr(LazyRows, "_page", watched)
    async with start() as reader:
        await search(reader, NONE)
        await reader.press("j", "j")
        assert asked == [False]
        for title in shown(reader)[:25]:
            assert any(title[:20] in line for line in reader.lines)
