"""Where the reader stands, in numbers."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from readerapp.actions.reading_list import ReadingList
from readerapp.actions.views.statistics import Statistics, statistics
from readerapp.domain.state import Status

THURSDAY = datetime(2026, 11, 26, 12, tzinfo=UTC)
KEYS = [f"arxiv:2401.{n:05}" for n in range(1, 11)]
QUERIES = {
    **{"papers": "is:any", "unread": "is:unread", "reading": "is:reading", "read": "is:read"},
    **{"archived": "is:archived", "queued": "is:queued", "later": "is:later", "noted": "has:note"},
    **{"rated": "has:rating", "new": "added:7d"},
}


class Clock:
    """A clock that is set by hand."""

    now = THURSDAY

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def lib(tmp_path: Path, clock: Clock) -> Iterator[ReadingList]:
    """A reader with ten papers, three of them a day old, the others a year."""
    days = ["2026-11-25"] * 3 + ["2025-11-26"] * 7
    lines = (
        json.dumps({"key": key, "title": f"Paper {key}", "added": f"{day}T08:00:00+00:00"}) + "\n"
        for key, day in zip(KEYS, days, strict=True)
    )
    (tmp_path / "papers.jsonl").write_text("".join(lines), "utf-8")
    with ReadingList.open(tmp_path, clock=clock) as lib:
        yield lib


def numbers(found: Statistics) -> dict[str, int]:
    return {name: getattr(found, name) for name in QUERIES}


def counted(lib: ReadingList) -> dict[str, int]:
    return {name: len(lib.shelf(query).rows) for name, query in QUERIES.items()}


def test_each_number_is_that_of_its_query(lib: ReadingList) -> None:
    assert numbers(statistics(lib)) == counted(lib)
    lib.queue(*KEYS[:5])
    lib.note(KEYS[0], "a note")
    lib.note(KEYS[1], "another")
    lib.rate(3, *KEYS[:4])
    lib.mark(Status.READ, KEYS[5], KEYS[0])
    lib.mark(Status.READING, KEYS[6], KEYS[7])
    lib.mark(Status.ARCHIVED, KEYS[1], KEYS[8])
    lib.later("tomorrow", KEYS[2], KEYS[7], KEYS[9])
    lib.remove(KEYS[4], KEYS[5])
    found = statistics(lib)
    assert numbers(found) == counted(lib)
    assert min(numbers(found).values()) > 0


def test_read_papers_are_counted_by_the_week_of_the_reader(lib: ReadingList, clock: Clock) -> None:
    for ago, key in zip((0, 2, 4, 10, 70), KEYS, strict=False):
        clock.now = THURSDAY - timedelta(days=ago)
        lib.mark(Status.READ, key)
    clock.now = THURSDAY
    weeks = statistics(lib).weeks
    assert [(week.monday, week.read) for week in weeks if week.read] == [
        (date(2026, 11, 16), 2),
        (date(2026, 11, 23), 2),
    ]
    assert weeks[-1].monday == date(2026, 11, 23)
    assert {later.monday - week.monday for week, later in pairwise(weeks)} == {timedelta(days=7)}


@pytest.mark.parametrize(
    ("days_ago", "streak"), [((), 0), ((0,), 1), ((1, 2), 2), ((0, 1, 2), 3), ((0, 2), 1), ((2, 3), 0)]
)
def test_a_streak_lasts_until_a_whole_day_went_by(
    lib: ReadingList, clock: Clock, days_ago: tuple[int, ...], streak: int
) -> None:
    for ago, key in zip(days_ago, KEYS, strict=False):
        clock.now = THURSDAY - timedelta(days=ago)
        lib.mark(Status.READ, key)
    clock.now = THURSDAY
    assert statistics(lib).streak == streak


def test_the_paper_that_waits_longest_is_named(lib: ReadingList, clock: Clock) -> None:
    assert statistics(lib).oldest is None
    for ago, key in ((3, KEYS[0]), (40, KEYS[1]), (50, KEYS[2])):
        clock.now = THURSDAY - timedelta(days=ago)
        lib.queue(key)
    lib.move(KEYS[1], 1)
    lib.mark(Status.READ, KEYS[2])
    clock.now = THURSDAY
    assert statistics(lib).oldest == (KEYS[1], f"Paper {KEYS[1]}", 40)
