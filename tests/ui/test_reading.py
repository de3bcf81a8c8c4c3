"""Reading one paper after the other: pages, the whole width, and the place in each."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from readerapp.ui.app import ReaderApp
from tests.ui.conftest import OFFLINE, Reader, Start

WORDS = " ".join(f"word{number}" for number in range(400))


@pytest.fixture
def long_papers(home: Path) -> None:
    home.mkdir()
    records = ({"title": f"Paper {n}", "abstract": f"start{n} {WORDS} end{n}"} for n in range(4))
    (home / "papers.jsonl").write_text("".join(json.dumps(record) + "\n" for record in records), "utf-8")


def top_words(reader: Reader) -> str:
    """The words of the paper's first line on the screen."""
    region = reader.main.paper_view.region
    return reader.lines[region.y][region.x + 1 :].strip(" ▁▂▃▄▅▆▇█")


async def to_the_end(reader: Reader) -> None:
    while f"end{reader.title.removeprefix('Paper ')}" not in reader.screen:
        await reader.press("space")


@pytest.mark.usefixtures("long_papers")
async def test_space_pages_down_the_paper_without_skipping_a_line(start: Start) -> None:
    async with start(size=(120, 20)) as reader:
        await reader.press("enter")
        last = reader.lines[-3].split("│")[1].strip(" ▁▂▃▄▅▆▇█")
        await reader.press("space")
        assert top_words(reader) == last
        assert not reader.main.paper_list.selected


@pytest.mark.usefixtures("long_papers")
async def test_space_at_the_end_opens_the_next_paper_at_its_top_and_says_so(start: Start) -> None:
    async with start(size=(120, 20)) as reader:
        await reader.press("j", "enter", "space", "k", "h", "k", "enter")
        first = reader.title
        await to_the_end(reader)
        assert reader.title == first
        await reader.press("space")
        assert (reader.title, reader.said) == (reader.titles[1], "Next paper, 2 of 4 in this list")
        assert reader.main.paper_view.top == 0
        assert reader.main.paper_view.has_focus


@pytest.mark.usefixtures("long_papers")
async def test_space_at_the_end_of_a_queued_paper_opens_the_next_in_the_queue(start: Start) -> None:
    async with start(size=(120, 20)) as reader:
        keys = [reader.reading.library.key(row) for row in reader.main.shelf.rows]
        reader.reading.queue(keys[0], keys[3])
        await reader.press("enter")
        await to_the_end(reader)
        await reader.press("space")
        assert (reader.main.target(), reader.said) == (keys[3], "Next paper, 2nd in the queue")
        await to_the_end(reader)
        await reader.press("space")
        assert (reader.main.target(), reader.said) == (keys[3], "The end of the last paper in this list")


