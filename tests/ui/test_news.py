"""What is new since the last visit, and how the list shows it."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from readerapp.settings import Settings
from tests.ui.conftest import NOW, Start

BEFORE = NOW - timedelta(days=2)
LABEL = "2 new since Wednesday"


def write(home: Path, *papers: tuple[str, str, datetime], visit: datetime | None = BEFORE) -> None:
    """A home with (title, listing date, added) and a visit that ended then."""
    home.mkdir(exist_ok=True)
    records = [{"title": t, "listed": date, "added": added.isoformat()} for t, date, added in papers]
    (home / "papers.jsonl").write_text("".join(json.dumps(record) + "\n" for record in records), "utf-8")
    if visit:
        (home / "cache").mkdir(exist_ok=True)
        record = {name: visit.isoformat() for name in ("since", "until")}
        (home / "cache" / "visit.json").write_text(json.dumps(record), "utf-8")


@pytest.fixture
def run(home: Path) -> Path:
    """Two new papers, listed after two old ones."""
    old, new = BEFORE - timedelta(days=1), NOW - timedelta(hours=1)
    papers = [("Older one", "2026-11-17", old), ("Older two", "2026-11-16", old)]
    write(home, *papers, ("Newer one", "2026-11-19", new), ("Newer two", "2026-11-18", new))
    return home


@pytest.fixture
def scattered(home: Path) -> Path:
    """A new paper of an earlier date than the old ones."""
    old, new = BEFORE - timedelta(days=1), NOW - timedelta(hours=1)
    write(home, ("Early", "2020-01-01", new), ("Known", "2024-01-01", old), ("Late", "2026-01-01", old))
    return home


async def test_a_divider_stands_below_what_is_new(start: Start, run: Path) -> None:
    async with start() as reader:
        shown = [line[10:40].split("  ")[0].strip(" ─│↑") for line in reader.lines[3:8]]
        assert shown == ["Newer one", "Newer two", LABEL, "Older one", "Older two"]


async def test_the_cursor_skips_the_divider(start: Start, run: Path) -> None:
    async with start() as reader:
        seen = []
        for _ in range(4):
            marked = next(line for line in reader.lines if line.startswith("▌"))
            assert reader.title in marked
            seen.append(reader.title)
            await reader.press("j")
        assert seen == ["Newer one", "Newer two", "Older one", "Older two"]
        assert reader.main.menu_place().y == 7


async def test_a_click_goes_to_the_paper_it_hits_and_one_on_the_divider_nowhere(
    start: Start, run: Path
) -> None:
    async with start() as reader:
        await reader.pilot.click("#papers", offset=(20, 3))
        assert reader.title == "Older one"
        await reader.pilot.click("#papers", offset=(20, 2))
        assert reader.title == "Older one"


async def test_the_last_paper_is_in_sight_below_a_divider(start: Start, home: Path) -> None:
    old, new = BEFORE - timedelta(days=1), NOW - timedelta(hours=1)
    papers = [(f"Old {n}", "2026-11-01", old) for n in range(100)]
    write(home, ("New", "2026-11-19", new), *papers)
    async with start() as reader:
        await reader.press("G")
        last = next(line for line in reader.lines if line.startswith("▌"))
        assert "Old 99" in last
        await reader.press("g")
        assert "New" in reader.lines[3]


async def test_nothing_is_new_on_a_first_visit(start: Start, run: Path) -> None:
    (run / "cache" / "visit.json").unlink()
    async with start() as reader:
        assert "new since" not in reader.screen


async def test_where_all_is_new_nothing_is_marked(start: Start, home: Path) -> None:
    write(home, ("One", "2026-11-01", NOW), ("Two", "2026-11-01", NOW))
    async with start() as reader:
        assert "new since" not in reader.screen
        assert "•" not in reader.screen


async def test_new_papers_among_old_ones_are_marked_one_by_one(start: Start, scattered: Path) -> None:
    async with start() as reader:
        assert "new since" not in reader.screen
        assert ["•" in line[:60] for line in reader.lines[3:6]] == [False, False, True]
        await reader.press("s", "a")
        assert "1 new since Wednesday" in reader.lines[4], "by the time they came in the new one comes first"


async def test_those_below_the_divider_are_marked_and_counted(start: Start, home: Path) -> None:
    old, new = BEFORE - timedelta(days=1), NOW - timedelta(hours=1)
    write(home, ("Early", "2020-01-01", new), ("Known", "2024-01-01", old), ("Late", "2026-01-01", new))
    async with start() as reader:
        assert "1 new since Wednesday, 1 more below" in reader.lines[4]
        assert ["•" in reader.lines[y][:60] for y in (3, 5, 6)] == [False, False, True]


@pytest.mark.parametrize("width", [120, 60, 45])
async def test_marks_leave_the_columns_in_line(start: Start, scattered: Path, width: int) -> None:
    async with start(size=(width, 20)) as reader:
        rows = reader.main.paper_list
        assert {rows.render_line(y).cell_length for y in range(3)} == {rows.scrollable_content_region.width}


@pytest.mark.parametrize("width", [200, 120, 60, 40, 20, 8])
async def test_the_divider_fits_any_width(start: Start, run: Path, width: int) -> None:
    async with start(size=(width, 20)) as reader:
        rows = reader.main.paper_list
        assert rows.render_line(2).cell_length == rows.scrollable_content_region.width


async def test_ascii_draws_the_divider_too(start: Start, run: Path) -> None:
    async with start(settings=Settings(ascii=True)) as reader:
        assert LABEL in reader.lines[5]
        assert reader.lines[5][:50].isascii()


async def test_the_reversed_list_marks_what_stands_at_its_end(start: Start, run: Path) -> None:
    async with start() as reader:
        await reader.press("S")
        assert "new since" not in reader.screen
        assert ["•" in line[:60] for line in reader.lines[3:7]] == [False, False, True, True]


async def test_the_views_menu_finds_what_is_new(start: Start, run: Path) -> None:
    async with start() as reader:
        await reader.press("f")
        assert "New since Wednesday" in reader.screen
        await reader.press(*"since", "enter")
        assert sorted(reader.titles) == ["Newer one", "Newer two"]


async def test_what_was_new_stays_new_when_the_reader_comes_back_soon(start: Start, run: Path) -> None:
    async with start() as reader:
        assert LABEL in reader.screen
    async with start() as reader:
        assert LABEL in reader.screen
    assert not (run / "state.json").exists(), "looking leaves no state"


async def test_a_paper_that_comes_in_now_is_new(start: Start, run: Path) -> None:
    async with start() as reader:
        with (run / "papers.jsonl").open("a", encoding="utf-8") as file:
            record = {"title": "Newest", "listed": "2026-11-20", "added": NOW.isoformat()}
            file.write(json.dumps(record) + "\n")
        await reader.press("f5")
        assert "3 new since Wednesday" in reader.screen
        assert reader.title == "Newer one", "the cursor stays on its paper"
        assert "Newest" in reader.lines[3], "and what came in on top is in sight"


async def test_an_app_left_open_begins_another_visit_with_the_first_key(start: Start, run: Path) -> None:
    hours = [0.0]
    async with start(clock=lambda: NOW + timedelta(hours=hours[0])) as reader:
        assert LABEL in reader.screen
        hours[0] = 0.06  # a few minutes on: still the same visit
        await reader.press("j")
        hours[0] = 15
        assert LABEL in reader.screen
        await reader.press("k")
        assert "new since" not in reader.screen, "all of it had been seen"


async def test_the_seeds_are_no_news_once_one_of_them_was_archived(start: Start) -> None:
    async with start() as reader:
        await reader.press("j", "j", "x", "u", "j", "a")
        assert " new since " not in reader.screen


async def test_what_is_new_and_archived_is_not_counted_as_shown_below(start: Start, home: Path) -> None:
    old, new = BEFORE - timedelta(days=1), NOW - timedelta(hours=1)
    papers = [("Top", "2026-11-19", new), ("Known", "2026-11-18", old), ("Low", "2026-11-17", new)]
    write(home, *papers, ("Lowest", "2026-11-16", new))
    async with start() as reader:
        assert "1 new since Wednesday, 2 more below" in reader.screen
        await reader.press("G", "x")
        assert "1 new since Wednesday, 1 more below" in reader.screen
