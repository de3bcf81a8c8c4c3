"""Papers put off until a day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from readerapp.actions.reading_list import ReadingList
from readerapp.domain.dates.coming import coming_day, in_months, named_day
from readerapp.domain.errors import ReaderError

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
"""A Friday."""
TODAY = date(2026, 11, 20)


class Days:
    """A clock that is moved by days."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now

    def go(self, days: int) -> None:
        self.now += timedelta(days=days)


@pytest.fixture
def days() -> Days:
    return Days()


@pytest.fixture
def lib(tmp_path: Path, days: Days) -> Iterator[ReadingList]:
    with ReadingList.open(tmp_path, clock=days) as lib:
        yield lib


@pytest.fixture
def keys(lib: ReadingList) -> list[str]:
    return [hit.paper.key for hit in lib.search(limit=5)]


def found(lib: ReadingList, query: str = "") -> set[str]:
    return {hit.paper.key for hit in lib.search(query)}


def test_a_paper_put_off_is_in_no_view_that_does_not_ask_until_its_day(
    lib: ReadingList, keys: list[str], days: Days
) -> None:
    title = lib.paper(keys[0]).title
    assert lib.later("2026-11-30", keys[0]).message.endswith("until Mon 30 Nov")
    for query in ("", "is:unread", f'"{title}"', "-is:archived -is:queued", "sort:rating"):
        assert keys[0] not in found(lib, query), query
    for query in ("is:later", "is:any", keys[0], f'"{title}" is:later'):
        assert keys[0] in found(lib, query), query
    assert len(lib.shelf()) == 87
    days.go(10)
    assert keys[0] in found(lib) and not found(lib, "is:later")
    assert lib.state(keys[0]).is_back(lib.today)


def test_many_are_put_off_and_brought_back_as_one_step(lib: ReadingList, keys: list[str]) -> None:
    assert lib.later("tomorrow", *keys[:3]).message == "Put off 3 papers until Sat 21 Nov"
    assert found(lib, "is:later") == {*keys[:3]}
    lib.undo()
    assert not found(lib, "is:later")
    lib.redo()
    assert lib.later(None, *keys).message == "Brought back 3 papers"
    assert not found(lib, "is:later")
    assert lib.later(None, keys[0]).message.startswith("Not put off")


def test_a_queued_paper_put_off_keeps_its_place(lib: ReadingList, keys: list[str], days: Days) -> None:
    one, two, three, four, five = keys
    lib.queue(one, two, three, four)
    lib.later("3 days", two)
    assert lib.queued() == (one, three, four)
    lib.shift(three, -1)
    assert lib.queued() == (three, one, four), "a move passes a paper that is shown"
    lib.move(four, 2)
    lib.queue(five)
    assert lib.queued() == (three, four, one, five)
    days.go(3)
    assert [key for key in lib.queued() if key in (one, two, five)] == [one, two, five]


def test_a_paper_put_off_keeps_its_place_when_the_queue_is_numbered_anew(
    lib: ReadingList, keys: list[str], days: Days
) -> None:
    one, two, three, four = sorted(keys[:4])
    lib.queue(one)
    lib.store.change("test", {key: {"queue": 5.0} for key in (one, two, three)}, "all of one number")
    lib.later("3 days", two)
    lib.move(four, 2)
    assert lib.queued() == (one, four, three)
    days.go(3)
    assert lib.queued() == (one, two, four, three) and lib.state(two).is_back(lib.today)


def test_queueing_a_paper_put_off_brings_it_back_to_its_place(lib: ReadingList, keys: list[str]) -> None:
    lib.queue(*keys[:3])
    lib.later("friday", keys[1])
    assert lib.queue(keys[1]).message.startswith("Queued")
    assert list(lib.queued()) == keys[:3]


def test_ordering_the_queue_leaves_papers_put_off_where_they_are(lib: ReadingList, keys: list[str]) -> None:
    lib.queue(*keys)
    lib.later("friday", keys[2])
    lib.order_queue()
    assert keys[2] not in lib.queued() and lib.store.queue()[2] == keys[2]


def test_it_is_marked_as_back_until_the_reader_acts_on_it(
    lib: ReadingList, keys: list[str], days: Days
) -> None:
    one, two, three = keys[:3]
    lib.queue(three, one)
    lib.later("tomorrow", one, two)
    days.go(1)
    assert all(lib.state(key).is_back(lib.today) for key in (one, two))
    lib.move(three, 2)
    assert lib.state(one).is_back(lib.today), "another paper was moved"
    lib.note(one, "seen")
    lib.undo()
    assert lib.state(one).is_back(lib.today), "undo brings the mark back"
    lib.note(one, "seen")
    lib.mark("read", two)
    assert lib.state(one).later is lib.state(two).later is None


def test_a_note_leaves_a_paper_away_and_a_status_brings_it_back(lib: ReadingList, keys: list[str]) -> None:
    lib.later("1y", keys[0], keys[1])
    lib.note(keys[0], "for next year")
    lib.tag([keys[0]], ["later"])
    lib.mark("reading", keys[1])
    assert found(lib, "is:later") == {keys[0]}


def test_an_archived_paper_put_off_comes_back_unread(lib: ReadingList, keys: list[str], days: Days) -> None:
    lib.mark("archived", keys[0])
    lib.later("tomorrow", keys[0])
    assert keys[0] not in found(lib) | found(lib, "is:archived")
    days.go(1)
    assert keys[0] in found(lib, "is:unread")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("tomorrow", "2026-11-21"),
        ("next week", "2026-11-23"),
        ("friday", "2026-11-27"),
        ("Sat", "2026-11-21"),
        ("on Monday", "2026-11-23"),
        ("10d", "2026-11-30"),
        ("3 weeks", "2026-12-11"),
        ("in 2 months", "2027-01-20"),
        ("a month", "2026-12-20"),
        ("1y", "2027-11-20"),
        ("24 Dec", "2026-12-24"),
        ("december 24", "2026-12-24"),
        ("Nov 20", "2027-11-20"),
        ("29 Feb", "2028-02-29"),
        ("24 Dec 2027", "2027-12-24"),
        ("2026-12-24", "2026-12-24"),
        ("2026-12-4", "2026-12-04"),
    ],
)
def test_a_day_to_come_is_written_as_people_write_it(text: str, day: str) -> None:
    assert coming_day(text, TODAY) == date.fromisoformat(day)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "soon",
        "today",
        "2026-11-20",
        "1 Nov 2026",
        "30 Feb",
        "0d",
        "9999y",
        "fr",
        "2026-13-01",
        "24 Decay",
    ],
)
def test_what_is_no_day_to_come_is_refused_with_how_to_write_one(
    lib: ReadingList, keys: list[str], text: str
) -> None:
    with pytest.raises(ReaderError, match="write it as friday"):
        lib.later(text, keys[0])


def test_at_the_end_of_the_calendar_no_day_is_left() -> None:
    for text in ("tomorrow", "next week", "friday", "1m", "24 Dec"):
        assert coming_day(text, date.max) is None


def test_a_month_ends_where_the_next_is_shorter() -> None:
    assert in_months(date(2026, 1, 31), 1) == date(2026, 2, 28)
    assert named_day(date(2027, 2, 1), TODAY) == "Mon 1 Feb 2027"
