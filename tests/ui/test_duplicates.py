"""Papers taken out, and papers that may be one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from readerapp.actions import duplicates
from readerapp.actions.duplicates import Duplicate
from readerapp.actions.reading_list import ReadingList
from readerapp.ui.text_diff import differing_names, differing_words
from tests.ui.conftest import Reader, Start

PAPERS = (
    {"title": "Graphs that Grow", "authors": ["Ada One"], "listed": "2026-11-03", "published": "2026-10-01"},
    {"title": "Graphs that Grew", "authors": ["Ada One", "Ben Two"], "listed": "2026-11-02"},
    {"title": "Trees in [red]Winter[/]", "listed": "2026-11-01"},
    {"title": "Trees in Summer", "listed": "2026-10-31"},
)


@pytest.fixture
def library(home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two pairs of papers that look alike."""
    home.mkdir()
    (home / "papers.jsonl").write_text("".join(json.dumps(paper) + "\n" for paper in PAPERS), "utf-8")

    def found(reading: ReadingList) -> tuple[Duplicate, ...]:
        papers = [hit.paper for hit in reading.search("", sort="listed")]
        return tuple(
            Duplicate(papers[n], papers[n + 1], "titles alike") for n in (0, 2) if n + 1 < len(papers)
        )

    monkeypatch.setattr(duplicates, "duplicates", found)
    return home


async def asked(reader: Reader) -> None:
    await reader.press("=")
    assert await reader.shows("One paper or two?")


async def test_two_papers_are_shown_side_by_side_with_what_differs_marked(
    start: Start, library: Path
) -> None:
    async with start() as reader:
        await asked(reader)
        assert "1 of 2" in reader.screen
        titles = next(line for line in reader.lines if " title " in line)
        assert titles.index("Graphs that Grow") < titles.index("Graphs that Grew")
        assert "unknown" in reader.screen
        await reader.press("escape")
        assert len(reader.titles) == 4


async def test_y_makes_them_one_and_u_takes_that_back(start: Start, library: Path) -> None:
    async with start() as reader:
        await asked(reader)
        await reader.press("y")
        assert await reader.shows("2 of 2")
        assert "[red]Winter[/]" in reader.screen
        assert len(reader.titles) == 3
        await reader.press("u")
        assert await reader.shows("1 of 2")
        assert len(reader.titles) == 4
        await reader.press("y", "escape")
        assert "Merged" in reader.said
        await reader.press("u")
        assert len(reader.titles) == 4


async def test_n_keeps_them_apart_and_after_the_last_pair_the_list_is_back(
    start: Start, library: Path
) -> None:
    async with start() as reader:
        await asked(reader)
        await reader.press("n", "n")
        assert reader.app.screen is reader.main
        assert "apart" in reader.said
        assert len(reader.titles) == 4


async def test_without_a_pair_the_bottom_line_says_so(
    start: Start, library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(duplicates, "duplicates", lambda reading: ())
    async with start() as reader:
        await reader.press("=")
        assert reader.said == "No possible duplicates"


@pytest.mark.parametrize("size", [(60, 20), (40, 12), (200, 50)])
async def test_a_pair_fits_any_terminal(start: Start, library: Path, size: tuple[int, int]) -> None:
    async with start(size=size) as reader:
        await asked(reader)
        assert "Graphs that Grow" in reader.screen
        assert "n different" in reader.screen
        await reader.press("j", "j", "escape")


async def test_removed_papers_leave_the_list_and_u_brings_them_back(start: Start, library: Path) -> None:
    async with start() as reader:
        await reader.press("j", "X")
        assert reader.said.startswith('Removed "Graphs that Grew"')
        assert reader.titles == ["Graphs that Grow", "Trees in [red]Winter[/]", "Trees in Summer"]
        assert reader.title == "Trees in [red]Winter[/]"
        assert "All 3" in reader.screen
        await reader.press("u")
        assert len(reader.titles) == 4
        await reader.press("space", "space", "X")
        assert len(reader.titles) == 2
        await reader.press("u")
        assert len(reader.titles) == 4


async def test_a_paper_of_the_seed_can_be_removed(start: Start) -> None:
    async with start() as reader:
        first = reader.title
        await reader.press("X")
        assert len(reader.titles) == 87
        assert reader.title != first
        await reader.press("u")
        assert len(reader.titles) == 88


@pytest.mark.parametrize(
    ("one", "other", "marked"),
    [
        ("Graphs that Grow", "Graphs that grow", ([], [])),
        ("Graphs that Grow", "Graphs that Grew", ([(12, 16)], [(12, 16)])),
        ("GPT-4 Report", "GPT-3 Report", ([(4, 5)], [(4, 5)])),
        ("A Study", "A Long Study", ([], [(2, 6)])),
        ("", "All", ([], [(0, 3)])),
    ],
)
def test_what_differs_is_found_word_by_word(
    one: str, other: str, marked: tuple[list[tuple[int, int]], list[tuple[int, int]]]
) -> None:
    assert differing_words(one, other) == marked


def test_names_are_told_apart_whatever_the_order_of_their_words() -> None:
    assert differing_names(["Ada One", "Bén Two"], ["One, Ada", "Ben Two", "C. Three"]) == ([], [(19, 27)])
