"""What some papers can be narrowed to: their tags, sources and dates, with counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date

from readerapp.actions.workspace import Workspace
from readerapp.domain.dates.moments import DAY_SECONDS
from readerapp.domain.text import most_frequent
from readerapp.domain.values import NamedTuple
from readerapp.library import Shelf

_DAY_FIELDS = ("listed", "published")
_FIRST_MOMENT = date(1000, 1, 1).toordinal() * DAY_SECONDS
"""Dates written without a year come before it: no term means them."""


class Facets(NamedTuple):
    """How many papers of a shelf have each tag, source and day; the most frequent tags and sources first."""

    tags: Mapping[str, int]
    sources: Mapping[str, int]
    days: Mapping[date, int]
    """The newest first."""
    day_field: str
    """The field of the days: `listed`, or `published` if none of the papers was listed."""


def facets(reading: Workspace, shelf: Shelf) -> Facets:
    """Count the tags, sources and days of a shelf's papers. Thread-safe."""
    rows, columns = list(shelf.rows), shelf.columns
    if columns is None:
        return Facets({}, {}, {}, _DAY_FIELDS[0])
    sources = Counter[str]()
    for mix, count in Counter(map(columns.source_set.__getitem__, rows)).items():
        sources.update(dict.fromkeys(columns.source_sets[mix], count))
    tags, here = Counter[str](), set(rows)
    for key, state in reading.store.snapshot().items():
        if state.tags and columns.row(key) in here:
            tags.update(state.tags)
    days = {field: _days(columns.numbers[field], rows) for field in _DAY_FIELDS}
    field = next((field for field in _DAY_FIELDS if days[field]), _DAY_FIELDS[0])
    by_tag, by_source = ({name: of[name] for name in most_frequent(of)} for of in (tags, sources))
    return Facets(by_tag, by_source, days[field], field)


def _days(moments: Sequence[int], rows: Sequence[int]) -> dict[date, int]:
    """Return how many rows have each day, the newest first; rows without a date have none."""
    found = Counter[date]()
    for moment, count in Counter(map(moments.__getitem__, rows)).items():
        if moment >= _FIRST_MOMENT:
            found[date.fromordinal(moment // DAY_SECONDS)] += count
    return dict(sorted(found.items(), reverse=True))
