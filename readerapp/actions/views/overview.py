"""How many papers the views have, and how long the queue takes to read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from readerapp.actions.workspace import Workspace
from readerapp.domain.errors import NoSuchPaper
from readerapp.domain.reading_time import USUAL_MINUTES, about, minutes_of
from readerapp.domain.values import NamedTuple

if TYPE_CHECKING:
    from readerapp.actions.views.view import View

_MAX_READ = 200
"""Papers whose pages are looked up; those behind them count as usual ones."""


class Overview(NamedTuple):
    """What the line of views says."""

    counts: Mapping[str, int]
    """View name to how many papers match."""
    queue_time: str
    """How long the queue takes to read: `about 4 hours`; empty if nothing is queued."""


def overview(reading: Workspace, views: Sequence[View]) -> Overview:
    """Return the overview of some views. Thread-safe."""
    counts = {view.name: len(reading.shelf(view.filter, whole=False).rows) for view in views}
    return Overview(counts, queue_time(reading))


def queue_time(reading: Workspace) -> str:
    """Return how long the queue takes to read, in words; empty if nothing is queued. Thread-safe."""
    queued = reading.queued()
    known = sum(_minutes(reading, key) for key in queued[:_MAX_READ])
    return about(known + USUAL_MINUTES * len(queued[_MAX_READ:])) if queued else ""


def _minutes(reading: Workspace, key: str) -> int:
    try:
        return minutes_of(reading.paper(key)) or USUAL_MINUTES
    except NoSuchPaper:  # its state is kept
        return 0
