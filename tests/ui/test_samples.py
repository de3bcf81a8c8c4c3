"""The samples of a new home: said to be that, gone by one command, none kept unnoticed."""

from __future__ import annotations

from pathlib import Path

from tests.ui.conftest import Start

OWN = "@article{own, title={A paper of my own}, author={Doe, Jane}, year={2026}}"


async def test_the_first_line_says_that_the_papers_are_samples(start: Start) -> None:
    async with start() as reader:
        assert "88 samples" in reader.said
        assert "A adds your own" in reader.said


async def test_samples_go_by_one_command_and_come_back_by_undo(start: Start) -> None:
    async with start() as reader:
        await reader.press("a", "colon", *"samples", "enter")
        assert not len(reader.main.shelf.shown)
        assert reader.said == "Removed 88 papers"
        await reader.press("u")
        assert len(reader.main.shelf.shown) == 88
        assert len(reader.reading.queued()) == 1


async def test_adding_the_first_paper_before_any_change_keeps_no_sample(start: Start) -> None:
    async with start() as reader:
        await reader.paste(OWN)
        assert reader.titles == ["A paper of my own"]


async def test_adding_papers_beside_samples_that_were_kept_says_how_they_go(start: Start) -> None:
    async with start(size=(200, 30)) as reader:
        await reader.press("a")
        await reader.paste(OWN)
        assert "samples to remove the samples" in reader.lines[-1]
        await reader.press("colon", *"samples", "enter")
        assert reader.titles == ["A paper of my own"]


async def test_a_sample_that_was_added_by_the_reader_stays(start: Start, tmp_path: Path) -> None:
    async with start() as reader:
        await reader.press("a")
        title = reader.titles[3]
        await reader.paste(f"@article{{mine, title={{{title}}}, year={{2024}}}}")
        await reader.press("colon", *"samples", "enter")
        assert reader.titles == [title]


async def test_without_samples_the_command_says_so(start: Start) -> None:
    async with start() as reader:
        await reader.paste(OWN)
        await reader.press("colon", *"samples", "enter")
        assert reader.said == "There are no samples here"
