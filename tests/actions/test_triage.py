"""Triage below its screen: what comes next, the counts, the pace, and where it is gone on with."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from readerapp.actions.reading_list import ReadingList
from readerapp.actions.triage import (
    ARCHIVE,
    LATER,
    NOTE,
    QUEUE,
    SKIP,
    Decision,
    Triage,
    in_words,
    still_holds,
    waited,
)
from readerapp.actions.triage_file import TriageFile
from readerapp.domain.state import State, Status
from readerapp.home import Home

KEYS = ("a", "b", "c", "d")


class Clock:
    """Goes on only when told to."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def wait(self, **time: float) -> None:
        self.now += timedelta(**time)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def gone() -> set[str]:
    """Keys that others decided on."""
    return set()


@pytest.fixture
def triage(clock: Clock, gone: set[str]) -> Triage:
    return Triage(KEYS, lambda key: key not in gone, clock)


def place(triage: Triage) -> tuple[str | None, int, int]:
    return triage.current, triage.progress.number, triage.progress.total


def test_each_decision_goes_on_to_the_next_paper_until_the_end(triage: Triage) -> None:
    assert place(triage) == ("a", 1, 4)
    assert triage.upcoming == "b"
    for _ in KEYS:
        triage.decide(SKIP)
    assert place(triage) == (None, 5, 4)
    assert triage.upcoming is None
    triage.decide(SKIP)
    assert triage.summary == "skipped 4"


def test_papers_that_others_decided_on_are_passed_over_and_count_no_longer(
    triage: Triage, gone: set[str]
) -> None:
    gone.update("bc")
    triage.decide(QUEUE, "1")
    assert place(triage) == ("d", 2, 2)


def test_the_paper_shown_stays_whatever_others_do(triage: Triage, gone: set[str]) -> None:
    gone.update(KEYS)
    assert triage.current == "a"
    triage.decide(ARCHIVE, "1")
    assert triage.current is None


def test_taking_decisions_back_returns_to_their_papers_and_bringing_them_back_goes_on(
    triage: Triage,
) -> None:
    for step in "12":
        triage.decide(ARCHIVE, step)
    triage.took_back()
    triage.took_back()
    assert place(triage) == ("a", 1, 4)
    assert triage.upcoming == "b"
    triage.brought_back()
    assert place(triage) == ("b", 2, 4)
    assert triage.upcoming == "c"
    triage.brought_back()
    assert place(triage) == ("c", 3, 4)
    assert [decision.step for decision in triage.decisions] == ["1", "2"]


def test_a_decision_forgets_what_could_be_brought_back(triage: Triage) -> None:
    triage.decide(ARCHIVE, "1")
    triage.took_back()
    triage.decide(QUEUE, "2")
    assert not triage.taken_back
    assert triage.current == "b"


def test_a_note_is_taken_back_by_itself_and_its_paper_stays(triage: Triage) -> None:
    triage.noted("1")
    assert place(triage) == ("a", 1, 4)
    triage.decide(QUEUE, "2")
    triage.took_back()
    triage.took_back()
    assert place(triage) == ("a", 1, 4)
    triage.brought_back()
    assert (triage.current, triage.summary) == ("a", "noted 1")


def test_the_time_left_is_sensible_at_the_start_and_then_the_readers_own(clock: Clock) -> None:
    triage = Triage([str(number) for number in range(60)], lambda _: True, clock)
    assert in_words(triage.progress) == "1 of 60, about 10 minutes"
    for _ in range(24):
        clock.wait(seconds=30)
        triage.decide(SKIP)
    assert in_words(triage.progress) == "25 of 60, about 16 minutes"
    for _ in range(25):
        clock.wait(seconds=1)
        triage.decide(SKIP)
    assert in_words(triage.progress) == "50 of 60, under a minute"


@pytest.mark.parametrize("away", [{"hours": 9}, {"days": -400}])
def test_who_was_away_or_set_the_clock_is_no_slower_reader(clock: Clock, away: dict[str, float]) -> None:
    triage = Triage([str(number) for number in range(61)], lambda _: True, clock)
    clock.wait(**away)
    triage.decide(SKIP)
    minutes = triage.progress.seconds / 60
    assert 5 < minutes < 60


