"""What the app says at the start: what is new, where the reader stopped, what is queued."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tests.ui.conftest import NOW, Start

BEFORE = NOW - timedelta(days=1)


@pytest.fixture
def library(home: Path) -> Path:
    """Two old papers, the last visit, and two new papers."""
    home.mkdir()
    added = {"Old one": 9, "Old two": 9, "New one": 0, "New two": 0}
    papers = [
        {"title": title, "listed": f"2026-11-{10 - days}", "added": (NOW - timedelta(days=days)).isoformat()}
        for title, days in added.items()
    ]
    (home / "papers.jsonl").write_text("".join(json.dumps(paper) + "\n" for paper in papers), "utf-8")
    (home / "cache").mkdir()
    visit = {name: BEFORE.isoformat() for name in ("since", "until")}
    (home / "cache" / "visit.json").write_text(json.dumps(visit), "utf-8")
    return home


def clock(when: datetime) -> str:
    return f"{when.astimezone():%H:%M}"


async def test_a_new_reader_is_told_that_these_are_samples(start: Start) -> None:
    async with start() as reader:
        assert reader.said.startswith("88 samples: / searches")


async def test_a_start_says_what_is_new_where_the_reader_stopped_and_what_is_queued(
    start: Start, library: Path
) -> None:
    async with start(clock=lambda: BEFORE) as reader:
        await reader.press("j", "j", "a", "j")
        stopped = reader.title
    async with start(fresh=False) as reader:
        assert reader.said == f'2 new since yesterday {clock(BEFORE)} · you stopped at "{stopped}" · 1 queued'
        assert reader.main.status.hint == " · enter resumes"
        await reader.press("enter")
        assert reader.title == stopped and reader.main.in_paper
        assert reader.said == ""


async def test_only_what_is_true_is_said_and_the_first_key_takes_it_away(start: Start, library: Path) -> None:
    async with start(clock=lambda: BEFORE) as reader:
        await reader.press("G", "r")
    async with start() as reader:
        assert reader.said == f"2 new since yesterday {clock(BEFORE)}"
        await reader.press("j")
        assert reader.said == ""
    async with start(clock=lambda: NOW + timedelta(hours=9)) as reader:
        assert reader.said == "", "a visit later nothing is new"


async def test_what_a_key_says_stays(start: Start, library: Path) -> None:
    async with start(clock=lambda: BEFORE) as reader:
        await reader.press("a")
    async with start() as reader:
        await reader.press("r")
        assert reader.said.startswith("Marked")


@pytest.mark.parametrize("size", [(200, 50), (60, 20), (40, 12)])
async def test_the_greeting_fits_the_terminal(start: Start, library: Path, size: tuple[int, int]) -> None:
    async with start(clock=lambda: BEFORE) as reader:
        await reader.press("j", "a")
    async with start(fresh=False, size=size) as reader:
        assert "2 new since" in reader.lines[-1]
        assert "1 queued" in reader.lines[-1] or size[0] < 60
        assert len(reader.lines[-1]) <= size[0]
