"""Changes from a machine whose clock was far ahead: the change counts, its time doesn't.

Such a time would win over every later change for years. A change that comes with one gets the time of its
arrival, and `ahead` (field -> time) keeps the original one, so that the same change isn't new again and the
version with `ahead` is the later. Notes keep their times: their texts don't compete by time.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from readerapp.state import tags, times
from readerapp.state.document import Document, stamp, stamps

MAX_AHEAD = timedelta(days=1)
"""Working clocks differ by less."""
FIELD = "ahead"


def ahead(document: Document, field: str) -> str:
    """Return the future time that the value of `field` came with; empty if it had none."""
    found = document.get(FIELD)
    time = found.get(field) if isinstance(found, Mapping) else None
    return time if isinstance(time, str) and times.is_valid(time) else ""


def join(one: Document, other: Document) -> dict[str, str]:
    """Return the times that either side knows to be wrong."""
    sides = [side[FIELD] for side in (one, other) if isinstance(side.get(FIELD), Mapping)]
    names = sorted({name for side in sides for name in side if isinstance(name, str)})
    both = {name: max(ahead(one, name), ahead(other, name)) for name in names}
    return {name: time for name, time in both.items() if time}


def believed(document: Document, field: str, other: Document) -> str:
    """Return the time of `field`; empty if `other` knows it to be wrong and has a later change."""
    time = stamp(document, field)
    return "" if time and time == ahead(other, field) else time


def without_future(document: Document, ours: Document, now: datetime) -> Document:
    """Return another machine's `document` without future times. `ours` is our document of that paper."""
    limit = times.to_text(now + MAX_AHEAD)
    late = [name for name in stamps(document) if name != "note" and stamp(document, name) > limit]
    entries = {name for name, (time, _) in tags.read(document).items() if time > limit}
    if not late and not entries:
        return document
    out, changed = dict(document), dict(stamps(document))
    wrong = join(document, ours)
    for name in late:
        if stamp(document, name) > ahead(ours, name):
            changed[name] = times.after(now, stamp(ours, name))
            wrong[name] = stamp(document, name)
        else:  # the change came in before
            out.pop(name, None)
            changed[name] = stamp(ours, name)
    if entries:
        out |= _tags(document, ours, now, entries)
    return {**out, "changed": changed, FIELD: wrong}


def _tags(document: Document, ours: Document, now: datetime, entries: set[str]) -> dict[str, Any]:
    theirs, mine, known = tags.read(document), tags.read(ours), ahead(ours, "tags")
    for name in entries:
        if theirs[name][0] > known:
            theirs[name] = times.after(now, mine.get(name, ("", ""))[0]), theirs[name][1]
        else:
            theirs[name] = mine.get(name, ("", ""))
    return tags.fields_of(theirs, tags.listed(document))
