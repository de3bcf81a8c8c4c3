"""The line that tells how a paper came and went."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from readerapp.settings import Settings
from readerapp.ui.glyphs import ASCII, UNICODE
from tests.ui.conftest import Start


def write(home: Path, *sightings: tuple[str, int | None]) -> None:
    """A library of one paper that was listed on these days with these votes."""
    home.mkdir(exist_ok=True)
    seen: list[dict[str, Any]] = [
        {"source": "hf", "seen": f"{day}T09:00:00+00:00", "listed": day, "upvotes": votes}
        for day, votes in sightings
    ]
    record = {"title": "A Paper", "added": "2026-11-01T09:00:00+00:00", "sightings": seen}
    (home / "papers.jsonl").write_text(json.dumps(record) + "\n", "utf-8")


async def test_a_paper_tells_its_life(start: Start, home: Path) -> None:
    write(home, ("2026-11-01", 3), ("2026-11-02", 12), ("2026-11-14", 85))
    async with start() as reader:
        text = "first seen Nov 1 · 3 days on the page · 3 → 85 votes ▁▁█ · back after 12 days"
        assert " ".join(text.split()) in " ".join(pane(reader.lines))


async def test_a_life_in_ascii(start: Start, home: Path) -> None:
    write(home, ("2026-11-01", 3), ("2026-11-02", 40), ("2026-11-03", 85))
    async with start(size=(180, 30), settings=Settings(ascii=True)) as reader:
        assert "3 days on the page | 3 -> 85 votes .-#" in reader.screen


async def test_a_paper_seen_once_has_no_life_to_tell(start: Start, home: Path) -> None:
    write(home, ("2026-11-01", 3))
    async with start() as reader:
        assert "first seen" not in reader.screen


async def test_seen_twice_the_same_it_has_none_either(start: Start, home: Path) -> None:
    write(home, ("2026-11-01", 3), ("2026-11-01", 3))
    async with start() as reader:
        assert "first seen" not in reader.screen


def test_a_curve_goes_from_the_lowest_to_the_highest() -> None:
    assert UNICODE.sparkline([0, 50, 100]) == "▁▄█"
    assert ASCII.sparkline([5, 5, 5]) == "..."
    assert UNICODE.sparkline([10**12, 0]) == "█▁"


def pane(lines: list[str]) -> list[str]:
    """The words of the pane beside the list."""
    return " ".join(line.split("│", 1)[1] for line in lines if "│" in line).split()
