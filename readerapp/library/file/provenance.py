"""When a paper came in, and under which key: what tells whether it was taken out since."""

from __future__ import annotations

from dataclasses import replace

from readerapp.domain.dates.timestamps import NEVER, timestamp
from readerapp.domain.paper import Paper
from readerapp.domain.works.identity import aliases


def last_arrival(paper: Paper) -> str:
    """The last time at which the paper is known to have come in."""
    seen = max((timestamp(sighting.seen) for sighting in paper.sightings), default=NEVER)
    return max(seen, timestamp(paper.added))


def renamed(paper: Paper, key: str) -> Paper:
    """The paper under another key; its own is a former one from now on."""
    former = sorted({*aliases(paper), paper.key} - {key})
    return replace(paper, key=key, extra={**paper.extra, "aliases": former})
