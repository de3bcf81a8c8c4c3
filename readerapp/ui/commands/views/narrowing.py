"""What the list can be narrowed to: filters, tags, sources and dates, with the papers each would leave."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from readerapp.domain.dates.days import MONTHS
from readerapp.domain.query.narrowing import field_term, has_term, with_term, without_term
from readerapp.domain.query.tree import FIELDS, HAS, STATES
from readerapp.domain.values import NamedTuple
from readerapp.ui.question import Question

if TYPE_CHECKING:
    from readerapp.actions.reading_list import ReadingList
    from readerapp.actions.views.facets import Facets

_FILTERS = (
    ("Unread", "is:unread", "new todo"),
    ("Being read", "is:reading", "started"),
    ("Read", "is:read", "done finished"),
    ("Queued", "is:queued", "reading list"),
    ("Put off", "is:later", "later not now snoozed postponed"),
    ("Archived", "is:archived", "hidden dismissed"),
    ("With code", "has:repo", "repository github"),
    ("With PDF", "has:pdf", ""),
    ("On arXiv", "has:arxiv", ""),
    ("With project page", "has:project", "website demo"),
    ("Noted", "has:note", "notes"),
    ("Tagged", "has:tag", "tags labels"),
    ("Rated 4 or 5", "rating:>3", "stars favourite best"),
    ("Added this week", "added:7d", "new recent"),
    ("Listed this week", "listed:7d", "new recent"),
    ("Queued this week", "queued:7d", "recent"),
    ("Queued over 30 days ago", "queued:>30d", "old stale waited sweep"),
    ("Read this week", "read:7d", "recent done"),
)
_VALUES: Mapping[str, Sequence[str]] = {"is": STATES, "has": HAS}


class Narrowing(NamedTuple):
    """A term that narrows a list, and how it is offered."""

    name: str
    term: str
    group: str
    papers: int | None = None
    """The papers it would leave; None while that isn't counted."""
    words: str = ""
    """Other words that find it."""
    level: int = 0
    """How deep it stands below the one before it: months below their year."""


def filters(since: str = "", new_query: str = "") -> Iterator[Narrowing]:
    """Yield the filters of the query language, and the papers that are new since the last visit."""
    if new_query:
        yield Narrowing(f"New since {since}", new_query, "filters", words="recent unseen")
    for name, term, words in _FILTERS:
        field, _, value = term.partition(":")
        if field in FIELDS and value in _VALUES.get(field, (value,)):
            yield Narrowing(name, term, "filters", words=words)


def counted(
    reading: ReadingList, question: Question, some: Sequence[Narrowing], stop: Callable[[], bool] = bool
) -> list[Narrowing]:
    """Return filters with how many papers each leaves of a question's, until `stop` says so. Thread-safe."""

    def count(term: str) -> int | None:
        query = question.view.narrowed(with_term(question.typed, term), in_order=False)
        return None if stop() else len(reading.shelf(query, sort="added", whole=False).rows)

    return [it._replace(papers=count(it.term)) for it in some]


def found_in(facets: Facets, *, with_days: bool = False) -> Iterator[Narrowing]:
    """Yield the tags, sources, and years and months of papers; days, too, with `with_days`."""
    for tag, count in facets.tags.items():
        yield Narrowing(tag, field_term("tag", tag), "tags", count)
    for source, count in facets.sources.items():
        yield Narrowing(source, field_term("from", source), "sources", count)
    yield from _dates(facets, with_days)


def _dates(facets: Facets, with_days: bool) -> Iterator[Narrowing]:
    years, months = Counter[str](), Counter[str]()
    for day, count in facets.days.items():
        years[f"{day:%Y}"] += count
        months[f"{day:%Y-%m}"] += count
    year = month = ""
    for day, count in facets.days.items():
        if (now := f"{day:%Y}") != year:
            year = now
            yield _date(facets, year, year, years[year], 0)
        if (now := f"{day:%Y-%m}") != month:
            month = now
            yield _date(facets, f"{MONTHS[day.month - 1]} {year}", month, months[month], 1)
        if with_days:
            yield _date(facets, _day_name(day), day.isoformat(), count, 2)


def _date(facets: Facets, name: str, value: str, count: int, level: int) -> Narrowing:
    return Narrowing(name, f"{facets.day_field}:{value}", "dates", count, level=level)


def _day_name(day: date) -> str:
    return f"{MONTHS[day.month - 1][:3]} {day.day}"


def toggled(typed: str, term: str) -> str:
    """Return a search narrowed by a term, or without it if it has it."""
    return without_term(typed, term) if has_term(typed, term) else with_term(typed, term)
