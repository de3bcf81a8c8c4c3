"""Sightings of a paper, reduced to those that show its history: at most two for each listing."""

from __future__ import annotations

from collections.abc import Iterable
from operator import attrgetter

from readerapp.domain.dates import moments
from readerapp.domain.dates.timestamps import NEVER, timestamp
from readerapp.domain.paper import Paper, Sighting

_LISTING = attrgetter("source", "listed", "upvotes")


def condensed(sightings: Iterable[Sighting]) -> tuple[Sighting, ...]:
    """Return the sightings with the fewest and the most votes for each source and listing, by listing date.

    Of equal sightings the earliest counts: reading a source again without a change adds nothing.
    """
    sightings = tuple(sightings)
    if len({_LISTING(sighting) for sighting in sightings}) == 1:  # the common case
        return (min(sightings, key=_seen),)
    found: dict[tuple[str, str | None], dict[int | None, Sighting]] = {}
    for sighting in sightings:
        listing = found.setdefault((sighting.source, sighting.listed), {})
        known = listing.get(sighting.upvotes)
        if known is None or _seen(sighting) < _seen(known):
            listing[sighting.upvotes] = sighting
    kept = (listing[votes] for listing in found.values() for votes in _extremes(listing))
    return tuple(sorted(kept, key=_rank))


def last_arrival(paper: Paper) -> str:
    """Return the last time a paper is known to have been added, to compare with its removal."""
    return max(timestamp(paper.added), *(timestamp(sighting.seen) for sighting in paper.sightings), NEVER)


def _extremes(votes: Iterable[int | None]) -> set[int | None]:
    counted = [number for number in votes if number is not None]
    return {min(counted), max(counted)} if counted else {None}


def _seen(sighting: Sighting) -> tuple[bool, str, str]:
    return not sighting.seen, timestamp(sighting.seen), sighting.seen or ""


def _rank(sighting: Sighting) -> tuple[int, str, int, str]:
    votes = -1 if sighting.upvotes is None else sighting.upvotes
    return moments.moment(sighting.listed), sighting.listed or "", votes, sighting.source