def test_a_triage_goes_on_where_the_one_before_was_left(triage: Triage, clock: Clock, tmp_path: Path) -> None:
    home = Home.find(tmp_path)
    clock.wait(seconds=7)
    triage.decide(QUEUE, "1")
    triage.decide(SKIP)
    TriageFile("list").now(triage).save(home)
    file = TriageFile.load(home, "list")
    assert file.decisions == (Decision("a", QUEUE, "1", 7.0), Decision("b", SKIP))
    again = Triage("cd", lambda _: True, clock, file.decisions)
    assert place(again) == ("c", 3, 4)
    again.took_back()
    assert place(again) == ("b", 2, 4)
    assert TriageFile.load(home, "another list") == TriageFile("another list")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{",
        '{"of": "list"}',
        '{"of": "list", "decisions": [["a"]], "passed": []}',
        '{"of": "list", "decisions": [], "passed": [7]}',
    ],
)
def test_a_damaged_file_begins_anew(tmp_path: Path, text: str) -> None:
    home = Home.find(tmp_path)
    home.cache.mkdir(parents=True)
    (home.cache / "triage.json").write_text(text, "utf-8")
    assert TriageFile.load(home, "list") == TriageFile("list")


def test_what_was_skipped_is_passed_over_until_the_end_was_reached(triage: Triage) -> None:
    triage.decide(SKIP)
    triage.decide(ARCHIVE, "1")
    left = TriageFile("list", passed=("x",)).ended(triage)
    assert left == TriageFile("list", passed=("x", "a"))
    triage.decide(SKIP)
    triage.decide(SKIP)
    assert TriageFile("list", passed=("x",)).ended(triage) == TriageFile()


def test_a_decision_holds_until_it_is_undone() -> None:
    unread, queued = State(key="a"), State(key="a", queue=1.0)
    archived = State(key="a", status=Status.ARCHIVED)
    away, today = State(key="a", later="2026-12-24"), "2026-11-20"
    for what, state in ((QUEUE, queued), (ARCHIVE, archived), (LATER, away)):
        assert still_holds(Decision("a", what), state, today)
        assert not still_holds(Decision("a", what), unread, today)
    assert not still_holds(Decision("a", LATER), away, "2026-12-24")
    assert still_holds(Decision("a", SKIP), unread, today)
    assert still_holds(Decision("a", NOTE), unread, today)


@pytest.fixture
def reading(tmp_path: Path, clock: Clock) -> Iterator[ReadingList]:
    with ReadingList.open(tmp_path / "home", clock=clock) as reading:
        yield reading


def test_what_waited_in_the_queue_for_over_thirty_days_is_swept_and_what_is_kept_waits_anew(
    reading: ReadingList, clock: Clock
) -> None:
    old, other, fresh = (reading.library.key(row) for row in range(3))
    reading.queue(old, other)
    clock.wait(days=30, hours=1)
    assert waited(reading) == []
    clock.wait(days=1)
    reading.queue(fresh)
    assert waited(reading) == [old, other]
    reading.requeue(old)
    assert waited(reading) == [other]
    assert list(reading.queued()) == [other, fresh, old]
    clock.wait(days=20)
    reading.requeue(old)
    clock.wait(days=20)
    assert old not in waited(reading), "the last of the queue begins to wait anew as well"
    reading.undo()
    assert list(reading.queued()) == [other, fresh, old]


def test_a_paper_moved_in_the_queue_waits_since_it_was_queued(reading: ReadingList, clock: Clock) -> None:
    one, other = (reading.library.key(row) for row in range(2))
    reading.queue(one, other)
    queued = reading.state(one).queued_at
    clock.wait(days=20)
    reading.move(other, place=1)
    clock.wait(days=1)
    reading.move(other, place=2)
    reading.undo()
    assert list(reading.queued()) == [other, one]
    clock.wait(days=19)
    assert waited(reading) == [other, one]
    assert reading.state(other).queued_at == queued
    assert {hit.paper.key for hit in reading.search("queued:>30d")} == {one, other}
    reading.unqueue(other)
    reading.queue(other)
    assert waited(reading) == [one], "who left the queue begins anew"
