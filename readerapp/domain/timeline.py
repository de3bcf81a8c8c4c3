"""When a paper was first seen, on which days it was listed, and how its votes grew."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from readerapp.domain.dates import moments
from readerapp.domain.dates.days import MONTHS
from readerapp.domain.paper import Paper, Sighting
from readerapp.domain.values import dataclass

_LONG_AGO = date(1000, 1, 1)
_MIN_DAYS_AWAY = 4
"""Days between two listings after which a paper counts as back; longer than any weekend."""


@dataclass(frozen=True, slots=True)
class Timeline:
    """A paper's listings and votes over time. Dates are ISO, or as written if the year is unknown."""

    first_seen: str | None
    """The first listing, else the day it was first read or added."""
    last_seen: str | None
    days: int
    """Number of different days it was listed on."""
    votes: tuple[tuple[str, int], ...]
    """(date, upvotes) pairs in order; without years, fewer votes come first."""
    back_after: int | None
    """Days between the last two listings if it was away in between."""

    today: date

    def words(self, arrow: str = "→") -> tuple[str, ...]:
        """Return short phrases: `first seen Oct 3`, `3 days on the page`, `12 → 85 votes`."""
        then, latest = (self.votes[0][1], self.votes[-1][1]) if self.votes else (0, 0)
        phrases = (
            f"first seen {_short(self.first_seen, self.today)}" if self.first_seen else "",
            f"{self.days} days on the page" if self.days > 1 else "",
            f"{then:,} {arrow} {latest:,} votes" if then != latest else "",
            f"back after {self.back_after} days" if self.back_after else "",
        )
        return tuple(phrase for phrase in phrases if phrase)


def timeline(paper: Paper, now: datetime) -> Timeline:
    """Return the timeline of a paper as of `now`."""
    listed = _days(sighting.listed for sighting in paper.sightings)
    seen = _days([*(_day(sighting.seen) for sighting in paper.sightings), _day(paper.added)])
    known = listed or seen
    dated = [day for text in listed if (day := _dated(text))]
    gap = (dated[-1] - dated[-2]).days if len(dated) > 1 and len(dated) == len(listed) else 0
    return Timeline(
        first_seen=known[0] if known else None,
        last_seen=known[-1] if known else None,
        days=len(listed),
        votes=_votes(paper),
        back_after=gap if gap >= _MIN_DAYS_AWAY else None,
        today=now.date(),
    )


def _votes(paper: Paper) -> tuple[tuple[str, int], ...]:
    said = [(_date_of(it), it.upvotes) for it in paper.sightings if it.upvotes is not None]
    if all(map(_dated, (text for text, _ in said))):
        said.sort(key=lambda vote: (_order(vote[0]), vote[1]))
    else:
        said.sort(key=lambda vote: vote[1])
    return tuple(dict.fromkeys(said))


def _date_of(sighting: Sighting) -> str:
    return _day(sighting.listed) or _day(sighting.seen) or ""


def _day(text: str | None) -> str | None:
    """Return the day of a time; a date that isn't ISO unchanged."""
    return text[:10] if text and _dated(text) and text[:4].isdigit() else text


def _days(texts: Iterable[str | None]) -> list[str]:
    """Return the distinct days in order; a date without its year matches the same day of a known year."""
    found = {_order(day): day for text in texts if (day := _day(text))}
    whole = {(whole.month, whole.day) for text in found.values() if (whole := _dated(text))}
    return [text for order, text in sorted(found.items()) if _dated(text) or _month_day(order) not in whole]


def _order(text: str) -> tuple[int, str]:
    moment = moments.moment(text)
    return moment // moments.DAY_SECONDS, "" if moment else text


def _month_day(order: tuple[int, str]) -> tuple[int, int] | None:
    if not order[0]:
        return None
    day = date.fromordinal(order[0])
    return day.month, day.day


def _dated(text: str) -> date | None:
    """Return the day of a date with a year, else None."""
    moment = moments.moment(text)
    day = date.fromordinal(moment // moments.DAY_SECONDS) if moment else None
    return day if day and day >= _LONG_AGO else None


def _short(text: str, today: date) -> str:
    day = _dated(text)
    if day is None:
        return text
    return f"{MONTHS[day.month - 1][:3]} {day.day}" + ("" if day.year == today.year else f", {day.year}")
