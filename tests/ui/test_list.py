"""Moving in the list, and what its rows show."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from rich.cells import cell_len

from tests.ui.conftest import Start


async def test_the_first_start_shows_every_paper_of_the_seed_and_three_keys(start: Start) -> None:
    async with start() as reader:
        assert "88 of 88" in reader.screen
        assert "PreRoutGNN for Timing Prediction" in reader.lines[3]
        assert reader.said.startswith("88 samples: / searches")


async def test_the_welcome_is_gone_after_the_first_use(start: Start) -> None:
    async with start() as reader:
        await reader.press("a")
    async with start() as reader:
        assert "samples" not in reader.said


async def test_j_and_k_walk_and_stop_at_the_ends(start: Start) -> None:
    async with start() as reader:
        first = reader.title
        await reader.press("k")
        assert reader.title == first
        await reader.press("j", "j", "k")
        assert reader.title == reader.titles[1]
        await reader.press("G", "j")
        assert reader.title == reader.titles[-1]
        await reader.press("g")
        assert reader.title == first


async def test_the_paper_beside_the_list_is_the_highlighted_one(start: Start) -> None:
    async with start() as reader:
        await reader.press("j")
        shown = reader.main.paper_view.shown
        assert shown is not None
        assert shown.paper.title == reader.title == "When Do Curricula Work in Federated Learning?"


async def test_half_a_page_down_and_up_comes_back(start: Start) -> None:
    async with start() as reader:
        await reader.press("ctrl+d", "ctrl+d", "ctrl+u", "ctrl+u")
        assert reader.main.paper_list.cursor == 0


async def test_next_unread_skips_papers_that_are_read(start: Start) -> None:
    async with start() as reader:
        await reader.press("j", "r", "j", "r", "g", "J")
        assert reader.main.paper_list.cursor == 3
        await reader.press("K")
        assert reader.main.paper_list.cursor == 0


async def test_status_is_told_by_shape(start: Start) -> None:
    async with start() as reader:
        await reader.type("is:any")
        await reader.press("enter", "g", "r", "j", "R", "j", "x")
        assert [line[2] for line in reader.lines[3:7]] == ["○", "◐", "–", "●"]


async def test_a_row_shows_its_queue_place_note_and_code(start: Start) -> None:
    async with start() as reader:
        reader.reading.note(reader.main.target() or "", "Read me first.")
        await reader.press("a")
        assert reader.lines[3][2:9] == "● ✎ 1 ⌥"


async def test_columns_line_up_whatever_the_width_of_the_glyphs(start: Start, home: Path) -> None:
    home.mkdir()
    titles = [
        "漢字の題名は二倍の幅" * 8,
        "plain title " * 12,
        "e\u0301 combining " * 12,
        "👩‍🔬 science " * 12,
    ]
    records = "".join(f'{{"title": "{title}", "listed": "2026-10-09"}}\n' for title in titles)
    (home / "papers.jsonl").write_text(records, encoding="utf-8")
    async with start() as reader:
        rows = reader.main.paper_list
        widths = {rows.render_line(y).cell_length for y in range(4)}
        assert widths == {rows.scrollable_content_region.width}
        assert all("Oct 9" in rows.render_line(y).text for y in range(4))


@pytest.mark.parametrize(
    "title",
    ["[/b]", "[@click=app.quit]x[/]", "Attention [v2] is [x=1]", "$accent [bold]not bold[/bold]"],
)
async def test_brackets_in_titles_are_text(start: Start, home: Path, title: str) -> None:
    home.mkdir()
    (home / "papers.jsonl").write_text(f'{{"title": "{title}"}}\n', encoding="utf-8")
    async with start() as reader:
        assert reader.screen.count(title) == 2
        await reader.press("y")
        assert title in reader.screen
        await reader.press("escape", "a")
        assert title in reader.lines[-1]


async def test_hostile_titles_are_drawn_as_text_in_one_row(start: Start, home: Path) -> None:
    home.mkdir()
    (home / "papers.jsonl").write_text(
        '{"title": "a\\u001b[2Jb\\u202ec\\u0000d\\ud800\\ne"}\n'
        + '{"title": "' + "long " * 2000 + '"}\n{"title": "last"}\n',
        encoding="utf-8",
    )  # fmt: skip
    async with start() as reader:
        shown = "".join(reader.lines)
        assert not any(bad in shown for bad in "\x1b\u202e\x00\ud800")
        assert len(reader.titles) == 3
        assert "last" in reader.screen


async def test_ascii_draws_no_other_signs(start: Start) -> None:
    from readerapp.settings import Settings

    async with start(settings=Settings(ascii=True)) as reader:
        await reader.press("a", "r", "space")
        marks = "".join(line[:10] for line in reader.lines[3:20])
        assert marks.isascii()


async def test_the_cursor_is_drawn_where_it_is_however_far_the_list_is_scrolled(start: Start) -> None:
    async with start() as reader:
        await reader.press(*["j"] * 40)
        for _ in range(10):
            await reader.press("k")
            [marked] = [line for line in reader.lines if line.startswith("▌")]
            assert reader.title[:20] in marked


SORTED = [
    {
        "title": "Voted",
        "upvotes": 1234,
        "stars": 4_567_890,
        "listed": "2026-11-02",
        "published": "2025-03-01",
    },
    {"title": "Starred", "upvotes": 7, "stars": 123_456, "published": "2026-10-01", "added": "2026-11-19"},
    {"title": "Neither", "listed": "2024-05-05"},
]


RIGHT = {
    "sl": {"Voted": "Nov 2", "Starred": "Oct 1", "Neither": "May'24"},
    "st": {"Voted": "Nov 2", "Starred": "Oct 1", "Neither": "May'24"},
    "su": {"Voted": "1,234", "Starred": "7", "Neither": ""},
    "ss": {"Voted": "4.6M", "Starred": "123k", "Neither": ""},
    "sp": {"Voted": "Mar'25", "Starred": "Oct 1", "Neither": ""},
    "sa": {"Voted": "", "Starred": "Nov 19", "Neither": ""},
    "sr": {"Voted": "★★★★", "Starred": "", "Neither": ""},
    "sq": {"Voted": "1", "Starred": "", "Neither": ""},
}
"""What stands in the right column after these keys."""


@pytest.mark.parametrize("width", [70, 120])
async def test_the_right_column_shows_what_the_list_is_sorted_by(
    start: Start, home: Path, width: int
) -> None:
    home.mkdir()
    (home / "papers.jsonl").write_text("".join(json.dumps(paper) + "\n" for paper in SORTED))
    async with start(size=(width, 20)) as reader:
        (voted,) = (reader.reading.library.key(row) for row in reader.reading.shelf("voted").rows)
        reader.reading.queue(voted)
        reader.reading.rate(4, voted)
        wide = reader.main.paper_list.scrollable_content_region.width
        for keys, right in RIGHT.items():
            await reader.press(*keys)
            for title, value in right.items():
                (line,) = (line[:wide] for line in reader.lines[2:8] if title in line[:wide])
                assert line.rstrip().endswith(f"  {value}" if value else title), (keys, line)
                assert not value or len(line.rstrip()) == wide - 1, "they end in one column"


WIDE = (
    "Plain words", "語の学習 by 한국어", "👩‍🚀 and 👍🏽 fly 🇩🇪", "e\u0301\u0302a\u0300 combined",
    "שלום عالم", "ﷺ ﷽ long", "\u200b\u200d",
)  # fmt: skip


@pytest.mark.parametrize("width", [70, 82, 101, 120])
async def test_wide_and_combining_text_keeps_columns_straight(start: Start, home: Path, width: int) -> None:
    home.mkdir()
    rows = [{"title": f"{title} {n} " + title * 9, "listed": "2026-11-02"} for n, title in enumerate(WIDE)]
    (home / "papers.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    async with start(size=(width, 30)) as reader:
        lines = [line for line in reader.lines if line[2:3] == "●" and "Nov 2" in line]
        assert len(lines) == len(WIDE)
        assert len({cell_len(line[: line.index("Nov 2")]) for line in lines}) == 1


async def test_after_midnight_dates_and_ages_are_those_of_the_new_day(start: Start, home: Path) -> None:
    home.mkdir()
    listed = ("2026-12-31", "2026-12-25")
    (home / "papers.jsonl").write_text(
        "".join(f'{{"title": "Paper of {day}", "listed": "{day}"}}\n' for day in listed)
    )
    times = [datetime(2026, 12, 31, 23, 59, tzinfo=UTC)]
    async with start(clock=lambda: times[0]) as reader:
        await reader.type("listed:7d")
        assert len(reader.titles) == 2
        assert "Dec 25" in reader.screen
        times[0] += timedelta(minutes=2)
        reader.main.poll()
        await reader.settle()
        assert reader.titles == ["Paper of 2026-12-31"]
        assert "Dec'26" in reader.screen and "Dec 31" not in reader.screen
        await reader.press("escape")
        assert len(reader.titles) == 2


async def test_the_bar_of_a_list_is_seen_however_early_it_was_made(start: Start) -> None:
    async with start(size=(100, 30)) as reader:
        bar = reader.main.paper_list.vertical_scrollbar
        bar.thickness = 0  # as without styles
        bar.refresh()
        await reader.settle()
        assert any(line[bar.region.x] in "▁▂▃▄▅▆▇" for line in reader.lines if len(line) > bar.region.x)
