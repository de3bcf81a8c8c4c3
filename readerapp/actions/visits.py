"""The reader's visits, so that the app can show what is new since the last one.

A visit ends after an hour without the reader, whether the app is closed or left open.
"""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from pathlib import Path

from readerapp.disk import files
from readerapp.domain.values import dataclass

MAX_GAP = timedelta(hours=1)
"""After a longer absence, a new visit begins."""


@dataclass(frozen=True, slots=True)
class Visit:
    """The current visit."""

    since: datetime
    """Papers added after this are new: the end of the previous visit, or the start of the first."""
    until: datetime
    """When the reader was last active."""

    def continued(self, now: datetime) -> Visit:
        """Return this visit extended to `now`, or the next one after a long absence."""
        if now - self.until > MAX_GAP:
            return Visit(self.until, now)
        return Visit(self.since, max(self.until, now))


def record_visit(path: Path, now: datetime) -> Visit:
    """Record in the file at `path` that the reader is active, and return the visit.

    If the file is missing or damaged, this is the first visit.
    """
    before = _kept(path)
    visit = before.continued(now) if before and before.until <= now + MAX_GAP else Visit(now, now)
    with suppress(OSError):  # without the file every visit is the first, and nothing is lost
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
