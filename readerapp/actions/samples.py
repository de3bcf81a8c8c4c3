"""The samples: papers that a new home shows, and keeps once one of them is changed."""

from __future__ import annotations

from readerapp.actions.done import Done
from readerapp.actions.reading_list import ReadingList
from readerapp.domain.paper import SAMPLES, Paper


def is_sample(paper: Paper) -> bool:
    """Return True if a paper is known only as a sample: one that the reader added as well is theirs."""
    return bool(paper.sightings) and all(sighting.source == SAMPLES for sighting in paper.sightings)


def samples(reading: ReadingList) -> list[str]:
    """Return the keys of the samples in the library."""
    found = reading.shelf(f"from:{SAMPLES} is:any")
    papers = (reading.library.paper(row, found) for row in found.rows)
    return [paper.key for paper in papers if is_sample(paper)]


def remove_samples(reading: ReadingList) -> Done:
    """Remove the samples from the library, as one undo step; what the reader did with them is kept."""
    keys = samples(reading)
    return reading.remove(*keys) if keys else Done("There are no samples here")