async def test_enter_twice_reads_in_the_whole_width_and_escape_goes_back_one_step_each(start: Start) -> None:
    async with start(size=(140, 30)) as reader:
        await reader.press("enter")
        assert "│" in reader.lines[5]
        await reader.press("enter")
        assert not reader.main.paper_list.display
        text = [line for line in reader.lines[4:-2] if len(line.strip(" ▁▂▃▄▅▆▇█")) > 70]
        lefts = {len(line) - len(line.lstrip()) for line in text}
        assert len(lefts) == 1
        assert abs(lefts.pop() - (140 - 79) // 2) <= 2, "it stands in the middle"
        await reader.press("escape")
        assert reader.main.paper_list.display
        assert reader.main.paper_view.has_focus
        await reader.press("h")
        assert reader.main.paper_list.has_focus


@pytest.mark.parametrize(
    ("count", "line"),
    [
        (10, "A0, A1, A2, A3, A4, A5, A6, A7, A8, A9"),
        (11, "A0, A1, A2, A3, A4, A5, A6, A7, 2 more, A10"),
        (3000, "A0, A1, A2, A3, A4, A5, A6, A7, 2,991 more, A2999"),
    ],
)
async def test_of_many_authors_the_first_are_named_and_the_last(
    start: Start, home: Path, count: int, line: str
) -> None:
    home.mkdir()
    record = {"title": "By many", "authors": [f"A{number}" for number in range(count)]}
    (home / "papers.jsonl").write_text(json.dumps(record) + "\n", "utf-8")
    async with start() as reader:
        assert any(shown.split("│")[-1].strip() == line for shown in reader.lines)


@pytest.mark.parametrize("measure", [60, 100])
@pytest.mark.usefixtures("long_papers")
async def test_lines_are_as_long_as_the_setting_measure_allows(start: Start, measure: int) -> None:
    async with start(size=(140, 40), settings=replace(OFFLINE, measure=measure)) as reader:
        reader.reading.note(reader.main.target() or "", WORDS)
        await reader.press("enter", "enter")
        lines = [line.strip(" ▁▂▃▄▅▆▇█") for line in reader.lines[3:-2]]
        assert measure - 8 < max(len(line) for line in lines) <= measure
        await reader.press("G")
        lines = [line.strip(" ▁▂▃▄▅▆▇█") for line in reader.lines[5:-2]]
        assert measure - 8 < max(len(line) for line in lines) <= measure, "the note's as well"


async def test_a_note_stands_under_the_text_in_the_whole_width(start: Start) -> None:
    async with start(size=(140, 40)) as reader:
        reader.reading.note(reader.main.target() or "", "Read *me* first.")
        await reader.press("enter", "enter")
        head = next(line for line in reader.lines if "Note ·" in line)
        note = next(line for line in reader.lines if "Read me first." in line)
        assert note.index("Read") == head.index("✎")


@pytest.mark.parametrize("note", ["", "A note.\n" * 30])
@pytest.mark.usefixtures("long_papers")
async def test_what_is_at_the_top_of_the_paper_stays_there_at_any_width(start: Start, note: str) -> None:
    async with start(size=(120, 20)) as reader:
        if note:
            reader.reading.note(reader.main.target() or "", note)
        await reader.press("l", "space", "space")
        before = reader.main.paper_view.top
        word = top_words(reader).split()[0]
        for width in (200, 60, 101, 140):
            await reader.pilot.resize_terminal(width, 20)
            await reader.settle()
            assert word in top_words(reader)
        await reader.press("enter")
        assert word in top_words(reader)
        await reader.press("escape")
        await reader.pilot.resize_terminal(120, 20)
        await reader.settle()
        assert reader.main.paper_view.top == before


async def test_full_width_of_a_narrow_terminal_is_what_it_has(start: Start) -> None:
    async with start(size=(60, 20)) as reader:
        await reader.press("enter", "enter", "escape")
        assert reader.main.paper_list.display


@pytest.mark.usefixtures("long_papers")
async def test_no_frame_shows_another_line_on_top_while_the_width_changes(
    start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with start(size=(120, 20)) as reader:
        await reader.press("l", "space", "space")
        word, frames = top_words(reader).split()[0], list[str]()

        def display(_app: object, _screen: object, update: object) -> None:
            if update is not None:
                frames.append(top_words(reader))

        monkeypatch.setattr(ReaderApp, "_display", display)
        await reader.press("enter", "escape")
        await reader.pilot.resize_terminal(160, 20)
        await reader.settle()
        assert frames
        assert all(word in frame.split() for frame in frames)


@pytest.mark.usefixtures("long_papers")
async def test_the_place_of_one_paper_is_not_taken_for_that_of_another(start: Start) -> None:
    async with start(size=(120, 20)) as reader:
        await reader.press("l", "space", "space")
        await reader.pilot.resize_terminal(200, 20)
        await reader.settle()
        await reader.pilot.resize_terminal(120, 20)
        await reader.settle()
        top, word = reader.main.paper_view.top, top_words(reader).split()[0]
        reader.main.paper_view.text._kept = (top, (3, 0))  # as of another paper, scrolled as far
        await reader.press("h", "j", "l", "space", "space")
        assert reader.main.paper_view.top == top
        await reader.pilot.resize_terminal(200, 20)
        await reader.settle()
        assert word in top_words(reader).split()
