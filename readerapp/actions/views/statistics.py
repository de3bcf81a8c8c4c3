"""Where the reader stands: how many papers are in which state, and how many were read week by week."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta

from readerapp.actions.tagging import TagCount, counts
from readerapp.actions.workspace import Workspace
from readerapp.domain.dates.days import day_of
from readerapp.domain.dates.moments import DAY_SECONDS, moment_of
from readerapp.domain.state import State, Status
from readerapp.domain.values import NamedTuple, dataclass

_WEEKS = 8
_MAX_TAGS = 8
_DAY = timedelta(days=1)


class Week(NamedTuple):
    """One week of the reader."""

    monday: date
    read: int
    """Papers that were marked read in it, and still are."""


class LongestQueued(NamedTuple):
    """The paper that was queued first of those that still are."""

    key: str
    title: str
    days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Statistics:
    """Where the reader stands. Each number is that of the query in brackets, archived papers apart."""

    papers: int
    """All papers, archived and put off ones, too (`is:any`)."""
    unread: int
    """(`is:unread`)"""
    reading: int
    """(`is:reading`)"""
    read: int
    """(`is:read`)"""
    archived: int
    """(`is:archived`)"""
    queued: int
    """(`is:queued`)"""
    later: int
    """Put off until a day to come (`is:later`)."""
    noted: int
    """(`has:note`)"""
    rated: int
    """(`has:rating`)"""
    new: int
    """Added within the last seven days (`added:7d`)."""
    streak: int
    """Days in a row on which a paper was read; today counts once one is."""
    weeks: Sequence[Week]
    """The last weeks, this one last."""
    tags: Sequence[TagCount]
    """The tags used most."""
    oldest: LongestQueued | None
    """None if nothing is queued."""

    @property
    def week(self) -> int:
        """Papers read this week."""
        return self.weeks[-1].read


def statistics(reading: Workspace) -> Statistics:
    """Return where the reader stands, from the marks and the columns: no paper is read. Thread-safe."""
    states = reading.store.snapshot()
    found = {key: reading.library.row(key) for key in states}
    known = {row: states[key] for key, row in found.items() if row is not None}
    here = {row: state for row, state in known.items() if not state.is_put_off(reading.today)}
    shown = [state for state in here.values() if state.status is not Status.ARCHIVED]
    statuses = Counter(state.status for state in here.values())
    touched = sum(statuses[status] for status in Status if status is not Status.UNREAD)
    days = _days_read(shown)
    today = day_of(reading.clock())
    return Statistics(
        papers=len(reading.library),
        unread=len(reading.library) - touched - (len(known) - len(here)),
        reading=statuses[Status.READING],
        read=statuses[Status.READ],
        archived=statuses[Status.ARCHIVED],
        queued=sum(state.is_queued for state in shown),
        later=len(known) - len(here),
        noted=sum(bool(state.note) for state in shown),
        rated=sum(bool(state.rating) for state in shown),
        new=_count_new(reading),
        streak=_streak(days, today),
        weeks=_weeks(days, today),
        tags=counts(reading, found.get)[:_MAX_TAGS],
        oldest=_oldest(reading, here),
    )


def _count_new(reading: Workspace) -> int:
    shelf = reading.shelf(whole=False)  # to search for them would take as long as all the rest
    since = moment_of(reading.clock()) - 7 * DAY_SECONDS
    return sum(shelf.columns.numbers["added"][row] >= since for row in shelf.rows) if shelf.columns else 0


def _days_read(states: Iterable[State]) -> Counter[date]:
    """Return how many papers were read on each of the reader's days."""
    times = (state.changed.get("status") for state in states if state.status is Status.READ)
    return Counter(day_of(datetime.fromisoformat(time)) for time in times if time)


def _streak(days: Collection[date], today: date) -> int:
    day = today if today in days else today - _DAY
    count = 0
    while day in days:
        count, day = count + 1, day - _DAY
    return count


def _weeks(days: Mapping[date, int], today: date) -> list[Week]:
    this = today - today.weekday() * _DAY
    read = Counter[date]()
    for day, count in days.items():
        read[day - day.weekday() * _DAY] += count
    mondays = (this - ago * 7 * _DAY for ago in reversed(range(_WEEKS)))
    return [Week(monday, read[monday]) for monday in mondays]


def _oldest(reading: Workspace, states: Mapping[int, State]) -> LongestQueued | None:
    queued = [(state.queued_at, row) for row, state in states.items() if state.queued_at]
    if not queued:
        return None
    _, row = min(queued)
    key = reading.library.key(row)
    return LongestQueued(key, reading.library.title(row), states[row].days_queued(reading.clock()))
