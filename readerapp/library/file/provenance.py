"""When a paper was last added, and under which key."""

from __future__ import annotations

from dataclasses import replace

from readerapp.domain.dates.timestamps import NEVER, timestamp
from readerapp.domain.paper import Paper
from readerapp.domain.works.identity import aliases


def last_arrival(paper: Paper) -> str:
    """Return the last time the paper is known to have been added, to compare with its removal."""
    seen = max((timestamp(sighting.seen) for sighting in paper.sightings), default=NEVER)
    return max(seen, timestamp(paper.added))


def renamed(paper: Paper, key: str) -> Paper:
    """Return the paper under another key, with its own as an alias."""
    former = sorted({*aliases(paper), paper.key} - {key})
    return replace(paper, key=key, extra={**paper.extra, "aliases": former})
