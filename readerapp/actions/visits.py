"""When the reader was last here, so that the app can say what has come in since.

A visit is a time of presence without a gap of an hour: who quits and comes back, or has two apps open, is
still on the same visit; who leaves the app open overnight begins another one with the first key.
"""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from readerapp.disk import files

GAP = timedelta(hours=1)
"""Absence from which on coming back is another visit."""


@dataclass(frozen=True, slots=True)
class Visit:
    """The visit the reader is on."""

    since: datetime
    """What came in after this is new: the end of the visit before; of the first visit its own beginning."""
    until: datetime
    """When the reader was last seen on it."""

    def going_on(self, now: datetime) -> Visit:
        """The visit of a reader who is here now: this one, or the next."""
        if now - self.until > GAP:
            return Visit(self.until, now)
        return Visit(self.since, max(self.until, now))


def record_visit(path: Path, now: datetime) -> Visit:
    """Take down in the file at `path` that the reader is here; the visit that this belongs to.

    The file may be deleted or damaged at any time, which makes this the first visit.
    """
    before = _kept(path)
    visit = before.going_on(now) if before and before.until <= now + GAP else Visit(now, now)
    with suppress(OSError):  # where nothing can be written every visit is the first, and nothing is lost
        _keep(path, visit)
    return visit


def _kept(path: Path) -> Visit | None:
    try:
        record = json.loads(path.read_text("utf-8"))
        since, until = (datetime.fromisoformat(record[name]).astimezone(UTC) for name in ("since", "until"))
    except (OSError, ValueError, TypeError, LookupError, OverflowError, RecursionError):
        return None
    return Visit(min(since, until), until)


def _keep(path: Path, visit: Visit) -> None:
    record = {name: when.isoformat(timespec="seconds") for name, when in asdict(visit).items()}
    files.replace(path, [json.dumps(record).encode()], durable=False)
